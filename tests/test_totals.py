"""考勤汇总: one row a placement, a row a month, or rows that contradict each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from tests.make.command import of, run_json
from tests.make.disk import add_sheet, grids, marked, person, roster, save


def scored(tmp_path: Path, rows: list[dict[str, object]]) -> dict:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "汇总", rows)
    book.save(tmp_path / "汇总.xlsx")
    return run_json("score", tmp_path)[1]


def test_one_row_gives_points_that_rest_on_runs_nobody_can_check(tmp_path: Path) -> None:
    result = scored(tmp_path, [{"姓名": "李小满", "应出勤": 250, "实出勤": 236, "事假": 14, "病假": 0, "旷工": 0}])
    item = result["people"][0]["items"][0]
    assert (item["score"], item["status"]) == (18.4, "provisional")  # 20 − 2 × 0.8
    (check,) = [check for check in result["checks"] if check["code"] == "A411"]
    assert check["status"] == "skipped"


def test_a_row_a_month_is_summed_with_all_its_cells(tmp_path: Path) -> None:
    months = [f"2022-{month:02}" for month in range(6, 13)]
    rows = [{"姓名": "李小满", "考勤月份": month, "事假": 2, "病假": 0, "旷工": 0} for month in months]
    item = scored(tmp_path, rows)["people"][0]["items"][0]
    assert item["score"] == 18.4  # 7 × 2 = 14 days
    assert item["ledger"][0]["cells"] == [f"汇总.xlsx/汇总!C{row}" for row in range(2, 9)]


def test_rows_that_differ_are_named_and_none_is_used(tmp_path: Path) -> None:
    rows = [{"姓名": "李小满", "事假": days, "病假": 0, "旷工": 0} for days in (14, 13)]
    result = scored(tmp_path, rows)
    assert of(result, "I004")[0]["cells"] == ["A2", "A3"]
    assert result["people"][0]["items"][0]["score"] is None


def monthly(months: list[str], **days: object) -> list[dict[str, object]]:
    return [{"姓名": "李小满", "考勤月份": m, "实出勤": 20, "事假": 0, "病假": 0, "旷工": 0} | days for m in months]


YEAR = [f"2022-{month:02}" for month in range(6, 13)] + [f"2023-{month:02}" for month in range(1, 6)]


def test_a_month_without_its_row_is_missing_attendance(tmp_path: Path) -> None:
    (finding,) = of(scored(tmp_path, monthly(YEAR[:-1])), "A402")
    assert "2023年5月" in finding["message"]
    assert of(scored(tmp_path, monthly(YEAR)), "A402") == []


def test_a_month_counts_for_the_placement_it_lies_in(tmp_path: Path) -> None:
    people = [person("李小满", "前半年"), person("李小满", "后半年", 受援单位="青山乡卫生院")]
    roster(tmp_path / "名单.xlsx", people)
    save(tmp_path / "汇总.xlsx", {"汇总": monthly(YEAR, 事假=1)})
    result = run_json("score", tmp_path)[1]
    assert [p["attendance"]["personal"] for p in result["people"]] == [6, 6]
    assert [p["items"][0]["score"] for p in result["people"]] == [20, 20]  # 6 days each are free


def test_a_month_after_as_of_does_not_count(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    save(tmp_path / "汇总.xlsx", {"汇总": monthly(YEAR[:3], 事假=1)})
    result = run_json("score", tmp_path, "--as-of", "2022-07-31")[1]
    assert result["people"][0]["attendance"]["personal"] == 2  # June and July, not August


def test_a_month_outside_every_placement_is_told_and_not_counted(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", "后半年")])
    save(tmp_path / "汇总.xlsx", {"汇总": monthly([YEAR[0], *YEAR[6:]], 事假=1)})
    result = run_json("score", tmp_path)[1]
    (finding,) = of(result, "A404")
    assert finding["cells"] == ["B2"]
    assert result["people"][0]["attendance"]["personal"] == 6


def test_monthly_totals_are_held_against_the_marks_of_their_month(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked({date(2022, 6, 1): "△", date(2022, 9, 1): "△"})})
    save(tmp_path / "汇总.xlsx", {"汇总": monthly(["2022-06"], 事假=1) + monthly(["2022-07"])})
    assert of(run_json("score", tmp_path)[1], "A407") == []  # nobody totalled September
    save(tmp_path / "汇总.xlsx", {"汇总": monthly(["2022-06"], 事假=2) + monthly(["2022-09"])})
    found = of(
        run_json("score", tmp_path)[1], "A407"
    )  # 2 and 0 stated, 1 and 1 marked: the sums agree, the months do not
    assert [f["cells"] for f in found] == [["D2"], ["D3"]]
