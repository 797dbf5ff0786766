"""`validate --against` on the screen and as JSON."""

from __future__ import annotations

from pathlib import Path

from qianyi import __version__
from qianyi.errors import QianyiError
from qianyi.output.deliver import send
from qianyi.output.json import encode
from qianyi.output.screen.causes import finding_line
from qianyi.output.screen.columns import table
from qianyi.output.screen.text import inputs_text
from qianyi.output.words import SEVERITY, number, on_terminal, overrides_text
from qianyi.scoring.what_if import Moved, WhatIf, what_if_shape


def what_if_text(result: WhatIf, *, color: bool = False, digests: bool = False) -> str:
    """The screen of `validate --against`; `digests`: with those of the inputs."""
    x, y = result.x.policy, result.y.policy
    day = result.x.as_of.isoformat()
    lines = [f"由 {x.title}（{x.id}）改为 {y.title}（{y.id}），截至 {day}，qianyi {__version__}"]
    lines += [f"{policy.id} 的本地改动：{overrides_text(policy)}" for policy in (x, y) if policy.overrides]
    for title, findings in (("不再有", result.gone), ("新出现", result.come)):
        lines += ["", f"{title}的问题 {len(findings)} 条"]
        lines += [f"  {finding_line(result.x, finding, color=color)}" for finding in findings]
    if result.changed:
        lines += ["", f"说法或级别改变的 {len(result.changed)} 条"]
        for pair in result.changed:
            lines.append(f"  {finding_line(result.x, pair.before, color=color)}")
            lines.append(f"  → {SEVERITY[pair.after.severity]} {pair.after.message}")
    unscored = "" if result.scored else "（两份政策不都有分值，不比得分）"
    lines += ["", f"受影响的派驻期 {len(result.people)} 个{unscored}"]
    rows = [_person_row(moved, result.scored) for moved in result.people]
    if rows:
        heads = ("姓名", "受援单位", "不再有", "新出现", *(("得分", "改后", "变在哪里") if result.scored else ()))
        lines += [f"  {line}" for line in table(heads, rows, right=(2, 3, 4, 5) if result.scored else (2, 3))]
    lines += ["", *inputs_text(result.x)] if digests else []
    return on_terminal("\n".join(lines) + "\n", color=color)


def _person_row(moved: Moved, scored: bool) -> tuple[str, ...]:
    row = (moved.placement.name, moved.placement.recipient or "", str(moved.gone), str(moved.come))
    if not scored:
        return row
    sides = (f"{number(side.score)}/{number(side.max)}" if side else "—" for side in (moved.before, moved.after))
    items = "，".join(f"{one.id} {one.title} {number(one.before)} → {number(one.after)}" for one in moved.items)
    return (*row, *sides, items)


def deliver_what_if(
    result: WhatIf,
    format: str,
    output: Path | None,
    *,
    color: bool = False,
    force: bool = False,
    verbose: bool = False,
) -> None:
    """Show or write it as text or JSON. Raises QianyiError for another format, or where it cannot be written."""
    if format == "json":
        data = encode(what_if_shape(result))
    elif format == "text":
        data = what_if_text(result, color=color, digests=output is not None or verbose).encode()
    else:
        raise QianyiError(f"--against 只有 text 和 json，没有 {format}。")
    send(result.x, data, output, force=force)
