"""Which register a sheet is: of all that its headings fit, the one they mean."""

from __future__ import annotations

from qianyi.dossier.registers import REGISTERS
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import SEARCHED, SILENT, TableHeading, fits, heading_texts, with_pages
from qianyi.intake.registers.wide_marks import find_wide

_DISTINCT = (
    "marks",
    "appraisal",
    "leave",
    "checks",
    "workload",
    "payments",
    "trainees",
    "activities",
    "incidents",
    "indicators",
    "survey",
    "milestones",
    "visits",
    "needs",
    "supply",
    "records",
    "techniques",
    "creation",
    "institutions",
    "referrals",
    "rectification",
    "log",
    "totals",
    "contracts",
    "texts",
)
"""Kinds whose required headings are found in no other kind: where all are there, nothing else is meant."""
UNMISTAKABLE = frozenset(_DISTINCT) - {"log", "totals", "contracts", "texts"}
"""Kinds that no grid or machine export can be taken for."""
_WHO = frozenset({"name", "support", "recipient"})
_SENDABLE = frozenset({"span", "wishes", "barred"})
_REFERRED, _TAUGHT = frozenset({"patients", "accepted"}), frozenset({"hours", "attendees", "topic"})
_WORDS_OF_REFERRALS = ("转", "远程会诊")
_PERSONAL = frozenset({"ethnicity", "politics", "career_start", "phone"})


def recognise(table: Table, first: int = 0, last: int = SEARCHED) -> TableHeading | None:
    """The register that a sheet is, None where it is none (attendance grids and exports have finders of their own).

    A sheet that is plainly of a kind but lacks a required column is returned with `missing`; one whose headings stand
    twice side by side with its `pages`.
    """
    levelled = [heading_texts(row) for row in table.rows[first:last]]
    found = {heading.kind: heading for heading in fits(levelled, first)}
    wide = find_wide(table, first, levelled)
    if wide is not None:
        found["marks"] = wide
    heading = _meant(table, found)
    if heading is None or heading is wide or heading.missing:
        return heading
    return with_pages(heading, levelled[heading.rows[0] - first : heading.rows[1] + 1 - first])


def _meant(table: Table, found: dict[str, TableHeading]) -> TableHeading | None:
    """The one that is meant of all that fit."""
    whole = {kind: heading for kind, heading in found.items() if not heading.missing}
    if whole:  # another table may stand below the first
        bottom = min(heading.rows for heading in whole.values())[1]
        found = {kind: heading for kind, heading in found.items() if heading.rows[0] <= bottom}
        whole = {kind: heading for kind, heading in whole.items() if kind in found}
    if "referrals" in whole and _is_referrals(table, found):
        return whole["referrals"]
    for kind in _DISTINCT:
        if kind in whole and (kind != "contracts" or _is_contracts(table, whole[kind])):
            return whole[kind]
    if "candidates" in whole and "roster" not in whole and _is_candidates(found):
        return whole["candidates"]
    partial = [h for h in found.values() if h.missing and _plain(h)]
    rival = max(partial, key=lambda h: (h.score, len(h.columns)), default=None)
    if "personnel" in whole and whole["personnel"].columns.keys() - SILENT == _WHO:
        del whole["personnel"]  # who is sent from where to where, and nothing of the person: a roster cut short
        rival = rival or found.get("roster")
    for kind in ("roster", "personnel"):
        if kind in whole and (rival is None or whole[kind].score >= rival.score or _is_personnel(kind, found)):
            return whole[kind]
    return rival


def _is_referrals(table: Table, found: dict[str, TableHeading]) -> bool:
    """A sheet of days, both institutions and 类别 may be 培训带教 too: columns of its own tell it, else what stands
    under 类别."""
    activities, referrals = found.get("activities"), found["referrals"]
    if activities is None or _REFERRED & referrals.columns.keys() or activities.missing:
        return True
    if _TAUGHT & activities.columns.keys():
        return False
    column = referrals.columns["kind"]
    below = (str(row[column]) for row in table.rows[referrals.rows[1] + 1 :] if column < len(row))
    return any(word in text for text in below for word in _WORDS_OF_REFERRALS)


def _is_contracts(table: Table, heading: TableHeading) -> bool:
    """Who, where and when are in many lists: 签约服务 has a team or a number too, or says what it is."""
    if {"team", "signed"} & heading.columns.keys():
        return True
    titles = [str(value) for row in table.rows[: heading.rows[0]] for value in row]
    heads = [value for value in table.rows[heading.rows[1]] if value != ""]
    return len(heads) == len(heading.columns) or "签约" in table.name or any("签约" in text for text in titles)


def _is_personnel(kind: str, found: dict[str, TableHeading]) -> bool:
    """A list with 民族, 政治面貌 … beside what a roster has too is a personnel sheet unless a roster's own columns
    outnumber them."""
    roster, personnel = found.get("roster"), found["personnel"] if kind == "personnel" else None
    if personnel is None or roster is None:
        return False
    own = len(_PERSONAL & personnel.columns.keys())
    theirs = roster.columns.keys() - personnel.columns.keys() - SILENT - {"sex", "age", "title", "specialty"}
    return own > 0 and own >= len(theirs)


def _is_candidates(found: dict[str, TableHeading]) -> bool:
    """Whether people with 专业 and 职称 are those who may be sent: a column tells who may be, or none says where they
    are sent to and they are no list with 民族, 政治面貌 …"""
    if not _SENDABLE.isdisjoint(found["candidates"].columns):
        return True
    placed = {"recipient", "period", "start", "end"}
    if "roster" in found and not placed.isdisjoint(found["roster"].columns):
        return False
    return "personnel" not in found or _PERSONAL.isdisjoint(found["personnel"].columns)


def _plain(heading: TableHeading) -> bool:
    """Whether a sheet that lacks columns is plainly of this kind all the same."""
    if heading.kind == "candidates" and _SENDABLE.isdisjoint(heading.columns):
        return False
    required = [c.field for c in REGISTERS[heading.kind].columns if c.required]
    seen = [name for name in required if name in heading.columns or name in heading.twice]
    if heading.kind == "personnel":
        return "name" in seen and len(_PERSONAL & heading.columns.keys()) >= 2
    return len(seen) * 2 >= len(required) and len(heading.columns) + len(heading.twice) >= 2 and heading.score >= 1
