"""岗位: who holds which post, by the 岗位 column or by pairing halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Post(Struct, eq=False):
    """One post and its holders in order of time. `named`: told by the 岗位 column. `special`: the special project's
    words where one is named (T207), else None."""

    recipient: str
    support: str
    number: int
    holders: list[Placement]
    named: bool = False
    special: str | None = None


def find_posts(facts: Facts) -> list[Post]:
    """Posts in roster order (of their first holder)."""
    raise NotImplementedError
