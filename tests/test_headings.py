"""Sheets are told by their headings: wherever they stand, in two rows or three, with spaces, breaks and brackets."""

from __future__ import annotations

import pytest

from qianyi.dossier.registers import REGISTERS
from qianyi.intake.registers.sheet_kinds import recognise
from tests.make.reading import cells, found, table, take

ROSTER = "序号 姓名 受援单位 支援单位 执业资格 专业 专业技术职称 支援时间 备注".split()


def kind(*rows: list[object], **kw: object) -> str | None:
    heading = recognise(table([*rows, ["x"] * 9], **kw))
    return None if heading is None or not heading.readable else heading.kind


@pytest.mark.parametrize("register", [r for r in REGISTERS.values() if r.kind != "log"], ids=lambda r: r.kind)
def test_every_register_is_known_by_its_required_headings_alone(register: object) -> None:
    heads = [c.heading for c in register.columns if c.required] + [
        register.column(f).heading for f in (register.alternatives[0] if register.alternatives else ())
    ]
    assert kind(heads) == register.kind
    assert kind(heads[::-1]) == register.kind


@pytest.mark.parametrize("register", [r for r in REGISTERS.values() if r.kind != "log"], ids=lambda r: r.kind)
def test_every_register_is_known_with_all_its_headings_and_strange_ones(register: object) -> None:
    assert kind(["科室", *(c.heading for c in register.columns), "电话分机", None, "岗位津贴"]) == register.kind


@pytest.mark.parametrize(
    "register", [r for r in REGISTERS.values() if r.kind not in ("log", "roster")], ids=lambda r: r.kind
)
def test_personal_columns_of_a_roster_beside_do_not_make_it_one(register: object) -> None:
    own = {c.heading for c in register.columns}
    extra = [h for h in ("序号", "性别", "年龄", "受援单位", "支援单位", "备注") if h not in own]
    assert kind([*extra, *(c.heading for c in register.columns)]) == register.kind


@pytest.mark.parametrize(
    "heads",
    [
        ["姓名", "派驻乡镇卫生院", "选派单位", "支援时间"],
        ["姓 名", "受援\n机构", "派出单位（全称）", "支援时间(一年/前半年或后半年)"],
        ["姓名", "派驻单位", "支援单位名称", "开始日期", "结束日期"],
        ["　姓　名　", "受援基层机构名称", "支援单位", "支援时间*"],
    ],
)
def test_a_roster_by_its_synonyms(heads: list[object]) -> None:
    assert kind(heads) == "roster"


def test_title_rows_above_do_not_matter() -> None:
    rows = [["附件1"], ["2022年度派驻人员名单"], ["填报单位：柳林乡卫生院", None, "填报时间：2022年6月"], []]
    heading = recognise(table([*rows, ROSTER, ["1"]]))
    assert heading is not None
    assert (heading.kind, heading.rows) == ("roster", (4, 4))


def test_two_rows_of_headings_under_a_parent() -> None:
    rows = [
        ["名单"],
        ["序号", "受援单位", "支援单位", "支援人员有关情况", None, None, None, "备注"],
        [None, None, None, "姓名", "年龄", "职称", "支援时间", None],
        [1, "柳林乡卫生院", "云岭县人民医院", "李小满", 36, "医师", "一年", None],
    ]
    heading = recognise(table(rows))
    assert heading is not None
    assert (heading.kind, heading.rows) == ("roster", (1, 2))
    assert heading.columns == {
        "serial": 0,
        "recipient": 1,
        "support": 2,
        "name": 3,
        "age": 4,
        "title": 5,
        "period": 6,
        "remark": 7,
    }


def test_three_rows_of_headings() -> None:
    rows = [
        ["姓名", "考勤情况（天）", None, None, None],
        [None, "出勤", None, "请假", None],
        [None, "应出勤", "实出勤", "事假", "病假"],
        ["李小满", 250, 250, 0, 0],
    ]
    rows[1].append("旷工")
    heading = recognise(table(rows))
    assert heading is not None
    assert (heading.kind, heading.rows) == ("totals", (0, 2))
    assert heading.columns == {"name": 0, "required": 1, "present": 2, "personal": 3, "sick": 4, "absent": 5}


