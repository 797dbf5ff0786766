"""What each row below the headings of a grid is: a person, a line of a group, totals, signatures, notes."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

from qianyi.intake.cells.confusables import is_symbol, sign
from qianyi.intake.cells.halves import label
from qianyi.intake.cells.names import person_name
from qianyi.intake.cells.sums import is_group_sum, is_pivot, is_sum
from qianyi.intake.cells.values import clean, is_blank, is_error, squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.name_cells import is_person, stops
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.outside.notes import ties
from qianyi.intake.signs.day_words import kind_of, plain_signs
from qianyi.intake.signs.legend import pairs
from qianyi.patterns import pattern

_SIGNATURE: Final = (
    "合计 总计 小计 汇总 计数 求和 平均值 人数 人次 制表 填表 审核 审批 签字 签名 负责人 考勤员 盖章".split()
)
_SIGNING: Final = frozenset("计总和均数次表核批字名责员章")
"""Of each of them a letter that is no mark of a day."""
_SURELY = pattern(r"(?:合计|总计|小计|汇总|计数|求和|平均值|人数|人次)$|[:：]$", "本月合计", "审核：")
_NOONS: Final = frozenset({"中", "中午", "午", "中班", "夜", "夜间"})
_SECTION = pattern(
    r"(?:科|室|组|队|班|部|处|股|门诊|病房|病区|院区|药房|药剂|后勤|卫生院|医院|中心|服务站|卫生所|社区|人员|职工|员工|干部|领导|医生|医师|护士|护理|"
    r"医护|医技|技师|药师|专家|成员|学员|第[一二三四五六七八九十\d]+批|[上下前后]半年)(?:\((?:共|计)?\d+[人名]\)|\d+[人名])?$",
    "内科",
    "第一组(5人)",
)
"""A line that only says what the rows below are of."""
_ORDINAL = pattern(r"[(（]?[一二三四五六七八九十ⅠⅡⅢⅣⅤA-Z]+[)）]?[、.．]?|(?:共|计)?\d+[人名]", "（一）", "5人")
"""What stands beside it, before the days."""


PERSON_LINE: Final = "人员"
NAMELESS_LINE: Final = "没有姓名"
BLANK_LINE: Final = "空行"
SIGNED_LINE: Final = "合计或签字"
LONE_TEXT: Final = "只有一行文字"
ASIDE_LINE: Final = "说明、图例"


class Lines:
    """Tells the rows below a block's headings apart."""

    def __init__(self, table: Table, block: Block, context: Context) -> None:
        self.table, self.rows, self.context = table, table.rows, context
        self.column = block.columns["name"]
        self.halves = _half_column(table, block)
        self.first, self.last = block.days[0][0], block.days[-1][0] + 1
        self.name = ""
        """The name in the row last told to be a person's."""
        self._in_pivot = False
        self._few = self.last - self.first - 3
        self._plain = context.plain_names
        self._names: dict[Value, str] = {}
        self.tailed: dict[Value, str] = {}
        """Cells that are read as a name without the bracket behind it."""

    def classify(self, r: int) -> str:
        """What a row is: `PERSON_LINE` (with `name`), `NAMELESS_LINE`, or why it is neither."""
        row = self.rows[r]
        value = row[self.column] if self.column < len(row) else ""
        if self._in_pivot:
            self._in_pivot = not all(map(is_blank, row))
            return SIGNED_LINE if self._in_pivot else BLANK_LINE
        name = self._plain.get(value) or self._names.get(value)
        if name is None:
            kind = self._nameless(r, row) if value == "" else self._by_name(row, value)
            if kind != PERSON_LINE:
                return kind
            name = self._named(value)
            names = self._plain if name == value and is_person(value) else self._names
            names[value] = name
        label = row[0]
        if row.count("") > self._few or len(row) < self.last or (isinstance(label, str) and len(label) > 2):
            doubt = self._doubted(row, name)  # of few rows
            if doubt:
                return doubt
        self.name = name
        return PERSON_LINE

    def _named(self, value: Value) -> str:
        """The name as the roster has it."""
        text = clean(value)
        name = self.context.person(text)
        if name != text and name != person_name(text):
            self.tailed[value] = name
        return name

    def _marks(self, row: list[Value]) -> list[Value]:
        return row[self.first : self.last]

    def _nameless(self, r: int, row: list[Value]) -> str:
        """What a row without a name is."""
        marks = self._marks(row)
        half = self.halves.half(row) if self.halves is not None else None
        if half is not None and (r in self._beneath or any(not is_blank(mark) for mark in marks)):
            return NAMELESS_LINE  # it says which half of the day it is
        if not _marked(marks):
            if all(map(is_blank, row)):
                return BLANK_LINE
            return SIGNED_LINE if _signed(row, -1) else ASIDE_LINE
        return SIGNED_LINE if _signed(row, -1, surely=_repeated(marks)) else NAMELESS_LINE

    @cached_property
    def _beneath(self) -> set[int]:
        """The rows into which a mark of the row above is merged."""
        areas = (area for area in self.table.merged if area[0] < area[2] and self.first <= area[1] < self.last)
        return {r for area in areas for r in range(area[0] + 1, area[2] + 1)}

    def _by_name(self, row: list[Value], value: Value) -> str:
        """What a row is by what stands for its name."""
        if is_pivot(value):
            self._in_pivot = True
            return SIGNED_LINE
        if is_person(value):
            return PERSON_LINE
        marks = self._marks(row)
        if not _odd_name(value, marks):
            return ASIDE_LINE
        if _signed(row, self.column, surely=_repeated(marks)):
            return SIGNED_LINE
        return NAMELESS_LINE if is_error(value) or _is_nobody(squeeze(clean(value))) else PERSON_LINE

    def _doubted(self, row: list[Value], name: str) -> str:
        """Why a row with a name is no person's, "" where it is one: few marks, and words of totals or of signatures."""
        label, blanks = row[0], row.count("")
        short = not isinstance(label, str) or len(label) <= 2
        if blanks > self._few or len(row) < self.last:  # else there are marks enough among the days
            marks = self._marks(row)
            blanks = marks.count("") + self.last - self.first - len(marks)
        if blanks > self._few and _SECTION.search(name) and self._is_section(row, name):
            return LONE_TEXT
        if (short and blanks <= self._few) or not _signed(row, self.column):
            return ""
        return SIGNED_LINE if not any(self._marks(row)) or _signed(row, self.column, surely=True) else ""

    def _is_section(self, row: list[Value], name: str) -> bool:
        """Whether a name that may be a group's stands alone: nobody's of the roster, no marks, beside it at most 一 or 5人
        and sums of nothing."""
        others = [(c, cell) for c, cell in enumerate(row) if c != self.column and not is_blank(cell)]
        plain = (
            not isinstance(cell, str) if c >= self.last else isinstance(cell, str) and _ORDINAL.fullmatch(squeeze(cell))
            for c, cell in others
            if c not in range(self.first, self.last)
        )
        marks = any(c in range(self.first, self.last) for c, _ in others)
        return not marks and all(plain) and not self.context.is_on_roster(name)


