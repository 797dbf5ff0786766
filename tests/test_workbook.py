"""result.xlsx: every total a live formula with its value stored, links, safe text, the same bytes again."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import qianyi
from qianyi import scoring
from qianyi.dossier.source import InputFile
from qianyi.output.score_book import score_workbook, validation_workbook
from tests.make import ROOT
from tests.make.days import first_workdays
from tests.make.memory import FULL_MARKS, County

YUNLING = ROOT / "samples" / "yunling-2022"
SHEETS = ["汇总", "人员得分", "支援机构", "受援机构", "扣分明细", "考勤统计", "问题清单", "读法", "说明"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "结果.xlsx"
    facts = qianyi.read([YUNLING])
    scores = qianyi.score(facts)
    path.write_bytes(score_workbook(facts, scores, scores.findings, path))
    return path


def small(name: str = "江映月") -> tuple[bytes, Any]:
    made = County()
    made.person(name)
    made.worked(name, personal=first_workdays(date(2022, 8, 1), 14))
    for line, points in {**FULL_MARKS, "4.2.1": 4}.items():
        made.mark(name, line, points)
    facts = made.facts()
    scores = scoring.score(facts)
    return score_workbook(facts, scores, scores.findings), scores


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_the_sheets_of_the_contract(sample: Path) -> None:
    assert CalamineWorkbook.from_path(sample).sheet_names == SHEETS


def test_a_reader_without_a_formula_engine_sees_the_totals() -> None:
    data, _ = small()
    heads, person = rows(data, "人员得分")[1:3]
    found = dict(zip(heads, person, strict=True))
    # 18.4 + 7 + 22
    assert (found["得分"], found["百分"]) == (pytest.approx(47.4), pytest.approx(94.8))
    ledger = rows(data, "扣分明细")
    assert [row[5:7] for row in ledger[2:]][:2] == [[-1.6, pytest.approx(18.4)], [-1.0, 7.0]]


def test_totals_are_live_formulas() -> None:
    data, _ = small()
    sheet = load_workbook(BytesIO(data))["人员得分"]
    heads = [cell.value for cell in sheet[2]]
    total = sheet.cell(3, heads.index("得分") + 1)
    assert total.value == '=IF(COUNT(G3:I3)=0,"",SUM(G3:I3))'
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape") or (
        str(sheet.page_setup.paperSize) == "9"
    )


def test_a_person_leads_to_the_ledger_and_the_ledger_to_the_cell(sample: Path) -> None:
    book = load_workbook(sample)
    people, ledger = book["人员得分"], book["扣分明细"]
    for row in people.iter_rows(min_row=3, max_col=1):
        link = row[0].hyperlink
        if link is not None:
            place = int(re.search(r"A(\d+)$", link.location).group(1))  # type: ignore[union-attr]
            assert ledger.cell(place, 1).value == row[0].value
    linked = [row[12].hyperlink for row in ledger.iter_rows(min_row=3) if row[12].value]
    assert linked
    assert all(link is not None and link.target.endswith(".xlsx") for link in linked)
    first = next(row for row in ledger.iter_rows(min_row=3) if row[2].value == "4.1 在岗情况")
    assert first[12].hyperlink.location == f"'{first[11].value}'!{first[12].value}"
    target = first[12].hyperlink.target.replace("\\", "/")  # as Excel writes it
    assert (sample.parent / target).resolve().is_file()


@pytest.mark.parametrize("name", ["=1+1", "+甲", "-甲", "@甲", "http://甲"])
def test_text_stays_text(name: str) -> None:
    data, _ = small(name)
    sheet = load_workbook(BytesIO(data))["考勤统计"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == (name, "s")


def test_the_same_bytes_again() -> None:
    assert small()[0] == small()[0]
    with zipfile.ZipFile(BytesIO(small()[0])) as package:
        assert b"2000-01-01" in package.read("docProps/core.xml")


def test_a_county_without_people_or_findings() -> None:
    facts = County().facts()
    facts.dossier.inputs.append(InputFile("名单.xlsx", "0" * 64))
    scores = scoring.score(facts)
    assert CalamineWorkbook.from_filelike(BytesIO(score_workbook(facts, scores, []))).sheet_names == SHEETS
    assert "说明" in rows(validation_workbook(facts, [], []), "说明")[0][0]


def test_a_policy_without_points_gives_its_facts() -> None:
    facts = qianyi.read([ROOT / "samples" / "huaibei-2021"])
    scores = qianyi.score(facts)
    heads = rows(score_workbook(facts, scores, scores.findings), "人员得分")[1]
    assert "在岗率" in heads
    assert "得分" not in heads


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_recalculating_changes_no_number(sample: Path, tmp_path: Path) -> None:
    """The values stored are thrown away first, so that every one is computed anew."""
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(bare, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(part, content)
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(bare)]
    subprocess.run([*office, *convert], check=True, capture_output=True, timeout=120)
    formulas = load_workbook(sample)
    before, after = CalamineWorkbook.from_path(sample), CalamineWorkbook.from_path(tmp_path / "out" / "bare.xlsx")
    compared = 0
    for name in SHEETS:
        old_rows = before.get_sheet_by_name(name).to_python(skip_empty_area=False)
        new_rows = after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    compared += 1
                    old, new = old_rows[cell.row - 1][cell.column - 1], new_rows[cell.row - 1][cell.column - 1]
                    same = old if isinstance(old, str) else pytest.approx(old, abs=1e-9)
                    assert new == same, f"{name}!{cell.coordinate}"
    assert compared > 300


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_star_in_a_name_is_no_wildcard(tmp_path: Path) -> None:
    made = County()
    for name, home, score in (("江映月", "县医院", "5"), ("沈知秋", "县*院", "4"), ("柳青崖", "县?院", "2")):
        made.person(name, support=home)
        made.worked(name)
        made.mark(name, "4.2.1", score)
        for line, points in (("4.2.2", 3), ("4.3.1", 4), ("4.3.2", 4), ("4.3.3", 4), ("4.3.4", 3), ("4.3.5", 3)):
            made.mark(name, line, points)
        made.mark(name, "4.3.6", 4)
    made.person("何处寻", support="县医院")  # not marked: no part of the mean
    facts = made.facts()
    path = tmp_path / "r.xlsx"
    path.write_bytes(score_workbook(facts, scoring.score(facts), []))
    load_workbook(path).save(path)  # the stored values are gone
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run([*office, "--convert-to", "xlsx", "--outdir", tmp_path / "o", path], check=True, capture_output=True)
    sheet = load_workbook(tmp_path / "o" / "r.xlsx", data_only=True)["支援机构"]
    heads = [cell.value for cell in sheet[2]]
    column = heads.index("人均百分") + 1
    # 20 + 25 and 5, 4 or 2 of 50 points
    assert [sheet.cell(row, column).value for row in (3, 4, 5)] == [100, 98, 94]
