"""One pass of a strict XML parser over a part of a workbook."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from qianyi.intake.opening.package import BROKEN, DTD
from qianyi.intake.opening.tables import Unreadable


def run_expat(xml: bytes, start: Any, end: Any = None, characters: Any = None) -> None:
    """Parse with these handlers. Raises Unreadable where it is no XML or has a DTD."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters

    def refuse(*_: object) -> None:
        raise Unreadable(DTD)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, KeyError, OverflowError):
        raise Unreadable(BROKEN) from None


def local(tag: str) -> str:
    """A name without its prefix."""
    return tag.rpartition(":")[2]
