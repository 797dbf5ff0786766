"""Dossiers by hand: placements, stretches and registers without any file. Columns are given in the order of fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from qianyi.dossier import Dossier, kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Leave, Mark, Placement, Stretch, Totals
from qianyi.dossier.registers import REGISTERS
from qianyi.dossier.source import Cell, InputFile, Sheet
from qianyi.facts import Facts
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings
from tests.make.days import END, START, days

MARKS = {
    "√": "present",
    "差": "official",
    "休": "rest",
    "年": "annual",
    "事": "personal",
    "病": "sick",
    "婚": "marriage",
    "产": "maternity",
    "丧": "bereavement",
    "其": "other",
    "旷": "absent",
    "缺": "missed",
    "?": "unread",
    ".": "blank",
}
FULL_MARKS = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}
"""The lines of 附件4 that people mark, with their points."""


@cache
def _shipped(id: str) -> Policy:
    return load_policy(id)


def policy(id: str = "yanchi-2022", *, year: int | None = None, settings: Settings | None = None) -> Policy:
    """A shipped policy, with a county's settings where they are given."""
    if year is None and settings is None:
        return _shipped(id)
    return with_settings(_shipped(id), settings or Settings(), year)


def sheet(kind: str, number: int = 0, *, only: Iterable[str] | None = None, **changes: Any) -> Sheet:
    """A sheet of a register with all its columns (or `only` some), the file numbered."""
    columns = [c.field for c in REGISTERS[kind].columns] if kind in REGISTERS else ["name"]
    kept = columns if only is None else [c for c in columns if c in set(only)]
    fields = {"columns": {c: i for i, c in enumerate(kept)}, **changes}
    return Sheet(f"{kind}{number or ''}.xlsx", kind, (number, 0), kind, **fields)


class County:
    """A dossier under construction."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.dossier = Dossier(settings=settings or Settings())
        self._sheets: dict[str, Sheet] = {}

    def add_sheet(self, sheet: Sheet) -> Sheet:
        """Put a sheet among the inputs, a file of its own."""
        self.dossier.inputs.append(InputFile(sheet.path, "0" * 64, [sheet]))
        return sheet

    def sheet(self, kind: str) -> Sheet:
        """The one sheet of a kind, made when first asked for."""
        if kind not in self._sheets:
            self._sheets[kind] = self.add_sheet(sheet(kind, len(self._sheets)))
        return self._sheets[kind]

    def person(self, name: str, start: date | None = START, end: date | None = END, **fields: Any) -> Placement:
        """A row of the roster; dated, a full year at 甲镇卫生院 from 县医院 if nothing else is said."""
        order = len(self.dossier.placements)
        given: dict[str, Any] = {
            "sheet": self.sheet("roster"),
            "row": order + 1,
            "order": order,
            "serial": order + 1,
            "recipient": "甲镇卫生院",
            "support": "县医院",
            "licence": "执业医师",
            "specialty": "临床",
            "title": "主治医师",
            **fields,
        }
        placement = Placement(name=name, start=start, end=end, **given)
        self.dossier.placements.append(placement)
        return placement

    def marks(self, name: str, first: date, text: str, *, on: Sheet | None = None, **fields: Any) -> Stretch:
        """Consecutive days of a grid, a character a day of `MARKS`; two in （） are its halves."""
        return self.bytes(name, first, _parse(text), on=on, **fields)

    def bytes(self, name: str, first: date, marks: bytes, *, on: Sheet | None = None, **fields: Any) -> Stretch:
        """Consecutive days of a grid as bytes of kinds."""
        where = on or self.sheet("grid")
        columns = tuple(range(first.day, first.day + len(marks)))
        row = len(self.dossier.stretches) + 2
        stretch = Stretch(sheet=where, row=row, name=name, first=first, days=marks, columns=columns, **fields)
        self.dossier.stretches.append(stretch)
        return stretch

    def worked(self, name: str, first: date = START, last: date = END, **others: Iterable[date]) -> Stretch:
        """Present on every workday from first to last, but for the days named by kind (`personal=[…]`)."""
        facts = Facts(self.dossier, policy(), last)
        special = {day: kinds.day(kinds.NAMES[kind]) for kind, days in others.items() for day in days}
        marks = bytes(
            special.get(day, kinds.day(kinds.PRESENT) if facts.calendar.is_workday(day) else 0)
            for day in days(first, last)
        )
        return self.bytes(name, first, marks)

    def totals(self, name: str, **days: int | float | None) -> Totals:
        """A row of 考勤汇总."""
        given = {field: None if value is None else Decimal(str(value)) for field, value in days.items()}
        row = Totals(sheet=self.sheet("totals"), row=len(self.dossier.totals) + 1, name=name, **given)
        self.dossier.totals.append(row)
        return row

    def leave(self, name: str, kind: str, start: date, end: date, days: str | None = None, **fields: Any) -> Leave:
        """A row of the leave register, approved where nothing else is said."""
        fields = {"approver": "卫生院", "approved": start, **fields}
        row = Leave(
            sheet=self.sheet("leave"),
            row=len(self.dossier.leaves) + 1,
            name=name,
            kind=kind,
            kind_text=kind,
            start=start,
            end=end,
            days=None if days is None else Decimal(days),
            **fields,
        )
        self.dossier.leaves.append(row)
        return row

    def add(self, register: str, record: type, /, **fields: Any) -> None:
        """A row of any register."""
        rows = self.dossier.records(register)
        rows.append(record(sheet=self.sheet(register), row=len(rows) + 1, **fields))

    def mark(self, subject: str, line: str, points: Any, **fields: Any) -> None:
        """A row of the mark sheet."""
        score = None if points is None else Decimal(str(points))
        self.add("marks", Mark, subject=subject, criterion=line, score=score, **fields)

    def facts(self, as_of: date = END, policy_id: str = "yanchi-2022", **changes: Any) -> Facts:
        """The facts on a day, under a shipped policy with fields changed."""
        import msgspec

        return Facts(self.dossier, msgspec.structs.replace(policy(policy_id), **changes), as_of)


def _parse(text: str) -> bytes:
    days, index = [], 0
    while index < len(text):
        if text[index] == "（":
            days.append(kinds.day(*(kinds.NAMES[MARKS[half]] for half in text[index + 1 : index + 3])))
            index += 4
        else:
            days.append(kinds.day(kinds.NAMES[MARKS[text[index]]]))
            index += 1
    return bytes(days)


def facts_of(*paths: Path) -> Any:
    """As much of the facts as an annotated copy asks for: which files were read."""
    inputs = [InputFile(p.name, hashlib.sha256(p.read_bytes()).hexdigest(), real=str(p)) for p in paths]
    policy = SimpleNamespace(id="yanchi-2022", overrides={})
    return SimpleNamespace(dossier=SimpleNamespace(inputs=inputs, notes=[]), policy=policy, as_of=date(2023, 5, 31))


def finding(path: Path, sheet: str, *cells: tuple[int, int], code: str = "T201", severity: str = "error") -> Finding:
    """A finding at cells (row, column) of a sheet, 0-based."""
    where = Sheet(path.name, sheet, (0, 0), "roster")
    return Finding(
        code,
        "派驻 4 个月，少于 6 个月。请核对 <起止> 日期。",
        tuple(Cell(where, r, c) for r, c in cells),
        person="云中鹤",
        severity=severity,
        slug="x",
        clause="四（三）",
    )
