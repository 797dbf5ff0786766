"""What the registers say of a placement or an institution, indexed once for all scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from qianyi.dossier.records import Activity, Appraisal, Incident, Indicator, Placement, Workload
from qianyi.facts import Facts
from qianyi.patterns import pattern
from qianyi.policy.units import ParameterValue
from qianyi.rules.leave_procedure import unregistered
from qianyi.rules.spot_checks import Step, discipline
from qianyi.scoring.marks import Marks, level

T = TypeVar("T", Appraisal, Workload)
P = TypeVar("P", Incident, Activity)
RECALL, MALPRACTICE = "recall", "malpractice"
COMPLAINTS = ("vaccination_complaint", "vaccination_accident")
"""What the 类型 of an incident means, by the policy's words `incident`."""


_UNIT = pattern(r"\([人次例天日种床个%％‰万/\d]+\)$", "门诊(人次)")


def _within(placement: Placement, day: date) -> bool:
    """Whether a day lies in a placement; one whose dates cannot be read excludes nothing."""
    return (placement.start is None or placement.start <= day) and (placement.end is None or day <= placement.end)


def indicator(name: str) -> str:
    """An indicator's name without white space and without its unit in brackets (住院量（人次）)."""
    return _UNIT.sub("", level(name))


class Lookup:
    """Marks, incidents, appraisals, workloads … by whom they are about.

    Incidents after as-of do not count yet, those of earlier campaigns not any more."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.policy = facts.policy
        self.marks = Marks(facts)
        self._under: dict[tuple[str, ParameterValue], Lookup] = {}

    def under(self, id: str, value: ParameterValue) -> Lookup:
        """The same under another reading of a parameter, made once: what is filed by that reading is filed anew."""
        known = self._under.get((id, value))
        if known is None:
            known = self._under[id, value] = copy(self)
            known.facts = self.facts.under(self.policy.reading(id, value))
            known.policy, known._under = known.facts.policy, {}
            if id == "check.count_period":
                known.__dict__.pop("_steps", None)
        return known

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of sheet that were given: a form that nobody filled is none."""
        return frozenset(sheet.kind for item in self.facts.dossier.inputs for sheet in item.sheets if not sheet.blank)

    @cached_property
    def _unplaced(self) -> dict[tuple[type, str], list[Incident | Activity]]:
        """Incidents and activities of somebody on the roster of whom it cannot be told who it is (A401)."""
        dossier = self.facts.dossier
        rows: list[Incident | Activity] = [*dossier.incidents, *dossier.activities]
        named = {placement.name for placement in dossier.placements}
        found: dict[tuple[type, str], list[Incident | Activity]] = {}
        for row in rows:
            if row.name in named and not self.facts.match(row).placements:
                found.setdefault((type(row), row.name), []).append(row)
        return found

    def unplaced(self, record: type[P], placements: Iterable[Placement]) -> list[P]:
        """Incidents (or activities) up to as-of under a name of these placements that are told of nobody."""
        names = dict.fromkeys(placement.name for placement in placements)
        rows = [row for name in names for row in self._unplaced.get((record, name), ()) if isinstance(row, record)]
        return [row for row in rows if row.date is None or row.date <= self.facts.as_of]

    def doubts(self, placement: Placement, *kinds: str) -> list[str]:
        """Incidents of these kinds under the person's name of which it cannot be told whose they are, in words."""
        found = self._of_kinds(self.unplaced(Incident, [placement]), kinds) if self._unplaced else []
        return [f"情况登记的“{one.kind}”记在{one.name}名下，分不清是哪一位（A401）" for one in found]

    @cached_property
    def _incidents(self) -> tuple[dict[int, list[Incident]], dict[str, list[Incident]]]:
        people: dict[int, list[Incident]] = {}
        institutions: dict[str, list[Incident]] = {}
        for incident in self.facts.dossier.incidents:
            if incident.date is not None and incident.date > self.facts.as_of:
                continue
            past = incident.date if incident.date and incident.date < self.policy.campaign.start else None
            name = self.marks.institution(incident.name)
            complaint = name is None and self.policy.meaning("incident", incident.kind or "") in COMPLAINTS
            if complaint:
                name = incident.recipient  # a complaint is about the place, whoever is named in it
            if name is not None:
                if not past:
                    institutions.setdefault(name, []).append(incident)
                continue
            if complaint and not past:
                at_work = self.facts.match(incident, incident.date).placements
                for place in dict.fromkeys(placement.recipient for placement in at_work):
                    institutions.setdefault(place or "", []).append(incident)
                continue
            for placement in self.facts.match(incident).placements:
                if past and (placement.start is None or past < placement.start):
                    continue  # of an earlier year's posting
                people.setdefault(id(placement), []).append(incident)
        return people, institutions

    def incidents(self, placement: Placement, *kinds: str) -> list[Incident]:
        """A placement's incidents of these kinds, in register order."""
        return self._of_kinds(self._incidents[0].get(id(placement), []), kinds)

    def institution_incidents(self, name: str, *kinds: str) -> list[Incident]:
        """An institution's own incidents of these kinds, in register order."""
        return self._of_kinds(self._incidents[1].get(name, []), kinds)

    def _of_kinds(self, incidents: list[Incident], kinds: tuple[str, ...]) -> list[Incident]:
        return [one for one in incidents if self.policy.meaning("incident", one.kind or "") in kinds]

    def _by_placement(self, records: Iterable[T]) -> dict[int, list[T]]:
        found: dict[int, list[T]] = {}
        for record in records:
            for placement in self.facts.match(record).placements:
                found.setdefault(id(placement), []).append(record)
        return found

    @cached_property
    def _appraisals(self) -> dict[int, list[Appraisal]]:
        return self._by_placement(self.facts.dossier.appraisals)

    def appraisals(self, placement: Placement) -> list[Appraisal]:
        """The appraisal rows about a placement."""
        return self._appraisals.get(id(placement), [])

    @cached_property
    def _steps(self) -> dict[tuple[str, str], list[Step]]:
        found: dict[tuple[str, str], list[Step]] = {}
        if self.policy.get("check.bar_count") is None or self.policy.get("check.bar_days") is None:
            return found
        for step in discipline(self.facts):
            found.setdefault((step.person, step.support), []).append(step)
        return found

    def steps(self, placement: Placement) -> list[Step]:
        """Discipline steps up to as-of of a placement's person; none where the policy has no spot checks."""
        return self._steps.get((placement.name, placement.support or ""), [])

    def barred(self, placement: Placement) -> str | None:
        """Why the spot checks bar a person from this year's honours, None where they do not."""
        for step in self.steps(placement):
            if step.step == "bar":
                return f"查岗第 {step.nth} 次无故脱岗，{step.name}"
        return None

    @cached_property
    def _workloads(self) -> dict[int, list[Workload]]:
        return self._by_placement(self.facts.dossier.workloads)

    def workloads(self, placement: Placement) -> list[Workload]:
        """The rows of the workload register about a placement."""
        return self._workloads.get(id(placement), [])

    @cached_property
    def _activities(self) -> tuple[dict[tuple[str, str | None], list[Activity]], dict[str, list[Activity]]]:
        """Of the campaign up to as-of by support institution and meaning; and those without a readable date."""
        campaign = self.policy.campaign
        last = min(campaign.end, self.facts.as_of)
        meaning = cache(lambda kind: self.policy.meaning("activity", kind))
        found: dict[tuple[str, str | None], list[Activity]] = {}
        undated: dict[str, list[Activity]] = {}
        for activity in self.facts.dossier.activities:
            if activity.date is not None and not campaign.start <= activity.date <= last:
                continue
            day = activity.date
            homes = {
                placement.support or ""
                for placement in self.facts.match(activity).placements
                if day is None or _within(placement, day)
            }
            for home in homes:
                if activity.date is None:
                    undated.setdefault(home, []).append(activity)
                else:
                    found.setdefault((home, meaning(activity.kind or "")), []).append(activity)
        return found, undated

    @cached_property
    def _activity_counts(self) -> dict[int, Counter[str | None]]:
        found: dict[int, Counter[str | None]] = {}
        for (_, kind), activities in self._activities[0].items():
            for activity in activities:
                for placement in self.facts.match(activity, activity.date).placements:
                    found.setdefault(id(placement), Counter())[kind] += 1
        return found

    def activity_counts(self, placement: Placement) -> Counter[str | None]:
        """How many activities of each kind (training, teaching, …) a placement has up to as-of."""
        return self._activity_counts.get(id(placement), Counter())

    @cached_property
    def _contracts(self) -> Counter[int]:
        return Counter(
            id(placement)
            for row in self.facts.dossier.contracts
            if row.date is None or row.date <= self.facts.as_of
            for placement in self.facts.match(row, row.date).placements
        )

    def contracts(self, placement: Placement) -> int:
        """Rows of 签约服务 about a placement up to as-of."""
        return self._contracts[id(placement)]

    @cached_property
    def _unregistered(self) -> Counter[tuple[str, str | None]]:
        if "A409" not in self.policy.rules:
            return Counter()
        return Counter((one.placement.name, one.placement.support) for one, *_ in unregistered(self.facts))

    def unregistered_leave(self, placement: Placement) -> int:
        """How often leave is marked without an entry in the register (A409) for the person."""
        return self._unregistered[placement.name, placement.support]

    def activities(self, support: str, kind: str | None) -> list[Activity]:
        """The activities of a support institution's people within the campaign and up to as-of, by what they are.

        `kind` None: those whose word stands in no list of the policy, or in two."""
        return self._activities[0].get((support, kind), [])

    def undated_activities(self, support: str, kind: str) -> list[Activity]:
        """Activities of a support institution's people, maybe of this kind, whose date cannot be read."""
        meaning = self.policy.meaning
        return [
            one for one in self._activities[1].get(support, []) if meaning("activity", one.kind or "") in (kind, None)
        ]

    @cached_property
    def _indicators(self) -> dict[tuple[str, str], list[Indicator]]:
        found: dict[tuple[str, str], list[Indicator]] = {}
        for row in self.facts.dossier.indicators:
            found.setdefault((row.institution or "", indicator(row.name or "")), []).append(row)
        return found

    def indicators(self, institution: str, name: str) -> list[Indicator]:
        """An institution's rows of one indicator."""
        return self._indicators.get((institution, name), [])
