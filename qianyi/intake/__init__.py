"""Spreadsheets → dossier. `open_books` opens the files, `read_dossier` tells what each sheet is, and reads it.

Two passes: the title of a roster may name the campaign's year, and the year decides what 前半年 and 6月1日 mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import InputFile
from qianyi.intake.blanks import is_form, set_aside, set_unanswered_aside
from qianyi.intake.books import Opened, open_books
from qianyi.intake.contents import contents, digest_of
from qianyi.intake.context import Context
from qianyi.intake.opening.saved import saved_at
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import TableHeading
from qianyi.intake.sheet import read_sheet
from qianyi.intake.sheet_findings import report_file_month
from qianyi.intake.unread import report_unread
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings

__all__ = ["open_books", "read_dossier"]

_REMEDIES = {
    "文件夹的链接": "要核查的，请直接给出那个文件夹。",
    "像是设定": "一个县的设定只认文件名 qianyi.toml；是它的请改名，不是的请移出文件夹。",
    "管道或设备": "要核查的，请先存成文件。",
    "": "里面如有要核查的表，请另存为 .xlsx 交来；与核查无关的请移出文件夹。",
}
"""What to do about a file that was not read, by what it is."""


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
    elsewhere = {notice.path for notice in settings.notices}
    elsewhere |= {str(Path(file).resolve()) for file in (settings.document, settings.policy) if file}
    for source, why, severity in opened.unread:
        if str(source.path.resolve()) in elsewhere:
            continue  # it was read as what qianyi.toml says it is
        remedy = "" if severity else next((text for what, text in _REMEDIES.items() if what in why))
        fact, place = f"“{source.shown}”{why}" + ("" if remedy else "。"), (order[source.shown], 0)
        dossier.found.append(Finding("I012", fact, path=source.shown, order=place, severity=severity, remedy=remedy))
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
                    file.sheets += read_sheet(table, heading, context, file.sheets)
        context.learn_people()
    for book, file in zip(books, dossier.inputs, strict=True):
        file.sheets.sort(key=lambda sheet: sheet.order)
        report_file_month(file, context)
        set_unanswered_aside(file, dossier)
        if is_form(book.tables):
            set_aside(file, dossier)
    _note_saved(dossier)
    dossier.settings = context.settled()
    report_unread(books, context)
    dossier.contents |= contents(books, dossier)
    return dossier, policy


def _note_saved(dossier: Dossier) -> None:
    """When the files were saved that tell of a person's month of which another file tells too."""
    if len({sheet.path for file in dossier.inputs for sheet in file.sheets if sheet.month is not None}) < 2:
        return
    tellers: dict[tuple[str, tuple[int, int] | None], set[str]] = defaultdict(set)
    for stretch in dossier.stretches:
        if not stretch.rows:
            tellers[stretch.name, stretch.sheet.month].add(stretch.sheet.path)
    twice = {path for paths in tellers.values() if len(paths) > 1 for path in paths}
    for file in dossier.inputs:
        if file.path in twice:
            file.saved = saved_at(Path(file.real))


def _title_year(table: Table, heading: TableHeading) -> int | None:
    from qianyi.intake.registers.roster import title_year

    return title_year(table, heading)
