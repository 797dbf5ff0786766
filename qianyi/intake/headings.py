"""Which kind a sheet is, by its headings alone: wherever they stand, over one to three rows, in any order."""

from __future__ import annotations

from msgspec import Struct, field


class Heading(Struct, eq=False):
    """Where the headings of a table stand and what they mean."""

    kind: str
    rows: tuple[int, int]
    """First and last heading row, 0-based."""
    columns: dict[str, int]
    """Field → 0-based column."""
    missing: tuple[str, ...] = ()
    """Required fields without a column (I003): then the sheet is recognised but not read."""
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Required fields that two columns claim: it cannot be told which holds."""
    score: float = 0.0
    """How much of the kind's own headings was seen."""

    @property
    def first_data_row(self) -> int:
        """The row below the headings."""
        return self.rows[1] + 1
