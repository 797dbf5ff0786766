"""The sentences of A, H304 and L: each broken, and just inside. 2022-06-01 was a Wednesday, 2022-09-19 a Monday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, of, skipped, told
from tests.make.disk import dated, month, person, september

JUNE = date(2022, 6, 1)
SUZHOU = 'policy = "suzhou-2021"\n[campaign]\nstart = 2022-06-01\nend = 2023-05-31\n'


def scored(folder: Path, cells: dict[int, object], as_of: str = "2022-09-30", **options: Any) -> dict[str, Any]:
    """One person placed from 1 September 2022, and that month's grid."""
    person = options.pop("person", None) or dated("李小满", "2022-09-01", "2023-05-31")
    more = options.pop("more", {})
    sheets = {"名单": [person], "9": september(cells), **more}
    return ask(folder, sheets, "--as-of", as_of, command="score", **options)


def duty(result: dict[str, Any]) -> tuple[Any, str]:
    item = result["people"][0]["items"][0]
    return item["score"], item["status"]


def absent(*days: int) -> dict[int, object]:
    return dict.fromkeys(days, "×")


@pytest.mark.parametrize(
    ("cells", "long"),
    [
        (absent(19, 20, 21, 22, 23), False),  # Mon–Fri: span 5
        (absent(15, 16, 19, 20, 21), False),  # Thu–Wed: span 7
        (absent(15, 16, 19, 20, 21, 22), True),  # Thu–Thu: span 8
        ({**absent(15, 16, 19, 20, 21, 22), 17: "休", 18: "×"}, True),  # marks of a weekend do not break
        ({**absent(15, 16, 19, 20, 21, 22), 17: "√"}, False),  # presence on Saturday does
        ({**absent(15, 16, 20, 21, 22), 19: "旷0.5"}, False),  # half a day breaks
        ({**absent(15, 16, 20, 21, 22), 19: "△"}, False),
        ({**absent(15, 16, 20, 21, 22), 19: ""}, False),  # a blank breaks it, provisionally
    ],
)
def test_a411(tmp_path: Path, cells: dict[int, object], long: bool) -> None:
    result = scored(tmp_path, cells)
    assert bool(of(result, "A411")) is long
    if long:
        assert duty(result)[0] == 0
    if "" in cells.values():
        assert duty(result)[1] == "provisional"


def test_a411_over_a_national_holiday(tmp_path: Path) -> None:
    """30 September and 8 October 2022 are workdays with only the holiday between them: span 9."""
    october = month({"李小满": lambda day: "×" if day.day == 8 else "√" if day.day > 8 else ""}, date(2022, 10, 1))
    result = scored(tmp_path, absent(30), "2022-10-08", more={"10": october})
    assert [f["cells"] for f in of(result, "A411")] == [["AF3", "县.xlsx/10!J3"]]


@pytest.mark.parametrize(
    ("cells", "balance", "found"),
    [
        ({26: "休"}, "provisional", ["AB3"]),
        ({26: "休", 24: "√"}, "final", None),
        ({5: "补休", 24: "＋"}, "final", None),  # earned later in the month, by official business
        ({26: "休/√", 24: "√"}, "final", None),
        ({20: "√", 24: "×", 25: "△"}, "final", None),  # neither leave nor absence of a rest day counts
    ],
)
def test_a418(tmp_path: Path, cells: dict[int, object], balance: str, found: list[str] | None) -> None:
    result = scored(tmp_path, cells)
    assert [f["cells"] for f in of(result, "A418")] == ([] if found is None else [found])
    assert duty(result) == (20, balance)


def test_a418_waits_for_the_months_end_and_can_be_turned_off(tmp_path: Path) -> None:
    result = scored(tmp_path, {5: "休"}, "2022-09-15")
    assert not of(result, "A418")
    assert duty(result)[1] == "provisional"
    result = scored(tmp_path, {5: "休"}, toml="[parameters]\nrest.must_be_earned = false\n")
    assert not of(result, "A418")
    assert duty(result) == (20, "final")


