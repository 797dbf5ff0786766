"""Which rows of a grid are people: not 合计, signatures, notes or repeated headings; 上午/下午 rows put together."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.halves import label
from qianyi.intake.cells.names import person_name
from qianyi.intake.cells.sums import is_group_sum, is_pivot, is_sum
from qianyi.intake.cells.values import DITTO, clean, is_blank, squeeze
from qianyi.intake.context import STORE_IT, Context
from qianyi.intake.grid.legend_cells import is_two_rows
from qianyi.intake.grid.name_cells import is_person, stops
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.outside.notes import ties
from qianyi.intake.signs.day_words import kind_of
from qianyi.intake.signs.legend import pairs
from qianyi.patterns import pattern

_SIGNATURE = pattern(
    r"合计|总计|小计|汇总|计数|求和|平均值|人数|人次|制表|填表|审核|审批|签字|签名|负责人|考勤员|盖章", "审核人"
)
_SURELY = pattern(r"(?:合计|总计|小计|汇总|计数|求和|平均值|人数|人次)$|[:：]$", "本月合计", "审核：")
_NOONS: Final = frozenset({"中", "中午", "午", "中班", "夜", "夜间"})
_SECTION: Final = tuple("科 科室 门诊 门诊部 病房 病区 药房 办公室 卫生院 医院 中心 服务站 卫生室".split())
"""A line that only says what the rows below are of."""


class PersonRow(Struct):
    """A person of a block and where their marks stand."""

    name: str
    row: int
    afternoon: int | None = None
    support: str | None = None
    recipient: str | None = None
    halved: bool = False
    """The row is marked 上午: the afternoon stands in the row below, or nowhere."""
    late: bool = False
    """There is a row for the afternoon only."""

    @property
    def last(self) -> int:
        """The last row of the person."""
        return self.row if self.afternoon is None else self.afternoon


def people_rows(table: Table, block: Block, context: Context) -> list[PersonRow]:
    """The people of a block in row order. A row with marks and no name is told of (I004)."""
    lines = Lines(table, block, context)
    people: list[PersonRow] = []
    loose: list[int] = []
    for r in range(block.last + 1, min(block.end, len(table.rows))):
        kind = lines.classify(r)
        if kind == _PERSON:
            people.append(PersonRow(lines.name, r))
        elif kind == _NAMELESS and r - 1 in loose and is_two_rows(table.rows[r - 1], table.rows[r]):
            loose.remove(r - 1)
            block.left_out += [(r - 1, _ASIDE_ROW), (r, _ASIDE_ROW)]
        elif kind == _NAMELESS:
            loose.append(r)
        elif kind != _BLANK:
            block.left_out.append((r, kind))
    if lines.halves is not None:
        people = _by_label(table, people, loose, lines.halves)
        person_rows = {r for person in people for r in (person.row, person.last)}
        _report_nameless(table, block.columns["name"], [r for r in loose if r not in person_rows], context)
    elif loose:
        people = _second_rows(table, block, people, loose, context)
    return _institutions(table, block, people, context)


_PERSON: Final = "人员"
_NAMELESS: Final = "没有姓名"
_BLANK: Final = "空行"
_SIGNED: Final = "合计或签字"
_LONE_TEXT: Final = "只有一行文字"
_ASIDE_ROW: Final = "说明、图例"


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

    def classify(self, r: int) -> str:
        """What a row is: `_PERSON` (with `name`), `_NAMELESS`, or why it is neither."""
        row = self.rows[r]
        value = row[self.column] if self.column < len(row) else ""
        if self._in_pivot:
            self._in_pivot = not all(map(is_blank, row))
            return _SIGNED if self._in_pivot else _BLANK
        name = self._plain.get(value) or self._names.get(value)
        if name is None:
            kind = self._nameless(row) if value == "" else self._by_name(row, value)
            if kind != _PERSON:
                return kind
            name = self._named(r, clean(value))
            names = self._plain if name == value and is_person(value) else self._names
            names[value] = name
        return self._doubted(row, name) or self._person(name)

    def _named(self, r: int, text: str) -> str:
        """The name as the roster has it; a bracket behind it that was left out is told of (I005)."""
        name = self.context.person(text)
        if name != text and name != person_name(text):
            cell = Cell(Sheet(self.table.path, self.table.name, self.table.order, "grid"), r, self.column)
            self.context.note("I005", f"姓名“{text}”已按“{name}”读取。", cell, person=name)
        return name

    def _person(self, name: str) -> str:
        self.name = name
        return _PERSON

    def _marks(self, row: list[Value]) -> list[Value]:
        return row[self.first : self.last]

    def _nameless(self, row: list[Value]) -> str:
        """What a row without a name is."""
        marks = self._marks(row)
        half = self.halves.half(row) if self.halves is not None else None
        if half is not None and any(not is_blank(mark) for mark in marks):
            return _NAMELESS  # it says which half of the day it is
        if not _marked(marks):
            if all(map(is_blank, row)):
                return _BLANK
            return _SIGNED if _signed(row, -1) else _ASIDE_ROW
        return _SIGNED if _signed(row, -1, surely=_repeated(marks)) else _NAMELESS

    def _by_name(self, row: list[Value], value: Value) -> str:
        """What a row is by what stands for its name."""
        if is_pivot(value):
            self._in_pivot = True
            return _SIGNED
        if is_person(value):
            return _PERSON
        marks = self._marks(row)
        if not _odd_name(value, marks):
            return _ASIDE_ROW
        if _signed(row, self.column, surely=_repeated(marks)):
            return _SIGNED
        nobody = kind_of(squeeze(clean(value))) is not None or not any(map(str.isalpha, clean(value)))
        return _NAMELESS if nobody else _PERSON

    def _doubted(self, row: list[Value], name: str) -> str:
        """Why a row with a name is no person's, "" where it is one: few marks, and words of totals or of signatures."""
        label, blanks = row[0], row.count("")
        short = not isinstance(label, str) or len(label) <= 2
        if short and blanks <= self._few and len(row) >= self.last:
            return ""  # nearly every row
        if blanks > self._few or len(row) < self.last:  # else there are marks enough among the days
            marks = self._marks(row)
            blanks = marks.count("") + self.last - self.first - len(marks)
        if blanks > self._few and name.endswith(_SECTION) and sum(cell != "" for cell in row) == 1:
            return _LONE_TEXT
        if (short and blanks <= self._few) or not _signed(row, self.column):
            return ""
        return _SIGNED if not any(self._marks(row)) or _signed(row, self.column, surely=True) else ""


