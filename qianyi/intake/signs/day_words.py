"""Recorded-day words → kinds of day: the table `day_words.toml`, half days, and the grammar of machine exports."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

import tomli
from msgspec import Struct

from qianyi.dossier.kinds import BLANK, NAMES, PRESENCE, PRESENT, REST, UNREAD, day, halves
from qianyi.errors import QianyiError
from qianyi.intake.cells.confusables import plain
from qianyi.patterns import pattern
from qianyi.policy.settings import Settings

HALF: Final = Decimal("0.5")
_MORNING: Final = "上午"
_AFTERNOON: Final = "下午"
_HALVES: Final = "(?:0\\.5|1⁄2)"
_HALF_WORDS: Final = ("半", _MORNING, _AFTERNOON, "0.5", "1⁄2")
_HALF_OF = pattern(
    rf"(?P<when>上午|下午)(?P<a>.+)"
    rf"|(?P<b>.+?)(?P<late>上午|下午)"
    rf"|半[天日]?(?P<c>.+)|{_HALVES}[天日]?(?P<d>.+)"
    rf"|(?P<e>.+?)(?:半[天日]?|{_HALVES}[天日]?)",
    "上午事假",
    "事假半天",
)
_REMARK = pattern(r"\(.*\)$", "事假(家中有事)")
_PART_OF = pattern(r"半|上午|下午|[\d½]", "半")
"""In brackets behind a word: how much of the day it is, so that the word alone is not what is said."""
_HALF_INSIDE = pattern(rf"\((上午|下午|半[天日]?|{_HALVES}[天日]?)\)", "事假(上午)", "病假(0.5天)")
_TIMES = pattern(
    r"(?<=[\d\s])[到至~-](?=\s*\d)|(?:\d{2,4}[-/])?\d{1,2}[-/]\d{1,2}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?|\.{2,}|\((?=[^)]*:)[\d:,\s~-]*\)",
    "06-01",
    "9:00 到 12:00",
)
_AMOUNT = r"\d+(?:\.\d+)?\s*(?:个?工作日|天|日|小时|分钟|分|次|[hH])\s*"
_AMOUNT_INSIDE = pattern(rf"\(({_AMOUNT})\)", "事假(4小时)")
_PART = pattern(rf"[,;、\s]*(?P<word>[^\d,;、\s]+)\s*(?P<amount>(?:{_AMOUNT})*)[,;、\s]*", "事假4小时,病假")
_QUANTITY = pattern(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>个?工作日|天|日|小时|分钟|分|次|[hH])", "4小时", "1.5天")

_DAY_OFF = pattern(
    r"(?:法定)?(?:(?:放假|休假|休息|休)[(:,、·-]?)?(?P<name>.+?)"
    r"[(:,、·-]?(?:(?:小?长|法定)?假期?|假日|节日|放假(?:\d天)?|休假|休息日?|公休|补休|调休|轮休|休)?\)?",
    "国庆节放假",
    "休(端午)",
)
_BETWEEN_NAMES: Final = "、,/·和与及暨"

BARE_LEAVE: Final = "只写了请假，看不出是哪一种假。请写明事假、病假等"


class RecordedDay(Struct, frozen=True):
    """A day as read: a byte of `kinds`, and what is wrong with it (I004), "" where nothing is."""

    byte: int
    problem: str = ""


_LONGEST = 60
"""Longer ones are texts, not words run together: taking them apart would cost the square of their length."""


@cache
def _tables() -> dict[str, dict[str, int]]:
    """Word → kind of day, for each table of `day_words.toml`."""
    tables = tomli.loads(Path(__file__).with_name("day_words.toml").read_text("utf-8"))
    return {
        name: {word: NAMES[kind] for kind, words in table.items() for word in words} for name, table in tables.items()
    }


def plain_signs() -> dict[str, int]:
    """The signs that need no legend (√ 事 病 …), levelled."""
    return _tables()["plain"]


@cache
def kind_of(word: str) -> int | None:
    """The kind of a word (`plain`), or of several run together that are of one kind (迟到早退); None: in no table."""
    words = _tables()["words"]
    kind = words.get(word)
    if kind is not None or len(word) > _LONGEST:
        return kind
    base = _REMARK.sub("", word) if word.endswith(")") else word
    if base != word:
        return kind_of(base) if base and _PART_OF.search(word, len(base)) is None else None
    for end in range(len(word) - 2, 1, -1):
        kind = words.get(word[:end])
        if kind is not None and kind == kind_of(word[end:]):
            return kind
    return None


def is_day_off(word: str) -> bool:
    """Whether a word (`plain`) only says what holiday it is (端午节, 国庆放假, 中秋、国庆): rest on a day of rest, and
    unknown on a workday."""
    names = _tables()["holidays"]
    if len(word) > _LONGEST or not any(name in word for name in names):
        return False
    found = _DAY_OFF.fullmatch(word)
    return word in names or (found is not None and _only_holidays(found["name"]))


def _only_holidays(text: str) -> bool:
    """Whether a text is names of holidays, one behind the other."""
    text = text.strip(_BETWEEN_NAMES)
    names = (name for name in _tables()["holidays"] if text.startswith(name))
    return not text or any(_only_holidays(text[len(name) :]) for name in names)


def half_day(kind: int, morning: bool = False, word: str = "") -> int:
    """The byte of a day half of which is of this kind, the other half present (blank beside half a day's presence).

    Half a day's presence is the morning's unless its `word` says 下午.
    """
    if kind == PRESENT:
        return day(BLANK, kind) if _AFTERNOON in word else day(kind, BLANK)
    return day(kind, PRESENT) if morning else day(PRESENT, kind)


def split_half(text: str) -> tuple[str, bool] | None:
    """What is half of a 事0.5, 半事, 病假半天, 下午旷工, and whether it is the morning's; None: not such a word."""
    if not any(word in text for word in _HALF_WORDS):
        return None
    found = _HALF_OF.fullmatch(_HALF_INSIDE.sub(r"\1", text) if "(" in text else text)
    if found is None:
        return None
    group = found.groupdict()
    rest = group["a"] or group["b"] or group["c"] or group["d"] or group["e"]
    return rest, _MORNING in (group["when"], group["late"])


def word_day(word: str) -> int | None:
    """The byte of a legend's word (`plain`): a kind, or half a day of one; None where it has no kind."""
    kind = kind_of(word)
    if kind is not None:
        return day(kind)
    half = split_half(word)
    if half is None:
        return None
    kind = kind_of(half[0])
    if kind is None:
        kind = plain_signs().get(half[0])
    return None if kind is None else half_day(kind, half[1], word)


def check_marks(settings: Settings) -> None:
    """Refuse a `[marks]` entry whose word is no kind of day. Raises QianyiError (file, key, nearest word)."""
    from difflib import get_close_matches

    for sign, written in settings.signs.items():
        word = plain(written)
        if word_day(word) is None and word not in _tables()["plain"]:
            near = get_close_matches(word, _tables()["words"], 1, 0.4)
            hint = f"，是不是“{near[0]}”" if near else ""
            where = f"{settings.path} 的 marks.{sign}"
            raise QianyiError(f"{where} 写的“{written}”不是考勤用语{hint}；请写出勤、事假、病假、旷工、休息等。")


def machine_day(text: str, hours: Decimal) -> RecordedDay | None:
    """A day as a machine writes it: `正常,出差`, `事假4小时`, `迟到31分钟`, `正常 ;`; `hours` make a day.

    None where a word is unknown. Hours that are neither half a day nor whole ones are not rounded: unread.
    """
    cleaned = _TIMES.sub(" ", _AMOUNT_INSIDE.sub(r"\1", normalize("NFKC", text))).strip()
    whole: list[int] = []
    timed: list[tuple[int, Decimal]] = []
    at = 0
    while at < len(cleaned):
        part = _PART.match(cleaned, at)
        if part is None:
            return None
        at = part.end()
        word, amount = part["word"], _days(part["amount"], hours)
        overtime = word in ("休息加班", "休息日加班")
        kind = REST if overtime else kind_of(word)
        if kind is None:
            return None
        if overtime:
            earned = amount or Decimal(0)
            return RecordedDay(day(PRESENT) if earned >= 1 else day(REST, PRESENT) if earned >= HALF else day(REST))
        if amount is None or kind in PRESENCE or kind == BLANK:
            whole.append(kind)
        else:
            timed.append((kind, amount))
    if not whole and not timed:
        return None
    return _fold(whole, timed, text)


def _days(amount: str, hours: Decimal) -> Decimal | None:
    """A duration in days (1天4小时), None where there is none (times are no duration)."""
    total: Decimal | None = None
    for item in _QUANTITY.finditer(amount):
        number, unit = Decimal(item["number"]), item["unit"]
        if unit == "次":
            continue
        if unit in ("小时", "h", "H"):
            number /= hours
        elif unit in ("分钟", "分"):
            number /= hours * 60
        total = number + (total or 0)
    return total


def _fold(whole: list[int], timed: list[tuple[int, Decimal]], text: str) -> RecordedDay | None:
    """One day of several words: two without a duration are morning and afternoon; a timed one takes its halves."""
    if any(amount != HALF and (amount < 1 or amount % 1) for _, amount in timed):
        return RecordedDay(day(UNREAD), f"“{text.strip()}”折合后不是半天也不是整天。请按规定折成 0.5 天或 1 天后填写")
    full = [kind for kind, amount in timed if amount >= 1]
    if full:
        return _one(full) if len(set(full)) == 1 else None
    parts = [kind for kind, _ in timed]
    if len(parts) > 2:
        return None
    if len(parts) == 2:
        return _checked(day(parts[0], parts[1]))
    if len(whole) > 2:
        whole = [kind for i, kind in enumerate(whole) if kind not in whole[:i]]
        if all(kind in PRESENCE for kind in whole):
            whole = [PRESENT]
    if len(whole) > 2:
        return None
    if parts:
        rest = set(whole) or {PRESENT}
        if len(rest) > 1:
            rest -= PRESENCE
        return _checked(day(rest.pop(), parts[0])) if len(rest) == 1 else None
    return _one(whole) if len(whole) == 1 else _checked(day(whole[0], whole[1]))


def _one(kinds: list[int]) -> RecordedDay:
    return _checked(day(kinds[0]))


def _checked(byte: int) -> RecordedDay:
    return RecordedDay(byte, BARE_LEAVE if UNREAD in halves(byte) else "")


def leave_kind(text: str) -> int | None:
    """The kind of a leave named in any of the table's words (`plain` applied here); None: in no table."""
    word = _REMARK.sub("", plain(text))
    kind = kind_of(word)
    if kind is None:
        kind = plain_signs().get(word)
    return _tables()["leave"].get(word) if kind is None else kind
