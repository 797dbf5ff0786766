"""Scoring as the rules word it: annex 4 with marks and incidents, parameters, grades, service that counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.make.command import of, run_json
from tests.make.days import workdays
from tests.make.disk import dated, grids, marked, person, save, spread

LINES = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}
GRADES = '[grades]\n"优秀" = 90\n"合格" = 60\n'


def marks(**changes: object) -> list[dict[str, object]]:
    given = {**LINES, **{key.replace("_", ".")[1:]: value for key, value in changes.items()}}
    return [{"对象": "李小满", "条款": line, "得分": score} for line, score in given.items()]


def scored(
    folder: Path,
    *options: object,
    days: dict[Any, str] | None = None,
    given: list[dict[str, object]] | None = None,
    toml: str = "",
    who: dict[str, object] | None = None,
    **more: list[Any],
) -> dict[str, Any]:
    save(folder / "县.xlsx", {"名单": [who or person()], "评分": marks() if given is None else given, **more})
    grids(folder / "考勤.xlsx", {"李小满": marked(days)})
    (folder / "qianyi.toml").write_text(toml, encoding="utf-8")
    return run_json("score", folder, *options)[1]


def one(result: dict[str, Any]) -> dict[str, Any]:
    """The only person, whose ledgers are seen to sum."""
    (person,) = result["people"]
    for item in person["items"]:
        assert item["lines"] or item["id"] == "4.1"
        lines = item["lines"] or [item]
        if all(line["score"] is not None for line in lines):
            lost = sum(entry["points"] for entry in item["ledger"])
            assert round(sum(line["max"] for line in lines) + lost, 6) == item["score"]
    return dict(person)


def test_all_given_is_fifty(tmp_path: Path) -> None:
    person = one(scored(tmp_path))
    assert (person["score"], person["max"], person["percent"], person["status"]) == (50, 50, 100, "final")
    assert (person["term"], person["grade"], person["counted_months"]) == ("year", None, 12)


@pytest.mark.parametrize(
    ("toml", "days", "score"),
    [
        ("leave.personal_year = 10", {"personal": 12}, 18.4),
        ('"leave.personal_year" = 10', {"personal": 12}, 18.4),
        ("score.absent_rate = 5", {"absent": 1}, 15),
        ("leave.total_max = 5", {"sick": 6}, 0),
        ('"leave.total_kinds" = ["personal"]', {"sick": 40}, 20),
        ("", {"annual": 30, "sick": 36}, 20),
        ("", {"personal": 12, "sick": 24}, 20),
        ("", {"personal": 12, "sick": 25}, 0),
    ],
)
def test_parameters_of_duty(tmp_path: Path, toml: str, days: dict[str, int], score: float) -> None:
    result = scored(tmp_path, days=spread(days), toml=f"[parameters]\n{toml}\n")
    assert one(result)["items"][0]["score"] == score
    assert len(result["policy"]["overrides"]) == bool(toml)


@pytest.mark.parametrize(("partial", "score"), [("prorata", 19.6), ("whole", 20)])
def test_a_fraction_over(tmp_path: Path, partial: str, score: float) -> None:
    days: dict[Any, str] = {**spread({"personal": 12}), workdays()[-1]: "事0.5"}
    result = scored(tmp_path, days=days, toml=f'[parameters]\nscore.partial_day = "{partial}"\n')
    assert one(result)["items"][0]["score"] == score


@pytest.mark.parametrize(
    ("given", "code", "cells"),
    [
        (marks(_4_2_1=6), "S801", ["C2"]),
        (marks(_4_2_1=-1), "S801", ["C2"]),
        (marks(_4_9_9=1), "S804", ["B10"]),
        ([*marks(), {"对象": "李小瞒", "条款": "4.2.1", "得分": 5}], "S808", ["A10"]),
        (marks(_4_1=18), "S803", ["C10"]),
    ],
)
def test_marks_that_cannot_stand(tmp_path: Path, given: list[Any], code: str, cells: list[str]) -> None:
    result = scored(tmp_path, given=given)
    assert [f["cells"] for f in of(result, code)] == [cells]
    person = one(result)
    assert person["status"] == ("pending" if code == "S801" else "final")
    assert person["items"][0]["score"] == 20


def test_two_marks_of_one_line_leave_it_pending(tmp_path: Path) -> None:
    result = scored(tmp_path, given=[*marks(), {"对象": "李小满", "条款": "4.2.1", "得分": 4}])
    assert len(of(result, "S806")) == 1
    item = one(result)["items"][1]
    assert (item["score"], item["status"]) == (3, "pending")
    assert [(line["score"], line["status"]) for line in item["lines"]] == [(None, "pending"), (3, "final")]


def test_an_item_without_any_line_has_no_score_and_no_grade_is_given(tmp_path: Path) -> None:
    agreed = [{"姓名": "李小满", "派出单位评价": "优秀", "受援单位评价": "优秀"}]
    given = [{"对象": "李小满", "条款": "4.2.1", "得分": 5}]
    result = scored(tmp_path, given=given, toml=GRADES, 鉴定=agreed)
    person = one(result)
    assert [item["score"] for item in person["items"]] == [20, 5, None]
    assert (person["score"], person["status"], person["grade"]) == (25, "pending", None)
    (finding,) = [f for f in of(result, "S802") if f["person"]]
    assert "4.2.2" in finding["message"]


@pytest.mark.parametrize("heads", [{}, {"4.2.1": "4.2.1 请销假", "4.3.1": "4.3.1\n（4分）"}])
def test_a_wide_sheet_of_marks(tmp_path: Path, heads: dict[str, str]) -> None:
    row = {"姓名": "李小满", **{heads.get(line, line): score for line, score in LINES.items()}}
    assert one(scored(tmp_path, given=[row]))["score"] == 50


@pytest.mark.parametrize(
    ("kind", "item", "months"),
    [
        ("借故在家休息", "4.1", 12),
        ("未填考核手册", "4.3", 12),
        ("违规违纪", "4.3", 12),
        ("召回", None, 4),  # 2022-06-01 … 2022-10-10
        ("变更", None, 12),
    ],
)
def test_incidents(tmp_path: Path, kind: str, item: str | None, months: int) -> None:
    entry = [{"姓名": "李小满", "日期": "2022-10-10", "类型": kind}]
    result = scored(tmp_path, 情况=entry)
    person = one(result)
    assert [i["id"] for i in person["items"] if i["score"] == 0] == ([item] if item else [])
    assert person["counted_months"] == months
    assert not of(result, "S805")  # nobody judged 优秀
    assert one(scored(tmp_path, "--as-of", "2022-10-09", 情况=entry))["score"] == 50


@pytest.mark.parametrize(
    ("lost", "grade"), [({}, "优秀"), ({"_4_2_1": 0}, "优秀"), ({"_4_2_1": 0, "_4_3_1": 3}, "合格")]
)  # 100, 90 and 88 percent
def test_grades_of_the_county_include_their_bound(tmp_path: Path, lost: dict[str, int], grade: str) -> None:
    assert one(scored(tmp_path, given=marks(**lost), toml=GRADES))["grade"] == grade


@pytest.mark.parametrize(
    ("home", "away", "grade", "differs"),
    [("合格", "合格", "合格", 0), ("优秀", "合格", None, 1), ("优秀", "", None, 0)],
)
def test_appraisals_go_before_the_countys_bounds(
    tmp_path: Path, home: str, away: str, grade: str | None, differs: int
) -> None:
    sheet = [{"姓名": "李小满", "派出单位评价": home, "受援单位评价": away}]
    result = scored(tmp_path, toml=GRADES, 鉴定=sheet)
    assert one(result)["grade"] == grade
    assert len(of(result, "S807")) == differs


@pytest.mark.parametrize(
    ("end", "term", "months", "status"),
    [
        ("2023-05-31", "year", 12, "final"),
        ("2023-05-30", "half", 11, "final"),
        ("2022-11-30", "half", 6, "final"),
        ("2022-11-29", "short", 5, "provisional"),
    ],
)
def test_terms(tmp_path: Path, end: str, term: str, months: int, status: str) -> None:
    person = one(scored(tmp_path, who=dated("李小满", "2022-06-01", end)))
    assert (person["term"], person["counted_months"], person["items"][0]["status"]) == (term, months, status)


def test_a_mark_may_say_which_placement(tmp_path: Path) -> None:
    people = [person(period="前半年"), person(period="后半年", 受援单位="桃花镇卫生院")]
    given = [
        {"对象": "李小满", "条款": "4.2.1", "得分": 4},
        {"对象": "李小满", "条款": "4.2.2", "得分": 2, "受援单位": "桃花镇卫生院"},
    ]
    save(tmp_path / "县.xlsx", {"名单": people, "评分": given})
    found = [[line["score"] for line in p["items"][1]["lines"]] for p in run_json("score", tmp_path)[1]["people"]]
    assert found == [[4, None], [4, 2]]


@pytest.mark.parametrize(
    ("listed", "title", "score"),
    [
        (None, "副主任医师", 2),
        (None, "主治医师", None),
        ('["柳林乡卫生院"]', "主治医师", 2),
        ('["别处卫生院"]', "主治医师", 0),
        ('["柳林乡卫生院"]', "没听说过的职称", 2),
    ],
)
def test_seniors_or_hardship(tmp_path: Path, listed: str | None, title: str, score: int | None) -> None:
    toml = f"hardship = {listed}\n" if listed else ""
    result = scored(tmp_path, toml=toml, who=person(专业技术职称=title))
    (support,) = [i for i in result["institutions"] if i["role"] == "support"]
    (line,) = [line for item in support["items"] for line in item["lines"] if line["id"] == "2.2.1.3"]
    assert line["score"] == score


IDS = [*LINES]


@pytest.mark.parametrize(
    "rows",
    [
        # the item's number over its lines, merged: the line is what is marked
        [["姓名", "4.2 遵守劳动纪律", "", "4.3 履行岗位职责", *[""] * 5], ["", *IDS], ["李小满", *LINES.values()]],
        [["姓名", *IDS], ["满分", *LINES.values()], ["李小满", *LINES.values()]],
        [["序号", "姓名", *IDS], ["分值", "", *LINES.values()], [1, "李小满", *LINES.values()]],
    ],
)
def test_a_wide_sheet_under_its_items_or_with_the_points_of_each_line(tmp_path: Path, rows: list[list[Any]]) -> None:
    path = save(tmp_path / "县.xlsx", {"名单": [person()], "评分": rows})
    if rows[1][0] == "":
        book = load_workbook(path)
        for area in ("A1:A2", "B1:C1", "D1:I1"):
            book["评分"].merge_cells(area)
        book.save(path)
    result = run_json("score", tmp_path)[1]
    assert [item["score"] for item in result["people"][0]["items"]] == [None, 8, 22]
    assert not of(result, "S804") + of(result, "S808")


def test_a_rubric_that_divides_duty_into_lines_is_marked(tmp_path: Path) -> None:
    rubric = tmp_path / "细则.txt"
    rubric.write_text(
        """
[[annexes]]
number = 4
title = "个人"
subject = "person"
points = 20
[[annexes.sections]]
id = "4"
title = "个人"
points = 20
[[annexes.sections.items]]
id = "4.1"
title = "在岗"
points = 20
lines = [{ id = "4.1.1", points = 15, title = "出勤", judge = "auto" }, { id = "4.1.2", points = 5, title = "纪律" }]
""",
        encoding="utf-8",
    )
    given = [{"对象": "李小满", "条款": "4.1.1", "得分": 14}, {"对象": "李小满", "条款": "4.1.2", "得分": 4}]
    item = one(scored(tmp_path, "--rubric", rubric, given=given))["items"][0]
    assert [(line["id"], line["score"]) for line in item["lines"]] == [("4.1.1", 14), ("4.1.2", 4)]
