"""What was read and how: for every sheet its kind and the evidence, headings, month, people, rows used and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from qianyi.dossier import Dossier
from qianyi.dossier.registers import ATTENDANCE, TITLES
from qianyi.dossier.source import InputFile, Sheet, column_letters
from qianyi.intake.books import Opened, OpenedBook
from qianyi.intake.cells.values import clean
from qianyi.intake.opening.tables import Table
from qianyi.intake.sheet_findings import why_unread
from qianyi.policy.model import Campaign


class ColumnSeen(Struct):
    """A column of the headings: `field` is what it is read as (days: the date), None where it is let be."""

    column: str
    heading: str
    field: str | None


class LeftOut(Struct):
    """A row that holds something and was not used."""

    row: int
    reason: str


class SheetSeen(Struct):
    """One sheet, or one of the tables in it. `kind` None: of no known kind."""

    name: str
    kind: str | None
    month: str | None = None
    heading_rows: list[int] = field(default_factory=list)
    columns: list[ColumnSeen] = field(default_factory=list)
    rows: int = 0
    people: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    """Names that the roster does not have; empty where there is no roster."""
    left_out: list[LeftOut] = field(default_factory=list)
    why: str = ""
    """What it is taken for that, or not read at all, in words."""


class FileSeen(Struct):
    """One input."""

    path: str
    sha256: str
    sheets: list[SheetSeen]


class Inspection:
    """What was read of a county's inputs and how."""

    def __init__(self, opened: Opened, dossier: Dossier, campaign: Campaign) -> None:
        self._opened, self._dossier, self._campaign = opened, dossier, campaign
        self.notes = dossier.notes
        settings = [dossier.settings.path] if dossier.settings.path else []
        self.files = [Path(path) for path in (*(file.real for file in dossier.inputs if file.real), *settings)]
        """What was read, as it stands on the disk."""
        self.failed = [problem for _, problem in opened.failed]
        """The files that could not be opened, each with the sentence that says why."""
        self.inputs = [
            FileSeen(file.path, file.sha256, list(_sheets(book, file, dossier)))
            for book, file in zip(opened.books, dossier.inputs, strict=False)
        ]

    def suggested(self) -> list[tuple[str, list[str]]]:
        """Known heading → the county's own words that may mean it."""
        from qianyi.intake.suggesting import suggestions

        return suggestions(self._opened, self._dossier, self._campaign)


def _sheets(book: OpenedBook, file: InputFile, dossier: Dossier) -> Iterator[SheetSeen]:
    for table, heading in zip(book.tables, book.headings, strict=True):
        own = [sheet for sheet in file.sheets if sheet.name == table.name]
        for sheet in own:
            same = heading is not None and heading.columns.get("subject") == sheet.columns.get("subject")
            yield _seen(table, sheet, dossier, heading.criteria if heading is not None and same else {})
        if own:
            continue
        if heading is not None and not heading.readable:
            rows = list(range(heading.rows[0] + 1, heading.rows[1] + 2))
            columns = _columns(table, heading.rows, {column: name for name, column in heading.columns.items()})
            why = f"像是{TITLES[heading.kind]}，{why_unread(heading)}，没有读取"
            yield SheetSeen(table.name, heading.kind, heading_rows=rows, columns=columns, why=why)
        else:
            yield SheetSeen(table.name, None, why="认不出是哪一种登记表，没有读取")


def _seen(table: Table, sheet: Sheet, dossier: Dossier, criteria: Mapping[int, str]) -> SheetSeen:
    head = sheet.heading_rows or (0, -1)
    people = _people(sheet, dossier)
    known = {placement.name for placement in dossier.placements}
    month = f"{sheet.month[0]}-{sheet.month[1]:02}" if sheet.month else None
    seen = SheetSeen(
        sheet.name,
        sheet.kind,
        month,
        list(range(head[0] + 1, head[1] + 2)),
        _columns(table, head, {**_fields(sheet, dossier), **(criteria if sheet.kind == "marks" else {})}),
        sheet.rows,
        people,
        [name for name in people if name not in known] if known else [],
        [LeftOut(row + 1, reason) for row, reason in sheet.left_out],
    )
    seen.why = _why(seen, sheet)
    return seen


def _fields(sheet: Sheet, dossier: Dossier) -> dict[int, str]:
    """Column → what it is read as."""
    found = {column: name for name, column in sheet.columns.items() if name != "total"}
    for stretch in dossier.stretches:
        if stretch.sheet is sheet and not stretch.rows:
            if stretch.places:
                found.update(dict.fromkeys({column for _, column in stretch.places}, "marks"))
            else:
                days = ((column, stretch.first + timedelta(i)) for i, column in enumerate(stretch.columns))
                for column, day in reversed([*days]):  # a day without a column has the one before it
                    found[column] = day.isoformat()
    for mark in dossier.marks if sheet.kind == "marks" else ():
        if mark.sheet is sheet and mark.column is not None:
            found.setdefault(mark.column, "score")
    return found


def _columns(table: Table, head: tuple[int, int], fields: dict[int, str]) -> list[ColumnSeen]:
    rows = range(head[0], head[1] + 1)
    width = max((len(table.rows[r]) for r in rows), default=0)
    out = []
    for c in range(width):
        texts = [table.headed.get((r, c)) or clean(row[c]) for r in rows if c < len(row := table.rows[r])]
        heading = next((text for text in reversed(texts) if text), "")
        if heading or c in fields:
            out.append(ColumnSeen(column_letters(c), heading, fields.get(c)))
    return out


def _people(sheet: Sheet, dossier: Dossier) -> list[str]:
    """The people whom a sheet's rows name, each once."""
    records: Sequence[Any] = dossier.stretches if sheet.kind in ATTENDANCE else dossier.records(sheet.kind)
    names = (getattr(r, "name", None) or getattr(r, "subject", None) for r in records if r.sheet is sheet)
    institutions = {name for p in dossier.placements for name in (p.support, p.recipient)}
    if sheet.kind == "indicators":
        return []
    return [name for name in dict.fromkeys(names) if name and name not in institutions]


def _why(seen: SheetSeen, sheet: Sheet) -> str:
    """What its headings say, in words."""
    at = "、".join(map(str, seen.heading_rows))
    title = TITLES[sheet.kind]
    if sheet.blank:
        return f"空白的{title}，没有填写"
    if sheet.shape:
        return f"第 {at} 行起是{sheet.shape}"
    days = sum(one.field is not None and one.field[:2] in ("19", "20") for one in seen.columns)
    if days:
        return f"第 {at} 行有“姓名”和 {days} 个日期，是{title}"
    read = "、".join(one.heading for one in seen.columns if one.field)
    return f"第 {at} 行是{title}的表头（{read}）" if read else f"第 {at} 行是{title}的表头"
