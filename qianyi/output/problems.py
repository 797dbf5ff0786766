"""问题清单: the problems to put right, with columns for who, until when, what was done, and the bureau's review.

It goes out, is filled in, and comes back: as a register (整改回执), or as the list of the run before, of which what
people wrote is carried over.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.output.letterhead import name_of
from qianyi.output.places import cells_text, in_natural_order
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.words import GRAVITY, SEVERITY

LIST, CLOSED = "问题清单", "已销号"
TELLING = ("编号", "代码", "级别", "人员", "问题", "位置")
"""What we write."""
ANSWERS = ("责任人", "整改期限", "整改情况", "整改人", "复核", "批准人", "期限")
"""What people write: kept over re-runs."""
HEADINGS = (*TELLING, *ANSWERS)
LISTED = frozenset({"error", "warning"})

Answers = dict[str, dict[str, str]]
"""Finding id → heading → what stands there."""


def described(finding: Finding) -> dict[str, str]:
    """What a list tells of a finding, by heading."""
    return {
        "编号": finding.id,
        "代码": finding.code,
        "级别": SEVERITY[finding.severity],
        "人员": finding.person or "",
        "问题": finding.said,
        "位置": cells_text(finding.cells, files=True) if finding.cells else finding.path or "",
    }


def problem_list(
    facts: Facts, findings: Iterable[Finding], kept: Answers | None = None, title: str = "", output: Path | None = None
) -> bytes:
    """The workbook 问题清单.xlsx."""
    book = Book(facts, title or name_of(facts), output)
    add_problems(book, findings, kept, title)
    return book.close()


def add_problems(book: Book, findings: Iterable[Finding], kept: Answers | None = None, title: str = "") -> None:
    """The sheet 问题清单: errors and warnings, errors first, each with what was `kept` of the list before.

    What was answered and is settled (waived, or found no more) stays: waived in its place, the rest on a sheet 已销号.
    """
    kept = kept or {}
    rows = [(finding, described(finding)) for finding in findings]
    rows = [(f, row) for f, row in rows if f.severity in LISTED or row["编号"] in kept]
    rows.sort(key=lambda pair: (GRAVITY[pair[0].severity], in_natural_order(pair[0])))
    table = book.sheet(LIST, HEADINGS, title=title, wraps=[4, 5, 8])
    for finding, row in rows:
        target = book.target(finding.cells[0]) if finding.cells else None
        _row(table, {**row, **kept.get(row["编号"], {}), **row}, finding.severity, target)
    table.end()
    present = {row["编号"] for _, row in rows}
    closed = {id: answers for id, answers in kept.items() if id not in present}
    if closed:
        table = book.sheet(CLOSED, HEADINGS, title="已销号：这一次没有再查出的问题", wraps=[4, 5, 8])
        for id, answers in closed.items():
            _row(table, {**answers, "编号": id})
        table.end()


def _row(table: SheetWriter, row: dict[str, str], severity: str = "", target: str | None = None) -> None:
    for column, heading in enumerate(HEADINGS):
        marked = table.book.formats_by_state[severity] if heading == "级别" and severity else None
        if heading == "位置" and target:
            table.link(column, target, row[heading])
        else:
            table.text(column, row.get(heading, ""), marked)
    table.next()


def kept_answers(path: Path) -> Answers:
    """What people wrote into the list of the run before, by finding; of what is settled all that was told of it.

    A list that cannot be read gives nothing: it is then left as somebody's file.
    """
    from qianyi.intake.opening.detect import open_tables
    from qianyi.intake.opening.tables import Unreadable

    if not path.is_file():
        return {}
    try:
        tables, _ = open_tables(path, path.name, 0)
    except Unreadable:
        return {}
    kept: Answers = {}
    for table in tables:
        heads = next((row for row in table.rows[:5] if "编号" in row and "整改情况" in row), None)
        if heads is None:
            continue
        columns = {str(head): column for column, head in enumerate(heads) if head in HEADINGS}
        for row in table.rows[table.rows.index(heads) + 1 :]:
            texts = {head: _text(row[column]) for head, column in columns.items() if column < len(row)}
            if texts.get("编号") and any(texts.get(heading) for heading in ANSWERS):
                kept[texts["编号"]] = {head: text for head, text in texts.items() if text}
    return kept


def _text(value: object) -> str:
    from datetime import date

    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
