"""Annex 4: a dispatched person's result, placement by placement."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.facts.attendance import Standing
from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.policy.model import Annex, RubricItem
from qianyi.scoring.grade import grade_of
from qianyi.scoring.ledger import Ground, percent, total, vetoed
from qianyi.scoring.lines import marked_item, pending_lines
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.marks import NONE, LineMark
from qianyi.scoring.months import count_months
from qianyi.scoring.presence import PresenceItem
from qianyi.scoring.result import Item, PersonScore, Status, worst

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
        for rubric, duty in rubrics:
            if duty is not None and (id(service), rubric.id) not in shared:
                shared[id(service), rubric.id] = duty.score(service, whole)
        computed = {rubric.id: shared[id(service), rubric.id] for rubric, duty in rubrics if duty is not None}
        items, said = _items(placement, computed, rubrics, lookup) if annex is not None else ([], [])
        judged = PersonScore(placement, placement.start, placement.end, service, standing.count, items)
        if annex is not None:
            judged = structs.replace(judged, max=annex.points)
        person, told = settled(judged, standing, whole, lookup)
        people.append(person)
        findings += [*said, *told]
    return people, findings


def rubrics_of(annex: Annex | None, lookup: Lookup) -> list[ItemScorer]:
    """The items of annex 4, with what computes them where they are computed."""
    items = annex.items() if annex is not None else []
    return [(item, PresenceItem(item, lookup) if _computations(item) == [_ATTENDANCE] else None) for item in items]


def settled(
    judged: PersonScore, standing: Standing, whole: Standing, lookup: Lookup
) -> tuple[PersonScore, list[Finding]]:
    """A person whose items are judged, with sum, status, grade and months; `whole` is the standing of the service.
    And S805 and S807."""
    status: Status = "pending"
    if judged.items:
        status = worst([item.status for item in judged.items])
    elif standing.recorded:
        status = "provisional" if standing.count.unrecorded else "final"
    score = total(judged.items)
    reached = percent(score, judged.max)
    given = grade_of(judged.placement, judged.items, reached, lookup)
    settles = status != "pending" and given.grade is not None
    grade, origin = (given.grade, given.origin) if settles else (None, None)
    months = count_months(judged.items, grade, judged.service, whole, lookup)
    facts = judged.facts
    if not judged.items or lookup.policy.get("check.bar_count") is not None:
        from qianyi.scoring.article16 import facts_of

        facts = facts_of(grade, standing, lookup)
    person = structs.replace(
        judged,
        score=score,
        percent=reached,
        status=status,
        grade=grade,
        grade_origin=origin,
        counted_months=months.count,
        forfeited=months.forfeited,
        facts=facts,
    )
    return person, given.findings


def _computations(item: RubricItem) -> list[str]:
    return [line.computes for line in item.lines if line.judge == "auto"]


def _items(
    placement: Placement, computed: Mapping[str, Item], rubrics: list[ItemScorer], lookup: Lookup
) -> tuple[list[Item], list[Finding]]:
    """The items of a placement, and their S802 and S803; what is computed is the service's."""
    home = placement.cells("name")
    given = lookup.marks.of_person(placement)
    items, findings = [], []
    for rubric, _ in rubrics:
        item = computed.get(rubric.id)
        if item is not None:
            findings += _differs(item, given.get(rubric.id, NONE), placement)
        else:
            said = {line.id: _BESIDE[line.beside](placement, lookup) for line in rubric.lines if line.beside in _BESIDE}
            beside = {id: (note, ()) for id, note in said.items() if note is not None}
            item = _with_incidents(marked_item(rubric, given, {}, home, beside), rubric, placement, lookup)
        items.append(item)
    if placement.start is None or placement.start <= lookup.facts.as_of:  # what is yet to begin is not demanded
        support = placement.support or None
        findings += pending_lines(items, given, placement.name, home, placement.name, support)
    return items, findings


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


def _with_incidents(item: Item, rubric: RubricItem, placement: Placement, lookup: Lookup) -> Item:
    """The item, which counts for nothing where an incident that the rubric names is recorded."""
    grounds = [
        Ground(f"情况登记：{incident.kind}", one.clause, incident.cells("kind"))
        for one in rubric.vetoes
        for incident in lookup.incidents(placement, *one.incidents)
    ]
    if grounds:
        ledger = vetoed(rubric, item.ledger, grounds)
        return structs.replace(item, ledger=ledger, vetoed=True, score=ZERO, status="final", missing=[])
    doubts = [doubt for one in rubric.vetoes for doubt in lookup.doubts(placement, *one.incidents)]
    if doubts:
        return structs.replace(item, status=worst([item.status, "provisional"]), missing=[*item.missing, *doubts])
    return item


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
