"""Findings about whole sheets and files: no known kind (I002), columns missing or twice (I003), hidden parts (I010),
file names of another month (I009)."""

from __future__ import annotations

from datetime import timedelta
from difflib import SequenceMatcher
from pathlib import PurePath

from qianyi.dossier.registers import REGISTERS, TITLES, Register
from qianyi.dossier.source import Cell, InputFile, Sheet, column_letters
from qianyi.intake.cells.values import quoted
from qianyi.intake.context import Context
from qianyi.intake.grid.month import in_words, months_in
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import SEARCHED, TableHeading, accepted, fits, heading_texts, needed
from qianyi.patterns import pattern

_DAY = pattern(
    r"(?:20)?\d\d\s*[-.年]\s*\d{1,2}\s*[-.月]\s*\d{1,2}\s*[日号]?|\d{1,2}月\d{1,2}[日号]?|20\d{6}",
    "2022-6-1",
    "6月1日",
    "20220601",
)
"""A day in a file's name."""


_HEADINGS = "请核对表头；空白表可用 qianyi init 生成。"


def report_headings(table: Table, heading: TableHeading, context: Context) -> None:
    """I003: a required column is missing, or two columns bear one heading."""
    sheet = Sheet(table.path, table.name, table.order, heading.kind, heading.columns)
    if heading.missing:
        first = min([*heading.columns.values(), *(c for columns in heading.twice.values() for c in columns)])
        fact = f"这是{TITLES[heading.kind]}，但{why_unread(heading)}"
        remedy = "请补上这一列，或改正表头；这张表没有读取。"
        context.note("I003", fact, Cell(sheet, heading.rows[0], first), remedy=remedy)
    if heading.asides:
        named = "、".join(f"“{text}”" for text in list(dict.fromkeys(heading.asides.values()))[:4])
        fact = f"评分表的{named}不是得分，没有读取，这几条待评"
        cells = [Cell(sheet, heading.rows[1], column) for column in sorted(heading.asides)]
        context.note("I003", fact, *cells, severity="warning", remedy="请写成得分的一列。", key="asides")
    for name, columns in heading.twice.items():
        needed_one = name in needed(heading.kind)
        left = "这张表没有读取" if needed_one else "这几列都没有读取"
        fact = f"{_twice(heading, name)}，看不出以哪一列为准，{left}"
        remedy = "请只留一列；左右两栏的，请各栏表头写全，或上下排列。"
        cells = [Cell(sheet, heading.rows[1], column) for column in columns]
        context.note("I003", fact, *cells, severity="" if needed_one else "warning", remedy=remedy, key=name)


def _twice(heading: TableHeading, name: str) -> str:
    """Which columns bear the heading of one field."""
    where = "、".join(column_letters(column) for column in heading.twice[name])
    return f"{where} 列的表头都是“{REGISTERS[heading.kind].column(name).heading}”"


def why_unread(heading: TableHeading) -> str:
    """What keeps a recognised sheet from being read: the columns it lacks, or those that it has twice."""
    if heading.missing:
        return f"缺少{missing_text(heading)}"
    return (
        "；".join(_twice(heading, name) for name in heading.twice if name in needed(heading.kind))
        + "，看不出以哪一列为准"
    )


def report_rival_headings(table: Table, one: TableHeading, other: TableHeading, context: Context) -> None:
    """I003: two heading rows one upon the other that give the columns different meanings."""
    sheet = Sheet(table.path, table.name, table.order, one.kind, one.columns)
    rows = f"第 {one.rows[0] + 1} 行和第 {other.rows[0] + 1} 行"
    fact = f"{rows}都像{TITLES[one.kind]}的表头，各列意思却不同，看不出以哪一行为准，这张表没有读取"
    remedy = "请只留一行表头。"
    context.note("I003", fact, *(Cell(sheet, h.rows[0], min(h.columns.values())) for h in (one, other)), remedy=remedy)


def missing_text(heading: TableHeading) -> str:
    """What is missing, with every accepted heading."""
    register = REGISTERS[heading.kind]
    columns = [register.column(name) for name in heading.missing]
    text = "、".join(f"“{column.heading}”（可用的表头：{'、'.join(column.headings)}）" for column in columns)
    if any(name in group for group in register.alternatives for name in heading.missing):
        groups = ["、".join(f"“{register.column(name).heading}”" for name in group) for group in register.alternatives]
        text += f"（有{'，或'.join(groups)}即可）"
    return text


def report_hidden(table: Table, sheet: Sheet, heading: TableHeading, context: Context) -> None:
    """I010: what is hidden is read, and said to be."""
    if table.hidden:
        text = f"工作表“{table.name}”是隐藏的，已照常读取。"
        context.note("I010", text, path=table.path, sheet=table.name, order=table.order)
    rows = sorted(r for r in table.hidden_rows if heading.rows[0] <= r < len(table.rows) and any(table.rows[r]))
    if rows:
        text = f"有 {len(rows)} 行是隐藏的（第 {_listed([str(r + 1) for r in rows])} 行），已照常读取。"
        context.note("I010", text, *(Cell(sheet, r, 0) for r in rows), key="rows")
    columns = sorted(table.hidden_columns & (set(heading.columns.values()) | heading.criteria.keys()))
    if columns:
        text = f"有 {len(columns)} 列是隐藏的（{_listed([column_letters(c) for c in columns])} 列），已照常读取。"
        context.note("I010", text, *(Cell(sheet, heading.rows[1], c) for c in columns), key="columns")


