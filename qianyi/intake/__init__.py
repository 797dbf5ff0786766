"""Spreadsheets → dossier. `read_dossier` opens the files, tells what each sheet is, and reads it.

Two passes: the title of a roster may name the campaign's year, and the year decides what 前半年 and 6月1日 mean.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from qianyi.dossier import Dossier
from qianyi.dossier.registers import TITLES
from qianyi.dossier.source import Cell, InputFile, Sheet, column_letters
from qianyi.intake.context import Context
from qianyi.intake.folder import Source, beside, gather, made_here
from qianyi.intake.headings import Heading, missing_text, recognise, seen_and_nearest
from qianyi.intake.open import open_tables
from qianyi.intake.tables import InputError, Limits, Table, Unreadable
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings


class Book(Struct, eq=False):
    """A file as opened: its tables, and the register each is taken for."""

    source: Source
    sha256: str
    tables: list[Table]
    headings: dict[int, Heading | None]
    """By position of the table."""

    def rosters(self) -> list[tuple[Table, Heading]]:
        """Its sheets that are whole rosters."""
        return [
            (table, heading)
            for i, table in enumerate(self.tables)
            if (heading := self.headings[i]) is not None and heading.kind == "roster" and readable(heading)
        ]


def readable(heading: Heading) -> bool:
    """Whether every required column is there, and only once."""
    return not heading.missing and not any(name in heading.twice for name in _needed(heading))


def _needed(heading: Heading) -> list[str]:
    from qianyi.dossier.registers import REGISTERS

    register = REGISTERS[heading.kind]
    return [c.field for c in register.columns if c.required] + [f for group in register.alternatives for f in group]


def read_dossier(
    paths: Sequence[str | Path],
    *,
    settings: Settings,
    policy_for: Callable[[int | None], Policy],
    roster: Path | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    find_roster: bool = False,
) -> tuple[Dossier, Policy]:
    """Read files and folders into one dossier, under the policy for the year that the rosters' titles name.

    `roster`: take the roster from this file, and from no other. `find_roster`: where the files hold none, take one
    from a workbook beside them. One unreadable file of several is an I001 finding. Raises InputError where nothing
    can be read, or no roster (or more than one) is found.
    """
    limits = limits or Limits()
    dossier = Dossier(settings=settings)
    sources = gather([*paths, *([roster] if roster else [])])
    books, failed = _open_all(sources, dossier, password, limits)
    if not books:
        raise InputError(failed[0][1] if failed else "没有给出任何文件；请给出工作簿或文件夹。")
    only = _given_roster(books, roster, failed) if roster else None
    if find_roster and not any(book.rosters() for book in books):
        books.append(_roster_beside(books, sources, dossier, password, limits))
    _number(books, failed, dossier)
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
    for rosters_first in (True, False):
        for book, file in zip(books, dossier.inputs, strict=True):
            for i, table in enumerate(book.tables):
                heading = book.headings[i]
                if (heading is not None and heading.kind == "roster") is rosters_first:
                    skip = rosters_first and only is not None and only is not book
                    if skip:
                        dossier.notes.append(f"已指定名单，{table.path} 的“{table.name}”没有作为名单读取。")
                    else:
                        file.sheets += _read_table(table, heading, context)
    for book, file in zip(books, dossier.inputs, strict=True):
        file.sheets.sort(key=lambda sheet: sheet.order)
        _unknown(book, file, books, context)
    return dossier, policy


def _open_all(
    sources: Sequence[Source], dossier: Dossier, password: str | None, limits: Limits
) -> tuple[list[Book], list[tuple[Source, str]]]:
    """The files that open, and for the others the sentence that says why not."""
    books: list[Book] = []
    failed: list[tuple[Source, str]] = []
    for source in sources:
        try:
            book = _open(source, password, limits)
        except Unreadable as problem:
            failed.append((source, f"“{source.shown}”{_sentence(str(problem))}"))
            continue
        if source.folder is not None and made_here(book.tables):
            dossier.notes.append(f"跳过 {source.shown}：它是 qianyi 的输出，不是登记表。")
        else:
            books.append(book)
    return books, failed


def _sentence(text: str) -> str:
    return text if text.endswith("。") else text + "。"


def _open(source: Source, password: str | None, limits: Limits) -> Book:
    tables, digest = open_tables(source.path, source.shown, 0, password=password, limits=limits)
    return Book(source, digest, tables, {i: recognise(table) for i, table in enumerate(tables)})


def _given_roster(books: list[Book], roster: Path, failed: list[tuple[Source, str]]) -> Book:
    """The workbook named as the roster. Raises InputError where it cannot be read or holds none."""
    wanted = roster.resolve()
    for source, problem in failed:
        if source.path.resolve() == wanted:
            raise InputError(problem)
    for book in books:
        if book.source.path.resolve() == wanted:
            if not book.rosters():
                raise InputError(f"“{book.source.shown}”里没有派驻人员名单{_lacking([book])}；请核对 --roster。")
            return book
    raise InputError(f"“{roster}”不能作为名单读取；请核对 --roster。")


def _lacking(books: Sequence[Book]) -> str:
    """Which sheets look like a roster but lack a column, in brackets; "" where none does."""
    found = [
        f"“{table.name}”缺少{missing_text(heading)}"
        for book in books
        for i, table in enumerate(book.tables)
        if (heading := book.headings[i]) is not None and heading.kind == "roster" and heading.missing
    ]
    return f"（{'；'.join(found)}）" if found else ""


def _roster_beside(
    books: list[Book], sources: Sequence[Source], dossier: Dossier, password: str | None, limits: Limits
) -> Book:
    """The one workbook beside the files given that holds a roster. Raises InputError where there is not just one."""
    candidates: list[Book] = []
    for source in beside(sources):
        try:
            book = _open(source, password, limits)
        except Unreadable:
            continue
        if book.rosters() and not made_here(book.tables):
            candidates.append(book)
    if not candidates:
        lacking = _lacking(books)
        raise InputError(f"没有找到派驻人员名单{lacking}；请把名单工作簿一起给出，或用 --roster 指定。")
    if len(candidates) > 1:
        names = "、".join(book.source.shown for book in candidates)
        raise InputError(f"旁边有几份派驻人员名单（{names}）；请用 --roster 指定一份。")
    dossier.notes.append(f"名单取自 {candidates[0].source.shown}")
    return candidates[0]


def _number(books: list[Book], failed: list[tuple[Source, str]], dossier: Dossier) -> None:
    """Put the files in the order of their names, number the sheets so, and report the files that did not open."""
    books.sort(key=lambda book: book.source.shown)
    order = {
        name: i for i, name in enumerate(sorted({*(b.source.shown for b in books), *(s.shown for s, _ in failed)}))
    }
    for book in books:
        for table in book.tables:
            table.order = (order[book.source.shown], table.order[1])
    from qianyi.dossier.finding import Finding

    for source, problem in failed:
        dossier.found.append(Finding("I001", problem, path=source.shown, order=(order[source.shown], 0)))


def _title_year(table: Table, heading: Heading) -> int | None:
    from qianyi.intake.roster import title_year

    return title_year(table, heading)


def _read_table(table: Table, heading: Heading | None, context: Context) -> list[Sheet]:
    """Read a sheet as what it is: machine export, grid, register; or nothing (then no sheet is returned)."""
    for finder in _finders():
        found = finder.find_heading(table, context)
        if found is not None:
            sheet = finder.read(table, found, context)
            _hidden(table, sheet, found, context)
            return [sheet]
    sheets: list[Sheet] = []
    while heading is not None:
        below = _next_heading(table, heading)
        if readable(heading):
            sheet = _read_register(table, heading, context, below)
            _hidden(table, sheet, heading, context)
            sheets.append(sheet)
        _say_headings(table, heading, context)
        heading = below
    return sheets


def _finders() -> list[Any]:
    import importlib

    finders: list[Any] = []
    for name in ("exports", "grid"):
        with contextlib.suppress(ImportError):
            finders.append(importlib.import_module(f"qianyi.intake.{name}"))
    return finders


def _read_register(table: Table, heading: Heading, context: Context, below: Heading | None) -> Sheet:
    from qianyi.intake import marks_sheet, register, roster

    last = below.rows[0] if below else None
    if heading.kind == "roster":
        reader = roster.RosterReader(table, heading, context, last)
        roster.read(reader)
        return reader.sheet
    plain = register.Reader(table, heading, context, last)
    if heading.kind == "marks":
        marks_sheet.read(plain)
    else:
        register.read(plain)
    return plain.sheet


def _next_heading(table: Table, heading: Heading) -> Heading | None:
    """The heading of another table below this one in the same sheet: of other columns, or of another kind."""
    from qianyi.intake.headings import accepted, heading_texts

    words = accepted()
    for number in range(heading.first_data_row, len(table.rows)):
        texts = [text for text in table.rows[number][:3] if isinstance(text, str) and text]
        if not texts or not any(text in words for text in heading_texts(list(texts))):
            continue
        found = recognise(table, number, number + 1)
        if found is not None and readable(found) and (found.kind, found.columns) != (heading.kind, heading.columns):
            return recognise(table, number, number + 3) or found
    return None


def _say_headings(table: Table, heading: Heading, context: Context) -> None:
    """I003: a required column is missing, or two columns bear one heading."""
    sheet = Sheet(table.path, table.name, table.order, heading.kind, heading.columns)
    first = min([*heading.columns.values(), *(c for columns in heading.twice.values() for c in columns)])
    title = TITLES[heading.kind]
    if heading.missing:
        text = f"这是{title}，但缺少{missing_text(heading)}。请补上这一列，或把表头改成其中之一；这张表没有读取。"
        context.note("I003", text, Cell(sheet, heading.rows[0], first))
    from qianyi.dossier.registers import REGISTERS

    needed = _needed(heading)
    for name, columns in heading.twice.items():
        column = REGISTERS[heading.kind].column(name).heading
        where = "、".join(column_letters(c) for c in columns)
        stopped = "这张表没有读取" if name in needed else "这两列都没有读取"
        context.note(
            "I003", f"有 {len(columns)} 列都叫“{column}”（{where} 列），看不出以哪一列为准，{stopped}。请只留一列。",
            *(Cell(sheet, heading.rows[1], c) for c in columns), severity="" if name in needed else "warning",
        )  # fmt: skip


def _hidden(table: Table, sheet: Sheet, heading: Heading, context: Context) -> None:
    """I010: what is hidden is read, and said to be."""
    if table.hidden:
        context.note(
            "I010", f"工作表“{table.name}”是隐藏的，已照常读取。", path=table.path, sheet=table.name, order=table.order
        )
    rows = sorted(r for r in table.hidden_rows if heading.rows[0] <= r < len(table.rows) and any(table.rows[r]))
    if rows:
        text = f"有 {len(rows)} 行是隐藏的（第 {_listed([str(r + 1) for r in rows])} 行），已照常读取。"
        context.note("I010", text, *(Cell(sheet, r, 0) for r in rows))
    used = set(heading.columns.values()) | heading.criteria.keys()
    columns = sorted(table.hidden_columns & used)
    if columns:
        text = f"有 {len(columns)} 列是隐藏的（{_listed([column_letters(c) for c in columns])} 列），已照常读取。"
        context.note("I010", text, *(Cell(sheet, heading.rows[1], c) for c in columns))


def _listed(names: list[str]) -> str:
    return "、".join(names[:20]) + ("……" if len(names) > 20 else "")


def _unknown(book: Book, file: InputFile, books: Sequence[Book], context: Context) -> None:
    """I002: no sheet of the workbook is of a known kind."""
    path = book.source.shown
    if file.sheets or any(f.code == "I003" and f.where[0] == path for f in context.dossier.found):
        return
    parent = book.source.path.resolve().parent
    others = any(
        other is not book and other.source.path.resolve().parent == parent and known.sheets
        for other, known in zip(books, context.dossier.inputs, strict=True)
    )
    tables = [table for table in book.tables if table.rows]
    if not tables:
        text = "工作簿里没有内容，认不出是哪一种登记表；请核对是否给错了文件。"
    else:
        table = max(tables, key=lambda t: len(seen_and_nearest(t)[0]))
        seen, nearest, lacking = seen_and_nearest(table)
        shown = "、".join(f"“{text[:20]}”" for text in seen[:12]) or "（没有）"
        text = f"没有一张表认得出是哪一种登记表。看到的表头：{shown}；最接近的是{nearest}"
        text += f"，它还要有{'、'.join(f'“{name}”' for name in lacking)}" if lacking else ""
        text += "。请核对表头；空白表可用 qianyi init 生成。"
    order = (context.dossier.inputs.index(file), 0)
    severity = "warning" if others else ""
    if tables:
        order = tables[0].order
    context.note("I002", text, path=path, order=order, severity=severity)
