"""Tenure, leave tiers, spot checks, records and funds at their edges; the plain cases stand in the case files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Incident, MilestoneEntry, Payment, SpotCheck, Workload
from qianyi.policy.model import Campaign
from qianyi.rules import check
from qianyi.rules.spot_checks import discipline, whole_months
from tests.make.memory import County, sheet

START, END = date(2021, 5, 1), date(2022, 4, 30)


def found(
    county: County, code: str, as_of: date = END, policy_id: str = "suzhou-2021", **changes: Any
) -> list[Finding]:
    findings, runs = check(county.facts(as_of, policy_id, **changes), code[0])
    skipped = {run.code: run.reason for run in runs if run.status == "skipped"}
    assert code not in skipped, skipped[code]
    return [finding for finding in findings if finding.code == code]


def skipped(county: County, code: str, policy_id: str = "suzhou-2021") -> str | None:
    _, runs = check(county.facts(END, policy_id), code[0])
    return next(run.reason for run in runs if run.code == code)


def caught(county: County, day: date, result: str = "脱岗", **fields: Any) -> None:
    given = {"name": "云海生", "level": "county", "institution": "甲镇卫生院", **fields}
    county.add("checks", SpotCheck, date=day, result=result, **given)


def year() -> County:
    county = County()
    county.person("云海生", START, END)
    return county


def test_the_ladder_goes_by_date_and_by_person() -> None:
    county = year()
    county.person("江月白", START, END)
    caught(county, date(2021, 9, 1))
    caught(county, date(2021, 6, 1))
    caught(county, date(2021, 7, 1), name="江月白")
    caught(county, date(2021, 8, 1), off_days=Decimal("2.5"))
    caught(county, date(2022, 5, 2))
    steps = [(step.person, step.check.date, step.step) for step in discipline(county.facts(END, "suzhou-2021"))]
    assert steps == [
        ("云海生", date(2021, 6, 1), "notice"),
        ("江月白", date(2021, 7, 1), "notice"),
        ("云海生", date(2021, 8, 1), "talk"),
        ("云海生", date(2021, 9, 1), "bar"),
    ]


def test_three_days_at_once_bar_and_the_next_is_still_the_second() -> None:
    county = year()
    caught(county, date(2021, 6, 1), off_days=Decimal(3))
    caught(county, date(2021, 7, 1))
    assert [step.step for step in discipline(county.facts(END, "suzhou-2021"))] == ["bar", "talk"]


def test_only_months_wholly_in_the_campaign_and_over_are_counted() -> None:
    assert whole_months(date(2021, 5, 15), date(2021, 7, 30)) == [(date(2021, 6, 1), date(2021, 6, 30))]
    county = year()
    caught(county, date(2021, 5, 20), level="city", result="在岗")
    short = found(county, "C601", date(2021, 6, 30))
    assert [finding.message[:7] for finding in short] == ["2021年5月", "2021年6月"]
    assert "县级查岗 0 次" in short[0].message
    assert "市级" not in short[0].message
    assert "市级查岗 0 次" in short[1].message
    late = {"campaign": Campaign(date(2021, 5, 15), date(2022, 5, 14), 2021)}
    assert len(found(county, "C601", date(2021, 6, 30), **late)) == 1


def test_a_check_on_a_half_day_of_presence_contradicts_nothing() -> None:
    county = year()
    caught(county, date(2021, 6, 1))
    county.marks("云海生", date(2021, 6, 1), "（√旷）")
    assert found(county, "C604", date(2021, 6, 30)) == []
    county.dossier.stretches.clear()
    county.marks("云海生", date(2021, 6, 1), "差")
    assert found(county, "C604", date(2021, 6, 30)) == []  # official business excuses
    assert len(found(county, "C605", date(2021, 6, 30))) == 1
    county.dossier.stretches.clear()
    for mark in ("√", "（√差）"):
        county.dossier.stretches.clear()
        county.marks("云海生", date(2021, 6, 1), mark)
        assert len(found(county, "C604", date(2021, 6, 30))) == 1


def test_a_leave_approved_by_nobody_known_is_a_bad_value() -> None:
    county = year()
    county.leave("云海生", "personal", date(2021, 7, 5), date(2021, 7, 6), "2", approver="院办公室")
    county.leave("云海生", "personal", date(2021, 8, 2), date(2021, 8, 3), "2", approver=None)
    facts = county.facts(END, "suzhou-2021")
    findings, _ = check(facts, "L")
    assert [(f.code, f.slug, f.severity) for f in findings if f.code in ("I004", "L511")] == [
        ("I004", "bad-value", "error"),
        ("L511", "approval-too-low", "error"),
    ]


def test_split_leaves_are_told_once_and_only_where_the_tier_rises() -> None:
    county = year()
    for first, last, days in ((5, 6, "2"), (7, 8, "2"), (9, 12, "2")):
        county.leave("云海生", "personal", date(2021, 7, first), date(2021, 7, last), days, approver="甲镇卫生院")
    [finding] = found(county, "L513")
    assert "3 次" in finding.message
    assert "市级" in finding.message  # 2 + 2 + 2 = 6 days
    other = year()
    other.leave("云海生", "personal", date(2021, 7, 5), date(2021, 7, 6), "2", approver="甲镇卫生院")
    other.leave("云海生", "personal", date(2021, 7, 7), date(2021, 7, 14), "6", approver="市卫健委")
    assert found(other, "L513") == []  # the second needed the city by itself


def test_a_recall_before_its_date_and_a_successor_who_leaves_too() -> None:
    county = County()
    county.person("云海生", START, date(2021, 8, 31), change_reason="因病", change_approved=date(2021, 8, 20))
    county.person("江月白", date(2021, 9, 1), date(2021, 12, 31))
    short = found(county, "T211")
    assert short == []
    [finding] = found(county, "T212")
    assert finding.person == "江月白"
    assert "没有变更原因" in finding.message


def test_a_roster_without_columns_for_changes_skips_what_needs_them() -> None:
    county = year()
    bare = sheet("roster", only=["name", "recipient", "support", "start", "end"])
    county.sheet("roster").columns = bare.columns
    county.dossier.placements[0].end = date(2021, 8, 31)
    assert skipped(county, "T212") == "名单没有“变更原因”“变更批准日期”，也没有情况登记"
    assert skipped(county, "H311") == "名单没有“脱产方式”一列，也没有情况登记"
    assert [finding.person for finding in found(county, "T211")] == ["云海生"]


def test_half_year_summaries_count_one_each() -> None:
    county = year()
    for day, kind, name in (
        (date(2021, 6, 1), "半年小结", "云海生"),
        (date(2021, 10, 31), "半年小结", "云海生"),
        (date(2021, 10, 20), "单位述职", "云海生"),
        (date(2022, 4, 30), "单位述职", "县医院"),
    ):
        county.add("incidents", Incident, name=name, date=day, kind=kind)
    [finding] = found(county, "W703")
    assert finding.person == "云海生"
    assert "2021-11-01 至 2022-04-30" in finding.message
    assert found(county, "W703", date(2022, 4, 29)) == []


def test_a_workload_sheet_without_one_of_the_two_columns_is_told_so() -> None:
    county = year()
    bare = county.add_sheet(sheet("workload", only=["month", "name", "outpatients", "township_review"]))
    row = Workload(sheet=bare, row=1, name="云海生", month=(2021, 5), outpatients=Decimal(3), township_review="同意")
    county.dossier.workloads.append(row)
    [finding] = found(county, "W702", date(2021, 5, 31))
    assert "县局备案" in finding.message
    assert finding.where == ("workload.xlsx", "workload")


def test_an_entry_of_the_work_plan_nobody_knows_is_a_bad_value() -> None:
    county = County()
    county.person("云海生", date(2022, 6, 1), date(2023, 5, 31))
    county.add("milestones", MilestoneEntry, matter="慰问演出", done=date(2022, 6, 1))
    county.add("milestones", MilestoneEntry, matter="拍照", done=date(2022, 6, 1))
    findings, _ = check(county.facts(date(2022, 6, 5), "yanchi-2022"), "W")
    assert [finding.code for finding in findings] == ["I004"] + ["W704"] * 4  # two institutions, two duties each
    assert "拍照" in findings[0].message
    assert {finding.institution for finding in findings[1:]} == {"县医院", "甲镇卫生院"}
    assert sum("签订目标责任书" in finding.message for finding in findings) == 3  # I004 lists what is known


def test_a_subsidy_is_held_against_what_the_marks_allow() -> None:
    county = County()
    county.person("云海生", date(2022, 6, 27), date(2022, 12, 26))
    county.marks("云海生", date(2022, 6, 27), "√√（√事）.")
    county.add("payments", Payment, name="云海生", month=(2022, 6), purpose="生活补助", amount=Decimal(350))
    rate = county.facts().policy.parameters["subsidy.per_day"]

    def wrong(amount: int) -> bool:
        county.dossier.payments[0] = replace(county.dossier.payments[0], amount=Decimal(amount))
        parameters = {**county.facts().policy.parameters, rate.id: replace(rate, value=Decimal(100))}
        return bool(found(county, "F904", date(2022, 6, 30), "yanchi-2022", parameters=parameters))

    assert [wrong(amount) for amount in (249, 250, 350, 351)] == [True, False, False, True]  # the 30th may be either
    assert skipped(county, "F904", "yanchi-2022") == "没有定补助标准（参数 subsidy.per_day）"


def test_the_first_day_of_the_campaign_is_of_its_count() -> None:
    county = year()
    for day in (date(2021, 4, 30), START, END, date(2022, 5, 1)):
        caught(county, day)
    steps = [(step.check.date, step.nth) for step in discipline(county.facts(date(2022, 6, 1), "suzhou-2021"))]
    assert steps == [(date(2021, 4, 30), 1), (START, 1), (END, 2), (date(2022, 5, 1), 1)]


def test_a_check_on_the_first_and_on_the_last_day_is_of_the_month() -> None:
    county = year()
    for day, level in ((date(2021, 6, 1), "county"), (date(2021, 6, 30), "county"), (date(2021, 6, 30), "city")):
        caught(county, day, "在岗", level=level)
    assert [finding.key for finding in found(county, "C601", date(2021, 6, 30))] == ["2021-05"]


def test_one_word_for_the_step_is_enough() -> None:
    county = year()
    words = dict(county.facts(END, "suzhou-2021").policy.words)
    words["discipline"] = {**words["discipline"], "notice": ("通报", "书面批评")}
    for handling, told in (("全县通报", 0), ("书面批评", 0), ("谈话", 1), (None, 1)):
        county.dossier.checks.clear()
        caught(county, date(2021, 6, 1), handling=handling)
        assert len(found(county, "C603", words=words)) == told


@pytest.mark.parametrize(("last", "told"), [(date(2021, 11, 30), False), (date(2021, 11, 29), True)])
def test_who_takes_over_serves_out_the_others_year(last: date, told: bool) -> None:
    """The other began on 2020-12-01: the year is up on 2021-11-30."""
    county = County()
    county.person("云海生", date(2020, 12, 1), date(2021, 8, 31), post="1")
    county.person("江月白", date(2021, 9, 1), last, post="1")
    assert ("江月白" in [finding.person for finding in found(county, "T212")]) == told


@pytest.mark.parametrize(("recipient", "named"), [("甲镇卫生院", True), ("乙镇卫生院", False)])
def test_a_successor_is_of_the_same_recipient(recipient: str, named: bool) -> None:
    county = County()
    county.person("云海生", START, date(2021, 8, 31))
    county.person("江月白", date(2021, 9, 1), END, recipient=recipient)
    (told,) = (finding.fact for finding in found(county, "T212") if finding.person == "云海生")
    assert ("由 江月白 接替" in told) == named
    assert "到 2021-08-31 提前结束" in told


def test_who_comes_back_to_the_post_is_no_successor_of_himself() -> None:
    county = County()
    county.person("云海生", START, date(2021, 8, 31), post="1")
    county.person("云海生", date(2021, 10, 1), END, post="1")
    assert not any("接替" in finding.fact for finding in found(county, "T212"))


def test_a_successor_who_is_recalled_is_replaced_too() -> None:
    county = County()
    county.person("云海生", START, date(2021, 8, 31), change_reason="因病", change_approved=date(2021, 8, 20), post="1")
    county.person("江月白", date(2021, 9, 1), date(2021, 10, 31), change_reason="召回", post="1")
    assert [finding.person for finding in found(county, "T213")] == ["江月白"]
    county.person("何穗", date(2021, 11, 1), END, post="1")
    assert found(county, "T213") == []


def test_leaves_one_after_the_other_are_told_from_the_first_day_to_the_last() -> None:
    county = year()
    county.leave("云海生", "personal", date(2021, 6, 7), date(2021, 6, 8), approver="乡镇卫生院")
    county.leave("云海生", "personal", date(2021, 6, 9), date(2021, 6, 10), approver="乡镇卫生院")
    (split,) = found(county, "L513")
    assert "2021-06-07 至 2021-06-10 连着请假 2 次（2 天、2 天）" in split.fact


def test_what_excuses_an_absence_is_named() -> None:
    county = year()
    day = date(2021, 6, 1)
    caught(county, day)
    county.leave("云海生", "sick", day, day)
    (excused,) = found(county, "C605", date(2021, 6, 30))
    assert "当天登记有病假" in excused.fact