def test_a418_only_where_the_balance_falls(tmp_path: Path) -> None:
    october = month({"李小满": lambda day: "√" if day.day in range(8, 32) else ""}, date(2022, 10, 1))
    result = scored(tmp_path, {26: "休", 27: "休", 28: "休", 29: "休", 30: "休"}, "2022-10-31", more={"10": october})
    # 5 days owed at the end of September; October earned 7 (9th, 15th, 16th, 22nd, 23rd, 29th, 30th)
    assert [f["sheet"] for f in of(result, "A418")] == ["9"]
    assert duty(result) == (20, "final")


def test_a406_leave_on_a_rest_day_is_not_counted_presence_is_no_finding(tmp_path: Path) -> None:
    result = scored(tmp_path, {24: "△", 25: "×", 18: "√"})
    assert told(result, "A406") == [("A406", ["Z3", "AA3"])]
    count = result["people"][0]["attendance"]
    assert (count["personal"], count["absent"], count["rest_days_worked"]) == (0, 0, 1)


def test_a405_lists_the_days_of_a_month_once(tmp_path: Path) -> None:
    assert told(scored(tmp_path, {20: "", 21: "缺卡"}), "A405") == [("A405", ["V3", "W3"])]


def test_a404_before_and_after(tmp_path: Path) -> None:
    person = dated("李小满", "2022-09-02", "2022-09-29")
    assert told(scored(tmp_path, {}, person=person), "A404") == [("A404", ["C3", "AF3"])]


@pytest.mark.parametrize(
    ("arrival", "note", "late", "status"),
    [
        ("2022-09-21", None, False, "final"),
        ("2022-09-22", None, True, "final"),
        ("2022-09-22", ("有", "2022-09-20"), False, "final"),
        ("2022-09-22", ("有", ""), True, "final"),
        ("2022-09-22", ("", "2022-09-20"), True, "final"),
        ("2022-09-22", ("有", "已报自治区"), False, "provisional"),
        ("2022-09-22", ("", "已报自治区"), True, "final"),
    ],
)
def test_a410(tmp_path: Path, arrival: str, note: tuple[str, str] | None, late: bool, status: str) -> None:
    person = dated("李小满", "2022-09-01", "2023-05-31", 实际到岗日期=arrival)
    first = int(arrival[-2:])
    more: dict[str, list[Any]] = {}
    if note:
        entry = {
            "姓名": "李小满",
            "日期": "2022-09-20",
            "类型": "延迟到岗说明",
            "支援单位证明": note[0],
            "备案日期": note[1],
        }
        more = {"情况": [entry]}
    result = scored(tmp_path, dict.fromkeys(range(1, first), ""), person=person, more=more)
    assert bool(of(result, "A410")) is late
    assert duty(result) == (0 if late else 20, status)
    count = result["people"][0]["attendance"]
    assert count["unrecorded"] == 0
    assert count["not_arrived"] == (13 if first == 21 else 14)  # workdays of 1–20 (1–21) September 2022


def test_without_the_arrival_column_a410_is_skipped(tmp_path: Path) -> None:
    assert "实际到岗日期" in skipped(scored(tmp_path, {}))["A410"]


def test_a413_from_eighty_percent(tmp_path: Path) -> None:
    days = [1, 5, 6, 7, 8, 9, 13, 14, 15]
    nine = dict.fromkeys(days, "△")
    year = person()
    assert not of(scored(tmp_path, {**nine, 16: "事0.5"}, person=year), "A413")  # 9.5 of 12
    assert of(scored(tmp_path, {**nine, 16: "△"}, person=year), "A413")
    assert not of(scored(tmp_path, {**nine, 16: "△", 19: "△", 20: "△", 21: "△"}, person=year), "A413")  # 13: over


def test_a417_the_recipients_sheet_counts_and_is_no_conflict(tmp_path: Path) -> None:
    other = september({20: "○", 21: "×"})
    other[0:1] = [["2022年9月考勤表"], ["填报单位：云岭县人民医院"]]
    result = scored(tmp_path, {20: "△"}, more={"本院": other})
    assert len(of(result, "A417")) == 1
    assert not of(result, "A408")
    count = result["people"][0]["attendance"]
    assert (count["personal"], count["sick"], count["absent"]) == (1, 0, 0)


