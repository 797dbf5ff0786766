"""The sheets 人员得分, 支援机构, 受援机构 of 成绩.xlsx: scores with live totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec import structs

from qianyi.dossier.source import column_letters
from qianyi.facts.texts import plain
from qianyi.output import tables
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.tables import Column
from qianyi.output.words import STATUS
from qianyi.policy.model import Annex
from qianyi.scoring import shapes
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Scores

_WILD = frozenset("*?~")


_MISSING = Column(
    "missing",
    "尚缺",
    lambda row: [
        f"{item.id}：{missing}" if not item.lines else missing for item in row.items for missing in item.missing
    ],
)


LEDGER_SHEET = "扣分明细"
"""The sheet that the names lead to."""
LedgerRows = dict[int, int]
"""id of a result → its first row in the ledger sheet (0-based)."""


def subjects(scores: Scores) -> list[PersonScore | InstitutionScore]:
    """All results, people first."""
    return [*scores.people, *scores.institutions]


def ledger_rows(scores: Scores) -> LedgerRows:
    """Where each subject's entries will stand in the ledger sheet."""
    rows: LedgerRows = {}
    row = 2
    for subject in subjects(scores):
        entries = sum(len(item.ledger) for item in subject.items)
        if entries:
            rows[id(subject)] = row
        row += entries
    return rows


def _to_ledger(rows: LedgerRows, subject: PersonScore | InstitutionScore) -> str | None:
    row = rows.get(id(subject))
    return None if row is None else f"internal:'{LEDGER_SHEET}'!A{row + 1}"


