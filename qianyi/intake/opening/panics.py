"""A broken file can make the reader underneath (Rust) panic: it then prints to file descriptor 2 past Python."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

_lock = threading.Lock()
_depth = 0
_kept = -1


@contextlib.contextmanager
def muted() -> Iterator[None]:
    """Nothing reaches the process's stderr meanwhile; blocks may overlap in several threads."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _depth, _kept
    with _lock:
        if _depth == 0:
            try:
                _kept = os.dup(2)
            except OSError:  # a process without stderr
                _kept = -1
            else:
                nothing = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nothing, 2)
                os.close(nothing)
        _depth += 1


def _leave() -> None:
    global _depth, _kept
    with _lock:
        _depth -= 1
        if _depth == 0 and _kept >= 0:
            os.dup2(_kept, 2)
            os.close(_kept)
            _kept = -1
