"""A finding's id is the problem's own: it stays when rows, sheets and files go elsewhere, and no other has it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.make.command import run, run_json
from tests.make.days import days, workdays
from tests.make.disk import LEGEND

NAMES = ["乔安然", "尹若川", "鲁子衿", "许知远", "白露生"]
PLACES = ["青石镇卫生院", "柳树乡卫生院"]
FIRST, LAST = date(2022, 6, 1), date(2022, 7, 31)
SIGNS = ["√", "△", "○", "×", "？？", "出", "", "病房"]

mark = st.tuples(st.integers(0, 60), st.sampled_from(SIGNS))
person = st.tuples(
    st.sampled_from(["一年", "前半年", "很久", "2022-06-01至2022-08-31"]), st.lists(mark, max_size=5), st.integers(0, 1)
)
leave = st.tuples(st.integers(0, 6), st.integers(0, 60), st.sampled_from(["事假", "病假", "探病假"]), st.integers(0, 5))
county = st.tuples(
    st.lists(person, min_size=2, max_size=5), st.lists(leave, max_size=4, unique=True), st.lists(mark, max_size=2)
)


def write(folder: Path, made: Any, seed: int | None) -> None:
    """A county; with a seed, its rows shuffled and its sheets in files of other names."""
    people, leaves, of_a_stranger = made
    moved = random.Random(seed)

    def put(name: str, sheets: dict[str, list[list[object]]]) -> None:
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            ws = book.create_sheet(title)
            for row in rows:
                ws.append(row)
        book.save(folder / f"{name}.xlsx")

    def mixed(rows: Iterable[list[object]]) -> list[list[object]]:
        listed = list(rows)
        if seed is not None:
            moved.shuffle(listed)
        return listed

    heads = ["姓名", "受援单位", "支援单位", "支援时间"]
    rows = [[NAMES[i], PLACES[at], "县人民医院", period] for i, (period, _, at) in enumerate(people)]
    put("名单" if seed is None else f"a{seed}", {"名单": [["2022年度派驻人员名单"], heads, *mixed(rows)]})
    marks = {NAMES[i]: dict(some) for i, (_, some, _) in enumerate(people)} | {"路人甲": dict(of_a_stranger)}
    for month in (6, 7):
        span = [day for day in days(FIRST, LAST) if day.month == month]
        grid = [
            [name, *[some.get((day - FIRST).days, "√" if day in OPEN else "") for day in span]]
            for name, some in marks.items()
            if some or name != "路人甲"
        ]
        title = f"2022年{month}月考勤表"
        sheet = [[title], ["姓名", *[day.day for day in span]], *mixed(grid), [LEGEND]]
        put(f"考勤{month}" if seed is None else f"{'乙甲'[month - 6]}旧表", {"表" if seed else f"{month}月": sheet})
    register = [
        [[*NAMES, "路人甲", "路人乙"][who], kind, FIRST + timedelta(start), FIRST + timedelta(start + long - 1)]
        for who, start, kind, long in leaves
    ]
    put(
        "请假" if seed is None else f"z{seed}",
        {"请假": [["姓名", "请假类型", "开始日期", "结束日期"], *mixed(register)]},
    )


OPEN = set(workdays(FIRST, LAST))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(county, st.integers(1, 99))
def test_ids_stay_when_rows_sheets_and_files_move(made: Any, seed: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        told = []
        for name, how in (("甲", None), ("乙", seed)):
            folder = Path(place) / name
            folder.mkdir()
            write(folder, made, how)
            _, result = run_json("validate", folder, "--as-of", LAST)
            ids = [finding["id"] for finding in result["findings"]]
            assert len(set(ids)) == len(ids)
            told.append({f["id"]: (f["code"], f["person"], f["message"]) for f in result["findings"]})
        assert told[0] == told[1]


def test_score_tells_the_same_ids_and_a_mended_problem_alone_goes(tmp_path: Path) -> None:
    people = [("一年", [(5, "？？"), (6, "某某"), (33, "？？")], 0), ("一年", [(5, "？？")], 1)]
    write(tmp_path, (people, [], []), None)
    _, before = run_json("validate", tmp_path, "--as-of", LAST)
    _, scored = run_json("score", tmp_path, "--as-of", LAST)
    ids = {finding["id"]: finding for finding in before["findings"]}
    assert ids.keys() <= {finding["id"] for finding in scored["findings"]}
    assert all(finding["answer"] is None for finding in before["findings"])
    unknown = [f for f in before["findings"] if f["code"] == "A403"]
    assert len(unknown) == len({f["id"] for f in unknown}) == 4
    people[0][1].pop(1)
    write(tmp_path, (people, [], []), None)
    _, after = run_json("validate", tmp_path, "--as-of", LAST)
    gone = ids.keys() - {finding["id"] for finding in after["findings"]}
    assert [(ids[one]["person"], ids[one]["cells"]) for one in gone] == [("乔安然", ["H3"])]
    assert {finding["id"] for finding in after["findings"]} <= ids.keys()


def test_a_file_or_sheet_is_known_by_its_content(tmp_path: Path) -> None:
    write(tmp_path, ([("一年", [], 0)], [], []), None)
    book = Workbook()
    book.active.append(["序号", "物资", "数量"])
    book.save(tmp_path / "物资.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    _, before = run_json("validate", tmp_path, "--as-of", LAST)
    (tmp_path / "物资.xlsx").rename(tmp_path / "另外.xlsx")
    (tmp_path / "坏.xlsx").rename(tmp_path / "0坏.xlsx")
    code, after = run_json("validate", tmp_path, "--as-of", LAST)
    assert code == 1
    assert {"I001", "I002"} <= {finding["code"] for finding in after["findings"]}
    assert {f["id"] for f in before["findings"]} == {f["id"] for f in after["findings"]}
    assert run("validate", tmp_path, "--as-of", LAST)[0] == 1
