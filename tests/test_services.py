"""服务期: placements that follow each other are one service; what looks at the service, and from which day it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, codes, of, run_json
from tests.make.days import workdays
from tests.make.disk import SIGN, dated, grids, marked, person, save, spread

TOWN, OTHER = "柳林乡卫生院", "桃花镇卫生院"


def scored(folder: Path, rows: list[dict[str, object]], days: dict[date, str] | None = None, **options: Any) -> Any:
    """One person's placements; marks as given, else present on every workday of the first to the last."""
    signs = {day: SIGN.get(kind, kind) for day, kind in (days or {}).items()}
    save(folder / "名单.xlsx", {"名单": rows})
    grids(folder / "考勤.xlsx", {"李小满": marked(signs)})
    if toml := options.pop("toml", ""):
        (folder / "qianyi.toml").write_text(toml, encoding="utf-8")
    return run_json("score", folder, *options.pop("args", ()))[1]


def halves(gap: int = 1, **changes: object) -> list[dict[str, object]]:
    """The first half-year at one recipient, the second at another, so many days apart."""
    start = date.fromordinal(date(2022, 10, 31).toordinal() + gap)
    return [
        dated("李小满", "2022-06-01", "2022-10-31"),
        dated("李小满", start.isoformat(), "2023-05-31", 受援单位=OTHER) | changes,
    ]


@pytest.mark.parametrize(("gap", "joined"), [(1, True), (7, True), (8, False)])
def test_a_gap_of_a_week_joins(tmp_path: Path, gap: int, joined: bool) -> None:
    people = scored(tmp_path, halves(gap))["people"]
    assert [one["term"] for one in people] == (["year", "year"] if joined else ["short", "half"])
    service = {"start": "2022-06-01", "end": "2023-05-31", "months": 12, "recipients": [TOWN, OTHER]}
    assert (people[0]["service"] == people[1]["service"] == service) is joined


def test_a_county_may_set_the_gap(tmp_path: Path) -> None:
    people = scored(tmp_path, halves(8), toml="[parameters]\nservice.max_gap = 8\n")["people"]
    assert people[0]["service"]["months"] == 12


def test_the_allowance_and_points_are_the_services(tmp_path: Path) -> None:
    """7 days in each half are 14 of a year: 20 − 2×0.8 = 18.4; of two halves alone they would be 2 × (20 − 1.6)."""
    first = spread({"personal": 7}, date(2022, 6, 1), date(2022, 10, 31))
    second = spread({"personal": 7}, date(2022, 11, 1), date(2023, 5, 31))
    people = scored(tmp_path, halves(), first | second)["people"]
    assert [one["items"][0]["score"] for one in people] == [18.4, 18.4]
    assert people[0]["items"][0] == people[1]["items"][0]
    assert [one["attendance"]["personal"] for one in people] == [7, 7]
    (entry,) = people[0]["items"][0]["ledger"]
    assert len(entry["cells"]) == 14
    assert [one["counted_months"] for one in people] == [12, 12]


def test_the_total_of_leave_is_the_services(tmp_path: Path) -> None:
    """20 + 17 days of sick leave are 37 > 36: the item is 0 in both entries, and one finding says so."""
    first = spread({"sick": 20}, date(2022, 6, 1), date(2022, 10, 31))
    second = spread({"sick": 17}, date(2022, 11, 1), date(2023, 5, 31))
    result = scored(tmp_path, halves(), first | second)
    assert [one["items"][0]["score"] for one in result["people"]] == [0, 0]
    assert len(of(result, "A412")) == 1


def test_a_run_of_absence_goes_over_the_change(tmp_path: Path) -> None:
    """Absent 2022-10-27 … 11-04 without a break: 7 workdays, 9 calendar days."""
    days = dict.fromkeys(workdays(date(2022, 10, 27), date(2022, 11, 4)), "absent")
    result = scored(tmp_path, halves(), days)
    assert len(days) == 7
    assert [one["items"][0]["score"] for one in result["people"]] == [0, 0]
    (finding,) = of(result, "A411")
    assert (finding["severity"], len(finding["cells"])) == ("error", 7)


def test_overlapping_placements_count_a_day_once(tmp_path: Path) -> None:
    rows = [dated("李小满", "2022-06-01", "2022-12-31"), dated("李小满", "2022-12-01", "2023-05-31", 受援单位=OTHER)]
    result = scored(tmp_path, rows, dict.fromkeys(workdays(date(2022, 12, 5), date(2022, 12, 6)), "absent"))
    assert len(of(result, "R102")) == 1
    assert [one["items"][0]["score"] for one in result["people"]] == [14, 14]  # 2 days of absence, not 4
    assert result["people"][0]["service"]["months"] == 12


def test_another_years_row_is_no_part_of_the_service(tmp_path: Path) -> None:
    rows = [dated("李小满", "2021-12-01", "2022-05-31"), dated("李小满", "2022-06-01", "2022-11-30")]
    people = scored(tmp_path, rows)["people"]
    assert [one["service"]["months"] for one in people] == [6, 6]


