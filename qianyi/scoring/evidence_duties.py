"""Lines of annexes 2 and 3 that rest on duties of the policy: recorded in time for every turn, or left to a mark."""

from __future__ import annotations

from qianyi.facts.duties import Turn
from qianyi.scoring.evidence import COMPUTATIONS, Evidence, Subject, missing_register, pending


def duties_done(subject: Subject, line: str) -> Evidence:
    """Every turn of the duties that are evidence for a line stands in the work ledger, in time. One that is missed or
    late leaves the line to the assessor: it is no nought by itself."""
    absent = missing_register(subject, "milestones", "institution")
    if absent:
        return absent
    facts = subject.lookup.facts
    turns = [turn for turn in facts.duties.of(subject.name, line) if _of_role(turn, subject.role)]
    if not turns:
        return pending("没有到期可查的职责，须评分")
    done = [turn for turn in turns if turn.in_time]
    cells = tuple(cell for turn in done if turn.entry for cell in turn.entry.cells("done", "date"))
    if len(done) == len(turns):
        return Evidence(True, f"工作台账：{'、'.join(_turn_text(turn) for turn in done)}", cells)
    missed = [turn for turn in turns if turn.missed(facts.as_of)]
    if missed:
        first = missed[0]
        what = f"记的是 {first.done}" if first.done else "没有记录"
        return pending(f"“{first.duty.title}”应在 {first.due} 前，台账{what}（W704），须评分", cells)
    unclear = [turn for turn in turns if turn.unclear]
    if unclear:
        return pending(f"“{unclear[0].duty.title}”的完成日期认不出（I004）", cells)
    following = next(turn for turn in turns if not turn.in_time)
    progress = f"{len(done)} / {len(turns)}，下一次“{following.duty.title}”应在 {following.due} 前"
    return pending(progress, cells)


COMPUTATIONS["duties"] = duties_done


def _of_role(turn: Turn, role: str) -> bool:
    who = turn.duty.who
    return role in who or "pair" in who or turn.duty.kept_by == role


def _turn_text(turn: Turn) -> str:
    whose = f"{turn.who} " if turn.role == "person" else ""
    return f"{whose}{turn.duty.title} {turn.done}"
