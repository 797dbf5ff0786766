"""The shipped packs say what the documents say; a county's own policy needs no code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qianyi.dossier.records import Mark
from qianyi.policy.diff import diff
from qianyi.policy.load import available, load_checked, load_policy, with_rubric, with_settings
from qianyi.policy.model import PolicyError
from qianyi.policy.settings import Settings
from qianyi.policy.shipped import known_codes
from qianyi.rules import RULES
from qianyi.scoring import score
from tests.make.memory import County

COMMON = {
    *(f"I{n:03}" for n in range(1, 17)),
    *("R101 R102 R103 R105 R108 R110 R111 L503 L504 F903 C604 C605 Q101".split()),
    *(f"A{n}" for n in (*range(401, 410), 414, 415, 416, 418, 420)),
    *(f"S80{n}" for n in range(1, 9)),
}
YANCHI = COMMON | set(
    "R104 R106 R107 T201 T202 T203 T204 T205 T206 T207 H301 H302 H303 H304 A410 A411 A412 A413 A417 A419 L501 L502 L505 W704 "
    "F901 F902 F904".split()
)
SUZHOU = COMMON | set("R109 T211 T212 T213 H311 L511 L512 L513 L514 C601 C602 C603 W701 W702 W703 W704".split())
PARAMETERS = {  # id: (unit, yanchi, suzhou), as the contract's table has them
    "campaign.months": ("month", 12, 12),
    "target.people": ("person", 37, None),
    "target.recipients": ("institution", 14, None),
    "rotation.min_months": ("month", 6, 12),
    "rotation.max_per_post": ("placement", 2, None),
    "half_release.max_share": ("ratio", "0.10", None),
    "half_release.min_days": ("day/week", 3, None),
    "leave.personal_year": ("workday", 12, None),
    "leave.personal_half": ("workday", 6, None),
    "leave.total_max": ("workday", 36, None),
    "arrival.max_delay": ("calendar day", 20, None),
    "absence.max_span": ("calendar day", 7, None),
    "age.min": ("year", 18, 18),
    "age.max": ("year", 65, 65),
    "leave.filing_days": ("workday", 7, None),
    "leave.township_days": ("day", None, 2),
    "leave.county_days": ("day", None, 5),
    "check.city_per_month": ("check", None, 1),
    "check.county_per_month": ("check", None, 2),
    "check.bar_count": ("time", None, 3),
    "check.bar_days": ("day", None, 3),
    "score.personal_rate_year": ("point/day", "0.8", None),
    "score.personal_rate_half": ("point/day", "1.6", None),
    "score.absent_rate": ("point/day", 3, None),
    "training.min_events": ("event", 10, None),
    "training.min_hours": ("hour", 2, None),
    "teaching.min_events": ("event", 20, None),
    "trainee.min_months": ("month", 6, None),
    "survey.min_sample": ("person", 20, None),
    "survey.min_awareness": ("ratio", "0.70", None),
    "notice.days": ("day", 5, 5),
    "hours_per_day": ("hour", 8, 8),
}
POINTS = {
    "2.1.1": "2 2 2 2 2",
    "2.1.2": "5",
    "2.1.3": "5",
    "2.1.4": "3",
    "2.1.5": "3",
    "2.1.6": "4",
    "2.2.1": "2 2 2 2",
    "2.2.2": "2 2 2",
    "2.2.3": "2 2 2 2",
    "2.2.4": "2 2 2 2",
    "2.3.1": "2 2 4",
    "2.3.2": "4 4",
    "2.3.3": "3 2 3",
    "2.3.4": "3 3 2",
    "2.3.5": "2 2 2 2",
    "3.1.1": "2 2 2 2 2",
    "3.1.2": "5",
    "3.1.3": "2 3",
    "3.2.1": "4 3 3",
    "3.2.2": "5 5 5 5",
    "3.2.3": "5",
    "3.3.1": "5",
    "3.3.2": "2 3 3 2 3 2",
    "3.3.3": "2 5 2 2 2 2",
    "3.4.1": "3 3 4",
    "4.1": "20",
    "4.2": "5 3",
    "4.3": "4 4 4 3 3 4",
}
AUTO = (
    "2.1.1.1 2.1.1.2 2.1.1.3 2.1.1.4 2.1.2.1 2.1.3.1 2.1.6.1 2.2.1.1 2.2.1.2 2.2.1.3 2.2.1.4 2.2.3.1 2.2.3.2 2.2.3.4 "
    "2.3.1.3 2.3.2.1 2.3.2.2 2.3.5.2 2.3.5.4 "
    "3.1.1.1 3.1.1.2 3.1.1.3 3.1.1.4 3.1.1.5 3.1.2.1 3.2.2.1 3.2.2.2 3.3.1.1 3.3.2.1 3.3.2.3 3.3.2.4 3.3.2.5 3.3.2.6 "
    "3.3.3.1 3.3.3.2 3.3.3.3 3.3.3.4 3.3.3.6 3.4.1.1 3.4.1.2 3.4.1.3 4.1"
).split()
BROKEN = [
    ("leave.personal_yaer = 10", "leave.personal_yaer", "leave.personal_year"),
    ('leave.personal_year = "十二"', "leave.personal_year", "应为数"),
    ("leave.personal_year = -1", "leave.personal_year", "不能小于"),
    ("half_release.max_share = 1.5", "half_release.max_share", "不能大于"),
    ("target.people = 3.5", "target.people", "整数"),
    ('arrival.deadline = "02-30"', "arrival.deadline", "月-日"),
    ('score.partial_day = "half"', "score.partial_day", "prorata 或 whole"),
    ('rest.must_be_earned = "no"', "rest.must_be_earned", "true 或 false"),
    ('leave.total_kinds = ["sick", "holiday"]', "leave.total_kinds", "holiday"),
    ("leave.personal_year = nan", "leave.personal_year", "应为数"),
    ('leave.personal_year = 10\n"leave.personal_year" = 11', "leave.personal_year", "两次"),
]


def write(folder: Path, text: str, name: str = "policy.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packs_put_the_rules_of_the_catalogue_in_force() -> None:
    assert set(load_policy("yanchi-2022").rules) == YANCHI
    assert set(load_policy("suzhou-2021").rules) == SUZHOU
    assert known_codes() == YANCHI | SUZHOU == set(RULES)
    assert [listed.id for listed in available()] == ["suzhou-2021", "yanchi-2022"]


@pytest.mark.parametrize("id", ["yanchi-2022", "suzhou-2021"])
def test_every_rule_parameter_and_line_has_a_clause_of_the_document(id: str) -> None:
    policy = load_policy(id)
    named = [rule.clause for rule in policy.rules.values()] + [p.clause for p in policy.parameters.values()]
    named += [line.clause for annex in policy.annexes.values() for line in annex.lines()]
    assert all(clause in policy.clauses and policy.clauses[clause].text for clause in named)
    assert list(policy.rules) == sorted(policy.rules)


def test_parameters_are_those_of_the_contract() -> None:
    yanchi, suzhou = load_policy("yanchi-2022"), load_policy("suzhou-2021")
    for id, (unit, first, second) in PARAMETERS.items():
        for policy, value in ((yanchi, first), (suzhou, second)):
            assert policy.get(id) == (None if value is None else Decimal(value)), (id, policy.id)
            if value is not None:
                assert policy.parameter(id).unit == unit
    assert yanchi.get("leave.total_kinds") == ("personal", "sick", "marriage", "maternity", "bereavement", "other")
    assert yanchi.get("arrival.deadline") == "06-06"
    assert yanchi.get("score.partial_day") == "prorata"
    for policy in (yanchi, suzhou):
        assert policy.get("notice.unit") == "working"
        assert policy.get("rest.must_be_earned") is True
        assert policy.get("subsidy.per_day") is None
        assert policy.parameter("hours_per_day").status == "local"
    for id in ("leave.total_kinds", "leave.total_max", "half_release.max_share", "absence.max_span"):
        assert yanchi.parameter(id).status == "reading"
        assert "另一读法" in yanchi.parameter(id).note


def test_the_rubric_sums_as_the_annexes_do() -> None:
    annexes = load_policy("yanchi-2022").annexes
    assert [annex.subject for annex in annexes.values()] == ["support", "recipient", "person"]
    found = {item.id: [str(line.points) for line in item.lines] for a in annexes.values() for item in a.items()}
    assert found == {id: points.split() for id, points in POINTS.items()}
    sections = {section.id: section.points for annex in annexes.values() for section in annex.sections}
    assert sections == {"2.1": 30, "2.2": 30, "2.3": 40, "3.1": 20, "3.2": 35, "3.3": 35, "3.4": 10, "4": 50}
    assert [line.id for a in annexes.values() for line in a.lines() if line.judge == "auto"] == AUTO
    assert annexes[4].lines()[1].clause == "附件4·遵守劳动纪律·1"
    assert load_policy("suzhou-2021").annexes == {}


def test_words_decide_whole_or_by_the_longest_word_held() -> None:
    yanchi, suzhou = load_policy("yanchi-2022"), load_policy("suzhou-2021")
    tiers = {
        "乙镇中心卫生院": "township",
        "县卫健委": "county",
        "某市某县卫生健康委员会": "county",
        "市级": "city",
        "院办": None,
    }
    assert {text: suzhou.meaning("approver", text) for text in tiers} == tiers
    assert suzhou.meanings("post", "下午脱岗") == {"off"}
    assert suzhou.meanings("post", "未脱岗") == {"on"}
    assert suzhou.meanings("post", "脱岗，后又在岗") == {"off", "on"}
    assert yanchi.meaning("purpose", "购置设备") == "equipment"
    assert yanchi.meaning("purpose", "生活设施") == "facilities"
    assert yanchi.meaning("purpose", "捐款") is None
    assert yanchi.meaning("report", "未提交书面报告") == "no"
    assert yanchi.meaning("title", "副主任医师") == "senior_physician"
    assert yanchi.meaning("title", "副主任护师") == "nurse"


def test_a_third_policy_is_a_file_that_says_only_what_differs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
extends = "yanchi-2022"
id = "nanshan-2024"
title = "南山县2024年度对口支援"

[campaign]
start = 2024-03-01
end = 2025-02-28

[clauses]
"第五条" = "南山县的请假限额"

[parameters]
target.people = 12
"target.recipients" = 4

[parameters."leave.personal_year"]
value = 10
clause = "第五条"
status = "text"
note = "南山县方案第五条"

[rules]
R107 = false
T202 = "warning"
T205 = { severity = "warning" }
L511 = "第五条"

[words.purpose]
transport = ["燃油"]

[[duties]]
id = "annual-plan"
due = 2024-03-20

[[annexes]]
number = 4
title = "南山县派驻人员评分"
subject = "person"
points = 10
[[annexes.sections]]
id = "4"
title = "全部"
points = 10
[[annexes.sections.items]]
id = "4.2"
title = "纪律"
points = 10
lines = [{ id = "4.2.1", points = 6.5, title = "请假" }, { id = "4.2.2", points = 3.5, title = "服从" }]
""",
    )
    county, parent = load_policy(path), load_policy("yanchi-2022")
    assert (county.id, county.campaign.start, county.campaign.year) == ("nanshan-2024", date(2024, 3, 1), 2024)
    assert county.number("target.people") == 12
    assert county.parameter("leave.personal_year").status == "text"
    assert county.parameter("target.people").status == "local"
    assert county.number("leave.personal_half") == 6
    assert "R107" not in county.rules
    assert county.rules["T205"].severity == county.rules["T202"].severity == "warning"
    assert county.clause_of("T205") == "四（三）"
    assert county.clause_of("L511") == "第五条"
    assert county.meaning("purpose", "燃油") == "transport"
    assert county.meaning("purpose", "路费") == "transport"
    due = {duty.id: duty.due for duty in county.duties}
    assert due["annual-plan"] == date(2024, 3, 20)
    assert due["target-letter"] == date(2024, 3, 5)  # the fifth day of the campaign, as 06-05 is of one from 06-01
    assert due["final-report"] == date(2025, 2, 28)
    assert [annex.points for annex in county.annexes.values()] == [100, 100, 10]
    assert county.overrides["leave.personal_year"] == 10
    assert county.overrides["campaign.start"] == "2024-03-01"
    assert "leave.personal_half" not in county.overrides
    assert parent.meaning("purpose", "燃油") is None
    changed = {(item.part, item.id) for item in diff(parent, county)}
    assert ("parameter", "target.people") in changed
    assert ("rule", "R107") in changed
    assert ("rubric", "4.2.1") in changed
    assert ("parameter", "leave.total_max") not in changed


