"""A workbook of tables by XlsxWriter: header, widths that fit, filter, frozen panes, A4, links, fixed dates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.output.letterhead import name_of
from qianyi.output.screen.columns import width

MADE = datetime(2000, 1, 1)
"""Fixed: the same inputs give the same bytes."""
_WIDEST, _NARROWEST, _WRAPPED = 40, 5, 46
"""Widths in characters; a wrapping column may be as wide as `_WRAPPED`."""
_LINE = 13.5
"""Points a line of text needs."""
_LONGEST, _LINKS, _URL = 32_000, 65_000, 2_000
"""What a cell, a sheet and a link can hold in Excel, with something to spare."""
_HEAD = 8
"""A heading longer than this wraps rather than widens a column of short values."""
_TITLE, _EMPTY = 1.5, 8
"""Times the width that a title's letters take; the columns of text of an empty column."""
_FONT = "宋体"


class Book:
    """A workbook under construction, and the formats that all its sheets share."""

    def __init__(self, facts: Facts | None, title: str, output: Path | None, *, streamed: bool = False) -> None:
        """`facts`: of the one county it tells of, named in the titles, its inputs linked to. `streamed`: rows are
        written to `output` as they come and not kept."""
        import xlsxwriter

        self.facts = facts
        self.streamed = streamed
        self._stream = BytesIO()
        self.book = xlsxwriter.Workbook(
            str(output) if streamed else self._stream,
            {
                "constant_memory" if streamed else "in_memory": True,
                "tmpdir": str(output.parent) if streamed and output is not None else None,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "max_url_length": 2079,
                "default_format_properties": {"font_name": _FONT, "font_size": 10},
            },
        )
        self.book.set_properties({"title": title, "author": "qianyi", "comments": "qianyi", "created": MADE})
        self.book.set_calc_mode("auto")
        base = {"font_name": _FONT, "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        add = self.book.add_format
        self.head = add(
            {**base, "bold": True, "bg_color": "#D9D9D9", "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self.title = add({"font_name": _FONT, "bold": True, "font_size": 14})
        self.line = add({"font_name": _FONT, "font_size": 10})
        self.plain = add(base)
        self.wrap = add({**base, "text_wrap": True})
        self.number = add({**base, "num_format": "0.##"})
        self.total = add({**base, "bold": True, "num_format": "0.##"})
        self.link = add({**base, "font_color": "#0563C1", "underline": 1})
        # Fill and letter say the same, so that a grey print loses nothing.
        self.formats_by_state = {
            "error": add({**base, "bold": True, "bg_color": "#F4B084"}),
            "warning": add({**base, "italic": True, "bg_color": "#FFE699"}),
            "info": add(base),
            "pending": add({**base, "bold": True, "bg_color": "#F4B084"}),
            "provisional": add({**base, "italic": True, "bg_color": "#FFE699"}),
            "final": add(base),
        }
        inputs = facts.dossier.inputs if facts is not None else ()
        self._targets = {item.path: _relative(item.real, output) for item in inputs}

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        *,
        title: str = "",
        about: str = "",
        frozen: int = 1,
        wraps: Iterable[int] = (),
    ) -> SheetWriter:
        """A new sheet with a title row (county, year, what it is, as-of day; none where it is of no one county) and a
        header row."""
        if not title and self.facts is not None:
            title = f"{name_of(self.facts)}　{name}{about}　截至 {self.facts.as_of.isoformat()}"
        return SheetWriter(self, name, heads, title, frozen, frozenset(wraps))

    def target(self, cell: Cell) -> str | None:
        """A link to a cell of an input, None where it cannot be linked (no file, `#` in its name, csv, a name in GBK bytes)."""
        path = self._targets.get(cell.sheet.path)
        if path is None:
            return None
        return f"external:{path}#'{cell.sheet.name.replace(chr(39), chr(39) * 2)}'!{cell.a1}"

    def close(self) -> bytes:
        """The finished workbook; of a streamed one, which lies in its file, nothing. Raises OSError."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.book.close()
        except FileCreateError as error:  # what the system refused, wrapped
            raise error.args[0] from None
        return self._stream.getvalue()


class SheetWriter:
    """One sheet. Rows are written below its title, where it has one, and its header (`row` is the next one, 0-based)."""

    def __init__(
        self, book: Book, name: str, heads: Sequence[str], title: str, frozen: int, wraps: frozenset[int]
    ) -> None:
        self.book, self.heads, self.wraps, self.name = book, heads, wraps, name
        self.sheet = book.book.add_worksheet(name, _worksheet())
        self.widths = [min(width(head), _HEAD) for head in heads]
        self._head = 1 if title else 0
        self.row = self._head + 1
        self._lines = 1
        self._links = 0
        self._titled = int(width(title) * _TITLE)
        """Columns of text that the title takes in its larger, bold letters."""
        self._written: set[int] = set()
        sheet = self.sheet
        if title:
            sheet.write_string(0, 0, title, book.title)
        if book.streamed:  # the height of a row that is gone cannot be set any more
            sheet.set_row(self._head, 14 * 2 + 2)
        for column, head in enumerate(heads):
            sheet.write_string(self._head, column, head, book.head)
        sheet.freeze_panes(self._head + 1, frozen)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, self._head)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页&Rqianyi")

    def text(self, column: int, text: str, format: Any = None) -> None:
        """A text, never a formula."""
        if text:
            if len(text) > _LONGEST:
                text = text[:_LONGEST] + "……"
            self._written.add(column)
            self.sheet.write_string(
                self.row, column, text, format or (self.book.wrap if column in self.wraps else self.book.plain)
            )
            wide = width(text)
            if wide > self.widths[column]:
                self.widths[column] = wide
            if column in self.wraps and wide > _WRAPPED - 2:
                self._lines = max(self._lines, -(-wide // (_WRAPPED - 8)))  # long figures break badly

    def number(self, column: int, value: Decimal | int | None, format: Any = None) -> None:
        """A number; nothing for None."""
        if value is not None:
            self._written.add(column)
            self.sheet.write_number(self.row, column, float(value), format or self.book.number)

    def values(self, values: Iterable[object]) -> None:
        """A whole row: numbers as numbers, all else as text."""
        for column, value in enumerate(values):
            if isinstance(value, (Decimal, int)):
                self.number(column, value)
            elif value is not None:
                self.text(column, str(value))
        self.next()

    def formula(self, column: int, formula: str, value: Decimal | int | None, format: Any = None) -> None:
        """A live formula with its value stored."""
        self._written.add(column)
        stored = "" if value is None else float(value)
        self.sheet.write_formula(self.row, column, formula, format or self.book.number, stored)

    def link(self, column: int, target: str | None, text: str) -> None:
        """A text that leads somewhere; plain text where there is no target."""
        if target is None or self._links >= _LINKS or len(target) > _URL:
            self.text(column, text)
            return
        self._links += 1
        self._written.add(column)
        self.sheet.write_url(self.row, column, target, self.book.link, text)
        self.widths[column] = max(self.widths[column], width(text))

    def portrait(self) -> None:
        """The page stands upright."""
        self.sheet.set_portrait()

    def next(self, width: int | None = None) -> None:
        """Go on to the next row; one with wrapped text is made as high as its lines, a cell left out has its border."""
        for column in range(width or len(self.heads)):
            if column not in self._written:
                self.sheet.write_blank(self.row, column, None, self.book.plain)
        self._written.clear()
        if self._lines > 1:
            self.sheet.set_row(self.row, _LINE * min(self._lines, 30))
            self._lines = 1
        self.row += 1

    def line(self, text: str) -> None:
        """A line of text over the whole width."""
        self.sheet.write_string(self.row, 0, text, self.book.line)
        self.row += 1

    def heading(self, heads: Sequence[str]) -> None:
        """Another table below: its header row."""
        for column, head in enumerate(heads):
            self.sheet.write_string(self.row, column, head, self.book.head)
        self.row += 1

    def end(self, *, filtered: bool = True, data: int | None = None) -> None:
        """Widths, height of the header, filter (over the rows before `data`, else all), and what is printed."""
        lines, printed = 1, 0
        for column, wide in enumerate(self.widths):
            columns = min(max(wide + 2, _NARROWEST), _WRAPPED if column in self.wraps else _WIDEST)
            self.sheet.set_column(column, column, columns)
            printed += columns
            lines = max(lines, -(-width(self.heads[column]) // (columns - 1)))
        if not self.book.streamed:
            self.sheet.set_row(self._head, 14 * lines + 2)
        if filtered:
            last = max((self.row if data is None else data) - 1, self._head)
            self.sheet.autofilter(self._head, 0, last, len(self.heads) - 1)
        spare = max(0, self._titled - printed)  # a title wider than a small table goes on over empty columns
        self.sheet.print_area(0, 0, max(self.row - 1, self._head), len(self.heads) - 1 + -(-spare // _EMPTY))


@cache
def _worksheet() -> Any:
    """XlsxWriter's sheet without its search of every formula for the thirty functions younger than the format: none of
    these workbooks has one, and it took half the time of a formula."""
    from xlsxwriter.worksheet import Worksheet

    class Plain(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    return Plain


def _relative(real: str, output: Path | None) -> str | None:
    """The input as seen from the folder of the output; None for what is sent on, where nothing lies beside it."""
    if output is None or not real or "#" in real or real.lower().endswith(".csv"):
        return None
    try:
        path = os.path.relpath(os.path.abspath(real), os.path.abspath(output.parent))
    except ValueError:  # another drive on Windows
        path = os.path.abspath(real)
    return None if any("\ud800" <= sign <= "\udfff" for sign in path) else path  # a name that is no UTF-8
