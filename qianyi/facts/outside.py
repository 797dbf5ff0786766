"""What rests on cells whose meaning lies outside their text (I014): marks, rows of registers, whole sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qianyi.dossier.records import Stretch

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.facts.attendance import Standing


def people_outside(facts: Facts) -> frozenset[int]:
    """The ids of the placements of whose roster row, leaves, totals or incidents some cell is of this kind."""
    dossier = facts.dossier
    found = {id(placement) for placement in dossier.placements if placement.sheet.is_outside(placement.row)}
    for record in (*dossier.leaves, *dossier.totals, *dossier.incidents):
        if record.sheet.is_outside(record.row):
            found.update(id(placement) for placement in facts.match(record).placements)
    return frozenset(found)


def rests_outside(facts: Facts, standing: Standing) -> bool:
    """Whether a placement's attendance rests on such a cell: a day of its span, or what says whose the row is."""
    if id(standing.placement) in facts.people_outside:
        return True
    return facts.any_outside and any(_marks_outside(stretch, standing) for stretch in standing.stretches)


def any_outside(facts: Facts) -> bool:
    """Whether a sheet of attendance has such a cell at all."""
    sheets = {id(row.sheet): row.sheet for row in facts.dossier.stretches}.values()
    return any(sheet.outside_all or sheet.outside for sheet in sheets)


def _marks_outside(stretch: Stretch, standing: Standing) -> bool:
    sheet = stretch.sheet
    if not sheet.outside or standing.first is None or standing.last is None:
        return sheet.outside_all
    if stretch.rows:
        return any(row in stretch.rows for row, _ in sheet.outside)
    first, last = (standing.first - stretch.first).days, (standing.last - stretch.first).days
    if stretch.places:  # a sheet of another shape: each day has a place of its own
        span = slice(max(first, 0), max(last + 1, 0))
        near = {*stretch.places[span], *stretch.places_pm[span], stretch.named_at}
        return not near.isdisjoint(sheet.outside)
    rows = {stretch.row, stretch.row_pm}
    days = {column: index for index, column in enumerate(stretch.columns)}
    return any(row in rows and first <= days.get(column, first) <= last for row, column in sheet.outside)
