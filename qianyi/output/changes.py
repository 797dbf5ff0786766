"""What changed between two runs: as a sheet 变化, as lines on the screen, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qianyi.facts.texts import plain
from qianyi.output.json import encode
from qianyi.output.shapes import DiffShape
from qianyi.output.sheets import Book
from qianyi.output.words import SCORED, SEVERITY
from qianyi.scoring.changes import Changes, EntryChange, ScoreChange

FATES = {"new": "新出", "fixed": "已改好", "left": "还在"}
_LISTED = 50


def outcomes_of_findings(changes: Changes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Findings with what became of each: new ones first, then those put right, then what is left."""
    by_id = {finding["id"]: finding for finding in changes.findings}
    for fate in FATES:
        for id in getattr(changes, fate):
            yield fate, by_id[id]


def add_changes(book: Book, changes: Changes) -> None:
    """The sheet 变化: scores that moved with their entries, findings new and put right."""
    was, now = (run.as_of for run in changes.runs)
    heads = "类别 变化 对象 代码或条 级别 原来 现在 差 说明 位置".split()
    table = book.sheet("变化", heads, title=f"变化：与上一次（截至 {was}）相比，这一次截至 {now}", wraps=[8, 9])
    for move in changes.scores:
        table.text(0, f"{SCORED[move.role]}得分")
        table.text(1, "变动")
        table.text(2, move.name if move.recipient is None else f"{move.name}（{move.recipient}）")
        table.number(5, move.old)
        table.number(6, move.new)
        table.number(7, (move.new or Decimal(0)) - (move.old or Decimal(0)))
        table.next()
        for entry in move.entries:
            table.text(1, "增加" if entry.change == "added" else "去掉")
            table.text(3, entry.line)
            table.number(7, entry.effect)
            table.text(8, _why(entry))
            table.text(9, "、".join(entry.cells[:4]))
            table.next()
    for fate, finding in outcomes_of_findings(changes):
        if fate == "left":
            continue
        table.text(0, "问题")
        table.text(1, FATES[fate])
        table.text(2, finding.get("person") or finding.get("institution") or "")
        table.text(3, finding["code"])
        table.text(4, SEVERITY[finding["severity"]])
        table.text(8, finding["message"])
        table.text(9, place(finding))
        table.next()
    table.end()


def place(finding: dict[str, Any]) -> str:
    """`考勤.xlsx/6月!J3 K3`."""
    where = "/".join(part for part in (finding.get("path"), finding.get("sheet")) if part)
    cells = " ".join(finding.get("cells", ())[:6])
    return f"{where}!{cells}" if cells else where


def _why(entry: EntryChange) -> str:
    return f"{entry.why}（{entry.clause}）" if entry.clause else entry.why


def changes_text(changes: Changes, *, whole: bool = False) -> str:
    """The screen of `diff`; `whole`: no list is cut short."""
    most = None if whole else _LISTED
    was, now = changes.runs
    lines = [
        f"{was.path}（截至 {was.as_of}）→ {now.path}（截至 {now.as_of}）",
        f"问题：改好 {len(changes.fixed)}，新出 {len(changes.new)}，还在 {len(changes.left)}；"
        f"得分变动 {len(changes.scores)} 个。",
    ]
    for move in changes.scores:
        lines += ["", *move_lines(move)]
    for fate in ("new", "fixed"):
        listed = [finding for one, finding in outcomes_of_findings(changes) if one == fate]
        if listed:
            lines += ["", f"{FATES[fate]}（{len(listed)}）"]
            lines += [
                f"  {SEVERITY[one['severity']]} {one['code']} [{place(one)}] {one['message']}" for one in listed[:most]
            ]
            if most is not None and len(listed) > most:
                lines.append(f"  …… 还有 {len(listed) - most} 条，全部见 --verbose 或 --format json")
    return "\n".join(lines) + "\n"


def move_lines(move: ScoreChange) -> list[str]:
    """A score that moved, and the entries that moved it."""
    whose = move.name if move.recipient is None else f"{move.name}（{move.recipient}）"
    was, now = ("没有得分" if score is None else plain(score) for score in (move.old, move.new))
    lines = [f"{SCORED[move.role]} {whose}：{was} → {now}"]
    for entry in move.entries:
        sign = "+" if entry.effect > 0 else ""
        what = "" if entry.change == "added" else "不再："
        lines.append(f"  {sign}{plain(entry.effect)}  {entry.line} {what}{_why(entry)}")
    return lines


def changes_json(changes: Changes) -> bytes:
    """`diff --format json`."""
    return encode(DiffShape.made(changes))
