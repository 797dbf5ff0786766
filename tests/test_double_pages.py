"""The same headings twice side by side, in every register: both pages are read, or neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from qianyi.dossier.registers import REGISTERS
from tests.make.command import codes, of, run, run_json
from tests.make.disk import person, roster, save
from tests.make.reading import found, take

LEAVE = ["姓名", "请假类型", "开始日期", "结束日期"]
ROSTER = ["姓名", "受援单位", "支援单位", "支援时间"]
SAMPLE = {
    "integer": 1,
    "decimal": 3,
    "days": 1,
    "date": "2022-09-05",
    "month": "2022-09",
    "since": "1984-05",
    "period": "一年",
    "yesno": "是",
    "release": "全脱产",
    "leave": "事假",
    "level": "市级",
    "grade": "合格",
    "criterion": "4.2.1",
    "role": "支援",
    "institution": "柳林乡卫生院",
    "roles": "受援",
    "text": "出勤",
    "prose": "好",
    "word": "好",
}


@pytest.mark.parametrize("kind", list(REGISTERS))
@pytest.mark.parametrize("serial", [False, True])
def test_both_pages_of_every_register(kind: str, serial: bool) -> None:
    register = REGISTERS[kind]
    one_way = next(iter(register.alternatives), ())
    columns = [c for c in register.columns if c.required or c.field in one_way]
    heads = [*(["序号"] if serial else []), *(column.heading for column in columns)]

    def row(name: str) -> list[object]:
        values = [name if column.type == "name" else SAMPLE[column.type] for column in columns]
        return [*([1] if serial else []), *values]

    dossier = take(
        [[register.title], [*heads, *heads], [*row("李小满"), *row("周立秋")], [*row("秦五味"), *([""] * len(heads))]]
    )
    records = dossier.records(kind)
    assert not found(dossier, "I003")
    assert len(records) == 3
    named = [c for c in columns if c.type == "name"]
    if named:
        names = [getattr(record, named[0].field) for record in records]
        assert sorted(names) == sorted(["李小满", "周立秋", "秦五味"])
        right = records[names.index("周立秋")]
        at = len(heads) + serial + columns.index(named[0])
        cell = right.place(0) if kind == "log" else right.cells(named[0].field)[0]
        assert (cell.row, cell.column) == (2, at if kind != "log" else cell.column)
        assert cell.column >= len(heads)


def test_a_blank_left_person_leaves_the_right_one_alone() -> None:
    dossier = take([[*LEAVE, *LEAVE], [*[""] * 4, "周立秋", "事假", "2022-09-05", "2022-09-05"]])
    assert [leave.name for leave in dossier.leaves] == ["周立秋"]
    assert dossier.found == []


def test_three_pages_and_a_gap_between_them() -> None:
    one, two, three = ([name, "甲乡卫生院", "乙医院", "一年"] for name in ("李小满", "周立秋", "秦五味"))
    dossier = take([[*ROSTER, "", *ROSTER, "", *ROSTER], [*one, "", *two, "", *three]])
    assert [placement.name for placement in dossier.placements] == ["李小满", "周立秋", "秦五味"]


def test_pages_with_other_words_for_the_same() -> None:
    right = ["人员姓名", "假别", "起始日期", "截止日期"]
    dossier = take([[*LEAVE, *right], ["李小满", "事假", *["2022-09-05"] * 2, "周立秋", "病假", *["2022-09-06"] * 2]])
    assert [(leave.name, leave.kind) for leave in dossier.leaves] == [("李小满", "personal"), ("周立秋", "sick")]


def test_a_second_page_that_lacks_a_column_is_refused_with_the_first(tmp_path: Path) -> None:
    dossier = take([[*LEAVE, *LEAVE[:3]], ["李小满", "事假", *["2022-09-05"] * 2, "周立秋", "病假", "2022-09-06"]])
    assert dossier.leaves == []
    assert [finding.cells[0].a1 for finding in found(dossier, "I003")] == ["A1", "B1", "C1"]
    heads = [*ROSTER, *ROSTER[:3]]
    save(
        tmp_path / "名单.xlsx",
        名单=[heads, ["李小满", "甲乡卫生院", "乙医院", "一年", "周立秋", "甲乡卫生院", "乙医院"]],
    )
    code, out, err = run("score", tmp_path)
    assert (code, out) == (2, "")
    assert "A、E 列的表头都是“姓名”" in err
    assert "没有找到派驻人员名单" not in err


@pytest.mark.parametrize("subject", ["姓名", "对象", "单位"])
@pytest.mark.parametrize("serial", [False, True])
def test_wide_marks_side_by_side(tmp_path: Path, subject: str, serial: bool) -> None:
    page = [*(["序号"] if serial else []), subject, "4.2.1 履行请销假", "4.2.2"]
    left = [*([1] if serial else []), "李小满", "", ""]
    right = [*([2] if serial else []), "周立秋", 2, 1]
    roster(tmp_path / "名单.xlsx", [person("李小满"), person("周立秋")])
    save(tmp_path / "评分.xlsx", 评分=[[*page, *page], [*left, *right]])
    _, result = run_json("score", tmp_path)
    lines = {p["name"]: [line["score"] for line in p["items"][1]["lines"]] for p in result["people"]}
    assert lines == {"李小满": [None, None], "周立秋": [2, 1]}
    assert not {"I003", "S808", "A401"} & set(codes(result))
    assert not of(result, "I004")
