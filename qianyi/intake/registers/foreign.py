"""Headings and period words of a county's own (`[headings]` of qianyi.toml and of a pack): read as the known ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qianyi.errors import QianyiError
from qianyi.intake.cells.values import level_text
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import accepted
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings

_PERIODS: Final = ("year", "first", "second", "half")
"""一年, 前半年, 后半年, 半年."""
_ENOUGH: Final = 2
"""A row with so many headings, known or foreign, is one of headings."""


def own_headings(policy: Policy, settings: Settings) -> dict[str, str]:
    """Levelled heading of the county's own → the known one.

    Raises QianyiError (file, key, nearest) where what it shall be read as is known nowhere.
    """
    where = f"{settings.path} 的" if settings.headings else f"政策 {policy.id} 的"
    found: dict[str, str] = {}
    for known, others in _merged(policy, settings).items():
        if known in _PERIODS:
            continue
        if level_text(known) not in accepted():
            from qianyi.policy.units import nearest

            names = [*(register_heading for register_heading in accepted()), *_PERIODS]
            raise QianyiError(f"{where} headings.{known}：没有“{known}”这个表头{nearest(known, names)}。")
        for other in others:
            if not _may_mean(other, known):
                raise QianyiError(
                    f"{where} headings.{known}：“{other}”本身就是认得的表头，不能读作“{known}”；"
                    f"请删去这个词，再把表里这一列的表头改成“{known}”。"
                )
            if found.setdefault(level_text(other), known) != known:
                raise QianyiError(
                    f"{where} headings：“{other}”写在两处（{found[level_text(other)]}、{known}）；请留一处。"
                )
    return found


def _may_mean(other: str, known: str) -> bool:
    """Whether a word may be read as a known heading: it is none itself, or wherever both are it means the same."""
    words = accepted()
    ours, theirs = words.get(level_text(known), {}), words.get(level_text(other), {})
    same = [ours[kind][0] == theirs[kind][0] for kind in ours.keys() & theirs.keys()]
    return not theirs or (bool(same) and all(same))


def own_periods(policy: Policy, settings: Settings) -> dict[str, str]:
    """Levelled period word of the county's own → year, first, second or half."""
    merged = _merged(policy, settings)
    return {level_text(word): period for period in _PERIODS for word in merged.get(period, ())}


def _merged(policy: Policy, settings: Settings) -> dict[str, tuple[str, ...]]:
    merged = dict(policy.headings)
    for known, others in settings.headings.items():
        merged[known] = (*merged.get(known, ()), *others)
    return merged


def translate(table: Table, own: Mapping[str, str]) -> None:
    """Put the known headings in the place of the county's own, in rows that are headings; what stood there is kept."""
    words = accepted()
    for r, row in enumerate(table.rows):
        found = {c: text for c, value in enumerate(row) if (text := _own(value, own))}
        if not found:
            continue
        known = sum(isinstance(value, str) and level_text(value) in words for value in row)
        if len(found) + known >= _ENOUGH:
            table.rows[r] = row = list(row)
            for c, text in found.items():
                table.headed[r, c] = str(row[c])
                row[c] = text


def _own(value: Value, own: Mapping[str, str]) -> str:
    return own.get(level_text(value), "") if isinstance(value, str) and value else ""
