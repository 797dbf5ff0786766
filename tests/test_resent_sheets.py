"""A month twice in one file: two sheets (初稿, a copied sheet), or twice in a sheet; as two files are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import codes, of, run_json
from tests.make.disk import JUNE_WORKDAYS, LEGEND, person, roster, save

SECOND = ["6月 (2)", "6月初稿", "6月(修改)", "Sheet2", "作废"]
ALL = dict.fromkeys(JUNE_WORKDAYS, "√")


def june(*, title: str = "柳林乡卫生院2022年6月考勤表", **marks: dict[int, str]) -> list[list[Any]]:
    rows = [[name, *(days.get(day, "") or None for day in range(1, 31))] for name, days in marks.items()]
    return [[title], ["姓名", *range(1, 31)], *rows, [LEGEND]]


def score(folder: Path, sheets: dict[str, Sequence[Any]], *names: str) -> dict[str, Any]:
    roster(folder / "名单.xlsx", [person(name) for name in names or ("甲一", "乙二")])
    save(folder / "考勤.xlsx", sheets)
    return run_json("score", folder, "--as-of", "2022-06-30")[1]


@pytest.mark.parametrize("name", SECOND)
@pytest.mark.parametrize("mark", ["", "√", "△", "？"])
def test_two_versions_in_two_sheets(tmp_path: Path, name: str, mark: str) -> None:
    first, second = june(甲一=ALL | {8: "×"}, 乙二=ALL), june(甲一=ALL | {8: mark}, 乙二=ALL)
    found = score(tmp_path, {"6月": first, name: second})
    (one,) = of(found, "A408")
    assert (one["institution"], one["person"]) == ("柳林乡卫生院", None)
    assert "甲一 6月8日" in one["message"]
    for words in ("6月的考勤交了 2 份（考勤.xlsx 的“", "“6月”", f"“{name}”"):
        assert words in one["message"]
    assert one["cells"] == ["I3", f"考勤.xlsx/{name}!I3"]
    counts = found["people"][0]["attendance"]
    assert (counts["absent"], counts["unrecorded"], counts["present"]) == (0, 1, 20)
    assert found["people"][0]["items"][0]["status"] == "provisional"
    assert found["people"][1]["attendance"]["present"] == 21


def test_alike_they_are_one(tmp_path: Path) -> None:
    sheets = {name: june(甲一=ALL | {8: "×"}, 乙二=ALL) for name in ("6月", "6月 (2)")}
    found = score(tmp_path, sheets)
    assert not of(found, "A408")
    (one,) = of(found, "I015")
    assert "考勤.xlsx 的“6月”、“6月 (2)”" in one["message"]
    assert found["people"][0]["attendance"]["absent"] == 1


def test_a_sheet_for_each_department_or_half_is_no_copy(tmp_path: Path) -> None:
    early = {day: mark for day, mark in ALL.items() if day <= 15}
    late = {day: mark for day, mark in ALL.items() if day > 15}
    found = score(tmp_path, {"内科": june(甲一=ALL), "外科": june(乙二=ALL)})
    assert not {"A408", "I015"} & set(codes(found))
    found = score(tmp_path, {"上半月": june(甲一=early, 乙二=early), "下半月": june(甲一=late, 乙二=late)})
    assert not {"A408", "I015"} & set(codes(found))
    assert [one["attendance"]["present"] for one in found["people"]] == [21, 21]


def test_who_changed_the_department_stands_in_both(tmp_path: Path) -> None:
    early = {day: mark for day, mark in ALL.items() if day <= 8}
    late = {day: mark for day, mark in ALL.items() if day > 8}
    found = score(tmp_path, {"内科": june(甲一=early, 乙二=ALL), "外科": june(甲一=late)})
    assert not {"A408", "I015"} & set(codes(found))
    assert [one["attendance"]["present"] for one in found["people"]] == [21, 21]


def test_two_files_of_several_sheets_are_two_copies(tmp_path: Path) -> None:
    found = score(tmp_path, {"内科": june(甲一=ALL | {8: "×"}), "外科": june(乙二=ALL)})
    save(tmp_path / "改.xlsx", {"内科": june(甲一=ALL), "外科": june(乙二=ALL)})
    found = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    (one,) = of(found, "A408")
    assert "2 份（改.xlsx、考勤.xlsx）" in one["message"]


def test_twice_in_one_sheet(tmp_path: Path) -> None:
    rows = june(甲一=ALL | {8: "×"}, 乙二=ALL)
    again = june(title="柳林乡卫生院2022年6月考勤表（更正）", 甲一=ALL | {8: ""}, 乙二=ALL)
    found = score(tmp_path, {"6月": [*rows, [], *again]})
    (one,) = of(found, "A408")
    assert sorted(one["cells"]) == ["I3", "I9"]
    counts = found["people"][0]["attendance"]
    assert (counts["absent"], counts["unrecorded"], counts["present"]) == (0, 1, 20)


def test_a_row_of_overtime_adds_to_the_days(tmp_path: Path) -> None:
    rows = june(甲一=ALL)
    rows.insert(3, ["甲一", *("√" if day in (4, 5, 8) else None for day in range(1, 31))])
    found = score(tmp_path, {"6月": rows}, "甲一")
    assert not of(found, "A408")
    assert found["people"][0]["attendance"]["present"] == 21


def test_of_a_month_sent_in_two_files_and_two_sheets_each_day_is_told_once(tmp_path: Path) -> None:
    days = ALL | {8: "×"}
    save(tmp_path / "再交.xlsx", {"6月": june(甲一=ALL, 乙二=ALL)})
    found = score(tmp_path, {"6月": june(甲一=days, 乙二=ALL), "6月 (2)": june(甲一=ALL, 乙二=ALL)})
    (one,) = of(found, "A408")
    assert one["message"].count("8日") == 1
    for words in ("3 份", "再交.xlsx", "“6月”", "“6月 (2)”"):
        assert words in one["message"]


def test_a_sheet_that_does_not_say_whose_it_is_is_the_recipients(tmp_path: Path) -> None:
    rows = june(title="2022年6月考勤表", 甲一=ALL | {8: ""}, 乙二=ALL)
    found = score(tmp_path, {"6月": june(甲一=ALL | {8: "×"}, 乙二=ALL), "6月 (2)": rows})
    (one,) = of(found, "A408")
    assert (one["institution"], "甲一 6月8日" in one["message"]) == ("柳林乡卫生院", True)
    assert found["people"][0]["attendance"]["unrecorded"] == 1
