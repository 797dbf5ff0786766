"""Case files: small tables that break a rule, and their twins just inside. Tests run them, `explain` prints them.

A file is Markdown: `# T201 …`, then `## 违规：…` or `## 合规：…` with option lines (政策, 截至, 年度, 命令), a toml block
(qianyi.toml), and `### file.xlsx/sheet` headings with a table each. Text above or below a table is a title or note row.
Bold cells are where the finding must point. In cells: numbers are numbers, `d:2022-06-01` a real date, `^` is merged
with the cell above, `=…` a formula without a stored result. `### file.xlsx` without a sheet is a file of that text.
`隐藏：5` behind the sheet's name hides a row.

Three lines more: `指出：2处，张三丰，错误；1处，甲镇卫生院，提醒` pins what is found (of nobody: `1处，说明`);
`名单：同上` is the roster of the case above, without its bold; `考勤：张三丰2022年6月全勤，除8日事假、**9日旷工**、13—14日空白`
is a grid 考勤.xlsx/6月 of marks on the workdays (several people: `；` between them, the month said once).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from qianyi.dossier.source import column_letters
from qianyi.patterns import pattern
from qianyi.resources import folder

BROKEN, INSIDE = "违规", "合规"
_OPTIONS = {"政策": "policy", "截至": "as_of", "年度": "year", "命令": "command"}
ROSTER = "名单：同上"
_FULL = pattern(
    r"(?P<name>.+?)(?:(?P<year>\d{4})年(?P<month>\d{1,2})月)?全勤(?:，除(?P<but>.+))?", "云中鹤2022年6月全勤，除8日事假"
)
_DAY = pattern(r"(\d{1,2})(?:[—-](\d{1,2}))?日(\D+)", "8—10日旷工")
_PIN = pattern(r"(\d+)处(?:，([^，]+))?，(错误|提醒|说明)", "1处，云中鹤，错误", "2处，提醒")
_SIGNS = {"出勤": "√", "事假": "△", "病假": "○", "旷工": "×", "空白": ""}
_NUMBER = pattern(r"-?(0|[1-9]\d*)(\.\d+)?", "-1.5")
_BOLD = pattern(r"\*\*(.*)\*\*", "**6**")
_CASE = pattern(r"^## +", "## 违规：迟了一天", flags=re.MULTILINE)
_HEAD = pattern(r"# +(\S+) *(.*)", "# T201 派驻时间不足")
_SETTINGS = pattern(r"^```toml\n(.*?)^```\n?", "```toml\npolicy = 1\n```\n", flags=re.MULTILINE | re.DOTALL)
_SHEET = pattern(r"^### +", "### 名单.xlsx/名单", flags=re.MULTILINE)
_ROSTER = pattern(
    r"^### 名单\.xlsx/名单.*?(?=^### |\Z)", "### 名单.xlsx/名单\n| 姓名 |\n", flags=re.MULTILINE | re.DOTALL
)
_RULE_LINE = pattern(r"\|[\s:|-]+\|", "|---|---|")


class CaseSheet(Struct):
    """One sheet of a case: rows of cell texts, and the bold cells (row, column), 0-based."""

    file: str
    name: str
    rows: list[list[str]] = field(default_factory=list)
    bold: set[tuple[int, int]] = field(default_factory=set)
    hidden: list[int] = field(default_factory=list)

    def marked(self) -> set[str]:
        """The bold cells as `file/sheet!A1`."""
        return {f"{self.file}/{self.name}!{column_letters(column)}{row + 1}" for row, column in self.bold}


class Case(Struct):
    """One example: what it shows, its options, its sheets, and its text as written."""

    kind: str
    """`违规` or `合规`."""
    title: str
    options: dict[str, str] = field(default_factory=dict)
    toml: str = ""
    sheets: list[CaseSheet] = field(default_factory=list)
    text: str = ""
    """As written, but for 同上, which is written out."""
    pinned: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many findings of whom (person, else institution, else nobody: empty) and of which severity's word."""

    def marked(self) -> set[str]:
        """All bold cells as `file/sheet!A1`; empty where cells are not compared."""
        return {cell for sheet in self.sheets for cell in sheet.marked()}

    @property
    def as_of(self) -> date | None:
        """截至, where the case says so."""
        text = self.options.get("as_of")
        return date.fromisoformat(text) if text else None


