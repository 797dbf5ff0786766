"""Opening the files of a dossier, and finding the one roster that holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field, structs

from qianyi.inputs import remember
from qianyi.intake.cells.values import squeeze
from qianyi.intake.folder import NOTE_FILLS, OWN_RESULT, PLAN_SHEETS, TOML, SourceFile, beside, is_ours, look, made_here
from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import InputError, Limits, Place, Styling, Table, Unreadable
from qianyi.intake.registers.foreign import translate
from qianyi.intake.registers.headings import TableHeading, may_be_read
from qianyi.intake.registers.sheet_kinds import recognise
from qianyi.intake.sheet_findings import why_unread

_WORTH_THREADS = 300_000
"""Bytes of all files together from which a second thread pays."""


class OpenedBook(Struct, eq=False):
    """A file as opened: its tables, and the register each is taken for."""

    source: SourceFile
    sha256: str
    tables: list[Table]
    headings: list[TableHeading | None]
    """Beside each table the register it is taken for."""
    plan: bool = False
    """What `plan` wrote: its roster is an input like any other."""

    def rosters(self) -> list[tuple[Table, TableHeading]]:
        """Its sheets that are whole rosters."""
        return [
            (table, heading)
            for table, heading in zip(self.tables, self.headings, strict=True)
            if heading is not None and heading.kind == "roster" and heading.readable
        ]


class Opened(Struct, eq=False):
    """All files of a dossier as opened, in the order of their names, their sheets numbered so."""

    books: list[OpenedBook]
    failed: list[tuple[SourceFile, str]]
    """The files that did not open, with the sentence that says why not."""
    notes: list[str]
    unread: list[tuple[SourceFile, str, str]] = field(default_factory=list)
    """The files of the folders that were not opened or set aside: why, and the severity ("" as usual)."""
    only: OpenedBook | None = None
    """The one workbook whose rosters count, where one was named."""

    def order(self) -> dict[str, int]:
        """The place of each file among the inputs, by the name shown."""
        names = {*(book.source.shown for book in self.books), *(source.shown for source, _ in self.failed)}
        names |= {source.shown for source, *_ in self.unread}
        return {name: i for i, name in enumerate(sorted(names))}


def open_books(
    paths: Sequence[str | Path],
    *,
    roster: Path | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    find_roster: bool = False,
    needs_roster: bool = True,
    meanwhile: Callable[[], object] | None = None,
    own: Mapping[str, str] | None = None,
) -> Opened:
    """Open files and folders.

    `own`: the county's own headings, each with the known one that it is read as.
    `roster`: the roster is in this file, and in no other. `find_roster`: where the files hold none, take one from a
    workbook beside them; where there is none either, go on if not `needs_roster`.
    `meanwhile` is called while other threads unpack, where there is enough to unpack for it to
    gain anything. Raises InputError where nothing opens, or no roster (or more than one) is found.
    """
    limits = limits or Limits()
    sources, unread = look([*paths, *([roster] if roster else [])])
    opened = Opened([], [], [], unread=[_unread(*item) for item in unread])
    books = _opened(sources, password, limits, meanwhile, own or {})
    for source, book in zip(sources, books, strict=True):
        if isinstance(book, Unreadable):
            opened.failed.append((source, f"“{source.shown}”{_sentence(str(book))}"))
        elif (
            source.folder is not None
            and not book.plan
            and (ours := made_here(source, book.tables, _others(book, sources, books)))
        ):
            opened.unread.append((source, f"是 {ours}", "info"))
        else:
            opened.books.append(book)
            opened.notes += [
                f"{source.shown} 的“{table.name}”：{note}。" for table in book.tables for note in table.notes
            ]
    for source in (*(book.source for book in opened.books), *(source for source, _ in opened.failed)):
        remember(source.path)
    if not opened.books:
        raise InputError(opened.failed[0][1] if opened.failed else "没有给出任何文件；请给出工作簿或文件夹。")
    if roster is not None:
        opened.only = _given_roster(opened, roster)
    if find_roster and not any(book.rosters() for book in opened.books):
        candidate = _roster_beside(opened.books, sources, password, limits, own or {}, needed=needs_roster)
        if candidate is not None:
            opened.books.append(candidate)
            remember(candidate.source.path)
            opened.notes.append(f"名单取自 {candidate.source.shown}")
    opened.books.sort(key=lambda book: book.source.shown)
    order = opened.order()
    for book in opened.books:
        for table in book.tables:
            table.order = (order[book.source.shown], table.order[1])
    return opened


def _others(
    book: OpenedBook, sources: Sequence[SourceFile], books: Sequence[OpenedBook | Unreadable]
) -> Iterator[SourceFile]:
    """The files there are, without those of the book's name that it is no copy of: words of it do not stand in them."""
    words: set[str] = set()
    for source, other in zip(sources, books, strict=True):
        if source.path.name == book.source.path.name and isinstance(other, OpenedBook) and other is not book:
            words = words or _words(book)
            if not words <= _words(other):
                continue
        yield source


def _words(book: OpenedBook) -> set[str]:
    """The texts of a workbook, its list of problems aside."""
    own = (table for table in book.tables if not table.name.startswith("问题清单"))
    return {squeeze(value) for table in own for row in table.rows for value in row if isinstance(value, str)}


