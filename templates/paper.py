"""Small pieces of WordprocessingML from which the templates are built: run, paragraph, cell, row, table, document.

Lengths are millimetres, sizes points. Values come from style.toml.
"""

from __future__ import annotations

import tomllib
import zipfile
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

STYLE_FILE = Path(__file__).parent.parent / "qianyi" / "output" / "documents" / "style.toml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OUTER = ("top", "left", "bottom", "right")
FIXED = (1980, 1, 1, 0, 0, 0)


def in_two(value: str) -> str:
    """The tag of a period written on two lines, broken before 至."""
    return f"{{{{ {value} | replace('至', '\\n至') }}}}"


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


class Cell(NamedTuple):
    """A table cell before its table's grid is known."""

    width: float
    properties: str
    content: str


class Row(NamedTuple):
    """A table row: properties and cells."""

    properties: str
    cells: tuple[Cell, ...]


class Paper:
    """The pieces in one style (a parsed style.toml)."""

    def __init__(self, style_file: Path = STYLE_FILE) -> None:
        self.style = tomllib.loads(style_file.read_text(encoding="utf-8"))
        self.fonts = self.style["fonts"]
        self.size = self.style["size"]

    def _rpr(self, font: str | None, size: float | None, bold: bool = False, underline: bool = False) -> str:
        parts = []
        if font:
            name = self.fonts[font]
            latin = self.fonts["latin"]
            parts.append(
                f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}" w:hint="eastAsia"/>'
            )
        if bold:
            parts.append("<w:b/>")
        if size:
            parts.append(f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>')
        if underline:
            parts.append('<w:u w:val="single"/>')
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""

    def run(
        self, text: str, font: str | None = None, size: float | None = None, bold: bool = False, underline: bool = False
    ) -> str:
        """A run; a line feed in `text` is a line break."""
        inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        return f"<w:r>{self._rpr(font, size, bold, underline)}{inner}</w:r>"

    def p(
        self,
        *runs: str,
        style: str = "Normal",
        align: str | None = None,
        indent: float | None = None,
        right: float | None = None,
        before: float = 0,
        after: float = 0,
        line: float | None = None,
        next: bool = False,
        new_page: bool = False,
        tabs: tuple[float, ...] = (),
        font: str | None = None,
        size: float | None = None,
        edges: float = 0,
    ) -> str:
        """A paragraph. Plain strings become runs; `indent` counts characters of the first line, `right` of the right
        edge; `edges` indents both sides by millimetres."""
        ppr = [f'<w:pStyle w:val="{style}"/>']
        if next:
            ppr.append("<w:keepNext/>")
        if new_page:
            ppr.append("<w:pageBreakBefore/>")
        if tabs:
            ppr.append("<w:tabs>" + "".join(f'<w:tab w:val="left" w:pos="{twips(t)}"/>' for t in tabs) + "</w:tabs>")
        if before or after or line:
            exact = f' w:line="{round(line * 20)}" w:lineRule="exact"' if line else ""
            ppr.append(f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{exact}/>')
        if edges:
            ppr.append(f'<w:ind w:left="{twips(edges)}" w:right="{twips(edges)}"/>')
        elif indent is not None or right is not None:
            em = (size or self.size["cell" if style == "Cell" else "body"]) * 20
            # Word counts these characters by the body's type size
            chars = "" if style == "Cell" else f' w:firstLineChars="{round((indent or 0) * 100)}"'
            first = "" if indent is None else f'{chars} w:firstLine="{round(indent * em)}"'
            edge = "" if right is None else f' w:rightChars="{round(right * 100)}" w:right="{round(right * em)}"'
            ppr.append(f"<w:ind{edge}{first}/>")
        if align:
            ppr.append(f'<w:jc w:val="{align}"/>')
        inner = "".join(text if text.startswith("<w:r>") else self.run(text, font, size) for text in runs)
        return f"<w:p><w:pPr>{''.join(ppr)}</w:pPr>{inner}</w:p>"

    def tag(self, text: str) -> str:
        """A paragraph that holds a block tag ({%p … %}) and vanishes when filled."""
        return self.p(text, style="Cell")

    def cell(
        self,
        *content: str,
        width: float,
        merge: str | None = None,
        align: str = "center",
        valign: str = "center",
        shade: bool = False,
        font: str | None = None,
        size: float | None = None,
        bold: bool = False,
    ) -> Cell:
        """A table cell; strings that are no paragraph yet become one each. `merge`: restart or continue (downwards)."""
        after = ""
        if merge:
            after += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
        if shade:
            after += f'<w:shd w:val="clear" w:color="auto" w:fill="{self.style["colour"]["band"]}"/>'
        after += f'<w:vAlign w:val="{valign}"/>'
        paragraphs = (
            text if text.startswith("<w:p>") else self.p(self.run(text, font, size, bold), style="Cell", align=align)
            for text in content or ("",)
        )
        return Cell(width, after, "".join(paragraphs))

    def row(self, *cells: Cell, height: float = 0, header: bool = False) -> Row:
        """A row of at least `height`; rows never break across pages, header rows repeat."""
        properties = "<w:cantSplit/>"
        if height:
            properties += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        if header:
            properties += "<w:tblHeader/>"
        return Row(properties, cells)

    def row_tag(self, text: str, width: float) -> Row:
        """A row that holds a row tag ({%tr … %}) and vanishes when filled."""
        return self.row(self.cell(text, width=width))

    def table(self, rows: list[Row], borders: bool = True) -> str:
        """A centred table of fixed widths. Rows may be cut differently: the grid is the union of all their edges."""
        cuts = [[0, *accumulate(twips(cell.width) for cell in row.cells)] for row in rows]
        whole = max(edges[-1] for edges in cuts)
        grid: list[int] = []
        for edge in sorted({edge for edges in cuts for edge in edges} | {whole}):
            if not grid or edge - grid[-1] > 20:  # edges a hair apart are one
                grid.append(edge)

        def near(edge: int) -> int:
            return min(range(len(grid)), key=lambda index: abs(grid[index] - edge))

        body = ""
        for row, edges in zip(rows, cuts, strict=True):
            cells = ""
            for cell, left, right in zip(row.cells, edges, edges[1:], strict=False):
                first, last = near(left), near(right)
                span = f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else ""
                width = f'<w:tcW w:w="{grid[last] - grid[first]}" w:type="dxa"/>'
                cells += f"<w:tc><w:tcPr>{width}{span}{cell.properties}</w:tcPr>{cell.content}</w:tc>"
            body += f"<w:tr><w:trPr>{row.properties}</w:trPr>{cells}</w:tr>"
        colour = self.style["colour"]["line"]
        edges_xml = "".join(
            f'<w:{edge} w:val="single" w:sz="{8 if edge in OUTER else 4}" w:space="0" w:color="{colour}"/>'
            for edge in (*OUTER, "insideH", "insideV")
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
            + (f"<w:tblBorders>{edges_xml}</w:tblBorders>" if borders else "")
            + '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in pairwise(grid))
            + f"</w:tblGrid>{body}</w:tbl>"
        )

    def _section(self, page: str, footer: bool) -> str:
        sheet, margin = self.style["page"], self.style["page" if page == "letter" else "form"]
        wide = page == "wide"
        width, height = (sheet["height"], sheet["width"]) if wide else (sheet["width"], sheet["height"])
        refs = '<w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/>'
        return (
            f'<w:sectPr>{refs if footer else ""}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"'
            f"{' w:orient=' + chr(34) + 'landscape' + chr(34) if wide else ''}/>"
            f'<w:pgMar w:top="{twips(margin["top"])}" w:right="{twips(margin["right"])}" w:bottom="{twips(margin["bottom"])}"'
            f' w:left="{twips(margin["left"])}" w:header="{twips(10)}"'
            f' w:footer="{twips(sheet["footer"] if page == "letter" else 8)}" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
        )

    def _footer(self, align: str) -> str:
        mark = self.style["page_number"]
        rpr = self._rpr("number", mark["size"]).replace(self.fonts["latin"], self.fonts["number"])

        def text(value: str) -> str:
            return f'<w:r>{rpr}<w:t xml:space="preserve">{value}</w:t></w:r>'

        def field(kind: str) -> str:
            return f'<w:r>{rpr}<w:fldChar w:fldCharType="{kind}"/></w:r>'

        number = f'{field("begin")}<w:r>{rpr}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{field("separate")}{text("1")}{field("end")}'
        side = "right" if align == "right" else "left"
        return (
            f'{HEAD}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100" w:{side}="{mark["size"] * 20}"/>'
            f'<w:jc w:val="{align}"/></w:pPr>{text(mark["before"])}{number}{text(mark["after"])}</w:p></w:ftr>'
        )

    def _styles(self) -> str:
        line = round(self.style["page"]["line"] * 20)

        def style(
            id: str, name: str, font: str, size: float, ppr: str, default: bool = False, bold: bool = False
        ) -> str:
            base = "" if default else '<w:basedOn w:val="Normal"/>'
            return (
                f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} w:styleId="{id}">'
                f'<w:name w:val="{name}"/>{base}<w:qFormat/><w:pPr>{ppr}</w:pPr>{self._rpr(font, size, bold)}</w:style>'
            )

        exact = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        first = f'<w:ind w:firstLineChars="200" w:firstLine="{self.size["body"] * 40}"/>'
        none = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        centre = '<w:jc w:val="center"/>'
        return (
            f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{self.fonts["latin"]}" w:hAnsi="{self.fonts["latin"]}" w:eastAsia="{self.fonts["body"]}" w:cs="{self.fonts["latin"]}"/>'
            '<w:kern w:val="2"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
            + style(
                "Normal",
                "Normal",
                "body",
                self.size["body"],
                f'<w:widowControl w:val="0"/>{exact}<w:jc w:val="both"/>',
                True,
            )
            + style("Body", "公文正文", "body", self.size["body"], first)
            + style(
                "Title",
                "Title",
                "title",
                self.size["title"],
                f'<w:spacing w:before="0" w:after="{line}" w:line="{line + 120}" w:lineRule="exact"/>{centre}',
            )
            + style(
                "FormTitle",
                "表格标题",
                "title",
                self.size["form_title"],
                f"<w:keepNext/>{_exact(self.size['form_title'])}{none}{centre}",
            )
            + style(
                "Heading1", "heading 1", "heading1", self.size["body"], f'<w:keepNext/>{first}<w:outlineLvl w:val="0"/>'
            )
            + style(
                "Heading2", "heading 2", "heading2", self.size["body"], f'<w:keepNext/>{first}<w:outlineLvl w:val="1"/>'
            )
            + style(
                "Cell", "表格文字", "body", self.size["cell"], _exact(self.size["cell"]) + none + '<w:jc w:val="left"/>'
            )
            + style(
                "CellSmall",
                "表格小字",
                "body",
                self.size["cell_small"],
                _exact(self.size["cell_small"]) + none + '<w:jc w:val="center"/>',
            )
            + style(
                "Picture",
                "图",
                "body",
                self.size["cell"],
                '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>' + none + centre,
            )
            + style(
                "Hair",
                "表间细行",
                "body",
                2,
                '<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>' + none,
            )
            + style(
                "Note", "表注", "body", self.size["note"], _exact(self.size["note"]) + none + '<w:jc w:val="both"/>'
            )
            + style("Footer", "footer", "number", self.style["page_number"]["size"], single)
            + "</w:styles>"
        )

    def save(
        self, path: Path, title: str, body: str, page: str = "form", footer: bool = False, charts: tuple[str, ...] = ()
    ) -> None:
        """Write a docx with fixed zip dates. `page`: letter (GB/T 9704), form (narrow margins) or wide (landscape form)."""
        types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        overrides = {
            "/word/document.xml": f"{types}.document.main+xml",
            "/word/styles.xml": f"{types}.styles+xml",
            "/word/settings.xml": f"{types}.settings+xml",
        }
        rels = {"rId1": ("styles", "styles.xml"), "rId2": ("settings", "settings.xml")}
        parts: dict[str, str] = {}
        if footer:
            for rid, name, align in (("rId10", "footer1.xml", "right"), ("rId11", "footer2.xml", "left")):
                parts[f"word/{name}"] = self._footer(align)
                overrides[f"/word/{name}"] = f"{types}.footer+xml"
                rels[rid] = ("footer", name)
        for index, chart in enumerate(charts, 1):
            parts[f"word/charts/chart{index}.xml"] = chart
            overrides[f"/word/charts/chart{index}.xml"] = (
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
            )
            rels[f"rId{20 + index}"] = ("chart", f"charts/chart{index}.xml")
        parts |= {
            "word/document.xml": f"{HEAD}<w:document {W} {R} {WP} {A} {C}><w:body>{body}{self._section(page, footer)}</w:body></w:document>",
            "word/styles.xml": self._styles(),
            "word/settings.xml": f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/>'
            '<w:defaultTabStop w:val="420"/>'
            + ("<w:evenAndOddHeaders/>" if footer else "")
            + '<w:characterSpacingControl w:val="compressPunctuation"/>'
            '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
            "word/_rels/document.xml.rels": _relations(rels),
            "_rels/.rels": HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
            'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": HEAD
            + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>qianyi</dc:creator></cp:coreProperties>",
        }
        kinds = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        first = (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in ({"[Content_Types].xml": first} | parts).items():
                archive.writestr(zipfile.ZipInfo(name, FIXED), text.encode(), zipfile.ZIP_DEFLATED)


def _exact(size: float) -> str:
    """Line spacing fixed by the type size: the page looks the same whichever font stands in for the official one."""
    tight = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    return f'{tight}<w:spacing w:before="0" w:after="0" w:line="{round(size * 1.36 * 20)}" w:lineRule="exact"/>'


def _relations(rels: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{id}" Type="{REL}/{kind}" Target="{target}"/>' for id, (kind, target) in rels.items()
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
