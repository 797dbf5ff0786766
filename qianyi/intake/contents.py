"""What a sheet or a file is known by, wherever it is kept: a sheet by its title and headings, a file by its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2s, sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from qianyi.dossier import Dossier
from qianyi.dossier.source import Sheet
from qianyi.intake.books import OpenedBook
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import SEARCHED

_CHUNK = 1 << 20


def contents(books: Sequence[OpenedBook], dossier: Dossier) -> dict[tuple[str, str], str]:
    """By path and sheet the digest of what stands above the first row of data; by path and "" that of all its sheets.

    Saving a file anew, renaming it, its sheets or moving rows changes none of them.
    """
    tops: dict[int, tuple[Sheet, int]] = {}
    for sheet, records in groupby(dossier.every_record(), attrgetter("sheet")):
        row = min(map(attrgetter("row"), records))
        top = tops.get(id(sheet))
        if top is None or row < top[1]:
            tops[id(sheet)] = sheet, row
    first: dict[tuple[str, str], int] = {}
    for sheet, row in tops.values():  # a sheet cut in two is two of one name
        first[sheet.path, sheet.name] = min(first.get((sheet.path, sheet.name), row), row)
    found: dict[tuple[str, str], str] = {}
    for book in books:
        for table, heading in zip(book.tables, book.headings, strict=True):
            key = (table.path, table.name)
            above = first.get(key)
            if above is None:
                above = heading.first_data_row if heading is not None else _widest(table) + 1
            found[key] = _digest(str(value).strip() for row in table.rows[:above] for value in row if value != "")
        parts = sorted(found[table.path, table.name] for table in book.tables)
        found[book.source.shown, ""] = _digest(parts)
    return found


def _widest(table: Table) -> int:
    """The row near the top with most different values: the headings, where they are none's."""
    rows = table.rows[:SEARCHED]
    return max(range(len(rows)), key=lambda r: (len({value for value in rows[r] if value != ""}), -r), default=0)


def _digest(texts: Iterable[str]) -> str:
    return blake2s("\0".join(texts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, "" where they cannot be read."""
    digest = sha256()
    if not path.is_file():  # a pipe would wait for ever
        return ""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
