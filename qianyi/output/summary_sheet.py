"""The sheet 汇总: the county's year on a page: figures, grades, ranking of institutions and of people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.output import tables
from qianyi.output.letterhead import basis
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.tables import Column
from qianyi.output.words import SEVERITY, STATUS
from qianyi.rules.labels import fields_labelled
from qianyi.rules.shapes import Summary
from qianyi.rules.summary import count_severities, summarise
from qianyi.scoring import shapes
from qianyi.scoring.result import Scores

_WIDTH = 8
_INSTITUTION = ("rank", "name", "role", "score", "percent", "people", "mean_percent", "status")
_PERSON = ("name", "recipient", "support", "score", "percent", "grade", "status")


def add_totals(
    book: Book, facts: Facts, scores: Scores, findings: list[Finding], institution: str | None = None
) -> None:
    """Figures first, then who stands where."""
    table = book.sheet("汇总", ["项目", "数", *[""] * (_WIDTH - 2)], frozen=0)
    table.portrait()
    words = fields_labelled(Summary)
    for key, value in summarise(facts, institution).items():
        _figure(table, words[key]["word"], value)
    counts = count_severities(findings)
    for severity in ("error", "warning"):
        _figure(table, SEVERITY[severity], counts[severity])
    people = [shapes.Person.made(person) for person in scores.people]
    judged = [one.percent for one in people if one.percent is not None and one.status != "pending"]
    if judged:
        _figure(table, "人员平均（百分制，待评的不计）", sum(judged, ZERO) / Decimal(len(judged)))
    for grade in facts.policy.grades:
        _figure(table, grade.name, sum(one.grade == grade.name for one in people))
    for status, word in STATUS.items():
        _figure(table, word, sum(one.status == status for one in people))
    institutions = sorted(
        (shapes.Institution.made(one) for one in scores.institutions if one.items),
        key=lambda one: (one.role != "support", one.rank or len(scores.institutions) + 1),
    )
    _ranking(table, "单位排名", tables.institutions(_all_items(institutions)), _INSTITUTION, institutions)
    ranked = sorted((one for one in people if one.items), key=lambda one: (one.score is None, -(one.score or ZERO)))
    _ranking(table, "人员排名", tables.people(_all_items(ranked)), _PERSON, ranked)
    table.line(f"{basis(facts)}")
    table.end(filtered=False)


def _all_items(rows: Sequence[Any]) -> Sequence[shapes.Item]:
    return rows[0].items if rows else ()


def _figure(table: SheetWriter, word: str, value: int | Decimal) -> None:
    table.text(0, word)
    table.number(1, value)
    table.next(width=2)


def _ranking(
    table: SheetWriter, title: str, columns: Sequence[Column], keys: tuple[str, ...], rows: Sequence[Any]
) -> None:
    """One ranking under its title."""
    if not rows:
        return
    known = {column.key: column for column in columns}
    chosen = [known[key] for key in keys]
    table.line("")
    table.line(title)
    table.heading([column.word for column in chosen])
    for row in rows:
        for i, column in enumerate(chosen):
            if column.numeric or column.key == "rank":
                table.number(i, column.get(row))
            else:
                mark = table.book.formats_by_state[row.status] if column.key == "status" else None
                table.text(i, column.text(row), mark)
        table.next(width=len(chosen))