def _is_nobody(text: str) -> bool:
    """Whether what stands for a name beside marks names nobody: a day's word, a sum's, a group's, a mere sign."""
    if kind_of(text) is not None or not any(map(str.isalpha, text)):
        return True
    group = text.endswith(":") and _SECTION.search(text[:-1]) is not None
    return group or stops(text) or is_sum(text) or is_group_sum(text)


def _odd_name(value: Value, marks: list[Value]) -> bool:
    """Whether what stands for a name beside marks can be none, and is no word of a total, a note or a legend either
    (李小满★, 1.李小满, 〃): such a row is told of, never passed over."""
    text = squeeze(clean(value))
    if not _marked(marks):
        return False
    if stops(text) or any(is_other(text) for is_other in (is_sum, is_group_sum, ties)):
        return (is_sum(text) or _repeated(marks)) and _only_marks(marks)
    if kind_of(text) is not None:  # 夜班 as a row of its own, or a line of the legend
        return _repeated(marks)
    filled = [mark for mark in marks if not is_blank(mark)]
    spelt = any("\u3400" <= letter <= "\u9fff" for letter in text)
    if spelt and not text.endswith(":"):
        return len(filled) > 2 or not pairs(text)
    return len(set(filled)) < len(filled) or (spelt and _only_marks(marks))  # else 院长： 王某, or a legend's signs


