"""Marks headed by the rubric's own titles, without ids."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.reading import found, take

FULL = ["书面请假，按程序办理", "服从当地和受援单位管理", "指导提高诊治水平"]


def marks(rows: list[list[Any]], **kw: Any) -> dict[tuple[str, str], str]:
    dossier = take(rows, **kw)
    assert dossier.found == []
    return {(mark.subject, mark.criterion): str(mark.score) for mark in dossier.marks}


@pytest.mark.parametrize(
    "heads",
    [
        FULL,
        ["书面请假,按程序办理（5分）", "服从当地和受援单位管理(3分)", "指导提高诊治水平4分"],
        ["1.书面请假、按程序办理", "2、服从当地和受援单位管理", "③指导提高诊治水平"],
        ["书面请假", "服从当地", "指导提高"],
        ["书面请假 按程序\n办理", "服从当地和受援单位管理情况", "指导提高诊治水平："],
    ],
)
@pytest.mark.parametrize("title", [[], [["派驻人员评分表"]], [["2022年度"], ["制表：钱七星"]]])
def test_titles_whole_or_begun(heads: list[str], title: list[list[Any]]) -> None:
    rows = [*title, ["序号", "姓名", *heads, "合计"], [1, "李小满", 5, 3, 3.5, 11.5], [2, "周立秋", 4, "", "4分", 8]]
    assert marks(rows) == {
        ("李小满", "4.2.1"): "5",
        ("李小满", "4.2.2"): "3",
        ("李小满", "4.3.1"): "3.5",
        ("周立秋", "4.2.1"): "4",
        ("周立秋", "4.3.1"): "4",
    }


def test_beside_columns_that_make_a_list_of_people_too() -> None:
    rows = [["姓名", "支援单位", "受援单位", *FULL], ["李小满", "甲医院", "乙镇卫生院", 5, 3, 4]]
    assert len(marks(rows)) == 3


def test_below_the_titles_of_items() -> None:
    rows = [
        ["姓名", "遵守劳动纪律", "", "履行岗位职责", "", ""],
        ["", *FULL[:2], "1", "2.", 3],
        ["李小满", 5, 3, 4, 3, 2],
    ]
    read = marks(rows, merged=((0, 1, 0, 2), (0, 3, 0, 5), (0, 0, 1, 0)))
    assert read == {
        ("李小满", f"4.{id}"): mark for id, mark in zip("2.1 2.2 3.1 3.2 3.3".split(), "53432", strict=True)
    }


def test_of_institutions_the_annex_is_told_by_its_columns() -> None:
    rows = [["单位", "职责明确", "接收进修", "督导总结"], ["甲医院", 5, 5, 4]]
    assert [id for _, id in marks(rows)] == ["2.1.2.1", "2.1.3.1", "2.1.6.1"]
    rows = [["受援单位", "明确责任", "后勤保障", "开展新技术"], ["乙镇卫生院", 5, 5, 4]]
    assert [id for _, id in marks(rows)] == ["3.1.2.1", "3.2.3.1", "3.3.1.1"]


def test_what_may_be_several_is_told_and_never_guessed() -> None:
    heads = [FULL[0], "帮助", "履行岗位职责", "医德医风", FULL[1]]
    dossier = take([["姓名", *heads, "备注"], ["李小满", 5, 3, 20, 9, 3, "好"]])
    assert {mark.criterion: mark.score for mark in dossier.marks} == {"4.2.1": 5, "4.2.2": 3}
    told = found(dossier, "I003")
    assert [(one.cells[0].a1, one.severity) for one in told] == [
        ("C1", "warning"),
        ("D1", "warning"),
        ("E1", "warning"),
    ]
    assert "4.3.4、4.3.5" in told[0].message
    assert "4.3.1、4.3.2、4.3.3、4.3.4、4.3.5、4.3.6" in told[1].message
    assert "对不上" in told[2].message
    assert dossier.found == told


def test_a_line_twice_is_read_from_neither() -> None:
    dossier = take([["姓名", *FULL, "书面请假"], ["李小满", 5, 3, 4, 2]])
    assert {mark.criterion for mark in dossier.marks} == {"4.2.2", "4.3.1"}
    assert {one.cells[0].a1 for one in found(dossier, "I003")} == {"B1", "E1"}


def test_items_alone_are_refused_by_name() -> None:
    dossier = take([["派驻人员评分表"], ["姓名", "遵守劳动纪律", "履行岗位职责"], ["李小满", 8, 20]])
    assert dossier.marks == []
    assert [(one.cells[0].a1, one.severity) for one in found(dossier, "I003")] == [("B2", ""), ("C2", "")]


def test_double_pages() -> None:
    rows = [["姓名", *FULL[:2], "姓名", *FULL[:2]], ["李小满", "", 3, "周立秋", 4, 2]]
    assert marks(rows) == {("李小满", "4.2.2"): "3", ("周立秋", "4.2.1"): "4", ("周立秋", "4.2.2"): "2"}


def test_a_row_a_line() -> None:
    rows = [["对象", "条款", "得分"], ["李小满", FULL[0], 5], ["李小满", "服从当地", 3], ["李小满", "4.3.1", 4]]
    assert marks(rows) == {("李小满", "4.2.1"): "5", ("李小满", "4.2.2"): "3", ("李小满", "4.3.1"): "4"}
    dossier = take([["对象", "条款", "得分"], ["李小满", "帮助", 5], ["李小满", "医德医风", 5]])
    one, other = found(dossier, "I004")
    assert "4.3.4、4.3.5" in one.message
    assert "没有条款编号" in other.message


def test_other_sheets_are_no_marks() -> None:
    rows = [["姓名", "支援单位", "查房次数", "培训场次"], ["李小满", "甲医院", 5, 3]]
    assert take(rows).marks == []


def test_counts_of_services_are_no_marks() -> None:
    """查房 begins the title of one line, 巡回医疗 that of another; a list of what people did says so too."""
    rows = [["2022年6月服务情况"], ["姓名", "支援单位", "查房", "巡回医疗", "讲座"], ["李小满", "甲医院", 3, 2, 1]]
    assert take(rows).marks == []
    down = [["服务情况"], ["项目", "李小满", "周立秋"], ["查房", 3, 2], ["巡回医疗", 2, 1]]
    assert take(down).marks == []


def test_words_below_a_title_that_goes_on_are_no_marks() -> None:
    rows = [["派驻人员评分"], ["姓名", "在岗情况说明", *FULL[:2]], ["李小满", "全勤", 5, 3]]
    assert len(marks(rows)) == 2