class CaseFile(Struct):
    """The cases of one code."""

    code: str
    title: str
    cases: list[Case]

    def first(self, kind: str) -> Case | None:
        """The first example of a kind: the one on the rule's page."""
        return next((case for case in self.cases if case.kind == kind), None)


def path_of(code: str) -> Path:
    """Where the case file of a code lies. Raises FileNotFoundError where there is none."""
    path = folder("cases") / f"{code}.md"
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return path


@cache
def title_of(code: str) -> str:
    """A rule's short name: the heading of its case file. Raises FileNotFoundError where there is none."""
    with path_of(code).open(encoding="utf-8") as file:
        return file.readline().strip().removeprefix(f"# {code}").strip()


def load(code: str) -> CaseFile:
    """The case file of a code. Raises FileNotFoundError where there is none, ValueError where it cannot be read."""
    return parse(path_of(code).read_text(encoding="utf-8"), code)


def parse(text: str, code: str) -> CaseFile:
    """Read a case file. Raises ValueError naming the line that cannot be understood."""
    head, *parts = _CASE.split(text)
    title = _HEAD.match(head)
    if title is None or title[1] != code:
        raise ValueError(f"{code}：第一行应为“# {code} …”")
    cases: list[Case] = []
    for part in parts:
        cases.append(_case(part, code, cases[-1] if cases else None))
    return CaseFile(code, title[2].strip(), cases)


def _case(part: str, code: str, above: Case | None) -> Case:
    heading, _, body = part.partition("\n")
    kind, _, title = heading.partition("：")
    if kind not in (BROKEN, INSIDE) or not title:
        raise ValueError(f"{code}：“## {heading}”应为“## 违规：…”或“## 合规：…”")
    if ROSTER in body.splitlines():
        before, mark, after = body.replace(f"{ROSTER}\n", "").partition("### ")
        body = f"{before.rstrip()}\n{_roster(above, code)}\n{mark}{after}"
    case = Case(kind, title.strip(), text=body.strip())
    toml = _SETTINGS.search(body)
    if toml:
        case.toml = toml[1]
        body = body.replace(toml[0], "")
    options, *sheets = _SHEET.split(body)
    case.sheets = [_sheet(sheet) for sheet in sheets]
    for line in filter(None, map(str.strip, options.splitlines())):
        _option(case, line, code)
    return case


def _option(case: Case, line: str, code: str) -> None:
    name, _, value = line.partition("：")
    if name in _OPTIONS:
        case.options[_OPTIONS[name]] = value.strip()
    elif name == "指出":
        for part in value.split("；"):
            pin = _PIN.fullmatch(part.strip())
            if pin is None or case.kind == INSIDE:
                raise ValueError(f"{code}：“{line}”应如“指出：1处，云中鹤，错误”，写在违规的案例里")
            case.pinned[pin[2] or "", pin[3]] = int(pin[1])
    elif name == "考勤":
        case.sheets.append(_full_month(value, code))
    else:
        raise ValueError(f"{code}：不认识“{line}”")


def _roster(above: Case | None, code: str) -> str:
    """The roster of the case above as written, without its bold."""
    found = _ROSTER.search(above.text if above else "")
    if found is None:
        raise ValueError(f"{code}：“{ROSTER}”的上一例没有名单")
    return found[0].replace("**", "").rstrip()


