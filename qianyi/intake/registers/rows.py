"""Which rows below a heading are data: no blanks, totals, notes, signatures, nor headings printed again."""

from __future__ import annotations

from collections.abc import Iterator

from qianyi.intake.cells.sums import is_group_sum, is_sum
from qianyi.intake.cells.values import level_text, squeeze
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import Heading, heading_texts, needed
from qianyi.patterns import pattern

_NOTE = pattern(r"(?:注|附注|备注|说明|填表说明|填报说明|注意|注意事项|附)\d*(?:$|[:：.、])")
_SIGN = pattern(
    r"(?:制表|填表|填报|审核|审批|签字|签名|盖章|负责|主管|经办|复核).{0,12}[:：]"
    r"|.{0,14}(?:人|章|签|日期|时间|电话|领导|单位|部门|意见)(?:\(.*?\))?[:：]"
)
_NOTHING = pattern(
    r"(?:本月|当月|本期|本季度|本年度?|\d{1,2}月份?)?(?:暂|均|全体)?(?:无|没有|未发生)"
    r"(?:人员?|请假|情况|培训|带教|活动|记录|此项|工作量|登记|内容|发生|数据|进修|督导|查岗|[及和、])*。?"
)
_GROUPS = ("serial", "name", "subject", "institution", "recipient", "support", "month", "period")
"""Fields by which people group rows: behind such a value Excel writes 汇总 or 计数."""
_TITLES = (("name", "indicators"), ("subject", "indicators"), ("institution", "milestones"))
"""Of these, what holds the names of things, not of people or institutions: 处方合格率 is one."""
_PROSE = pattern(r"[※*★]|.{13}")


def is_note(text: str) -> bool:
    """Whether a row's first text begins a note or a line of signatures."""
    flat = squeeze(text)
    return _NOTE.match(flat) is not None or _SIGN.match(flat) is not None


def says_nothing(row: list[Value]) -> bool:
    """Whether a row only says that there is nothing to tell (无, 本月无): the register is given, and empty."""
    texts = [value for value in row if value != "" and not isinstance(value, (int, float))]
    return bool(texts) and all(isinstance(text, str) and _NOTHING.fullmatch(squeeze(text)) for text in texts)


def data_rows(table: Table, heading: Heading, last: int) -> Iterator[int]:
    """The rows of data from below the heading to `last`, excluded.

    After a note only a row that names somebody and gives more counts as data again.
    """
    columns = heading.columns
    key = columns.get("name", columns.get("subject"))
    month = columns.get("month")
    groups = [columns[field] for field in _GROUPS if field in columns and (field, heading.kind) not in _TITLES]
    must = {columns.get(field) for field in needed(heading.kind)} | {key}
    telling = {column for field, column in columns.items() if field != "serial"} | heading.criteria.keys()
    heads = [_trimmed(table.rows[row]) for row in range(heading.rows[0], heading.rows[1] + 1)]
    starts = {next((text for text in head if text), "") for head in heads}
    computed = {row for row, column in table.unstored if column in telling}
    in_notes = False
    for number in range(heading.first_data_row, last):
        row = table.rows[number]
        filled = [c for c, value in enumerate(row) if value != "" and not (isinstance(value, str) and value.isspace())]
        first = row[filled[0]] if filled else ""
        if 0 < len(filled) < 4 and says_nothing(row):
            continue
        if isinstance(first, str) and first:
            if level_text(first) in starts and _trimmed(row) in heads:
                continue
            if is_note(first):
                in_notes = True
                continue
            if is_sum(first):
                continue
            alone = len(filled) == 1 and number not in computed
            if alone and (filled[0] not in must or (filled[0] == key and _PROSE.match(squeeze(first)))):
                continue  # a line of prose, the name of a section
        known = [column for column in filled if column in telling]
        if not known and number not in computed:
            continue
        if key is not None and key in filled and is_sum(row[key]):
            continue
        if month is not None and month in filled and is_sum(row[month]):
            continue
        if any(column in filled and is_group_sum(row[column]) for column in groups):
            continue
        if in_notes and (len(known) < 3 or (key is not None and key not in known)):
            continue
        in_notes = False
        yield number


def _trimmed(row: list[Value]) -> list[str]:
    texts = heading_texts(row)
    while texts and not texts[-1]:
        texts.pop()
    return texts
