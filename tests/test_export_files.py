"""Whole files of attendance machines, and sheets under the nine real legends: days counted by hand."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlwt

from tests.make.command import run_json, told
from tests.make.days import workdays
from tests.make.disk import dated, save
from tests.make.reading import page, read

SEPTEMBER = [date(2022, 9, i) for i in range(1, 31)]
WORKDAYS = workdays(date(2022, 9, 1), date(2022, 9, 30))  # 21: the 12th is Mid-Autumn's
WEEK = "一二三四五六日"
STATED = ["月度汇总 统计日期：2022-09-01 至 2022-09-30"]
MADE = ["报表生成时间：2022-10-08 09:30"]


def scored(folder: Path, last: str = "2022-09-30", first: str = "2022-09-01") -> Any:
    save(folder / "名单.xlsx", {"名单": [dated("李小满", first, "2023-05-31")]})
    return run_json("score", folder, "--as-of", last)[1]


def counts(result: Any) -> dict[str, float]:
    return {k: v for k, v in result["people"][0]["attendance"].items() if v and k != "required"}


def cells(special: dict[int, str]) -> list[str]:
    return [special.get(day.day, "正常" if day in WORKDAYS else "休息") for day in SEPTEMBER]


# 钉钉 --------------------------------------------------------------------------------------------------------------


def monthly(special: dict[int, str], *, days_first: bool = True, span: list[date] | None = None) -> list[list[object]]:
    """月度汇总 with its totals and the leave columns under 请假."""
    days = span or SEPTEMBER
    fixed, totals = ["姓名", "考勤组", "部门", "工号"], ["出勤天数", "迟到次数", "旷工天数", "请假", "", ""]
    under = ["", "", "", "事假(小时)", "病假(小时)", "年假(天)"]
    heads = ["考勤结果", *[""] * (len(days) - 1)]
    numbers = [{5: "六", 6: "日"}.get(day.weekday(), str(day.day)) for day in days]
    values = cells(special) if span is None else ["正常" if d.weekday() < 5 else "休息" for d in days]
    pairs = [(heads, totals), (numbers, under), (values, [20, 1, 1, 4, 16, 1])]
    rows: list[list[object]] = [[*a, *b] if days_first else [*b, *a] for a, b in pairs]  # type: ignore[list-item]
    stated = [f"月度汇总 统计日期：{days[0]} 至 {days[-1]}"]
    names: list[list[object]] = [[*fixed], [""] * 4, ["李小满", "下乡组", "内科", "1001"]]
    return [stated, MADE, *([*name, *row] for name, row in zip(names, rows, strict=True))]


@pytest.mark.parametrize("days_first", [True, False])
def test_dingtalk_month(tmp_path: Path, days_first: bool) -> None:
    special = {
        1: "迟到31分钟",
        2: "上班迟到1小时5分钟,下班缺卡",
        3: "休息并打卡(08:00,12:00)",
        4: "休息加班3小时",
        5: "事假09-05 08:00到09-05 12:00 4小时",
        6: "正常,出差",
        7: "外勤",
        8: "旷工",
        9: "年假1天",
        13: "病假09-13 08:00到09-14 18:00 2天",
        14: "病假09-13 08:00到09-14 18:00 2天",
        15: "上班缺卡",
        16: "婚假1天",
    }
    save(tmp_path / "钉钉.xlsx", {"月度汇总": monthly(special, days_first=days_first)})
    # present: 1, 6, 7, half of 2 and 5, and the ten workdays from the 19th on but one: 19–23, 26–30 = 10
    assert counts(scored(tmp_path)) == {
        "present": 14,
        "personal": 0.5,
        "sick": 2,
        "marriage": 1,
        "annual": 1,
        "absent": 1,
        "unrecorded": 1.5,
        "rest_days_worked": 1,
    }


def stamped(day: date) -> str:
    return f"{day:%y-%m-%d} 星期{WEEK[day.weekday()]}"


def test_the_sheets_of_one_dingtalk_workbook_tell_one_story(tmp_path: Path) -> None:
    daily: list[list[object]] = [["每日统计表 统计日期：2022-09-01 至 2022-09-30"], MADE]
    daily.append("姓名 日期 班次 上班1打卡结果 下班1打卡结果 上班2打卡结果 下班2打卡结果 关联的审批单".split())
    punched: list[list[object]] = [["打卡时间表 统计日期：2022-09-01 至 2022-09-30"], MADE]
    punched += [["姓名", "部门", *[str(day.day) for day in SEPTEMBER]], ["李小满", "内科"]]
    records: list[list[object]] = [["原始记录表"], MADE, ["姓名", "考勤日期", "考勤时间", "打卡时间", "打卡结果"]]
    leave = "事假09-20 08:00到09-20 12:00 4小时"
    for day in SEPTEMBER:
        works = day in WORKDAYS
        if not works:
            daily.append(["李小满", stamped(day), "休息", "", "", "", "", ""])
        elif day.day == 20:  # leave in the morning: the month's cell says only how long
            daily.append(["李小满", stamped(day), "A", "请假", "请假", "正常", "正常", leave])
        else:
            daily.append(["李小满", stamped(day), "A", *["正常"] * 4, ""])
        punched[-1].append("07:55  \n18:02  " if works else "")
        if works:
            records.append(["李小满", stamped(day), "18:00", "18:02", "打卡无效：此记录已被更新"])
    month = monthly({20: leave, 21: "正常,外出2小时"})
    sheets = {"月度汇总": month, "每日统计": daily, "打卡时间": punched, "原始记录": records}
    save(tmp_path / "钉钉.xlsx", sheets)
    result = scored(tmp_path)
    assert counts(result) == {"present": 20.5, "personal": 0.5}
    assert told(result, "A403", "A408", "I004") == []
    kinds = [sheet["kind"] for sheet in result["inputs"][1]["sheets"]]
    assert kinds == ["dingtalk-month", "dingtalk-daily"]


def test_punch_times_alone_tell_no_days(tmp_path: Path) -> None:
    rows = [["打卡时间表"], ["姓名", *range(1, 31)], ["李小满", *["07:55  \n18:02  "] * 30]]
    save(tmp_path / "钉钉.xlsx", {"2022年9月": rows})
    result = scored(tmp_path)
    assert told(result, "I002", "A403") == [("I002", [])]
    assert counts(result) == {"unrecorded": 21}


def test_dingtalk_results_of_several_shifts(tmp_path: Path) -> None:
    heads = "姓名 日期 班次 上班1打卡结果 下班1打卡结果 上班2打卡结果 下班2打卡结果 关联的审批单 旷工天数".split()
    special = {
        1: ("正常", "迟到", "正常", "早退"),
        2: ("缺卡", "正常", "正常", "正常"),
        5: ("旷工", "旷工", "正常", "正常"),
        6: ("请假", "请假", "正常", "正常", "事假09-06 08:00到09-06 12:00 4小时"),
        7: ("外勤",) * 4,
        8: ("旷工", "旷工", "旷工", "旷工", "", 1),
        9: ("", "", "", "", "年假09-09到09-09 1天"),
        13: ("管理员改为正常", "正常", "正常", "正常"),
        14: ("出差",) * 4,
    }
    rows: list[list[object]] = [heads]
    for day in SEPTEMBER:
        values = special.get(day.day, ("正常",) * 4) if day in WORKDAYS else ()
        rows.append(["李小满", stamped(day), "A" if day in WORKDAYS else "休息", *values])
    save(tmp_path / "钉钉.xlsx", {"每日统计": rows})
    assert counts(scored(tmp_path)) == {
        "present": 17.5,
        "personal": 0.5,
        "absent": 1.5,
        "annual": 1,
        "unrecorded": 0.5,
    }


@pytest.mark.parametrize("labelled", [True, False])
def test_dingtalk_calendar(tmp_path: Path, labelled: bool) -> None:
    first: list[object] = ["姓名", "考勤组", "部门", "类型", *[f"{i}日" for i in range(1, 31)]]
    rows = [["考勤日历表 统计日期：2022-09-01 至 2022-09-30"], MADE, first]
    rows += [
        ["李小满", "下乡组", "内科", "班次名称", *["白班"] * 30],
        ["", "", "", "考勤结果", *cells({20: "事假8小时", 21: "正常,病假4小时"})],
        ["", "", "", "工作时长", *["8小时"] * 30],
    ]
    if not labelled:
        rows[2:] = [[*one[:3], *one[4:]] for one in rows[2:]]
    save(tmp_path / "钉钉.xlsx", {"日历表": rows})
    assert counts(scored(tmp_path)) == {"present": 19.5, "personal": 1, "sick": 0.5}


# 企业微信 ----------------------------------------------------------------------------------------------------------


def wecom(days: list[date], made: str, special: dict[date, str]) -> list[list[object]]:
    heads = ["姓名", "账号", "所属规则", "应出勤天数\n(天)", "旷工时长\n(分钟)", "事假\n(小时)"]
    values = [special.get(day, "正常 ;" if day.weekday() < 5 else "正常（休息） ;") for day in days]
    return [
        ["上下班打卡_月报"],
        [f"统计时间:{days[0]:%m-%d} ～ {days[-1]:%m-%d}  制表时间:{made} 10:11:12"],
        ["基础信息", "", "", "概况", "", "", "打卡情况"],
        [*heads, *[f"{day.day}\n星期{WEEK[day.weekday()]}" for day in days]],
        ["李小满", "lxm", "规则1", "21", "--", "3.0", *values],
    ]


def test_wecom_month(tmp_path: Path) -> None:
    said = {
        1: "外出1.5小时",
        2: "--",
        5: "旷工480分钟",
        6: "出差1天9.5小时",
        7: "迟到5分钟 ;",
        8: "缺卡1次;",
        9: "事假8.0小时 ;",
        12: "正常（休息）",
        13: "病假4.0小时;正常",
        14: "正常（未排班）",
        15: "年假1天 ;",
        16: "迟到3分钟;早退2分钟",
        19: "调休8小时",
        20: "旷工1次",
        21: "事假4小时;病假4小时",
        22: "正常（外出）",
        23: "事假3小时…",
        26: "年假0.5天 ;正常",
    }
    save(
        tmp_path / "企微.xlsx", {"月报": wecom(SEPTEMBER, "2022-10-09", {SEPTEMBER[d - 1]: t for d, t in said.items()})}
    )
    result = scored(tmp_path)
    # present: 1, 6, 7, 16, 22, 27–30, half of 13 and 26
    assert counts(result) == {
        "present": 10,
        "personal": 1.5,
        "sick": 1,
        "annual": 1.5,
        "rest": 1,
        "absent": 2,
        "unrecorded": 4,
    }
    assert told(result, "I004", "A403") == [("I004", ["AC5"])]
    (tmp_path / "qianyi.toml").write_text("[parameters]\nhours_per_day = 6\n", encoding="utf-8")
    assert told(scored(tmp_path), "I004") == [  # 旷工480分钟, 事假8小时, 病假4小时, 调休8小时, 事假4小时
        ("I004", ["K5"]),
        ("I004", ["O5"]),
        ("I004", ["S5"]),
        ("I004", ["Y5"]),
        ("I004", ["AA5"]),
    ]


def test_wecom_from_december_into_january(tmp_path: Path) -> None:
    days = [date(2022, 12, 26) + timedelta(i) for i in range(31)]
    save(tmp_path / "企微.xlsx", {"月报": wecom(days, "2023-01-26", {date(2022, 12, 28): "事假8小时"})})
    # 26–30 December 5, 3–6 January 4, 9–13 5, 16–20 5 = 19 workdays; 2 January and 23–25 (Spring Festival) earn rest
    counted = counts(scored(tmp_path, "2023-01-25", "2022-12-26"))
    assert counted == {"present": 18, "personal": 1, "rest_days_worked": 4}


# 考勤机 ------------------------------------------------------------------------------------------------------------

ZKTECO = (
    "序号 考勤号码 自定义编号 姓名 是否智能排班 日期 对应时段 上班时间 下班时间 签到时间 签退时间 应到 实到 迟到时间 早退时间 是否旷工 "
    "加班时间 工作时间 例外情况 应签到 应签退 部门 平日 周末 节假日 出勤时间 平日加班 周末加班 节假日加班"
).split()


def test_zkteco_rows_of_half_days_in_xls(tmp_path: Path) -> None:
    special = {  # half → 签到 签退 是否旷工 例外情况
        1: [("8:10", "12:01", "", ""), ("", "", "True", "")],
        2: [("", "", "", "事假"), ("13:55", "18:01", "", "")],
        5: [("7:55", "", "", ""), ("13:50", "18:00", "", "")],
        6: [("", "", "True", "")] * 2,
        7: [("", "", "", "出差")] * 2,
        8: [("", "", "", "")] * 2,
    }
    book = xlwt.Workbook()
    sheet = book.add_sheet("考勤记录")
    rows = [ZKTECO]
    for day in WORKDAYS:
        for i, (came, left, absent, why) in enumerate(special.get(day.day, [("7:50", "18:05", "", "")] * 2)):
            values = dict.fromkeys(ZKTECO, "") | {
                "姓名": "李小满",
                "日期": f"{day.year}/{day.month}/{day.day}",
                "对应时段": ["上午", "下午"][i],
                "签到时间": came,
                "签退时间": left,
                "是否旷工": absent,
                "例外情况": why,
            }
            rows.append(list(values.values()))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(str(tmp_path / "考勤.xls"))
    result = scored(tmp_path)
    assert counts(result) == {"present": 17.5, "personal": 0.5, "absent": 1.5, "unrecorded": 1.5}
    assert told(result, "A405") == [("A405", ["J6", "J12"])]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_raw_csv_of_a_machine(tmp_path: Path, encoding: str) -> None:
    words = {20: "迟到", 21: "旷工", 22: "未签退", 23: "早退"}
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow("部门 姓名 考勤号码 工作日 上班时间 下班时间 比对方式 出勤情况".split())
    for day in WORKDAYS:
        said = words.get(day.day, "正常")
        lines.writerow(["内科", "李小满", "7", f"{day.year}/{day.month}/{day.day}", "07:55", "18:00", "指纹", said])
    (tmp_path / "raw.csv").write_bytes(out.getvalue().encode(encoding))
    assert counts(scored(tmp_path)) == {"present": 19, "absent": 1, "unrecorded": 1}


# The nine legends --------------------------------------------------------------------------------------------------

NINE = [
    (
        "事假∧,病假△,婚假☆,丧假□,产假﹢,年休假◎,出差※,工伤◇,旷工×,迟到﹤,早退﹥",
        "∧事假 △病假 ☆婚假 □丧假 +产假 ◎年休假 ※公出 ◇其他假 X旷工 <出勤 ﹥出勤",
    ),
    (
        "出勤√,培训■,出差△,病假○,事假+,婚假※,旷工×,迟到◇,早退◆,中途离岗□,年休假▲,哺乳假⊙,护理假#,疗养假&,探亲假＊,工伤治疗▽,自费学习↓,公派学习↑,"
        "补休@,公休加班☆,节日加班★",
        "■公出 △公出 ○病假 ＋事假 ※婚假 ╳旷工 ◇出勤 ▲年休假 ⊙其他假 #其他假 &其他假 *其他假 ▽其他假 ↑公出 @休息 ☆出勤",
    ),
    (
        "出勤√ 外地出差△ 出差半天▲ 法定休息日:休 调休◎ 调休半天※ 年假★ 年假半天☆ 事假○ 请假半天⊙ 病假■ 病假半天□ 婚假♥ 产假☺ "
        "护理假♡ 丧假● 旷工× 工伤♣ 在途 途 漏打卡Ψ 迟到早退$ 入职标记► … 离职标记✘ 待岗∞",
        "△公出 ▲出勤/公出 休休息 ◎休息 ※出勤/休息 ★年休假 ☆出勤/年休假 ○事假 ■病假 □出勤/病假 ♥婚假 "
        "☺产假 ♡其他假 ●丧假 ×旷工 ♣其他假 Ψ缺卡 $出勤",
    ),
    (
        "1全勤√；2事假О；3病假±；4探亲△；5婚假H；6丧假S；7工伤假T；8产假⊕；9公假I；10护理假F；11迟到/；12早退C；13旷工×；14公差D；15加班※",
        "O事假 0事假 ±病假 △其他假 H婚假 S丧假 T其他假 ⊕产假 I公出 F其他假 /出勤 C出勤 X旷工 D公出 ※出勤",
    ),
    (
        "正常/日班√ 中班@ 晚班* 年休N 调补休ィ 公出⊕ 工伤± 婚假H 丧假S 产假♀ 产检假J 哺乳假P 加班+ 事假O 病假△ 旷工× 迟到/上午未打卡L "
        "早退/下午未打卡Z 休息T 缺卡Q 育儿假Y 疗休养A 陪产假♂ 独生子女陪护假D 居家办公G",
        "@出勤 *出勤 N年休假 ィ休息 ⊕公出 ±其他假 H婚假 S丧假 ♀产假 J其他假 P其他假 O事假 "
        "△病假 ×旷工 T休息 Q缺卡 Y其他假 A其他假 ♂其他假 G出勤",
    ),
    ("正常上班√，旷工×，迟到早退△，请假○◯〇，加班☆，双休、节假日 /", "×旷工 △出勤 ○无法识别 ☆出勤 /休息"),
    (
        "出勤√ 请假－ 事假－ 病假℃ 婚假◇ 产假♀ 外出→ 出差☆ 旷工× 迟到△ 早退¤ 加班＋ 上午旷工/下午旷工",
        "-无法识别 ℃病假 ◇婚假 ♀产假 →公出 ☆公出 ×旷工 △出勤 ¤出勤 ＋出勤 上午旷工旷工/出勤",
    ),
    ("√ 出勤, ≦ 迟到, × 请假, △ 病假, Ο 旷工, 休, 缺卡, 早退", "≦出勤 ×无法识别 △病假 О旷工 休休息 缺卡缺卡 早退出勤"),
    ("出勤√ 旷课X 事假△ 病假○ 迟到+ 早退–", "×旷工 △事假 ○病假 ＋出勤 -出勤"),
]
KIND = re.compile(r"(?:(?:出勤|公出|休息|年休假|事假|病假|婚假|产假|丧假|其他假|旷工|缺卡|无法识别)(?:/|$))+$")


@pytest.mark.parametrize("where", ["below", "above", "beside"])
@pytest.mark.parametrize(("legend", "meanings"), NINE)
def test_the_nine_legends_wherever_they_stand(legend: str, meanings: str, where: str) -> None:
    signs = {}
    for item in meanings.split():
        kind = KIND.search(item, 1)
        assert kind is not None
        signs[item[: kind.start()]] = kind[0]
    marks = {i + 1: sign for i, sign in enumerate(signs)}
    rows = page({"李小满": marks, "王大雪": {1: "√"}}, legend=legend if where == "below" else None)
    if where == "above":
        rows.insert(1, [f"说明：{legend}"])
    if where == "beside":
        parts = re.split(r"[,，；]\s*" if re.search("[,，；]", legend) else r"\s+(?!途)", legend)
        for i, part in enumerate(parts):
            rows.extend([] for _ in range(i + 2 - len(rows)))
            rows[i + 1] += [""] * (34 - len(rows[i + 1])) + [part]
    reading = read(rows)
    assert reading.days() == dict(enumerate(signs.values(), 1))
    assert reading.days("王大雪") == {1: "出勤"}
    expected = {"I004"} if "请假" in legend and "请假半天" not in legend else set()
    assert set(reading.codes) == ({"A415"} if "－" in legend else expected)
