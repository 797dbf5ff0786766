"""`qianyi status`: what came in, what is missing, what is late or due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import load_workbook

from tests.make.command import of, run, run_json
from tests.make.disk import grids, marked, person, roster, save

A, B = "柳树乡卫生院", "青石乡卫生院"
JUNE, AUGUST = date(2022, 6, 1), date(2022, 8, 31)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """甲 at A (June to August sent), 乙 and 丙 at B (June sent for 乙 only, with an unknown mark in July)."""
    folder = tmp_path / "县"
    folder.mkdir()
    people = [person("甲一", 受援单位=A), person("乙二", 受援单位=B), person("丙三", "前半年", 受援单位=B)]
    roster(folder / "名单.xlsx", people)
    grids(folder / "甲.xlsx", {"甲一": marked(None, JUNE, AUGUST)}, JUNE, AUGUST)
    july = date(2022, 7, 31)
    grids(folder / "乙.xlsx", {"乙二": marked({date(2022, 7, 5): "？"}, JUNE, july)}, JUNE, july)
    return folder


def test_each_recipient_and_month_that_has_ended(county: Path) -> None:
    code, told = run_json("status", county, "--as-of", "2022-09-29")
    assert code == 0
    assert told["schema"] == "qianyi.status/1"
    assert told["as_of"] == "2022-09-29"
    rows = [(r["institution"], r["month"], r["state"], r["people"], r["files"]) for r in told["received"]]
    assert rows == [
        (A, "2022-06", "ok", 1, ["甲.xlsx"]),
        (A, "2022-07", "ok", 1, ["甲.xlsx"]),
        (A, "2022-08", "ok", 1, ["甲.xlsx"]),
        (B, "2022-06", "problems", 2, ["乙.xlsx"]),
        (B, "2022-07", "problems", 2, ["乙.xlsx"]),
        (B, "2022-08", "missing", 2, []),
    ]
    _, found = run_json("validate", county, "--as-of", "2022-09-29")
    ids = {f["id"]: f for f in found["findings"]}
    july = [ids[id] for id in told["received"][4]["findings"]]
    assert {(f["code"], f["person"]) for f in july} == {("A402", "丙三"), ("A403", "乙二")}
    june = [ids[id] for id in told["received"][3]["findings"]]
    assert {(f["code"], f["person"]) for f in june} == {("A402", "丙三")}
    assert of(found, "A402")


def test_a_month_counts_once_it_has_ended(county: Path) -> None:
    _, told = run_json("status", county, "--as-of", "2022-08-30")
    assert {r["month"] for r in told["received"]} == {"2022-06", "2022-07"}
    _, told = run_json("status", county, "--as-of", "2022-08-31")
    assert {r["month"] for r in told["received"]} == {"2022-06", "2022-07", "2022-08"}


def test_duties_within(county: Path) -> None:
    _, told = run_json("status", county, "--as-of", "2022-06-01", "--within", "4")
    due = {(d["title"], d["who"], d["due"], d["state"]) for d in told["due"]}
    assert any(who == A and day == "2022-06-05" for _, who, day, _ in due)
    assert all("2022-06-01" <= day <= "2022-06-05" for _, _, day, _ in due)
    assert {d["state"] for d in told["due"]} == {"next"}


def test_without_a_ledger_late_duties_are_not_passed_over_in_silence(county: Path) -> None:
    _, without, _ = run("status", county, "--as-of", "2022-09-29", "-o", county.parent / "收表")
    told = load_workbook(county.parent / "收表" / "收表情况.xlsx")["事项"]["A1"].value
    assert told == "到期的事项（没有工作台账，逾期的没有核对）"
    assert "没有工作台账，哪些事项逾期没有核对。" in without
    assert "逾期的事项" not in without
    save(county / "台账.xlsx", 工作台账=[["事项", "完成日期", "单位"], ["领导小组", "2022-06-01", A]])
    _, given, _ = run("status", county, "--as-of", "2022-09-29")
    assert "没有核对" not in given
    assert "逾期的事项" in given


def test_matrix_and_reminders(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "收表"
    code, said, _ = run("status", county, "--as-of", "2022-09-29", "-o", out)
    assert code == 0
    assert B in said
    book = load_workbook(out / "收表情况.xlsx")
    rows = [row for row in book["收表情况"].iter_rows(values_only=True) if row[0] in ("单位", A, B)]
    assert rows[0][:4] == ("单位", "2022-06", "2022-07", "2022-08")
    assert rows[1][:4] == (A, "交", "交", "交")
    assert rows[2][:4] == (B, "有错", "有错", "缺")
    letters = sorted(path.name for path in (out / "催报单").iterdir())
    assert f"{B}.docx" in letters
    assert f"{A}.docx" not in letters, "nothing is missing, and without a ledger no duty is known to be late"
    text = _text(out / "催报单" / f"{B}.docx")
    assert "2022年8月" in text
    assert "丙三" in text
    assert "甲一" not in text
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    run("status", county, "--as-of", "2022-09-29", "-o", out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def _text(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_without_a_roster_exit_2(county: Path, tmp_path: Path) -> None:
    code, said, err = run("status", county / "甲.xlsx", "--as-of", "2022-09-29")
    assert code == 0, err  # the roster stands beside it
    (tmp_path / "x").mkdir()
    (county / "甲.xlsx").rename(tmp_path / "x" / "甲.xlsx")
    code, said, err = run("status", tmp_path / "x", "--as-of", "2022-09-29")
    assert (code, said) == (2, "")


def test_a_small_table_prints_its_whole_title(tmp_path: Path) -> None:
    """One month: two columns, and a title three times as wide as they are."""
    folder = tmp_path / "县"
    folder.mkdir()
    roster(folder / "名单.xlsx", [person("乔安然")])
    run("status", folder, "-o", tmp_path / "收表", "--as-of", "2022-06-30")
    page = load_workbook(tmp_path / "收表" / "收表情况.xlsx")["收表情况"]
    last = page.print_area.replace("$", "").split("!")[-1].split(":")[1]
    columns = openpyxl.utils.cell.coordinate_from_string(last)[0]
    wide = sum(
        page.column_dimensions[letter].width if letter in page.column_dimensions else 8.43
        for letter in (
            openpyxl.utils.get_column_letter(i) for i in range(1, openpyxl.utils.column_index_from_string(columns) + 1)
        )
    )
    letters = sum(2 if ord(c) > 255 else 1 for c in page["A1"].value)
    assert wide >= 1.3 * letters  # 14 points beside the 11 of a column's width