def _only_marks(cells: list[Value]) -> bool:
    """Whether all that stands among the days is plain marks: no numbers, no names, nothing that is spelt out."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return all(isinstance(cell, str) and len(cell) < 5 and _is_mark(sign(cell)) for cell in filled)


def _is_mark(text: str) -> bool:
    return text in plain_signs() or is_symbol(text)


def _signed(row: list[Value], name_column: int, *, surely: bool = False) -> bool:
    """Whether a row is a total or a line of signatures; `surely`: no person's post (科室负责人) or remark."""
    texts = (squeeze(v) for c, v in enumerate(row) if isinstance(v, str) and v and c != name_column)
    signed = (text for text in texts if not _SIGNING.isdisjoint(text) and any(word in text for word in _SIGNATURE))
    return any(not surely or _SURELY.search(text) is not None for text in signed)


def _marked(cells: list[Value]) -> bool:
    """Whether the day cells of a row without a name hold marks: no sums, no notes, no legend."""
    texts = [v for v in cells if isinstance(v, str) and v and not v.isspace()]
    short = [text for text in texts if len(text) < 5]
    if not short or _legend(texts):
        return False
    return all(len(text) <= 12 for text in texts) or _repeated(cells)


def _repeated(cells: list[Value]) -> bool:
    """Whether most of the texts among the days are short and some repeat: marks beyond doubt."""
    texts = [v for v in cells if isinstance(v, str) and v and not v.isspace()]
    short = [text for text in texts if len(text) < 5]
    return len(short) * 2 > len(texts) and len({*short}) < len(short)


def _legend(texts: list[str]) -> bool:
    """Whether the texts of a row are a small table of signs and whole words, each once; a row of marks repeats them."""
    found = pairs(" ".join(texts))
    signs = {sign for sign, word, _ in found if len(word) > 1}
    return bool(found) and len(signs) == len(found) and len(texts) <= 2 * len(found) + 1


class HalfColumn(Struct, frozen=True):
    """The column that says which half of the day a row is, and in which pair of words (上午 and 下午, 早 and 晚 …)."""

    column: int
    pair: int

    def half(self, row: list[Value]) -> int | None:
        """0 for a row of mornings, 1 for one of afternoons, None where it does not say."""
        found = label(row[self.column]) if self.column < len(row) else None
        return found[1] if found is not None and found[0] == self.pair else None


def _half_column(table: Table, block: Block) -> HalfColumn | None:
    """The column that says 上午 or 下午, None where there is none. 早, 中 and 晚 are no two halves."""
    days = {column for column, _ in block.days}
    seen: dict[tuple[int, int], set[int]] = {}
    noons = set()
    for row in table.rows[block.last + 1 : min(block.end, block.last + 13)]:
        for c, value in enumerate(row[: block.days[-1][0]]):
            if c in days or not isinstance(value, str) or not value:
                continue
            if (half := label(value)) is not None:
                seen.setdefault((c, half[0]), set()).add(half[1])
            elif squeeze(value) in _NOONS:
                noons.add(c)
    whole = (HalfColumn(*place) for place, halves in seen.items() if len(halves) == 2)
    return next((found for found in whole if found.column not in noons or found.pair == 0), None)
