"""What changes when the same files are read under another policy: findings that come and go, scores that move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from qianyi import __version__, rules, scoring
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.output.deliver import send
from qianyi.output.json import encode, finding_data, header, policy_data
from qianyi.output.screen.columns import table
from qianyi.output.screen.text import finding_line, inputs_text, overrides_text
from qianyi.output.words import SEVERITY, number
from qianyi.scoring.result import PersonScore

Key = tuple[str, str | None, str | None, tuple[str, ...], str | None, str | None]


class Changed(Struct, frozen=True):
    """A finding that both policies yield, with another severity or message."""

    before: Finding
    after: Finding


class Moved(Struct, frozen=True):
    """One placement under both policies. Scores are None while pending or where a policy has no points."""

    placement: Placement
    before: PersonScore | None
    after: PersonScore | None
    gone: int
    """Findings about the person that disappear."""
    come: int

    def items(self) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
        """Items whose score differs: id, title, before, after."""
        sides = [{item.id: item for item in side.items} if side else {} for side in (self.before, self.after)]
        moved = []
        for id in dict.fromkeys((*sides[0], *sides[1])):
            first, second = sides[0].get(id), sides[1].get(id)
            scores = (first.score if first else None, second.score if second else None)
            if scores[0] != scores[1]:
                known = first or second
                moved.append((id, known.title if known else "", *scores))
        return moved


class WhatIf(Struct):
    """What changes from policy x to policy y. `before` are all findings under x."""

    x: Facts
    y: Facts
    before: list[Finding] = field(default_factory=list)
    gone: list[Finding] = field(default_factory=list)
    come: list[Finding] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    people: list[Moved] = field(default_factory=list)
    scored: bool = False
    """Whether both policies have points for persons, so that scores can be compared."""


def what_if(x: Facts, y: Facts, keep: Callable[[list[Finding]], list[Finding]] = list) -> WhatIf:
    """Compare the same inputs, read under policy x and under policy y, on the same as-of day.

    `keep`: the findings to compare (`--select`, `--ignore`).
    """
    result = WhatIf(x, y, scored=all(_points(facts) for facts in (x, y)))
    scores: list[dict[tuple[str, int], PersonScore]] = [{}, {}]
    if result.scored:
        both = [scoring.score(facts) for facts in (x, y)]
        found = [one.findings for one in both]
        scores = [{_row(person.placement): person for person in one.people} for one in both]
    else:
        found = [rules.validate(facts).findings for facts in (x, y)]
    found = [keep(findings) for findings in found]
    result.before = found[0]
    _compare(result, found[0], found[1])
    gone, come = _by_person(result.gone), _by_person(result.come)
    placements = {_row(p): p for facts in (x, y) for p in facts.dossier.placements}
    for row, placement in placements.items():
        moved = Moved(placement, scores[0].get(row), scores[1].get(row), gone[placement.name], come[placement.name])
        sides = [(side.score, side.max) if side else None for side in (moved.before, moved.after)]
        if moved.gone or moved.come or sides[0] != sides[1] or moved.items():
            result.people.append(moved)
    return result


def _points(facts: Facts) -> bool:
    return any(annex.subject == "person" for annex in facts.policy.annexes.values())


def _row(placement: Placement) -> tuple[str, int]:
    return f"{placement.sheet.path}/{placement.sheet.name}", placement.row


def _by_person(findings: list[Finding]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for finding in findings:
        if finding.person:
            counts[finding.person] += 1
    return counts


def _key(finding: Finding) -> Key:
    """What makes two findings the same: all but what is said and how grave it is."""
    cells = tuple(cell.ref for cell in finding.cells)
    return (finding.code, *finding.where, cells, finding.person, finding.institution)


def _compare(result: WhatIf, before: list[Finding], after: list[Finding]) -> None:
    waiting: dict[Key, list[Finding]] = defaultdict(list)
    for finding in after:
        waiting[_key(finding)].append(finding)
    for finding in before:
        same = waiting[_key(finding)]
        if not same:
            result.gone.append(finding)
            continue
        other = same.pop(0)
        if (other.severity, other.message) != (finding.severity, finding.message):
            result.changed.append(Changed(finding, other))
    left = {id(finding) for findings in waiting.values() for finding in findings}
    result.come = [finding for finding in after if id(finding) in left]


def what_if_text(result: WhatIf, *, color: bool = False) -> str:
    """The screen of `validate --against`."""
    x, y = result.x.policy, result.y.policy
    day = result.x.as_of.isoformat()
    lines = [f"由 {x.title}（{x.id}）改为 {y.title}（{y.id}），截至 {day}，qianyi {__version__}"]
    lines += [f"{policy.id} 的本地改动：{overrides_text(policy)}" for policy in (x, y) if policy.overrides]
    for title, findings in (("不再有", result.gone), ("新出现", result.come)):
        lines += ["", f"{title}的问题 {len(findings)} 条"]
        lines += [f"  {finding_line(finding, color=color)}" for finding in findings]
    if result.changed:
        lines += ["", f"说法或级别改变的 {len(result.changed)} 条"]
        for pair in result.changed:
            lines.append(f"  {finding_line(pair.before, color=color)}")
            lines.append(f"  → {SEVERITY[pair.after.severity]} {pair.after.message}")
    unscored = "" if result.scored else "（两份政策不都有分值，不比得分）"
    lines += ["", f"受影响的派驻期 {len(result.people)} 个{unscored}"]
    rows = [_person_row(moved, result.scored) for moved in result.people]
    if rows:
        heads = ("姓名", "受援单位", "不再有", "新出现", *(("得分", "改后", "变在哪里") if result.scored else ()))
        lines += [f"  {line}" for line in table(heads, rows, right=(2, 3, 4, 5) if result.scored else (2, 3))]
    lines += ["", *inputs_text(result.x)]
    return "\n".join(lines) + "\n"


def _person_row(moved: Moved, scored: bool) -> tuple[str, ...]:
    row = (moved.placement.name, moved.placement.recipient or "", str(moved.gone), str(moved.come))
    if not scored:
        return row
    sides = (f"{number(side.score)}/{number(side.max)}" if side else "—" for side in (moved.before, moved.after))
    items = "，".join(f"{id} {title} {number(a)} → {number(b)}" for id, title, a, b in moved.items())
    return (*row, *sides, items)


def what_if_data(result: WhatIf) -> dict[str, Any]:
    """`validate --against --format json`."""
    return {
        "schema": "qianyi.what-if/1",
        **header(result.x),
        "against": policy_data(result.y),
        "scored": result.scored,
        "summary": {
            "disappear": len(result.gone), "appear": len(result.come), "change": len(result.changed),
            "people": len(result.people),
        },
        "disappear": [finding_data(finding) for finding in result.gone],
        "appear": [finding_data(finding) for finding in result.come],
        "change": [
            {"before": finding_data(pair.before), "after": finding_data(pair.after)} for pair in result.changed
        ],
        "people": [_person_data(moved) for moved in result.people],
    }  # fmt: skip


def _person_data(moved: Moved) -> dict[str, Any]:
    placement = moved.placement
    sides = [
        {"score": side.score, "max": side.max, "percent": side.percent, "status": side.status} if side else None
        for side in (moved.before, moved.after)
    ]
    return {
        "name": placement.name, "support": placement.support, "recipient": placement.recipient,
        "disappear": moved.gone, "appear": moved.come, "before": sides[0], "after": sides[1],
        "items": [{"id": id, "title": title, "before": a, "after": b} for id, title, a, b in moved.items()],
    }  # fmt: skip


def deliver_what_if(
    result: WhatIf, format: str, output: Path | None, *, color: bool = False, force: bool = False
) -> None:
    """Show or write it as text or JSON. Raises QianyiError for another format, or where it cannot be written."""
    if format == "json":
        data = encode(what_if_data(result))
    elif format == "text":
        data = what_if_text(result, color=color).encode()
    else:
        raise QianyiError(f"--against 只有 text 和 json，没有 {format}。")
    send(result.x, data, output, force=force)
