"""What the registers say beside an assessor's mark of a line, by the name that the rubric gives. Not points."""

from __future__ import annotations

from collections.abc import Callable

from qianyi.dossier.source import Cell
from qianyi.scoring.evidence import Subject

Beside = tuple[str, tuple[Cell, ...]]
"""What is said, and the rows that say so."""
Said = Callable[[Subject], Beside | None]
BESIDE: dict[str, Said] = {}


def beside(name: str, kind: str) -> Callable[[Callable[[Subject], Beside]], Callable[[Subject], Beside]]:
    """Register what is said beside lines that give this name; nothing where no register of this kind is given."""

    def register(function: Callable[[Subject], Beside]) -> Callable[[Subject], Beside]:
        BESIDE[name] = lambda subject: function(subject) if kind in subject.lookup.kinds else None
        return function

    return register
