"""Every file that a run of the command line reads: whatever `--force` says, none of them is written over."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_read: set[str] | None = None
"""None outside a run: a notebook may well make anew what it has looked at."""


@contextmanager
def remembering() -> Iterator[None]:
    """For the length of the block what is read is remembered, and forgotten after it."""
    global _read
    before, _read = _read, set()
    try:
        yield
    finally:
        _read = before


def took(path: Path) -> Path:
    """The path, of a file that is about to be read; remembered in a run.

    Raises OSError where it is a pipe or a device: reading may never end.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "not a regular file")
    remember(path)
    return path


def remember(path: Path) -> None:
    """Note in a run that the file has been read."""
    if _read is not None:
        _read.add(os.path.abspath(path))


def is_input(path: Path, inputs: Iterable[Path] = ()) -> bool:
    """Whether the file at `path` is one that was read, or one of `inputs`, by whatever name or link."""
    try:
        here = path.stat()
    except OSError:
        return False
    for source in {*map(str, inputs), *(_read or ())}:
        try:
            if os.path.samestat(here, os.stat(source)):
                return True
        except OSError:
            continue
    return False
