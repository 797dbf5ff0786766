"""An invented county in memory: people, days, registers, and the faults planted in it with their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

ONE_DAY = timedelta(days=1)


@cache
def workday(day: date) -> bool:
    return bool(chinese_calendar.is_workday(day))


def span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def workdays(first: date, last: date) -> list[date]:
    return [day for day in span(first, last) if workday(day)]


class Row(dict[str, object]):
    """A row of a register: heading → value. Rows are told apart by identity, so that a fault can name its cell."""

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return self is other


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    age: int
    licence: str
    specialty: str
    title: str
    recipient: str
    support: str
    period: str
    start: date
    end: date
    remark: str = ""
    release: str = "全脱产"
    filing: date | None = None
    arrival: date | None = None
    approvals: tuple[date, date, date] | None = None
    days_per_week: int | None = None
    serial: int = 0
    roster: dict[str, object] = field(default_factory=dict)
    """Cells of the roster that are to read otherwise than the fields say."""

    @property
    def half(self) -> bool:
        return self.release == "半脱产"


@dataclass(eq=False)
class Plant:
    """A fault: code, severity, whom it is about, the cell to look at, and why."""

    code: str
    severity: str
    subject: str
    where: tuple[object, ...] | None
    why: str


@dataclass(eq=False)
class County:
    folder: str
    name: str
    first: date
    last: date
    people: list[Person] = field(default_factory=list)
    days: dict[str, dict[date, str]] = field(default_factory=dict)
    registers: dict[str, list[Row]] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    """Sizes of the roster's (recipient, support) blocks, in order: their cells are merged."""
    toml: str = ""
    readme: str = ""
    plants: list[Plant] = field(default_factory=list)
    legend_of: Callable[[int, int], dict[str, str]] | None = None
    absent_rows: set[tuple[str, int, int]] = field(default_factory=set)
    """(name, year, month): the grid has no row for this person."""
    extra_rows: set[tuple[str, int, int]] = field(default_factory=set)
    totals: dict[tuple[str, int, int, str], float] = field(default_factory=dict)
    """Totals that are to read otherwise than the marks add up to."""
    unlegended: tuple[int, int] | None = None
    """A month whose grid has no legend."""

    def person(self, name: str) -> Person:
        return next(person for person in self.people if person.name == name)

    def add(self, register: str, **values: object) -> Row:
        row = Row(values)
        self.registers.setdefault(register, []).append(row)
        return row

    def plant(self, code: str, severity: str, subject: object, where: tuple[object, ...] | None, why: str) -> None:
        name = subject.name if isinstance(subject, Person) else str(subject)
        self.plants.append(Plant(code, severity, name, where, why))

    def months(self) -> Iterator[tuple[int, int, date, date]]:
        """Year, month, first and last day of every month of the campaign."""
        day = self.first
        while day <= self.last:
            after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
            yield day.year, day.month, day, min(self.last, after - ONE_DAY)
            day = after

    def rows_of(self, year: int, month: int, first: date, last: date) -> list[Person]:
        """The people of a month's grid, in roster order."""
        return [
            person
            for person in self.people
            if ((person.start <= last and person.end >= first) or (person.name, year, month) in self.extra_rows)
            and (person.name, year, month) not in self.absent_rows
        ]

    def mark(self, person: Person, first: date, count: int, word: str) -> list[date]:
        """Put `word` on the next `count` workdays from `first`; returns them."""
        days = [day for day in span(first, person.end) if workday(day)][:count]
        assert len(days) == count, f"{person.name}: {count} workdays do not fit after {first}"
        for day in days:
            taken = self.days[person.name].get(day)
            assert taken == "出勤", f"{person.name} {day}: {taken} already stands where {word} should"
            self.days[person.name][day] = word
        return days

    def free(self, person: Person, first: date, count: int) -> bool:
        """Whether the next `count` workdays from `first` are plain presence within the placement."""
        days = [day for day in span(first, person.end) if workday(day)][:count]
        return len(days) == count and all(self.days[person.name].get(day) == "出勤" for day in days)

    def leave(
        self, person: Person, word: str, first: date, count: int, *, certificate: str = "", filed: date | None = None
    ) -> Row:
        """A leave of `count` workdays, marked in the grid and entered in the register."""
        days = self.mark(person, first, count, word)
        return self.add(
            "请假登记",
            姓名=person.name,
            支援单位=person.support,
            受援单位=person.recipient,
            请假类型=word,
            开始日期=days[0],
            结束日期=days[-1],
            天数=count,
            批准日期=days[0] - ONE_DAY,
            备案日期=filed,
            证明材料=certificate,
            销假日期=days[-1] + ONE_DAY,
        )
