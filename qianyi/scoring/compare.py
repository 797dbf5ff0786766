"""What each reading decides: whose score, grade or months would be others under another reading of a parameter.

Only what depends on a reading is judged again. For each parameter it stands here what that is; one that is not named
is judged anew as a whole, which is right and slow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct, structs

from qianyi.facts import Facts
from qianyi.facts.absences import length_of
from qianyi.facts.arrivals import limit
from qianyi.facts.attendance import Standing
from qianyi.facts.days import ZERO
from qianyi.facts.services import Service, join
from qianyi.policy.model import Annex, Parameter, RubricLine
from qianyi.policy.units import ParameterValue
from qianyi.scoring.evidence import Subject, evidence_of
from qianyi.scoring.institution import score_institutions, subject_of
from qianyi.scoring.ledger import total
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.person import ItemScorer, rubrics_of, score_people, settled
from qianyi.scoring.presence import Rates, leave_total
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Reading, Scores, Shift

Result = PersonScore | InstitutionScore


class JudgedService(Struct, frozen=True):
    """A service as it was judged."""

    service: Service
    standing: Standing
    people: list[PersonScore]
    facts: Facts


Values = tuple[object, object]
"""The value of a parameter in force and the other one."""
Touched = Callable[[JudgedService, Values], bool]


def _informal(case: JudgedService, values: Values) -> bool:
    """open and leave count the days alike."""
    return bool(case.standing.informal) and "absent" in values


def _long_run(case: JudgedService, _: Values) -> bool:
    lengths = (length_of(run, case.facts.policy) for run in case.standing.runs)
    return any(length.calendar != length.workdays for length in lengths)


def _late(case: JudgedService, values: Values) -> bool:
    arrival = case.service.first.arrival
    last = limit(case.facts, case.service.first) if arrival is not None else None
    if arrival is None or last is None or arrival <= last:
        return False
    return values[0] == "absent" or bool(case.standing.count.not_arrived)


def _much_leave(case: JudgedService, values: Values) -> bool:
    least = min(value for value in values if isinstance(value, Decimal))
    return case.service.term != "year" and leave_total(case.standing.count, case.facts.policy) > least


def _fraction(case: JudgedService, _: Values) -> bool:
    taken = case.standing.count.personal
    return taken % 1 != 0 and taken > Rates.of(case.facts.policy, case.service.term).allowance


def _floored(case: JudgedService, _: Values) -> bool:
    """The floor was reached, or would have been, and no veto settles the item all the same."""
    items = [item for person in case.people[:1] for item in person.items if item.computed and not item.vetoed]
    return any((item.score or ZERO) < 0 or any(entry.points > 0 for entry in item.ledger) for item in items)


def _checked(case: JudgedService, _: Values) -> bool:
    return case.facts.dossier.has("checks")


TOUCHED_PEOPLE: dict[str, Touched | None] = {
    "leave.unregistered": _informal,
    "absence.reading": _long_run,
    "arrival.late_days": _late,
    "leave.total_max_half": _much_leave,
    "score.partial_day": _fraction,
    "score.floor": _floored,
    "check.count_period": _checked,
    "rotation.count_from": None,
    "visit.each_partner": None,
    "indicator.at_limit": None,
    "survey.lines": None,
    "leave.filing_kinds": None,
    "half_release.share_of": None,
}
"""Whose item 4.1, grade or months a reading may touch; None: nobody's."""
TOUCHED_LINES: dict[str, frozenset[str]] = {
    "rotation.count_from": frozenset({"all-arrived"}),
    "visit.each_partner": frozenset({"leader-visits", "department-visits"}),
    "indicator.at_limit": frozenset(
        {
            "patients-up",
            "diseases-up",
            "operations-up",
            "central-hospital",
            "local-visits-up",
            "health-records-up",
            "care-rates-up",
            "death-rates-down",
        }
    ),
    "survey.lines": frozenset({"survey-satisfied", "survey-treated"}),
}
"""The computations of institutions' lines that look at a reading."""
STRICTER: frozenset[tuple[str, ParameterValue]] = frozenset(
    {("visit.each_partner", True), ("indicator.at_limit", "pending"), ("survey.lines", "awareness")}
)
"""Readings under which no line comes out better: only one that has its points need be looked at."""
OF_GRADES = frozenset({"all-passed"})
"""The computations that look at the grades of an institution's people."""


def compare(scores: Scores) -> list[Reading]:
    """One entry for each reading in force and each other value of it, in the order of parameter ids."""
    if scores.lookup is None:
        return []
    facts, comparison = scores.lookup.facts, _Comparison(scores)
    return [
        Reading(parameter, other, *comparison.under(parameter, other))
        for parameter in facts.policy.parameters.values()
        if parameter.value is not None
        for other in parameter.others
    ]


