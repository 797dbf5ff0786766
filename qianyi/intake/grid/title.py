"""What stands above a grid: the keeper's name and the month, checked against sheet name, dates and weekdays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import PurePath
from typing import Final
from unicodedata import normalize

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import clean, squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.month import Heading, Month, in_words, length, months_in, read_heading, settle
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value
from qianyi.patterns import pattern

_KEEPER = pattern(
    r"(?:^|:.*?)(?:填报|填表|考勤|受援|派驻|支援|派出|报送|使用)?(?:单位|机构|医院)(?:名称|全称)?(?:\([^)]*\))?:(.*)$"
)
_KEEPER_LABEL = pattern(r"^(?:填报|填表|考勤|受援|派驻|支援|派出|报送)?(?:单位|机构)(?:名称|全称)?(?:\([^)]*\))?$")
_FIELD = pattern(
    r"(?:部门|科室|日期|时间|月份|年度|考勤|制表|填表|填报|审核|人数|电话|负责人|受援|派驻|支援|派出|单位|机构)[^:]{0,4}:.*$"
)
_STAMP = pattern(r"\([^()]*章\)")
_DATED = pattern(r"\d{4}年|\d{4}[-./]\d|\d{2}年|\d{1,2}月|[二][〇零○]..年|[一二三四五六七八九十]+月")
_LEADING = pattern(r"^(?:\d{4}年度?|\d{2}年|\d{1,2}月份?|\d{4}[-./]\d{1,2}(?:月份?|份)?|\d+)+")
_CUT = pattern(
    r"\d{2,4}年|\d{4}|[二][〇零○].{2}年|\d{1,2}月|[一二三四五六七八九十]+月|年|考勤|出勤|员工|职工|医务人员|工作人员|派驻|支援|千名|对口"
    r"|[(《]"
)
_INSTITUTION = pattern(
    r"(?:卫生院|医院|中心|卫生室|服务站|卫生站|保健院|保健所|卫生所|分院|门诊部|疾控|防疫站|急救站|血站|监督所|卫健局|卫生健康局|卫生局"
    r"|集团|医共体)$"
)
_ONE_DATE = pattern(r"(?:日期:)?\d{4}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2})")
_YMD: Final = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?"
_SPAN = pattern(rf"(?<![\d.]){_YMD}\s*[~—–至到-]+\s*{_YMD}")
_YEAR = pattern(r"(?<![\d\-—–~～至/])(20\d\d)年(?!度)")
_DATE_LABEL = pattern(r"月份|考勤|日期|时间|年月")
_OTHER_DATE = pattern(r"制表|打印|生成|填报|填表|报送|上报|导出|审核")


def keeper_of(table: Table, block: Block, context: Context, top: int = 0) -> str | None:
    """The grid's institution: a 填报单位/单位 row above the headings, else the title's beginning, else None.

    Below another grid (`top` > 0) what stands nearest above the headings goes first: a line of signatures of the
    grid above may stand there too.
    """
    above = [[squeeze(v) for v in row if isinstance(v, str) and squeeze(v)] for row in table.rows[top : block.first]]
    found = (find(cells) for cells in reversed(above) for find in (_stated, _titled))
    if not top:
        found = (find(cells) for find in (_stated, _titled) for cells in above)
    name = next(filter(None, found), None)
    return context.institution(name) if name else None


def _stated(cells: list[str]) -> str | None:
    """What a row says behind 填报单位 or 单位: dates, stamps and other fields of the line aside."""
    for i, text in enumerate(cells):
        found = _KEEPER.search(text)
        if found and (name := _bare(found[1])):
            return name
        if (found or _KEEPER_LABEL.match(text)) and i + 1 < len(cells) and (name := _bare(cells[i + 1])):
            return name
    return None


def _bare(text: str) -> str:
    return _DATED.split(_FIELD.sub("", _STAMP.sub("", text)))[0]


def _titled(cells: list[str]) -> str | None:
    return next(filter(None, map(_institution, cells)), None)


def _institution(title: str) -> str | None:
    """The institution a title begins with (甲镇卫生院2022年9月考勤表), a leading date aside."""
    text = _LEADING.sub("", title)
    cut = _CUT.search(text)
    name = (text[: cut.start()] if cut else text).rstrip('“"')
    return name if len(name) > 2 and ":" not in name and _INSTITUTION.search(name) else None


def block_dates(
    table: Table, block: Block, top: int, made: date | None, sheet: Sheet, context: Context
) -> list[date] | None:
    """The date of each day column within the month; None where the month cannot be told (A416).

    `top` is the first row that can hold this block's title; a block without one is of the month of the block above
    it (`sheet.month`). `made` (企业微信 制表时间) gives a month without year its year.
    """
    span = _stated_span(table, block, top, made)
    if span is not None and (days := _days_of(table.rows[block.day_row], span)):
        block.days = days
        wrong_day = _wrong_day(table, block, span)
        return span if wrong_day is None else _conflict([_told_weekday(*wrong_day, sheet)], sheet, block, context)
    sources = _titles(table, block, top, sheet)
    full = [heading.date for _, heading in block.days if heading.date is not None]
    if len(full) == len(block.days) and not sources and not months_in(table.name):
        return full
    headed = {heading.month for _, heading in block.days if heading.month is not None}
    place = Cell(sheet, block.day_row, block.days[0][0])
    sources += [(f"列标题的日期是{in_words(month)}", month, place) for month in sorted(headed, key=str)]
    if not sources and top and sheet.month is not None:
        sources = [("上一页", sheet.month, None)]
    elif top == 0 or not sources:
        sources += [(f"工作表名是{in_words(month)}", month, None) for month in months_in(table.name)]
    if not sources:
        stem = PurePath(table.path).stem
        sources = [(f"文件名是{in_words(month)}", month, None) for month in months_in(stem)]
    if made is not None:
        sources = [(text, _before(month, made), cell) for text, month, cell in sources]
    months: list[Month] = [month for _, month, _ in sources]
    if len(headed) == 2 and len(full) == len(block.days):  # a month from the 26th to the 25th, in real dates
        if {month for _, month in months} <= {month for _, month in headed}:
            return full
        return _conflict(sources, sheet, block, context)
    month, assumed, distinct = settle(months, context.policy.campaign)
    if month is None:
        return _conflict(sources if distinct else [], sheet, block, context)
    wrong = _wrong_weekday(block, month)
    if wrong is not None:
        row, column, number, weekday = wrong
        sources.append(_told_weekday(row, column, date(*month, number), weekday, sheet))
        return _conflict(sources, sheet, block, context)
    if assumed and not block.weekdays and (year := _other_year(table, block, top, month)) is not None:
        sources.append((f"标题里另写着{year}年，按派驻年度是{in_words(month)}", month, None))
        return _conflict(sources, sheet, block, context)
    if assumed:
        cells = [cell for _, _, cell in sources if cell is not None]
        text = f"月份没有写年份，按派驻年度读作{in_words(month)}。请在标题中写全年月。"
        if cells:
            context.note("I009", text, cells[0])
        else:
            context.note("I009", text, path=sheet.path, sheet=sheet.name, order=sheet.order)
    last = length(month)
    return [date(*month, heading.day or 0) for _, heading in block.days if (heading.day or 0) <= last]


def _stated_span(table: Table, block: Block, top: int, made: date | None) -> list[date] | None:
    """The days of a span over two months that a title states (统计时间：09-26 ～ 10-25), None where none does.

    Without a year it ends at or before the day the export was made.
    """
    for row in table.rows[top : block.first]:
        for value in row:
            found = _SPAN.search(normalize("NFKC", value)) if isinstance(value, str) else None
            if found is None or int(found[2]) == int(found[5]):
                continue
            year = int(found[4] or found[1] or (made.year if made else 0))
            try:
                last = date(year, int(found[5]), int(found[6]))
                if made is not None and not found[4] and last > made:
                    last = last.replace(year=year - 1)
                first = date(int(found[1] or last.year), int(found[2]), int(found[3]))
                if not found[1] and first > last:
                    first = first.replace(year=last.year - 1)
            except ValueError:
                continue
            if 0 < (last - first).days <= 31:
                return [first + timedelta(i) for i in range((last - first).days + 1)]
    return None


def _days_of(row: list[Value], span: list[date]) -> list[tuple[int, Heading]]:
    """The columns of a span's days where headings stand for just these; empty where they do not."""
    for start in range(len(row) - len(span) + 1):
        found = [read_heading(value) for value in row[start : start + len(span)]]
        days = [
            (start + i, heading)
            for i, (heading, day) in enumerate(zip(found, span, strict=True))
            if heading is not None and heading.day in (None, day.day) and heading.weekday in (None, day.weekday())
        ]
        if len(days) == len(span):
            return days
    return []


