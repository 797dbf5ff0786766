"""Two small dossiers in which each change of the second reading of the law happens once; outcomes worked out by hand.

`盐池读法-2022` under yanchi-2022, `宿州读法-2021` under suzhou-2021. The table of README.md is what a test checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import xlsxwriter

Rows = list[dict[str, Any]]
HOME, TOWN, OTHER = "云岭县人民医院", "柳桥乡卫生院", "松石镇中心卫生院"
START, END = date(2022, 6, 1), date(2023, 5, 31)
SIGNS = {"事假": "△", "病假": "○", "旷工": "×"}
LEGEND = "图例：√出勤 △事假 ○病假 ×旷工"

README = """\
# 文件重读以后改了什么：每处改动一个情形

两个虚构的小县，由 `samples/reread.py` 造出：`盐池读法-2022` 用 yanchi-2022，`宿州读法-2021` 用 suzhou-2021。
下表“手算”一列是照文件和参数手工算的，“期望”一列由测试逐条核对；表外的发现（没有评分、人数不足等）与此无关。

期望的写法：`4.1 = 14 暂定` 是这一项（行）的得分和状态；`2.3.2.1 待评`；`月数 = 11`；`等次 = 优秀`；`有 A411 提醒`、
`没有 T206`（只看这个人）；`改读 参数=值 20 → 14` 是换一种读法以后的得分；`活动 = 起 至 止`。

