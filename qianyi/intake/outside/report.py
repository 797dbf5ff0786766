"""I014: one finding a sheet and sort, with its cells; what rests on them is remembered in the sheet."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import clean, is_blank, squeeze
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import PICTURE, Place, Styling, Table, Value
from qianyi.intake.outside.notes import Note, find_notes, of_row
from qianyi.intake.outside.set_apart import set_apart
from qianyi.patterns import pattern

_DATE_TEXT = pattern(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|(\d{1,2})-(?:[A-Z][a-z]{2})|(?:[A-Z][a-z]{2})-(\d{1,2})",
    "2022-06-01",
    "6月1日",
    "Jun-01",
)
_AFTER_YEAR, _AFTER_DAY = frozenset("-/.年"), frozenset("-月")
_SHOWN = {
    "wingdings 2": {"P": "√", "O": "×", "R": "☑", "S": "☒", "Q": "☒", "T": "☒", "£": "□", "U": "⊗", "V": "⊗"},
    "wingdings": {"ü": "√", "û": "×", "þ": "☑", "ý": "☒", "o": "□", "¨": "□", "q": "□", "l": "●", "n": "■", "J": "☺"},
    "webdings": {"a": "√", "r": "×", "c": "□", "g": "■", "n": "●"},
    "symbol": {"Ö": "√", "´": "×", "D": "△"},
}
"""What the letters of symbol fonts look like."""
_SORTS = ("colour", "unseen", "strike", "letters", "font", "checkbox", "picture", "fraction", "merge")


def sort_of(value: Value) -> str:
    """The sort of a day's cell whose meaning is outside its text by its value alone: a check box, a picture, a
    fraction that became a date; "" for any other."""
    if isinstance(value, bool):
        return "checkbox"
    if isinstance(value, date):
        return "fraction"
    if isinstance(value, str):
        if FONT in value:
            return "font"
        if value == PICTURE:
            return "picture"
        if value in ("TRUE", "FALSE"):
            return "checkbox"
        if _may_be_date(value) and _DATE_TEXT.fullmatch(value.strip()):
            return "fraction"
    return ""


def _may_be_date(text: str) -> bool:
    """Whether a text has the separator of a date where one stands: 2022-, 6月, 6-Jun, Jun-."""
    if text[:1].isdecimal():
        return text[4:5] in _AFTER_YEAR or not _AFTER_DAY.isdisjoint(text[1:3])
    return text[3:4] == "-"


FONT = "\0"
"""Stands between the name of a symbol font and the text in it, where a cell's value is handed on as both."""


def in_symbols(font: str, text: str) -> str:
    """What a text looks like in a symbol font; "" where that is not known."""
    known = next((signs for name, signs in _SHOWN.items() if font.lower() == name), {})
    signs = [known.get(sign, "") for sign in squeeze(text, level=False)]
    return "".join(signs) if all(signs) else ""


class Outside:
    """Gathers what of one sheet is outside its text, and says it once a sort."""

    def __init__(self, table: Table, sheet: Sheet, context: Context) -> None:
        self.table, self.sheet, self.context = table, sheet, context
        self.cells: dict[str, list[Place]] = {}
        self.notes: dict[str, Note] = {}
        self._shown: dict[str, dict[str, None]] = {}

    @cached_property
    def styling(self) -> Styling:
        """The looks of the sheet's cells, the colours of their text only where a note speaks of colours; nothing where
        its type of file is not looked at for them."""
        return self.table.styling(True) if self.table.styling is not None and "colour" in self.notes else self.plain

    @cached_property
    def plain(self) -> Styling:
        """The same without the colours of texts."""
        return self.table.styling(False) if self.table.styling is not None else Styling()

    def read_notes(self, data: Container[int]) -> None:
        """Look for notes in the rows that are no `data`."""
        rows = (of_row(r, row) for r, row in enumerate(self.table.rows) if r not in data)
        self.notes = find_notes(text for found in rows for text in found)

    def coloured(self, rows: Sequence[int], columns: Sequence[int], heads: Iterable[int]) -> list[Place]:
        """The cells that a colour sets apart are added, and given back."""
        apart = set_apart(self.styling.fills, rows, columns, heads)
        if self.styling.inks:
            apart = sorted({*apart, *set_apart(self.styling.inks, rows, columns, heads)})
        values = (cells[c] for r, c in apart if c < len(cells := self.table.rows[r]))
        self.add("colour", apart, *map(clean, values))
        return apart

    def add(self, sort: str, places: Iterable[Place], *shown: str) -> None:
        """These cells are of this sort; `shown`: what they show."""
        before = len(self.cells.setdefault(sort, []))
        self.cells[sort].extend(places)
        if len(self.cells[sort]) == before:
            return
        self._shown.setdefault(sort, {}).update(dict.fromkeys(filter(None, shown)))

    def add_value(self, sort: str, place: Place, value: Value) -> None:
        """A cell of a sort that its value tells, with what it shows."""
        self.add(sort, [place], _seen(sort, value))

    def struck(self, rows: Iterable[int], columns: Iterable[int], name: int | None) -> None:
        """The cells of these rows and columns that are struck out, wholly or in part; of a row struck out in full its
        name alone."""
        styling, crossed = self.styling, self.table.crossed
        if not styling.struck and not crossed:
            return
        columns = sorted(columns)
        for row in rows:
            cells = self.table.rows[row]
            filled = [c for c in columns if c < len(cells) and cells[c] != ""]
            struck = [c for c in filled if (row, c) in styling.struck]
            if struck == filled and len(filled) > 1 and (row, filled[0]) not in crossed:
                self.add("strike", [(row, name if name in struck else struck[0])], "整行划掉")
                continue
            self.add("strike", [(row, c) for c in struck], *(clean(cells[c]) for c in struck))
            self.add(
                "strike", [(row, c) for c in filled if (row, c) in crossed and c not in struck], "一格里划掉一部分"
            )

    def unseen(self, rows: Iterable[int], columns: Iterable[int]) -> list[Place]:
        """The cells of these rows and columns whose letters are as white as the paper are added, and given back."""
        hidden = self.plain.unseen
        if not hidden:
            return []
        wanted, rows = {*columns}, {*rows}
        cells = self.table.rows
        places = sorted(at for at in hidden if at[0] in rows and at[1] in wanted and at[1] < len(cells[at[0]]))
        places = [(r, c) for r, c in places if not is_blank(cells[r][c])]
        self.add("unseen", places, *(clean(cells[r][c]) for r, c in places))
        return places

    def finish(self) -> None:
        """Say it. What rests on the cells is provisional; where the file's looks are not read, on the whole sheet."""
        for sort, note in self.notes.items():
            if not self.cells.get(sort) and not self._is_reported(sort):
                self._note(sort, [note.place])
                self.sheet.outside_all = self.sheet.outside_all or self.table.styling is None
        for sort in _SORTS:
            places = sorted(dict.fromkeys(self.cells.get(sort, [])))
            if places:
                self.sheet.outside.update(places)
                self._note(sort, places)
        self.cells, self.notes = {}, {}

    def _is_reported(self, sort: str) -> bool:
        """Whether this sort was told of another part of the same sheet."""
        where = self.sheet.path, self.sheet.name
        return any(f.code == "I014" and f.key == sort and f.where == where for f in self.context.dossier.found)

    def _note(self, sort: str, places: list[Place]) -> None:
        shown = "、".join(f"“{text}”" for text in list(self._shown.get(sort, ()))[:6])
        note = self.notes.get(sort)
        fact, remedy = _WORDS[sort](len(places), shown, note.text if note else "", bool(self.cells.get(sort)))
        cells = [Cell(self.sheet, *place) for place in places]
        self.context.note("I014", fact, *cells, remedy=remedy, key=sort)


