"""The ledger is the product: every point lost is one entry; scores are sums of entries."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell
from qianyi.facts.attendance import AttendanceCount
from qianyi.facts.days import ZERO
from qianyi.facts.services import Service
from qianyi.policy.model import Parameter
from qianyi.rules.registry import CheckRun

if TYPE_CHECKING:
    import pandas

    from qianyi.scoring.lookup import Lookup

Status = Literal["final", "provisional", "pending"]
Role = Literal["support", "recipient"]
Origin = Literal["computed", "mark", "auto"]
APPRAISED, LOCAL = "鉴定表", "本地设定"
"""Who gave a grade: the two institutions, or the county by its thresholds."""
OUTSIDE = "有的格子的意思不在字里（I014）"
"""Why what rests on such cells is provisional."""


class Entry(Struct, frozen=True, eq=False, gc=False):
    """One entry of a ledger: points lost (negative), a floor (positive) or a veto, with clause, parameter and cells."""

    line: str
    points: Decimal
    clause: str
    why: str
    cells: tuple[Cell, ...] = ()
    parameter: str | None = None
    """Id of the parameter used, where one was."""


class Line(Struct, frozen=True, eq=False, gc=False):
    """One numbered line: `score` None while pending. `evidence` says what was counted, with its cells."""

    id: str
    title: str
    max: Decimal
    score: Decimal | None = None
    status: Status = "pending"
    origin: Origin | None = None
    evidence: str | None = None
    cells: tuple[Cell, ...] = ()
    missing: str | None = None
    """What is missing, where the line is pending or provisional."""


class Item(Struct, frozen=True, eq=False, gc=False):
    """An item with its ledger. Item 4.1 has no lines: its ledger's lines are `4.1`."""

    id: str
    title: str
    max: Decimal
    score: Decimal | None = None
    status: Status = "pending"
    ledger: list[Entry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What a provisional or pending status waits for, in Chinese."""
    vetoed: bool = False
    computed: bool = False
    """Computed as a whole from the days of a placement: it has no lines."""


class PersonScore(Struct, frozen=True, eq=False):
    """One placement's result under annex 4 (or, without points, its facts)."""

    placement: Placement
    start: date | None
    end: date | None
    service: Service
    """What the placement is part of: term, item 4.1 and months are the service's."""
    attendance: AttendanceCount
    items: list[Item] = field(default_factory=list)
    score: Decimal | None = None
    max: Decimal = ZERO
    percent: Decimal | None = None
    status: Status = "pending"
    grade: str | None = None
    grade_origin: str | None = None
    """`APPRAISED` or `LOCAL`."""
    counted_months: int | None = None
    forfeited: str | None = None
    """Which ground of the county's own took the months away; None where none did."""
    facts: dict[str, object] = field(default_factory=dict)
    """Suzhou's 第十六条 facts; empty where the policy has points."""

    @property
    def term(self) -> str | None:
        """year, half, short of the service; None where the period could not be read."""
        return self.service.term


class InstitutionScore(Struct, frozen=True, eq=False):
    """One institution's result in one role."""

    name: str
    role: Role
    annex: int
    items: list[Item] = field(default_factory=list)
    score: Decimal | None = None
    max: Decimal = ZERO
    percent: Decimal | None = None
    status: Status = "pending"
    rank: int | None = None
    marks_only: Decimal = ZERO
    """Points of the lines of which the registers say nothing: they rest on marks alone."""
    count: int = 0
    mean_percent: Decimal | None = None
    min_percent: Decimal | None = None
    """Of its people's placements that are not pending; None where all are."""


class Shift(Struct, frozen=True, eq=False):
    """A person's placement or an institution whose result would be another one under another reading."""

    before: PersonScore | InstitutionScore
    after: PersonScore | InstitutionScore


class Reading(Struct, frozen=True, eq=False):
    """One other value of a parameter that the document can be read to have, and whom it would make a difference to."""

    parameter: Parameter
    other: Decimal | bool | str | tuple[str, ...]
    people: list[Shift]
    institutions: list[Shift]


class Scores(Struct, eq=False, dict=True):
    """All results of one dossier with the findings of validate and the S-rules."""

    people: list[PersonScore] = field(default_factory=list)
    institutions: list[InstitutionScore] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    checks: list[CheckRun] = field(default_factory=list)
    lookup: Lookup | None = None
    """What the results were made from."""
    compare: Callable[[Scores], list[Reading]] | None = None
    """Finds the readings."""

    @cached_property
    def readings(self) -> list[Reading]:
        """For each reading in force and each other value of it, whose score, grade or months would differ."""
        return [] if self.compare is None else self.compare(self)

    def to_frame(self, table: str = "people") -> pandas.DataFrame:
        """One table (people, institutions, lines, ledger, findings) as a pandas frame: see `qianyi.to_frame`."""
        import qianyi

        return qianyi.to_frame(self, table)


def worst(statuses: Collection[Status]) -> Status:
    """pending goes before provisional before final."""
    return "pending" if "pending" in statuses else "provisional" if "provisional" in statuses else "final"
