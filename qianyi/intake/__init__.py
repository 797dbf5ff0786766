"""Spreadsheets → dossier. `open_books` opens the files, `read_dossier` tells what each sheet is, and reads it.

Two passes: the title of a roster may name the campaign's year, and the year decides what 前半年 and 6月1日 mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import InputFile, Sheet
from qianyi.intake.blanks import is_form, set_aside, set_unanswered_aside
from qianyi.intake.books import Book, Opened, open_books
from qianyi.intake.contents import contents, digest_of
from qianyi.intake.context import Context
from qianyi.intake.notices import say_file_month, say_headings, say_hidden, say_rivals, say_unknown
from qianyi.intake.opening.saved import saved_at
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import Heading, accepted, heading_texts
from qianyi.intake.registers.sheet_kinds import UNMISTAKABLE, recognise
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings

__all__ = ["open_books", "read_dossier"]

_OWN = frozenset({"填写说明", "选项", "修改清单", "问题清单"})
"""Sheets that `init`, `fix` and `validate --annotate` add to a workbook: they are no registers."""


def read_dossier(
    opened: Opened, settings: Settings, policy_for: Callable[[int | None], Policy]
) -> tuple[Dossier, Policy]:
    """Read opened files into one dossier, under the policy for the year that the rosters' titles name.

    One unreadable file of several is an I001 finding.
    """
    dossier = Dossier(settings=settings, notes=list(opened.notes))
    books, only, order = opened.books, opened.only, opened.order()
    for source, problem in opened.failed:
        dossier.found.append(Finding("I001", problem, path=source.shown, order=(order[source.shown], 0)))
        dossier.contents[source.shown, ""] = digest_of(source.path)
    years = {
        year
        for book in books
        if only in (None, book)
        for table, heading in book.rosters()
        if (year := _title_year(table, heading)) is not None
    }
    dossier.title_year = years.pop() if len(years) == 1 else None
    if len(years) > 1:
        dossier.notes.append("几份名单标题里的年度不一致，没有采用；请用 --year 指定活动年度。")
    policy = policy_for(dossier.title_year)
    context = Context(dossier, policy, settings)
    dossier.inputs = [InputFile(book.source.shown, book.sha256, real=str(book.source.path)) for book in books]
    for rosters in (True, False):
        for book, file in zip(books, dossier.inputs, strict=True):
            for table, heading in zip(book.tables, book.headings, strict=True):
                if (heading is not None and heading.kind == "roster") is not rosters:
                    continue
                if rosters and only not in (None, book):
                    dossier.notes.append(f"已指定名单，{table.path} 的“{table.name}”没有作为名单读取。")
                else:
                    file.sheets += _read_table(table, heading, context, file.sheets)
    for book, file in zip(books, dossier.inputs, strict=True):
        file.sheets.sort(key=lambda sheet: sheet.order)
        say_file_month(file, context)
        set_unanswered_aside(file, dossier)
        if is_form(book.tables):
            set_aside(file, dossier)
    _note_saved(dossier)
    dossier.settings = context.settled()
    _say_unknown(books, context)
    dossier.contents |= contents(books, dossier)
    return dossier, policy


def _note_saved(dossier: Dossier) -> None:
    """When the files were saved that tell of a person's month of which another file tells too."""
    tellers: dict[tuple[str, tuple[int, int] | None], set[str]] = defaultdict(set)
    for stretch in dossier.stretches:
        if not stretch.rows:
            tellers[stretch.name, stretch.sheet.month].add(stretch.sheet.path)
    twice = {path for paths in tellers.values() if len(paths) > 1 for path in paths}
    for file in dossier.inputs:
        if file.path in twice:
            file.saved = saved_at(Path(file.real))


def _say_unknown(books: Sequence[Book], context: Context) -> None:
    """I002 for every workbook without a sheet of a known kind."""
    told = {finding.where[0] for finding in context.dossier.found if finding.code == "I003"}
    folders = {
        book.source.path.resolve().parent
        for book, file in zip(books, context.dossier.inputs, strict=True)
        if file.sheets
    }
    for book, file in zip(books, context.dossier.inputs, strict=True):
        if not file.sheets and file.path not in told:
            say_unknown(file.path, book.tables, context, others=book.source.path.resolve().parent in folders)
        elif file.sheets:
            _note_unknown(file, book.tables, context)