def _wrong_day(table: Table, block: Block, span: list[date]) -> tuple[int, int, date, int] | None:
    """The first weekday under a day of a span that is not the calendar's: row, column, day, weekday as written."""
    for r in range(block.first, block.last + 1):
        row = table.rows[r]
        for (column, _), day in zip(block.days, span, strict=True):
            value = row[column] if column < len(row) else ""
            heading = read_heading(value) if isinstance(value, str) else None
            if heading is not None and heading.weekday is not None and heading.weekday != day.weekday():
                return r, column, day, heading.weekday
    return None


def _told_weekday(row: int, column: int, day: date, weekday: int, sheet: Sheet) -> tuple[str, Month, Cell]:
    is_, says = (f"星期{'一二三四五六日'[w]}" for w in (day.weekday(), weekday))
    month = day.year, day.month
    return f"{in_words(month)}{day.day}日是{is_}，表里写的是{says}", month, Cell(sheet, row, column)


def _titles(table: Table, block: Block, top: int, sheet: Sheet) -> list[tuple[str, Month, Cell | None]]:
    """Months named above the day numbers, in any cell or in cells side by side (2022 | 年 | 9 | 月)."""
    out: list[tuple[str, Month, Cell | None]] = []
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
                    out.append((_told(r, value.year, value.month), (value.year, value.month), Cell(sheet, r, c)))
                    found += 1
                continue
            text = clean(value)
            told = isinstance(value, str) and not other and _ONE_DATE.fullmatch(squeeze(value)) is None
            for month in months_in(text) if told else []:
                out.append((_told(r, *month), month, Cell(sheet, r, c)))
                found += 1
            other = bool(_OTHER_DATE.search(text)) and text.rstrip().endswith((":", "："))
            texts.append(text)
        if not found and r < block.first and len(texts) > 1:
            joined = "".join(texts)
            out += [(_told(r, *month), month, Cell(sheet, r, _first(row))) for month in months_in(joined)]
    return out


