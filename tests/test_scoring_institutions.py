"""Annexes 2 and 3: each computed line of the rules' table, marks over computation, rank, people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier.records import Activity, Incident, Indicator, Mark, Survey, Trainee, Visit
from qianyi.facts import Facts
from qianyi.policy.settings import Settings
from qianyi.scoring import InstitutionScore, Line, Scores
from tests.make.days import END, START
from tests.make.memory import County

D = Decimal
HOSPITAL, TOWN = "县医院", "甲镇卫生院"


def county(settings: Settings | None = None, **person: Any) -> County:
    made = County(settings)
    made.person("江映月", **person)
    return made


def institution(scores: Scores, role: str, name: str | None = None) -> InstitutionScore:
    return next(one for one in scores.institutions if one.role == role and name in (None, one.name))


def line(made: County, id: str, **options: Any) -> Line:
    scores = scoring.score(made.facts(**options))
    role = "support" if id.startswith("2") else "recipient"
    lines = {line.id: line for item in institution(scores, role).items for line in item.lines}
    return lines[id]


def score(made: County, id: str, **options: Any) -> Decimal | None:
    return line(made, id, **options).score


@pytest.mark.parametrize(("level", "id"), [("院长", "2.1.1.3"), ("科主任", "2.1.1.4")])
def test_visits_need_a_written_report(level: str, id: str) -> None:
    made = county()
    assert score(made, id) is None
    made.add("visits", Visit, date=date(2022, 9, 1), support=HOSPITAL, recipient=TOWN, level=level, report="无")
    assert score(made, id) == 0
    made.add("visits", Visit, date=date(2022, 10, 1), support=HOSPITAL, recipient=TOWN, level=level, report="有")
    counted = line(made, id)
    assert (counted.score, counted.origin) == (2, "auto")
    assert [cell.ref for cell in counted.cells] == ["visits1.xlsx/visits!A3"]


def test_a_visit_before_the_campaign_does_not_count() -> None:
    made = county()
    made.add("visits", Visit, date=date(2022, 5, 31), support=HOSPITAL, recipient=TOWN, level="院长", report="有")
    assert score(made, "2.1.1.3") == 0


@pytest.mark.parametrize(("end", "points"), [(date(2022, 12, 31), 5), (date(2022, 12, 30), 0)])
def test_a_trainee_stays_half_a_year(end: date, points: int) -> None:
    made = county()
    made.add("trainees", Trainee, name="闻笛", recipient=TOWN, host=HOSPITAL, start=date(2022, 7, 1), end=end)
    assert score(made, "2.1.3.1") == points
    assert score(made, "3.1.1.5") == (2 if points else 0)


def test_all_arrived_and_nobody_stayed_too_short() -> None:
    assert score(county(arrival=START), "2.2.1.1") == 2
    assert score(county(arrival=START, end=date(2022, 9, 30)), "2.2.1.1") == 0
    assert score(county(arrival=None), "2.2.1.1") == 0


def test_arrival_is_pending_without_its_column() -> None:
    made = county()
    del made.sheet("roster").columns["arrival"]
    assert score(made, "2.2.1.1") is None
    assert score(made, "2.2.1.2") is None


@pytest.mark.parametrize(
    ("start", "arrival", "points"),
    [
        (START, date(2022, 6, 6), 2),
        (START, date(2022, 6, 7), 0),
        # 2022-12-03 is a Saturday: the first workday is Monday the 5th.
        (date(2022, 12, 3), date(2022, 12, 5), 2),
        (date(2022, 12, 3), date(2022, 12, 6), 0),
    ],
)
def test_arrival_in_time(start: date, arrival: date, points: int) -> None:
    assert score(county(start=start, arrival=arrival), "2.2.1.2") == points


@pytest.mark.parametrize(
    ("title", "points"), [("副主任医师", 2), ("主任医师", 2), ("主治医师", None), ("副主任护师", None)]
)
def test_a_senior_physician(title: str, points: int | None) -> None:
    assert score(county(title=title), "2.2.1.3") == points


@pytest.mark.parametrize(
    ("places", "end", "points"),
    [({TOWN}, END, 2), ({TOWN}, date(2022, 11, 29), 0), ({"乙镇卫生院"}, END, 0)],
)
def test_hardship_stands_in_for_a_senior(places: set[str], end: date, points: int) -> None:
    assert score(county(Settings(hardship=frozenset(places)), end=end), "2.2.1.3") == points


def test_everybody_passed() -> None:
    from qianyi.dossier.records import Appraisal

    made = county()
    made.worked("江映月")
    assert score(made, "2.2.3.2") is None
    for id, points in {
        "4.2.1": 5,
        "4.2.2": 3,
        "4.3.1": 4,
        "4.3.2": 4,
        "4.3.3": 4,
        "4.3.4": 3,
        "4.3.5": 3,
        "4.3.6": 4,
    }.items():
        made.add("marks", Mark, subject="江映月", criterion=id, score=D(points))
    made.add("appraisal", Appraisal, name="江映月", support_grade="合格", recipient_grade="合格")
    assert score(made, "2.2.3.2") == 2
    made.dossier.appraisals[0].support_grade = made.dossier.appraisals[0].recipient_grade = "不合格"
    assert score(made, "2.2.3.2") == 0


@pytest.mark.parametrize(
    ("level", "liability", "points"),
    [
        ("二级", "主要责任", 0),
        ("一级甲等", "完全责任", 0),
        ("三级", "主要责任", 2),
        ("二级", "次要责任", 2),
        (None, None, 0),
    ],
)
def test_medical_accidents(level: str | None, liability: str | None, points: int) -> None:
    made = county()
    assert score(made, "2.2.3.4") is None
    made.add("incidents", Incident, name="江映月", date=START, kind="医疗事故", level=level, liability=liability)
    assert score(made, "2.2.3.4") == points


@pytest.mark.parametrize(("hours", "count", "points"), [(2, 10, 4), (2, 9, 0), ("1.5", 10, 0)])
def test_trainings(hours: Any, count: int, points: int) -> None:
    made = county()
    for i in range(count):
        day = START + timedelta(days=i)
        made.add("activities", Activity, date=day, name="江映月", kind="专题讲座", hours=D(hours))
    assert score(made, "2.3.2.1") == points


@pytest.mark.parametrize(("count", "points"), [(20, 4), (19, 0)])
def test_teaching(count: int, points: int) -> None:
    made = county()
    for i in range(count):
        made.add(
            "activities",
            Activity,
            date=START + timedelta(days=i),
            name="江映月",
            kind=("查房", "病例讨论")[i % 2],
        )
    assert score(made, "2.3.2.2") == points


def test_too_few_so_far_is_progress_while_the_campaign_goes_on() -> None:
    made = county()
    for number in range(4):
        made.add("activities", Activity, date=START + timedelta(days=number), name="江映月", kind="讲座", hours=D(2))
    counted = line(made, "2.3.2.1", as_of=date(2023, 1, 31))  # eight of twelve months: 10 × 8 / 12
    assert (counted.score, counted.status) == (None, "pending")
    assert "4 / 10，按月应到 6.7" in (counted.missing or "")
    assert line(made, "2.3.2.1").score == 0


def indicators(made: County, **values: tuple[Any, Any]) -> None:
    for name, (last, this) in values.items():
        made.add(
            "indicators",
            Indicator,
            institution=made.dossier.placements[0].recipient,
            name=name.lstrip("_"),
            last_year=None if last is None else D(str(last)),
            this_year=None if this is None else D(str(this)),
        )


@pytest.mark.parametrize(
    ("id", "values", "points"),
    [
        ("3.3.2.1", {"门急诊量": (100, 101), "住院量": (10, 11)}, 2),
        ("3.3.2.1", {"门急诊量": (100, 101), "住院量": (10, 10)}, 0),
        ("3.3.2.1", {"门急诊量": (100, 101)}, None),
        ("3.3.2.1", {"门急诊量": (None, 101), "住院量": (10, 11)}, None),
        ("3.3.2.3", {"独立诊治病种数": (40, 41)}, 3),
        ("3.3.2.4", {"手术或新业务种类数": (4, 3)}, 0),
        ("3.3.2.6", {"基层就诊人次比例": (60, 61)}, 2),
        ("3.3.3.1", {"健康档案建档率": (80, 80)}, 0),
        ("3.3.3.3", {"基本卫生知识知晓率": (80, 90)}, 2),
        ("3.3.3.3", {"基本卫生知识知晓率": (80, "89.9")}, 0),
        ("3.3.3.3", {"基本卫生知识知晓率": (80, "0.93")}, None),
        ("3.3.3.4", {"孕产妇死亡率": (0, 0), "新生儿死亡率": (3, 2)}, 2),
        ("3.3.3.4", {"孕产妇死亡率": (0, 0), "新生儿死亡率": (2, 2)}, 0),
        ("3.3.3.1", {"健康档案建档率": (100, 100)}, 2),
        ("3.3.3.1", {"健康档案建档率": (1, 1)}, None),
        ("3.3.2.6", {"基层就诊人次比例": (100, 100)}, 0),
    ],
)
def test_indicators(id: str, values: dict[str, tuple[Any, Any]], points: int | None) -> None:
    made = county()
    indicators(made, **values)
    assert score(made, id) == points


FIVE = ("老年人健康管理率", "高血压规范管理率", "糖尿病规范管理率", "孕产妇系统管理率", "3岁以下儿童系统管理率")


def test_five_management_rates() -> None:
    made = county()
    indicators(made, **{f"_{name}": (70, 71) for name in FIVE})
    assert score(made, "3.3.3.2") == 5
    made.dossier.indicators[4].this_year = D(70)
    assert score(made, "3.3.3.2") == 0


def test_a_central_hospital_has_five_indicators_of_its_own() -> None:
    up = dict.fromkeys(("出院人次", "手术例数", "床位使用率"), (50, 51))
    down = dict.fromkeys(("平均住院日", "术前平均住院日"), (7, 6))
    made = county(recipient="甲镇中心卫生院")
    indicators(made, **up, **down)
    assert score(made, "3.3.2.5") == 3
    other = county()
    indicators(other, **up, **down)
    assert score(other, "3.3.2.5") is None


@pytest.mark.parametrize(("rate", "kind", "points"), [(95, None, 2), ("94.9", None, 0), (99, "接种投诉", 0)])
def test_vaccination(rate: Any, kind: str | None, points: int) -> None:
    made = county()
    indicators(made, 疫苗接种率=(90, rate))
    assert score(made, "3.3.3.6") is None
    made.add("incidents", Incident, name=TOWN, date=START, kind=kind or "变更")
    assert score(made, "3.3.3.6") == points


@pytest.mark.parametrize(("sampled", "aware", "points"), [(20, 15, 3), (20, 14, 0), (19, 19, None), (12, 12, None)])
def test_awareness(sampled: int, aware: int, points: int | None) -> None:
    made = county()
    made.add("survey", Survey, institution=TOWN, sampled=D(sampled), aware=D(aware))
    assert score(made, "3.4.1.1") == points


def test_a_small_survey_is_found_at_its_cell() -> None:
    made = county()
    made.add("survey", Survey, institution=TOWN, sampled=D(12), aware=D(12))
    scores = scoring.score(made.facts())
    (finding,) = [f for f in scores.findings if f.code == "S802" and f.institution == TOWN]
    assert "12 人" in finding.message
    assert "survey1.xlsx/survey!B2" in {cell.ref for cell in finding.cells}


def test_an_assessors_mark_wins_over_the_registers() -> None:
    made = county()
    made.add("visits", Visit, date=date(2022, 9, 1), support=HOSPITAL, recipient=TOWN, level="院长", report="有")
    made.add("marks", Mark, subject=HOSPITAL, criterion="2.1.1.3", score=D(1))
    counted = line(made, "2.1.1.3")
    assert (counted.score, counted.origin) == (1, "mark")
    scores = scoring.score(made.facts())
    (finding,) = [f for f in scores.findings if f.code == "S803"]
    assert [cell.ref for cell in finding.cells] == ["marks2.xlsx/marks!C2", "visits1.xlsx/visits!A2"]


def test_an_institution_that_is_both_is_judged_twice() -> None:
    made = county(recipient=HOSPITAL, support="市医院")
    made.person("沈知秋", recipient=TOWN, support=HOSPITAL)
    made.add("marks", Mark, subject=HOSPITAL, criterion="2.1.2.1", score=D(5))
    made.add("marks", Mark, subject=HOSPITAL, criterion="3.1.2.1", score=D(4))
    scores = scoring.score(made.facts())
    assert institution(scores, "support", HOSPITAL).score == 5
    assert institution(scores, "recipient", HOSPITAL).score == 4
    assert [(one.name, one.role) for one in scores.institutions] == [
        ("市医院", "support"),
        (HOSPITAL, "support"),
        (HOSPITAL, "recipient"),
        (TOWN, "recipient"),
    ]


def test_a_mark_of_the_other_annex_is_no_line_of_this_institution() -> None:
    made = county()
    made.add("marks", Mark, subject=TOWN, criterion="2.1.2.1", score=D(5))
    scores = scoring.score(made.facts())
    assert "S804" in {f.code for f in scores.findings}


def full_marks(made: County, name: str, annex: int, lost: str = "0") -> None:
    lines = made.facts().policy.annexes[annex].lines()
    for number, one in enumerate(lines):
        points = one.points - (D(lost) if number == 0 else 0)
        made.add("marks", Mark, subject=name, criterion=one.id, score=points)


def test_ranks_share_and_skip_and_wait() -> None:
    made = county()
    for name, home in (("沈知秋", "乙院"), ("柳青崖", "丙院"), ("叶听蝉", "丁院"), ("何处寻", "戊院")):
        made.person(name, support=home)
    for home, lost in ((HOSPITAL, "1"), ("乙院", "0"), ("丙院", "0"), ("丁院", "2")):
        full_marks(made, home, 2, lost)
    scores = scoring.score(made.facts())
    ranks = {one.name: one.rank for one in scores.institutions if one.role == "support"}
    assert ranks == {HOSPITAL: 3, "乙院": 1, "丙院": 1, "丁院": 4, "戊院": None}
    assert institution(scores, "support", "乙院").percent == 100


def test_an_institution_carries_its_people() -> None:
    made = county()
    made.worked("江映月")
    made.person("沈知秋")
    one = institution(scoring.score(made.facts()), "support")
    assert (one.count, one.mean_percent, one.min_percent) == (2, None, None)  # neither is judged yet
    marks = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 3, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}
    for line, points in marks.items():
        made.add("marks", Mark, subject="江映月", criterion=line, score=D(points))
    one = institution(scoring.score(made.facts()), "support")
    # 20 + 29 of 50 points is 98 %; the other waits for marks and is no 0
    assert (one.count, one.mean_percent, one.min_percent) == (2, 98, 98)


OWN = """
[[annexes]]
number = 2
title = "本县支援单位评定"
subject = "support"
points = 7
[[annexes.sections]]
id = "2.1"
title = "管理"
points = 7
[[annexes.sections.items]]
id = "2.1.1"
title = "协议与督导"
points = 7
lines = [
  { id = "2.1.1.1", points = 3, title = "领导督导", computes = "leader-visits" },
  { id = "2.1.1.2", points = 2, title = "会议" },
  { id = "2.1.1.3", points = 2, title = "签订对口支援协议", judge = "auto" },
]
"""


def test_a_county_line_is_computed_by_the_name_it_gives_not_by_its_number(tmp_path: Any) -> None:
    from qianyi.policy.load import load_policy, with_rubric

    path = tmp_path / "细则.toml"
    path.write_text(OWN, encoding="utf-8")
    made = county()
    made.add("visits", Visit, date=date(2022, 9, 1), support=HOSPITAL, recipient=TOWN, level="院长", report="有")
    policy = with_rubric(load_policy("yanchi-2022"), path)
    scores = scoring.score(Facts(made.dossier, policy, END))
    lines = {one.id: one for item in institution(scores, "support").items for one in item.lines}
    assert lines["2.1.1.1"].score == 3
    agreement = lines["2.1.1.3"]
    assert (agreement.score, agreement.origin) == (None, None)
    assert "computes" in (agreement.missing or "")


def test_every_computation_that_a_pack_names_is_there() -> None:
    from qianyi.policy.shipped import known_names
    from qianyi.scoring.evidence import COMPUTATIONS

    assert known_names("computes") == COMPUTATIONS.keys() | {"attendance"}


def test_what_is_not_marked_is_told_of_either_institution_by_its_side() -> None:
    findings = scoring.score(county().facts()).findings
    told = {f.institution: f.message for f in findings if f.code == "S802" and f.person is None}
    assert told.keys() == {HOSPITAL, TOWN}
    assert f"{HOSPITAL}（支援单位）" in told[HOSPITAL]
    assert f"{TOWN}（受援单位）" in told[TOWN]


@pytest.mark.parametrize(
    ("start", "end", "points"),
    [
        (date(2021, 12, 1), date(2022, 6, 1), 5),  # its last day is the campaign's first
        (date(2021, 11, 30), date(2022, 5, 31), 0),
        (date(2022, 7, 1), None, None),
    ],
)
def test_a_trainee_counts_for_the_year_whose_days_it_touches(start: date, end: date | None, points: int | None) -> None:
    made = county()
    made.add("trainees", Trainee, name="闻笛", recipient=TOWN, host=HOSPITAL, start=start, end=end)
    assert score(made, "2.1.3.1") == points


@pytest.mark.parametrize(
    ("count", "words"), [(3, "江映月、甲1、甲2还没有等次"), (4, "江映月、甲1、甲2等 4 人还没有等次")]
)
def test_three_without_a_grade_are_named_and_more_are_counted(count: int, words: str) -> None:
    made = county()
    for number in range(1, count):
        made.person(f"甲{number}")
    assert line(made, "2.2.3.2").missing == words


def test_a_mark_of_a_whole_item_is_told_the_lines_below_it() -> None:
    made = county()
    made.mark("江映月", "4.3", 20)
    (finding,) = [f for f in scoring.score(made.facts()).findings if f.code == "S804"]
    assert "4.3 不是一条，下面有 4.3.1、4.3.2、4.3.3等" in finding.message
