"""Halves of a month side by side, and grids of unequal columns below one another: each name with its own marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import of, run_json, told
from tests.make.disk import JUNE_WORKDAYS, LEGEND, person, roster, save

NAMES = ("甲一", "乙二", "丙三", "丁四")
ABSENT = {("甲一", 21), ("甲一", 22), ("乙二", 20), ("丙三", 6), ("丁四", 14), ("丁四", 15), ("丁四", 16)}
FIRST, SECOND, ALL = range(1, 16), range(16, 31), range(1, 31)
TITLE = [["2022年6月考勤表"]]


def grid(days: range, names: Sequence[str], *above: str, totals: bool = False, head: str = "姓名") -> list[list[Any]]:
    """A grid of some days of June 2022: √ on workdays, × as `ABSENT` has it; with `totals` the days of each half."""
    rows: list[list[Any]] = [*([text] for text in above), [head, *days, *(["出勤"] if totals else [])]]
    for name in names:
        marks = ["×" if (name, day) in ABSENT else "√" if day in JUNE_WORKDAYS else None for day in days]
        rows.append([name, *marks, *([marks.count("√")] if totals else [])])
    return rows


def beside(*grids: list[list[Any]], gap: int = 1) -> list[list[Any]]:
    rows: list[list[Any]] = [[] for _ in range(max(map(len, grids)))]
    for one in grids:
        start = max(map(len, rows)) + (gap if any(rows) else 0)
        for row, cells in zip(rows, one, strict=False):
            row += [None] * (start - len(row)) + cells
    return rows


def score(folder: Path, rows: list[list[Any]]) -> dict[str, Any]:
    roster(folder / "名单.xlsx", [person(name) for name in NAMES])
    save(folder / "考勤.xlsx", {"考勤": [*rows, [], [LEGEND]]})
    return run_json("score", folder, "--as-of", "2022-06-30")[1]


def absent(found: dict[str, Any]) -> list[tuple[float, float]]:
    return [(one["attendance"]["absent"], one["attendance"]["unrecorded"]) for one in found["people"]]


RIGHT = [(2, 0), (1, 0), (1, 0), (3, 0)]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("totals", [False, True])
@pytest.mark.parametrize("head", ["姓名", "姓 名", "人员姓名"])
@pytest.mark.parametrize("order", [NAMES, NAMES[::-1], (NAMES[2], NAMES[0], NAMES[3], NAMES[1])])
def test_the_right_half_in_its_own_order(
    tmp_path: Path, gap: int, totals: bool, head: str, order: Sequence[str]
) -> None:
    halves = beside(grid(FIRST, NAMES, totals=totals), grid(SECOND, order, totals=totals, head=head), gap=gap)
    found = score(tmp_path, [*TITLE, *halves])
    assert absent(found) == RIGHT
    assert told(found, "A401", "A403", "A405", "A407", "I004") == []


def test_the_right_half_of_fewer_people(tmp_path: Path) -> None:
    found = score(tmp_path, [*TITLE, *beside(grid(FIRST, NAMES), grid(SECOND, ["丁四", "乙二"]))])
    # the 16th to the 30th have 11 workdays
    assert absent(found) == [(0, 11), (1, 0), (1, 11), (3, 0)]


def test_the_right_half_of_other_people(tmp_path: Path) -> None:
    found = score(tmp_path, [*TITLE, *beside(grid(FIRST, NAMES[:2]), grid(SECOND, NAMES[2:]))])
    assert absent(found) == [(0, 11), (0, 11), (0, 10), (1, 10)]


def test_a_right_half_without_names_goes_on_with_the_rows(tmp_path: Path) -> None:
    right = grid(SECOND, NAMES)
    for row in right[1:]:
        row[0] = None
    assert absent(score(tmp_path, [*TITLE, *beside(grid(FIRST, NAMES), right)])) == RIGHT


def test_thirds_of_a_month(tmp_path: Path) -> None:
    thirds = beside(*(grid(range(a, a + 10), NAMES[::step]) for a, step in ((1, 1), (11, -1), (21, 1))))
    assert absent(score(tmp_path, [*TITLE, *thirds])) == RIGHT


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ((FIRST, SECOND), (range(1, 11), range(11, 31))),
        ((range(1, 11), range(11, 31)), (FIRST, SECOND)),
        ((FIRST, SECOND), (range(1, 11), range(11, 21), range(21, 31))),
        ((ALL,), (FIRST, SECOND)),
        ((FIRST, SECOND), (ALL,)),
    ],
    ids=["unequal", "the other way", "thirds below", "halves below a month", "a month below halves"],
)
@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_grids_of_unequal_columns_below_one_another(
    tmp_path: Path, upper: tuple[range, ...], lower: tuple[range, ...], titled: bool, turned: bool
) -> None:
    order = NAMES[:1:-1] if turned else NAMES[2:]
    above = beside(*(grid(days, NAMES[:2]) for days in upper))
    below = beside(*(grid(days, order if days is lower[-1] else NAMES[2:]) for days in lower))
    title = [["2022年6月考勤表（二）"]] if titled else []
    found = score(tmp_path, [*TITLE, *above, [], *title, *below])
    assert absent(found) == RIGHT
    assert told(found, "A401", "A403", "A405", "A416", "I004") == []


def test_two_of_full_months_above_two_halves(tmp_path: Path) -> None:
    above = beside(grid(ALL, NAMES[:1]), grid(ALL, NAMES[1:2]))
    found = score(tmp_path, [*TITLE, *above, [], *beside(grid(FIRST, NAMES[2:]), grid(SECOND, NAMES[:1:-1]))])
    assert absent(found) == RIGHT


def test_halves_that_change_places(tmp_path: Path) -> None:
    above = beside(grid(FIRST, NAMES[:2]), grid(FIRST, NAMES[2:]))
    below = beside(grid(SECOND, NAMES[2:]), grid(SECOND, NAMES[:2]))
    assert absent(score(tmp_path, [*TITLE, *above, [], *below])) == RIGHT


def test_months_of_their_own_titles(tmp_path: Path) -> None:
    above = beside(grid(FIRST, NAMES), grid(SECOND, NAMES))
    july = grid(range(1, 32), NAMES, "2022年7月考勤表")
    found = score(tmp_path, [*TITLE, *above, [], *july])
    assert absent(found) == RIGHT
    assert of(found, "A416") == []
