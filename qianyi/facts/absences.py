"""连续旷工: whether a run of absence is longer than a week, by which reading of a week."""

from __future__ import annotations

from msgspec import Struct

from qianyi.facts.attendance import AbsenceRun
from qianyi.policy.model import Policy


class Length(Struct, frozen=True):
    """Whether a run is longer than a week by its calendar days and by its workdays; `too_long` by the reading in
    force, None where it asks for both and they differ."""

    calendar: bool
    workdays: bool
    too_long: bool | None


def length_of(run: AbsenceRun, policy: Policy) -> Length:
    """How a run stands to `absence.max_span` and `absence.max_workdays`, by `absence.reading`.

    A policy that sets no workdays has one reading only, the calendar's.
    """
    most, reading = policy.get("absence.max_workdays"), policy.get("absence.reading")
    calendar = run.span > policy.number("absence.max_span")
    if most is None or reading == "calendar":
        return Length(calendar, most is not None and run.workdays > most, calendar)
    workdays = run.workdays > most
    if reading == "workdays":
        return Length(calendar, workdays, workdays)
    return Length(calendar, workdays, calendar if calendar == workdays else None)
