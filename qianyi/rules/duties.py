"""W704: duties of the policy that the work ledger does not have in their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.duties import Turn, covered_elsewhere
from qianyi.facts.texts import span
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about

_FEW = 3


@rule("W704", "duty-missed", "warning", needs=("milestones", "roster"))
def duty_missed(facts: Facts) -> Iterator[Finding]:
    """说明：政策要求的每件事（领导小组、责任书、会议、公示、报告等）到期都要在工作台账里有一条，完成日期不晚于期限。
    台账有“单位”一栏的，各单位各记各的：负有这项职责的单位没有记，或记晚了，一单位一件事一条；没有这一栏的，全县有一条即可。
    没有写单位的行是县里的。“讨论”“拟”“研究制定”一类只是准备的字样不算。截至日期之后才到期的不查。哪些字样算哪件事，见 qianyi policy show。
    依据：盐池方案七（工作安排）和附件2、3 的有关各行；宿州办法第十二、二十二条等。
    怎么改：做了没记的补记；没做的补做；事项写得认不出的，照政策列出的字样写。
    """
    if not facts.policy.duties:
        raise Skip("政策没有列工作职责")
    yield from _unreadable(facts)
    turns_by_duty: dict[tuple[str, str, str], list[Turn]] = defaultdict(list)
    for turn in facts.duties.turns:
        if turn.missed(facts.as_of) and not covered_elsewhere(facts, turn.duty):
            alone = turn.role == "person" and turn.duty.kept_by is None
            turns_by_duty[turn.duty.id, turn.kept_by or "", turn.who if alone else ""].append(turn)
    for turns in turns_by_duty.values():
        yield _missed(facts, turns)


def _unreadable(facts: Facts) -> Iterator[Finding]:
    """Matters and institutions of the ledger that nobody knows."""
    known = {**facts.directory.recipients, **facts.directory.supports}

    @cache
    def alike(name: str) -> list[str]:
        from difflib import get_close_matches  # rarely needed

        return get_close_matches(name, known, 1, 0.75)

    for entry in facts.dossier.milestones:
        if entry.matter and not facts.duties.matters.tells(entry.matter):
            fact = f"事项“{entry.matter}”看不出是工作安排的哪一步"
            remedy = f"请照“{'、'.join(duty.title for duty in facts.policy.duties)}”写。"
            yield Finding("I004", fact, entry.cells("matter"), institution=entry.institution, remedy=remedy)
        if not entry.institution or facts.duties.places(entry):
            continue
        near = alike(entry.institution)
        if near:
            fact = f"单位“{entry.institution}”不在名单上，这一行不算哪个单位的"
            remedy = f"若是“{near[0]}”，请照名单写。"
            yield Finding("I004", fact, entry.cells("institution"), institution=entry.institution, remedy=remedy)


def _missed(facts: Facts, turns: list[Turn]) -> Finding:
    """One finding for the turns of one duty that one bearer missed."""
    first = turns[0]
    duty, clause = first.duty, facts.policy.clause_of("W704")
    own = "" if duty.clause.startswith(clause) else f"（{duty.clause}）"
    who = "" if facts.duties.one_for_all or not first.kept_by else f"{_whose(turns)} 的"
    late = [turn for turn in turns if turn.entry is not None]
    cells = tuple(cell for turn in late if turn.entry for cell in turn.entry.cells("done", "date"))
    if duty.each is None or len(turns) == 1:
        fact = f"{who}“{duty.title}”{own}应在 {first.due} 前完成"
    else:
        fact = f"{who}“{duty.title}”{own}在 {'、'.join(_when(turn) for turn in turns)} 各要有一次"
    fact += f"，台账记的是 {'、'.join(str(turn.done) for turn in late)}" if late else "，台账没有记录"
    if facts.duties.one_for_all:
        fact += "（台账没有“单位”一栏，全县有一条即可）"
    remedy = "请核对日期，确实晚了的写明原因。" if late else "请补记，没做的补做。"
    if first.role == "person" and len({turn.who for turn in turns}) == 1:
        person = about(first.placements[0])
        return Finding("W704", fact, cells, remedy=remedy, key=duty.id, **person)
    return Finding("W704", fact, cells, institution=first.kept_by, remedy=remedy, key=duty.id)


def _whose(turns: list[Turn]) -> str:
    """The institution, or the people whose papers it keeps."""
    first = turns[0]
    if first.role != "person":
        return first.who
    names = list(dict.fromkeys(turn.who for turn in turns))
    if first.duty.kept_by is None or len(names) == 1:
        return names[0]
    more = f"等 {len(names)} 人" if len(names) > _FEW else ""
    return f"{first.kept_by} {'、'.join(names[:_FEW])}{more}"


def _when(turn: Turn) -> str:
    return span(turn.since, turn.due) if turn.since else f"{turn.due} 前"
