"""`qianyi send`: a month's blanks, and what comes back filled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.make.command import run, run_json
from tests.make.days import days, workdays
from tests.make.disk import person, roster

LIU, QING = "柳树乡卫生院", "青石乡卫生院"
JUNE = days(date(2022, 6, 1), date(2022, 6, 30))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "云岭县"
    folder.mkdir()
    people = [
        person("乔安然", 受援单位=QING),
        person("尹若川", "前半年", 受援单位=LIU, 轮换备案日期="2022-05-25"),
        person("鲁子衿", "后半年", 受援单位=LIU, 轮换备案日期="2022-05-25"),
    ]
    roster(folder / "名单.xlsx", people)
    return folder


def fill(path: Path, sheet: str, marks: dict[str, dict[date, str]], default: str = "√") -> None:
    """Fill a grid as a clerk would: a mark for every workday, by the printed headings."""
    book = load_workbook(path)
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[3]}
    for row in range(5, page.max_row + 1):
        name = page.cell(row, heads["姓名"]).value
        if name not in marks:
            continue
        for day in workdays(JUNE[0], JUNE[-1]):
            page.cell(row, heads[day.day]).value = marks[name].get(day, default)
    book.save(path)


def test_a_workbook_for_each_recipient_with_its_own_people_of_the_month(county: Path, tmp_path: Path) -> None:
    code, sent = run_json("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    assert code == 0
    assert sent["schema"] == "qianyi.send/1"
    assert sent["month"] == "2022-06"
    assert [(f["institution"], f["role"], f["people"]) for f in sent["files"]] == [
        (QING, "recipient", ["乔安然"]),
        (LIU, "recipient", ["尹若川"]),
    ]
    assert sorted(p.name for p in (tmp_path / "发表").iterdir()) == sorted(f"{n}-2022-06.xlsx" for n in (LIU, QING))


def test_the_grid_is_as_the_contract_has_it(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path, "--month", "2022-06")
    book = load_workbook(tmp_path / f"{LIU}-2022-06.xlsx")
    assert book.sheetnames[:5] == ["2022-06", "请假登记", "情况登记", "培训带教", "工作量"]
    assert "评分" not in book.sheetnames
    page = book["2022-06"]
    heads = [cell.value for cell in page[3]]
    assert heads[:5] == ["序号", "姓名", "受援单位", "支援单位", "支援时间"]
    assert heads[5:35] == list(range(1, 31))
    assert heads[35:] == ["出勤", "出差", "休息", "年休假", "事假", "病假", "旷工"]
    working = {day.day for day in workdays(JUNE[0], JUNE[-1])}
    for day in range(1, 31):
        filled = page.cell(5, 5 + day).fill.fill_type is not None
        assert filled == (day not in working), day
    assert str(page.cell(5, 36).value).startswith("=COUNTIF(")
    assert "年休假（年）" in page.cell(2, 1).value
    stored = load_workbook(tmp_path / f"{LIU}-2022-06.xlsx", data_only=True)["2022-06"]
    assert stored.cell(5, 36).value == 0
    texts = [str(cell.value) for row in page.iter_rows(min_row=6) for cell in row if cell.value]
    assert {"考勤员：", "审核人：", "（盖章）"} <= set(texts)


def test_what_comes_back_filled_is_read_without_a_finding(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    for name, marks in (
        (LIU, {"尹若川": {date(2022, 6, 7): "事0.5", date(2022, 6, 8): "√/病", date(2022, 6, 9): "年"}}),
        (QING, {"乔安然": {date(2022, 6, 10): "差"}}),
    ):
        path = tmp_path / "发表" / f"{name}-2022-06.xlsx"
        fill(path, "2022-06", marks)
        path.rename(county / path.name)
    code, found = run_json("validate", county, "--as-of", "2022-06-30")
    assert [f["code"] for f in found["findings"]] == ["R106", "R107"]
    assert code == 0
    skipped = {c["code"]: c["reason"] for c in found["checks"] if c["status"] == "skipped"}
    assert skipped["A409"] == "没有请假登记"
    _, scores = run_json("score", county, "--as-of", "2022-06-30")
    counts = {p["name"]: p["attendance"] for p in scores["people"]}
    assert (counts["尹若川"]["personal"], counts["尹若川"]["sick"], counts["尹若川"]["annual"]) == (0.5, 0.5, 1)
    assert counts["乔安然"]["present"] == 21


def test_an_unfilled_blank_is_not_given(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06", "--marks")
    path = tmp_path / "发表" / f"{LIU}-2022-06.xlsx"
    load_workbook(path).save(county / path.name)
    other = tmp_path / "发表" / f"{QING}-2022-06.xlsx"
    fill(other, "2022-06", {"乔安然": {}})
    other.rename(county / other.name)
    code, found = run_json("validate", county, "--as-of", "2022-06-30")
    assert code == 1
    assert [f["person"] for f in found["findings"] if f["code"] == "A402"] == ["尹若川"]
    assert {f["code"] for f in found["findings"]} == {"A402", "R106", "R107"}
    _, scores = run_json("score", county, "--as-of", "2022-06-30")
    lines = {line["id"]: line for item in scores["people"][1]["items"] for line in item["lines"]}
    assert lines["4.2.1"]["status"] == "pending"


def test_a_row_that_says_none_makes_an_empty_register(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    for name in (LIU, QING):
        path = tmp_path / "发表" / f"{name}-2022-06.xlsx"
        fill(path, "2022-06", {"尹若川": {}, "乔安然": {date(2022, 6, 8): "事"}})
        book = load_workbook(path)
        book["请假登记"]["A3"] = "本月无"
        book.save(county / path.name)
    _, found = run_json("validate", county, "--as-of", "2022-06-30")
    assert [f["person"] for f in found["findings"] if f["code"] == "A409"] == ["乔安然"]
    assert {f["code"] for f in found["findings"]} == {"A409", "R106", "R107"}


def test_marks_of_all_it_had_in_the_last_month(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    path = tmp_path / "发表" / f"{LIU}-2022-06.xlsx"
    fill(path, "2022-06", {"尹若川": dict.fromkeys([date(2022, 6, day) for day in (6, 7, 8, 9, 10, 13, 14)], "事")})
    path.rename(county / path.name)
    _code, sent = run_json("send", county, "-o", tmp_path / "年底", "--month", "2023-05")
    assert [(f["institution"], f["people"]) for f in sent["files"]] == [(QING, ["乔安然"]), (LIU, ["鲁子衿"])]
    target = tmp_path / "年底" / f"{LIU}-2023-05.xlsx"
    book = load_workbook(target)
    page = book["评分"]
    heads = {str(cell.value).split()[0]: cell.column for cell in page[2]}
    assert [page.cell(row, heads["姓名"]).value for row in (3, 4)] == ["尹若川", "鲁子衿"]
    # 前半年: 7 days of personal leave, 6 allowed: 20 - 1 x 1.6
    assert page.cell(3, heads["4.1"]).value == pytest.approx(18.4)
    assert page.cell(3, heads["4.1"]).fill.fill_type is not None
    assert page.cell(3, heads["4.2.1"]).fill.fill_type is None
    page.cell(3, heads["4.2.1"]).value = 4
    book.save(county / target.name)
    _, scores = run_json("score", county)
    lines = {line["id"]: line for item in scores["people"][1]["items"] for line in item["lines"]}
    assert lines["4.2.1"]["score"] == 4
    assert "4.1" not in lines or lines["4.1"]["origin"] != "mark"
    assert not [f for f in scores["findings"] if f["code"] in ("S803", "S801", "S804")]


def test_to_support_and_month_outside(county: Path, tmp_path: Path) -> None:
    _, sent = run_json("send", county, "-o", tmp_path / "a", "--month", "2022-06", "--to", "support")
    assert [(f["institution"], f["role"], f["people"]) for f in sent["files"]] == [
        ("云岭县人民医院", "support", ["乔安然", "尹若川"])
    ]
    code, out, err = run("send", county, "-o", tmp_path / "b", "--month", "2021-06")
    assert (code, out) == (2, "")
    assert "2021-06 不在活动时间" in err
    assert not (tmp_path / "b").exists()
    code, out, err = run("send", tmp_path / "a", "-o", tmp_path / "b", "--month", "2022-06")
    assert (code, out) == (2, "")


def test_a_filled_workbook_is_never_written_over(county: Path, tmp_path: Path) -> None:
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    path = tmp_path / "发表" / f"{LIU}-2022-06.xlsx"
    fill(path, "2022-06", {"尹若川": {}})
    before = path.read_bytes()
    code, out, err = run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    assert (code, out) == (2, "")
    assert path.name in err
    assert path.read_bytes() == before


def test_blanks_that_nobody_filled_leave_the_counts_of_the_year_pending(county: Path, tmp_path: Path) -> None:
    """培训带教 of the form, left blank, is no register with nothing in it: nobody loses the four points of 2.3.2.2."""
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06")
    path = tmp_path / "发表" / f"{QING}-2022-06.xlsx"
    fill(path, "2022-06", {"乔安然": {}})
    path.rename(county / path.name)
    _, scores = run_json("score", county)
    (support,) = [one for one in scores["institutions"] if one["role"] == "support"]
    lines = {line["id"]: line for item in support["items"] for line in item["lines"]}
    assert [(lines[id]["score"], lines[id]["status"]) for id in ("2.3.2.1", "2.3.2.2")] == [(None, "pending")] * 2


@pytest.mark.parametrize("name", ["柳树乡卫生院（东分院）", "万年县中医医院"])
def test_the_sheet_is_known_as_its_institutions_whatever_the_name(tmp_path: Path, name: str) -> None:
    """Sent to both and both back: the recipient's sheet is the one of record, brackets or 年 in its name or not."""
    county = tmp_path / "云岭县"
    county.mkdir()
    roster(county / "名单.xlsx", [person("乔安然", 受援单位=name)])
    run("send", county, "-o", tmp_path / "发表", "--month", "2022-06", "--to", "both")
    for path in sorted((tmp_path / "发表").iterdir()):
        recipient = path.name.startswith(name)
        fill(path, "2022-06", {"乔安然": {} if recipient else {date(2022, 6, 7): "旷"}})
        path.rename(county / path.name)
    _, scores = run_json("score", county, "--as-of", "2022-06-30")
    assert [f["code"] for f in scores["findings"] if f["code"][0] == "A"] == ["A417"]
    (one,) = scores["people"]
    assert (one["attendance"]["present"], one["attendance"]["absent"]) == (21, 0)
