"""What a county's report shows, as plain data for the template: nothing is computed twice, nothing is judged here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.facts.texts import plain
from qianyi.output.documents.words import masked
from qianyi.output.readings import heading, in_words, name_of
from qianyi.output.report import charts
from qianyi.output.report.sentences import LEAVES, Show, sentences, tiles
from qianyi.output.screen.policy import value_text
from qianyi.output.words import BASIS, DAYS, FACTS, SEVERITY, STATUS, STEPS, TERM, shown
from qianyi.rules.cases import title_of
from qianyi.scoring.result import ZERO, InstitutionScore, Item, PersonScore

if TYPE_CHECKING:
    from qianyi.dossier.finding import Finding
    from qianyi.dossier.source import Cell
    from qianyi.facts import Facts
    from qianyi.policy.model import Policy
    from qianyi.scoring.result import Scores

MONTH_SERIES = (
    ("rest", "休息"), ("personal", "事假"), ("sick", "病假"), ("leave", "其他假"), ("absent", "旷工"),
    ("unrecorded", "未记录、未到岗"),
)  # fmt: skip
FACT_WORDS = {**FACTS, "eligible": "评优评审资格", "eligible_why": "理由"}


def county_view(facts: Facts, scores: Scores, name: str, anonymous: bool) -> dict[str, Any]:
    """Everything that `county.html` prints."""
    placements = facts.dossier.placements
    names = masked(placement.name for placement in placements) if anonymous else {}
    show: Show = lambda text: names.get(text or "", text or "")  # noqa: E731
    policy = facts.policy
    findings = list(scores.findings)
    people = [_person(facts, person, show, anonymous) for person in scores.people]
    return {
        "name": name, "office": facts.dossier.settings.office or "",
        "anonymous": anonymous, "policy": policy, "as_of": facts.as_of.isoformat(), "version": _version(),
        "tiles": tiles(facts, findings), "sentences": sentences(facts, scores, findings, name, show),
        "severities": SEVERITY, "by_rule": _by_rule(findings), "people": people,
        "findings": [] if anonymous else [_finding(finding) for finding in findings],
        "person_items": _item_heads(scores.people),
        "supports": _institutions(scores, "support", anonymous),
        "recipients": _institutions(scores, "recipient", anonymous),
        "charts": _charts(facts, scores, show, anonymous),
        "skipped": [run for run in scores.checks if run.status == "skipped"],
        "inputs": facts.dossier.inputs, "value_text": value_text, "basis": BASIS, "sections": _sections(policy),
        "overrides": policy.overrides, "quotes": _quotes(policy, findings, scores),
        "parameters": [p for p in policy.parameters.values() if p.status != "text" and p.value is not None],
        "readings": [] if anonymous else _readings(scores), "shown": shown, "legend": [] if anonymous else _legend(),
    }  # fmt: skip


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
    return {
        "severity": finding.severity, "code": finding.code, "clause": finding.clause or "", "message": finding.message,
        "person": finding.person or "", "institution": finding.institution or "", "path": path or "",
        "sheet": sheet or "",
        "cells": cells, "waiver": finding.waiver or "",
    }  # fmt: skip


def _cells(cells: Iterable[Cell]) -> str:
    shown = [cell.ref for cell in cells]
    return "、".join(shown[:4]) + (f" 等 {len(shown)} 格" if len(shown) > 4 else "")


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


def _items(items: Sequence[Item], anonymous: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "id": item.id, "title": item.title, "max": plain(item.max),
            "score": None if item.score is None else plain(item.score),
            "share": 0 if item.score is None or not item.max else float(100 * item.score / item.max),
            "status": STATUS[item.status], "missing": [] if anonymous else item.missing,
            "ledger": [] if anonymous else [
                {"line": e.line, "points": plain(e.points), "clause": e.clause, "why": e.why, "cells": _cells(e.cells)}
                for e in item.ledger
            ],
            "lines": [
                {
                    "id": line.id, "title": line.title, "max": plain(line.max), "origin": line.origin or "",
                    "score": None if line.score is None else plain(line.score), "status": STATUS[line.status],
                    "lost": "" if line.score is None or line.score == line.max else plain(line.score - line.max),
                    "evidence": "" if anonymous else line.evidence or "",
                    "missing": "" if anonymous else line.missing or "",
                    "cells": "" if anonymous else _cells(line.cells),
                }
                for line in item.lines
            ],
        }
        for item in items
    ]  # fmt: skip


def _person(facts: Facts, person: PersonScore, show: Show, anonymous: bool) -> dict[str, Any]:
    placement, count = person.placement, person.attendance
    standing = facts.standing_of(placement)
    return {
        "name": show(placement.name), "support": placement.support or "", "recipient": placement.recipient or "",
        "title": placement.title or "", "start": str(person.start or ""), "end": str(person.end or ""),
        "term": TERM.get(person.term or "", ""), "half": placement.half_release,
        "attendance": None if anonymous else [
            *((DAYS[key], plain(getattr(count, key))) for key in ("required", "present", "personal", "sick")),
            ("其他假", plain(sum((getattr(count, key) for key in LEAVES), ZERO))),
            (DAYS["absent"], plain(count.absent)), ("未记录", plain(count.unrecorded + count.not_arrived)),
        ],
        "items": _items(person.items, anonymous), "score": None if person.score is None else plain(person.score),
        "max": plain(person.max), "percent": None if person.percent is None else plain(person.percent),
        "status": STATUS[person.status], "state": person.status, "grade": person.grade or "",
        "grade_origin": person.grade_origin or "",
        "months": person.counted_months, "facts": {} if anonymous else _facts(person.facts),
        "workload": [] if anonymous else person.facts.get("months", []),
        "discipline": _discipline(person.facts, anonymous),
        "year": None if anonymous or not standing.recorded or standing.totals is not None else charts.year(standing),
    }  # fmt: skip


def _facts(facts: dict[str, object]) -> dict[str, str]:
    """What suzhou's article 16 names, in words."""
    return {words: shown(facts[key]) for key, words in FACT_WORDS.items() if key in facts}


