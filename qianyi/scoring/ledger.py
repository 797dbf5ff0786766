"""Small arithmetic of ledgers: entries, vetoes, sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO
from qianyi.policy.model import RubricItem
from qianyi.scoring.result import Entry, Item, Line

HUNDRED = Decimal(100)


def percent(score: Decimal | None, maximum: Decimal) -> Decimal | None:
    """100 × score / max, exact; None where there is no score or nothing to reach."""
    return None if score is None or not maximum else HUNDRED * score / maximum


class Ground(Struct, frozen=True):
    """Why an item counts for nothing."""

    why: str
    clause: str
    cells: tuple[Cell, ...]
    parameter: str | None = None


def lost(ledger: Iterable[Entry]) -> Decimal:
    """Sum of a ledger (at most 0 where the floor is in it)."""
    return sum((entry.points for entry in ledger), ZERO)


def vetoed(rubric: RubricItem, ledger: Iterable[Entry], grounds: Iterable[Ground]) -> list[Entry]:
    """The ledger of an item and what the grounds add to it: the first takes what is left, the others nothing more."""
    entries = list(ledger)
    for ground in grounds:
        left, why = rubric.points + lost(entries), f"{ground.why}：本项不得分"
        entries.append(Entry(rubric.id, -left, ground.clause, why, ground.cells, ground.parameter))
    return entries


def ranks(figures: Iterable[Decimal]) -> dict[Decimal, int]:
    """The rank of each figure, the highest first; ties share one: 1, 1, 3."""
    first: dict[Decimal, int] = {}
    for place, figure in enumerate(sorted(figures, reverse=True), 1):
        first.setdefault(figure, place)
    return first


def total(parts: Iterable[Item | Line]) -> Decimal | None:
    """Sum of the items (or lines) that have a score, None where none has."""
    scores = [part.score for part in parts if part.score is not None]
    return sum(scores, ZERO) if scores else None
