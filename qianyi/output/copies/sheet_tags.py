"""The elements of a sheet's XML behind its cells, and where a new one goes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from qianyi.dossier.source import Range
from qianyi.output.copies.cells import place_of

# what may follow these in a sheet, in the order the format demands
AFTER_LINKS = (
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
)
AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)


class Tag(Struct, frozen=True):
    """A top-level element of a sheet behind its cells."""

    name: str
    start: int
    end: int


def areas_of(references: Iterable[str]) -> list[Range]:
    """The ranges that references (`A1:B2`, `C3`) name."""
    areas = []
    for area in references:
        first, last = (place_of(corner) for corner in (area.split(":") * 2)[:2])
        areas.append((*first, *last))
    return areas


def append_to(xml: str, element: str, addition: str) -> str:
    """`addition` as the last child of the (only) element of that name."""
    empty = re.search(rf"<((?:\w+:)?{element})\b([^>]*?)/>", xml)
    if empty:
        return f"{xml[: empty.start()]}<{empty[1]}{empty[2]}>{addition}</{empty[1]}>{xml[empty.end() :]}"
    close = re.search(rf"</(?:\w+:)?{element}\s*>", xml)
    if close is None:
        raise ValueError(f"no {element}")
    return xml[: close.start()] + addition + xml[close.start() :]


def tags_behind(xml: str) -> list[Tag]:
    """The top-level elements behind the cells."""
    begin = max(xml.rfind("</sheetData"), xml.rfind(":sheetData>"), 0)
    begin = xml.find(">", begin) + 1 if begin else _after_empty_data(xml)
    tags: list[Tag] = []
    depth, start, name = 0, 0, ""
    for match in re.compile(r"<!--.*?-->|<(/?)([\w:.-]+)([^>]*?)(/?)>", re.DOTALL).finditer(xml, begin):
        if match[2] is None:
            continue
        if match[1]:
            depth -= 1
            if depth < 0:
                break
        else:
            if depth == 0:
                start, name = match.start(), match[2].rpartition(":")[2]
            if not match[4]:
                depth += 1
        if depth == 0:
            tags.append(Tag(name, start, match.end()))
    return tags


def _after_empty_data(xml: str) -> int:
    found = re.search(r"<(?:\w+:)?sheetData\s*/>", xml)
    return found.end() if found else len(xml)


def position_among(xml: str, tags: Iterable[Tag], before: tuple[str, ...]) -> int:
    """Where a new element goes: before the first that must follow it, else at the end of the sheet."""
    for tag in tags:
        if tag.name in before:
            return tag.start
    return xml.rindex("</")
