"""Answers to findings that came back in a 问题清单 (整改回执), and the waivers that the bureau granted there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qianyi.dossier.finding import Answer, Finding
from qianyi.dossier.records import Rectification
from qianyi.facts import Facts

_TELLING = ("text", "by", "review", "approver", "until")


def answered(findings: list[Finding], facts: Facts, letters: str) -> tuple[list[Finding], list[Finding]]:
    """The findings with their answers, waived where 批准人, 期限 and 复核 (the bureau's own column) all stand; and
    what is wrong with answers (I016) or with waivers that have ended (I011).

    Two different answers for one finding: neither is used. Answers for findings of other `letters` are let be.
    """
    if not facts.dossier.rectifications:
        return findings, []
    rows: dict[str, list[Rectification]] = defaultdict(list)
    for row in facts.dossier.rectifications:
        if row.finding and row.finding[:1].upper() in letters:
            rows[row.finding.casefold()].append(row)
    found: list[Finding] = []
    with_answers = []
    for finding in findings:
        mine = rows.pop(finding.id.casefold(), [])
        if len({tuple(getattr(row, field) for field in _TELLING) for row in mine}) > 1:
            found.append(_rivals(finding, mine))
        elif mine:
            finding = _with(finding, mine[0], facts)
            found += _ended(finding, mine[0], facts)
        with_answers.append(finding)
    return with_answers, [*found, *(_unused(row) for left in rows.values() for row in left)]


def _with(finding: Finding, row: Rectification, facts: Facts) -> Finding:
    cells = [cell.a1 for cell in row.cells("finding", *(field for field in _TELLING if getattr(row, field)))]
    answer = Answer(row.text or "", row.by, row.review, row.sheet.path, cells)
    if _grants(row, facts) and row.until and row.until >= facts.as_of:
        why = f"{row.text or row.review}（{row.approver} 批准，期限 {row.until.isoformat()}，复核：{row.review}）"
        return finding.replace(answer=answer, severity="info", waiver=why)
    return finding.replace(answer=answer)


def _grants(row: Rectification, facts: Facts) -> bool:
    """Whether 复核 and 批准人 both stand and neither says no (the policy's words `refusal`)."""
    said = (row.review, row.approver)
    return all(said) and not any("refused" in facts.policy.meanings("refusal", text or "") for text in said)


def _ended(finding: Finding, row: Rectification, facts: Facts) -> Iterator[Finding]:
    if _grants(row, facts) and row.until and row.until < facts.as_of:
        fact = f"豁免 {finding.id} 已于 {row.until.isoformat()} 到期，不再起作用"
        yield Finding("I011", fact, row.cells("until"), remedy="请续批改期，或删去这一条。", key=finding.id)


def _rivals(finding: Finding, rows: list[Rectification]) -> Finding:
    fact = f"问题 {finding.id} 有 {len(rows)} 份不同的整改回执，一份也没有采用"
    cells = tuple(cell for row in rows for cell in row.cells("finding"))
    return Finding("I016", fact, cells, remedy="请只留一份。", key=finding.id)


def _unused(row: Rectification) -> Finding:
    fact = f"整改回执里的编号 {row.finding} 没有对上任何问题"
    remedy = "已经改好的可以删去这一行；编号抄错的请照问题清单改正。"
    return Finding("I016", fact, row.cells("finding"), remedy=remedy, key=f"{row.finding} {row.text or ''}")
