"""Days down and people across, or one person a sheet (上午, 下午, 出勤情况 across): laid out as ordinary grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from msgspec import Struct, field

from qianyi.intake.cells.halves import label
from qianyi.intake.cells.names import one_of
from qianyi.intake.cells.sums import is_group_sum, is_sum
from qianyi.intake.cells.values import clean, is_blank, level_text, squeeze
from qianyi.intake.grid.month import DayHeading, read_heading
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.grid.relay import NOWHERE, Laid, PlacedValue
from qianyi.intake.grid.shape import MEANING
from qianyi.intake.grid.stated import Stated, person_above
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import accepted
from qianyi.patterns import pattern

_DAY_HEADING = pattern(
    r"(?:考勤|出勤)?(?:日期|日|号|天|时间|日子|天数|日数|号数)|(?:日期?)?[\\/、]?姓名|姓名[\\/、]?日期?|月日|年月日",
    "考勤日期",
    "日期\\姓名",
)
_STATUS = pattern(r"(?:考勤|出勤|上班|在岗|到岗)?(?:情况|状态|结果|标记|记录|符号)|考勤|出勤|全天", "出勤情况")
_NOBODY = pattern(
    r"备注|说明|签|事由|地点|内容|天气|班次|时间|次数|上班|下班|工作|原因|星期|周次|序号|日期|情况|状态|结果|标记|记录",
    "备注",
)
_ASIDE = pattern(r"备注|签|事由|地点|内容|天气|说明", "地点")
_WEEK = pattern(
    r"第?[一二三四五六1-6]周|本周|周计|[上中下]旬|第[一二三四1-4]季度|[一二三四1-4]季度|[上下]半[月年]", "第一周"
)
_FIGURE = pattern(r"\d+(?:\.\d+)?[天日]?|[-—/]+", "5天")
_FEWEST: Final = 10
_FEWEST_DATES: Final = 5
_LONGEST: Final = 31
"""So many days may be one month, from whatever day."""
_LEFT: Final = 4
"""Days stand in one of the first columns."""
_DEEPEST: Final = 3
_EMPTY: PlacedValue = ("", (NOWHERE, 0))


class Lane(Struct):
    """A column of marks: whose, and of which half of the day."""

    column: int
    name: str = ""
    head: tuple[int, int] = (NOWHERE, 0)
    """Where the name stands."""
    half: str = ""


class Down(Struct, eq=False):
    """One table of days: where its headings begin, its days by row, its columns of marks."""

    top: int
    head: int
    column: int
    days: list[tuple[int, DayHeading]]
    lanes: list[Lane]
    weekdays: int | None = None
    used: set[int] = field(default_factory=set)
    two_rows: bool = False
    """A day has two rows, 上午 and 下午."""

    @property
    def end(self) -> int:
        """The row after the last day."""
        return self.days[-1][0] + 1 + self.two_rows


def find_down(table: Table, known: set[str], sheets_person: Stated | None, *, about: bool) -> list[Down]:
    """The tables of days of a sheet from top to bottom. `known`: names of the roster; `about`: the sheet's title or name
    says that it is attendance."""
    found: list[Down] = []
    for values, column in _leftmost(table):
        top = 0
        for days in day_runs(values):
            one = _down(table, top, column, days, known, sheets_person, about=about)
            if one is not None:
                found.append(one)
                top = one.end
        if found:
            break
    return found


def _leftmost(table: Table) -> Iterator[tuple[list[Value], int]]:
    """The first columns that hold more than a title, each with its place: tables to the left may have been cut off."""
    left = _LEFT
    for column in range(max(map(len, table.rows), default=0)):
        values = [row[column] if column < len(row) else "" for row in table.rows]
        left -= len(values) - values.count("") >= _FEWEST_DATES
        if left >= 0:
            yield values, column
        if left <= 0:
            return


def day_runs(values: list[Value]) -> Iterator[list[tuple[int, DayHeading]]]:
    """The runs of days down a column, each long enough to be no accident."""
    at = 0
    while at < len(values):
        head = next((i for i in range(at, len(values)) if _day(values[i]) is not None), len(values))
        stop, days = head, list[tuple[int, DayHeading]]()
        while stop < len(values):
            day = _day(values[stop])
            if day is not None:
                if days and not _later(days[-1][1], day, begun=days[0][1]):
                    if len(days) > 1 and _two_on(days[-2], (stop, day)):
                        days.pop()  # 6, 17, 8
                    elif not _slips(values, days[-1], stop):
                        break
                    else:  # 6, 6, 8
                        stop += 1
                        continue
                days.append((stop, day))
            elif not is_blank(values[stop]) and not sums_up(values[stop]):
                break
            stop += 1
        dated = all(heading.date is not None for _, heading in days)
        if len(days) >= (_FEWEST_DATES if dated else _FEWEST) and _follow_on(days):
            yield days
        at = max(stop, head + 1)


def _slips(values: list[Value], last: tuple[int, DayHeading], at: int) -> bool:
    """Whether the day at a row is one wrong number: the row after it is two days on from the one before."""
    after = _day(values[at + 1]) if at + 1 < len(values) else None
    return after is not None and _two_on(last, (at + 1, after))


def _two_on(one: tuple[int, DayHeading], other: tuple[int, DayHeading]) -> bool:
    return other[0] - one[0] == 2 == (other[1].day or 0) - (one[1].day or 0) and one[1].month == other[1].month


def undated(table: Table, one: Down) -> tuple[list[int], list[int]]:
    """The rows among the days that are of no day and hold something: marks, their date being missing or wrong; sums of
    the days above (小计 after each week)."""
    dated = {r + half for r, _ in one.days for half in range(1 + one.two_rows)}
    marked: list[int] = []
    summed: list[int] = []
    for r in range(one.days[0][0], one.end):
        row = table.rows[r]
        values = [row[lane.column] for lane in one.lanes if lane.column < len(row)]
        if r in dated:
            continue
        if any(map(sums_up, row)) and not any(map(is_worded, values)):
            summed.append(r)
        elif any(value != "" for value in values):
            marked.append(r)
    return marked, summed


def sums_up(value: Value) -> bool:
    """Whether a cell says that its row sums up those above, or which week's those below are: 小计, 第一周合计, 第二周."""
    return isinstance(value, str) and value != "" and (is_sum(value) or is_group_sum(value) or _is_week(value))


