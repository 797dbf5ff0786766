"""Columns of plain text where a Chinese character is two wide, in the room that a terminal has."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qianyi.patterns import pattern

_ROOM = 100
"""Columns where the output is no terminal and COLUMNS says nothing."""
ON_SCREEN = 50
"""Lines of a list at most; all of them where it goes into a file, or where findings alone were asked for."""
_ORDINARY = pattern(r"[ -~\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+", "评分 score：")
"""Latin and Chinese alone: every sign of these is one or two wide, and a page of help is made without a library."""
MORE = "全部见 --format json 或 -o 结果.xlsx"


@lru_cache(16_384)
def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    if _ORDINARY.fullmatch(text):
        return len(text) + sum(char > "\x7f" for char in text)
    from rich.cells import cell_len

    return cell_len(text)


def room() -> int:
    """Columns of the terminal."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return max(40, shutil.get_terminal_size((_ROOM, 24)).columns)
    return _ROOM


def cut(text: str, columns: int) -> str:
    """The text in so many columns, an ellipsis for what does not fit."""
    if width(text) <= columns:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, max(0, columns - 1)).rstrip() + "…"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to so many columns."""
    gap = " " * max(0, columns - width(text))
    return gap + text if right else text + gap


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of so many columns; a line may break behind any Chinese character, a word stays whole."""
    if width(text) <= columns:
        return [text.strip(" ").rstrip()]
    lines = [""]
    taken = 0
    for part in _parts(text):
        if lines[-1] and taken + width(part) > columns and not part.startswith(tuple("，。；：、）》”")):
            lines.append("")
            taken = 0
        lines[-1] += part if lines[-1] else part.lstrip(" ")
        taken += width(part) if lines[-1] else 0
    return [line.rstrip() for line in lines]


def _parts(text: str) -> Iterable[str]:
    """Words, and each wide character on its own."""
    word = ""
    for char in text:
        if char == " " or not char.isascii():
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
    if word:
        yield word


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    most: int | None = None,
    spare: Iterable[int] = (),
) -> list[str]:
    """Lines of a table without borders; `right`: positions of the columns of numbers.

    In `most` columns: those of `spare` are left out, in their order, until the rest fits; then the widest texts are
    cut, each to no fewer than ten.
    """
    listed = [list(heads), *[list(row) for row in rows]]
    kept = list(range(len(heads)))
    widths = [max(width(row[i]) for row in listed) for i in kept]
    numbers = set(right)

    def taken() -> int:
        return sum(widths[i] for i in kept) + 2 * (len(kept) - 1)

    if most is not None:
        for i in spare:
            if taken() > most:
                kept.remove(i)
        while taken() > most:
            widest = max((i for i in kept if i not in numbers), key=lambda i: widths[i], default=None)
            if widest is None or widths[widest] <= 10:
                break
            widths[widest] = max(10, widths[widest] - (taken() - most))
    return [
        "  ".join(pad(cut(row[i], widths[i]), widths[i], right=i in numbers) for i in kept).rstrip() for row in listed
    ]
