"""`review --by-institution`: what is an institution's own, and not a byte of anybody else's people."""

from __future__ import annotations

import html
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.make.command import run
from tests.make.days import days
from tests.make.disk import add_sheet, grids, marked, person, roster

A, B, H = "柳树乡卫生院", "青石乡卫生院", "云岭县中医医院"
JUNE, LAST = date(2022, 6, 1), date(2022, 6, 30)
AS_OF = ("--as-of", "2022-06-30")
PEOPLE = {"甘自牧": (A, "云岭县人民医院"), "阮知微": (A, H), "向晚晴": (B, H), "乔安然": (B, "云岭县人民医院")}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """One workbook holds everybody's June in one sheet, with a misspelt name; leave and marks are of all too."""
    folder = tmp_path / "县"
    folder.mkdir()
    people = [person(name, 受援单位=a, 支援单位=h) for name, (a, h) in PEOPLE.items()]
    roster(folder / "名单.xlsx", people)
    book = Workbook()
    book.remove(book.active)
    span = days(JUNE, LAST)
    rows: list[list[object]] = [["云岭县2022年6月考勤表（甘自牧制）"], ["姓名", "受援单位", *[d.day for d in span]]]
    marks = {"甘自牧": "？", "阮知微": "？", "向晚晴": "旷", "乔安然": "事"}
    for name, (place, _) in PEOPLE.items():
        every = marked({date(2022, 6, 7): marks[name]}, JUNE, LAST)
        rows.append([name, place, *[every(day) for day in span]])
    rows.append(["乔安冉", B, *["√" for _ in span]])
    add_sheet(book, "6月", rows)
    add_sheet(
        book,
        "请假登记",
        [
            {"姓名": "乔安然", "请假类型": "事假", "开始日期": "2022-06-07", "结束日期": "2022-06-07", "天数": 2},
            {"姓名": "阮知微", "请假类型": "病假", "开始日期": "2022-06-08", "结束日期": "2022-06-08", "天数": 1},
        ],
    )
    book.save(folder / "全县六月.xlsx")
    grids(folder / "青石.xlsx", {"向晚晴": marked({date(2022, 6, 8): "※"}, JUNE, LAST)}, JUNE, LAST)
    return folder


def parts(path: Path) -> dict[str, str]:
    """Every part of a file, zips within zips too, as text with character references resolved."""
    found: dict[str, str] = {}

    def look(name: str, data: bytes) -> None:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for inside in package.namelist():
                    found[f"{name}/{inside} (name)"] = inside
                    look(f"{name}/{inside}", package.read(inside))
        else:
            found[name] = html.unescape(data.decode("utf-8", "replace"))

    look(path.name, path.read_bytes())
    return found


