"""Days as bytes: counting halves, and tables that pick days by kind."""

from __future__ import annotations

from decimal import Decimal

from qianyi.dossier import kinds

ZERO = Decimal(0)
_HALVES = [Decimal(n) / 2 for n in range(1500)]


def halves(count: int) -> Decimal:
    """Half days as days."""
    return _HALVES[count] if 0 <= count < len(_HALVES) else Decimal(count) / 2


def table(*wanted: int) -> bytes:
    """A translation of days to 1 where at least one half is of a wanted kind, else 0."""
    return bytes(kinds.in_halves(day, wanted) for day in range(256))
