"""Attendance rules at their edges; the plain cases stand in the case files."""

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