def _note_unknown(file: InputFile, tables: Sequence[Table], context: Context) -> None:
    """What else a workbook with known sheets holds: tables of no known kind are said not to have been read."""
    told: set[str | None] = {sheet.name for sheet in file.sheets}
    told |= {f.where[1] for f in context.dossier.found if f.code == "I003" and f.where[0] == file.path}
    names = [table.name for table in tables if table.name not in told | _OWN and not table.hidden and _is_table(table)]
    names = [name for name in names if not any(f"{file.path} 的“{name}”" in note for note in context.dossier.notes)]
    if names:
        shown = "、".join(f"“{name}”" for name in names)
        context.dossier.notes.append(f"{file.path} 的{shown}认不出是哪一种登记表，没有读取；如是登记表，请核对表头。")


def _is_table(table: Table) -> bool:
    """Whether a sheet holds more than lines of text."""
    return any(len(row) - row.count("") > 2 for row in table.rows)


def _title_year(table: Table, heading: Heading) -> int | None:
    from qianyi.intake.registers.roster import title_year

    return title_year(table, heading)


def _read_table(table: Table, heading: Heading | None, context: Context, before: Sequence[Sheet] = ()) -> list[Sheet]:
    """Read a sheet as what it is: machine export, grid, register; or nothing (then no sheet is returned).

    `before`: the workbook's sheets read so far.
    """
    from qianyi.intake.exports import reader as exports
    from qianyi.intake.grid import reader as grid

    cut = _grid_apart(table, heading) if heading is not None and heading.readable else 0
    if cut:
        parts = table.part(0, cut), table.part(cut, len(table.rows))
        return [sheet for part in parts for sheet in _read_table(part, recognise(part), context, before)]
    if heading is None or not heading.readable or heading.kind not in UNMISTAKABLE:
        for finder in (exports, grid):
            found = finder.find_heading(table, context)
            if found is not None and not (heading is not None and heading.readable and _inside(found, heading)):
                if finder is exports and exports.is_counted(found, before):
                    text = f"{table.path} 的“{table.name}”是逐次打卡，同一工作簿里已有每天的统计，没有再读。"
                    context.dossier.notes.append(text)
                    return []
                sheet = finder.read(table, found, context)
                say_hidden(table, sheet, found, context)
                return [sheet]
    sheets: list[Sheet] = []
    while heading is not None:
        below = _next_heading(table, heading)
        if below is not None and below.kind == heading.kind and below.rows[0] == heading.first_data_row:
            say_rivals(table, heading, below, context)  # which of the two holds for the rows below cannot be told
            return sheets
        if heading.readable:
            sheet = _read_register(table, heading, context, below)
            say_hidden(table, sheet, heading, context)
            sheets.append(sheet)
        say_headings(table, heading, context)
        heading = below
    return sheets


def _grid_apart(table: Table, heading: Heading) -> int:
    """The first row of the lower one where a grid and a register stand one below the other in a sheet, 0 elsewhere."""
    from qianyi.intake.grid.shape import MOST_DAYS, find_first

    block = find_first(table)
    if block is None or len(block.days) < MOST_DAYS:
        return 0
    if block.last < heading.rows[0]:
        return max(_above(table, heading.rows[0]), heading.rows[0] - 1)  # what is higher may be the grid's legend
    return _above(table, block.first, 2) if block.first > heading.rows[1] else 0


def _inside(found: Heading, heading: Heading) -> bool:
    """Whether what looks like the days of a grid stands among a register's data (dates in a roster)."""
    return (found.rows[0] if heading.kind in ("totals", "log") else found.rows[1]) > heading.rows[1]


def _read_register(table: Table, heading: Heading, context: Context, below: Heading | None) -> Sheet:
    from qianyi.intake.registers import log, marks_sheet, register, roster

    last = _above(table, below.rows[0]) if below else None
    if heading.kind == "roster":
        reader = roster.RosterReader(table, heading, context, last)
        roster.read(reader)
        return reader.sheet
    plain = register.Reader(table, heading, context, last)
    if heading.kind == "marks":
        marks_sheet.read(plain)
    elif heading.kind == "log":
        log.read(plain)
    else:
        register.read(plain)
    return plain.sheet


def _above(table: Table, row: int, most: int = 1) -> int:
    """The first row that belongs to the heading in `row`: lines of so few cells above it are its title."""
    while row and 0 < sum(value != "" for value in table.rows[row - 1]) <= most:
        row -= 1
    return row


def _next_heading(table: Table, heading: Heading) -> Heading | None:
    """The heading of another table below this one in the same sheet: of other columns, or of another kind."""
    words = accepted()
    for number in range(heading.first_data_row, len(table.rows)):
        if sum(text in words for text in heading_texts(table.rows[number])) < 2:
            continue
        found = recognise(table, number, number + 1)
        if found is not None and found.readable and (found.kind, found.columns) != (heading.kind, heading.columns):
            return recognise(table, number, number + 3) or found
    return None
