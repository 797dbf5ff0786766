"""Sheets for the pictures of docs/layouts.md that no situation of the tests shows: the kind each is read as, and its rows."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

Rows = list[list[Any]]
_JUNE = range(1, 16)
_LEGEND = "注：√出勤 △事假 ○病假 ×旷工"


def _marks(special: dict[int, str], days: range = _JUNE, month: int = 6) -> list[str]:
    """Present on the weekdays of 2022, but for what is special."""
    return [special.get(day, "√" if date(2022, month, day).weekday() < 5 else "") for day in days]


def _halves() -> Rows:
    rows: Rows = [["青石镇卫生院2022年6月考勤表（上半月）"], ["姓名", "时段", *_JUNE]]
    for name, morning, afternoon in (("乔安然", {8: "△"}, {}), ("尹若川", {}, {9: "○"})):
        rows += [[name, "上午", *_marks(morning)], ["", "下午", *_marks(afternoon)]]
    return [*rows, [_LEGEND]]


def _side_by_side() -> Rows:
    days = range(1, 11)
    head = ["姓名", *days]
    return [
        ["青石镇卫生院2022年6月1日—10日考勤表"],
        [*head, "", *head],
        ["乔安然", *_marks({8: "△"}, days), "", "尹若川", *_marks({9: "○"}, days)],
        ["鲁子衿", *_marks({}, days), *[""] * 12],
        [_LEGEND],
    ]


def _log() -> Rows:
    return [
        ["2022年6月考勤明细"],
        ["姓名", "日期", "考勤结果", "半天", "备注"],
        ["乔安然", "2022-06-01", "出勤", "", ""],
        ["乔安然", "2022-06-02", "事假", "下午", ""],
        ["乔安然", "2022-06-02", "出勤", "上午", ""],
        ["尹若川", "2022-06-01", "外勤", "", "义诊"],
    ]


def _dingtalk() -> Rows:
    words = ["正常", "事假4小时", "休息", "休息", "迟到5分钟", "旷工"]
    return [
        ["月度汇总 统计日期：2022-09-01 至 2022-09-06"],
        ["报表生成时间：2022-10-08 09:30"],
        ["姓名", "考勤组", "部门", "考勤结果", *[""] * 5, "出勤天数", "旷工天数"],
        ["", "", "", "1", "2", "六", "日", "5", "6", "", ""],
        ["乔安然", "县医院", "内科", *words, 2.5, 1],
    ]


def _dingtalk_daily() -> Rows:
    heads = "姓名 考勤组 日期 班次 上班1打卡时间 上班1打卡结果 下班1打卡时间 下班1打卡结果 关联的审批单".split()
    return [
        ["每日统计 统计日期：2022-09-01 至 2022-09-06"],
        heads,
        ["乔安然", "", "22-09-01 星期四", "白班", "07:58", "正常", "18:00", "正常", ""],
        ["乔安然", "", "22-09-02 星期五", "白班", "", "请假", "", "请假", "病假09-02 08:00到09-02 18:00 1天"],
    ]


def _wecom() -> Rows:
    days = [date(2022, 9, day) for day in range(1, 7)]
    words = ["正常", "事假4.0小时", "正常（休息）", "正常（休息）", "出差1天", "旷工480分钟"]
    return [
        ["上下班打卡_月报"],
        ["统计时间:09-01 ～ 09-06 制表时间:2022-10-08 09:00"],
        ["姓名", "账号", "所属规则", "应出勤天数(天)", "打卡情况", *[""] * 5],
        ["", "", "", "", *[f"{day.day}\n星期{'一二三四五六日'[day.weekday()]}" for day in days]],
        ["乔安然", "qar", "固定", 4, *words],
    ]


def _machine() -> Rows:
    return [
        ["考勤记录"],
        "序号 考勤号码 姓名 日期 对应时段 上班时间 下班时间 签到时间 签退时间 是否旷工 例外情况".split(),
        ["1", "7", "乔安然", "2022/9/1", "上午", "8:00", "12:00", "7:55", "12:01", "", ""],
        ["2", "7", "乔安然", "2022/9/1", "下午", "14:00", "18:00", "", "", "True", ""],
        ["3", "7", "乔安然", "2022/9/2", "白班", "8:00", "18:00", "", "", "", "事假"],
    ]


def _totals() -> Rows:
    return [
        ["2022年度考勤汇总"],
        ["姓名", "考勤月份", "应出勤", "实出勤", "事假", "病假", "旷工"],
        ["乔安然", "2022-06", 21, 20, 1, 0, 0],
        ["尹若川", "2022-06", 21, 21, 0, 0, 0],
    ]


def _card() -> Rows:
    def month(number: int, special: dict[int, str]) -> list[str]:
        return _marks(special, range(1, monthrange(2022, number)[1] + 1), number)

    rows: Rows = [["2022年度考勤卡"], ["姓名", "月份", *range(1, 32)]]
    rows += [["乔安然", "6月", *month(6, {8: "△"})], ["", "7月", *month(7, {})], ["尹若川", "6月", *month(6, {9: "○"})]]
    return [*rows, [_LEGEND]]


def _folded() -> Rows:
    upper, lower = range(1, 16), range(16, 31)
    rows: Rows = [["青石镇卫生院2022年6月考勤表"], ["序号", "姓名", *upper], ["", "", *lower]]
    for number, (name, special) in enumerate((("乔安然", {8: "△"}), ("尹若川", {20: "○"})), 1):
        rows += [[number, name, *_marks(special, upper, 6)], ["", "", *_marks(special, lower, 6)]]
    return [*rows, [_LEGEND]]


SHEETS: dict[str, tuple[str, Rows]] = {
    "folded": ("grid", _folded()),
    "two-halves": ("grid", _halves()),
    "side-by-side": ("grid", _side_by_side()),
    "card-rows": ("grid", _card()),
    "log": ("log", _log()),
    "dingtalk": ("dingtalk-month", _dingtalk()),
    "dingtalk-daily": ("dingtalk-daily", _dingtalk_daily()),
    "wecom": ("wecom-month", _wecom()),
    "machine": ("zkteco", _machine()),
    "totals": ("totals", _totals()),
    "roster": (
        "roster",
        [
            ["2022年度“千名医师下基层”派驻人员名单"],
            ["序号", "受援单位", "支援单位", "姓名", "年龄", "执业资格", "专业", "专业技术职称", "支援时间"],
            [1, "青石镇卫生院", "云岭县医院", "乔安然", 41, "执业医师", "内科", "主治医师", "一年"],
            [2, "青石镇卫生院", "云岭县医院", "尹若川", 36, "执业医师", "外科", "主治医师", "前半年"],
        ],
    ),
    "leave": (
        "leave",
        [
            ["请假登记"],
            ["姓名", "请假类型", "开始日期", "结束日期", "天数", "批准单位", "批准日期"],
            ["乔安然", "事假", "2022-06-08", "2022-06-09", 2, "受援单位", "2022-06-07"],
        ],
    ),
    "parted": (
        "leave",
        [
            ["姓名", "请假类型", "开始", "", "结束", "", "天数"],
            ["", "", "日期", "时段", "日期", "时段", ""],
            ["乔安然", "事假", "2022-06-08", "下午", "2022-06-09", "上午", 1],
        ],
    ),
    "long-marks": (
        "marks",
        [["2022年度评分"], ["对象", "条款", "得分"], ["乔安然", "4.2.1", 5], ["乔安然", "4.2.2 服从管理", 3]],
    ),
    "titled": (
        "marks",
        [
            ["2022年度派驻人员评分"],
            ["姓名", "书面请假，按程序办理", "服从当地和受援单位管理", "指导提高诊治水平"],
            ["乔安然", 5, 3, 4],
            ["尹若川", 4, 3, 3],
        ],
    ),
    "turned-marks": (
        "marks",
        [
            ["2022年度派驻人员评分"],
            ["评定内容", "分值", "乔安然", "尹若川"],
            ["4.2.1 书面请假", 5, 5, 4],
            ["4.2.2 服从管理", 3, 3, 3],
            ["合计", 8, 8, 7],
        ],
    ),
    "form": (
        "marks",
        [
            ["派驻人员绩效评定表"],
            ["姓名：乔安然", "", "", "受援单位：青石镇卫生院"],
            ["绩效评定内容", "评定细则", "分值", "得分"],
            ["遵守劳动纪律", "书面请假，按程序办理", 5, 5],
            ["", "服从当地和受援单位管理", 3, 3],
        ],
    ),
}
