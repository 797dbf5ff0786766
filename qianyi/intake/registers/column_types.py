"""What a column's type means for reading its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from qianyi.dossier.kinds import LEAVES, NAME_OF, OFFICIAL, REST, UNREAD
from qianyi.intake.cells import dates, values
from qianyi.intake.cells.values import Bad, clean, squeeze
from qianyi.intake.opening.tables import Value
from qianyi.intake.signs.day_words import leave_kind

_AWAY = LEAVES | {REST, OFFICIAL}
AS_WRITTEN = frozenset({"text", "prose", "name", "institution", "criterion"})
"""Types whose white space is not merely tidied away, or is told of elsewhere."""
DATED = frozenset({"date", "since", "month"})
NUMBERS = frozenset({"integer", "decimal", "days"})
NOT_FILLED = NUMBERS
"""Types not filled down a merged range: a sum written once over three rows is not three sums."""


def leave_name(value: Value) -> str:
    """The kind of leave as named in `kinds.NAMES`. Raises Bad."""
    kind = leave_kind(squeeze(clean(value)))
    if kind == UNREAD:
        raise Bad("看不出是哪一种假，请写事假、病假、婚假、产假、丧假、年休假等")
    if kind not in _AWAY:
        raise Bad("不是已知的请假类型，请写事假、病假、婚假、产假、丧假、年休假等")
    return NAME_OF[kind]


READ_ALONE: Final[dict[str, Callable[[Value], Any]]] = {
    "word": lambda value: values.word(value) or None,
    "prose": lambda value: values.prose(value) or None,
    "since": lambda value: dates.tidy_month(value) or None,
    "leave": leave_name,
    "level": values.authority,
    "yesno": values.yesno,
    "role": values.role,
    "roles": values.roles,
}
"""Types of columns whose cells need nothing but themselves to be read."""
