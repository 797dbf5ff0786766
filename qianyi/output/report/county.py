"""What a county's report shows, as plain data for the template: nothing is computed twice, nothing is judged here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.output.changes import FATES, move_lines, outcomes_of_findings, place
from qianyi.output.documents.phrasing import masked
from qianyi.output.readings import heading, in_words, name_of
from qianyi.output.report import data
from qianyi.output.report.drawings import chart_data, day_figures, drawn, legend
from qianyi.output.report.placements import of_roster
from qianyi.output.report.sentences import Show, sentences, tiles
from qianyi.output.screen.policy import value_text
from qianyi.output.words import BASIS, SCORED, SEVERITY, STATUS, TERM, shown
from qianyi.rules.cases import title_of
from qianyi.rules.concerns import Concerns
from qianyi.scoring.allowances import open_posts, people_standing
from qianyi.scoring.result import InstitutionScore, PersonScore

if TYPE_CHECKING:
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts
    from qianyi.policy.model import Policy
    from qianyi.scoring.changes import Changes
    from qianyi.scoring.result import Scores


def county_view(
    facts: Facts, scores: Scores, name: str, anonymous: bool, changes: Changes | None = None
) -> dict[str, Any]:
    """Everything that `county.html` prints, and what it draws once it is opened."""
    placements = facts.dossier.placements
    names = masked(placement.name for placement in placements) if anonymous else {}
    show: Show = lambda text: names.get(text or "", text or "")  # noqa: E731  (typed as the sentences ask for it)
    policy = facts.policy
    findings = list(scores.findings)
    people = [_person(person, show, anonymous) for person in scores.people]
    units = list(dict.fromkeys([*facts.directory.recipients, *facts.directory.supports]))
    ended = facts.as_of >= policy.campaign.end
    return {
        "kind": "年度报告" if ended else "情况报告",
        "units": _units(units, scores),
        "groups": [] if anonymous else _groups(facts, findings, units),
        "granted": [] if anonymous else [_finding(f) for f in findings if f.answer is not None and f.waiver],
        "changes": None if anonymous or changes is None else _changes(changes),
        "standing": None
        if anonymous or ended
        else {
            "people": people_standing(facts, scores.people),
            "posts_without_successor": open_posts(facts),
        },
        "data": data.script(drawn(facts, scores, show, units, anonymous)),
        "heading": facts.dossier.settings.title or "",
        "name": name,
        "office": facts.dossier.settings.office or "",
        "anonymous": anonymous,
        "policy": policy,
        "as_of": facts.as_of.isoformat(),
        "version": _version(),
        "tiles": tiles(facts, findings),
        "sentences": sentences(facts, scores, findings, name, show),
        "severities": SEVERITY,
        "by_rule": _by_rule(findings),
        "people": people,
        "person_items": _item_heads(scores.people),
        "supports": _institutions(scores, "support"),
        "recipients": _institutions(scores, "recipient"),
        "placements": of_roster(facts.posts, show),
        "charts": chart_data(facts, scores, show, anonymous),
        "skipped": [run for run in scores.checks if run.status == "skipped"],
        "inputs": facts.dossier.inputs,
        "value_text": value_text,
        "basis": BASIS,
        "sections": _sections(policy),
        "overrides": policy.overrides,
        "quotes": _quotes(policy, findings, scores),
        "parameters": [p for p in policy.parameters.values() if p.status != "text" and p.value is not None],
        "readings": [] if anonymous else _readings(scores),
        "shown": shown,
        "legend": [] if anonymous else legend(),
    }


def _readings(scores: Scores) -> list[dict[str, str]]:
    """Whom a reading of the document decides about, one row each."""
    return [
        {"reading": heading(one), "whom": name_of(shift.before), "differs": in_words(shift)}
        for one in scores.readings
        for shift in (*one.people, *one.institutions)
    ]


def _version() -> str:
    from qianyi import __version__

    return __version__


def _quotes(policy: Policy, findings: Sequence[Finding], scores: Scores) -> list[dict[str, str]]:
    """The clauses that findings and ledgers name, in the words of the county's own document, with their place."""
    wording = policy.wording
    if wording is None:
        return []
    subjects: list[PersonScore | InstitutionScore] = [*scores.people, *scores.institutions]
    named = {finding.clause for finding in findings}
    named |= {entry.clause for subject in subjects for item in subject.items for entry in item.ledger}
    return [
        {"clause": id, "text": quote.text, "place": f"{wording.file} {quote.place}"}
        for id, quote in wording.clauses.items()
        if id in named
    ]


