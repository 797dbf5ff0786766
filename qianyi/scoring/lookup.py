"""What the registers say of a placement or an institution, indexed once for all scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from typing import TypeVar

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Activity, Appraisal, Incident, Indicator, Placement, Workload
from qianyi.facts import Facts
from qianyi.rules.spot_checks import Step, discipline
from qianyi.scoring.marks import Marks, level

T = TypeVar("T", Appraisal, Workload)
HOME, HANDBOOK, MISCONDUCT, RECALL, MALPRACTICE = "at_home", "handbook", "misconduct", "recall", "malpractice"
COMPLAINTS = ("vaccination_complaint", "vaccination_accident")
"""What the 类型 of an incident means, by the policy's words `incident`."""


class Lookup:
    """Marks, incidents, appraisals, workloads … by whom they are about. Incidents after as-of do not count yet."""

    def __init__(self, facts: Facts, findings: Iterable[Finding] = ()) -> None:
        self.facts = facts
        self.findings = findings
        """Validate's findings."""
        self.policy = facts.policy
        self.marks = Marks(facts)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of sheet that were given."""
        return frozenset(sheet.kind for item in self.facts.dossier.inputs for sheet in item.sheets)

    @cached_property
    def _incidents(self) -> tuple[dict[int, list[Incident]], dict[str, list[Incident]]]:
        people: dict[int, list[Incident]] = {}
        institutions: dict[str, list[Incident]] = {}
        for incident in self.facts.dossier.incidents:
            if incident.date is not None and incident.date > self.facts.as_of:
                continue
            name = self.marks.institution(incident.name)
            if name is None and self.policy.meaning("incident", incident.kind or "") in COMPLAINTS:
                name = incident.recipient  # a complaint is about the place, whoever is named in it
            if name is not None:
                institutions.setdefault(name, []).append(incident)
                continue
            for placement in self.facts.match(incident).placements:
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
    def _activities(self) -> dict[str, list[tuple[Activity, str | None]]]:
        campaign = self.policy.campaign
        last = min(campaign.end, self.facts.as_of)
        meaning = cache(lambda kind: self.policy.meaning("activity", kind))
        found: dict[str, list[tuple[Activity, str | None]]] = {}
        for activity in self.facts.dossier.activities:
            if activity.date is not None and not campaign.start <= activity.date <= last:
                continue
            homes = {placement.support for placement in self.facts.match(activity).placements}
            for home in homes:
                found.setdefault(home or "", []).append((activity, meaning(activity.kind or "")))
        return found

    @cached_property
    def _activity_counts(self) -> dict[int, Counter[str | None]]:
        found: dict[int, Counter[str | None]] = {}
        for activities in self._activities.values():
            for activity, kind in activities:
                if activity.date is not None:
                    for placement in self.facts.match(activity, activity.date).placements:
                        found.setdefault(id(placement), Counter())[kind] += 1
        return found

    def activity_counts(self, placement: Placement) -> Counter[str | None]:
        """How many activities of each kind (training, teaching, …) a placement has up to as-of."""
        return self._activity_counts.get(id(placement), Counter())

    @cached_property
    def _unregistered(self) -> Counter[str | None]:
        return Counter(finding.person for finding in self.findings if finding.code == "A409")

    def unregistered_leave(self, placement: Placement) -> int:
        """Findings of leave marked without an entry in the register (A409) about the person."""
        return self._unregistered[placement.name]

    def activities(self, support: str) -> list[tuple[Activity, str | None]]:
        """The activities of a support institution's people within the campaign and up to as-of (those whose date could
        not be read too), each with what it is: training, teaching, other, None where no list has the word."""
        return self._activities.get(support, [])

    @cached_property
    def _indicators(self) -> dict[tuple[str, str], list[Indicator]]:
        found: dict[tuple[str, str], list[Indicator]] = {}
        for row in self.facts.dossier.indicators:
            found.setdefault((row.institution or "", level(row.name or "")), []).append(row)
        return found

    def indicators(self, institution: str, name: str) -> list[Indicator]:
        """An institution's rows of one indicator."""
        return self._indicators.get((institution, level(name)), [])
