"""Grades, steps of approval and quotas are data of a policy: another policy's own come out as its words say."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier.records import Activity, Appraisal, Leave, ListedInstitution, Visit
from qianyi.facts import Facts
from qianyi.facts.quotas import Share, shares
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.model import Policy, PolicyError
from qianyi.policy.settings import Settings
from qianyi.rules import check
from qianyi.scoring.allowances import quota_progress
from qianyi.scoring.grade import by_threshold
from tests.make.days import END, START
from tests.make.memory import County

D = Decimal
TOWN, HOSPITAL = "甲镇卫生院", "县医院"
GRADES = """
[[grades]]
name = "优秀"
[[grades]]
name = "合格"
[[grades]]
name = "基本合格"
[[grades]]
name = "不合格"
passes = false
"""
LADDER = """
[parameters."leave.ward_days"]
value = 1
unit = "day"
clause = "第十条"
status = "text"
[[approvals]]
level = "ward"
title = "科室"
limit = "leave.ward_days"
[[approvals]]
level = "township"
title = "乡镇卫生院"
limit = "leave.township_days"
[[approvals]]
level = "county"
title = "县级"
limit = "leave.county_days"
[[approvals]]
level = "city"
title = "市级"
[words.approver]
ward = ["科室", "科主任"]
"""


def own(folder: Path, text: str, extends: str = "yanchi-2022") -> Policy:
    path = folder / "own.toml"
    path.write_text(f'id = "own"\ntitle = "本县"\nextends = "{extends}"\n{text}', encoding="utf-8")
    return load_policy(path)


@pytest.mark.parametrize(
    ("percent", "bounds", "grade"),
    [
        (60, {"优秀": 90, "合格": 70, "基本合格": 60}, "基本合格"),
        ("59.9", {"优秀": 90, "合格": 70, "基本合格": 60}, "不合格"),
        (65, {"优秀": 90, "合格": 70}, None),  # it may be 基本合格: no bound says
        (90, {"优秀": 90, "合格": 70}, "优秀"),
    ],
)
def test_four_grades_by_the_countys_bounds(tmp_path: Path, percent: Any, bounds: Any, grade: str | None) -> None:
    policy = own(tmp_path, GRADES)
    assert by_threshold(D(str(percent)), {key: D(bound) for key, bound in bounds.items()}, policy.grades) == grade


def test_a_grade_of_ones_own_passes_and_is_read(tmp_path: Path) -> None:
    policy = own(tmp_path, GRADES)
    assert (policy.passes("基本合格"), policy.passes("不合格"), policy.passes("良好")) == (True, False, False)
    made = County()
    made.person("江映月")
    made.worked("江映月")
    for name in ("support_grade", "recipient_grade"):
        made.sheet("appraisal").columns[name] = 1
    made.add("appraisal", Appraisal, name="江映月", support_grade="基本合格", recipient_grade="基本合格")
    scores = scoring.score(Facts(made.dossier, policy, END))
    assert not any(finding.code == "S807" for finding in scores.findings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[grades]]\nname = "不合格"\npasses = false\n[[grades]]\nname = "合格"', "从好到差"),
        ('[[grades]]\nname = "合格"\n[[grades]]\nname = "合格"', "两次"),
        ('[[grades]]\nname = "合格"\npasses = "是"', "passes"),
        ('[[approvals]]\nlevel = "contry"\ntitle = "县"', "contry"),
        (
            '[[quotas]]\nid = "a"\ntitle = "甲"\nclause = "三"\ncounts = "visit"\nper = "county"\neach = "week"',
            "visits",
        ),
        (
            '[[quotas]]\nid = "a"\ntitle = "甲"\nclause = "三"\ncounts = "visits"\nper = "county"\neach = "week"',
            "at_least",
        ),
        (
            '[[quotas]]\nid = "a"\ntitle = "甲"\nclause = "九"\ncounts = "visits"\nper = "county"\neach = "week"\n'
            "at_least = 1",
            "定额 a 的条款“九”",
        ),
    ],
)
def test_what_cannot_be_a_ladder_or_a_quota_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        own(tmp_path, text)


def test_bounds_are_of_the_policys_grades_from_the_best_down(tmp_path: Path) -> None:
    policy = own(tmp_path, GRADES)
    good = {"基本合格": D(60), "优秀": D(90)}
    assert with_settings(policy, Settings(grades=good), None).grades == policy.grades
    with pytest.raises(PolicyError, match="良好"):
        with_settings(policy, Settings(grades={"良好": D(80)}), None)
    with pytest.raises(PolicyError, match="依次降低"):
        with_settings(policy, Settings(grades={"优秀": D(60), "合格": D(60)}), None)


@pytest.mark.parametrize(
    ("days", "approver", "told"),
    [
        (1, "科主任", 0),
        ("1.5", "科主任", 1),
        (2, "卫生院", 0),
        (3, "卫生院", 1),
        (5, "县卫健委", 0),
        (6, "县卫健委", 1),
    ],
)
def test_a_ladder_of_four_steps(tmp_path: Path, days: Any, approver: str, told: int) -> None:
    policy = own(tmp_path, LADDER, "suzhou-2021")
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2022, 4, 30))
    fields = {"kind": "personal", "start": date(2021, 6, 7), "end": date(2021, 6, 7), "days": D(str(days))}
    made.add("leave", Leave, name="江映月", approver=approver, approved=date(2021, 6, 1), **fields)
    found, _ = check(Facts(made.dossier, policy, date(2021, 6, 30)), "L")
    assert sum(finding.code == "L511" for finding in found) == told


def test_policy_diff_tells_of_them(tmp_path: Path) -> None:
    from qianyi.policy.diff import diff

    text = quota('counts = "visits"\nper = "county"\neach = "week"\nat_least = 1')
    told = {item.id: (item.a, item.b) for item in diff(load_policy("yanchi-2022"), own(tmp_path, GRADES + text))}
    assert told["grades"][1] == ["优秀", "合格", "基本合格", "不合格（不合格）"]
    assert told["q"] == (None, "定额：全县每周至少 1 次督导")
    assert "approvals" not in told


def quota(text: str) -> str:
    return f'[[quotas]]\nid = "q"\ntitle = "定额"\nclause = "三"\n{text}\n'


def counts(made: County, policy: Policy, as_of: date = END) -> list[Share]:
    facts = Facts(made.dossier, policy, as_of)
    return [share for one in policy.quotas for share in shares(facts, one)]


def test_days_of_a_person_in_each_month_that_the_placement_holds(tmp_path: Path) -> None:
    policy = own(tmp_path, quota('counts = "days"\nper = "person"\neach = "month"\nat_least = 15'))
    made = County()
    made.person("江映月", date(2022, 6, 15), date(2022, 8, 31))
    made.marks("江映月", date(2022, 7, 1), "√（√事）")  # a Friday and a Saturday
    july, august = counts(made, policy)  # June is not held whole
    assert (july.first, july.count, july.unrecorded) == (date(2022, 7, 1), D("1.5"), 20)  # July 2022 has 21 workdays
    assert (august.count, august.kept) == (0, False)
    found, _ = check(Facts(made.dossier, policy, date(2022, 7, 31)), "Q")
    assert [(finding.code, finding.person) for finding in found] == [("Q101", "江映月")]
    assert "20 个工作日没有考勤记录" in found[0].message


def test_people_of_a_recipient_left_out_are_none(tmp_path: Path) -> None:
    policy = own(tmp_path, quota('counts = "people"\nper = "recipient"\neach = "campaign"\nat_least = 1\nat_most = 1'))
    made = County()
    made.person("江映月")
    made.person("纪长安")
    made.add("institutions", ListedInstitution, institution="丙镇卫生院", role="recipient")
    assert [(share.who, share.count, share.kept) for share in counts(made, policy)] == [
        (TOWN, 2, False),
        ("丙镇卫生院", 0, False),
    ]


def test_weeks_are_whole_and_events_count_once(tmp_path: Path) -> None:
    policy = own(tmp_path, quota('counts = "trainings"\nper = "support"\neach = "week"\nat_least = 1'))
    made = County()
    made.person("江映月")
    made.person("纪长安")
    for name in ("江映月", "纪长安"):
        made.add("activities", Activity, date=date(2022, 6, 7), name=name, kind="讲座", topic="急救")
    first, second = counts(made, policy, date(2022, 6, 19))
    assert (first.first, first.last, first.count) == (date(2022, 6, 6), date(2022, 6, 12), 1)
    assert (second.count, second.kept) == (0, False)


def test_before_its_end_a_quota_is_progress(tmp_path: Path) -> None:
    policy = own(tmp_path, quota('counts = "visits"\nper = "county"\neach = "half-year"\nat_least = 3'))
    made = County()
    made.person("江映月")
    for number in range(2):
        day = START + timedelta(days=number)
        made.add("visits", Visit, date=day, support=HOSPITAL, recipient=TOWN, level="院长", report="有")
    before = Facts(made.dossier, policy, date(2022, 11, 29))
    assert not check(before, "Q")[0]
    (told,) = quota_progress(before)
    assert (told.who, told.count, told.at_least, told.end) == ("county", 2, 3, date(2022, 11, 30))
    assert len(check(Facts(made.dossier, policy, date(2022, 11, 30)), "Q")[0]) == 1


def test_a_quota_without_its_register_is_skipped_with_the_reason(tmp_path: Path) -> None:
    policy = own(tmp_path, quota('counts = "visits"\nper = "county"\neach = "week"\nat_least = 1'))
    made = County()
    made.person("江映月")
    _, runs = check(Facts(made.dossier, policy, END), "Q")
    assert [(run.code, run.reason) for run in runs] == [("Q101", "没有督导")]
    _, runs = check(made.facts(), "Q")
    assert "[[quotas]]" in (runs[0].reason or "")


def test_an_item_copied_from_a_shipped_rubric_is_computed_as_there(tmp_path: Path) -> None:
    from qianyi.policy.load import with_rubric

    path = tmp_path / "细则.toml"
    path.write_text(
        """
[[annexes]]
number = 4
title = "本县派驻人员"
subject = "person"
points = 25
[[annexes.sections]]
id = "4"
title = "全部"
points = 25
[[annexes.sections.items]]
id = "4.1"
title = "在岗情况"
points = 20
vetoes = []
lines = [{ id = "4.1", points = 20, title = "在岗", judge = "auto" }]
[[annexes.sections.items]]
id = "4.2"
title = "宣传"
points = 5
lines = [{ id = "4.2.1", points = 5, title = "宣传报道", judge = "auto" }]
""",
        encoding="utf-8",
    )
    policy = with_rubric(load_policy("suzhou-2021"), path)
    duty, other = policy.annexes[4].items()
    assert (duty.lines[0].computes, duty.vetoes, other.lines[0].computes) == ("attendance", (), "")
