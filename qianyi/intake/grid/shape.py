"""The geometry of a monthly grid: where its headings stand, which column is which day, which are totals."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from typing import Final

from msgspec import Struct, field, structs

from qianyi.dossier.kinds import (
    ABSENT,
    ANNUAL,
    BEREAVEMENT,
    MARRIAGE,
    MATERNITY,
    OFFICIAL,
    PERSONAL,
    PRESENT,
    SICK,
)
from qianyi.dossier.registers import REGISTERS
from qianyi.intake.cells import confusables
from qianyi.intake.cells.halves import label
from qianyi.intake.cells.values import level_text, squeeze
from qianyi.intake.grid.day_runs import FEWEST_DAYS, days_of
from qianyi.intake.grid.month import DayHeading as DayHeading
from qianyi.intake.grid.month import is_day, read_heading
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import SEARCHED
from qianyi.intake.signs.day_words import kind_of
from qianyi.intake.signs.legend import pairs
from qianyi.patterns import pattern

_NAMES: Final = frozenset(REGISTERS["log"].column("name").headings)
_OTHER_NAMES: Final = frozenset(
    "人员 医生 医师 职工 员工 名字 派驻人员 派驻医生 派驻医师 支援人员 支援医生 支援医师 下乡人员 下乡医生 医务人员 医护人员".split()
)
"""What else a month's names stand under: a heading only beside the days of half a month."""
_HALF_A_MONTH: Final = 10
_FIELDS: Final = {
    level_text(heading): name for name in ("support", "recipient") for heading in REGISTERS["log"].column(name).headings
} | {"序号": "serial"}
_COUNTED: Final = frozenset(
    {PRESENT, OFFICIAL, ANNUAL, PERSONAL, SICK, MARRIAGE, MATERNITY, BEREAVEMENT, ABSENT}
)  # 休息 and 其他假 are split over several columns in every other sheet
_PRESENT_TOTALS: Final = frozenset({"出勤", "实出勤", "实际出勤", "实到", "出勤合计", "出勤累计", "本月出勤"})
_NOT_DAYS: Final = ("次数", "小时", "时长", "分钟", "工时")
_BRACKETS: Final = frozenset("([（【")
_OTHER_UNIT = pattern(r"[(\[（【].*(?:次|时|分|元|h).*[)\]）】]", "加班（小时）", "加班(h)", flags=re.IGNORECASE)
_UNITS: Final = ("天数", "日数", "天", "日")
_LEGEND_COLUMN: Final = ("图例", "符号", "说明", "标记", "代码", "代号", "含义")
MEANING = pattern(
    r"(?:考勤|出勤)?(?:含义|意义|意思|名称|内容|类别|类型|种类|项目)|假别|出勤|代表|表示|释义|解释|状态|情况",
    "考勤类别",
    "假别",
)
"""The heading of the column beside the signs'."""
_TIMES = pattern(r"(?:\s*(?:次日|外勤)?\d{1,2}[:：]\d{2})+\s*", "08:01 17:32", "次日00:10")
MOST_FOLDED: Final = 16
"""Days of half a month."""
MOST_DAYS: Final = 20
"""Formulas in a row that are more than totals: the days of a month."""


MONTH_HEADINGS: Final = frozenset(
    {"月份", "月", "月别", "考勤月份", "月度", "年月", "月\\日", "月/日", "月份\\日期", "月份/日期"}
)


class Total(Struct, frozen=True):
    """A totals column that maps to a kind of day."""

    column: int
    kind: int
    heading: str


class Block(Struct, eq=False):
    """One grid of a sheet (a printed page repeats the headings; a sheet may hold several months)."""

    name_row: int
    first: int
    """First heading row; `last` the last one."""
    last: int
    columns: dict[str, int]
    day_row: int
    days: list[tuple[int, DayHeading]]
    """Column and heading of each day, ascending."""
    weekdays: list[tuple[int, int, int, int]]
    """Weekdays as written: row, column, day number, weekday."""
    totals: list[Total] = field(default_factory=list)
    paired: bool = False
    """Two columns a day: 上午, and 下午 to its right."""
    side: frozenset[int] = frozenset()
    """Columns beside the table, where a legend may stand."""
    end: int = 0
    """The row after the block."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Rows that hold something and are nobody's, each with the reason."""