def _is_week(value: str) -> bool:
    return _WEEK.fullmatch(squeeze(value)) is not None


def is_worded(value: Value) -> bool:
    """Whether a cell holds no mere figure (5, 5天)."""
    return isinstance(value, str) and not is_blank(value) and _FIGURE.fullmatch(squeeze(value)) is None


def _day(value: Value) -> DayHeading | None:
    """A day, as a date where its year is written."""
    heading = read_heading(value) if value != "" else None
    if heading is None or heading.day is None:
        return None
    if heading.date is not None or heading.month is None or heading.month[0] is None:
        return heading
    try:
        return DayHeading(
            heading.day, heading.weekday, date(heading.month[0], heading.month[1], heading.day), heading.month
        )
    except ValueError:
        return heading


def _follow_on(days: list[tuple[int, DayHeading]]) -> bool:
    """Whether at least half the days are the day after the one before."""
    numbers = [heading.day or 0 for _, heading in days]
    return sum(b - a == 1 or b == 1 for a, b in pairwise(numbers)) * 2 >= len(numbers) - 1


def _later(one: DayHeading, other: DayHeading, begun: DayHeading | None) -> bool:
    """Whether a day may follow on another in a run that began with `begun`: 1 follows on 31 in another month, and
    where the month began on the 26th."""
    if one.date is not None and other.date is not None:
        return other.date > one.date
    if (other.day or 0) > (one.day or 0):
        return True
    turned = one.month != other.month or (one.month is None and begun is not None and (begun.day or 0) > 1)
    return other.day == 1 and (one.day or 0) >= 28 and turned


def _down(
    table: Table,
    top: int,
    column: int,
    days: list[tuple[int, DayHeading]],
    known: set[str],
    person: Stated | None,
    *,
    about: bool,
) -> Down | None:
    first = days[0][0]
    above = range(first - 1, max(top, first - _DEEPEST) - 1, -1)
    head = next((r for r in above if heads_days(table.rows[r], column)), None)
    if head is None:  # nothing over the days, people of the roster beside
        head = next((r for r in above if _names_known(table.rows[r], column, known)), None)
    if head is None:
        return None
    person = person_above(table, top, head) or person
    lanes = list(_lanes(table, head, first, column))
    named = [lane for lane in lanes if lane.name]
    if any(map(is_worded, (value for lane in named for value in _column(table, days, lane.column)))):
        named = [lane for lane in named if one_of(lane.name, known) or not _counts(table, days, lane.column)]
    if named and ((person is None and about) or any(one_of(lane.name, known) for lane in named)):
        lanes = named
    elif person is not None:
        lanes = [Lane(lane.column, person.name, person.place, lane.half) for lane in lanes if not lane.name]
    else:
        return None
    if not lanes:
        return None
    weekdays = next((c for c in range(column + 1, column + 3) if _is_weekdays(table, days, c)), None)
    found = Down(top, head, column, days, lanes, weekdays)
    found.used = {column, *(lane.column for lane in lanes), *([] if weekdays is None else [weekdays])}
    halves = next((c for c in range(column + 1, column + 3) if _is_halves(table, days, c)), None)
    if halves is not None and not any(lane.half for lane in lanes):
        found.two_rows = True
        found.used.add(halves)
        found.lanes = [lane for lane in lanes if lane.column != halves]
    return found


def _column(table: Table, days: list[tuple[int, DayHeading]], column: int) -> list[Value]:
    """What stands in a column beside the days, blanks left out."""
    return [value for r, _ in days if column < len(row := table.rows[r]) and (value := row[column]) != ""]


def _counts(table: Table, days: list[tuple[int, DayHeading]], column: int) -> bool:
    """Whether a column holds figures alone (本周天数, 工时): it is nobody's."""
    values = _column(table, days, column)
    return bool(values) and not any(map(is_worded, values))


