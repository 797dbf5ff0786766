"""Rubrics: `[[annexes]]` of sections, items and lines; ids unique, sub-totals checked as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, get_args

from msgspec import Struct, structs

from qianyi.policy.model import Annex, Clause, Judge, PolicyError, RubricItem, RubricLine, RubricSection, Veto
from qianyi.policy.shipped import known_names
from qianyi.policy.units import as_list, as_table, as_text, as_texts, check_keys, each_table, nearest, show

_SUBJECTS = ("support", "recipient", "person")

_JUDGES = get_args(Judge)


class RubricNames(Struct):
    """What a rubric may name: clauses (a line without one of its own adds one), meanings of incidents, and, where
    they are checked, the names of computations. `before`: the items by id that it is laid over, and those of shipped rubrics."""

    clauses: dict[str, Clause]
    incidents: frozenset[str]
    check_names: bool = False
    before: dict[str, RubricItem] = {}


def read_annexes(raw: Any, where: str, known: RubricNames) -> dict[int, Annex]:
    """The annexes of a pack or rubric file by number.

    Raises PolicyError where a sum does not come out, an id stands twice or a key or name is not known.
    """
    annexes: dict[int, Annex] = {}
    for place, table in each_table(raw, where, Annex.__struct_fields__, "个"):
        number = table.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise PolicyError(f"{place} 的 number 应为附件号（整数），写的是 {show(number)}。")
        if number in annexes:
            raise PolicyError(f"{where} 里附件 {number} 写了两次。")
        place = f"{where}（附件 {number}）"
        subject = table.get("subject")
        if subject not in _SUBJECTS:
            raise PolicyError(f"{place}.subject 应为 support、recipient 或 person，写的是 {show(subject)}。")
        sections = tuple(_section(item, number, place, known) for item in _children(table, "sections", place))
        points = _points(table, place)
        _sum(points, [section.points for section in sections], place)
        annex = Annex(number, as_text(table.get("title"), f"{place}.title"), subject, points, sections)
        _unique(annex, place)
        annexes[number] = annex
    for subject in _SUBJECTS:
        same = [number for number, annex in annexes.items() if annex.subject == subject]
        if len(same) > 1:
            raise PolicyError(f"{where} 有两个评 {subject} 的附件（{same[0]}、{same[1]}）；一种对象只能有一个。")
    return annexes


def _section(raw: Any, number: int, where: str, known: RubricNames) -> RubricSection:
    table, id, place = _part(raw, where, RubricSection.__struct_fields__)
    items = tuple(_item(item, number, place, known) for item in _children(table, "items", place))
    points = _points(table, place)
    _sum(points, [item.points for item in items], place)
    return RubricSection(id, as_text(table.get("title"), f"{place}.title"), points, items)


def _item(raw: Any, number: int, where: str, known: RubricNames) -> RubricItem:
    table, id, place = _part(raw, where, (*RubricItem.__struct_fields__, "clause"))
    title = as_text(table.get("title"), f"{place}.title")
    children = _children(table, "lines", place)
    heading = as_text(table["clause"], f"{place}.clause") if "clause" in table else f"附件{number}·{title}"
    lines = []
    for position, child in enumerate(children, 1):
        clause = heading if len(children) == 1 else f"{heading}·{position}"
        lines.append(_line(child, place, clause, known))
    points = _points(table, place)
    _sum(points, [line.points for line in lines], place)
    vetoes = tuple(_veto(one, f"{place}.vetoes", known) for one in as_list(table.get("vetoes", []), f"{place}.vetoes"))
    short = as_text(table["short"], f"{place}.short") if "short" in table else ""
    item = RubricItem(id, title, points, tuple(lines), vetoes, short)
    return _as_before(item, known, silent="vetoes" not in table)


def _as_before(item: RubricItem, rubric: RubricNames, *, silent: bool) -> RubricItem:
    """A line that is `auto` and names no computation is computed as before where it is the very line of before: an id
    alone does not say what a line asks. An item of the same title keeps its vetoes where it says nothing of them."""
    before = rubric.before.get(item.id)
    if before is None:
        return item
    same = item.title == before.title
    alone = same and len(item.lines) == len(before.lines) == 1
    known = {line.id: line for line in before.lines}
    lines = [
        structs.replace(line, computes=line.computes or old.computes, beside=line.beside or old.beside)
        if (old := known.get(line.id)) is not None and line.judge == old.judge and (alone or line.title == old.title)
        else line
        for line in item.lines
    ]
    vetoes = tuple(one for one in before.vetoes if one.clause in rubric.clauses)
    return structs.replace(
        item,
        lines=tuple(lines),
        vetoes=vetoes if same and silent else item.vetoes,
        short=item.short or (before.short if same else ""),
    )


def _veto(raw: Any, where: str, known: RubricNames) -> Veto:
    table = as_table(raw, where)
    check_keys(table, Veto.__struct_fields__, where)
    incidents = as_texts(table.get("incidents", []), f"{where}.incidents")
    for word in incidents:
        if word not in known.incidents:
            raise PolicyError(f"{where}.incidents 的 {word} 不在 [words.incident] 里{nearest(word, known.incidents)}。")
    clause = as_text(table.get("clause"), f"{where}.clause")
    _check_clause(clause, where, known)
    return Veto(incidents, clause)


def _check_clause(clause: str, where: str, known: RubricNames) -> None:
    if clause not in known.clauses:
        raise PolicyError(f"{where} 的条款“{clause}”不在 [clauses] 里；请补上或改正。")


def _line(raw: Any, where: str, clause: str, known: RubricNames) -> RubricLine:
    table, id, place = _part(raw, where, RubricLine.__struct_fields__)
    title = as_text(table.get("title"), f"{place}.title")
    judge = table.get("judge", "mark")
    if judge not in _JUDGES:
        raise PolicyError(f"{place}.judge 应为 mark 或 auto，写的是 {show(judge)}。")
    if "clause" in table:
        clause = as_text(table["clause"], f"{place}.clause")
        _check_clause(clause, place, known)
    else:
        known.clauses.setdefault(clause, Clause(clause, title))
    line = RubricLine(
        id,
        _points(table, place),
        title,
        clause,
        judge,
        _named(table, "computes", place, known),
        _named(table, "beside", place, known),
    )
    return structs.replace(line, judge="auto") if line.computes and "judge" not in table else line


def _named(table: dict[str, Any], key: str, where: str, known: RubricNames) -> str:
    if key not in table:
        return ""
    name = as_text(table[key], f"{where}.{key}")
    if known.check_names and name not in known_names(key):
        raise PolicyError(f"{where}.{key}：没有叫 {name} 的计算{nearest(name, known_names(key))}。")
    return name


def _part(raw: Any, where: str, known: Sequence[str]) -> tuple[dict[str, Any], str, str]:
    table = as_table(raw, where)
    id = as_text(table.get("id"), f"{where} 的 id")
    place = f"{where} 的 {id}"
    check_keys(table, known, place)
    return table, id, place


def _children(table: dict[str, Any], key: str, where: str) -> list[Any]:
    children = as_list(table.get(key), f"{where}.{key}")
    if not children:
        raise PolicyError(f"{where}.{key} 是空的；请补上。")
    return children


def _points(table: dict[str, Any], where: str) -> Decimal:
    points = table.get("points")
    if isinstance(points, bool) or not isinstance(points, (int, Decimal)) or not Decimal(points).is_finite():
        raise PolicyError(f"{where}.points 应为分数，写的是 {show(points)}。")
    if points <= 0:
        raise PolicyError(f"{where}.points 应大于 0，写的是 {points}。")
    return Decimal(points)


def _sum(points: Decimal, parts: list[Decimal], where: str) -> None:
    total = sum(parts, Decimal(0))
    if total != points:
        raise PolicyError(f"{where} 写的是 {points} 分，各项相加是 {total} 分；请改正其一。")


def _unique(annex: Annex, where: str) -> None:
    seen: set[str] = set()
    for ids in ([line.id for line in annex.lines()], [item.id for item in annex.items()]):
        for id in ids:
            if ids.count(id) > 1:
                raise PolicyError(f"{where} 里 {id} 写了两次；每行的 id 只能用一次。")
        seen.update(ids)
    for id in seen:
        if id.split(".")[0] != str(annex.number):
            raise PolicyError(f"{where} 里 {id} 不以附件号 {annex.number} 开头。")
