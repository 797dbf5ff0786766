"""A mark merged over the rows of several people: the first one's alone, and told (I014); what merely says that all are
off holds for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.make.command import of, run_json
from tests.make.disk import JUNE_WORKDAYS, LEGEND, person, roster, save
from tests.make.reading import page, read

ALL = dict.fromkeys(JUNE_WORKDAYS, "√")
NAMES = ("甲一", "乙二", "丙三")


def score(folder: Path, mark: str, *areas: str, hidden: str = "") -> dict[str, Any]:
    """Three people's June, √ on every workday; a mark (in I3, the 8th) merged over cells, `hidden` below it."""
    roster(folder / "名单.xlsx", [person(name) for name in NAMES])
    rows = [[name, *(ALL.get(day) for day in range(1, 31))] for name in NAMES]
    path = save(folder / "考勤.xlsx", {"6月": [["2022年6月考勤表"], ["姓名", *range(1, 31)], *rows, [LEGEND]]})
    book = load_workbook(path)
    sheet = book.active
    for area in areas:
        sheet[area.split(":")[0]] = mark
        sheet.merge_cells(area)
    book.save(path)
    return run_json("score", folder, "--as-of", "2022-06-30")[1]


def counts(found: dict[str, Any], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(one["attendance"][field] for field in fields) for one in found["people"]]


@pytest.mark.parametrize(("mark", "kind"), [("×", "absent"), ("△", "personal"), ("√", "present"), ("事假", "personal")])
def test_it_is_told_and_never_counts_for_both(tmp_path: Path, mark: str, kind: str) -> None:
    found = score(tmp_path, mark, "I3:I4")
    (told,) = of(found, "I014")
    assert (told["severity"], told["cells"]) == ("warning", ["I3", "I4"])
    assert f"“{mark}”" in told["message"]
    full = len(JUNE_WORKDAYS)
    first = (full, 0) if kind == "present" else (full - 1, 0)
    assert counts(found, "present", "unrecorded") == [first, (full - 1, 1), (full, 0)]
    if kind != "present":
        assert counts(found, kind) == [(1,), (0,), (0,)]
    assert [one["items"][0]["status"] for one in found["people"]] == ["provisional", "provisional", "final"]


def test_over_days_and_people(tmp_path: Path) -> None:
    found = score(tmp_path, "△", "I3:K5")
    (told,) = of(found, "I014")
    assert told["cells"] == ["I3", "I4", "I5"]
    assert counts(found, "personal", "unrecorded") == [(3, 0), (0, 3), (0, 3)]


def test_several_of_them_are_one_line(tmp_path: Path) -> None:
    found = score(tmp_path, "×", "I3:I4", "P3:P4")
    (told,) = of(found, "I014")
    assert told["cells"] == ["I3", "P3", "I4", "P4"]
    assert counts(found, "absent", "unrecorded") == [(2, 0), (0, 2), (0, 0)]


@pytest.mark.parametrize("mark", ["休", "端午节", "端午放假"])
def test_over_days_of_rest_all_are_off(tmp_path: Path, mark: str) -> None:
    found = score(tmp_path, mark, "D3:F5")  # the 3rd to the 5th
    assert not of(found, "I014")
    assert not of(found, "A403")
    assert counts(found, "present", "unrecorded") == [(21, 0)] * 3


def test_rest_on_a_workday_is_told(tmp_path: Path) -> None:
    found = score(tmp_path, "休", "I3:I5")
    assert len(of(found, "I014")) == 1
    assert counts(found, "rest", "unrecorded") == [(1, 0), (0, 1), (0, 1)]


def test_presence_on_days_of_rest_is_earned_by_the_first_alone(tmp_path: Path) -> None:
    found = score(tmp_path, "√", "E3:E5")
    assert len(of(found, "I014")) == 1
    assert counts(found, "rest_days_worked") == [(1,), (0,), (0,)]


def test_over_the_two_rows_of_one_person_it_is_the_whole_day() -> None:
    rows = page({"李小满": {1: "△"}})
    rows[3].insert(2, "上午")
    rows.insert(4, ["", "", "下午", *[""] * 30])
    rows[1].insert(2, "")
    rows[2].insert(2, "")
    reading = read(rows, merged=((3, 1, 4, 1), (3, 3, 4, 3)))
    assert reading.days() == {1: "事假"}
    assert reading.codes == []


def test_over_the_afternoon_of_one_and_the_morning_of_the_next() -> None:
    rows = page({"李小满": {1: "√"}})[:3]
    for name in ("李小满", "周立秋"):
        rows += [[1.0, name, "上午", "√", *[""] * 29], ["", "", "下午", "√", *[""] * 29]]
    rows[1].insert(2, "")
    rows[2].insert(2, "")
    rows[4][3], rows[5][3] = "事假", ""
    reading = read([*rows, ["注：出勤√ 事假△"]], merged=((4, 3, 5, 3),))
    assert reading.cells("I014") == [["D5", "D6"]]
    assert (reading.days(), reading.days("周立秋")) == ({1: "出勤/事假"}, {1: "未记录/出勤"})


def test_people_across_and_days_down(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person(name) for name in NAMES])
    rows: list[list[Any]] = [["2022年6月考勤表"], ["日期", *NAMES]]
    rows += [[day, *[ALL.get(day)] * 3] for day in range(1, 31)]
    path = save(tmp_path / "考勤.xlsx", {"6月": [*rows, [LEGEND]]})
    book = load_workbook(path)
    book.active["B10"] = "×"
    book.active.merge_cells("B10:C10")
    book.save(path)
    found = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    (told,) = of(found, "I014")
    assert told["cells"] == ["B10", "C10"]
    assert counts(found, "absent", "unrecorded") == [(1, 0), (0, 1), (0, 0)]
