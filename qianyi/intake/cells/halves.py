"""上午 and 下午 behind a date, and spans of days in one cell: 2022-06-08下午 至 2022-06-10上午."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from qianyi.intake.cells import dates
from qianyi.intake.cells.dates import ReadDate
from qianyi.intake.cells.values import Bad, clean, level_text, squeeze
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern
from qianyi.policy.model import Campaign

_HALF = pattern(
    r"\(?(?:([上前]半天|上午|早上|早|AM)|([下后]半天|下午|晚上|晚|PM)|全天|整天|一天)(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分?)?))?(?:起|止)?\)?",
    "下午14:30起",
    "（全天）",
    flags=re.IGNORECASE,
)
_PAIRS: Final = (
    ("上午", "下午"),
    ("上", "下"),
    ("AM", "PM"),
    ("上半天", "下半天"),
    ("前半天", "后半天"),
    ("早", "晚"),
    ("早上", "晚上"),
    ("上班", "下班"),
    ("签到", "签退"),
)
"""What two rows or columns of a day's halves are called, in pairs: 晚 beside 上午 and 下午 is none of the two."""
_LABELS: Final = {word: (pair, half) for pair, words in enumerate(_PAIRS) for half, word in enumerate(words)}
_CLOCK = pattern(r"\d{1,2}[:：]\d{2}(?:[-~—–至]+\d{1,2}[:：]\d{2})?", "8:00-12:00")
_AMOUNT = pattern(
    r"[,;。.、]?\(?(?:共|计|合计)?\d+(?:\.\d+)?个?(?:天|工作日|个工作日)\)?$|\([^()]*\)$", "，共3天", "(含周末)"
)
_TIMES = pattern(
    r"(?<=[\d日号])[\sTt]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.0+)?)?(?=\s*(?:$|[起止~—–─━至到-]))", "2022-06-08 08:00 至"
)
"""Clock times behind the dates of a span."""
_TO = pattern(r"[~—–─━至到-]", "至")
_SHORT_END = pattern(
    r"((?:\d{4}[-/.年])?\d{1,2}([-/.月])(\d{1,2}))[日号]?(?!\2)[~—–─━至到-]+(\d{1,2})[日号]?",
    "2022.6.1-3",
    "6月1日至3日",
)
"""6月8-9日, 2022.6.8-9: the last day alone."""


class Halves(Struct, frozen=True):
    """Whether a span begins in the afternoon, and whether it ends in the morning."""

    begins_late: bool = False
    ends_early: bool = False


class HalvesSpan(Struct, frozen=True):
    """First and last day of a cell that holds both, and the halves."""

    first: ReadDate
    last: ReadDate
    halves: Halves


def label(value: Value) -> tuple[int, int] | None:
    """The pair that a row's or a column's label is of, and which half of the day it is; None where it is none's."""
    if not isinstance(value, str) or not value:
        return None
    text = level_text(value)
    return _LABELS.get((_CLOCK.sub("", text) if ":" in text else text).upper())


def split(value: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its words for half a day, and these: where each stood, 0 for a morning and 1 for an afternoon."""
    found: list[tuple[int, int]] = []
    text, at, out = squeeze(value), 0, []
    for half in _HALF.finditer(text):
        out.append(text[at : half.start()])
        if half[1] or half[2]:
            found.append((sum(map(len, out)), int(half[2] is not None)))
        at = half.end()
    return "".join([*out, text[at:]]), found


def parse_day(value: Value, campaign: Campaign) -> ReadDate | None:
    """A date, 上午 or 下午 behind it aside. Raises Bad."""
    if isinstance(value, str) and _HALF.search(value) is not None:
        return dates.parse_date(split(value)[0], campaign)
    return dates.parse_date(value, campaign)


def half_of(value: Value) -> int | None:
    """0 where a date says 上午, 1 where it says 下午, None where it says neither."""
    found = split(value)[1] if isinstance(value, str) else []
    return found[0][1] if len(found) == 1 else None


def parse_span(value: Value, campaign: Campaign) -> HalvesSpan | None:
    """The days of a cell: a span (split at 至, -, — …) or one day. None for an empty cell. Raises Bad."""
    if not isinstance(value, str):
        day = dates.parse_date(value, campaign)
        return None if day is None else HalvesSpan(day, day, Halves())
    text, halves = split(_TIMES.sub("", value) if ":" in value or "：" in value else value)
    text = _AMOUNT.sub("", text)
    try:
        day = dates.parse_date(text, campaign)
    except Bad:
        day = None
        if not _TO.search(text[1:]):
            raise
    else:
        return None if day is None else HalvesSpan(day, day, _of_one(halves))
    if (short := _SHORT_END.fullmatch(text)) is not None and int(short[4]) > int(short[3]):
        mark = "日" if "月" in short[1] else ""
        start = dates.parse_date(f"{short[1]}{mark}", campaign)
        if start is not None:
            last = _same_month(start, int(short[4]), value)
            return HalvesSpan(start, last, _of_two(halves, len(short[1])))
    span = dates.parse_range(text, campaign)
    if span.last is None:
        raise Bad("没有结束日期，请写成 2022-06-08 至 2022-06-09")
    middle = next((m.start() for m in _TO.finditer(text) if m.start() >= len(text) // 2 - 2), len(text) // 2)
    return HalvesSpan(ReadDate(span.first, span.assumed), ReadDate(span.last, span.assumed), _of_two(halves, middle))


def _same_month(start: ReadDate, number: int, value: str) -> ReadDate:
    try:
        return ReadDate(start.day.replace(day=number), start.assumed)
    except ValueError:
        raise Bad(f"“{clean(value)}”里没有 {start.day.month} 月 {number} 日，请核对后改正") from None


def _of_one(halves: list[tuple[int, int]]) -> Halves:
    kinds = {half for _, half in halves}
    return Halves(kinds == {1}, kinds == {0})


def _of_two(halves: list[tuple[int, int]], middle: int) -> Halves:
    first = [half for at, half in halves if at <= middle]
    last = [half for at, half in halves if at > middle]
    return Halves(first[-1:] == [1], last[-1:] == [0])
