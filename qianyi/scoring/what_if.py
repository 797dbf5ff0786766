"""What changes when the same files are read under another policy: findings that come and go, scores that move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Struct

from qianyi import rules, scoring
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.facts import Facts
from qianyi.rules import shapes, shaping
from qianyi.rules.labels import Shape, labelled
from qianyi.rules.shapes import Count
from qianyi.scoring.result import PersonScore, Status

FindingKey = tuple[str, str | None, str | None, tuple[str, ...], str | None, str | None]


class MovedItem(Shape, kw_only=True):
    """An item whose score differs."""

    id: str
    title: str
    before: Decimal | None
    after: Decimal | None


class Changed(Struct, frozen=True):
    """A finding that both policies yield, with another severity or message."""

    before: Finding
    after: Finding


class Moved(Struct, frozen=True):
    """One placement under both policies. Scores are None while pending or where a policy has no points."""

    placement: Placement
    before: PersonScore | None
    after: PersonScore | None
    gone: int
    """Findings about the person that disappear."""
    come: int

    @property
    def items(self) -> list[MovedItem]:
        """Items whose score differs."""
        sides = [{item.id: item for item in side.items} if side else {} for side in (self.before, self.after)]
        moved = []
        for id in dict.fromkeys((*sides[0], *sides[1])):
            first, second = sides[0].get(id), sides[1].get(id)
            before, after = (first.score if first else None, second.score if second else None)
            if before != after:
                known = first or second
                moved.append(MovedItem(id=id, title=known.title if known else "", before=before, after=after))
        return moved


class WhatIf(Struct, frozen=True):
    """What changes from policy x to policy y. `before` are all findings under x."""

    x: Facts
    y: Facts
    before: list[Finding]
    gone: list[Finding]
    come: list[Finding]
    changed: list[Changed]
    people: list[Moved]
    scored: bool
    """Whether both policies have points for persons, so that scores can be compared."""


def what_if(x: Facts, y: Facts, keep: Callable[[list[Finding]], list[Finding]] = list) -> WhatIf:
    """Compare the same inputs, read under policy x and under policy y, on the same as-of day.

    `keep`: the findings to compare (`--select`, `--ignore`).
    """
    scored = all(_points(facts) for facts in (x, y))
    scores: list[dict[tuple[str, int], PersonScore]] = [{}, {}]
    if scored:
        both = [scoring.score(facts) for facts in (x, y)]
        found = [one.findings for one in both]
        scores = [{_row(person.placement): person for person in one.people} for one in both]
    else:
        found = [rules.validate(facts).findings for facts in (x, y)]
    found = [keep(findings) for findings in found]
    gone, come, changed = _compared(*found)
    gone_of, come_of = _by_person(gone), _by_person(come)
    placements = {_row(p): p for facts in (x, y) for p in facts.dossier.placements}
    people = []
    for row, placement in placements.items():
        name = placement.name
        moved = Moved(placement, scores[0].get(row), scores[1].get(row), gone_of[name], come_of[name])
        sides = [(side.score, side.max) if side else None for side in (moved.before, moved.after)]
        if moved.gone or moved.come or sides[0] != sides[1] or moved.items:
            people.append(moved)
    return WhatIf(x, y, found[0], gone, come, changed, people, scored)


def _points(facts: Facts) -> bool:
    return any(annex.subject == "person" for annex in facts.policy.annexes.values())


def _row(placement: Placement) -> tuple[str, int]:
    return f"{placement.sheet.path}/{placement.sheet.name}", placement.row


def _by_person(findings: list[Finding]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for finding in findings:
        if finding.person:
            counts[finding.person] += 1
    return counts


def _key(finding: Finding) -> FindingKey:
    """What makes two findings the same: all but what is said and how grave it is."""
    cells = tuple(cell.ref for cell in finding.cells)
    return (finding.code, *finding.where, cells, finding.person, finding.institution)


def _compared(before: list[Finding], after: list[Finding]) -> tuple[list[Finding], list[Finding], list[Changed]]:
    """The findings that go, those that come, those told otherwise."""
    gone, changed = [], []
    waiting: dict[FindingKey, list[Finding]] = defaultdict(list)
    for finding in after:
        waiting[_key(finding)].append(finding)
    for finding in before:
        same = waiting[_key(finding)]
        if not same:
            gone.append(finding)
            continue
        other = same.pop(0)
        if (other.severity, other.message) != (finding.severity, finding.message):
            changed.append(Changed(finding, other))
    left = {id(finding) for findings in waiting.values() for finding in findings}
    return gone, [finding for finding in after if id(finding) in left], changed


class Side(Shape, kw_only=True):
    """A placement's result under one policy."""

    score: Decimal | None
    max: Decimal
    percent: Decimal | None
    status: Status


class MovedPerson(Shape, kw_only=True):
    """A placement that the other policy touches."""

    name: Annotated[str, labelled("", "placement.name")]
    support: Annotated[str | None, labelled("", "placement.support")]
    recipient: Annotated[str | None, labelled("", "placement.recipient")]
    disappear: Annotated[Count, labelled("", "gone")]
    appear: Annotated[Count, labelled("", "come")]
    before: Side | None
    after: Side | None
    items: list[MovedItem]


class Pair(Shape, kw_only=True):
    """A finding that both policies yield, differently."""

    before: shapes.Finding
    after: shapes.Finding


class Tally(Shape, kw_only=True):
    """How many findings and placements."""

    disappear: Count
    appear: Count
    change: Count
    people: Count


class WhatIfShape(shapes.Head, kw_only=True):
    """`qianyi.what-if/1`."""

    schema: Literal["qianyi.what-if/1"] = "qianyi.what-if/1"
    against: shapes.PolicyInForce
    scored: bool
    summary: Tally
    disappear: list[shapes.Finding]
    appear: list[shapes.Finding]
    change: list[Pair]
    people: list[MovedPerson]


def what_if_shape(result: WhatIf) -> WhatIfShape:
    """`validate --against`, to go out."""
    counts = (len(found) for found in (result.gone, result.come, result.changed, result.people))
    return WhatIfShape(
        **shaping.head(result.x),
        against=shaping.policy_in_force(result.y),
        scored=result.scored,
        summary=Tally(**dict(zip(Tally.__struct_fields__, counts, strict=True))),
        disappear=[shapes.Finding.made(finding) for finding in result.gone],
        appear=[shapes.Finding.made(finding) for finding in result.come],
        change=[Pair.made(pair) for pair in result.changed],
        people=[MovedPerson.made(one) for one in result.people],
    )
