"""Attendance and leave at their edges; the plain cases stand in the case files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Payment
from qianyi.rules import check
from qianyi.scoring import score
from tests.make.days import END, START
from tests.make.memory import County

JUNE_END, JULY_END = date(2022, 6, 30), date(2022, 7, 31)


def found(made: County, code: str, as_of: date = END, **options: Any) -> list[Finding]:
    findings, runs = check(made.facts(as_of, **options), code[0])
    assert code not in {run.code: run.reason for run in runs if run.status == "skipped"}
    return [finding for finding in findings if finding.code == code]


@pytest.mark.parametrize(("policy_id", "codes"), [("yanchi-2022", ["F901"]), ("suzhou-2021", ["A401"])])
def test_who_is_paid_without_being_on_the_roster_is_told_once(policy_id: str, codes: list[str]) -> None:
    """F901 tells it where it is in force, else A401."""
    made = County()
    made.person("江映月")
    made.add("payments", Payment, name="李小满", month=(2022, 6), amount=Decimal(100))
    findings, _ = check(made.facts(policy_id=policy_id), "AF")
    assert [f.code for f in findings if f.person == "李小满"] == codes


def test_somebody_unknown_is_put_down_to_the_institution_of_the_row() -> None:
    made = County()
    made.person("江映月")
    made.leave("李小满", "sick", START, START, "1", recipient="乙镇卫生院")
    made.leave("王大雪", "sick", START, START, "1")
    who = {f.person: f.institution for f in found(made, "A401")}
    assert who == {"李小满": "乙镇卫生院", "王大雪": None}


@pytest.mark.parametrize(("stated", "told"), [(1, 0), (2, 1)])
def test_the_total_of_a_month_is_held_against_a_whole_month(stated: int, told: int) -> None:
    """As of the month's last day the month is whole; a day of leave is marked."""
    made = County()
    made.person("江映月")
    made.worked("江映月", START, JUNE_END, personal=[date(2022, 6, 8)])
    made.totals("江映月", personal=stated)
    made.dossier.totals[0].month = (2022, 6)
    assert len(found(made, "A407", JUNE_END)) == told
    assert found(made, "A407", date(2022, 6, 29)) == []  # not yet whole


def test_the_total_of_a_placements_last_month_is_held_against_its_days() -> None:
    """The placement ends in the middle of July: that is all of its July."""
    made = County()
    last = date(2022, 7, 15)
    made.person("江映月", START, last)
    made.worked("江映月", START, last, personal=[date(2022, 7, 8)])
    made.totals("江映月", personal=3)
    made.dossier.totals[0].month = (2022, 7)
    (finding,) = found(made, "A407", JULY_END)
    assert "2022年7月考勤汇总的事假是 3 天，逐日考勤是 1 天" in finding.fact
    assert finding.person == "江映月"


@pytest.mark.parametrize(
    ("start", "end", "as_of", "why"),
    [
        (None, None, END, "派驻起止日期不清，无法计考勤"),
        (START, None, END, "派驻起止日期不清，无法计考勤"),
        (START, END, END, "没有考勤"),
        (date(2022, 12, 1), END, JUNE_END, "截至日期时派驻尚未开始"),
    ],
)
def test_why_there_is_nothing_to_count(start: date | None, end: date | None, as_of: date, why: str) -> None:
    made = County()
    made.person("江映月", start, end)
    made.person("纪长安")
    made.worked("纪长安", START, as_of)
    assert score(made.facts(as_of)).people[0].items[0].missing == [why]


def test_entries_that_follow_each_other_are_one_leave_and_said_so() -> None:
    """5–9 September 2022 are five workdays, 10–12 the Mid-Autumn holiday, 13–15 three more."""
    made = County()
    made.person("江映月")
    made.leave("江映月", "sick", date(2022, 9, 5), date(2022, 9, 9), "5")
    made.leave("江映月", "sick", date(2022, 9, 13), date(2022, 9, 15), "3")
    made.leave("江映月", "sick", date(2022, 11, 7), date(2022, 11, 14), "7")
    first, second = found(made, "L502")
    assert "2022-09-05 至 2022-09-15 病假 8 个工作日（2 条登记连着），满 7 天" in first.fact
    assert "2022-11-07 至 2022-11-14 病假" in second.fact
    assert "登记 7 天，满 7 天" in second.fact  # only six are workdays
    assert (first.person, first.institution) == ("江映月", "甲镇卫生院")


def test_a_leave_without_its_end_is_named_by_its_kind_alone() -> None:
    made = County()
    made.person("江映月")
    made.leave("江映月", "sick", START, START, "1")
    made.dossier.leaves[0].end = None
    (finding,) = found(made, "L501")
    assert finding.fact == "江映月 病假没有证明材料"


