"""Who bears which duty of the policy until when, and what the work ledger (工作台账) has of it.

Halves, quarters and months are the campaign's, counted from its start. Where the ledger has 单位 (or 姓名) everybody
answers for himself; a ledger without them answers for the whole county.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from qianyi.dossier.records import Incident, MilestoneEntry, Placement
from qianyi.facts.arrivals import begins_with_campaign
from qianyi.facts.matters import Matters
from qianyi.policy.date_shift import ONE_DAY, add_months
from qianyi.policy.model import Duty

if TYPE_CHECKING:
    from qianyi.facts import Facts

_COUNTY = "county"
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6}
DutyRecord = MilestoneEntry | Incident


class Turn(Struct, eq=False):
    """One bearer's duty for one time. `who` is the institution or person, "" for the county as a whole."""

    duty: Duty
    role: str
    """county, support, recipient or person."""
    who: str
    since: date | None
    due: date
    kept_by: str | None = None
    """The institution that answers: itself, or the one that keeps a person's papers."""
    placements: tuple[Placement, ...] = ()
    entry: DutyRecord | None = None
    done: date | None = None
    unclear: bool = False
    """An entry stands there whose date cannot be read (I004)."""

    @property
    def in_time(self) -> bool:
        """Recorded, not after the last day (and the days of grace)."""
        return self.done is not None and self.done <= self.due + timedelta(days=self.duty.grace)

    def missed(self, as_of: date) -> bool:
        """Whether as-of has reached the last day and nothing was recorded in time."""
        return as_of >= self.due + timedelta(days=self.duty.grace) and not self.in_time and not self.unclear


class Due(Struct, frozen=True):
    """What a reminder says of a turn."""

    duty: str
    """Its id."""
    title: str
    who: str
    """An institution's or person's name, `county` for the county."""
    due: date
    state: Literal["late", "next"]


def due(facts: Facts, within: int = 30) -> list[Due]:
    """Duties that are late at as-of or due in the next `within` days, by date. Late ones only where a ledger is given:
    without it nobody knows what was done."""
    listed = []
    known = facts.dossier.has("milestones")
    for turn in facts.duties.turns:
        if turn.done is not None or turn.unclear:
            continue
        late = facts.as_of > turn.due + timedelta(days=turn.duty.grace)
        if late and (not known or covered_elsewhere(facts, turn.duty)):
            continue
        if late or facts.as_of <= turn.due <= facts.as_of + timedelta(days=within):
            state: Literal["late", "next"] = "late" if late else "next"
            listed.append(Due(turn.duty.id, turn.duty.title, turn.who or _COUNTY, turn.due, state))
    return listed


def covered_elsewhere(facts: Facts, duty: Duty) -> bool:
    """Whether another rule tells of a duty, because a register that shows it is given."""
    if duty.elsewhere is None:
        return False
    kind, _, field = duty.elsewhere.partition(".")
    return facts.dossier.has_column(kind, field) if field else facts.dossier.has(kind)


class _Whose(Struct):
    """Entries of a duty by whom they are of."""

    county: list[DutyRecord] = []
    institutions: dict[str, list[DutyRecord]] = field(default_factory=lambda: defaultdict(list))
    everybody: dict[str, list[DutyRecord]] = field(default_factory=lambda: defaultdict(list))
    """Rows of an institution that name no person: they answer for all its people."""
    placements: dict[int, list[DutyRecord]] = field(default_factory=lambda: defaultdict(list))


def _answering(whose: _Whose, turn: Turn) -> list[DutyRecord]:
    """The entries that are of the bearer of a turn."""
    if turn.role == "county":
        return whose.county
    if turn.role != "person":
        return whose.institutions.get(turn.who, [])
    own = [entry for p in turn.placements for entry in whose.placements.get(id(p), ())]
    homes = dict.fromkeys(name for p in turn.placements for name in (p.support, p.recipient) if name)
    found = [*own, *(entry for home in homes for entry in whose.everybody.get(home, ()))]
    return list({id(entry): entry for entry in found}.values())


