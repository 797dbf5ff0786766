"""Annex 4: a dispatched person's result, placement by placement."""

from __future__ import annotations

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.facts.attendance import Standing
from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.policy.model import Annex, RubricItem
from qianyi.scoring.grade import give_grade
from qianyi.scoring.ledger import percent, total, veto
from qianyi.scoring.lines import marked_item, pending_lines
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.marks import NONE, LineMark
from qianyi.scoring.months import count_months
from qianyi.scoring.presence import PresenceItem
from qianyi.scoring.result import Item, PersonScore, worst

_ATTENDANCE = "attendance"
"""The computation of 在岗情况, by the name that the rubric gives."""


ItemScorer = tuple[RubricItem, PresenceItem | None]
"""An item of annex 4, with what computes it where it is computed."""


def score_people(lookup: Lookup, annex: Annex | None) -> tuple[list[PersonScore], list[Finding]]:
    """The results of all placements in roster order, and their S802, S803, S805, S807."""
    facts = lookup.facts
    rubrics: list[ItemScorer] = rubrics_of(annex, lookup)
    serving = {id(service): standing for service, standing in facts.serving}
    shared: dict[tuple[int, str], Item] = {}
    people: list[PersonScore] = []
    findings: list[Finding] = []
    for standing in facts.standings:
        placement = standing.placement
        service = facts.service_of(placement)
        whole = serving[id(service)]
        person = PersonScore(placement, placement.start, placement.end, service, standing.count)
        if annex is not None:
            findings += _items(person, whole, rubrics, lookup, shared)
            person.max = annex.points
        findings += settle(person, standing, whole, lookup)
        people.append(person)
    return people, findings


def rubrics_of(annex: Annex | None, lookup: Lookup) -> list[ItemScorer]:
    """The items of annex 4, with what computes them where they are computed."""
    items = annex.items() if annex is not None else []
    return [(item, PresenceItem(item, lookup) if _computations(item) == [_ATTENDANCE] else None) for item in items]


def settle(person: PersonScore, standing: Standing, whole: Standing, lookup: Lookup) -> list[Finding]:
    """Sum, status, grade and months of a person whose items are judged; `whole` is the standing of the service.

    Returns S805 and S807."""
    if person.items:
        person.score = total(person.items)
        person.percent = percent(person.score, person.max)
        person.status = worst([item.status for item in person.items])
    elif standing.recorded:
        person.status = "provisional" if standing.count.unrecorded else "final"
    findings = give_grade(person, lookup)
    months = count_months(person, person.service, whole, lookup)
    person.counted_months, person.forfeited = months.count, months.forfeited
    if not person.items or lookup.policy.get("check.bar_count") is not None:
        from qianyi.scoring.article16 import facts_of

        person.facts = facts_of(person, standing, lookup)
    return findings


def _computations(item: RubricItem) -> list[str]:
    return [line.computes for line in item.lines if line.judge == "auto"]


def _items(
    person: PersonScore, whole: Standing, rubrics: list[ItemScorer], lookup: Lookup, shared: dict[tuple[int, str], Item]
) -> list[Finding]:
    """Judge the items of a placement; a computed one is the service's, the same in all its placements (`shared`)."""
    placement = person.placement
    home = placement.cells("name")
    given = lookup.marks.of_person(placement)
    findings = []
    for rubric, duty in rubrics:
        if duty is not None:
            key = (id(person.service), rubric.id)
            item = shared.get(key) or shared.setdefault(key, duty.score(person.service, whole))
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
    return f"签约服务登记 {lookup.contracts(placement)} 条"


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


def _differs(item: Item, given: LineMark, placement: Placement) -> list[Finding]:
    """S803 of 4.1: the computed score stands."""
    if given.mark is None or given.score is None or item.score is None or given.score == item.score:
        return []
    fact = (
        f"{placement.name} 的 {item.id} 评了 {plain(given.score)} 分，按考勤计算为 {plain(item.score)} 分；以计算为准"
    )
    remedy = "请核对考勤和评分。"
    cells = (given.mark.place(), *(cell for entry in item.ledger for cell in entry.cells))
    return [Finding("S803", fact, cells, person=placement.name, institution=placement.support or None, remedy=remedy)]
