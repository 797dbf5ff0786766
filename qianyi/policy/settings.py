"""What a county says of itself in `qianyi.toml`: policy, dates, overrides, aliases, calendar, marks, grades, waivers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field


class Waiver(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that somebody answers for. Without person and institution it holds for every finding of its code."""

    code: str
    reason: str
    approved_by: str
    person: str | None = None
    institution: str | None = None
    until: date | None = None
    """Inclusive, held against as-of."""


class Settings(Struct, frozen=True):
    """One county's qianyi.toml (all defaults where there is none). `path` is "" where no file was read."""

    path: str = ""
    policy: str | None = None
    start: date | None = None
    end: date | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    """Dotted parameter id → value as written."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Other name → official institution name."""
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    marks: dict[str, str] = field(default_factory=dict)
    """Symbol → word of a kind of day ("△" → "事假")."""
    grades: dict[str, Decimal] = field(default_factory=dict)
    """Grade → lowest percent, bound included."""
    hardship: frozenset[str] | None = None
    """Institutions in hardship areas; None: no list given."""
    waivers: tuple[Waiver, ...] = ()