def _sheet(part: str) -> CaseSheet:
    heading, _, body = part.partition("\n")
    place, _, hidden = heading.partition(" 隐藏：")
    file, _, name = place.strip().partition("/")
    sheet = CaseSheet(file, name, hidden=[int(number) for number in hidden.split()])
    for line in filter(None, map(str.strip, body.splitlines())):
        if _RULE_LINE.fullmatch(line) and "-" in line:
            continue
        cells = line.strip("|").split("|") if line.startswith("|") else [line]
        texts = []
        for column, cell in enumerate(map(str.strip, cells)):
            bold = _BOLD.fullmatch(cell)
            if bold:
                sheet.bold.add((len(sheet.rows), column))
            texts.append(bold[1].strip() if bold else cell)
        sheet.rows.append(texts)
    return sheet


def _full_month(text: str, code: str) -> CaseSheet:
    """A grid of a month in which everybody was there on each workday, but for the days named."""
    import chinese_calendar

    people = [_FULL.fullmatch(part.strip()) for part in text.split("；")]
    if None in people or people[0]["year"] is None:  # type: ignore[index]
        raise ValueError(f"{code}：“考勤：{text}”应如“考勤：张三丰2022年6月全勤，除8日事假”")
    year, month = int(people[0]["year"]), int(people[0]["month"])  # type: ignore[index]
    days = range(1, monthrange(year, month)[1] + 1)
    sheet = CaseSheet("考勤.xlsx", f"{month}月", [[f"{year}年{month}月考勤表"], ["姓名", *map(str, days)]])
    for person in filter(None, people):
        signs = ["√" if chinese_calendar.is_workday(date(year, month, day)) else "" for day in days]
        for day, sign, bold in _but(person["but"] or "", code):
            signs[day - 1] = sign
            if bold:
                sheet.bold.add((len(sheet.rows), day))
        sheet.rows.append([person["name"], *signs])
    sheet.rows.append(["注：出勤√ 事假△ 病假○ 旷工×"])
    return sheet


def _but(text: str, code: str) -> Iterator[tuple[int, str, bool]]:
    """Day, sign and whether it is bold: `8日事假、**9—10日旷工**`."""
    for part in filter(None, text.split("、")):
        bold = _BOLD.fullmatch(part)
        day = _DAY.fullmatch(bold[1] if bold else part)
        if day is None:
            raise ValueError(f"{code}：“{part}”应如“8日事假”或“8—10日事假”")
        for number in range(int(day[1]), int(day[2] or day[1]) + 1):
            yield number, _SIGNS.get(day[3], day[3]), bool(bold)


def write(case: Case, target: Path) -> None:
    """Write the workbooks (and qianyi.toml) of a case into an existing folder."""
    from openpyxl import Workbook

    if case.toml:
        (target / "qianyi.toml").write_text(case.toml, encoding="utf-8")
    books: dict[str, Workbook] = {}
    for sheet in case.sheets:
        if not sheet.name:
            (target / sheet.file).write_text("\n".join("".join(row) for row in sheet.rows), encoding="utf-8")
            continue
        if sheet.file not in books:
            books[sheet.file] = Workbook()
            books[sheet.file].remove(books[sheet.file].worksheets[0])
        page = books[sheet.file].create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, 1):
            for c, text in enumerate(row, 1):
                if text not in ("", "^"):
                    page.cell(r, c, _value(text))
        for top, left, bottom in _merges(sheet.rows):
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=left + 1)
        for number in sheet.hidden:
            page.row_dimensions[number].hidden = True
    for file, book in books.items():
        book.save(target / file)


def _value(text: str) -> str | int | float | date:
    if text.startswith("d:"):
        return date.fromisoformat(text[2:])
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def _merges(rows: list[list[str]]) -> Iterator[tuple[int, int, int]]:
    """Ranges that `^` cells continue downwards: first row, column, last row."""
    for column in range(max(map(len, rows), default=0)):
        above = [row[column] if column < len(row) else "" for row in rows]
        top = 0
        for r, text in enumerate([*above, ""]):
            if text != "^":
                if r - 1 > top:
                    yield top, column, r - 1
                top = r