def _is_halves(table: Table, days: list[tuple[int, DayHeading]], column: int) -> bool:
    """Whether a column says 上午 at every day and 下午 in the row below it."""

    def half(r: int) -> int | None:
        row = table.rows[r] if r < len(table.rows) else []
        found = label(row[column]) if column < len(row) else None
        return None if found is None else found[1]

    return all(half(r) == 0 and half(r + 1) == 1 for r, _ in days)


def heads_days(row: list[Value], column: int) -> bool:
    """Whether a cell heads a column of days."""
    value = row[column] if column < len(row) else ""
    return isinstance(value, str) and _DAY_HEADING.fullmatch(level_text(value)) is not None


def _names_known(row: list[Value], column: int, known: set[str]) -> bool:
    return (column >= len(row) or row[column] == "") and any(isinstance(v, str) and one_of(v, known) for v in row)


def _lanes(table: Table, head: int, first: int, column: int) -> Iterator[Lane]:
    """The columns right of the days that may hold marks: a name, 上午 or 下午, or what the day was."""
    width = max(len(row) for row in table.rows[head:first])
    name, place = "", (NOWHERE, 0)
    for c in range(column + 1, width):
        texts = [(r, clean(row[c])) for r in range(head, first) if c < len(row := table.rows[r]) and row[c] != ""]
        for r, text in texts:
            if _may_be_name(text):
                name, place = text, (r, c)
        if not texts:
            continue
        lowest = squeeze(texts[-1][1])
        half = label(lowest)
        if half is not None:
            yield Lane(c, name, place, ("上午", "下午")[half[1]])
        elif place[1] == c:
            yield Lane(c, name, place)
        elif _STATUS.fullmatch(level_text(lowest)) and not _has_meaning(table, head, first, c + 1):
            yield Lane(c)
        if half is None:
            name, place = ("", (NOWHERE, 0)) if place[1] != c else (name, place)


def _has_meaning(table: Table, head: int, first: int, column: int) -> bool:
    """Whether the next column is headed 含义: what stands before it are the signs of a legend."""
    heads = (row[column] for row in table.rows[head:first] if column < len(row))
    return any(isinstance(text, str) and text and MEANING.fullmatch(squeeze(text)) for text in heads)


def _may_be_name(text: str) -> bool:
    """Whether a heading may be a person: no word of any heading, nothing that is written beside days."""
    level = level_text(text)
    if level in accepted() or label(text) is not None or _STATUS.fullmatch(level) or _NOBODY.search(text):
        return False
    return is_person(text)


def _is_weekdays(table: Table, days: list[tuple[int, DayHeading]], column: int) -> bool:
    values = [row[column] for r, _ in days[:7] if column < len(row := table.rows[r]) and row[column] != ""]
    found = [heading for value in values if isinstance(value, str) and (heading := read_heading(value)) is not None]
    return len(found) > 2 and all(heading.day is None and heading.weekday is not None for heading in found)


def lay_down(table: Table, found: Sequence[Down], labels: Sequence[Stated]) -> Laid:
    """The tables of days as grids, one a month: the lines above, the days, a row (or two) a person."""
    laid = Laid(table)
    except_cells = [stated.label for stated in labels]
    for one in found:
        laid.keep(one.top, one.head, except_cells)
        months = [[*days] for _, days in groupby(one.days, lambda item: item[1].month)]
        for days in months if len(one.days) > _LONGEST else [one.days]:
            _lay_month(laid, table, one, days)
        _lay_rest(laid, table, one)
    laid.keep(found[-1].end, len(table.rows))
    return laid


def _lay_month(laid: Laid, table: Table, one: Down, days: list[tuple[int, DayHeading]]) -> None:
    def cells(column: int, below: int = 0) -> Iterator[PlacedValue]:
        rows = (r + below for r, _ in days)
        return ((row[column] if column < len(row := table.rows[r]) else "", (r, column)) for r in rows)

    laid.add([("姓名", (NOWHERE, 0)), _EMPTY, *cells(one.column)])
    if one.weekdays is not None:
        laid.add([_EMPTY, _EMPTY, *cells(one.weekdays)])
    before = ""
    for lane in one.lanes:
        again = lane.half == "下午" and before == lane.name
        name = _EMPTY if again else (lane.name, lane.head)
        half = "上午" if one.two_rows else lane.half
        laid.add([name, (half, (NOWHERE, 0)), *cells(lane.column)])
        if one.two_rows:
            laid.add([_EMPTY, ("下午", (NOWHERE, 0)), *cells(lane.column, 1)])
        before = lane.name


def _lay_rest(laid: Laid, table: Table, one: Down) -> None:
    """What stands beside the days, a legend perhaps: below, right of the days. Remarks decide nothing."""
    left = {*one.used}
    for c, value in enumerate(table.rows[one.head]):
        if isinstance(value, str) and _ASIDE.search(squeeze(value)):
            left.add(c)
    for r in range(one.head, one.end):
        rest = [(value, (r, c)) for c, value in enumerate(table.rows[r]) if c not in left and value != ""]
        if rest:
            laid.add([*[_EMPTY] * (len(one.days) + 2), *rest])
