"""The annexes that give points: tables of items with criteria, methods, points, whatever their layout.

A section or item cell may be merged over rows or repeated; a criterion has a row of its own or is a numbered line with
（2 分） at its end; tables that merely go on (next page, heading repeated or not) are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from qianyi.patterns import pattern
from qianyi.policy.document.columns import heading_of, label_points, points_of, roles_of, split_points
from qianyi.policy.document.elements import DocumentCell, DocumentLine, DocumentTable
from qianyi.policy.document.numbers import label_of, level
from qianyi.policy.document.outline import AnnexPart, Outline

ANNEX_NUMBERS = {"support": 2, "recipient": 3, "person": 4}
"""Whom an annex judges, and the number of its kind."""
_LOOSE = pattern(r"(?:[，,；;。]|计|得|共)\s*(\d+(?:\.\d+)?)\s*分\s*[。；;]?\s*$", "，计2分。")
_TOTAL = pattern(r"^(合计|总计|总分|小计|得分合计|合计得分)", "合计")
_NUMBERED = ("three", "one", "circled", "five", "four", "two")
_LOWER = ("four", "five", "circled")
VETO = pattern(r"不得分|不计分|得0分|计0分|记0分|为0分|按0分|零分|一票否决|扣完|本项(全部)?扣除", "本项不得分")
_QUOTED = pattern(
    r"“[^”]*”|《[^》]*》|\"[^\"]*\"|[千万百]名?医师?(下基层|下乡|支援农村卫生工程)|对口支援(活动|工作|项目)?",
    "《考核手册》",
    "对口支援工作",
)
_SPACED = pattern(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])", "组 织")
_TO_FILL_IN = pattern(
    r"[\s_]*(\d{4}|[\s_]*)年度?[\s_]*|单位[:：].*|被?(考核|评定)(单位|对象)[:：].*", "____年度", "被考核单位："
)
_CONTINUED = pattern(r"[（(]续.*", "组织管理（续）")
_SUBJECT = (
    ("person", pattern(r"人员|医师|队员|医生|专家|个人|医务", "派驻人员")),
    (
        "recipient",
        pattern(r"受援|受帮扶|接收单位|派驻单位|派驻机构|基层(医疗|卫生|机构|单位)|乡镇卫生院|受助", "受援单位"),
    ),
    ("support", pattern(r"支援|派出|选派(单位|医院|机构)|帮扶(单位|医院|机构)|牵头|派员", "支援医院")),
)


class FoundCriterion(Struct):
    """A criterion: its line as printed, its words without number and points, points (None: none written)."""

    text: str
    words: str
    points: Decimal | None
    place: str
    position: int = 0
    """Which line of its item it is, from 1; 0: the item as a whole."""
    method: str = ""
    apart: bool = False
    """Its points stand in a cell of their own, beside others of the item."""


class FoundItem(Struct):
    """An item: lines that give points, and the other lines (`rules`) that say how, or when it counts nothing."""

    title: str
    points: Decimal | None
    method: str = ""
    rows: list[FoundCriterion] = field(default_factory=list)
    rules: list[FoundCriterion] = field(default_factory=list)
    section: str = ""
    doubts: list[str] = field(default_factory=list)
    place: str = ""
    cell_points: list[Decimal] = field(default_factory=list)


class FoundSection(Struct):
    """A section with the sub-total that is written (None: none is)."""

    title: str
    points: Decimal | None
    items: list[FoundItem] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class FoundAnnex(Struct):
    """One annex. `number`: as the document has it ("" where it has none); `sure`: whether its subject is."""

    subject: str
    number: str
    title: str
    sections: list[FoundSection]
    headings: dict[str, str]
    """Of its columns, by role."""
    sure: bool = True
    total: Decimal | None = None
    place: str = ""

    @property
    def name(self) -> str:
        """How its clauses begin: 附件4."""
        return f"附件{self.number or ANNEX_NUMBERS[self.subject]}"

    def items(self) -> list[FoundItem]:
        """All items in order."""
        return [item for section in self.sections for item in section.items]


def rubrics(made: Outline) -> list[FoundAnnex]:
    """The annexes that give points, in the order of the document."""
    found: list[FoundAnnex] = []
    parts = [*made.annexes, AnnexPart("", [], made.body)]
    for part in parts:
        found += _of_part(part, made.listed.get(part.number, ""))
    return found


def _begins(current: _AnnexReader, title: str) -> bool:
    """Whether a title is another rubric's than the one that is being read."""
    return bool(title) and "续" not in title and _subject(title)[0] not in ("", current.subject)


