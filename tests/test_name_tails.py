"""A bracket behind a name, in the roster or in the other sheets: whose it is where one person can be meant, else told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import codes, of, run, run_json
from tests.make.disk import JUNE_WORKDAYS, june, person, roster, save

LEAVE = ["姓名", "请假类型", "开始日期", "结束日期", "批准单位", "批准日期"]
TAILS = [
    "（组长）",
    "（半脱产）",
    "(副高)",
    "【队长】",
    "[带队]",
    "〔内科〕",
    "〈组长〉",
    " （ 组 长 ）",
    "（内科）（组长）",
]


def county(folder: Path, people: list[dict[str, object]], *shown: str, leave: str = "") -> Path:
    """A roster, June's grid (事 on the 8th) and, where asked for, that day in the leave register."""
    roster(folder / "名单.xlsx", people)
    save(folder / "考勤.xlsx", {"6月": june(**{name: {8: "事"} for name in shown})})
    if leave:
        save(folder / "请假.xlsx", {"请假": [LEAVE, [leave, "事假", "2022-06-08", "2022-06-08", "院长", "2022-06-07"]]})
    return folder


def score(folder: Path) -> dict[str, Any]:
    return run_json("score", folder, "--as-of", "2022-06-30", "--verbose")[1]


@pytest.mark.parametrize("tail", TAILS)
def test_a_bracket_in_the_roster(tmp_path: Path, tail: str) -> None:
    result = score(county(tmp_path, [person(f"沈知远{tail}")], "沈知远", leave="沈知远"))
    assert not {"A401", "A402", "A409", "R103"} & set(codes(result))
    (one,) = result["people"]
    assert one["name"] == "沈知远"
    assert (one["attendance"]["present"], one["attendance"]["personal"]) == (len(JUNE_WORKDAYS) - 1, 1)
    (said,) = of(result, "I005")
    assert (said["path"], said["cells"], said["person"]) == ("名单.xlsx", ["D3"], "沈知远")


@pytest.mark.parametrize("tail", TAILS)
def test_the_same_bracket_in_both(tmp_path: Path, tail: str) -> None:
    result = score(county(tmp_path, [person(f"沈知远{tail}")], f"沈知远{tail}", leave=f"沈知远{tail}"))
    assert not {"A401", "A402", "A409", "R103"} & set(codes(result))
    assert result["people"][0]["attendance"]["personal"] == 1


def test_another_bracket_than_the_rosters_may_be_another_person(tmp_path: Path) -> None:
    result = score(county(tmp_path, [person("沈知远（大）")], "沈知远（小）"))
    (told,) = of(result, "A401")
    assert "名单上没有“沈知远(小)”，相近的有：沈知远" in told["message"]


@pytest.mark.parametrize("second", ["沈知远（副高）", "沈知远"])
@pytest.mark.parametrize("support", ["云岭县人民医院", "云岭县中医医院"])
def test_two_of_the_roster_that_differ_by_it_stay_apart(tmp_path: Path, second: str, support: str) -> None:
    people = [person("沈知远（组长）"), person(second, 支援单位=support)]
    result = score(county(tmp_path, people, "沈知远（组长）", second))
    assert [one["name"] for one in result["people"]] == ["沈知远(组长)", second.replace("（", "(").replace("）", ")")]
    assert [one["attendance"]["personal"] for one in result["people"]] == [1, 1]
    assert "A401" not in codes(result)
    (told,) = of(result, "R103")
    assert told["cells"] == ["D3", "D4"]


def test_whom_a_bare_name_means_of_two_is_not_guessed(tmp_path: Path) -> None:
    people = [person("沈知远（组长）"), person("沈知远（县医院派来的副主任医师）")]
    result = score(county(tmp_path, people, "沈知远"))
    (told,) = of(result, "A401")
    assert "相近的有：沈知远(组长)、沈知远(县医院派来的副主任医师)" in told["message"]
    assert [one["attendance"]["personal"] for one in result["people"]] == [0, 0]


def test_two_halves_of_one_person_in_one_spelling(tmp_path: Path) -> None:
    people = [person("沈知远（组长）", "前半年"), person("沈知远（组长）", "后半年", 受援单位="青石乡卫生院")]
    result = score(county(tmp_path, people, "沈知远"))
    assert not {"A401", "R102", "R103"} & set(codes(result))
    assert result["people"][0]["attendance"]["personal"] == 1


def test_two_rows_of_a_grid_that_differ_by_it_are_two(tmp_path: Path) -> None:
    result = score(county(tmp_path, [person("沈知远")], "沈知远", "沈知远（小）"))
    assert [one["person"] for one in of(result, "A401")] == ["沈知远(小)"]
    assert result["people"][0]["attendance"]["personal"] == 1
    result = score(county(tmp_path, [person("沈知远")], "沈知远（大）", "沈知远（小）"))
    assert [one["person"] for one in of(result, "A401")] == ["沈知远(大)", "沈知远(小)"]


def test_what_is_said_of_the_row_names_the_person(tmp_path: Path) -> None:
    result = score(county(tmp_path, [person("沈知远（组长）", 年龄="五十")], "沈知远"))
    assert [one["person"] for one in of(result, "I004")] == ["沈知远"]


@pytest.mark.parametrize("asked", ["沈知远", "沈知远（组长）", "沈知远(组长)"])
def test_why_finds_either_spelling(tmp_path: Path, asked: str) -> None:
    code, out, _ = run("why", asked, county(tmp_path, [person("沈知远（组长）")], "沈知远"), "--as-of", "2022-06-30")
    assert code == 0
    assert "沈知远" in out


def down(*heads: str, above: tuple[str, ...] = ()) -> list[list[Any]]:
    marks = dict.fromkeys(JUNE_WORKDAYS, "√") | {8: "事"}
    title: list[list[Any]] = [["2022年6月考勤表"], *([list(above)] if above else [])]
    return [*title, ["日期", *heads], *([day, *[marks.get(day)] * len(heads)] for day in range(1, 31))]


@pytest.mark.parametrize(("roster_has", "sheet_has"), [("沈知远（组长）", "沈知远"), ("沈知远", "沈知远（组长）")])
@pytest.mark.parametrize("layout", ["across", "above", "sheet"])
def test_dates_down_the_side(tmp_path: Path, roster_has: str, sheet_has: str, layout: str) -> None:
    roster(tmp_path / "名单.xlsx", [person(roster_has)])
    sheets = {
        "across": {"6月": down(sheet_has)},
        "above": {"6月": down("考勤", above=(f"姓名：{sheet_has}",))},
        "sheet": {sheet_has: down("上午", "下午")},
    }
    save(tmp_path / "考勤.xlsx", sheets[layout])
    result = score(tmp_path)
    assert not {"A401", "A402", "I002"} & set(codes(result))
    assert result["people"][0]["attendance"]["personal"] == 1
