"""评分: one mark a row (long: 对象 条款 得分), or one column a criterion (wide: 姓名 or 单位, then 4.2.1, 4.2.2 …)."""

from __future__ import annotations

from qianyi.dossier.records import Mark
from qianyi.intake.cells.values import squeeze
from qianyi.intake.registers.register_reader import RegisterReader

_FULL = frozenset({"满分", "分值", "标准分", "标准分值", "满分值"})
"""What begins a row that says what each column is worth; it is nobody's."""
_BESIDE = ("support", "recipient", "assessor", "evidence", "role")


def read(reader: RegisterReader) -> None:
    """Append the marks of a sheet, long or wide, to the dossier; an empty cell is no mark."""
    for row in reader.rows():
        if reader.heading.criteria:
            _read_wide(reader, row)
        else:
            _read_long(reader, row)


def _read_wide(reader: RegisterReader, row: int) -> None:
    first = reader.heading.span[0] if reader.heading.span else 0
    before = reader.table.rows[row][first : min(reader.heading.criteria)]
    if any(isinstance(value, str) and squeeze(value) in _FULL for value in before):
        return
    subject = reader.who(row, "subject")
    if subject is None:
        if reader.is_blank(row, "subject"):
            reader.note("I004", "没有写评定的是谁，这一行没有用到；请补填。", row, "subject")
        return
    rest = reader.fields(row, [name for name in _BESIDE if name in reader.heading.columns])
    sheet, marks = reader.sheet, reader.context.dossier.marks
    for column, criterion in reader.heading.criteria.items():
        score, given = reader.number_at(row, column, criterion)
        if given:
            marks.append(
                Mark(sheet=sheet, row=row, subject=subject, criterion=criterion, score=score, column=column, **rest)
            )


def _read_long(reader: RegisterReader, row: int) -> None:
    found = reader.record(row)
    if found is None or (found["score"] is None and reader.is_blank(row, "score")):
        return
    found |= {"subject": found["subject"] or "", "criterion": found["criterion"] or ""}
    reader.context.dossier.marks.append(Mark(sheet=reader.sheet, row=row, **found))
