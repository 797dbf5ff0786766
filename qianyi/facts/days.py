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
    afternoons = bytes([kind in wanted for kind in range(16)])
    return b"".join([b"\1" * 16 if is_wanted else afternoons for is_wanted in afternoons])