def test_a_parent_makes_a_child_precise() -> None:
    rows = [
        ["姓名", "请假类型", "开始日期", "结束日期", "县级", "自治区"],
        [None, None, None, None, "备案日期", "备案日期"],
        ["李小满", "事假", "2022-06-08", "2022-06-08", "2022-06-07", "2022-06-09"],
    ]
    heading = recognise(table(rows))
    assert heading is not None
    assert (heading.columns["county_filed"], heading.columns["filed"]) == (4, 5)
    assert not heading.twice


def test_a_word_of_data_is_no_heading() -> None:
    """事假 in the first row of a leave register is also a heading of totals."""
    rows = [["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", "2022-06-08", "2022-06-08"]]
    heading = recognise(table(rows))
    assert heading is not None
    assert (heading.kind, heading.rows) == ("leave", (0, 0))


@pytest.mark.parametrize(
    ("heads", "name", "lacking"),
    [
        (["序号", "姓名", "受援单位", "支援单位", "执业资格", "专业技术职称"], "名单", "支援时间"),
        (["序号", "姓名", "受援单位", "执业资格", "专业技术职称", "支援时间"], "名单", "选派单位"),
        (["姓名", "请假类型", "开始日期"], "请假登记", "结束日期"),
        (["姓名", "支援单位", "请假类型", "开始日期", "天数"], "请假登记", "截止日期"),
        (
            ["姓名", "受援单位", "支援单位", "开始日期", "结束日期", "天数", "批准单位", "销假日期"],
            "请假登记",
            "请假类型",
        ),
        (["姓名", "事假", "病假"], "考勤汇总", "旷工"),
        (["月份", "姓名", "门诊诊疗", "带教查房", "外科手术"], "工作量", "助产服务"),
        (["对象", "条款"], "评分", "得分"),
        (["姓名", "派出单位评价"], "鉴定", "受援单位评价"),
        (["单位", "抽查人数"], "满意度", "知晓人数"),
        (["日期", "层级"], "查岗", "受查单位"),
    ],
)
def test_a_required_column_that_is_missing_is_named(heads: list[object], name: str, lacking: str) -> None:
    dossier = take([["某表"], heads, ["x"] * len(heads)])
    (finding,) = found(dossier, "I003")
    assert name in finding.message
    assert lacking in finding.message
    assert finding.cells[0].a1 == "A2"
    assert not dossier.placements
    assert not dossier.leaves


@pytest.mark.parametrize(
    "heads",
    [
        ["姓名", "科室", "电话"],
        ["菜名", "价钱"],
        ["姓名"],
        ["姓名", "备注", "序号"],
        ["单位", "地址"],
        ["日期", "内容"],
    ],
)
def test_strange_tables_are_nothing(heads: list[object]) -> None:
    assert recognise(table([heads, ["x", "y", "z"]])) is None


def test_who_goes_where_without_when_is_a_roster_cut_short() -> None:
    heading = recognise(table([["姓名", "受援单位", "支援单位"], ["李小满", "甲乡卫生院", "乙医院"]]))
    assert heading is not None
    assert (heading.kind, heading.missing) == ("roster", ("period",))
    assert kind(["姓名", "受援单位", "支援单位", "民族"]) == "personnel"


def test_two_columns_of_one_required_heading_are_refused() -> None:
    heads = ["姓名", "受援单位", "支援单位", "支援时间", "姓名", "受援单位"]
    dossier = take([heads, ["李小满", "甲乡卫生院", "乙医院", "一年", "周立秋", "甲乡卫生院"]])
    assert not dossier.placements
    names = [finding for finding in found(dossier, "I003") if "姓名" in finding.message]
    assert [cell.a1 for cell in names[0].cells] == ["A1", "E1"]


def test_two_columns_of_one_optional_heading_are_not_read() -> None:
    rows = [
        ["姓名", "受援单位", "支援单位", "支援时间", "职称", "职称"],
        ["李小满", "甲乡卫生院", "乙医院", "一年", "医师", "护士"],
    ]
    dossier = take(rows)
    assert dossier.placements[0].title is None
    assert [f.severity for f in found(dossier, "I003")] == ["warning"]


def test_the_printed_heading_wins_over_a_synonym() -> None:
    rows = [
        ["姓名", "派出单位", "支援单位", "受援单位", "支援时间"],
        ["李小满", "内科", "乙医院", "甲乡卫生院", "一年"],
    ]
    assert take(rows).placements[0].support == "乙医院"


