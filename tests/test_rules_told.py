"""What findings say: whose, how many, which of two sentences. Every expected sentence is written by hand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import ListedInstitution, MilestoneEntry, SpotCheck, Visit
from qianyi.facts import Facts
from qianyi.policy.load import load_policy
from qianyi.policy.model import Policy
from qianyi.rules import check
from qianyi.rules.resent import _later
from tests.make.days import END, START
from tests.make.memory import County, policy, sheet

TOWN, OTHER_TOWN, HOSPITAL = "甲镇卫生院", "乙镇卫生院", "县医院"


def told(made: County, code: str, as_of: date = END, policy_id: str = "yanchi-2022") -> list[Finding]:
    found, _ = check(made.facts(as_of, policy_id), code[0])
    return [finding for finding in found if finding.code == code]


# Q101 -----------------------------------------------------------------------------------------------------------------


def quota(folder: Path, text: str) -> Policy:
    path = folder / "政策.toml"
    head = 'id = "nanshan"\ntitle = "南山县"\nextends = "yanchi-2022"\n[[quotas]]\nid = "q"\ntitle = "定额"\nclause = "三"\n'
    path.write_text(head + text, "utf-8")
    return load_policy(str(path))


def test_a_quota_says_which_bound_and_by_how_much(tmp_path: Path) -> None:
    made = County()
    for name in ("江映月", "纪长安"):
        made.person(name)
    made.add("institutions", ListedInstitution, institution="丙镇卫生院", role="recipient")
    asked = quota(tmp_path, 'counts = "people"\nper = "recipient"\neach = "campaign"\nat_least = 1\nat_most = 1')
    found, _ = check(Facts(made.dossier, asked, END), "Q")
    assert [(finding.institution, finding.fact, finding.remedy) for finding in found] == [
        (
            TOWN,
            "甲镇卫生院 2022-06-01 至 2023-05-31 的“定额”（三）是 2 人，应至多 1 人",
            "请核对登记，确实超了的写明原因。",
        ),
        (
            "丙镇卫生院",
            "丙镇卫生院 2022-06-01 至 2023-05-31 的“定额”（三）是 0 人，应至少 1 人",
            "请核对登记，没做的补做。",
        ),
    ]


def test_a_quota_of_nobody_names_the_county_and_twenty_cells(tmp_path: Path) -> None:
    made = County()
    made.person("江映月")
    for number in range(21):
        made.add("visits", Visit, date=START + timedelta(days=number), support=HOSPITAL, recipient=TOWN, level="院长")
    asked = quota(tmp_path, 'counts = "visits"\nper = "county"\neach = "campaign"\nat_most = 0')
    (found,), _ = check(Facts(made.dossier, asked, END), "Q")
    assert found.fact == "全县 2022-06-01 至 2023-05-31 的“定额”（三）是 21 次督导，应至多 0 次督导"
    assert (found.person, found.institution, len(found.cells)) == (None, None, 20)


def test_days_that_nobody_knows_excuse_too_few_and_not_too_many(tmp_path: Path) -> None:
    made = County()
    made.person("江映月", date(2022, 7, 1), date(2022, 7, 31))
    made.marks("江映月", date(2022, 7, 1), "√")
    for text, told in (("at_least = 2", True), ("at_most = 0.5", False)):
        asked = quota(tmp_path, f'counts = "days"\nper = "person"\neach = "month"\n{text}')
        (found,), _ = check(Facts(made.dossier, asked, date(2022, 7, 31)), "Q")
        assert ("另有 20 个工作日没有考勤记录" in found.fact) == told


# A417, A420 -----------------------------------------------------------------------------------------------------------


def submitted(*whose: str) -> County:
    """One person of 甲镇卫生院 on two days of a grid of each of these."""
    made = County()
    made.person("江映月")
    made.person("纪长安", recipient=OTHER_TOWN)
    for number, institution in enumerate(whose):
        on = made.add_sheet(sheet("grid", number + 1, institution=institution, month=(2022, 6)))
        made.marks("江映月", date(2022, 6, 6 + 2 * number), "√.√", on=on)
    return made


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ((TOWN,), []),
        ((TOWN, HOSPITAL), ["江映月 的考勤来自县医院、甲镇卫生院，以受援单位甲镇卫生院的为准"]),
        ((HOSPITAL, OTHER_TOWN), ["江映月 的考勤来自乙镇卫生院、县医院，都不是受援单位甲镇卫生院"]),
        ((OTHER_TOWN, "丙镇卫生院"), []),
    ],
)
def test_whose_sheets_tell_of_a_person(whose: tuple[str, ...], said: list[str]) -> None:
    made = submitted(*whose)
    made.person("白露", recipient="丙镇卫生院")
    assert [finding.fact for finding in told(made, "A417", date(2022, 6, 30))] == said


def test_the_marks_in_anothers_sheet_are_counted_without_the_blank_days() -> None:
    (found,) = told(submitted(TOWN, OTHER_TOWN), "A420", date(2022, 6, 30))
    assert found.fact == "江映月 的受援单位是甲镇卫生院，却在乙镇卫生院的考勤表里有 2 天标记，标记照算"
    assert {cell.sheet.institution for cell in found.cells} == {OTHER_TOWN}
    assert (len(found.cells), found.key) == (3, OTHER_TOWN)  # the name and the two days


def test_a_row_without_marks_in_anothers_sheet_is_nothing() -> None:
    made = submitted(TOWN, OTHER_TOWN)
    on = made.add_sheet(sheet("grid", 9, institution=OTHER_TOWN, month=(2022, 7)))
    made.marks("江映月", date(2022, 7, 4), "..", on=on)
    assert [finding.cells[0].sheet.month for finding in told(made, "A420", date(2022, 7, 31))] == [(2022, 6)]


# A409, L505 -----------------------------------------------------------------------------------------------------------


def test_an_approved_leave_of_another_kind_is_named_before_one_that_is_not_approved() -> None:
    made = County()
    made.person("江映月")
    day = date(2022, 6, 7)
    made.worked("江映月", START, date(2022, 6, 30), personal=[day])
    made.leave("江映月", "sick", day, day)
    made.leave("江映月", "personal", day, day, approver=None)
    (found,) = told(made, "A409", date(2022, 6, 30))
    assert "登记的却是病假" in found.fact


def test_a_leave_without_an_end_is_told_without_its_days() -> None:
    made = County()
    made.person("江映月")
    made.leave("江映月", "personal", date(2022, 6, 7), date(2022, 6, 8), approver=None)
    made.dossier.leaves[0].end = None
    (found,) = told(made, "L505")
    assert found.fact == "江映月 事假没有批准单位"


# I004 of spot checks, W704 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [True, False])
def test_a_result_that_says_nothing_matters_where_spot_checks_do(asked: bool) -> None:
    made = County()
    made.person("江映月")
    made.add("checks", SpotCheck, date=date(2022, 6, 7), name="江映月", result="不在岗")
    rules = {code: rule for code, rule in policy().rules.items() if asked or code != "C604"}
    found, _ = check(made.facts(date(2022, 6, 30), rules=rules), "I")
    assert any("看不出是不是无故脱岗" in finding.fact for finding in found) == asked


def duties(made: County, *fields: str, as_of: date = END, **changes: object) -> list[str]:
    """What W704 says of the one duty of a policy, a ledger with these columns given."""
    shipped = policy()
    duty = msgspec.structs.replace(
        next(one for one in shipped.duties if one.id == "leading-group"), clause="七（一）", **changes
    )
    made.dossier.inputs[0].sheets.append(sheet("milestones", 5, only=("matter", "done", *fields)))
    facts = Facts(made.dossier, msgspec.structs.replace(shipped, duties=(duty,)), as_of)
    return [finding.fact for finding in check(facts, "W")[0] if finding.code == "W704"]


def monthly(made: County, as_of: date, **changes: object) -> list[str]:
    return duties(made, "institution", as_of=as_of, who=("recipient",), due=None, since=None, each="month", **changes)


def test_one_time_missed_is_a_last_day_and_several_are_listed() -> None:
    made = County()
    made.person("江映月")
    head = "甲镇卫生院 的“成立领导小组和办事机构”"
    assert monthly(made, date(2022, 7, 30)) == [f"{head}应在 2022-06-30 前完成，台账没有记录"]
    assert monthly(made, date(2022, 7, 31)) == [
        f"{head}在 2022-06-01 至 2022-06-30、2022-07-01 至 2022-07-31 各要有一次，台账没有记录"
    ]


@pytest.mark.parametrize(
    ("people", "whose"),
    [
        (["江映月"], "江映月"),
        (["江映月", "纪长安"], "县医院 江映月、纪长安"),
        (["江映月", "纪长安", "白露"], "县医院 江映月、纪长安、白露"),
        (["江映月", "纪长安", "白露", "何穗"], "县医院 江映月、纪长安、白露等 4 人"),
    ],
)
def test_papers_that_an_institution_keeps_are_told_by_their_people(people: list[str], whose: str) -> None:
    made = County()
    for name in people:
        made.person(name)
    said = duties(made, "institution", "name", who=("person",), kept_by="support", due=date(2022, 6, 5))
    assert said == [f"{whose} 的“成立领导小组和办事机构”应在 2022-06-05 前完成，台账没有记录"]


def test_a_persons_own_papers_are_told_of_each() -> None:
    made = County()
    for name in ("江映月", "纪长安"):
        made.person(name)
    said = duties(made, "institution", "name", who=("person",), kept_by=None, due=date(2022, 6, 5))
    assert [one.partition(" ")[0] for one in said] == ["江映月", "纪长安"]


def test_what_was_done_late_is_told_with_its_day() -> None:
    made = County()
    made.person("江映月")
    made.add("milestones", MilestoneEntry, matter="领导小组", done=date(2022, 6, 6), institution=TOWN)
    said = duties(made, "institution", who=("recipient",), due=date(2022, 6, 5))
    assert said == ["甲镇卫生院 的“成立领导小组和办事机构”应在 2022-06-05 前完成，台账记的是 2022-06-06"]


# A408 of two files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        ({"一个文件的两张表.xlsx": "2022-07-01 08:00"}, ""),
        (
            {"初稿.xlsx": "2022-07-01 08:00", "改稿.xlsx": "2022-07-02 08:00"},
            "改稿.xlsx 保存得晚（2022-07-02 08:00），",
        ),
        (
            {"改稿.xlsx": "2022-07-02 08:00", "初稿.xlsx": "2022-07-01 08:00"},
            "改稿.xlsx 保存得晚（2022-07-02 08:00），",
        ),
        ({"初稿.xlsx": "2022-07-02 08:00", "改稿.xlsx": "2022-07-02 08:00"}, "从文件看不出哪一份保存得晚，"),
        ({"初稿.xlsx": None, "改稿.xlsx": "2022-07-02 08:00"}, "从文件看不出哪一份保存得晚，"),
        ({"初稿.xlsx": None, "改稿.xlsx": None}, "从文件看不出哪一份保存得晚，"),
        (
            {"一.xlsx": "2022-07-01 08:00", "二.xlsx": "2022-07-01 08:00", "三.xlsx": "2022-07-03 08:00"},
            "三.xlsx 保存得晚（2022-07-03 08:00），",
        ),
        (
            {"一.xlsx": None, "二.xlsx": "2022-07-01 08:00", "三.xlsx": "2022-07-03 08:00"},
            "从文件看不出哪一份保存得晚，",
        ),
    ],
)
def test_the_file_saved_last_is_named_where_it_is_one(saved: dict[str, str | None], said: str) -> None:
    assert _later(saved) == said


# T201, T203 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "served"), [(date(2022, 6, 10), "10 天"), (date(2022, 6, 30), "1 个月"), (date(2022, 11, 29), "5 个月")]
)
def test_a_short_time_is_said_in_months_or_in_days(last: date, served: str) -> None:
    made = County()
    made.person("江映月", START, last)
    (found,) = told(made, "T201", last)
    assert found.fact == f"江映月 派驻 {served}，少于 6 个月"


def post(*spans: tuple[date, date], period: str | None = None) -> County:
    made = County()
    for number, (start, end) in enumerate(spans):
        made.person(f"人{number}", start, end, post=1, period=period if number else None)
    return made


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        (
            [(START, date(2022, 11, 30)), (date(2023, 1, 1), END)],
            ["无人在岗：2022-12-01 至 2022-12-31"],
        ),
        ([(START, date(2023, 5, 30))], ["无人在岗：2023-05-31"]),
        ([(START, END)], []),
        ([(date(2021, 6, 1), date(2022, 5, 31))], []),  # of the year before
        ([(date(2023, 6, 1), date(2024, 5, 31))], []),  # of the year after
    ],
)
def test_a_post_without_anybody_is_told_to_the_day(spans: list[tuple[date, date]], said: list[str]) -> None:
    assert [finding.fact.partition(" ")[2] for finding in told(post(*spans), "T203")] == said


def test_a_post_written_in_dates_and_in_words_is_held_against_its_dates() -> None:
    made = post((START, date(2022, 11, 30)), (date(2023, 1, 1), END), period="second")
    assert len(told(made, "T203")) == 1


# R101, R103 -----------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_named_with_whom_or_the_row() -> None:
    made = County()
    made.person("江映月", START, None, title=None)
    made.person("", START, END)
    made.person("纪长安", None, None, period="year")
    made.dossier.placements[1].row = 4
    assert [finding.fact for finding in told(made, "R101")] == [
        "江映月 没有填专业技术职称、支援时间、结束日期",
        "第 5 行 没有填姓名",
    ]


def test_namesakes_are_told_where_both_have_an_institution() -> None:
    made = County()
    made.person("江映月")
    made.person("江映月", support=None)
    assert told(made, "R103") == []
    made.person("江映月", support="市医院")
    (found,) = told(made, "R103")
    assert found.fact == "有 2 位江映月（县医院、市医院）"


def test_two_names_that_differ_by_their_brackets_are_told() -> None:
    made = County()
    made.person("江映月（内科）")
    assert told(made, "R103") == []
    made.person("江映月（外科）")
    (found,) = told(made, "R103")
    assert found.fact == "江映月（内科）、江映月（外科） 只差姓名后面括号里的字，按 2 个人读"
