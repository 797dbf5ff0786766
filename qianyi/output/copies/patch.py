"""Changing single cells of an xlsx inside its XML, so that everything else of the workbook stays as it is.

Only touched parts are unpacked and written anew; drawings, charts, macros, validations and the rest are copied as they
lie in the zip.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qianyi.dossier.source import Range
from qianyi.intake.opening.package import Package
from qianyi.intake.opening.relations import sheet_parts
from qianyi.intake.opening.tables import Limits, Place
from qianyi.intake.opening.xml import run_expat
from qianyi.output.copies.cells import ATTRIBUTE, Edit, edit_cells, prefix_of, reference, xml_attribute
from qianyi.output.copies.sheet_tags import AFTER_DRAWING, AFTER_LINKS, append_to, areas_of, position_among, tags_behind
from qianyi.patterns import pattern

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
"""The names of ISO strict workbooks for what we add."""
_TAG = pattern(r"<[\w/][^<>]*>", "<row>")
_SINGLE_QUOTED = pattern(r"=\s*'([^']*)'", "='A1'")


class XlsxPatch:
    """An xlsx being changed. `save` gives the new bytes; parts nobody touched are copied raw."""

    def __init__(self, data: bytes) -> None:
        # its bounds were checked when it was first opened as an input
        self.package = Package(data, Limits(unpacked_bytes=1 << 40, parts=1 << 20, ratio=1 << 30))
        self.sheets = dict(sheet_parts(self.package))
        self._text: dict[str, str] = {}
        self._changed: dict[str, None] = {}
        self._strict = any(name in self.text("xl/workbook.xml") for name in _STRICT.values())

    def text(self, part: str) -> str:
        """A part as text, its attributes in double quotes: one way to look for them."""
        if part not in self._text:
            text = self.package.read(part).decode("utf-8-sig")
            if "='" in text or "= '" in text:
                text = _TAG.sub(lambda tag: _SINGLE_QUOTED.sub(_double_quoted, tag[0]), text)
            self._text[part] = text
        return self._text[part]

    def put(self, part: str, text: str) -> None:
        """Replace or add a part; in a strict workbook with strict names."""
        if self._strict:
            for name, strict in _STRICT.items():
                text = text.replace(name, strict)
        self._text[part] = text
        self._changed[part] = None
        if part not in self.package:
            self.package.put(part, b"")

    def remove(self, part: str) -> None:
        """Take a part out, with its content type."""
        types = re.sub(rf'<(?:\w+:)?Override\b[^>]*"/{re.escape(part)}"[^>]*/>', "", self.text("[Content_Types].xml"))
        self.put("[Content_Types].xml", types)
        del self.package.parts[part]
        self._changed.pop(part, None)

    def save(self) -> bytes:
        """The workbook as bytes. Changed parts are packed only now, since some are changed several times.

        Raises ValueError where a changed part is no XML any more: the original was written in a way not understood.
        """
        for part in self._changed:
            content = self._text[part].encode()
            if part.endswith((".xml", ".rels", ".vml")):
                _well_formed(part, content)
            self.package.put(part, content, level=3)
        return self.package.pack()

    # relations and content types

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id → (last word of the type, part it leads to) of a part's relations to other parts."""
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if attributes.get("TargetMode") != "External" and "Target" in attributes:
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, _resolve(part, attributes["Target"])

        name = _relations_part(part)
        if name in self.package:
            run_expat(self.package.read(name), start)
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of `part` to `target` (a part) of one of the format's own types; its id."""
        return self.relate_as(part, f"{_OFFICE}/{kind}", target)

    def relate_as(self, part: str, kind: str, target: str) -> str:
        """A new relation of `part` to `target` (a part), its type in full; its id."""
        name = _relations_part(part)
        old = self.text(name) if name in self.package else f'<Relationships xmlns="{_PACKAGE}"></Relationships>'
        ids = set(re.findall(ATTRIBUTE.format("Id"), old))
        new = next(f"rId{n}" for n in range(len(ids) + 1, 1 << 30) if f"rId{n}" not in ids)
        link = f'<Relationship Id="{new}" Type="{kind}" Target="/{target}"/>'
        self.put(name, append_to(old, "Relationships", link))
        return new

    def declare(self, part: str, kind: str) -> None:
        """Name the content type of a new part (`kind`: worksheet, comments)."""
        self.declare_as(part, f"{_CONTENT}{kind}+xml")

    def declare_as(self, part: str, content_type: str) -> None:
        """Name the content type of a new part in full."""
        override = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self.put("[Content_Types].xml", append_to(self.text("[Content_Types].xml"), "Types", override))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Name the content type of all parts with a file name extension."""
        types = self.text("[Content_Types].xml")
        if not re.search(rf'Extension\s*=\s*"{extension}"', types, re.IGNORECASE):
            default = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
            self.put(
                "[Content_Types].xml", re.sub(r"(<(?:\w+:)?Types[^>]*>)", lambda m: m[1] + default, types, count=1)
            )

    def free_name(self, pattern: str) -> str:
        """A part name that is not taken; `pattern` has a `{}` for a number."""
        return next(name for n in range(1, 1 << 30) if (name := pattern.format(n)) not in self.package)

    # sheets

    def add_sheet(self, name: str, xml: str, *, first: bool) -> None:
        """Add a sheet; where it comes first, names and the open tab that count sheets are moved on by one."""
        part = self.free_name("xl/worksheets/qianyi{}.xml")
        self.put(part, xml)
        self.declare(part, "worksheet")
        link = self.relate("xl/workbook.xml", "worksheet", part)
        book = self.text("xl/workbook.xml")
        number = max((int(n) for n in re.findall(r'\ssheetId="(\d+)"', book)), default=0) + 1
        sheet = f'sheet xmlns:r="{_OFFICE}" name={xml_attribute(name)} sheetId="{number}" r:id="{link}"/>'
        sheets = re.search(r"<((?:\w+:)?)sheets\s*>", book)
        if sheets is None:
            raise ValueError("workbook without sheets")
        if first:
            book = book[: sheets.end()] + f"<{sheets[1]}{sheet}" + book[sheets.end() :]
            book = re.sub(r'(\slocalSheetId=")(\d+)"', _one_more, book)
            book = re.sub(r"<(?:\w+:)?workbookView\b[^>]*>", _later_tab, book, count=1)
        else:
            book = append_to(book, "sheets", f"<{sheets[1]}{sheet}")
        self.put("xl/workbook.xml", book)
        self.sheets[name] = part

    def remove_sheet(self, name: str) -> None:
        """Remove the last sheet (one that qianyi had added); its part goes too."""
        part = self.sheets.pop(name)
        book = self.text("xl/workbook.xml")
        pattern = rf"<(?:\w+:)?sheet\b[^>]*\sname={re.escape(xml_attribute(name))}[^>]*/>"
        self.put("xl/workbook.xml", re.sub(pattern, "", book))
        name_of_relations = "xl/_rels/workbook.xml.rels"
        target = re.escape(part.removeprefix("xl/"))
        relations = re.sub(rf'<Relationship\b[^>]*"(?:/xl/)?{target}"[^>]*/>', "", self.text(name_of_relations))
        self.put(name_of_relations, relations)
        self.remove(part)

    def unsign(self) -> bool:
        """Leave out a digital signature: a changed workbook is no longer what was signed. True where there was one."""
        origins = [target for kind, target in self.relations("").values() if kind == "origin"]
        origins = [part for part in origins if part.startswith("_xmlsignatures/")]
        signed = [part for part in self.package.parts if part.startswith("_xmlsignatures/")]
        for part in signed:
            self.remove(part)
        if origins:
            links = self.text("_rels/.rels")
            for part in origins:
                links = re.sub(rf'<(?:\w+:)?Relationship\b[^>]*"/?{re.escape(part)}"[^>]*/>', "", links)
            self.put("_rels/.rels", links)
        return bool(signed)

    def edit(self, part: str, edits: Mapping[Place, Edit]) -> set[Place]:
        """Change cells of a sheet; missing cells and rows are made. Returns the places left alone (formulas)."""
        xml, left = edit_cells(self.text(part), edits)
        self.put(part, xml)
        return left

    def merged(self, part: str) -> list[Range]:
        """The merged ranges of a sheet."""
        xml = self.text(part)
        tail = xml[max(xml.rfind("</sheetData"), 0) :]
        return areas_of(re.findall(r'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"', tail))

    def add_links(self, part: str, links: Mapping[Place, str]) -> None:
        """Links from cells to places of this workbook (`'名单'!J12`); cells that have a link keep theirs."""
        xml = self.text(part)
        tags = tags_behind(xml)
        prefix = prefix_of(xml, "sheetData")
        old = next((tag for tag in tags if tag.name == "hyperlinks"), None)
        taken = (
            areas_of(re.findall(r'<(?:\w+:)?hyperlink\s[^>]*?ref="([^"]+)"', xml[old.start : old.end])) if old else []
        )
        new = "".join(
            f"<{prefix}hyperlink ref={xml_attribute(reference(place))} location={xml_attribute(target)}/>"
            for place, target in sorted(links.items())
            if not any(a[0] <= place[0] <= a[2] and a[1] <= place[1] <= a[3] for a in taken)
        )
        if not new:
            return
        if old:
            at = xml.rindex("</", old.start, old.end)
            xml = xml[:at] + new + xml[at:]
        else:
            at = position_among(xml, tags, AFTER_LINKS + AFTER_DRAWING)
            xml = f"{xml[:at]}<{prefix}hyperlinks>{new}</{prefix}hyperlinks>{xml[at:]}"
        self.put(part, xml)

    def legacy_drawing(self, part: str) -> str | None:
        """The relation id of a sheet's legacy drawing, None where it has none."""
        xml = self.text(part)
        for tag in tags_behind(xml):
            if tag.name == "legacyDrawing":
                found = re.search(r':id\s*=\s*"([^"]+)"', xml[tag.start : tag.end])
                return found[1] if found else None
        return None

    def add_legacy_drawing(self, part: str, link: str) -> None:
        """Point a sheet to its legacy drawing."""
        xml = self.text(part)
        at = position_among(xml, tags_behind(xml), AFTER_DRAWING)
        element = f'<{prefix_of(xml, "sheetData")}legacyDrawing xmlns:r="{_OFFICE}" r:id="{link}"/>'
        self.put(part, xml[:at] + element + xml[at:])


def _one_more(match: re.Match[str]) -> str:
    return f'{match[1]}{int(match[2]) + 1}"'


def _double_quoted(match: re.Match[str]) -> str:
    value = match[1].replace('"', "&quot;")
    return f'="{value}"'


def _well_formed(part: str, content: bytes) -> None:
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        ParserCreate(namespace_separator=" ").Parse(content, True)
    except (ExpatError, LookupError) as error:  # LookupError: an encoding that there is not
        raise ValueError(f"{part}: {error}") from None


def _later_tab(match: re.Match[str]) -> str:
    """The sheet that was open stays open: it is now one further. (Opening another would leave two selected.) Tabs
    scrolled away come back, so that the list in front is in sight."""
    view = re.sub(r'\sfirstSheet="\d+"', "", match[0])
    if re.search(r"\sactiveTab=", view):
        return re.sub(r'(\sactiveTab=")(\d+)"', _one_more, view)
    return re.sub(r"workbookView\b", 'workbookView activeTab="1"', view, count=1)


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    path = part.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(path)