@pytest.mark.parametrize(
    ("kind", "first", "last", "days", "marks", "told"),
    [
        ("personal", 1, 1, "1", "√", 1),
        ("personal", 1, 1, "1", "事", 0),
        ("personal", 1, 1, "1", "事√", 0),  # back on the next day
        ("official", 1, 1, "1", "√", 0),  # 公出 is presence
        ("personal", 1, 2, "2", "事√", 1),
        ("personal", 1, 2, "1.5", "事（事√）", 0),  # half a day less leaves half a day of presence
        ("personal", 1, 2, "1.5", "事√", 1),  # a whole day is more
        ("personal", 1, 2, "2", "事（事√）", 1),
        ("personal", 1, 1, "0.5", "（事√）", 0),
        ("personal", 1, 1, "0.5", "√", 1),
        ("personal", 2, 30, "20", "√", 0),  # the 2nd and later are not marked as of the 1st
    ],
)
def test_presence_on_a_day_of_registered_leave(
    kind: str, first: int, last: int, days: str, marks: str, told: int
) -> None:
    """1 and 2 June 2022 are workdays."""
    made = County()
    made.person("江映月")
    made.marks("江映月", START, marks)
    made.leave("江映月", kind, date(2022, 6, first), date(2022, 6, last), days)
    as_of = date(2022, 6, 2 if len(marks.replace("（事√）", "事")) > 1 else 1)
    assert len(found(made, "L504", as_of)) == told


def test_a_leave_that_began_before_the_placement_is_held_against_its_first_day() -> None:
    made = County()
    made.person("江映月")
    made.marks("江映月", START, "√√")
    made.leave("江映月", "personal", date(2022, 5, 30), START, "3")
    (finding,) = found(made, "L504", date(2022, 6, 2))
    assert "考勤却在 6月1日记出勤" in finding.fact
    assert [cell.a1 for cell in finding.cells][-1] == "B3"


@pytest.mark.parametrize("end", [None, date(2022, 6, 3)])
def test_a_leave_without_both_dates_is_said_to_be_of_unknown_dates(end: date | None) -> None:
    """3 days need more than 乡镇卫生院 (宿州 第十条); the dates are told only where both are known."""
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    made.leave("江映月", "personal", date(2021, 6, 1), date(2021, 6, 3), "3", approver="乡镇卫生院")
    made.dossier.leaves[0].end = end and date(2021, 6, 3)
    (finding,) = found(made, "L511", date(2022, 4, 30), policy_id="suzhou-2021")
    when = "2021-06-01 至 2021-06-03" if end else "日期不明"
    assert finding.fact.startswith(f"江映月 {when} 请假 3 天，由乡镇卫生院批准，应由")


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        # days of June 2021; the 5th, 6th, 12th and 13th are weekends
        ([(1, 2), (3, 4), (7, 8)], ["连着请假 3 次（2 天、2 天、2 天），中间没有工作日，合计 6 天"]),
        ([(1, 2), (3, 4), (7, 8), (10, 10)], ["连着请假 3 次（2 天、2 天、2 天），中间没有工作日，合计 6 天"]),
        ([(1, 1), (2, 2)], []),  # 2 days in all are 乡镇卫生院's
        ([(1, 1), (2, 2), (3, 3)], ["连着请假 3 次（1 天、1 天、1 天），中间没有工作日，合计 3 天"]),
        ([(1, 3), (4, 4), (7, 7)], []),  # the first was 县's to approve, and so are all 5
        ([(1, 2), (4, 4)], []),  # the 3rd is a workday
        ([(1, 2), (3, 3), (9, 10), (11, 11)], ["2 次（2 天、1 天），中间没有工作日，合计 3 天"] * 2),
    ],
)
def test_leaves_that_follow_each_other_are_told_as_one_run(spans: list[tuple[int, int]], told: list[str]) -> None:
    """宿州 第十条: 2 days 乡镇卫生院, 5 days 县, more 市."""
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    for first, last in spans:
        made.leave("江映月", "personal", date(2021, 6, first), date(2021, 6, last))
    made.leave("江映月", "personal", date(2021, 6, 2), date(2021, 6, 2), "1")
    made.dossier.leaves[-1].end = None  # of no use here
    findings = found(made, "L513", date(2022, 4, 30), policy_id="suzhou-2021")
    assert len(findings) == len(told)
    for finding, words in zip(findings, told, strict=True):
        assert words in finding.fact
        assert (finding.person, finding.institution) == ("江映月", "甲镇卫生院")


@pytest.mark.parametrize(
    ("arrival", "as_of", "words"),
    [
        (date(2022, 6, 22), date(2022, 6, 22), ["2022-06-22 才到岗，晚 21 天"]),  # told from that day on
        (date(2022, 6, 22), date(2022, 6, 21), []),
        (date(2022, 6, 21), END, []),  # 20 days
        (date(2022, 7, 15), date(2022, 6, 23), ["到 2022-06-23 还没有到岗，已晚 22 天"]),
    ],
)
def test_a_late_arrival_is_told_from_its_day_on(arrival: date, as_of: date, words: list[str]) -> None:
    made = County()
    made.person("江映月", arrival=arrival)
    findings = found(made, "A410", as_of)
    assert [finding.person for finding in findings] == ["江映月"] * len(words)
    assert all(word in finding.fact for word, finding in zip(words, findings, strict=True))
