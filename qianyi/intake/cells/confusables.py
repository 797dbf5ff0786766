"""Look-alike characters as one: Unicode NFKC unites only the full-width and small forms (＋ ﹢), not √ and ✓."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

GROUPS: Final = (
    "√✓✔☑",
    "×✕✖╳XxХхΧχⅹⅩ",
    "○◯〇Oo0ОоΟο",
    "+＋﹢",
    "-－–—−‐‑﹣",
)
"""Each group's first character stands for all of it."""

_LEVELLED: Final = {ord(other): group[0] for group in GROUPS for other in group}
_UNSEEN: Final = {ord(char): None for char in "\u200b\u200c\u200d\ufe0e\ufe0f\ufeff\u2060"}


def plain(text: str) -> str:
    """The text with full-width forms levelled (NFKC) and all white space and invisible characters removed."""
    if text.isascii():
        return "".join(text.split())
    return "".join(normalize("NFKC", text).translate(_UNSEEN).split())


def sign(text: str) -> str:
    """The text as a sign: `plain`, and every look-alike character as the first of its group."""
    return plain(text).translate(_LEVELLED)


def is_symbol(sign: str) -> bool:
    """Whether a levelled sign is no letter, digit or Chinese word (△ ○ ×): without a legend it is never guessed."""
    return not any(char.isalnum() for char in sign)
