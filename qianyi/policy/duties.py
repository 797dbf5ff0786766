"""`[[duties]]` and `[[quotas]]` of a pack: read key by key, and moved with the campaign."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, get_args

from msgspec import structs

from qianyi.policy.date_shift import shift_last, shift_years
from qianyi.policy.model import Bearer, Campaign, Duty, Event, PolicyError, PolicyStatus
from qianyi.policy.units import as_date, as_text, as_texts, each_table, nearest, one_of, show

_CALENDAR = ("month", "quarter", "half-year")


def read_duties(raw: Any, where: str, before: dict[str, Duty]) -> dict[str, Duty]:
    """The duties by id: one of a known id changes what it names. Raises PolicyError naming place and key."""
    duties = dict(before)
    for place, table in each_table(raw, where, Duty.__struct_fields__):
        id = as_text(table.get("id"), f"{place}.id")
        known = duties.get(id)
        fields: dict[str, Any] = structs.asdict(known) if known else {}
        for key, value in table.items():
            read: Callable[[Any, str], Any] = _READ.get(key, as_text)
            fields[key] = read(value, f"{place}.{key}")
        missing = [key for key in ("title", "clause", "who", "words") if key not in fields]
        if missing:
            raise PolicyError(f"{place} 缺 {missing[0]}{nearest(id, duties)}。")
        duty = Duty(**fields)
        _check_time(duty, place)
        duties[id] = duty
    return duties


def _check_time(duty: Duty, where: str) -> None:
    """When it is due is said in one way, and by whom it is owed fits."""
    ways = [key for key in ("due", "each", "within") if getattr(duty, key) is not None]
    if len(ways) != 1:
        written = "、".join(ways) or "一个也没有"
        raise PolicyError(f"{where} 的期限要在 due、each、within 里写一个，写的是 {written}。")
    if (duty.within is None) != (duty.of is None):
        raise PolicyError(f'{where} 的 within 和 of 要一起写（within = 30, of = "arrival"）。')
    if "person" in duty.who and len(duty.who) > 1:
        raise PolicyError(f"{where}.who 里 person 要单独写。")


def _number(raw: Any, where: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise PolicyError(f"{where} 应为天数（整数），写的是 {show(raw)}。")
    return raw


def _one_of(known: Collection[str]) -> Callable[[Any, str], str]:
    return lambda raw, where: one_of(raw, known, where)


def _bearers(raw: Any, where: str) -> tuple[str, ...]:
    found = as_texts([raw] if isinstance(raw, str) else raw, where)
    return tuple(one_of(one, get_args(Bearer), where) for one in found)


_READ: dict[str, Callable[[Any, str], Any]] = {
    "who": _bearers,
    "words": as_texts,
    "criteria": as_texts,
    "due": as_date,
    "since": as_date,
    "later": _number,
    "within": _number,
    "grace": _number,
    "each": _one_of(_CALENDAR),
    "of": _one_of(get_args(Event)),
    "unit": _one_of(("day", "month")),
    "kept_by": _one_of(("support", "recipient")),
    "status": _one_of(get_args(PolicyStatus)),
}


_EACH = {"month": "每月", "quarter": "每季度", "half-year": "每半年"}
_EVENTS = {"start": "开始", "arrival": "到岗", "end": "期满", "recall": "召回"}


def when(duty: Duty) -> str:
    """When a duty is due, in words: 「2022-06-05 前」, 「每半年」, 「到岗后 30 天内」."""
    if duty.due is not None:
        since = f"{duty.since} 至 " if duty.since and duty.since.year == duty.due.year else ""
        later = f"，以后开始的 {duty.later} 天内" if duty.later is not None else ""
        return f"{since}{duty.due} 前{later}"
    if duty.each is not None:
        return _EACH[duty.each]
    return f"{_EVENTS[duty.of or 'start']}后 {duty.within} {'天' if duty.unit == 'day' else '个月'}内"


def moved(duty: Duty, before: Campaign, after: Campaign) -> Duty:
    """A duty with its dates in another campaign: by whole years where only the year differs, else each date as far
    from the campaign's start (or its end, where that is nearer) as it was."""
    years = after.start.year - before.start.year
    if shift_years(before.start, years) == after.start:
        if not years:
            return duty
        due, since = duty.due and shift_last(duty.due, years), duty.since and shift_years(duty.since, years)
    else:
        due, since = duty.due and _as_far(duty.due, before, after), duty.since and _as_far(duty.since, before, after)
    return structs.replace(duty, due=due, since=since)


def _as_far(day: date, before: Campaign, after: Campaign) -> date:
    near_start = abs(day - before.start) <= abs(before.end - day)
    return day + (after.start - before.start if near_start else after.end - before.end)
