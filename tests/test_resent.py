"""A month sent twice: alike it is one; in two versions neither is used where they differ."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import of, run_json
from tests.make.disk import Marks, grids, marked, person, roster

JUNE, LAST = date(2022, 6, 1), date(2022, 6, 30)
AS_OF = ("--as-of", "2022-06-30")


def county(folder: Path, second: dict[str, dict[date, str]]) -> Path:
    roster(folder / "名单.xlsx", [person("甲一"), person("乙二"), person("丙三", 受援单位="青石乡卫生院")])
    grids(
        folder / "初稿.xlsx",
        {"甲一": marked({date(2022, 6, 7): "personal"}, JUNE, LAST), "乙二": marked(None, JUNE, LAST)},
        JUNE,
        LAST,
    )
    grids(folder / "改稿.xlsx", {name: marked(days, JUNE, LAST) for name, days in second.items()}, JUNE, LAST)
    other = grids(folder / "青石.xlsx", {"丙三": marked(None, JUNE, LAST)}, JUNE, LAST)
    saved(folder / "初稿.xlsx", "2022-07-01T08:00:00Z")
    saved(folder / "改稿.xlsx", "2022-07-03T16:05:00Z")
    return other.parent


def saved(path: Path, when: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{when}", core).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_two_versions_are_one_error_and_neither_counts_where_they_differ(tmp_path: Path) -> None:
    second = {"甲一": {date(2022, 6, 7): "sick"}, "乙二": {date(2022, 6, 8): "personal", date(2022, 6, 9): "personal"}}
    folder = county(tmp_path, second)
    code, found = run_json("score", folder, *AS_OF)
    assert code == 1
    (one,) = of(found, "A408")
    assert (one["institution"], one["person"]) == ("柳林乡卫生院", None)
    for words in ("初稿.xlsx", "改稿.xlsx", "改稿.xlsx 保存得晚（2022-07-03 16:05:00）", "6月7日", "6月8日"):
        assert words in one["message"], words
    counts = {p["name"]: p["attendance"] for p in found["people"]}
    assert (counts["甲一"]["unrecorded"], counts["甲一"]["present"], counts["甲一"]["personal"]) == (1, 20, 0)
    assert (counts["乙二"]["unrecorded"], counts["乙二"]["present"]) == (2, 19)
    assert counts["丙三"]["present"] == 21
    id = one["id"]
    (folder / "改稿.xlsx").rename(folder / "再改.xlsx")
    assert of(run_json("score", folder, *AS_OF)[1], "A408")[0]["id"] == id
    (folder / "再改.xlsx").unlink()
    assert not of(run_json("score", folder, *AS_OF)[1], "A408")


def test_alike_they_are_one(tmp_path: Path) -> None:
    folder = county(tmp_path, {"甲一": {date(2022, 6, 7): "personal"}, "乙二": {}})
    _, found = run_json("score", folder, *AS_OF)
    assert not of(found, "A408")
    (one,) = of(found, "I015")
    assert (one["severity"], one["institution"]) == ("info", "柳林乡卫生院")
    assert "初稿.xlsx、改稿.xlsx" in one["message"]
    counts = {p["name"]: p["attendance"] for p in found["people"]}
    assert (counts["甲一"]["personal"], counts["甲一"]["unrecorded"]) == (1, 0)


def test_of_three_copies_each_day_is_told_once(tmp_path: Path) -> None:
    folder = county(tmp_path, {"甲一": {date(2022, 6, 7): "sick"}, "乙二": {}})
    (folder / "又一份.xlsx").write_bytes((folder / "初稿.xlsx").read_bytes())
    (one,) = of(run_json("score", folder, *AS_OF)[1], "A408")
    assert one["message"].count("7日") == 1
    assert len(one["cells"]) == len(set(one["cells"])) == 2  # 改稿 against the first of the two alike


def sheet(days: dict[date, str], first: date = JUNE, last: date = LAST) -> Marks:
    """Marks from first to last; on the days given their kind instead ("": a blank)."""
    plain = marked({day: kind for day, kind in days.items() if kind}, JUNE, LAST)
    return lambda day: plain(day) if first <= day <= last and days.get(day) != "" else ""


def two_versions(folder: Path, one: Marks, other: Marks) -> dict[str, Any]:
    roster(folder / "名单.xlsx", [person("甲一"), person("乙二")])
    both = marked(None, JUNE, LAST)
    grids(folder / "初稿.xlsx", {"甲一": one, "乙二": both}, JUNE, LAST)
    grids(folder / "改稿.xlsx", {"甲一": other, "乙二": both}, JUNE, LAST)
    return run_json("score", folder, *AS_OF)[1]


@pytest.mark.parametrize("day", [date(2022, 6, 1), date(2022, 6, 14), date(2022, 6, 30)])
@pytest.mark.parametrize("kind", ["present", "absent", "personal"])
def test_a_day_blank_in_one_of_them_differs(tmp_path: Path, day: date, kind: str) -> None:
    found = two_versions(tmp_path, sheet({day: kind}), sheet({day: ""}))
    (one,) = of(found, "A408")
    assert f"甲一 6月{day.day}日" in one["message"]
    assert not of(found, "I015")
    counts = found["people"][0]["attendance"]
    assert (counts["unrecorded"], counts["present"], counts[kind] if kind != "present" else 0) == (1, 20, 0)


@pytest.mark.parametrize("unread", ["？", "√/？"])
def test_a_day_unread_in_one_of_them_differs(tmp_path: Path, unread: str) -> None:
    day = date(2022, 6, 14)
    found = two_versions(tmp_path, sheet({day: unread}), sheet({day: "absent"}))
    (one,) = of(found, "A408")
    assert "甲一 6月14日" in one["message"]
    assert not of(found, "I015")
    person = found["people"][0]
    counts = person["attendance"]
    assert (counts["unrecorded"], counts["present"], counts["absent"]) == (1, 20, 0)
    assert (person["items"][0]["score"], person["items"][0]["status"]) == (20, "provisional")


def test_a_month_all_unread_in_one_of_them_differs(tmp_path: Path) -> None:
    found = two_versions(tmp_path, marked(None, JUNE, LAST, default="？"), sheet({}))
    assert len(of(found, "A408")) == 1
    assert not of(found, "I015")
    assert found["people"][0]["attendance"]["unrecorded"] == 21


def test_unread_alike_in_both_is_sent_twice_alike(tmp_path: Path) -> None:
    day = date(2022, 6, 14)
    found = two_versions(tmp_path, sheet({day: "？"}), sheet({day: "？"}))
    assert not of(found, "A408")
    assert len(of(found, "I015")) == 1


def test_half_a_month_each_is_not_sent_twice(tmp_path: Path) -> None:
    middle = date(2022, 6, 15)
    halves = sheet({}, JUNE, middle), sheet({}, date(2022, 6, 16), LAST)
    found = two_versions(tmp_path, *halves)
    assert not of(found, "A408")
    assert found["people"][0]["attendance"]["present"] == 21


def test_a_month_sent_in_the_middle_and_again_at_its_end(tmp_path: Path) -> None:
    found = two_versions(tmp_path, sheet({}, JUNE, date(2022, 6, 17)), sheet({}))
    assert not of(found, "A408")
    assert len(of(found, "I015")) == 1
    assert found["people"][0]["attendance"]["present"] == 21


def test_a_file_for_each_half_is_no_month_sent_twice(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("甲一")])
    grids(tmp_path / "上半月.xlsx", {"甲一": sheet({})}, JUNE, date(2022, 6, 15))
    grids(tmp_path / "下半月.xlsx", {"甲一": sheet({})}, date(2022, 6, 16), LAST)
    found = run_json("score", tmp_path, *AS_OF)[1]
    assert not of(found, "I015")
    assert not of(found, "A408")
    assert found["people"][0]["attendance"]["present"] == 21


def test_an_unread_mark_differs_from_absence_in_a_log_too(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("甲一"), person("乙二")])
    grids(tmp_path / "考勤.xlsx", {"甲一": sheet({JUNE: "？"}), "乙二": sheet({})}, JUNE, LAST)
    log = "姓名,日期,考勤结果\n甲一,2022-06-01,旷工\n乙二,2022-06-01,正常\n"
    (tmp_path / "明细.csv").write_text(log, encoding="utf-8")
    found = run_json("score", tmp_path, *AS_OF)[1]
    (one,) = of(found, "A408")
    assert one["person"] == "甲一"
    first, second = found["people"]
    assert (first["attendance"]["absent"], first["attendance"]["unrecorded"]) == (0, 1)
    assert first["items"][0]["score"] == 20
    assert second["attendance"]["present"] == 21
