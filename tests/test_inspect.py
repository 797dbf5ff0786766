"""`qianyi inspect`: what was read and how, and what to write into qianyi.toml where a heading is the county's own."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from qianyi.output.schema import schema
from tests.make.command import run, run_json
from tests.make.disk import LEGEND, person, roster, save

GRID: list[list[object]] = [
    ["甲镇卫生院2022年6月考勤表"],
    ["序号", "姓名", *range(1, 31), "出勤"],
    ["", "", *["三四五六日一二"[i % 7] for i in range(30)]],
    [1, "李小满", *["√"] * 30, 30],
    [2, "周立冬", *["√"] * 30, 30],
    ["合计", "", *[2] * 30],
    [LEGEND],
    ["制表人：某某"],
]
LEAVE: list[list[object]] = [
    ["请假登记"],
    ["姓名", "请假类型", "开始日期", "结束日期", "交接人"],
    ["李小满", "事假", "2022-06-08", "2022-06-08", "同意"],
    ["合计", "", "", "", ""],
    ["注：以批准为准"],
]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    roster(tmp_path / "名单.xlsx", [person("李小满"), person("周立秋")])
    save(tmp_path / "考勤.xlsx", 六月=GRID, 请假=LEAVE, 库存=[["品名", "规格", "数量"], ["纱布", "卷", 1]])
    return tmp_path


def sheets(county: Path, *options: object) -> dict[str, dict]:
    code, result = run_json("inspect", county, *options)
    assert code == 0
    jsonschema.validate(result, schema("inspect"))
    assert result["schema"] == "qianyi.inspect/1"
    assert set(result) == {"schema", "inputs"}
    return {sheet["name"]: sheet for item in result["inputs"] for sheet in item["sheets"]}


def test_a_grid(county: Path) -> None:
    grid = sheets(county)["六月"]
    assert (grid["kind"], grid["month"], grid["heading_rows"], grid["rows"]) == ("grid", "2022-06", [2, 3], 2)
    assert {"column": "B", "heading": "姓名", "field": "name"} in grid["columns"]
    assert {"column": "C", "heading": "三", "field": "2022-06-01"} in grid["columns"]
    assert (grid["people"], grid["unmatched"]) == (["李小满", "周立冬"], ["周立冬"])
    assert [one["row"] for one in grid["left_out"]] == [6, 7, 8]
    _, out, _ = run("inspect", county)
    assert "B 姓名、C 6月1日、D 6月2日" in out
    assert grid["left_out"][0]["reason"] == "合计或签字"


def test_a_register(county: Path) -> None:
    leave = sheets(county)["请假"]
    assert (leave["kind"], leave["month"], leave["heading_rows"], leave["rows"]) == ("leave", None, [2], 1)
    assert {"column": "E", "heading": "交接人", "field": None} in leave["columns"]
    assert leave["left_out"] == [{"row": 4, "reason": "合计"}, {"row": 5, "reason": "说明或签字"}]


def test_what_is_of_no_kind_is_listed_too(county: Path) -> None:
    stock = sheets(county)["库存"]
    assert (stock["kind"], stock["rows"], stock["columns"]) == (None, 0, [])


def test_a_sheet_that_lacks_a_column(county: Path) -> None:
    save(county / "登记.xlsx", 缺=[["姓名", "请假类型", "开始日期"], ["李小满", "事假", "2022-06-08"]])
    seen = sheets(county)["缺"]
    assert (seen["kind"], seen["rows"]) == ("leave", 0)
    _, out, _ = run("inspect", county)
    assert "像是请假登记，缺少“结束日期”" in out


def test_the_screen(county: Path) -> None:
    code, out, err = run("inspect", county)
    assert code == 0
    told = (
        "“六月”：考勤表，2022年6月，用了 2 行",
        "30 个日期",
        "不在名单上：周立冬",
        "没用的列：E 交接人",
        "“库存”：不认识",
    )
    for words in (*told, "第 6、8 行（合计或签字）"):
        assert words in out, words
    assert "六月" in run("inspect", county, "--quiet")[1]
    assert err == "" or "名单" not in err


def test_a_turned_grid(county: Path) -> None:
    rows: list[list[object]] = [
        ["2022年6月考勤表"],
        ["日期", "李小满"],
        *([day, "√"] for day in range(1, 31)),
        [LEGEND],
    ]
    save(county / "另.xlsx", 竖=rows)
    turned = sheets(county)["竖"]
    assert (turned["kind"], turned["month"], turned["heading_rows"], turned["people"]) == (
        "grid",
        "2022-06",
        [2],
        ["李小满"],
    )
    assert {"column": "A", "heading": "日期", "field": "date"} in turned["columns"]
    assert {"column": "B", "heading": "李小满", "field": "marks"} in turned["columns"]
    assert [one["row"] for one in turned["left_out"]] == [33]


def test_without_a_roster(tmp_path: Path) -> None:
    path = save(tmp_path / "考勤.xlsx", 六月=GRID)
    grid = sheets(path)["六月"]
    assert (grid["people"], grid["unmatched"]) == (["李小满", "周立冬"], [])


def test_suggestions(county: Path) -> None:
    own = [["队员", "假类", "起始", "到何日"], ["李小满", "事假", "2022-06-08", "2022-06-08"]]
    save(county / "登记.xlsx", 请假登记=own)
    code, out, _ = run("inspect", county, "--suggest")
    assert code == 0
    assert out.startswith("[headings]")
    assert '"姓名" = ["队员"]' in out
    (county / "qianyi.toml").write_text(out, encoding="utf-8")
    assert run("validate", county)[0] != 2  # it can be pasted as it stands


def test_suggestions_for_a_roster_in_words_of_its_own(tmp_path: Path) -> None:
    rows = [["姓名", "被帮扶机构", "支援单位", "支援时间"], ["李小满", "甲镇卫生院", "县医院", "一年"]]
    save(tmp_path / "名单.xlsx", 表=rows)
    _, out, _ = run("inspect", tmp_path, "--suggest")
    assert '"受援单位" = ["被帮扶机构"]' in out
    (tmp_path / "qianyi.toml").write_text(out, encoding="utf-8")
    assert json.loads(run("validate", tmp_path, "--format", "json")[1])["summary"]["people"] == 1


def test_words_for_periods_are_suggested(tmp_path: Path) -> None:
    words = ["第一批", "第二批", "整轮", "第三批", "第一批", "22.6.1-22.13.1", "一年"]
    people = [f"李小{'甲乙丙丁戊己庚'[i]}" for i in range(len(words))]
    rows = [["姓名", "受援单位", "支援单位", "支援时间"]]
    rows += [[name, "甲镇卫生院", "县医院", word] for name, word in zip(people, words, strict=True)]
    save(tmp_path / "名单.xlsx", 表=rows)
    _, out, _ = run("inspect", tmp_path, "--suggest")
    assert out.splitlines() == [
        "[headings]",
        "# 请核对后贴进 qianyi.toml",
        '"first" = ["第一批"]',
        '"second" = ["第二批"]',
        '"year" = ["整轮"]',
        '# 支援时间写着 "第三批"：看不出是哪一段，请在名单里写起止日期',
    ]
    (tmp_path / "qianyi.toml").write_text(out, encoding="utf-8")
    found = json.loads(run("validate", tmp_path, "--format", "json")[1])["findings"]
    assert [f["cells"] for f in found if f["code"] == "I004"] == [["D5"], ["D7"]]


def test_nothing_to_suggest(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    assert run("inspect", tmp_path, "--suggest")[1].startswith("#")
