"""Grids folded in two: the days 1 … 15 over 16 … 31 in the same columns, and two rows a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import of, run_json, told
from tests.make.days import WEEK, workdays
from tests.make.disk import county, save

A, B = "李小满", "王青禾"
JULY = {day.day for day in workdays(date(2022, 7, 1), date(2022, 7, 31))}
"""21 days."""
LEGEND = ["图例：出勤√ 事假△ 病假○ 旷工×"]


def marks(first: int, last: int, other: dict[int, str]) -> list[str | None]:
    return [other.get(day, "√" if day in JULY else None) for day in range(first, last + 1)]


def folded(cut: int, a: dict[int, str], b: dict[int, str], *, weekdays: bool = False, again: bool = False) -> list[Any]:
    """July 2022 of two people, cut behind a day; `again`: the name stands in both rows."""
    rows: list[Any] = [["甲镇卫生院2022年7月考勤表"]]
    for head, first, last in ((["序号", "姓名"], 1, cut), ([None, None], cut + 1, 31)):
        rows.append([*head, *range(first, last + 1)])
        if weekdays:
            rows.append([None, None, *(WEEK[date(2022, 7, day).weekday()] for day in range(first, last + 1))])
    for number, (name, other) in enumerate(((A, a), (B, b)), 1):
        rows.append([number, name, *marks(1, cut, other)])
        rows.append([None, name if again else None, *marks(cut + 1, 31, other)])
    return [*rows, LEGEND]


def score(folder: Path, rows: list[Any], merged: str = "") -> dict[str, Any]:
    county(folder, [{"姓名": A}, {"姓名": B}])
    from tests.make.disk import book

    made = book({"考勤": rows})
    for area in merged.split():
        made["考勤"].merge_cells(area)
    made.save(folder / "考勤.xlsx")
    return run_json("score", folder, "--as-of", "2022-07-31")[1]


@pytest.mark.parametrize("cut", [15, 16])
@pytest.mark.parametrize(
    ("weekdays", "again", "merged"), [(False, False, ""), (True, False, "B6:B7 B8:B9"), (False, True, "")]
)
def test_both_halves_are_whole_days(tmp_path: Path, cut: int, weekdays: bool, again: bool, merged: str) -> None:
    rows = folded(cut, {8: "△", 20: "○"}, {4: "×", 29: "△"}, weekdays=weekdays, again=again)
    days = {p["name"]: p["attendance"] for p in score(tmp_path, rows, merged)["people"]}
    assert [days[A][kind] for kind in ("present", "personal", "sick", "absent")] == [19, 1, 1, 0]
    assert [days[B][kind] for kind in ("present", "personal", "sick", "absent")] == [19, 1, 0, 1]


def test_what_is_wrong_is_told_at_its_own_cell(tmp_path: Path) -> None:
    result = score(tmp_path, folded(15, {8: "？"}, {29: "！"}))
    assert told(result, "A403") == [("A403", ["J4"]), ("A403", ["P7"])]


def test_a_weekday_row_of_another_month_is_told(tmp_path: Path) -> None:
    rows = folded(15, {}, {}, weekdays=True)
    rows[4] = [None, None, *(WEEK[date(2022, 8, day).weekday()] for day in range(16, 32))]
    assert [f["cells"][0] for f in of(score(tmp_path, rows), "A416")] == ["A1"]


def test_inspect_says_what_it_is(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": A}, {"姓名": B}])
    save(tmp_path / "考勤.xlsx", {"考勤": folded(15, {}, {})})
    sheet = run_json("inspect", tmp_path)[1]["inputs"][1]["sheets"][0]
    assert (sheet["kind"], sheet["month"], sheet["heading_rows"], sheet["rows"]) == ("grid", "2022-07", [2, 3], 2)
    assert sheet["people"] == [A, B]


def test_half_months_one_below_the_other_stay_as_they_are(tmp_path: Path) -> None:
    rows: list[Any] = [["甲镇卫生院2022年7月考勤表"]]
    for first, last in ((1, 15), (16, 31)):
        rows.append(["序号", "姓名", *range(first, last + 1)])
        rows += [[1, A, *marks(first, last, {8: "△", 20: "○"})], [2, B, *marks(first, last, {})]]
    days = {p["name"]: p["attendance"] for p in score(tmp_path, [*rows, LEGEND])["people"]}
    assert [days[A][kind] for kind in ("present", "personal", "sick")] == [19, 1, 1]
    assert days[B]["present"] == 21
