"""A county's year from `init` to the seal: sent out, filled in with mistakes, chased, corrected, compared, closed."""

from __future__ import annotations

import html
import json
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.make.command import run, run_json
from tests.make.days import workdays

A, B, HOSPITAL = "柳树乡卫生院", "青石乡卫生院", "云岭县人民医院"
PEOPLE = {  # name: recipient, period
    "甘自牧": (A, "一年"),
    "阮知微": (A, "前半年"),
    "向晚晴": (A, "后半年"),
    "丁若水": (B, "一年"),
}
MONTHS = [date(2022 + (5 + i) // 12, (5 + i) % 12 + 1, 1) for i in range(12)]
MARKS: dict[date, tuple[str, str]] = {
    date(2022, 7, 5): ("甘自牧", "？"),  # corrected in the new year
    date(2022, 9, 6): ("甘自牧", "事"),  # its entry is forgotten at first
    date(2022, 10, 11): ("甘自牧", "旷"),  # a slip of the pen
    date(2022, 12, 6): ("向晚晴", "？"),  # nobody knows any more
}


def month_end(first: date) -> date:
    return (first + timedelta(32)).replace(day=1) - timedelta(1)


def put_roster(folder: Path) -> None:
    book = load_workbook(folder / "派驻人员名单.xlsx")
    page = book["派驻人员名单"]
    columns = {cell.value: cell.column for cell in page[2]}
    for line, (name, (recipient, period)) in enumerate(PEOPLE.items(), 3):
        row: dict[str, object] = {
            "序号": line - 2,
            "受援单位": recipient,
            "支援单位": HOSPITAL,
            "姓名": name,
            "性别": "女",
            "年龄": 36,
            "执业资格": "执业医师",
            "专业": "临床",
            "专业技术职称": "主治医师",
            "支援时间": period,
            "轮换备案日期": None if period == "一年" else date(2022, 5, 25),
            "实际到岗日期": date(2022, 6, 1),
        }
        if period == "后半年":
            row["实际到岗日期"] = date(2022, 12, 1)
        for heading, value in row.items():
            page.cell(line, columns[heading]).value = value
    book.save(folder / "派驻人员名单.xlsx")


def fill(path: Path, first: date, marks: dict[date, tuple[str, str]], renamed: dict[str, str] | None = None) -> None:
    """A hospital's clerk: a tick for every workday, the marks given, and now and then a name misspelt."""
    book = load_workbook(path)
    page = book[f"{first:%Y-%m}"]
    heads = {cell.value: cell.column for cell in page[3]}
    for row in range(5, page.max_row + 1):
        name = page.cell(row, heads["姓名"]).value
        if name not in PEOPLE:
            continue
        for day in workdays(first, month_end(first)):
            who, mark = marks.get(day, ("", ""))
            page.cell(row, heads[day.day]).value = mark if who == name else "√"
        page.cell(row, heads["姓名"]).value = (renamed or {}).get(name, name)
    if "评分" in book.sheetnames:
        page = book["评分"]
        worth = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}
        for column in range(1, page.max_column + 1):
            id = str(page.cell(2, column).value).split()[0]
            for row in range(3, page.max_row + 1):
                if id in worth and page.cell(row, 1).value:
                    page.cell(row, column).value = worth[id]
    book.save(path)


def state(county: Path, as_of: date, month: date) -> dict[str, str]:
    code, told = run_json("status", county, "--as-of", as_of)
    assert code == 0
    return {r["institution"]: r["state"] for r in told["received"] if r["month"] == f"{month:%Y-%m}"}


def who(found: dict[str, Any], ids: list[str]) -> set[tuple[str, str | None]]:
    by_id = {f["id"]: f for f in found["findings"]}
    return {(by_id[id]["code"], by_id[id]["person"] or by_id[id]["institution"]) for id in ids}


def hand_in(county: Path, sent: Path, first: date) -> None:
    """The month comes back, with its mistakes; status says what is missing and what is wrong."""
    end = month_end(first)
    code, told = run_json("send", county, "-o", sent, "--month", f"{first:%Y-%m}", "--as-of", end)
    assert (code, len(told["files"])) == (0, 2)
    late = first == date(2022, 8, 1)
    for file in told["files"]:
        path = Path(file["path"])
        renamed = {"丁若水": "丁若冰"} if first == date(2022, 10, 1) else None
        fill(path, first, MARKS, renamed)
        if late and file["institution"] == B:
            continue
        shutil.copy(path, county / path.name)
    if first == date(2022, 9, 1):
        path = county / f"{A}-2022-09.xlsx"
        book = load_workbook(path)
        book["请假登记"]["A3"] = "本月无"
        book.save(path)
    expected = {A: "ok", B: "ok"}
    if first in (date(2022, 7, 1), date(2022, 9, 1), date(2022, 12, 1)):
        expected[A] = "problems"
    if late or first == date(2022, 10, 1):
        expected[B] = "missing"
    assert state(county, end, first) == expected, first
    if late:
        shutil.copy(sent / f"{B}-2022-08.xlsx", county)
        assert state(county, end, first) == {A: "ok", B: "ok"}


def correct(county: Path) -> None:
    """What the hospitals put right once they have their lists."""
    path = county / f"{A}-2022-07.xlsx"
    fill(path, date(2022, 7, 1), {})
    path = county / f"{A}-2022-10.xlsx"
    fill(path, date(2022, 10, 1), {})
    path = county / f"{A}-2022-09.xlsx"
    book = load_workbook(path)
    page = book["请假登记"]
    columns = {cell.value: cell.column for cell in page[2]}
    entry = {
        "姓名": "甘自牧",
        "请假类型": "事假",
        "开始日期": date(2022, 9, 6),
        "结束日期": date(2022, 9, 6),
        "天数": 1,
        "批准单位": "受援单位",
        "批准日期": date(2022, 9, 5),
    }
    for heading, value in {**dict.fromkeys(columns), **entry}.items():
        page.cell(3, columns[heading]).value = value  # type: ignore[index]
    book.save(path)
    path = county / f"{B}-2022-10.xlsx"
    book = load_workbook(path)
    for row in book["2022-10"].iter_rows(min_row=5):
        if row[1].value == "丁若冰":
            row[1].value = "丁若水"
    book.save(path)
    (county / f"{A}-2022-11（旧）.xlsx").unlink()


def test_a_year(tmp_path: Path) -> None:
    county, sent, out = tmp_path / "云岭县", tmp_path / "发出", tmp_path / "结果"
    assert run("init", county)[0] == 0
    put_roster(county)
    for first in MONTHS[:7]:
        hand_in(county, sent / f"{first:%Y-%m}", first)

    # November was sent twice: the older version still has a day of leave
    old = county / f"{A}-2022-11（旧）.xlsx"
    shutil.copy(sent / "2022-11" / f"{A}-2022-11.xlsx", old)
    fill(old, date(2022, 11, 1), {date(2022, 11, 9): ("甘自牧", "年")})
    december = ("--as-of", "2022-12-31")
    assert state(county, date(2022, 12, 31), date(2022, 11, 1))[A] == "problems"

    # problems go out, to each hospital its own
    code, _, _ = run("review", county, "-o", out, "--documents", "none", "--by-institution", *december)
    assert code == 1
    for name in (A, B):
        others = {who for who, (place, _) in PEOPLE.items() if place != name}
        for path in [*(out / "单位" / name).rglob("*.*"), out / "单位" / f"{name}.zip"]:
            assert not [person for person in others if person in everything(path)], path
    listed = load_workbook(out / "单位" / A / "问题清单.xlsx")["问题清单"]
    heads = {cell.value: cell.column for cell in listed[2]}
    rows = {
        (listed.cell(row, heads["代码"]).value, listed.cell(row, heads["人员"]).value): row
        for row in range(3, listed.max_row + 1)
    }
    assert {("A403", "甘自牧"), ("A409", "甘自牧"), ("A403", "向晚晴"), ("A408", None)} <= set(rows)

    # corrections and an answer come back
    before = tmp_path / "十二月"
    shutil.copytree(out, before)
    correct(county)
    answered = load_workbook(out / "单位" / A / "问题清单.xlsx")
    page = answered["问题清单"]
    page.cell(rows["A403", "向晚晴"], heads["整改情况"]).value = "考勤机当天断电，无从查起"
    page.cell(rows["A403", "向晚晴"], heads["整改人"]).value = "王主任"
    for row in range(3, page.max_row + 1):
        if row != rows["A403", "向晚晴"]:
            page.cell(row, heads["编号"]).value = None
    answered.save(county / f"{A}问题清单.xlsx")
    code, changed = run_json("diff", before, county, *december)
    assert code == 0
    assert changed["new"] == []
    assert who(changed, changed["fixed"]) == {
        ("A403", "甘自牧"),
        ("A408", A),
        ("A409", "甘自牧"),
        ("A402", "丁若水"),
        ("A401", "丁若冰"),
    }
    assert ("A403", "向晚晴") in who(changed, changed["left"])
    (left,) = [f for f in changed["findings"] if (f["code"], f["person"]) == ("A403", "向晚晴")]
    assert (left["answer"]["text"], left["answer"]["by"]) == ("考勤机当天断电，无从查起", "王主任")
    # the day of absence in October was none: 20 - 3 became 20
    assert [(m["name"], m["old"], m["new"]) for m in changed["scores"]] == [("甘自牧", 17, 20)]
    assert [(e["change"], e["line"], e["points"]) for e in changed["scores"][0]["entries"]] == [("removed", "4.1", -3)]

    # to the end of the year, with marks in the last month
    for first in MONTHS[7:]:
        hand_in(county, sent / f"{first:%Y-%m}", first)
    code, said, _ = run("review", county, "-o", out, "--by-institution")
    assert code == 1  # the day that nobody knows any more
    assert "与上次相比" in said
    scores = json.loads((out / "数据" / "scores.json").read_bytes())
    told = {(p["name"]): (p["score"], p["status"]) for p in scores["people"]}
    assert told == {
        "甘自牧": (50, "final"),
        "阮知微": (50, "final"),
        "向晚晴": (50, "provisional"),
        "丁若水": (50, "final"),
    }
    errors = {(f["code"], f["person"]) for f in scores["findings"] if f["severity"] == "error"}
    assert errors == {("A403", "向晚晴")}
    assert "变化" in load_workbook(out / "成绩.xlsx").sheetnames
    assert len(list((out / "文书" / "工作鉴定表").iterdir())) == 4
    assert "年度报告" in (out / "报告.html").read_text(encoding="utf-8")

    # and the next one begins
    code, _, err = run("init", tmp_path / "2023", "--from", county)
    assert code == 0, err
    page = load_workbook(tmp_path / "2023" / "派驻人员名单.xlsx")["派驻人员名单"]
    name = next(cell.column for cell in page[2] if cell.value == "姓名")
    assert [page.cell(row, name).value for row in (3, 4, 5, 6)] == ["甘自牧", "向晚晴", "丁若水", None]


def everything(path: Path) -> str:
    """All text of a file, of every part of a package and of packages within."""
    import io

    found: list[str] = []

    def look(data: bytes) -> None:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found.extend(package.namelist())
                for member in package.namelist():
                    look(package.read(member))
        else:
            found.append(html.unescape(data.decode("utf-8", "replace")))

    if path.is_file():
        look(path.read_bytes())
    return "\n".join(found)
