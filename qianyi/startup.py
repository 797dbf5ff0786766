"""What is done only so that a command begins and ends sooner, each with its reason."""

from __future__ import annotations

import gc
import sys


def collect_seldom() -> None:
    """While starting, nearly nothing is cyclic: looking 700 objects over in vain takes a tenth of the time."""
    gc.set_threshold(100_000)


def import_msgspec() -> None:
    """It asks `typing_extensions` for what `typing` itself has in every Python that we run on: to import that module is
    a fiftieth of the time of a short command, so it is not found while msgspec is imported."""
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401  (for whoever asks next)
    finally:
        del sys.modules["typing_extensions"]


def keep_all() -> None:
    """What is made of one county lives to the end: nothing is found by looking for cycles."""
    gc.set_threshold(1_000_000)


def import_readers() -> None:
    """What reads the tables is due next: imported while other threads unpack the files."""
    import qianyi.intake.registers.roster  # noqa: F401  (the four of them)


def import_judges() -> None:
    """What every command of a county does with what was read: imported while other threads unpack the files."""
    import qianyi.scoring.person  # noqa: F401  (the three of them)
