"""A true county written out in any of the layouts people use. Every cell remembers what it is about, so that a
finding at a cell can be compared between two layouts."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.make.mess_files import SAVERS, Page
from tests.make.mess_registers import Cell, Key, Leave, leave_rows, marks_rows

WEEK = "一二三四五六日"
HOLIDAY = date(2022, 6, 3)
"""A colour on a rest day sets nothing apart."""

WORDS = {
    "present": ["出勤", "正常"],
    "official": ["出差", "公出", "培训"],
    "rest": ["休息", "补休", "公休"],
    "annual": ["年休假", "年假"],
    "personal": ["事假"],
    "sick": ["病假"],
    "marriage": ["婚假"],
    "maternity": ["产假"],
    "bereavement": ["丧假"],
    "other": ["工伤", "护理假", "探亲假"],
    "absent": ["旷工"],
}
PLAIN = {
    "present": ["√", "✓", "✔", "出勤", "出"],
    "official": ["差", "出差", "学"],
    "rest": ["休", "公休"],
    "annual": ["年", "年休"],
    "personal": ["事", "事假"],
    "sick": ["病", "病假"],
    "marriage": ["婚"],
    "maternity": ["产"],
    "bereavement": ["丧"],
    "other": ["工伤", "护理假"],
    "absent": ["旷", "旷工"],
}
SIGNS = "△○×◇☆□◎※+#▲★◆●∧H-"
LOOK_ALIKES = {"○": "○◯〇OО", "×": "×✕╳XxＸ", "+": "+＋﹢", "-": "-－–", "√": "√✓✔☑", "#": "#＃", "H": "HＨ"}


@dataclass(frozen=True)
class Person:
    name: str
    recipient: str
    support: str
    period: str
    """year, first or second."""


@dataclass(frozen=True)
class Truth:
    """Who is placed where, and both halves of each recorded day."""

    people: tuple[Person, ...]
    months: tuple[tuple[int, int], ...]
    days: dict[str, dict[date, tuple[str, str]]]
    leaves: tuple[Leave, ...] | None = None
    """What is registered; None where there is no register."""
    marks: dict[str, dict[str, int]] | None = None
    """Name → line → points as assessors gave them; None where there are none."""


@dataclass(frozen=True)
class Mess:
    """How it is written down."""

    seed: int = 0
    form: str = "one"
    """one, two (上午/下午 rows), log, dingtalk; down (days down, people across), person (a sheet each), card (months down)."""
    legend: str = "below"
    """below, above, beside, side (signs and meanings in two columns under headings), table, or none (plain words)."""
    legend_style: int = 0
    title: int = 0
    month_in: str = "title"
    """title, sheet, dates."""
    heads: int = 0
    weekday_row: bool = True
    totals: bool = False
    blank_rows: bool = False
    spaced_names: bool = False
    extra_columns: bool = False
    notes: bool = False
    hidden: bool = False
    one_file: bool = True
    kind: str = "xlsx"
    roster: int = 0
    pages: bool = False
    """Headings repeated in the middle, as on printed pages."""
    tails: bool = False
    """（组长） and the like behind names in attendance."""
    looks: str = ""
    """Of an xlsx: banded (every other row in colour), inked (letters in colour), zeros (blanks hold a 0 that the sheet
    does not show), beneath (other values under merged cells), noted (a note gives a colour a meaning, two marks bear it),
    struck (a row of the roster is struck out)."""
    window: bool = False
    """Months from the 26th to the 25th."""
    double: bool = False
    """Half of the people to the right of the others."""
    leave: int = 0
    marks: int = 0
    annotated: bool = False
    """What is handed in are the copies that annotating made."""


class Writer:
    """Writes a truth as a mess. `places[path name, sheet, row, column]` is what a cell is about."""

    def __init__(self, truth: Truth, mess: Mess) -> None:
        self.truth = truth
        self.mess = mess
        self.random = random.Random(mess.seed)
        self.places: dict[tuple[str, str, int, int], Key] = {}
        self.coloured: set[Key] = set()
        """What the cells are about that a noted colour sets apart."""

    def write(self, folder: Path) -> list[Path]:
        """All files of the county."""
        roster = self.roster()
        pages = [*self.attendance(), *self.registers()]
        if self.mess.kind == "csv":
            return [self.save(folder, page.name, [page]) for page in [roster, *pages]]
        if self.mess.one_file:
            return [self.save(folder, "全部", [roster, *pages])]
        return [self.save(folder, "名单", [roster]), *(self.save(folder, f"考勤{i}", [p]) for i, p in enumerate(pages))]

    def attendance(self) -> list[Page]:
        """The pages of attendance in the form wanted."""
        if self.mess.form == "log":
            return [self.log()]
        if self.mess.form in ("person", "card"):
            return [self.own(person) for person in self.truth.people]
        one = self.down if self.mess.form == "down" else self.grid
        return [one(days) for days in self.spans()]

    def spans(self) -> list[list[date]]:
        """The days of each page: a month's, or those from the 26th of the month before to its 25th."""
        if not self.mess.window:
            return [[date(y, m, i + 1) for i in range(monthrange(y, m)[1])] for y, m in self.truth.months]
        last = [date(y, m, 25) for y, m in self.truth.months]
        last.append(date(last[-1].year, last[-1].month + 1, 25))
        firsts = [date(day.year, day.month - 1, 26) for day in last]
        return [
            [first + timedelta(i) for i in range((end - first).days + 1)]
            for first, end in zip(firsts, last, strict=True)
        ]

    def registers(self) -> list[Page]:
        """请假登记 and 评分, where there are any."""
        found = []
        if self.truth.leaves is not None:
            page = Page("请假登记")
            page.rows, page.merged = leave_rows(self.truth.leaves, self.mess.leave, self.random)
            found.append(page)
        if self.truth.marks is not None:
            page = Page("评分")
            page.rows = marks_rows(self.truth.marks, self.mess.marks, self.random)
            found.append(page)
        return found

    # The roster --------------------------------------------------------------------------------------------------

    def roster(self) -> Page:
        """名单 in one of several spellings of its headings."""
        plain = self.mess.roster == 0
        page = Page("名单")
        if not plain:
            page.add("2022年度支援人员名单")
        if self.mess.roster == 2:
            page.add("")
        heads = {
            "serial": ["序号", "序 号"],
            "recipient": ["受援单位", "受援机构", "派驻单位", "受援\n单位"],
            "support": ["支援单位", "派出单位", "选派单位"],
            "name": ["姓名", "姓  名", "姓　名"],
            "age": ["年龄", "年 龄（岁）"],
            "licence": ["执业资格"],
            "title": ["专业技术职称", "职称"],
            "period": ["支援时间", "派驻时间"],
        }
        order = list(heads)
        if not plain:
            self.random.shuffle(order)
        words = [heads[name][0] if plain else self.random.choice(heads[name]) for name in order]
        half = (len(self.truth.people) + 1) // 2 if self.mess.roster == 3 else 0
        """Side by side: so many people stand on the left."""
        page.add(*words, *(words if half else []))
        periods = {"year": ["一年", "全年"], "first": ["前半年"], "second": ["后半年"]}
        for i, person in enumerate(self.truth.people):
            values = {
                "serial": i + 1,
                "recipient": person.recipient,
                "support": person.support,
                "name": person.name,
                "age": 36,
                "licence": "执业医师",
                "title": "主治医师",
                "period": periods[person.period][0] if plain else self.random.choice(periods[person.period]),
            }
            if not plain:
                values["name"] = self.spaced(person.name)
                values["age"] = self.random.choice([36, "36", "３６", "36 "])
            if self.mess.blank_rows and not plain and not half and self.random.random() < 0.3:
                page.add("")
            cells: list[Cell] = [(values[name], ("roster", person.name, name)) for name in order]
            if half and i >= half:
                page.rows[i - half - half][len(order) :] = cells
                continue
            page.add(*cells, *([""] * len(order) if half else []))
        if self.mess.looks == "struck":
            first = next(r for r, row in enumerate(page.rows) if any(key for _, key in row))
            page.struck = {(first, c) for c in range(len(order))}
        if self.mess.notes and not plain:
            page.add("注：以上人员均已备案。")
            page.add("制表人：", "", "审核：")
        return page

    def called(self, name: str) -> str:
        """A name as attendance has it: with spaces, or a bracket behind it."""
        tail = (
            self.random.choice(["（组长）", "(半脱产)", "【队长】"])
            if self.mess.tails and self.random.random() < 0.5
            else ""
        )
        return f"{self.spaced(name)}{tail}"

    def spaced(self, name: str) -> str:
        """A name with the spaces that people put in."""
        if not self.mess.spaced_names or self.random.random() < 0.4:
            return name
        return self.random.choice(
            [f"{name[0]} {name[1:]}", f"{name[0]}　{name[1:]}", f"{name} ", f"{name[0]}  {name[1:]}"]
        )

    # Marks -------------------------------------------------------------------------------------------------------

    def key(self) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
        """Kind → what may be written in a cell, and the legend's pairs (word, sign)."""
        if self.mess.form in ("log", "dingtalk"):
            return WORDS, []
        if self.mess.legend == "none":
            return PLAIN, []
        kinds = [kind for kind in WORDS if kind != "present"]
        signs = dict(zip(kinds, self.random.sample(SIGNS, len(kinds)), strict=True)) | {"present": "√"}
        pairs = [(self.random.choice(WORDS[kind]), sign) for kind, sign in signs.items()]
        self.random.shuffle(pairs)
        return {kind: [*LOOK_ALIKES.get(sign, sign)] for kind, sign in signs.items()}, pairs

    def cell(self, day: tuple[str, str] | None, key: dict[str, list[str]]) -> str:
        """A day as one cell."""
        if day is None:
            return self.random.choice(["", "", " "])
        first, second = (self.random.choice(key[kind]) for kind in day)
        if day[0] == day[1]:
            return first
        if self.mess.form == "dingtalk":
            return f"{first},{second}"
        spellings = [f"{first}{joint}{second}" for joint in "/、,"]
        if key is not PLAIN:
            spellings.append(f"{first}{second}")
        if day[0] == "present" and day[1] != "official":
            spellings += [f"半{second}", f"{second}0.5", f"下午{second}", f"{second}半天"]
        if day[1] == "present" and day[0] != "official":
            spellings.append(f"上午{first}")
        return self.random.choice(spellings)

    def legend(self, pairs: list[tuple[str, str]]) -> str:
        """The legend as a line."""
        style: Sequence[Callable[[str, str], str]] = [
            lambda w, s: f"{w}{s}",
            lambda w, s: f"{s}{w}",
            lambda w, s: f"{w}：{s}",
            lambda w, s: f"{s}:{w}",
            lambda w, s: f"{w}（{s}）",
            lambda w, s: f"“{s}”表示{w}",
        ]
        made = style[self.mess.legend_style % len(style)]
        texts = [made(word, sign) for word, sign in pairs]
        joint = [" ", "、", "，", "；", "  ", "\n"][self.mess.legend_style % 5]
        if self.mess.legend_style >= len(style):
            texts = [f"{i + 1}.{text}" for i, text in enumerate(texts)]
            joint = "；"
        return self.random.choice(["", "注：", "说明：", "图例："]) + joint.join(texts)

    # Grids -------------------------------------------------------------------------------------------------------

    def grid(self, days: list[date]) -> Page:
        """One month."""
        mess = self.mess
        key, pairs = self.key()
        page = Page(self.sheet_name(days))
        recipients = {person.recipient for person in self.truth.people}
        keeper = recipients.pop() if len(recipients) == 1 else None
        if mess.form == "dingtalk":
            page.add(f"月度汇总 统计日期：{days[0]} 至 {days[-1]}")
            page.add(f"报表生成时间：{days[-1]} 18:00")
        else:
            page.add(self.title(days, keeper if mess.title % 2 else None))
            if keeper and mess.title == 2:
                page.add(f"填报单位：{keeper}")
        if pairs and mess.legend == "above":
            page.add(self.legend(pairs))
        before = ["姓名"]
        if mess.extra_columns or mess.form == "dingtalk":
            before = ["序号", "姓  名", "考勤组" if mess.form == "dingtalk" else "科室"]
        if keeper is None:
            before.append("受援单位")
        if mess.form == "two":
            before.append("时间")
        after = ["出勤", "事假", "备注"] if mess.totals and mess.form in ("one", "two") else []
        heads = [*before, *[self.head(day) for day in days], *after]
        weekdays = mess.weekday_row and mess.form != "dingtalk" and mess.heads % 6 not in (4, 5)
        people = list(enumerate(self.truth.people))
        half = (len(people) + 1) // 2 if mess.double and mess.form in ("one", "two") and len(people) > 1 else 0
        parts = []
        for some in (people[:half], people[half:]) if half else (people,):
            part = Page("")
            part.add(*heads)
            if weekdays:
                part.add(*[""] * len(before), *[WEEK[day.weekday()] for day in days], *[""] * len(after))
            for i, person in some:
                if mess.blank_rows and self.random.random() < 0.3:
                    part.add("")
                if mess.pages and i == 1 and not half:
                    part.add(*heads)
                self.person(part, person, days, key, before, after, i)
            parts.append(part)
        page.join(parts)
        self.below(page, pairs, before, days, weekdays)
        return page

    def person(
        self,
        page: Page,
        person: Person,
        days: list[date],
        key: dict[str, list[str]],
        before: list[str],
        after: list[str],
        i: int,
    ) -> None:
        recorded = self.truth.days[person.name]
        values = {
            "序号": i + 1,
            "姓名": self.called(person.name),
            "姓  名": self.called(person.name),
            "科室": "内科",
            "考勤组": "默认",
            "受援单位": person.recipient,
        }
        counted = {
            kind: sum(0.5 * recorded[day].count(kind) for day in days if day in recorded)
            for kind in ("present", "personal")
        }
        totals = [counted["present"], counted["personal"], ""] if after else []
        if self.mess.form != "two":
            cells = [(self.cell(recorded.get(day), key), ("mark", person.name, day)) for day in days]
            r = page.add(*[values[name] for name in before], *cells, *totals)
        else:
            rows = []
            for half, label in enumerate(("上午", "下午")):
                cells = [
                    (
                        self.random.choice(key[recorded[day][half]]) if day in recorded else "",
                        ("mark", person.name, day),
                    )
                    for day in days
                ]
                lead = [label if name == "时间" else values[name] if half == 0 else "" for name in before]
                rows.append(page.add(*lead, *cells, *(totals if half == 0 else [])))
            r = rows[0]
            if self.random.random() < 0.5:
                column = next(c for c, name in enumerate(before) if name.startswith("姓"))
                page.merged.append((r, column, r + 1, column))
        if self.mess.hidden and self.random.random() < 0.3:
            page.hidden_rows.add(r)

    def below(
        self, page: Page, pairs: list[tuple[str, str]], before: list[str], days: list[date], weekdays: bool
    ) -> None:
        if self.mess.totals and self.mess.form != "dingtalk":
            page.add("合计", *[""] * (len(before) + 2), 3)
        if pairs and self.mess.legend == "below":
            page.add(self.legend(pairs))
        if pairs and self.mess.legend == "table":
            page.add("")
            page.add(*[text for pair in pairs for text in pair])
        if pairs and self.mess.legend == "beside":
            width = max(len(row) for row in page.rows) + 1
            for row, (word, sign) in zip(page.rows[-len(pairs) :], pairs, strict=False):
                row += [("", None)] * (width - len(row)) + [(f"{sign} {word}", None)]
            for word, sign in pairs[len(page.rows) :]:
                page.add(*[""] * width, f"{sign} {word}")
        if pairs and self.mess.legend == "side":
            width = max(len(row) for row in page.rows) + 1
            lines = [("符号", "含义"), *((sign, word) for word, sign in pairs)]
            top = next(r for r, row in enumerate(page.rows) if any(key for _, key in row)) - 1  # the headings
            while len(page.rows) < top + len(lines):
                page.add("")
            for row, line in zip(page.rows[top:], lines, strict=False):
                row += [("", None)] * (width - len(row)) + [(text, None) for text in line]
        if self.mess.looks == "noted":
            marked = [
                (r, c)
                for r, row in enumerate(page.rows)
                for c, (value, key) in enumerate(row)
                if key and key[0] == "mark" and str(value).strip() and key[2].weekday() < 5 and key[2] != HOLIDAY
            ]
            chosen = self.random.sample(marked, min(2, len(marked)))
            page.filled = {*(chosen if len({c for _, c in chosen}) == 2 else chosen[:1])}  # no whole column
            page.add("标红的为事假")
        if self.mess.notes:
            page.add("")
            page.add("备注：每月 2 日前报送，逾期不补。")
            page.add("制表人：", "钱七星", "", "", "审核人：", "孙八方")

    def down(self, days: list[date]) -> Page:
        """One month, days down and people across."""
        key, pairs = self.key()
        page = Page(self.sheet_name(days))
        page.add(self.title(days, None))
        if pairs and self.mess.legend == "above":
            page.add(self.legend(pairs))
        people = self.truth.people
        week = self.mess.weekday_row and self.mess.heads % 6 not in (4, 5)
        page.add(
            self.random.choice(["日期", "日", "日期\\姓名"]),
            *(["星期"] if week else []),
            *[self.called(p.name) for p in people],
        )
        for day in days:
            marks = [(self.cell(self.truth.days[p.name].get(day), key), ("mark", p.name, day)) for p in people]
            page.add(self.head(day), *([WEEK[day.weekday()]] if week else []), *marks)
        self.below(page, pairs, ["日期"], days, False)
        return page

    def own(self, person: Person) -> Page:
        """All months of one person: dates with 上午 and 下午, or months down and days across."""
        key, pairs = self.key()
        page, recorded = Page(person.name), self.truth.days[person.name]
        page.add("派驻人员考勤卡", "", "2022年度")
        if pairs and self.mess.legend == "above":
            page.add(self.legend(pairs))
        name = self.spaced(person.name)
        page.add(
            *(["姓名", name] if self.mess.title % 2 else [f"姓名：{person.name}"]), "", f"受援单位：{person.recipient}"
        )
        if self.mess.form == "card":
            page.add("月份", *range(1, 32))
        else:
            page.add("日期", "上午", "下午", "备注")
        for year, month in self.truth.months:
            days = [date(year, month, i + 1) for i in range(monthrange(year, month)[1])]
            if self.mess.form == "card":
                marks = [(self.cell(recorded.get(day), key), ("mark", person.name, day)) for day in days]
                page.add([f"{month}月", f"{year}年{month}月"][self.mess.heads % 2], *marks)
                continue
            for day in days:
                halves = [self.random.choice(key[kind]) for kind in recorded[day]] if day in recorded else ["", ""]
                page.add(day, *((half, ("mark", person.name, day)) for half in halves))
        self.below(page, pairs, ["日期"], [], False)
        return page

    def title(self, days: list[date], keeper: str | None) -> str:
        """A title, with the month where it is to stand there."""
        year, month = days[-1].year, days[-1].month
        if self.mess.window and self.mess.month_in == "title":
            one, other = days[0], days[-1]
            span = [
                f"{year}年{month}月考勤表（{one.month}月26日—{month}月25日）",
                f"{one.year}年{one.month}月26日至{year}年{month}月25日考勤表",
                f"{one.year}.{one.month}.26-{month}.25考勤表",
                f"考勤表 {one}~{other}",
                f"{year}年{month}月考勤表（上月26日至本月25日）",
                f"{year}年{month}月考勤表({one.month}.26-{month}.25)",
                f"{year}年{month}月份考勤（{one.month}月26日至{month}月25日）",
            ][self.mess.title]
            return f"{keeper or ''}{span}"
        when = f"{year}年{month}月" if self.mess.month_in == "title" else ""
        if when and self.mess.title >= 3:
            when = [
                f"{year}-{month:02}",
                f"{year} 年 {month} 月",
                f"{year % 100}年{month}月",
                f"{year}年{month:02}月份",
            ][self.mess.title % 4]
        return f"{keeper or ''}{when}考勤表"

    def sheet_name(self, days: list[date]) -> str:
        year, month = days[-1].year, days[-1].month
        if self.mess.window and self.mess.month_in == "sheet":
            return f"{days[0].year}年{days[0].month}月26日-{month}月25日"
        if self.mess.month_in == "title" and self.mess.kind != "csv":
            return self.random.choice([f"{year}-{month:02}", f"{month}月", f"表{month:02}页"])
        return f"{year}年{month}月"

    def head(self, day: date) -> Any:
        if self.mess.month_in == "dates" and self.mess.form != "dingtalk":
            return [day, f"{day.month}月{day.day}日", day.isoformat()][self.mess.heads % 3]
        week = WEEK[day.weekday()]
        if self.mess.form == "dingtalk":
            return week if day.weekday() > 4 else str(day.day)
        full = str(day.day).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return [day.day, f"{day.day}日", f"{day.day:02}", full, f"{day.day}\n星期{week}", f"{day.day}({week})"][
            self.mess.heads % 6
        ]

    def log(self) -> Page:
        """考勤明细: a row a day, or two where its halves differ."""
        page = Page("明细")
        page.add("2022年考勤明细")
        heads = ["姓名", "日期", self.random.choice(["考勤结果", "状态"]), "半天", "受援单位"]
        page.add(*heads)
        entries = [
            (person, day, kinds) for person in self.truth.people for day, kinds in self.truth.days[person.name].items()
        ]
        if self.mess.blank_rows:
            self.random.shuffle(entries)
        for person, day, kinds in entries:
            written = self.random.choice([day, f"{day.year}.{day.month}.{day.day}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}"])
            parts = [(kinds[0], "")] if kinds[0] == kinds[1] else [(kinds[0], "上午"), (kinds[1], "下午")]
            for kind, half in parts:
                about = ("mark", person.name, day)
                page.add(
                    self.spaced(person.name), written, (self.random.choice(WORDS[kind]), about), half, person.recipient
                )
        return page

    # Files -------------------------------------------------------------------------------------------------------

    def save(self, folder: Path, name: str, pages: list[Page]) -> Path:
        """One file of the wanted type."""
        path = folder / f"{name}.{self.mess.kind}"
        for page in pages:
            sheet = path.stem if self.mess.kind == "csv" else page.name
            self.coloured |= {page.rows[r][c][1] for r, c in page.filled}
            for r, row in enumerate(page.rows):
                for c, (_, key) in enumerate(row):
                    if key is not None:
                        self.places[path.name, sheet, r, c] = key
        SAVERS[self.mess.kind](path, pages, self.mess.looks)
        return path
