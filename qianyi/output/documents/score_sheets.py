"""评定表 of annexes 2, 3 and 4: every line with its points, the score, what was lost and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.output.documents.form_data import ROLE_TITLES, FormData, FormFields, Page
from qianyi.output.documents.phrasing import file_name, number
from qianyi.output.words import OPEN, STATUS

if TYPE_CHECKING:
    from qianyi.policy.model import Annex, RubricItem, RubricLine
    from qianyi.policy.paper_model import Wording
    from qianyi.scoring.result import Item


HEADS = {
    "section": "评定项目",
    "item": "内容",
    "points": "分值",
    "criteria": "绩效评定细则",
    "method": "评定方法",
    "score": "得分",
    "reason": "扣分原因",
}
"""The annexes' columns, and ours behind them; the person's annex has no sections and calls its items otherwise."""
PERSON_ITEM = "绩效评定内容"
ABRIDGED = "（摘要）"


def sheet(source: FormData, annex: Annex, results: list[Item]) -> FormFields:
    """What all score sheets have: title, headings, sections, and whose words they print."""
    wording = source.policy.wording
    words = wording if wording is not None and annex.number in wording.forms else None
    heads = HEADS | ({"item": PERSON_ITEM} if annex.subject == "person" else {})
    if words is not None:
        heads |= words.headings[annex.number]
    wording_note = "细则文字为摘要，全文以文件为准。"
    if words is not None:
        left = any(line.id not in words.lines for line in annex.lines())
        wording_note = f"细则文字录自《{words.title or words.file}》{'；注明“摘要”的除外' if left else ''}。"
    return {
        "annex": {
            "number": str(annex.number),
            "title": annex.title,
            "own": words.forms[annex.number] if words else "",
            "told": wording_note,
        },
        "heads": heads,
        "sections": sections(annex, results, words),
        "plain": source.plain,
    }


def sections(annex: Annex, results: list[Item], words: Wording | None = None) -> list[FormFields]:
    """The rubric with results: sections → groups (a row of the table each) → lines, as the annex orders them."""
    by_id = {item.id: item for item in results}
    filled = []
    for section in annex.sections:
        groups, scores = [], []
        for rubric in section.items:
            result = by_id.get(rubric.id)
            scores.append(result.score if result else None)
            groups += _groups(rubric, result, words)
        known = [score for score in scores if score is not None]
        title = words.titles.get(section.id, section.title) if words else section.title
        filled.append(
            {
                "title": title,
                "points": number(section.points),
                "score": number(sum(known, Decimal(0)), 2) if known else "",
                "groups": groups,
            }
        )
    return filled


def _groups(rubric: RubricItem, result: Item | None, words: Wording | None) -> list[FormFields]:
    """The rows of the table for an item: one, or one a line where the annex gives each its own cell of points."""
    rows = _rows(rubric, result, words)
    title = words.titles.get(rubric.id, rubric.title) if words else rubric.title
    blank = dict.fromkeys(("number", "id", "points", "method", "score", "lost", "reason"), "")
    rules = [blank | {"text": quote.text} for quote in words.rules.get(rubric.id, ())] if words else []
    score = number(result.score if result else None, 2)
    if words is None or not any(line.id in words.apart for line in rubric.lines):
        method = next((row["method"] for row in rows if row["method"]), "")
        return [
            {
                "title": title,
                "points": number(rubric.points),
                "rows": rows + rules,
                "method": method,
                "score": score,
                "reasons": _reasons(rows),
            }
        ]
    wording_note = ""
    groups = []
    for index, row in enumerate(rows):
        method, wording_note = ("" if row["method"] == wording_note else row["method"]), row["method"]
        groups.append(
            {
                "title": "" if index else title,
                "points": row["points"],
                "rows": [row, *(rules if index == len(rows) - 1 else ())],
                "method": method,
                "score": row["score"],
                "reasons": [row["reason"]] if row["reason"] else [],
            }
        )
    return groups


def _reasons(rows: list[FormFields]) -> list[str]:
    """What was lost, line by line; the number of the line where there are several. A mark of full points says nothing."""
    many = len(rows) > 1
    return [
        f"{row['number']}. {'得 ' + row['score'] + ' 分：' if many and row['score'] else ''}{row['reason']}"
        if many
        else row["reason"]
        for row in rows
        if row["reason"]
    ]


def _rows(rubric: RubricItem, result: Item | None, words: Wording | None) -> list[FormFields]:
    """One entry a line: the words, the score, the ledger's reasons; what is missing where there is no score."""
    lines = {line.id: line for line in result.lines} if result else {}
    reasons: dict[str, list[str]] = defaultdict(list)
    for entry in result.ledger if result else ():
        if entry.points:
            reasons[entry.line].append(f"{entry.why}（{'+' if entry.points > 0 else ''}{number(entry.points, 2)}）")
    rows = []
    for index, line in enumerate(rubric.lines, 1):
        scored = lines.get(line.id)
        whole = result is not None and scored is None and line.id == result.id  # 4.1: the item is its own line
        score = scored.score if scored else result.score if whole and result else None
        missing = scored.missing if scored else "；".join(result.missing) if whole and result else None
        why = "；".join(reasons[line.id])
        if missing:
            why = f"{why}；{missing}" if why else missing
        rows.append(
            {
                "number": str(index),
                "id": line.id,
                "text": _text(line, index, len(rubric.lines), words),
                "points": number(line.points),
                "method": words.methods.get(line.id, "") if words else "",
                "score": number(score, 2),
                "lost": number(line.points - score, 2) if score is not None else "",
                "reason": why or ("" if score is not None else STATUS["pending"]),
            }
        )
    return rows


def _text(line: RubricLine, index: int, many: int, words: Wording | None) -> str:
    """The line as the annex prints it; else our short wording, numbered, with its points."""
    if words is not None and line.id in words.lines:
        return words.lines[line.id].text
    short = f"{index}. {line.title}（{number(line.points)} 分）" if many > 1 else line.title
    return f"{short}{ABRIDGED}" if words is not None else short


def _total(page: Page, score: Decimal | None, maximum: Decimal, percent: Decimal | None, status: str) -> FormFields:
    if status == "pending":
        page.notes.append("有待评的行，合计只含已评部分")
    return {
        "score": number(score, 2),
        "max": number(maximum, 2),
        "percent": number(percent, 2),
        "status": OPEN[status],
    }


def institution_pages(source: FormData, role: str) -> Iterator[Page]:
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
            "role": ROLE_TITLES[role],
            **sheet(source, annex, result.items),
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


def person_pages(source: FormData) -> Iterator[Page]:
    """附件4 for each placement."""
    for person in source.people:
        annex = next((annex for annex in source.policy.annexes.values() if annex.subject == "person"), None)
        if annex is None:
            return
        placement = person.placement
        page = Page(
            file_name(source.number_of(placement), placement.name, placement.recipient or "", "评定表"),
            {},
            people=(placement.name,),
            institutions=(placement.support or "", placement.recipient or ""),
        )
        page.context = source.common() | {
            "person": source.person(person),
            "attendance": source.attendance(person, page),
            **sheet(source, annex, person.items),
            "total": _total(page, person.score, person.max, person.percent, person.status),
            "grade": source.grade(person),
        }
        yield page
