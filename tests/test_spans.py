"""Start and end of a leave as people write them: under one heading, in one cell, with 上午 and 下午."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from qianyi.intake.cells.halves import half_of, parse_span
from qianyi.intake.cells.values import Bad
from tests.make.memory import policy
from tests.make.reading import cells, found, take

JUNE = date(2022, 6, 8), date(2022, 6, 9)


def leaves(rows: list[list[Any]], **kw: Any) -> Any:
    return take(rows, **kw)


ENDS = [
    ("起", "止"),
    ("自", "至"),
    ("从", "到"),
    ("从", "至"),
    ("开始", "结束"),
    ("起始", "截止"),
    ("开始时间", "结束时间"),
    ("起（年月日）", "止（年月日）"),
]


@pytest.mark.parametrize(("start", "end"), ENDS)
@pytest.mark.parametrize("above", ["请假时间", "请假起止时间", "时间", "起止日期", ""])
def test_start_and_end_below_one_heading(start: str, end: str, above: str) -> None:
    rows: list[list[Any]] = [
        ["序号", "姓名", "请假类型", above, "", "天数"],
        ["", "", "", start, end, ""],
        [1, "李小满", "事假", "2022-06-08", "2022.6.9", 2],
    ]
    dossier = leaves(rows, merged=((0, 3, 0, 4),))
    assert [(leave.start, leave.end, leave.row) for leave in dossier.leaves] == [(*JUNE, 2)]
    assert dossier.found == []
    (leave,) = dossier.leaves
    assert [cell.a1 for cell in leave.cells("start", "end")] == ["D3", "E3"]


@pytest.mark.parametrize("heading", ["请假起止时间", "请假时间", "起止日期", "请假期间", "起止时间（年月日）"])
@pytest.mark.parametrize(
    "text",
    [
        "2022-06-08 至 2022-06-09",
        "2022.6.8-2022.6.9",
        "2022年6月8日—2022年6月9日",
        "2022/6/8～2022/6/9",
        "2022-06-08到2022-06-09",
        "2022.6.8—6.9",
        "2022年6月8日至9日",
        "2022年6月8-9日",
        "2022.6.8-9",
        "20220608-20220609",
        "2022年6月8日至6月9日（2天）",
        "自2022年6月8日起至2022年6月9日止",
        "2022-06-08至2022-06-09 共2天",
    ],
)
def test_a_span_in_one_cell(heading: str, text: str) -> None:
    dossier = leaves([["姓名", "请假类型", heading, "天数"], ["李小满", "事假", text, 2]])
    assert [(leave.start, leave.end) for leave in dossier.leaves] == [JUNE]
    assert dossier.found == []


@pytest.mark.parametrize("value", ["2022-06-08", "2022年6月8日", date(2022, 6, 8), datetime(2022, 6, 8), 44720.0])
def test_a_single_date_is_one_day(value: Any) -> None:
    dossier = leaves([["姓名", "请假类型", "请假时间"], ["李小满", "事假", value]])
    assert [(leave.start, leave.end) for leave in dossier.leaves] == [(JUNE[0], JUNE[0])]


def test_a_span_without_a_year_is_told_once() -> None:
    dossier = leaves([["姓名", "请假类型", "请假时间"], ["李小满", "事假", "6.8-6.9"], ["周立秋", "事假", "6月8-9日"]])
    assert [(leave.start, leave.end) for leave in dossier.leaves] == [JUNE, JUNE]
    assert cells(dossier, "I009") == ["C2", "C3"]


@pytest.mark.parametrize(
    "text", ["六月上旬", "2022-06-08 至", "2022年6月31日", "6月8日、10日", "2022-06-09至2022-06-08"]
)
def test_what_is_no_span_is_told_once(text: str) -> None:
    dossier = leaves([["姓名", "请假类型", "请假时间"], ["李小满", "事假", text]])
    (finding,) = found(dossier, "I004")
    assert finding.cells[0].a1 == "C2"
    assert len(dossier.leaves) == 1  # the row is kept, the value not guessed


def test_start_and_end_of_their_own_go_before_a_span() -> None:
    rows: list[list[Any]] = [
        ["姓名", "请假类型", "请假时间", "开始日期", "结束日期"],
        ["李小满", "事假", "六月", "2022-06-08", "2022-06-09"],
    ]
    assert [(leave.start, leave.end) for leave in leaves(rows).leaves] == [JUNE]


HALVES = [
    ("2022-06-08 上午", "2022-06-08 上午", False, True),
    ("2022年6月8日下午", "2022年6月8日下午", True, False),
    ("2022年6月8日上午", "2022年6月9日下午", False, False),
    ("2022.6.8下午", "2022.6.9上午", True, True),
    ("2022-06-08（下午）", "2022-06-09", True, False),
    ("2022-06-08 下午14:30", "2022-06-09 上午12:00", True, True),
    ("2022-06-08全天", "2022-06-09全天", False, False),
    ("2022-06-08 PM", "2022-06-09 AM", True, True),
]


@pytest.mark.parametrize(("start", "end", "late", "early"), HALVES)
@pytest.mark.parametrize("together", [False, True])
def test_halves_behind_dates(start: str, end: str, late: bool, early: bool, together: bool) -> None:
    if together:
        text = start if start == end else f"{start} 至 {end}"
        dossier = leaves([["姓名", "请假类型", "请假时间"], ["李小满", "事假", text]])
    else:
        dossier = leaves([["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", start, end]])
    (leave,) = dossier.leaves
    assert (leave.start, leave.end) == ((JUNE[0], JUNE[0]) if start == end else JUNE)
    assert (leave.begins_late, leave.ends_early) == (late, early)
    assert dossier.found == []


def test_halves_count() -> None:
    from qianyi.facts import Facts

    heads = ["姓名", "请假类型", "开始日期", "结束日期"]
    rows = [["李小满", "事假", start, end] for start, end, _, _ in HALVES[:4]]
    facts = Facts(leaves([heads, *rows]), policy(), date(2022, 6, 30))
    assert [facts.leaves.workdays(leave) for leave in facts.dossier.leaves] == [
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal(2),
        Decimal(1),
    ]


def test_a_log_s_date_says_which_half() -> None:
    rows: list[list[Any]] = [
        ["姓名", "日期", "考勤结果"],
        ["李小满", "2022-06-08上午", "出勤"],
        ["李小满", "2022-06-08 下午", "事假"],
    ]
    (stretch,) = take(rows).stretches
    assert stretch.days == bytes([0x15])


def test_half_of() -> None:
    assert [half_of(text) for text in ("6月8日上午", "6月8日下午", "6月8日", 44720.0)] == [0, 1, None, None]
    with pytest.raises(Bad):
        parse_span("6月", policy().campaign)


@pytest.mark.parametrize(
    "heads",
    [("支援时间", "起", "止"), ("派驻时间", "自", "至"), ("派驻期间", "开始", "结束"), ("支援时间", "从", "到")],
)
def test_a_roster_s_start_and_end_below_one_heading(heads: tuple[str, str, str]) -> None:
    rows = [
        ["姓名", "受援单位", "支援单位", heads[0], ""],
        ["", "", "", *heads[1:]],
        ["李小满", "甲乡卫生院", "乙医院", "2022-06-01", "2022-11-30"],
    ]
    (placement,) = take(rows, merged=((0, 3, 0, 4),)).placements
    assert (placement.start, placement.end) == (date(2022, 6, 1), date(2022, 11, 30))


def test_trainees_in_a_span() -> None:
    rows = [["姓名", "受援单位", "接收单位", "进修时间"], ["李小满", "甲乡卫生院", "乙医院", "2022.6.1-2022.11.30"]]
    (trainee,) = take(rows).trainees
    assert (trainee.start, trainee.end) == (date(2022, 6, 1), date(2022, 11, 30))


WORDS = {
    "annual": "公休假 带薪假 公休假(年休)",
    "personal": "因私 私事 因私请假 因事 事假",
    "sick": "因病请假 住院 医疗期 病假",
    "other": "其他 其它 其他假期 探亲假 育儿假 路程假 节育假 工伤",
    "maternity": "生育假 流产假 产前假 产假",
    "marriage": "结婚 晚婚假",
    "bereavement": "奔丧 丧事假",
}


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in WORDS.items() for word in words.split()])
def test_words_for_kinds_of_leave(kind: str, word: str) -> None:
    dossier = leaves([["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", word, *["2022-06-08"] * 2]])
    assert [(leave.kind, dossier.found) for leave in dossier.leaves] == [(kind, [])]


def test_a_word_for_a_leave_of_any_kind_is_none_in_a_grid() -> None:
    from tests.make.reading import page, read

    assert read(page({"李小满": {1: "其他", 2: "因私", 5: "公休假"}})).days() == {1: "无法识别", 2: "事假", 5: "年休假"}


def test_start_and_end_parted_into_a_date_and_a_time_of_the_day() -> None:
    rows = [
        ["姓名", "请假类型", "开始", "", "结束", "", "天数"],
        ["", "", "日期", "时段", "日期", "时段", ""],
        ["李小满", "事假", "2022-06-08", "上午", "2022-06-09", "下午", 2],
    ]
    dossier = leaves(rows)
    assert [(leave.start, leave.end, leave.row) for leave in dossier.leaves] == [(*JUNE, 2)]
    assert dossier.found == []


@pytest.mark.parametrize("heads", [("时段", "时段"), ("上/下午", "上/下午"), ("", "")])
def test_the_half_of_the_day_in_a_column_beside_the_date(heads: tuple[str, str]) -> None:
    rows = [
        ["姓名", "请假类型", "开始日期", heads[0], "结束日期", heads[1]],
        ["李小满", "事假", JUNE[0], "下午", JUNE[1], "上午"],
    ]
    dossier = leaves([*rows, ["周立秋", "病假", JUNE[0], "上午", JUNE[1], "下午"]])
    assert [(leave.begins_late, leave.ends_early) for leave in dossier.leaves] == [(True, True), (False, False)]
    assert dossier.found == []