@pytest.mark.parametrize(
    ("start", "arrival", "term", "months", "counted"),
    [
        ("2022-06-01", None, "year", 12, 12),
        ("2022-06-06", "2022-06-06", "year", 12, 12),  # in time: counts from the campaign's first day
        ("2022-06-03", "2022-06-07", "year", 12, 11),  # a late arrival moves the counted months, never the term
        ("2022-06-07", "2022-06-07", "half", 11, 11),
        ("2022-06-01", "2022-07-01", "year", 12, 11),
        ("2022-06-01", "2022-07-02", "year", 12, 10),
    ],
)
def test_in_time(tmp_path: Path, start: str, arrival: str | None, term: str, months: int, counted: int) -> None:
    row = dated("李小满", start, "2023-05-31", 实际到岗日期=arrival)
    (one,) = scored(tmp_path, [row])["people"]
    assert (one["start"], one["term"], one["service"]["months"], one["counted_months"]) == (
        start,
        term,
        months,
        counted,
    )


@pytest.mark.parametrize(("arrival", "counted"), [("2022-12-05", 5), ("2022-12-06", 4)])
def test_a_later_placement_is_in_time_on_its_first_workday(tmp_path: Path, arrival: str, counted: int) -> None:
    """2022-12-03 is a Saturday. Up to 2023-05-04 it is 5 months from the 3rd, a day short of 5 from the 6th."""
    row = dated("李小满", "2022-12-03", "2023-05-04", 实际到岗日期=arrival)
    assert scored(tmp_path, [row])["people"][0]["counted_months"] == counted


def test_the_deadline_moves_with_the_campaign(tmp_path: Path) -> None:
    row = dated("李小满", "2022-09-05", "2023-08-31", 实际到岗日期="2022-09-06")
    moved = ask(tmp_path, {"名单": [row]}, "--as-of", "2022-09-30", toml="[campaign]\nstart = 2022-09-01\n")
    assert not codes(moved).count("T203")
    assert not codes(moved).count("A419")
    toml = '[campaign]\nstart = 2022-09-01\n[parameters]\narrival.deadline = "09-04"\n'
    kept = ask(tmp_path, {"名单": [row]}, "--as-of", "2022-09-30", toml=toml)
    assert codes(kept).count("T203") == 1
    assert kept["policy"]["overrides"]["arrival.deadline"] == "09-04"


def test_without_any_attendance_no_months_are_known(tmp_path: Path) -> None:
    result = ask(tmp_path, {"名单": [person()]}, command="score")
    assert result["people"][0]["counted_months"] is None


@pytest.mark.parametrize(
    ("forfeit", "kind", "months"),
    [("[]", "借故在家休息", 12), ('["veto"]', "借故在家休息", 0), ('["recall"]', "召回", 0), ('["veto"]', "召回", 4)],
)
def test_what_a_county_takes_away(tmp_path: Path, forfeit: str, kind: str, months: int) -> None:
    save(tmp_path / "情况.xlsx", {"情况登记": [{"姓名": "李小满", "日期": "2022-10-10", "类型": kind}]})
    result = scored(tmp_path, [person()], toml=f"[parameters]\nservice.forfeit = {forfeit}\n")
    assert result["people"][0]["counted_months"] == months


def test_rest_is_balanced_over_the_service_and_not_for_half_release(tmp_path: Path) -> None:
    """A rest day worked in the first placement earns the rest taken in the second."""
    days = {date(2022, 10, 29): "present", date(2022, 11, 2): "rest"}
    assert not of(scored(tmp_path, halves(), days), "A418")
    assert len(of(scored(tmp_path, halves(), {date(2022, 11, 2): "rest"}), "A418")) == 1
    half = [row | {"脱产方式": "半脱产"} for row in halves()]
    assert not of(scored(tmp_path, half, {date(2022, 11, 2): "rest"}), "A418")


def test_one_row_of_totals_for_two_placements(tmp_path: Path) -> None:
    """14 days of personal leave, entered in the first half; 3 of sick leave, not entered: 18.4 once, one A409."""
    total = [{"姓名": "李小满", "应出勤": 250, "实出勤": 233, "事假": 14, "病假": 3, "旷工": 0}]
    entry = {"姓名": "李小满", "请假类型": "事假", "开始日期": "2022-07-04", "结束日期": "2022-07-21", "天数": 14}
    save(tmp_path / "登记.xlsx", {"考勤汇总": total, "请假登记": [entry]})
    save(tmp_path / "名单.xlsx", {"名单": halves()})
    result = run_json("score", tmp_path)[1]
    assert [one["items"][0]["score"] for one in result["people"]] == [18.4, 18.4]
    (finding,) = of(result, "A409")
    assert "病假" in finding["message"]


@pytest.mark.parametrize(
    ("arrival", "days"), [("2022-11-01", None), ("2022-11-03", "没有超过"), ("2022-11-26", "晚 25 天")]
)
def test_coming_late_to_the_second_place_is_told(tmp_path: Path, arrival: str, days: str | None) -> None:
    people = [
        dated("李小满", "2022-06-01", "2022-10-31", 实际到岗日期="2022-06-01"),
        dated("李小满", "2022-11-01", "2023-05-31", 受援单位="青溪乡卫生院", 实际到岗日期=arrival),
    ]
    result = ask(tmp_path, {"名单": people}, "--as-of", "2023-05-31")
    late = [f for f in result["findings"] if f["code"] in ("A410", "A419")]
    assert [(f["code"], f["institution"], days in f["message"]) for f in late] == (
        [] if days is None else [("A419", "青溪乡卫生院", True)]
    )
