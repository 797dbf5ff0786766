"""考勤汇总: one row a placement, a row a month, or rows that contradict each other."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.county import of, person, roster, run_json, table


def scored(tmp_path: Path, rows: list[dict[str, object]]) -> dict:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    book = Workbook()
    book.remove(book.active)
    table(book, "汇总", rows)
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