def _told(row: int, year: int | None, month: int) -> str:
    return f"标题（第 {row + 1} 行）是{in_words((year, month))}"


def _first(row: list[Value]) -> int:
    return next(c for c, value in enumerate(row) if value != "")


def _other_year(table: Table, block: Block, top: int, month: tuple[int, int]) -> int | None:
    """A year that the lines above a grid name apart from its month (2021年甲镇卫生院9月考勤表), and that is not the
    month's; 2022年度 and 2022-2023年 are the campaign's."""
    texts = (squeeze(v) for row in table.rows[top : block.first] for v in row if isinstance(v, str))
    years = {int(year) for text in texts if not _OTHER_DATE.search(text) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 and years != {month[0]} else None


def _wrong_weekday(block: Block, month: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The first weekday as written that is not the calendar's."""
    last = length(month)
    for entry in sorted(block.weekdays):
        number = entry[2]
        if number <= last and date(*month, number).weekday() != entry[3]:
            return entry
    return None


def _conflict(
    sources: list[tuple[str, Month, Cell | None]], sheet: Sheet, block: Block, context: Context
) -> list[date] | None:
    """A416; the marks of the block are not read: None."""
    if sources:
        told = "；".join(dict.fromkeys(text for text, _, _ in sources))
        fact = f"看不准是哪个月的考勤：{told}"
        remedy = "这张表的标记没有采用。请核对标题、表名和星期，改成一致后重交。"
    else:
        fact = "标题、表名和列标题里都没有月份，看不出是哪个月的考勤，标记没有采用"
        remedy = "请在标题中写明年月。"
    cells = list(dict.fromkeys(cell for _, _, cell in sources if cell is not None))
    context.note("A416", fact, *(cells or [Cell(sheet, block.day_row, block.days[0][0])]), remedy=remedy)
    return None


def _before(month: Month, made: date) -> Month:
    """A month without year: the last one not after the day the export was made."""
    if month[0] is not None:
        return month
    return (made.year if month[1] <= made.month else made.year - 1), month[1]
