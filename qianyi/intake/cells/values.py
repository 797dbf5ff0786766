"""Cells become values: text, numbers, yes and no, words of fixed lists. What cannot be read raises `Bad`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from unicodedata import is_normalized, normalize

from qianyi.intake.cells.confusables import HOLLOW, NOTHING_SIGNS, UNSEEN
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern

_SPACE = pattern(rf"[\s{UNSEEN}{HOLLOW}]+", "\u3000")
_ZERO_WIDTH = pattern(rf"[{UNSEEN}]+", "\u200b")
_HOLLOW = frozenset(HOLLOW)
_HOLLOW_SPACE = str.maketrans(dict.fromkeys(HOLLOW, " "))
_REMARK = pattern(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕", "(必填)", "【选填】")
_OPENING = frozenset("([【〔")
_BRACKETS = str.maketrans("[]【】〔〕〖〗{}", "()()()()()")
_EMPTY = frozenset({"", "-", "--", "---", "—", "——", "–", "/", "\\", "―", "一一"})
_DITTO_SIGNS = "〃″“”〝〞々、\"'’‘"
DITTO = frozenset({"同上", "同前", "上同", "仝上", "仝"}.union(*({sign, sign * 2} for sign in _DITTO_SIGNS)))
"""What stands for the institution of the row above."""
_ERROR = pattern(r"#(?:N/A|GETTING_DATA|[A-Z0-9/_]+[!?])", "#N/A", "#DIV/0!")
_QUOTED = 60
LONG = 100
"""Letters beyond which a cell is no number, date or mark, and is not looked at for one."""
_NINE = Decimal(1).scaleb(-9)
_LARGEST = Decimal(10) ** 12


class Bad(ValueError):
    """A cell that cannot be read as its column's type; the text says why and what to write, in Chinese."""


def _is_solid(text: str) -> bool:
    """Whether a text is letters and digits alone, as most cells are: no space nor sign to take away."""
    return text.isalnum() and _HOLLOW.isdisjoint(text)


@lru_cache(8192)
def squeeze(text: str, level: bool = True) -> str:
    """Without white space and zero-width signs; with `level` also full-width forms made plain (NFKC)."""
    if _is_solid(text) and (not level or is_normalized("NFKC", text)):
        return text
    text = normalize("NFKC", text) if level else text
    return "".join(text.split()) if NOTHING_SIGNS.isdisjoint(text) else _SPACE.sub("", text)


@lru_cache(8192)
def level_text(text: str) -> str:
    """A heading made comparable: squeezed, bracketed remarks and marks of need (*, ★, :) removed."""
    flat = squeeze(text)
    if flat.isalnum():
        return flat
    bare = flat
    while not _OPENING.isdisjoint(bare) and (shorter := _REMARK.sub("", bare)) != bare:
        bare = shorter
    return (bare or flat).strip("*★☆:;")


def level(value: Value) -> str:
    """`level_text` of a cell; a whole number without its point; "" for dates and the like."""
    if isinstance(value, str):
        return level_text(value) if value else ""
    if isinstance(value, (bool, date, time, timedelta)):
        return ""
    return plain_number(value)


@lru_cache(4096)
def plain_number(value: float) -> str:
    """A number cell as a person would write it: 1.0 → 1, 0.30000000000000004 → 0.3, -1e-16 → 0."""
    return format(_without_noise(Decimal(format(value, ".15g"))).normalize(), "f") if value else "0"


def _without_noise(number: Decimal) -> Decimal:
    """A number without what stands beyond 9 decimals: computing left it there, nobody wrote it."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -9:
        number = number.quantize(_NINE) if abs(number) < _LARGEST else number
    return number if number else Decimal(0)


def quoted(value: Value) -> str:
    """A cell as quoted in a message: as `clean` tells it, a long text cut."""
    text = clean(value)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…（共 {len(text)} 字）"


def is_error(value: Value) -> bool:
    """Whether a cell shows one of the spreadsheet's own errors (#REF! …)."""
    return isinstance(value, str) and value.startswith("#") and _ERROR.fullmatch(value.strip()) is not None


@lru_cache(8192, typed=True)
def clean(value: Value) -> str:
    """A cell as text for people: trimmed, runs of white space made one, whole numbers without point, dates ISO."""
    if isinstance(value, str):
        if _is_solid(value):
            return value
        if not NOTHING_SIGNS.isdisjoint(value):
            value = _ZERO_WIDTH.sub("", value).translate(_HOLLOW_SPACE)
        return " ".join(value.split())
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return plain_number(value)