def _seen(sort: str, value: Value) -> str:
    if sort == "checkbox":
        return str(value).upper()
    if sort == "fraction" and isinstance(value, (date, datetime)):
        return f"{value.month}/{value.day} 变成了 {value.month}月{value.day}日"
    if sort == "font":
        font, _, text = str(value).partition(FONT)
        sign = in_symbols(font, text)
        return f"{text}（{font}{f'，显示为{sign}' if sign else ''}）"
    return clean(value) if sort == "fraction" else ""


_TEXT = "请改写成文字（出勤、事假、病假、旷工等）或图例里的符号"
_AS_WRITTEN = "颜色不读，按格子里写的读，结果作暂定"


def _colour(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    if not found:
        return f"表里说明“{note}”，颜色的意思读不出来", f"有这样颜色的格子，{_TEXT}。"
    quotation = f"表里说明“{note}”，" if note else ""
    said = f"写的是{shown}" if shown else "是空格"
    return (
        f"{quotation}有 {number} 格另涂了颜色（{said}），{_AS_WRITTEN}",
        f"颜色有意思的，{_TEXT}；没有的，请去掉颜色。",
    )


def _unseen(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    fact = f"有 {number} 格的字和纸一样白，看不见（写的是{shown}），按格子里写的读，结果作暂定"
    return fact, "要算的请改成看得见的颜色，不要的请清空。"


def _strike(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    if not found:
        return f"表里说明“{note}”，删除线的意思读不出来", "划掉的请直接删去，或用文字写明。"
    fact = f"有 {number} 处划了删除线（{shown}），整格划掉的照读，一格里划掉的部分不读，结果作暂定"
    return fact, "作废的请删去整行或整格；没有作废的请去掉删除线。"


def _letters(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    return f"表里说明“{note}”，字体的意思读不出来", f"有这样字体的格子，{_TEXT}。"


def _font(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    return (
        f"有 {number} 格用了符号字体（{shown}），字母只在这种字体里才像符号，按没有记录算",
        f"{_TEXT}，用普通字体。",
    )


def _checkbox(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    return f"有 {number} 格是复选框（{shown}），勾没勾不猜它的意思，按没有记录算", f"{_TEXT}。"


def _picture(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    return f"有 {number} 格是图片，读不出内容，按没有记录算", f"{_TEXT}。"


def _fraction(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    fact = f"有 {number} 格是日期（{shown}），多半是输入分数时变成的，按没有记录算"
    return fact, "请把单元格设为文本后重填；考勤的半天写成“事假0.5”这样的字样。"


def _merge(number: int, shown: str, note: str, found: bool) -> tuple[str, str]:
    fact = f"标记{shown}合并在几个人的行上（{number} 格），只算在最上面的一人名下，别的人这些天按没有记录算，结果作暂定"
    return fact, "请取消合并，一人一格填写。"


_WORDS: dict[str, Callable[[int, str, str, bool], tuple[str, str]]] = {
    "colour": _colour,
    "unseen": _unseen,
    "strike": _strike,
    "letters": _letters,
    "font": _font,
    "checkbox": _checkbox,
    "picture": _picture,
    "fraction": _fraction,
    "merge": _merge,
}
