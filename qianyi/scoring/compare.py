"""What each reading decides: whose score, grade or months would be others under another reading of a parameter.

Only what depends on a reading is judged again. For each parameter it stands here what that is; one that is not named
is judged anew as a whole, which is right and slow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import structs

from qianyi.facts import Facts
from qianyi.facts.absences import length_of
from qianyi.facts.arrivals import limit
from qianyi.facts.attendance import Standing, find_standing
from qianyi.facts.services import Service, join
from qianyi.policy.model import Annex, Parameter, RubricLine
from qianyi.policy.values import Value
from qianyi.scoring.duty import Rates, leave_total
from qianyi.scoring.evidence import Subject, evidence_of
from qianyi.scoring.institution import rescored, score_institutions, subject_of
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.person import Rubric, rubrics_of, score_people, settle
from qianyi.scoring.result import ZERO, InstitutionScore, Item, PersonScore, Reading, Scores, Shift

Touched = Callable[[Service, Standing, Facts], bool]
Result = PersonScore | InstitutionScore


def _informal(service: Service, standing: Standing, facts: Facts) -> bool:
    return bool(standing.informal)


def _long_run(service: Service, standing: Standing, facts: Facts) -> bool:
    lengths = (length_of(run, facts.policy) for run in standing.runs)
    return any(length.calendar != length.workdays for length in lengths)


def _late(service: Service, standing: Standing, facts: Facts) -> bool:
    arrival, last = service.first.arrival, limit(facts, service.first)
    return arrival is not None and last is not None and arrival > last


def _much_leave(service: Service, standing: Standing, facts: Facts) -> bool:
    least = min(value for value in facts.policy.parameter("leave.total_max_half").readings if value is not None)
    return service.term != "year" and isinstance(least, Decimal) and leave_total(standing.count, facts.policy) > least


def _fraction(service: Service, standing: Standing, facts: Facts) -> bool:
    return standing.count.personal % 1 != 0 and standing.count.personal > Rates.of(facts.policy, service.term).allowance


def _much_lost(service: Service, standing: Standing, facts: Facts) -> bool:
    return bool(standing.count.absent or standing.count.personal)


def _checked(service: Service, standing: Standing, facts: Facts) -> bool:
    return facts.dossier.has("checks")


def _nobody(service: Service, standing: Standing, facts: Facts) -> bool:
    return False


PEOPLE: dict[str, Touched] = {
    "leave.unregistered": _informal, "absence.reading": _long_run, "arrival.late_days": _late,
    "leave.total_max_half": _much_leave, "score.partial_day": _fraction, "score.floor": _much_lost,
    "check.count_period": _checked, "rotation.count_from": _nobody, "visit.each_partner": _nobody,
    "indicator.at_limit": _nobody, "survey.lines": _nobody, "leave.filing_kinds": _nobody,
    "half_release.share_of": _nobody,
}  # fmt: skip
"""Whose item 4.1, grade or months a reading may touch."""
LINES: dict[str, frozenset[str]] = {
    "rotation.count_from": frozenset({"all-arrived"}),
    "visit.each_partner": frozenset({"leader-visits", "department-visits"}),
    "indicator.at_limit": frozenset(
        {
            "patients-up", "diseases-up", "operations-up", "central-hospital", "local-visits-up", "health-records-up",
            "care-rates-up", "death-rates-down",
        }
    ),
    "survey.lines": frozenset({"survey-satisfied", "survey-treated"}),
}  # fmt: skip
"""The computations of institutions' lines that look at a reading."""
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

    def under(self, parameter: Parameter, other: Value) -> tuple[list[Shift], list[Shift]]:
        """The people and institutions whose results differ under another value."""
        under = self.lookup.under(self.facts.under(self.facts.policy.reading(parameter.id, other)))
        if parameter.id not in PEOPLE:
            return _all_again(self.scores, under)
        changed = self._people(PEOPLE[parameter.id], under)
        people = [Shift(one, changed[id(one)]) for one in self.scores.people if id(one) in changed]
        people = [shift for shift in people if differs(shift)]
        wanted = LINES.get(parameter.id, frozenset())
        if any(_grade(shift.before) != _grade(shift.after) for shift in people):
            wanted |= OF_GRADES
        return people, self._institutions(wanted, changed, under) if wanted else []

    def _people(self, touched: Touched, under: Lookup) -> dict[int, PersonScore]:
        """The people of the services that are touched, by the id of the result they had."""
        if touched is _nobody:
            return {}
        rubrics = rubrics_of(_annex(under, "person"), under)
        return {
            key: again
            for service, standing in self.facts.serving
            if touched(service, standing, self.facts)
            for key, again in _service_again(service, self.of_service[id(service)], rubrics, under)
        }

    def _institutions(self, wanted: frozenset[str], changed: dict[int, PersonScore], under: Lookup) -> list[Shift]:
        annexes = {role: _annex(under, role) for role in ("support", "recipient")}
        asked = {
            role: [line for line in annex.lines() if line.judge == "auto" and line.computes in wanted] if annex else []
            for role, annex in annexes.items()
        }
        shifts = []
        for one in self.scores.institutions:
            annex = annexes[one.role]
            if annex is None or not asked[one.role]:
                continue
            members = [changed.get(id(person), person) for person in self.of_institution[one.role, one.name]]
            subject = subject_of(under, one.name, one.role, members, list(under.findings))
            if _comes_out_otherwise(one, asked[one.role], subject):
                shifts.append(Shift(one, rescored(subject, annex)))
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
    institutions, _ = score_institutions(under, people, list(under.findings))
    found = [Shift(*pair) for pair in zip(scores.people, people, strict=True)]
    of = [Shift(*pair) for pair in zip(scores.institutions, institutions, strict=True)]
    return [shift for shift in found if differs(shift)], [shift for shift in of if differs(shift)]


def _annex(lookup: Lookup, subject: str) -> Annex | None:
    return next((annex for annex in lookup.policy.annexes.values() if annex.subject == subject), None)


def _service_again(
    service: Service, people: list[PersonScore], rubrics: list[Rubric], under: Lookup
) -> Iterator[tuple[int, PersonScore]]:
    """The people of one service under the other reading: what their days compute, and what follows from it."""
    if "standings" in under.facts.__dict__:  # the days themselves are counted alike
        parts = [under.facts.standing_of(placement) for placement in service.placements]
    else:
        parts = [find_standing(under.facts, placement) for placement in service.placements]
    of = {id(part.placement): part for part in parts}
    whole = join(under.facts, service, parts)
    computed = {rubric.id: duty.score(service, whole) for rubric, duty in rubrics if duty is not None}
    for person in people:
        standing = of[id(person.placement)]
        items: list[Item] = [computed.get(item.id, item) for item in person.items]
        again = structs.replace(person, items=items, attendance=standing.count)
        settle(again, standing, whole, under)
        yield id(person), again


def _comes_out_otherwise(one: InstitutionScore, asked: list[RubricLine], subject: Subject) -> bool:
    """Whether one of these lines, unless it has a mark, would have other points."""
    told = {line.id: line for item in one.items for line in item.lines}
    return any(
        told[line.id].origin != "mark" and _outcome(line, subject) != told[line.id].score
        for line in asked
        if line.id in told
    )


def _outcome(line: RubricLine, subject: Subject) -> Decimal | None:
    """The points that the evidence yields; None where it is pending."""
    holds = evidence_of(line, subject).holds
    return None if holds is None else line.points if holds else ZERO
