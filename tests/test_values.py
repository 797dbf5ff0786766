"""Cells become values: numbers, dates, ranges, months, words; what reads two ways is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from qianyi.dossier import Dossier
from qianyi.intake.cells import dates, values
from qianyi.intake.cells.values import Bad
from qianyi.intake.context import Context
from qianyi.policy.model import Campaign
from qianyi.policy.settings import Settings
from tests.make.memory import policy

CAMPAIGN = Campaign(date(2022, 6, 1), date(2023, 5, 31), 2022)

GRADES = ("优秀", "合格", "不合格")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("姓 名", "姓名"),
        ("姓\n名", "姓名"),
        ("支援时间（一年/前半年或后半年）", "支援时间"),
        ("得分(满分５)", "得分"),
        ("事假\n(天)", "事假"),
        ("　病　假　", "病假"),
        ("*姓名", "姓名"),
        ("单位：", "单位"),
        ("（备注）", "(备注)"),
        ("日\u200b期", "日期"),
        (4.1, "4.1"),
        (12.0, "12"),
        (True, ""),
        (date(2022, 6, 1), ""),
    ],
)
def test_headings_are_levelled(text: object, plain: str) -> None:
    assert values.level(text) == plain


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (38.0, "38"),
        ("38 ", "38"),
        ("３８", "38"),
        ("0.5天", "0.5"),
        ("1,200元", "1200"),
        ("1,234,567.5", "1234567.5"),
        ("85%", "85"),
        (".5", "0.5"),
        ("-3", "-3"),
        (0.1 + 0.2, "0.3"),
        ("12 人次", "12"),
        ("32岁", "32"),
    ],
)
def test_numbers(cell: object, number: str) -> None:
    assert values.number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "--", "/", "—", "  "])
def test_blank_numbers(cell: str) -> None:
    assert values.number(cell) is None


@pytest.mark.parametrize(
    "cell", ["三十", "12/13", "约12", "1,20", "12天半", True, date(2022, 6, 1), float("nan"), "1 2x", 1e300, "9" * 40]
)
def test_what_is_no_number_is_refused(cell: object) -> None:
    with pytest.raises(Bad):
        values.number(cell)


def test_an_integer_has_no_half() -> None:
    assert values.integer("３８ ") == 38
    with pytest.raises(Bad):
        values.integer(38.5)


def test_days_may_be_written_in_hours() -> None:
    eight = Decimal(8)
    assert values.days("1天4小时", eight) == Decimal("1.5")
    assert values.days("4小时", eight) == Decimal("0.5")
    assert values.days("半天", eight) == Decimal("0.5")
    assert values.days("3个工作日", eight) == 3
    assert values.days("--", eight) is None
    with pytest.raises(Bad):
        values.days("三天", eight)


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 6, 1),
        datetime(2022, 6, 1, 8, 30),
        44713.0,
        "44713",
        20220601.0,
        "20220601",
        "2022-6-1",
        "2022/6/1",
        "2022.6.1",
        "2022年6月1日",
        "2022 年 6 月 1 日",
        "２０２２．６．１",
        "2022-06-01 08:30",
        "2022-6-1 8:30:00",
        "2022年6月1日（周三）",
        "2022-06-01T00:00:00",
        "06/06/2022",
    ],
)
def test_dates_in_every_spelling(cell: object) -> None:
    got = dates.parse_date(cell, CAMPAIGN)
    assert got == dates.ReadDate(date(2022, 6, 6) if cell == "06/06/2022" else date(2022, 6, 1))


@pytest.mark.parametrize(
    ("cell", "read"), [("6月1日", "2022-06-01"), ("3月8号", "2023-03-08"), ("12.31", "2022-12-31")]
)
def test_a_day_without_year_is_the_campaigns(cell: str, read: str) -> None:
    assert dates.parse_date(cell, CAMPAIGN) == dates.ReadDate(date.fromisoformat(read), assumed=True)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/2022", "也可以读作"),
        ("2022年2月30日", "没有 2 月 30 日"),
        ("2月30日", "没有"),
        ("2月29日", "没有写年份"),
        ("22.6.1", "两位"),
        ("2022.6", "不是日期"),
        (6.1, "不是日期"),
        ("0202-06-01", "没有 202 年"),
        ("明天", "不是日期"),
        (True, "不是日期"),
        (float("inf"), "不是日期"),
        (float("nan"), "不是日期"),
        (time(8, 30), "不是日期"),
        ("99999", "不是日期"),
        ("20221301", "13 月"),
    ],
)
def test_dates_that_cannot_be_told_are_refused(cell: object, why: str) -> None:
    with pytest.raises(Bad, match=why):
        dates.parse_date(cell, CAMPAIGN)


def test_a_blank_date_is_none() -> None:
    assert (
        dates.parse_date("", CAMPAIGN) is dates.parse_date("--", CAMPAIGN) is dates.parse_date("无", CAMPAIGN) is None
    )


def test_a_month_day_that_a_short_campaign_lacks_is_refused() -> None:
    short = Campaign(date(2022, 6, 1), date(2022, 11, 30), 2022)
    with pytest.raises(Bad, match="没有写年份"):
        dates.parse_date("3月1日", short)


RANGES = [
    ("2022.6.1-11.30", "2022-06-01", "2022-11-30", False),
    ("2022-06-01~2023-05-31", "2022-06-01", "2023-05-31", False),
    ("2022-6-1-2022-11-30", "2022-06-01", "2022-11-30", False),
    ("2022年6月1日至2023年5月31日", "2022-06-01", "2023-05-31", False),
    ("自2022年6月1日起至2023年5月31日止", "2022-06-01", "2023-05-31", False),
    ("2022/6/1—2022/11/30", "2022-06-01", "2022-11-30", False),
    ("2022.6.1——2022.11.30", "2022-06-01", "2022-11-30", False),
    ("20220601-20221130", "2022-06-01", "2022-11-30", False),
    ("6.1-2022.11.30", "2022-06-01", "2022-11-30", False),
    ("6.1-11.30", "2022-06-01", "2022-11-30", True),
    ("12月1日至5月31日", "2022-12-01", "2023-05-31", True),
    ("2022.12.1-5.31", "2022-12-01", "2023-05-31", True),
    ("2022年6月-11月", "2022-06-01", "2022-11-30", True),
    ("2022.6-2022.11", "2022-06-01", "2022-11-30", True),
    ("2022.12至2023.2", "2022-12-01", "2023-02-28", True),
]


@pytest.mark.parametrize(("text", "first", "last", "assumed"), RANGES)
def test_ranges(text: str, first: str, last: str, assumed: bool) -> None:
    read = dates.parse_range(text, CAMPAIGN)
    assert read == dates.Span(date.fromisoformat(first), date.fromisoformat(last), assumed)


def test_a_range_may_be_open() -> None:
    assert dates.parse_range("2022年6月1日起", CAMPAIGN) == dates.Span(date.fromisoformat("2022-06-01"), None)


@pytest.mark.parametrize(
    "text", ["2022-11-30至2022-06-01", "2022.2.30-5.31", "一阵子", "2022-06-01", "03/04/2022-05/06/2022"]
)
def test_ranges_that_cannot_be_told_are_refused(text: str) -> None:
    with pytest.raises(Bad):
        dates.parse_range(text, CAMPAIGN)


@pytest.mark.parametrize(
    ("cell", "month", "assumed"),
    [
        ("2022-09", (2022, 9), False),
        ("2022年9月", (2022, 9), False),
        ("202209", (2022, 9), False),
        (202209.0, (2022, 9), False),
        (date(2022, 9, 1), (2022, 9), False),
        ("2022.9", (2022, 9), False),
        (2022.9, (2022, 9), False),
        ("2022/09", (2022, 9), False),
        ("2022年9月份", (2022, 9), False),
        ("9月", (2022, 9), True),
        ("3月份", (2023, 3), True),
        (9.0, (2022, 9), True),
    ],
)
def test_months(cell: object, month: tuple[int, int], assumed: bool) -> None:
    assert dates.parse_month(cell, CAMPAIGN) == (month, assumed)


@pytest.mark.parametrize("cell", ["13月", "2022-13", "九月", 2022.1, True])
def test_months_that_cannot_be_told_are_refused(cell: object) -> None:
    """2022.1 as a number is January or October."""
    with pytest.raises(Bad):
        dates.parse_month(cell, CAMPAIGN)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1984年5月", "1984-05"),
        ("1984.05", "1984-05"),
        (198405.0, "1984-05"),
        ("1984-5-3", "1984-05-03"),
        (date(1984, 5, 3), "1984-05-03"),
        ("不详", "不详"),
        (1984.1, "1984.1"),
        ("1984-13", "1984-13"),
    ],
)
def test_birth_months_are_tidied(cell: object, text: str) -> None:
    assert dates.tidy_month(cell) == text


def test_words_of_fixed_lists() -> None:
    assert [values.yesno(v) for v in ("是", "否", "√", "", "有")] == [True, False, True, None, True]
    assert [values.release(v) for v in ("全脱产", "半 脱产", "", "脱产")] == ["full", "half", None, "full"]
    assert (values.release("是", "是否全脱产"), values.release("否", "是否全脱产")) == ("full", "half")
    assert [values.authority(v) for v in ("市级", "县级", "县（区）级", "市卫健委")] == [
        "city",
        "county",
        "county",
        "city",
    ]
    assert [values.grade(v, GRADES) for v in ("优 秀", "合格", "")] == ["优秀", "合格", None]
    assert [values.role(v) for v in ("支援", "受援单位", "")] == ["support", "recipient", None]
    for read, cell in [
        (values.yesno, "也许"),
        (values.release, "不脱产"),
        (values.authority, "某市某县"),
        (lambda cell: values.grade(cell, GRADES), "良好"),
        (values.role, "旁观"),
    ]:
        with pytest.raises(Bad):
            read(cell)


def test_a_criterion_may_carry_words() -> None:
    assert [values.criterion(v) for v in ("4.2.1", "4.2.1 履行手续", "４．２．１（5分）", 4.1, "2.1.1.3")] == [
        "4.2.1",
        "4.2.1",
        "4.2.1",
        "4.1",
        "2.1.1.3",
    ]
    for cell in ("请假手续", date(2004, 2, 1)):
        with pytest.raises(Bad):
            values.criterion(cell)


def test_names_lose_white_space_and_keep_their_letters() -> None:
    context = Context(Dossier(), policy(), Settings())
    for written in ("何  雨荷", "何　雨荷", "何\u200b雨荷", " 何雨荷\n", "何\xa0雨荷"):
        assert context.person(written) == "何雨荷"
    assert context.person("阿依古丽•买买提") == context.person("阿依古丽·买买提")


def test_institutions_are_levelled_then_looked_up_among_the_aliases() -> None:
    settings = Settings(aliases={"云岭 县医院": "云岭县人民医院", "总医院": "云岭县医院"})
    context = Context(Dossier(), policy(), settings)
    assert context.institution("柳林镇卫生院（东区）") == "柳林镇卫生院（东区）"
    assert context.institution("柳林镇 卫生院(东区)") == "柳林镇卫生院（东区）"
    assert context.institution("云岭县医院") == "云岭县人民医院"
    assert context.institution("总 医院") == "云岭县人民医院"
    assert context.institution("柳林卫生院") == "柳林卫生院"
    assert context.subject("云岭县医院") == "云岭县人民医院"
    assert context.subject("何 雨荷") == "何雨荷"
