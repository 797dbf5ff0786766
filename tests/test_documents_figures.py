"""Figures of the documents, each worked out by hand: half release, halves of the year, payments, leave tiers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from tests.make.command import filled
from tests.make.disk import JUNE_WORKDAYS, county, june, rows_of
from tests.make.word import texts


def half_released(folder: Path, people: list[dict[str, object]], **sheets: list[list[object]]) -> Path:
    """`county` with a column 脱产方式."""
    return county(folder, [{"脱产方式": "全脱产", **person} for person in people], **sheets)


def test_a_blank_day_of_half_release_is_not_unrecorded_in_the_handbook(tmp_path: Path) -> None:
    """June 2022 has the Mondays to Wednesdays 1, 6–8, 13–15, 20–22, 27–29: 13 days."""
    three = {day: "" for day in JUNE_WORKDAYS if date(2022, 6, day).weekday() > 2}
    people = [{"姓名": "闻一苇", "脱产方式": "半脱产"}, {"姓名": "郁初晴"}]
    dossier = half_released(tmp_path / "县", people, 六月=june(闻一苇=three, 郁初晴={9: ""}))
    (dossier / "qianyi.toml").write_text("[campaign]\nstart = 2022-06-01\nend = 2022-06-30\n", encoding="utf-8")
    result = filled(dossier, tmp_path / "out", "handbook")
    half, full = (texts(path.read_bytes()) for path in result.files)
    assert "出勤 13 天" in half
    assert "出勤 20 天，未记录 1 天" in full
    assert not result.missing


def test_a_handbook_without_daily_attendance_stays_blank(tmp_path: Path) -> None:
    totals: list[list[object]] = [["姓名", "应出勤", "实出勤", "事假", "病假", "旷工"], ["闻一苇", 250, 240, 5, 5, 0]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}, {"姓名": "郁初晴"}], 考勤汇总=totals)
    result = filled(dossier, tmp_path / "out", "handbook")
    for path in result.files:
        assert not any("未记录" in text or "出勤 0 天" in text for text in texts(path.read_bytes()))
    assert result.missing == ["2 份平时考核手册缺：逐日考勤"]


def test_a_half_year_summary_counts_the_placements_of_that_half(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {"姓名": "闻一苇", "支援时间": "前半年"},
        {"姓名": "郁初晴", "支援时间": "后半年"},
        {"姓名": "蔺远山", "支援时间": "前半年", "受援单位": "石桥乡卫生院"},
    ]
    december: list[list[object]] = [["2022年12月考勤表"], ["姓名", *range(1, 32)], ["郁初晴", "√"]]
    dossier = county(tmp_path / "县", people, 六月=june(闻一苇={}, 蔺远山={}), 十二月=december)
    found = texts(filled(dossier, tmp_path / "a", "half-year").files[1].read_bytes())
    assert any(text.startswith("共派驻1人（1人次、1个岗位）") and "覆盖1家" in text for text in found)
    place = found.index("柳林乡卫生院")
    assert found[place + 1] == "1"
    assert "石桥乡卫生院" not in found


def test_the_halves_of_a_campaign_from_mid_month_are_those_of_the_roster(tmp_path: Path) -> None:
    """15 June 2022 to 14 June 2023: the first half ends on 14 December, and June's workload is part of it."""
    work: list[list[object]] = [
        ["月份", "姓名", "门诊诊疗", "带教查房", "外科手术", "助产服务"],
        ["2022-06", "闻一苇", 100, 1, 0, 0],
        ["2022-12", "闻一苇", 20, 1, 0, 0],
        ["2023-01", "闻一苇", 3, 1, 0, 0],
    ]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 工作量=work)
    (dossier / "qianyi.toml").write_text("[campaign]\nstart = 2022-06-15\nend = 2023-06-14\n", encoding="utf-8")
    annual = texts(filled(dossier, tmp_path / "a", "annual").files[0].read_bytes())
    assert any(text.startswith("门诊诊疗123人次") for text in annual)
    first, second = (texts(path.read_bytes()) for path in filled(dossier, tmp_path / "b", "half-year").files)
    assert any(text.startswith("2022年6月15日至2022年12月14日") for text in first)
    assert any(text.startswith("门诊诊疗120人次") for text in first)
    assert any(text.startswith("2022年12月15日至2023年6月14日") for text in second)
    assert any(text.startswith("门诊诊疗3人次") for text in second)


