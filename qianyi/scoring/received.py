"""What has come in: of each recipient for each month that has ended, whether its attendance is there and in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.facts import Facts
from qianyi.facts.duties import Due, due
from qianyi.facts.merging import stretch_end
from qianyi.facts.periods import month_ranges, overlaps
from qianyi.policy.date_shift import Month
from qianyi.rules.concerns import Concerns

ReceivedState = Literal["ok", "problems", "missing"]


class Received(Struct, frozen=True):
    """One institution and month. `files`: those that tell of its people's days; `findings`: the errors that concern
    it, by id."""

    institution: str
    month: str
    state: ReceivedState
    people: int
    files: list[str]
    findings: list[str]


class Receipts(Struct, frozen=True):
    """What `status` tells: recipients in roster order, each month by month, and the duties late or due."""

    received: list[Received]
    due: list[Due]

    def of(self, institution: str) -> list[Received]:
        """The months of one institution."""
        return [one for one in self.received if one.institution == institution]


def status(facts: Facts, findings: Sequence[Finding], within: int = 30) -> Receipts:
    """What has come in by as-of, and what is late or due in the next `within` days."""
    errors = _errors(facts, findings)
    received = []
    for institution, placements in facts.directory.recipients.items():
        for first, last in _months(placements, facts.as_of):
            here = [p for p in placements if p.name and overlaps(p, first, last)]
            month = (first.year, first.month)
            files = sorted({file for p in here for file in _files(facts, p, first, last)})
            found = errors.get((institution, month), [])
            state: ReceivedState = "missing" if not files else "problems" if found else "ok"
            people = len({(p.name, p.support) for p in here})
            received.append(Received(institution, f"{first:%Y-%m}", state, people, files, found))
    return Receipts(received, due(facts, within))


def narrowed(facts: Facts, found: Receipts, institution: str) -> Receipts:
    """What came in from one institution, and what it and its people owe."""
    people = {p.name for p in facts.dossier.placements if institution in (p.support, p.recipient)}
    return Receipts(
        [one for one in found.received if one.institution == institution],
        [one for one in found.due if one.who == institution or one.who in people],
    )


def _months(placements: Sequence[Placement], as_of: date) -> list[tuple[date, date]]:
    """The whole months in which somebody was placed and that have ended."""
    found: set[tuple[date, date]] = set()
    for placement in placements:
        if placement.name and placement.start and placement.end and placement.start <= placement.end:
            for first, _ in month_ranges(placement.start, min(placement.end, as_of)):
                found |= {month for month in month_ranges(*_whole(first)) if month[1] <= as_of}
    return sorted(found)


def _whole(day: date) -> tuple[date, date]:
    from qianyi.policy.date_shift import ONE_DAY, add_months

    first = day.replace(day=1)
    return first, add_months(first, 1) - ONE_DAY


def _files(facts: Facts, placement: Placement, first: date, last: date) -> set[str]:
    """The files in which a day of this placement and month is told."""
    recorded = facts.attendance.of[id(placement)]
    files = {row.sheet.path for row in recorded.stretches if row.first <= last and stretch_end(row) >= first}
    if recorded.totals is not None:
        rows = recorded.totals.parts or (recorded.totals,)
        files |= {row.sheet.path for row in rows if row.month in (None, (first.year, first.month))}
    return files


def _errors(facts: Facts, findings: Sequence[Finding]) -> dict[tuple[str, Month], list[str]]:
    """Institution and month → the ids of the errors that concern them."""
    found: dict[tuple[str, Month], list[str]] = defaultdict(list)
    concerns = Concerns(facts)
    for finding in findings:
        if finding.severity != "error":
            continue
        months = concerns.months(finding)
        for institution in concerns.institutions(finding) if months else ():
            for month in sorted(months):
                found[institution, month].append(finding.id)
    return found
