"""How things are written on official paper: dates, numbers, names of files, masked names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qianyi.facts.texts import exact
from qianyi.patterns import pattern

_UNSAFE = pattern(r'[\\/:*?"<>|\x00-\x1f\x7f]+', "甲/乙")
_RESERVED = pattern(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", "con.xlsx")


def chinese_date(day: date | None) -> str:
    """2022年6月2日: no leading zeros (GB/T 9704 7.3.5.4). Empty for None."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


_LINE = 20
"""How many characters of a title stand on a line (GB/T 9704)."""


def headline(text: str) -> str:
    """A heading as a title prints it: one too long for a line broken before its quoted name, not inside a word."""
    wide = sum(0.5 if character.isascii() else 1 for character in text)
    return text.replace("“", "\n“", 1) if wide > _LINE and text.find("“") > 0 else text


def chinese_period(first: date | None, last: date | None) -> str:
    """2022年6月1日至2023年5月31日; empty where either is unknown."""
    return f"{chinese_date(first)}至{chinese_date(last)}" if first and last else ""


def chinese_month(text: str | None) -> str | None:
    """A birth or career month as the registers tidy it (`1984-05`, `1984-05-03`) in words; other text as it is."""
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})?日?)?", text.strip())
    if match is None:
        return text
    day = f"{int(match[3])}日" if match[3] else ""
    return f"{match[1]}年{int(match[2])}月{day}"


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """18.4, 20, 0.5: no trailing zeros; rounded half-up where `places` is given. Empty for None."""
    if value is None:
        return ""
    whole = Decimal(value)
    return exact(whole if places is None else whole.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def mask(name: str) -> str:
    """李小满 → 李**: the first character kept."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def masked(names: Iterable[str]) -> dict[str, str]:
    """The mask of each name; people who would look alike under it are numbered in order (林**, 林**2)."""
    shown: dict[str, str] = {}
    seen: dict[str, int] = {}
    for name in dict.fromkeys(names):
        starred = mask(name)
        seen[starred] = seen.get(starred, 0) + 1
        shown[name] = starred if seen[starred] == 1 else f"{starred}{seen[starred]}"
    return shown


def collisions(names: Iterable[str]) -> dict[str, int]:
    """Masked names that stand for several people, with how many."""
    return {masked: count for masked, count in Counter(mask(name) for name in names).items() if count > 1}


def file_name(*parts: str) -> str:
    """Parts joined by `-` as a name that every file system takes, without extension; at most 60 characters."""
    cleaned = (_UNSAFE.sub("_", unicodedata.normalize("NFC", part)) for part in parts if part)
    name = "-".join("".join(c for c in part if c.isprintable()).strip(" .") or "_" for part in cleaned)[:60].rstrip(
        " ."
    )
    return f"_{name}" if _RESERVED.fullmatch(name) or not name else name


def listed(parts: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(parts)
