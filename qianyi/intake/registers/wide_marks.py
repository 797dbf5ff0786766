"""The heading of a wide sheet of marks: 姓名 or 单位, then a column a criterion (4.2.1, 4.2.2 …)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from msgspec import structs

from qianyi.dossier.registers import COMPUTED, REGISTERS
from qianyi.intake.cells.values import clean, is_blank, squeeze
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import TableHeading
from qianyi.patterns import pattern

SUBJECT_HEADINGS = tuple(
    "对象 评定对象 姓名 派驻人员姓名 支援人员姓名 人员姓名 单位 单位名称 机构 机构名称 支援单位 受援单位".split()
)
_OTHERS = {
    "support": "支援单位 派出单位 选派单位",
    "recipient": "受援单位 派驻单位",
    "assessor": "评定人 评分人",
    "evidence": "依据 评分依据",
    "role": "角色",
}
_ID = pattern(r"[1-9](?:\s*\.\s*\d{1,2}){1,3}(?![\d.])", "4.2.1", "2.1.1.3 院领导督导")
"""4.1, 4.2.1, 2.1.1.3; no date (2022.6.14, 6.14.2022)."""
_ASIDE = pattern(
    r"(?:应|实|合计)?(?:扣分|减分|扣减分?)(?:值|数|情况|项|原因|理由|依据)?|(?:个人|本人|单位)?自(?:评|查|测)(?:得?分|情况)?"
    r"|满分|分值|标准分|权重|备注|说明|理由|依据|原因|(?:评分|考核)?(?:标准|说明|依据|办法|方法)|存在问题",
    "扣分",
    "自评分",
)
"""What stands beside a mark under one criterion, and is none."""
_MARK = pattern(
    r"(?:实际|最终|最后|综合|应得|实得|核定|审核|复核|初评|复评|终评|考核|考评|评定|支援单位|受援单位|派出单位|县局|卫健局)*"
    r"(?:得分|评分|评定|考评|考核|复评|终评|初评|实得分?|分数|成绩|打分)(?:分|得分|结果)?",
    "得分",
    "考评分",
)
_AROUND = ":-—_、.()[]【】"
_WIDEST = 6
"""So many columns a criterion may have at the right end of a row."""
_CRITERION = REGISTERS["marks"].column("criterion").headings
FIELDS = {heading: field for field, headings in _OTHERS.items() for heading in headings.split()}


def find_wide(table: Table, first: int, levelled: list[list[str]]) -> TableHeading | None:
    """The heading of a wide marks sheet: a subject's column and at least one column headed by a criterion id.

    `levelled` are the heading texts of the rows from `first` on. The ids may stand in a second or third heading row,
    beside the blank lower cells of a merged 姓名.
    """
    for top, texts in enumerate(levelled, first):
        seen = set(texts)
        if not seen.isdisjoint(_CRITERION):
            return None  # a long sheet; below its heading 支援单位 may be a 角色
        subject = next((texts.index(name) for name in SUBJECT_HEADINGS if name in seen), None)
        if subject is None:
            continue
        bottom = headed(table, top, subject)
        rows = [_criteria(table, row) for row in range(top, bottom + 1)]
        criteria = _deepest(rows)
        if _is_rubric(criteria):
            labelled = _labelled(table, top, rows, criteria)
            merged = [area[2] for area in table.merged if area[:2] == (top, subject)]
            while bottom > max([top, labelled, *merged]) and not _criteria(table, bottom):
                bottom -= 1
            return _without_asides(table, wide_heading(texts, subject, (top, bottom), criteria), bottom)
    return None


def _labelled(table: Table, top: int, rows: list[dict[int, str]], criteria: dict[int, str]) -> int:
    """Where the headings below an id say what each of its columns holds (扣分 | 得分, 自评 | 考评), those of marks get the
    id in its place. Returns the last row of such headings, -1 where there is none."""
    last = -1
    for r, ids in enumerate(rows[:-1], top):
        for column, end in pairwise([*ids, len(table.rows[r]) + _WIDEST]):
            labels = _labels(table, r + 1, column, _end_of(table, r, column, end))
            if not labels or criteria.get(column) != ids[column]:
                continue
            last = max(last, r + 1)
            if any(_MARK.fullmatch(text) for text in labels.values()):
                id = criteria.pop(column)
                criteria |= {c: id for c, text in labels.items() if _MARK.fullmatch(text)}
    return last


def _end_of(table: Table, row: int, column: int, end: int) -> int:
    """The column after the last that a heading may be above: those to its right are blank."""
    cells = table.rows[row]
    return next((c for c in range(column + 1, min(end, len(cells))) if not is_blank(cells[c])), end)


def _labels(table: Table, row: int, column: int, end: int) -> dict[int, str]:
    """What the headings of a row say of these columns; nothing where one is no word for a mark or what is beside it."""
    cells = enumerate(table.rows[row])
    found = {c: squeeze(v).strip(_AROUND) for c, v in cells if column <= c < end and isinstance(v, str) and v}
    known = all(_MARK.fullmatch(text) or _ASIDE.fullmatch(text) for text in found.values())
    return found if known else {}


def _without_asides(table: Table, heading: TableHeading, bottom: int) -> TableHeading:
    """The heading without the columns that hold no marks: points lost, or what people gave themselves. Where a criterion
    has no other column that is told, and where none has, the sheet has no 得分."""
    pages = heading.pages or (heading,)
    kept = tuple(structs.replace(page, **_parted(table, page, bottom)) for page in pages)
    if not any(page.criteria for page in kept):
        columns = {field: column for field, column in heading.columns.items() if field != "score"}
        columns["criterion"] = heading.columns["score"]  # there are lines, and no points for them
        return structs.replace(heading, criteria={}, columns=columns, missing=("score",), pages=())
    return structs.replace(kept[0], pages=kept if heading.pages else ())


def _parted(table: Table, page: TableHeading, bottom: int) -> dict[str, dict[Any, Any]]:
    """The criteria of a page's columns of marks, and the headings of those of criteria that have none."""
    asides = {c: text for c in page.criteria if (text := _aside(table, page.rows[0], bottom, c))}
    criteria = {c: id for c, id in page.criteria.items() if c not in asides}
    lost = {c: text for c, text in asides.items() if page.criteria[c] not in criteria.values()}
    columns = page.columns | {"score": min(criteria, default=page.columns["score"])}
    return {"criteria": criteria, "asides": lost, "columns": columns}


