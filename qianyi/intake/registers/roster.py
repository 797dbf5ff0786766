"""派驻人员名单: institutions filled down, periods in words or dates, every row kept."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from qianyi.dossier.records import Placement
from qianyi.dossier.registers import RegisterColumn
from qianyi.dossier.source import Cell
from qianyi.intake.cells import dates
from qianyi.intake.cells.dates import year_in_digits
from qianyi.intake.cells.values import DITTO, Bad, clean, level_text, squeeze
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.foreign import own_periods
from qianyi.intake.registers.headings import TableHeading
from qianyi.intake.registers.register_reader import RegisterReader
from qianyi.patterns import pattern
from qianyi.policy.date_shift import ONE_DAY, add_months

_YEAR = frozenset({"一年", "全年", "1年", "整年", "12个月", "十二个月", "壹年"})
_HALF = frozenset({"半年", "6个月", "六个月", "半年期"})
_FIRST = frozenset({"前半年", "上半年"})
_SECOND = frozenset({"后半年", "下半年"})
_BY_CALENDAR = frozenset({"上半年", "下半年"})
_TITLE_YEAR = pattern(
    r"(?<!\d)(20\d\d)(?:[-—–~至/](?:20)?\d\d)?(?:年度|学年|年(?!\d{1,2}月))", "2022年度", "2022-2023年度"
)
_JOINTS = frozenset("-—–~至到")
_TITLE_SPAN = pattern(
    r"(?<!\d)(20\d\d)[.年/-]\d{1,2}月?(?:[./-]?\d{1,2}日?)?[-—–~至到]+(20\d\d)[.年/-]\d{1,2}",
    "2022.6-2023.5",
    "2022年6月1日至2023年5月31日",
)
_LEADS = ("支援", "派驻", "为期", "共")
_PEOPLE = pattern(r"[^、,;/]{2,}(?:[、,;/][^、,;/]{2,})+", "何穗、安然")
"""Several people in one cell."""
_FILLED = ("recipient", "support")


def title_year(table: Table, heading: TableHeading) -> int | None:
    """The campaign's year in the lines above a roster's heading (2022年度…, 2022.6—2023.5), None where they name none
    or several."""
    years: set[int] = set()
    for row in table.rows[: heading.rows[0]]:
        for value in row:
            if isinstance(value, str) and value:
                text = year_in_digits(squeeze(value))
                years.update(int(year) for year in _TITLE_YEAR.findall(text))
                if not _JOINTS.isdisjoint(text):
                    years.update(int(first) for first, last in _TITLE_SPAN.findall(text) if int(last) == int(first) + 1)
    return years.pop() if len(years) == 1 else None


class RosterReader(RegisterReader):
    """A register's reader that remembers from where institutions and remarks were filled."""

    @cached_property
    def periods(self) -> dict[str, str]:
        """The county's own words for periods: 第一批 → first."""
        return own_periods(self.context.policy, self.context.settings)

    def fills(self, column: RegisterColumn) -> bool:
        """Everything but the serial number means, merged over rows, the same for each of them."""
        return column.field != "serial"


def read(reader: RosterReader) -> None:
    """Append the placements of a roster to the dossier; a value that is missing stays "" or None."""
    placements = reader.context.dossier.placements
    above: dict[str, tuple[str, Cell]] = {}
    plain = [name for name in reader.heading.columns if name not in ("name", "period", "start", "end")]
    for row in reader.rows():
        sources: dict[str, Cell] = {}
        reader.person = reader.value(row, "name")
        found = reader.fields(row, plain)
        found["name"] = reader.person or ""
        if _PEOPLE.fullmatch(found["name"]) is not None:
            text = f"姓名“{found['name']}”一格写了几个人，按一个人算了，请一人一行。"
            reader.note("I004", text, row, "name")
        for name in reader.heading.columns if reader.merged else ():
            place = reader.raw(row, name)[1]
            if place != (row, reader.heading.columns[name]):
                sources[name] = Cell(reader.sheet, *place)
        for name in _FILLED:
            found[name], source = _institution(reader, row, name, found[name], above.get(name))
            if source is not None:
                sources[name] = source
            elif found[name]:
                above[name] = found[name], sources.get(name, reader.cell(row, name))
        found["period"], found["start"], found["end"] = _period(reader, row)
        placements.append(Placement(sheet=reader.sheet, row=row, order=len(placements), sources=sources, **found))


