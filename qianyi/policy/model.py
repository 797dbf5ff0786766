"""What a policy document says, as typed data. No number of a policy stands in Python; it stands in a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, field, structs

from qianyi.errors import QianyiError
from qianyi.policy.paper_model import Papers, Wording

Severity = Literal["error", "warning", "info"]
PolicyStatus = Literal["text", "reading", "local"]
Judge = Literal["mark", "auto"]
Bearer = Literal["county", "support", "recipient", "pair", "person"]
Event = Literal["start", "arrival", "end", "recall"]


class PolicyError(QianyiError):
    """A pack, a setting or a parameter that cannot be used. The message is one Chinese sentence naming file and key."""


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The document a pack was made from."""

    title: str
    issued: date | None = None
    issuer: str = ""
    number: str = ""
    region: str = ""


class Campaign(Struct, frozen=True, forbid_unknown_fields=True):
    """The year of service: first and last day, both included."""

    start: date
    end: date
    year: int
    per_county: bool = False
    """The document leaves the dates to each county's round, and the county has given none: these only help to tell
    which year a day without one is in, until the roster tells the round."""


class Parameter(Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of the policy. `value` None: not in force in this policy."""

    id: str
    value: Decimal | bool | str | tuple[str, ...] | None
    unit: str
    clause: str
    status: PolicyStatus
    title: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    """Units `choice`, `choices`: the words that may stand here."""
    readings: tuple[Decimal | bool | str | tuple[str, ...], ...] = ()
    """All that the document can be read to say here, the value of the pack among them; empty where there is one
    reading only."""
    place: str = ""
    """Where in the document its sentence stands, in a pack drafted from one."""

    @property
    def others(self) -> tuple[Decimal | bool | str | tuple[str, ...], ...]:
        """The readings that are not in force."""
        return tuple(one for one in self.readings if one != self.value)


class Clause(Struct, frozen=True, forbid_unknown_fields=True):
    """A clause number and our own short wording of it."""

    id: str
    text: str


class RuleInForce(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that the policy puts in force. `severity` None: the registry's own."""

    code: str
    clause: str
    severity: Severity | None = None


class RubricLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One numbered line of an annex: `id` is annex.section.item.line, or `4.1`."""

    id: str
    points: Decimal
    title: str
    clause: str
    judge: Judge = "mark"
    computes: str = ""
    """The computation (by the name it is registered under) that answers an `auto` line from the registers."""
    beside: str = ""
    """What the registers say beside an assessor's mark, by name. Not points."""


class Veto(Struct, frozen=True, forbid_unknown_fields=True):
    """What makes an item count for nothing: an incident of one of these meanings (words `incident`)."""

    incidents: tuple[str, ...]
    clause: str


class RubricItem(Struct, frozen=True, forbid_unknown_fields=True):
    """An item (2.1.1 组织管理; 4.2 遵守劳动纪律): its lines sum to `points`."""

    id: str
    title: str
    points: Decimal
    lines: tuple[RubricLine, ...]
    vetoes: tuple[Veto, ...] = ()
    short: str = ""
    """The title where there is little room (在岗); "" for the whole one."""


class RubricSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A section with its sub-total (2.1 对口支援工作管理 30)."""

    id: str
    title: str
    points: Decimal
    items: tuple[RubricItem, ...]


class Annex(Struct, frozen=True, forbid_unknown_fields=True):
    """One rubric: `subject` says whom it judges. Its sections sum to `points`."""

    number: int
    title: str
    subject: Literal["support", "recipient", "person"]
    points: Decimal
    sections: tuple[RubricSection, ...]

    def items(self) -> list[RubricItem]:
        """All items in the order of the annex."""
        return [item for section in self.sections for item in section.items]

    def lines(self) -> list[RubricLine]:
        """All lines in the order of the annex."""
        return [line for item in self.items() for line in item.lines]

    def computed(self) -> frozenset[str]:
        """The names of the computations that answer its lines."""
        return frozenset(line.computes for line in self.lines() if line.judge == "auto" and line.computes)


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody must have done by a time. `due`, `each`, or `within` some days (months) `of` an event says when."""

    id: str
    title: str
    clause: str
    who: tuple[Bearer, ...]
    """`pair`: each of the two institutions answers for itself."""
    words: tuple[str, ...]
    """The 事项 wordings of 工作台账 that satisfy it."""
    due: date | None = None
    """The last day; dates shift with the campaign."""
    later: int | None = None
    """A person's whose placement begins later than the campaign: days from its start instead of `due`."""
    each: Literal["month", "quarter", "half-year"] | None = None
    """Of the campaign, from its start."""
    within: int | None = None
    unit: Literal["day", "month"] = "day"
    of: Event | None = None
    since: date | None = None
    """An entry before this day is of another year or step and does not count."""
    grace: int = 0
    """Days after the last day in which an entry is still in time."""
    kept_by: Literal["support", "recipient"] | None = None
    """A person's duty that this institution answers for."""
    criteria: tuple[str, ...] = ()
    """Lines of the rubric that it is evidence for, where they are computed from `duties`."""
    incident: str | None = None
    """Where a register of incidents is given, its rows of this meaning are the entries, and another rule tells."""
    elsewhere: str | None = None
    """Another rule tells where this column (`roster.arrival`) or kind of sheet is given."""
    status: PolicyStatus = "text"
    note: str = ""


class Grade(Struct, frozen=True, forbid_unknown_fields=True):
    """A grade that institutions give, and whether it is one that passes."""

    name: str
    passes: bool = True


class Approval(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the ladder by which leave is approved, the lowest first: `level` is a meaning of the words `approver`,
    `limit` the parameter with the days up to which it may approve (the last step has none)."""

    level: str
    title: str
    limit: str | None = None


class Quota(Struct, frozen=True, forbid_unknown_fields=True):
    """At least or at most so many people, days, visits, trainings or teachings of one bearer in a period."""

    id: str
    title: str
    clause: str
    counts: Literal["people", "days", "visits", "trainings", "teachings"]
    per: Literal["support", "recipient", "person", "county"]
    each: Literal["week", "month", "quarter", "half-year", "campaign"]
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    where: dict[str, str] = {}
    """Only placements (or institutions of 单位名录) of which these hold: `title = "senior_physician"`."""


class Policy(Struct, frozen=True, dict=True):
    """A policy in force for one campaign: pack, campaign dates, county overrides."""

    id: str
    title: str
    source: Source
    campaign: Campaign
    parameters: dict[str, Parameter]
    clauses: dict[str, Clause]
    rules: dict[str, RuleInForce]
    annexes: dict[int, Annex]
    words: dict[str, dict[str, tuple[str, ...]]]
    """Words that decide: words[list][meaning] = accepted spellings, e.g. words["approver"]["county"]."""
    duties: tuple[Duty, ...] = ()
    notes: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    """The best first."""
    approvals: tuple[Approval, ...] = ()
    quotas: tuple[Quota, ...] = ()
    overrides: dict[str, Any] = field(default_factory=dict)
    """What the county changed: dotted parameter id (or campaign.start / campaign.end) → JSON-able value."""
    wording: Wording | None = None
    """The county's own document, where it gave one."""
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Known heading, or period (year, first, second, half) → other words for it."""
    papers: Papers = Papers()

    def get(self, id: str) -> Any:
        """Value of a parameter, None where it is not in force or unknown to this policy."""
        parameter = self.parameters.get(id)
        return None if parameter is None else parameter.value

    def reading(self, id: str, value: Decimal | bool | str | tuple[str, ...]) -> Policy:
        """The same policy with another reading of a parameter. Raises PolicyError where the policy lacks it."""
        parameters = {**self.parameters, id: structs.replace(self.parameter(id), value=value)}
        return structs.replace(self, parameters=parameters)

    def number(self, id: str) -> Decimal:
        """A numeric parameter that the caller needs. Raises PolicyError where it is not in force."""
        value = self.get(id)
        if not isinstance(value, Decimal):
            raise PolicyError(f"政策 {self.id} 没有参数 {id}；请在政策或评分细则文件的 [parameters] 中写明。")
        return value

    def whole(self, id: str) -> int:
        """A numeric parameter as an int (days, months, counts). Raises PolicyError like `number`."""
        return int(self.number(id))

    def parameter(self, id: str) -> Parameter:
        """The parameter with unit, clause and status. Raises PolicyError where the policy lacks it."""
        try:
            return self.parameters[id]
        except KeyError:
            raise PolicyError(f"政策 {self.id} 没有参数 {id}；请在政策或评分细则文件的 [parameters] 中写明。") from None

    def meanings(self, words: str, text: str) -> frozenset[str]:
        """What the words of a list say that a text holds, e.g. {"off"} for 「下午脱岗」.

        A whole match counts alone; else every listed word of two characters or more that the text holds and that is
        not itself part of a longer one found (「未脱岗」 hides 「脱岗」). A listed word may have a gap: 「未经…批准」 is
        held by 「未经卫生院批准」.
        """
        known = self._meanings.get((words, text))
        if known is None:
            known = self._meanings[words, text] = self._find_meanings(words, text)
        return known

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], frozenset[str]]:
        """What was found before: registers say the same words over and over."""
        return {}

    def _find_meanings(self, words: str, text: str) -> frozenset[str]:
        lists = self.words.get(words, {})
        whole = frozenset(meaning for meaning, spellings in lists.items() if text in spellings)
        if whole:
            return whole
        pairs = ((word, meaning) for meaning, spellings in lists.items() for word in spellings if len(word) > 1)
        held = {stands: meaning for word, meaning in pairs if (stands := _standing(word, text))}

        return frozenset(meaning for word, meaning in held.items() if not is_within(word, held, text))

    def meaning(self, words: str, text: str) -> str | None:
        """The one thing a text says by list `words` (e.g. "approver"); None where it says nothing or two things."""
        found = self.meanings(words, text)
        return next(iter(found)) if len(found) == 1 else None

    def passes(self, grade: str) -> bool:
        """Whether a grade is one that passes."""
        return any(one.name == grade and one.passes for one in self.grades)

    def clause_of(self, code: str) -> str:
        """The clause of a rule in this policy, empty where the rule is not in force."""
        rule = self.rules.get(code)
        return "" if rule is None else rule.clause


def is_within(word: str, held: Iterable[str], text: str) -> bool:
    """Whether a word stands in a text only as a part of longer ones that it holds."""
    return any(word != longer and word in longer and text.count(word) <= text.count(longer) for longer in held)


_GAP = "…"


def _standing(word: str, text: str) -> str | None:
    """A listed word as it stands in a text, None where it does not; a gap takes up to eight characters of a clause."""
    if _GAP not in word:
        return word if word in text else None
    before, _, after = word.partition(_GAP)
    found = re.search(rf"{re.escape(before)}[^,，;；。、]{{0,8}}?{re.escape(after)}", text) if before in text else None
    return found and found.group()