def _aside(table: Table, top: int, bottom: int, column: int) -> str:
    """What a column below an id holds that is no mark, "" where it holds marks."""
    cells = (row[column] for row in table.rows[top : bottom + 1] if column < len(row))
    texts = [text for value in cells if isinstance(value, str) and (text := squeeze(value))]
    for text in reversed(texts):
        said = text[len(id_of(text)) :].strip(_AROUND)
        if _ASIDE.fullmatch(said):
            return text
        if _MARK.fullmatch(said):
            return ""
    return ""


def headed(table: Table, top: int, subject: int) -> int:
    """The last heading row of a sheet whose subject's heading stands in `top`: the cells below it are blank."""
    bottom = top
    while bottom < min(top + 2, len(table.rows) - 1) and _blank(table, bottom + 1, subject):
        bottom += 1
    return bottom


def may_head(table: Table, row: int) -> bool:
    """Whether a row may be the headings of a wide sheet: an id stands in it, as text."""
    return any(isinstance(v, str) and "." in v and _ID.match(v.strip()) is not None for v in table.rows[row])


def _blank(table: Table, row: int, column: int) -> bool:
    cells = table.rows[row]
    return column >= len(cells) or is_blank(cells[column])


def id_of(value: Value) -> str:
    """The criterion id at the head of a cell, "" where there is none."""
    found = _ID.match(normalize("NFKC", clean(value)).lstrip())
    return squeeze(found[0]) if found is not None else ""


def _criteria(table: Table, row: int) -> dict[int, str]:
    """Column → the criterion id at the head of its cell in this row."""
    return {column: id for column, value in _texts(table, row) if (id := id_of(value))}


def _texts(table: Table, row: int) -> Iterable[tuple[int, Value]]:
    """What may be an id: 4.1 may be a number, a date is none; the value that `send` printed is none either."""
    cells = enumerate(table.rows[row])
    return ((c, v) for c, v in cells if v != "" and isinstance(v, (str, float, int)) and COMPUTED not in str(v))


def _deepest(rows: Iterable[dict[int, str]]) -> dict[int, str]:
    """The id of each column: below an item's (4.2 over two columns) that of the line, else the upper one."""
    found: dict[int, str] = {}
    for ids in rows:
        for column, id in ids.items():
            if column not in found or id.count(".") > found[column].count("."):
                found[column] = id
    return found


def _is_rubric(criteria: dict[int, str]) -> bool:
    """Whether these are ids of criteria and not days (4.1, 4.2 … of April) or other numbers."""
    ids = list(criteria.values())
    return any(id.count(".") >= 2 for id in ids) or ids == ["4.1"]


def wide_heading(texts: list[str], subject: int, rows: tuple[int, int], criteria: dict[int, str]) -> TableHeading:
    """The heading, with its pages where the subject's stands again and criteria behind each of them."""
    starts = [column for column, text in enumerate(texts) if text == texts[subject] and column not in criteria]
    pages = [
        _page(texts, start, (start if start != starts[0] else 0, end), rows, within)
        for start, end in pairwise([*starts, max(len(texts), *(column + 1 for column in criteria))])
        if (within := {column: id for column, id in criteria.items() if start < column < end})
    ]
    if len(pages) > 1 and len(pages) == len(starts):
        return structs.replace(pages[0], pages=tuple(pages), score=float(len(criteria)))
    return _page(texts, subject, None, rows, criteria)


def _page(
    texts: list[str], subject: int, span: tuple[int, int] | None, rows: tuple[int, int], criteria: dict[int, str]
) -> TableHeading:
    columns = {"subject": subject, "score": min(criteria)}
    first, last = span or (0, len(texts))
    for column in range(first, min(last, len(texts))):
        text = texts[column]
        if text in FIELDS and column != subject and column not in criteria:
            columns.setdefault(FIELDS[text], column)
    return TableHeading("marks", rows, columns, score=float(len(criteria)), criteria=criteria, span=span)
