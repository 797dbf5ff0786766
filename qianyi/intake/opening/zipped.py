"""xlsx, xlsm, xlsb and ods: the package is checked, odd parts are put right, and calamine reads the checked copy."""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from contextlib import suppress
from functools import cache, partial

from msgspec.structs import replace

from qianyi.intake.opening.calamine import FoundSheet, as_tables, read_all
from qianyi.intake.opening.heads import HUGE, MOST_VALUES, IsKnown, cut_heads
from qianyi.intake.opening.looks import Looks, crossed_texts, read_formats, read_looks
from qianyi.intake.opening.package import BROKEN, TOO_LARGE, WORD, Package, unpack
from qianyi.intake.opening.relations import MAIN, follow, sheet_parts, without_macro_sheets
from qianyi.intake.opening.tables import Limits, Place, Styling, Table, Unreadable
from qianyi.intake.opening.worksheet import Scan, SharedParts, marked, scan, styling
from qianyi.patterns import pattern
from qianyi.zips import Part, pack

_NO_ZEROS = pattern(
    rb'config:name="ShowZeroValues"[^>]*>\s*false', b'config:name="ShowZeroValues" config:type="boolean">false'
)
_LARGE = 2_000_000
"""Bytes of sheet XML from which a second thread pays."""


def open_zip(data: bytes, shown: str, file_order: int, limits: Limits, known: IsKnown | None = None) -> list[Table]:
    """The sheets of a zipped workbook. Raises Unreadable, saying what else it is where it is no workbook."""
    package = Package(data, limits)
    follow(package)
    names = package.parts
    mimetype = package.read("mimetype")[:80] if "mimetype" in package else b""
    if MAIN in names:
        return as_tables(_open_xlsx(package, limits, known), shown, file_order)
    if "xl/workbook.bin" in names:
        from qianyi.intake.opening.xlsb import open_xlsb

        for name in list(names):
            package.check(name)
        return open_xlsb(package, shown, file_order, limits)
    if b"opendocument.spreadsheet" in mimetype or ("content.xml" in names and not mimetype):
        return _open_ods(package, shown, file_order, limits)
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mimetype:
        raise Unreadable(WORD)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("这是演示文稿，不是表格；请给出 .xlsx、.xls 或 .csv 文件")
    if any(name.endswith((".iwa", ".numbers")) for name in names):
        raise Unreadable("这是 Numbers 文件，读不了；请在 Numbers 里导出为 Excel（.xlsx）")
    raise Unreadable("这是压缩包，不是表格；请先解压，再给出其中的 .xlsx、.xls 或 .csv 文件")


def _open_xlsx(package: Package, limits: Limits, known: IsKnown | None) -> list[FoundSheet]:
    sheets = {name: part for name, part in sheet_parts(package) if part in package}
    book, styles = _read_book(package, set(sheets.values()))
    looks = cache(lambda: read_looks(styles))
    with suppress(Unreadable):  # told of where somebody asks how a cell looks
        book.marked = looks().plain
    unmarked = replace(book, marked=frozenset())  # of a large sheet the cells may be too many to be kept for later
    cut = cut_heads(package, sheets, known, limits) if known is not None else {}

    def read_some(names: list[str]) -> list[FoundSheet]:
        put_right: dict[str, Scan] = {}

        def look(name: str) -> Scan | None:
            if name not in names:
                return None
            part = package.parts[sheets[name]]
            content = package.check(part.name)
            if content is None:
                raise Unreadable(BROKEN)
            if part.size > HUGE and content.count(b"<v>") > MOST_VALUES:
                raise Unreadable(TOO_LARGE.format(what=f"一张表超过 {MOST_VALUES} 个值"))
            looked = scan(content, book if part.size < _LARGE else unmarked)
            looked.far = cut.get(name, looked.far)
            if looked.xml is not None:
                package.put(part.name, looked.xml)
                looked.xml = None
            if package.parts[part.name] is part:
                return looked
            put_right[name] = looked
            return None

        found = read_all(pack(_without(package, sheets, names)), limits, look)
        if put_right:
            found += read_all(pack(_without(package, sheets, put_right)), limits, put_right.get)
        for one in found:
            struck = [place for place, left in one.scan.crossed.items() if left is None]
            part = package.parts[sheets[one.name]]
            one.styling = partial(_styling, part, looks, one.scan.marked if part.size < _LARGE else None, struck)
        return found

    names = list(sheets)
    weight = sum(package.parts[part].size for part in sheets.values())
    if weight < _LARGE or len(names) < 2 or (os.cpu_count() or 1) < 2:
        return read_some(names)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        halves = list(pool.map(read_some, (names[::2], names[1::2])))
    found = {one.name: one for half in halves for one in half}
    if sum(sum(map(len, one.rows)) for one in found.values()) > limits.cells:
        raise Unreadable(TOO_LARGE.format(what=f"超过 {limits.cells} 个单元格"))
    return [found[name] for name in names if name in found]


def _read_book(package: Package, sheets: set[str]) -> tuple[SharedParts, bytes]:
    """Check the parts that are no sheets: what they tell of the cells, and the styles' part."""
    book, styles = SharedParts(), b""
    for part in [name for name in package.parts if name not in sheets]:
        content = package.check(part) or b""
        if part == MAIN:
            # calamine takes this one for the real workbookPr and forgets the 1904 dates (tafia/calamine#706)
            plain = without_macro_sheets(package, content).replace(b"x15:workbookPr", b"x15:workbookXx")
            if plain != content:
                package.put(part, plain)
        elif part == "xl/styles.xml":
            book.formats, styles = read_formats(content), content
        elif part == "xl/sharedStrings.xml":
            book.crossed = crossed_texts(content)
        elif "richvaluestructure" in part.lower():
            book.error_values = b'"_error"' in content
    return book, styles


def _styling(
    part: Part, read: Callable[[], Looks], plain: list[tuple[Place, int]] | None, struck: list[Place], inks: bool
) -> Styling:
    """The looks of a sheet's cells, made when somebody asks; `plain` are those that other than the colour of their text
    sets apart, as far as that is known."""
    looks = read()
    if not inks:
        looks = replace(looks, inks={})
    if plain is None or looks.inks:
        wanted = looks.plain | looks.inks.keys()
        plain = marked(unpack(part), wanted) if wanted else []
    return styling(plain, looks, struck)


def _without(package: Package, sheets: dict[str, str], names: Container[str]) -> list[Part]:
    """The parts of a workbook but for the sheets that are not named."""
    others = {part for name, part in sheets.items() if name not in names}
    return [part for name, part in package.parts.items() if name not in others]


def _open_ods(package: Package, shown: str, file_order: int, limits: Limits) -> list[Table]:
    from qianyi.intake.opening.ods import read_ods

    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("文件有密码，ods 的密码这里解不开；请在 WPS 或 LibreOffice 里去掉密码后另存")
    for name in list(package.parts):
        package.check(name)
    if "content.xml" not in package:
        raise Unreadable(BROKEN)
    settings = package.read("settings.xml") if "settings.xml" in package else b""
    zeros = not _NO_ZEROS.search(settings)
    return read_ods(package.read("content.xml"), shown, file_order, limits, zeros=zeros)
