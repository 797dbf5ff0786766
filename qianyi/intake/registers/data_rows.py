"""Which rows below a heading are data: no blanks, totals, notes, signatures, nor headings printed again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qianyi.intake.cells.sums import is_count, is_group_sum, is_pivot, is_sum
from qianyi.intake.cells.values import level_text, squeeze
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.outside.notes import ties
from qianyi.intake.registers.headings import TableHeading, heading_texts, needed
from qianyi.patterns import pattern

_NOTE = pattern(r"(?:注|附注|备注|说明|填表说明|填报说明|注意|注意事项|附)\d*(?:$|[:：.、])", "注：", "填表说明")
_NOTE_BEGINS = frozenset("注附备说填")
_SIGN = pattern(
    r"(?:制表|填表|填报|审核|审批|签字|签名|盖章|负责|主管|经办|复核).{0,12}[:：]"
    r"|.{0,14}(?:人|章|签|日期|时间|电话|领导|单位|部门|意见)(?:\(.*?\))?[:：]",
    "审核人：",
    "填报单位(盖章)：",
)
_NOTHING = pattern(
    r"(?:本月|当月|本期|本季度|本年度?|全年|\d{1,2}月份?)?(?:暂|均|全体)?(?:无|没有|未发生)"
    r"(?:人员?|请假|情况|培训|带教|活动|记录|此项|工作量|登记|内容|发生|数据|进修|督导|查岗|[及和、])*。?",
    "本月无",
    "6月份无请假人员",
)
_NO = frozenset("无没未")
_GROUPS = ("serial", "name", "subject", "institution", "recipient", "support", "month", "period")
"""Fields by which people group rows: behind such a value Excel writes 汇总 or 计数."""
_TITLES = (("name", "indicators"), ("subject", "indicators"), ("institution", "milestones"))
"""Of these, what holds the names of things, not of people or institutions: 处方合格率 is one."""
_PROSE = pattern(r"[※*★]|.{13}|.+(?:卫生院|医院|保健院|中心|服务站|卫生室|门诊部?|科室?)$", "※", "甲镇卫生院")
"""What stands alone where names do and is none: a note, or whose the rows below are."""

_DATA: Final = ""
_BLANK: Final = "空行"
_HEADING_AGAIN: Final = "重复的表头"
_NOTE_ROW: Final = "说明或签字"
_TOTAL: Final = "合计"
_LONE_TEXT: Final = "只有一行文字"
_NONE_GIVEN: Final = "写明没有"
_OTHER: Final = "没有要用的内容"


def is_note(text: str) -> bool:
    """Whether a row's first text begins a note or a line of signatures."""
    flat = squeeze(text)
    begins = flat[:1] in _NOTE_BEGINS and _NOTE.match(flat) is not None
    return begins or (":" in flat and _SIGN.match(flat) is not None)


def is_empty_row(row: list[Value]) -> bool:
    """Whether a row only says that there is nothing to tell (无, 本月无): the register is given, and empty."""
    texts = [value for value in row if value != "" and not isinstance(value, (int, float))]
    return bool(texts) and all(isinstance(text, str) and _says_nothing(squeeze(text)) for text in texts)


def _says_nothing(text: str) -> bool:
    return not _NO.isdisjoint(text) and _NOTHING.fullmatch(text) is not None


