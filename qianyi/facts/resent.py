"""Months that an institution sent twice: two files, or two sheets of a file, that both tell of its people's month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement, Stretch
from qianyi.dossier.source import Sheet
from qianyi.facts.merging import Conflict, submitting_institution
from qianyi.policy.date_shift import Month

if TYPE_CHECKING:
    from qianyi.facts import Facts

Copy = tuple[str, str]
"""A file, and the sheet of it where several of its sheets are copies of one month, else ""."""
Rows = list[tuple[Placement, Stretch]]


class Resent(Struct, frozen=True):
    """One institution's month in several copies. `conflicts`: the days that they show differently, with whose."""

    institution: str
    month: Month
    copies: tuple[Copy, ...]
    conflicts: tuple[tuple[Placement, Conflict], ...]
    rows: tuple[Stretch, ...]
    """A row of each copy."""


def find_resent(facts: Facts) -> list[Resent]:
    """All of them, in roster order, month by month. Sheets of different keepers are none (A417)."""
    found = []
    several = _told_twice(facts)
    for institution, placements in facts.directory.recipients.items() if several else ():
        months: dict[Month, Rows] = defaultdict(list)
        for placement in placements:
            for row in facts.attendance.of[id(placement)].stretches:
                month = row.sheet.month
                if month is not None and month in several and not row.rows and any(row.days):
                    months[month].append((placement, row))
        for month in sorted(months):
            copies = _copies(months[month], institution)
            if len(copies) > 1:
                rows = tuple(copies[copy][0][1] for copy in sorted(copies))
                days = tuple(_conflicts(facts, placements, month, copies))
                found.append(Resent(institution, month, tuple(sorted(copies)), days, rows))
    return found


def _told_twice(facts: Facts) -> set[Month]:
    """The months of which more than one file tells, or more than one grid."""
    tellers: dict[Month | None, set[Copy]] = defaultdict(set)
    for sheet in {id(row.sheet): row.sheet for row in facts.dossier.stretches}.values():
        tellers[sheet.month].add(_sheet_of(sheet))
    return {month for month, sheets in tellers.items() if month is not None and len(sheets) > 1}


def _sheet_of(sheet: Sheet) -> Copy:
    """The sheet that may be a copy of another in its file: a grid; what a machine exports belongs together."""
    return sheet.path, sheet.name if sheet.kind == "grid" else ""


def _copies(rows: Rows, recipient: str) -> dict[Copy, Rows]:
    """The rows of a month by the copy that they stand in; files, or sheets of a file that tell of one day of somebody
    (a sheet for each half of a month, or of a hospital, is no copy)."""
    files: dict[Copy, Rows] = defaultdict(list)
    sheets: dict[str, dict[Copy, Rows]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        path, name = _sheet_of(one[1].sheet)
        files[path, ""].append(one)
        sheets[path][path, name].append(one)
    for path, within in sheets.items():
        if _shared(within, recipient):
            del files[path, ""]
            files |= within
    return _shared(files, recipient)


def _shared(copies: Mapping[Copy, Rows], recipient: str) -> dict[Copy, Rows]:
    """Those that tell of somebody's day of which another one of the same institution tells too: a file for each half
    of a month is none sent twice. A sheet that does not say whose it is is the `recipient`'s."""
    if len(copies) < 2:
        return {}
    tellers: dict[tuple[int, str, int], set[Copy]] = defaultdict(set)
    for copy, rows in copies.items():
        for placement, row in rows:
            first = row.first.toordinal()
            for day in (first + i for i, mark in enumerate(row.days) if mark):
                tellers[id(placement), submitting_institution(row) or recipient, day].add(copy)
    twice = {copy for tellers_of_day in tellers.values() if len(tellers_of_day) > 1 for copy in tellers_of_day}
    return {copy: rows for copy, rows in copies.items() if copy in twice}


def _conflicts(
    facts: Facts, placements: Iterable[Placement], month: Month, copies: Mapping[Copy, Rows]
) -> list[tuple[Placement, Conflict]]:
    copy_of = {id(row): copy for copy, rows in copies.items() for _, row in rows}
    return [
        (placement, conflict)
        for placement in placements
        for conflict in facts.attendance.of[id(placement)].conflicts
        if (conflict.day.year, conflict.day.month) == month
        and all(id(row) in copy_of for row in conflict.rows)
        and len({copy_of[id(row)] for row in conflict.rows}) == 2
    ]
