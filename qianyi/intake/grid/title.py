"""Which month a grid is of: title, sheet name, file name, dates and weekdays of the headings, held against each other."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from msgspec import Struct

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import clean, squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.month import WrittenMonth, in_words, length, months_in, settle
from qianyi.intake.grid.shape import Block
from qianyi.intake.grid.span import SpanDay, dated, headed_span, onto, relative_in, span_in, turn_of, turned
from qianyi.intake.opening.tables import Table, Value
from qianyi.patterns import pattern

_ONE_DATE = pattern(
    r"(?:日期:)?\d{4}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2})", "日期:2022年6月30日", "2022-6-30"
)
_YEAR = pattern(r"(?<![\d\-—–~～至/])(20\d\d)年(?!度)", "2022年6月")
_DATE_LABEL = pattern(r"月份|考勤|日期|时间|年月", "考勤月份")
_OTHER_DATE = pattern(r"制表|打印|生成|填报|填表|报送|上报|导出|审核", "制表日期")
_PAGE_ABOVE = "上一页"

MonthClaim = tuple[str, WrittenMonth, Cell | None]
"""What says a month, in words, the month, and the cell."""


def block_dates(
    table: Table, block: Block, top: int, before: list[date], made: date | None, sheet: Sheet, context: Context
) -> list[date] | None:
    """The date of each day column within the month; None where the month cannot be told (A416).

    `top` is the first row that can hold this block's title; a block without one is of the month of the block above
    it (`sheet.month`, `before` its dates). `made` (企业微信 制表时间) gives a month without year its year.
    """
    return _Asked(table, block, top, before, made, sheet, context).dates()


class _Asked(Struct, eq=False):
    """The question of one block's month."""

    table: Table
    block: Block
    top: int
    before: list[date]
    made: date | None
    sheet: Sheet
    context: Context

    def dates(self) -> list[date] | None:
        titled = _titles(self.table, self.block, self.top, self.sheet)
        spans = self._spans()
        for stated in spans:
            found = dated(*stated, [m for _, m, _ in titled], self.made, self.context.policy.campaign)
            if found is not None:
                laid = onto(self.block, self.table.rows[self.block.day_row], found[0])
                if laid is not None:
                    self.block.days = laid[0]
                    return self._checked(laid[1], assumed=found[1])
        headings = [heading for _, heading in self.block.days]
        full = [heading.date for heading in headings if heading.date is not None]
        if len(full) == len(headings) and not titled and not months_in(self.table.name):
            return full
        sources = self._sources(titled)
        if headed_span(self.block) is not None:  # two months, and what the title says is neither
            return self._conflict(sources)
        month, assumed, distinct = settle([month for _, month, _ in sources], self.context.policy.campaign)
        if month is None:
            return self._conflict(sources if distinct else [])
        turn = turn_of(self.block)
        if (
            turn
            and sources[0][0] == _PAGE_ABOVE
            and [heading.day for heading in headings] == [d.day for d in self.before]
        ):
            return self._checked(self.before, assumed=False)
        if turn:
            return self._turned(turn, month, sources)
        if assumed and not self.block.weekdays and (year := self._other_year(month)) is not None:
            return self._conflict([*sources, (f"标题里另写着{year}年，按派驻年度是{in_words(month)}", month, None)])
        last = length(month)
        days = [date(*month, heading.day or 0) for heading in headings if (heading.day or 0) <= last]
        if (wrong := self._wrong_weekday(days)) is not None:
            return self._conflict([*sources, wrong])
        if assumed:
            cells = [cell for _, _, cell in sources if cell is not None]
            self._assumed(f"月份没有写年份，按派驻年度读作{in_words(month)}", "请在标题中写全年月。", cells)
        return days

    def _checked(self, days: list[date], *, assumed: bool) -> list[date] | None:
        """The days of a span, unless a weekday as written is not theirs."""
        if (wrong := self._wrong_weekday(days)) is not None:
            return self._conflict([wrong])
        if assumed:
            fact = f"起止没有写年份，按派驻年度读作 {days[0].isoformat()} 至 {days[-1].isoformat()}"
            self._assumed(fact, "请在标题中写全年月日。", [])
        return days

    def _turned(self, turn: int, month: tuple[int, int], sources: list[MonthClaim]) -> list[date] | None:
        """The days where they begin again at 1, and no span is written."""
        found = turned(self.block, turn, month, self._which())
        first, last = (self.block.days[i][1].day for i in (0, -1))
        shifted = turn == 1 and first == 31 and last == len(self.block.days) - 1
        if shifted and self._which() is None and not self.block.weekdays:
            reason = (
                f"日期是 31 日、1 日到 {last} 日，多半是数字 1、2、3……的日期格式（d日）经 LibreOffice 转换时错了一天"
            )
            cell = Cell(self.sheet, self.block.day_row, self.block.days[0][0])
            return self._conflict([*sources, (reason, month, cell)], remedy=_WRITE_SPAN)
        if len(found) != 1:
            reason = f"日期是 {first} 日到下一个月的 {last} 日，看不出是{in_words(month)}和它前面还是后面的一个月"
            cell = Cell(self.sheet, self.block.day_row, self.block.days[0][0])
            return self._conflict([*sources, (reason, month, cell)], remedy=_WRITE_SPAN)
        days = found[0]
        if self._which() is None:
            fact = f"日期是 {first} 日到 {last} 日，读作 {days[0].isoformat()} 至 {days[-1].isoformat()}"
            cell = Cell(self.sheet, self.block.day_row, self.block.days[0][0])
            self._assumed(fact, "请在标题中写明起止。", [cell])
        return days

    def _texts(self) -> list[str]:
        """The texts that may say of which days a grid is, nearest first."""
        above = [v for row in self.table.rows[self.top : self.block.first] for v in row if isinstance(v, str) and v]
        return [*above, *([] if self.top else [self.table.name, PurePath(self.table.path).stem])]

    def _which(self) -> int | None:
        return next((found for text in self._texts() if (found := relative_in(text)) is not None), None)

    def _spans(self) -> list[tuple[SpanDay, SpanDay]]:
        """Spans over two months as the headings themselves have them, else as titles or names state them."""
        headed = headed_span(self.block)
        if headed is not None:
            named = {month for text in self._texts() for _, month in months_in(text)}
            years = {year for text in self._texts() for year, _ in months_in(text) if year is not None}
            own = {headed[0].month, headed[1].month}
            given = {day.year for day in headed if day.year is not None}
            agree = named <= own and (not given or not years or bool(years & given))
            return [headed] if agree else []
        return [span for text in self._texts() if (span := span_in(text)) is not None]

    def _sources(self, titled: list[MonthClaim]) -> list[MonthClaim]:
        """All that says a month: titles, headings, else the page above, the sheet's name, the file's name."""
        sources = list(titled)
        headed = {heading.month for _, heading in self.block.days if heading.month is not None}
        place = Cell(self.sheet, self.block.day_row, self.block.days[0][0])
        sources += [(f"列标题的日期是{in_words(month)}", month, place) for month in sorted(headed, key=str)]
        if not sources and self.top and self.sheet.month is not None:
            sources = [(_PAGE_ABOVE, self.sheet.month, None)]
        elif self.top == 0 or not sources:
            sources += [(f"工作表名是{in_words(month)}", month, None) for month in months_in(self.table.name)]
        if not sources:
            stem = PurePath(self.table.path).stem
            sources = [(f"文件名是{in_words(month)}", month, None) for month in months_in(stem)]
        if self.made is not None:
            sources = [(text, _before(month, self.made), cell) for text, month, cell in sources]
        return sources

    def _wrong_weekday(self, days: list[date]) -> MonthClaim | None:
        """The first weekday as written that is not the calendar's."""
        by_column = {column: day for (column, _), day in zip(self.block.days, days, strict=False)}
        for row, column, _, weekday in sorted(self.block.weekdays):
            day = by_column.get(column)
            if day is not None and day.weekday() != weekday:
                is_, says = (f"星期{'一二三四五六日'[w]}" for w in (day.weekday(), weekday))
                month = day.year, day.month
                text = f"{in_words(month)}{day.day}日是{is_}，表里写的是{says}"
                return text, month, Cell(self.sheet, row, column)
        return None

    def _other_year(self, month: tuple[int, int]) -> int | None:
        """A year that the lines above a grid name apart from its month (2021年甲镇卫生院9月考勤表), and that is not the
        month's; 2022年度 and 2022-2023年 are the campaign's."""
        texts = (squeeze(v) for row in self.table.rows[self.top : self.block.first] for v in row if isinstance(v, str))
        years = {int(year) for text in texts if not _OTHER_DATE.search(text) for year in _YEAR.findall(text)}
        return years.pop() if len(years) == 1 and years != {month[0]} else None

    def _assumed(self, fact: str, remedy: str, cells: list[Cell]) -> None:
        """I009: something was added to what is written."""
        if cells:
            self.context.note("I009", fact, cells[0], remedy=remedy)
        else:
            sheet = self.sheet
            self.context.note("I009", fact, path=sheet.path, sheet=sheet.name, order=sheet.order, remedy=remedy)

    def _conflict(
        self, sources: list[MonthClaim], remedy: str = "请核对标题、表名和星期，改成一致后重交。"
    ) -> list[date] | None:
        """A416; the marks of the block are not read: None."""
        if sources:
            fact = f"看不准是哪个月的考勤：{'；'.join(dict.fromkeys(text for text, _, _ in sources))}"
            remedy = f"这张表的标记没有采用。{remedy}"
        else:
            fact = "标题、表名和列标题里都没有月份，看不出是哪个月的考勤，标记没有采用"
            remedy = "请在标题中写明年月。"
        cells = list(dict.fromkeys(cell for _, _, cell in sources if cell is not None))
        place = Cell(self.sheet, self.block.day_row, self.block.days[0][0])
        self.context.note("A416", fact, *(cells or [place]), remedy=remedy)
        return None