def _discipline(facts: dict[str, Any], anonymous: bool) -> list[dict[str, str]]:
    steps = [] if anonymous else facts.get("discipline", [])
    return [{**one, "step": STEPS.get(one["step"], one["step"]), "cells": "、".join(one["cells"])} for one in steps]


def _institutions(scores: Scores, role: str, anonymous: bool) -> list[dict[str, Any]]:
    return [_institution(found, anonymous) for found in scores.institutions if found.role == role and found.items]


def _institution(found: InstitutionScore, anonymous: bool) -> dict[str, Any]:
    sections: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in found.items:
        sections[item.id.rpartition(".")[0]] += item.score or ZERO
    return {
        "sections": {id: plain(score) for id, score in sections.items()},
        "name": found.name, "role": found.role, "items": _items(found.items, anonymous), "max": plain(found.max),
        "score": None if found.score is None else plain(found.score), "rank": found.rank,
        "status": STATUS[found.status],
        "percent": None if found.percent is None else plain(found.percent), "state": found.status, "count": found.count,
        "mean": "" if found.mean_percent is None else plain(found.mean_percent),
        "lowest": "" if found.min_percent is None else plain(found.min_percent),
    }  # fmt: skip


def _charts(facts: Facts, scores: Scores, show: Show, anonymous: bool) -> dict[str, Any]:
    lost: dict[str, Decimal] = defaultdict(lambda: ZERO)
    titles = {
        item.id: item.title
        for items in [*(p.items for p in scores.people), *(f.items for f in scores.institutions)]
        for item in items
    }
    items = {id(item): item for person in scores.people for item in person.items}  # 4.1 once a service
    for item in items.values():
        lost[item.id] -= sum((entry.points for entry in item.ledger), ZERO)
    for found in scores.institutions:
        for item in found.items:
            lost[item.id] += sum((line.max - line.score for line in item.lines if line.score is not None), ZERO)
    most = sorted(
        ((f"{id} {titles[id]}", value) for id, value in lost.items() if value > 0), key=lambda row: (-row[1], row[0])
    )
    marked = (found for found in scores.institutions if found.percent is not None and found.status != "pending")
    low = sorted(marked, key=lambda found: (found.percent or ZERO, found.name))
    campaign = facts.policy.campaign
    judged = (person for person in scores.people if person.status != "pending")
    percents = [person.percent for person in judged if person.percent is not None]
    series = (("leave", "请假、休息"), *MONTH_SERIES[-2:]) if anonymous else MONTH_SERIES
    return {
        "institutions": charts.bars([(f.name, f.percent or ZERO) for f in low[:12]], "得分较低的单位", "分", "plain") if low else None,
        "scores": charts.histogram(percents, "派驻人员得分分布") if percents else None,
        "lost": charts.bars(most[:12], "各项扣分", "分") if most else None,
        "months": charts.missed(_months(facts, anonymous), series, "各月缺勤"),
        "series": series,
        "timeline": charts.timeline(facts.posts, campaign.start, campaign.end, facts.as_of, lambda p: show(p.name)),
    }  # fmt: skip


_SERIES_OF = {
    kinds.PRESENT: "present", kinds.OFFICIAL: "present", kinds.REST: "rest", kinds.PERSONAL: "personal",
    kinds.SICK: "sick",
    kinds.ABSENT: "absent", kinds.BLANK: "unrecorded", kinds.MISSED: "unrecorded", kinds.UNREAD: "unrecorded",
    kinds.NOT_ARRIVED: "unrecorded",
}  # fmt: skip


def _months(facts: Facts, anonymous: bool) -> list[tuple[str, dict[str, Decimal]]]:
    """Workdays of all placements, month by month, by kind; blanks of half-release people are owed by nobody."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for standing in facts.standings:
        if standing.first is None or not standing.recorded or standing.totals is not None:
            continue  # 考勤汇总 says nothing of a month
        day: date = standing.first
        for value, work in zip(standing.days, standing.workday, strict=True):
            if work:
                month = tally[f"{day:%Y-%m}"]
                for half in kinds.halves(value):
                    key = _SERIES_OF.get(half, "leave")
                    key = "leave" if anonymous and key in ("rest", "personal", "sick") else key
                    if not (standing.by_week and half == kinds.BLANK):
                        month[key] += 1
            day += timedelta(days=1)
    return [(month, {key: Decimal(n) / 2 for key, n in tally[month].items()}) for month in sorted(tally)]


def _legend() -> list[tuple[str, str]]:
    """Colours of the year calendars, in words."""
    wanted = (
        kinds.PRESENT, kinds.OFFICIAL, kinds.REST, kinds.ANNUAL, kinds.PERSONAL, kinds.SICK, kinds.MARRIAGE,
        kinds.MATERNITY,
        kinds.BEREAVEMENT, kinds.OTHER, kinds.ABSENT, kinds.BLANK, kinds.NOT_ARRIVED,
    )  # fmt: skip
    return [(charts.STYLE[kind], kinds.CHINESE[kind]) for kind in wanted]
