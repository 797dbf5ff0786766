"""Matching rows to people, pairing posts, months between dates."""

from __future__ import annotations

from datetime import date

import pytest

from qianyi.facts.periods import month_ranges, months_between, term
from qianyi.policy.date_shift import add_months
from tests.make.days import END, START
from tests.make.memory import County

FIRST_END, SECOND_START = date(2022, 11, 30), date(2022, 12, 1)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2022, 6, 1), date(2022, 11, 30), 6),
        (date(2022, 6, 1), date(2022, 11, 29), 5),
        (date(2022, 6, 1), date(2022, 9, 30), 4),
        (date(2022, 6, 1), date(2023, 5, 31), 12),
        (date(2022, 6, 15), date(2022, 12, 14), 6),
        (date(2022, 8, 31), date(2023, 2, 27), 6),
        (date(2023, 3, 1), date(2024, 2, 29), 12),
        (date(2022, 6, 1), date(2022, 5, 1), 0),
    ],
)
def test_whole_months_count_both_end_days(start, end, months):
    assert months_between(start, end) == months


def test_term_by_whole_months():
    assert term(START, END) == "year"
    assert term(START, FIRST_END) == "half"
    assert term(START, date(2023, 5, 30)) == "half"
    assert term(START, date(2022, 11, 29)) == "short"
    assert term(None, END) is None


def test_months_are_cut_at_both_ends():
    assert month_ranges(date(2022, 12, 20), date(2023, 2, 3)) == (
        (date(2022, 12, 20), date(2022, 12, 31)),
        (date(2023, 1, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), date(2023, 2, 3)),
    )
    assert add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)


def test_unknown_name_offers_the_nearest_and_takes_none():
    county = County()
    county.person("张三丰")
    match = county.facts().match(county.leave("张三峰", "personal", START, START))
    assert match.placements == ()
    assert "张三丰" in match.problem


def test_one_name_without_institution_means_all_placements_of_the_person():
    county = County()
    first = county.person("张三丰", START, FIRST_END)
    second = county.person("张三丰", SECOND_START, END, recipient="乙镇卫生院")
    facts = county.facts()
    row = county.leave("张三丰", "personal", START, START)
    assert facts.match(row).placements == (first, second)
    assert facts.match(row, date(2023, 1, 5)).placements == (second,)
    assert facts.match(row, date(2024, 1, 5)).placements == (first, second)
    there = county.leave("张三丰", "personal", START, START, recipient="乙镇卫生院")
    assert facts.match(there).placements == (second,)


def test_namesakes_are_told_apart_by_either_institution():
    county = County()
    one = county.person("张三丰", support="县医院", recipient="甲镇卫生院")
    other = county.person("张三丰", support="市医院", recipient="乙镇卫生院")
    facts = county.facts()

    def match(**where):
        return facts.match(county.leave("张三丰", "personal", START, START, **where))

    bare = match()
    assert bare.placements == ()
    assert "县医院" in bare.problem
    assert "市医院" in bare.problem
    assert match(support="市医院").placements == (other,)
    assert match(recipient="甲镇卫生院").placements == (one,)
    assert match(support="乙镇卫生院").placements == (other,)  # written in the other column
    assert match(support="省医院").problem


def test_institution_that_is_both_is_first_sought_in_its_own_column():
    county = County()
    county.person("张三丰", support="省医院", recipient="县医院")
    sent = county.person("张三丰", support="县医院", recipient="甲镇卫生院")
    row = county.leave("张三丰", "personal", START, START, support="县医院")
    assert county.facts().match(row).placements == (sent,)


def _posts(county):
    return [[holder.name for holder in post.holders] for post in county.facts().posts]


def half(county, name, which, **fields):
    start, end = (START, FIRST_END) if which == "first" else (SECOND_START, END)
    return county.person(name, start, end, period=which, **fields)


def test_halves_pair_by_speciality_first_then_by_order():
    county = County()
    half(county, "甲一", "first", specialty="临床")
    half(county, "甲二", "first", specialty="中医")
    half(county, "乙一", "second", specialty="中医")
    half(county, "乙二", "second", specialty="护理")
    assert _posts(county) == [["甲一", "乙二"], ["甲二", "乙一"]]


def test_a_second_half_may_stand_above_its_first():
    county = County()
    half(county, "后来", "second")
    half(county, "先来", "first")
    assert _posts(county) == [["先来", "后来"]]


def test_halves_do_not_pair_across_blocks_and_years_stand_alone():
    county = County()
    county.person("整年", period="year")
    half(county, "前半", "first")
    half(county, "后半", "second", recipient="乙镇卫生院")
    assert _posts(county) == [["整年"], ["前半"], ["后半"]]
    assert [post.number for post in county.facts().posts] == [1, 2, 1]


def test_the_post_column_decides():
    county = County()
    half(county, "甲一", "first", post="1")
    half(county, "乙一", "second", post="2")
    half(county, "乙二", "second", post="1")
    assert _posts(county) == [["甲一", "乙二"], ["乙一"]]
    assert all(post.named for post in county.facts().posts)


def test_dated_placements_chain_only_on_the_very_next_day():
    county = County()
    county.person("头一", START, date(2022, 9, 30))
    county.person("第二", date(2022, 10, 1), date(2023, 1, 31))
    county.person("第三", date(2023, 2, 1), END)
    county.person("隔天", date(2022, 10, 2), END)
    assert _posts(county) == [["头一", "第二", "第三"], ["隔天"]]


def test_special_project_in_remark_or_column():
    county = County()
    county.person("甲一", remark="“组团式”帮扶")
    county.person("甲二", special="万名医师支援农村卫生工程项目")
    county.person("甲三", remark="基层中医馆服务能力提升项目")
    assert [post.special for post in county.facts().posts] == ["组团式", "万名医师支援农村卫生工程", None]
