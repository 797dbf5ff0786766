"""One run at a time in a folder: a lock that the system itself lets go when a run is killed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from qianyi.errors import QianyiError

LOCK = ".qianyi-lock"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises QianyiError at once where another run holds it; nothing is left behind."""
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not hold(handle):
            os.close(handle)
            raise QianyiError(f"另一个 qianyi 正在往“{folder}”里写；请等它结束后再运行。")
        with contextlib.suppress(OSError):
            if os.fstat(handle).st_ino == path.stat().st_ino:
                break
        os.close(handle)  # the one before took the file away after we had opened it
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows lets nobody remove what is open
            path.unlink()
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()


def hold(handle: int) -> bool:
    """Lock an open file without waiting; whether that succeeded (where files cannot be locked: yes)."""
    try:
        import fcntl
    except ImportError:
        return _hold_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _hold_on_windows(handle: int) -> bool:
    try:
        import msvcrt
    except ImportError:
        return True
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
