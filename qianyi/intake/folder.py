"""Which files a dossier is made of, and by what name each is shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from qianyi.intake.opening.tables import InputError, Table
from qianyi.patterns import pattern

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".et", ".xltx", ".xltm"})
"""Looked at in a folder; a file given by name is opened whatever it is called."""
PLAN_SHEETS = frozenset({"为什么是他", "没有满足", "比较"})
"""What `plan` writes beside the roster: its own words, no input."""
DATA = "数据"
"""The folder of machine files among our outputs."""
MANIFEST, EARLIER_MANIFEST = f"{DATA}/manifest.json", "manifest.json"
"""What an output folder is known by, and was known by before."""
SETTINGS, TOML = "qianyi.toml", "设定文件"
_NO_INPUTS = frozenset({"thumbs.db", "desktop.ini"})
_WHAT = {
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"), "压缩包"),
    ".pdf": "PDF",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), "图片"),
    **dict.fromkeys((".doc", ".docx", ".wps", ".rtf", ".odt", ".docm"), "Word 文档"),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), "演示文稿"),
    **dict.fromkeys((".txt", ".md", ".log"), "文本文件"),
    **dict.fromkeys((".htm", ".html", ".mht"), "网页"),
    **dict.fromkeys((".mp3", ".mp4", ".amr", ".wav", ".mov"), "音像"),
    ".numbers": "Numbers 文件",
    ".json": "数据文件",
    ".xml": "数据文件",
    ".lnk": "快捷方式",
    ".toml": TOML,
}
"""What a file of a folder is that is not opened, by the end of its name."""
NOTE_FILLS = {"error": "FF7070", "warning": "FFC94D", "info": "DCEBFA"}
"""By severity the colours of cells in annotated copies: read again, they mean nothing. Their greys differ too (154, 203,
232 of 255), for printers without colour."""
TEXT_MARK = pattern(
    r'"schema": ?"qianyi\.|content="qianyi|(?:，|（|title=|name=")qianyi \d+\.\d'.encode(), b'"schema": "qianyi.score/1'
)
"""How our own texts name the program near their beginning; a note that merely speaks of qianyi is somebody else's."""
_MARK = b"qianyi"
"""The archive comment of workbooks that qianyi wrote; office programs drop it on saving."""


class SourceFile(Struct, frozen=True):
    """A file to open. `folder`: the folder it was found in, None where it was given by name."""

    path: Path
    shown: str
    folder: Path | None = None


def display_path(path: Path) -> str:
    """A path as people read it: names left in GBK bytes (by a zip from Windows) are decoded, so that they can be
    written down."""
    text = path.as_posix()
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "/".join(_level(part) for part in text.split("/"))
    return text


def _level(name: str) -> str:
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def gather(paths: Sequence[str | Path]) -> list[SourceFile]:
    """The files given and those of the folders given, each once, sorted by the name shown.

    Raises InputError where a folder holds no workbook.
    """
    return look(paths)[0]


def look(paths: Sequence[str | Path]) -> tuple[list[SourceFile], list[tuple[SourceFile, str]]]:
    """As `gather`, and the files of the folders that are of no kind to be read, each with what it is."""
    found: dict[Path, SourceFile] = {}
    others: dict[Path, tuple[SourceFile, str]] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside, unread = _inside(path)
            if not inside:
                named = "、".join(display_path(file.relative_to(path)) for file, _ in unread[:5]) + (
                    "等" if len(unread) > 5 else ""
                )
                only = f"，只有 {len(unread)} 个读不了的文件（{named}）" if unread else ""
                shown = path.name if path.is_absolute() else given  # of a machine's own path the last part is enough
                text = f"文件夹“{shown}”里没有可以读的工作簿（xlsx、xls、ods、csv 等）{only}；请核对路径。"
                raise InputError(text)
            for file in inside:
                found.setdefault(file.resolve(), SourceFile(file, display_path(file.relative_to(path)), path))
            for file, what in unread:
                others.setdefault(file.absolute(), (SourceFile(file, display_path(file.relative_to(path)), path), what))
        elif not path.name.startswith("~$"):  # a lock file that a shell's *.xlsx brought along
            found.setdefault(path.resolve(), SourceFile(path, display_path(path)))
    names = [source.shown for source in found.values()]
    sources = [
        source if names.count(source.shown) == 1 else SourceFile(source.path, display_path(source.path), source.folder)
        for source in found.values()
    ]
    rest = [item for path, item in others.items() if path.resolve() not in found]
    return sorted(sources, key=lambda source: source.shown), sorted(rest, key=lambda item: item[0].shown)