def _of_part(part: AnnexPart, listed: str) -> Iterator[FoundAnnex]:
    current: _AnnexReader | None = None
    titles: list[str] = list(part.titles)
    for block in part.blocks:
        if isinstance(block, DocumentLine):
            if block.text.strip() and not block.note:
                titles.append(block.text.strip())
            continue
        head = heading_of(block)
        if head is None and not (current is not None and not titles and block.columns == current.columns):
            titles = []
            continue
        roles = current.roles if head is None and current is not None else head[1] if head else {}
        first = 0 if head is None else head[0]
        title = _title(titles, current is None)
        if current is None or _begins(current, title) or (head is not None and current.roles != roles):
            if current is not None:
                yield current.done()
            subject, sure = _subject(title or part.title, listed)
            current = _AnnexReader(subject, sure, part.number, title or part.title or listed, roles, block)
        current.read(block, first, roles)
        titles = []
    if current is not None:
        yield current.done()


def _title(titles: list[str], first: bool) -> str:
    """The title above a table: its last lines, a year or a unit's blank line apart."""
    kept = [text for text in titles if not _TO_FILL_IN.fullmatch(text)]
    return "".join(kept[-3:] if first else kept[-2:])


def _subject(title: str, listed: str = "") -> tuple[str, bool]:
    """Whom a title says the annex judges: the last such word of it; whether it says so clearly."""
    for text in (title, listed):
        plain = _QUOTED.sub("", level(text))
        hits = [(match.start(), name) for name, pattern in _SUBJECT for match in pattern.finditer(plain)]
        if hits:
            return max(hits)[1], True
    return "", False


class _AnnexReader:
    """Rows of one annex's tables as they come."""

    def __init__(
        self, subject: str, sure: bool, number: str, title: str, roles: dict[int, str], table: DocumentTable
    ) -> None:
        self.subject, self._sure, self._number, self._title = subject, sure, number, title
        self.roles, self.columns = roles, table.columns
        self._sections: list[FoundSection] = []
        self._total: Decimal | None = None
        self._place = table.place
        self._headings: dict[str, str] = {}
        self._cells: set[int] = set()
        self._kept: list[DocumentCell] = []  # so that no id is used twice

    def read(self, table: DocumentTable, first: int, roles: dict[int, str]) -> None:
        """The rows of a table below its heading."""
        grid = table.grid()
        if first and not self._headings:
            row = grid[first - 1]
            self._headings = {role: level(cell.text) for at, role in roles.items() if (cell := row[at]) is not None}
        by_role = {role: column for column, role in roles.items()}
        heading = first - 1
        for number, row in enumerate(grid[first:], first):
            texts = {
                column: level(cell.text) for column, cell in enumerate(row) if cell is not None and cell.row == number
            }
            if "criteria" in roles_of(texts).values():  # the heading again
                heading = number
                continue
            own = {role: row[column] for role, column in by_role.items() if column < len(row)}
            self._row({role: cell for role, cell in own.items() if cell is None or cell.row > heading})

    def _row(self, cells: dict[str, DocumentCell | None]) -> None:
        def text(role: str) -> str:
            cell = cells.get(role)
            return "" if cell is None else cell.text

        if any(_TOTAL.match(level(text(role))) for role in ("number", "section", "item", "criteria")):
            self._total = self._total or points_of(text("points"))
            return
        if not any(level(text(role)) for role in ("section", "item", "criteria", "points")):
            return
        self._enter_section(cells.get("section"), text("section"))
        item = self._enter_item(cells.get("item"), text("item"), cells.get("section"))
        fresh = {role: self._fresh(cells.get(role)) for role in ("points", "criteria", "method")}
        own = points_of(text("points")) if fresh["points"] else None
        if fresh["points"] and own is None and level(text("points")):
            item.doubts.append(f"分值写的是“{level(text('points'))}”")
        if fresh["method"] and text("method"):
            item.method = "\n".join(dict.fromkeys([*filter(None, [item.method]), _flat(text("method"))]))
        if own is not None:
            item.cell_points.append(own)
        if fresh["criteria"]:
            rows = list(_lines(cells["criteria"]))
            if own is not None and len(rows) == 1 and rows[0].points is None and not VETO.search(level(rows[0].words)):
                rows[0].points = own
            for row in rows:
                row.method = _flat(text("method"))
            item.rows += rows

    def _fresh(self, cell: DocumentCell | None) -> bool:
        """Whether a merged cell is met for the first time."""
        if cell is None or id(cell) in self._cells:
            return False
        self._cells.add(id(cell))
        self._kept.append(cell)
        return True

    def _enter_section(self, cell: DocumentCell | None, text: str) -> None:
        title, points = label_points(_flat(text))
        if not self._sections or (title and self._fresh(cell) and not self._goes_on(title)):
            self._sections.append(FoundSection(_tight(title), points))

    def _goes_on(self, title: str) -> bool:
        """Whether a title says the last section's again, as on the next page."""
        return "续" in title[-3:] or level(title) == level(_CONTINUED.sub("", self._sections[-1].title))

    def _enter_item(self, cell: DocumentCell | None, text: str, section: DocumentCell | None) -> FoundItem:
        items = self._sections[-1].items
        title, points = label_points(_flat(text))
        title = _tight(title)
        new = self._fresh(cell) and bool(title) and not title.endswith(("续", "续）"))
        if items and (not new or level(items[-1].title) == level(title)):
            return items[-1]
        if not title and not items:
            title = self._sections[-1].title
        items.append(FoundItem(title, points, place=cell.lines[0].place if cell and cell.lines else ""))
        if points is not None:
            items[-1].cell_points = []
        return items[-1]

    def done(self) -> FoundAnnex:
        """The annex, its lines told apart from what gives no points, its sums checked."""
        for section in self._sections:
            for item in section.items:
                _settle(item)
            _check_section(section)
        sections = [section for section in self._sections if section.items]
        return FoundAnnex(
            self.subject or "person",
            self._number,
            self._title,
            sections,
            self._headings,
            self._sure,
            self._total,
            self._place,
        )