class DataRows:
    """The rows below one heading, each told apart: `_DATA`, or why it is none."""

    def __init__(self, table: Table, heading: TableHeading, last: int) -> None:
        self.table, self.heading, self.last = table, heading, last
        columns = heading.columns
        self._key = columns.get("name", columns.get("subject"))
        summed = {column for column in (self._key, columns.get("month")) if column is not None}
        fields = (field for field in _GROUPS if field in columns and (field, heading.kind) not in _TITLES)
        groups = {columns[field] for field in fields}
        self._summing = [(column, column in summed, column in groups) for column in sorted(summed | groups)]
        self._ordinary: set[Value] = set()
        """Values seen in those columns that say neither: most stand in many rows."""
        self._must = {columns.get(field) for field in needed(heading.kind)} | {self._key}
        self._telling = {column for field, column in columns.items() if field != "serial"} | heading.criteria.keys()
        self._heads = [self._trimmed(row) for row in range(heading.rows[0], heading.rows[1] + 1)]
        self._starts = {next((text for text in head if text), "") for head in self._heads}
        self._computed = {row for row, column in table.unstored if column in self._telling}
        self._in_notes = self._in_pivot = False
        self.left_out: list[tuple[int, str]] = []
        self.nothing = False
        """Whether a row seen so far says that there is nothing to tell."""

    def data(self) -> Iterator[int]:
        """The rows of data from below the heading to `last`, excluded; what else holds anything goes into `left_out`."""
        for number in range(self.heading.first_data_row, self.last):
            reason = self.classify(number)
            if reason == _DATA:
                yield number
            elif reason != _BLANK:
                self.left_out.append((number, reason))

    def classify(self, number: int) -> str:
        """What a row is. Rows are asked for in order: after a note only one that names somebody and gives more is
        data again."""
        row = self._row(number)
        filled = [c for c, value in enumerate(row) if value != "" and not (isinstance(value, str) and value.isspace())]
        self._in_pivot = bool(filled) and (self._in_pivot or is_pivot(row[filled[0]]))
        if self._in_pivot:
            return _TOTAL
        reason = self._by_first(number, row, filled) or self._by_columns(number, row, filled)
        self._in_notes = reason == _NOTE_ROW or (self._in_notes and reason != _DATA)
        return reason

    def _row(self, number: int) -> list[Value]:
        row = self.table.rows[number]
        span = self.heading.span
        return row if span is None else [value if span[0] <= c < span[1] else "" for c, value in enumerate(row)]

    def _by_first(self, number: int, row: list[Value], filled: list[int]) -> str:
        """What the first cell says a row is, "" where it says nothing."""
        if 0 < len(filled) < 4 and is_empty_row(row):
            self.nothing = True
            return _NONE_GIVEN
        first = row[filled[0]] if filled else ""
        if not (isinstance(first, str) and first):
            return ""
        if level_text(first) in self._starts and self._trimmed(number) in self._heads:
            return _HEADING_AGAIN
        if is_note(first) or (len(filled) < 3 and ties(first)):
            return _NOTE_ROW
        if is_sum(first):
            return _TOTAL
        alone = len(filled) == 1 and number not in self._computed
        if alone and (filled[0] not in self._must or (filled[0] == self._key and _PROSE.match(squeeze(first)))):
            return _LONE_TEXT
        return ""

    def _by_columns(self, number: int, row: list[Value], filled: list[int]) -> str:
        """What its columns say a row is."""
        known = [column for column in filled if column in self._telling]
        if not known and number not in self._computed:
            return _OTHER if filled else _BLANK
        key = self._key
        if key is not None and key < len(row) and is_count(row[key]) and not self._must <= {*known, None}:
            return _TOTAL
        if self._sums(row):
            return _TOTAL
        if self._in_notes and (len(known) < 3 or (self._key is not None and self._key not in known)):
            return _NOTE_ROW
        return _DATA

    def _sums(self, row: list[Value]) -> bool:
        """Whether a cell of names or groups says that the row sums or counts."""
        for column, alone, behind in self._summing:
            value = row[column] if column < len(row) else ""
            if value in self._ordinary:
                continue
            as_word, as_group = is_sum(value), is_group_sum(value)
            if (alone and as_word) or (behind and as_group):
                return True
            if not (as_word or as_group):
                self._ordinary.add(value)
        return False

    def _trimmed(self, number: int) -> list[str]:
        texts = heading_texts(self._row(number))
        while texts and not texts[-1]:
            texts.pop()
        return texts
