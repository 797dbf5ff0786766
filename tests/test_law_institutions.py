"""Annexes 2 and 3 from the command line: each computed line of the rules' table, marks, ranks, grades."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, of
from tests.make.disk import Sheets, grids, marked, person

HOME, TOWN, CENTRAL = "云岭县人民医院", "柳林乡卫生院", "柳林镇中心卫生院"
FULL = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}


def scored(folder: Path, people: list[dict[str, object]] | None = None, toml: str = "", **sheets: Any) -> Any:
    return ask(folder, {"名单": people or [person()], **sheets}, command="score", toml=toml)


def line(result: dict[str, Any], id: str, name: str | None = None) -> dict[str, Any]:
    role = "support" if id.startswith("2") else "recipient"
    one = next(i for i in result["institutions"] if i["role"] == role and name in (None, i["name"]))
    return next(line for item in one["items"] for line in item["lines"] if line["id"] == id)


def visit(**changes: object) -> Sheets:
    row = {"日期": "2022-09-01", "支援单位": HOME, "受援单位": TOWN, "级别": "院长", "书面报告": "有"}
    return {"督导": [row | changes]}


def trainee(**changes: object) -> Sheets:
    row = {"姓名": "何五麦", "受援单位": TOWN, "接收单位": HOME, "开始日期": "2022-07-01", "结束日期": "2022-12-31"}
    return {"进修": [row | changes]}


def events(count: int, kind: str, hours: object = 2) -> Sheets:
    days = [f"2022-{7 + i // 28:02}-{1 + i % 28:02}" for i in range(count)]
    return {"培训带教": [{"日期": day, "姓名": "李小满", "类别": kind, "时长(小时)": hours} for day in days]}


def also(*parts: Sheets) -> Sheets:
    """The rows of several tables of one kind, one below the other."""
    return {kind: [row for part in parts for row in part[kind]] for kind in parts[0]}


def figures(name: str = TOWN, **values: tuple[object, object]) -> Sheets:
    rows = [{"单位": name, "指标": key.lstrip("_"), "上年": a, "本年": b} for key, (a, b) in values.items()]
    return {"指标": rows}


def survey(sampled: int, aware: int) -> Sheets:
    return {"满意度": [{"单位": TOWN, "抽查人数": sampled, "知晓人数": aware}]}


def incident(name: str = TOWN, kind: str = "单位述职", **more: object) -> Sheets:
    return {"情况登记": [{"姓名": name, "日期": "2022-09-01", "类型": kind, **more}]}


def mishap(level: object, liability: object) -> Sheets:
    return incident("李小满", "医疗事故", 级别=level, 责任=liability)


RATES = ("老年人健康管理率", "高血压规范管理率", "糖尿病规范管理率", "孕产妇系统管理率", "3岁以下儿童系统管理率")
CARE = {
    "出院人次": (50, 51),
    "手术例数": (5, 6),
    "床位使用率": (70, 71),
    "平均住院日": (7, 6),
    "术前平均住院日": (2, 1),
}

REGISTERS: list[tuple[str, Sheets, float | None]] = [
    ("2.1.1.3", visit(), 2),
    ("2.1.1.3", visit(书面报告="无"), 0),
    ("2.1.1.3", visit(书面报告=None), 0),
    ("2.1.1.3", visit(级别="科主任"), 0),
    ("2.1.1.3", visit(级别="副院长"), 0),
    ("2.1.1.3", visit(级别="院领导"), None),
    ("2.1.1.3", visit(日期="2022-05-31"), 0),
    ("2.1.1.3", visit(级别="来宾"), None),
    ("2.1.1.4", visit(级别="科主任"), 2),
    ("2.1.3.1", trainee(), 5),
    ("2.1.3.1", trainee(结束日期="2022-12-30"), 0),
    ("2.1.3.1", trainee(接收单位="市医院"), 0),
    ("3.1.1.5", trainee(接收单位="市医院"), 0),
    ("3.1.1.5", trainee(), 2),
    ("3.1.1.5", trainee(结束日期="2022-12-30"), 0),
    ("2.2.3.4", incident(), 2),
    ("2.2.3.4", mishap("二级", "主要责任"), 0),
    ("2.2.3.4", mishap("一级甲等", "主要责任"), 0),
    ("2.2.3.4", mishap("三级", "主要责任"), 2),
    ("2.2.3.4", mishap("Ⅲ级", "全责"), 2),
    ("2.2.3.4", mishap("二级", "次要责任"), 2),
    ("2.2.3.4", mishap(None, "主要责任"), 0),
    ("2.2.3.4", mishap("二级", None), 0),
    ("2.2.3.4", mishap("特级", "主要责任"), None),
    ("2.3.2.1", events(10, "专题讲座"), 4),
    ("2.3.2.1", events(9, "培训"), 0),
    ("2.3.2.1", events(10, "培训", 1.9), 0),
    ("2.3.2.2", events(20, "查房"), 4),
    ("2.3.2.2", events(19, "手术示教"), 0),
    # rows that cannot be told leave the line pending only where they would settle it
    ("2.3.2.1", also(events(9, "培训"), events(1, "培训", None)), None),
    ("2.3.2.1", also(events(8, "培训"), events(1, "培训", None)), 0),
    ("2.3.2.1", also(events(10, "培训"), events(1, "培训", None)), 4),
    ("2.3.2.1", also(events(9, "培训"), events(1, "急救演练")), None),
    ("2.3.2.1", also(events(9, "培训"), events(1, "急救演练", 1)), 0),
    ("2.3.2.1", also(events(9, "培训"), events(1, "义诊")), 0),
    ("2.3.2.1", also(events(9, "培训"), {"培训带教": [events(1, "培训")["培训带教"][0] | {"日期": "某日"}]}), None),
    ("2.3.2.2", also(events(19, "查房"), events(1, "急救演练")), None),
    ("2.3.2.2", also(events(19, "查房"), events(1, "培训")), 0),
    ("2.1.3.1", trainee(结束日期="年底"), None),
    ("2.1.3.1", also(trainee(结束日期="年底"), trainee()), 5),
    ("2.1.1.3", visit(日期="某日"), None),
    ("2.1.1.3", visit(日期="某日", 级别="科主任"), 0),
    ("3.3.2.1", figures(门急诊量=(100, 101), 住院量=(10, 11)), 2),
    ("3.3.2.1", figures(门急诊量=(100, 101), 住院量=(10, 10)), 0),
    ("3.3.2.1", figures(门急诊量=(100, 101)), None),
    ("3.3.2.3", figures(独立诊治病种数=(40, 41)), 3),
    ("3.3.2.4", figures(手术或新业务种类数=(4, 4)), 0),
    ("3.3.2.5", figures(**CARE), None),
    ("3.3.2.6", figures(基层就诊人次比例=("60%", "60.1%")), 2),
    ("3.3.3.1", figures(健康档案建档率=(95, 94)), 0),
    ("3.3.3.2", figures(**{f"_{name}": (70, 71) for name in RATES}), 5),
    ("3.3.3.2", figures(**{f"_{name}": (70, 71) for name in RATES[1:]}), None),
    ("3.3.3.3", figures(基本卫生知识知晓率=(95, 90)), 2),
    ("3.3.3.3", figures(基本卫生知识知晓率=(None, "89.99%")), 0),
    ("3.3.3.4", figures(孕产妇死亡率=(0, 0), 新生儿死亡率=(3, 2)), 2),
    ("3.3.3.4", figures(孕产妇死亡率=(2, 2), 新生儿死亡率=(3, 2)), 0),
    ("3.3.3.6", figures(疫苗接种率=(None, 95)), None),
    ("3.3.3.6", figures(疫苗接种率=(None, 95)) | incident(), 2),
    ("3.3.3.6", figures(疫苗接种率=(None, 94.9)) | incident(), 0),
    ("3.3.3.6", figures(疫苗接种率=(None, 99)) | incident(kind="接种投诉"), 0),
    ("3.3.3.6", figures(疫苗接种率=(None, 99)) | incident("李小满", "接种事故", 受援单位=TOWN), 0),
    ("3.3.3.6", figures(疫苗接种率=(None, 99)) | incident("别处卫生院", "接种投诉"), 2),
    ("3.4.1.1", survey(20, 15), 3),
    ("3.4.1.1", survey(20, 14), 0),
    ("3.4.1.1", survey(19, 19), None),
]


@pytest.mark.parametrize(("id", "sheets", "points"), REGISTERS)
def test_lines_from_registers(tmp_path: Path, id: str, sheets: Sheets, points: float | None) -> None:
    got = line(scored(tmp_path, **sheets), id)
    assert got["score"] == points
    assert (got["status"], got["origin"]) == (("pending", None) if points is None else ("final", "auto"))


def test_a_kind_of_activity_that_no_list_has_is_told_at_its_cell(tmp_path: Path) -> None:
    result = scored(tmp_path, **also(events(9, "培训"), events(1, "急救演练")))
    (finding,) = (one for one in result["findings"] if one["code"] == "I004")
    assert (finding["cells"], finding["person"]) == (["C11"], "李小满")
    assert "急救演练" in finding["message"]
    told = line(result, "2.3.2.1")
    assert "9" in told["missing"]
    assert "1 条" in told["missing"]


def test_what_no_register_answers_is_pending(tmp_path: Path) -> None:
    result = scored(tmp_path)
    for id in {row[0] for row in REGISTERS} | {"2.2.1.1", "2.2.1.2", "2.2.1.3", "2.2.3.2"}:
        assert line(result, id)["score"] is None, id
    for one in result["institutions"]:
        assert (one["score"], one["percent"], one["rank"], one["status"]) == (None, None, None, "pending")
        assert all(item["score"] is None for item in one["items"])
    assert len(of(result, "S802")) == 3  # the person and each institution


@pytest.mark.parametrize("failing", [None, *CARE])
def test_a_central_hospital_needs_all_five(tmp_path: Path, failing: str | None) -> None:
    values = CARE | ({failing: (5, 5)} if failing else {})
    result = scored(tmp_path, [person(受援单位=CENTRAL)], **figures(CENTRAL, **values))
    assert line(result, "3.3.2.5")["score"] == (0 if failing else 3)


@pytest.mark.parametrize(
    ("period", "arrival", "points"),
    [("一年", "2022-06-06", 2), ("一年", "2022-06-07", 0), ("后半年", "2022-12-01", 2), ("后半年", "2022-12-02", 0)],
)
def test_arrival_in_time(tmp_path: Path, period: str, arrival: str, points: int) -> None:
    result = scored(tmp_path, [person(period=period, 实际到岗日期=arrival)])
    assert line(result, "2.2.1.2")["score"] == points
    assert line(result, "2.2.1.1")["score"] == 2


def test_unreadable_words_of_an_accident_are_asked_about(tmp_path: Path) -> None:
    result = scored(tmp_path, **mishap("特级", "主要责任"))
    assert [f["cells"] for f in of(result, "I004")] == [["D2"]]


def marks(*rows: tuple[str, str, object], **more: object) -> Sheets:
    return {"评分": [{"对象": who, "条款": id, "得分": score, **more} for who, id, score in rows]}


@pytest.mark.parametrize(("score", "told"), [(2, 1), (3, 0)])
def test_a_mark_wins_over_the_registers(tmp_path: Path, score: int, told: int) -> None:
    result = scored(tmp_path, **survey(20, 15), **marks((TOWN, "3.4.1.1", score)))
    assert (line(result, "3.4.1.1")["score"], line(result, "3.4.1.1")["origin"]) == (score, "mark")
    assert len(of(result, "S803")) == told


@pytest.mark.parametrize(
    "id",
    [
        "3.2.2.2",
        "3.2.2.2 20份病历",
        "3.2.2.2\n20份病历",
        "3.2.2.2、抽查病历",
        "３．２．２．２ 病历",
        " 3.2.2.2（病历）",
    ],
)
def test_words_after_an_id(tmp_path: Path, id: str) -> None:
    assert line(scored(tmp_path, **marks((TOWN, id, 4))), "3.2.2.2")["score"] == 4
    wide = [["单位", id, "3.4.1.2 满意"], [TOWN, 3, 2.5], [HOME, None, None]]
    result = scored(tmp_path, 评分=wide)
    assert (line(result, "3.2.2.2")["score"], line(result, "3.4.1.2")["score"]) == (3, 2.5)
    assert not of(result, "S804")


@pytest.mark.parametrize("role", [None, "支援", "支援单位", "受援单位"])
def test_an_institution_that_is_both_has_two_results(tmp_path: Path, role: str | None) -> None:
    people = [person(支援单位="云岭市人民医院", 受援单位=HOME), person("王大雪")]
    result = scored(tmp_path, people, **marks((HOME, "2.1.2.1", 5), (HOME, "3.1.2.1", 4), 角色=role))
    assert [(i["name"], i["role"], i["annex"], i["score"]) for i in result["institutions"]] == [
        ("云岭市人民医院", "support", 2, None),
        (HOME, "support", 2, 5),
        (HOME, "recipient", 3, 4),
        (TOWN, "recipient", 3, None),
    ]
    assert not of(result, "I004") + of(result, "S808")


@pytest.mark.parametrize(
    ("who", "id", "score", "code", "person"),
    [
        ("李小满", "4.2.1", 5.01, "S801", "李小满"),
        ("李小满", "4.2.1", -1, "S801", "李小满"),
        ("李小满", "4.2.9", 1, "S804", "李小满"),
        ("李小满", "2.1.2.1", 1, "S804", "李小满"),
        (TOWN, "2.1.2.1", 1, "S804", None),
        ("何五麦", "4.2.1", 1, "S808", "何五麦"),
        ("别处卫生院", "3.1.2.1", 1, "S808", None),
    ],
)
def test_marks_that_cannot_be_used(
    tmp_path: Path, who: str, id: str, score: float, code: str, person: str | None
) -> None:
    result = scored(tmp_path, **marks((who, id, score)))
    assert [(f["code"], f["person"]) for f in result["findings"] if f["code"] in ("S801", "S804", "S808")] == [
        (code, person)
    ]
    assert all(p["score"] is None for p in result["people"])


def test_two_marks_of_one_line(tmp_path: Path) -> None:
    result = scored(tmp_path, **marks((HOME, "2.1.2.1", 5), (HOME, "2.1.2.1", 4), (HOME, "2.1.6.1", 4)))
    assert [f["cells"] for f in of(result, "S806")] == [["C3", "C2"]]
    assert line(result, "2.1.2.1")["score"] is None
    result = scored(tmp_path, **marks((HOME, "2.1.2.1", 5), (HOME, "2.1.2.1", 5.0)))
    assert line(result, "2.1.2.1")["score"] == 5
    assert not of(result, "S806")


def test_ranks_share_and_skip_and_wait(tmp_path: Path) -> None:
    homes = {"甲院": 1, "乙院": 0, "丙院": 1, "丁院": 2, "戊院": None}
    people = [person(f"何{i}麦", 支援单位=name) for i, name in zip("一二三四五", homes, strict=True)]
    from qianyi.policy.load import load_policy

    lines = load_policy("yanchi-2022").annexes[2].lines()
    rows = [
        (name, one.id, float(one.points) - (lost if n == 0 else 0))
        for name, lost in homes.items()
        if lost is not None
        for n, one in enumerate(lines)
    ]
    result = scored(tmp_path, people, **marks(*rows))
    ranks = [(i["name"], i["score"], i["rank"]) for i in result["institutions"] if i["role"] == "support"]
    assert ranks == [("甲院", 99, 2), ("乙院", 100, 1), ("丙院", 99, 2), ("丁院", 98, 4), ("戊院", None, None)]


def person_scored(folder: Path, toml: str = "", lost: float = 0, **sheets: Any) -> dict[str, Any]:
    rows = [("李小满", id, points) for id, points in FULL.items()]
    rows[0], rows[1] = ("李小满", "4.2.1", 5 - min(lost, 5)), ("李小满", "4.2.2", 3 - max(0, lost - 5))
    grids(folder / "考勤.xlsx", {"李小满": marked()})
    return scored(folder, toml=toml, **marks(*rows), **sheets)


@pytest.mark.parametrize(
    ("grades", "lost", "grade"),
    [
        ('"优秀" = 90\n"合格" = 60', 5, "优秀"),
        ('"优秀" = 90\n"合格" = 60', 5.5, "合格"),
        ('"优秀" = 97\n"合格" = 95', 3, "不合格"),
        ('"优秀" = 97', 3, None),
        ('"合格" = 94', 3, "合格"),
    ],
)
def test_grades_by_local_bounds(tmp_path: Path, grades: str, lost: float, grade: str | None) -> None:
    result = person_scored(tmp_path, f"[grades]\n{grades}\n", lost)
    person = result["people"][0]
    assert (person["status"], person["grade"]) == ("final", grade)
    assert person["grade_origin"] == ("本地设定" if grade else None)
    passed = {"优秀": 2, "合格": 2, "不合格": 0, None: None}[grade]
    assert line(result, "2.2.3.2")["score"] == passed


def test_one_finding_a_person_for_two_placements(tmp_path: Path) -> None:
    people = [person(period="前半年"), person(period="后半年", 受援单位="王庄镇卫生院")]
    sheet = [{"姓名": "李小满", "派出单位评价": "优秀", "受援单位评价": "合格"}]
    result = scored(tmp_path, people, 鉴定=sheet)
    assert [f["cells"] for f in of(result, "S807")] == [["B2", "C2"]]
    assert len([f for f in of(result, "S802") if f["person"]]) == 1
    assert [(i["people"]["count"]) for i in result["institutions"]] == [1, 1, 1]


def test_the_ledger_of_every_item_comes_out(tmp_path: Path) -> None:
    from qianyi.policy.load import load_policy

    annexes = load_policy("yanchi-2022").annexes
    rows = [
        (who, one.id, (0, float(one.points), float(one.points) / 2, float(one.points))[i % 4])
        for who, number in ((HOME, 2), (TOWN, 3))
        for i, one in enumerate(annexes[number].lines())
        if i % 5
    ]
    result = scored(tmp_path, **marks(*rows), **incident("李小满", "未填考核手册"), **survey(20, 14))
    seen = 0
    for item in [item for one in result["institutions"] + result["people"] for item in one["items"]]:
        if not item["lines"] or item["score"] is None:
            continue
        seen += 1
        by_line = {one["id"]: one for one in item["lines"]}
        for id, one in by_line.items():
            if one["score"] is not None and item["id"] != "4.3":
                lost = sum(entry["points"] for entry in item["ledger"] if entry["line"] == id)
                assert round(one["max"] + lost - one["score"], 6) == 0
        waiting = sum(one["max"] for one in item["lines"] if one["score"] is None) if item["id"] != "4.3" else 0
        assert round(item["max"] - waiting + sum(e["points"] for e in item["ledger"]) - item["score"], 6) == 0
    assert seen > 20
    assert [one["score"] for one in result["people"][0]["items"] if one["id"] == "4.3"] == [0]


@pytest.mark.parametrize(
    ("id", "sheets", "points"),
    [
        # 每年至少接收 1 人: one of an earlier year is none of this one
        ("2.1.3.1", trainee(开始日期="2020-01-01", 结束日期="2020-12-31"), 0),
        ("2.1.3.1", trainee(开始日期="2022-01-01", 结束日期="2022-06-30"), 5),
        ("3.1.1.5", trainee(开始日期="2020-01-01", 结束日期="2020-12-31"), 0),
        ("2.1.3.1", trainee(结束日期="半年"), None),
        ("3.1.1.5", trainee(开始日期=None), None),
        ("2.1.3.1", trainee(接收单位="县人民医院"), None),
        ("3.1.1.5", trainee(受援单位="柳林卫生院"), None),
        ("2.1.1.3", visit(日期="九月初"), None),
        ("2.1.1.3", visit(日期="九月初", 书面报告="无"), 0),
        ("2.1.1.3", visit(支援单位="云岭人民医院"), None),
        ("2.1.1.3", visit(支援单位="云岭县中医医院"), 0),
        ("2.3.2.1", events(10, "讲座", "半天"), None),
        ("2.3.2.1", events(10, "讲座", None), None),
        ("2.3.2.1", events(9, "讲座", None), 0),
        ("2.3.2.1", events(10, "业务学习"), None),
        ("2.3.2.1", events(10, "业务学习", 1), 0),
        ("2.3.2.1", events(10, "讲课"), 4),
        ("2.3.2.2", events(20, "指导手术"), None),
        ("2.3.2.2", events(19, "指导手术"), 0),
        ("2.3.2.2", events(20, "义诊"), 0),
        ("3.3.2.1", figures(**{"门急诊量（人次）": (100, 101), "住院量(人次)": (10, 11)}), 2),
        ("3.3.3.1", figures("柳林卫生院", 健康档案建档率=(80, 81)), None),
        ("3.3.3.3", figures(基本卫生知识知晓率=(None, 930)), None),
        ("3.3.3.6", figures(疫苗接种率=(None, 99)) | incident("李小满", "接种投诉"), 0),
        ("3.4.1.1", {"满意度": [{"单位": "柳林卫生院", "抽查人数": 20, "知晓人数": 20}]}, None),
    ],
)
def test_what_is_not_clear_is_neither_full_nor_nothing(
    tmp_path: Path, id: str, sheets: Sheets, points: float | None
) -> None:
    assert line(scored(tmp_path, **sheets), id)["score"] == points


@pytest.mark.parametrize(
    ("id", "sheets", "words"),
    [
        ("2.1.3.1", trainee(接收单位="县人民医院"), "“县人民医院”"),
        ("3.3.2.1", figures(门急诊人次=(1, 2), 住院量=(1, 2)), "门急诊量没有登记（相近的有“门急诊人次”"),
        ("3.3.3.1", figures("柳林卫生院", 健康档案建档率=(80, 81)), "“柳林卫生院”"),
        ("2.3.2.1", events(10, "业务学习"), "类别“业务学习”认不出的 10 条"),
    ],
)
def test_what_is_nearly_named_is_offered(tmp_path: Path, id: str, sheets: Sheets, words: str) -> None:
    result = scored(tmp_path, **sheets)
    assert words in line(result, id)["missing"]
    assert any(words in f["message"] for f in of(result, "S802"))


def test_two_rates_of_mortality_are_not_taken_for_each_other(tmp_path: Path) -> None:
    got = line(scored(tmp_path, **figures(高血压规范管理率=(1, 2))), "3.3.3.2")
    assert "相近" not in got["missing"]


@pytest.mark.parametrize(
    ("period", "arrival", "as_of", "points", "said"),
    [
        ("后半年", None, "2022-09-01", (None, None), "派驻还没有开始"),
        ("一年", None, "2022-06-03", (0, None), "还没有到岗日期"),  # the deadline is 06-06
        ("一年", None, "2022-06-06", (0, 0), None),
        ("一年", "六月初", "2022-09-01", (None, None), "实际到岗日期认不出"),
    ],
)
def test_arrivals_that_cannot_be_told_yet(
    tmp_path: Path, period: str, arrival: str | None, as_of: str, points: tuple[Any, Any], said: str | None
) -> None:
    sheets = {"名单": [person(period=period, 实际到岗日期=arrival)]}
    result = ask(tmp_path, sheets, "--as-of", as_of, command="score")
    got = [line(result, id) for id in ("2.2.1.1", "2.2.1.2")]
    assert tuple(one["score"] for one in got) == points
    assert said is None or said in got[1]["missing"]


def test_only_those_who_have_begun_are_counted_as_arrived(tmp_path: Path) -> None:
    people = [person(period="前半年", 实际到岗日期="2022-06-01"), person("王大雪", "后半年")]
    result = ask(tmp_path, {"名单": people}, "--as-of", "2022-09-01", command="score")
    assert line(result, "2.2.1.1")["evidence"] == "1 人全部到岗"
    assert line(result, "2.2.1.2")["evidence"] == "1 人按时到岗"


@pytest.mark.parametrize(
    ("who", "id", "says", "not_says"),
    [
        ("李小满", "4.2", "4.2.1、4.2.2", "最接近"),
        ("李小满", "4.1.1", "最接近的是 4.1。", "3.4.1.1"),
        ("王大雪", "4.2.1", "名单上有 2 位王大雪", "不在"),
        ("李晓满", "4.2.1", "相近的有：李小满", "不在"),
    ],
)
def test_why_a_mark_is_not_used(tmp_path: Path, who: str, id: str, says: str, not_says: str) -> None:
    people = [person(), person("王大雪"), person("王大雪", 支援单位="自治区总医院")]
    (message,) = [
        f["message"]
        for f in scored(tmp_path, people, **marks((who, id, 1)))["findings"]
        if f["code"] in ("S804", "S808")
    ]
    assert says in message
    assert not_says not in message


def test_a_blank_subject_is_said_once(tmp_path: Path) -> None:
    result = scored(tmp_path, **marks(("李小满", "4.2.1", 5), ("", "4.2.2", 3)))
    assert [f["code"] for f in result["findings"] if f["cells"] == ["A3"]] == ["I004"]


def test_a_mark_of_what_attendance_cannot_tell_is_said_not_to_count(tmp_path: Path) -> None:
    result = scored(tmp_path, **marks(("李小满", "4.1", 18)))
    (finding,) = [f for f in of(result, "S802") if f["person"]]
    assert "4.1（没有考勤；评定的 18 分不计）" in finding["message"]


def test_an_incident_before_the_campaign_is_of_another_year(tmp_path: Path) -> None:
    rows = [
        {"姓名": who, "日期": "2022-05-31", "类型": kind}
        for who, kind in (("李小满", "违规违纪"), (TOWN, "接种投诉"), ("李小满", "接种事故"), ("李小满", "召回"))
    ]
    result = person_scored(tmp_path, 情况登记=rows, **figures(疫苗接种率=(None, 99)))
    person = result["people"][0]
    assert (person["score"], person["counted_months"]) == (50, 12)
    assert line(result, "3.3.3.6")["score"] == 2


def test_a_missing_register_is_not_said_as_if_nothing_had_been_done(tmp_path: Path) -> None:
    result = scored(tmp_path)
    told = [line(result, id)["missing"] for id in ("2.1.1.3", "2.1.3.1", "2.2.3.4", "3.3.2.1", "3.4.1.1")]
    assert told == ["没有督导登记", "没有进修登记", "没有情况登记", "没有指标登记", "没有满意度登记"]


def test_nothing_is_said_to_be_left_where_no_attendance_is_known(tmp_path: Path) -> None:
    result = ask(tmp_path, {"名单": [person()]}, "--as-of", "2022-12-15", command="score")
    assert result["standing"]["people"] == []


@pytest.mark.parametrize("home", [HOME, "自治区总医院"])
def test_what_is_told_of_one_of_two_of_a_name_is_not_nothing(tmp_path: Path, home: str) -> None:
    people = [person(), person(支援单位="自治区总医院", 受援单位="王庄镇卫生院")]
    sheets = mishap("二级", "主要责任") | events(10, "讲座")
    result = scored(tmp_path, people, **sheets)
    for id in ("2.2.3.4", "2.3.2.1"):
        assert line(result, id, home)["status"] == "pending"
        assert "分不清" in line(result, id, home)["missing"]
    light = scored(tmp_path, people, **mishap("四级", "主要责任"))
    assert line(light, "2.2.3.4", home)["score"] == 2


def test_a_finding_of_a_persons_mark_names_the_support_institution_too(tmp_path: Path) -> None:
    result = scored(tmp_path, **marks(("李小满", "4.2.1", 9), ("李小满", "4.9", 1), ("何五麦", "4.2.1", 1)))
    found = [
        (f["code"], f["person"], f["institution"]) for f in result["findings"] if f["code"] in ("S801", "S804", "S808")
    ]
    assert found == [("S801", "李小满", HOME), ("S804", "李小满", HOME), ("S808", "何五麦", None)]
