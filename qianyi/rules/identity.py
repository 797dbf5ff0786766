"""Who a finding is: the same `id` for the same problem, wherever rows, sheets and files went.

It is made of the code, the person or institution, and the place in time (a day, a month, the start of a placement, a
register's date and criterion), never of a row or a file. Where only a sheet or a file identifies, its content does.
Findings that are equal in all of that are numbered.
"""

from __future__ import annotations

from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import blake2s
from typing import Any

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement, Stretch
from qianyi.dossier.source import Cell, Sheet
from qianyi.facts import Facts
from qianyi.patterns import pattern
from qianyi.rules.registry import RULES

_TIMES = ("date", "start", "done", "month")
_MATTERS = ("criterion", "matter", "purpose")
_NAMES = ("name", "subject", "institution")
_PLACES = pattern(r"[0-9A-Z]+", "A1")
"""Figures and addresses in a sentence: they change where rows move."""


def identified(findings: Iterable[Finding], facts: Facts) -> list[Finding]:
    """The findings with their `id`, in the order given."""
    listed = list(findings)
    if not listed:
        return listed
    places = _Places(facts)
    ids = _names([(finding.code, places.of(finding)) for finding in listed])
    twins: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(ids):
        twins[name].append(position)
    for name, positions in twins.items():
        if len(positions) > 1:
            positions.sort(key=lambda position: (listed[position].message, listed[position].sort_key))
            for number, position in enumerate(positions[1:], 2):
                ids[position] = f"{name}-{number}"
    return [finding.replace(id=name) for finding, name in zip(listed, ids, strict=True)]


def _names(told: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """`T201-k3v9q2xd`: the code, and eight signs of a digest. Five bytes are eight signs: all are written in one go."""
    digests = (blake2s("\0".join(parts).encode("utf-8", "replace"), digest_size=5).digest() for _, parts in told)
    signs = b32encode(b"".join(digests)).decode().lower()
    return [f"{code}-{signs[8 * number : 8 * number + 8]}" for number, (code, _) in enumerate(told)]


class _Places:
    """The place in time of findings, looked up at the records whose cells they name."""

    def __init__(self, facts: Facts) -> None:
        self._contents = facts.dossier.contents
        self._record = facts.record_at
        bearers = Counter(name for name, _ in facts.directory.people)
        self._namesakes = {name for name, count in bearers.items() if count > 1}

    def of(self, finding: Finding) -> tuple[str, ...]:
        """What tells a finding from others of its code."""
        span = RULES[finding.code].span
        who = finding.person or finding.institution or ""
        if finding.person in self._namesakes:
            who += f"（{finding.institution or ''}）"
        if span == "sheet":
            place = self._sheet(finding)
        elif span == "term":
            place = finding.since.isoformat() if finding.since else ""
        elif finding.key and not finding.person:
            place = ""
        elif finding.cells:
            place = self._in_time(finding, who)
            place = place[: len("2022-06")] if span == "month" else place
        elif finding.path is not None:
            place = self._sheet(finding)
        else:
            place = finding.since.isoformat() if finding.since else "" if who else _wording(finding)
        return who, place, finding.key

    def _in_time(self, finding: Finding, who: str) -> str:
        """The first place, where cells are those of one person; of all rows of a roster the earliest, since a post's
        finding names all of them."""
        first = finding.cells[0]
        if finding.person or not isinstance(self._record(first), Placement):
            return self._cell(finding, first, who)
        return min(self._cell(finding, cell, who) for cell in finding.cells)

    def _cell(self, finding: Finding, cell: Cell, who: str) -> str:
        record = self._record(cell)
        if record is None:
            return self._sheet(finding)
        if isinstance(record, Stretch):
            day = record.day_at(cell)
            return day.isoformat() if day is not None else f"{record.first:%Y-%m} {_field(cell)}"
        parts = [next((_shown(value) for name in _TIMES if (value := getattr(record, name, None))), "")]
        parts += [str(getattr(record, name, "") or "") for name in _MATTERS]
        if not finding.person:
            parts += [str(getattr(record, name, "") or "") for name in _NAMES]
        if finding.code[0] == "I":  # two values of one row are two problems
            parts.append(_field(cell))
        return " ".join(part for part in parts if part)

    def _sheet(self, finding: Finding) -> str:
        """A sheet's title and headings, or the bytes of a file that has no sheet; the roster is one of its kind."""
        path, sheet = finding.where
        home: Sheet | None = finding.cells[0].sheet if finding.cells else None
        content = self._contents.get((path or "", sheet or "")) or ""
        if finding.key and content:
            return content
        if content and home is None and finding.code[0] in "RT":
            return ""
        return f"{content} {_wording(finding)}" if home is not None or not content else content


def _wording(finding: Finding) -> str:
    return _PLACES.sub("", finding.fact)


def _field(cell: Cell) -> str:
    """The field of a cell's column, "" where it is none's."""
    return next((field for field, column in cell.sheet.columns.items() if column == cell.column), "")


def _shown(value: Any) -> str:
    """A day or a month: `2022-06-03`, `2022-06`."""
    return "-".join(f"{part:02}" for part in value) if isinstance(value, tuple) else str(value)