def test_a408_two_sheets_of_one_keeper(tmp_path: Path) -> None:
    result = scored(tmp_path, {20: "△"}, more={"又": september({20: "○"})})
    assert told(result, "A408") == [("A408", ["V3", "县.xlsx/又!V3"])]
    assert result["people"][0]["attendance"]["unrecorded"] == 1


@pytest.mark.parametrize(("stated", "found"), [(20, 0), (21, 0), (19, 1)])
def test_a407_presence_may_hold_official_business_or_not(tmp_path: Path, stated: int, found: int) -> None:
    grid = september({20: "＋"})
    grid[1] += ["出勤"]
    grid[2] += [stated]
    result = ask(tmp_path, {"名单": [person()], "9": grid}, "--as-of", "2022-09-30")
    assert len(of(result, "A407")) == found


# half release: weeks of June 2022 have workdays 1–2, 6–10, 13–17, 20–24, 27–30

WEEKS = [(1, 2), (6, 7, 8), (13, 14, 15), (20, 21, 22), (27, 28, 29)]


def half(folder: Path, days: Sequence[int], other: dict[int, str] | None = None, as_of: str = "2022-06-30") -> Any:
    marks = {**dict.fromkeys(days, "√"), **(other or {})}
    grid = month({"李小满": lambda day: marks.get(day.day, "")}, JUNE)
    return ask(folder, {"名单": [person(脱产方式="半脱产")], "6": grid}, "--as-of", as_of, command="score")


ALL = [day for week in WEEKS for day in week]


@pytest.mark.parametrize(
    ("days", "other", "found", "status"),
    [
        (ALL, {}, 0, "final"),
        (ALL, {9: "休", 10: ""}, 0, "final"),
        ([d for d in ALL if d != 22], {}, 1, "provisional"),
        ([d for d in ALL if d != 22], {25: "√"}, 0, "final"),  # present on Saturday of that week
        ([d for d in ALL if d != 22], {22: "○"}, 1, "provisional"),  # min(3, 5 − 1) = 3
        ([d for d in ALL if d not in (20, 21, 22)], dict.fromkeys((20, 21, 22, 23, 24), "○"), 0, "final"),
        ([d for d in ALL if d != 22], dict.fromkeys((22, 23, 24), "○"), 0, "final"),  # min(3, 5 − 3) = 2
        ([d for d in ALL if d != 2], {}, 1, "provisional"),  # min(3, 2) = 2
    ],
)
def test_h304(tmp_path: Path, days: list[int], other: dict[int, str], found: int, status: str) -> None:
    result = half(tmp_path, days, other)
    assert len(of(result, "H304")) == found
    person = result["people"][0]
    assert (person["attendance"]["required"], person["attendance"]["unrecorded"]) == (14, 0)
    assert duty(result)[1] == status
    assert not of(result, "A405")


def test_half_release_owes_weeks_cut_by_as_of(tmp_path: Path) -> None:
    result = half(tmp_path, [d for d in ALL if d <= 21], as_of="2022-06-21")
    assert result["people"][0]["attendance"]["required"] == 2 + 3 + 3 + 2
    assert not of(result, "H304")


# leave


def leave(folder: Path, *rows: dict[str, object], toml: str = "", as_of: str = "2023-05-31") -> list[str]:
    rows = tuple({"姓名": "李小满", "请假类型": "事假", **row} for row in rows)
    sheets = {"名单": [person(支援时间="2022-06-01至2023-05-31")], "请假": list(rows)}
    result = ask(folder, sheets, "--as-of", as_of, toml=toml)
    return sorted(f["code"] for f in result["findings"] if f["code"][0] == "L")


def span(first: str, workdays: int, **more: object) -> dict[str, object]:
    """From a September day on, over so many workdays (no holiday between the 13th and the 30th)."""
    day = date.fromisoformat(first)
    left = workdays
    while True:
        left -= day.weekday() < 5
        if not left:
            return {"开始日期": first, "结束日期": day.isoformat(), **more}
        day += timedelta(1)