def _by_rule(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    order = list(SEVERITY)
    count = Counter((finding.severity, finding.code, finding.clause or "") for finding in findings)
    rows = sorted(count.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1]))
    return [
        {"severity": severity, "code": code, "title": title_of(code), "clause": clause, "count": many}
        for (severity, code, clause), many in rows
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    path, sheet = finding.where
    cells = "、".join(cell.a1 for cell in finding.cells[:8]) + (
        f" 等 {len(finding.cells)} 格" if len(finding.cells) > 8 else ""
    )
    where = "/".join(part for part in (path, sheet) if part)
    return {
        "severity": finding.severity,
        "code": finding.code,
        "clause": finding.clause or "",
        "message": finding.message,
        "who": finding.person or finding.institution or "",
        "where": f"{where} {cells}".strip(),
        "waiver": finding.waiver or "",
        "answer": finding.answer.text if finding.answer is not None else "",
    }


def _groups(facts: Facts, findings: Sequence[Finding], units: list[str]) -> list[dict[str, Any]]:
    """One cause is one row: findings of one code about one person, institution or file, with the units they concern."""
    concerns, number = Concerns(facts), {name: str(index) for index, name in enumerate(units)}
    groups: dict[tuple[str, str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        about = finding.person or finding.institution or finding.where[0] or finding.id
        groups[finding.severity, finding.code, about, finding.waiver or ""].append(finding)
    return [
        {
            **_finding(members[0]),
            "members": [_finding(one) for one in members],
            "units": " ".join(sorted({number[name] for one in members for name in concerns.institutions(one)})),
        }
        for members in groups.values()
    ]


def _units(units: list[str], scores: Scores) -> list[dict[str, Any]]:
    """Each institution: its name, its number, what its people are in the table of people."""
    people: dict[str, list[str]] = defaultdict(list)
    for number, person in enumerate(scores.people, 1):
        for name in {person.placement.support, person.placement.recipient}:
            if name:
                people[name].append(str(number))
    return [{"name": name, "number": i, "people": " ".join(people[name])} for i, name in enumerate(units)]


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "since": changes.runs[0].as_of,
        "counts": [(FATES[fate], len(getattr(changes, fate))) for fate in FATES],
        "moves": [(SCORED[move.role], move_lines(move)) for move in changes.scores],
        "findings": [
            {
                "fate": FATES[fate],
                "severity": one["severity"],
                "code": one["code"],
                "message": one["message"],
                "who": one.get("person") or one.get("institution") or "",
                "where": place(one),
            }
            for fate, one in outcomes_of_findings(changes)
            if fate != "left"
        ],
    }


def _item_heads(people: Sequence[PersonScore]) -> list[dict[str, str]]:
    """The items of the person's rubric, as columns."""
    first = next((person for person in people if person.items), None)
    return [{"id": item.id, "title": item.title, "max": plain(item.max)} for item in first.items] if first else []


def _sections(policy: Policy) -> dict[str, list[tuple[str, str, str]]]:
    """Id, title and points of the sections of the institutions' rubrics, by role."""
    return {
        annex.subject: [(section.id, section.title, plain(section.points)) for section in annex.sections]
        for annex in policy.annexes.values()
    }


def _person(person: PersonScore, show: Show, anonymous: bool) -> dict[str, Any]:
    placement = person.placement
    return {
        "name": show(placement.name),
        "support": placement.support or "",
        "recipient": placement.recipient or "",
        "title": placement.title or "",
        "start": str(person.start or ""),
        "term": TERM.get(person.term or "", ""),
        "half": placement.half_release,
        "attendance": None if anonymous else [(words, plain(value)) for words, value in day_figures(person.attendance)],
        "items": [None if item.score is None else plain(item.score) for item in person.items],
        "score": None if person.score is None else plain(person.score),
        "max": plain(person.max),
        "percent": None if person.percent is None else plain(person.percent),
        "status": STATUS[person.status],
        "state": person.status,
        "grade": person.grade or "",
        "months": person.counted_months,
    }


def _institutions(scores: Scores, role: str) -> list[dict[str, Any]]:
    return [_institution(found) for found in scores.institutions if found.role == role and found.items]


def _institution(found: InstitutionScore) -> dict[str, Any]:
    sections: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in found.items:
        if item.score is not None:  # a section of which nothing is marked has no score, not 0
            sections[item.id.rpartition(".")[0]] += item.score
    return {
        "sections": {id: plain(score) for id, score in sections.items()},
        "name": found.name,
        "role": found.role,
        "max": plain(found.max),
        "score": None if found.score is None else plain(found.score),
        "rank": found.rank,
        "status": STATUS[found.status],
        "percent": None if found.percent is None else plain(found.percent),
        "state": found.status,
        "count": found.count,
        "mean": "" if found.mean_percent is None else plain(found.mean_percent),
        "lowest": "" if found.min_percent is None else plain(found.min_percent),
    }