def test_a_policy_may_be_a_folder_of_files(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "suzhou-2021"\ntitle = "甲县"\n', "pack.toml")
    write(tmp_path, "[parameters]\ncheck.county_per_month = 3\n", "parameters.toml")
    assert load_policy(tmp_path).number("check.county_per_month") == 3
    write(tmp_path, "[parameters]\ncheck.city_per_month = 3\n", "more.toml")
    with pytest.raises(PolicyError, match=r"parameters\.toml 的 parameters 在 .*more\.toml"):
        load_policy(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('colour = "红"', ["colour"]),
        ("[parameter]\nx = 1", ["parameter", "是不是 parameters"]),
        ('[rules]\nT999 = "三"', ["rules.T999", "没有规则"]),
        ("[rules]\nC601 = {}", ["C601", "clause"]),
        ('[rules]\nT201 = "第九十九条"', ["T201", "第九十九条"]),
        ('[rules]\nT201 = { severity = "fatal" }', ["T201", "fatal"]),
        ('[parameters."own.figure"]\nvalue = 3', ["own.figure", "unit"]),
        ('[parameters."own.figure"]\nvalue = 3\nunit = "mile"\nclause = "三"\nstatus = "text"', ["own.figure", "mile"]),
        ('[parameters."leave.total_max"]\nvalue = 3\nstatus = "guess"', ["leave.total_max", "guess"]),
        ('[parameters."leave.total_max"]\nvalue = 3\nclause = "第八十条"', ["leave.total_max", "第八十条"]),
        ("[campaign]\nstart = 2022-06-31", ["start", "没有这一天"]),
        ('[campaign]\nstart = "2022-06-31"', ["campaign.start", "没有 2022-06-31 这一天"]),
        ("[campaign]\nend = 2021-01-01", ["campaign", "早于"]),
        ("[campaign]\nend = 2025-01-01", ["campaign", "请写上 start"]),
        ('[words.purpose]\nliving = ["设备"]', ["purpose.living", "设备"]),
        ('title = "一"\ntitle = "二"', ["title", "两次"]),
        ("公式 = 1", ["公式", "引号"]),
        ('[[duties]]\nid = "own"\ntitle = "甲"', ["duties", "clause"]),
        ('[[duties]]\nid = "summary"\neach = "month"', ["duties", "due、each"]),
        ('[[duties]]\nid = "summary"\nwho = ["hospital"]', ["who", "hospital"]),
    ],
)
def test_a_policy_that_cannot_be_used_is_refused_by_file_and_key(tmp_path: Path, text: str, words: list[str]) -> None:
    path = write(tmp_path, f'extends = "yanchi-2022"\n{text}\n')
    with pytest.raises(PolicyError) as refused:
        load_policy(path)
    message = str(refused.value)
    assert "policy.toml" in message
    assert all(word in message for word in words), message
    assert "\n" not in message


