"""Columns under a criterion that hold no marks: points lost (扣分), what people gave themselves (自评), reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import of, run_json
from tests.make.disk import book, county

A, B = "李小满", "王青禾"


def score(folder: Path, rows: list[list[Any]], merged: str = "") -> tuple[int, dict[str, Any], list[Any]]:
    """Exit status, the marks of both people by line, and the findings I003."""
    county(folder, [{"姓名": A}, {"姓名": B}])
    made = book({"评分": rows})
    for area in merged.split():
        made["评分"].merge_cells(area)
    made.save(folder / "评分.xlsx")
    code, result = run_json("score", folder, "--as-of", "2022-06-30")
    lines = {
        person["name"]: {
            line["id"]: line["score"]
            for item in person["items"]
            for line in item["lines"]
            if line["id"][:3] in ("4.2", "4.3") and line["score"] is not None
        }
        for person in result["people"]
    }
    return code, lines, [(f["severity"], f["cells"]) for f in of(result, "I003")]


MARKS = {A: {"4.2.1": 5, "4.2.2": 3}, B: {"4.2.1": 4, "4.2.2": 2}}


@pytest.mark.parametrize("first", ["扣分", "自评", "自评分", "分值", "满分"])
@pytest.mark.parametrize("second", ["得分", "考评", "评定得分", "终评"])
@pytest.mark.parametrize("merged", ["", "B1:C1 D1:E1 A1:A2"])
def test_of_two_columns_under_an_id_the_mark_counts(tmp_path: Path, first: str, second: str, merged: str) -> None:
    rows = [
        ["姓名", "4.2.1", None, "4.2.2", None],
        [None, first, second, first, second],
        [A, 0, 5, 0, 3],
        [B, 1, 4, 1, 2],
    ]
    assert score(tmp_path, rows, merged) == (0, MARKS, [])


def test_the_mark_may_stand_first_and_reasons_behind_it(tmp_path: Path) -> None:
    rows = [
        ["姓名", "4.2.1 请假", None, "4.2.2 服从", None],
        [None, "得分", "扣分原因", "得分", "备注"],
        [A, 5, None, 3, None],
        [B, 4, "迟到 1 次", 2, "1"],
    ]
    assert score(tmp_path, rows) == (0, MARKS, [])


def test_words_in_the_same_cell_as_the_id(tmp_path: Path) -> None:
    rows = [["姓名", "4.2.1自评", "4.2.1考评", "4.2.2（自评）", "4.2.2 得分"], [A, 0, 5, 0, 3], [B, 1, 4, 1, 2]]
    assert score(tmp_path, rows) == (0, MARKS, [])


def test_points_lost_alone_are_no_marks(tmp_path: Path) -> None:
    rows = [["姓名", "4.2.1扣分", "4.2.2扣分"], [A, 0, 0], [B, 1, 1]]
    assert score(tmp_path, rows) == (1, {A: {}, B: {}}, [("error", ["A1"])])


def test_points_lost_of_one_line_leave_it_open_and_are_told(tmp_path: Path) -> None:
    rows = [["姓名", "4.2.1扣分", "4.2.2"], [A, 0, 3], [B, 1, 2]]
    assert score(tmp_path, rows) == (0, {A: {"4.2.2": 3}, B: {"4.2.2": 2}}, [("warning", ["B1"])])


@pytest.mark.parametrize(
    "heading", ["4.2.1 书面请假（每次扣1分）", "4.2.1 未书面请假的酌情扣分", "4.2.1 按程序办理，自评不算"]
)
def test_a_title_that_speaks_of_points_lost_heads_marks(tmp_path: Path, heading: str) -> None:
    rows = [["姓名", heading, "4.2.2"], [A, 5, 3], [B, 4, 2]]
    assert score(tmp_path, rows) == (0, MARKS, [])


def test_lines_below_an_item_stay_lines(tmp_path: Path) -> None:
    rows = [["姓名", "4.2 纪律", None], [None, "4.2.1", "4.2.2"], [A, 5, 3], [B, 4, 2]]
    assert score(tmp_path, rows, "B1:C1 A1:A2") == (0, MARKS, [])