class Duties:
    """All turns of the policy's duties, by date, with what was recorded of them up to as-of."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.matters = Matters(facts.policy)
        self.one_for_all = facts.dossier.has("milestones") and not any(
            facts.dossier.has_column("milestones", field) for field in ("institution", "name")
        )
        """The ledger says of no entry whose it is: one does for the county."""
        self._entries = self._ledger()
        self.turns: list[Turn] = []
        for duty in facts.policy.duties:
            made = list(self._as_one(duty) if self.one_for_all else self._borne(duty))
            self._record(duty, made)
            self.turns += made
        self.turns.sort(key=lambda turn: turn.due)
        self._kept: dict[str | None, list[Turn]] = defaultdict(list)
        for turn in self.turns:
            self._kept[turn.kept_by].append(turn)

    def of(self, who: str, criterion: str) -> list[Turn]:
        """The turns that are evidence for a line of the rubric and that this institution answers for."""
        return [turn for turn in self._kept.get(who, ()) if criterion in turn.duty.criteria]

    # Who and when -----------------------------------------------------------------------------------------------------

    def _borne(self, duty: Duty) -> Iterator[Turn]:
        directory = self._facts.directory
        bearers: dict[str, tuple[str, tuple[Placement, ...]]] = {}
        if "county" in duty.who:
            bearers[""] = ("county", tuple(self._facts.dossier.placements))
        for role in ("support", "recipient"):
            if role in duty.who or "pair" in duty.who:
                known = directory.recipients if role == "recipient" else self._supports()
                for name, sent in known.items():
                    bearers.setdefault(name, (role, tuple(sent)))
        for who, (role, placements) in bearers.items():
            for since, last in self._times(duty, placements, role):
                yield Turn(duty, role, who, since, last, who or None, placements)
        if "person" in duty.who:
            for (name, _), own in directory.people.items():
                kept_by = (own[-1].support if duty.kept_by == "support" else own[-1].recipient) or None
                for since, last in self._times(duty, tuple(own), "person"):
                    yield Turn(duty, "person", name, since, last, kept_by, tuple(own))

    def _supports(self) -> dict[str, list[Placement]]:
        found: dict[str, list[Placement]] = defaultdict(list)
        for placement in self._facts.dossier.placements:
            if placement.support:
                found[placement.support].append(placement)
        return found

    def _as_one(self, duty: Duty) -> list[Turn]:
        """One turn a time for the whole county, due when the last of its bearers is."""
        latest: dict[date | None, date] = {}
        for turn in self._borne(duty):
            key = turn.since if duty.each is not None else None
            latest[key] = max(latest.get(key, turn.due), turn.due)
        return [Turn(duty, "county", "", since or duty.since, last) for since, last in latest.items()]

    def _times(self, duty: Duty, placements: tuple[Placement, ...], role: str) -> Iterator[tuple[date | None, date]]:
        """First and last day of each time that the duty is owed."""
        campaign = self._facts.policy.campaign
        if duty.due is not None:
            last = self._later(duty, placements) if role == "person" else duty.due
            if last is not None:
                yield duty.since, last
        elif duty.each is not None:
            held = _held(placements) if role == "person" else (campaign.start, campaign.end)
            yield from ((a, b) for a, b in periods(campaign.start, campaign.end, duty.each) if _covers(held, a, b))
        elif duty.within is not None:
            event = self._event(duty, placements, role)
            if event is not None:
                days = event + timedelta(days=duty.within)
                yield duty.since, days if duty.unit == "day" else add_months(event, duty.within) - ONE_DAY

    def _later(self, duty: Duty, placements: tuple[Placement, ...]) -> date | None:
        """The last day of a person's duty: the policy's, or some days after the start of a later placement."""
        first = _held(placements)
        if first is None or duty.later is None or duty.due is None:
            return duty.due
        if first[0] <= self._facts.policy.campaign.start or begins_with_campaign(self._facts, first[0]):
            return duty.due
        return max(duty.due, first[0] + timedelta(days=duty.later))

    def _event(self, duty: Duty, placements: tuple[Placement, ...], role: str) -> date | None:
        campaign = self._facts.policy.campaign
        held = _held(placements)
        if duty.of == "arrival":
            if not self._facts.dossier.has_column("roster", "arrival"):
                return held[0] if held else None
            return min((p.arrival for p in placements if p.arrival is not None), default=None)
        if duty.of == "recall":
            return min(self._recalls(placements), default=None)
        if role != "person":
            return campaign.end if duty.of == "end" else campaign.start
        return None if held is None else held[1] if duty.of == "end" else held[0]

    def _recalls(self, placements: tuple[Placement, ...]) -> Iterator[date]:
        own = {id(placement) for placement in placements}
        meaning = self._facts.policy.meaning
        for one in self._facts.dossier.incidents:
            recall = one.date is not None and meaning("incident", one.kind or "") == "recall"
            if recall and own.intersection(map(id, self._facts.match(one).placements)) and one.date is not None:
                yield one.date

    # What was recorded ------------------------------------------------------------------------------------------------

    def _ledger(self) -> dict[str, list[MilestoneEntry]]:
        found: dict[str, list[MilestoneEntry]] = defaultdict(list)
        for entry in self._facts.dossier.milestones:
            for id in self.matters.steps(entry.matter or ""):
                found[id].append(entry)
        return found

    def _record(self, duty: Duty, turns: list[Turn]) -> None:
        """Bring entries to the turns of a duty: those of one bearer share theirs, an entry of a recurring duty is of
        one turn."""
        from_incidents = duty.incident is not None and self._facts.dossier.has("incidents")
        entries: list[DutyRecord] = list(self._incidents(duty) if from_incidents else self._entries.get(duty.id, ()))
        if not entries:
            return
        whose: dict[str, list[Turn]] = defaultdict(list)
        for turn in turns:
            whose[turn.who if turn.role != "person" else str(id(turn.placements[0]))].append(turn)
        sorted_out = self._sorted_out(entries)
        for mine in whose.values():
            answering = entries if self.one_for_all and not from_incidents else _answering(sorted_out, mine[0])
            dated = [(day, entry) for entry in answering if (day := _day(entry)) is not None]
            dated = sorted((one for one in dated if one[0] <= self._facts.as_of), key=lambda one: one[0])
            unclear = any(_day(e) is None and self._facts.has_value(e, "done") for e in answering)
            assign(mine, dated, each=duty.each is not None)
            for turn in mine:
                turn.unclear = unclear and turn.done is None

    def _sorted_out(self, entries: Iterable[DutyRecord]) -> _Whose:
        """Entries by whom they are of: a row that names nobody of the roster is the county's."""
        found = _Whose()
        for entry in entries:
            places = self.places(entry)
            personal = (isinstance(entry, MilestoneEntry) and entry.name) or (
                isinstance(entry, Incident) and not places
            )
            if not places:
                found.county.append(entry)
            for place in places:
                found.institutions[place].append(entry)
                if not personal:
                    found.everybody[place].append(entry)
            for placement in self._facts.match(entry).placements if personal else ():
                found.placements[id(placement)].append(entry)
        return found

    def _incidents(self, duty: Duty) -> Iterator[Incident]:
        meaning = self._facts.policy.meaning
        return (one for one in self._facts.dossier.incidents if meaning("incident", one.kind or "") == duty.incident)

    def places(self, entry: DutyRecord) -> set[str]:
        """The institutions of the roster that an entry names (several in one cell too)."""
        text = (entry.institution if isinstance(entry, MilestoneEntry) else entry.name) or ""
        directory, aliases = self._facts.directory, self._facts.dossier.settings.aliases
        if directory.institution(text):
            return {text}
        parts = text.replace("，", "、").replace(",", "、").replace("；", "、").replace(";", "、").split("、")
        return {name for part in parts if directory.institution(name := aliases.get(part, part))}


