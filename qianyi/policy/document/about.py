"""What a document says of itself: title, who issued it, number, day, region, and the dates of the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from qianyi.patterns import pattern
from qianyi.policy.date_shift import ONE_DAY, months_later
from qianyi.policy.document.elements import DocumentLine
from qianyi.policy.document.numbers import level, value_of
from qianyi.policy.document.outline import Outline

_KINDS = r"(?:实施方案|工作方案|活动方案|方案|管理办法|实施办法|办法|实施细则|细则|管理规定|规定|制度|意见|通知)"
_NAMED = pattern(rf"《([^《》]*{_KINDS}(?:（[^）]*）)?)》", "《千医下乡实施方案（试行）》")
_TITLE = pattern(rf"{_KINDS}(?:（[^）]*）)?$", "千医下乡实施方案")
_NUMBER = pattern(r"^[㐀-鿿]{2,14}[〔\[［（(]\d{4}[〕\]］）)]第?\d+号$", "云卫发〔2022〕12号")
_OFFICE = pattern(r"^[㐀-鿿、（）]{3,30}(?:局|委员会|委|总院|人民政府|办公室|领导小组|中心)$", "云岭县卫生健康局")
_CHINESE_DAY = r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DAY = pattern(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日|{_CHINESE_DAY}", "2022年6月1日")
_PLACE = pattern(r"^([㐀-鿿]{2,7}?(?:自治区|自治州|自治县|省|市|县|区|旗|州|盟))", "云岭县千医下乡")
_SECOND = pattern(
    r"^((?!市|县|区|属|级|辖|各)[㐀-鿿]{1,6}?(?:自治县|县|区|旗|市))(?!级|属|域|直|内|乡)", "云岭县卫生健康局"
)
_SPAN = pattern(
    r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?(?:起)?(?:至|到|—+|-+|－|~|～)(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底)?",
    "2022年6月1日至2023年5月31日",
    "6月至12月底",
)
_TIMED = pattern(r"(?:时间|期限|周期|为期|自|从)[^。；]{0,12}$", "活动时间为")
_BEFORE_TITLE = pattern(r"^(?:关于印发)?[《“]?", "关于印发《千医下乡实施方案》的通知")
_AROUND_TITLE = pattern(r"^关于印发|的通知$", "关于印发千医下乡实施方案的通知")
_SENTENCE_END = pattern("[。；]", "。")
_DATE_PARTS = pattern("[年月日]", "2022年6月1日")
_NO_TITLE = pattern(r"[。:：；]$|号$|日$|^第|\d{4}年.*日|局$|委员会$|文件$", "云岭县卫生健康局", "2022年6月1日")


class DocumentHead(Struct):
    """The head of a document; what it does not say is empty."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    region: str = ""


class CampaignSpan(Struct, frozen=True):
    """The campaign's first and last day, where, and what is doubtful of it ("" where nothing is)."""

    start: date
    end: date
    clause: str
    place: str
    doubt: str = ""


def day_of(text: str) -> date | None:
    """The first full date of a text, in digits or counting words."""
    found = _DAY.search(text)
    if found is None:
        return None
    parts = [value_of(part) or 0 for part in _DATE_PARTS.split(found[0])[:3]]
    try:
        return date(*parts)
    except (ValueError, TypeError):
        return None


def about(made: Outline) -> DocumentHead:
    """Title, issuer, number, day and region as far as the document says them."""
    lines = [line for line in (*made.head, *made.tail) if line.text.strip()]
    texts = [level(line.text) for line in lines]
    found = DocumentHead(title=_title(made.head))
    for at, text in enumerate(texts):
        if not found.number and _NUMBER.match(text):
            found.number = text
        day = day_of(text) if len(text) <= 40 else None
        if day is not None and found.issued is None and (_DAY.fullmatch(text) or text.endswith("印发")):
            found.issued = day
            beside = _DAY.sub("", text).removesuffix("印发").removesuffix("办公室")
            found.issuer = next((one for one in (texts[at - 1] if at else "", beside) if _OFFICE.match(one)), "")
    if not found.issuer:
        found.issuer = next((text for text in texts if _OFFICE.match(text) and "各" not in text[:1]), "")
    found.region = region_of(found.title) or region_of(found.issuer)
    return found


def _title(head: list[DocumentLine]) -> str:
    """The document's own title: as its covering letter names it, else the lines that end in 方案, 办法 …"""
    whole = "".join(level(line.text) for line in head[:12])
    named = _NAMED.search(whole)
    if named:
        return named[1]
    texts = [level(line.text) for line in head if line.text.strip()]
    for at, text in enumerate(texts):
        if len(text) <= 50 and _TITLE.search(text) and not text.endswith(("。", "：", ":")):
            first = at
            while first and len(texts[first - 1]) <= 30 and at - first < 2 and not _NO_TITLE.search(texts[first - 1]):
                first -= 1
            title = "".join(texts[first : at + 1])
            return _AROUND_TITLE.sub("", title) if "印发" in title else title
    return ""


def region_of(text: str) -> str:
    """The county, city or district at the head of a title or an office's name."""
    text = _BEFORE_TITLE.sub("", text)
    first = _PLACE.match(text)
    if first is None:
        return ""
    second = _SECOND.match(text[first.end() :])
    return first[1] + (second[1] if second else "")


def spans(made: Outline) -> Iterator[tuple[date, date, str, str, bool]]:
    """Every span of dates in the body: first and last day, clause, place, whether its words say it is a time of service."""
    for clause in made.clauses.values():
        text = level(clause.text)
        for found in _SPAN.finditer(text):
            year, month, day, last_year, last_month, last_day = (int(part) if part else None for part in found.groups())
            if year is None or month is None or last_month is None:
                continue
            try:
                start = date(year, month, day or 1)
                end = date(last_year or year, last_month, last_day or 1)
                if last_day is None:
                    end = months_later(date(end.year, end.month, 1), 1) - ONE_DAY
            except ValueError:
                continue
            before = _SENTENCE_END.split(text[: found.start()])[-1]
            yield start, end, clause.id, clause.place, bool(_TIMED.search(before)) and "阶段" not in before


def campaign(made: Outline) -> CampaignSpan | None:
    """The year of service. Where two spans could be it the first stands, as doubtful; None where none is written."""
    found = [one for one in spans(made) if 150 <= (one[1] - one[0]).days <= 800]
    clear = [one for one in found if one[4]]
    chosen = clear or found
    if not chosen:
        return None
    start, end, clause, place, timed = chosen[0]
    doubt = "" if timed else "没有写明这是服务的起止"
    if len({one[:2] for one in chosen}) > 1:
        doubt = "文件里有两段起止"
    return CampaignSpan(start, end, clause, place, doubt)
