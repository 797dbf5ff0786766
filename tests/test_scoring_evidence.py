"""Evidence counts only what the words of the law count: worked by hand, each limit from both sides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier.records import (
    Activity,
    CaseCheck,
    Contract,
    Creation,
    Indicator,
    ListedInstitution,
    Mark,
    MilestoneEntry,
    Referral,
    Survey,
    Technique,
    Trainee,
    Visit,
)
from qianyi.facts import Facts
from qianyi.policy.load import with_settings
from qianyi.policy.settings import Settings
from qianyi.scoring import Line
from tests.make.days import END, START
from tests.make.memory import County, policy

D = Decimal
HOSPITAL, TOWN, CENTRAL, STATION = "县医院", "甲镇卫生院", "乙镇中心卫生院", "丙社区卫生服务站"


def county(**person: Any) -> County:
    made = County()
    made.person("江映月", **person)
    return made


def line(made: County, id: str, as_of: date = END, name: str | None = None, **parameters: Any) -> Line:
    local = with_settings(policy("yanchi-2022"), Settings(parameters=parameters), None)
    scores = scoring.score(Facts(made.dossier, local, as_of))
    role = "support" if id.startswith("2") else "recipient"
    found = next(one for one in scores.institutions if one.role == role and name in (None, one.name))
    return next(one for item in found.items for one in item.lines if one.id == id)


def visit(made: County, level: str, recipient: str = TOWN, **fields: Any) -> None:
    given = {"date": date(2022, 9, 1), "support": HOSPITAL, "recipient": recipient, "level": level, "report": "有"}
    made.add("visits", Visit, **{**given, **fields})


@pytest.mark.parametrize(
    ("level", "points"),
    [
        ("院长", 2),
        ("党委书记", 2),
        ("主要负责人", 2),
        ("副院长", 0),
        ("党委副书记", 0),
        ("院长助理", 0),
        ("院领导", None),
        ("院领导（院长）", 2),
        ("科主任", 0),
    ],
)
def test_a_principal_leader_goes(level: str, points: int | None) -> None:
    made = county()
    visit(made, level)
    assert line(made, "2.1.1.3").score == points


def test_a_visit_to_somebody_elses_recipient_counts_for_nothing() -> None:
    made = county()
    made.person("纪长安", support="市医院", recipient=CENTRAL)
    visit(made, "院长", CENTRAL)
    assert line(made, "2.1.1.3", name=HOSPITAL).score == 0
    assert line(made, "2.1.1.3", date(2023, 5, 30), HOSPITAL).score is None  # the year is not over


def test_each_partner_is_another_reading() -> None:
    made = county()
    made.person("纪长安", recipient=CENTRAL)
    visit(made, "院长")
    assert line(made, "2.1.1.3").score == 2
    assert line(made, "2.1.1.3", **{"visit.each_partner": True}).score == 0
    visit(made, "书记", CENTRAL)
    assert line(made, "2.1.1.3", **{"visit.each_partner": True}).score == 2


@pytest.mark.parametrize(
    ("host", "recipient", "start", "end", "as_of", "points"),
    [
        (HOSPITAL, TOWN, date(2022, 7, 1), date(2022, 12, 31), END, 5),
        (HOSPITAL, TOWN, date(2022, 12, 1), date(2023, 6, 30), END, 5),  # six months done by 05-31
        (HOSPITAL, TOWN, date(2022, 12, 2), date(2023, 6, 30), END, 0),
        (HOSPITAL, CENTRAL, date(2022, 7, 1), date(2022, 12, 31), END, 0),  # the roster sends nobody there from it
        (HOSPITAL, TOWN, date(2022, 7, 1), date(2022, 12, 31), date(2022, 12, 30), None),
        (HOSPITAL, TOWN, date(2022, 7, 1), date(2022, 12, 31), date(2022, 12, 31), 5),
    ],
)
def test_half_a_year_of_a_pair_done_by_as_of(
    host: str, recipient: str, start: date, end: date, as_of: date, points: int | None
) -> None:
    made = county()
    made.person("纪长安", support="市医院", recipient=CENTRAL)
    made.add("trainees", Trainee, name="闻笛", recipient=recipient, host=host, start=start, end=end)
    assert line(made, "2.1.3.1", as_of, HOSPITAL).score == points


def lecture(made: County, day: date, **fields: Any) -> None:
    given = {"name": "江映月", "kind": "专题讲座", "hours": D(2), "topic": f"主题{day}"}
    made.add("activities", Activity, date=day, **{**given, **fields})


@pytest.mark.parametrize(
    ("kind", "points"), [("专题讲座", 4), ("培训", 4), ("健康讲座", 0), ("健康教育", 0), ("科普讲座", 0)]
)
def test_trainings_are_of_staff(kind: str, points: int) -> None:
    made = county()
    for number in range(10):
        lecture(made, START + timedelta(days=number), kind=kind)
    assert line(made, "2.3.2.1").score == points


def test_one_event_counts_once_however_many_speak() -> None:
    made = county()
    made.person("纪长安")
    for number in range(9):
        lecture(made, START + timedelta(days=number), topic="急救")
        lecture(made, START + timedelta(days=number), topic="急救", name="纪长安")
    assert line(made, "2.3.2.1").score == 0
    lecture(made, START, topic="院感")  # another topic of the same day is another event
    assert line(made, "2.3.2.1").score == 4


def test_rows_of_one_day_without_a_topic_may_be_one_event() -> None:
    made = county()
    made.person("纪长安")
    for number in range(9):
        lecture(made, START + timedelta(days=number), topic=None)
    lecture(made, START, topic=None, name="纪长安")
    assert line(made, "2.3.2.1").score is None


def test_an_event_after_the_placement_is_none_of_it() -> None:
    made = county(end=date(2022, 11, 30))
    for number in range(9):
        lecture(made, START + timedelta(days=number))
    lecture(made, date(2022, 12, 1))
    assert line(made, "2.3.2.1").score == 0


@pytest.mark.parametrize(("kind", "points"), [("查房", 4), ("远程会诊", 0), ("双向转诊", 0)])
def test_teaching_is_none_of_referring(kind: str, points: int) -> None:
    made = county()
    for number in range(20):
        lecture(made, START + timedelta(days=number), kind=kind)
    assert line(made, "2.3.2.2").score == points


def test_hardship_by_the_list_of_institutions_done_by_as_of() -> None:
    made = county()
    assert line(made, "2.2.1.3").score is None
    made.add("institutions", ListedInstitution, institution=TOWN, role="recipient", hardship=True)
    assert line(made, "2.2.1.3").score == 2
    assert line(made, "2.2.1.3", date(2022, 11, 29)).score is None
    assert line(made, "2.2.1.3", date(2022, 11, 30)).score == 2
    made.dossier.institutions[0].hardship = False
    assert line(made, "2.2.1.3").score == 0


def indicators(made: County, institution: str = TOWN, **values: tuple[Any, Any]) -> None:
    for name, (last, this) in values.items():
        fields = {"last_year": D(str(last)), "this_year": D(str(this))}
        made.add("indicators", Indicator, institution=institution, name=name.lstrip("_"), **fields)


def test_at_the_limit_is_full_or_left_to_a_mark() -> None:
    made = county()
    indicators(made, 孕产妇死亡率=(0, 0), 新生儿死亡率=(0, 0), 健康档案建档率=(100, 100))
    assert line(made, "3.3.3.4").score == 2
    assert line(made, "3.3.3.1").score == 2
    assert line(made, "3.3.3.4", **{"indicator.at_limit": "pending"}).score is None
    assert line(made, "3.3.3.1", **{"indicator.at_limit": "pending"}).score is None


def test_no_beds_no_inpatients() -> None:
    made = county(recipient=STATION)
    indicators(made, STATION, 门急诊量=(100, 101), 住院量=(0, 0))
    assert line(made, "3.3.2.1").score == 2
    made = county()
    indicators(made, 门急诊量=(100, 101), 住院量=(0, 0))
    assert line(made, "3.3.2.1").score == 0  # a 卫生院 has beds
    made.add("institutions", ListedInstitution, institution=TOWN, role="recipient", beds=False)
    assert line(made, "3.3.2.1").score == 2


def test_a_hospital_that_is_none_is_told_as_not_applicable() -> None:
    made = county(recipient=CENTRAL)
    made.add("institutions", ListedInstitution, institution=CENTRAL, role="recipient", kind="乡镇卫生院")
    assert "不适用" in (line(made, "3.3.2.5").missing or "")
    made.add("marks", Mark, subject=CENTRAL, criterion="3.3.2.5", score=D(3))
    assert line(made, "3.3.2.5").score == 3


def test_the_share_stands_beside_every_line_of_the_survey() -> None:
    made = county()
    made.add("survey", Survey, institution=TOWN, sampled=D(20), aware=D(15), satisfied=D(14), treated=D(20))
    assert [line(made, id).score for id in ("3.4.1.1", "3.4.1.2", "3.4.1.3")] == [3, 0, 4]
    other = {"survey.lines": "awareness"}
    assert [line(made, id, **other).score for id in ("3.4.1.1", "3.4.1.2", "3.4.1.3")] == [3, None, None]
    del made.sheet("survey").columns["treated"]
    made.dossier.surveys[0].treated = None
    assert [line(made, id).score for id in ("3.4.1.1", "3.4.1.2", "3.4.1.3")] == [3, 0, None]


def refer(made: County, kind: str, day: date = date(2022, 9, 1), accepted: date | None = None, **fields: Any) -> None:
    given = {"support": HOSPITAL, "recipient": TOWN}
    made.add("referrals", Referral, date=day, kind=kind, accepted=accepted, **{**given, **fields})


def test_referrals_go_both_ways_and_consultations_are_held() -> None:
    made = county()
    assert line(made, "2.3.1.3").score is None
    refer(made, "上转")
    refer(made, "远程会诊")
    assert line(made, "2.3.1.3").score == 0
    assert line(made, "2.3.1.3", date(2023, 5, 30)).score is None
    refer(made, "下转", recipient=CENTRAL)  # not its own
    assert line(made, "2.3.1.3").score == 0
    refer(made, "下转")
    assert line(made, "2.3.1.3").score == 4


@pytest.mark.parametrize(("accepted", "points"), [(date(2022, 9, 3), 2), (date(2022, 9, 4), 0), (None, None)])
def test_consultations_are_accepted_in_time(accepted: date | None, points: int | None) -> None:
    made = county()
    refer(made, "远程会诊", accepted=accepted)
    assert line(made, "2.3.5.4").score == points


def technique(made: County, title: str, kind: str | None = "适宜技术", place: str = TOWN, **fields: Any) -> None:
    made.add("techniques", Technique, institution=place, title=title, date=date(2022, 9, 1), kind=kind, **fields)


def test_two_new_techniques_a_year() -> None:
    made = county()
    technique(made, "小针刀")
    technique(made, "小针刀")  # the same again
    technique(made, "针灸专科", "特色专科")
    assert line(made, "3.3.1.1").score == 0
    technique(made, "穴位贴敷", None)
    assert line(made, "3.3.1.1").score == 5
    assert line(made, "3.3.1.1", date(2022, 8, 31)).score is None
    assert "推广新技术 2 项" in (line(made, "2.3.5.1").evidence or "")


def test_a_specialty_at_a_central_hospital_by_its_supporter() -> None:
    made = county()
    technique(made, "针灸专科", "特色专科")
    assert line(made, "2.3.5.2").score is None  # it supports no 中心卫生院
    made.person("纪长安", recipient=CENTRAL)
    assert line(made, "2.3.5.2").score == 0
    technique(made, "骨伤专科", "特色专科", CENTRAL)
    assert line(made, "2.3.5.2").score == 2
    made.person("沈知秋", support="市医院", recipient=CENTRAL)
    assert line(made, "2.3.5.2", name="市医院").score is None  # the row does not say whose it is
    made.dossier.techniques[1].support = HOSPITAL
    assert line(made, "2.3.5.2", name="市医院").score == 0
    assert line(made, "2.3.5.2", name=HOSPITAL).score == 2


@pytest.mark.parametrize(
    ("rows", "points"),
    [([(20, 20)], 5), ([(12, 12), (8, 8)], 5), ([(20, 19)], 0), ([(19, 19)], None), ([(20, None)], None)],
)
def test_twenty_records_all_signed(rows: list[tuple[int, int | None]], points: int | None) -> None:
    made = county()
    for checked, signed in rows:
        fields = {"checked": D(checked), "passed": D(18), "signed": None if signed is None else D(signed)}
        made.add("records", CaseCheck, institution=TOWN, date=date(2022, 10, 9), **fields)
    assert line(made, "3.2.2.2").score == points
    assert "合格" in (line(made, "2.3.3.2").evidence or "")


def test_contracts_and_creation_stand_beside_marks_and_give_no_points() -> None:
    made = county()
    made.add("contracts", Contract, name="江映月", institution=TOWN, date=date(2022, 9, 1), signed=D(30))
    made.add("creation", Creation, institution=TOWN, target="基本标准", result="达到基本标准")
    assert (line(made, "2.3.4.3").score, line(made, "2.3.4.3").evidence) == (None, "参与签约 1 人")
    assert line(made, "2.3.5.3").evidence == f"{TOWN}：目标基本标准，达到基本标准"
    assert line(made, "2.3.5.3").score is None


def enter(made: County, matter: str, day: date, place: str) -> None:
    made.add("milestones", MilestoneEntry, matter=matter, done=day, institution=place)


def test_a_line_of_duties_is_full_when_every_turn_is_recorded_in_time_and_never_nought() -> None:
    made = county()
    enter(made, "专题会议", date(2022, 11, 30), HOSPITAL)
    assert "1 / 2" in (line(made, "2.1.1.2", date(2022, 12, 1)).missing or "")
    assert line(made, "2.1.1.2").score is None
    assert "W704" in (line(made, "2.1.1.2").missing or "")
    enter(made, "专题会议", END, HOSPITAL)
    assert line(made, "2.1.1.2").score == 2
    enter(made, "责任书", date(2022, 6, 6), HOSPITAL)
    assert line(made, "2.1.2.1").score is None  # a day late: the assessor's to judge
    made.add("marks", Mark, subject=HOSPITAL, criterion="2.1.1.2", score=D(1))
    assert line(made, "2.1.1.2").score == 1
    assert "S803" in {finding.code for finding in scoring.score(made.facts()).findings}


def test_a_ledger_without_institutions_computes_nothing() -> None:
    made = county()
    enter(made, "责任书", date(2022, 6, 5), HOSPITAL)
    del made.sheet("milestones").columns["institution"]
    assert "单位" in (line(made, "2.1.2.1").missing or "")


def test_an_institution_left_out_is_named_and_its_marks_are_nobodys_fault() -> None:
    made = county()
    made.add("institutions", ListedInstitution, institution=CENTRAL, role="recipient")
    made.add("marks", Mark, subject=CENTRAL, criterion="3.1.1.1", score=D(2))
    findings = scoring.score(made.facts()).findings
    assert "S808" not in {finding.code for finding in findings}
    assert any(finding.code == "R107" and CENTRAL in finding.message for finding in findings)


def test_how_many_points_rest_on_marks_alone() -> None:
    from qianyi.scoring.reliance import reliance

    made = county()
    made.add("survey", Survey, institution=TOWN, sampled=D(20), aware=D(15), satisfied=D(14), treated=D(20))
    support, recipient, person = reliance(made.facts().policy, scoring.score(made.facts()))
    assert (support.points, recipient.points, person.points) == (100, 100, 50)
    assert [(one.name, one.marks_only) for one in recipient.institutions] == [
        (TOWN, 90)
    ]  # the survey answers 3 + 3 + 4
    assert support.marks_only == 96  # the roster answers 2.2.1.1 and 2.2.1.2: nobody has arrived
    assert person.marks_only == 30  # 4.2 and 4.3
    visit(made, "院长")
    support, _, _ = reliance(made.facts().policy, scoring.score(made.facts()))
    assert support.marks_only == 92  # 2.1.1.3 and 2.1.1.4 too


@pytest.mark.parametrize(
    ("value", "points"), [("90", 2), ("89.9", 0), ("1.5", 0), ("1", None), ("0.93", None), ("100", 2), ("100.1", None)]
)
def test_a_rate_is_a_percentage_or_asked_about(value: str, points: int | None) -> None:
    """卫生知识知晓率达到 90%; up to 1 it may be a fraction, above 100 it is none."""
    made = county()
    indicators(made, 基本卫生知识知晓率=(80, value))
    assert line(made, "3.3.3.3").score == points


def test_case_records_checked_elsewhere_or_before_are_no_part_of_it() -> None:
    made = county()
    signed = {"checked": D(20), "passed": D(20), "signed": D(20)}
    made.add("records", CaseCheck, institution=CENTRAL, date=date(2022, 10, 9), **signed)
    made.add("records", CaseCheck, institution=TOWN, date=date(2022, 5, 31), **signed)
    assert line(made, "3.2.2.2").score is None
    made.add("records", CaseCheck, institution=TOWN, date=date(2022, 6, 1), **signed)
    assert line(made, "3.2.2.2").score == 5


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(date(2022, 6, 5), "provisional"), (date(2022, 6, 7), "final")],
)
def test_who_has_not_come_is_only_final_after_the_deadline(as_of: date, status: str) -> None:
    """People are due by 6 June 2022 (the 5th is a Sunday, the 3rd a holiday)."""
    made = county(arrival=None)
    found = line(made, "2.2.1.1", as_of)
    assert (found.score, found.status) == (0, status)


@pytest.mark.parametrize(
    ("as_of", "there", "in_time"),
    [
        (date(2022, 6, 5), "provisional", "pending"),  # due by the 6th
        (date(2022, 6, 6), "final", "final"),
    ],
)
def test_on_the_last_day_who_has_not_come_is_late(as_of: date, there: str, in_time: str) -> None:
    made = county(arrival=None)
    assert (line(made, "2.2.1.1", as_of).status, line(made, "2.2.1.2", as_of).status) == (there, in_time)
    assert line(made, "2.2.1.1", as_of).score == 0


def test_who_comes_on_the_day_of_as_of_has_come() -> None:
    made = county(arrival=date(2022, 6, 6))
    assert line(made, "2.2.1.1", date(2022, 6, 6)).score == 2
    assert line(made, "2.2.1.1", date(2022, 6, 5)).score == 0
    assert line(made, "2.2.1.2", date(2022, 6, 6)).score == 2


@pytest.mark.parametrize(
    ("last", "this", "points"),
    [
        ("0.9", "1.5", None),  # a fraction and a percentage
        ("0.9", "0.95", 5),
        ("90", "95", 5),
        ("0.93", "0", 0),  # nothing is no fraction: it fell
        ("95", "90", 0),
    ],
)
def test_two_years_of_a_rate_are_written_alike(last: str, this: str, points: int | None) -> None:
    made = county()
    names = ("老年人健康管理率", "高血压规范管理率", "糖尿病规范管理率", "孕产妇系统管理率", "_3岁以下儿童系统管理率")
    indicators(made, **dict.fromkeys(names, (last, this)))
    assert line(made, "3.3.3.2").score == points


@pytest.mark.parametrize(
    ("as_of", "share"), [(date(2022, 8, 31), "0.3"), (date(2022, 9, 29), "0.3"), (date(2023, 4, 30), "0.9")]
)
def test_progress_is_by_whole_months(as_of: date, share: str) -> None:
    """One trainee in twelve months: a quarter of the year is 0.25, said as 0.3."""
    made = county()
    made.sheet("trainees")
    assert f"按月应到 {share}" in (line(made, "2.1.3.1", as_of).missing or "")


def test_a_name_with_signs_left_out_is_asked_about() -> None:
    made = county()
    for support, asked in (("县院", True), ("县", False), ("院县", False), ("省医院", False)):
        made.dossier.visits.clear()
        visit(made, "院长", support=support)
        assert ("单位写作" in (line(made, "2.1.1.3").missing or "")) == asked


def entered(made: County, matter: str, done: date, **fields: Any) -> None:
    made.add("milestones", MilestoneEntry, matter=matter, done=done, **fields)


def test_each_of_a_pair_has_its_own_duty_as_evidence() -> None:
    made = county()
    entered(made, "签订目标责任书", date(2022, 6, 5), institution=HOSPITAL)
    assert line(made, "2.1.2.1").score == 5
    assert line(made, "3.1.2.1").score is None
    entered(made, "签订目标责任书", date(2022, 6, 5), institution=TOWN)
    assert line(made, "3.1.2.1").score is not None


def test_of_several_times_missed_the_first_is_named() -> None:
    made = county()
    made.sheet("milestones")
    assert "应在 2022-11-30 前，台账没有记录" in (line(made, "2.1.1.2").missing or "")
    entered(made, "专题会议", date(2022, 12, 1), institution=HOSPITAL)
    assert "应在 2022-11-30 前，台账没有记录" in (line(made, "2.1.1.2").missing or "")


def test_a_persons_paper_is_evidence_for_who_keeps_it() -> None:
    made = county()
    entered(made, "量化目标", date(2022, 6, 10), name="江映月")
    found = line(made, "2.2.3.1")
    assert (found.score, (found.evidence or "").partition(" ")[0]) == (2, "工作台账：江映月")
    entered(made, "签订目标责任书", date(2022, 6, 5), institution=HOSPITAL)
    assert (line(made, "2.1.2.1").evidence or "").startswith("工作台账：签订目标责任书 2022-06-05")


@pytest.mark.parametrize(("value", "points"), [("0", 0), ("100", 2), ("101", None)])
def test_a_rate_lies_between_nothing_and_all(value: str, points: int | None) -> None:
    made = county()
    indicators(made, 基本卫生知识知晓率=(80, value))
    assert line(made, "3.3.3.3").score == points


@pytest.mark.parametrize(("as_of", "points"), [(date(2022, 9, 12), 2), (date(2022, 9, 13), None)])
def test_a_consultation_may_still_be_accepted_within_its_two_days(as_of: date, points: int | None) -> None:
    made = county()
    refer(made, "远程会诊", accepted=date(2022, 9, 3))
    refer(made, "远程会诊", date(2022, 9, 10))
    found = line(made, "2.3.5.4", as_of)
    assert found.score == points
    assert (found.evidence == "远程会诊 1 次都在 2 天内受理") == (points is not None)


def test_a_referral_of_a_kind_that_nobody_knows_may_be_what_is_missing() -> None:
    made = county()
    refer(made, "上转")
    refer(made, "远程会诊")
    refer(made, "送走")
    found = line(made, "2.3.1.3")
    assert (found.score, found.missing) == (None, "没有登记下转；另有日期、类别或单位认不出的 1 条")


@pytest.mark.parametrize(("year", "points"), [(2022, 5), (2021, None), (None, 5)])
def test_case_records_of_the_campaigns_first_year_count(year: int | None, points: int | None) -> None:
    made = county()
    signed = {"checked": D(20), "passed": D(20), "signed": D(20)}
    made.add("records", CaseCheck, institution=TOWN, date=date(2022, 7, 1), year=year, **signed)
    assert line(made, "3.2.2.2").score == points


def teach(made: County, kind: str, day: date = date(2022, 9, 1), **fields: Any) -> None:
    made.add("activities", Activity, date=day, **{"name": "江映月", "kind": kind, **fields})


def counts_of(made: County, id: str) -> str:
    found = line(made, id)
    return f"{found.evidence or ''}{found.missing or ''}"


def test_of_one_day_and_topic_lectures_are_one_and_rounds_differ_by_their_sort() -> None:
    made = county()
    for topic in ("急救", None):
        for kind in ("查房", "病例讨论", "查房"):
            teach(made, kind, topic=topic)
    # of 急救 one; without a topic a round and a discussion, the second round may be one more
    assert "临床带教的次数 3，少于 20" in counts_of(made, "2.3.2.2")
    made = county()
    for number in range(19):
        teach(made, "查房", START + timedelta(days=number))
    for kind in ("查房", "病例讨论"):
        teach(made, kind)
    assert line(made, "2.3.2.2").score == 4


def test_where_an_event_was_is_where_the_person_was_placed() -> None:
    made = county()
    made.person("纪长安", recipient=CENTRAL)
    for name in ("江映月", "纪长安"):
        teach(made, "查房", name=name, topic="急救")
    teach(made, "查房", name="江映月", topic="急救", recipient=CENTRAL)
    assert "临床带教的次数 2，少于 20" in counts_of(made, "2.3.2.2")


@pytest.mark.parametrize(
    ("hours", "points"), [([2] * 10, 4), ([2] * 9 + [1], 0), ([2] * 9 + [None], None), ([2] * 8 + [None], 0)]
)
def test_a_lecture_of_no_told_length_may_be_long_enough(hours: list[int | None], points: int | None) -> None:
    made = county()
    for number, length in enumerate(hours):
        teach(made, "讲座", START + timedelta(days=number), topic="急救", hours=None if length is None else D(length))
    assert line(made, "2.3.2.1").score == points


@pytest.mark.parametrize(
    ("kind", "day", "points"),
    [
        ("讲座", date(2022, 9, 1), None),
        ("讲座", None, None),
        ("讲座", date(2021, 9, 1), 0),
        ("查房", date(2022, 9, 1), 0),
    ],
)
def test_a_lecture_of_one_of_two_namesakes_may_be_the_tenth(kind: str, day: date | None, points: int | None) -> None:
    made = county()
    made.person("纪长安")
    made.person("纪长安", support="市医院")
    for number in range(9):
        teach(made, "讲座", START + timedelta(days=number), topic="急救", hours=D(2))
    made.add("activities", Activity, date=day, name="纪长安", kind=kind, topic="急救", hours=D(2))
    assert line(made, "2.3.2.1", name=HOSPITAL).score == points


@pytest.mark.parametrize(
    ("recipient", "points", "asked"),
    [("甲镇卫生", None, True), (None, None, True), ("丁乡医务室", 0, False), (CENTRAL, 0, False)],
)
def test_a_visit_to_a_name_nearly_right_is_asked_about(recipient: str | None, points: int | None, asked: bool) -> None:
    made = county()
    made.person("纪长安", support="市医院", recipient=CENTRAL)
    visit(made, "院长", recipient=recipient)  # type: ignore[arg-type]
    found = line(made, "2.1.1.3", name=HOSPITAL)
    assert found.score == points
    assert ("受援单位不在名单上的 1 条" in (found.missing or "")) == asked


@pytest.mark.parametrize(("start", "end", "field"), [(None, END, "start"), (START, None, "end")])
def test_a_trainee_without_one_date_is_asked_about_there(start: date | None, end: date | None, field: str) -> None:
    made = county()
    made.add("trainees", Trainee, name="闻笛", recipient=TOWN, host=HOSPITAL, start=start, end=end)
    found = line(made, "2.1.3.1")
    assert (found.score, found.cells) == (None, made.dossier.trainees[0].cells(field))