def test_no_byte_of_others_people(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("review", county, "-o", out, "--documents", "none", "--by-institution", *AS_OF)
    packs = out / "单位"
    names = {A, B, H, "云岭县人民医院"}
    assert {path.name for path in packs.iterdir()} == names | {f"{name}.zip" for name in names}
    own = {name: {who for who, places in PEOPLE.items() if name in places} for name in names}
    for name in names:
        others = set(PEOPLE) - own[name]
        files = [*(path for path in (packs / name).rglob("*") if path.is_file()), packs / f"{name}.zip"]
        assert len(files) >= 5
        for path in files:
            for part, text in parts(path).items():
                assert not {who for who in others if who in text}, (name, part)
                assert not {who for who in others if who in part}, (name, part)
        with zipfile.ZipFile(packs / f"{name}.zip") as package:
            inside = {member: package.read(member) for member in package.namelist()}
        assert inside == {
            path.relative_to(packs / name).as_posix(): path.read_bytes()
            for path in (packs / name).rglob("*")
            if path.is_file()
        }


def test_what_is_its_own(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("review", county, "-o", out, "--documents", "none", "--by-institution", *AS_OF)
    pack = out / "单位" / B
    assert {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()} == {
        "问题清单.xlsx",
        "成绩.xlsx",
        "整改通知书.docx",
        "批注/全县六月.xlsx",
        "批注/青石.xlsx",
        "批注/名单.xlsx",
    }
    rows = list(load_workbook(pack / "问题清单.xlsx")["问题清单"].values)
    assert rows[1] == (
        "编号",
        "代码",
        "级别",
        "人员",
        "问题",
        "位置",
        "责任人",
        "整改期限",
        "整改情况",
        "整改人",
        "复核",
        "批准人",
        "期限",
    )
    told = {(row[1], row[3]) for row in rows[2:]}
    assert {("A401", None), ("A414", None), ("L503", "乔安然")} <= told or ("A401", "乔安冉") in told
    assert {row[2] for row in rows[2:]} <= {"错误", "提醒"}
    page = load_workbook(pack / "批注" / "全县六月.xlsx")["6月"]
    assert [page.cell(row, 1).value for row in range(3, 8)] == [None, None, "向晚晴", "乔安然", "乔安冉"]
    assert page.cell(1, 1).value == "云岭县2022年6月考勤表（×××制）"
    assert page.row_dimensions[3].hidden
    people = list(load_workbook(pack / "成绩.xlsx")["人员得分"].values)
    assert [row[0] for row in people[2:]] == ["向晚晴", "乔安然"]
    # a file that is wholly its own is annotated as it stands
    assert load_workbook(pack / "批注" / "青石.xlsx").sheetnames == ["问题清单", "2022-06"]


def test_answers_are_kept_over_re_runs(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ("review", county, "-o", out, "--documents", "none", "--by-institution", *AS_OF)
    run(*command)
    for path in (out / "问题清单.xlsx", out / "单位" / B / "问题清单.xlsx"):
        book = load_workbook(path)
        page = book["问题清单"]
        heads = {cell.value: cell.column for cell in page[2]}
        unknown = next(row for row in range(3, page.max_row + 1) if page.cell(row, heads["代码"]).value == "L503")
        gone = next(row for row in range(3, page.max_row + 1) if page.cell(row, heads["代码"]).value == "A401")
        page.cell(unknown, heads["责任人"]).value = "王主任"
        page.cell(unknown, heads["整改期限"]).value = date(2022, 7, 10)
        page.cell(gone, heads["整改情况"]).value = "名字写错，已改"
        book.save(path)
    book = load_workbook(county / "全县六月.xlsx")
    book["6月"].delete_rows(7)
    book.save(county / "全县六月.xlsx")
    run(*command)
    for path in (out / "问题清单.xlsx", out / "单位" / B / "问题清单.xlsx"):
        book = load_workbook(path)
        rows = [dict(zip([c.value for c in book["问题清单"][2]], row, strict=True)) for row in book["问题清单"].values]
        (kept,) = [row for row in rows if row["责任人"] == "王主任"]
        assert (kept["代码"], kept["整改期限"]) == ("L503", "2022-07-10")
        closed = list(book["已销号"].values)
        assert [row[8] for row in closed[2:]] == ["名字写错，已改"]


def test_the_county_heads_what_goes_out(county: Path, tmp_path: Path) -> None:
    text = 'county = "云岭县"\noffice = "云岭县卫生健康局"\n'
    (county / "qianyi.toml").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    run("review", county, "-o", out, "--documents", "none", "--by-institution", *AS_OF)
    assert str(load_workbook(out / "问题清单.xlsx")["问题清单"]["A1"].value).startswith("云岭县2022年度")
    page = (out / "报告.html").read_text(encoding="utf-8")
    assert "<h1>云岭县 对口支援情况报告</h1>" in page
    assert "云岭县卫生健康局 · 依据 盐池县2022年度" in page
    letter = "".join(parts(out / "单位" / B / "整改通知书.docx").values())
    assert "云岭县卫生健康局" in letter
    run("status", county, "-o", tmp_path / "收表", *AS_OF)
    heading = load_workbook(tmp_path / "收表" / "收表情况.xlsx")["收表情况"]["A1"].value
    assert str(heading).startswith("云岭县2022年度")
