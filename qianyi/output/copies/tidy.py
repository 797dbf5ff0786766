"""`qianyi fix`: loss-free tidying into new workbooks, and a sheet that lists every change.

A value is changed only where the reader would read the very same from the old spelling and the new one: white space,
full-width digits and letters, dates and months of which nothing had to be supplied, aliases the county has named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier import Dossier
from qianyi.dossier.registers import REGISTERS, Type
from qianyi.dossier.source import InputFile, Sheet, column_letters
from qianyi.intake.opening.tables import Place
from qianyi.output.copies.cells import Edit, reference, xml_attribute, xml_text
from qianyi.output.copies.originals import Original, change, copy_names
from qianyi.output.copies.patch import XlsxPatch
from qianyi.output.copies.styles import StyleSheet
from qianyi.output.files import check_may_write, make_folder, replacing, write_atomically
from qianyi.policy.settings import Settings

if TYPE_CHECKING:
    from qianyi.intake.opening.tables import Table
    from qianyi.output.own import Own
    from qianyi.policy.model import Campaign

_LIST = "修改清单"
_HEADS = ("工作表", "单元格", "原值", "新值", "原因")
_WIDTHS = (20, 10, 36, 36, 40)
_WIDE = {0xFF10 + n: 0x30 + n for n in range(10)}
_WIDE |= {0xFF21 + n: 0x41 + n for n in range(26)} | {0xFF41 + n: 0x61 + n for n in range(26)}


class TidiedCell(Struct, frozen=True):
    """One cell tidied."""

    path: str
    sheet: str
    row: int
    column: int
    before: str
    after: str
    why: str

    @property
    def a1(self) -> str:
        """`J12`."""
        return f"{column_letters(self.column)}{self.row + 1}"


def tidy(
    dossier: Dossier,
    campaign: Campaign,
    out_dir: Path,
    force: bool = False,
    password: str | None = None,
    own: Own | None = None,
) -> tuple[list[Path], list[TidiedCell], list[str]]:
    """Write a tidied copy of each input in which something changes into `out_dir`, and the county's qianyi.toml with
    them; returns what was written, all changes in the order of the inputs, and which copies had to be made from values.
    `own`: only the rows of one institution. Raises OutputError.
    """
    inputs = [item for item in dossier.inputs if item.real]
    originals = [Path(item.real) for item in inputs]
    targets = [out_dir / name for name in copy_names(inputs)]
    make_folder(out_dir)
    for target in targets:
        check_may_write(target, force=force, inputs=originals)
    changes: list[TidiedCell] = []
    written: list[Path] = []
    notes: list[str] = []
    for item, target in zip(inputs, targets, strict=True):
        found = find_changes(dossier, item, campaign, password, own)
        if not any(found.values()):
            continue
        (content, changed), said = change(item, password, partial(_tidied, found=found))
        notes += said
        if changed:
            written.append(write_atomically(target, content, force=force, inputs=originals))
            changes += changed
    settings = Path(dossier.settings.path) if dossier.settings.path else None
    if settings is not None:
        target, content = out_dir / settings.name, settings.read_bytes()
        if not (target.is_file() and target.read_bytes() == content):
            write_atomically(target, content, force=force, inputs=[settings])
        written.append(target)
        written += [
            _copied(file, out_dir / file.relative_to(settings.parent), force) for file in _named(dossier.settings)
        ]
    return written, changes, notes


def _copied(file: Path, target: Path, force: bool) -> Path:
    """A copy byte for byte (it stays the county's own, without our mark), put into place whole."""
    if target.is_file() and target.read_bytes() == file.read_bytes():
        return target
    check_may_write(target, force=force, inputs=[file])
    content = file.read_bytes()
    with replacing(target) as copy:
        copy.write(content)
    return target


def _named(settings: Settings) -> Iterator[Path]:
    """The files beside qianyi.toml that it names: the county's own document and policy go where it goes."""
    for name in (settings.document, settings.policy):
        if name and Path(name).is_file() and Path(name).is_relative_to(Path(settings.path).parent):
            yield Path(name)


def find_changes(
    dossier: Dossier, item: InputFile, campaign: Campaign, password: str | None = None, own: Own | None = None
) -> dict[str, list[TidiedCell]]:
    """The changes to one input, by sheet, in the order of its cells."""
    from qianyi.intake.opening.detect import open_tables

    tables, _ = open_tables(Path(item.real), item.path, 0, password=password)
    by_name = {table.name: table for table in tables}
    tidier = Tidier(dossier, campaign)
    found: dict[str, dict[Place, TidiedCell]] = {}
    for sheet in item.sheets:
        if sheet.name in by_name and (own is None or own.holds(sheet)):
            strange = own.foreign_rows(sheet) if own else set()
            cells = found.setdefault(sheet.name, {})
            for change in tidier.changes(sheet, by_name[sheet.name]):
                if change.row not in strange:
                    cells[change.row, change.column] = change
    return {name: [cells[place] for place in sorted(cells)] for name, cells in found.items()}


class Tidier:
    """Tells what a cell should say, by the type of its column."""

    def __init__(self, dossier: Dossier, campaign: Campaign) -> None:
        from qianyi.intake.cells.values import institution_key, squeeze

        self._dossier = dossier
        self._campaign = campaign
        self._aliases = {
            institution_key(alias): squeeze(name, level=False) for alias, name in dossier.settings.aliases.items()
        }

    def changes(self, sheet: Sheet, table: Table) -> Iterator[TidiedCell]:
        """The changes to one sheet: only rows that were read as records, only columns whose meaning is known."""
        from qianyi.intake.opening.shown import Dressed

        rows = sorted({row for row in self._rows(sheet) if row < len(table.rows)})
        columns = {column: kind for field, column in sheet.columns.items() if (kind := _type_of(sheet.kind, field))}
        if sheet.kind == "marks":  # a wide one has a column of numbers a criterion
            wide = {mark.column for mark in self._dossier.marks if mark.sheet is sheet and mark.column is not None}
            columns.update(dict.fromkeys(wide, "decimal"))
        for column, kind in columns.items():
            for row in rows:
                value = table.rows[row][column] if column < len(table.rows[row]) else ""
                if not isinstance(value, str) or not value or (row, column) in table.unstored | table.crossed:
                    continue
                if isinstance(value, Dressed):
                    continue
                after, why = self.tidied(kind, value)
                if after != value and self.tidied(kind, after)[0] == after:
                    yield TidiedCell(sheet.path, sheet.name, row, column, value, after, why)

    def _rows(self, sheet: Sheet) -> Iterator[int]:
        register = REGISTERS.get(sheet.kind)
        for record in self._dossier.records(sheet.kind) if register else self._dossier.stretches:
            if record.sheet is sheet:
                yield record.row
                yield from (row for row in getattr(record, "rows", ()) if row >= 0)

    def tidied(self, kind: Type, value: str) -> tuple[str, str]:
        """The value tidied and why; the value itself where nothing is to be done or it could be read two ways."""
        from qianyi.intake.cells.values import institution_key, squeeze

        plain = squeeze(value, level=False).translate(_WIDE)
        match kind:
            case "name" | "institution":
                if alias := self._aliases.get(institution_key(value)):
                    return alias, "按 qianyi.toml 的别名改成正式名称"
                return plain, f"去掉{'姓名' if kind == 'name' else '单位名称'}里的空白，全角改半角"
            case "criterion":
                return value.strip().translate(_WIDE | {ord("．"): "."}), "条款号去掉空白，全角改半角"
            case "date" | "month" | "since" | "period":
                after = self._day(kind, value) or value
                return after, "去掉空白" if after == value.strip() else "日期写法统一"
            case "decimal" | "integer" | "days":
                return _number(value), "数字去掉空白，全角改半角"
        return value, ""

    def _day(self, kind: Type, value: str) -> str | None:
        """A date, month or range of dates in ISO form; None where something would be lost or supplied."""
        from qianyi.intake.cells import dates
        from qianyi.intake.cells.values import Bad, squeeze

        text = squeeze(value)
        if any(sign in text for sign in (":", "星期", "周")):
            return None
        try:
            if kind == "date":
                day = dates.parse_date(value, self._campaign)
                return day.day.isoformat() if day and not day.assumed else None
            if kind == "month":
                month = dates.parse_month(value, self._campaign)
                return f"{month[0][0]}-{month[0][1]:02}" if month and not month[1] and len(text) < 10 else None
            if kind == "since":
                tidied = dates.tidy_month(value)
                return tidied if len(tidied) in (7, 10) and tidied[4:5] == "-" else None
            span = dates.parse_range(value, self._campaign)
        except Bad:
            return value.strip() if kind == "period" and not any(sign.isdigit() for sign in text) else None
        whole = span.last is not None and not span.assumed
        return f"{span.first.isoformat()}至{span.last}" if whole else None


def _type_of(kind: str, field: str) -> Type | None:
    register = REGISTERS.get(kind)
    if register is not None:
        try:
            return register.column(field).type
        except KeyError:
            return None
    types: dict[str, Type] = {"name": "name", "support": "institution", "recipient": "institution"}
    return types.get(field)


def _number(value: str) -> str:
    from qianyi.intake.cells.values import Bad, number, squeeze

    text = squeeze(value)
    try:
        return text if number(text) is not None and number(text) == number(value) else value
    except Bad:
        return value


def _tidied(source: Original, found: dict[str, list[TidiedCell]]) -> tuple[bytes, list[TidiedCell]]:
    """The tidied copy, and the changes really made (a formula is never written over)."""
    patch = XlsxPatch(source.data)
    patch.unsign()  # what was signed is not what is written here
    made: list[TidiedCell] = []
    for sheet, changes in found.items():
        part = patch.sheets.get(source.names.get(sheet, sheet))
        if part is None or not changes:
            continue
        left = patch.edit(part, {(change.row, change.column): Edit(text=change.after) for change in changes})
        made += [change for change in changes if (change.row, change.column) not in left]
    last = list(patch.sheets)[-1]
    if last == _LIST and patch.sheets[last].rpartition("/")[2].startswith("qianyi"):
        patch.remove_sheet(_LIST)
    styles = StyleSheet(patch)
    name = next(name for name in (_LIST, *(f"{_LIST}{n}" for n in range(2, 99))) if name not in patch.sheets)
    patch.add_sheet(name, _list_sheet(styles, made, source.names), first=False)
    styles.save()
    return patch.save(), made


def _list_sheet(styles: StyleSheet, changes: list[TidiedCell], names: dict[str, str]) -> str:
    head, text, link = styles.format(bold=True, fill=styles.fill("DCEBFA")), styles.format(), styles.format(link=True)
    rows = [_HEADS, *((names.get(c.sheet, c.sheet), c.a1, c.before, c.after, c.why) for c in changes)]
    body: list[str] = []
    for number, values in enumerate(rows):
        looks = (head,) * 5 if number == 0 else (text, link, text, text, text)
        cells = (
            f'<c r="{reference((number, column))}" s="{look}" t="inlineStr"><is><t xml:space="preserve">'
            f"{xml_text(value)}</t></is></c>"
            for column, (value, look) in enumerate(zip(values, looks, strict=True))
        )
        body.append(f'<row r="{number + 1}">{"".join(cells)}</row>')
    links = "".join(
        f'<hyperlink ref="B{number}" location={xml_attribute(_target(values[0], values[1]))}/>'
        for number, values in enumerate(rows[1:], 2)
    )
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(body)}</sheetData>"
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _target(sheet: str, a1: str) -> str:
    return "'" + sheet.replace("'", "''") + "'!" + a1
