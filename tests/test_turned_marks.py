"""Marks with the rubric's lines down: people or institutions across, or a form a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import of, run_json
from tests.make.disk import person, roster, save

TITLES = ["书面请假，按程序办理", "服从当地和受援单位管理", "指导提高诊治水平"]
IDS = ["4.2.1", "4.2.2", "4.3.1"]
WRITTEN = {"titles": TITLES, "ids": IDS, "both": [f"{id} {title}" for id, title in zip(IDS, TITLES, strict=True)]}


def marks(folder: Path, sheets: dict[str, list[list[Any]]]) -> dict[str, dict[str, float]]:
    """Name → line → points, nothing having been said of the reading."""
    roster(folder / "名单.xlsx", [person("李小满"), person("周立秋")])
    save(folder / "评分.xlsx", sheets)
    _, result = run_json("score", folder, "--as-of", "2022-06-30")
    assert not [one for one in result["findings"] if one["code"][0] == "I" or one["code"] in ("S804", "S806", "S808")]
    given = {}
    for one in result["people"]:
        lines = (line for item in one["items"] for line in item["lines"] if item["id"] != "4.1")
        given[one["name"]] = {line["id"]: line["score"] for line in lines if line["score"] is not None}
    return given


@pytest.mark.parametrize("words", WRITTEN)
@pytest.mark.parametrize("lead", [[], ["序号"]])
def test_people_across(tmp_path: Path, words: str, lead: list[str]) -> None:
    rows: list[list[Any]] = [["派驻人员评分表"], [*lead, "评定内容", "分值", "李小满", "周  立秋"]]
    for word, full, one, other in zip(WRITTEN[words], (5, 3, 4), (5, 3, 4), (4, None, 3.5), strict=True):
        rows.append([*([1] if lead else []), word, full, one, other])
    rows.append([*lead[:1], "合计", 12, 12, 7.5])
    assert marks(tmp_path, {"评分": rows}) == {
        "李小满": {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4},
        "周立秋": {"4.2.1": 4, "4.3.1": 3.5},
    }


@pytest.mark.parametrize("words", WRITTEN)
@pytest.mark.parametrize("above", [["姓名：李小满", "", "受援单位：柳林乡卫生院"], ["姓名", "李小满"]])
def test_a_form_a_person(tmp_path: Path, words: str, above: list[str]) -> None:
    rows: list[list[Any]] = [["派驻人员绩效评定表"], above, ["绩效评定内容", "评定细则", "分值", "得分", "扣分原因"]]
    items = ["遵守劳动纪律", "", "履行岗位职责"]
    for item, word, full, got in zip(items, WRITTEN[words], (5, 3, 4), (4, 3, 2), strict=True):
        rows.append([item, word, full, got, "迟到" if got == 4 else ""])
    rows += [["总分", "", 12, 9], ["评定人：", "钱七星"]]
    assert marks(tmp_path, {"李小满": rows}) == {"李小满": {"4.2.1": 4, "4.2.2": 3, "4.3.1": 2}, "周立秋": {}}


def test_what_may_be_several_lines_is_told(tmp_path: Path) -> None:
    rows = [["评定内容", "李小满"], [TITLES[0], 5], ["帮助", 3], [TITLES[1], 3]]
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    save(tmp_path / "评分.xlsx", 评分=rows)
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    (one,) = of(result, "I004")
    assert one["cells"] == ["A3"]
    assert "4.3.4、4.3.5" in one["message"]


def test_a_form_of_an_institution(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["支援机构评定表"], ["单位：云岭县人民医院"], ["内容", "分值", "得分"]]
    rows += [["职责明确", 5, 4], ["职称晋升", 3, 3], ["经费使用", 3, 2]]
    people = [person("李小满", 支援单位="云岭县人民医院")]
    roster(tmp_path / "名单.xlsx", people)
    save(tmp_path / "评分.xlsx", 评定=rows)
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    assert not [one for one in result["findings"] if one["code"][0] == "I"]
    (unit,) = (one for one in result["institutions"] if one["role"] == "support")
    scores = {line["id"]: line["score"] for item in unit["items"] for line in item["lines"]}
    assert (scores["2.1.2.1"], scores["2.1.4.1"], scores["2.1.5.1"]) == (4, 3, 2)


def test_the_name_above_a_form_heads_no_column(tmp_path: Path) -> None:
    """The full points below it were taken for the person's."""
    for above in (["姓名", "李小满"], ["", "李小满"]):
        rows = [["评定表"], above, ["评定内容", "标准分", "得分"], [TITLES[0], 5, 4], [TITLES[1], 3, 2]]
        assert marks(tmp_path, {"李小满": rows})["李小满"] == {"4.2.1": 4, "4.2.2": 2}
