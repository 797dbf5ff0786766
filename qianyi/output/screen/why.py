"""`qianyi why`: one subject's ledger with running balance, evidence, and what is missing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from qianyi.dossier.source import Cell
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.intake.cells.names import person_name, without_tail
from qianyi.output.readings import why_text as readings_why
from qianyi.output.screen.causes import finding_line
from qianyi.output.screen.explain import quote_lines
from qianyi.output.words import BASIS, DAYS, ELIGIBLE, OPEN, STEPS, VOLUMES, number
from qianyi.policy.model import Policy
from qianyi.scoring.result import InstitutionScore, Item, Line, PersonScore, Scores

_CELLS = 40


def why_text(facts: Facts, scores: Scores, name: str, criterion: str | None = None) -> str:
    """All results of a person (each placement) or institution (each role) of that name.

    `criterion`: an item or a line (`4.1`, `2.1.1`, `2.1.1.3`). Raises QianyiError where name or criterion is unknown.
    """
    wanted = "".join(name.split())
    aliases = {"".join(alias.split()): official for alias, official in facts.dossier.settings.aliases.items()}
    wanted = "".join(aliases.get(wanted, wanted).split())
    names = {person.placement.name for person in scores.people}
    called = person_name(wanted)
    called = called if called in names else without_tail(called)
    people = [person for person in scores.people if person.placement.name == called]
    institutions = [one for one in scores.institutions if _same(one.name, wanted)]
    if not people and not institutions:
        known = [person.placement.name for person in scores.people] + [one.name for one in scores.institutions]
        near = get_close_matches(wanted, list(dict.fromkeys(known)), 3, 0.4)
        raise QianyiError(f"没有“{name}”，{f'相近的有：{_list(near)}' if near else '请核对姓名或单位名称'}。")
    blocks: list[str] = []
    matched = criterion is None
    subjects: list[PersonScore | InstitutionScore] = [*people, *institutions]
    for subject in subjects:
        items = [item for item in subject.items if _concerns(item, criterion)]
        if criterion is not None and not items:
            continue
        matched = True
        lines = _person_head(subject) if isinstance(subject, PersonScore) else _institution_head(subject)
        for item in items:
            lines += _item(item, facts.policy, criterion)
        if criterion is None:
            lines += readings_why(scores, subject)
            lines += _findings(facts, scores, subject)
        blocks.append("\n".join(lines))
    if not matched:
        ids = [id for subject in subjects for item in subject.items for id in _ids(item)]
        near = get_close_matches(criterion or "", ids, 3, 0.4)
        raise QianyiError(f"{name} 没有评分项 {criterion}{f'，相近的有：{_list(near)}' if near else ''}。")
    return "\n\n".join(blocks) + "\n"


def _list(words: list[str]) -> str:
    return "、".join(words)


def _same(name: str, wanted: str) -> bool:
    return "".join(name.split()) == wanted


def _ids(item: Item) -> list[str]:
    return [item.id, *(line.id for line in item.lines)]


def _concerns(item: Item, criterion: str | None) -> bool:
    if criterion is None:
        return True
    return criterion in _ids(item) or item.id.startswith(f"{criterion}.")


def _person_head(person: PersonScore) -> list[str]:
    placement = person.placement
    period = f"{person.start or '？'} 至 {person.end or '？'}"
    status = f"，{OPEN[person.status]}" if OPEN[person.status] else ""
    grade = f"，等次 {person.grade}（{person.grade_origin}）" if person.grade else ""
    lines = [f"{placement.name}　{placement.support or '？'} → {placement.recipient or '？'}　{period}"]
    if person.items:
        percent = f"（{number(person.percent)}%）" if person.percent is not None else ""
        lines.append(f"得分 {number(person.score)} / {number(person.max)}{percent}{status}{grade}")
    days = [
        f"{word} {number(value)}"
        for field, word in DAYS.items()
        if (value := getattr(person.attendance, field)) or field in ("required", "present")
    ]
    return [*lines, "考勤（天）：" + "，".join(days), *_article16(person.facts)]


def _article16(explained: dict[str, Any]) -> list[str]:
    """第十六条: what the article names, month by month."""
    if not explained:
        return []
    totals = [f"{word} {number(explained[key])}" for key, word in VOLUMES.items() if explained[key] is not None]
    rate = explained["on_post_percent"]
    lines = ["", "考核所列事实（第十六条）", f"  在岗率 {number(rate)}{'' if rate is None else '%'}"]
    kept = (
        "没有工作量登记"
        if not totals
        else f"{explained['workload_months']}/{explained['workload_months_due']} 个月有登记"
    )
    lines.append(f"  工作量：{'，'.join([*totals, kept])}")
    for month in explained["months"]:
        done = "，".join(f"{word} {number(month[key])}" for key, word in VOLUMES.items())
        seen = "" if month["reviewed"] else "，审核或备案不全" if month["recorded"] else "，没有登记"
        lines.append(f"    {month['month']}：{done}{seen}")
    lines += [
        f"  {one['date']} 无故脱岗：{STEPS[one['step']]}，处理：{one['handling'] or '没有记录'}"
        f"（{_list(one['cells'])}）"
        for one in explained["discipline"]
    ]
    return [*lines, f"  评优、职称评审资格：{ELIGIBLE[explained['eligible']]}（{explained['eligible_why']}）"]


def _institution_head(one: InstitutionScore) -> list[str]:
    role = "支援单位" if one.role == "support" else "受援单位"
    status = f"，{OPEN[one.status]}" if OPEN[one.status] else ""
    rank = f"，第 {one.rank} 名" if one.rank else ""
    lines = [f"{one.name}　{role}{f'（附件{one.annex}）' if one.annex else ''}"]
    if one.items:
        lines.append(f"得分 {number(one.score)} / {number(one.max)}{rank}{status}")
    mean = (
        f"，人均 {number(one.mean_percent)}%，最低 {number(one.min_percent)}%" if one.mean_percent is not None else ""
    )
    return [*lines, f"派驻人员 {one.count} 人{mean}"]


def _item(item: Item, policy: Policy, criterion: str | None) -> list[str]:
    only = criterion if criterion is not None and criterion in {line.id for line in item.lines} else None
    status = f"　{OPEN[item.status]}" if OPEN[item.status] else ""
    lines = ["", f"{item.id} {item.title}　{number(item.score)} / {number(item.max)}{status}"]
    top = item.max if only is None else next(line.max for line in item.lines if line.id == only)
    balance = top
    if only is None and not item.vetoed:
        balance -= sum((line.max for line in item.lines if line.score is None), start=ZERO)
    entries = [entry for entry in item.ledger if only is None or entry.line in (only, item.id)]
    quoted: set[str] = set()
    for entry in entries:
        balance = ZERO if only is not None and entry.line == item.id else balance + entry.points  # a veto of the item
        points = f"{'+' if entry.points > 0 else ''}{number(entry.points)}" if entry.points else "注"
        lines.append(f"  {entry.line}  {points}  余 {number(balance)}  {entry.why}（{entry.clause}）")
        if entry.clause not in quoted:
            quoted.add(entry.clause)
            lines += [f"        {line}" for line in quote_lines(policy, entry.clause)]
        if entry.parameter:
            parameter = policy.parameter(entry.parameter)
            note = f"：{parameter.note}" if parameter.note and parameter.status != "text" else ""
            value = number(parameter.value) if not isinstance(parameter.value, (str, bool, tuple)) else parameter.value
            lines.append(f"        参数 {parameter.title} {parameter.id} = {value}（{BASIS[parameter.status]}{note}）")
        if entry.cells:
            lines.append(f"        {_cells(entry.cells)}")
    lines_shown = [line for line in item.lines if only in (None, line.id)]
    if not entries and item.score is not None and all(line.score is not None for line in lines_shown):
        lines.append("  没有扣分")
    lost = {entry.line for entry in item.ledger}
    for line in lines_shown:
        lines += _line(line, explained=line.id in lost)
    if item.missing and not item.lines:
        lines += [f"  尚缺：{missing}" for missing in item.missing]
    return lines


def _line(line: Line, *, explained: bool) -> list[str]:
    origin = {"mark": "评定", "auto": "按登记计算", "computed": "按考勤计算", None: ""}[line.origin]
    lines = [f"  {line.id} {line.title}　{number(line.score)} / {number(line.max)}　{origin or OPEN['pending']}"]
    if line.evidence and not (explained and line.origin == "auto"):
        lines.append(f"        登记：{line.evidence}")
    if line.missing:
        lines.append(f"        尚缺：{line.missing}")
    if line.cells and not explained:
        lines.append(f"        {_cells(line.cells)}")
    return lines


def _cells(cells: tuple[Cell, ...]) -> str:
    more = f" …… 共 {len(cells)} 格" if len(cells) > _CELLS else ""
    return "、".join(cell.ref for cell in cells[:_CELLS]) + more


def _findings(facts: Facts, scores: Scores, subject: PersonScore | InstitutionScore) -> list[str]:
    if isinstance(subject, PersonScore):
        found = [f for f in scores.findings if f.person == subject.placement.name and f.code != "I005"]
    else:
        found = [f for f in scores.findings if f.institution == subject.name and f.person is None and f.code != "I005"]
    return ["", "有关的问题：", *(f"  {finding_line(facts, finding)}" for finding in found)] if found else []
