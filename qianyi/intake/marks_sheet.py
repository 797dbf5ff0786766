"""评分: one mark a row (long: 对象 条款 得分), or one column a criterion (wide: 姓名 or 单位, then 4.2.1, 4.2.2 …)."""

from __future__ import annotations

import re
from qianyi.dossier.records import Mark
from qianyi.intake.headings import Heading, heading_texts
from qianyi.intake.register import Reader
from qianyi.intake.tables import Table
from qianyi.intake.values import level

_ID = re.compile(r"\d(?:\.\d+)+")
_SUBJECTS = ("对象", "评定对象", "姓名", "派驻人员姓名", "支援人员姓名", "人员姓名", "单位", "单位名称", "机构", "机构名称",
             "支援单位", "受援单位")  # fmt: skip
_OTHERS = {
    "支援单位": "support", "派出单位": "support", "选派单位": "support", "受援单位": "recipient", "派驻单位": "recipient",
    "评定人": "assessor", "评分人": "assessor", "依据": "evidence", "评分依据": "evidence", "角色": "role", "备注": "remark",
}  # fmt: skip


def find_wide(table: Table, first: int, last: int) -> Heading | None:
    """The heading of a wide marks sheet: a subject's column and at least one column headed by a criterion id."""
    for top, row in enumerate(table.rows[first:last], first):
        texts = heading_texts(row)
        if not any(text in _SUBJECTS for text in texts):
            continue
        for bottom in range(top, min(top + 3, len(table.rows))):
            criteria = _criteria(table, top, bottom)
            if criteria:
                return _wide(texts, top, _last_row(table, top, bottom), criteria)
    return None


def _criteria(table: Table, top: int, bottom: int) -> dict[int, str]:
    """Column → criterion id of the columns headed by one (rows top … bottom)."""
    found: dict[int, str] = {}
    for row in table.rows[top : bottom + 1]:
        for column, value in enumerate(row):
            match = _ID.match(level(value)) if isinstance(value, (str, float)) else None
            if match is not None and column not in found and not level(value)[match.end() :][:1].isdigit():
                found[column] = match[0]
    return found


def _last_row(table: Table, top: int, bottom: int) -> int:
    """The last heading row: merges of heading cells may reach below the row of the ids."""
    return max(
        [bottom, *(area[2] for area in table.merged if area[0] in range(top, bottom + 1) and area[2] <= top + 3)]
    )


def _wide(texts: list[str], top: int, bottom: int, criteria: dict[int, str]) -> Heading:
    columns: dict[str, int] = {}
    for name in _SUBJECTS:
        if name in texts:
            columns["subject"] = texts.index(name)
            break
    for column, text in enumerate(texts):
        name = _OTHERS.get(text, "")
        if name and column != columns["subject"] and column not in criteria:
            columns.setdefault(name, column)
    columns["score"] = min(criteria)
    return Heading("marks", (top, bottom), columns, score=float(len(criteria)), criteria=criteria)


def read(reader: Reader) -> None:
    """Append the marks of a sheet, long or wide, to the dossier; an empty cell is no mark."""
    heading, marks = reader.heading, reader.context.dossier.marks
    for row in reader.rows():
        if heading.criteria:
            subject = reader.person = reader.value(row, "subject")
            if subject is None:
                reader.note("I004", "没有写评定的是谁，这一行没有用到；请补填。", row, "subject")
                continue
            rest = {name: reader.value(row, name) for name in ("support", "recipient", "assessor", "evidence", "role")}
            for column, criterion in heading.criteria.items():
                score, given = reader.number_at(row, column, criterion)
                if given:
                    marks.append(
                        Mark(sheet=reader.sheet, row=row, subject=subject, criterion=criterion, score=score,
                             column=column, **rest)
                    )  # fmt: skip
            continue
        record = reader.record(row)
        if record is None or (record["score"] is None and reader.is_blank(row, "score")):
            continue
        record["criterion"] = record["criterion"] or ""
        record["subject"] = record["subject"] or ""
        marks.append(Mark(sheet=reader.sheet, row=row, **record))
