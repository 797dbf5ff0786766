"""Comments of a sheet: the legacy parts that every office program still reads, put beside those already there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qianyi.output.copies.cells import Place, reference, xml_text
from qianyi.output.copies.patch import XlsxPatch

AUTHOR = "千医"
_MAX = 30_000
_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors>'
    "<commentList></commentList></comments>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:240pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_comments(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> None:
    """Put a comment on each place of a sheet; a comment that stands there already is kept, ours goes below it."""
    related = patch.relations(part)
    comments = next((target for kind, target in related.values() if kind == "comments"), None)
    if comments is None or comments not in patch.package:
        comments = patch.free_name("xl/comments{}.xml")
        patch.put(comments, _COMMENTS)
        patch.declare(comments, "comments")
        patch.relate(part, "comments", comments)
    new = _merge(patch, comments, texts)
    link = patch.legacy_drawing(part)
    drawing = related.get(link or "", ("", ""))[1]
    if drawing not in patch.package:
        drawing = patch.free_name("xl/drawings/vmlDrawing{}.vml")
        patch.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        patch.put(drawing, _VML.format(_free_block(patch)))
        patch.add_legacy_drawing(part, patch.relate(part, "vmlDrawing", drawing))
    _draw(patch, drawing, {place: texts[place] for place in new})


def _merge(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> list[Place]:
    """Write the texts into the comments part; returns the places that had no comment."""
    xml = patch.text(part)
    found = re.search(r"<(\w+:)?commentList", xml)
    p = (found[1] or "") if found else ""
    xml = re.sub(rf"<{p}authors\s*/>", f"<{p}authors></{p}authors>", xml)
    xml = re.sub(rf"<{p}commentList\s*/>", f"<{p}commentList></{p}commentList>", xml)
    author = len(re.findall(rf"<{p}author(?:>|\s|/)", xml))
    xml = xml.replace(f"</{p}authors>", f"<{p}author>{AUTHOR}</{p}author></{p}authors>", 1)
    old = {m[1]: m.end() for m in re.finditer(rf'<{p}comment\s[^>]*?ref="([A-Z]+\d+)"[^>]*>', xml)}
    new: list[Place] = []
    added: list[str] = []
    inserts: list[tuple[int, str]] = []
    for place, text in sorted(texts.items()):
        run = f'<{p}r><{p}t xml:space="preserve">{{}}{xml_text(text[:_MAX])}</{p}t></{p}r>'
        at = old.get(reference(place))
        close = xml.find(f"</{p}text>", at) if at is not None else -1
        if at is None or close < 0 or f"</{p}comment>" in xml[at:close]:
            new.append(place)
            body = f"<{p}text>{run.format('')}</{p}text>"
            added.append(f'<{p}comment ref="{reference(place)}" authorId="{author}">{body}</{p}comment>')
        else:
            inside = xml[at:close]
            if (
                f"<{p}r>" not in inside
            ):  # plain text first becomes a run, since a comment is either the one or the other
                inserts.append(
                    (at, re.sub(rf"<{p}t\b[^>]*>.*?</{p}t>", lambda m: f"<{p}r>{m[0]}</{p}r>", inside, flags=re.S))
                )
            else:
                inserts.append((at, inside))
            inserts[-1] = (at, inserts[-1][1] + run.format(f"\n— {AUTHOR} —\n"))
    for at, inside in sorted(inserts, reverse=True):
        close = xml.index(f"</{p}text>", at)
        xml = xml[:at] + inside + xml[close:]
    close = xml.rindex(f"</{p}commentList>")
    patch.put(part, xml[:close] + "".join(added) + xml[close:])
    return new


def _draw(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> None:
    """A hidden note box a comment, numbered on from those of the drawing."""
    xml = patch.text(part)
    block = re.search(r'<o:idmap\b[^>]*\sdata="(\d+)', xml)
    ids = [int(number) for number in re.findall(r"_x0000_s(\d+)", xml)]
    first = max([*ids, (int(block[1]) if block else 1) * 1024]) + 1
    shapes = "".join(
        _SHAPE.format(
            id=first + n,
            z=n + 1,
            height=min(40 + 15 * (len(text) // 18 + text.count("\n")), 300),
            row=row,
            column=column,
        )
        for n, ((row, column), text) in enumerate(sorted(texts.items()))
    )
    kind = "" if "_x0000_t202" in xml else _SHAPE_TYPE
    close = xml.rindex("</xml>")
    patch.put(part, xml[:close] + kind + shapes + xml[close:])


def _free_block(patch: XlsxPatch) -> int:
    """A block of shape numbers that no drawing of the workbook uses."""
    used = {0}
    for name in patch.package.parts:
        if name.endswith(".vml"):
            for blocks in re.findall(r'<o:idmap\b[^>]*\sdata="([\d,]+)"', patch.text(name)):
                used.update(int(n) for n in blocks.split(",") if n)
    return max(used) + 1
