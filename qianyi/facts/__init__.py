"""What follows from a dossier without any judgement. One `Facts` is what every rule and score is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement, Record
from qianyi.dossier.source import Cell
from qianyi.facts.calendar import Calendar
from qianyi.policy.model import Policy

if TYPE_CHECKING:
    from qianyi.facts.attendance import Standing
    from qianyi.facts.duties import Duties
    from qianyi.facts.free_texts import FreeTexts
    from qianyi.facts.institutions import Institutions
    from qianyi.facts.leaves import Leaves
    from qianyi.facts.merging import Attendance
    from qianyi.facts.people import Directory, Match
    from qianyi.facts.posts import Post
    from qianyi.facts.resent import Resent
    from qianyi.facts.services import Service


_OF_DAYS = ("leave.unregistered", "arrival.late_days")
"""The readings by which days themselves are counted otherwise."""


class Facts:
    """A dossier under a policy on a day. Everything derived is made once, when first asked for.

    `as_of` is inclusive: nothing after it is demanded.
    """

    def __init__(self, dossier: Dossier, policy: Policy, as_of: date) -> None:
        self.dossier = dossier
        self.policy = policy
        self.as_of = as_of
        self.calendar = Calendar(dossier.settings)
        self._anew: dict[int, Standing] = {}

    def found(self, code: str) -> list[Finding]:
        """What reading the files (I-codes, A403, A414, A415, A416, A407 of grids) found under a code."""
        return [finding for finding in self.dossier.found if finding.code == code]

    def has_value(self, record: Record, *fields: str) -> bool:
        """Whether one of these fields of a row has a value, or something in its cell that could not be read."""
        return any(getattr(record, field) is not None for field in fields) or record.unreadable(*fields)

    @cached_property
    def _records(self) -> dict[int, dict[int, Record]]:
        """The record that each row tells of, by the id of its sheet."""
        found: dict[int, dict[int, Record]] = defaultdict(dict)
        for record in self.dossier.every_record():
            found[id(record.sheet)][record.row] = record
        for stretch in self.dossier.stretches:
            if stretch.rows or stretch.row_pm is not None:
                found[id(stretch.sheet)] |= dict.fromkeys(stretch.rows or (stretch.row_pm or 0,), stretch)
        return found

    def record_at(self, cell: Cell) -> Record | None:
        """The row of data that a cell stands in, None for headings, titles and what was not read."""
        return self._records.get(id(cell.sheet), {}).get(cell.row)

    @cached_property
    def directory(self) -> Directory:
        """Who is on the roster, and how rows of other registers are matched to them."""
        from qianyi.facts.people import Directory

        return Directory(self)

    def match(self, record: object, day: date | None = None) -> Match:
        """The placements a personal record is about (see `people.Directory.match`)."""
        return self.directory.match(record, day)

    @cached_property
    def attendance(self) -> Attendance:
        """Attendance rows brought to their placements; rows of unknown people; marks outside every placement."""
        from qianyi.facts.merging import bring_together

        return bring_together(self)

    @cached_property
    def resent(self) -> list[Resent]:
        """Months that an institution sent in several files."""
        from qianyi.facts.resent import find_resent

        return find_resent(self)

    @cached_property
    def people_outside(self) -> frozenset[int]:
        """The ids of placements that rest on cells whose meaning lies outside their text (see `facts.outside`)."""
        from qianyi.facts.outside import people_outside

        return people_outside(self)

    @cached_property
    def any_outside(self) -> bool:
        """Whether the attendance has cells whose meaning lies outside their text."""
        from qianyi.facts.outside import any_outside

        return any_outside(self)

    @cached_property
    def free_texts(self) -> FreeTexts:
        """What people wrote to be printed."""
        from qianyi.facts.free_texts import FreeTexts

        return FreeTexts(self)

    @cached_property
    def leaves(self) -> Leaves:
        """The leave register by placement, and how long a leave counts."""
        from qianyi.facts.leaves import Leaves

        return Leaves(self)

    @cached_property
    def posts(self) -> list[Post]:
        """Posts by the pairing of the rules (岗位 column, else halves paired within a block), in roster order."""
        from qianyi.facts.posts import find_posts

        return find_posts(self)

    @cached_property
    def institutions(self) -> Institutions:
        """What 单位名录, names and qianyi.toml say of institutions."""
        from qianyi.facts.institutions import Institutions

        return Institutions(self)

    @cached_property
    def duties(self) -> Duties:
        """The duties of the policy by bearer and time, and what the work ledger has of them."""
        from qianyi.facts.duties import Duties

        return Duties(self)

    @cached_property
    def standings(self) -> list[Standing]:
        """One a placement, in roster order: days, counts, runs, weeks up to as-of."""
        from qianyi.facts.standings import find_standings

        return find_standings(self)

    @cached_property
    def services(self) -> list[Service]:
        """One person's placements that follow each other, in roster order."""
        from qianyi.facts.services import find_services

        return find_services(self)

    @cached_property
    def short_services(self) -> list[tuple[Service, date, int]]:
        """Services under the shortest time (T201), with the day they count from and their whole months."""
        from qianyi.facts.services import find_short

        return find_short(self)

    @cached_property
    def service_of(self) -> Callable[[Placement], Service]:
        """The service that a placement is part of."""
        by_id = {id(placement): service for service in self.services for placement in service.placements}
        return lambda placement: by_id[id(placement)]

    @cached_property
    def serving(self) -> list[tuple[Service, Standing]]:
        """Each service with what is recorded of all its placements, in the order of `services`."""
        from qianyi.facts.services import join

        of = self.standing_of
        return [(service, join(self, service, [of(p) for p in service.placements])) for service in self.services]

    def standings_of(self, service: Service) -> list[Standing]:
        """The standings of a service's placements, without those of everybody else where none are made yet."""
        from qianyi.facts.standings import find_standing

        if "standings" in self.__dict__:
            return [self.standing_of(placement) for placement in service.placements]
        for placement in service.placements:
            if id(placement) not in self._anew:
                self._anew[id(placement)] = find_standing(self, placement)
        return [self._anew[id(placement)] for placement in service.placements]

    def under(self, policy: Policy) -> Facts:
        """The same dossier on the same day under another reading; what that reading cannot touch is shared."""
        other = copy(self)
        other.policy = policy
        other.__dict__.pop("short_services", None)
        other._anew = {}
        if any(policy.get(id) != self.policy.get(id) for id in _OF_DAYS):
            for name in ("standings", "standing_of", "serving"):
                other.__dict__.pop(name, None)
        return other

    @cached_property
    def standing_of(self) -> Callable[[Placement], Standing]:
        """The standing of a placement."""
        by_id = {id(standing.placement): standing for standing in self.standings}
        return lambda placement: by_id[id(placement)]
