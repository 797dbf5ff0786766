"""A407: the totals columns of a grid, held against its marks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from qianyi.dossier.kinds import OFFICIAL, PRESENT, UNREAD, day, halves
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import Bad, number, plain_number
from qianyi.intake.context import Context
from qianyi.intake.grid.person_rows import PersonRow
from qianyi.intake.grid.shape import Block, Total
from qianyi.intake.opening.tables import Value

_HALF: Final = Decimal("0.5")


def check_totals(
    rows: Sequence[list[Value]],
    block: Block,
    people: Sequence[PersonRow],
    stretches: Sequence[Stretch],
    whole: bool,
    context: Context,
) -> None:
    """Tell of every total of a person that differs from the marks; an empty one says nothing.

    `rows` are the sheet's with merged marks filled in. `whole`: no mark of the block is half a day of anything.
    """
    for total in block.totals:
        column, byte = total.column, day(total.kind)
        own = [rows[person.row] for person in people]
        stated = [row[column] if column < len(row) else "" for row in own]
        counted = [stretch.days.count(byte) if whole and total.kind != OFFICIAL else None for stretch in stretches]
        if stated == counted:
            continue
        for person, stretch, value, days in zip(people, stretches, stated, counted, strict=True):
            if value not in ("", days):
                _compare(rows, block, total, person, stretch.days, value, stretch.sheet, context)


def _compare(
    rows: Sequence[list[Value]],
    block: Block,
    total: Total,
    person: PersonRow,
    marks: bytes,
    value: Value,
    sheet: Sheet,
    context: Context,
) -> None:
    stated = _number(value)
    if stated is None:
        return
    if person.afternoon is not None:
        later = rows[person.afternoon]
        second = _number(later[total.column]) if total.column < len(later) else None
        if second is not None and second != stated:
            stated += second
    counted = _count(marks, total.kind)
    accepted = {counted}
    if total.kind == PRESENT:
        accepted.add(counted + _count(marks, OFFICIAL))
    if total.kind == OFFICIAL:
        others = [t for t in block.totals if t.kind == OFFICIAL and t.column != total.column]
        row = rows[person.row]
        stated += sum((_number(row[t.column]) or 0 for t in others if t.column < len(row)), Decimal(0))
        if others and total.column != min(t.column for t in block.totals if t.kind == OFFICIAL):
            return
        if not others and len(_signs(block, row, marks)) > 1:
            return  # 出差 and 培训 in one row, and a total for only one of them
    unread = _count(marks, UNREAD)
    if any(figure <= stated <= figure + unread for figure in accepted):
        return
    figures = " 或 ".join(_figure(figure) for figure in sorted(accepted))
    text = f"“{total.heading}”写的是 {_figure(stated)} 天，按标记数是 {figures} 天。请核对这一行的标记和合计。"
    context.note(
        "A407",
        f"{person.name} 的{text}",
        Cell(sheet, person.row, total.column),
        person=person.name,
        institution=person.recipient,
    )


def _signs(block: Block, row: list[Value], marks: bytes) -> set[str]:
    """The different marks of a row that count as official."""
    placed = zip((column for column, _ in block.days), marks, strict=False)
    return {str(row[column]) for column, mark in placed if OFFICIAL in halves(mark) and column < len(row)}


def _count(marks: bytes, kind: int) -> Decimal:
    """Days of a kind, halves as .5."""
    return sum((_HALF * halves(mark).count(kind) for mark in marks if kind in halves(mark)), Decimal(0))


def _number(value: Value) -> Decimal | None:
    try:
        return number(value)
    except Bad:
        return None


def _figure(value: Decimal) -> str:
    return plain_number(float(value))
