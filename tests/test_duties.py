"""Duties: who bears which until when, and what the work ledger has of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qianyi.dossier.records import Incident, MilestoneEntry
from qianyi.facts.duties import Due, Turn, due, periods
from qianyi.facts.matters import Matters
from tests.make.days import END, START
from tests.make.memory import County, policy

HOSPITAL, TOWN = "县医院", "甲镇卫生院"


def county(**person: Any) -> County:
    made = County()
    made.person("江映月", **{"arrival": START, **person})
    return made


def enter(made: County, matter: str, done: date | None, **fields: Any) -> None:
    rows = made.dossier.milestones
    rows.append(MilestoneEntry(sheet=made.sheet("milestones"), row=len(rows) + 1, matter=matter, done=done, **fields))


def turns(made: County, duty: str, as_of: date = END, policy_id: str = "yanchi-2022") -> list[Turn]:
    return [turn for turn in made.facts(as_of, policy_id).duties.turns if turn.duty.id == duty]


def days(made: County, duty: str, policy_id: str = "yanchi-2022") -> list[tuple[str, date]]:
    return [(turn.who, turn.due) for turn in turns(made, duty, END, policy_id)]


def test_each_of_a_pair_answers_for_itself() -> None:
    made = county()
    enter(made, "签订目标责任书", date(2022, 6, 5), institution=HOSPITAL)
    assert {turn.who: turn.in_time for turn in turns(made, "target-letter")} == {HOSPITAL: True, TOWN: False}


def test_an_institution_that_is_both_bears_a_duty_once() -> None:
    made = county()
    made.person("纪长安", support="市医院", recipient=HOSPITAL)
    assert sorted(who for who, _ in days(made, "leading-group")) == sorted([HOSPITAL, "市医院", TOWN])


def test_halves_and_quarters_are_the_campaigns() -> None:
    made = county()
    assert days(made, "support-meeting") == [(HOSPITAL, date(2022, 11, 30)), (HOSPITAL, END)]
    assert [day for _, day in days(made, "recipient-meeting")] == [
        date(2022, 8, 31),
        date(2022, 11, 30),
        date(2023, 2, 28),
        END,
    ]
    assert list(periods(date(2022, 6, 1), date(2022, 8, 30), "month")) == [
        (date(2022, 6, 1), date(2022, 6, 30)),
        (date(2022, 7, 1), date(2022, 7, 31)),
    ]


def test_one_entry_is_of_one_turn_of_a_recurring_duty() -> None:
    made = county()
    enter(made, "专题会议", date(2022, 12, 1), institution=HOSPITAL)
    first, second = turns(made, "support-meeting")
    assert (first.done, second.done) == (None, date(2022, 12, 1))
    enter(made, "专题会议", date(2022, 12, 2), institution=HOSPITAL)
    first, second = turns(made, "support-meeting")
    assert (first.in_time, first.done, second.done) == (False, date(2022, 12, 2), date(2022, 12, 1))


@pytest.mark.parametrize(
    ("start", "last"),
    [(START, date(2022, 6, 10)), (date(2022, 6, 6), date(2022, 6, 10)), (date(2022, 12, 1), date(2022, 12, 10))],
)
def test_the_targets_of_a_later_placement_have_nine_days(start: date, last: date) -> None:
    assert days(county(start=start), "personal-targets") == [("江映月", last)]


def test_a_row_of_the_institution_answers_for_all_its_people() -> None:
    made = county()
    made.person("纪长安", recipient=TOWN)
    enter(made, "量化任务", date(2022, 6, 10), institution=HOSPITAL)
    assert [turn.in_time for turn in turns(made, "personal-targets")] == [True, True]
    made = county()
    made.person("纪长安", recipient=TOWN)
    enter(made, "量化任务", date(2022, 6, 10), name="纪长安")
    assert [turn.in_time for turn in turns(made, "personal-targets")] == [False, True]


def test_thirty_days_from_the_first_arrival() -> None:
    made = county(arrival=date(2022, 6, 20))
    made.person("纪长安", recipient=TOWN, arrival=date(2022, 6, 2))
    assert days(made, "expert-notice") == [(TOWN, date(2022, 7, 2))]
    made.dossier.placements[0].arrival = made.dossier.placements[1].arrival = None
    assert days(made, "expert-notice") == []  # nobody has come as far as is known
    del made.sheet("roster").columns["arrival"]
    assert days(made, "expert-notice") == [(TOWN, date(2022, 7, 1))]  # the roster's start, where arrivals are not kept


def test_a_row_without_an_institution_is_the_countys() -> None:
    made = county()
    enter(made, "年度绩效评定", date(2023, 5, 10))
    enter(made, "考核结果公示", date(2023, 5, 20))
    assert [turn.in_time for turn in turns(made, "appraisal")] == [True]
    assert [turn.in_time for turn in turns(made, "publication")] == [False, False]


def test_a_ledger_that_names_nobody_does_for_the_county() -> None:
    made = county()
    enter(made, "考核结果公示", date(2023, 5, 20))
    for column in ("institution", "name"):
        del made.sheet("milestones").columns[column]
    assert [(turn.who, turn.in_time) for turn in turns(made, "publication")] == [("", True)]


@pytest.mark.parametrize(
    ("matter", "steps"),
    [
        ("签订目标责任书", {"target-letter"}),
        ("讨论目标责任书", set()),
        ("拟签订目标责任书", set()),
        ("研究制定年度工作计划", set()),
        ("年度工作计划（讨论稿）", set()),
        ("年度工作计划讨论通过", {"annual-plan"}),
        ("讨论通过年度工作计划", {"annual-plan"}),
        ("召开专题会议讨论年度工作计划", {"support-meeting", "recipient-meeting"}),
        ("领导小组会议", set()),
        ("2022年上半年工作总结", {"mid-report"}),
        ("年度总结", {"final-report", "summary"}),
    ],
)
def test_what_a_matter_fulfils(matter: str, steps: set[str]) -> None:
    assert Matters(policy("yanchi-2022")).steps(matter) == steps


def test_suzhou_months_have_ten_days_of_grace() -> None:
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    enter(made, "5月工作量审核", date(2021, 6, 10), institution=TOWN)
    enter(made, "6月工作量审核", date(2021, 7, 11), institution=TOWN)
    may, june, *_ = turns(made, "workload-review", date(2021, 7, 31), "suzhou-2021")
    assert (may.in_time, june.in_time) == (True, False)


def test_suzhou_summaries_are_told_by_the_incident_register_where_there_is_one() -> None:
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    enter(made, "安全责任制", date(2021, 5, 31))
    first, _ = turns(made, "half-year-summary", date(2021, 10, 31), "suzhou-2021")
    assert not first.in_time
    made.dossier.incidents.append(
        Incident(sheet=made.sheet("incidents"), row=1, name="江映月", date=date(2021, 10, 20), kind="半年小结")
    )
    first, _ = turns(made, "half-year-summary", date(2021, 10, 31), "suzhou-2021")
    assert first.in_time


def test_what_is_late_and_what_is_next() -> None:
    made = county()
    enter(made, "成立领导小组", date(2022, 6, 1), institution=HOSPITAL)
    told = due(made.facts(date(2022, 6, 6)), within=4)
    assert Due("leading-group", "成立领导小组和办事机构", TOWN, date(2022, 6, 5), "late") in told
    assert not any(one.duty == "leading-group" and one.who == HOSPITAL for one in told)
    assert {(one.who, one.state) for one in told if one.duty == "annual-plan"} == {(HOSPITAL, "next"), (TOWN, "next")}
    assert not any(one.duty == "expert-notice" for one in told)  # 2022-07-01 is more than four days away
    assert ("appraisal", "county") in {(one.duty, one.who) for one in due(made.facts(date(2023, 5, 1)), within=30)}


def test_without_a_ledger_nothing_is_called_late() -> None:
    assert {one.state for one in due(county().facts(date(2022, 6, 6)))} == {"next"}
