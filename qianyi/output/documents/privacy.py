"""What no public document may carry (个人信息保护法 第二十八条): ids, phones, births, leave, daily marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from qianyi.dossier import kinds
from qianyi.dossier.records import Personnel, Placement
from qianyi.output.documents.form_data import FormData
from qianyi.output.documents.phrasing import chinese_month
from qianyi.patterns import pattern

_GAP = r"[ \-—–·.]?"
_ID = pattern(
    r"(?<!\d)\d{6}" + _GAP + r"\d{8}" + _GAP + r"\d{3}[\dXx](?![\dA-Za-z])|(?<!\d)\d{15}(?!\d)", "64032319900101001X"
)
_PHONE = pattern(r"(?<!\d)1[3-9]\d" + _GAP + r"\d{4}" + _GAP + r"\d{4}(?!\d)", "13800000000")
_BIRTH_WORDS = pattern(
    r"出生(年月|日期|时间)?[:：]?\s*\d|\d{4}年\d{1,2}月(\d{1,2}日)?(出生|生(?![产活效]))",
    "出生年月：1990",
    "1990年1月生",
)
LEAVE_WORDS = (
    *(kinds.CHINESE[kind] for kind in sorted(kinds.LEAVES - {kinds.OTHER})),
    "年休",
    "事病假",
    "陪产",
    "育儿假",
    "哺乳假",
    "产检",
)
MARK_WORDS = (kinds.CHINESE[kinds.ABSENT], kinds.CHINESE[kinds.MISSED], "未打卡", "迟到", "早退", "考勤")


def births(source: FormData) -> frozenset[str]:
    """Birth dates of everybody known, in the spellings that could slip into a text."""
    found: set[str] = set()
    records: list[Placement | Personnel] = [*source.dossier.placements, *source.dossier.personnel]
    for record in records:
        if not record.birth:
            continue
        found |= {record.birth, chinese_month(record.birth) or ""}
        match = re.match(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", record.birth)
        if match:
            found |= set(_spellings(match[1], int(match[2]), int(match[3] or 0)))
    return frozenset(text for text in found if re.search(r"\d{4}\D?\d", text))


def _spellings(year: str, month: int, day: int) -> Iterator[str]:
    """A month, and the day where it is known (not 0), as people write them: 1984年5月, 1984.05, 1984/5/3, 19840503."""
    yield from (f"{year}年{month}月", f"{year}年{month:02d}月", f"{year}{month:02d}")
    for mark in ".-/":
        yield from (f"{year}{mark}{month}", f"{year}{mark}{month:02d}")
        if day:
            yield from (f"{year}{mark}{month}{mark}{day}", f"{year}{mark}{month:02d}{mark}{day:02d}")
    if day:
        yield from (f"{year}年{month}月{day}日", f"{year}年{month:02d}月{day:02d}日", f"{year}{month:02d}{day:02d}")


def violations(text: str, known_births: Iterable[str] = ()) -> list[str]:
    """What a public text carries that it must not, in words; empty where it is clean."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    if _ID.search(plain):
        found.append("身份证号")
    if _PHONE.search(plain):
        found.append("手机号码")
    if _BIRTH_WORDS.search(plain) or any(_stands_alone(birth, plain) for birth in known_births):
        found.append("出生年月")
    leave = next((word for word in LEAVE_WORDS if word in plain), None)
    if leave:
        found.append(f"请假类别（{leave}）")
    mark = next((word for word in MARK_WORDS if word in plain), None)
    if mark:
        found.append(f"每日考勤（{mark}）")
    return found


def _stands_alone(birth: str, text: str) -> bool:
    """A birth date as written, not as part of a longer date (1984年5月 in 1984年5月3日 is the longer one's affair)."""
    return birth in text and re.search(rf"(?<!\d){re.escape(birth)}(?![\d])", text) is not None