def _inside(folder: Path) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The workbooks of a folder and its sub-folders, and its other files with what they are.

    Lock files, hidden ones, what systems put there, other dossiers and outputs are no inputs. Links to folders are not
    followed: one to `.` alone would make paths without end.
    """
    files: list[Path] = []
    others: list[tuple[Path, str]] = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name.startswith((".", "~$")) or path.name.lower() in _NO_INPUTS or path.name == SETTINGS:
            continue
        if path.is_dir():
            if path.is_symlink():
                others.append((path, "文件夹的链接"))
            elif not (path / "qianyi.toml").exists() and not is_output(path):
                inside = _inside(path)
                files += inside[0]
                others += inside[1]
        elif path.exists() and not path.is_file():
            others.append((path, "管道或设备"))
        elif suffix in SUFFIXES or (suffix == ".xml" and _is_spreadsheet(path)):
            files.append(path)
        else:
            others.append((path, _WHAT.get(suffix, "不认识的文件")))
    return files, others


def beside(sources: Sequence[SourceFile]) -> list[SourceFile]:
    """Workbooks in the folders of the files given that were not given themselves, sorted."""
    given = {source.path.resolve() for source in sources}
    found: dict[Path, SourceFile] = {}
    for source in sources:
        parent = source.path.parent
        for path in sorted(parent.iterdir()) if source.folder is None and parent.is_dir() else ():
            known = path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))
            if known and path.is_file() and path.resolve() not in given:
                found.setdefault(path.resolve(), SourceFile(path, display_path(path), parent))
    return sorted(found.values(), key=lambda source: source.shown)


def is_output(folder: Path) -> bool:
    """Whether `review` wrote into this folder: what lies in it is no input."""
    return (folder / MANIFEST).is_file() or (folder / EARLIER_MANIFEST).is_file()


OWN_RESULT = "qianyi 自己做出的结果，不是登记表，没有读"
"""What is qianyi's own and no copy of an input."""


def made_here(source: SourceFile, tables: Sequence[Table], sources: Iterable[SourceFile] = ()) -> str:
    """What a workbook found in a folder is where it is qianyi's own, not an input: scores, or
    anything in a sub-folder that nobody has saved since (tidied copies and blank forms are inputs where they lie); ""
    where it is an input.

    In a folder of nothing but tidied copies those of its sub-folders are inputs too; `sources`: all files there are that it
    may be made of.
    """
    names = [table.name for table in tables]
    if {"人员得分", "扣分明细"} <= set(names):
        return OWN_RESULT
    head = tables[0].rows[0] if tables and tables[0].rows else []
    if (
        head[:4] in (["编号", "代码", "规则", "级别"], ["代码", "级别", "条款", "说明"]) or "计入月数" in head
    ):  # findings or scores as csv
        return OWN_RESULT
    if source.folder is None or source.path.parent == source.folder or not is_marked(source.path):
        return ""
    if names[:1] and names[0].startswith("问题清单"):  # annotated: an input, but where what it was made of lies too
        twins = (other for other in sources if other.path.name == source.path.name and other.path != source.path)
        original = next((other.shown for other in twins if not is_marked(other.path)), "")
        return original and f"qianyi 批注的副本，原件（{original}）也在，没有再读"
    if any(name.startswith("修改清单") for name in names):
        original = next((one.shown for one in sources if one.folder == source.folder and not is_marked(one.path)), "")
        return original and "qianyi 整理的副本，原件也在，没有再读"
    return "qianyi 自己做出的，没有人改过，没有读"


def _is_spreadsheet(path: Path) -> bool:
    """Whether an .xml is a workbook (XML 表格 2003): its beginning says so."""
    try:
        with path.open("rb") as file:
            return b"urn:schemas-microsoft-com:office:spreadsheet" in file.read(2000).replace(b"\0", b"")
    except OSError:
        return False


def is_ours(path: Path) -> bool:
    """Whether a file of any kind was made by qianyi and nobody has saved it since."""
    if not path.is_file():  # a pipe would wait for ever
        return False
    try:
        with path.open("rb") as file:
            head = file.read(2000)
            file.seek(max(0, path.stat().st_size - 16))
            return file.read().rstrip(b"\n").endswith(_MARK) or (_MARK in head and TEXT_MARK.search(head) is not None)
    except OSError:
        return False


def is_marked(path: Path) -> bool:
    """Whether qianyi wrote the workbook and nobody has saved it since."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(_MARK)))
        return file.read() == _MARK
