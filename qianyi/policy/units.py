"""Types and units of parameters: what a value written in TOML may be, told in one Chinese sentence where it may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from qianyi.patterns import pattern
from qianyi.policy.model import PolicyError

_MONTH_AND_DAY = pattern(r"\d\d-\d\d", "06-05")
_WRITTEN_DATE = pattern(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)", "2022-6-5", "2022年6月5日")

ParameterValue = Decimal | bool | str | tuple[str, ...]

KIND_WORDS = {
    "personal": "事假",
    "sick": "病假",
    "marriage": "婚假",
    "maternity": "产假",
    "bereavement": "丧假",
    "other": "其他假",
    "annual": "年休假",
    "rest": "休息",
    "official": "公出",
    "absent": "旷工",
}
"""Kinds of day that a parameter of unit `kinds` may name, and their words everywhere (`dossier.kinds.CHINESE`)."""


class Unit(Struct, frozen=True):
    """A unit: its Chinese name and, for numbers, the least and greatest value and the step it counts in."""

    title: str
    least: Decimal = Decimal(0)
    greatest: Decimal | None = None
    step: Decimal | None = Decimal(1)


_ONE, _HALF = Decimal(1), Decimal("0.5")
UNITS = {
    "month": Unit("个月", _ONE),
    "person": Unit("人"),
    "institution": Unit("家"),
    "placement": Unit("人次", _ONE),
    "ratio": Unit("比例", greatest=_ONE, step=None),
    "percent": Unit("%", greatest=Decimal(100), step=None),
    "day/week": Unit("天/周", greatest=Decimal(7), step=_HALF),
    "workday": Unit("个工作日", step=_HALF),
    "calendar day": Unit("个自然日"),
    "day": Unit("天", step=_HALF),
    "check": Unit("次"),
    "time": Unit("次", _ONE),
    "point/day": Unit("分/天", step=None),
    "event": Unit("次"),
    "hour": Unit("小时", Decimal("0.1"), Decimal(24), None),
    "year": Unit("岁", greatest=Decimal(120)),
    "yuan": Unit("元", step=None),
    "copy": Unit("份", _ONE),
    "item": Unit("项", _ONE),
    "month-day": Unit("月-日"),
    "kinds": Unit("假的种类"),
    "choice": Unit("选项"),
    "choices": Unit("选项，可多选"),
    "switch": Unit("是否"),
}


def nearest(word: str, known: Iterable[str]) -> str:
    """「，是不是 …」 with the nearest known word, else empty."""
    import difflib

    known = list(known)
    near = difflib.get_close_matches(word, known, 1, 0.5) or [key for key in known if key.endswith("." + word)]
    return f"，是不是 {near[0]}" if near else ""


def check_keys(table: dict[str, Any], known: Collection[str], where: str) -> None:
    """Refuse a key that no one reads. Raises PolicyError naming it and the nearest known key."""
    for key in table:
        if key not in known:
            raise PolicyError(f"{where} 中的键 {key} 不认识{nearest(key, known)}；请改正或删去。")


def check_value(raw: Any, unit: str, choices: tuple[str, ...], where: str) -> ParameterValue:
    """A parameter's value in its unit. Raises PolicyError where type, sign, range or step does not fit."""
    if unit == "switch":
        if not isinstance(raw, bool):
            raise PolicyError(f"{where} 应为 true 或 false，写的是 {show(raw)}。")
        return raw
    if unit == "choice":
        if raw not in choices:
            raise PolicyError(f"{where} 应为 {' 或 '.join(choices)}，写的是 {show(raw)}。")
        return str(raw)
    if unit == "choices":
        return _choices(raw, choices, where)
    if unit == "kinds":
        return _kinds(raw, where)
    if unit == "month-day":
        if not isinstance(raw, str) or not _is_month_day(raw):
            raise PolicyError(f"{where} 应为月-日，如 06-06，写的是 {show(raw)}。")
        return raw
    return _number(raw, unit, where)


def _number(raw: Any, unit: str, where: str) -> Decimal:
    rule = UNITS[unit]
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
        raise PolicyError(f"{where} 应为数（{rule.title}），写的是 {show(raw)}。")
    value = Decimal(raw)
    if not value.is_finite():
        raise PolicyError(f"{where} 应为数（{rule.title}），写的是 {show(raw)}。")
    if value < rule.least:
        raise PolicyError(f"{where} 不能小于 {rule.least}，写的是 {show(raw)}。")
    if rule.greatest is not None and value > rule.greatest:
        raise PolicyError(f"{where} 不能大于 {rule.greatest}（{rule.title}），写的是 {show(raw)}。")
    if rule.step is not None and value % rule.step:
        raise PolicyError(f"{where} 应为{'整数' if rule.step == 1 else '半天的倍数'}，写的是 {show(raw)}。")
    return value


