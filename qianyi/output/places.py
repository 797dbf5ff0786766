"""Where a finding points, in words: the cells, their sheet, and the file wherever more than one file was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, Sheet, column_letters
from qianyi.facts import Facts
from qianyi.facts.texts import natural

_MOST = 8
"""Parts (a cell, a row of neighbouring cells) named at most."""


def cells_text(cells: Sequence[Cell], *, files: bool, most: int | None = _MOST) -> str:
    """`考勤.xlsx/6月!J3 L3:N3、7月!K3`; neighbours in a row or column as a range. `files`: the file's name is told."""
    parts: list[tuple[Sheet, str]] = []
    for sheet, group in groupby(dict.fromkeys(cells), key=lambda cell: cell.sheet):
        parts += [(sheet, text) for text in _ranges(list(group))]
    shown = parts if most is None else parts[:most]
    texts = []
    path = None
    for sheet, listed in groupby(shown, key=lambda part: part[0]):
        file = f"{sheet.path}/" if files and sheet.path != path else ""
        path = sheet.path
        texts.append(f"{file}{sheet.name}!{' '.join(text for _, text in listed)}")
    more = f" 等 {len(dict.fromkeys(cells))} 格" if len(parts) > len(shown) else ""
    return "、".join(texts) + more


def _ranges(cells: list[Cell]) -> Iterable[str]:
    """Cells of one sheet in the order given, neighbours in a row or a column as a range."""
    run: list[Cell] = []
    for cell in cells:
        if run and _goes_on(run, cell):
            run.append(cell)
            continue
        if run:
            yield _range(run)
        run = [cell]
    if run:
        yield _range(run)


def _goes_on(run: list[Cell], cell: Cell) -> bool:
    """Whether a cell stands beside (or below) the last one of a run that goes that way."""
    step = (cell.row - run[-1].row, cell.column - run[-1].column)
    ways = [(0, 1), (1, 0)] if len(run) == 1 else [(run[1].row - run[0].row, run[1].column - run[0].column)]
    return step in ways


def _range(run: list[Cell]) -> str:
    first, last = run[0], run[-1]
    return first.a1 if len(run) == 1 else f"{first.a1}:{column_letters(last.column)}{last.row + 1}"


def several_files(facts: Facts) -> bool:
    """Whether more than one file was read."""
    return len(facts.dossier.inputs) > 1


def place_text(facts: Facts, finding: Finding) -> str:
    """Where a finding points; "" where it points nowhere."""
    if finding.cells:
        return cells_text(finding.cells, files=several_files(facts))
    path, sheet = finding.where
    if sheet:
        return f"{path}/{sheet}" if several_files(facts) else sheet
    return path or ""


def in_natural_order(finding: Finding) -> tuple[object, ...]:
    """Sorts findings by file and sheet as people count (2月 before 10月), then by cell, code and what is said."""
    path, sheet = finding.where
    place = (finding.cells[0].row, finding.cells[0].column) if finding.cells else (-1, -1)
    return path is None, natural(path or ""), natural(sheet or ""), place, finding.code, natural(finding.message)
