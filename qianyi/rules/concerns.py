"""Whom and when a finding concerns: the institutions that have to do with it, and the months it lies in.

A person's finding concerns both the institutions of the placement, an institution's that one; one about a sheet or a
file those whose people the sheet or the file holds. What concerns the county as a whole concerns none of them.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement, Record, Stretch
from qianyi.dossier.source import Cell, Sheet
from qianyi.facts import Facts
from qianyi.facts.duties import Turn
from qianyi.facts.merging import stretch_end
from qianyi.facts.periods import month_ranges
from qianyi.patterns import pattern
from qianyi.policy.date_shift import DateRange, Month

_MONTH = pattern(r"(\d{4})-(0[1-9]|1[0-2])", "2022-06")


class Concerns:
    """Looks findings of one dossier up at the rows that their cells stand in."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._named: dict[str, list[Placement]] = defaultdict(list)
        for placement in facts.dossier.placements:
            self._named[placement.name].append(placement)

    @cached_property
    def _sheets(self) -> dict[tuple[str, str], frozenset[str]]:
        """Path and name of a sheet → the institutions whose people it holds: the submitting one's where it says whose it is,
        else those that its rows name, else the recipients of the people in it."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for record in self.facts.dossier.every_record():
            found[record.sheet.path, record.sheet.name] |= self._of_row(record)
        for sheet in (sheet for item in self.facts.dossier.inputs for sheet in item.sheets):
            if sheet.institution is not None and self.facts.directory.institution(sheet.institution):
                found[sheet.path, sheet.name].add(sheet.institution)
        return {key: frozenset(names) for key, names in found.items()}

    @cached_property
    def owners(self) -> dict[int, frozenset[str]]:
        """Row (by id) → the institutions whose own it is: both of its person's, and those that it names."""
        return {id(record): self._owners(record) for record in self.facts.dossier.every_record()}

    def _owners(self, record: Record) -> frozenset[str]:
        if isinstance(record, Placement):
            return frozenset(name for name in (record.support, record.recipient) if name)
        row: Any = record
        placements: tuple[Placement, ...] = ()
        if getattr(row, "subject", None) or getattr(row, "name", None):
            placements = self.facts.directory.match(record, lenient=isinstance(record, Stretch)).placements
        if placements:
            return frozenset(name for p in placements for name in (p.support, p.recipient) if name)
        named = [
            getattr(row, field, None) for field in ("institution", "support", "recipient", "host", "subject", "name")
        ]
        known = frozenset(name for name in named if name and self.facts.directory.institution(name))
        return known or frozenset(filter(None, [record.sheet.institution]))

    def institutions(self, finding: Finding) -> frozenset[str]:
        """The institutions (of the roster) that a finding concerns."""
        if finding.person is not None:
            placements = self.placements(finding)
            if placements:
                return frozenset(name for p in placements for name in (p.support, p.recipient) if name)
        found = {finding.institution} if finding.institution else set[str | None]()
        if finding.person is None and (finding.institution is None or finding.code[0] == "T"):
            for cell in finding.cells:
                record = self.facts.record_at(cell)
                if isinstance(record, Placement):  # a post's finding names the rows of its holders
                    found |= {record.support, record.recipient}
        known = frozenset(name for name in found if name and self.facts.directory.institution(name))
        return known or self._by_place(finding)

    def home(self, finding: Finding) -> str:
        """The one institution under which a finding is told: the recipient of a person, "" for what is the county's."""
        recipients = [p.recipient for p in self.placements(finding) if p.recipient] if finding.person else []
        if recipients:
            return recipients[0]
        found = self.institutions(finding)
        if finding.institution in found:
            return finding.institution or ""
        return next(iter(found)) if len(found) == 1 else ""

    def placements(self, finding: Finding) -> list[Placement]:
        """The placements that a person's finding is about: by its start and its institution, where these tell."""
        own = self._named.get(finding.person or "", [])
        if finding.since is not None:
            own = [p for p in own if p.start == finding.since] or own
        if finding.institution:
            own = [p for p in own if finding.institution in (p.support, p.recipient)] or own
        return own

    def _by_place(self, finding: Finding) -> frozenset[str]:
        if finding.code[0] in "RT" and not finding.cells:
            return frozenset()  # of the roster as a whole
        found: set[str] = set()
        for cell in finding.cells:
            record = self.facts.record_at(cell)
            found |= self._of_row(record) if record is not None else set()
        if found:
            return frozenset(found)
        path, sheet = finding.where
        if path is None:
            return frozenset()
        if sheet is not None:
            return self._sheets.get((path, sheet), frozenset())
        return frozenset(name for (one, _), names in self._sheets.items() if one == path for name in names)

    def _of_row(self, record: Record) -> set[str]:
        """The institutions that a row is about: its person's, those it names; of a stranger's row the submitting institution."""
        row: Any = record
        directory = self.facts.directory
        if isinstance(record, Placement):
            return {name for name in (record.support, record.recipient) if name}
        fields = ("institution", "support", "recipient")
        named = {name for field in fields if (name := getattr(row, field, None)) and directory.institution(name)}
        subject = getattr(row, "subject", None) or getattr(row, "name", None)
        if subject and directory.institution(subject):
            named.add(subject)
        elif subject:
            match = directory.match(record, lenient=isinstance(record, Stretch))
            named |= {p.recipient for p in match.placements if p.recipient}
        submitter = record.sheet.institution
        if not named and submitter and directory.institution(submitter):
            named.add(submitter)
        return named

    def months(self, finding: Finding) -> frozenset[Month]:
        """The months in which the cells of a finding lie; empty where it is of no month."""
        return frozenset(month for span in self.spans(finding) for month in _span(*span))

    def spans(self, finding: Finding) -> frozenset[DateRange]:
        """First and last day of each stretch of time that a finding tells of; empty where it is of no time."""
        if finding.code == "A402":
            placements = {id(p) for p in self.placements(finding)}
            missing = (s.missing for s in self.facts.standings if id(s.placement) in placements)
            return frozenset(span for spans in missing for span in spans)
        if finding.code == "W704":
            return frozenset(self._due(finding))
        found: set[DateRange | None] = set()
        for cell in finding.cells:
            record = self.facts.record_at(cell)
            found.add(self._sheet_month(cell.sheet) if record is None else _days_of(record, cell))
        return frozenset(span for span in found if span is not None)

    def within(self, finding: Finding, first: date, last: date) -> bool:
        """Whether a finding is of these days: by what its cells tell of, by its key (2022-06), by the placements that it
        is about. What is of no time is of any."""
        spans = self.spans(finding) or _keyed(finding.key)
        if not spans:
            rows = map(self.facts.record_at, finding.cells)
            placements = self.placements(finding) if finding.person else [r for r in rows if isinstance(r, Placement)]
            spans = frozenset((p.start, p.end) for p in placements if p.start is not None and p.end is not None)
        return not spans or any(begin <= last and end >= first for begin, end in spans)

    def _due(self, finding: Finding) -> Iterable[DateRange]:
        """The last days of the turns of a duty that were missed."""
        whose = (finding.person, finding.institution, None)
        for turn in self._missed.get(finding.key, ()):
            if self.facts.duties.one_for_all or turn.kept_by in whose or turn.who in whose:
                yield turn.due, turn.due

    @cached_property
    def _missed(self) -> dict[str, list[Turn]]:
        """Duty → its turns that were missed."""
        found: dict[str, list[Turn]] = defaultdict(list)
        for turn in self.facts.duties.turns:
            if turn.missed(self.facts.as_of):
                found[turn.duty.id].append(turn)
        return found

    def _sheet_month(self, sheet: Sheet) -> DateRange | None:
        return None if sheet.month is None else _month(*sheet.month)


def _keyed(key: str) -> frozenset[DateRange]:
    """The month that a finding's key begins with."""
    found = _MONTH.match(key)
    return frozenset([_month(int(found[1]), int(found[2]))] if found else [])


def _month(year: int, month: int) -> DateRange:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _days_of(record: Record, cell: Cell) -> DateRange | None:
    """The days that a row's cell, or the row, tells of."""
    if isinstance(record, Placement):
        return None
    if isinstance(record, Stretch):
        day = record.day_at(cell)
        return (day, day) if day is not None else (record.first, stretch_end(record))
    row: Any = record
    month = getattr(row, "month", None)
    if month is not None:
        return _month(*month)
    first = getattr(row, "date", None) or getattr(row, "start", None) or getattr(row, "done", None)
    last = getattr(row, "end", None)
    if not isinstance(first, date):
        return None
    return first, last if isinstance(last, date) and last > first else first


def _span(first: date, last: date) -> Iterable[Month]:
    return ((begin.year, begin.month) for begin, _ in month_ranges(first, last))
