"""Which institutions a finding concerns: what goes to a hospital is its own, and only that.

A person's finding concerns both institutions of the placement; a file's (an unknown name, a month that cannot be told)
the institution whose people the sheet holds; what concerns none is the county's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.scoring.result import InstitutionScore, PersonScore, Scores


class Concern:
    """Who is concerned by what in one dossier."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._named: dict[str, list[Placement]] = {}
        for placement in facts.dossier.placements:
            self._named.setdefault(placement.name, []).append(placement)

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The institutions it concerns, the one at home with it (the recipient) first; none: it is the county's."""
        placements = self._placements(finding)
        if placements:
            names = [*(one.recipient for one in placements), *(one.support for one in placements)]
            return tuple(dict.fromkeys(name for name in names if name))
        if finding.institution and self.facts.directory.institution(finding.institution):
            return (finding.institution,)
        held = self._sheets.get(finding.where)
        return (held,) if held else ()

    def home(self, finding: Finding) -> str:
        """The institution it is told under, "" for the county."""
        return next(iter(self.of(finding)), "")

    def only(self, findings: Iterable[Finding], institution: str) -> list[Finding]:
        """Those that concern an institution."""
        return [finding for finding in findings if institution in self.of(finding)]

    def _placements(self, finding: Finding) -> list[Placement]:
        """The placements a finding about a person is about: those of its start, or of its institution."""
        every = self._named.get(finding.person or "", [])
        for wanted in (
            [one for one in every if finding.since is not None and one.start == finding.since],
            [one for one in every if finding.institution in (one.recipient, one.support)],
        ):
            if wanted:
                every = wanted
        return every

    @cached_property
    def _sheets(self) -> dict[tuple[str | None, str | None], str]:
        """Path and sheet → the institution that keeps it, or that most of its people belong to."""
        counts: dict[tuple[str | None, str | None], Counter[str]] = {}
        kept: dict[tuple[str | None, str | None], str] = {}
        for record in self.facts.dossier.every_record():
            sheet = record.sheet
            if sheet.kind == "roster":
                continue
            key = (sheet.path, sheet.name)
            if sheet.institution and self.facts.directory.institution(sheet.institution):
                kept[key] = sheet.institution
            for placement in self._named.get(getattr(record, "name", None) or "", []):
                if placement.recipient:
                    counts.setdefault(key, Counter())[placement.recipient] += 1
        files: dict[str | None, Counter[str]] = {}
        for key, found in counts.items():
            kept.setdefault(key, min(found, key=lambda name: (-found[name], name)))
        for (path, _), name in kept.items():
            files.setdefault(path, Counter())[name] += 1
        return kept | {(path, None): next(iter(found)) for path, found in files.items() if len(found) == 1}


def institution_named(facts: Facts, given: str) -> str:
    """The institution of the roster that a name (or an alias) means. Raises QianyiError offering the nearest."""
    wanted = "".join(given.split())
    names = [*facts.directory.recipients, *facts.directory.supports]
    levelled = {"".join(name.split()): name for name in names}
    levelled |= {
        "".join(alias.split()): levelled.get("".join(name.split()), name)
        for alias, name in facts.dossier.settings.aliases.items()
        if "".join(name.split()) in levelled
    }
    if wanted in levelled:
        return levelled[wanted]
    near = get_close_matches(wanted, levelled, 3, 0.4)
    hint = f"；相近的有：{'、'.join(near)}" if near else "；请核对名单上的单位名称"
    raise QianyiError(f"名单上没有“{given}”这个单位{hint}。")


def of_institution(scores: Scores, institution: str) -> Scores:
    """The scores of an institution and of its people; findings and checks as they are."""
    people: list[PersonScore] = [
        one for one in scores.people if institution in (one.placement.recipient, one.placement.support)
    ]
    found: list[InstitutionScore] = [one for one in scores.institutions if one.name == institution]
    return Scores(people, found, scores.findings, scores.checks)
