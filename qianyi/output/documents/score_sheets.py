"""评定表 of annexes 2, 3 and 4: every line with its points, the score, what was lost and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.output.documents.source import ROLES, Context, Page, Source
from qianyi.output.documents.words import file_name, number
from qianyi.output.words import OPEN

if TYPE_CHECKING:
    from qianyi.policy.model import Annex
    from qianyi.scoring.result import Item


def sections(annex: Annex, results: list[Item]) -> list[Context]:
    """The rubric with results: sections → items → lines, as the annex orders them."""
    by_id = {item.id: item for item in results}
    filled = []
    for section in annex.sections:
        items, scores = [], []
        for rubric in section.items:
            result = by_id.get(rubric.id)
            scores.append(result.score if result else None)
            items.append({
                "title": rubric.title, "points": number(rubric.points),
                "score": number(result.score if result else None, 2),
                "rows": _rows(rubric, result),
            })  # fmt: skip
        known = [score for score in scores if score is not None]
        filled.append({
            "title": section.title, "points": number(section.points),
            "score": number(sum(known, Decimal(0)), 2) if known else "",
            "band": len(section.items) > 1 or section.items[0].title != section.title, "groups": items,
        })  # fmt: skip
    return filled


def _rows(rubric: object, result: Item | None) -> list[Context]:
    """One row a line: the score, points lost, and the ledger's reasons; what is missing where there is no score."""
    lines = {line.id: line for line in result.lines} if result else {}
    reasons: dict[str, list[str]] = defaultdict(list)
    for entry in result.ledger if result else ():
        if entry.points:
            reasons[entry.line].append(f"{entry.why}（{'+' if entry.points > 0 else ''}{number(entry.points, 2)}）")
    rows = []
    for index, line in enumerate(rubric.lines, 1):  # type: ignore[attr-defined]
        scored = lines.get(line.id)
        whole = result is not None and scored is None and line.id == result.id  # 4.1: the item is its own line
        score = scored.score if scored else result.score if whole and result else None
        missing = scored.missing if scored else "；".join(result.missing) if whole and result else None
        why = "；".join(reasons[line.id])
        if missing:
            why = f"{why}；{missing}" if why else missing
        rows.append({
            "number": str(index), "id": line.id, "text": line.title, "points": number(line.points),
            "score": number(score, 2), "lost": number(line.points - score, 2) if score is not None else "",
            "reason": why or ("" if score is not None else "待评"),
        })  # fmt: skip
    return rows


def _total(page: Page, score: Decimal | None, maximum: Decimal, percent: Decimal | None, status: str) -> Context:
    if status == "pending":
        page.notes.append("有待评的行，合计只含已评部分")
    return {
        "score": number(score, 2), "max": number(maximum, 2), "percent": number(percent, 2),
        "status": OPEN[status],
    }  # fmt: skip


def institution_pages(source: Source, role: str) -> Iterator[Page]:
    """附件2 or 附件3 for each institution of the role."""
    order = {name: index for index, name in enumerate(source.institutions(role), 1)}
    for result in source.scores.institutions:
        annex = source.policy.annexes.get(result.annex)
        if result.role != role or annex is None:
            continue
        page = Page(
            file_name(f"{order.get(result.name, 0):03d}", result.name, "评定表"), {}, institutions=(result.name,)
        )
        people = source.in_support(result.name) if role == "support" else source.in_recipient(result.name)
        page.context = source.common() | {
            "subject": result.name,
            "role": ROLES[role],
            "annex": {"number": str(annex.number), "title": annex.title},
            "sections": sections(annex, result.items),
            "total": _total(page, result.score, result.max, result.percent, result.status),
            "rank": "" if result.rank is None else str(result.rank),
            "people": {
                "count": str(result.count),
                "mean": number(result.mean_percent, 2),
                "lowest": number(result.min_percent, 2),
            },
            "persons": [
                {
                    "name": person.placement.name,
                    "score": number(person.score, 2),
                    "grade": source.grade(person),
                    "period": source.person(person)["period"],
                }
                for person in people
            ],
        }
        yield page


def person_pages(source: Source) -> Iterator[Page]:
    """附件4 for each placement."""
    for person in source.people:
        annex = next((annex for annex in source.policy.annexes.values() if annex.subject == "person"), None)
        if annex is None:
            return
        placement = person.placement
        page = Page(
            file_name(source.number_of(placement), placement.name, placement.recipient or "", "评定表"), {},
            people=(placement.name,), institutions=(placement.support or "", placement.recipient or ""),
        )  # fmt: skip
        page.context = source.common() | {
            "person": source.person(person), "attendance": source.attendance(person, page),
            "annex": {"number": str(annex.number), "title": annex.title},
            "sections": sections(annex, person.items),
            "total": _total(page, person.score, person.max, person.percent, person.status),
            "grade": source.grade(person),
        }  # fmt: skip
        yield page