def _institution(
    reader: RosterReader, row: int, name: str, written: str | None, above: tuple[str, Cell] | None
) -> tuple[str, Cell | None]:
    """The institution of a row, and the cell above that it is taken from where it is: a blank cell outside merged
    ranges, or 同上, is the same as above (I008); the first row's stays blank."""
    ditto = written in DITTO
    heading = reader.register.column(name).heading
    if ditto and above is None:
        reader.note("I004", f"{heading}写着“{written}”，上面却没有单位；请写出单位名称。", row, name)
        return "", None
    if above is not None and (ditto or (written is None and reader.is_blank(row, name))):
        text, source = above
        how = f"写着“{written}”" if ditto else "是空的"
        message = f"{heading}{how}，按与上面（{source.a1}）相同读作“{text}”；请填上，或把这几格合并。"
        reader.context.note("I008", message, reader.cell(row, name), person=reader.person, institution=text)
        return text, source
    return written or "", None


def _period(reader: RosterReader, row: int) -> tuple[str | None, date | None, date | None]:
    """Period word, first and last day of a row. Dates in their own columns go before 支援时间."""
    start, end = reader.value(row, "start"), reader.value(row, "end")
    columns = reader.heading.columns
    given = [name for name in ("start", "end") if name in columns and not reader.is_blank(row, name)]
    if given == ["start", "end"] or "period" not in columns:
        return None, start, reader.end_after(row, start, end)
    value = reader.fields(row, ["period"])["period"]
    if value is None:
        return None, start, end
    return _read_period(reader, row, value, start, bool(given))


def _read_period(
    reader: RosterReader, row: int, value: str, start: date | None, dated: bool
) -> tuple[str | None, date | None, date | None]:
    policy, campaign = reader.context.policy, reader.context.policy.campaign
    word = level_text(value)
    word = word.removeprefix(next((lead for lead in _LEADS if word.startswith(lead)), ""))
    word = {"year": "一年", "first": "前半年", "second": "后半年", "half": "半年"}.get(
        reader.periods.get(word, ""), word
    )
    months = policy.whole("campaign.months")
    if dated and word in _YEAR | _HALF:  # 开始日期 alone, with 一年 or 半年: the end follows
        if start is None:
            return None, None, None
        return None, start, add_months(start, months if word in _YEAR else months // 2) - ONE_DAY
    if campaign.per_county and word in _YEAR | _FIRST | _SECOND:
        text = (
            f"支援时间“{clean(value)}”没有起止日期可依：本政策不定活动起止，名单里也没有写日期的派驻。请写起止日期，"
            "或在 qianyi.toml 的 [campaign] 写明。"
        )
        reader.note("I004", text, row, "period")
        return None, start, None
    if word in _YEAR:
        return "year", campaign.start, campaign.end
    second = add_months(campaign.start, months // 2)
    if word in _FIRST | _SECOND:
        half = ("first", campaign.start, second - ONE_DAY) if word in _FIRST else ("second", second, campaign.end)
        if word in _BY_CALENDAR:
            text = (
                f"支援时间“{word}”按活动的{'前' if word in _FIRST else '后'}半年（{half[1].isoformat()} 至 "
                f"{half[2].isoformat()}）读取；如指日历年的{word}，请写起止日期。"
            )
            reader.note("I009", text, row, "period")
        return half
    if word in _HALF:
        text = f"支援时间“{clean(value)}”看不出是前半年还是后半年，请写“前半年”“后半年”或起止日期。"
        reader.note("I004", text, row, "period")
        return None, start, None
    try:
        span = dates.parse_range(value, campaign)
    except Bad as bad:
        reader.note("I004", f"支援时间“{clean(value)}”{bad}，或写“一年”“前半年”“后半年”。", row, "period")
        return None, start, None
    if span.last is None:
        text = f"支援时间“{clean(value)}”没有结束日期，请写成 {span.first.isoformat()} 至某日。"
        reader.note("I004", text, row, "period")
    elif span.assumed:
        text = f"支援时间“{clean(value)}”读作 {span.first.isoformat()} 至 {span.last.isoformat()}；请写全年月日。"
        reader.note("I009", text, row, "period")
    return None, span.first, span.last
