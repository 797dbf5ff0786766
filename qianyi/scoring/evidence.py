"""What the registers yield for a line of annexes 2 and 3: whether its condition holds, and the rows that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from msgspec import Struct

from qianyi.dossier.records import Placement, Record
from qianyi.dossier.registers import REGISTERS, TITLES
from qianyi.dossier.source import Cell
from qianyi.facts.periods import months_between
from qianyi.facts.texts import plain
from qianyi.policy.model import RubricLine
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.marks import level
from qianyi.scoring.result import PersonScore


class Subject(Struct, eq=False, dict=True):
    """The institution that is judged, its placements and their results."""

    lookup: Lookup
    name: str
    role: str
    placements: list[Placement]
    people: list[PersonScore]

    def in_time(self, day: date | None) -> bool:
        """Whether a day lies in the campaign and not after as-of."""
        facts = self.lookup.facts
        return day is not None and facts.policy.campaign.start <= day <= min(facts.policy.campaign.end, facts.as_of)

    @cached_property
    def partners(self) -> frozenset[str]:
        """The institutions of the other role that the roster pairs with it."""
        other = "recipient" if self.role == "support" else "support"
        return frozenset(name for p in self.placements if (name := getattr(p, other)))

    @property
    def under_way(self) -> bool:
        """Whether the campaign goes on after as-of, so that what is not yet done may still be."""
        return self.lookup.facts.as_of < self.lookup.policy.campaign.end


class Evidence(Struct, frozen=True, eq=False):
    """`holds` None: it cannot be told, and `missing` says what is needed. `cells` are the rows that were counted."""

    holds: bool | None
    why: str = ""
    cells: tuple[Cell, ...] = ()
    missing: str | None = None
    early: bool = False
    """The condition does not hold yet, but its time has not run out."""


Unclear = tuple[Record, str, str]
"""A row that may count or not: its field that is not clear, and why."""

Computed = Callable[["Subject", str], Evidence]
"""Of an institution and the id of the line that asks (duties are evidence for lines by their ids)."""
COMPUTATIONS: dict[str, Computed] = {}
_TENTH = Decimal("0.1")


def computes(
    name: str, *, needs: str = "", columns: Sequence[str] = ()
) -> Callable[[Callable[[Subject], Evidence]], Callable[[Subject], Evidence]]:
    """Register a computation by the name that lines of a rubric give under `computes`; pending without the register
    that it `needs`, or without these of its columns."""

    def register(function: Callable[[Subject], Evidence]) -> Callable[[Subject], Evidence]:
        def computed(subject: Subject, _: str) -> Evidence:
            return (missing_register(subject, needs, *columns) if needs else None) or function(subject)

        COMPUTATIONS[name] = computed
        return function

    return register


def pending(missing: str, cells: Iterable[Cell] = ()) -> Evidence:
    """Evidence that cannot be told."""
    return Evidence(None, missing=missing, cells=tuple(cells))


def not_done(subject: Subject, message: str, cells: Iterable[Cell] = ()) -> Evidence:
    """Evidence that a thing was not done; pending while the campaign goes on and it still may be."""
    return pending(f"{message}，活动还没有结束", cells) if subject.under_way else Evidence(False, message, tuple(cells))


def evidence_of(line: RubricLine, subject: Subject) -> Evidence:
    """What the registers yield for an `auto` line; pending where the rubric does not say by what it is computed."""
    compute = COMPUTATIONS.get(line.computes)
    return (
        compute(subject, line.id)
        if compute is not None
        else pending("细则没有写明这一条由什么计算（computes），须评分")
    )


def missing_register(subject: Subject, kind: str, *fields: str) -> Evidence | None:
    """Pending where no input is a register of this kind, or none has these columns."""
    if kind not in subject.lookup.kinds:
        title = TITLES[kind]
        own = title.endswith(("登记", "台账", "名录"))
        return pending(f"没有{title}" if own else f"没有{title}登记")  # 没有进修 would say that nobody studied
    for field in fields:
        if not subject.lookup.facts.dossier.has_column(kind, field):
            return pending(f"{TITLES[kind]}没有“{REGISTERS[kind].column(field).heading}”一列")
    return None


def counted(
    subject: Subject, what: str, rows: list[tuple[Record, str]], least: int, unclear: Sequence[Unclear] = ()
) -> Evidence:
    """At least so many rows; each with the field that is its cell. Pending where unclear ones could make up for it, and
    where the campaign goes on: what has the whole year to be reached costs nothing before its end."""
    cells = tuple(cell for record, field in rows for cell in record.cells(field))
    if len(rows) >= least:
        return Evidence(True, f"{what} {len(rows)}", cells)
    if len(rows) + len(unclear) >= least:
        return pending(f"{what} {len(rows)}，少于 {least}；另有{_reasons(unclear)}", _doubtful(unclear))
    if subject.under_way:
        return pending(f"{what} {progress(subject, len(rows), least)}", cells)
    return Evidence(False, f"{what} {len(rows)}，少于 {least}", cells)


def progress(subject: Subject, reached: int, least: int) -> str:
    """How far a count of the whole campaign has come: 「4 / 10，按月应到 6.7」."""
    facts = subject.lookup.facts
    campaign = facts.policy.campaign
    months = months_between(campaign.start, campaign.end) or 1
    share = Decimal(least * months_between(campaign.start, facts.as_of)) / months
    return f"{reached} / {least}，按月应到 {plain(share.quantize(_TENTH, ROUND_HALF_UP))}"


def _reasons(unclear: Sequence[Unclear]) -> str:
    reasons = Counter(why for _, _, why in unclear)
    return "、".join(f"{why} {count} 条" for why, count in reasons.items())


def _doubtful(unclear: Sequence[Unclear]) -> Iterator[Cell]:
    return (cell for record, field, _ in unclear for cell in record.cells(field))


def lookalike(subject: Subject, name: str | None) -> bool:
    """Whether a name that is nobody's on the roster is this institution's with characters left out or put in."""
    if not name or subject.lookup.marks.institution(name) is not None:
        return False
    short, long = sorted((level(name), level(subject.name)), key=len)
    rest = iter(long)
    return len(short) > 1 and all(character in rest for character in short)


def unlike(name: str | None) -> str:
    """Why a row of a lookalike is not counted."""
    return f"单位写作“{name}”的"
