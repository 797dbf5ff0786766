"""Suzhou from the command line: tiers of leave, spot checks, workload, changes; and funds and milestones of Yanchi."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, codes, of, run, skipped
from tests.make.days import workdays
from tests.make.disk import Sheets, dated, grids, marked, person

POLICY = 'policy = "suzhou-2021"\n'
HOME = "云岭市人民医院"


def stay(name: str = "李小满", start: str = "2021-05-01", end: str = "2022-04-30", **changes: object) -> Any:
    return dated(name, start, end, 支援单位=HOME) | changes


def found(folder: Path, code: str, sheets: Sheets, *people: Any, toml: str = "", as_of: str = "2022-04-30") -> int:
    given = {"名单": list(people) or [stay()], **sheets}
    return codes(ask(folder, given, "--as-of", as_of, toml=POLICY + toml)).count(code)


def leave(start: str, end: str, days: object = None, by: object = "卫生院", **changes: object) -> dict[str, object]:
    row = {
        "姓名": "李小满",
        "请假类型": "事假",
        "开始日期": start,
        "结束日期": end,
        "天数": days,
        "批准单位": by,
        "备案日期": "2021-09-01",
        "销假日期": "2021-10-20",
    }
    return row | changes


# 2021-09-06 is a Monday; no holiday or make-up day falls in the two weeks used here.
@pytest.mark.parametrize(
    ("end", "days", "by", "low"),
    [
        ("2021-09-07", 2, "卫生院", 0),
        ("2021-09-07", 2, "市卫健委", 0),
        ("2021-09-07", 2.5, "卫生院", 1),
        ("2021-09-08", 2.5, "柳林乡卫生院", 1),
        ("2021-09-08", None, "云岭县卫生健康委员会", 0),
        ("2021-09-10", 5, "县级", 0),
        ("2021-09-13", 6, "县卫健委", 1),
        ("2021-09-13", 6, "云岭市卫健委", 0),
        ("2021-09-13", None, "县级", 1),
        ("2021-09-07", 2, None, 1),
    ],
)
def test_who_may_approve(tmp_path: Path, end: str, days: object, by: object, low: int) -> None:
    assert found(tmp_path, "L511", {"请假": [leave("2021-09-06", end, days, by)]}) == low


def test_an_approver_in_no_list_is_asked_about(tmp_path: Path) -> None:
    assert found(tmp_path, "I004", {"请假": [leave("2021-09-06", "2021-09-07", by="办公室")]}) == 1


def test_a_county_may_move_the_tiers(tmp_path: Path) -> None:
    sheets: Sheets = {"请假": [leave("2021-09-06", "2021-09-08")]}
    assert found(tmp_path, "L511", sheets, toml="[parameters]\nleave.township_days = 3\n") == 0


OTHER = leave("2021-11-01", "2021-11-02")


@pytest.mark.parametrize(
    ("code", "rows", "count"),
    [
        ("L512", [leave("2021-09-06", "2021-09-07", 备案日期=None), OTHER], 1),
        ("L512", [leave("2021-09-06", "2021-09-08", 备案日期=None), OTHER], 0),
        ("L513", [leave("2021-09-06", "2021-09-07"), leave("2021-09-08", "2021-09-09")], 1),
        ("L513", [leave("2021-09-09", "2021-09-10"), leave("2021-09-13", "2021-09-14")], 1),
        ("L513", [leave("2021-09-06", "2021-09-07"), leave("2021-09-09", "2021-09-10")], 0),
        ("L513", [leave("2021-09-06", "2021-09-06"), leave("2021-09-07", "2021-09-07")], 0),
        ("L513", [leave("2021-09-06", "2021-09-08", 3, "县级"), leave("2021-09-09", "2021-09-13", 3, "县级")], 1),
        ("L513", [leave("2021-09-06", "2021-09-13", 6, "市级"), leave("2021-09-14", "2021-09-14", 1)], 0),
        ("L514", [leave("2021-09-06", "2021-09-07", 销假日期=None), OTHER], 1),
    ],
)
def test_filing_splitting_returning(tmp_path: Path, code: str, rows: list[Any], count: int) -> None:
    assert found(tmp_path, code, {"请假": rows}) == count


def check(day: str, level: str = "县级", place: str = "柳林乡卫生院", **changes: object) -> dict[str, object]:
    row = {"日期": day, "层级": level, "受查单位": place, "姓名": None, "结果": None, "脱岗天数": None, "处理": None}
    return row | changes


MONTHS = [f"2021-{m:02}" for m in range(5, 13)] + [f"2022-{m:02}" for m in range(1, 5)]
ENOUGH = [check(f"{m}-{d}", level) for m in MONTHS for d, level in (("05", "市级"), ("15", "县级"), ("16", "县级"))]
LESS = [row for row in ENOUGH if row["日期"] != "2021-07-16"]


@pytest.mark.parametrize(
    ("rows", "as_of", "count"),
    [
        (ENOUGH, "2022-04-30", 0),
        (LESS, "2022-04-30", 1),
        ([*LESS, check("2021-07-15")], "2022-04-30", 1),
        ([*LESS, check("2021-07-15", place="王庄镇卫生院")], "2022-04-30", 0),
        (ENOUGH[:3], "2021-06-29", 0),
        (ENOUGH[:3], "2021-06-30", 1),
    ],
)
def test_how_often_posts_are_checked(tmp_path: Path, rows: list[Any], as_of: str, count: int) -> None:
    assert found(tmp_path, "C601", {"查岗": rows}, as_of=as_of) == count


def off(day: str, handling: object, **changes: object) -> dict[str, object]:
    return check(day, 姓名="李小满", 结果="脱岗", 处理=handling) | changes


@pytest.mark.parametrize(
    ("rows", "due", "missing"),
    [
        ([off("2021-07-20", "全县通报")], 1, 0),
        ([off("2021-07-20", "批评教育")], 1, 1),
        ([off("2021-07-20", "通报"), off("2021-08-20", "通报")], 2, 1),
        ([off("2021-08-20", "约谈负责人"), off("2021-07-20", "通报")], 2, 0),
        ([off("2021-07-20", "通报"), off("2021-08-20", "约谈"), off("2021-09-20", "约谈")], 3, 1),
        ([off("2021-07-20", "通报", 脱岗天数=3)], 1, 1),
        ([off("2021-07-20", "通报", 脱岗天数=2.5)], 1, 0),
        ([off("2021-07-20", None, 结果="未脱岗")], 0, 0),
        ([off("2021-07-20", None, 结果="上午在岗，下午脱岗")], 0, 0),
    ],
)
def test_steps_of_discipline(tmp_path: Path, rows: list[Any], due: int, missing: int) -> None:
    result = ask(tmp_path, {"名单": [stay()], "查岗": rows}, "--as-of", "2022-04-30", toml=POLICY)
    assert (len(of(result, "C602")), len(of(result, "C603"))) == (due, missing)


def test_the_third_step_bars_honours(tmp_path: Path) -> None:
    rows = [off("2021-07-20", "通报"), off("2021-08-20", "约谈"), off("2021-09-20", "取消资格")]
    day: list[Any] = [{"姓名": "李小满", "日期": "2021-05-06", "考勤结果": "出勤"}]
    judged: list[Any] = [{"姓名": "李小满", "派出单位评价": "优秀", "受援单位评价": "优秀"}]
    sheets: Sheets = {"名单": [stay()], "查岗": rows, "鉴定": judged, "考勤明细": day}
    result = ask(tmp_path, sheets, "--as-of", "2022-04-30", command="score", toml=POLICY)
    person = result["people"][0]
    assert person["grade"] == "合格"
    assert (person["score"], person["max"], person["items"], person["facts"]["eligible"]) == (None, 0, [], False)
    assert [step["step"] for step in person["facts"]["discipline"]] == ["notice", "talk", "bar"]
    assert len(of(result, "S805")) == 1


def reason(why: object, approved: object, successor: bool = True) -> list[Any]:
    first = stay(end="2021-10-31", 变更原因=why, 变更批准日期=approved)
    return [first, stay("王大雪", "2021-11-01")] if successor else [first]


@pytest.mark.parametrize(
    ("people", "counts"),
    [
        ([stay()], (0, 0, 0)),
        ([stay(end="2022-04-29")], (1, 0, 0)),
        ([stay(end="2021-10-31"), stay(start="2021-11-01")], (0, 0, 0)),
        ([stay(end="2021-10-31"), stay(start="2021-11-07")], (0, 0, 0)),
        ([stay(end="2021-10-31"), stay(start="2021-11-08")], (2, 0, 0)),
        ([stay(end="2021-10-31"), stay(start="2021-11-01", 受援单位="王庄镇卫生院")], (0, 0, 0)),
        (reason("因病", "2021-10-25"), (0, 0, 0)),
        (reason("因病", None), (2, 1, 0)),
        (reason(None, "2021-10-25"), (2, 1, 0)),
        (reason("想回家", "2021-10-25"), (2, 1, 0)),
        (reason("跨市工作变动", "2021-10-25"), (0, 0, 0)),
        (reason("考核不合格召回", "2021-10-25"), (0, 0, 0)),
        (reason("考核不合格召回", "2021-10-25", successor=False), (0, 0, 1)),
        (reason("家庭特殊困难", "2021-10-25", successor=False), (0, 0, 0)),
    ],
)
def test_a_year_at_one_place(tmp_path: Path, people: list[Any], counts: tuple[int, int, int]) -> None:
    result = ask(tmp_path, {"名单": people}, "--as-of", "2022-04-30", toml=POLICY)
    plain = "变更原因" not in people[0]
    t212 = 0 if plain else codes(result).count("T212")
    assert (codes(result).count("T211"), t212, codes(result).count("T213")) == counts
    assert ("T212" in skipped(result)) == plain


@pytest.mark.parametrize(
    ("kind", "day", "count"),
    [("原单位工作", "2021-07-01", 1), ("工号未停用", "2021-05-01", 1), ("原单位工作", "2021-04-30", 0)],
)
def test_no_work_at_home(tmp_path: Path, kind: str, day: str, count: int) -> None:
    assert found(tmp_path, "H311", {"情况登记": [{"姓名": "李小满", "日期": day, "类型": kind}]}) == count
    assert found(tmp_path, "H311", {}, stay(脱产方式="半脱产")) == 1


@pytest.mark.parametrize(
    ("place", "count"), [("柳林乡卫生院", 0), ("柳林镇中心卫生院", 0), ("城关社区卫生服务中心", 1)]
)
def test_recipients_are_township_hospitals(tmp_path: Path, place: str, count: int) -> None:
    assert found(tmp_path, "R109", {}, stay(受援单位=place)) == count


def workload(months: list[str], **changes: object) -> Sheets:
    row = {"姓名": "李小满", "门诊诊疗": 10, "带教查房": 2, "外科手术": 0, "助产服务": 0}
    return {"工作量": [{"月份": m, **row, "卫生院审核": "已审核", "县局备案": "2021-09-01"} | changes for m in months]}


def test_monthly_workload(tmp_path: Path) -> None:
    assert found(tmp_path, "W701", workload(MONTHS)) == 0
    assert found(tmp_path, "W701", workload(MONTHS[:-1])) == 1
    assert found(tmp_path, "W701", workload(MONTHS[:2]), as_of="2021-07-30") == 0
    assert found(tmp_path, "W701", workload(MONTHS[:2]), as_of="2021-07-31") == 1
    assert found(tmp_path, "W702", workload(MONTHS)) == 0
    assert found(tmp_path, "W702", workload(MONTHS[:2], 县局备案=None)) == 2
    assert found(tmp_path, "I004", workload(MONTHS[:1], 卫生院审核="再说")) == 1


def test_half_year_summaries(tmp_path: Path) -> None:
    entries = [
        {"姓名": who, "日期": day, "类型": kind}
        for who, kind in (("李小满", "半年小结"), (HOME, "单位述职"))
        for day in ("2021-10-30", "2022-04-28")
    ]
    assert found(tmp_path, "W703", {"情况登记": entries}) == 0
    for i in range(4):
        assert found(tmp_path, "W703", {"情况登记": entries[:i] + entries[i + 1 :]}) == 1
    assert found(tmp_path, "W703", {"情况登记": [entries[0], entries[2]]}, as_of="2022-04-29") == 0


RUBRIC = """
title = "某县考核方案"
[[annexes]]
number = 9
title = "人员考核"
subject = "person"
points = 100
[[annexes.sections]]
id = "9"
title = "考核"
points = 100
[[annexes.sections.items]]
id = "9.1"
title = "在岗"
points = 60
lines = [{ id = "9.1.1", points = 60, title = "在岗" }]
[[annexes.sections.items]]
id = "9.2"
title = "质量"
points = 40
lines = [{ id = "9.2.1", points = 30, title = "质量" }, { id = "9.2.2", points = 10, title = "数量" }]
"""


def test_a_countys_own_rubric(tmp_path: Path) -> None:
    (tmp_path / "rubric.txt").write_text(RUBRIC, encoding="utf-8")
    given = [{"对象": "李小满", "条款": id, "得分": n} for id, n in (("9.1.1", 55), ("9.2.1", 30), ("9.2.2 数量", 10))]
    sheets: Sheets = {"名单": [stay()], "评分": given}
    rubric = ("--rubric", tmp_path / "rubric.txt")
    person = ask(tmp_path, sheets, *rubric, command="score", toml=POLICY + '[grades]\n"优秀" = 95\n"合格" = 60\n')
    one = person["people"][0]
    assert (one["score"], one["max"], one["percent"], one["status"], one["grade"]) == (95, 100, 95, "final", "优秀")
    assert [(e["line"], e["points"]) for item in one["items"] for e in item["ledger"]] == [("9.1.1", -5)]
    code, out, _ = run("why", "李小满", tmp_path, *rubric, "--criterion", "9.1.1")
    assert code == 0
    assert "-5" in out
    (tmp_path / "rubric.txt").write_text(RUBRIC.replace("points = 30", "points = 31"), encoding="utf-8")
    code, out, err = run("score", tmp_path, *rubric)
    assert (code, out) == (2, "")
    assert "9.2" in err


def paid(**changes: object) -> Sheets:
    return {"补助发放": [{"姓名": "李小满", "月份": "2022-09", "用途": "生活补助", "金额": 100} | changes]}


@pytest.mark.parametrize(
    ("code", "sheets", "count"),
    [
        ("F901", paid(姓名="何五麦"), 1),
        ("F901", paid(), 0),
        ("F902", paid(用途="购置设备"), 1),
        ("F902", paid(用途="办公物资"), 1),
        ("F902", paid(用途="交通补助"), 0),
        ("F902", paid(用途="生活设施"), 0),
        ("I004", paid(用途="杂项"), 1),
        ("F903", paid(月份="2022-05"), 1),
        ("F903", paid(月份="2023-05"), 0),
        ("F903", paid(月份="2023-06"), 1),
    ],
)
def test_payments(tmp_path: Path, code: str, sheets: Sheets, count: int) -> None:
    assert codes(ask(tmp_path, {"名单": [person()], **sheets})).count(code) == count


@pytest.mark.parametrize(("more", "count"), [(0, 0), (-1, 1), (50, 1)])
def test_payments_follow_attendance(tmp_path: Path, more: int, count: int) -> None:
    september = len(workdays(date(2022, 9, 1), date(2022, 9, 30)))
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    sheets: Sheets = {"名单": [person()], **paid(金额=september * 50 + more)}
    result = ask(tmp_path, sheets, toml="[parameters]\nsubsidy.per_day = 50\n")
    assert len(of(result, "F904")) == count


@pytest.mark.parametrize(("amount", "count"), [(21 * 50, 0), (11 * 50, 1)])
def test_a_month_of_two_placements_is_paid_for_both(tmp_path: Path, amount: int, count: int) -> None:
    # September 2022 has 21 workdays: 10 to the 15th, 11 after
    people = [
        person(period="2022-06-01至2022-09-15"),
        person(period="2022-09-16至2023-05-31", 受援单位="青山乡卫生院"),
    ]
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    sheets: Sheets = {"名单": people, **paid(金额=amount)}
    result = ask(tmp_path, sheets, toml="[parameters]\nsubsidy.per_day = 50\n")
    assert len(of(result, "F904")) == count


STEPS = [
    ("成立领导小组", "2022-06-05"),
    ("签订目标责任书", "2022-06-05"),
    ("派驻人员全部到岗", "2022-06-06"),
    ("报送年度工作计划", "2022-06-10"),
    ("量化任务", "2022-06-10"),
    ("专家工作室", "2022-07-01"),
    ("中期报告", "2022-11-30"),
    ("年度绩效评定", "2023-05-20"),
    ("结果公示", "2023-05-30"),
    ("下半年总结", "2023-05-31"),
    ("总结报送", "2023-05-31"),
    ("专题会议", "2022-08-31"),
    ("专题会议", "2022-11-30"),
    ("专题会议", "2023-02-28"),
    ("专题会议", "2023-05-31"),
    ("工作情况公示", "2022-11-30"),
    ("工作情况公示", "2023-05-31"),
]
SINGLE = 11
"""So many of them are done once; the others are due in each quarter or half."""


def missed(folder: Path, steps: list[tuple[str, str]], as_of: str = "2023-05-31") -> int:
    sheet = [{"事项": matter, "完成日期": day} for matter, day in steps]
    return codes(ask(folder, {"名单": [person()], "工作台账": sheet}, "--as-of", as_of)).count("W704")


def test_milestones(tmp_path: Path) -> None:
    assert missed(tmp_path, STEPS) == 0
    for i in range(SINGLE):
        assert missed(tmp_path, STEPS[:i] + STEPS[i + 1 :]) == 1
    for i, late in ((0, "2022-06-06"), (2, "2022-06-07"), (3, "2022-06-11"), (5, "2022-07-02"), (6, "2022-12-01")):
        assert missed(tmp_path, [*STEPS[:i], (STEPS[i][0], late), *STEPS[i + 1 :]]) == 1
    assert missed(tmp_path, [*STEPS[:7], ("年度绩效评定", "2023-04-30"), *STEPS[8:]]) == 1
    assert missed(tmp_path, STEPS[:3], "2022-06-09") == 0
    assert missed(tmp_path, STEPS[:3], "2022-06-10") == 2
    # a meeting of a quarter is the support hospitals' of a half too: without that of November one of each is missing
    assert missed(tmp_path, [step for step in STEPS if step != ("专题会议", "2022-11-30")]) == 1


def test_the_facts_of_the_article_are_json(tmp_path: Path) -> None:
    sheets: Sheets = {"名单": [stay()], **workload(MONTHS[:6], 外科手术=2)}
    result = ask(tmp_path, sheets, "--as-of", "2022-04-30", command="score", toml=POLICY)
    facts = result["people"][0]["facts"]
    assert (facts["workload_months"], facts["workload_months_due"], facts["blank_service_months"]) == (6, 12, 6)
    assert (facts["surgery"], facts["outpatients"], facts["deliveries"]) == (12, 60, 0)
    assert (facts["eligible"], facts["off_post_times"]) == (None, None)
    assert json.loads(run("policy", "show", "suzhou-2021", "--format", "json")[1])["annexes"] == []


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        # Monday to Tuesday noon, Tuesday afternoon to Wednesday: three whole days in two leaves of the hospital's
        ([leave("2021-09-06", "2021-09-07", 1.5), leave("2021-09-07", "2021-09-08", 1.5)], "3"),
        # two halves of one day, then two days
        ([leave("2021-09-06", "2021-09-06", 0.5)] * 2 + [leave("2021-09-07", "2021-09-08", 2)], "3"),
        # one leave entered twice is two days, not four
        ([leave("2021-09-06", "2021-09-07", 2)] * 2, None),
        # the days both cover are counted once: Monday to Wednesday
        ([leave("2021-09-06", "2021-09-07", 2), leave("2021-09-07", "2021-09-08", 2)], "3"),
    ],
)
def test_leaves_that_share_a_day_add_up_by_halves(tmp_path: Path, rows: list[Any], total: str | None) -> None:
    result = ask(tmp_path, {"名单": [stay()], "请假": rows}, toml=POLICY)
    assert [f"合计 {total} 天" in f["message"] for f in of(result, "L513")] == ([] if total is None else [True])


@pytest.mark.parametrize(("result", "asked"), [("不在岗", 1), ("无故离岗", 1), ("在岗", 0), ("脱岗", 0), ("请假", 0)])
def test_a_result_that_may_be_an_unexcused_absence_is_asked_about(tmp_path: Path, result: str, asked: int) -> None:
    rows = [check("2021-06-01", 姓名="李小满", 结果=result)]
    assert found(tmp_path, "I004", {"查岗": rows}) == asked


@pytest.mark.parametrize("reason", ["生病", "父亲重病", "家中老人需要照顾", "调往外市", "休产假", "本人提出辞职"])
def test_reasons_of_a_change_in_a_clerks_words(tmp_path: Path, reason: str) -> None:
    people = [
        stay(end="2021-08-31", 变更原因=reason, 变更批准日期="2021-08-20"),
        stay("高秋实", "2021-09-01", 变更原因=None, 变更批准日期=None),
    ]
    result = ask(tmp_path, {"名单": people}, toml=POLICY)
    assert not {"T211", "T212"} & set(codes(result))


def test_the_ledger_of_the_year_before_fulfils_no_milestone(tmp_path: Path) -> None:
    done = [
        ("签订目标责任书", "2021-06-04"),
        ("派驻人员全部到岗", "2021-06-05"),
        ("报送年度工作计划", "2021-06-09"),
        ("中期报告", "2021-11-29"),
        ("年度绩效评定", "2022-05-20"),
        ("考核结果公示", "2022-05-25"),
        ("终期报告", "2022-05-30"),
    ]
    rows = [{"事项": matter, "完成日期": day} for matter, day in done]
    told = [f["message"] for f in of(ask(tmp_path, {"名单": [person()], "台账": rows}), "W704")]
    for title in (
        "签订目标责任书",
        "派驻人员全部到岗",
        "报送年度工作计划",
        "中期报告",
        "年度绩效评定",
        "考核结果公示",
        "终期报告",
    ):
        assert any(f"“{title}”" in message for message in told)


def test_a_half_years_summary_is_no_final_report(tmp_path: Path) -> None:
    rows = [{"事项": "2022年上半年工作总结", "完成日期": "2022-11-29"}]
    told = [f["message"] for f in of(ask(tmp_path, {"名单": [person()], "台账": rows}), "W704")]
    assert any("终期报告" in message for message in told)
    assert not any("中期报告" in message for message in told)


def test_a_report_that_another_clause_asks_for_names_it(tmp_path: Path) -> None:
    rows = [{"事项": "座谈会", "完成日期": "2022-07-01"}]
    told = {f["message"].split("应在")[0] for f in of(ask(tmp_path, {"名单": [person()], "台账": rows}), "W704")}
    assert {"“中期报告”（附件2·督导总结）", "“签订目标责任书”"} <= told


def test_a_payment_to_one_of_two_namesakes_is_told(tmp_path: Path) -> None:
    people = [person(), person(支援单位="云岭县中医院", 受援单位="青山乡卫生院")]
    result = ask(tmp_path, {"名单": people, **paid()})
    assert [f["sheet"] for f in of(result, "A401")] == ["补助发放"]
    result = ask(tmp_path, {"名单": people, **paid(支援单位="云岭县中医院")})
    assert not {"A401", "F901"} & set(codes(result))
    result = ask(tmp_path, {"名单": people, **paid(姓名="何五麦")})
    assert (len(of(result, "A401")), len(of(result, "F901"))) == (0, 1)


@pytest.mark.parametrize(("words", "count"), [("审核中", 1), ("已审核", 0)])
def test_a_review_under_way_is_no_review(tmp_path: Path, words: str, count: int) -> None:
    row = {
        "月份": "2021-05",
        "姓名": "李小满",
        "门诊诊疗": 1,
        "带教查房": 1,
        "外科手术": 0,
        "助产服务": 0,
        "卫生院审核": words,
        "县局备案": "已备案",
    }
    assert found(tmp_path, "W702", {"工作量": [row]}) == count


def test_months_without_a_check_stand_in_their_order(tmp_path: Path) -> None:
    sheets = {"名单": [stay()], "查岗": [check("2021-05-03")]}
    told = [f["message"].partition("月")[0] for f in of(ask(tmp_path, sheets, toml=POLICY), "C601")]
    months = [f"2021年{month}" for month in range(5, 13)] + [f"2022年{month}" for month in range(1, 5)]
    assert told == months


def test_findings_about_a_person_name_the_institution(tmp_path: Path) -> None:
    bad = leave("2021-09-06", "2021-09-08", 3, 备案日期=None, 销假日期=None)
    split = [leave("2021-11-01", "2021-11-02", 2, 备案日期=None), leave("2021-11-03", "2021-11-04", 2)]
    row = {
        "月份": "2021-05",
        "姓名": "李小满",
        "门诊诊疗": 1,
        "带教查房": 1,
        "外科手术": 0,
        "助产服务": 0,
        "卫生院审核": None,
    }
    result = ask(tmp_path, {"名单": [stay()], "请假": [bad, *split], "工作量": [row]}, toml=POLICY)
    told = {f["code"]: f["institution"] for f in result["findings"] if f["person"] and f["code"] != "I004"}
    assert {"L511", "L512", "L513", "L514", "W702"} <= told.keys()
    assert set(told.values()) == {"柳林乡卫生院"}


def test_an_absence_of_nobody_known_counts_for_nobody(tmp_path: Path) -> None:
    off = {"结果": "脱岗", "处理": None}
    rows = [check("2021-06-01", 姓名="李小满、高秋实", **off), check("2021-07-01", 姓名="李小满", **off)]
    result = ask(tmp_path, {"名单": [stay(), stay("高秋实")], "查岗": rows}, toml=POLICY)
    assert [f["cells"] for f in of(result, "C602")] == [["E3"]]
    assert "一格写了 2 个人，要一人一行" in of(result, "A401")[0]["message"]
    namesakes = [stay(), stay(支援单位="云岭市中医院", 受援单位="青山乡卫生院")]
    rows = [
        check("2021-06-01", 姓名="李小满", **off),
        check("2021-07-01", "县级", "青山乡卫生院", 姓名="李小满", **off),
    ]
    result = ask(tmp_path, {"名单": namesakes, "查岗": rows}, toml=POLICY)
    assert ["第 1 次" in f["message"] for f in of(result, "C602")] == [True, True]  # each was found at their own place
    assert of(result, "A401") == []
    rows = [row | {"受查单位": "云岭市卫健委"} for row in rows]
    result = ask(tmp_path, {"名单": namesakes, "查岗": rows}, toml=POLICY)
    assert (len(of(result, "C602")), len(of(result, "A401"))) == (0, 2)


def test_a_cell_that_cannot_be_read_is_not_called_empty(tmp_path: Path) -> None:
    away = leave("2021-09-06", "2021-09-07", 2, 备案日期="已备案", 销假日期="已销假")
    people = [
        stay(end="2021-08-31", 变更原因="因病", 变更批准日期="市卫健委已批"),
        stay("高秋实", "2021-09-01", 变更原因=None, 变更批准日期=None),
    ]
    assert set(codes(ask(tmp_path, {"名单": people, "请假": [away]}, toml=POLICY))) == {"I004"}
    papers = {"脱产方式": "半脱产", "每周天数": 3, "县卫健局意见日期": "同意", "市卫健委批准日期": "2022-05-02"}
    pair = [
        person(period="前半年", 轮换备案日期="已备案", 自治区备案日期="2022-05-03", **papers),
        person("高秋实", "后半年", 轮换备案日期=None, 自治区备案日期=None),
    ]
    sick = {
        "姓名": "李小满",
        "请假类型": "病假",
        "开始日期": "2022-09-06",
        "结束日期": "2022-09-20",
        "证明材料": "有",
        "备案日期": "已备案",
    }
    steps = [{"事项": "中期报告", "完成日期": "11月底"}]
    (tmp_path / "qianyi.toml").unlink()
    result = ask(tmp_path, {"名单": pair, "请假": [sick], "台账": steps}, "--as-of", "2022-12-31")
    assert not {"T205", "H303", "L502"} & set(codes(result))
    assert codes(result).count("I004") == 4
    assert not any("中期报告" in f["message"] for f in of(result, "W704"))


def test_the_result_workbook_tells_who_may_be_honoured(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from tests.make import ROOT

    run("score", ROOT / "samples" / "huaibei-2021", "-o", tmp_path / "r.xlsx", "-q")
    _, heads, first, *_ = load_workbook(tmp_path / "r.xlsx")["人员得分"].iter_rows(values_only=True)
    assert dict(zip(heads, first, strict=True))["评优评审资格"] == "有"


def test_marks_under_a_policy_without_a_rubric(tmp_path: Path) -> None:
    result = ask(
        tmp_path,
        {"名单": [person()], "评分": [{"对象": "李小满", "条款": "4.2.1", "得分": 5}]},
        command="score",
        toml=POLICY,
    )
    assert all("没有评分细则" in f["message"] for f in of(result, "S804"))
    assert of(result, "S804")


def test_a_check_entered_twice_is_one_absence(tmp_path: Path) -> None:
    row = check("2021-06-01", 姓名="李小满", 结果="脱岗", 处理="已通报")
    sheets = {"名单": [stay()], "查岗": [row], "查岗（副本）": [row]}
    assert len(of(ask(tmp_path, sheets, toml=POLICY), "C602")) == 1
    sheets["查岗（副本）"] = [row | {"层级": "市级"}]  # another authority's check of the day
    assert len(of(ask(tmp_path, sheets, toml=POLICY), "C602")) == 2


@pytest.mark.parametrize(
    ("result", "counted"),
    [
        ("脱岗，未办理请假手续", 1),
        ("脱岗，未经卫生院批准", 1),
        ("脱岗（未经县卫健局同意外出）", 1),
        ("脱岗，没有履行请假手续", 1),
        ("脱岗，未按规定请假", 1),
        ("脱岗，请假未批", 1),
        ("脱岗，批准手续不全", 1),
        ("脱岗，经卫生院批准外出", 0),
        ("脱岗，已请假，尚未销假", 0),
        ("未在科室，请假，脱岗", 0),
    ],
)
def test_words_that_only_speak_of_leave_excuse_nothing(tmp_path: Path, result: str, counted: int) -> None:
    rows = [check("2021-06-01", 姓名="李小满", 结果=result, 处理="通报")]
    told = ask(tmp_path, {"名单": [stay()], "查岗": rows}, toml=POLICY)
    assert (len(of(told, "C602")), len(of(told, "C605"))) == (counted, 1 - counted)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [({}, 0), ({"批准单位": None, "批准日期": None}, 1), ({"批准单位": "卫生院未批准"}, 1)],
)
def test_a_leave_that_nobody_approved_excuses_nothing(tmp_path: Path, changes: dict[str, Any], counted: int) -> None:
    entry = leave("2021-06-01", "2021-06-01", 1) | {"批准日期": "2021-05-31"} | changes
    rows = [check("2021-06-01", 姓名="李小满", 结果="脱岗", 处理="通报")]
    told = ask(tmp_path, {"名单": [stay()], "查岗": rows, "请假": [entry]}, toml=POLICY)
    assert (len(of(told, "C602")), len(of(told, "C605"))) == (counted, 1 - counted)


@pytest.mark.parametrize(("as_of", "due"), [("2021-07-30", 2), ("2021-07-31", 3), ("2022-04-30", 12)])
def test_a_running_month_owes_no_workload_yet(tmp_path: Path, as_of: str, due: int) -> None:
    result = ask(tmp_path, {"名单": [stay()]}, "--as-of", as_of, command="score", toml=POLICY)
    assert result["people"][0]["facts"]["workload_months_due"] == due


def test_a_round_without_any_date_is_not_given_one(tmp_path: Path) -> None:
    result = ask(tmp_path, {"名单": [person()]}, toml=POLICY)
    assert codes(result, severity="error") == ["I004"]
    assert result["as_of"] == date.today().isoformat()  # no end that as-of could be cut at
