"""When a workbook was last saved, as far as it says so itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

from qianyi.patterns import pattern

_PARTS = ("docProps/core.xml", "meta.xml")
_WHEN = pattern(
    r"<(?:dcterms:modified|dc:date)[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)",
    "<dcterms:modified>2022-07-01T08:30:00Z",
)
_MOST = 1 << 20


def saved_at(path: Path) -> str | None:
    """`2022-07-02 16:05:00`, from the properties of an xlsx or ods; None where it says nothing."""
    try:
        with zipfile.ZipFile(path) as package:
            for name in _PARTS:
                if name in package.namelist() and package.getinfo(name).file_size < _MOST:
                    found = _WHEN.search(package.read(name).decode("utf-8", "replace"))
                    if found is not None:
                        return found[1].replace("T", " ")
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return None
