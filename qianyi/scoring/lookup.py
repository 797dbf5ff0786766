"""What the registers say of a placement or an institution, indexed once for all scores."""

from __future__ import annotations

from functools import cached_property

from qianyi.dossier.records import Appraisal, Incident, Personal, Placement
from qianyi.facts import Facts
from qianyi.scoring.marks import Marks

HOME = "借故在家休息"
HANDBOOK = "未填考核手册"
MISCONDUCT = "违规违纪"
RECALL = "召回"
LATE_EXCUSE = "延迟到岗说明"
ACCIDENT = "医疗事故"


class Lookup:
    """Marks, incidents and appraisals by whom they are about. Incidents after as-of do not count yet."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.policy = facts.policy
        self.marks = Marks(facts)

    @cached_property
    def _incidents(self) -> tuple[dict[int, list[Incident]], dict[str, list[Incident]]]:
        people: dict[int, list[Incident]] = {}
        institutions: dict[str, list[Incident]] = {}
        for incident in self.facts.dossier.incidents:
            if incident.date is not None and incident.date > self.facts.as_of:
                continue
            name = self.marks.institution(incident.name)
            if name is not None:
                institutions.setdefault(name, []).append(incident)
                continue
            for placement in self.facts.match(incident).placements:
                people.setdefault(id(placement), []).append(incident)
        return people, institutions

    def incidents(self, placement: Placement, *kinds: str) -> list[Incident]:
        """A placement's incidents of these kinds, in register order."""
        return [incident for incident in self._incidents[0].get(id(placement), ()) if incident.kind in kinds]

    def institution_incidents(self, name: str, *kinds: str) -> list[Incident]:
        """An institution's own incidents of these kinds, in register order."""
        return [incident for incident in self._incidents[1].get(name, ()) if incident.kind in kinds]

    @cached_property
    def _appraisals(self) -> dict[int, list[Appraisal]]:
        found: dict[int, list[Appraisal]] = {}
        for appraisal in self.facts.dossier.appraisals:
            for placement in self.facts.match(appraisal).placements:
                found.setdefault(id(placement), []).append(appraisal)
        return found

    def appraisals(self, placement: Placement) -> list[Appraisal]:
        """The appraisal rows about a placement."""
        return self._appraisals.get(id(placement), [])

    def barred(self, placement: Placement) -> str | None:
        """Why the spot checks bar a person from this year's honours (C602's third step), None where they do not."""
        return None

    def placements_of(self, record: Personal) -> tuple[Placement, ...]:
        """The placements a personal record is about; none where it cannot be told (A401 says so)."""
        return self.facts.match(record).placements
