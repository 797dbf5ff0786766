"""Running the rules: skips with their reasons, the order of findings, waivers."""

from __future__ import annotations

from datetime import date

import msgspec

from qianyi import rules
from qianyi.policy.settings import Settings, Waiver
from qianyi.rules import check
from tests.make.days import END, START
from tests.make.memory import County, sheet


def county(*waivers: Waiver) -> County:
    """张三丰 and 李小满 both sent by 县医院 to itself: two R108."""
    made = County(Settings(path="qianyi.toml", waivers=waivers))
    made.person("张三丰", recipient="县医院")
    made.person("李小满", recipient="县医院")
    return made


def found(county: County, code: str, letters: str = rules.VALIDATE):
    findings, _ = check(county.facts(), letters)
    return [finding for finding in findings if finding.code == code]


def waiver(code: str = "R108", **fields: object) -> Waiver:
    return Waiver(code=code, reason="县里另有安排", approved_by="县卫健局", **fields)


def test_findings_are_stamped_and_sorted_by_place():
    findings, _ = check(county().facts(), "R")
    assert [f.code for f in findings] == ["R106", "R107", "R108", "R108"]  # those of the sheet as a whole come first
    stamped = findings[2]
    assert (stamped.severity, stamped.slug, stamped.clause) == ("error", "self-support", "通则")
    assert [f.person for f in findings[2:]] == ["张三丰", "李小满"]


def test_a_waiver_makes_an_info_and_stays_in_place():
    first, second = found(county(waiver(person="李小满")), "R108")
    assert (first.severity, first.waiver) == ("error", None)
    assert (second.severity, second.waiver) == ("info", "县里另有安排（县卫健局 批准）")


def test_a_waiver_without_name_holds_for_every_finding_of_its_code():
    assert {f.severity for f in found(county(waiver()), "R108")} == {"info"}


def test_a_waiver_of_an_institution_holds_for_its_people():
    for institution, severities in (("县医院", {"info"}), ("省医院", {"error"})):
        assert {f.severity for f in found(county(waiver(institution=institution)), "R108")} == severities


def test_a_waiver_of_another_person_or_code_holds_nothing_and_is_reported():
    for idle in (waiver(person="王大成"), waiver("R110")):
        (unused,) = found(county(idle), "I011")
        assert (unused.severity, unused.path, unused.person) == ("warning", "qianyi.toml", idle.person)


def test_a_waiver_holds_on_its_last_day_and_no_longer():
    assert found(county(waiver(until=END)), "I011") == []
    past = county(waiver(until=date(2023, 5, 30)))
    assert {f.severity for f in found(past, "R108")} == {"error"}
    assert "2023-05-30" in found(past, "I011")[0].message


def test_a_waiver_of_a_score_rule_is_not_judged_by_validate():
    assert found(county(waiver("S802")), "I011") == []
    assert len(found(county(waiver("S802")), "I011", rules.VALIDATE + "S")) == 1


def reasons(made: County) -> dict[str, str | None]:
    _, runs = check(made.facts(), rules.VALIDATE)
    return {run.code: run.reason for run in runs if run.status == "skipped"}


def test_a_rule_without_its_register_or_column_says_which():
    skipped = reasons(county())
    assert skipped["A402"] == skipped["A405"] == skipped["A412"] == "没有考勤"
    assert skipped["L501"] == skipped["L503"] == "没有请假登记"
    assert "R101" not in skipped
    bare = County()
    bare.add_sheet(sheet("roster", only=["name", "recipient", "support", "period"]))
    assert reasons(bare)["H301"] == "派驻人员名单没有“脱产方式”一列"
    assert reasons(bare)["A410"] == "派驻人员名单没有“实际到岗日期”一列"


def test_with_totals_alone_the_daily_checks_are_skipped():
    made = county()
    made.totals("张三丰", present=250, personal=0, sick=0, absent=0)
    made.totals("李小满", present=250, personal=0, sick=0, absent=0)
    skipped = reasons(made)
    assert skipped["A405"] == skipped["A408"] == skipped["A411"] == "只有考勤汇总，没有逐日考勤"
    assert {"A402", "A412", "A413"}.isdisjoint(skipped)


def test_rest_need_not_be_earned_where_the_county_says_so():
    made = county()
    made.marks("张三丰", START, "休")
    facts = made.facts()
    parameter = msgspec.structs.replace(facts.policy.parameters["rest.must_be_earned"], value=False)
    facts.policy = msgspec.structs.replace(
        facts.policy, parameters={**facts.policy.parameters, "rest.must_be_earned": parameter}
    )
    assert facts.standings[0].rest_balance == 0
    _, runs = check(facts, "A")
    assert next(run for run in runs if run.code == "A418").status == "skipped"


def test_one_unknown_person_of_several_rows_is_told_once_a_sheet():
    made = county()
    for number in (1, 2):
        on = made.add_sheet(sheet("grid", number))
        made.marks("王大成", START, "√", on=on)
        made.marks("王大成", date(2022, 6, 2), "√", on=on)
    assert len(found(made, "A401")) == 2


def test_leave_in_totals_needs_an_entry_of_its_kind():
    made = county()
    made.totals("张三丰", present=247, personal=3, sick=0, absent=0)
    made.totals("李小满", present=247, personal=0, sick=3, absent=0)
    made.leave("张三丰", "personal", date(2022, 9, 5), date(2022, 9, 7))
    (missing,) = found(made, "A409")
    assert missing.person == "李小满"


def test_an_incident_of_an_institution_is_no_unknown_person():
    from qianyi.dossier.records import Incident

    made = county()
    made.dossier.incidents += [
        Incident(sheet=made.sheet("incidents"), row=row, name=name, date=START, kind="单位述职")
        for row, name in enumerate(("县医院", "省医院"), 1)
    ]
    assert [f.person for f in found(made, "A401")] == ["省医院"]


def test_the_real_days_of_a_half_release_week():
    # three days owed each week; the week of 2022-06-06 has two days of presence and no leave
    made = County()
    made.person("张三丰", date(2022, 6, 6), date(2022, 6, 19), release="half")
    made.marks("张三丰", date(2022, 6, 6), "√√...........√")
    made.leave("张三丰", "personal", date(2022, 6, 13), date(2022, 6, 17))
    findings = found(made, "H304")
    # the second week is all leave by the register: nothing is demanded of it
    assert [f.message.split(" 这一周")[0] for f in findings] == ["张三丰 半脱产，2022-06-06 至 2022-06-12"]
