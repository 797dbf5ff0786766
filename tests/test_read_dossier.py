"""Folders and files into one dossier: which are read, how they are named, where the roster comes from."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qianyi.dossier import Dossier
from qianyi.intake import open_books, read_dossier
from qianyi.intake.opening.tables import InputError
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings
from tests.make.disk import save
from tests.make.memory import policy
from tests.make.reading import folder, found

HEADS = ["姓名", "受援单位", "支援单位", "支援时间"]
LEAVE = [["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", "2022-09-19", "2022-09-19"]]


def of_year(year: int | None) -> Policy:
    return policy(year=year)


def roster(*names: str, title: str = "派驻人员名单") -> list[list[object]]:
    return [[title], HEADS, *[[name, "甲乡卫生院", "乙医院", "一年"] for name in names]]


def read(*paths: Path, **kw: object) -> Dossier:
    return read_dossier(open_books(list(paths), **kw), Settings(), of_year)[0]


def test_a_folder_is_all_its_workbooks(tmp_path: Path) -> None:
    save(tmp_path / "名单.xlsx", 随便=roster("李小满"))
    save(tmp_path / "~$名单.xlsx", 随便=roster("王大雪"))
    save(tmp_path / ".藏.xlsx", 随便=roster("王大雪"))
    (tmp_path / "说明.docx").write_bytes(b"x")
    (tmp_path / "考勤").mkdir()
    save(tmp_path / "考勤" / "请假.xlsx", 一=LEAVE)
    (tmp_path / "别县").mkdir()
    (tmp_path / "别县" / "qianyi.toml").write_text("", encoding="utf-8")
    save(tmp_path / "别县" / "名单.xlsx", 随便=roster("赵谷雨"))
    dossier = folder(tmp_path)
    assert [file.path for file in dossier.inputs] == ["名单.xlsx", "考勤/请假.xlsx"]
    assert [p.name for p in dossier.placements] == ["李小满"]
    assert len(dossier.leaves) == 1
    digest = hashlib.sha256((tmp_path / "名单.xlsx").read_bytes()).hexdigest()
    assert dossier.inputs[0].sha256 == digest
    assert [(found.code, found.path, found.severity) for found in dossier.found] == [("I012", "说明.docx", "")]


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满"))
    dossier = read(tmp_path, path, tmp_path / "." / "名单.xlsx")
    assert len(dossier.placements) == 1


def test_the_order_given_changes_nothing(tmp_path: Path) -> None:
    a = save(tmp_path / "a.xlsx", 一=roster("李小满"))
    b = save(tmp_path / "b.xlsx", 一=roster("王大雪"), 二=LEAVE)
    one, two = read(a, b), read(b, a)
    assert [p.name for p in one.placements] == [p.name for p in two.placements] == ["李小满", "王大雪"]
    assert [s.order for f in one.inputs for s in f.sheets] == [(0, 0), (1, 0), (1, 1)]


def test_equal_names_in_two_folders_stay_apart(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        save(tmp_path / name / "名单.xlsx", 一=roster(f"李{name}子"))
    paths = [file.path for file in read(tmp_path / "甲", tmp_path / "乙").inputs]
    assert len(set(paths)) == 2
    assert all(path.endswith("名单.xlsx") for path in paths)


def test_a_titles_year_makes_the_campaign(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满", title="云岭县2024年度派驻人员名单"))
    dossier, in_force = read_dossier(open_books([path]), Settings(), of_year)
    assert dossier.title_year == 2024
    assert in_force.campaign.year == 2024
    assert dossier.placements[0].start.isoformat() == "2024-06-01"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2023年派驻人员名单", 2023),
        ("2022—2023年度名单", 2022),
        ("名单（2022年6月2日印发）", None),
        ("名单", None),
        ("２０２３ 年度名单", 2023),
        ("2022年度名单（2023年度调整）", None),
        ("名单（2023.6—2024.5）", 2023),
        ("名单（2023年6月1日至2024年5月31日）", 2023),
        ("2023年度名单（2023.6-2024.5）", 2023),
        ("名单（2022.6.1-2022.11.30）", None),
    ],
)
def test_years_in_titles(tmp_path: Path, title: str, year: int | None) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满", title=title))
    assert read(path).title_year == year


def test_the_year_of_another_sheets_title_does_not_count(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满"), 二=[["2023年度请假登记"], *LEAVE])
    assert read(path).title_year is None


def test_only_input_that_cannot_be_read_ends_it(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    for path in (tmp_path / "空.xlsx", tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(InputError) as problem:
            read(path)
        assert "xlsx" in str(problem.value)
        assert "\n" not in str(problem.value)
    (tmp_path / "空.xlsx").unlink()
    with pytest.raises(InputError, match="没有可以读的工作簿"):
        read(tmp_path)


def test_one_of_several_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    good = save(tmp_path / "名单.xlsx", 一=roster("李小满"))
    dossier = read(good, tmp_path / "没有.xlsx")
    (finding,) = found(dossier, "I001")
    assert finding.path.endswith("没有.xlsx")
    assert "没有.xlsx" in finding.message
    assert len(dossier.placements) == 1


def test_a_workbook_of_no_known_kind(tmp_path: Path) -> None:
    path = save(tmp_path / "菜单.xlsx", 一=[["今日菜单"], ["菜名", "价钱", "姓名"], ["羊肉", 58, "x"]])
    (finding,) = found(read(path), "I002")
    assert (finding.severity, finding.path) == ("", path.as_posix())
    assert "菜名" in finding.message
    save(tmp_path / "名单.xlsx", 一=roster("李小满"), 二=[["菜名", "价钱"]])
    assert [f.severity for f in found(read(tmp_path), "I002")] == ["warning"]
    (tmp_path / "别处").mkdir()
    other = save(tmp_path / "别处" / "名单.xlsx", 一=roster("李小满"))
    assert [f.severity for f in found(read(path, other), "I002")] == [""]


def test_an_unknown_sheet_beside_a_known_one_is_nothing(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满"), 二=[["菜名", "价钱"], ["羊肉", 58]])
    dossier = read(path)
    assert not dossier.found
    assert [(s.name, s.kind, s.rows) for s in dossier.inputs[0].sheets] == [("一", "roster", 1)]


def test_a_sheet_that_lacks_a_column_is_not_unknown_too(tmp_path: Path) -> None:
    path = save(
        tmp_path / "名单.xlsx", 一=[["姓名", "受援单位", "执业资格", "支援时间"], ["李小满", "甲", "医师", "一年"]]
    )
    assert [f.code for f in read(path).found] == ["I003"]


def test_the_roster_beside_is_found_and_named(tmp_path: Path) -> None:
    given = save(tmp_path / "请假.xlsx", 一=LEAVE)
    beside = save(tmp_path / "roster.xlsx", 一=roster("李小满"))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    save(tmp_path / "别的.xlsx", 一=[["菜名", "价钱"]])
    dossier = read(given, find_roster=True)
    assert [p.name for p in dossier.placements] == ["李小满"]
    assert any("roster.xlsx" in note for note in dossier.notes)
    assert [file.path for file in dossier.inputs] == [beside.as_posix(), given.as_posix()]
    assert [s.order for f in dossier.inputs for s in f.sheets] == [(0, 0), (1, 0)]
    assert not read(given).placements


def test_two_rosters_beside_are_not_chosen_between(tmp_path: Path) -> None:
    given = save(tmp_path / "请假.xlsx", 一=LEAVE)
    save(tmp_path / "a.xlsx", 一=roster("李小满"))
    save(tmp_path / "b.xlsx", 一=roster("王大雪"))
    with pytest.raises(InputError, match=r"a\.xlsx.*b\.xlsx.*--roster"):
        read(given, find_roster=True)
    dossier = read(given, find_roster=True, roster=tmp_path / "b.xlsx")
    assert [p.name for p in dossier.placements] == ["王大雪"]


def test_without_a_roster_the_error_says_what_to_do(tmp_path: Path) -> None:
    given = save(tmp_path / "请假.xlsx", 一=LEAVE)
    with pytest.raises(InputError, match="--roster"):
        read(given, find_roster=True)
    with pytest.raises(InputError, match="--roster"):
        read(given, roster=given)
    with pytest.raises(InputError, match="没有"):
        read(given, roster=tmp_path / "没有.xlsx")


def test_a_roster_named_outright_is_the_only_one(tmp_path: Path) -> None:
    save(tmp_path / "旧名单.xlsx", 一=roster("王大雪", title="2021年度名单"), 二=LEAVE)
    path = save(tmp_path / "新名单.xlsx", 一=roster("李小满", title="2022年度名单"))
    dossier = read(tmp_path, roster=path)
    assert [p.name for p in dossier.placements] == ["李小满"]
    assert len(dossier.leaves) == 1
    assert dossier.title_year == 2022
    assert any("旧名单" in note for note in dossier.notes)


def test_results_of_our_own_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    save(tmp_path / "名单.xlsx", 一=roster("李小满"))
    save(tmp_path / "result.xlsx", 人员得分=roster("李小满"), 扣分明细=[["姓名"]], 说明=[["x"]])
    dossier = folder(tmp_path)
    assert len(dossier.placements) == 1
    assert [(found.code, found.path, found.severity) for found in dossier.found] == [("I012", "result.xlsx", "info")]


def test_what_was_written_into_a_sub_folder_is_passed_over_until_somebody_saves_it(tmp_path: Path) -> None:
    save(tmp_path / "名单.xlsx", 一=roster("李小满"))
    (tmp_path / "out").mkdir()
    copy = save(tmp_path / "out" / "名单.xlsx", 一=roster("王大雪"))
    saved = copy.read_bytes()
    copy.write_bytes(saved[:-2] + b"\x06\0qianyi")
    assert [p.name for p in folder(tmp_path).placements] == ["李小满"]
    assert [p.name for p in folder(tmp_path / "out").placements] == ["王大雪"]
    copy.write_bytes(saved)
    assert len(folder(tmp_path).placements) == 2


def test_lock_files_given_by_name_are_passed_over(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", 一=roster("李小满"))
    (tmp_path / "~$名单.xlsx").write_bytes(b"x")
    assert not read(path, tmp_path / "~$名单.xlsx").found


def test_csv_has_no_merges_and_says_so_cell_by_cell(tmp_path: Path) -> None:
    text = "姓名,受援单位,支援单位,支援时间\n李小满,甲乡卫生院,乙医院,一年\n王大雪,,,一年\n"
    (tmp_path / "名单.csv").write_bytes(text.encode("gb18030"))
    dossier = folder(tmp_path)
    assert [p.recipient for p in dossier.placements] == ["甲乡卫生院", "甲乡卫生院"]
    assert [f.cells[0].a1 for f in found(dossier, "I008")] == ["B3", "C3"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("2022年10月考勤", True),
        ("10月", True),
        ("2021年9月考勤", True),
        ("2022年9月考勤", False),
        ("九月考勤", False),
        ("2022年9月、10月考勤", False),
        ("考勤2022年10月8日", False),
        ("考勤表20221008", False),
        ("考勤", False),
    ],
)
def test_a_file_name_of_another_month_is_told_and_the_sheet_read(tmp_path: Path, file: str, told: bool) -> None:
    grid = [["2022年9月考勤表"], ["姓名", *range(1, 31)], ["李小满", *["√"] * 30]]
    dossier = read(save(tmp_path / "名单.xlsx", 一=roster("李小满")), save(tmp_path / f"{file}.xlsx", 表=grid))
    assert len(dossier.stretches) == 1
    notes = [finding for finding in dossier.found if finding.code == "I009"]
    assert [finding.where for finding in notes] == ([((tmp_path / f"{file}.xlsx").as_posix(), "表")] if told else [])


def test_a_month_from_the_26th_is_of_either_month_of_its_file_name(tmp_path: Path) -> None:
    days = [f"8-{day}" for day in range(26, 32)] + [f"9-{day}" for day in range(1, 26)]
    grid = [["统计时间：2022-08-26 ～ 2022-09-25"], ["姓名", *days], ["李小满", *["√"] * 31]]
    dossier = read(save(tmp_path / "名单.xlsx", 一=roster("李小满")), save(tmp_path / "2022年9月考勤.xlsx", 表=grid))
    assert len(dossier.stretches[0].days) == 31
    assert found(dossier, "I009") == []


def test_what_else_a_workbook_holds_is_named(tmp_path: Path) -> None:
    totals = [["9月汇总"], ["序号", "单位", "姓名", "出勤天数"], [1, "甲乡卫生院", "李小满", 22]]
    stock = [["品名", "规格", "库存"], ["纱布", "卷", 12]]
    about = [["本表每月报一次"], ["有事请来电"]]
    save(tmp_path / "名单.xlsx", 名单=roster("李小满"), 汇总=totals, 说明=about, 库存=stock)
    dossier = folder(tmp_path)
    (finding,) = found(dossier, "I002")  # it names somebody of the roster
    assert (finding.sheet, finding.severity) == ("汇总", "warning")
    assert "里面有名单上的李小满" in finding.message
    (note,) = dossier.notes
    assert note == "名单.xlsx 的“库存”认不出是哪一种登记表，没有读取；如是登记表，请核对表头。"


def test_the_title_of_a_second_register_is_no_person(tmp_path: Path) -> None:
    checks = [["查岗记录"], ["日期", "层级", "受查单位", "姓名"], ["2022-09-05", "市级", "甲乡卫生院", "李小满"]]
    save(tmp_path / "名单.xlsx", 名单=roster("李小满"), 登记=[*LEAVE, [], *checks])
    dossier = folder(tmp_path)
    assert ([leave.name for leave in dossier.leaves], len(dossier.checks), dossier.found) == (["李小满"], 1, [])


def test_a_total_named_in_the_month_s_column_is_no_month(tmp_path: Path) -> None:
    totals = [["姓名", "考勤月份", "事假", "病假", "旷工"], ["李小满", "2022-09", 1, 0, 0], ["李小满", "合计", 1, 0, 0]]
    save(tmp_path / "名单.xlsx", 名单=roster("李小满"), 汇总=totals)
    dossier = folder(tmp_path)
    assert ([row.month for row in dossier.totals], dossier.found) == ([(2022, 9)], [])


@pytest.mark.parametrize("upper", ["grid", "register"])
def test_a_grid_and_a_register_in_one_sheet(tmp_path: Path, upper: str) -> None:
    grid = [["2022年9月考勤表"], ["姓名", *range(1, 31)], ["李小满", "△", *[""] * 29], ["出勤√ 事假△"]]
    parts = [grid, [["请假登记"], *LEAVE]]
    first, second = parts if upper == "grid" else parts[::-1]
    save(tmp_path / "名单.xlsx", 名单=roster("李小满"), 合=[*first, *([[]] if upper == "register" else []), *second])
    dossier = folder(tmp_path)
    assert [(s.name, s.days[0]) for s in dossier.stretches] == [("李小满", 0x55)]
    assert ([leave.name for leave in dossier.leaves], dossier.found) == (["李小满"], [])


def test_a_roster_above_a_grid_ends_where_that_begins(tmp_path: Path) -> None:
    grid = [["2022年9月考勤表"], ["姓名", *range(1, 31)], ["李小满", "√", *[""] * 29]]
    save(tmp_path / "名单.xlsx", 合=[*roster("李小满"), [], *grid])
    dossier = folder(tmp_path)
    assert ([p.name for p in dossier.placements], len(dossier.stretches)) == (["李小满"], 1)
    assert dossier.found == []


def test_the_headings_of_an_unknown_sheet_are_its_headings_not_its_data(tmp_path: Path) -> None:
    marks = [["2022年9月"], ["姓名", *[f"第{day}格" for day in range(1, 4)]], ["李小满", "√", "△", "○", "事", "病"]]
    save(tmp_path / "考勤.xlsx", 九月=marks)
    (finding,) = (f for f in folder(tmp_path).found if f.code == "I002")
    assert "看到的表头：“姓名”、“第1格”、“第2格”、“第3格”；" in finding.message


@pytest.mark.parametrize("title", ["二〇二三年度派驻人员名单", "二○二三年名单", "二零二三年度名单"])
def test_a_roster_s_year_in_chinese_numerals(tmp_path: Path, title: str) -> None:
    save(tmp_path / "名单.xlsx", 名单=roster("李小满", title=title))
    dossier = folder(tmp_path)
    assert (dossier.title_year, dossier.placements[0].start) == (2023, date(2023, 6, 1))


def test_reading_what_was_opened_changes_nothing_in_it(tmp_path: Path) -> None:
    """A round taken from the roster is read twice: a mark merged over two rows must not fill the second for good."""
    grid = [
        ["2022年9月考勤表"],
        ["姓名", *range(1, 31)],
        ["李小满", "产", *[""] * 29],
        [None] * 31,
        ["王大雪", *["√"] * 30],
    ]
    path = save(tmp_path / "考勤.xlsx", 表=grid)
    made = load_workbook(path)
    made["表"].merge_cells("B3:P4")
    made.save(path)
    opened = open_books([path, save(tmp_path / "名单.xlsx", 一=roster("李小满", "王大雪"))])
    first, second = (read_dossier(opened, Settings(), of_year)[0] for _ in range(2))
    assert [s.days for s in first.stretches] == [s.days for s in second.stretches]
    assert [f.message for f in first.found] == [f.message for f in second.found]
    assert len(set(first.stretches[0].days[:15])) == 1
    assert opened.books[1].tables[0].rows[3].count("产") == 0
