"""Marks with a line of the rubric a row: people across (or institutions), or one form a sheet with a column 得分."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from qianyi.dossier.records import Mark
from qianyi.dossier.source import Sheet
from qianyi.intake.cells.sums import is_sum
from qianyi.intake.cells.values import clean, is_blank, level_text, squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.stated import person_above
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import SEARCHED, TableHeading
from qianyi.intake.registers.register_reader import RegisterReader
from qianyi.intake.registers.titled_marks import Titles, titles_of
from qianyi.intake.registers.wide_marks import id_of
from qianyi.patterns import pattern

_SCORES = frozenset({"得分", "评分", "实得分", "考核得分", "评定得分", "打分", "评定分"})
_LABEL = pattern(r"(?:姓名|人员|单位|机构|医院|对象)(?:名称)?[:：]?$", "姓名：", "受援单位")
_UNIT = pattern(r"(?:单位|机构|医院|对象)(?:名称)?[:：]?$", "受援单位：", "评定对象")
_UNIT_WITHIN = pattern(r"(?:单位|机构|医院|对象)(?:名称)?[:：]\s*([^\s　:：]+)", "单位：甲镇卫生院")
_FEWEST = 2
"""So many lines of the rubric below each other are no accident."""


class TurnedMarks(Struct, eq=False):
    """Where the marks stand: the heading row, the column of the lines and what each row is, whose each column is."""

    head: int
    column: int
    lines: dict[int, set[str]]
    """By row the lines that its text may mean."""
    subjects: dict[int, str]

    @property
    def heading(self) -> TableHeading:
        """The heading row, and the columns of the lines and of the first marks."""
        return TableHeading("marks", (self.head, self.head), {"criterion": self.column, "score": min(self.subjects)})


def find_turned(table: Table, context: Context, *, said: bool) -> TurnedMarks | None:
    """The marks of a sheet with lines down, None where it is no such sheet. `said`: its title or name says that it is
    one of marks."""
    known = {placement.name for placement in context.dossier.placements}
    for head, row in enumerate(table.rows[:SEARCHED]):
        subjects = {c: name for c, v in enumerate(row) if (name := _subject(v, known, context))}
        scores = [c for c, v in enumerate(row) if isinstance(v, str) and v and level_text(v) in _SCORES]
        if not subjects and len(scores) == 1 and (who := _above(table, head, known, context)):
            subjects = {scores[0]: who}
        if not subjects:
            continue
        person = not any(map(context.is_institution, subjects.values()))
        judged = frozenset({"person"} if person else {"support", "recipient"})
        titles = titles_of(context.policy, judged, said=said)
        found = [(c, lines) for c in range(min(subjects)) if (lines := dict(_lines(table, head, c, titles)))]
        column, lines = max(found, key=lambda item: sum(len(ids) == 1 for ids in item[1].values()), default=(0, {}))
        if sum(len(ids) == 1 for ids in lines.values()) >= _FEWEST and not _labelled(table, head, min(lines), subjects):
            return TurnedMarks(head, column, lines, subjects)
    return None


def _labelled(table: Table, head: int, first: int, subjects: dict[int, str]) -> bool:
    """Whether the names are no headings of columns: a label stands before them (姓名 | 李某), or headings below them."""
    row = table.rows[head]
    if any(c and isinstance(row[c - 1], str) and _LABEL.search(squeeze(row[c - 1])) for c in subjects):
        return True
    between = (line[c] for line in table.rows[head + 1 : first] for c in subjects if c < len(line))
    return any(isinstance(value, str) and not is_blank(value) for value in between)


def _subject(value: Value, known: set[str], context: Context) -> str:
    """Whose a column is: a person of the roster or a known institution."""
    if not isinstance(value, str) or not value:
        return ""
    name = context.person(value)
    return name if name in known else context.institution(value) if context.is_institution(value) else ""


def _above(table: Table, head: int, known: set[str], context: Context) -> str:
    """Whom a form is about: the person, else the institution named above it, else the sheet's name."""
    stated = person_above(table, 0, head)
    if stated is not None:
        return context.person(stated.name)
    for row in table.rows[:head]:
        texts = [clean(value) for value in row if isinstance(value, str) and value]
        for i, text in enumerate(texts):
            within = _UNIT_WITHIN.search(text)
            name = within[1] if within else texts[i + 1] if _UNIT.search(squeeze(text)) and i + 1 < len(texts) else ""
            if name and context.is_institution(name):
                return context.institution(name)
    return _subject(table.name, known, context)


def _lines(table: Table, head: int, column: int, titles: Titles) -> Iterator[tuple[int, set[str]]]:
    """Row → the lines that the text of a column may mean: by the id before it, else by the rubric's titles."""
    for r, row in enumerate(table.rows[head + 1 :], head + 1):
        value = row[column] if column < len(row) else ""
        if is_blank(value) or is_sum(value) or not isinstance(value, (str, float)):
            continue
        id = id_of(value)
        ids = {id} if id else titles.ids(value) if isinstance(value, str) else set()
        if ids:
            yield r, ids


def read_turned(table: Table, found: TurnedMarks, context: Context) -> Sheet:
    """The marks as records; a row that may be several lines and holds points is told of (I004)."""
    reader = RegisterReader(table, found.heading, context)
    for row, ids in found.lines.items():
        reader.sheet.rows += 1
        for column, subject in found.subjects.items():
            cells = table.rows[row]
            if column >= len(cells) or is_blank(cells[column]):
                continue
            reader.person = None if context.is_institution(subject) else subject
            reader.institution = None if reader.person else subject
            if len(ids) > 1:
                text = (
                    f"“{clean(cells[found.column])}”可以是细则的 {'、'.join(sorted(ids))}，得分没有采用，请写条款编号。"
                )
                reader.note("I004", text, row, "criterion")
                break
            (id,) = ids
            score, given = reader.number_at(row, column, id)
            if given:
                mark = Mark(sheet=reader.sheet, row=row, subject=subject, criterion=id, score=score, column=column)
                context.dossier.marks.append(mark)
    return reader.sheet
