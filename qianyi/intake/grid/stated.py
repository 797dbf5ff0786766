"""What the lines above a table say of whom and where: 姓名：某某, 受援单位 | 某某卫生院."""

from __future__ import annotations

from msgspec import Struct

from qianyi.intake.cells.values import clean, squeeze
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.opening.tables import Place, Table, Value
from qianyi.patterns import pattern

_NAME = pattern(r"(?:派驻|支援|下乡|受援)?(?:人员|医师|医生|职工|员工)?姓名", "派驻人员姓名")
_INSIDE = pattern(rf"(?:^|[\s　、，,;；]){_NAME.pattern}[:：]\s*([^\s　、，,;；:：]{{2,20}})", "姓名：何穗")


class Stated(Struct, frozen=True):
    """A person named above a table."""

    name: str
    place: Place
    label: Place
    """Where the word 姓名 stands: no heading of a column."""


def person_above(table: Table, top: int, head: int) -> Stated | None:
    """The one person whom the rows from `top` to before `head` name, None where they name none or several."""
    found: list[Stated] = []
    for r in range(top, head):
        row = table.rows[r]
        for c, value in enumerate(row):
            if isinstance(value, str) and "姓" in value:
                found += _beside(row, r, c, value) or _within(r, c, value)
    return found[0] if len({one.name for one in found}) == 1 else None


def _beside(row: list[Value], r: int, c: int, value: str) -> list[Stated]:
    """The name in the next cell that holds anything."""
    if _NAME.fullmatch(squeeze(value).rstrip(":：")) is None:
        return []
    after = next((i for i in range(c + 1, len(row)) if row[i] != ""), None)
    if after is None or not is_person(row[after]):
        return []
    return [Stated(clean(row[after]), (r, after), (r, c))]


def _within(r: int, c: int, value: str) -> list[Stated]:
    """The name behind a colon in the same cell."""
    found = _INSIDE.search(value)
    return [Stated(found[1], (r, c), (r, c))] if found is not None and is_person(found[1]) else []