def prose(value: Value) -> str:
    """A cell in paragraphs: each line trimmed, empty ones left out, line feeds kept."""
    lines = value.splitlines() if isinstance(value, str) else [value]
    return "\n".join(line for line in map(clean, lines) if line)


def word(value: Value) -> str:
    """A cell as one word of a list: squeezed text."""
    return squeeze(value) if isinstance(value, str) else clean(value)


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing (white space counts as nothing)."""
    return value == "" or (isinstance(value, str) and not squeeze(value))


@lru_cache(8192)
def institution_key(text: str) -> str:
    """What two spellings of one institution have in common: no white space, half-width, one kind of bracket."""
    return squeeze(text).translate(_BRACKETS)


# Numbers -----------------------------------------------------------------------------------------------------------

_NUMBER = pattern(
    r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|[+-]?\.\d+",
    "1,200.5",
    "-1.1E-16",
    "-.5",
)
_UNITS = pattern(
    r"(?:个?工作日|天|日|周岁|岁|人次|人|名|次|例|台|张|场|种|个|小时|学时|课时|元|分|%|件|份|h)?[。.、,;]?",
    "个工作日",
    "人次。",
    flags=re.IGNORECASE,
)
_POINTS = pattern(r"[分%]?[。.、,;]?", "分。")
_DAYS = pattern(r"(?:个?工作日|天|日)?[。.、,;]?", "个工作日")


@lru_cache(4096, typed=True)
def number(value: Value) -> Decimal | None:
    """A decimal, exact but for noise; None for an empty cell, `--` or `/`. A unit behind it (12天, 1,200元, 85%) is
    let be.

    Raises Bad.
    """
    return _number(value, _UNITS)


@lru_cache(4096, typed=True)
def points(value: Value) -> Decimal | None:
    """A mark: like `number`, but only 分 or % may stand behind it (5份, 4次 are no marks). Raises Bad."""
    return _number(value, _POINTS)


def _number(value: Value, units: re.Pattern[str]) -> Decimal | None:
    if isinstance(value, str):
        if len(value) > LONG:
            raise Bad("太长，不是数字，请只写数字")
        if value.isascii() and value.isdecimal():
            return _within(Decimal(value))
        text = squeeze(value)
        if text in _EMPTY:
            return None
        found = _NUMBER.match(text)
        if (
            found is None
            or (found.end() < len(text) and not units.fullmatch(text, found.end()))
            or any(map(_is_sign, value))
        ):
            raise Bad("不是数字，请只写数字")
        return _without_noise(_within(Decimal(found[0].replace(",", ""))))
    if isinstance(value, (bool, date, time, timedelta)):
        raise Bad("不是数字，请把单元格格式改为数字后重填")
    if not abs(value) < float("inf"):
        raise Bad("不是数字，请只写数字")
    return _within(Decimal(plain_number(value)))


def _is_sign(letter: str) -> bool:
    """Whether a letter is a number in disguise (④, ², ⑴): a sign of its own, no digit."""
    return letter.isdigit() and not (letter.isascii() or "０" <= letter <= "９")


def _within(number: Decimal) -> Decimal:
    if abs(number) > _LARGEST:
        raise Bad("数值过大，请核对")
    return number


def integer(value: Value) -> int | None:
    """A whole number; None for an empty cell. Raises Bad."""
    if isinstance(value, str) and "%" in squeeze(value):
        raise Bad("是百分数，请写个数")
    found = number(value)
    if found is None:
        return None
    if found != int(found):
        raise Bad("不是整数，请写整数")
    return int(found)


_SPAN = pattern(
    r"(?:(\d+(?:\.\d+)?)个?(?:工作日|天|日))?(?:(\d+(?:\.\d+)?)个?(?:小时|时|h))?",
    "1.5天",
    "1天4小时",
    flags=re.IGNORECASE,
)


def days(value: Value, hours_per_day: Decimal) -> Decimal | None:
    """A number of days: 2, 0.5天, 半天, 1天4小时, 4小时 (by the policy's hours a day). None for empty. Raises Bad."""
    if isinstance(value, str) and len(value) <= LONG:
        text = squeeze(value)
        if text == "半天":
            return Decimal("0.5")
        found = _SPAN.fullmatch(text)
        if text and found is not None and found[2] is not None:
            return Decimal(found[1] or 0) + Decimal(found[2]) / hours_per_day
    return _number(value, _DAYS)


_LASTS = pattern(
    r"(?:(\d+(?:\.\d+)?|半)个?(?:小时|学时|课时|时|h))?(?:(\d+(?:\.\d+)?)分钟?)?",
    "1小时30分",
    "半小时",
    flags=re.IGNORECASE,
)
_IN_DAYS = pattern(r"[天日]\D*$", "半天")
_DAY_LONG = 24


def hours(value: Value, unit: str = "") -> Decimal | None:
    """How long something took, in hours: 2, 2小时, 1小时30分, 90分钟; days are no hours. A bare number is in the unit of its
    heading; where that says none, more than a day of hours may be minutes. None for empty. Raises Bad."""
    text = squeeze(value) if isinstance(value, str) and len(value) <= LONG else ""
    found = _LASTS.fullmatch(text) if text else None
    if found is not None:
        some, minutes = (Decimal("0.5") if part == "半" else Decimal(part or 0) for part in found.groups())
        return some + minutes / 60
    if _IN_DAYS.search(text) is not None:
        raise Bad("写的是天，请写小时")
    number_of = number(value)
    if number_of is None:
        return None
    if unit.startswith("分"):
        return number_of / 60
    if number_of > _DAY_LONG and not unit:
        raise Bad("超过一天，是不是分钟？请写明单位")
    return number_of


# Words of fixed lists ----------------------------------------------------------------------------------------------

_YES = frozenset({"是", "有", "√", "✓", "✔", "对", "Y", "YES", "1", "已"})
_NO = frozenset({"否", "无", "没有", "×", "✗", "✕", "X", "N", "NO", "0", "未", "不是"})
_RELEASE = {
    "全脱产": "full",
    "全": "full",
    "脱产": "full",
    "全脱": "full",
    "半脱产": "half",
    "半": "half",
    "半脱": "half",
}
_ROLES = {"支援": "support", "派出": "support", "选派": "support", "受援": "recipient", "派驻": "recipient"}
_CRITERION = pattern(r"\d+(?:\s*\.\s*\d+)*", "2.1.1.3", "4 . 1")


def yesno(value: Value) -> bool | None:
    """是/否 in their usual spellings; None for empty. Raises Bad."""
    text = word(value).upper()
    if text in _EMPTY:
        return None
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Bad("请写“是”或“否”")


def release(value: Value, heading: str = "") -> str | None:
    """`full` or `half`; under a heading 是否全脱产 also 是/否. None for empty. Raises Bad."""
    text = word(value)
    if text in _EMPTY:
        return None
    if text in _RELEASE:
        return _RELEASE[text]
    if heading.startswith("是否"):
        return "full" if yesno(value) else "half"
    raise Bad("请写“全脱产”或“半脱产”")


def authority(value: Value) -> str | None:
    """Level of a check: `city` or `county` (a district counts as a county). None for empty. Raises Bad."""
    text = level(value)
    if not text:
        return None
    city, county = "市" in text, "县" in text or "区" in text
    if city == county:
        raise Bad("请写“市级”或“县级”")
    return "city" if city else "county"


def grade(value: Value, names: Sequence[str]) -> str | None:
    """One of the policy's grades; None for empty. Raises Bad."""
    text = word(value)
    if text in _EMPTY:
        return None
    if text not in names:
        raise Bad(f"请写“{'”“'.join(names[:-1])}”或“{names[-1]}”")
    return text


def role(value: Value) -> str | None:
    """`support` or `recipient` of an institution that is both; None for empty. Raises Bad."""
    text = word(value)
    if text in _EMPTY:
        return None
    if text in ("support", "recipient"):
        return text
    if text[:2] in _ROLES:
        return _ROLES[text[:2]]
    raise Bad("请写“支援”或“受援”")


def roles(value: Value) -> str | None:
    """`support`, `recipient` or `both` (双重) of an institution; None for empty. Raises Bad."""
    text = word(value)
    if text[:1] in ("双", "两") or all(part in text for part in ("支援", "受援")):
        return "both"
    try:
        return role(value)
    except Bad:
        raise Bad("请写“支援”“受援”或“双重”") from None


def criterion(value: Value) -> str | None:
    """The id at the head of a cell or heading (`4.2.1 履行请销假手续` → `4.2.1`); None for empty. Raises Bad."""
    if isinstance(value, date):
        raise Bad("条款编号变成了日期，请把单元格设为文本后重填（如 4.2.1）")
    if is_blank(value):
        return None
    found = leading_id(value)
    if not found:
        raise Bad("没有条款编号，请写成 4.2.1 这样的编号")
    return found


def leading_id(value: Value) -> str:
    """The id at the head of a cell, "" where there is none; digits after a space are words (`3.2.2.2 20 份病历`)."""
    found = _CRITERION.match(normalize("NFKC", clean(value)).lstrip())
    return squeeze(found[0]) if found else ""