def periods(first: date, last: date, each: str) -> Iterator[tuple[date, date]]:
    """The months, quarters or halves of a campaign from its start; one that its end cuts is none."""
    step, count = _MONTHS[each], 0
    while (end := add_months(first, step * (count + 1)) - ONE_DAY) <= last:
        yield add_months(first, step * count), end
        count += 1


def assign(turns: Iterable[Turn], entries: list[tuple[date, DutyRecord]], *, each: bool) -> None:
    """Give each turn its entry: the first in its time, else the first after it. Of a recurring duty an entry is of one
    turn, and one in time goes before one written up late."""
    spare = list(entries)
    left: list[Turn] = []
    for turn in turns:
        last = turn.due + timedelta(days=turn.duty.grace)
        own = next((one for one in spare if (turn.since is None or one[0] >= turn.since) and one[0] <= last), None)
        if own is None:
            left.append(turn)
            continue
        turn.done, turn.entry = own
        if each:
            spare.remove(own)
    for turn in left:
        late = next((one for one in spare if one[0] > turn.due), None)
        if late is not None:
            turn.done, turn.entry = late
            if each:
                spare.remove(late)


def _day(entry: DutyRecord) -> date | None:
    return entry.done if isinstance(entry, MilestoneEntry) else entry.date


def _held(placements: Iterable[Placement]) -> tuple[date, date] | None:
    """First and last day of somebody's placements; None where none has both."""
    dated = [(p.start, p.end) for p in placements if p.start is not None and p.end is not None]
    return (min(start for start, _ in dated), max(end for _, end in dated)) if dated else None


def _covers(held: tuple[date, date] | None, first: date, last: date) -> bool:
    return held is not None and held[0] <= first and last <= held[1]
