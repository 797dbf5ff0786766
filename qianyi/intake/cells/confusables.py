"""Look-alike characters as one: Unicode NFKC unites only the full-width and small forms (＋ ﹢), not √ and ✓."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from qianyi.patterns import pattern

GROUPS: Final = (
    "√✓✔☑",
    "×✕✖╳XxХхΧχⅹⅩ",
    "○◯〇Oo0ОоΟο",
    "+＋﹢",
    "-－–—−‐‑﹣",
)
"""Each group's first character stands for all of it."""

_LEVELLED: Final = {ord(other): group[0] for group in GROUPS for other in group}
UNSEEN: Final = (
    "\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0100-\U000e01ef"
)
"""Signs without any width, as a set of a pattern: soft hyphens, joiners, marks of direction, invisible operators,
variation selectors."""
HOLLOW: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Signs as wide as a letter that show nothing: fillers of Hangul (to Python they are letters), the empty Braille cell."""

_PAIRS = pattern(r"(.)-(.)", "A-Α")


def _members(signs: str) -> frozenset[str]:
    """What a set of a pattern holds."""
    ends = _PAIRS.findall(signs)
    ranges = (chr(code) for first, last in ends for code in range(ord(first), ord(last) + 1))
    return frozenset(signs).difference("-").union(ranges)


UNSEEN_SIGNS: Final = _members(UNSEEN)
NOTHING_SIGNS: Final = UNSEEN_SIGNS.union(HOLLOW)
"""All that shows nothing, white space aside; few texts hold any of it."""
_NOTHING = pattern(f"[{UNSEEN}{HOLLOW}]+", "\u200b")


def plain(text: str) -> str:
    """The text with full-width forms levelled (NFKC) and all white space and invisible characters removed."""
    if text.isascii():
        return "".join(text.split())
    text = normalize("NFKC", text)
    return "".join((text if NOTHING_SIGNS.isdisjoint(text) else _NOTHING.sub("", text)).split())


def sign(text: str) -> str:
    """The text as a sign: `plain`, and every look-alike character as the first of its group."""
    return plain(text).translate(_LEVELLED)


def is_symbol(sign: str) -> bool:
    """Whether a levelled sign is no letter, digit or Chinese word (△ ○ ×): without a legend it is never guessed."""
    return not any(char.isalnum() for char in sign)
