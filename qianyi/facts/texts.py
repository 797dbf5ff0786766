"""Small words of registers, and how figures and days are written in messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qianyi.patterns import pattern

_CENT = Decimal("0.01")
_NUMBER = pattern(r"([0-9]{1,18})", "2022")
_NOTHING = frozenset(
    "无 没有 否 未 未提供 未附 未交 未提交 未上交 未开 尚未提供 尚未提交 没交 没附 没开 缺 欠 欠缺 暂缺 暂无 待补 待交 待补交 后补 "
    "无证明 没有证明 缺证明 未提供证明 未附证明 未交证明 证明未交 证明待补 无材料 没有材料 × ✕ x X n N no No NO - － — – / 0".split()
)


def given(text: str | None) -> bool:
    """Whether a cell of a paper asked for (证明材料, 支援单位证明) says that there is one."""
    return bool(text) and "".join(str(text).split()).strip("。，；,;()（）") not in _NOTHING


def plain(number: Decimal) -> str:
    """A number as people write it: 14, 6.5, 18.4; rounded half up to 2 places, without needless zeros."""
    return str(int(number)) if number == number.to_integral_value() else exact(number.quantize(_CENT, ROUND_HALF_UP))


def exact(number: Decimal) -> str:
    """A number with all its places, without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(first: date, last: date) -> str:
    """「2022-06-01 至 2022-11-30」, one day alone."""
    return f"{first}" if first == last else f"{first} 至 {last}"


def in_words(days: Iterable[date]) -> str:
    """Days in words, the month said once: 「6月3日、4日、7月1日」."""
    words = []
    month = None
    for day in days:
        words.append(f"{day.day}日" if (day.year, day.month) == month else f"{day.month}月{day.day}日")
        month = (day.year, day.month)
    return "、".join(words)


def months_in_words(months: Iterable[date]) -> str:
    """Months in words, the year said once: 「2022年11月、12月、2023年1月」."""
    words = []
    year = None
    for month in months:
        words.append(f"{month.month}月" if month.year == year else f"{month.year}年{month.month}月")
        year = month.year
    return "、".join(words)


def natural(text: str) -> list[tuple[int, str]]:
    """Sorts as people count: 2月 before 10月."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(text) if part]


def look_alike(one: str, other: str) -> str:
    """The characters by which two names differ, with their code points, where one of them is none that everybody types
    (吕 U+5415, 呂 U+5442); "" where no such thing keeps them apart."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(pairs) != 1 or all(map(_is_common, pairs[0])):
        return ""
    (a, b) = pairs[0]
    return f"“{a}”是 U+{ord(a):04X}，“{b}”是 U+{ord(b):04X}"


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