@lru_cache(1)  # each finder asks for it of the same sheet
def find_first(table: Table) -> Block | None:
    """The first grid of a sheet, its `end` not yet known; None where there is none, or only times of punches."""
    for r, row in enumerate(table.rows[:SEARCHED]):
        for column, value in enumerate(row):
            if not isinstance(value, str) or "姓" not in value:
                continue
            if is_name_heading(value) and (block := _block(table, r, column, 0)) is not None:
                return None if _of_punches(table, block) else block
    for r, row in enumerate(table.rows[:SEARCHED]):
        for column, value in enumerate(row[:8]):
            if isinstance(value, str) and value and level_text(value) in _OTHER_NAMES:
                block = _block(table, r, column, 0)
                if block is not None and len(block.days) >= _HALF_A_MONTH and column < block.days[0][0]:
                    return block
    return None


def is_ordinary(table: Table, block: Block) -> bool:
    """Whether a sheet's first grid is a row a person and a column a day, with none beside it or beside one below: neither
    a second heading of names nor one of months."""
    row, days = table.rows[block.name_row], table.rows[block.day_row]
    left = (v for line in table.rows[block.first : block.last + 1] for v in line[: block.days[0][0]])
    if sum(map(is_name_heading, row)) > 1 or names_beside(table, block) or any(map(heads_months, (*days, *left))):
        return False
    return len(block.days) > MOST_FOLDED or not _another_day(table, block)


def names_beside(table: Table, block: Block) -> bool:
    """Whether the heading of a grid's names stands twice in some row of its sheet."""
    name = table.rows[block.name_row][block.columns["name"]]
    return any([row.count(name) > 1 for row in table.rows])


