"""One pass of a strict XML parser over a part of a workbook."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from qianyi.intake.opening.package import BROKEN, DTD, TOO_LARGE
from qianyi.intake.opening.tables import Unreadable

MOST_TAGS = 5_000_000
"""Tags of a part, two millionths of a second each: half of what 20 seconds allow on a small machine."""


def run_expat(xml: bytes, start: Any, end: Any = None, characters: Any = None) -> None:
    """Parse with these handlers. Raises Unreadable where it is no XML, has a DTD, or more tags than can be walked in
    the time a reader may take."""
    if len(xml) > MOST_TAGS and xml.count(b"<") > MOST_TAGS:
        raise Unreadable(TOO_LARGE.format(what=f"超过 {MOST_TAGS} 个标签"))
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters

    def refuse(*_: object) -> None:
        raise Unreadable(DTD)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError):  # LookupError: an encoding that there is not
        raise Unreadable(BROKEN) from None


def local(tag: str) -> str:
    """A name without its prefix."""
    return tag.rpartition(":")[2]
