"""问题清单 that comes back: the finding shows the answer, and only the bureau's own column waives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.make.command import of, run, run_json
from tests.make.disk import marked, month, person, roster, save

HEADS = [
    "编号",
    "代码",
    "级别",
    "人员",
    "问题",
    "位置",
    "责任人",
    "整改期限",
    "整改情况",
    "整改人",
    "复核",
    "批准人",
    "期限",
]
AS_OF = ("--as-of", "2022-06-10")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    roster(tmp_path / "名单.xlsx", [person("张三丰", 受援单位="云岭县人民医院")])
    return tmp_path


def give_back(path: Path, *rows: dict[str, object]) -> None:
    book = Workbook()
    page = book.active
    page.title = "问题清单"
    page.append(["问题清单"])
    page.append(HEADS)
    for row in rows:
        page.append([row.get(head) for head in HEADS])
    book.save(path)


def self_support(county: Path) -> dict[str, Any]:
    _, found = run_json("validate", county, *AS_OF)
    (one,) = of(found, "R108")
    return one


def test_the_finding_shows_the_answer_and_nothing_else_changes(county: Path) -> None:
    before = self_support(county)
    assert before["answer"] is None
    give_back(
        county / "回执.xlsx", {"编号": before["id"], "整改情况": "已改正", "整改人": "李小满"}, {"编号": "R106-x"}
    )
    after = self_support(county)
    assert after.pop("answer") == {
        "text": "已改正",
        "by": "李小满",
        "review": None,
        "path": "回执.xlsx",
        "cells": ["A3", "I3", "J3"],
    }
    assert after == {key: value for key, value in before.items() if key != "answer"}


@pytest.mark.parametrize(
    ("columns", "waived"),
    [
        ({"批准人": "王局长", "期限": "2023-05-31"}, False),
        ({"批准人": "王局长", "复核": "属实"}, False),
        ({"复核": "属实", "期限": "2023-05-31"}, False),
        ({"批准人": "王局长", "期限": "2022-06-10", "复核": "属实"}, True),
        ({"批准人": "王局长", "期限": "2022-06-09", "复核": "属实"}, False),
        ({"批准人": "王局长", "期限": "2022-06-10", "复核": "不同意"}, False),
        ({"批准人": "王局长", "期限": "2022-06-10", "复核": "不属实，退回重报"}, False),
        ({"批准人": "局务会未批准", "期限": "2022-06-10", "复核": "属实"}, False),
    ],
)
def test_a_waiver_needs_approver_end_and_review(county: Path, columns: dict[str, object], waived: bool) -> None:
    id = self_support(county)["id"]
    give_back(county / "回执.xlsx", {"编号": id, "整改情况": "两个院区", **columns})
    after = self_support(county)
    assert (after["severity"] == "info") is waived
    assert ("waiver" in after) is waived
    _, found = run_json("validate", county, *AS_OF)
    assert bool(of(found, "I011")) is (columns.get("期限") == "2022-06-09")


def test_answers_that_fit_nothing_or_differ_are_told_with_their_cells(county: Path) -> None:
    id = self_support(county)["id"]
    give_back(county / "甲.xlsx", {"编号": id, "整改情况": "已改正"}, {"编号": "A403-zzzzzzzz", "整改情况": "已改正"})
    give_back(county / "乙.xlsx", {"编号": id, "整改情况": "不是我们"})
    _, found = run_json("validate", county, *AS_OF)
    told = {(f["path"], tuple(f["cells"])) for f in of(found, "I016")}
    assert told == {("甲.xlsx", ("A4",)), ("乙.xlsx", ("A3", "甲.xlsx/问题清单!A3"))}
    assert {f["severity"] for f in of(found, "I016")} == {"warning"}
    assert of(found, "R108")[0]["answer"] is None


def test_two_equal_answers_are_one(county: Path) -> None:
    id = self_support(county)["id"]
    for name in ("甲.xlsx", "乙.xlsx"):
        give_back(county / name, {"编号": id, "整改情况": "已改正"})
    _, found = run_json("validate", county, *AS_OF)
    assert not of(found, "I016")
    assert of(found, "R108")[0]["answer"]["text"] == "已改正"


def test_answers_to_findings_of_scoring(county: Path) -> None:
    _, found = run_json("score", county, *AS_OF)
    pending = of(found, "S802")[0]
    give_back(county / "回执.xlsx", {"编号": pending["id"], "整改情况": "下月评"})
    _, found = run_json("score", county, *AS_OF)
    assert of(found, "S802")[0]["answer"]["text"] == "下月评"
    assert not of(found, "I016")
    _, found = run_json("validate", county, *AS_OF)
    assert not of(found, "I016")


def test_a_list_nobody_answered_says_nothing(county: Path) -> None:
    before = run_json("validate", county, *AS_OF)[1]
    give_back(county / "回执.xlsx", {"编号": "A403-zzzzzzzz"})
    after = run_json("validate", county, *AS_OF)[1]
    assert after["findings"] == before["findings"]


def test_a_place_is_told_by_ranges_and_the_file_once(tmp_path: Path) -> None:
    """事假 on 1, 2 and 6 to 10 June 2022, none of it registered; day 1 stands in C3."""
    folder = tmp_path / "县"
    folder.mkdir()
    personal = {date(2022, 6, day): "△" for day in (1, 2, 6, 7, 8, 9, 10)}
    roster(folder / "名单.xlsx", [person("李小满")])
    june = month({"李小满": marked(personal, date(2022, 6, 1), date(2022, 6, 30))}, date(2022, 6, 1))
    save(folder / "考勤.xlsx", {"六月": june, "请假登记": [["姓名", "请假类型", "开始日期", "结束日期"], ["无"]]})
    run("review", folder, "-o", tmp_path / "出", "--as-of", "2022-06-30", "--documents", "none")
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "出" / "问题清单.xlsx").active.iter_rows()]
    places = {row[1]: row[5] for row in rows[2:]}
    assert places["A409"] == "考勤.xlsx/六月!C3:D3 H3:L3"
