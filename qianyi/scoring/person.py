"""Annex 4: a dispatched person's result, placement by placement."""

from __future__ import annotations

from collections.abc import Iterable

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.facts.attendance import Standing
from qianyi.facts.periods import months_between, term
from qianyi.facts.texts import plain
from qianyi.policy.model import Annex, RubricItem
from qianyi.scoring.duty import Duty
from qianyi.scoring.grade import give_grade
from qianyi.scoring.ledger import percent, total, veto
from qianyi.scoring.lookup import RECALL, Lookup
from qianyi.scoring.marks import NONE, Given
from qianyi.scoring.result import ZERO, Item, PersonScore, worst
from qianyi.scoring.rubric import marked_item, pending_lines

ATTENDANCE = "attendance"
"""The computation of 在岗情况, by the name that the rubric gives."""


Rubric = tuple[RubricItem, Duty | None]
"""An item of annex 4, with what computes it where it is computed."""


def score_people(
    standings: Iterable[Standing], annex: Annex | None, lookup: Lookup
) -> tuple[list[PersonScore], list[Finding]]:
    """The results of all placements, and their S802, S803, S805, S807."""
    rubrics: list[Rubric] = [
        (item, Duty(item, lookup) if _computations(item) == [ATTENDANCE] else None)
        for item in (annex.items() if annex is not None else ())
    ]
    people: list[PersonScore] = []
    findings: list[Finding] = []
    for standing in standings:
        placement = standing.placement
        length = term(placement.start, placement.end)
        person = PersonScore(placement, placement.start, placement.end, length, standing.count)
        bars: list[str] = []
        if annex is not None:
            findings += _items(person, standing, rubrics, lookup)
            person.score, person.max = total(person.items), annex.points
            person.percent = percent(person.score, annex.points)
            person.status = worst([item.status for item in person.items])
            bars += [f"{item.id} {item.title}不得分" for item in person.items if item.vetoed]
        elif standing.recorded:
            person.status = "provisional" if standing.count.unrecorded else "final"
        step = lookup.barred(placement)
        if step:
            bars.append(step)
        findings += give_grade(person, bars, lookup)
        person.counted_months = counted_months(person, standing, lookup)
        if annex is None or lookup.policy.get("check.bar_count") is not None:
            from qianyi.scoring.article16 import facts_of

            person.facts = facts_of(person, standing, lookup)
        people.append(person)
    return people, findings


def _computations(item: RubricItem) -> list[str]:
    return [line.computes for line in item.lines if line.judge == "auto"]


def _items(person: PersonScore, standing: Standing, rubrics: list[Rubric], lookup: Lookup) -> list[Finding]:
    placement = standing.placement
    home = placement.cells("name")
    given = lookup.marks.of_person(placement)
    findings = []
    for rubric, duty in rubrics:
        if duty is not None:
            item = duty.score(standing, person.term)
            findings += _differs(item, given.get(rubric.id, NONE), placement)
        else:
            item = marked_item(rubric, given, {}, home)
            for one, line in zip(rubric.lines, item.lines, strict=True):
                if one.beside in _BESIDE:
                    line.evidence = _BESIDE[one.beside](placement, lookup)
            _vetoes(item, rubric, placement, lookup)
        person.items.append(item)
    if placement.start is None or placement.start <= lookup.facts.as_of:  # what is yet to begin is not demanded
        support = placement.support or None
        findings += pending_lines(person.items, given, placement.name, home, placement.name, support)
    return findings


def _leave_beside(placement: Placement, lookup: Lookup) -> str | None:
    """Leave without entry in the register."""
    missing = lookup.unregistered_leave(placement)
    return f"请假没有登记的 {missing} 处（A409）" if missing else None


def _contracts_beside(placement: Placement, lookup: Lookup) -> str | None:
    """How many contracts of family doctors the person took part in."""
    if "contracts" not in lookup.kinds:
        return None
    facts = lookup.facts
    rows = [
        row
        for row in facts.dossier.contracts
        if (row.date is None or row.date <= facts.as_of) and placement in facts.match(row, row.date).placements
    ]
    return f"签约服务登记 {len(rows)} 条"


def _teaching_beside(placement: Placement, lookup: Lookup) -> str | None:
    """How often the person trained and taught."""
    if "activities" not in lookup.kinds:
        return None
    counts = lookup.activity_counts(placement)
    return f"培训 {counts['training']} 次，临床带教 {counts['teaching']} 次"


_BESIDE = {
    "unregistered-leave": _leave_beside,
    "own-teaching": _teaching_beside,
    "own-contracts": _contracts_beside,
}
"""What the registers say beside an assessor's mark of a line, by the name that the rubric gives. Not points."""


def _vetoes(item: Item, rubric: RubricItem, placement: Placement, lookup: Lookup) -> None:
    """The item counts for nothing where an incident that the rubric names is recorded."""
    doubts: list[str] = []
    for one in rubric.vetoes:
        for incident in lookup.incidents(placement, *one.incidents):
            veto(item, one.clause, f"情况登记：{incident.kind}", incident.cells("kind"))
        doubts += lookup.doubts(placement, *one.incidents)
    if item.vetoed:
        item.score, item.status, item.missing = ZERO, "final", []
    elif doubts:
        item.status = worst([item.status, "provisional"])
        item.missing += doubts


def _differs(item: Item, given: Given, placement: Placement) -> list[Finding]:
    """S803 of 4.1: the computed score stands."""
    if given.mark is None or given.score is None or item.score is None or given.score == item.score:
        return []
    fact = (
        f"{placement.name} 的 {item.id} 评了 {plain(given.score)} 分，按考勤计算为 {plain(item.score)} 分；以计算为准"
    )
    remedy = "请核对考勤和评分。"
    cells = (given.mark.place(), *(cell for entry in item.ledger for cell in entry.cells))
    return [Finding("S803", fact, cells, person=placement.name, institution=placement.support or None, remedy=remedy)]


def counted_months(person: PersonScore, standing: Standing, lookup: Lookup) -> int | None:
    """凡晋必下: whole months up to as-of; 0 where the person was recalled or 4.1 or 4.3 was vetoed."""
    if person.start is None or person.end is None:
        return None
    if standing.first is None or standing.last is None or lookup.incidents(standing.placement, RECALL):
        return 0
    if any(item.vetoed for item in person.items):
        return 0
    return months_between(standing.first, standing.last)
