"""A blank workbook of registers or of the months' grids: headings, notes, validations, a guide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from qianyi.dossier.registers import REGISTERS, TITLES, RegisterColumn
from qianyi.facts.calendar import Calendar, days
from qianyi.facts.periods import month_ranges
from qianyi.output.documents.succession import RowTexts
from qianyi.output.letterhead import activity_name
from qianyi.policy.settings import Settings

if TYPE_CHECKING:
    from qianyi.policy.model import Policy

SIGNS = {
    "出勤": "√",
    "出差": "差",
    "培训": "学",
    "休息": "休",
    "年休假": "年",
    "事假": "事",
    "病假": "病",
    "婚假": "婚",
    "产假": "产",
    "丧假": "丧",
    "其他假": "◆",
    "旷工": "旷",
}
HALVES = ("事0.5", "病0.5", "旷0.5")
WEEKDAYS = "一二三四五六日"
GRID_ROWS, REGISTER_ROWS = 45, 300
_NUMBERS = {"integer", "decimal", "days"}


class BlankBook:
    """One blank workbook with the formats of all."""

    def __init__(self, policy: Policy, plan: dict[str, Any], rows: dict[str, list[RowTexts]] | None = None) -> None:
        import xlsxwriter

        self.policy, self.plan, self.rows = policy, plan, rows or {}
        self._buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        start = policy.campaign.start
        self.book.set_properties({"author": "qianyi", "created": datetime(start.year, start.month, start.day)})
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "align": "center", "text_wrap": True}
        box, make = {**base, "border": 1}, self.book.add_format
        self.title = make({**base, "font_size": 16, "bold": True, "text_wrap": False})
        self.legend = make({**base, "align": "left"})
        self.head = make({**box, "bold": True, "bg_color": "#DCE6F1"})
        self.need = make({**box, "bold": True, "bg_color": "#F8E5C8"})
        self.rest_head = make({**box, "bold": True, "bg_color": "#BFBFBF"})
        self.rest = make({**box, "bg_color": "#E3E3E3"})
        self.plain = make(box)
        self.day = make({**box, "num_format": "yyyy-mm-dd"})
        self.left = make({**box, "align": "left"})
        self._lists: list[tuple[str, list[str]]] = []

    def _done(self) -> bytes:
        self.book.close()
        return self._buffer.getvalue()

    def _sheet(self, name: str, title: str, width: int, first_row: int, top: int) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.set_footer("&C— &P —")
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, width - 1, title, self.title)
        sheet.repeat_rows(top, first_row - 1)
        return sheet

    def registers(self, kinds: Sequence[str]) -> bytes:
        """A sheet a kind, the choices behind the dropdowns, and how to fill each column with an example."""
        for kind in kinds:
            self._register(kind)
        self._guide(kinds)
        self._choices()
        return self._done()

    def _register(self, kind: str) -> None:
        register = REGISTERS[kind]
        year = self.policy.campaign.year
        title = f"{year}年度{activity_name(self.policy)}{register.title}"
        sheet = self._sheet(register.title, title, len(register.columns), 2, 1)
        sheet.set_row(1, 32)
        for index, column in enumerate(register.columns):
            how, example = self._note(kind, column)
            needed = column.required or any(column.field in group for group in register.alternatives[:1])
            sheet.write_string(1, index, column.heading, self.need if needed else self.head)
            text = f"{'必填' if needed else '选填'}：{how}" + (f"\n例：{example}" if example else "")
            sheet.write_comment(1, index, text, {"author": "qianyi", "x_scale": 1.2, "y_scale": 0.8})
            sheet.set_column(index, index, self._width(column), self.day if column.type == "date" else None)
            self._validate(sheet, kind, column, index)
        filled = self.rows.get(kind, [])
        for row in range(2, 2 + max(GRID_ROWS, len(filled) + 10)):
            known = filled[row - 2] if row - 2 < len(filled) else {}
            for index, column in enumerate(register.columns):
                look = self.day if column.type == "date" else self.plain
                if known.get(column.field):
                    sheet.write_string(row, index, known[column.field], look)
                else:
                    sheet.write_blank(row, index, None, look)
        sheet.freeze_panes(2, 0)

    def _width(self, column: RegisterColumn) -> float:
        if column.type == "institution":
            return 24
        if column.type in _NUMBERS or column.field in ("sex", "ethnicity"):
            return 9
        return max(12.0, 2.2 * len(column.heading) + 1)

    def _note(self, kind: str, column: RegisterColumn) -> tuple[str, str]:
        """How to fill a column, and an example whose dates lie in this campaign."""
        plan = self.plan
        text = (
            plan["notes"].get(f"{kind}.{column.field}")
            or plan["notes"].get(column.field)
            or plan["notes"].get(column.type)
            or plan["types"].get(column.type)
            or plan["types"]["text"]
        )
        how, example = text.split("｜")
        shift = self.policy.campaign.start.year - 2022
        for year in (2023, 2022):
            if column.type in ("date", "month"):
                example = example.replace(str(year), str(year + shift)) if str(year) in example else example
                if str(year + shift) in example:
                    break
        return column.note or how, example

    def _options(self, kind: str, column: RegisterColumn) -> list[str]:
        """What the dropdown of a column offers; empty for none."""
        plan, words = self.plan, self.policy.words
        for key in (f"{kind}.{column.field}", column.field, column.type):
            if key in plan["words"] and plan["words"][key] in words:
                return list(dict.fromkeys(text for group in words[plan["words"][key]].values() for text in group))
            if key == "grade":
                return [grade.name for grade in self.policy.grades]
            if key in plan["choices"]:
                return list(plan["choices"][key])
        if column.type == "criterion":
            return [f"{line.id} {line.title}" for annex in self.policy.annexes.values() for line in annex.lines()]
        if kind == "milestones" and column.field == "matter":
            return [duty.words[0] for duty in self.policy.duties if duty.words]
        if column.type == "month":
            return [f"{first:%Y-%m}" for first, _ in self._months()]
        return []

    def _validate(self, sheet: Any, kind: str, column: RegisterColumn, index: int) -> None:
        area = (2, index, 1 + REGISTER_ROWS, index)
        options = self._options(kind, column)
        if options:
            place = self._choice(options)
            sheet.data_validation(
                *area,
                {
                    "validate": "list",
                    "source": place,
                    "error_type": "information",
                    "error_title": "不在选项中",
                    "error_message": "可以保留，但核查时可能读不懂。",
                },
            )
        elif column.type == "date":
            sheet.data_validation(
                *area,
                {
                    "validate": "date",
                    "criteria": "between",
                    "minimum": date(1950, 1, 1),
                    "maximum": date(2099, 12, 31),
                    "error_type": "warning",
                    "error_message": "请写成 2022-06-01 这样的日期。",
                },
            )
        elif column.type in _NUMBERS:
            sheet.data_validation(
                *area,
                {
                    "validate": "decimal",
                    "criteria": ">=",
                    "value": 0,
                    "error_type": "warning",
                    "error_message": "请填数字。",
                },
            )

    def _choice(self, options: list[str]) -> str:
        """The range on sheet 选项 that holds these options (the same list once)."""
        for index, (_, known) in enumerate(self._lists):
            if known == options:
                return self._range(index, len(options))
        self._lists.append(("", options))
        return self._range(len(self._lists) - 1, len(options))

    @staticmethod
    def _range(column: int, count: int) -> str:
        from xlsxwriter.utility import xl_range_abs

        return f"=选项!{xl_range_abs(1, column, count, column)}"

    def _choices(self) -> None:
        sheet = self.book.add_worksheet("选项")
        sheet.write_string(0, 0, "下拉选项，请勿改动", self.legend)
        for column, (_, options) in enumerate(self._lists):
            sheet.set_column(column, column, 18)
            sheet.write_column(1, column, options)

    def _guide(self, kinds: Sequence[str]) -> None:
        """How to fill every column, downwards: headings down a column are never taken for a table."""
        sheet = self.book.add_worksheet("填写说明")
        widths = (36, 8, 60, 24)
        for index, (text, width) in enumerate(
            zip(("工作表：栏目", "必填否", "怎么填", "填写示例"), widths, strict=True)
        ):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, text, self.head)
        row = 1
        for kind in kinds:
            for column in REGISTERS[kind].columns:
                how, example = self._note(kind, column)
                values = (f"{TITLES[kind]}：{column.heading}", "必填" if column.required else "选填", how, example)
                for index, value in enumerate(values):
                    sheet.write_string(row, index, value, self.left)
                row += 1
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _months(self) -> list[tuple[date, date]]:
        return list(month_ranges(self.policy.campaign.start, self.policy.campaign.end))

    def grids(self) -> bytes:
        """A monthly grid a sheet: legend above, weekdays, rest days shaded, marks to choose from."""
        calendar = Calendar(Settings())
        marks = [*SIGNS.values(), *HALVES]
        legend = "图例：" + "  ".join(f"{word}{sign}" for word, sign in SIGNS.items())
        for first, last in self._months():
            month = days(first, last)
            sheet = self._sheet(f"{first:%Y-%m}", f"{first.year}年{first.month}月派驻人员考勤表", 3 + len(month), 4, 2)
            sheet.set_row(1, 22)
            unsure = (
                ""
                if calendar.known(first.year)
                else f"（{first.year} 年的放假安排还没有公布，休息日的底色暂按法定节假日）"
            )
            sheet.merge_range(1, 0, 1, 2 + len(month), legend + unsure, self.legend)
            for index, (heading, width) in enumerate((("序号", 6), ("姓名", 10), ("受援单位", 22))):
                sheet.merge_range(2, index, 3, index, heading, self.head)
                sheet.set_column(index, index, width)
            sheet.set_column(3, 2 + len(month), 4)
            sheet.write_comment(
                2,
                1,
                "每人一行；半天写 事0.5 或 √/事（上午/下午）；休息日上班写 √，工作日补休写 休。",
                {"author": "qianyi"},
            )
            for index, day in enumerate(month, 3):
                rest = not calendar.is_workday(day)
                sheet.write_number(2, index, day.day, self.rest_head if rest else self.head)
                sheet.write_string(3, index, WEEKDAYS[day.weekday()], self.rest_head if rest else self.head)
                for row in range(4, 4 + GRID_ROWS):
                    sheet.write_blank(row, index, None, self.rest if rest else self.plain)
            for row in range(4, 4 + GRID_ROWS):
                for index in range(3):
                    sheet.write_blank(row, index, None, self.plain)
            sheet.data_validation(
                4,
                3,
                3 + REGISTER_ROWS,
                2 + len(month),
                {
                    "validate": "list",
                    "source": marks,
                    "error_type": "information",
                    "error_title": "不在图例中",
                    "error_message": "请用图例里的标记，或先在图例里加上。",
                },
            )
            sheet.freeze_panes(4, 3)
        return self._done()