@pytest.mark.parametrize(
    ("kind", "proof", "found"),
    [
        ("病假", "", ["L501"]),
        ("婚假", "无", ["L501"]),
        ("产假", "", ["L501"]),
        ("丧假", "", ["L501"]),
        ("病假", "待补", ["L501"]),
        ("病假", "未交", ["L501"]),
        ("病假", "暂缺", ["L501"]),
        ("婚假", "没有证明", ["L501"]),
        ("病假", "诊断证明", []),
        ("事假", "", []),
        ("年休假", "", []),
        ("病假", "已交", []),
    ],
)
def test_l501(tmp_path: Path, kind: str, proof: str, found: list[str]) -> None:
    assert leave(tmp_path, span("2022-09-20", 1, 请假类型=kind, 证明材料=proof)) == found


@pytest.mark.parametrize(
    ("days", "more", "found"),
    [
        (6, {}, []),
        (7, {}, ["L502"]),
        (7, {"备案日期": "2022-09-30"}, []),
        (7, {"请假类型": "事假"}, []),
        (6, {"天数": 7}, ["L502", "L503"]),  # the larger counts
        (6, {"天数": 6}, []),
        (6, {"天数": 5.5}, []),
        (6, {"天数": 5}, ["L503"]),
        (6, {"天数": 6.5}, ["L503"]),
    ],
)
def test_l502_and_l503(tmp_path: Path, days: int, more: dict[str, object], found: list[str]) -> None:
    row = {"请假类型": "病假", "证明材料": "有", "备案日期": "", **span("2022-09-19", days), **more}
    assert leave(tmp_path, row) == found


@pytest.mark.parametrize(
    ("days", "by", "found"),
    [
        (2, "乡镇卫生院", []),
        (3, "乡镇卫生院", ["L511"]),
        (3, "县卫健委", []),
        (5, "县卫健委", []),
        (6, "县卫健委", ["L511"]),
        (6, "市卫健委", []),
        (1, "市卫健委", []),
        (3, "", ["L511"]),
    ],
)
def test_l511(tmp_path: Path, days: int, by: str, found: list[str]) -> None:
    row = span("2022-09-19", days, 批准单位=by, 备案日期="2022-09-19", 销假日期="2022-09-30")
    assert leave(tmp_path, row, toml=SUZHOU) == found


def test_l511_takes_the_larger_of_stated_and_counted(tmp_path: Path) -> None:
    base = {"批准单位": "卫生院", "备案日期": "2022-09-19", "销假日期": "2022-09-30"}
    assert leave(tmp_path, span("2022-09-19", 3, 天数=2.5, **base), toml=SUZHOU) == ["L511"]
    assert leave(tmp_path, span("2022-09-19", 2, 天数=3, **base), toml=SUZHOU) == ["L503", "L511"]


def test_l512_and_l514(tmp_path: Path) -> None:
    short = span("2022-09-19", 2, 批准单位="卫生院", 备案日期="", 销假日期="2022-09-21")
    longer = span("2022-09-19", 3, 批准单位="县卫健委", 备案日期="", 销假日期="2022-09-30")
    assert leave(tmp_path, short, toml=SUZHOU) == ["L512"]
    assert leave(tmp_path, longer, toml=SUZHOU) == []
    away = span("2022-09-19", 3, 批准单位="县卫健委", 备案日期="", 销假日期="")
    assert leave(tmp_path, away, toml=SUZHOU) == ["L514"]
    assert leave(tmp_path, away, toml=SUZHOU, as_of="2022-09-21") == []  # ends that day


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("2022-09-20", 2), ("2022-09-22", 2), ["L513"]),
        (("2022-09-22", 2), ("2022-09-26", 2), ["L513"]),
        (("2022-09-20", 1), ("2022-09-22", 2), []),
        (("2022-09-20", 1), ("2022-09-21", 1), []),
    ],
)
def test_l513(tmp_path: Path, first: tuple[str, int], second: tuple[str, int], found: list[str]) -> None:
    base = {"批准单位": "卫生院", "备案日期": "2022-09-19", "销假日期": "2022-09-30"}
    assert leave(tmp_path, span(*first, **base), span(*second, **base), toml=SUZHOU) == found


