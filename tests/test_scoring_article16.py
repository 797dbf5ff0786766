"""宿州: no points, the facts of 第十六条, eligibility; and a county's own rubric."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier.records import Appraisal, Incident, SpotCheck, Workload
from qianyi.output.screen.why import why_text
from qianyi.scoring import PersonScore
from tests.make.memory import County

NAME = "江映月"
START, END = date(2021, 5, 1), date(2022, 4, 30)
D = Decimal


def county(**marks: Any) -> County:
    made = County()
    made.person(NAME, START, END)
    made.worked(NAME, START, END, **marks)
    return made


def person(made: County, as_of: date = END) -> PersonScore:
    return scoring.score(made.facts(as_of, "suzhou-2021")).people[0]


def check(made: County, day: date, result: str = "脱岗", days: str | None = None, handling: str | None = None) -> None:
    made.add(
        "checks",
        SpotCheck,
        date=day,
        level="county",
        institution="甲镇卫生院",
        name=NAME,
        result=result,
        off_days=None if days is None else D(days),
        handling=handling,
    )


def workload(made: County, month: tuple[int, int], surgery: int, deliveries: int, **reviewed: str) -> None:
    made.add(
        "workload",
        Workload,
        name=NAME,
        month=month,
        outpatients=D(100),
        teaching=D(8),
        surgery=D(surgery),
        deliveries=D(deliveries),
        **reviewed,
    )


def test_no_points_are_invented() -> None:
    one = person(county())
    assert (one.items, one.score, one.percent, one.grade) == ([], None, None, None)


def test_the_on_post_rate_is_presence_over_days_required() -> None:
    made = county(personal=[date(2021, 5, 6)])
    facts = person(made, date(2021, 5, 31)).facts
    # May 2021: 2021-05-01 … 05 holidays, 05-08 worked; 19 workdays, one of them on leave.
    assert facts["on_post_percent"] == 100 * D(18) / D(19)


def test_without_attendance_there_is_no_rate_rather_than_none_of_it() -> None:
    made = County()
    made.person(NAME, START, END)
    made.person("纪长安", START, END)
    made.worked("纪长安", START, END)
    assert person(made).facts["on_post_percent"] is None


def test_services_month_by_month() -> None:
    made = county()
    workload(made, (2021, 5), 2, 0, township_review="已审核", county_filing="已备案")
    workload(made, (2021, 6), 0, 0)
    facts = person(made, date(2021, 7, 31)).facts
    assert (facts["outpatients"], facts["surgery"], facts["blank_service_months"]) == (200, 2, 1)
    assert (facts["workload_months"], facts["workload_months_due"]) == (2, 3)
    assert [month["reviewed"] for month in facts["months"]] == [True, False, False]


def test_without_a_register_volumes_are_unknown() -> None:
    facts = person(county()).facts
    assert facts["surgery"] is None
    assert facts["off_post_times"] is None
    assert facts["eligible"] is None


@pytest.mark.parametrize(
    ("results", "eligible"),
    [
        ([("脱岗", None)] * 2, True),
        ([("脱岗", None)] * 3, False),
        ([("脱岗", "3")], False),
        ([("在岗", None)] * 3, True),
    ],
)
def test_the_third_step_ends_eligibility(results: list[tuple[str, str | None]], eligible: bool) -> None:
    made = county()
    for month, (result, days) in enumerate(results, 6):
        check(made, date(2021, month, 10), result, days)
    one = person(made)
    assert one.facts["eligible"] is eligible
    made.add("appraisal", Appraisal, name=NAME, support_grade="优秀", recipient_grade="优秀")
    scores = scoring.score(made.facts(END, "suzhou-2021"))
    assert ("S805" in {finding.code for finding in scores.findings}) is not eligible
    assert scores.people[0].grade == ("优秀" if eligible else "合格")


def test_a_recalled_person_is_not_eligible_and_counts_months_to_the_recall() -> None:
    made = county()
    check(made, date(2021, 6, 1), "在岗")
    made.add("incidents", Incident, name=NAME, date=date(2021, 9, 1), kind="召回")
    one = person(made)
    assert (one.facts["eligible"], one.counted_months) == (False, 4)


def test_why_tells_the_facts() -> None:
    made = county()
    check(made, date(2021, 6, 1), "脱岗", handling="通报批评")
    facts = made.facts(END, "suzhou-2021")
    text = why_text(facts, scoring.score(facts), NAME)
    assert "在岗率 100%" in text
    assert "2021-06-01 无故脱岗：通报，处理：通报批评" in text


def test_a_countys_own_rubric_gives_points(tmp_path: Path) -> None:
    from qianyi.policy.load import with_rubric
    from tests.make.memory import policy

    path = tmp_path / "方案.toml"
    path.write_text(
        """title = "期满考核"
[clauses]
"考核一" = "在岗"
[[annexes]]
number = 1
title = "驻点人员"
subject = "person"
points = 40
[[annexes.sections]]
id = "1.1"
title = "考核"
points = 40
[[annexes.sections.items]]
id = "1.1.1"
title = "在岗"
points = 40
lines = [
  { id = "1.1.1.1", points = 30, title = "在岗", clause = "考核一" },
  { id = "1.1.1.2", points = 10, title = "服务", clause = "考核一" },
]
""",
        "utf-8",
    )
    ruled = with_rubric(policy("suzhou-2021"), path)
    made = county()
    made.mark(NAME, "1.1.1.1", 27)
    made.mark(NAME, "1.1.1.2", 10)
    one = scoring.score(made.facts(END, "suzhou-2021", annexes=ruled.annexes)).people[0]
    assert (one.score, one.max, one.percent) == (37, 40, D("92.5"))
    assert one.facts["on_post_percent"] == 100


@pytest.mark.parametrize(
    ("review", "filing", "kept"),
    [("已审核", "2021-06-03", True), ("未审核", "已备案", False), ("已审核", "否", False), ("看过", "已备案", False)],
)
def test_a_month_is_reviewed_where_the_words_say_so(review: str, filing: str, kept: bool) -> None:
    made = county()
    workload(made, (2021, 5), 2, 0, township_review=review, county_filing=filing)
    assert person(made).facts["months"][0]["reviewed"] is kept