| 县 | 截至 | 对象 | 改动 | 情形 | 手算 | 期望 |
|---|---|---|---|---|---|---|
"""


class Situation:
    """One row of the table: whose, which change, what happened, how it was worked out, what must come out."""

    def __init__(
        self, county: str, whom: str, change: str, told: str, sums: str, expected: str, as_of: str = ""
    ) -> None:
        self.row = (county, as_of or "—", whom, change, told, sums, expected)


YANCHI, SUZHOU = "盐池读法-2022", "宿州读法-2021"
SITUATIONS = [
    Situation(
        YANCHI,
        "沈知微",
        "不得分不再没收服务月数",
        "病假 37 个工作日，手续齐全",
        "37 > 36，4.1 为 0；6 月至次年 5 月 12 个月",
        "4.1 = 0 已定；有 A412 错误；月数 = 12",
    ),
    Situation(
        YANCHI,
        "顾长风",
        "月数和最短时间从实际到岗算",
        "6 月 1 日至 11 月 30 日，6 月 23 日到岗，已说明并备案",
        "晚 22 天 > 20；6 月 23 日至 11 月 30 日满 5 个月",
        "月数 = 5；有 T201 错误；没有 A410；改读 rotation.count_from=roster 不变",
    ),
    Situation(
        YANCHI,
        "温如玉",
        "到岗晚于期限只提醒",
        "12 月 1 日开始，12 月 5 日到岗",
        "首个工作日是 12 月 1 日；12 月 5 日起满 5 个月",
        "4.1 = 20 已定；有 A419 提醒；月数 = 5；没有 T201",
    ),
    Situation(
        YANCHI,
        "陆行舟",
        "一人先后在两处是一次服务",
        "前 5 个月在柳桥，后 7 个月在松石，各请事假 7 天",
        "全年 14 天，超 2 天 × 0.8 = 1.6",
        "4.1 = 18.4 已定；没有 T201；月数 = 12",
    ),
    Situation(
        YANCHI,
        "叶清商",
        "没有手续的请假不再白请",
        "9 月 6 日、8 日事假，没有登记",
        "仍记请假 20 分；按旷工 20 − 2×3 = 14",
        "4.1 = 20 暂定；有 A409 错误；改读 leave.unregistered=absent 20 → 14；改读 leave.unregistered=leave 不变",
    ),
    Situation(
        YANCHI,
        "白鹿鸣",
        "没有批准的登记不是手续",
        "9 月 14 日事假，登记了，批准单位空着",
        "仍记请假 20 分；按旷工 20 − 3 = 17",
        "4.1 = 20 暂定；有 L505 错误；有 A409 错误；改读 leave.unregistered=absent 20 → 17",
    ),
    Situation(
        YANCHI,
        "宋听雪",
        "1 周两种算法一致才不得分",
        "9 月 30 日和 10 月 8 日旷工，中间是国庆",
        "首尾 9 天、2 个工作日；20 − 2×3 = 14",
        "4.1 = 14 暂定；有 A411 提醒；改读 absence.reading=calendar 14 → 0；改读 absence.reading=workdays 不变",
    ),
    Situation(
        YANCHI,
        "谢云起",
        "没有条款封顶等次",
        "违规违纪，4.3 不得分；两家都评优秀",
        "20 + 8 + 0 = 28；等次照两家的评价",
        "4.3 = 0 已定；等次 = 优秀；有 S805 提醒；月数 = 12",
    ),
    Situation(
        YANCHI,
        "苏半夏",
        "有由的外出不是无故脱岗",
        "查岗写“脱岗（经院长批准外出开会）”，当天考勤是√",
        "经批准：不计、不印通报",
        "有 C605 说明；没有 C604；4.1 = 20 已定",
    ),
    Situation(
        YANCHI,
        "江晚舟",
        "读法都是参数",
        "超过限额半天：12.5 天事假",
        "20 − 0.5×0.8 = 19.6；舍去半天为 20",
        "4.1 = 19.6 已定；改读 score.partial_day=whole 19.6 → 20",
    ),
    Situation(
        YANCHI,
        HOME,
        "不是证据的不再当证据",
        "督导的是副院长；讲座 8 次，另有健康讲座 2 次",
        "院长或书记 0 次；培训 8 次，少于 10",
        "2.1.1.3 = 0；2.3.2.1 = 0",
    ),
    Situation(
        YANCHI,
        HOME,
        "年中不拿全年的指标扣分",
        "同上，查到 1 月底",
        "年度没有结束：待评",
        "2.3.2.1 待评；2.1.1.3 待评",
        "2023-01-31",
    ),
    Situation(
        SUZHOU,
        "祁望山",
        "召回不须市级批准",
        "考核不合格召回，没有批准日期；次日有人接替",
        "召回由选派单位办，离开的和接替的都不算违反",
        "没有 T212；没有 T211；没有 T213；月数 = 6",
    ),
    Situation(
        SUZHOU,
        "纪长河",
        "（接替的人）",
        "11 月 1 日接替，到次年 4 月 30 日",
        "前任是召回",
        "没有 T211；没有 T212；月数 = 6",
    ),
    Situation(
        SUZHOU,
        "方如是",
        "没有活动日期的政策不查超期",
        "比多数人晚一个月：6 月 1 日至次年 5 月 31 日",
        "一期从最早的开始到最晚的结束",
        "没有 T206；没有 T211；活动 = 2021-05-01 至 2022-05-31；月数 = 12",
    ),
    Situation(
        SUZHOU,
        "常山月",
        "改到另一家要有原因和批准",
        "前半年在甲塘，后半年在乙塘，没有原因和批准",
        "合起来 12 个月；改派没有手续",
        "没有 T211；有 T212 错误；月数 = 12",
    ),
]


def days(first: date, last: date) -> Iterator[date]:
    """Workdays, both ends included."""
    span = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return (day for day in span if chinese_calendar.is_workday(day))


def placed(
    name: str, recipient: str, start: date, end: date, arrival: date | None = None, **more: object
) -> dict[str, Any]:
    """A row of the roster."""
    return {
        "姓名": name,
        "受援单位": recipient,
        "支援单位": HOME,
        "执业资格": "执业医师",
        "专业": "临床",
        "专业技术职称": "主治医师",
        "开始日期": start,
        "结束日期": end,
        "实际到岗日期": arrival or start,
        **more,
    }


def leave(name: str, kind: str, first: date, last: date, approver: str | None = TOWN, **more: object) -> dict[str, Any]:
    """A row of the leave register."""
    return {
        "姓名": name,
        "请假类型": kind,
        "开始日期": first,
        "结束日期": last,
        "天数": len(list(days(first, last))),
        "批准单位": approver,
        "批准日期": first - timedelta(days=1) if approver else None,
        **more,
    }


def taken(name: str, kind: str, first: date, count: int) -> tuple[dict[date, str], list[dict[str, Any]]]:
    """So many single days of leave on every other workday, with their entries in the register."""
    chosen = list(days(first, first + timedelta(days=3 * count)))[: 2 * count : 2]
    return dict.fromkeys(chosen, SIGNS[kind]), [leave(name, kind, day, day) for day in chosen]


def yanchi() -> tuple[Rows, dict[str, dict[date, str]], dict[str, Rows]]:
    """Roster, signs other than √ by person and day, registers."""
    middle, after = date(2022, 10, 31), date(2022, 11, 1)
    half, second = date(2022, 11, 30), date(2022, 12, 1)
    people = [placed(name, TOWN, START, END) for name in ("沈知微", "叶清商", "白鹿鸣", "宋听雪", "谢云起", "苏半夏")]
    people += [
        placed("顾长风", TOWN, START, half, date(2022, 6, 23)),
        placed("温如玉", TOWN, second, END, date(2022, 12, 5)),
        placed("陆行舟", TOWN, START, middle),
        placed("陆行舟", OTHER, after, END),
        placed("江晚舟", OTHER, START, middle),
        placed("江晚舟", TOWN, after, END),
    ]
    ill = list(days(date(2022, 9, 5), date(2022, 12, 31)))[:37]
    signs: dict[str, dict[date, str]] = {
        "沈知微": dict.fromkeys(ill, "○"),
        "叶清商": {date(2022, 9, 6): "△", date(2022, 9, 8): "△"},
        "白鹿鸣": {date(2022, 9, 14): "△"},
        "宋听雪": {date(2022, 9, 30): "×", date(2022, 10, 8): "×"},
    }
    entries = [
        leave("沈知微", "病假", ill[0], ill[-1], 证明材料="诊断证明", 备案日期=date(2022, 9, 9)),
        leave("白鹿鸣", "事假", date(2022, 9, 14), date(2022, 9, 14), None),
    ]
    for name, spans in {
        "陆行舟": ((date(2022, 7, 4), 7), (date(2023, 3, 6), 7)),
        "江晚舟": ((date(2022, 7, 4), 6), (date(2023, 3, 6), 6)),
    }.items():
        for first, count in spans:
            there, rows = taken(name, "事假", first, count)
            signs[name] = signs.get(name, {}) | there
            entries += rows
    odd = date(2023, 4, 12)
    signs["江晚舟"][odd] = "△/√"
    entries.append(leave("江晚舟", "事假", odd, odd) | {"天数": 0.5})
    trained = list(days(date(2022, 9, 1), date(2022, 12, 31)))[:10]
    marks = {"4.2.1": 5, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}
    registers: dict[str, Rows] = {
        "请假登记": entries,
        "情况登记": [
            {
                "姓名": "顾长风",
                "日期": date(2022, 6, 23),
                "类型": "延迟到岗说明",
                "支援单位证明": "有",
                "备案日期": date(2022, 6, 24),
            },
            {"姓名": "谢云起", "日期": date(2022, 10, 12), "类型": "违规违纪"},
        ],
        "查岗记录": [
            {
                "日期": date(2022, 6, 14),
                "层级": "县级",
                "受查单位": TOWN,
                "姓名": "苏半夏",
                "结果": "脱岗（经院长批准外出开会）",
            }
        ],
        "督导": [
            {"日期": date(2022, 9, 8), "支援单位": HOME, "受援单位": place, "级别": "副院长", "书面报告": "有"}
            for place in (TOWN, OTHER)
        ],
        "培训带教": [
            {
                "日期": day,
                "姓名": "谢云起",
                "类别": "健康讲座" if i >= 8 else "专题讲座",
                "受援单位": TOWN,
                "时长(小时)": 2,
                "主题": f"第 {i + 1} 讲",
            }
            for i, day in enumerate(trained)
        ],
        "鉴定": [{"姓名": "谢云起", "派出单位评价": "优秀", "受援单位评价": "优秀"}],
        "评分": [{"对象": "谢云起", "条款": line, "得分": points} for line, points in marks.items()],
    }
    return people, signs, registers


def suzhou() -> Rows:
    """The roster under suzhou-2021."""
    start, half, after, end = date(2021, 5, 1), date(2021, 10, 31), date(2021, 11, 1), date(2022, 4, 30)
    first, second = "甲塘镇卫生院", "乙塘镇卫生院"
    people = [placed(name, second, start, end) for name in ("秦川", "卫青禾")]
    people += [
        placed("祁望山", first, start, half, 变更原因="考核不合格召回"),
        placed("纪长河", first, after, end),
        placed("方如是", second, date(2021, 6, 1), date(2022, 5, 31)),
        placed("常山月", first, start, half),
        placed("常山月", second, after, end),
    ]
    return people


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Rows, title: str = "") -> None:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    sheet = book.add_worksheet(name)
    top = [[title]] if title else []
    for line, cells in enumerate([*top, heads, *([_cell(row.get(head)) for head in heads] for row in rows)]):
        sheet.write_row(line, 0, ["" if cell is None else cell for cell in cells])


def _book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": datetime(2023, 6, 1), "title": path.stem})
    return book


def _grids(path: Path, people: Rows, signs: dict[str, dict[date, str]], first: date, last: date) -> None:
    """A sheet a month: √ on the workdays from the arrival to the end of each placement."""
    book = _book(path)
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=32)).replace(day=1)
        sheet = book.add_worksheet(f"{month:%Y-%m}")
        numbers = range(1, (after - month).days + 1)
        rows: list[list[object]] = [[f"{month.year}年{month.month}月考勤表"], ["序号", "姓名", *numbers]]
        for name in dict.fromkeys(row["姓名"] for row in people):
            held = [
                row for row in people if row["姓名"] == name and row["开始日期"] < after and row["结束日期"] >= month
            ]
            marks = [_mark(held, signs.get(name, {}), month.replace(day=number)) for number in numbers]
            if held:
                rows.append([len(rows) - 1, name, *marks])
        for line, cells in enumerate([*rows, [LEGEND]]):
            sheet.write_row(line, 0, cells)
        month = after
    book.close()


def _mark(held: Iterable[dict[str, Any]], signs: dict[date, str], day: date) -> str:
    present = any(row["实际到岗日期"] <= day <= row["结束日期"] for row in held)
    return signs.get(day, "√" if present and chinese_calendar.is_workday(day) else "")


def write(parent: Path) -> Path:
    """The folder `reread` under `parent`: both dossiers and the table."""
    folder = parent / "reread"
    people, signs, registers = yanchi()
    _dossier(folder / YANCHI, people, "2022年度派驻人员名单", "yanchi-2022")
    _grids(folder / YANCHI / "考勤.xlsx", people, signs, START, END)
    book = _book(folder / YANCHI / "登记簿.xlsx")
    for name, rows in registers.items():
        _sheet(book, name, rows)
    book.close()
    people = suzhou()
    _dossier(folder / SUZHOU, people, "千医下乡驻点人员名单", "suzhou-2021")
    _grids(folder / SUZHOU / "考勤.xlsx", people, {}, date(2021, 5, 1), date(2022, 5, 31))
    lines = [f"| {' | '.join(situation.row)} |" for situation in SITUATIONS]
    (folder / "README.md").write_text(README + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return folder


def _dossier(folder: Path, people: Rows, title: str, policy: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    book = _book(folder / "派驻人员名单.xlsx")
    _sheet(book, "名单", [{"序号": i, **row} for i, row in enumerate(people, 1)], title)
    book.close()
    (folder / "qianyi.toml").write_text(f'policy = "{policy}"\n', encoding="utf-8", newline="\n")
