"""What every reader of a sheet is given: the dossier being filled, the policy, names made one, and `note`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from msgspec.structs import replace

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell
from qianyi.intake.cells.names import person_name, without_tail
from qianyi.intake.cells.values import institution_key, squeeze
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings

STORE_IT = "请用 Excel 或 WPS 打开后保存一次，再交来。"
"""The remedy of every I006."""

_UNREADABLE = frozenset({"I004", "I006"})


class Context:
    """One reading of one dossier. Findings go to `dossier.found`; institution names get one spelling each."""

    def __init__(self, dossier: Dossier, policy: Policy, settings: Settings) -> None:
        self.dossier = dossier
        self.policy = policy
        self.settings = settings
        self._spelling: dict[str, str] = {}
        self._institutions: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self.plain_names: dict[object, str] = {}
        """Cells of grids that are a name as it stands: a year's grids name the same people."""
        self._roster: Counter[str] = Counter()
        """How many people of the rosters bear a name."""
        self._tails: dict[str, str] = {}
        """How the roster writes a name behind which it has a bracket that was left out: 林茵 → 林茵(组长)."""
        aliases = {institution_key(alias): squeeze_kept(name) for alias, name in settings.aliases.items()}
        for alias in aliases:
            name = aliases[alias]
            for _ in aliases:  # an alias of an alias; bounded, so that a circle ends
                name = aliases.get(institution_key(name), name)
            self._spelling[alias] = name
        for name in list(self._spelling.values()):
            self._spelling.setdefault(institution_key(name), name)

    def note(
        self,
        code: str,
        fact: str,
        *cells: Cell,
        person: str | None = None,
        institution: str | None = None,
        **kw: Any,
    ) -> None:
        """Add a finding; the cells of what could not be read are known to their sheets as such. `kw`: remedy; path, sheet,
        order (where there is no cell); severity."""
        if code in _UNREADABLE:
            for cell in cells:
                cell.sheet.unreadable.add((cell.row, cell.column))
        self.dossier.found.append(
            Finding(code, fact, cells, person=person or None, institution=institution or None, **kw)
        )

    def institution(self, text: str) -> str:
        """The one spelling of an institution: the official name of an alias, else as it was first seen.

        White space, full-width forms and kinds of bracket make no difference.
        """
        name = self._institutions.get(text)
        if name is None:
            name = self._spelling.setdefault(institution_key(text), squeeze_kept(text))
            self._institutions[text] = name
        return name

    def person(self, text: str) -> str:
        """A name without white space and full-width forms: 林  茵 is 林茵; 林茵（组长） is, where the roster has just one,
        and does not write another bracket behind it."""
        name = self._people.get(text)
        if name is None:
            name = person_name(text)
            if name not in self._roster and (bare := without_tail(name)) != name and self._roster.get(bare) == 1:
                name = bare if self._tails.get(bare, name) == name else name
            self._people[text] = name
        return name

    def learn_people(self) -> None:
        """The rosters are read: whom they name is known from now on. 林茵（组长） in one of them is 林茵 (I005), where
        nobody else would be."""
        placements = self.dossier.placements
        tailed = [(one, bare) for one in placements if (bare := without_tail(one.name)) not in ("", one.name)]
        if tailed:
            bearers = Counter(bare for bare, _, _ in {(without_tail(p.name), p.name, p.support) for p in placements})
            for placement, bare in tailed:
                if bearers[bare] == 1:
                    self._tails[bare] = placement.name
                    self._rename(placement, bare)
        people = {(placement.name, placement.support) for placement in placements}
        self._roster = Counter(name for name, _ in people)
        self._people.clear()
        self.plain_names.clear()

    def _rename(self, placement: Placement, name: str) -> None:
        """Another name for the person of a row of the roster, in what was found of it too."""
        written, cell = placement.name, placement.cell("name")
        found = self.dossier.found
        found[:] = [
            one.replace(person=name) if one.person == written else one
            for one in found
            if one.code != "I005" or one.cells != (cell,) or not one.fact.startswith("姓名“")  # white space: said below
        ]
        placement.name = name
        if cell is not None:
            self.note("I005", f"姓名“{written}”已按“{name}”读取。", cell, person=name)

    def is_listed(self, name: str) -> bool:
        """Whether a name is on the roster, as far as one was read."""
        return not self._roster or name in self._roster

    def is_on_roster(self, name: str) -> bool:
        """Whether somebody of the rosters read so far bears a name."""
        return name in self._roster

    def is_institution(self, text: str) -> bool:
        """Whether a name is known as an institution's: from the roster, another sheet or the aliases."""
        return institution_key(text) in self._spelling

    def settled(self) -> Settings:
        """The settings with the names in hardship list and waivers spelt as the sheets spell them."""
        settings = self.settings
        waivers = tuple(
            replace(
                waiver,
                person=waiver.person and self.person(waiver.person),
                institution=waiver.institution and self.institution(waiver.institution),
            )
            for waiver in settings.waivers
        )
        hardship = settings.hardship
        if hardship is not None:
            hardship = frozenset(self.institution(name) for name in hardship)
        return replace(settings, waivers=waivers, hardship=hardship)

    def subject(self, text: str) -> str:
        """A cell that may name a person or an institution (incidents, marks)."""
        return self.institution(text) if self.is_institution(text) else self.person(text)


def squeeze_kept(text: str) -> str:
    """White space removed; brackets and other signs as written."""
    return squeeze(text, level=False)