def report_beneath(table: Table, sheet: Sheet, context: Context) -> None:
    """I009 where other values stand beneath merged cells: what is shown is read."""
    if table.beneath and not any(
        found.code == "I009" and found.key == "beneath" and found.where == (table.path, table.name)
        for found in context.dossier.found
    ):
        cells = [Cell(sheet, *place) for place in sorted(table.beneath)]
        hidden = "、".join(f"“{quoted(value)}”" for value in list(dict.fromkeys(table.beneath.values()))[:3])
        fact = f"合并单元格下面还藏着别的内容（{hidden}），按显示的读"
        remedy = "请取消合并核对后，把下面的内容改对或删去。"
        context.note("I009", fact, *cells, remedy=remedy, key="beneath")


def _listed(names: list[str]) -> str:
    return "、".join(names[:20]) + ("……" if len(names) > 20 else "")


def report_unknown(path: str, tables: list[Table], context: Context, *, others: bool, what: tuple[str, str]) -> None:
    """I002: the headings seen and the nearest kind; a warning where another workbook of the folder is known.

    `what`: the title or name that says what it is, and the kind it says.
    """
    filled = [(_seen(table), table) for table in tables if table.rows]
    order, severity = (tables[0].order if tables else (0, 0)), "warning" if others else ""
    if not filled:
        text = "工作簿里没有内容，认不出是哪一种登记表；请核对是否给错了文件。"
        context.note("I002", text, path=path, order=order, severity=severity)
        return
    seen, table = max(filled, key=lambda item: len(item[0]))
    fact = f"没有一张表认得出是哪一种登记表{_by_name(what)}。{_compared(seen, table)}"
    context.note("I002", fact, path=path, order=order, severity=severity, remedy=_HEADINGS)


def report_unknown_sheet(table: Table, context: Context, *, what: tuple[str, str], named: list[str]) -> None:
    """I002 (warning) for a sheet of no kind beside known ones, with what makes it look like a register."""
    people = f"里面有名单上的{'、'.join(named[:3])}{'等' if len(named) > 3 else ''}" if named else ""
    why = "，".join(part for part in (_by_name(what).strip("（）"), people) if part)
    fact = f"“{table.name}”认不出是哪一种登记表，没有读取（{why}）。{_compared(_seen(table), table)}"
    path, sheet, order = table.path, table.name, table.order
    context.note("I002", fact, path=path, sheet=sheet, order=order, severity="warning", remedy=_HEADINGS)


def _by_name(what: tuple[str, str]) -> str:
    return f"（标题或名称是“{what[0]}”，像是{TITLES[what[1]]}）" if what[0] else ""


def _compared(seen: list[str], table: Table) -> str:
    nearest, missing = _nearest(seen, table)
    shown = "、".join(f"“{text[:20]}”" for text in seen[:12]) or "没有"
    text = f"看到的表头：{shown}；最接近的是{nearest}"
    text += f"，还缺{'、'.join(f'“{name}”' for name in missing)}" if missing else ""
    return text


def _seen(table: Table) -> list[str]:
    """The row near the top that looks most like headings: known ones, else the most different short texts."""
    words = accepted()
    rows = [list(dict.fromkeys(text for text in heading_texts(row) if text)) for row in table.rows[:SEARCHED]]
    return max(
        rows,
        key=lambda texts: (any(text in words for text in texts), sum(len(text) <= 20 for text in texts)),
        default=[],
    )


def _nearest(seen: list[str], table: Table) -> tuple[str, list[str]]:
    """Title of the nearest kind, and the required headings it still lacks."""
    found = fits([heading_texts(row) for row in table.rows[:SEARCHED]])
    if found:
        best = max(found, key=lambda heading: (heading.score, len(heading.columns), -len(heading.missing)))
        return TITLES[best.kind], [REGISTERS[best.kind].column(name).heading for name in best.missing]

    def likeness(register: Register) -> float:
        names = [column.heading for column in register.columns if column.required]
        likest = (max((SequenceMatcher(None, name, text).ratio() for text in seen[:40]), default=0) for name in names)
        return sum(likest) / len(names)

    register = max(REGISTERS.values(), key=likeness)
    return register.title, [column.heading for column in register.columns if column.required]


def report_file_month(file: InputFile, context: Context) -> None:
    """I009 where a file's name names one month and all its attendance is of another: it may lie in the wrong place.

    A month with a day behind it (2023年6月2日) is when the file was made.
    """
    sheets = [sheet for sheet in file.sheets if sheet.month is not None]
    name = PurePath(file.path).stem if sheets else ""
    named = months_in(_DAY.sub("", name) if any(map(str.isdecimal, name)) else name)
    if len(named) != 1:
        return
    (year, number), months = named[0], {sheet.month for sheet in sheets if sheet.month is not None}
    for stretch in context.dossier.stretches:  # a month from the 26th to the 25th lies in two
        if stretch.sheet in sheets:
            last = stretch.first + timedelta(len(stretch.days) - 1)
            months.add((last.year, last.month))
    if len(months) == 1 and not any(year in (None, month[0]) and number == month[1] for month in months):
        fact = f"文件名写的是{in_words(named[0])}，表里是{in_words(months.pop())}，按表里的读"
        remedy = "请核对是不是放错了表；文件名不对的改文件名。"
        sheet = sheets[0]
        context.note("I009", fact, path=sheet.path, sheet=sheet.name, order=sheet.order, remedy=remedy)
