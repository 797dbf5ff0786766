"""`qianyi send`: for each institution a workbook with its own people, ready to fill in for one month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import tomli
from msgspec import Struct

from qianyi.dossier.registers import COMPUTED
from qianyi.dossier.source import column_letters
from qianyi.errors import QianyiError
from qianyi.facts.calendar import days
from qianyi.facts.periods import month_ranges
from qianyi.facts.texts import plain
from qianyi.output.documents.batch import Batch
from qianyi.output.documents.blank_book import HALVES, SIGNS, WEEKDAYS, BlankBook
from qianyi.output.documents.phrasing import file_name
from qianyi.output.letterhead import name_of

if TYPE_CHECKING:
    from qianyi.dossier.records import Placement
    from qianyi.facts import Facts
    from qianyi.policy.model import Annex
    from qianyi.scoring.result import PersonScore, Role, Scores

To = Literal["recipient", "support", "both"]
_REGISTERS = ("leave", "incidents", "activities", "workload")
TOTALS = ("出勤", "出差", "休息", "年休假", "事假", "病假", "旷工")
"""The days counted behind the grid; what is not among them shows in the cells."""
_SIGNERS = ("考勤员：", "审核人：", "（盖章）")


class Sent(Struct, frozen=True):
    """One workbook: whose, in which role, where, and the people of its grid."""

    institution: str
    role: Role
    path: str
    people: list[str]


class Sending(Struct, frozen=True):
    """What `send` writes: the month and the workbooks, recipients in roster order first."""

    month: str
    files: list[Sent]


def month_of(facts: Facts, text: str | None) -> tuple[date, date]:
    """First and last day, within the campaign, of the month asked for (2022-06), else of as-of's.

    Raises QianyiError for what is no month, or none of the campaign's.
    """
    campaign = facts.policy.campaign
    year, month = _year_month(text) if text else (facts.as_of.year, facts.as_of.month)
    for first, last in month_ranges(campaign.start, campaign.end):
        if (first.year, first.month) == (year, month):
            return first, last
    raise QianyiError(
        f"{year}-{month:02} 不在活动时间 {campaign.start.isoformat()} 至 {campaign.end.isoformat()} 之内；请核对 --month。"
    )


def _year_month(text: str) -> tuple[int, int]:
    plain_text = text.strip().translate(str.maketrans("./年", "---", "月"))
    year, _, month = plain_text.partition("-")
    if not (year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        raise QianyiError(f"--month 的月份“{text}”读不懂；请写成 2022-06。")
    return int(year), int(month)


def placed_in(placements: Iterable[Placement], first: date, last: date) -> list[Placement]:
    """The placements of which a day lies between first and last."""
    return [p for p in placements if p.name and p.start and p.end and p.start <= last and first <= p.end]


def send(
    facts: Facts,
    scores: Scores | None,
    out: Path,
    *,
    month: tuple[date, date],
    to: To = "recipient",
    only: Sequence[str] | None = None,
    force: bool = False,
) -> Sending:
    """Write `out/<单位>-2022-06.xlsx` for each institution with a person placed in the month.

    With `scores` each has a sheet 评分 of everyone the institution had in the campaign. `only`: these institutions
    alone. Raises OutputError where somebody's file stands in the way (a workbook that came back filled, too).
    """
    placed = placed_in(facts.dossier.placements, *month)
    roles: tuple[Role, ...] = ("recipient", "support") if to == "both" else (to,)
    label = f"{month[0]:%Y-%m}"
    files: list[Sent] = []
    with Batch(out) as batch:
        taken: set[str] = set()
        for role in roles:
            names = dict.fromkeys(getattr(p, role) for p in placed if getattr(p, role))
            for name in names:
                if only is not None and name not in only:
                    continue
                people = [p for p in placed if getattr(p, role) == name]
                marked = None if scores is None else [p for p in scores.people if getattr(p.placement, role) == name]
                file = f"{file_name(name)}-{label}.xlsx"
                if file in taken:  # supports and is supported: two workbooks of one name
                    file = f"{file_name(name)}（支援）-{label}.xlsx"
                taken.add(file)
                batch.add(file, _MonthBook(facts).made(name, people, month, marked))
                files.append(Sent(name, role, (out / file).as_posix(), [p.name for p in _rows(people)]))
        if files:
            batch.commit(force=force, inputs=[Path(item.real) for item in facts.dossier.inputs if item.real])
    return Sending(label, files)


def _rows(people: Sequence[Placement]) -> list[Placement]:
    """One placement a person: a second one in the month shares the row."""
    return list({(p.name, p.support, p.recipient): p for p in reversed(people)}.values())[::-1]


class _MonthBook(BlankBook):
    """The workbook of one institution and month."""

    def __init__(self, facts: Facts) -> None:
        plan = tomli.loads(Path(__file__).with_name("init.toml").read_text(encoding="utf-8"))
        super().__init__(facts.policy, plan)
        self.facts = facts
        make = self.book.add_format
        box = {
            "font_name": "宋体",
            "font_size": 11,
            "valign": "vcenter",
            "align": "center",
            "text_wrap": True,
            "border": 1,
        }
        self.bare = make({**box, "bold": True})
        self.grey = make({**box, "bg_color": "#E3E3E3", "num_format": "0.##"})
        self.sign = make({"font_name": "宋体", "font_size": 11})

    def made(
        self, institution: str, people: Sequence[Placement], month: tuple[date, date], marked: list[PersonScore] | None
    ) -> bytes:
        """The bytes of the workbook: grid, registers, 评分 where asked for, how to fill in."""
        self._grid(institution, people, month)
        for kind in _REGISTERS:
            self._register(kind)
        annex = next((one for one in self.policy.annexes.values() if one.subject == "person"), None)
        if marked and annex is not None:
            self._marks(institution, marked, annex)
        self._guide(_REGISTERS)
        self._choices()
        return self._done()

    def _grid(self, institution: str, people: Sequence[Placement], month: tuple[date, date]) -> None:
        rows = _rows(people)
        first = month[0].replace(day=1)
        span = days(first, month[1]) if month[1] >= first else []
        heads = (("序号", 5), ("姓名", 9), ("受援单位", 15), ("支援单位", 15), ("支援时间", 12))
        left, right = len(heads), len(heads) + len(span)
        title = f"{institution}{first.year}年{first.month}月派驻人员考勤表"
        sheet = self._sheet(f"{first:%Y-%m}", title, right + len(TOTALS), 4, 2)
        sheet.set_row(1, 22)
        sheet.merge_range(1, 0, 1, right + len(TOTALS) - 1, legend(), self.legend)
        for index, (heading, width) in enumerate(heads):
            sheet.merge_range(2, index, 3, index, heading, self.bare)
            sheet.set_column(index, index, width)
        sheet.set_column(left, right - 1, 3.3)
        sheet.set_column(right, right + len(TOTALS) - 1, 5)
        resting = [not self.facts.calendar.is_workday(day) for day in span]
        for index, (day, rest) in enumerate(zip(span, resting, strict=True), left):
            look = self.rest_head if rest else self.bare
            sheet.write_number(2, index, day.day, look)
            sheet.write_string(3, index, WEEKDAYS[day.weekday()], look)
        for index, heading in enumerate(TOTALS, right):
            sheet.merge_range(2, index, 3, index, heading, self.bare)
        for row, person in enumerate(rows, 4):
            own = (person.name, person.support, person.recipient)
            periods = [_period(p) for p in people if (p.name, p.support, p.recipient) == own]
            sheet.set_row(row, 32 * len(periods))  # two lines of each period, on a page that is still legible
            texts = (str(row - 3), person.name, person.recipient or "", person.support or "", "、".join(periods))
            sheet.write_number(row, 0, row - 3, self.plain)
            for index, text in enumerate(texts[1:], 1):
                sheet.write_string(row, index, text, self.plain)
            for index, rest in enumerate(resting, left):
                sheet.write_blank(row, index, None, self.rest if rest else self.plain)
            area = f"{column_letters(left)}{row + 1}:{column_letters(right - 1)}{row + 1}"
            for index, heading in enumerate(TOTALS, right):
                sheet.write_formula(row, index, counted(area, SIGNS[heading]), self.plain, 0)
        if rows and span:
            sheet.data_validation(
                4,
                left,
                3 + len(rows),
                right - 1,
                {
                    "validate": "list",
                    "source": [*SIGNS.values(), *HALVES],
                    "error_type": "information",
                    "error_title": "不在图例中",
                    "error_message": "请用图例里的标记，或先在图例里加上。",
                },
            )
        for index, text in zip((1, 4, right - 8 if span else left), _SIGNERS, strict=True):
            sheet.write_string(5 + len(rows), index, text, self.sign)
        sheet.freeze_panes(4, 2)

    def _marks(self, institution: str, people: Sequence[PersonScore], annex: Annex) -> None:
        """评分: people × criteria; what is computed stands grey with its value and is read past."""
        lines = annex.lines()
        heads = ("姓名", "支援单位", "受援单位")
        title = f"{institution}派驻人员评分（{name_of(self.facts)}）"
        sheet = self._sheet("评分", title, len(heads) + len(lines), 2, 1)
        sheet.set_row(1, 64)
        for index, (heading, width) in enumerate(zip(heads, (10, 22, 22), strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(1, index, heading, self.head)
        sheet.set_column(len(heads), len(heads) + len(lines) - 1, 13)
        for index, line in enumerate(lines, len(heads)):
            computed = line.judge == "auto"
            worth = f"{plain(line.points)}分，{COMPUTED}，不用填" if computed else f"{plain(line.points)}分"
            sheet.write_string(
                1, index, f"{line.id} {line.title}（{worth}）", self.rest_head if computed else self.head
            )
            if not computed and people:
                sheet.data_validation(
                    2,
                    index,
                    1 + len(people),
                    index,
                    {
                        "validate": "decimal",
                        "criteria": "between",
                        "minimum": 0,
                        "maximum": float(line.points),
                        "error_type": "warning",
                        "error_message": f"这一条满分 {plain(line.points)} 分。",
                    },
                )
        for row, person in enumerate(people, 2):
            placement = person.placement
            for index, text in enumerate((placement.name, placement.support or "", placement.recipient or "")):
                sheet.write_string(row, index, text, self.plain)
            scores = {
                **{item.id: item.score for item in person.items},
                **{line.id: line.score for item in person.items for line in item.lines},
            }
            for index, line in enumerate(lines, len(heads)):
                self._mark(
                    sheet, row, index, scores.get(line.id) if line.judge == "auto" else None, line.judge == "auto"
                )
        sheet.freeze_panes(2, 1)

    def _mark(self, sheet: Any, row: int, column: int, value: Decimal | None, computed: bool) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self.grey if computed else self.plain)
        else:
            sheet.write_number(row, column, float(value), self.grey)


def legend() -> str:
    """The signs of the plain table, as a legend is written."""
    return "图例：" + "  ".join(f"{word}（{sign}）" for word, sign in SIGNS.items())


def counted(area: str, sign: str) -> str:
    """The days of a sign: whole ones, and halves as 事0.5 (the other half present) or √/事 tell them."""
    halves = [f'COUNTIF({area},"{sign}/*")', f'COUNTIF({area},"*/{sign}")']
    halves.append(f'COUNTIF({area},"*0.5")' if sign == SIGNS["出勤"] else f'COUNTIF({area},"{sign}0.5")')
    return f'=COUNTIF({area},"{sign}")+0.5*({"+".join(halves)})'


def _period(placement: Placement) -> str:
    assert placement.start is not None
    assert placement.end is not None
    return f"{placement.start.isoformat()}至{placement.end.isoformat()}"
