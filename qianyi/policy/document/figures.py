"""Figures that stand beside the words of known parameters. A figure that could mean two things is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from qianyi.policy.document.annexes import FoundAnnex
from qianyi.policy.document.knowledge import KNOWN, FigurePattern, KnownParameter
from qianyi.policy.document.numbers import decimal_of, level
from qianyi.policy.document.outline import Outline

_MONTHS = {"年": 12, "个月": 1}


class Segment(Struct, frozen=True):
    """A stretch of text with one clause: a clause of the body, a line or rule of an annex, a method."""

    clause: str
    text: str
    place: str
    scope: str
    """`body`, or whom the annex judges."""


class Hit(Struct, frozen=True):
    """A figure found: the value as a pack has it, where. `sure`: it can mean but one thing."""

    value: Decimal | str
    clause: str
    place: str
    sure: bool = True
    why: str = ""


class Figure(Struct):
    """A parameter of the document: its value (None: left open), and everything that was found for it."""

    known: KnownParameter
    hits: list[Hit] = field(default_factory=list)

    @property
    def value(self) -> Decimal | str | None:
        """The one value that every place agrees on; None where they differ or one could mean something else."""
        values = {hit.value for hit in self.hits}
        return self.hits[0].value if len(values) == 1 and all(hit.sure for hit in self.hits) else None


def segments(made: Outline, annexes: list[FoundAnnex]) -> list[Segment]:
    """Everything a figure may stand in, in the order of the document."""
    found = [Segment(clause.id, _plain(clause.text), clause.place, "body") for clause in made.clauses.values()]
    if not found:  # a letter without numbers
        text = "。".join(line.text for line in made.head)
        found.append(Segment("", _plain(text), "开头", "body"))
    for annex in annexes:
        for item in annex.items():
            name, previous = f"{annex.name}·{item.title}", ""
            for row in sorted([*item.rows, *item.rules], key=lambda row: row.position):
                clause = f"{name}·{row.position}" if row.position else name
                text = row.text if row.text and not (row.position == 0 and item.rules) else row.words
                found.append(Segment(clause, _plain(text), row.place, annex.subject))
                if row.method and row.method != previous:
                    previous = row.method
                    found.append(Segment(clause, _plain(row.method), row.place, annex.subject))
    return found


def _plain(text: str) -> str:
    return level(text).replace(",", "，").replace(";", "；").replace("％", "%")


def figures(made: Outline, annexes: list[FoundAnnex]) -> list[Figure]:
    """The known parameters of which the document says something, in the order of the table."""
    texts = segments(made, annexes)
    found = []
    for known in KNOWN:
        figure = Figure(known)
        for pattern in known.patterns:
            hits = [
                hit
                for segment in texts
                if pattern.scope in ("", segment.scope)
                for hit in _hits(known, pattern, segment)
            ]
            figure.hits += [hit for hit in hits if hit not in figure.hits]
            if hits and pattern.enough:
                break
        if figure.hits:
            found.append(figure)
    return found


def _hits(known: KnownParameter, pattern: FigurePattern, segment: Segment) -> Iterator[Hit]:
    for match in pattern.words.finditer(segment.text):
        sentence = _sentence(segment.text, match.start(), match.end())
        if match.groupdict().get("skip") or (pattern.unless is not None and pattern.unless.search(sentence)):
            continue
        value = _value(known, match)
        if value is None:
            continue
        doubt = pattern.doubt or (
            "同一句里还有别的说法" if pattern.doubt_if is not None and pattern.doubt_if.search(sentence) else ""
        )
        yield Hit(value, segment.clause, segment.place, not doubt, doubt)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a match."""
    first = max(text.rfind(stop, 0, start) for stop in "。；\n") + 1
    last = min((at for stop in "。；\n" if (at := text.find(stop, end)) >= 0), default=len(text))
    return text[first:last]


def _value(known: KnownParameter, match: re.Match[str]) -> Decimal | str | None:
    groups = match.groupdict()
    if known.unit == "month-day":
        month, day = int(groups["m"]), int(groups["d"])
        return f"{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    if known.unit == "choice":
        return "working" if "工作日" in groups["u"] else "calendar"
    number = decimal_of(groups["n"])
    if number is None:
        return None
    unit = groups.get("u") or ""
    if known.unit == "month":
        number *= _MONTHS.get(unit, 0)
    elif known.unit == "ratio":
        number /= 100
    elif unit.endswith(("周", "星期")):
        number *= 7
    return Decimal(int(number)) if number == int(number) else number
