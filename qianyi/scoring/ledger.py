"""Small arithmetic of ledgers: entries, vetoes, sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO
from qianyi.scoring.result import Entry, Item, worst

HUNDRED = Decimal(100)


def percent(score: Decimal | None, maximum: Decimal) -> Decimal | None:
    """100 × score / max, exact; None where there is no score or nothing to reach."""
    return None if score is None or not maximum else HUNDRED * score / maximum


def lost(item: Item) -> Decimal:
    """Sum of the item's ledger (at most 0 when the item is closed)."""
    return sum((entry.points for entry in item.ledger), ZERO)


def veto(item: Item, clause: str, why: str, cells: tuple[Cell, ...], parameter: str | None = None) -> None:
    """The item does not count: one entry takes what is left of it."""
    item.ledger.append(Entry(item.id, -(item.max + lost(item)), clause, f"{why}：本项不得分", cells, parameter))
    item.vetoed = True


def close(item: Item) -> None:
    """Sum an item with lines. A veto settles it: no mark that is still missing could change it."""
    if item.vetoed:
        item.score, item.status = ZERO, "final"
        return
    scores = [line.score for line in item.lines if line.score is not None]
    item.score = sum(scores, ZERO) if scores else None
    item.status = worst([line.status for line in item.lines])
    if item.status != "final":
        item.missing = [f"{line.id}：{line.missing}" for line in item.lines if line.missing]


def ranks(figures: Iterable[Decimal]) -> dict[Decimal, int]:
    """The rank of each figure, the highest first; ties share one: 1, 1, 3."""
    first: dict[Decimal, int] = {}
    for place, figure in enumerate(sorted(figures, reverse=True), 1):
        first.setdefault(figure, place)
    return first


def total(items: Iterable[Item]) -> Decimal | None:
    """Sum of the items that have a score, None where none has."""
    scores = [item.score for item in items if item.score is not None]
    return sum(scores, ZERO) if scores else None
