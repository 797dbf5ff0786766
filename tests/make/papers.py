"""Word documents made by script in many layouts, from blocks of text and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tests.make.word import REL, R, W, relation
from tests.make.word import make as _zip

Text = str
Rows = list[list[list[str] | None]]
"""A table: rows of cells, a cell its lines; None continues the cell above."""
Blocks = Sequence[Text | Rows]
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
KINDS = (
    (re.compile(r"^第[一二三四五六七八九十]+条\s*"), 0, "第%1条", "chineseCountingThousand"),
    (re.compile(r"^[一二三四五六七八九十]+、"), 1, "%2、", "chineseCounting"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), 2, "（%3）", "chineseCountingThousand"),
    (re.compile(r"^\d+[.．]\s*(?!\d)"), 3, "%4.", "decimal"),
)
"""Typed numbers that Word lists can stand for: level, text and format of the list."""


def run(text: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def par(*runs: str, ppr: str = "") -> str:
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{inner}</w:p>"


def numbered(text: str, number: int, level: int) -> str:
    return par(text, ppr=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tracked(text: str) -> str:
    """A paragraph whose figures were changed: the old ones deleted, the new ones inserted."""
    parts = re.split(r"(\d+)", text)
    runs = "".join(
        f'<w:del w:id="{at}" w:author="甲"><w:r><w:delText>{int(part) + 7}</w:delText></w:r></w:del>'
        f'<w:ins w:id="{900 + at}" w:author="甲">{run(part)}</w:ins>'
        if part.isdigit()
        else run(part)
        if part
        else ""
        for at, part in enumerate(parts)
    )
    return f"<w:p>{runs}</w:p>"


def box(text: str) -> str:
    """A text box as Word writes it: drawing and its fallback, the same text in both."""
    content = f"<w:txbxContent>{par(text)}</w:txbxContent>"
    return par(
        f'<w:r><mc:AlternateContent {MC}><mc:Choice Requires="wps"><w:drawing><wps:txbx {WPS}>{content}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox {V}>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def table(rows: Rows, paragraph: Callable[[str], str] = par) -> str:
    """A table; None is a cell merged into the one above."""
    wide = max(map(len, rows))
    body = ""
    for number, cells in enumerate(rows):
        xml = ""
        for column, cell in enumerate(cells):
            below = number + 1 < len(rows) and column < len(rows[number + 1]) and rows[number + 1][column] is None
            merge = "<w:vMerge/>" if cell is None else '<w:vMerge w:val="restart"/>' if below else ""
            lines = "".join(paragraph(line) for line in cell or [""]) or "<w:p/>"
            xml += f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/>{merge}</w:tcPr>{lines}</w:tc>'
        body += f"<w:tr>{xml}</w:tr>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{"<w:gridCol/>" * wide}</w:tblGrid>{body}</w:tbl>'


class Writer:
    """One layout of a document. Options say how; the text stays the same."""

    def __init__(
        self,
        *,
        lists: bool = False,
        merged: bool = False,
        split: bool = False,
        heading: bool = True,
        wide: bool = False,
        changes: bool = False,
        boxes: bool = False,
        controls: bool = False,
        strict: bool = False,
    ) -> None:
        self.lists, self.merged, self.split, self.heading, self.wide = lists, merged, split, heading, wide
        self.changes, self.boxes, self.controls, self.strict = changes, boxes, controls, strict
        self._numbers = 0
        self._nums: list[int] = []
        self._label = ""

    def write(self, path: Path, blocks: Blocks) -> Path:
        """The docx at `path`."""
        body, head = "", True
        for block in blocks:
            if isinstance(block, str):
                head = head and not any(kind.match(block) for kind, *_ in KINDS)
                body += self._box(block) if head and self.boxes and block.strip() else self._paragraph(block)
            else:
                head = False
                body += self._table(block)
        if self.strict:
            body = body.replace("w:tbl>", "w:tbl>")
        extra = self._parts()
        _zip(path, body, extra=extra)
        _relate(path, extra, self.strict)
        return path

    def _box(self, text: str) -> str:
        return box(text)

    def _paragraph(self, text: str) -> str:
        shown = text.translate({ord("0") + d: ord("０") + d for d in range(10)}) if self.wide else text
        if self.lists:
            for kind, level, _, _ in KINDS:
                found = kind.match(shown)
                if found and level != 3:
                    return numbered(shown[found.end() :], 1, level)
        if self.changes and re.search(r"\d", shown) and not any(kind.match(shown) for kind, *_ in KINDS[3:]):
            return tracked(shown)
        made = par(shown)
        return f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>" if self.controls else made

    def _cell(self, lines: list[str]) -> list[str]:
        return lines

    def _cell_paragraph(self, text: str) -> str:
        shown = text.translate({ord("0") + d: ord("０") + d for d in range(10)}) if self.wide else text
        if self.lists:
            kind, level, _, _ = KINDS[3]
            found = kind.match(shown)
            if found:
                if found[0].strip(" .．") in ("1", "１"):
                    self._numbers += 1
                    self._nums.append(100 + self._numbers)
                return numbered(shown[found.end() :], self._nums[-1], level)
        return (
            tracked(shown) if self.changes and re.search(r"\d", shown) and not KINDS[3][0].match(shown) else par(shown)
        )

    def _table(self, rows: Rows) -> str:
        rows = [list(row) for row in rows]
        if self.merged:
            for number in range(1, len(rows)):
                for column in range(min(2, len(rows[number]))):
                    if rows[number][column] == [] and any(rows[number]):
                        rows[number][column] = None
        if not self.split or len(rows) < 4:
            return table(rows, self._cell_paragraph)
        middle = len(rows) // 2
        above, below = rows[:middle], rows[middle:]
        if below and below[0]:
            below[0] = [[] if cell is None else cell for cell in below[0]]
        return (
            table(above, self._cell_paragraph)
            + par("")
            + table([rows[0], *below] if self.heading else below, self._cell_paragraph)
        )

    def _parts(self) -> dict[str, bytes]:
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for _, level, text, form in KINDS
        )
        nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="3">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number in self._nums
        )
        xml = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
        return {"word/numbering.xml": xml.encode()}


def _relate(path: Path, parts: dict[str, bytes], strict: bool) -> None:
    """Name the parts in the document's relations; a strict document bears the strict names."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    rels = "".join(
        relation(50 + at, f"{REL}/{name.split('/')[-1].removesuffix('.xml').removesuffix('1')}", name.split("/")[-1])
        for at, name in enumerate(parts)
    )
    key = "word/_rels/document.xml.rels"
    held[key] = held[key].replace(b"</Relationships>", rels.encode() + b"</Relationships>")
    if strict:
        own = W.split('"')[1].encode()
        held = {name: data.replace(own, STRICT.encode()) for name, data in held.items()}
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        f'{name.split("/")[-1].removesuffix(".xml")}+xml"/>'
        for name in parts
    )
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"</Types>", kinds.encode() + b"</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)


def docx(path: Path, body: str, **parts: str) -> Path:
    """A docx of a body as it stands; `parts`: numbering, styles, footnotes as inner XML with their root's name."""
    extra = {
        f"word/{name}.xml": f"<w:{root} {W} {R}>{inner}</w:{root}>".encode()
        for name, inner in parts.items()
        for root in (name,)
    }
    _zip(path, body, extra=extra)
    _relate(path, extra, False)
    return path


def blocks_of(paper: object) -> list[Text | Rows]:
    """The blocks of a document read from text, to be written in another layout."""
    from qianyi.policy.document.elements import DocumentTable, Paper

    assert isinstance(paper, Paper)
    made: list[Text | Rows] = []
    for block in paper.blocks:
        if isinstance(block, DocumentTable):
            made.append(
                [[[] if cell is None else [line.text for line in cell.lines] for cell in row] for row in block.grid()]
            )
        else:
            made.append(block.text)
    return made