class _Comparison:
    """The results of one dossier, by what a reading may touch."""

    def __init__(self, scores: Scores) -> None:
        assert scores.lookup is not None
        self.scores, self.lookup, self.facts = scores, scores.lookup, scores.lookup.facts
        self.of_service: dict[int, list[PersonScore]] = defaultdict(list)
        self.of_institution: dict[tuple[str, str], list[PersonScore]] = defaultdict(list)
        for person in scores.people:
            self.of_service[id(person.service)].append(person)
            self.of_institution["support", person.placement.support or ""].append(person)
            self.of_institution["recipient", person.placement.recipient or ""].append(person)

        self.judged = [
            JudgedService(service, standing, self.of_service[id(service)], self.facts)
            for service, standing in self.facts.serving
        ]

    def under(self, parameter: Parameter, other: ParameterValue) -> tuple[list[Shift], list[Shift]]:
        """The people and institutions whose results differ under another value."""
        under = self.lookup.under(parameter.id, other)
        if parameter.id not in TOUCHED_PEOPLE:
            return _all_again(self.scores, under)
        touched = TOUCHED_PEOPLE[parameter.id]
        changed = self._people(touched, parameter, other, under) if touched is not None else {}
        people = [Shift(one, changed[id(one)]) for one in self.scores.people if id(one) in changed]
        people = [shift for shift in people if differs(shift)]
        wanted = TOUCHED_LINES.get(parameter.id, frozenset())
        if any(_grade(shift.before) != _grade(shift.after) for shift in people):
            wanted |= OF_GRADES
        if not wanted:
            return people, []
        only_full = (parameter.id, other) in STRICTER
        return people, self._institutions(wanted, changed, under, only_full=only_full)

    def _people(
        self, touched: Touched, parameter: Parameter, other: ParameterValue, under: Lookup
    ) -> dict[int, PersonScore]:
        """The people of the services that are touched, by the id of the result they had."""
        rubrics = rubrics_of(_annex(under, "person"), under)
        changed: dict[int, PersonScore] = {}
        values = parameter.value, other
        for one in self.judged:
            if touched(one, values):
                changed.update(_service_again(one.service, one.people, rubrics, under))
        return changed

    def _institutions(
        self, wanted: frozenset[str], changed: dict[int, PersonScore], under: Lookup, *, only_full: bool
    ) -> list[Shift]:
        annexes = {role: _annex(under, role) for role in ("support", "recipient")}
        asked = {
            role: [line for line in annex.lines() if line.judge == "auto" and line.computes in wanted] if annex else []
            for role, annex in annexes.items()
        }
        shifts = []
        for one in self.scores.institutions:
            if not asked[one.role]:
                continue
            members = [changed.get(id(person), person) for person in self.of_institution[one.role, one.name]]
            subject = subject_of(under, one.name, one.role, members)
            outcomes = _outcomes(one, asked[one.role], subject, only_full=only_full)
            if outcomes:
                shifts.append(Shift(one, _with_lines(one, outcomes)))
        return [shift for shift in shifts if differs(shift)]


def differs(shift: Shift) -> bool:
    """Whether score, grade or months are others."""
    before, after = shift.before, shift.after
    return before.score != after.score or _grade(before) != _grade(after) or _months(before) != _months(after)


def _grade(result: Result) -> str | None:
    return result.grade if isinstance(result, PersonScore) else None


def _months(result: Result) -> int | None:
    return result.counted_months if isinstance(result, PersonScore) else None


def _all_again(scores: Scores, under: Lookup) -> tuple[list[Shift], list[Shift]]:
    """Everything judged anew."""
    annex = _annex(under, "person")
    people, _ = score_people(under, annex)
    institutions, _ = score_institutions(under, people)
    found = [Shift(*pair) for pair in zip(scores.people, people, strict=True)]
    of = [Shift(*pair) for pair in zip(scores.institutions, institutions, strict=True)]
    return [shift for shift in found if differs(shift)], [shift for shift in of if differs(shift)]


def _annex(lookup: Lookup, subject: str) -> Annex | None:
    return next((annex for annex in lookup.policy.annexes.values() if annex.subject == subject), None)


def _service_again(
    service: Service, people: list[PersonScore], rubrics: list[ItemScorer], under: Lookup
) -> Iterator[tuple[int, PersonScore]]:
    """The people of one service under the other reading: what their days compute, and what follows from it."""
    parts = under.facts.standings_of(service)
    of = {id(part.placement): part for part in parts}
    whole = join(under.facts, service, parts)
    computed = {rubric.id: duty.score(service, whole) for rubric, duty in rubrics if duty is not None}
    for person in people:
        standing = of[id(person.placement)]
        items: list[Item] = [computed.get(item.id, item) for item in person.items]
        again = structs.replace(person, items=items, attendance=standing.count)
        yield id(person), settled(again, standing, whole, under)[0]


def _outcomes(
    one: InstitutionScore, asked: list[RubricLine], subject: Subject, *, only_full: bool
) -> dict[str, Decimal | None]:
    """The points of those lines, unless they have a mark, that come out otherwise; None where one is then pending."""
    lines_by_id = {line.id: line for item in one.items for line in item.lines}
    outcomes: dict[str, Decimal | None] = {}
    for rubric in asked:
        line = lines_by_id.get(rubric.id)
        if line is None or line.origin == "mark" or (only_full and not line.score):
            continue
        holds = evidence_of(rubric, subject).holds
        points = None if holds is None else rubric.points if holds else ZERO
        if points != line.score:
            outcomes[line.id] = points
    return outcomes


def _with_lines(one: InstitutionScore, outcomes: dict[str, Decimal | None]) -> InstitutionScore:
    """An institution's result with other points of some lines: its sums, without rank, ledgers and people."""
    items = []
    for item in one.items:
        lines = [structs.replace(line, score=outcomes[line.id]) if line.id in outcomes else line for line in item.lines]
        again = structs.replace(item, lines=lines, ledger=[], score=total(lines))
        items.append(item if item.vetoed else again)
    return InstitutionScore(one.name, one.role, one.annex, items, total(items), one.max)
