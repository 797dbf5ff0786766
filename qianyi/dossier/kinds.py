"""Kinds of day, one nibble each; a day is a byte: morning in the high nibble, afternoon in the low one.

A person's year is a `bytes`: counting is `bytes.count` and `translate`, no object per day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from qianyi.policy.units import KIND_WORDS

BLANK: Final = 0  # no mark: unrecorded
PRESENT: Final = 1
OFFICIAL: Final = 2  # 出差 公出 培训: counts as present
REST: Final = 3  # 休 补休 调休
ANNUAL: Final = 4
PERSONAL: Final = 5
SICK: Final = 6
MARRIAGE: Final = 7
MATERNITY: Final = 8
BEREAVEMENT: Final = 9
OTHER: Final = 10  # 工伤 护理 陪产 探亲 育儿 哺乳 产检 疗养
ABSENT: Final = 11  # 旷工
MISSED: Final = 12  # 缺卡: unrecorded, and said so by the machine
UNREAD: Final = 13  # a sign that could not be read (A403, A414, 请假 of unknown kind): unrecorded
NOT_ARRIVED: Final = 14  # never read: what a workday before a recorded arrival becomes

NAMES: Final = {
    "blank": BLANK,
    "present": PRESENT,
    "official": OFFICIAL,
    "rest": REST,
    "annual": ANNUAL,
    "personal": PERSONAL,
    "sick": SICK,
    "marriage": MARRIAGE,
    "maternity": MATERNITY,
    "bereavement": BEREAVEMENT,
    "other": OTHER,
    "absent": ABSENT,
    "missed": MISSED,
    "unread": UNREAD,
}
NAME_OF: Final = {kind: name for name, kind in NAMES.items()}
CHINESE: Final = {NAMES[name]: word for name, word in KIND_WORDS.items()} | {
    BLANK: "未记录",
    PRESENT: "出勤",
    MISSED: "缺卡",
    UNREAD: "无法识别",
    NOT_ARRIVED: "未到岗",
}
"""The word of each kind; those that a parameter may name are worded where policies are read."""

MORNING: Final = 0xF0
AFTERNOON: Final = 0x0F
WHOLE: Final = MORNING | AFTERNOON
"""Masks of the halves of a day's byte. 15 is no kind: WHOLE may stand for a cell that has no day."""
_DIGITS: Final = "0123456789abcdef"

LEAVES: Final = frozenset({ANNUAL, PERSONAL, SICK, MARRIAGE, MATERNITY, BEREAVEMENT, OTHER})
PRESENCE: Final = frozenset({PRESENT, OFFICIAL})
UNRECORDED: Final = frozenset({BLANK, MISSED, UNREAD})


def day(morning: int, afternoon: int | None = None) -> int:
    """The byte of a day; one kind for both halves where no afternoon is given."""
    return morning << 4 | (morning if afternoon is None else afternoon)


def halves(value: int) -> tuple[int, int]:
    """Morning and afternoon kind of a day's byte."""
    return value >> 4, value & 15


def in_halves(value: int, wanted: Collection[int]) -> bool:
    """Whether at least half of a day is of one of these kinds."""
    return value >> 4 in wanted or value & 15 in wanted


def joined(first: int, second: int) -> int:
    """The morning of one day's byte and the afternoon of another's."""
    return first & MORNING | second & AFTERNOON


def mask_of(morning: bool, afternoon: bool) -> int:
    """The mask of these halves."""
    return MORNING * morning | AFTERNOON * afternoon


def overlaid(value: int, other: int, mask: int) -> int:
    """A day's byte with the halves of a mask as another has them."""
    return value & (WHOLE ^ mask) | other & mask


def half_counter(days: bytes) -> Callable[[int], int]:
    """How many halves of these days are of a kind, asked kind by kind."""
    digits = days.hex()  # a nibble a digit
    return lambda kind: digits.count(_DIGITS[kind])


def word(name: str) -> str:
    """The Chinese word of a kind given by name: `personal` → 事假. Raises KeyError for a name of none."""
    return CHINESE[NAMES[name]]


def describe(value: int) -> str:
    """A day in words: 「事假」, 「上午事假、下午出勤」."""
    morning, afternoon = halves(value)
    if morning == afternoon:
        return CHINESE[morning]
    return f"上午{CHINESE[morning]}、下午{CHINESE[afternoon]}"