def _odd_name(value: Value, marks: list[Value]) -> bool:
    """Whether what stands for a name beside marks can be none, and is no word of a total, a note or a legend either
    (李小满★, 1.李小满, 〃): such a row is told of, never passed over."""
    text = squeeze(clean(value))
    if not _marked(marks) or stops(text) or any(is_other(text) for is_other in (is_sum, is_group_sum, ties)):
        return False
    if kind_of(text) is not None:  # 夜班 as a row of its own, or a line of the legend
        return _repeated(marks)
    filled = [mark for mark in marks if not is_blank(mark)]
    if any("\u3400" <= sign <= "\u9fff" for sign in text) and not text.endswith(":"):
        return len(filled) > 2 or not pairs(text)
    return len(set(filled)) < len(filled)  # else 院长： 王某, or the signs of a legend


def _signed(row: list[Value], name_column: int, *, surely: bool = False) -> bool:
    """Whether a row is a total or a line of signatures; `surely`: no person's post (科室负责人) or remark."""
    texts = (squeeze(v) for c, v in enumerate(row) if isinstance(v, str) and v and c != name_column)
    return any(_SIGNATURE.search(text) and (not surely or _SURELY.search(text)) for text in texts)


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


def _by_label(table: Table, people: list[PersonRow], loose: list[int], column: HalfColumn) -> list[PersonRow]:
    """People of two labelled rows; the name in one of them, repeated, or merged over both."""
    named = {person.row: person.name for person in people}
    out: list[PersonRow] = []
    morning: tuple[int, str | None] | None = None  # a row that no afternoon was found for as yet
    for r in sorted([*named, *loose]):
        half = column.half(table.rows[r])
        name = named.get(r)
        if half == 1:
            top, above = morning or (r, None)
            if morning is not None and r <= top + 2 and (name is None or above in (None, name)):
                if above is not None:
                    out[-1].afternoon = r
                elif name is not None:
                    out.append(PersonRow(name, top, r, halved=True))
            elif name is not None:
                out.append(PersonRow(name, r, r, halved=True, late=True))
            morning = None
        elif name is not None:
            out.append(PersonRow(name, r, halved=half is not None))
            morning = r, name
        elif half == 0:
            morning = r, None
    return out


