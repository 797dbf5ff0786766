"""Nothing vanishes: what was not read is told. Workbooks and sheets of no kind (I002), sheets without a row (I013)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from qianyi.dossier.registers import TITLES
from qianyi.dossier.source import InputFile, Sheet
from qianyi.intake.blanks import is_form, note_unfilled
from qianyi.intake.books import OpenedBook, is_annotated
from qianyi.intake.cells.names import one_of
from qianyi.intake.cells.sums import is_sum
from qianyi.intake.cells.values import is_blank, squeeze
from qianyi.intake.context import Context
from qianyi.intake.folder import is_marked
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.data_rows import is_note
from qianyi.intake.sheet_findings import report_unknown, report_unknown_sheet
from qianyi.intake.signs.legend import pairs

OWN = frozenset({"填写说明", "选项", "修改清单", "问题清单"})
"""Sheets that `init`, `fix` and `validate --annotate` add to a workbook: they are no registers."""
_SAYS = {
    "marks": "评分|打分|测评|评定|考核",
    "grid": "考勤|出勤|签到",
    "leave": "请假|休假",
    "roster": "名单|花名册",
    "checks": "查岗",
    "workload": "工作量",
    "activities": "带教|培训",
    "trainees": "进修",
    "visits": "督导",
    "indicators": "指标",
    "survey": "满意度",
    "appraisal": "鉴定",
    "payments": "补助|津贴",
    "milestones": "台账",
}
"""What a title or a name says of the kind."""
_ABOUT = ("标准", "说明", "细则", "办法", "须知", "示例", "样表", "选项", "字典")
"""A sheet that tells how something is done is no register."""
_LONGEST_TITLE = 40
_LOOKED_AT = 300
"""So many rows are searched for names of the roster."""


def report_unread(books: Sequence[OpenedBook], context: Context) -> None:
    """All that came in and gave nothing is told, each once."""
    dossier = context.dossier
    refused = {finding.where for finding in dossier.found if finding.code == "I003"}
    refused_paths = {path for path, _ in refused}
    pairs = list(zip(books, dossier.inputs, strict=True))
    folders = {book.source.path.resolve().parent for book, file in pairs if file.sheets}
    names = {placement.name for placement in dossier.placements}
    for book, file in pairs:
        if file.sheets:
            _report_sheets(book, file, names, {sheet for path, sheet in refused if path == file.path}, context)
        elif file.path not in refused_paths:
            others = book.source.path.resolve().parent in folders
            report_unknown(file.path, book.tables, context, others=others, what=_named(book.tables))
        _report_rowless(book, file, context)


def _named(tables: Sequence[Table]) -> tuple[str, str]:
    return next(
        (refused_paths for table in tables if (refused_paths := kind_from_title(table, alone=True))[0]), ("", "")
    )


def _report_sheets(
    book: OpenedBook, file: InputFile, names: set[str], refused: set[str | None], context: Context
) -> None:
    """I002 for a sheet of no kind beside known ones that names people of the roster, or whose title or name says what it
    is; any other table is noted."""
    known = {sheet.name for sheet in file.sheets} | refused | OWN
    noted = []
    for table in book.tables:
        if table.name in known or not _is_table(table, 2):
            continue
        if any(f"{file.path} 的“{table.name}”" in note for note in context.dossier.notes):
            continue
        what, named = kind_from_title(table), _people_in(table, names)
        if what[0] or named:
            report_unknown_sheet(table, context, what=what, named=named)
        elif not table.hidden and _is_table(table, 3):
            noted.append(f"“{table.name}”")
    if noted:
        text = f"{file.path} 的{'、'.join(noted)}认不出是哪一种登记表，没有读取；如是登记表，请核对表头。"
        context.dossier.notes.append(text)


def kind_from_title(table: Table, *, alone: bool = False) -> tuple[str, str]:
    """The title or name of a table that says what it is, and the kind that it says (`marks`); "" twice where none does.

    `alone`: nothing of its workbook is known, so that the file's name may speak of it.
    """
    titles = [v for row in table.rows[:3] for v in row if isinstance(v, str) and v and row.count("") >= len(row) - 2]
    for text in (*titles, table.name, *([PurePath(table.path).stem] if alone else [])):
        flat = squeeze(text)
        if len(flat) <= _LONGEST_TITLE and not any(word in flat for word in _ABOUT):
            for kind, words in _SAYS.items():
                if any(word in flat for word in words.split("|")):
                    return flat, kind
    return "", ""


def _people_in(table: Table, names: set[str]) -> list[str]:
    """The people of the roster that a table names, in the order in which they stand."""
    cells = (value for row in table.rows[:_LOOKED_AT] for value in row if isinstance(value, str) and len(value) < 20)
    return list(dict.fromkeys(name for value in cells if value and (name := one_of(value, names))))


def _is_table(table: Table, width: int) -> bool:
    """Whether a sheet holds more than lines of text or a list: a row of so many filled cells."""
    return any(len(row) - row.count("") >= width for row in table.rows)


def _report_rowless(book: OpenedBook, file: InputFile, context: Context) -> None:
    """I013 for sheets of which no row was read and nothing else is said. One cause is one line."""
    said = {finding.where for finding in context.dossier.found if finding.code not in ("I005", "I009", "I010")}
    filled = {sheet.name for sheet in file.sheets if sheet.rows or sheet.nothing or sheet.blank}
    left = [s for s in file.sheets if s.name not in filled and (file.path, s.name) not in said]
    tables = {table.name: table for table in book.tables}
    odd = [sheet for sheet in left if _holds_something(tables[sheet.name], sheet)]
    empty = [sheet for sheet in left if sheet not in odd]
    for sheet in odd:
        fact = f"“{sheet.name}”认作{TITLES[sheet.kind]}，表头下面有内容，却一行也没有用上"
        remedy = "请核对各行是不是填在表头的列里。"
        context.note("I013", fact, path=sheet.path, sheet=sheet.name, order=sheet.order, remedy=remedy)
    made_blank = is_form(book.tables) or (is_marked(book.source.path) and not is_annotated(book.tables))
    if made_blank and empty == file.sheets:
        note_unfilled(file, context.dossier)
    elif empty and not made_blank:
        names = "、".join(dict.fromkeys(f"“{sheet.name}”（{TITLES[sheet.kind]}）" for sheet in empty))
        name = empty[0].name if len(empty) == 1 else None
        remedy = "没有情况的请写“无”；没有填完的请补填。"
        context.note(
            "I013",
            f"{names}的表头下面没有内容",
            path=file.path,
            sheet=name,
            order=empty[0].order,
            remedy=remedy,
            severity="info",
        )


def _holds_something(table: Table, sheet: Sheet) -> bool:
    """Whether anything stands below a sheet's headings but its legend and its lines of signatures."""
    first = sheet.heading_rows[1] + 1 if sheet.heading_rows else 0
    rows = [[v for v in row if not is_blank(v)] for row in table.rows[first:]]
    return any(not _is_foot(row) for row in rows if row)


def _is_foot(filled: list[Value]) -> bool:
    first = filled[0]
    return isinstance(first, str) and (is_note(first) or is_sum(first) or bool(pairs(first)))
