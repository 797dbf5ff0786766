"""Small Word templates made by hand, and the text of a filled one."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OPEN = "http://schemas.openxmlformats.org/package/2006"
PACKAGE = "application/vnd.openxmlformats-package"


def paragraph(*texts: str) -> str:
    """A paragraph of runs, so that a tag may be split over several as Word likes to."""
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def row(*texts: str) -> str:
    return (
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraph(t)}</w:tc>' for t in texts)
        + "</w:tr>"
    )


def table(*rows: str) -> str:
    columns = rows[0].count("<w:tc>")
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def make(
    path: Path, body: str, header: str | None = None, title: str = "样", extra: dict[str, bytes] | None = None
) -> Path:
    """A docx with this body."""
    reference = '<w:headerReference w:type="default" r:id="rId2"/>' if header is not None else ""
    kinds = {
        "word/document": f"{TYPES}.document.main",
        "word/header1": f"{TYPES}.header",
        "docProps/core": f"{PACKAGE}.core-properties",
    }
    overrides = "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}+xml"/>' for name, kind in kinds.items())
    first = relation(1, f"{REL}/officeDocument", "word/document.xml")
    second = relation(2, f"{OPEN}/relationships/metadata/core-properties", "docProps/core.xml")
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:cols w:space="425"/>'
    namespaces = (
        f'xmlns:cp="{OPEN}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/content-types">'
        f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{OPEN}/relationships">{first}{second}</Relationships>',
        "docProps/core.xml": f"<cp:coreProperties {namespaces}><dc:title>{title}</dc:title></cp:coreProperties>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}"
        f"<w:sectPr>{reference}{page}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{OPEN}/relationships">'
        + (relation(2, f"{REL}/header", "header1.xml") if header is not None else "")
        + "</Relationships>",
    }
    if header is not None:
        parts["word/header1.xml"] = f"<w:hdr {W}>{paragraph(header)}</w:hdr>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return path


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.read(name).decode()


def texts(content: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of every paragraph; breaks as line feeds."""
    xml = part(content, name).replace("<w:br/>", "\n").replace("<w:tab/>", "\t")
    found = (unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<w:p[ >].*?</w:p>|<w:p/>", xml, re.DOTALL))
    return [text for text in found if text]