@pytest.mark.parametrize(("text", "key", "word"), BROKEN)
def test_a_parameter_of_the_wrong_type_or_unit_is_refused(tmp_path: Path, text: str, key: str, word: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load_policy(write(tmp_path, f'extends = "yanchi-2022"\n[parameters]\n{text}\n'))
    assert key in str(refused.value)
    assert word in str(refused.value)


def test_a_rubric_whose_lines_do_not_sum_is_refused(tmp_path: Path) -> None:
    text = """
[[annexes]]
number = 4
title = "甲县评分"
subject = "person"
points = 10
[[annexes.sections]]
id = "4"
title = "全部"
points = 10
[[annexes.sections.items]]
id = "4.2"
title = "纪律"
points = 10
lines = [{ id = "4.2.1", points = 6, title = "请假" }, { id = "4.2.2", points = 3, title = "服从" }]
"""
    suzhou = load_policy("suzhou-2021")
    with pytest.raises(PolicyError, match=r"4\.2 .*10 分.*9 分"):
        with_rubric(suzhou, write(tmp_path, text))
    rubric = write(tmp_path, text.replace("points = 3,", "points = 4,"))
    assert [line.points for line in with_rubric(suzhou, rubric).annexes[4].lines()] == [6, 4]
    twice = write(tmp_path, text.replace("points = 3,", "points = 4,").replace("4.2.2", "4.2.1"))
    with pytest.raises(PolicyError, match=r"4\.2\.1 写了两次"):
        with_rubric(suzhou, twice)
    with pytest.raises(PolicyError, match="不是评分细则"):
        with_rubric(suzhou, write(tmp_path, 'title = "空"'))


def test_unknown_policies_and_circles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="是不是 yanchi-2022"):
        load_policy("yanchi-2023")
    with pytest.raises(PolicyError, match="底本"):
        load_policy("base")
    with pytest.raises(PolicyError, match="campaign"):
        load_policy(write(tmp_path, 'extends = "base"\ntitle = "甲"\n', "undated.toml"))
    write(tmp_path, 'extends = "b.toml"\ntitle = "甲"\n', "a.toml")
    write(tmp_path, 'extends = "a.toml"\ntitle = "乙"\n', "b.toml")
    with pytest.raises(PolicyError, match="绕了一圈"):
        load_policy(tmp_path / "a.toml")
    gbk = tmp_path / "gbk.toml"
    gbk.write_bytes('title = "甲县"'.encode("gb18030"))
    with pytest.raises(PolicyError, match="UTF-8"):
        load_policy(gbk)


