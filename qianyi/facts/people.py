"""Who is on the roster: matching the rows of personal registers to placements, without ever guessing."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement
from qianyi.facts.texts import look_alike
from qianyi.patterns import pattern

_BETWEEN = pattern(r"[、,，;；/]", "、")
_BEHIND = pattern(r"(?<=.)[(\[【〔{<《〈「].*", "林(组长)")

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Match(Struct, frozen=True):
    """`placements` the record is about (all of the person's, unless institutions or `day` narrow them).

    Empty with `problem` (Chinese, names the nearest or the namesakes) where it cannot be told.
    """

    placements: tuple[Placement, ...]
    problem: str | None = None


PersonKey = tuple[str, str]
"""A person is a name and a support institution."""


class Directory:
    """People by (name, support institution); two people of one name are told apart by the institutions of the row."""

    def __init__(self, facts: Facts) -> None:
        self._named: dict[str, list[Placement]] = defaultdict(list)
        self.people: dict[PersonKey, list[Placement]] = defaultdict(list)
        """Placements of each person, in roster order."""
        self.recipients: dict[str, list[Placement]] = defaultdict(list)
        self.supports: dict[str, list[Placement]] = defaultdict(list)
        """Placements of each institution in either role, in roster order."""
        for placement in facts.dossier.placements:
            if placement.name:
                self._named[placement.name].append(placement)
                self.people[placement.name, placement.support or ""].append(placement)
            if placement.recipient:
                self.recipients[placement.recipient].append(placement)
            if placement.support:
                self.supports[placement.support].append(placement)
        self._known: dict[tuple[str, str | None, str | None, str | None, bool], Match] = {}

    def institution(self, name: str | None) -> bool:
        """Whether an institution of the roster bears this name."""
        return name in self.recipients or name in self.supports

    def match(self, record: object, day: date | None = None, *, lenient: bool = False) -> Match:
        """The placements of the person of a record (anything with name or subject, support, recipient).

        Institutions of the row may stand in either column. Where they leave several placements, `day` picks those
        that cover it (all stay where none does). `lenient` (attendance): a 受援单位 that is none of the person's
        says who kept the sheet, not who the person is.
        """
        name = getattr(record, "name", None) or getattr(record, "subject", None) or ""
        support, recipient = getattr(record, "support", None), getattr(record, "recipient", None)
        # of namesakes: whose sheet it is, or (查岗) which institution was checked
        submitter = getattr(getattr(record, "sheet", None), "institution", None) or getattr(record, "institution", None)
        key = (name, support or None, recipient or None, submitter, lenient)
        match = self._known.get(key)
        if match is None:
            match = self._known[key] = self._find(*key)
        if day is not None and len(match.placements) > 1:
            covering = tuple(p for p in match.placements if p.start and p.end and p.start <= day <= p.end)
            return Match(covering) if covering else match
        return match

    def _find(
        self, name: str, support: str | None, recipient: str | None, submitter: str | None, lenient: bool
    ) -> Match:
        named = self._named.get(name)
        if not named:
            return Match((), self._unknown(name))
        if len(named) == 1:  # nearly everybody
            only = (None, named[0].support, named[0].recipient)
            if support in only and (lenient or recipient in only):
                return Match((named[0],))
        found = named
        for institution, field in ((support, "support"), (recipient, "recipient")):
            if institution is None:
                continue
            narrowed = [p for p in found if getattr(p, field) == institution] or [
                p for p in found if institution in (p.support, p.recipient)
            ]
            if not narrowed and not (lenient and field == "recipient"):
                homes = "、".join(dict.fromkeys(f"{p.support}派到{p.recipient}" for p in named))
                return Match((), f"名单上的{name}是{homes}的，与本行的{institution}不符")
            found = narrowed or found
        people = {p.support for p in found}
        if len(people) > 1 and submitter:
            found = [p for p in found if submitter in (p.support, p.recipient)] or found
            people = {p.support for p in found}
        if len(people) > 1:
            homes = "、".join(home or "支援单位空白" for home in sorted(people, key=str))
            return Match((), f"名单上有 {len(people)} 位{name}（{homes}），分不清是哪一位")
        return Match(tuple(found))

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        """The names that hold a character."""
        spelt: dict[str, list[str]] = defaultdict(list)
        for name in self._named:
            for character in set(name):
                spelt[character].append(name)
        return spelt

    def _unknown(self, name: str) -> str:
        parts = _BETWEEN.split(name)
        if len(parts) > 1 and all(part in self._named for part in parts):
            return f"一格写了 {len(parts)} 个人，要一人一行"

        import difflib

        bare = _BEHIND.sub("", name)  # 林茵(组长), where the roster has two of that name
        # only names that share half the characters can come near: a wrong roster must not cost names × names
        shared = Counter(known for character in set(bare) for known in self._spelt.get(character, ()))
        likely = [known for known, count in shared.items() if 2 * count >= len(set(bare))]
        near = [known for known in likely if _BEHIND.sub("", known) == bare][:3]
        near = near or difflib.get_close_matches(bare, likely, n=3, cutoff=0.5)
        alike = next((suggestion for known in near if (suggestion := look_alike(name, known))), "")
        suggestion = f"，相近的有：{'、'.join(near)}" + (f"（{alike}）" if alike else "") if near else ""
        return f"名单上没有“{name}”{suggestion}"
