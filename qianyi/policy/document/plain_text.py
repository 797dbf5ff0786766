"""Plain text as lines and tables: each cell begins with a tab, a blank line ends a row, two end a table (as Word's own
text export has it); or a row a line, its cells parted by tabs."""

from __future__ import annotations

from qianyi.patterns import pattern
from qianyi.policy.document.elements import BodyElement, DocumentCell, DocumentLine, DocumentTable

_OUTSIDE = pattern(r"(附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：.、]?|注\s*[:：].*)$", "附件2：", "注：满分100分")
_LINE_END = pattern("\r\n|[\r\f\v]", "\r\n")


def read(text: str) -> list[BodyElement]:
    """The blocks of a text in order; places are line numbers."""
    lines = _LINE_END.sub("\n", text).split("\n")
    blocks: list[BodyElement] = []
    at = 0
    while at < len(lines):
        table, titles, after = _table(lines, at)
        if table is not None:
            blocks += [*titles, table]
            at = after
        else:
            blocks.append(DocumentLine(lines[at].strip("\t \xa0"), _place(at)))
            at += 1
    return blocks


def _place(at: int) -> str:
    return f"第 {at + 1} 行"


def _blank(line: str) -> bool:
    return not line.strip() and not line.startswith("\t")


def _table(lines: list[str], at: int) -> tuple[DocumentTable | None, list[DocumentLine], int]:
    """The table that begins in a line, titles above it, and the line behind it; None where none begins."""
    rows: list[list[list[DocumentLine]]] = []
    begin = at
    while at < len(lines):
        line = lines[at]
        if line.count("\t") >= 2 and len([part for part in line.split("\t") if part.strip()]) >= 2:
            rows.append([[DocumentLine(part.strip(), _place(at))] for part in line.split("\t")])
            at += 1
        elif line.startswith("\t"):
            row, at = _row(lines, at, max(map(len, rows), default=0))
            rows.append(row)
        elif rows and _blank(line) and at + 1 < len(lines) and lines[at + 1].startswith("\t"):
            at += 1
        else:
            break
    if max(map(len, rows), default=0) < 2:  # a line that merely begins with a tab
        return None, [], begin
    titles: list[DocumentLine] = []
    while len(rows[0]) == 1:  # a title above the table, indented by a tab
        titles += rows.pop(0)[0]
    cells = [DocumentCell(lines, row, column) for row, parts in enumerate(rows) for column, lines in enumerate(parts)]
    return DocumentTable(cells, len(rows), max(map(len, rows)), f"第 {begin + 1} 行的表"), titles, at


def _row(lines: list[str], at: int, wide: int) -> tuple[list[list[DocumentLine]], int]:
    """A row whose cells begin with tabs, and the blank line (or the text) that ends it."""
    cells: list[list[DocumentLine]] = []
    while at < len(lines) and lines[at].startswith("\t"):
        cell: list[DocumentLine] = []
        end = at
        while True:
            text = lines[end].strip()
            if text:
                cell.append(DocumentLine(text, _place(end)))
            end += 1
            ahead = next((one for one in range(end, len(lines)) if not _blank(lines[one])), len(lines))
            if ahead == len(lines) or _over(lines[ahead], ahead - end, bool(cell), len(cells) + 1 == wide):
                break
            if ahead > end or lines[ahead].startswith("\t"):
                if lines[ahead].startswith("\t"):
                    break
                end = ahead
        cells.append(cell)
        at = end
        if at < len(lines) and not lines[at].startswith("\t"):
            break
    return cells, at


def _over(line: str, blanks: int, filled: bool, last: bool) -> bool:
    """Whether a line that stands so many blank lines below a cell's text is no part of the cell."""
    if line.startswith("\t"):
        return blanks > 0
    return bool(_OUTSIDE.match(line.strip())) or (blanks > 0 and filled) or (blanks > 1 and last)
