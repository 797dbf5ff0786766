"""Marks, vetoes, grades and what bars them: 4.2 and 4.3 of a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier.records import Activity, Appraisal, Contract, Incident
from qianyi.facts import Facts
from qianyi.policy.settings import Settings
from qianyi.scoring import PersonScore, Scores
from qianyi.scoring.ledger import ranks
from tests.make.days import first_workdays
from tests.make.memory import FULL_MARKS, County

NAME = "江映月"
D = Decimal


def county(marks: dict[str, Any] | None = None, settings: Settings | None = None, **days: list[date]) -> County:
    made = County(settings)
    made.person(NAME)
    made.worked(NAME, **days)
    for line, points in (FULL_MARKS if marks is None else marks).items():
        made.mark(NAME, line, points)
    return made


def incident(made: County, kind: str, name: str = NAME, day: date = date(2022, 9, 1), **fields: Any) -> None:
    rows = made.dossier.incidents
    rows.append(Incident(sheet=made.sheet("incidents"), row=len(rows) + 1, name=name, date=day, kind=kind, **fields))


def appraise(made: County, ours: str | None, theirs: str | None) -> None:
    made.dossier.appraisals.append(
        Appraisal(sheet=made.sheet("appraisal"), row=1, name=NAME, support_grade=ours, recipient_grade=theirs)
    )


def result(made: County, **options: Any) -> tuple[PersonScore, Scores]:
    scores = scoring.score(made.facts(**options))
    return scores.people[0], scores


def codes(scores: Scores, prefix: str = "S80") -> list[str]:
    return [finding.code for finding in scores.findings if finding.code.startswith(prefix)]


def test_full_marks_and_a_year_at_work_are_fifty() -> None:
    person, _ = result(county())
    assert (person.score, person.max, person.percent, person.status) == (50, 50, 100, "final")


def test_a_mark_below_its_points_is_an_entry_at_its_cell() -> None:
    person, _ = result(county({**FULL_MARKS, "4.2.1": 4}))
    item = person.items[1]
    assert item.score == 7
    (entry,) = item.ledger
    assert (entry.line, entry.points, entry.clause) == ("4.2.1", -1, "附件4·遵守劳动纪律·1")
    assert [cell.ref for cell in entry.cells] == ["marks2.xlsx/marks!C2"]


def test_contracts_stand_beside_the_mark_up_to_as_of() -> None:
    made = county()
    assert result(made)[0].items[2].lines[5].evidence is None  # nobody keeps the register: nothing is said
    for day in (date(2022, 9, 1), None, date(2022, 10, 1)):
        made.add("contracts", Contract, name=NAME, date=day)
    made.add("contracts", Contract, name="纪长安", date=date(2022, 9, 1))
    line = result(made, as_of=date(2022, 9, 30))[0].items[2].lines[5]
    assert (line.id, line.evidence) == ("4.3.6", "签约服务登记 2 条")


def test_training_and_teaching_stand_beside_the_mark() -> None:
    made = county()
    assert result(made)[0].items[2].lines[1].evidence is None
    for day, kind in ((date(2022, 9, 1), "专题讲座"), (date(2022, 9, 2), "查房"), (date(2022, 9, 5), "病例讨论")):
        made.add("activities", Activity, name=NAME, date=day, kind=kind, hours=D(2))
    line = result(made)[0].items[2].lines[1]
    assert (line.id, line.evidence) == ("4.3.2", "培训 1 次，临床带教 2 次")


def test_an_unmarked_line_is_pending_and_the_sum_counts_what_is_there() -> None:
    marks = {line: points for line, points in FULL_MARKS.items() if line != "4.3.5"}
    person, scores = result(county(marks))
    item = person.items[2]
    assert (item.score, item.status, item.lines[4].score) == (19, "pending", None)
    assert (person.score, person.status, person.grade) == (47, "pending", None)
    assert [missing[:6] for missing in item.missing] == ["4.3.5："]
    (finding,) = [f for f in scores.findings if f.code == "S802" and f.person == NAME]
    assert "4.3.5" in finding.message


def test_an_item_without_any_mark_has_no_score() -> None:
    person, _ = result(county({}))
    assert [item.score for item in person.items] == [20, None, None]
    assert person.score == 20


@pytest.mark.parametrize("points", ["-0.5", "5.5"])
def test_a_mark_out_of_range_leaves_its_line_pending(points: str) -> None:
    person, scores = result(county({**FULL_MARKS, "4.2.1": points}))
    assert person.items[1].lines[0].score is None
    assert "S801" in codes(scores)
    assert not [f for f in scores.findings if f.code == "S802" and f.person == NAME]


def test_two_different_marks_leave_the_line_pending() -> None:
    made = county()
    made.mark(NAME, "4.2.1", 3)
    person, scores = result(made)
    assert person.items[1].lines[0].score is None
    (finding,) = [f for f in scores.findings if f.code == "S806"]
    assert len(finding.cells) == 2


def test_the_same_mark_twice_counts_once() -> None:
    made = county()
    made.mark(NAME, "4.2.1", 5)
    person, scores = result(made)
    assert person.items[1].score == 8
    assert "S806" not in codes(scores)


def test_for_duty_the_computed_score_stands() -> None:
    person, scores = result(county({**FULL_MARKS, "4.1": 20}, absent=first_workdays(date(2022, 9, 1), 1)))
    assert person.items[0].score == 17
    assert "S803" in codes(scores)


@pytest.mark.parametrize("kind", ["未填考核手册", "违规违纪"])
def test_the_work_item_is_nothing_where_the_handbook_was_not_kept(kind: str) -> None:
    made = county({**FULL_MARKS, "4.3.6": 3})
    incident(made, kind)
    person, scores = result(made)
    item = person.items[2]
    assert (item.score, item.status) == (0, "final")
    # 1 point of 4.3.6 first, then the veto takes the 21 that are left.
    assert [entry.points for entry in item.ledger] == [-1, -21]
    assert item.ledger[1].clause == "附件4·履行岗位职责·7"
    assert person.counted_months == 12
    assert "S805" not in codes(scores)


def test_both_institutions_agree_on_a_grade() -> None:
    made = county()
    appraise(made, "优秀", "优秀")
    person, _ = result(made)
    assert (person.grade, person.grade_origin) == ("优秀", "鉴定表")


def test_differing_appraisals_give_no_grade() -> None:
    made = county(settings=Settings(grades={"优秀": D(90), "合格": D(60)}))
    appraise(made, "优秀", "合格")
    person, scores = result(made)
    assert person.grade is None
    assert "S807" in codes(scores)


def test_one_institutions_two_verdicts_are_told_as_such() -> None:
    made = county()
    appraise(made, "优秀", "合格")
    appraise(made, "合格", "合格")
    person, scores = result(made)
    (told,) = (finding.message for finding in scores.findings if finding.code == "S807")
    assert person.grade is None
    assert "派出单位评价登记了不同的等次" in told


def test_one_appraisal_alone_gives_no_grade() -> None:
    made = county(settings=Settings(grades={"优秀": D(90), "合格": D(60)}))
    appraise(made, None, "合格")
    person, scores = result(made)
    assert person.grade is None
    assert "S807" not in codes(scores)


@pytest.mark.parametrize(
    ("lost", "grade"),
    [("5", "优秀"), ("5.5", "合格"), ("20", "合格"), ("20.5", "不合格")],
)
def test_local_thresholds_include_their_bound(lost: str, grade: str) -> None:
    # 50 − 5 = 45 is 90 %, 50 − 20 = 30 is 60 %.
    left = D(30) - D(lost)
    marks = {}
    for line, points in FULL_MARKS.items():
        marks[line] = min(D(points), left)
        left -= marks[line]
    person, _ = result(county(marks, Settings(grades={"优秀": D(90), "合格": D(60)})))
    assert (person.grade, person.grade_origin) == (grade, "本地设定")


def test_without_appraisal_and_thresholds_there_is_no_grade() -> None:
    assert result(county())[0].grade is None


def test_the_top_grade_of_both_stands_against_a_veto_and_is_told() -> None:
    made = county()
    incident(made, "借故在家休息")
    appraise(made, "优秀", "优秀")
    person, scores = result(made)
    assert person.grade == "优秀"
    assert [(f.severity, f.person, f.institution) for f in scores.findings if f.code == "S805"] == [
        ("warning", NAME, "县医院")
    ]


def test_a_county_may_cap_the_grade_of_a_vetoed_item() -> None:
    made = county()
    incident(made, "借故在家休息")
    appraise(made, "优秀", "优秀")
    facts = made.facts()
    capped = scoring.score(Facts(facts.dossier, facts.policy.reading("grade.veto_caps", True), facts.as_of))
    assert capped.people[0].grade == "合格"
    assert "S805" in codes(capped)


def test_a_recall_ends_the_months_on_its_day() -> None:
    made = county()
    incident(made, "召回")
    assert result(made)[0].counted_months == 3


def test_a_mark_may_name_the_institution_where_two_share_a_name() -> None:
    made = County()
    made.person(NAME)
    made.person(NAME, support="市医院")
    made.mark(NAME, "4.2.1", 4, support="市医院")
    made.mark(NAME, "4.2.2", 2)
    _, scores = result(made)
    first, second = scores.people
    assert first.items[1].score is None
    assert second.items[1].score == 4
    assert "S808" in codes(scores)


def test_a_waiver_changes_the_severity_and_no_points() -> None:
    from qianyi.policy.settings import Waiver

    made = county(settings=Settings(waivers=(Waiver("S801", "录入待核", "县卫健局"),)))
    made.mark(NAME, "4.2.9", 1)
    made.dossier.marks[0].score = D(9)
    person, scores = result(made)
    (finding,) = [f for f in scores.findings if f.code == "S801"]
    assert finding.severity == "info"
    assert person.items[1].lines[0].score is None
    assert "S804" in codes(scores)


def namesakes() -> County:
    """Two of one name, of two hospitals; the first's lines are marked, whole."""
    made = County()
    made.person(NAME)
    made.person(NAME, support="中医院", recipient="乙镇卫生院")
    for line, points in FULL_MARKS.items():
        made.mark(NAME, line, points, support="县医院")
    return made


def test_what_is_recorded_of_one_of_two_namesakes_leaves_both_open() -> None:
    made = namesakes()
    person, _ = result(made)
    assert (person.items[2].score, person.items[2].status) == (22, "final")
    incident(made, "违规违纪")
    person, scores = result(made)
    assert (person.items[2].score, person.items[2].status) == (22, "provisional")
    assert ["分不清是哪一位" in one for one in person.items[2].missing] == [True]
    assert any("分不清" in one for one in scores.people[1].items[2].missing)


def test_what_is_recorded_of_the_other_leaves_this_one_alone() -> None:
    made = namesakes()
    incident(made, "违规违纪", support="中医院")
    person, scores = result(made)
    assert (person.items[2].score, person.items[2].status) == (22, "final")
    assert scores.people[1].items[2].vetoed


def test_equal_figures_share_a_rank_and_the_next_is_left_out() -> None:
    assert ranks([D(90), D(95), D(90), D(80)]) == {D(95): 1, D(90): 2, D(80): 4}
    assert ranks([]) == {}
