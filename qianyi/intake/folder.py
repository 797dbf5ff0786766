"""Which files a dossier is made of, and by what name each is shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from qianyi.intake.opening.tables import InputError, Table

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".et", ".xltx", ".xltm"})
"""Looked at in a folder; a file given by name is opened whatever it is called."""
DATA = "数据"
"""The folder of machine files among our outputs."""
MANIFEST, EARLIER_MANIFEST = f"{DATA}/manifest.json", "manifest.json"
"""What an output folder is known by, and was known by before."""
_MARK = b"qianyi"
"""The archive comment of workbooks that qianyi wrote; office programs drop it on saving."""


class Source(Struct, frozen=True):
    """A file to open. `folder`: the folder it was found in, None where it was given by name."""

    path: Path
    shown: str
    folder: Path | None = None


def told(path: Path) -> str:
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


def gather(paths: Sequence[str | Path]) -> list[Source]:
    """The files given and those of the folders given, each once, sorted by the name shown.

    Raises InputError where a folder holds no workbook.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = _inside(path)
            if not inside:
                raise InputError(f"文件夹“{given}”里没有可以读的工作簿（xlsx、xls、ods、csv 等）；请核对路径。")
            for file in inside:
                found.setdefault(file.resolve(), Source(file, told(file.relative_to(path)), path))
        elif not path.name.startswith("~$"):  # a lock file that a shell's *.xlsx brought along
            found.setdefault(path.resolve(), Source(path, told(path)))
    names = [source.shown for source in found.values()]
    sources = [
        source if names.count(source.shown) == 1 else Source(source.path, told(source.path), source.folder)
        for source in found.values()
    ]
    return sorted(sources, key=lambda source: source.shown)


def _inside(folder: Path) -> list[Path]:
    """The workbooks of a folder and its sub-folders, but for lock files, hidden ones, other dossiers and outputs."""
    files: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            if not (path / "qianyi.toml").exists() and not is_output(path):
                files += _inside(path)
        elif path.suffix.lower() in SUFFIXES:
            files.append(path)
    return files


def beside(sources: Sequence[Source]) -> list[Source]:
    """Workbooks in the folders of the files given that were not given themselves, sorted."""
    given = {source.path.resolve() for source in sources}
    found: dict[Path, Source] = {}
    for source in sources:
        parent = source.path.parent
        for path in sorted(parent.iterdir()) if source.folder is None and parent.is_dir() else ():
            known = path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))
            if known and path.is_file() and path.resolve() not in given:
                found.setdefault(path.resolve(), Source(path, told(path), parent))
    return sorted(found.values(), key=lambda source: source.shown)


def is_output(folder: Path) -> bool:
    """Whether `review` wrote into this folder: what lies in it is no input."""
    return (folder / MANIFEST).is_file() or (folder / EARLIER_MANIFEST).is_file()


def made_here(source: Source, tables: Sequence[Table], sources: Sequence[Source] = ()) -> bool:
    """Whether a workbook found in a folder is a result of qianyi's own, not an input: scores, an annotated copy, or
    anything in a sub-folder that nobody has saved since (tidied copies and blank forms are inputs where they lie).

    In a folder of nothing but tidied copies those of its sub-folders are inputs too; `sources`: all files there are.
    """
    names = [table.name for table in tables]
    if {"人员得分", "扣分明细"} <= set(names) or names[:1] == ["问题清单"]:
        return True
    head = tables[0].rows[0] if tables and tables[0].rows else []
    if (
        head[:4] in (["编号", "代码", "规则", "级别"], ["代码", "级别", "条款", "说明"]) or "计入月数" in head
    ):  # findings or scores as csv
        return True
    if source.folder is None or source.path.parent == source.folder or not is_marked(source.path):
        return False
    tidied = any(name.startswith("修改清单") for name in names)
    return not tidied or any(other.folder == source.folder and not is_marked(other.path) for other in sources)


def is_marked(path: Path) -> bool:
    """Whether qianyi wrote the workbook and nobody has saved it since."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(_MARK)))
        return file.read() == _MARK
