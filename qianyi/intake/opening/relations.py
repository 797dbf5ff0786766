"""Which part of a workbook is what: known by its relations, not by its name."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from qianyi.intake.opening.package import Package
from qianyi.intake.opening.xml import local, run_expat
from qianyi.patterns import pattern

MAIN = "xl/workbook.xml"
_USUAL = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""The names by which calamine looks for these parts, whatever the relations say."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = pattern(rb"<(?:\w+:)?sheet\b[^>]*?(?:/>|>\s*</(?:\w+:)?sheet>)", b'<sheet name="6" sheetId="1"/>')
_LINK = pattern(rb"\s\w+:id=[\"']([^\"']*)[\"']", b' r:id="rId1"')


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Id → last word of the type, and the part it leads to, of a part's relations. Raises Unreadable."""
    folder, _, name = part.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    return _read(package.read(rels), folder) if rels in package else {}


@lru_cache(8)  # each workbook's are asked for four times
def _read(xml: bytes, folder: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def start(_: str, attributes: dict[str, str]) -> None:
        if "Target" in attributes and attributes.get("TargetMode") != "External":
            target = attributes["Target"].replace("\\", "/")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], path

    run_expat(xml, start)
    return found


def follow(package: Package) -> None:
    """Give the workbook's part, its strings and its styles the names under which they are looked for, where a file
    names them otherwise: relations say which part is what, and the reader underneath goes by names alone."""
    main = next((path for kind, path in relations(package, "").values() if kind == "officeDocument"), MAIN)
    if main not in package or (main != MAIN and MAIN in package) or not main.endswith(".xml"):
        return
    parts = relations(package, main)
    odd = {kind: path for kind, path in parts.values() if kind in _USUAL and path != _USUAL[kind] and path in package}
    away = main != MAIN and b"<sheets" in package.read(main).replace(b":sheets", b"<sheets")
    if not odd and not away:
        return
    names = {path: _USUAL[kind] for kind, path in odd.items()}
    if main != MAIN:
        names[main] = MAIN
        sheets = [path for kind, path in parts.values() if kind == "worksheet"]
        names |= {path: f"xl/worksheets/part{n}.xml" for n, path in enumerate(sheets) if not path.startswith("xl/")}
    links = "".join(
        f"<Relationship Id={_quoted(id)} Type={_quoted(f'{_OFFICE}/{kind}')} "
        f"Target={_quoted(names.get(path, path).removeprefix('xl/'))}/>"
        for id, (kind, path) in parts.items()
        if path in package  # a part that is missing (a theme) makes the reader underneath give up
    )
    package.rename(names)
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    package.put("xl/_rels/workbook.xml.rels", f"{head}{links}</Relationships>".encode())
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{MAIN}"/>'
    package.put("_rels/.rels", f"{head}{root}</Relationships>".encode())


def sheet_parts(package: Package) -> list[tuple[str, str]]:
    """Name and part of each worksheet of an xlsx, in workbook order. Raises Unreadable where that part is broken."""
    return [(name, part) for name, kind, part in all_sheets(package) if kind in ("worksheet", "")]


def all_sheets(package: Package) -> list[tuple[str, str, str]]:
    """Name, kind (worksheet, chartsheet, xlMacrosheet …, "" where it is not told) and part of each sheet."""
    parts = relations(package, MAIN)
    sheets: list[tuple[str, str, str]] = []

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), *parts.get(link, ("", ""))))

    run_expat(package.read(MAIN), sheet)
    return sheets


def without_macro_sheets(package: Package, content: bytes) -> bytes:
    """The workbook's part without the sheets of Excel 4 macros: the reader underneath refuses a workbook for them."""
    macros = {id for id, (kind, _) in relations(package, MAIN).items() if kind.endswith("Macrosheet")}

    def keep(sheet: re.Match[bytes]) -> bytes:
        link = _LINK.search(sheet[0])
        return b"" if link and link[1].decode("utf-8", "replace") in macros else sheet[0]

    return _SHEET.sub(keep, content) if macros else content


def _quoted(text: str) -> str:
    """An attribute's value. (xml.sax.saxutils does it too, and imports urllib with all that it needs: 20 ms.)"""
    return '"' + text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") + '"'
