"""A · 考勤: whether the sheets are about the right people and days, whole, and of one mind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.registers import ATTENDANCE, TITLES
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.attendance import Standing
from qianyi.facts.days import ZERO
from qianyi.facts.texts import in_words, months_in_words, plain
from qianyi.policy.date_shift import ONE_DAY, add_months
from qianyi.rules.registry import Skip, rule
from qianyi.rules.resent import sent_twice
from qianyi.rules.sources import about, cells_of

_PERSONAL = (
    "personnel",
    "totals",
    "leave",
    "checks",
    "workload",
    "activities",
    "appraisal",
    "incidents",
    "payments",
    "milestones",
    "contracts",
)


def need_attendance(facts: Facts) -> None:
    """Skip a rule where there is neither daily attendance nor totals."""
    if not facts.dossier.stretches and not facts.dossier.totals:
        raise Skip("没有考勤")


@rule("A401", "unknown-person", "error", needs=("roster",))
def unknown_person(facts: Facts) -> Iterator[Finding]:
    """说明：考勤或其他登记表里的人不在名单上，或名单上有同名的人而分不清是哪一位。相近的姓名会列出来，
    但不会替您认定。
    依据：通则（不猜）。
    怎么改：姓名写错的改正；名单漏了的补上；同名的加“支援单位”或“受援单位”。
    """
    reported: dict[tuple[str, str, tuple[int, int]], list[Any]] = defaultdict(list)
    for row, problem in facts.attendance.unknown:
        reported[row.name, problem, row.sheet.order].append(row)
    for (_, problem, _), rows in reported.items():
        yield _unknown(rows[0], problem, *rows[1:])
    names = {placement.name for placement in facts.dossier.placements}
    for kind in _PERSONAL:
        if kind == "totals":
            continue
        by_f901 = kind == "payments" and "F901" in facts.policy.rules  # but for namesakes that the row does not part
        for row in facts.dossier.records(kind):
            if not row.name or (kind == "incidents" and facts.directory.institution(row.name)):
                continue
            if by_f901 and (row.name not in names or row.support or row.recipient):
                continue
            match = facts.match(row)
            if match.problem:
                yield _unknown(row, match.problem)


def _unknown(row: Any, problem: str, *others: Any) -> Finding:
    where = TITLES.get(row.sheet.kind, "登记表")
    fact = f"{where}里的{row.name}：{problem}"
    remedy = "请核对姓名和单位，或补入名单。"
    cells = tuple(dict.fromkeys(cell for each in (row, *others) for cell in each.cells("name")))
    institution = getattr(row, "recipient", None) or getattr(row, "institution", None)  # 工作台账 has the latter alone
    return Finding("A401", fact, cells, person=row.name, institution=institution, remedy=remedy)


@rule("A402", "month-missing", "error", needs=("roster",))
def month_missing(facts: Facts) -> Iterator[Finding]:
    """说明：派驻期内、截至日期以前，某月整月没有这个人的考勤。
    依据：通则（在岗情况以考勤为据，没有记录不当出勤也不当旷工）。
    怎么改：补交这个月的考勤表；人已离开的，改正派驻结束日期。
    """
    need_attendance(facts)
    for standing in facts.standings:
        if standing.missing:
            placement = standing.placement
            months = months_in_words(first for first, _ in standing.missing)
            fact = f"{placement.name} 没有 {months}的考勤"
            remedy = "请补交考勤表。"
            yield Finding("A402", fact, cells_of(placement, "name"), **about(placement), remedy=remedy)


@rule("A404", "mark-outside-placement", "error", needs=("roster",), span="month")
def mark_outside_placement(facts: Facts) -> Iterator[Finding]:
    """说明：派驻开始之前或结束之后的日子有考勤标记；按月的考勤汇总，整月不在派驻期内，这一行不计。
    依据：通则（考勤只记派驻期）。
    怎么改：多记的标记删去；派驻起止日期写错的改正名单；考勤表的年、月写错的改正标题。
    """
    need_attendance(facts)
    if not any(facts.dossier.has(kind) for kind in ATTENDANCE) and all(t.month is None for t in facts.dossier.totals):
        raise Skip("只有考勤汇总，没有逐日考勤")
    for row, rows_of in facts.attendance.outside_totals:
        periods = "、".join(f"{p.start} 至 {p.end}" for p in rows_of)
        year, month = row.month or (0, 0)
        fact = f"{row.name} 的派驻期是 {periods}，考勤汇总 {year}年{month}月不在其内，没有计入"
        remedy = "请核对月份，或改正派驻日期。"
        yield Finding("A404", fact, row.cells("month"), **about(rows_of[0]), remedy=remedy)
    for stretch, indexes in facts.attendance.outside:
        placements = facts.directory.match(stretch, lenient=True).placements
        periods = "、".join(f"{p.start} 至 {p.end}" for p in placements)
        days = [stretch.first + timedelta(days=i) for i in indexes]
        fact = f"{stretch.name} 的派驻期是 {periods}，{days[0].year}年{in_words(days)}不在其内却有标记"
        remedy = "请删去标记，或改正派驻日期；表上的年、月写错了的请改正。"
        cells = tuple(stretch.place(i) for i in indexes)
        yield Finding("A404", fact, cells, **about(placements[0]), remedy=remedy)


@rule("A405", "unrecorded-workday", "warning", needs=("roster", "attendance"), span="month")
def unrecorded_workday(facts: Facts) -> Iterator[Finding]:
    """说明：派驻期内的工作日没有标记（空白或缺卡），既不算出勤也不算旷工，在岗情况只能暂定。半脱产人员的空白不算。
    依据：通则（没有记录的不推定）。
    怎么改：补上当天的标记；查不到的请科室写明。
    """
    for standing in facts.standings:
        months: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index in standing.unmarked():
            day = standing.day(index)
            months[day.year, day.month].append(index)
        for (year, month), indexes in months.items():
            unmarked = (kinds.MISSED,) if standing.by_week else tuple(kinds.UNRECORDED - {kinds.UNREAD})
            days = "、".join(f"{standing.day(i).day}日{_half(standing, i, unmarked)}" for i in indexes)
            amount = sum((standing.amount(i, *unmarked) for i in indexes), ZERO)
            fact = f"{standing.placement.name} {year}年{month}月有 {plain(amount)} 个工作日没有记录：{days}"
            remedy = "请补上考勤。"
            # a log has no cell for a day it does not list: then the person's own
            cells = _places(standing, indexes) or cells_of(standing.placement, "name")
            yield Finding("A405", fact, cells, **about(standing.placement), remedy=remedy)


def _half(standing: Standing, index: int, wanted: tuple[int, ...]) -> str:
    """Which half of a day is of these kinds; nothing where both are."""
    morning, afternoon = (half in wanted for half in kinds.halves(standing.days[index]))
    return "" if morning == afternoon else "上午" if morning else "下午"


@rule("A406", "mark-on-rest-day", "info", needs=("roster", "attendance"), span="month")
def mark_on_rest_day(facts: Facts) -> Iterator[Finding]:
    """说明：休息日、法定假日上记了请假或旷工，不计入天数（以工作日计算）。休息日出勤不在此列，它可以抵补休。
    依据：通则；盐池附件4·在岗情况·1（以工作日计算）。
    怎么改：无须改；若那天本县照常上班，在 qianyi.toml 的 [calendar] 写明。
    """
    for standing in facts.standings:
        for indexes in by_sheet(standing, standing.idle_marks()):
            days = in_words(standing.day(i) for i in indexes)
            name = standing.placement.name
            fact = f"{name} {days}不是工作日，所记请假或旷工不计"
            remedy = "当天照常上班的请写入 [calendar]。"
            yield Finding("A406", fact, _places(standing, indexes), **about(standing.placement), remedy=remedy)


@rule("A407", "total-disagrees", "warning", needs=("roster",))
def total_disagrees(facts: Facts) -> Iterator[Finding]:
    """说明：考勤表的合计栏，或考勤汇总，与逐日标记数出来的天数不同。以逐日标记为准。出勤合计含不含出差都算相符。
    依据：通则（合计要对得上）。
    怎么改：核对标记和合计，改正错的一方。
    """
    need_attendance(facts)
    if not facts.dossier.totals and not facts.dossier.has_column("grid", "total"):
        raise Skip("考勤表没有合计栏，也没有考勤汇总")
    yield from facts.found("A407")
    for standing in facts.standings:
        totals = facts.attendance.of[id(standing.placement)].totals
        if totals is None or standing.totals is not None:
            continue
        for part in totals.parts or (totals,):
            if not _countable(standing, part.month):
                continue
            when = f" {part.month[0]}年{part.month[1]}月" if part.month else " "
            for name in ("personal", "sick", "absent", "marriage", "maternity", "bereavement", "other", "annual"):
                stated, counted = getattr(part, name), _counted(standing, name, part.month)
                if stated is not None and stated != counted:
                    fact = (
                        f"{part.name}{when}考勤汇总的{kinds.word(name)}是 {plain(stated)} 天，"
                        f"逐日考勤是 {plain(counted)} 天"
                    )
                    remedy = "以逐日考勤为准，请核对。"
                    yield Finding("A407", fact, part.cells(name), **about(standing.placement), remedy=remedy)


def _countable(standing: Standing, month: tuple[int, int] | None) -> bool:
    """Whether the marks of a month (of all days where none is named) are whole, so that a total may be held against
    them."""
    if month is None:
        return not standing.count.unrecorded and not standing.missing
    first = date(*month, 1)
    last = add_months(first, 1) - ONE_DAY
    end = standing.placement.end
    if standing.last is None or end is None or standing.last < min(last, end):  # cut by as-of
        return False
    unmarked = (standing.day(index) for index in standing.unmarked())
    return not any(first <= day <= last for day in (*unmarked, *(day for day, _ in standing.missing)))


def _counted(standing: Standing, name: str, month: tuple[int, int] | None) -> Decimal:
    """Days of a kind that the marks show, in a month or in all."""
    if month is None:
        return Decimal(getattr(standing.count, name))
    kind = kinds.NAMES[name]
    days = (index for index in standing.indexes(kind) if (standing.day(index).year, standing.day(index).month) == month)
    return sum((standing.amount(index, kind) for index in days), ZERO)


@rule("A408", "conflicting-marks", "error", needs=("roster", "attendance"))
def conflicting_marks(facts: Facts) -> Iterator[Finding]:
    """说明：同一人同一天记了两次，标记不同。受援单位的考勤与别家的不同不算（见 A417）。一个单位一个月的考勤交了两份、内容不同的，合起来说一次。
    依据：通则（一人一天一个记录）。
    怎么改：查明哪个对，改掉另一个；改之前这一天当作没有记录。交了两份的只留对的一份，不同的日子在那之前都不采用，其余照算。
    """
    need_attendance(facts)
    daily = any(facts.dossier.has(kind) for kind in ATTENDANCE)
    if not daily and not any(record.disputed_totals for record in facts.attendance.of.values()):
        raise Skip("只有考勤汇总，没有逐日考勤")
    seen: set[tuple[tuple[int, ...], ...]] = set()
    for resent in facts.resent:
        if resent.conflicts:
            seen.update(tuple(cell.key for cell in conflict.cells) for _, conflict in resent.conflicts)
            yield sent_twice(facts, resent)
    for standing in facts.standings:
        pairs = defaultdict(list)
        for conflict in standing.conflicts:
            key = tuple(cell.key for cell in conflict.cells)
            if key not in seen:
                seen.add(key)
                pairs[id(conflict.rows[0]), id(conflict.rows[1])].append(conflict)
        for conflicts in pairs.values():
            first, second = conflicts[0].cells
            days = "；".join(
                f"{c.day.month}月{c.day.day}日一处记{kinds.describe(c.values[0])}，一处记{kinds.describe(c.values[1])}"
                for c in conflicts
            )
            name = standing.placement.name
            fact = f"{name} 在 {first.ref} 与 {second.ref} 两处的考勤不同：{days}"
            remedy = "请改正其中一处。"
            cells = tuple(cell for conflict in conflicts for cell in conflict.cells)
            yield Finding("A408", fact, cells, **about(standing.placement), remedy=remedy)


@rule(
    "A418",
    "rest-not-earned",
    "warning",
    needs=("roster", "attendance"),
    parameters=("rest.must_be_earned",),
    span="month",
)
def rest_not_earned(facts: Facts) -> Iterator[Finding]:
    """说明：工作日休息（休、补休、调休）要用休息日出勤来抵。从服务开始累计，到月底抵不够、又比上月底更少的，
    列出差的日子。半脱产人员不查。
    依据：通则（本地设定，可用 rest.must_be_earned 关掉）。
    怎么改：漏记的休息日值班补上；多休的改为请假或另行安排补班。
    """
    if not facts.policy.get("rest.must_be_earned"):
        raise Skip("rest.must_be_earned 已关掉")
    for _, standing in facts.serving:
        if not standing.count.rest or standing.by_week:
            continue
        for month in standing.month_balances():
            if month.balance >= 0 or month.balance >= month.before:
                continue
            indexes = _unearned(standing, month.first, month.last, min(month.before, ZERO) - month.balance)
            days = in_words(standing.day(i) for i in indexes)
            fact = (
                f"{standing.placement.name} 到 {month.last} 工作日休息比休息日出勤多 {plain(-month.balance)} 天，"
                f"抵不上的有：{days}"
            )
            remedy = "请补记休息日值班，或改为请假。"
            yield Finding("A418", fact, _places(standing, indexes), **about(standing.placement), remedy=remedy)


def _unearned(standing: Standing, first: date, last: date, missing: Decimal) -> list[int]:
    """The last workdays of rest in a month that make up the days missing."""
    assert standing.first is not None
    low, high = (first - standing.first).days, (last - standing.first).days
    named: list[int] = []
    for index in reversed([i for i in standing.indexes(kinds.REST) if low <= i <= high]):
        if missing <= 0:
            break
        named.append(index)
        missing -= standing.amount(index, kinds.REST)
    return named[::-1]


def _places(standing: Standing, indexes: Iterable[int]) -> tuple[Cell, ...]:
    return tuple(cell for index in indexes if (cell := standing.place(index)) is not None)


def by_sheet(standing: Standing, indexes: Iterable[int]) -> list[list[int]]:
    """Days grouped by the sheet that tells of them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index in indexes:
        cell = standing.place(index)
        groups[id(cell.sheet) if cell is not None else 0].append(index)
    return list(groups.values())
