"""Word templates filled fast: docxtpl makes clean Jinja of a template once, jinja2 compiles it once, and each document
is the rendered parts beside the untouched parts of the zip, copied as deflated bytes.

A template from elsewhere is not trusted: sandboxed, undefined fields refused, every value escaped whatever the
template says. What docxtpl would do and this way does not (column loops) is refused, not ignored.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qianyi.inputs import took
from qianyi.output.documents.charts import fill_chart
from qianyi.output.documents.ready import ready, write_module
from qianyi.output.documents.sandbox import TemplateProblem, environment, escape, filling, reason, rendered
from qianyi.patterns import pattern
from qianyi.resources import folder
from qianyi.zips import Frame, Part, deflate

FAST = 3  # a third of level 6's time for a seventh more bytes
UNPACKED_LIMIT = 64 * 1024 * 1024
OUTPUT_LIMIT = 64 * 1024 * 1024
_RENDERED = pattern(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml", "word/document.xml"
)
_TAG = pattern(r"\{[{%#]", "{{ year }}")
_LAST_PARAGRAPH = pattern(r"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*</w:p>\s*$", "<w:p>正文</w:p>", flags=re.DOTALL)
_CELL_PROPERTIES = pattern(r"(<w:tcPr>)(.*?)(</w:tcPr>)", "<w:tcPr></w:tcPr>", flags=re.DOTALL)
_CHILD = pattern(r"<w:(\w+)\b[^>]*/>|<w:(\w+)\b.*?</w:\2>", "<w:tcW/>", flags=re.DOTALL)
_CELL_ORDER = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
)
_PROPERTY = {
    "dc:description": "description",
    "dc:creator": "creator",
    "cp:lastModifiedBy": "creator",
    "dcterms:created": "day",
    "dcterms:modified": "day",
}


def read_parts(path: Path) -> dict[str, bytes]:
    """All parts of a docx by name, bounded. Raises TemplateProblem where it is none."""
    try:
        with zipfile.ZipFile(took(path)) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED_LIMIT:
                raise TemplateProblem(f"模板 {path.name} 解开后过大，不像一份文书；请换一份。")
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except FileNotFoundError:
        raise TemplateProblem(f"没有模板 {path.name}；请核对 --template 的路径。") from None
    except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise TemplateProblem(f"模板 {path.name} 不是 Word 文档（docx）；请在 Word 中另存为 .docx。") from None
    if "word/document.xml" not in parts:
        raise TemplateProblem(f"模板 {path.name} 不是 Word 文档（docx）；请在 Word 中另存为 .docx。")
    return parts


def jinja_source(xml: str) -> str:
    """A part of a docx as clean Jinja (tags joined, row and paragraph tags lifted out), a line a paragraph."""
    from docxtpl import DocxTemplate

    source: str = DocxTemplate(io.BytesIO()).patch_xml(xml)
    for escaped, plain in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        source = source.replace(escaped, f"{{{{ '{plain}' }}}}")
    source = _CELL_PROPERTIES.sub(_in_order, source)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def _in_order(properties: re.Match[str]) -> str:
    """Cell properties in the order of the schema: docxtpl puts what its tags make (vm, cellbg) behind the rest."""
    children = [(found[1] or found[2], found[0]) for found in _CHILD.finditer(properties[2])]
    if any(name not in _CELL_ORDER for name, _ in children):
        return properties[0]
    children.sort(key=lambda child: _CELL_ORDER.index(child[0]))
    return properties[1] + "".join(text for _, text in children) + properties[3]


def write_ready(template: Path) -> Path:
    """Compile a template's document beside it, so that filling it needs neither docxtpl nor lxml nor Jinja's compiler."""
    document = read_parts(template)["word/document.xml"]
    return write_module(template, document, jinja_source(document.decode("utf-8")))


class Template:
    """A docx template compiled once. `provenance` goes into the document's properties (not onto the page)."""

    def __init__(self, path: Path, provenance: str = "", day: date | None = None) -> None:
        self.path = path
        parts = read_parts(path)
        if any(name.endswith("vbaProject.bin") for name in parts):
            raise TemplateProblem(f"模板 {path.name} 带有宏；请另存为不带宏的 .docx。")
        self._compiled: dict[str, Any] = {}
        still: list[Part] = []
        self._charts: dict[str, str] = {}
        for name, data in parts.items():
            self._check_part(name, data)
            if name == "docProps/core.xml":
                data = properties(data.decode("utf-8"), provenance, day).encode()
            if re.fullmatch(r"word/charts/chart\d+\.xml", name):
                self._charts[name] = data.decode("utf-8")
                continue
            compiled = self._compile(name, data)
            if compiled is None:
                still.append(deflate(name, data))
            else:
                self._compiled[name] = compiled
        self._frame = Frame(still)
        self._shipped = path.parent == folder("templates")

    def _check_part(self, name: str, data: bytes) -> None:
        """Parts that are rendered or read here are XML in UTF-8 without a DTD. Raises TemplateProblem."""
        if not name.endswith((".xml", ".rels")):
            return
        if b"<!DOCTYPE" in data:
            raise TemplateProblem(f"模板 {self.path.name} 的部件 {name} 含有 DTD，不予打开；请在 Word 中另存一份。")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            raise TemplateProblem(f"模板 {self.path.name} 的部件 {name} 已损坏；请在 Word 中另存一份。") from None

    def _compile(self, name: str, data: bytes) -> Any:
        """A compiled part; None where it holds no tags and is copied as it is."""
        from jinja2 import TemplateSyntaxError

        if name != "word/document.xml":
            text = data.decode("utf-8", "replace") if name.endswith(".xml") else ""
            if not _TAG.search(re.sub(r"<[^>]+>", "", text)):
                return None
            if not _RENDERED.fullmatch(name):
                raise TemplateProblem(
                    f"模板 {self.path.name} 的部件 {name} 里有字段，不会被填写；请把字段移到正文或页眉页脚。"
                )
        xml = data.decode("utf-8")
        plain = re.sub(r"<[^>]+>", "", xml)
        if re.search(r"\{%\s*(tc\s|hm\s*%)|\{\{\s*tc\s", plain):
            raise TemplateProblem(f"模板 {self.path.name} 用了按列循环（tc、hm），不支持；请改为按行循环（tr）。")
        try:
            compiled = ready(self.path, data) if name == "word/document.xml" else None
            return compiled or environment().from_string(jinja_source(xml))
        except TemplateSyntaxError as error:
            raise TemplateProblem(
                f"模板 {self.path.name} 的{reason(error)}；请用 qianyi template check 查看位置。"
            ) from None

    def _render(self, context: Mapping[str, Any]) -> dict[str, str]:
        with filling(self.path.name):
            filled = {
                name: rendered(part, context, self.path.name, OUTPUT_LIMIT) for name, part in self._compiled.items()
            }
        if not self._shipped:
            self._well_formed(filled)
            if not re.sub(r"<[^>]+>", "", filled["word/document.xml"]).strip() and "<w:drawing" not in "".join(
                filled.values()
            ):
                raise TemplateProblem(f"模板 {self.path.name} 填出来是空白的；请检查其中的条件和循环。")
        return filled

    def _well_formed(self, rendered: dict[str, str]) -> None:
        """Every document of a template from elsewhere is parsed: a row tag in the wrong place shows here, not in Word."""
        from xml.parsers.expat import ExpatError, ParserCreate

        for text in rendered.values():
            try:
                ParserCreate().Parse(text, True)
            except (ExpatError, LookupError):  # LookupError: an encoding that there is not
                raise TemplateProblem(
                    f"模板 {self.path.name} 填出的文书结构不完整；"
                    "循环、条件的起止标签请各占一行（tr）或一段（p），用 qianyi template check 查看。"
                ) from None

    def _chart_parts(self, charts: Mapping[str, Any]) -> list[Part]:
        if not self._charts:
            return []
        return [deflate(name, fill_chart(xml, charts).encode()) for name, xml in self._charts.items()]

    def render(self, context: Mapping[str, Any]) -> bytes:
        """One document. Raises TemplateProblem where the template asks for what is not there."""
        parts = [deflate(name, text.encode(), FAST) for name, text in self._render(context).items()]
        return self._frame.pack([*parts, *self._chart_parts(context.get("charts", {}))])

    def text(self, context: Mapping[str, Any]) -> str:
        """What a reader would see, a line a paragraph: for scanning."""
        from html import unescape

        rendered = (text for name, text in self._render(context).items() if name.startswith("word/"))
        return "\n".join(
            unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", t))) for t in rendered
        )

    def merge(self, contexts: Iterable[Mapping[str, Any]]) -> bytes:
        """All documents in one file to print, each on a new page with page numbers of its own.

        Headers and footers that hold fields would differ from page to page: refused.
        """
        if set(self._compiled) - {"word/document.xml", "docProps/core.xml"} or self._charts:
            raise TemplateProblem(f"模板 {self.path.name} 的页眉页脚有字段或正文有图表，不能合并打印；请不加 --merge。")
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed, crc, size = bytearray(), 0, 0
        last, tail, drawing = "", "", 0

        def put(text: str) -> None:
            nonlocal crc, size
            data = text.encode()
            crc, size = zlib.crc32(data, crc), size + len(data)
            packed.extend(packer.compress(data))

        def renumber(_: re.Match[str]) -> str:
            nonlocal drawing
            drawing += 1
            return f'<wp:docPr id="{drawing}"'

        others: dict[str, str] = {}
        for context in contexts:
            rendered = self._render(context)
            document = rendered.pop("word/document.xml")
            others = others or rendered
            start, end = document.index("<w:body>") + 8, document.rindex("<w:sectPr")
            section = document[end : document.rindex("</w:body>")]
            section = re.sub(r"<w:pgNumType[^>]*/>", "", section)
            section = re.sub(r"(<w:cols[ />])", r'<w:pgNumType w:start="1"/>\1', section, count=1)
            if last:
                put(_with_section(last, section))
            else:
                put(document[:start])
            last = re.sub(r'<wp:docPr id="\d+"', renumber, document[start:end])
            tail = section + document[document.rindex("</w:body>") :]
        put(last + tail)
        packed.extend(packer.flush())
        document_part = Part("word/document.xml", 8, crc, size, bytes(packed))
        return self._frame.pack([document_part, *(deflate(name, text.encode()) for name, text in others.items())])


