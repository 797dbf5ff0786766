"""Finds a sheet's legend: above, below or beside its grids, in words or as a small table."""

from __future__ import annotations

from collections.abc import Iterator

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells import confusables
from qianyi.intake.cells.values import clean
from qianyi.intake.context import Context
from qianyi.intake.grid.shape import Block
from qianyi.intake.marks.legend import Legend, pairs, read_legend
from qianyi.intake.opening.tables import Table, Value
from qianyi.patterns import pattern

_LABEL = pattern(r"(?:考勤)?(?:符号|标记|记号|代号|代码|图例|标识|标志)\s*[:：]?")


def legend_of(table: Table, blocks: list[Block], people: set[int], sheet: Sheet, context: Context) -> Legend:
    """The legend of a sheet, the rows of `people` aside; a sign with two meanings is told of (A415)."""
    legend = read_legend(_texts(table, blocks, people))
    for sign, meanings in legend.conflicts.items():
        words = "、".join(dict.fromkeys(meaning.word for meaning in meanings))
        context.note(
            "A415",
            f"图例里“{sign}”有几个意思（{words}），标这个符号的日子按没有记录算",
            *dict.fromkeys(Cell(sheet, *meaning.place) for meaning in meanings),
            remedy="请改成一个符号一个意思。",
            key=sign,
        )
    return legend


def _texts(table: Table, blocks: list[Block], people: set[int]) -> Iterator[tuple[str, tuple[int, int]]]:
    headings = {r for block in blocks for r in range(block.first, block.last + 1)}
    waiting: list[tuple[int, str]] = []
    beside = any(block.side for block in blocks)
    for r, row in enumerate(table.rows):
        if not beside and (r in people or r in headings):
            continue
        cells = [(c, value) for c, value in enumerate(row) if value != ""]
        if r in people or r in headings or any(isinstance(v, str) and _counted(v) for _, v in cells[:4]):
            side = next(b for b in blocks if r < b.end).side
            yield from _row(r, [(c, value) for c, value in cells if c in side and isinstance(value, str)])
            waiting = []
            continue
        texts = [(c, clean(value)) for c, value in cells if isinstance(value, str)]
        by_column = dict(texts)
        if len(waiting) > 1 and all(c in by_column for c, _ in waiting):
            for c, sign in waiting:
                yield f"{sign}:{by_column[c]}", (r - 1, c)
            waiting = []
            continue
        signs = texts[1:] if texts and _LABEL.fullmatch(texts[0][1]) else texts
        alone = all(len(text) < 3 and confusables.is_symbol(confusables.sign(text)) for _, text in signs)
        waiting = signs if signs and alone else []
        yield from _row(r, [(c, value) for c, value in cells if isinstance(value, str)])


def _counted(text: str) -> bool:
    """Whether a row counts something: its figures are no signs."""
    return any(word in text.replace(" ", "") for word in ("合计", "总计", "小计", "共计"))


def _row(r: int, cells: list[tuple[int, Value]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """A row as one text; where its cells hold pairs of their own, each by itself."""
    texts = [(c, str(value)) for c, value in cells if str(value).strip()]
    if not texts:
        return
    alone = [(text, (r, c)) for c, text in texts if pairs(text)]
    if alone:
        yield from alone
    elif len(texts) > 1:
        yield " ".join(text for _, text in texts), (r, texts[0][0])
