"""Finds a sheet's legend: above, below or beside its grids, in words or as a small table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells import confusables
from qianyi.intake.cells.values import clean
from qianyi.intake.context import Context
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Place, Table, Value
from qianyi.intake.signs.legend import Legend, pairs, read_legend
from qianyi.patterns import pattern

_LABEL = pattern(
    r"(?:考勤)?(?:符号|标记|记号|代号|代码|图例|标识|标志|说明|注|备注|含义|意义|名称)\s*[:：]?", "考勤符号：", "图例"
)
_WORD = pattern(r"[\u3400-\u9fff]{1,8}(?:[(（][^()（）]*[)）])?", "事假（半天）")
_LONGEST_SIGN: Final = 2
COUNTED, SIGNS, WORDS, TEXT = "counted", "signs", "words", "text"

Free = Callable[[int], Collection[int] | None]
"""Which columns of a row are no grid's: None for all of them."""
ValueRow = Sequence[Value]
_Texts = list[tuple[int, str]]


def legend_of(table: Table, free: Free, sheet: Sheet, context: Context) -> Legend:
    """The legend of a sheet, from the cells that are no grid's; a sign with two meanings is told of (A415)."""
    legend = read_legend(_texts(table, free))
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


def free_of(blocks: list[Block], people: set[int]) -> Free:
    """Of the rows of headings and of `people` only the columns beside the grid are free."""
    headings = {r for block in blocks for r in range(block.first, block.last + 1)}
    rows = headings | people
    ends = [(block.end, block.side) for block in blocks]
    last: Collection[int] = ends[-1][1]
    if len(ends) == 1:
        return lambda r: last if r in rows else None
    return lambda r: next((side for end, side in ends if r < end), last) if r in rows else None


def _texts(table: Table, free: Free) -> Iterator[tuple[str, Place]]:
    """All texts that may hold pairs of a sign and its meaning, each with its place."""
    waiting: tuple[str, int, dict[int, str]] = TEXT, -1, {}
    for r, row in enumerate(table.rows):
        columns = free(r)
        if columns is not None and not columns:
            continue
        texts = [(c, clean(v)) for c, v in enumerate(row) if v != "" and isinstance(v, str)]
        if columns is not None:
            texts = [(c, text) for c, text in texts if c in columns]
        kind, cells = _classify(texts)
        if columns is None and kind == COUNTED:  # a legend beside the grid may reach down to its totals
            yield from ((text, (r, c)) for c, text in texts if not any(map(str.isdecimal, text)) and pairs(text))
            yield from _last_two(r, texts)
            continue
        above_kind, above_row, above = waiting
        waiting = kind, r, cells
        below = _paired_rows(kind, cells, above_kind, above) if above_row == r - 1 else {}
        if below:
            yield from ((text, (r, c)) for c, text in below.items())
            continue
        yield from _row(r, texts)


def _last_two(r: int, texts: _Texts) -> Iterator[tuple[str, Place]]:
    """A sign and its meaning that stand last in a row of totals, side by side: of a legend in two columns beside it."""
    if len(texts) > 2 and texts[-1][0] == texts[-2][0] + 1:
        one, other = texts[-2][1], texts[-1][1]
        if sum(_is_sign(text) or _is_letter(text) for text in (one, other)) == 1 and pairs(f"{one}:{other}"):
            yield f"{one}:{other}", (r, texts[-2][0])


def _paired_rows(kind: str, cells: dict[int, str], above_kind: str, above: dict[int, str]) -> dict[int, str]:
    """What a row of signs and one of words say together, by column."""
    if {kind, above_kind} != {SIGNS, WORDS}:
        return {}
    signs, words = (cells, above) if kind == SIGNS else (above, cells)
    return {c: f"{sign}:{words[c]}" for c, sign in signs.items()} if signs.keys() <= words.keys() else {}


def is_two_rows(above: ValueRow, below: ValueRow) -> bool:
    """Whether two rows are a legend laid out in two rows, each sign and word once; marks repeat themselves."""
    found = [
        _classify([(c, clean(v)) for c, v in enumerate(row) if v != "" and isinstance(v, str)])
        for row in (above, below)
    ]
    once = all(len({*cells.values()}) == len(cells) for _, cells in found)
    return once and any(map(pairs, _paired_rows(*found[1], *found[0]).values()))


def _classify(texts: _Texts) -> tuple[str, dict[int, str]]:
    """What a row is for a legend, and its cells without the label that may lead them."""
    if any(_counts(text) for _, text in texts[:4]):
        return COUNTED, {}
    cells = dict(texts[1:] if len(texts) > 1 and _LABEL.fullmatch(texts[0][1]) else texts)
    if len(cells) > 1:
        if all(len(text) <= _LONGEST_SIGN and _is_sign(text) for text in cells.values()):
            return SIGNS, cells
        if all(_WORD.fullmatch(text) for text in cells.values()):
            return WORDS, cells
    return TEXT, cells


def _is_sign(text: str) -> bool:
    return confusables.is_symbol(confusables.sign(text))


def _is_letter(text: str) -> bool:
    return len(text) == 1 and "A" <= confusables.plain(text).upper() <= "Z"


def _counts(text: str) -> bool:
    """Whether a row counts something: its figures are no signs."""
    return any(word in text.replace(" ", "") for word in ("合计", "总计", "小计", "共计"))


def _row(r: int, texts: _Texts) -> Iterator[tuple[str, Place]]:
    """A row as one text; where its cells hold pairs of their own, each by itself."""
    alone = [(text, (r, c)) for c, text in texts if pairs(text)]
    if alone:
        yield from alone
    elif len(texts) > 1:
        yield " ".join(text for _, text in texts), (r, texts[0][0])