def _flat(text: str) -> str:
    """A cell's lines as one."""
    return "".join(part.strip() for part in text.split("\n"))


def _tight(title: str) -> str:
    """A label without the blanks that only space it out."""
    return _SPACED.sub("", title).strip(" :：")


def _lines(cell: DocumentCell | None) -> Iterator[FoundCriterion]:
    """The criteria of a cell: a numbered line each, wrapped lines joined; without numbers a line that ends in points."""
    assert cell is not None
    groups: list[list[DocumentLine]] = []
    numbered = False
    for line in cell.lines:
        if line.note or not line.text.strip():
            continue
        found = label_of(line.text)
        starts = found is not None and found[0].kind in _NUMBERED
        if numbered and groups and found is not None and found[0].kind in _LOWER:
            first = label_of(groups[0][0].text)
            starts = first is not None and first[0].kind == found[0].kind
        numbered = numbered or starts
        over = bool(groups) and not numbered and split_points(groups[-1][-1].text)[1] is not None
        if starts or over or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    for group in groups:
        whole = rest = "".join(line.text.strip() for line in group)
        while (found := label_of(rest)) is not None and found[0].kind in _NUMBERED and found[1]:
            rest = found[1]
        words, points = split_points(rest)
        yield FoundCriterion(whole, words, points, group[0].place)


def _settle(item: FoundItem) -> None:
    """Lines that give points, rules that give none, the item's total; what does not come out is doubted."""
    for position, row in enumerate(item.rows, 1):
        row.position = position if len(item.rows) > 1 else 0
    given = [row for row in item.rows if row.points is not None]
    whole = item.points
    if whole is None and item.cell_points:
        whole = item.cell_points[0] if len(item.cell_points) == 1 else sum(item.cell_points, Decimal(0))
    if given and whole is not None and sum((row.points or 0 for row in given), Decimal(0)) != whole:
        _loose(item, whole)
        given = [row for row in item.rows if row.points is not None]
    if not given:
        _loose(item, whole)
        given = [row for row in item.rows if row.points is not None]
    for row in given:
        row.apart = len(item.cell_points) > 1 and len(given) > 1
    if given:
        item.rules = [row for row in item.rows if row.points is None]
        item.rows = given
        if any(not VETO.search(level(row.words)) for row in item.rules):
            item.doubts.append("有一行没有写分值")
        total = sum((row.points or Decimal(0) for row in given), Decimal(0))
        if whole is not None and whole != total:
            item.doubts.append(f"写的是 {whole} 分，各行相加是 {total} 分")
        item.points = whole if whole is not None else total
        return
    item.points = whole
    if whole is None:
        item.doubts.append("没有写分值")
    item.rules = item.rows if len(item.rows) > 1 else []
    words = item.title if item.rules else item.rows[0].words if item.rows else item.title
    item.rows = [FoundCriterion(row.text, words, whole, row.place, 0, row.method) for row in item.rows[:1]]


def _loose(item: FoundItem, whole: Decimal | None) -> None:
    """Points written at the end of a line without brackets (，2分。), taken only where they come out."""
    found = [(row, _LOOSE.search(level(row.words))) for row in item.rows]
    values = [Decimal(match[1]) if match else row.points for row, match in found]
    known = [value for value in values if value is not None]
    if whole is not None and known and sum(known, Decimal(0)) == whole:
        for (row, _), value in zip(found, values, strict=True):
            row.points = value


def _check_section(section: FoundSection) -> None:
    known = [item.points for item in section.items]
    total = sum((points for points in known if points is not None), Decimal(0))
    if section.points is not None and section.points != total:
        section.doubts.append(f"写的是 {section.points} 分，各项相加是 {total} 分")
