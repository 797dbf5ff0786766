"""A docx as lines and tables. No library reads it whole: numbers of lists, content controls, text boxes, merged cells
and tracked changes are each lost or doubled by one or another, and the browser has none that needs lxml.

Tracked changes are read as if accepted; hidden text is left out; both are said. Text boxes stand behind the paragraph
they hang on, once. A footnote is a line of its own, its mark never joins a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qianyi.patterns import pattern
from qianyi.policy.document.elements import BodyElement, DocumentCell, DocumentLine, DocumentTable
from qianyi.policy.document.lists import Lists, WordStyles, is_on, value
from qianyi.policy.document.word_package import WordPackage

_THROUGH = frozenset({"w.ins", "w.moveTo", "w.customXml", "w.smartTag", "w.dir", "w.bdo", "w.hyperlink", "w.fldSimple"})
"""Elements whose content stands as if they were not there."""
_GONE = frozenset({"w.del", "w.moveFrom"})
_SIGNS = {"w.tab": "\t", "w.cr": "\n", "w.noBreakHyphen": "-", "w.ptab": "\t"}
_SYMBOLS = {
    "6F": "□",
    "A8": "□",
    "FE": "☑",
    "52": "☑",
    "FC": "√",
    "FB": "×",
    "A3": "□",
    "B3": "≥",
    "B4": "×",
    "D0": "-",
}
_CJK_END = pattern(r"[、）．。：）】]$|[㐀-鿿]$", "方案。")


def read(package: WordPackage) -> tuple[list[BodyElement], list[str]]:
    """The blocks of the document in order, and what has to be said of reading it."""
    reader = _DocxReader(package)
    root = package.tree(package.main)
    body = None if root is None else root.find("w.body")
    blocks = [] if body is None else reader.blocks(body)
    return blocks, reader.notes()


class _DocxReader:
    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = WordStyles(package.related("styles"))
        self._lists = Lists(package.related("numbering"), self._styles)
        self._foot = {
            kind: {note.get("w.id", ""): note for note in tree if note.tag == f"w.{kind}"}
            for kind in ("footnote", "endnote")
            if (tree := package.related(f"{kind}s")) is not None
        }
        self._paragraph = self._table = 0
        self._held = ""  # text of a paragraph whose mark is deleted: it goes on in the next
        self._said: Counter[str] = Counter()

    def notes(self) -> list[str]:
        """What a clerk should know of how it was read."""
        words = {
            "change": "有未处理的修订 {n} 处，按接受后的文字读；请核对后接受或拒绝",
            "hidden": "有隐藏文字 {n} 处，没有采用",
            "altChunk": "有嵌入的另一份文件 {n} 处，没有读；请在 Word 中打开后另存",
        }
        return [text.format(n=self._said[key]) for key, text in words.items() if self._said[key]]

    def blocks(self, parent: Element, cell: str = "") -> list[BodyElement]:
        """The paragraphs and tables below an element; `cell`: the place of the cell they stand in."""
        found: list[BodyElement] = []
        for child in self._children(parent):
            if child.tag == "w.p":
                found += self.paragraph(child, cell)
            elif child.tag == "w.tbl":
                found += self.table(child)
            elif child.tag == "w.altChunk":
                self._said["altChunk"] += 1
        return found

    def _children(self, parent: Element) -> Iterator[Element]:
        """Children, with content controls, accepted changes and alternatives opened."""
        for child in parent:
            if child.tag == "w.sdt":
                content = child.find("w.sdtContent")
                if content is not None:
                    yield from self._children(content)
            elif child.tag in _THROUGH:
                self._said["change"] += child.tag in ("w.ins", "w.moveTo")
                yield from self._children(child)
            elif child.tag in _GONE:
                self._said["change"] += 1
            elif child.tag == "mc.AlternateContent":
                yield from self._children(_alternative(child))
            else:
                yield child

    def paragraph(self, element: Element, cell: str) -> list[BodyElement]:
        """A paragraph as one line (line breaks make several), with the footnotes and text boxes that hang on it."""
        properties = element.find("w.pPr")
        style = value(properties, "w.pStyle") or self._styles.default
        hidden = self._styles.hidden(style)
        behind: list[BodyElement] = []
        text = self._held + self._text(element, hidden, behind, cell)
        mark = None if properties is None else properties.find("w.rPr")
        if mark is not None and (mark.find("w.del") is not None or mark.find("w.moveFrom") is not None):
            self._said["change"] += 1
            self._held = text
            return behind
        self._held = ""
        if not cell:
            self._paragraph += 1
        gone = not text.strip() and element.find(".//w.t") is not None  # all of it hidden
        label = "" if gone else self._lists.label(properties)
        if label and text.strip():
            text = label + ("" if _CJK_END.search(label) else " ") + text.lstrip(" \t　")
        elif label:
            text = label
        place = cell or f"第 {self._paragraph} 段"
        lines: list[BodyElement] = [DocumentLine(part, place) for part in text.split("\n")]
        return lines + behind

    def _text(self, parent: Element, hidden: bool, behind: list[BodyElement], cell: str) -> str:
        """The printed text of a paragraph or of what stands in it; `behind` takes footnotes and text boxes."""
        parts: list[str] = []
        field: list[str] = []  # begun fields: "code" until their result begins
        for run in self._children(parent):
            if run.tag in ("m.oMath", "m.oMathPara"):
                parts.append("".join(text.text or "" for text in run.iter("m.t")))
            if run.tag != "w.r":
                continue
            said = is_on(run, "w.rPr/w.vanish")
            style = value(run, "w.rPr/w.rStyle")
            out = said if said is not None else hidden or self._styles.hidden(style)
            if out:
                self._said["hidden"] += any((text.text or "").strip() for text in run.iter("w.t"))
            for child in self._children(run):
                if child.tag == "w.fldChar":
                    _field(child.get("w.fldCharType"), field)
                elif not out and "code" not in field:
                    parts.append(self._piece(child, hidden, behind, cell))
        return "".join(parts)

    def _piece(self, child: Element, hidden: bool, behind: list[BodyElement], cell: str) -> str:
        """The text of one piece of a run."""
        tag = child.tag
        if tag == "w.t":
            return (child.text or "").replace("\xad", "").replace("‑", "-")
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == "w.br":
            return "" if child.get("w.type") in ("page", "column") else "\n"
        if tag == "w.sym":
            return _SYMBOLS.get(child.get("w.char", "").upper().removeprefix("F0"), "")
        if tag == "w.ruby":
            base = child.find("w.rubyBase")
            return "" if base is None else self._text(base, hidden, behind, cell)
        if tag in ("w.footnoteReference", "w.endnoteReference"):
            note = self._foot.get(tag[2:].removesuffix("Reference"), {}).get(child.get("w.id", ""))
            if note is not None:
                behind += [
                    DocumentLine(line.text, line.place, note=True) for line in self._inside(note, cell or "脚注")
                ]
        elif tag in ("w.pict", "w.drawing", "w.object"):
            for box in _boxes(child):
                behind += self.blocks(box, cell or f"第 {self._paragraph + 1} 段旁的文本框")
        return ""

    def _inside(self, element: Element, place: str) -> list[DocumentLine]:
        return [
            block for block in self.blocks(element, place) if isinstance(block, DocumentLine) and block.text.strip()
        ]

    def table(self, element: Element) -> list[BodyElement]:
        """A table on its grid, and behind it the tables nested in its cells."""
        self._table += 1
        place = f"表 {self._table}"
        cells: list[DocumentCell] = []
        nested: list[BodyElement] = []
        above: dict[int, DocumentCell] = {}
        row = -1
        for tr in self._children(element):
            if tr.tag != "w.tr" or self._deleted(tr.find("w.trPr"), "w.del"):
                continue
            row += 1
            column = int(value(tr, "w.trPr/w.gridBefore") or 0)
            for tc in self._children(tr):
                if tc.tag != "w.tc" or self._deleted(tc.find("w.tcPr"), "w.cellDel"):
                    continue
                span = int(value(tc, "w.tcPr/w.gridSpan") or 1)
                merge = tc.find("w.tcPr/w.vMerge")
                blocks = self.blocks(tc, f"{place} 第 {row + 1} 行")
                lines = [block for block in blocks if isinstance(block, DocumentLine)]
                nested += [block for block in blocks if isinstance(block, DocumentTable)]
                origin = above.get(column)
                if merge is not None and merge.get("w.val", "continue") == "continue" and origin is not None:
                    origin.rows = row - origin.row + 1
                    origin.lines += [line for line in lines if line.text.strip()]
                else:
                    cells.append(DocumentCell(lines, row, column, 1, span))
                    above[column] = cells[-1]
                column += span
        wide = max((cell.column + cell.columns for cell in cells), default=0)
        return [DocumentTable(cells, row + 1, wide, place), *nested]

    def _deleted(self, properties: Element | None, tag: str) -> bool:
        gone = properties is not None and properties.find(tag) is not None
        self._said["change"] += gone
        return gone


def _alternative(element: Element) -> Element:
    """Choice where it holds text that is read, else Fallback: never both."""
    choices = [child for child in element if child.tag == "mc.Choice"]
    fallback = element.find("mc.Fallback")
    for choice in choices:
        if fallback is None or next(choice.iter("w.t"), None) is not None or next(fallback.iter("w.t"), None) is None:
            return choice
    return fallback if fallback is not None else Element("none")


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes below a drawing, outermost first, each once."""
    for child in element:
        if child.tag == "mc.AlternateContent":
            yield from _boxes(_alternative(child))
        elif child.tag in ("w.txbxContent",):
            yield child
        else:
            yield from _boxes(child)


def _field(kind: str | None, begun: list[str]) -> None:
    """Begin, separate or end a field."""
    if kind == "begin":
        begun.append("code")
    elif kind == "separate" and begun:
        begun[-1] = "result"
    elif kind == "end" and begun:
        begun.pop()
