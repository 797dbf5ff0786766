"""`qianyi plan` from workbooks: what is asked for, what comes out, what is said of bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from qianyi.output.schema import schema
from tests.make.command import run, run_json
from tests.make.disk import save

pytest.importorskip("ortools")
NEEDS = ["受援单位", "专业", "人数", "最低职称", "重点"]
PEOPLE = [
    "姓名",
    "支援单位",
    "执业资格",
    "专业",
    "专业技术职称",
    "晋升职称",
    "可派时段",
    "脱产方式",
    "意愿单位",
    "不能派原因",
]
SUPPLY = ["支援单位", "最少", "最多"]
ROSTER = ["受援单位", "支援单位", "姓名", "执业资格", "专业", "专业技术职称", "支援时间"]


def person(
    name: str, support: str = "县医院", specialty: str = "临床", title: str = "主治医师", **more: str
) -> list[Any]:
    row = {"姓名": name, "支援单位": support, "执业资格": "执业医师", "专业": specialty, "专业技术职称": title, **more}
    return [row.get(heading) for heading in PEOPLE]


def inputs(folder: Path, needs: list[list[Any]], people: list[list[Any]], supply: list[list[Any]] = []) -> Path:  # noqa: B006  (it is not changed)
    sheets = {"需求": [NEEDS, *needs], "可派人员": [PEOPLE, *people]}
    if supply:
        sheets["名额"] = [SUPPLY, *supply]
    return save(folder / "计划.xlsx", **sheets)


def who(result: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["recipient"] for row in result["roster"]}


def test_the_roster_that_comes_out_validates_and_is_laid_out_as_annex_1(tmp_path: Path) -> None:
    people = [person("李甲"), person("李乙", 可派时段="前半年"), person("李丙", 可派时段="后半年")]
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 2]], people)
    out = tmp_path / "名单.xlsx"
    validator = Draft202012Validator(schema("plan"))
    code, result = run_json("plan", path, "-o", out)
    assert code == 0
    assert {row["name"]: (row["period"], row["need"]) for row in result["roster"]} == {
        "李甲": ("一年", 1),
        "李乙": ("前半年", 1),
        "李丙": ("后半年", 1),
    }
    validator.validate(result)
    assert {goal["goal"]: goal["value"] for goal in result["goals"]}["rotation"] == 1
    assert load_workbook(out).sheetnames == ["名单", "为什么是他", "没有满足", "比较"]
    merged = {str(area) for area in load_workbook(out)["名单"].merged_cells.ranges}
    assert {"B4:B6", "C4:C6"} <= merged
    code, checked = run_json("validate", out)
    assert code == 0
    assert [sheet["kind"] for item in checked["inputs"] for sheet in item["sheets"]] == ["roster"]
    assert checked["summary"]["posts"] == 2


def test_promotion_goes_first_and_the_next_best_is_named_with_the_cost(tmp_path: Path) -> None:
    people = [person("李甲", 晋升职称="否"), person("李乙", 晋升职称="是")]
    code, result = run_json("plan", inputs(tmp_path, [["甲乡卫生院", "临床", 1]], people))
    assert code == 0
    assert who(result) == {"李乙": "甲乡卫生院"}
    (post,) = result["needs"][0]["posts"]
    assert post["next_best"] == "李甲"
    assert "晋升职称的少 1 人" in post["next_cost"]
    assert [one["name"] for one in result["unsent"]] == ["李甲"]


def test_what_clashes_is_named_by_the_fewest_demands_and_mended_by_one_cell(tmp_path: Path) -> None:
    needs = [["甲乡卫生院", "临床", 1], ["乙乡卫生院", "临床", 1], ["丙乡卫生院", "护理", 1]]
    people = [person("李甲"), person("李乙"), person("李丙", "市医院", "护理", "护师")]
    code, result = run_json("plan", inputs(tmp_path, needs, people, [["县医院", None, 1]]))
    assert code == 1
    (unmet,) = result["unmet"]
    cells = {cell.rpartition("!")[2] for why in unmet["because"] for cell in why["cells"]}
    assert {"A2", "A3"} <= cells
    assert "A4" not in cells, "the nurse has nothing to do with it"
    assert unmet["change"] == "把县医院的最多人数由 1 改为 2"
    assert run("plan", tmp_path / "计划.xlsx", "--quota", "县医院=2", "-q")[0] == 0


@pytest.mark.parametrize(
    ("needs", "people", "supply", "kind", "word"),
    [
        ([["甲乡卫生院", "临床", 1]], [person("李甲"), person("李 甲")], [], "candidate-twice", "李甲"),
        ([["甲乡卫生院", "临床", 1]], [person("李甲")], [["县医院", 3, 2]], "quota-impossible", "县医院"),
        ([["甲乡卫生院", "临庄", 1]], [person("李甲")], [], "unknown-speciality", "临床"),
        ([["甲乡卫生院", "临床", "两个"]], [person("李甲")], [], "bad-value", "两个"),
        ([["甲乡卫生院", "临床", 1, "很高"]], [person("李甲")], [], "bad-value", "很高"),
        ([["甲乡卫生院", "临床", 1]], [person("李甲", 可派时段="春天")], [], "bad-value", "春天"),
    ],
)
def test_bad_input_is_a_problem_with_its_cell(tmp_path: Path, needs, people, supply, kind: str, word: str) -> None:
    code, result = run_json("plan", inputs(tmp_path, needs, people, supply))
    assert code == 1
    problems = [problem for problem in result["problems"] if problem["kind"] == kind]
    assert any(word in problem["message"] and problem["cells"] for problem in problems)


def test_what_is_kept_stays_and_a_half_finds_its_other_half(tmp_path: Path) -> None:
    people = [person("李甲"), person("李乙"), person("王丙", "市医院"), person("王丁", "市医院", 不能派原因="援外")]
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], people)
    kept = [
        ["甲乡卫生院", "市医院", "王丁", "执业医师", "临床", "主治医师", "后半年"],
        ["甲乡卫生院", "县医院", "李甲", "执业医师", "临床", "主治医师", "前半年"],
    ]
    roster = save(tmp_path / "旧名单.xlsx", 名单=[ROSTER, *kept])
    code, result = run_json("plan", path, "--keep", roster)
    assert code == 1
    assert [problem["kind"] for problem in result["problems"]] == ["kept-unavailable"]
    assert {(row["name"], row["period"], row["kept"]) for row in result["roster"]} >= {("李甲", "前半年", True)}
    assert result["needs"][0]["met"] == 1
    second = next(row for row in result["roster"] if not row["kept"])
    assert (second["support"], second["period"]) == ("县医院", "后半年")


def test_a_post_that_fell_free_gets_a_successor_of_the_same_institution(tmp_path: Path) -> None:
    people = [person("李甲"), person("李乙"), person("王丙", "市医院", 晋升职称="是")]
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], people)
    left = [["甲乡卫生院", "县医院", "李甲", "执业医师", "临床", "主治医师", "2022-06-01至2022-11-20"]]
    roster = save(tmp_path / "旧名单.xlsx", 名单=[ROSTER, *left])
    out = tmp_path / "新名单.xlsx"
    code, result = run_json("plan", path, "--keep", roster, "--from", "2022-12-01", "-o", out)
    assert code == 0
    new = next(row for row in result["roster"] if not row["kept"])
    assert (new["name"], new["start"], new["end"]) == ("李乙", "2022-12-01", "2023-05-31")
    assert "2022-12-01至2023-05-31" in [cell.value for row in load_workbook(out)["名单"] for cell in row]
    code, result = run_json("plan", path, "--keep", roster, "--from", "2022-12-02")
    assert code == 1
    assert "不足 6 个月" in "".join(why["text"] for why in result["unmet"][0]["because"])


def test_options_that_name_nobody_are_refused(tmp_path: Path) -> None:
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], [person("李甲")])
    for option in (["--explain", "李申"], ["--without", "李申"], ["--quota", "县里=2"], ["--quota", "县医院"]):
        code, out, err = run("plan", path, *option)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
    code, result = run_json("plan", path, "--explain", "李甲", "--without", "李甲")
    assert code == 1
    assert result["explain"]["sent"] is False


def test_suzhou_sends_whole_years_on_full_release_and_needs_its_dates(tmp_path: Path) -> None:
    people = [person("李甲", 可派时段="前半年"), person("李乙", 可派时段="后半年"), person("李丙", 脱产方式="半脱产")]
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], people)
    code, out, err = run("plan", path, "--policy", "suzhou-2021")
    assert (code, out) == (2, "")
    assert "[campaign]" in err
    (tmp_path / "qianyi.toml").write_text('policy = "suzhou-2021"\n[campaign]\nstart = 2021-05-01\n', encoding="utf-8")
    code, result = run_json("plan", path)
    assert code == 1
    assert result["roster"] == []


def test_rows_in_another_order_give_the_same_plan(tmp_path: Path) -> None:
    needs = [["甲乡卫生院", "临床", 1], ["乙乡卫生院", None, 1]]
    people = [person(name, support) for name, support in (("李甲", "县医院"), ("李乙", "县医院"), ("王丙", "市医院"))]
    first = run_json("plan", inputs(tmp_path, needs, people))[1]
    second = run_json("plan", inputs(tmp_path, needs[::-1], people[::-1]))[1]
    assert who(first) == who(second)


def test_weights_and_order_are_the_countys(tmp_path: Path) -> None:
    people = [person("李甲", 意愿单位="甲乡卫生院"), person("李乙")]
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], people)
    (tmp_path / "qianyi.toml").write_text("[plan.weights]\nwhish = 1\n", encoding="utf-8")
    code, _, err = run("plan", path)
    assert code == 2
    assert "wish" in err
    (tmp_path / "qianyi.toml").write_text("[plan.weights]\nwish = 7\n", encoding="utf-8")
    result = run_json("plan", path)[1]
    assert next(goal for goal in result["goals"] if goal["goal"] == "wish")["weight"] == 7


def test_an_unreadable_number_is_told_in_every_output(tmp_path: Path) -> None:
    path = inputs(tmp_path, [["甲乡卫生院", "临床", "两个"], ["乙乡卫生院", "临床", 1]], [person("李甲")])
    code, out, err = run("plan", path, "-o", tmp_path / "名单.xlsx")
    assert code == 1, err
    assert "甲乡卫生院缺几人看不出" in out
    page = (tmp_path / "名单.html").read_text("utf-8")
    assert "甲乡卫生院" in page
    assert ".board .wide svg { width: 100%" in page, "the picture is cut on paper otherwise"
    sheet = load_workbook(tmp_path / "名单.xlsx")["没有满足"]
    assert [(row[2], row[3]) for row in sheet.iter_rows(values_only=True) if row[0] == "没有满足"] == [
        ("甲乡卫生院", None)
    ]
    _, result = run_json("plan", path)
    assert who(result) == {"李甲": "乙乡卫生院"}


def test_too_late_in_the_year_is_the_reason_why_somebody_stays(tmp_path: Path) -> None:
    """From 15 January four and a half months are left, fewer than the six that anybody must serve."""
    code, result = run_json(
        "plan", inputs(tmp_path, [["甲乡卫生院", "临床", 1]], [person("李甲")]), "--from", "2023-01-15"
    )
    assert code == 1
    assert [one["why"] for one in result["unsent"]] == ["从 2023-01-15 到活动结束不足 6 个月，不能再派新人"]


def test_the_countys_own_name_heads_every_output(tmp_path: Path) -> None:
    path = inputs(tmp_path, [["甲乡卫生院", "临床", 1]], [person("李甲")])
    (tmp_path / "qianyi.toml").write_text('title = "青禾县千医下乡"\n', encoding="utf-8")
    code, out, _ = run("plan", tmp_path, "-o", tmp_path / "名单.xlsx")
    assert (code, path.exists()) == (0, True)
    assert out.splitlines()[0] == "青禾县千医下乡　2022-06-01 至 2023-05-31"
    assert out.splitlines()[1].startswith("依据：")
    assert "<h1>青禾县千医下乡选派：谁去哪里</h1>" in (tmp_path / "名单.html").read_text("utf-8")
    assert load_workbook(tmp_path / "名单.xlsx")["名单"]["A1"].value == "2022年度青禾县千医下乡派驻人员名单"
