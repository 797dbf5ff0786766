"""Worksheets by calamine, held against what a look at the file itself said of them."""

from __future__ import annotations

import io
from collections.abc import Callable

from msgspec import Struct, field

from qianyi.dossier.source import Range
from qianyi.intake.opening.package import BROKEN, LOCKED, TOO_LARGE
from qianyi.intake.opening.panics import muted
from qianyi.intake.opening.shown import show
from qianyi.intake.opening.tables import PICTURE, Limits, Place, Styling, Table, Unreadable, Value
from qianyi.intake.opening.worksheet import Scan
from qianyi.patterns import pattern

_ESCAPE = pattern(r"_x([0-9A-Fa-f]{4})_", "_x3000_")


class FoundSheet(Struct):
    """One worksheet as calamine gave it, with what a look at the file adds."""

    name: str
    rows: list[list[Value]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    scan: Scan = field(default_factory=Scan)
    styling: Callable[[bool], Styling] | None = None


def as_tables(found: list[FoundSheet], shown: str, file_order: int) -> list[Table]:
    """Tables in workbook order."""
    tables = [
        Table(
            shown,
            one.name,
            (file_order, order),
            one.rows,
            one.merged,
            one.hidden,
            one.scan.hidden_rows,
            one.scan.hidden_columns,
            one.scan.unstored,
            notes=[one.scan.far] if one.scan.far else [],
            crossed=frozenset(place for place, left in one.scan.crossed.items() if left is not None),
            styling=one.styling,
        )
        for order, one in enumerate(found)
    ]
    for table, one in zip(tables, found, strict=True):
        if one.styling is None or one.scan.formulas_of_pictures:  # of other types than xlsx nothing tells beforehand
            table.name_pictures()
    return tables


class _Texts(dict[Value, Value]):
    """Equal texts as one object: a year's 300,000 marks take 1 MB instead of 25, and their hashes are known.

    Only texts are kept: 1, 1.0 and True are equal but not the same.
    """

    def __missing__(self, value: Value) -> Value:
        if type(value) is not str:
            return value
        text = self[value] = _unescaped(value) if "_x" in value else value
        return text


def _unescaped(text: str) -> str:
    """A text with its escapes (`_x3000_`) as the signs they are; calamine reads those of control signs alone."""
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_all(
    data: bytes, limits: Limits, look: Callable[[str], Scan | None], *, others: bool = False
) -> list[FoundSheet]:
    """The worksheets by calamine of which `look` tells something by their name (with `others`: all of them).

    `look` is called just before its sheet is unpacked, so that of two threads one can look while the other unpacks.
    Raises Unreadable.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found: list[FoundSheet] = []
    left = limits.cells
    share = _Texts().__getitem__
    try:
        with muted(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for index, meta in enumerate(book.sheets_metadata):
                looked = look(meta.name) if meta.typ == SheetTypeEnum.WorkSheet else None
                if looked is None and not (others and meta.typ == SheetTypeEnum.WorkSheet):
                    continue
                sheet = book.get_sheet_by_index(index)
                left -= (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
                if left < 0:
                    raise Unreadable(TOO_LARGE.format(what=f"超过 {limits.cells} 个单元格"))
                rows = [list(map(share, row)) for row in sheet.to_python(skip_empty_area=False)]
                merged = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
                one = FoundSheet(meta.name, rows, merged, meta.visible != SheetVisibleEnum.Visible, looked or Scan())
                _amend(rows, one.scan)
                found.append(one)
    except BaseException as problem:
        raise _explain(problem) from None
    return found


def _amend(rows: list[list[Value]], scan: Scan) -> None:
    """Put in what a look at the file told: errors, days, what is not struck out, and what the cells show."""
    for place, error in scan.errors.items():
        _set(rows, place, error)
    for place in scan.pictures:
        _set(rows, place, PICTURE)
    for place, left in scan.crossed.items():
        if left is not None:
            _set(rows, place, left)
    for place, day in scan.moments.items():
        _set(rows, place, day)
    show(rows, scan.shown, zeros=scan.zeros)


def _explain(problem: BaseException) -> BaseException:
    """What calamine raised, as a sentence; a Rust panic is no Exception, hence the look at its name."""
    from python_calamine import CalamineError, PasswordError

    if isinstance(problem, PasswordError):
        return Unreadable(LOCKED)
    if isinstance(problem, (CalamineError, ValueError, OSError, OverflowError)) or "Panic" in type(problem).__name__:
        return Unreadable(BROKEN)
    return problem


def _set(rows: list[list[Value]], place: Place, value: Value) -> None:
    row, column = place
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = value
