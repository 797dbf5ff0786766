"""Comments of a sheet: the legacy parts that every office program still reads, put beside those already there.

Of a cell with a threaded comment the legacy note is only what old programs show: there the text becomes a reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from qianyi.intake.opening.tables import Place
from qianyi.output.copies.cells import reference, xml_text
from qianyi.output.copies.patch import XlsxPatch
from qianyi.patterns import pattern

AUTHOR = "千医"
_MAX = 30_000
_BLOCK = 1024
"""Shape ids come in blocks of so many; a drawing names its own, and no two may share one."""
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors>'
    "<commentList></commentList></comments>"
)
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Said on each element of ours: the drawing of another program may have other prefixes, as openpyxl's has."""
_VML = f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_IDMAP = pattern(r'(<(?:\w+:)?idmap\b[^>]*?\s(?:\w+:)?data=")([\d,]*)"', '<o:idmap v:ext="edit" data="1"')


def add_comments(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> None:
    """Put a comment on each place of a sheet; a comment that stands there already is kept, ours goes below it."""
    texts = _reply(patch, part, texts)
    if not texts:
        return
    related = patch.relations(part)
    comments = next((target for kind, target in related.values() if kind == "comments"), None)
    if comments is None or comments not in patch.package:
        comments = patch.free_name("xl/comments{}.xml")
        patch.put(comments, _COMMENTS)
        patch.declare(comments, "comments")
        patch.relate(part, "comments", comments)
    new = _merge(patch, comments, texts)
    if not new:
        return
    link = patch.legacy_drawing(part)
    drawing = related.get(link or "", ("", ""))[1]
    if drawing not in patch.package:
        drawing = patch.free_name("xl/drawings/vmlDrawing{}.vml")
        patch.declare_extension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        patch.put(drawing, _VML)
        patch.add_legacy_drawing(part, patch.relate(part, "vmlDrawing", drawing))
    _draw(patch, drawing, {place: texts[place] for place in new})


def _reply(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> dict[Place, str]:
    """Answer in the threads of the cells that have one; returns the texts of the other cells."""
    threads = next((target for kind, target in patch.relations(part).values() if kind == "threadedComment"), None)
    if threads is None or threads not in patch.package:
        return dict(texts)
    xml = patch.text(threads)
    roots: dict[str, dict[str, str]] = {}
    for tag in re.findall(r"<(?:\w+:)?threadedComment\s([^>]*)>", xml):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "parentId" not in attributes and "id" in attributes:
            roots.setdefault(attributes.get("ref", ""), attributes)
    answered = {place: roots[reference(place)] for place in texts if reference(place) in roots}
    if not answered:
        return dict(texts)
    person = _person(patch)
    replies = ""
    for place, root in sorted(answered.items()):
        own = str(uuid5(NAMESPACE_URL, f"{threads}!{reference(place)}")).upper()
        # the time of what it answers: an output tells no clock
        replies += (
            f'<threadedComment xmlns="{_THREADS}" ref="{reference(place)}" dT="{root.get("dT", "2000-01-01T00:00:00.00")}" '
            f'personId="{person}" id="{{{own}}}" parentId="{root["id"]}"><text>{xml_text(texts[place][:_MAX])}</text>'
            "</threadedComment>"
        )
    close = xml.rindex("</")
    patch.put(threads, xml[:close] + replies + xml[close:])
    return {place: text for place, text in texts.items() if place not in answered}


def _person(patch: XlsxPatch) -> str:
    """The id under which we answer, added to the workbook's persons."""
    own = f"{{{str(uuid5(NAMESPACE_URL, AUTHOR)).upper()}}}"
    persons = next(
        (target for kind, target in patch.relations("xl/workbook.xml").values() if kind == "person"),
        "xl/persons/person.xml",
    )
    if persons not in patch.package:
        patch.put(
            persons,
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><personList xmlns="{_THREADS}"></personList>',
        )
        patch.declare_as(persons, "application/vnd.ms-excel.person+xml")
        patch.relate_as("xl/workbook.xml", "http://schemas.microsoft.com/office/2017/10/relationships/person", persons)
    xml = patch.text(persons)
    if own not in xml:
        entry = f'<person xmlns="{_THREADS}" displayName="{AUTHOR}" id="{own}" userId="{AUTHOR}" providerId="None"/>'
        xml = re.sub(r"<((?:\w+:)?personList\b[^>]*?)\s*/>", lambda m: f"<{m[1]}></{m[1].split()[0]}>", xml)
        close = xml.rindex("</")
        patch.put(persons, xml[:close] + entry + xml[close:])
    return own


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
    below: list[tuple[int, int, str]] = []

    def run(text: str, before: str = "") -> str:
        return f'<{p}r><{p}t xml:space="preserve">{before}{xml_text(text[:_MAX])}</{p}t></{p}r>'

    for place, text in sorted(texts.items()):
        at = old.get(reference(place))
        close = xml.find(f"</{p}text>", at) if at is not None else -1
        if at is None or close < 0 or f"</{p}comment>" in xml[at:close]:
            new.append(place)
            added.append(
                f'<{p}comment ref="{reference(place)}" authorId="{author}"><{p}text>{run(text)}</{p}text></{p}comment>'
            )
            continue
        inside = xml[at:close]
        if f"<{p}r>" not in inside:  # a comment is either plain text or runs
            inside = re.sub(rf"<{p}t\b[^>]*>.*?</{p}t>", lambda m: f"<{p}r>{m[0]}</{p}r>", inside, flags=re.S)
        below.append((at, close, inside + run(text, f"\n— {AUTHOR} —\n")))
    for at, close, inside in sorted(below, reverse=True):
        xml = xml[:at] + inside + xml[close:]
    close = xml.rindex(f"</{p}commentList>")
    patch.put(part, xml[:close] + "".join(added) + xml[close:])
    return new


def _draw(patch: XlsxPatch, part: str, texts: Mapping[Place, str]) -> None:
    """A hidden note box a comment, with ids of blocks that only this drawing names."""
    xml = patch.text(part)
    ids = _free_ids(patch, part)
    taken: set[int] = set()
    shapes = []
    for order, ((row, column), text) in enumerate(sorted(texts.items()), 1):
        number = next(ids)
        taken.add(number // _BLOCK)
        height = min(40 + 15 * (len(text) // 18 + text.count("\n")), 300)
        shapes.append(_shape(number, order, height, row, column))
    kind = "" if "_x0000_t202" in xml else _SHAPE_TYPE
    close = xml.rindex("</")
    patch.put(part, _naming(xml[:close] + kind + "".join(shapes) + xml[close:], taken))


def _shape(number: int, order: int, height: int, row: int, column: int) -> str:
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
        f'margin-top:5pt;width:240pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _blocks(xml: str) -> set[int]:
    return {int(number) for found in _IDMAP.findall(xml) for number in found[1].split(",") if number}


def _free_ids(patch: XlsxPatch, part: str) -> Iterator[int]:
    """Shape ids for a drawing: what is left of its own last block, then of blocks that no drawing has."""
    xml = patch.text(part)
    others = set().union(*(_blocks(patch.text(name)) for name in patch.package.parts if name.endswith(".vml")))
    used = {int(number) for number in re.findall(r"_x0000_s(\d+)", xml)}
    others |= {number // _BLOCK for number in used}
    if own := _blocks(xml):
        last = max(own)
        begin = max([number for number in used if number // _BLOCK == last], default=last * _BLOCK) + 1
        yield from range(begin, (last + 1) * _BLOCK)
    block = max(others, default=0)
    while True:
        block += 1
        yield from range(block * _BLOCK + 1, (block + 1) * _BLOCK)


def _naming(xml: str, taken: set[int]) -> str:
    """The drawing naming the blocks it takes; where it names none yet, the element is put in first."""
    blocks = ",".join(str(block) for block in sorted(_blocks(xml) | taken))
    if _IDMAP.search(xml):
        return _IDMAP.sub(lambda found: f'{found[1]}{blocks}"', xml, count=1)
    start = re.search(r"<(?:\w+:)?xml\b[^>]*>", xml)
    at = start.end() if start else 0
    layout = f'<o:shapelayout {_NAMES} v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
    return xml[:at] + layout + xml[at:]
