"""A wide sheet of marks headed by the titles of the rubric in use, without ids: 姓名, then 书面请假 … A title is taken
where it is one line's, or the beginning of one line's alone; what may be several is told (I003), never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import Bad, criterion, level_text, points
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import SEARCHED, TableHeading, heading_texts
from qianyi.intake.registers.wide_marks import FIELDS, SUBJECT_HEADINGS, headed, wide_heading
from qianyi.patterns import pattern
from qianyi.policy.model import Policy
from qianyi.policy.paper_model import Wording

_NO_WORDS = Wording("")
_BETWEEN = str.maketrans(dict.fromkeys(",，、。.;；:：“”\"'·—–-"))
_POINTS_BEHIND = pattern(r"(?<!\d)\d{1,2}分$", "遵守纪律5分")
_NUMBERS = frozenset("第一二三四五六七八九十")
_NUMBERED = pattern(
    r"^(?:第?[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,2}、|\d{1,2}(?=[^\W\d_A-Za-z]))", "1.遵守纪律", "一、工作态度"
)
_LINE_BEGINS = frozenset("第123456789")
_LINE = pattern(r"第?([1-9])[.、条项)]?", "第1条", "1.")
_ASIDE = "序号 总分 合计 总计 小计 得分 平均 名次 排名 等次 等级 年龄 性别 备注 签名 签字 日期 月份 职称 职务 科室 专业 电话".split()
_LONG = 4
"""A beginning of so many letters says as much as the whole."""
_SHORTEST = 2
"""Of a sheet that says that it holds marks."""
_OF_ROLE = {"支援": "support", "派出": "support", "选派": "support", "受援": "recipient", "派驻单位": "recipient"}


class Titles(Struct, eq=False):
    """The titles of a rubric's lines, levelled, with the ids that bear them."""

    lines: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    items: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    """The lines of each item by its title; several items may bear one."""
    shortest: int = 4
    """So many letters of a beginning tell a line; fewer (查房) may count something, where nothing says that they are marks."""

    def ids(self, text: str, parent: str = "") -> set[str]:
        """The lines that a heading may mean: its title, else all of which it is the beginning or that begin it; below
        an item's title a number is the line's."""
        flat = levelled(text)
        number = _LINE.fullmatch(level_text(text)) if level_text(text)[:1] in _LINE_BEGINS else None
        if number is not None and (above := self.items.get(levelled(parent))):
            place = int(number[1]) - 1
            return {lines[place] for lines in above if place < len(lines)}
        if flat in self.lines:
            return self.lines[flat]
        if flat in self.items:
            return {id for lines in self.items[flat] for id in lines}
        if len(flat) < _SHORTEST:
            return set()
        begun = (ids for title, ids in self.lines.items() if title.startswith(flat))
        longer = (ids for title, ids in self.lines.items() if len(title) >= _LONG and flat.startswith(title))
        found = {id for ids in (*begun, *longer) for id in ids}
        return found if len(found) > 1 or len(flat) >= self.shortest else set()


class Titled(Struct):
    """What a sheet's headings say: the heading, None where no column is sure; what could not be told."""

    heading: TableHeading | None
    rows: tuple[int, int]
    doubts: list[tuple[int, str, set[str]]]
    """Column, heading, the lines that it may mean (none: no line's)."""


def levelled(text: str) -> str:
    """A title without brackets, signs, a leading number and the points behind it."""
    flat = level_text(text)
    if flat[:1] in _NUMBERS or flat[:1].isdecimal():
        flat = _NUMBERED.sub("", flat)
    if flat.endswith("分"):
        flat = _POINTS_BEHIND.sub("", flat)
    return flat if flat.isalnum() else flat.translate(_BETWEEN)


def titles_of(policy: Policy, subjects: frozenset[str], *, said: bool) -> Titles:
    """The titles of the annexes that judge these subjects, also in the words of the county's own document. An item of one
    line names it as well. `said`: the sheet's title or name says that it holds marks."""
    found = Titles(shortest=_SHORTEST if said else _LONG)
    own = policy.wording or _NO_WORDS
    for annex in policy.annexes.values():
        for item in annex.items() if annex.subject in subjects else ():
            lines = [line.id for line in item.lines]
            for line in item.lines:
                found.lines[levelled(line.title)].add(line.id)
                if line.id in own.lines:
                    found.lines[levelled(own.lines[line.id].text)].add(line.id)
            for title in {item.title, item.short, own.titles.get(item.id, "")} - {""}:
                if len(lines) == 1:
                    found.lines[levelled(title)].add(lines[0])
                else:
                    found.items[levelled(title)].append(lines)
    return found


def line_called(value: Value, policy: Policy, *, person: bool) -> str:
    """The one line of a rubric that a text is the title of, or begins alone. Raises Bad with what is wrong of it, as of a
    text without an id, where there is not just one."""
    titles = titles_of(policy, frozenset({"person"} if person else {"support", "recipient"}), said=True)
    ids = titles.ids(value) if isinstance(value, str) else set()
    if len(ids) == 1:
        return ids.pop()
    if ids:
        raise Bad(f"可以是细则的 {_listed(ids)}，请写条款编号")
    criterion(value)
    raise Bad("没有条款编号，请写成 4.2.1 这样的编号")


