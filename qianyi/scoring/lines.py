"""Lines with marks: annex 4's 4.2 and 4.3, and annexes 2 and 3 with the lines that the registers answer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.policy.model import RubricItem, RubricLine
from qianyi.scoring.beside import Beside
from qianyi.scoring.evidence import Evidence
from qianyi.scoring.ledger import total
from qianyi.scoring.marks import NONE, LineMark
from qianyi.scoring.result import OUTSIDE, Entry, Item, Line, worst

_MANY = 10
_NOTHING: Mapping[str, Beside] = {}


def marked_line(rubric: RubricLine, given: LineMark, evidence: Evidence | None) -> Line:
    """One line: the assessor's mark wins, else what the registers yield, else pending."""
    said = evidence.why or None if evidence is not None else None
    if given.score is not None and given.mark is not None:
        place = (given.mark.place(),)
        return Line(rubric.id, rubric.title, rubric.points, given.score, "final", "mark", said, place)
    waiting = Line(rubric.id, rubric.title, rubric.points, evidence=said)
    if given.spoiled:
        return structs.replace(waiting, missing=given.spoiled, cells=(given.mark.place(),) if given.mark else ())
    if evidence is None:
        return structs.replace(waiting, missing="没有评分")
    if evidence.holds is None:
        return structs.replace(waiting, missing=evidence.missing, cells=evidence.cells)
    return structs.replace(
        waiting,
        score=rubric.points if evidence.holds else ZERO,
        status="provisional" if evidence.early else "final",
        origin="auto",
        cells=evidence.cells,
        missing="期限还没有到" if evidence.early else None,
    )


def marked_item(
    rubric: RubricItem,
    given: Mapping[str, LineMark],
    evidence: Mapping[str, Evidence],
    home: tuple[Cell, ...],
    beside: Mapping[str, Beside] = _NOTHING,
) -> Item:
    """An item and its lines, each point below a line's maximum an entry of the ledger.

    `home` is the roster cell that a loss points to where no register has a row for it; `beside` is what the registers
    say of lines that an assessor marks.
    """
    lines, ledger = [], []
    for one in rubric.lines:
        mark, yields = given.get(one.id, NONE), evidence.get(one.id)
        line = marked_line(one, mark, yields)
        if line.status == "final" and any(map(_is_outside, line.cells)):
            line = structs.replace(line, status="provisional", missing=OUTSIDE)
        if line.score is not None and not line.cells:
            line = structs.replace(line, cells=home)
        if line.score is not None and line.score != line.max:
            why = yields.why if yields is not None and line.origin == "auto" else _judged(mark)
            ledger.append(Entry(line.id, line.score - line.max, one.clause, why, line.cells))
        if one.id in beside:
            said, cells = beside[one.id]
            line = structs.replace(line, evidence=said, cells=tuple(dict.fromkeys((*line.cells, *cells))))
        lines.append(line)
    status = worst([line.status for line in lines])
    missing = [f"{line.id}：{line.missing}" for line in lines if line.missing] if status != "final" else []
    return Item(rubric.id, rubric.title, rubric.points, total(lines), status, ledger, lines, missing)


def _is_outside(cell: Cell) -> bool:
    """Whether what stands in a cell, or who it is about, is told by a look and not by text (I014)."""
    sheet, row = cell.sheet, cell.row
    if sheet.outside_all or not sheet.outside:
        return sheet.outside_all
    telling = {sheet.columns[name] for name in ("name", "subject", "criterion") if name in sheet.columns}
    at_row = {column for place, column in sheet.outside if place == row}
    return cell.column in at_row or not telling.isdisjoint(at_row)


def _judged(given: LineMark) -> str:
    """The reason of a score that an assessor gave."""
    assert given.mark is not None
    assert given.score is not None
    return f"评定 {plain(given.score)} 分" + (f"（{given.mark.evidence}）" if given.mark.evidence else "")


def contradictions(
    item: Item, given: Mapping[str, LineMark], yields: Mapping[str, Evidence], institution: str
) -> list[Finding]:
    """S803: lines whose mark is not what the registers yield."""
    found = []
    for line in item.lines:
        mark, evidence = given.get(line.id, NONE), yields.get(line.id)
        if mark.score is None or mark.mark is None:
            continue
        if evidence is None or evidence.holds is None or evidence.early:
            continue
        computed = line.max if evidence.holds else ZERO
        if mark.score != computed:
            found.append(
                Finding(
                    "S803",
                    f"{institution} 的 {line.id} 评了 {plain(mark.score)} 分，按登记应为 {plain(computed)} 分"
                    f"（{evidence.why}）；以评分为准",
                    (mark.mark.place(), *evidence.cells),
                    institution=institution,
                    remedy="请核对。",
                )
            )
    return found


def pending_lines(
    items: list[Item],
    given: Mapping[str, LineMark],
    who: str,
    home: tuple[Cell, ...],
    person: str | None = None,
    institution: str | None = None,
) -> list[Finding]:
    """S802: one finding that lists the lines with neither mark nor evidence (a spoiled mark has its own finding)."""
    waiting: list[tuple[str, str]] = []
    cells: list[Cell] = []
    for item in items:
        if item.status != "pending":
            continue
        if not item.lines:
            unused = given.get(item.id, NONE).score
            more = [] if unused is None else [f"评定的 {plain(unused)} 分不计"]
            waiting.append((item.id, "；".join([*item.missing, *more])))
        for line in item.lines:
            if line.score is None and not given.get(line.id, NONE).spoiled:
                waiting.append((line.id, "" if line.missing == "没有评分" else line.missing or ""))
                cells += line.cells
    if not waiting:
        return []
    fact = f"{who} 有 {len(waiting)} 项待评：{_listed(waiting)}"
    remedy = "请补评分，或补可供计算的登记。"
    return [
        Finding(
            "S802", fact, tuple(dict.fromkeys(cells)) or home, person=person, institution=institution, remedy=remedy
        )
    ]


def _listed(waiting: list[tuple[str, str]]) -> str:
    """Lines by what they wait for; a long list of unmarked ones as ranges (2.1.1.1–2.1.1.4)."""
    reasons: dict[str, list[str]] = {}
    for id, why in waiting:
        reasons.setdefault(why, []).append(id)
    unmarked = reasons.pop("", [])
    parts = [f"{'、'.join(ids)}（{why}）" for why, ids in reasons.items()]
    if unmarked:
        parts.insert(0, "、".join(unmarked if len(unmarked) <= _MANY else _ranges(unmarked)))
    return "，".join(parts)


def _ranges(ids: list[str]) -> list[str]:
    """Neighbouring lines of one item drawn together."""
    runs: list[list[str]] = []
    for id in ids:
        item, _, number = id.rpartition(".")
        before, _, last = runs[-1][-1].rpartition(".") if runs else ("", "", "")
        if item == before and last.isdigit() and number.isdigit() and int(number) == int(last) + 1:
            runs[-1].append(id)
        else:
            runs.append([id])
    return [id for run in runs for id in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)]