def test_settings_lay_over_the_policy_and_years_shift_whole() -> None:
    policy = load_policy("yanchi-2022")
    plain = with_settings(policy, Settings(), 2023)
    assert (plain.campaign.start, plain.campaign.end) == (date(2023, 6, 1), date(2024, 5, 31))
    assert plain.overrides == {}
    assert plain.duties[0].due == date(2023, 6, 5)
    assert {duty.id: duty.since for duty in plain.duties}["appraisal"] == date(2024, 5, 1)
    leap = with_settings(policy, Settings(start=date(2023, 3, 1)), None)
    assert leap.campaign.end == date(2024, 2, 29)
    assert with_settings(policy, Settings(start=date(2023, 3, 1)), 2024).campaign.end == date(2025, 2, 28)
    assert with_settings(policy, Settings(start=date(2024, 2, 29)), 2025).campaign.start == date(2025, 3, 1)
    both = with_settings(policy, Settings(start=date(2022, 7, 1), parameters={"leave.personal_year": 10}), 2024)
    assert both.overrides == {"campaign.start": "2024-07-01", "leave.personal_year": 10}
    assert both.campaign.end == date(2025, 6, 30)
    assert both.number("leave.personal_year") == 10
    assert both.parameter("leave.personal_year").status == "local"
    with pytest.raises(PolicyError, match=r"parameters\.leave\.personal .*是不是"):
        with_settings(policy, Settings(parameters={"leave.personal": 1}), None)
    with pytest.raises(PolicyError, match="年度"):
        with_settings(policy, Settings(), 0)