def _opened(
    sources: Sequence[SourceFile],
    password: str | None,
    limits: Limits,
    meanwhile: Callable[[], object] | None,
    own: Mapping[str, str],
) -> list[OpenedBook | Unreadable]:
    """The files as they open, in order; by other threads where they are many bytes (unpacking frees the lock)."""

    def attempt(source: SourceFile) -> OpenedBook | Unreadable:
        try:
            return _open(source, password, limits, own)
        except Unreadable as problem:
            return problem

    size = sum(source.path.stat().st_size for source in sources if source.path.is_file())
    if size < _WORTH_THREADS or (os.cpu_count() or 1) < 2:
        return [attempt(source) for source in sources]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(attempt, source) for source in sources]
        if meanwhile is not None:
            meanwhile()
        return [one.result() for one in waiting]


def _unread(source: SourceFile, what: str) -> tuple[SourceFile, str, str]:
    """A file that is not opened, why, and the severity of that."""
    if is_ours(source.path):
        return source, f"是 {OWN_RESULT}", "info"
    if what == TOML:  # a policy or a rubric that an option names, or settings under another name
        if "qianyi" in source.path.name.lower() or "千医" in source.path.name:
            return source, "像是设定，没有读", ""
        return source, "是设定文件，不当作表读；政策、细则用 --policy、--rubric 指明", "info"
    return source, f"是{what}，没有读", "info" if source.path.stem.lower() == "readme" else ""


def _sentence(text: str) -> str:
    return text if text.endswith("。") else text + "。"


def _open(source: SourceFile, password: str | None, limits: Limits, own: Mapping[str, str]) -> OpenedBook:
    def known(table: Table) -> bool:
        translate(table, own)
        return may_be_read(table)

    tables, digest = open_tables(source.path, source.shown, 0, password=password, limits=limits, known=known)
    for table in tables if own else ():
        translate(table, own)
    plan = {table.name for table in tables} >= PLAN_SHEETS  # its reasons are nobody's register
    if plan:
        tables = [table for table in tables if table.name not in PLAN_SHEETS]
    if is_annotated(tables):
        for table in tables:
            if table.styling is not None:
                table.styling = partial(_as_before, table.styling)
    return OpenedBook(source, digest, tables, [recognise(table) for table in tables], plan)


def is_annotated(tables: Sequence[Table]) -> bool:
    """Whether a workbook is a copy that `validate --annotate` made: an input like the original."""
    return any(table.name.startswith("问题清单") for table in tables)


def _as_before(styling: Callable[[bool], Styling], inks: bool) -> Styling:
    """The looks of a sheet without the colours that annotating put there: below them is the colour of the neighbours that
    are alike (a row in grey, the column of a rest day), else none."""
    from qianyi.intake.opening.looks import PAPER

    looks = styling(True)
    colours = set(NOTE_FILLS.values())
    fills = {at: colour for at, colour in looks.fills.items() if colour not in colours}
    noted = looks.fills.keys() - fills.keys()

    def next_to(place: Place, down: int, right: int) -> Place:
        while place in noted:
            place = place[0] + down, place[1] + right
        return place

    below: dict[Place, str] = {}
    for place in noted:
        left, right, up, down = (next_to(place, *step) for step in ((0, -1), (0, 1), (-1, 0), (1, 0)))
        beside, over = fills.get(left, ""), fills.get(up, "")
        if beside and beside == fills.get(right):
            below[place] = beside
        elif over and over == fills.get(down) and over != fills.get((up[0], up[1] - 1)):  # that one's row is not grey
            below[place] = over
    white = {place for place in noted - below.keys() if looks.inks.get(place) in PAPER}
    unseen = looks.unseen | white
    return structs.replace(looks, fills=fills | below, inks=looks.inks if inks else {}, unseen=unseen)


def _given_roster(opened: Opened, roster: Path) -> OpenedBook:
    """The workbook named as the roster. Raises InputError where it cannot be read or holds none."""
    wanted = roster.resolve()
    for source, problem in opened.failed:
        if source.path.resolve() == wanted:
            raise InputError(problem)
    for book in opened.books:
        if book.source.path.resolve() == wanted:
            if not book.rosters():
                raise InputError(
                    f"“{book.source.shown}”里没有派驻人员名单{_missing_headings([book])}；请核对 --roster。"
                )
            return book
    raise InputError(f"“{roster}”不能作为名单读取；请核对 --roster。")


def _missing_headings(books: Sequence[OpenedBook]) -> str:
    """Which sheets look like a roster but cannot be read, and why, in brackets; "" where none does."""
    found = [
        f"“{table.name}”{why_unread(heading)}"
        for book in books
        for table, heading in zip(book.tables, book.headings, strict=True)
        if heading is not None and heading.kind == "roster" and not heading.readable
    ]
    return f"（{'；'.join(found)}）" if found else ""


def _roster_beside(
    books: list[OpenedBook],
    sources: Sequence[SourceFile],
    password: str | None,
    limits: Limits,
    own: Mapping[str, str],
    *,
    needed: bool,
) -> OpenedBook | None:
    """The one workbook beside the files given that holds a roster. Raises InputError where there is not just one."""
    candidates: list[OpenedBook] = []
    for source in beside(sources):
        try:
            book = _open(source, password, limits, own)
        except Unreadable:
            continue
        if book.rosters() and not made_here(source, book.tables):
            candidates.append(book)
    if not candidates and not needed:
        return None
    if not candidates:
        if missing := _missing_headings(books):
            raise InputError(f"派驻人员名单读不了{missing}；请改正表头，或用 --roster 指定另一份。")
        raise InputError("没有找到派驻人员名单；请把名单工作簿一起给出，或用 --roster 指定。")
    if len(candidates) > 1:
        names = "、".join(book.source.shown for book in candidates)
        raise InputError(f"旁边有几份派驻人员名单（{names}）；请用 --roster 指定一份。")
    return candidates[0]
