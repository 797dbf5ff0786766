"""`inspect --suggest`: which of a county's own headings may be which known one, by what stands below them and by likeness."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from qianyi.dossier import Dossier
from qianyi.dossier.registers import REGISTERS, RegisterColumn
from qianyi.intake.books import Opened
from qianyi.intake.cells.dates import parse_date
from qianyi.intake.cells.names import one_of
from qianyi.intake.cells.values import Bad, clean, level_text, squeeze
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import SEARCHED, TableHeading, accepted, fits, heading_texts
from qianyi.intake.signs.day_words import leave_kind
from qianyi.intake.unread import kind_from_title
from qianyi.patterns import pattern
from qianyi.policy.model import Campaign

_LIKE = 0.34
_LOOKED_AT = 60
_FEWEST = 3
_PERIOD = pattern(r"一年|全年|半年|[至~—–-].*\d|[一二三四1-4上下](?:批|期|季|轮|阶段)", "前半年", "6.1-11.30", "第一批")
_LOOKS = (
    ("year", pattern(r"整|全|一年|两期|两批", "全年")),
    ("first", pattern(r"[一1上首前头甲]", "第一批")),
    ("second", pattern(r"[二2下后次乙]", "下半年")),
)
_DATED = pattern(r"\d\s*[-./年月]|[-./年月]\s*\d|\d{3}", "6.1", "2022年")
_LONGEST = 12
"""A row of so many short texts may be headings."""


def suggestions(opened: Opened, dossier: Dossier, campaign: Campaign) -> list[tuple[str, list[str]]]:
    """Known heading → the county's own words that may mean it, for sheets that cannot be read as they are; first, second,
    year → the words of the rosters' 支援时间 that may mean it ("": those of which it cannot be told)."""
    found: dict[str, list[str]] = {}
    read = {
        (sheet.path, sheet.name)
        for file in dossier.inputs
        for sheet in file.sheets
        if dossier.placements or sheet.kind != "personnel"  # names and supporters may be a roster's
    }
    for book in opened.books:
        for table, heading in zip(book.tables, book.headings, strict=True):
            if (table.path, table.name) in read:
                continue
            for known, own in _of_table(table, heading, dossier, campaign):
                if own not in found.setdefault(known, []):
                    found[known].append(own)
    return [*found.items(), *_periods(opened, dossier)]


def _periods(opened: Opened, dossier: Dossier) -> list[tuple[str, list[str]]]:
    """The words for periods that could not be read, by what they look like."""
    tables = {(table.path, table.name): table for book in opened.books for table in book.tables}
    found: dict[str, list[str]] = {}
    for finding in dossier.found:
        for cell in finding.cells if finding.code == "I004" else ():
            if cell.sheet.kind != "roster" or cell.column != cell.sheet.columns.get("period"):
                continue
            text = squeeze(clean(tables[cell.sheet.path, cell.sheet.name].rows[cell.row][cell.column]))
            if len(text) > _LONGEST or _DATED.search(text):
                continue  # a date misspelt, no word
            period = next((name for name, looks in _LOOKS if looks.search(text)), "")
            if text not in found.setdefault(period, []):
                found[period].append(text)
    return sorted(found.items(), key=lambda item: item[0] == "")


def _of_table(
    table: Table, heading: TableHeading | None, dossier: Dossier, campaign: Campaign
) -> Iterator[tuple[str, str]]:
    """The pairs for one sheet: for each field that its nearest kind lacks the likeliest of the columns nobody claims."""
    if heading is not None and heading.kind == "personnel" and not dossier.placements:
        heading = None
    one = heading or _nearest(table, kind_from_title(table, alone=True)[1] or ("" if dossier.placements else "roster"))
    if one is None or not one.missing:
        return
    register = REGISTERS[one.kind]
    row = table.rows[one.rows[1]]
    free = {
        c: clean(v)
        for c, v in enumerate(row)
        if isinstance(v, str) and level_text(v) and level_text(v) not in accepted()
    }
    pairs = sorted(
        (
            (*_likeness(table, one, c, text, register.column(name), dossier, campaign), c, i, name)
            for c, text in free.items()
            for i, name in enumerate(one.missing)
        ),
        key=lambda item: (-item[0], -item[1], *item[2:]),
    )
    taken: set[int | str] = set()
    for score, _, c, _, name in pairs:
        if score >= _LIKE and c not in taken and name not in taken:
            taken |= {c, name}
            yield register.column(name).heading, free[c]


def _nearest(table: Table, kind: str) -> TableHeading | None:
    """The headings of a sheet as those of a kind: what is known of them, and what is missing. None where the kind is none
    of a register, or no row looks like headings."""
    if kind not in REGISTERS:
        return None
    found = {heading.kind: heading for heading in fits([heading_texts(row) for row in table.rows[:SEARCHED]])}
    if kind in found:
        return found[kind]
    register = REGISTERS[kind]
    for r, row in enumerate(table.rows[:SEARCHED]):
        texts = [value for value in row if isinstance(value, str) and 0 < len(value) <= _LONGEST]
        if len(texts) >= _FEWEST:
            missing = [column.field for column in register.columns if column.required]
            return TableHeading(kind, (r, r), {}, (*missing, *(register.alternatives[:1] or ((),))[0]))
    return None


def _likeness(
    table: Table, heading: TableHeading, c: int, text: str, column: RegisterColumn, dossier: Dossier, campaign: Campaign
) -> tuple[float, float]:
    """How much a column looks like a field, by what stands below it, else by its heading; then by its heading."""
    below = [row[c] for row in table.rows[heading.rows[1] + 1 :][:_LOOKED_AT] if c < len(row) and row[c] != ""]
    held = _held(below, column, dossier, campaign)
    if dossier.placements and column.field in ("name", "support", "recipient"):
        return held, held  # the roster tells who is who
    words = max(SequenceMatcher(None, level_text(text), name).ratio() for name in column.headings)
    return max(held, words), words


def _held(values: list[Value], column: RegisterColumn, dossier: Dossier, campaign: Campaign) -> float:
    """The share of the values that are of the field's type: people and institutions of the roster, dates."""
    known: set[str] = set()
    if column.type == "name":
        known = {placement.name for placement in dossier.placements}
    elif column.field in ("support", "recipient"):
        known = {getattr(placement, column.field) for placement in dossier.placements}
    if not values:
        return 0.0
    if known:
        return sum(bool(one_of(clean(value), known)) for value in values) / len(values)
    if column.type == "date":
        return sum(_is_date(value, campaign) for value in values) / len(values)
    if column.type == "period":
        return sum(_PERIOD.search(clean(value)) is not None for value in values) / len(values)
    if column.type == "leave":
        return sum(leave_kind(clean(value)) is not None for value in values) / len(values)
    return 0.0


def _is_date(value: Value, campaign: Campaign) -> bool:
    try:
        return parse_date(value, campaign) is not None
    except Bad:
        return False