def test_half_release_is_said_to_be_left_out_only_where_it_is(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇"}, {"姓名": "郁初晴", "脱产方式": "半脱产"}]
    dossier = half_released(tmp_path / "县", people, 六月=june(闻一苇={}, 郁初晴={}))

    def sentence(name: str) -> str:
        found = texts(filled(dossier, tmp_path / name, "annual").files[0].read_bytes())
        return next(text for text in found if text.startswith("按逐日考勤统计"))

    assert sentence("a").startswith("按逐日考勤统计（不含半脱产人员），应出勤250人天")
    (dossier / "qianyi.toml").write_text(
        'policy = "suzhou-2021"\n[campaign]\nstart = 2022-06-01\nend = 2023-05-31\n', encoding="utf-8"
    )
    assert sentence("b").startswith("按逐日考勤统计，应出勤500人天")


def test_the_subsidy_list_never_says_more_than_the_attendance(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {"姓名": "闻一苇"},
        {"姓名": "闻一苇", "支援单位": "云岭县中医医院"},
        {"姓名": "郁初晴", "脱产方式": "半脱产"},
        {"姓名": "蔺远山"},
    ]
    three = {day: "" for day in JUNE_WORKDAYS if date(2022, 6, day).weekday() > 2}
    payments: list[list[object]] = [
        ["姓名", "月份", "用途", "金额"],
        ["闻一苇", "2022-06", "生活补助", 100],
        ["郁初晴", "2022-06", "生活补助", 100],
        ["蔺远山", "2022-06", "生活补助", 1600],
        ["蔺远山", "2022-07", "生活补助", 1600],
        ["蔺远山", "2022-06", "购置设备", 80],
        ["蔺远山", "某月", "生活补助", 80],
    ]
    dossier = half_released(tmp_path / "县", people, 六月=june(郁初晴=three, 蔺远山={9: ""}), 补助=payments)
    (dossier / "qianyi.toml").write_text("[parameters]\n'subsidy.per_day' = 80\n", encoding="utf-8")
    rows = rows_of(filled(dossier, tmp_path / "out", "subsidy").files[0])
    assert [row[6:9] for row in rows[:6]] == [
        [None, None, "名单上有同名的人，分不清是哪一位"],
        [None, 13, "半脱产，应出勤按周计；与按考勤应发的不符"],  # 13 × 80 = 1040
        [21, 20, "另有 1 天未记录"],  # 20 or 21 × 80: 1680 in two payments agrees
        [None, None, "该月无逐日考勤"],
        [21, 20, "另有 1 天未记录；用途不在补助范围"],
        [None, None, "月份空白或读不出"],
    ]


def test_a_payment_falls_to_the_placements_that_lie_in_its_month(tmp_path: Path) -> None:
    """The person changes town in mid-June: 10 workdays (1–2, 6–10, 13–15) in one place, 11 (16–30) in the other."""
    people: list[dict[str, object]] = [
        {"姓名": "闻一苇", "受援单位": "石桥乡卫生院", "支援时间": "2022-06-16至2023-05-31"},
        {"姓名": "闻一苇", "支援时间": "2022-06-01至2022-06-15"},
    ]
    payments: list[list[object]] = [["姓名", "月份", "用途", "金额"], ["闻一苇", "2022-06", "生活补助", 100]]
    dossier = county(tmp_path / "县", people, 六月=june(闻一苇={}), 补助=payments)
    row = rows_of(filled(dossier, tmp_path / "out", "subsidy").files[0])[0]
    assert (row[2], row[6], row[7], row[8]) == ("石桥乡卫生院、柳林乡卫生院", 21, 21, None)


def test_the_roster_writes_dates_as_official_papers_do(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇", "支援时间": "2022-06-01至2022-12-31"}]
    path = filled(county(tmp_path / "县", people), tmp_path / "out", "roster").files[0]
    assert rows_of(path, 4)[0][9] == "2022年6月1日至2022年12月31日"


def test_the_remark_stands_under_the_persons_heading_as_in_annex_1(tmp_path: Path) -> None:
    page = load_workbook(
        filled(county(tmp_path / "县", [{"姓名": "闻一苇"}]), tmp_path / "out", "roster").files[0]
    ).active
    assert page["D2"].value == "支援人员有关情况"
    assert "D2:K2" in {str(merged) for merged in page.merged_cells.ranges}
    assert page["K3"].value == "备注"


def test_only_leave_of_the_township_tier_is_filed_with_the_county(tmp_path: Path) -> None:
    leave: list[list[object]] = [
        ["姓名", "请假类型", "开始日期", "结束日期", "天数"],
        ["闻一苇", "事假", "2021-07-05", "2021-07-06", 2],
        ["闻一苇", "事假", "2021-08-02", "2021-08-04", 3],
        ["闻一苇", "病假", "2021-09-06", "2021-09-13", 6],
        ["闻一苇", "事假", None, None, None],
    ]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 请假=leave)
    (dossier / "qianyi.toml").write_text('policy = "suzhou-2021"\n', encoding="utf-8")
    slips = [texts(path.read_bytes()) for path in filled(dossier, tmp_path / "out", "leave").files]
    # blank boxes have no text, so the next label follows
    shown = [(slip[slip.index("审批层级") + 1], slip[slip.index("备案要求") + 1]) for slip in slips]
    assert shown == [
        ("乡镇卫生院", "报县级卫生健康行政部门备案"),
        ("县级卫生健康行政部门", "批准单位"),
        ("市级卫生健康行政部门", "批准单位"),
        ("备案要求", "批准单位"),
    ]
    assert slips[3][slips[3].index("起止时间") + 1] == "请假事由"


def test_a_person_with_two_placements_is_one_person_of_the_institution(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {"姓名": "闻一苇", "支援时间": "前半年"},
        {"姓名": "闻一苇", "支援时间": "后半年", "受援单位": "石桥乡卫生院"},
    ]
    form = texts(filled(county(tmp_path / "县", people), tmp_path / "out", "support-score").files[0].read_bytes())
    assert "1 人" in form
    assert any("闻一苇还没有等次" in text for text in form)


def test_reports_name_problems_by_their_short_titles(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇", "支援时间": "2022-06-01至2022-10-31"}]
    found = texts(filled(county(tmp_path / "县", people), tmp_path / "out", "annual").files[0].read_bytes())
    place = found.index("派驻期不足 6 个月")
    assert found[place + 1 : place + 4] == ["四（三）", "错误", "1"]
    assert not any("T201" in text for text in found)  # in words, not in codes


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇"}, {"姓名": "郁初晴", "支援单位": "云岭县中医医院"}]
    dossier = county(tmp_path / "县", people)
    result = filled(dossier, tmp_path / "out", "appraisal", persons=["闻一苇"], institutions=["云岭县中医医院"])
    assert result.files == []
    assert result.notes == ["没有一份文书同时符合所选的人员和单位"]


def test_a_notice_in_a_year_without_a_calendar_says_that_its_days_are_guessed(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    (dossier / "qianyi.toml").write_text("[campaign]\nstart = 2098-01-01\nend = 2098-12-31\n", encoding="utf-8")
    result = filled(dossier, tmp_path / "a", "notice")
    assert sum("2098 年的放假安排还不知道" in note for note in result.notes) == 1
    settled = (
        "[calendar]\nholidays = [2098-10-01]\nsettled = [2098]\n[campaign]\nstart = 2098-01-01\nend = 2098-12-31\n"
    )
    (dossier / "qianyi.toml").write_text(settled, encoding="utf-8")
    assert not any("放假安排" in note for note in filled(dossier, tmp_path / "b", "notice").notes)


def test_opinions_come_from_every_row_and_are_printed_as_written(tmp_path: Path) -> None:
    """闻一苇: each unit on a row of its own. 郁初晴: 4.3 vetoed, the marks still to come. 蔺远山: one unit, two verdicts."""
    appraisals: list[list[object]] = [
        ["姓名", "派出单位评价", "受援单位评价", "公示情况"],
        ["闻一苇", "优秀", None, "已公示"],
        ["闻一苇", None, "合格", None],
        ["郁初晴", "优秀", "合格", None],
        ["蔺远山", "优秀", "合格", None],
        ["蔺远山", "合格", None, None],
    ]
    incidents: list[list[object]] = [["姓名", "日期", "类型"], ["郁初晴", "2022-09-01", "未填考核手册"]]
    people: list[dict[str, object]] = [{"姓名": "闻一苇"}, {"姓名": "郁初晴"}, {"姓名": "蔺远山"}]
    dossier = county(tmp_path / "县", people, 鉴定=appraisals, 情况=incidents)
    forms = [texts(path.read_bytes()) for path in filled(dossier, tmp_path / "out", "appraisal").files]
    said = [[text for text in form if text in ("优秀", "合格", "已公示")] for form in forms]
    assert said == [["已公示", "优秀", "合格"], ["优秀", "合格"], ["合格"]]


def test_a_signature_taken_from_the_policy_is_said(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    assert any("盐池县卫生健康局" in note for note in filled(dossier, tmp_path / "a", "target").notes)
    assert not any("office" in note for note in filled(dossier, tmp_path / "b", "appraisal").notes)
    (dossier / "qianyi.toml").write_text('office = "云岭县卫生健康局"\n', encoding="utf-8")
    assert not any("office" in note for note in filled(dossier, tmp_path / "c", "target").notes)


def test_a_board_without_dates_stays_blank_and_says_so(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇", "支援时间": "待定"}])
    result = filled(dossier, tmp_path / "out", "board,notice")
    board = texts(next(path for path in result.files if "公示牌" in path.name).read_bytes())
    assert not any(text.startswith("至") for text in board)
    assert "1 份专家工作室公示牌缺：连续支援时间" in result.missing
    assert any("公示缺：" in line and "支援起止时间" in line for line in result.missing)
