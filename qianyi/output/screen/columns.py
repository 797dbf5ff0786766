"""Columns of plain text where a Chinese character is two wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

WIDE = "WF"


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in WIDE else 1 for char in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to so many columns."""
    gap = " " * max(0, columns - width(text))
    return gap + text if right else text + gap


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Lines of a table without borders; `right`: positions of the columns of numbers."""
    listed = [list(heads), *[list(row) for row in rows]]
    widths = [max(width(row[i]) for row in listed) for i in range(len(heads))]
    numbers = set(right)
    return [
        "  ".join(pad(cell, widths[i], right=i in numbers) for i, cell in enumerate(row)).rstrip() for row in listed
    ]