def _sum(table: SheetWriter, column: int, first: int, last: int, value: Decimal | None) -> None:
    """The sum of a row's cells, empty where none of them has a number."""
    row = table.row + 1
    cells = f"{column_letters(first)}{row}:{column_letters(last)}{row}"
    table.formula(column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', value, table.book.total)


def _percent(table: SheetWriter, column: int, score: int, maximum: int, value: Decimal | None) -> None:
    row = table.row + 1
    top, whole = f"{column_letters(score)}{row}", f"{column_letters(maximum)}{row}"
    table.formula(column, f'=IF({top}="","",100*{top}/{whole})', value, table.book.total)


def _items(table: SheetWriter, column: int, items: list[Item]) -> None:
    for offset, item in enumerate(items):
        format = None if item.status == "final" else table.book.formats_by_state[item.status]
        table.number(column + offset, item.score, format)


def people_columns(people: Sequence[shapes.Person]) -> list[Column]:
    """What 人员得分 shows of PEOPLE: points, or where there are none the facts; days have a sheet of their own."""
    items = people[0].items if people else []
    days = {column.key for column in tables.DAYS_COLUMNS}
    made = [column for column in tables.people(items) if column.key not in days]
    if not items:
        told = [column for column in tables.FACTS_TABLE if column.key not in ("name", "recipient")]
        place = next(i for i, column in enumerate(made) if column.key == "status")
        made[place:place] = [structs.replace(one, get=_of_facts(one)) for one in told]
    tops = {item.id: plain(item.max) for item in items}
    made = [structs.replace(one, word=f"{one.word}（{tops[one.key]}）") if one.points else one for one in made]
    return [*made, _MISSING]


def _of_facts(column: Column) -> Any:
    return lambda row: column.get(row) if row.facts else None


def people_sheet(
    book: Book, columns: list[Column], people: list[shapes.Person], results: list[PersonScore], rows: LedgerRows
) -> None:
    """人员得分."""
    table = book.sheet("人员得分", [one.word for one in columns], wraps=[len(columns) - 1])
    items = [i for i, one in enumerate(columns) if one.points]
    for person, result in zip(people, results, strict=True):
        statuses = {item.id: item.status for item in person.items}
        for i, column in enumerate(columns):
            value = column.get(person)
            if column.key == "name":
                table.link(i, _to_ledger(rows, result), person.name)
            elif column.points:
                status = statuses.get(column.key, "final")
                table.number(i, value, None if status == "final" else book.formats_by_state[status])
            elif column.key == "score":
                _sum(table, i, items[0], items[-1], value)
            elif column.key == "percent":
                _percent(table, i, i - 2, i - 1, value)
            elif column.key == "status":
                table.text(i, column.text(person), book.formats_by_state[person.status])
            elif column.numeric:
                table.number(i, value)
            else:
                table.text(i, "；".join(value) if column is _MISSING else column.text(person))
        table.next()
    table.end()


class CrewColumns:
    """Where 人员得分 tells of an institution's people: columns of their institution, percent and status."""

    def __init__(self, columns: list[Column], count: int, role: str) -> None:
        letters = {one.key: column_letters(i) for i, one in enumerate(columns)}
        self.scored = count > 0 and "percent" in letters
        self.ranges = [
            f"人员得分!${letters[key]}$3:${letters[key]}${count + 2}"
            for key in ("percent", role, "status")
            if key in letters
        ]


def institution_sheet(
    book: Book, name: str, annex: Annex | None, results: list[InstitutionScore], crew: CrewColumns, rows: LedgerRows
) -> None:
    """Items with the sub-totals of the annex's sections, total, percent; the people's mean from 人员得分."""
    sections = [(section, len(section.items)) for section in annex.sections] if annex else []
    heads = ["名次", "单位"]
    for section, _ in sections:
        heads += [f"{item.id} {item.title}（{plain(item.points)}）" for item in section.items]
        heads.append(f"{section.id} {section.title} 小计（{plain(section.points)}）")
    after = [
        one
        for one in tables.institutions(results[0].items if results else ())  # type: ignore[arg-type]
        if not one.points and one.key not in ("rank", "name", "role", "annex", "score", "max", "percent")
    ]
    heads += [*(["得分", "满分", "百分"] if annex else []), *(one.word for one in after), _MISSING.word]
    table = book.sheet(name, heads, frozen=2, wraps=[len(heads) - 1])
    for result in results:
        shape = shapes.Institution.made(result)
        table.number(0, result.rank)
        table.link(1, _to_ledger(rows, result), result.name)
        column, done, subtotals = 2, 0, []
        for _, count in sections:
            items = result.items[done : done + count]
            _items(table, column, items)
            scored = [item.score for item in items if item.score is not None]
            _sum(table, column + count, column, column + count - 1, sum(scored, Decimal(0)) if scored else None)
            subtotals.append(column + count)
            done, column = done + count, column + count + 1
        if annex:
            cells = ",".join(f"{column_letters(one)}{table.row + 1}" for one in subtotals)
            table.formula(column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', result.score, book.total)
            table.number(column + 1, result.max)
            _percent(table, column + 2, column, column + 1, result.percent)
            column += 3
        for offset, one in enumerate(after, column):
            if one.key == "status":
                table.text(offset, one.text(shape), book.formats_by_state[result.status])
            elif one.key == "mean_percent" and crew.scored:
                _mean(table, offset, crew, result)
            elif one.numeric:
                table.number(offset, one.get(shape))
            else:
                table.text(offset, one.text(shape))
        table.text(len(heads) - 1, "；".join(missing for item in result.items for missing in item.missing))
        table.next()
    table.end()


def _mean(table: SheetWriter, column: int, crew: CrewColumns, result: InstitutionScore) -> None:
    """The mean of the percents in 人员得分 of the institution's people that are judged; the status stands beside."""
    percents, names, statuses = crew.ranges
    name = f"B{table.row + 1}"
    if result.name[:1] in "=<>" or not _WILD.isdisjoint(result.name):  # a footnote's star is no wildcard
        for sign in "~*?":
            name = f'SUBSTITUTE({name},"{sign}","~{sign}")'
        name = f'"="&{name}'
    formula = f'=IFERROR(AVERAGEIFS({percents},{names},{name},{statuses},"<>{STATUS["pending"]}"),"")'
    table.formula(column, formula, result.mean_percent)