def _choices(raw: Any, choices: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Any of the words, none of them too; in the order of `choices`."""
    if not isinstance(raw, list) or any(word not in choices for word in raw) or len(set(raw)) < len(raw):
        raise PolicyError(f"{where} 应为列表，可写 {'、'.join(choices)}，各至多一次，写的是 {show(raw)}。")
    return tuple(word for word in choices if word in raw)


def _kinds(raw: Any, where: str) -> tuple[str, ...]:
    words = raw.split() if isinstance(raw, str) else raw
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise PolicyError(f'{where} 应为假的种类的列表，如 ["personal", "sick"]，写的是 {show(raw)}。')
    names = {**{name: name for name in KIND_WORDS}, **{chinese: name for name, chinese in KIND_WORDS.items()}}
    for word in words:
        if word not in names:
            raise PolicyError(f"{where} 里的 {word} 不是假的种类{nearest(word, names)}。")
    if len(set(words)) < len(words):
        raise PolicyError(f"{where} 里同一种假写了两次。")
    return tuple(names[word] for word in words)


def _is_month_day(text: str) -> bool:
    if not _MONTH_AND_DAY.fullmatch(text):
        return False
    try:
        date(2000, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True


def as_text(raw: Any, where: str) -> str:
    """A non-empty text. Raises PolicyError."""
    if not isinstance(raw, str) or not raw.strip():
        raise PolicyError(f"{where} 应为文字，写的是 {show(raw)}。")
    return raw.strip()


def one_of(raw: Any, known: Collection[str], where: str) -> str:
    """One of these words. Raises PolicyError that offers the nearest."""
    if raw not in known:
        raise PolicyError(f"{where} 应为 {'、'.join(known)}，写的是 {show(raw)}{nearest(str(raw), known)}。")
    return str(raw)


def as_table(raw: Any, where: str) -> dict[str, Any]:
    """A TOML table. Raises PolicyError."""
    if not isinstance(raw, dict):
        raise PolicyError(f"{where} 应为一个表（[…]），写的是 {show(raw)}。")
    return raw


def as_list(raw: Any, where: str) -> list[Any]:
    """A TOML array. Raises PolicyError."""
    if not isinstance(raw, list):
        raise PolicyError(f"{where} 应为列表，写的是 {show(raw)}。")
    return raw


def each_table(raw: Any, where: str, keys: Collection[str], unit: str = "项") -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables of a TOML array with where each stands. Raises PolicyError where one is none or has an unknown key."""
    for number, given in enumerate(as_list(raw, where), 1):
        place = f"{where} 第 {number} {unit}"
        table = as_table(given, place)
        check_keys(table, keys, place)
        yield place, table


def as_texts(raw: Any, where: str) -> tuple[str, ...]:
    """An array of non-empty texts. Raises PolicyError."""
    return tuple([as_text(item, where) for item in as_list(raw, where)])


def as_date(raw: Any, where: str) -> date:
    """A date, native or text (2022-06-01, 2022.6.1, 2022年6月1日). Raises PolicyError where there is no such day."""
    if isinstance(raw, datetime):
        raw = raw.date() if raw.time() == datetime.min.time() else str(raw)
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        found = _WRITTEN_DATE.fullmatch(raw.strip())
        if found:
            year, *rest = (int(part) for part in found.groups() if part)
            try:
                return date(year, *rest)
            except (ValueError, TypeError):
                raise PolicyError(f"{where} 没有 {raw} 这一天。") from None
    raise PolicyError(f"{where} 应为日期，如 2022-06-01，写的是 {show(raw)}。")


def show(raw: Any) -> str:
    """A value as a person would write it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f"“{raw}”"
    if isinstance(raw, (list, tuple)):
        return "[" + "、".join(show(item) for item in raw) + "]"
    if isinstance(raw, dict):
        return "一个表"
    return "空" if raw is None else str(raw)


def plain(value: ParameterValue | None) -> Any:
    """A value as JSON holds it: Decimal stays exact, a tuple becomes a list."""
    return list(value) if isinstance(value, tuple) else value
