"""styles.xml of a workbook being changed: a cell's own format with another fill, and the few formats of a new sheet."""

from __future__ import annotations

import re
from collections.abc import Callable

from qianyi.output.copies.cells import prefix_of
from qianyi.output.copies.patch import XlsxPatch

_NEW = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts><font><sz val="11"/><name val="宋体"/></font></fonts><fills><fill><patternFill/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders>'
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>"
)


class StyleSheet:
    """Adds to a workbook's styles; `save` writes them back. Ids given out stay the same for the same wish."""

    def __init__(self, patch: XlsxPatch) -> None:
        self._patch = patch
        related = patch.relations("xl/workbook.xml").values()
        self._part = next((part for kind, part in related if kind == "styles"), "xl/styles.xml")
        if self._part not in patch.package:
            patch.put(self._part, _NEW)
            patch.declare(self._part, "styles")
            patch.relate("xl/workbook.xml", "styles", self._part)
        self._xml = patch.text(self._part)
        self._prefix = prefix_of(self._xml, "styleSheet")
        self._formats = _children(self._list("cellXfs"), f"{self._prefix}xf")
        self._old = len(self._formats)
        self._counts = {name: self._count(name) for name in ("fonts", "fills", "borders")}
        self._added: dict[str, list[str]] = {"fonts": [], "fills": [], "borders": []}
        self._filled: dict[tuple[int, int], int] = {}

    def fill(self, rgb: str) -> int:
        """The id of a plain fill."""
        p = self._prefix
        return self._add(
            "fills",
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{rgb}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>",
        )

    def with_fill(self, style: int, fill: int) -> int:
        """The id of the format `style` with another fill and nothing else changed."""
        if (style, fill) not in self._filled:
            base = self._formats[style] if style < len(self._formats) else f"<{self._prefix}xf/>"
            end = re.match(r"<[^>]*?(?=/?>)", base)
            head = end[0] if end else f"<{self._prefix}xf"
            rest = base[len(head) :] or "/>"
            head = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", head)
            self._formats.append(f'{head.rstrip()} fillId="{fill}" applyFill="1"{rest}')
            self._filled[style, fill] = len(self._formats) - 1
        return self._filled[style, fill]

    def filling(self, fill: int) -> Callable[[int], int]:
        """`with_fill` waiting for the cell's old format."""
        return lambda style: self.with_fill(style, fill)

    def format(self, *, bold: bool = False, link: bool = False, fill: int = 0, wrap: bool = False) -> int:
        """The id of a format for cells of a new sheet, with thin borders."""
        p = self._prefix
        look = f'{"<" + p + "b/>" if bold else ""}{"<" + p + "u/>" if link else ""}<{p}sz val="11"/>'
        color = f'<{p}color rgb="FF0563C1"/>' if link else ""
        font = self._add("fonts", f'<{p}font>{look}{color}<{p}name val="宋体"/><{p}charset val="134"/></{p}font>')
        sides = "".join(f'<{p}{side} style="thin"><{p}color rgb="FFBFBFBF"/></{p}{side}>' for side in _SIDES)
        border = self._add("borders", f"<{p}border>{sides}</{p}border>")
        text = f'<{p}alignment vertical="top"{" wrapText=" + chr(34) + "1" + chr(34) if wrap else ""}/>'
        self._formats.append(
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" applyFont="1" applyFill="1" '
            f'applyBorder="1" applyAlignment="1">{text}</{p}xf>'
        )
        return len(self._formats) - 1

    def save(self) -> None:
        """Write the additions into the workbook."""
        xml = self._xml
        lists = {**{name: added for name, added in self._added.items() if added}, "cellXfs": self._formats[self._old :]}
        for name, added in lists.items():
            count = self._counts.get(name, self._old) + len(added)
            close = xml.index(f"</{self._prefix}{name}>")
            xml = xml[:close] + "".join(added) + xml[close:]
            xml = re.sub(rf'(<{self._prefix}{name}\b[^>]*?\scount=")\d+"', rf'\g<1>{count}"', xml, count=1)
        self._patch.put(self._part, xml)

    def _add(self, name: str, element: str) -> int:
        added = self._added[name]
        if element not in added:
            added.append(element)
        return self._counts[name] + added.index(element)

    def _list(self, name: str) -> str:
        """The inside of a list of styles; an empty or missing one is put in first."""
        p = self._prefix
        found = re.search(rf"<{p}{name}\b[^>]*?(?<!/)>(.*?)</{p}{name}>", self._xml, re.DOTALL)
        if found:
            return found[1]
        default = re.search(rf"<{name}>.*?</{name}>", _NEW)
        inner = re.sub(r"<(/?)", rf"<\1{p}", default[0] if default else "")
        empty = re.search(rf"<{p}{name}\b[^>]*/>", self._xml)
        if empty:
            self._xml = self._xml[: empty.start()] + inner + self._xml[empty.end() :]
        else:
            at = self._xml.index(">", self._xml.index("styleSheet")) + 1
            self._xml = self._xml[:at] + inner + self._xml[at:]
        return self._list(name)

    def _count(self, name: str) -> int:
        singular = self._prefix + {"fonts": "font", "fills": "fill", "borders": "border"}[name]
        return len(_children(self._list(name), singular))


_SIDES = ("left", "right", "top", "bottom")


def _children(xml: str, name: str) -> list[str]:
    """The elements of that name in a list, as they stand."""
    return [m[0] for m in re.finditer(rf"<{name}(?:\s[^>]*?)?/>|<{name}(?:\s[^>]*)?>.*?</{name}>", xml, re.DOTALL)]