def _another_day(table: Table, block: Block) -> bool:
    """Whether a day stands just above or below one of the block's: the month may be folded in two."""
    column = block.days[len(block.days) // 2][0]
    near = (r for r in range(max(0, block.day_row - 2), min(block.day_row + 3, len(table.rows))) if r != block.day_row)
    return any(is_day(_at(table.rows[r], column)) for r in near)


def heads_months(value: Value) -> bool:
    """Whether months stand below this heading."""
    return isinstance(value, str) and value != "" and level_text(value) in MONTH_HEADINGS


def unstored_days(table: Table) -> list[tuple[int, int]]:
    """The cells of a row of day headings that are formulas without a stored result, beside a heading 姓名."""
    for r, row in enumerate(table.rows[:SEARCHED] if table.unstored else []):
        if any(is_name_heading(value) for value in row):
            for near in (r, r - 1, r + 1):
                cells = sorted(cell for cell in table.unstored if cell[0] == near)
                if len(cells) >= MOST_DAYS:
                    return cells
    return []


def _of_punches(table: Table, block: Block) -> bool:
    """Whether the days hold when people punched (钉钉 打卡时间): times tell of no kind of day."""
    a, b = block.days[0][0], block.days[-1][0] + 1
    seen = [v for row in table.rows[block.last + 1 : block.last + 7] for v in row[a:b] if v != ""][:20]
    times = [
        v
        for v in seen
        if isinstance(v, time) or (isinstance(v, str) and (":" in v or "：" in v) and _TIMES.fullmatch(v))
    ]
    return len(times) * 2 > len(seen)


def find_blocks(table: Table) -> list[Block]:
    """All grids of a sheet from top to bottom; empty where there is none."""
    first = find_first(table)
    if first is None:
        return []
    blocks = [first]
    column = first.columns["name"]
    names = [row[column] if column < len(row) else "" for row in table.rows]
    heads = {value for value in set(names) if is_name_heading(value)}
    again = _rows_with_a_day(table, first)
    for r, value in enumerate(names):
        if r <= blocks[-1].last:
            continue
        if value in heads or (r in again and _days_again(table.rows[r], blocks[-1], r)):
            block = _block(table, r, column, blocks[-1].last + 1)
            if block is not None:
                blocks[-1].end = block.first
                block = _with_side(block, blocks[-1])
                blocks.append(block)
                again = _rows_with_a_day(table, block)
    blocks[-1].end = len(table.rows)
    return blocks


def _with_side(block: Block, before: Block) -> Block:
    """Of headings printed again the columns beside the table are the same: a sign or a word there heads nothing."""
    if [column for column, _ in block.days] != [column for column, _ in before.days]:
        return block
    side = block.side | before.side
    totals = [total for total in block.totals if total.column not in side]
    return structs.replace(block, side=side, totals=totals)


def _rows_with_a_day(table: Table, block: Block) -> set[int]:
    """The rows in which a day stands where the block's first one does."""
    column = block.days[0][0]
    values = [row[column] if column < len(row) else "" for row in table.rows]
    days = {value for value in set(values) if value != "" and read_heading(value) is not None}
    return {r for r, value in enumerate(values) if value in days} if days else set()


def _days_again(row: list[Value], block: Block, at: int) -> bool:
    """Whether a row well below a grid's headings is the days of another month over the same columns, its 姓名 left out
    or worded otherwise: the rows below it are not the first month's."""
    return at >= block.last + 3 and len(days := days_of(row)) >= MOST_DAYS and days[0][0] == block.days[0][0]


def is_name_heading(value: Value) -> bool:
    """Whether a cell heads a column of names (姓名, 姓名\\日期); 姓名：李某 does not."""
    if not isinstance(value, str):
        return False
    if "姓" not in value or value.rstrip().endswith((":", "：")):  # 姓名：李某 is no heading
        return False
    text = level_text(value)
    crossed = "日期" in text or "\\" in text or "/" in text
    return text in _NAMES or (len(text) <= 8 and (text.endswith("姓名") or ("姓名" in text and crossed)))


def _block(table: Table, name_row: int, name_column: int, lowest: int) -> Block | None:
    rows = table.rows
    best: tuple[int, list[tuple[int, DayHeading]]] | None = None
    for r in range(max(lowest, name_row - 2), min(len(rows), name_row + 3)):
        if r > name_row and is_person(_at(rows[r], name_column)):
            break  # somebody's row: what ascends in it are figures
        days = days_of(rows[r])
        if len(days) >= FEWEST_DAYS and (best is None or (len(days) > len(best[1]) and not _go_on(best[1], days))):
            best = (r, days)
    if best is None:
        return None
    day_row, days = best
    if day_row > name_row and len({_at(rows[name_row], c) for c, _ in days} - {""}) * 2 > len(days):
        return None  # each of the columns has a heading of its own: what ascends below are figures
    numbers = {column: heading.day or 0 for column, heading in days}
    over = (a for a in table.merged if a[0] <= name_row <= a[2] and a[1] <= name_column <= a[3])
    merged_to = max((area[2] for area in over), default=0)
    weekdays = [(day_row, c, numbers[c], h.weekday) for c, h in days if h.weekday is not None]
    last = max(name_row, day_row, merged_to)
    first = min(name_row, day_row)
    for r in range(max(lowest, day_row - 1), min(len(rows), day_row + 3)):
        if r > max(name_row, day_row) and is_name_heading(_at(rows[r], name_column)):
            break  # the headings printed again: their dates are no weekdays
        found = _weekdays(rows[r], numbers) if r != day_row else []
        if found:
            weekdays += [(r, column, numbers[column], weekday) for column, weekday in found]
            last, first = max(last, r), min(first, r)
    block = Block(name_row, first, last, {"name": name_column}, day_row, days, weekdays)
    for r in range(day_row + 1, min(len(rows), day_row + 3)):
        if _paired(rows[r], numbers):
            block.paired, block.last = True, max(last, r)
    columns, block.totals, block.side = _other_columns(table, block)
    block.columns |= columns
    return block


def _go_on(one: list[tuple[int, DayHeading]], other: list[tuple[int, DayHeading]]) -> bool:
    """Whether days begin where those of the row above end: they are the second half of a month folded in two."""
    return (other[0][1].day or 0) == (one[-1][1].day or 0) + 1


def _at(row: list[Value], column: int) -> Value:
    return row[column] if column < len(row) else ""


def _weekdays(row: list[Value], columns: dict[int, int]) -> list[tuple[int, int]]:
    """Column and weekday of a row that is a weekday row."""
    found = []
    for column in columns:
        heading = read_heading(row[column]) if column < len(row) and row[column] != "" else None
        if heading is not None and heading.date is not None:  # a date of which the format (aaa) shows the weekday
            found.append((column, heading.date.weekday()))
        elif heading is not None and heading.day is None and heading.weekday is not None:
            found.append((column, heading.weekday))
    return found if len(found) * 2 > len(columns) else []


def _paired(row: list[Value], columns: dict[int, int]) -> bool:
    """Whether a row says 上午 and 下午 under most of the days."""
    labels = [(label(row[c]), label(row[c + 1])) for c in columns if c + 1 < len(row)]
    halves = [(one, other) for one, other in labels if one is not None and other is not None]
    return sum(one[0] == other[0] and (one[1], other[1]) == (0, 1) for one, other in halves) * 2 > len(columns)


def _other_columns(table: Table, block: Block) -> tuple[dict[str, int], list[Total], frozenset[int]]:
    """The institution columns, the totals, and what lies beside the table."""
    columns: dict[str, int] = {}
    totals: list[Total] = []
    rows = table.rows[block.first : block.last + 1]
    width = max(map(len, table.rows), default=0)
    day_columns = {column + more for column, _ in block.days for more in range(1 + block.paired)}
    headed = {block.columns["name"], *day_columns}
    side: set[int] = set()
    last = ""
    for column in range(width):
        if column in headed:
            continue
        texts = _texts_of(rows, column)
        if not texts:
            if is_day(_at(table.rows[block.day_row], column)):  # of another table to the right: no legend stands there
                headed.add(column)
            continue
        text = texts[-1]
        before = column - 1 if block.days[-1][0] < column - 1 in headed - day_columns else -1
        if before >= 0 and _is_pair(last, text):  # H | 病假
            headed.discard(before)
            side |= {before, column}
            continue
        if _of_legend(texts, _texts_of(rows, column - 1) if column - 1 in side else []):
            side.add(column)
            if before >= 0 and MEANING.fullmatch(last):  # 考勤种类 | 代号
                headed.discard(before)
                side.add(before)
            continue
        headed.add(column)
        last = text
        level = level_text(text)
        if level in _FIELDS:
            columns.setdefault(_FIELDS[level], column)
        elif (kind := _total(text, level)) is not None and column > block.days[0][0]:
            totals.append(Total(column, kind, level))
    return columns, totals, frozenset(side | set(range(max(headed) + 1, width)))


def _is_pair(sign: str, word: str) -> bool:
    """Whether two headings side by side are a letter and what it means: a line of a legend, no columns of a table."""
    return len(sign) == 1 and not "\u3400" <= sign <= "\u9fff" and len(word) > 1 and bool(pairs(f"{sign}:{word}"))


def _texts_of(rows: list[list[Value]], column: int) -> list[str]:
    return [squeeze(v) for row in rows if column < len(row) and isinstance(v := row[column], str) and v]


def _of_legend(texts: list[str], before: list[str]) -> bool:
    """Whether what stands in a column's headings is a legend's; `before`: what stands in the column before, if it is."""
    if any(word in texts[0] for word in _LEGEND_COLUMN) or any(map(pairs, texts)):
        return True
    if before and (MEANING.fullmatch(texts[0]) or (_is_symbol(before[0]) and kind_of(texts[0]) is not None)):
        return True
    return _is_symbol(texts[0])


def _is_symbol(text: str) -> bool:
    return confusables.is_symbol(confusables.sign(text))


def _total(text: str, level: str) -> int | None:
    """The kind a totals column counts in days, None where it counts something else."""
    if any(word in text for word in _NOT_DAYS) or (not _BRACKETS.isdisjoint(text) and _OTHER_UNIT.search(text)):
        return None
    word = level.removesuffix(next((unit for unit in _UNITS if level.endswith(unit)), ""))
    if word in _PRESENT_TOTALS:
        return PRESENT
    kind = kind_of(word)
    return kind if kind in _COUNTED and kind != PRESENT else None


def grid_kind(table: Table, block: Block) -> str:
    """`grid`, or the kind of export that has a column a day."""
    title = "".join(str(v) for row in table.rows[: block.first] for v in row if isinstance(v, str))
    headings = texts_in(table.rows[block.first : block.last + 1])
    if "上下班打卡" in title or {"账号", "所属规则"} <= headings:
        return "wecom-month"
    if {"班次名称", "考勤结果"} <= texts_in(table.rows[block.last + 1 : block.last + 7]) or (
        "日历" in title and "考勤组" in headings
    ):
        return "dingtalk-calendar"
    if "月度汇总" in title or "考勤组" in headings:
        return "dingtalk-month"
    return "grid"


def texts_in(rows: list[list[Value]]) -> set[str]:
    """The texts of these rows, levelled."""
    return {level_text(v) for row in rows for v in row if isinstance(v, str) and v}
