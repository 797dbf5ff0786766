"""A person's name in its many spellings: brackets behind it, dots, private characters, 〃, look-alikes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qianyi.facts.texts import look_alike
from qianyi.intake.cells.names import person_name, without_tail
from tests.make.command import codes, of, run_json
from tests.make.disk import person, roster, save
from tests.make.reading import cells, found, page, take


def county(tmp_path: Path, names: list[str], shown: str, **kw: Any) -> Path:
    roster(tmp_path / "名单.xlsx", [person(name, **kw) for name in names])
    rows = page({shown: dict.fromkeys(range(1, 31), "√")})
    save(
        tmp_path / "考勤.xlsx",
        九月=rows,
        请假=[["姓名", "请假类型", "开始日期", "结束日期"], [shown, "事假", "2022-09-05", "2022-09-05"]],
    )
    return tmp_path


TAILS = ["（组长）", "(组长)", "（半脱产）", "【队长】", "[带队]", "〔骨科〕", " （党员）"]


@pytest.mark.parametrize("tail", TAILS)
def test_a_bracket_behind_a_name_of_the_roster(tmp_path: Path, tail: str) -> None:
    _, result = run_json("score", county(tmp_path, ["李小满"], f"李小满{tail}"), "--as-of", "2022-09-30", "--verbose")
    assert not {"A401", "I004"} & set(codes(result))
    assert result["people"][0]["attendance"]["present"] > 20
    assert [f["cells"] for f in of(result, "I005")] == [["B4"], ["A2"]]


def test_a_bracket_is_left_where_the_roster_does_not_settle_it(tmp_path: Path) -> None:
    _, result = run_json("validate", county(tmp_path, ["周立秋"], "李小满（组长）"))
    assert "李小满(组长)" in of(result, "A401")[0]["message"]
    roster(tmp_path / "名单.xlsx", [person("李小满"), person("李小满", 支援单位="乙医院")])
    _, result = run_json("validate", tmp_path)
    assert "相近的有：李小满" in of(result, "A401")[0]["message"]


def test_a_roster_that_tells_namesakes_by_brackets(tmp_path: Path) -> None:
    _, result = run_json("validate", county(tmp_path, ["李小满", "李小满（小）"], "李小满（小）"))
    assert not of(result, "A401")


DOTS = "•‧∙⋅・･·᛫․﹒˙ᐧꞏ⸱."


@pytest.mark.parametrize("dot", list(DOTS))
def test_dots_of_minority_names(tmp_path: Path, dot: str) -> None:
    assert person_name(f"买买提 {dot} 艾力") == "买买提·艾力"
    _, result = run_json("score", county(tmp_path, ["买买提·艾力"], f"买买提{dot}艾力"), "--as-of", "2022-09-30")
    assert not {"A401", "I004"} & set(codes(result))
    assert result["people"][0]["attendance"]["present"] > 20


PRIVATE = [("\ue863", "䶮"), ("\ue81e", "龴"), ("\ue826", "龵"), ("\ue864", "龻"), ("\ue815", "⺁"), ("\ue831", "𡗗")]


@pytest.mark.parametrize(("private", "read"), [*PRIVATE, ("\ue844", "䜣")])
def test_private_characters_of_old_input_methods(private: str, read: str) -> None:
    assert person_name(f"刘{private}") == f"刘{read}"


def test_selectors_of_glyphs_and_invisible_signs_are_no_part_of_a_name() -> None:
    assert person_name("葛\U000e0100小\ufe00满\u200b") == "葛小满"


def test_what_looks_alike_is_told_by_code_point(tmp_path: Path) -> None:
    _, result = run_json("validate", county(tmp_path, ["吕小满"], "呂小满"))
    message = of(result, "A401")[0]["message"]
    assert "相近的有：吕小满" in message
    assert "“呂”是 U+5442，“吕”是 U+5415" in message
    assert look_alike("李小满", "李小滿") != ""
    assert look_alike("李小满", "李大满") == ""  # common characters are seen to differ
    assert look_alike("李小满", "李满") == ""


@pytest.mark.parametrize("ditto", ["〃", "同上", "″"])
def test_ditto_for_a_name_in_a_register(ditto: str) -> None:
    heads = ["姓名", "请假类型", "开始日期", "结束日期"]
    rows = [
        [name, "事假", day, day]
        for name, day in (("李小满", "2022-09-05"), (ditto, "2022-09-06"), ("周立秋", "2022-09-05"))
    ]
    dossier = take([heads, *rows])
    assert [leave.name for leave in dossier.leaves] == ["李小满", "李小满", "周立秋"]
    assert [f.cells[0].a1 for f in found(dossier, "I008")] == ["A3"]
    assert "A2" in cells(take([heads, rows[1]]), "I004")


def test_without_tail() -> None:
    assert [without_tail(text) for text in ("李小满(组长)", "李(小)满", "李小满")] == ["李小满", "李(小)满", "李小满"]
