"""Tables of attendance side by side on one sheet: each is read, with the lines that are its own and those that are all's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from qianyi.dossier.kinds import CHINESE, halves
from tests.make.reading import found, take

Rows = list[list[Any]]
LEGEND: Rows = [["注：出勤√ 事假△ 病假○ 旷工×"]]
SEPTEMBER, OCTOBER = range(1, 31), range(1, 32)
ONE, TWO = {1: "√", 2: "△"}, {1: "√", 8: "○", 9: "×"}
READ_ONE = {date(2022, 9, 1): "出勤", date(2022, 9, 2): "事假"}
READ_TWO = {date(2022, 9, 1): "出勤", date(2022, 9, 8): "病假", date(2022, 9, 9): "旷工"}


def read(rows: Rows, **kw: Any) -> dict[str, dict[date, str]]:
    """Name → day → its kind, nothing having been said."""
    dossier = take(rows, **kw)
    assert dossier.found == []
    out: dict[str, dict[date, str]] = {}
    for stretch in dossier.stretches:
        for i, kind in enumerate(stretch.days):
            if kind:
                first, second = (CHINESE[half] for half in halves(kind))
                day = stretch.first + timedelta(i)
                assert day not in out.setdefault(stretch.name, {})
                out[stretch.name][day] = first if first == second else f"{first}/{second}"
    return out


def beside(*parts: Rows, gap: int = 1) -> Rows:
    """Tables next to each other, `gap` blank columns between them."""
    widths = [max(map(len, part)) for part in parts]
    out = []
    for lines in zip_longest(*parts, fillvalue=[]):
        row: list[Any] = []
        for line, width in zip(lines, widths, strict=True):
            row += [*line, *[""] * (width - len(line) + gap)]
        out.append(row)
    return out


def grid(people: dict[str, dict[int, str]], days: Sequence[int] = SEPTEMBER, lead: Sequence[str] = ()) -> Rows:
    rows = [[*lead, "姓名", *days]]
    for name, marks in people.items():
        rows.append([*["1"] * len(lead), name, *[marks.get(day, "") for day in days]])
    return rows


TITLE: Rows = [["2022年9月考勤表"]]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("lead", [(), ("序号",), ("序号", "科室")])
def test_two_grids(gap: int, lead: tuple[str, ...]) -> None:
    rows = [*TITLE, *beside(grid({"李小满": ONE}, lead=lead), grid({"周立秋": TWO}, lead=lead), gap=gap), *LEGEND]
    assert read(rows) == {"李小满": READ_ONE, "周立秋": READ_TWO}


def test_more_people_on_the_left() -> None:
    left = grid({"李小满": ONE, "王大雪": TWO, "秦五味": ONE})
    rows = [*TITLE, *beside(left, grid({"周立秋": TWO})), *LEGEND]
    assert read(rows) == {"李小满": READ_ONE, "王大雪": READ_TWO, "秦五味": READ_ONE, "周立秋": READ_TWO}


def test_each_under_a_title_of_its_own() -> None:
    parts = [*TITLE, *grid({"李小满": ONE})], [["2022年10月考勤表"], *grid({"李小满": TWO}, OCTOBER)]
    assert read([*beside(*parts), *LEGEND]) == {
        "李小满": READ_ONE | {day.replace(month=10): kind for day, kind in READ_TWO.items()}
    }


def test_two_by_two_the_lower_title_is_both_s() -> None:
    upper = beside(grid({"李小满": ONE}, OCTOBER), grid({"周立秋": TWO}, OCTOBER))
    lower = beside(grid({"李小满": TWO}, OCTOBER), grid({"周立秋": ONE}, OCTOBER))
    rows = [*TITLE, *upper, [""], ["2022年10月考勤表"], *lower, *LEGEND]
    one, two = ({day.replace(month=10): kind for day, kind in days.items()} for days in (READ_ONE, READ_TWO))
    assert read(rows) == {"李小满": READ_ONE | two, "周立秋": READ_TWO | one}


def test_half_a_month_to_the_right_is_the_same_table() -> None:
    left, right = grid({"李小满": ONE}, range(1, 16)), grid({"李小满": {16: "○"}}, range(16, 31))
    assert read([*TITLE, *beside(left, right, gap=0), *LEGEND]) == {"李小满": READ_ONE | {date(2022, 9, 16): "病假"}}


def down(name: str, marks: dict[int, str], days: Sequence[int] = SEPTEMBER) -> Rows:
    head = [["姓名", name]] if name else []
    return [*head, ["日期", "上午", "下午"], *[[day, marks.get(day, ""), marks.get(day, "")] for day in days]]


def test_a_person_s_days_beside_another_s() -> None:
    parts = [down(name, marks) for name, marks in (("李小满", ONE), ("周立秋", TWO), ("秦五味", ONE))]
    assert read([*TITLE, *beside(*parts), *LEGEND]) == {"李小满": READ_ONE, "周立秋": READ_TWO, "秦五味": READ_ONE}


def test_half_a_person_s_month_beside_the_other_half() -> None:
    halves_of = down("", ONE, range(1, 16)), down("", {16: "×"}, range(16, 31))
    rows = [*TITLE, ["姓名", "李小满"], *beside(*halves_of, gap=0), *LEGEND]
    assert read(rows) == {"李小满": READ_ONE | {date(2022, 9, 16): "旷工"}}


def test_half_a_month_of_several_beside_the_other_half() -> None:
    def part(days: Sequence[int], marks: dict[int, str]) -> Rows:
        return [["日期", "李小满", "周立秋"], *[[day, marks.get(day, ""), "√" if day == 1 else ""] for day in days]]

    rows = [*TITLE, *beside(part(range(1, 16), ONE), part(range(16, 31), {16: "×"}), gap=0), *LEGEND]
    assert read(rows) == {"李小满": READ_ONE | {date(2022, 9, 16): "旷工"}, "周立秋": {date(2022, 9, 1): "出勤"}}


def test_year_cards() -> None:
    def card(name: str, june: str, july: str) -> Rows:
        return [["姓名", name], ["月份", *OCTOBER], ["6月", june], ["7月", july]]

    rows = [["2022年度考勤卡"], *beside(card("李小满", "√", "△"), card("周立秋", "○", "×")), *LEGEND]
    assert read(rows) == {
        "李小满": {date(2022, 6, 1): "出勤", date(2022, 7, 1): "事假"},
        "周立秋": {date(2022, 6, 1): "病假", date(2022, 7, 1): "旷工"},
    }


def test_what_is_wrong_is_told_at_its_own_cell_once() -> None:
    rows = [*TITLE, *beside(grid({"李小满": {1: "？？"}}), grid({"周立秋": {2: "怪"}})), ["注：出勤√ 事假△ 病假△"]]
    dossier = take(rows)
    assert [[cell.a1 for cell in one.cells] for one in found(dossier, "A403")] == [["B3"], ["AI3"]]
    assert len(found(dossier, "A415")) == 1


def test_a_pack_holds_its_own_of_two_tables_side_by_side(tmp_path: Path) -> None:
    import openpyxl

    from tests.make.command import run
    from tests.make.disk import person, roster, save

    (tmp_path / "县").mkdir()
    people = [person("李小满", 受援单位="青石镇卫生院"), person("周立秋", 受援单位="柳树乡卫生院")]
    roster(tmp_path / "县" / "名单.xlsx", people)
    days = beside(grid({"李小满": {1: "√", 2: "？"}}), grid({"周立秋": {1: "○", 6: "怪"}}))
    save(tmp_path / "县" / "考勤.xlsx", 九月=[*TITLE, *days, *LEGEND])
    run("review", tmp_path / "县", "-o", tmp_path / "出", "--by-institution", "--as-of", "2022-09-30")
    for who, own, others in (("青石镇卫生院", "李小满√？", "周立秋怪"), ("柳树乡卫生院", "周立秋○怪", "李小满？")):
        copy = openpyxl.load_workbook(tmp_path / "出" / "单位" / who / "批注" / "考勤.xlsx")["九月"]
        held = "".join(str(cell.value) for row in copy.iter_rows(max_row=3) for cell in row if cell.value is not None)
        assert all(part in held for part in (own[:3], *own[3:]))
        assert not any(part in held for part in (others[:3], *others[3:]))
