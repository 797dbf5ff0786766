"""Days as bytes: counting halves, and tables that pick days by kind."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

ZERO = Decimal(0)


@cache
def halves(count: int) -> Decimal:
    """Half days as days."""
    return Decimal(count) / 2


def table(*wanted: int) -> bytes:
    """A translation of days to 1 where at least one half is of a wanted kind, else 0."""
    is_wanted = [kind in wanted for kind in range(16)]
    return bytes(morning or afternoon for morning in is_wanted for afternoon in is_wanted)
