"""What is to be planned: needs, people, quotas, kept rows and the rules of the policy, as plain values in a fixed order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from qianyi.dossier.records import Candidate, Need, Placement
from qianyi.dossier.source import Cell

CandidateKey = tuple[str, str]
"""A person: support institution and name."""
FIRST, SECOND, YEAR = frozenset({1}), frozenset({2}), frozenset({1, 2})
LEVELS = {"primary": 1, "middle": 2, "associate": 3, "senior": 4}
LEVEL_WORDS = {1: "初级", 2: "中级", 3: "副高", 4: "正高"}
EXPERT = LEVELS["associate"]
"""From here on a title counts for `hardship`."""


class Problem(Struct, frozen=True):
    """Something wrong with the input; the plan is made all the same."""

    kind: str
    message: str
    cells: tuple[Cell, ...] = ()


class Demand(Struct, eq=False):
    """需求: one row. `number` counts the rows from 1; `wanted` posts; `shut`: why nobody can be sent for it."""

    number: int
    record: Need
    recipient: str
    specialty: str | None
    wanted: int
    least: int = 0
    priority: bool = False
    shut: str | None = None

    def admits(self, specialty: str | None, level: int, support: str, least: int | None = None) -> bool:
        """Whether someone of this 专业, level and support institution may hold a post of it."""
        return (
            self.shut is None
            and support != self.recipient
            and self.specialty in (None, specialty)
            and level >= (self.least if least is None else least)
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that say what is wanted."""
        return self.record.cells("recipient", "specialty", "count")

    @property
    def words(self) -> str:
        """「甲镇卫生院要临床 2 人（副高以上）」."""
        level = f"（{LEVEL_WORDS[self.least]}以上）" if self.least else ""
        return f"{self.recipient}要{self.specialty or '不限专业'} {self.wanted} 人{level}"


class PlanPerson(Struct, eq=False):
    """可派人员: one who may be sent, or why not (`barred`)."""

    record: Candidate
    name: str
    support: str
    specialty: str | None
    title: str | None
    level: int
    promotion: bool
    halves: frozenset[int]
    half_release: bool
    wishes: frozenset[str]
    barred: str | None = None
    shut: str | None = None
    """Why the person cannot be planned with though nobody bars them: an unreadable cell, or the policy."""
    served: frozenset[int] = frozenset()
    """Halves that kept rows take."""

    @property
    def key(self) -> CandidateKey:
        """Support institution and name: people sort by it."""
        return self.support, self.name

    @property
    def free(self) -> frozenset[int]:
        """The halves in which the person may be sent anew."""
        return frozenset() if self.barred or self.shut else self.halves - self.served


class QuotaBounds(Struct, frozen=True):
    """名额 of a support institution; None: no bound. `cells` say it."""

    support: str
    least: int | None = None
    most: int | None = None
    cells: tuple[Cell, ...] = ()


class KeptGroup(Struct, eq=False):
    """Kept rows that hold one post together: a row, or a chain that the roster's dates or 岗位 join.

    `kind`: `whole` (held to the end), `head` or `tail` (a half in its usual dates, free to pair), `open` (the last
    holder left before the day from which is planned), `dead` (nothing can complete it; `why`).
    """

    rows: tuple[Placement, ...]
    kind: str
    needs: tuple[int, ...] = ()
    """Indices of the needs that every row fits."""
    why: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Recipient and support institution."""
        return self.rows[0].recipient or "", self.rows[0].support or ""


class Rules(Struct, frozen=True):
    """What the policy asks of a plan."""

    start: date
    end: date
    middle: date
    """First day of the second half."""
    begin: date
    """First day of those who are new: the start, or the day of `--from`."""
    halves: bool
    """Whether a post may be held by two, half a year each."""
    fresh: bool
    """Whether what is left of the campaign from `begin` is long enough for anybody new."""
    share: Decimal | None
    """The greatest share of half-release persons; None: none may be sent."""
    share_of_posts: bool
    min_days: Decimal | None
    min_months: int
    half_holders: int = 2

    @property
    def late(self) -> bool:
        """Whether the campaign has begun before the plan does."""
        return self.begin > self.start

    @property
    def rest(self) -> frozenset[int]:
        """The halves of which something is left from `begin` on."""
        return YEAR if self.begin < self.middle else SECOND


class Task(Struct, eq=False):
    """Everything a plan is made from, sorted: the same inputs give the same plan whatever their order."""

    rules: Rules
    needs: list[Demand]
    people: list[PlanPerson]
    quotas: dict[str, QuotaBounds]
    units: list[KeptGroup]
    problems: list[Problem]
    hardship: frozenset[str]
    last: frozenset[tuple[str, str, str]]
    """(support, name, recipient) of last year's roster."""
    order: tuple[str, ...]
    weights: dict[str, int]
    without: frozenset[CandidateKey] = frozenset()
    duplicates: list[Candidate] = field(default_factory=list)

    def kept_people(self) -> dict[CandidateKey, list[Placement]]:
        """Kept rows by person."""
        kept: dict[CandidateKey, list[Placement]] = {}
        for unit in self.units:
            for row in unit.rows:
                kept.setdefault((row.support or "", row.name), []).append(row)
        return kept

    def worth(self, person: PlanPerson, recipient: str) -> dict[str, int]:
        """What each half-year of a person at a recipient is worth, by soft goal, before weights."""
        return {
            "wish": int(recipient in person.wishes),
            "hardship": int(person.level >= EXPERT and recipient in self.hardship),
            "continuity": int((person.support, person.name, recipient) in self.last),
        }

    def unquoted(self) -> list[str]:
        """The support institutions that `fair` compares: without a 名额 row, with someone who may be sent."""
        return sorted({person.support for person in self.people if not person.barred} - self.quotas.keys())
