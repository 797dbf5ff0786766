"""What is done only so that a command begins and ends sooner, each with its reason."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """While starting, nearly nothing is cyclic: looking 700 objects over in vain takes a tenth of the time."""
    gc.set_threshold(100_000)


def keep_all() -> None:
    """What is made of one county lives to the end: nothing is found by looking for cycles."""
    gc.set_threshold(1_000_000)


def import_readers() -> None:
    """What reads the tables is due next: imported while other threads unpack the files."""
    import qianyi.intake.registers.roster  # noqa: F401  (the four of them)


def import_judges() -> None:
    """What every command of a county does with what was read: imported while other threads unpack the files."""
    import qianyi.scoring.person  # noqa: F401  (the three of them)
