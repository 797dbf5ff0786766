"""`validate --annotate DIR`: a copy of each input with the offending cells filled and commented, and a list in front.

An xlsx is patched part by part, so that all else survives; another type is copied by its values into an xlsx.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, InputFile, column_letters
from qianyi.facts import Facts
from qianyi.intake.folder import NOTE_FILLS as FILLS
from qianyi.intake.opening.tables import Place
from qianyi.output.copies.cells import Edit, reference, xml_attribute, xml_text
from qianyi.output.copies.comments import add_comments
from qianyi.output.copies.originals import Original, change, copy_names
from qianyi.output.copies.patch import XlsxPatch
from qianyi.output.copies.styles import StyleSheet
from qianyi.output.files import check_may_write, make_folder, write_atomically
from qianyi.output.problems import ANSWERS, HEADINGS
from qianyi.output.words import GRAVITY, SEVERITY, shown

_LIST = "问题清单"
_MANY = 10
_WIDTHS = (16, 7, 7, 10, 64, 24, 10, 12, 24, 10, 14, 10, 12)


class FileFindings(Struct):
    """The findings of one file: `rows` in order, and by sheet and cell the numbers of those that touch it."""

    rows: list[Finding] = field(default_factory=list)
    cells: dict[str, dict[Place, list[int]]] = field(default_factory=dict)


def annotate(
    facts: Facts, findings: Sequence[Finding], out_dir: Path, force: bool = False, password: str | None = None
) -> tuple[list[Path], list[str]]:
    """Write the annotated copies into `out_dir`; returns their paths, in the order of the inputs, and what a reader
    should know of them (made from values, no longer signed).

    Where there is one input and `out_dir` is named like a workbook, it is the copy's own path.
    Raises OutputError where a copy may not or cannot be written, or an input has changed since it was read.
    """
    inputs = [item for item in facts.dossier.inputs if item.real]
    originals = [Path(item.real) for item in inputs]
    targets = [out_dir / name for name in copy_names(inputs)]
    if len(targets) == 1 and not out_dir.is_dir() and out_dir.suffix.lower() == targets[0].suffix.lower():
        targets = [out_dir]
    make_folder(targets[0].parent if targets else out_dir)
    for target in targets:
        check_may_write(target, force=force, inputs=originals)
    notes: list[str] = []
    for item, target in zip(inputs, targets, strict=True):
        (content, said), more = change(item, password, partial(annotated, item=item, findings=findings, facts=facts))
        write_atomically(target, content, force=force, inputs=originals)
        notes += [*said, *more]
    return targets, notes


def marks_of(item: InputFile, findings: Iterable[Finding]) -> FileFindings:
    """The findings to be told in the copy of one input: those with a cell in it, those about it, those about none."""
    marks = FileFindings()
    for finding in findings:
        mine = [cell for cell in finding.cells if cell.sheet.path == item.path]
        if mine or finding.where[0] in (item.path, None):
            number = len(marks.rows)
            marks.rows.append(finding)
            for cell in mine:
                numbers = marks.cells.setdefault(cell.sheet.name, {}).setdefault((cell.row, cell.column), [])
                if number not in numbers:
                    numbers.append(number)
    return marks


def annotated(source: Original, item: InputFile, findings: Iterable[Finding], facts: Facts) -> tuple[bytes, list[str]]:
    """The annotated copy of an xlsx, and what a reader should know of it."""
    marks = marks_of(item, findings)
    patch = XlsxPatch(source.data)
    signed = patch.unsign()
    styles = StyleSheet(patch)
    fills = {severity: styles.fill(rgb) for severity, rgb in FILLS.items()}
    list_name = next(name for name in (_LIST, *(f"{_LIST}{n}" for n in range(2, 99))) if name not in patch.sheets)
    for sheet, cells in marks.cells.items():
        part = patch.sheets.get(source.names.get(sheet, sheet))
        if part is not None:
            _mark_sheet(patch, styles, fills, part, marks.rows, cells, list_name)
    patch.add_sheet(list_name, _list_sheet(styles, fills, marks, item, facts, source.names), first=True)
    styles.save()
    return patch.save(), [f"{item.path}：原件有数字签名，批注副本改动过，不再带签名"] if signed else []


def _mark_sheet(
    patch: XlsxPatch,
    styles: StyleSheet,
    fills: dict[str, int],
    part: str,
    rows: list[Finding],
    cells: dict[Place, list[int]],
    list_name: str,
) -> None:
    """Fill, comment and link the cells of one sheet; of a merged range the cell that is seen."""
    merged = patch.merged(part)
    shown: dict[Place, list[int]] = {}
    for place, numbers in cells.items():
        row, column = place
        area = next((a for a in merged if a[0] <= row <= a[2] and a[1] <= column <= a[3]), None)
        known = shown.setdefault((area[0], area[1]) if area else place, [])
        known += [number for number in numbers if number not in known]
    edits: dict[Place, Edit] = {}
    for place, numbers in shown.items():
        if any(rows[number].code == "I014" and rows[number].key == "colour" for number in numbers):
            continue  # its colour is what the finding is about: the copy read again must tell the same
        worst = min((rows[number].severity for number in numbers), key=lambda s: GRAVITY.get(s, 2))
        edits[place] = Edit(style=styles.filling(fills.get(worst, fills["info"])))
    patch.edit(part, edits)
    add_comments(patch, part, {p: "\n\n".join(_comment(rows[n]) for n in numbers) for p, numbers in shown.items()})
    patch.add_links(part, {place: f"'{list_name}'!A{min(numbers) + _FIRST + 1}" for place, numbers in shown.items()})


def _comment(finding: Finding) -> str:
    clause = f"（{finding.clause}）" if finding.clause else ""
    waived = f"\n已豁免：{finding.waiver}" if finding.waiver else ""
    return f"{finding.code} {SEVERITY.get(finding.severity, '')}{clause}\n{finding.message}{waived}"


_FIRST = 5
"""0-based row of the first finding in the list."""


def _list_sheet(
    styles: StyleSheet, fills: dict[str, int], marks: FileFindings, item: InputFile, facts: Facts, names: dict[str, str]
) -> str:
    head, text, link = styles.format(bold=True, fill=fills["info"]), styles.format(wrap=True), styles.format(link=True)
    level = {severity: styles.format(fill=fill) for severity, fill in fills.items()}
    counts = "，".join(f"{word} {sum(f.severity == s for f in marks.rows)} 条" for s, word in SEVERITY.items())
    changed = "；".join(f"{key}={shown(value)}" for key, value in sorted(facts.policy.overrides.items())) or "无"
    about = (
        f"问题清单：{item.path}（{counts}）",
        f"政策 {facts.policy.id}　改动的参数：{changed}　截至 {facts.as_of.isoformat()}",
        f"qianyi {__version__}　输入文件 SHA-256：{item.sha256}",
    )
    rows = [_row(n, [(line, 0)]) for n, line in enumerate(about)]
    rows.append(_row(_FIRST - 1, [(name, head) for name in HEADINGS]))
    links: list[str] = []
    for number, finding in enumerate(marks.rows):
        row = _FIRST + number
        mine = [cell for cell in finding.cells if cell.sheet.path == item.path]
        where = mine[0].sheet.name if mine else finding.where[1] or ""
        place = f"{where}!{_cells(mine)}" if mine else where
        values = (
            finding.id,
            finding.code,
            SEVERITY.get(finding.severity, ""),
            finding.person or "",
            finding.said,
            place,
            *("" for _ in ANSWERS),
        )
        formats = [text, text, level.get(finding.severity, text), text, text, link if mine else text]
        formats += [text] * len(ANSWERS)
        rows.append(_row(row, list(zip(values, formats, strict=True))))
        if mine:
            target = f"{quoted(names.get(where, where))}!{mine[0].a1}"
            links.append(
                f'<hyperlink ref="F{row + 1}" location={xml_attribute(target)} display={xml_attribute(mine[0].a1)}/>'
            )
    last = _FIRST + max(len(marks.rows), 1)
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{_FIRST}" topLeftCell="A{_FIRST + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{_FIRST}:{column_letters(len(HEADINGS) - 1)}{last}"/>'
        f"{'<hyperlinks>' + ''.join(links) + '</hyperlinks>' if links else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference: 'it''s'."""
    return "'" + sheet.replace("'", "''") + "'"


def _cells(cells: list[Cell]) -> str:
    """`J12 J13 名单!B4`: the sheet is named where it is not the first cell's."""
    names = [c.a1 if c.sheet.name == cells[0].sheet.name else f"{c.sheet.name}!{c.a1}" for c in cells[:_MANY]]
    return " ".join(names) + (f" 等 {len(cells)} 格" if len(cells) > _MANY else "")


def _row(number: int, values: Sequence[tuple[str | int, int]]) -> str:
    return f'<row r="{number + 1}">{"".join(_cell((number, c), *value) for c, value in enumerate(values))}</row>'


def _cell(place: Place, value: str | int, style: int) -> str:
    head = f'<c r="{reference(place)}" s="{style}"'
    if isinstance(value, int):
        return f"{head}><v>{value}</v></c>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{xml_text(value)}</t></is></c>' if value else f"{head}/>"