def test_leave_and_grid_agree_day_by_day(tmp_path: Path) -> None:
    row = {"姓名": "李小满", "请假类型": "事假", "开始日期": "2022-09-20", "结束日期": "2022-09-21"}
    result = scored(tmp_path, {20: "△", 22: "△"}, more={"请假": [row]})
    assert told(result, "A409") == [("A409", ["X3"])]  # the 22nd is marked and not registered
    assert len(of(result, "L504")) == 1  # the 21st is registered and marked present
    assert "A409" in skipped(scored(tmp_path, {20: "△"}))


def test_days_stated_are_not_called_workdays(tmp_path: Path) -> None:
    # Monday 19 to Friday 23 September: 5 workdays, 7 stated
    row = {"请假类型": "病假", "证明材料": "有", "备案日期": "", **span("2022-09-19", 5), "天数": 7}
    message = of(scored(tmp_path, {}, more={"请假": [{"姓名": "李小满", **row}]}), "L502")[0]["message"]
    assert "登记 7 天" in message
    assert "7 个工作日" not in message


def test_a_day_without_entry_is_told_apart_from_one_of_another_kind(tmp_path: Path) -> None:
    row = {"姓名": "李小满", "请假类型": "事假", "开始日期": "2022-09-20", "结束日期": "2022-09-20"}
    found = of(scored(tmp_path, {20: "○", 22: "○"}, more={"请假": [row]}), "A409")
    assert [(f["cells"], "登记的却是事假" in f["message"]) for f in found] == [(["V3"], True), (["X3"], False)]


def test_a410_of_somebody_who_has_not_come_by_as_of(tmp_path: Path) -> None:
    people = [person(实际到岗日期="2022-08-01")]
    (finding,) = of(ask(tmp_path, {"名单": people}, "--as-of", "2022-06-26"), "A410")
    assert "到 2022-06-26 还没有到岗，已晚 25 天" in finding["message"]


def test_a_leave_over_two_placements_belongs_to_both(tmp_path: Path) -> None:
    # 28 November to 2 December: three days in the first half, two in the second
    away = {date(2022, 11, 28), date(2022, 11, 29), date(2022, 11, 30), date(2022, 12, 1), date(2022, 12, 2)}
    grid = {
        f"{first:%Y-%m}": month({"李小满": lambda day: "△" if day in away else "√" if day.weekday() < 5 else ""}, first)
        for first in (date(2022, 11, 1), date(2022, 12, 1))
    }
    people = [person(period="前半年"), person(period="后半年", 受援单位="青山乡卫生院")]
    row = {"姓名": "李小满", "请假类型": "事假", "开始日期": "2022-11-28", "结束日期": "2022-12-02", "天数": 5}
    result = ask(tmp_path, {"名单": people, **grid, "请假": [row]})
    assert told(result, "A409", "L503", "L504") == []
    row["结束日期"], row["天数"] = "2022-12-05", 6  # Monday the 5th is marked present
    result = ask(tmp_path, {"名单": people, **grid, "请假": [row]})
    assert [code for code, _ in told(result, "A409", "L503", "L504")] == ["L504"]


def test_a407_without_any_total_is_skipped(tmp_path: Path) -> None:
    assert skipped(scored(tmp_path, {20: "△"}))["A407"] == "考勤表没有合计栏，也没有考勤汇总"
    grid = september({20: "△"})
    grid[1].append("事假")
    grid[2].append(1)
    result = ask(tmp_path, {"名单": [person()], "考勤": grid})
    assert "A407" not in skipped(result)
    assert told(result, "A407") == []
    grid[2][-1] = ""  # a column without a figure is there all the same
    assert "A407" not in skipped(ask(tmp_path, {"名单": [person()], "考勤": grid}))


def test_a405_tells_half_days(tmp_path: Path) -> None:
    first, second = september({5: "", 6: ""})[2], ["", "", *september({6: "√", 5: ""})[2][2:]]
    grid = september({})
    grid[1].insert(2, "时段")
    grid[2:3] = [[*first[:2], "上午", *first[2:]], [None, None, "下午", *second[2:]]]
    (finding,) = of(ask(tmp_path, {"名单": [person()], "考勤": grid}), "A405")
    assert "有 1.5 个工作日没有记录：5日、6日上午" in finding["message"]
