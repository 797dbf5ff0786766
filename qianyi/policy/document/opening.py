"""A document from disk: Word (docx) or plain text (UTF-8, GB18030), known by its first bytes, not by its name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qianyi.inputs import took
from qianyi.policy.document import plain_text
from qianyi.policy.document.elements import DocumentProblem, DocumentTable, Paper

_TEXTS = ("utf-8-sig", "gb18030")


def read(path: Path) -> Paper:
    """The document of a file. Raises DocumentProblem where it cannot serve: one sentence that names it."""
    try:
        data = took(path).read_bytes()
    except FileNotFoundError:
        raise DocumentProblem(f"没有文件 {path}；请核对路径。") from None
    except OSError:
        raise DocumentProblem(f"{path} 打不开；请核对路径和权限。") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Paper:
    """The document that bytes hold. Raises DocumentProblem."""
    digest = hashlib.sha256(data).hexdigest()
    _refuse(data, name)
    if data[:4] == b"PK\3\4":
        from qianyi.policy.document import docx
        from qianyi.policy.document.word_package import WordPackage

        blocks, notes = docx.read(WordPackage(data, name))
        notes = [f"{name} {note}。" for note in notes]
    else:
        blocks, notes = plain_text.read(_decode(data, name)), []
    if not any(block.cells if isinstance(block, DocumentTable) else block.text.strip() for block in blocks):
        raise DocumentProblem(f"{name} 里没有文字；如是扫描件，请换成能选中文字的 Word 文档。")
    return Paper(name, digest, tuple(blocks), tuple(notes))


def _refuse(data: bytes, name: str) -> None:
    """Raise DocumentProblem for what is known not to serve."""
    if not data:
        raise DocumentProblem(f"{name} 是空的；请换一份。")
    if data.lstrip()[:5] == b"%PDF-":
        raise DocumentProblem(f"{name} 是 PDF，读不了；请用 Word 文档（.docx），扫描件请先取得原文。")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentProblem(f"{name} 设了密码，打不开；请在 Word 中去掉密码后另存。")
        raise DocumentProblem(f"{name} 是旧格式（.doc、.wps），读不了；请在 Word 或 WPS 中另存为 .docx。")
    if data[:5] == b"{\\rtf":
        raise DocumentProblem(f"{name} 是 RTF，读不了；请在 Word 中另存为 .docx。")
    if data[:4] in (b"\xff\xd8\xff\xe0", b"\x89PNG") or data[:3] == b"\xff\xd8\xff":
        raise DocumentProblem(f"{name} 是图片，读不了；请用 Word 文档（.docx）。")


def _decode(data: bytes, name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            pass
    for encoding in _TEXTS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DocumentProblem(f"{name} 不是 Word 文档（docx），也不是文字；请在 Word 或 WPS 中另存为 .docx。")