_WRITE_SPAN = "请在标题中写明起止，如 2022-06-26 至 2022-07-25。"


def _titles(table: Table, block: Block, top: int, sheet: Sheet) -> list[tuple[str, WrittenMonth, Cell | None]]:
    """Months named above the day numbers, in any cell or in cells side by side (2022 | 年 | 9 | 月)."""
    out: list[tuple[str, WrittenMonth, Cell | None]] = []
    days = {column for column, _ in block.days}
    weekday_rows = {row for row, *_ in block.weekdays}
    for r in range(top, block.last + 1):
        row = table.rows[r]
        texts: list[str] = []
        found = 0
        other = False
        for c, value in enumerate(row):
            if value == "" or (c in days and (r in weekday_rows or r == block.day_row)):
                continue
            if isinstance(value, date):
                if r < block.first and not other and (not texts or _DATE_LABEL.search(texts[-1])):
                    out.append((_title_text(r, value.year, value.month), (value.year, value.month), Cell(sheet, r, c)))
                    found += 1
                continue
            text = clean(value)
            reason = isinstance(value, str) and not other and not _is_one_date(squeeze(value))
            for month in months_in(text) if reason else []:
                out.append((_title_text(r, *month), month, Cell(sheet, r, c)))
                found += 1
            other = text.rstrip().endswith((":", "：")) and _OTHER_DATE.search(text) is not None
            texts.append(text)
        if not found and r < block.first and len(texts) > 1:
            joined = "".join(texts)
            out += [(_title_text(r, *month), month, Cell(sheet, r, _first(row))) for month in months_in(joined)]
    return out


def _is_one_date(text: str) -> bool:
    """Whether a squeezed text is one day, and so no title."""
    return (text[-1:] == "日" or text[-1:].isdecimal()) and _ONE_DATE.fullmatch(text) is not None


def _title_text(row: int, year: int | None, month: int) -> str:
    return f"标题（第 {row + 1} 行）是{in_words((year, month))}"


def _first(row: list[Value]) -> int:
    return next(c for c, value in enumerate(row) if value != "")


def _before(month: WrittenMonth, made: date) -> WrittenMonth:
    """A month without year: the last one not after the day the export was made."""
    if month[0] is not None:
        return month
    return (made.year if month[1] <= made.month else made.year - 1), month[1]
