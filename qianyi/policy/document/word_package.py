"""A docx opened: its parts by role, with strict and transitional names levelled to one spelling (`w.p`)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from qianyi.patterns import pattern
from qianyi.policy.document.elements import DocumentProblem

_DOCUMENT = pattern(rb"<(\w+:)?document[\s>]", b"<w:document>")

_UNPACKED_LIMIT = 128 << 20
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}


class WordPackage:
    """The parts of a docx. Raises DocumentProblem naming the file where it is damaged or none."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > _UNPACKED_LIMIT:
                    raise DocumentProblem(f"{name} 解开后过大，不像一份文件；请在 Word 中去掉图片后另存。")
                if any(info.flag_bits & 1 for info in archive.infolist()):
                    raise DocumentProblem(f"{name} 设了密码，打不开；请在 Word 中去掉密码后另存。")
                self._parts = {
                    info.filename.replace("\\", "/"): archive.read(info)
                    for info in archive.infolist()
                    if info.filename.endswith((".xml", ".rels"))
                }
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
            raise DocumentProblem(f"{name} 已损坏，打不开；请重新取得一份，或在 Word 中打开后另存为 .docx。") from None
        self.main = self._main()
        self.relations = self._relations(self.main)

    def _main(self) -> str:
        for kind, target, _ in self._relations("").values():
            if kind == "officeDocument" and target in self._parts:
                main = target
                break
        else:
            main = "word/document.xml"
        if main not in self._parts or not _DOCUMENT.search(self._parts[main][:4096]):
            raise DocumentProblem(f"{self.name} 不是 Word 文档（docx）；请在 Word 或 WPS 中另存为 .docx。")
        return main

    def _relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Relation id → kind, target part, whether it lies outside."""
        folder, file = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for relation in tree if tree is not None else ():
            target = relation.get("Target", "")
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, inside, relation.get("TargetMode") == "External")
        return found

    def related(self, kind: str) -> Element | None:
        """The part that the document names by a kind of relation (styles, numbering, footnotes)."""
        return next((self.tree(target) for have, target, _ in self.relations.values() if have == kind), None)

    def tree(self, part: str) -> Element | None:
        """A part as a tree; None where there is none. Raises DocumentProblem where it cannot be parsed."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        data = self._parts.get(part)
        if data is None:
            return None
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise DocumentProblem(f"{self.name} 已损坏（{part} 读不懂）；请在 Word 中打开后另存为 .docx。") from None
        for element in root.iter():
            element.tag = _plain(element.tag)
            for key in [key for key in element.attrib if key[0] == "{"]:
                element.attrib[_plain(key)] = element.attrib.pop(key)
        return root


def _plain(tag: str) -> str:
    space, _, local = tag[1:].partition("}") if tag[0] == "{" else ("", "", tag)
    prefix = _SPACES.get(space)
    return f"{prefix}.{local}" if prefix else local