def test_check_tells_a_policy_a_rubric_and_settings_apart(tmp_path: Path) -> None:
    settings = write(tmp_path, 'policy = "suzhou-2021"\n[campaign]\nstart = 2023-05-01\n', "qianyi.toml")
    assert load_checked(settings).campaign.end == date(2024, 4, 30)
    assert load_checked(tmp_path).id == "suzhou-2021"
    own = write(tmp_path, 'extends = "suzhou-2021"\n', "own.toml")
    assert load_checked(own).id == "own"


def test_a_county_that_has_its_scheme_scores_with_it(tmp_path: Path) -> None:
    rubric = write(
        tmp_path,
        """
title = "甲县驻点评分"
[[annexes]]
number = 4
title = "驻点人员评分"
subject = "person"
points = 10
[[annexes.sections]]
id = "4"
title = "全部"
points = 10
[[annexes.sections.items]]
id = "4.1"
title = "纪律"
points = 10
lines = [
  { id = "4.1.1", points = 6, title = "请假", clause = "第十条" },
  { id = "4.1.2", points = 4, title = "服从", clause = "第七条" },
]
""",
    )
    county = County()
    county.person("云海生", date(2021, 5, 1), date(2022, 4, 30))
    for line, points in (("4.1.1", 5), ("4.1.2", 4)):
        mark = Mark(sheet=county.sheet("marks"), row=1, subject="云海生", criterion=line, score=Decimal(points))
        county.dossier.marks.append(mark)
    facts = county.facts(date(2022, 4, 30))
    facts.policy = with_rubric(load_policy("suzhou-2021"), rubric)
    [person] = score(facts).people
    assert (person.score, person.max, person.percent) == (9, 10, 90)
    assert facts.policy.overrides == {"rubric": "甲县驻点评分"}
    assert [entry.clause for item in person.items for entry in item.ledger] == ["第十条"]