def find_titled(table: Table, context: Context, *, said: bool) -> Titled | None:
    """What a sheet is read as by titles alone, None where it is no sheet of marks. `said`: its title or name says that
    it is one: then a single column is enough."""
    for top, texts in enumerate(map(heading_texts, table.rows[:SEARCHED])):
        subject = next((texts.index(name) for name in SUBJECT_HEADINGS if name in texts), None)
        if subject is None:
            continue
        found = _below(table, top, texts, subject, context, said=said)
        sure = len(found.heading.criteria) if found.heading is not None else 0
        open_ones = sum(bool(ids) for _, _, ids in found.doubts)
        if sure + open_ones > (0 if said else 1) and (sure or said):
            return found
    return None


def _below(table: Table, top: int, texts: list[str], subject: int, context: Context, *, said: bool) -> Titled:
    bottom = headed(table, top, subject)
    heads = dict(_heads(table, top, bottom, subject))
    titles = _annex_meant(context.policy, texts[subject], heads, said=said)
    criteria: dict[int, str] = {}
    doubts: list[tuple[int, str, set[str]]] = []
    seen: dict[str, int] = {}
    for column, (text, parent) in heads.items():
        if text == texts[subject]:
            seen.clear()  # another page begins
            continue
        ids = titles.ids(text, parent)
        if len(ids) != 1:
            if ids or _holds_points(table, bottom, column):
                doubts.append((column, text, ids))
            continue
        (id,) = ids
        if levelled(text) not in titles.lines and not _holds_points(table, bottom, column, blank=True):
            continue  # 在岗情况说明: words stand below it
        if id in seen:  # the same line twice
            doubts += [(place, text, ids) for place in (seen[id], column)]
            criteria.pop(seen[id], None)
            continue
        seen[id] = column
        criteria[column] = id
    heading = wide_heading(texts, subject, (top, bottom), criteria) if criteria else None
    return Titled(heading, (top, bottom), doubts)


def _annex_meant(policy: Policy, subject: str, heads: Mapping[int, tuple[str, str]], *, said: bool) -> Titles:
    """The titles of the annex that a sheet is about: of people, of the institutions that its heading names, else of
    the one in which most of its columns are found."""
    if "姓名" in subject:
        return titles_of(policy, frozenset({"person"}), said=said)
    for word, role in _OF_ROLE.items():
        if word in subject:
            return titles_of(policy, frozenset({role}), said=said)
    roles = ("support", "recipient", *(("person",) if "对象" in subject else ()))
    each = [titles_of(policy, frozenset({role}), said=said) for role in roles]
    counts = [sum(bool(titles.ids(*head)) for head in heads.values()) for titles in each]
    if counts.count(max(counts)) == 1:
        return each[counts.index(max(counts))]
    return titles_of(policy, frozenset(roles), said=said)


def _heads(table: Table, top: int, bottom: int, subject: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Column → its lowest heading and the one above it (a merged one's, from its first column)."""
    rows = [heading_texts(row) for row in table.rows[top : bottom + 1]]
    figures = [
        [str(v)[:2].rstrip(".") if isinstance(v, float) else "" for v in row] for row in table.rows[top : bottom + 1]
    ]
    parent = ""
    for column in range(subject + 1, max(map(len, rows), default=0)):
        stack = [row[column] or number[column] for row, number in zip(rows, figures, strict=True) if column < len(row)]
        filled = [text for text in stack if text]
        if len(stack) > 1 and stack[0]:
            parent = stack[0]
        if filled and filled[-1] not in FIELDS and not any(word in filled[-1] for word in _ASIDE):
            yield column, (filled[-1], parent if len(rows) > 1 else "")


def _holds_points(table: Table, bottom: int, column: int, *, blank: bool = False) -> bool:
    """Whether what stands below a heading are numbers that may be points; `blank`: or nothing does."""
    below = [row[column] for row in table.rows[bottom + 1 : bottom + 30] if column < len(row) and row[column] != ""]
    try:
        return (blank or bool(below)) and all(0 <= (points(value) or 0) <= 30 for value in below)
    except Bad:
        return False


def _listed(ids: set[str]) -> str:
    return "、".join(sorted(ids, key=lambda id: [int(part) for part in id.split(".")]))


def report_doubts(table: Table, titled: Titled, context: Context) -> None:
    """I003 for the columns whose line cannot be told: a warning where others are read, an error where none is."""
    sheet = Sheet(table.path, table.name, table.order, "marks")
    for column, text, ids in titled.doubts:
        if ids:
            several = _listed(ids)
            fact = f"评分表的“{text}”一列可以是细则的 {several}，看不出是哪一行，没有采用"
            if len(ids) == 1:
                fact = f"评分表有两列都像细则的 {several}（“{text}”），看不出以哪一列为准，都没有采用"
        else:
            fact = f"评分表的“{text}”一列对不上细则的任何一行，没有采用"
        cell = Cell(sheet, titled.rows[1], column)
        remedy = "请在表头写上条款编号，如 4.2.1；不是评分的列可以不管。"
        context.note(
            "I003",
            fact,
            cell,
            severity="" if titled.heading is None else "warning",
            remedy=remedy,
            key=f"{text}{column}",
        )
