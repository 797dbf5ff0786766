"""Who is on the roster: matching the rows of personal registers to placements, without ever guessing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Match(Struct, frozen=True):
    """`placements` the record is about (all of the person's, unless institutions or `day` narrow them).

    Empty with `problem` (Chinese, names the nearest or the namesakes) where it cannot be told.
    """

    placements: tuple[Placement, ...]
    problem: str | None = None


class Directory:
    """People by (name, support institution); two people of one name are told apart by the institutions of the row."""

    def __init__(self, facts: Facts) -> None:
        raise NotImplementedError

    def match(self, record: object, day: date | None = None) -> Match:
        """The placements of the person of a record (anything with name, support, recipient).

        Where the row names a recipient or the person has several placements, `day` picks the one that covers it.
        """
        raise NotImplementedError
