"""Months that an institution sent twice: two files that both tell of its people's month."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement, Stretch
from qianyi.facts.merging import Conflict, submitting_institution
from qianyi.policy.date_shift import Month

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Resent(Struct, frozen=True):
    """One institution's month in several files. `conflicts`: the days that they show differently, with whose."""

    institution: str
    month: Month
    files: tuple[str, ...]
    conflicts: tuple[tuple[Placement, Conflict], ...]
    rows: tuple[Stretch, ...]
    """A row of each file."""


def find_resent(facts: Facts) -> list[Resent]:
    """All of them, in roster order, month by month. Sheets of different keepers are none (A417)."""
    found = []
    several = _in_several_files(facts)
    for institution, placements in facts.directory.recipients.items() if several else ():
        months: dict[Month, dict[str, list[tuple[Placement, Stretch]]]] = defaultdict(lambda: defaultdict(list))
        for placement in placements:
            for row in facts.attendance.of[id(placement)].stretches:
                month = row.sheet.month
                if month is not None and month in several and not row.rows and any(row.days):
                    months[month][row.sheet.path].append((placement, row))
        for month in sorted(months):
            files = _shared(months[month])
            if len(files) > 1:
                rows = tuple(files[path][0][1] for path in sorted(files))
                days = tuple(_conflicts(facts, placements, month, set(files)))
                found.append(Resent(institution, month, tuple(sorted(files)), days, rows))
    return found


def _in_several_files(facts: Facts) -> set[Month]:
    """The months of which more than one file tells."""
    sheets = {id(row.sheet): row.sheet for row in facts.dossier.stretches}.values()
    tellers = Counter(month for month, _ in {(sheet.month, sheet.path) for sheet in sheets} if month is not None)
    return {month for month, files in tellers.items() if files > 1}


def _shared(files: dict[str, list[tuple[Placement, Stretch]]]) -> dict[str, list[tuple[Placement, Stretch]]]:
    """The files that tell of somebody's day of which another one of the same institution tells too: a file for each half
    of a month is none sent twice."""
    if len(files) < 2:
        return {}
    tellers: dict[tuple[int, str | None, int], set[str]] = defaultdict(set)
    for path, rows in files.items():
        for placement, row in rows:
            first = row.first.toordinal()
            for day in (first + i for i, mark in enumerate(row.days) if mark):
                tellers[id(placement), submitting_institution(row), day].add(path)
    twice = {path for paths in tellers.values() if len(paths) > 1 for path in paths}
    return {path: days for path, days in files.items() if path in twice}


def _conflicts(
    facts: Facts, placements: list[Placement], month: Month, files: set[str]
) -> list[tuple[Placement, Conflict]]:
    return [
        (placement, conflict)
        for placement in placements
        for conflict in facts.attendance.of[id(placement)].conflicts
        if (conflict.day.year, conflict.day.month) == month
        and {row.sheet.path for row in conflict.rows} <= files
        and conflict.rows[0].sheet.path != conflict.rows[1].sheet.path
    ]