def test_headings_below_forty_rows_are_not_looked_for() -> None:
    assert recognise(table([["说明文字"]] * 39 + [ROSTER])) is not None
    assert recognise(table([["说明文字"]] * 40 + [ROSTER])) is None


def test_two_tables_of_different_kinds_in_one_sheet() -> None:
    rows = [
        ROSTER,
        [1, "李小满", "甲乡卫生院", "乙医院", "执业医师", "临床", "医师", "一年", None],
        [],
        ["请假登记"],
        ["姓名", "请假类型", "开始日期", "结束日期"],
        ["李小满", "事假", "2022-06-08", "2022-06-09"],
    ]
    dossier = take(rows)
    assert [p.name for p in dossier.placements] == ["李小满"]
    assert [(leave.name, leave.row) for leave in dossier.leaves] == [("李小满", 5)]
    assert not dossier.found


def test_two_headings_that_contradict_each_other_are_refused() -> None:
    rows = [
        ["名单"],
        ["姓名", "受援单位", "支援单位", "支援时间"],
        ["姓名", "支援单位", "受援单位", "支援时间"],
        ["李小满", "甲乡卫生院", "乙医院", "一年"],
    ]
    dossier = take(rows)
    assert not dossier.placements
    (finding,) = found(dossier, "I003")
    assert [cell.a1 for cell in finding.cells] == ["A2", "A3"]


def test_wide_marks() -> None:
    rows = [
        ["派驻人员评分"],
        ["姓名", "支援单位", "4.2.1 履行请销假手续（5分）", "4.2.2服从管理", "4.3.1\n指导", "评定人"],
        ["李小满", "乙医院", 5, None, "３.5分", "县卫健局"],
        ["王大雪", "乙医院", "好", 0, 4, None],
        ["合计", None, 10, 0, 7.5, None],
    ]
    dossier = take(rows)
    got = [(m.subject, m.criterion, m.score, m.place().a1, m.assessor) for m in dossier.marks]
    assert [(s, c, None if n is None else float(n), a, w) for s, c, n, a, w in got] == [
        ("李小满", "4.2.1", 5, "C3", "县卫健局"),
        ("李小满", "4.3.1", 3.5, "E3", "县卫健局"),
        ("王大雪", "4.2.1", None, "C4", None),
        ("王大雪", "4.2.2", 0, "D4", None),
        ("王大雪", "4.3.1", 4, "E4", None),
    ]
    assert cells(dossier, "I004") == ["C4"]


def test_wide_marks_with_the_ids_in_a_second_row() -> None:
    rows = [
        ["单位", "组织管理", None, "备注"],
        [None, "2.1.1.1", "2.1.1.2", None],
        ["乙医院", 2, 1, None],
    ]
    dossier = take(rows, merged=((0, 0, 1, 0), (0, 1, 0, 2)))
    assert [(m.subject, m.criterion, m.score) for m in dossier.marks] == [
        ("乙医院", "2.1.1.1", 2),
        ("乙医院", "2.1.1.2", 1),
    ]


def test_the_days_of_april_are_no_criteria() -> None:
    days = [f"4.{day}" for day in range(1, 31)]
    assert recognise(table([["姓名", *days], ["李小满", *["√"] * 30]])) is None
    assert recognise(table([["姓名", "1.5倍加班", "2.0倍加班"], ["李小满", 1, 2]])) is None
    assert kind(["姓名", "4.1 在岗情况"]) == "marks"


def test_long_marks() -> None:
    rows = [
        ["对象", "条款", "得分", "角色"],
        ["李 小满", "4.2.1 履行请销假手续", 4, None],
        ["乙医院", "2.1.1.1", "2", "支援"],
        ["乙医院", "2.1.1.2", None, "支援"],
        ["乙医院", "组织管理", 2, "旁观"],
        [None, "2.1.1.3", 2, None],
    ]
    dossier = take(rows)
    assert [(m.subject, m.criterion, m.score, m.role) for m in dossier.marks] == [
        ("李小满", "4.2.1", 4, None),
        ("乙医院", "2.1.1.1", 2, "support"),
        ("乙医院", "", 2, None),
        ("", "2.1.1.3", 2, None),
    ]
    assert sorted(cells(dossier, "I004")) == ["A6", "B5", "D5"]