def _with_section(body: str, section: str) -> str:
    """A body whose last paragraph ends the section: no extra paragraph that could run onto a page of its own."""
    match = _LAST_PARAGRAPH.search(body)
    if match is None:
        return f"{body}<w:p><w:pPr>{section}</w:pPr></w:p>"
    paragraph = match[0]
    if "<w:pPr>" in paragraph:
        # sectPr stands before pPrChange and behind everything else
        paragraph = paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
    else:
        paragraph = re.sub(r"(<w:p(?: [^>]*)?>)", lambda m: f"{m[1]}<w:pPr>{section}</w:pPr>", paragraph, count=1)
    return body[: match.start()] + paragraph


def properties(xml: str, provenance: str, day: date | None) -> str:
    """Core properties with our provenance and a fixed date."""
    stamp = f"{(day or date(2000, 1, 1)).isoformat()}T00:00:00Z"
    values = {"description": escape(provenance) if provenance else "", "creator": "qianyi", "day": stamp}
    for tag, key in _PROPERTY.items():
        kind = ' xsi:type="dcterms:W3CDTF"' if key == "day" else ""
        filled = f"<{tag}{kind}>{values[key]}</{tag}>"
        pattern = re.compile(rf"<{tag}(?: [^>]*)?(?:/>|>.*?</{tag}>)", re.DOTALL)
        if key == "description" and not provenance:
            continue
        if pattern.search(xml):
            xml = pattern.sub(lambda _, text=filled: text, xml, count=1)  # type: ignore[misc]
        else:
            xml = xml.replace("</cp:coreProperties>", f"{filled}</cp:coreProperties>")
    return xml
