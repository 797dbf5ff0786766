"""Reading the roster: merged and blank institutions, periods in words and dates, what is kept and what is no person."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.make.reading import cells, folder, found, take

HEADS = "序号 受援单位 支援单位 姓名 性别 年龄 执业资格 专业 专业技术职称 支援时间 备注".split()


def row(
    serial: object, recipient: object, support: object, name: object, period: object = "一年", **kw: object
) -> list[object]:
    base = [serial, recipient, support, name, "女", 36, "执业医师", "临床", "主治医师", period, None]
    for key, value in kw.items():
        base[HEADS.index(key)] = value
    return base


def one(*values: object, **kw: object) -> object:
    dossier = take([HEADS, row(1, "甲乡卫生院", "乙医院", "李小满", *values, **kw)])
    return dossier, dossier.placements[0]


def test_merged_institutions_and_remarks_are_filled_from_their_range() -> None:
    rows = [
        ["名单"],
        HEADS,
        row(1, "甲乡卫生院", "乙医院", "李小满", 备注="组团式"),
        row(2, None, None, "王大雪"),
        row(3, "丙乡卫生院", None, "赵谷雨"),
    ]
    dossier = take(rows, merged=((2, 1, 3, 1), (2, 2, 4, 2), (2, 10, 3, 10)))
    assert [(p.recipient, p.support, p.remark) for p in dossier.placements] == [
        ("甲乡卫生院", "乙医院", "组团式"),
        ("甲乡卫生院", "乙医院", "组团式"),
        ("丙乡卫生院", "乙医院", None),
    ]
    assert {f: c.a1 for f, c in dossier.placements[1].sources.items()} == {
        "recipient": "B3",
        "support": "C3",
        "remark": "K3",
    }
    assert not found(dossier, "I008")
    messages = [f.message for f in found(dossier, "I005") if f.cells[0].a1 == "B4"]
    assert "合并单元格 B3:B4" in messages[0]


def test_a_blank_institution_outside_a_merge_is_as_above_with_a_warning() -> None:
    rows = [
        HEADS,
        row(1, "甲乡卫生院", "乙医院", "李小满", 备注="组团式"),
        row(2, None, None, "王大雪"),
        row(3, None, "丁医院", "赵谷雨"),
    ]
    dossier = take(rows)
    assert [(p.recipient, p.support, p.remark) for p in dossier.placements] == [
        ("甲乡卫生院", "乙医院", "组团式"),
        ("甲乡卫生院", "乙医院", None),
        ("甲乡卫生院", "丁医院", None),
    ]
    assert cells(dossier, "I008") == ["B3", "C3", "B4"]
    assert dossier.placements[2].sources["recipient"].a1 == "B2"


def test_ditto_marks_are_the_same_as_above() -> None:
    rows = [
        HEADS,
        row(1, "同上", "乙医院", "李小满"),
        row(2, "甲乡卫生院", "同 上", "王大雪"),
        row(3, "〃", "〃", "赵谷雨"),
    ]
    dossier = take(rows)
    assert [(p.recipient, p.support) for p in dossier.placements] == [
        ("", "乙医院"),
        ("甲乡卫生院", "乙医院"),
        ("甲乡卫生院", "乙医院"),
    ]
    assert cells(dossier, "I004") == ["B2"]
    assert cells(dossier, "I008") == ["C3", "B4", "C4"]


def test_nothing_is_filled_into_the_first_row() -> None:
    dossier = take([HEADS, row(1, None, "乙医院", "李小满"), row(2, "甲乡卫生院", "乙医院", "王大雪")])
    assert [p.recipient for p in dossier.placements] == ["", "甲乡卫生院"]
    assert not found(dossier, "I008")


def test_names_ages_and_numbers_are_cleaned() -> None:
    dossier, person = one(姓名="李　小  满", 年龄="３６ ", 执业资格="执业 医师", 序号="１")
    assert (person.name, person.age, person.licence, person.serial) == ("李小满", 36, "执业医师", 1)
    assert sorted(cells(dossier, "I005")) == ["A2", "D2", "F2", "G2"]


def test_a_bad_value_is_named_and_the_row_kept() -> None:
    dossier, person = one("一阵子", 年龄="四十左右")
    assert (person.name, person.age, person.start, person.end, person.period) == ("李小满", None, None, None, None)
    assert sorted(cells(dossier, "I004")) == ["F2", "J2"]
    assert all(f.person == "李小满" for f in found(dossier, "I004"))
    assert "四十左右" in found(dossier, "I004")[0].message


def test_a_row_without_a_name_is_kept_and_a_blank_one_is_not() -> None:
    rows = [
        HEADS,
        row(1, "甲乡卫生院", "乙医院", None),
        [],
        [None, "", "  "],
        row(2, "甲乡卫生院", "乙医院", "王大雪"),
        [3],
    ]
    assert [(p.name, p.row) for p in take(rows).placements] == [("", 1), ("王大雪", 4)]


PERIODS = [
    ("一年", "year", "2022-06-01", "2023-05-31"),
    ("全 年", "year", "2022-06-01", "2023-05-31"),
    ("1年", "year", "2022-06-01", "2023-05-31"),
    ("前半年", "first", "2022-06-01", "2022-11-30"),
    ("后半年（轮换）", "second", "2022-12-01", "2023-05-31"),
    ("2022.6.1-2023.5.31", None, "2022-06-01", "2023-05-31"),
    ("2022年6月1日至2022年11月30日", None, "2022-06-01", "2022-11-30"),
    ("2022.6.1—11.30", None, "2022-06-01", "2022-11-30"),
]


@pytest.mark.parametrize(("text", "word", "start", "end"), PERIODS)
def test_periods(text: str, word: str | None, start: str, end: str) -> None:
    dossier, person = one(text)
    assert (person.period, person.start, person.end) == (word, date.fromisoformat(start), date.fromisoformat(end))
    assert not [f for f in dossier.found if f.code != "I005"]


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [("上半年", "first", "2022-06-01"), ("下半年", "second", "2022-12-01"), ("6.1-11.30", None, "2022-06-01")],
)
def test_periods_read_as_the_campaigns_are_said_to_be(text: str, word: str | None, start: str) -> None:
    dossier, person = one(text)
    assert (person.period, person.start) == (word, date.fromisoformat(start))
    assert cells(dossier, "I009") == ["J2"]


def test_half_a_year_alone_does_not_say_which_half() -> None:
    dossier, person = one("半年")
    assert (person.start, person.end) == (None, None)
    assert "前半年" in found(dossier, "I004")[0].message


def test_a_start_without_an_end_is_not_completed() -> None:
    dossier, person = one("2022年6月1日起")
    assert (person.start, person.end) == (date(2022, 6, 1), None)
    assert cells(dossier, "I004") == ["J2"]


DATED = "姓名 受援单位 支援单位 支援时间 开始日期 结束日期".split()


def test_dates_in_their_own_columns_go_first() -> None:
    rows = [
        DATED,
        ["李小满", "甲乡卫生院", "乙医院", "半年", "2022-09-01", "2023-02-28"],
        ["王大雪", "甲乡卫生院", "乙医院", "一年", None, None],
        ["赵谷雨", "甲乡卫生院", "乙医院", "半年", "2022-09-01", None],
        ["钱立夏", "甲乡卫生院", "乙医院", None, "2022-09-31", "2023-02-28"],
        ["孙处暑", "甲乡卫生院", "乙医院", None, "2023-02-28", "2022-09-01"],
        ["周白露", "甲乡卫生院", "乙医院", None, None, None],
    ]
    dossier = take(rows)
    assert [(p.period, p.start, p.end) for p in dossier.placements] == [
        (None, date(2022, 9, 1), date(2023, 2, 28)),
        ("year", date(2022, 6, 1), date(2023, 5, 31)),
        (None, date(2022, 9, 1), date(2023, 2, 28)),
        (None, None, date(2023, 2, 28)),
        (None, date(2023, 2, 28), None),
        (None, None, None),
    ]
    assert cells(dossier, "I004") == ["E5", "F6"]


def test_start_and_end_under_a_common_heading() -> None:
    rows = [
        ["姓名", "受援单位", "支援单位", "支援时间", None],
        [None, None, None, "起", "止"],
        ["李小满", "甲乡卫生院", "乙医院", "2022.6.1", "2023.5.31"],
    ]
    dossier = take(rows, merged=((0, 3, 0, 4),))
    assert [(p.start, p.end) for p in dossier.placements] == [(date(2022, 6, 1), date(2023, 5, 31))]
    assert not dossier.found


def test_a_star_before_a_name_hides_nobody() -> None:
    heads = ["姓名", "受援单位", "支援单位", "支援时间"]
    rows = [heads, ["*李小满", "甲乡卫生院", "乙医院", "一年"], ["*为组长"], ["※ 以上人员已到岗"]]
    assert [p.name for p in take(rows).placements] == ["*李小满"]


def test_totals_notes_and_signatures_are_no_persons() -> None:
    rows = [
        ["名单"],
        HEADS,
        row(1, "甲乡卫生院", "乙医院", "李小满"),
        ["小计", None, None, "1人"],
        row(2, "甲乡卫生院", "乙医院", "王大雪"),
        ["合计", None, None, 2],
        [None, "合 计", None, "2人"],
        ["注：1.本表一式三份"],
        ["2.执业资格填执业医师、执业护士等，并附证书复印件"],
        ["备注", "轮换人员请注明"],
        ["单位负责人：", None, "审核人：赵某", None, "填表人：", "孙某", None, None, "日期：2022年6月2日"],
        ["制表人：钱某"],
    ]
    dossier = take(rows)
    assert [p.name for p in dossier.placements] == ["李小满", "王大雪"]
    assert not dossier.found


def test_headings_repeated_on_printed_pages_are_skipped() -> None:
    rows = [
        ["2022年度派驻人员名单"],
        HEADS,
        row(1, "甲乡卫生院", "乙医院", "李小满"),
        ["2022年度派驻人员名单"],
        [f"{h[0]} {h[1:]}" for h in HEADS],
        row(2, "甲乡卫生院", "乙医院", "王大雪"),
    ]
    dossier = take(rows)
    assert [p.name for p in dossier.placements] == ["李小满", "王大雪"]
    assert not dossier.found


def test_two_row_headings_repeated_are_skipped_too() -> None:
    top = ["序号", "受援单位", "支援单位", "支援人员有关情况", None, None, None, None, None, None, "备注"]
    low = [None, None, None, *HEADS[3:10], None]
    rows = [
        ["标题"],
        top,
        low,
        row(1, "甲乡卫生院", "乙医院", "李小满"),
        top,
        low,
        row(2, "甲乡卫生院", "乙医院", "王大雪"),
    ]
    dossier = take(rows)
    assert [p.name for p in dossier.placements] == ["李小满", "王大雪"]
    assert not dossier.found


def test_release_and_its_approvals() -> None:
    heads = [*HEADS, "脱产方式", "每周天数", "县卫健局意见日期", "轮换备案日期", "晋升职称"]
    dossier = take(
        [heads, [*row(1, "甲乡卫生院", "乙医院", "李小满"), "半脱产", "3天", "5月20日", "2022年5月20日", "是"]]
    )
    person = dossier.placements[0]
    assert (person.half_release, person.days_per_week, person.promotion) == (True, 3, True)
    assert (person.county_opinion, person.rotation_filing) == (date(2023, 5, 20), date(2022, 5, 20))
    assert cells(dossier, "I009") == ["N2"]


def test_formulas_without_result_and_errors_are_named() -> None:
    rows = [HEADS, row(1, "甲乡卫生院", "乙医院", "李小满", 年龄=None), row(2, "甲乡卫生院", "#REF!", "王大雪")]
    dossier = take(rows, unstored=frozenset({(1, 5)}))
    assert cells(dossier, "I006") == ["F2"]
    assert cells(dossier, "I004") == ["C3"]
    assert dossier.placements[1].support == ""


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    rows = [HEADS, row(1, "甲乡卫生院", "乙医院", "李小满"), row(2, "甲乡卫生院", "乙医院", "王大雪")]
    dossier = take(rows, hidden_rows=frozenset({2}), hidden_columns=frozenset({5, 40}), hidden=True)
    assert len(dossier.placements) == 2
    assert [f.cells[0].a1 if f.cells else f.sheet for f in found(dossier, "I010")] == ["表", "A3", "F1"]


REAL = Path(os.environ.get("QIANYI_REAL_ROSTER", ""))


@pytest.mark.skipif(not REAL.is_file(), reason="QIANYI_REAL_ROSTER names no file")
def test_the_published_roster() -> None:
    """37 people at 14 institutions from 8, as the published annex has them."""
    dossier = folder(REAL)
    people = dossier.placements
    assert len(people) == 37
    assert len({p.recipient for p in people}) == 14
    assert len({p.support for p in people}) == 8
    assert dossier.title_year == 2022
    assert [p.serial for p in people] == list(range(1, 38))
    assert all(p.age and p.start and p.end and " " not in p.name for p in people)
    assert {f.code for f in dossier.found} == {"I005"}