def _second_rows(
    table: Table, block: Block, people: list[PersonRow], loose: list[int], context: Context
) -> list[PersonRow]:
    """Rows without a name: the afternoons where every person has one; overtime hours are let be.

    A row with a serial number of its own, or whose name is a formula without result, is another person's; one that
    says 夜班 beside the days is no afternoon.
    """
    column, (a, b) = block.columns["name"], (block.days[0][0], block.days[-1][0] + 1)
    merged = {area[0] for area in table.merged if area[1] <= column <= area[3] and area[2] == area[0] + 1}
    serial = block.columns.get("serial", column)
    numbered = (r for r in loose if serial < len(table.rows[r]) and not is_blank(table.rows[r][serial]))
    alone = {r for r in numbered if r - 1 not in merged} | {r for r, c in table.unstored if c == column}
    alone |= {r for r in loose if _labelled(table.rows[r][:a], table.rows[r - 1], {serial} - {column})}
    after = {r - 1 for r in loose if r not in alone}
    paired = [person for person in people if person.row in after]
    every = len(paired) == len(people) or all(person.row in merged for person in paired)
    if paired and len(paired) == len(loose) and every:
        for person in paired:
            values = [v for v in table.rows[person.row + 1][a:b] if not is_blank(v)]
            if not all(isinstance(v, (int, float)) for v in values):
                person.afternoon = person.row + 1
        return people
    _report_nameless(table, column, loose, context)
    return people


def _labelled(cells: list[Value], above: list[Value], name_column: set[int]) -> bool:
    """Whether a row without a name says something left of the days that the person's row above does not."""
    return any(
        isinstance(v, str) and not is_blank(v) and c not in name_column and v != (above[c] if c < len(above) else "")
        for c, v in enumerate(cells)
    )


def _report_nameless(table: Table, column: int, rows: list[int], context: Context) -> None:
    """Marks of nobody: no name (I004), or a formula for one without a stored result (I006)."""
    sheet = Sheet(table.path, table.name, table.order, "grid")
    for r in rows:
        if (r, column) in table.unstored:
            fact = "姓名是公式，文件里没有存下结果，这一行没有计入"
            remedy = STORE_IT
            context.note("I006", fact, Cell(sheet, r, column), remedy=remedy)
        elif not is_blank(value := table.rows[r][column] if column < len(table.rows[r]) else ""):
            fact = f"姓名写的是“{clean(value)}”，看不出是谁，这一行的标记没有计入"
            remedy = "请写上姓名。"
            context.note("I004", fact, Cell(sheet, r, column), remedy=remedy)
        else:
            fact = "这一行有标记，却没有姓名，没有计入"
            remedy = "请补上姓名；上午、下午分两行填写的，请在旁边注明“上午”“下午”。"
            context.note("I004", fact, Cell(sheet, r, column), remedy=remedy)


def _institutions(table: Table, block: Block, people: list[PersonRow], context: Context) -> list[PersonRow]:
    """The institutions of each row; blanks as merged, or as above (I008)."""
    for name in ("support", "recipient"):
        column = block.columns.get(name)
        if column is None:
            continue
        above = ""
        covered = {
            r: area[0] for area in table.merged if area[1] <= column <= area[3] for r in range(area[0], area[2] + 1)
        }
        known: dict[Value, str] = {}
        """What a text is read as; not 同上, which is another institution each time."""
        for person in people:
            row = table.rows[person.row]
            value = row[column] if column < len(row) else ""
            if value == "" and person.afternoon is not None:
                later = table.rows[person.afternoon]
                value = later[column] if column < len(later) else ""
            if value in known:
                above = known[value]
                setattr(person, name, above)
                continue
            if is_blank(value) and person.row in covered:
                value = table.rows[covered[person.row]][column]
            elif above and (is_blank(value) or (isinstance(value, str) and squeeze(value) in DITTO)):
                cell = Cell(Sheet(table.path, table.name, table.order, "grid"), person.row, column)
                stands = f"单位写着“{clean(value)}”" if not is_blank(value) else "单位空着"
                context.note(
                    "I008", f"{stands}，按“同上”读作{above}", cell, person=person.name, remedy="请补填，或合并单元格。"
                )
                value = above
            above = context.institution(value) if isinstance(value, str) and not is_blank(value) else ""
            if above:
                setattr(person, name, above)
                if squeeze(str(value)) not in DITTO:
                    known[value] = above
    return people
