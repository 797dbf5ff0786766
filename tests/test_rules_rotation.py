"""Rotation, posts, half release, recalls and payments at their edges; the plain cases stand in the case files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Incident, Payment
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.settings import Settings
from qianyi.rules import check
from tests.make.days import END, START
from tests.make.memory import County

HALF_RELEASE: dict[str, Any] = {"release": "half"}
HALF, SECOND = date(2022, 11, 30), date(2022, 12, 1)


def found(made: County, code: str, as_of: date = END, **options: Any) -> list[Finding]:
    findings, runs = check(made.facts(as_of, **options), code[0])
    assert code not in {run.code: run.reason for run in runs if run.status == "skipped"}
    return [finding for finding in findings if finding.code == code]


def test_a_half_whose_other_half_is_written_in_dates_is_not_told() -> None:
    made = County()
    made.person("江映月", START, HALF, period="first", post="内科一岗")
    made.person("纪长安", SECOND, END, post="内科一岗")
    assert found(made, "T204") == []


def test_a_half_alone_is_told_of_whom_it_is() -> None:
    made = County()
    made.person("江映月", START, HALF, period="first")
    (finding,) = found(made, "T204")
    assert (finding.person, finding.institution) == ("江映月", "甲镇卫生院")
    assert "江映月 是前半年，甲镇卫生院没有与之配对的后半年人员" in finding.fact


@pytest.mark.parametrize(("filed", "told"), [(date(2022, 6, 1), 0), (date(2022, 6, 2), 1), (date(2022, 5, 31), 0)])
def test_a_rotation_is_filed_before_the_campaign_or_on_its_first_day(filed: date, told: int) -> None:
    made = County()
    made.person("江映月", START, HALF, period="first", rotation_filing=filed)
    made.person("纪长安", SECOND, END, period="second")
    assert len(found(made, "T205")) == told


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (SECOND, None),
        (date(2022, 12, 2), "无人在岗：2022-12-01"),
        (HALF, "两人重叠：2022-11-30"),
        (date(2022, 11, 1), "两人重叠：2022-11-01 至 2022-11-30"),
    ],
)
def test_gaps_and_overlaps_are_told_to_the_day(second: date, words: str | None) -> None:
    made = County()
    made.person("江映月", START, HALF, post="内科一岗")
    made.person("纪长安", second, END, post="内科一岗")
    facts = [finding.fact for finding in found(made, "T203")]
    assert [words in fact for fact in facts if words] == ([True] if words else [])
    assert len(facts) == (words is not None)


@pytest.mark.parametrize(("start", "told"), [(date(2022, 9, 1), 1), (date(2022, 9, 2), 0)])
def test_half_release_wants_its_approvals_from_its_first_day(start: date, told: int) -> None:
    made = County()
    made.person("江映月", start, **HALF_RELEASE)
    assert len(found(made, "H303", date(2022, 9, 1))) == told


def test_the_share_of_half_release_is_said_with_its_limit() -> None:
    """2 of 10 are 20%, more than 10%; 1 would do."""
    made = County()
    for number in range(10):
        made.person(f"甲{number}", **(HALF_RELEASE if number < 2 else {}))
    (finding,) = found(made, "H301")
    assert "半脱产 2 人，占派驻 10 人的 20%，超过 10%（至多 1 人）" in finding.fact


@pytest.mark.parametrize(("end", "told"), [(date(2022, 12, 1), 0), (HALF, 1)])
def test_a_payment_for_a_month_wants_one_day_of_it(end: date, told: int) -> None:
    made = County()
    made.person("江映月", START, end)
    made.add("payments", Payment, name="江映月", month=(2022, 12), amount=Decimal(100))
    assert len(found(made, "F903")) == told


@pytest.mark.parametrize(("start", "told"), [(date(2021, 10, 21), 0), (None, 1)])
def test_who_comes_after_a_recall_is_found_while_the_roster_shows_the_whole_time(start: date | None, told: int) -> None:
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    made.person("纪长安", start, date(2022, 4, 30))
    made.add("incidents", Incident, name="江映月", date=date(2021, 10, 20), kind="召回")
    findings = found(made, "T213", date(2022, 4, 30), policy_id="suzhou-2021")
    assert [finding.person for finding in findings] == ["江映月"] * told


def test_a_row_without_dates_is_no_stay() -> None:
    made = County()
    for start, end in ((None, date(2021, 10, 31)), (date(2021, 5, 1), None), (None, None)):
        made.person("江映月", start, end)
    made.person("纪长安", date(2021, 5, 1), date(2022, 4, 29))
    findings = found(made, "T211", date(2022, 4, 30), policy_id="suzhou-2021")
    assert [finding.person for finding in findings] == ["纪长安"]


@pytest.mark.parametrize(("amount", "told"), [(2100, 0), (2099, 1), (2101, 1)])
def test_a_months_subsidy_is_that_of_its_own_days(amount: int, told: int) -> None:
    """June 2022 has 21 workdays at 100 yuan; 1 July was worked too, and is July's."""
    made = County()
    made.person("江映月")
    made.worked("江映月", START, date(2022, 7, 29))
    made.add("payments", Payment, name="江映月", month=(2022, 6), amount=Decimal(amount))
    policy = with_settings(load_policy("yanchi-2022"), Settings(parameters={"subsidy.per_day": 100}), None)
    assert len(found(made, "F904", date(2022, 7, 31), parameters=policy.parameters)) == told


@pytest.mark.parametrize(("amount", "told"), [(2000, 0), (1999, 1), (2001, 1)])
def test_a_subsidy_by_the_month_goes_by_the_share_of_its_workdays(amount: int, told: int) -> None:
    """2100 yuan for 21 workdays, of which one was not worked."""
    made = County()
    made.person("江映月")
    made.worked("江映月", START, date(2022, 6, 30), personal=[date(2022, 6, 7)])
    made.add("payments", Payment, name="江映月", month=(2022, 6), amount=Decimal(amount))
    policy = with_settings(load_policy("yanchi-2022"), Settings(parameters={"subsidy.per_month": 2100}), None)
    assert len(found(made, "F904", date(2022, 6, 30), parameters=policy.parameters)) == told


def test_a_subsidy_is_not_held_against_totals() -> None:
    made = County()
    made.person("江映月")
    made.person("纪长安")
    made.worked("纪长安", START, date(2022, 6, 30))
    made.totals("江映月", required=21, present=21)
    made.add("payments", Payment, name="江映月", month=(2022, 6), amount=Decimal(1))
    policy = with_settings(load_policy("yanchi-2022"), Settings(parameters={"subsidy.per_day": 100}), None)
    assert found(made, "F904", date(2022, 6, 30), parameters=policy.parameters) == []


@pytest.mark.parametrize(
    ("start", "end", "told"), [(START, END, []), (START, None, ["支援时间"]), (None, None, ["支援时间"])]
)
def test_dates_stand_for_the_period_only_where_both_are_there(
    start: date | None, end: date | None, told: list[str]
) -> None:
    made = County()
    made.person("江映月", start, end, period=None)
    assert [word for finding in found(made, "R101") for word in ["支援时间"] if word in finding.fact] == told


@pytest.mark.parametrize(("people", "words"), [(36, "少 1 人"), (37, None), (38, "多 1 人")])
def test_the_headcount_is_told_with_its_difference(people: int, words: str | None) -> None:
    """盐池 sends 37."""
    made = County()
    for number in range(people):
        made.person(f"甲{number}")
    assert [words in finding.fact for finding in found(made, "R106") if words] == [True] * (words is not None)
    assert len(found(made, "R106")) == (words is not None)
