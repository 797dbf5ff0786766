"""`qianyi.plan/1`: what a plan tells, to go out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from qianyi.output.words import Period
from qianyi.rules.labels import Shape
from qianyi.rules.shapes import Count, Head
from qianyi.scoring.shapes import Reference

Number = Annotated[int, Meta(ge=1)]


class Solver(Shape, kw_only=True):
    """Whether the plan is proven best, and how far from it it may be."""

    status: Literal["optimal", "feasible"]
    gap: Decimal


class Goal(Shape, kw_only=True):
    """A goal with what was reached and what could be."""

    goal: str
    value: Count
    bound: Count
    weight: Count | None


class Row(Shape, kw_only=True):
    """A row of the roster."""

    name: str
    support: str
    recipient: str
    speciality: str | None
    title: str | None
    period: Period
    start: date
    end: date
    release: Literal["全脱产", "半脱产"]
    need: Number | None
    post: Number | None
    kept: bool


class Post(Shape, kw_only=True):
    """A post of a need: who holds it, why, and who would be next."""

    post: Count
    people: list[str]
    why: str
    next_best: str | None
    next_cost: str


class Need(Shape, kw_only=True):
    """A need and its posts."""

    need: Count
    recipient: str
    speciality: str | None
    priority: bool
    wanted: Count
    met: Count
    cells: list[Reference]
    posts: list[Post]


class Demand(Shape, kw_only=True):
    """A demand that cannot hold together with others."""

    text: str
    cells: list[Reference]


class Unmet(Shape, kw_only=True):
    """What is missing, why, and the smallest change that would mend it."""

    need: Count
    missing: Count
    because: list[Demand]
    change: str


class Unsent(Shape, kw_only=True):
    """A candidate who stays."""

    name: str
    support: str
    why: str


class Problem(Shape, kw_only=True):
    """What is wrong with the input."""

    kind: str
    message: str
    cells: list[Reference]


class Explained(Shape, kw_only=True):
    """Why somebody was sent or not."""

    name: str
    sent: bool
    why: str


class PlanShape(Head, kw_only=True):
    """`qianyi.plan/1`."""

    schema: Literal["qianyi.plan/1"] = "qianyi.plan/1"
    solver: Solver
    goals: list[Goal]
    roster: list[Row]
    needs: list[Need]
    unmet: list[Unmet]
    unsent: list[Unsent]
    problems: list[Problem]
    explain: Explained | UnsetType = UNSET
