"""A · 谁记的考勤: people who stand in another institution's sheet than their own recipient's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.attendance import Standing
from qianyi.facts.merging import misplaced, submitting_institution
from qianyi.rules.registry import rule
from qianyi.rules.sources import about


@rule("A417", "wrong-keeper", "info", needs=("roster", "attendance"), span="term")
def wrong_keeper(facts: Facts) -> Iterator[Finding]:
    """说明：一个人的考勤来自两个单位。以受援单位的为准，别家的只补受援单位没有表的日子。
    依据：附件4·在岗情况·3（以受援单位考勤为准）。
    怎么改：请受援单位交齐考勤；别家的表可以撤去。
    """
    for standing in facts.standings:
        placement = standing.placement
        own = placement.recipient in standing.submitters
        if len(standing.submitters) < 2:
            continue
        if not own and len(misplaced(facts, placement, standing.submitters)) == len(standing.submitters):
            continue  # who stands in the grids of others only is told by A420
        verdict = f"以受援单位{placement.recipient}的为准" if own else f"都不是受援单位{placement.recipient}"
        fact = f"{placement.name} 的考勤来自{'、'.join(sorted(standing.submitters))}，{verdict}"
        remedy = "请只交受援单位的考勤。"
        yield Finding("A417", fact, _other_rows(standing), **about(placement), remedy=remedy)


def _other_rows(standing: Standing) -> tuple[Cell, ...]:
    """The name cells of rows that another institution than the recipient keeps."""
    recipient = standing.placement.recipient
    rows = [row for row in standing.stretches if submitting_institution(row) not in (None, recipient)]
    return tuple(cell for row in rows if (cell := row.cell("name")) is not None)


@rule("A420", "other-keeper", "warning", needs=("roster", "attendance"), span="month")
def other_keeper(facts: Facts) -> Iterator[Finding]:
    """说明：一个人出现在名单上另一家受援单位的考勤表里，那不是他（她）的受援单位。多半是标题或名单写错了：
    标记照算，在岗情况只能暂定。
    依据：通则；盐池附件4·在岗情况·3（以受援单位考勤为准）。
    怎么改：表的标题写错单位的改正标题；人记错了表的移到自己单位的表；名单写错受援单位的改正名单。
    """
    for service in facts.services:
        strangers: dict[tuple[int, str], dict[int, Stretch]] = defaultdict(dict)
        submitters = (whose for placement in service.placements for whose in facts.standing_of(placement).submitters)
        others = misplaced(facts, service.first, submitters)
        for placement in service.placements if others else ():
            for row in facts.standing_of(placement).stretches:
                whose = submitting_institution(row)
                if whose in others and any(row.days):
                    strangers[id(row.sheet), whose or ""][id(row)] = row
        for (_, whose), rows in strangers.items():
            cells = tuple(
                cell
                for row in rows.values()
                for cell in (row.cell("name"), *(row.place(i) for i, mark in enumerate(row.days) if mark))
                if cell is not None
            )
            marks = sum(len(row.days) - row.days.count(0) for row in rows.values())
            homes = "、".join(service.recipients)
            fact = f"{service.first.name} 的受援单位是{homes}，却在{whose}的考勤表里有 {marks} 天标记，标记照算"
            remedy = "请核对表的标题和名单，改正写错的一处。"
            yield Finding("A420", fact, cells, **about(service.first), remedy=remedy, key=whose)
