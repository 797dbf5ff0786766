"""What the page draws when it is opened: each person's year and ledger, each institution's lines, as compact data.

The page of a thousand people is small because nothing of this is markup: `script.js` draws it on opening.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from qianyi.dossier import kinds
from qianyi.dossier.source import Cell
from qianyi.facts.attendance import Standing
from qianyi.facts.texts import plain
from qianyi.output.report.charts import SHORT, STYLE
from qianyi.output.words import STATUS
from qianyi.scoring.result import Item

if TYPE_CHECKING:
    from markupsafe import Markup

_SHOWN = 4


def year(standing: Standing, first: date, mask: bytes) -> list[Any] | None:
    """A person's year: days from `first` to where it begins, its length, what differs from present on workdays and
    nothing on rest days (`index:byte` in hex, `index+run:byte`), and 1 where blanks are owed by nobody.

    None where there is no daily attendance, or where it lies outside the calendar of the page.
    """
    if standing.first is None or not standing.recorded or standing.totals is not None or not standing.days:
        return None
    begin = (standing.first - first).days
    if begin < 0 or begin + len(standing.days) > len(mask):
        return None
    usual = (kinds.day(kinds.BLANK), kinds.day(kinds.PRESENT))
    runs: list[str] = []
    index, days = 0, standing.days
    while index < len(days):
        value = days[index]
        if value == usual[standing.workday[index]]:
            index += 1
            continue
        end = index
        while end + 1 < len(days) and days[end + 1] == value and value != usual[standing.workday[end + 1]]:
            end += 1
        runs.append(f"{index}:{value:02x}" if end == index else f"{index}+{end - index}:{value:02x}")
        index = end + 1
    return [begin, len(days), " ".join(runs), int(standing.by_week)]


def calendar(first: date, mask: bytes) -> dict[str, Any]:
    """The workdays of the page, and what each half of a day is called and drawn as."""
    return {
        "from": first.isoformat(),
        "mask": "".join(map(str, mask)),
        "kinds": [[STYLE.get(kind, ""), SHORT.get(kind, ""), kinds.CHINESE.get(kind, "")] for kind in range(16)],
    }


def ledger(items: Iterable[Item]) -> list[Any]:
    """By item of the person's rubric: score, what is said beside it, the entries."""
    return [
        [
            None if item.score is None else plain(item.score),
            f"{STATUS[item.status]}：{'；'.join(item.missing)}" if item.missing else "",
            [[e.line, plain(e.points), e.why, e.clause, cells(e.cells)] for e in item.ledger],
        ]
        for item in items
    ]


def heads(items: Iterable[Item]) -> list[Any]:
    """Id, title and points of each item and its lines: the same for all of one rubric."""
    return [
        [item.id, item.title, plain(item.max), [[line.id, line.title, plain(line.max)] for line in item.lines]]
        for item in items
    ]


def lines(items: Iterable[Item], anonymous: bool = False) -> list[Any]:
    """By item of an institution's rubric: score, status where it is not final, and by line score, loss, what is said."""
    return [
        [
            None if item.score is None else plain(item.score),
            "" if item.status == "final" else STATUS[item.status],
            [
                [
                    None if line.score is None else plain(line.score),
                    "" if line.score is None or line.score == line.max else plain(line.score - line.max),
                    *(("", "", "") if anonymous else (line.evidence or "", line.missing or "", cells(line.cells))),
                ]
                for line in item.lines
            ],
        ]
        for item in items
    ]


def cells(places: Iterable[Cell]) -> str:
    """`考勤.xlsx/6月!J3、…`, the first four."""
    shown = [cell.ref for cell in places]
    return "、".join(shown[:_SHOWN]) + (f" 等 {len(shown)} 格" if len(shown) > _SHOWN else "")


def script(data: dict[str, Any]) -> Markup:
    """JSON that stands in a script element: nothing in it ends the element."""
    from markupsafe import Markup

    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
