"""What the documents are filled from: scores and registers, indexed by placement; and one page's worth of fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from qianyi.dossier.records import Appraisal, Personal, Personnel, Placement
from qianyi.output.documents.phrasing import chinese_date, chinese_month, chinese_period, headline, mask, number
from qianyi.output.letterhead import activity_name, name_of
from qianyi.output.words import DAYS, ROLE, TERM
from qianyi.policy.model import Policy
from qianyi.policy.papers import SLOT
from qianyi.rules.concerns import Concerns
from qianyi.scoring.result import LOCAL

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.facts.attendance import AttendanceCount
from qianyi.scoring.result import PersonScore, Scores

FormFields = dict[str, Any]
T = TypeVar("T", bound=Personal)
TO_FILL = "    "
"""What stands on a form where a hand fills in."""
ROLE_TITLES = {role: f"{word}单位" for role, word in ROLE.items()}


class Page(Struct):
    """One document to write: file name without extension, fields, what the registers lack, whom it is about."""

    name: str
    context: FormFields
    missing: list[str] = field(default_factory=list)
    people: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    provisional: bool = False
    """Whether it rests on days that were not recorded."""
    copies: tuple[tuple[str, FormFields], ...] = ()
    """Of a paper whose copies differ: who keeps each, and the fields that are its own."""
    withheld: str = ""
    """Why there is no such paper for these people: it is named, not written."""

    def need(self, label: str, value: str | None) -> str:
        """A value the registers should have; its label is remembered where they lack it."""
        if value is None or not str(value).strip():
            if label not in self.missing:
                self.missing.append(label)
            return ""
        return value


class FormData:
    """Facts and scores of one dossier as the documents ask for them."""

    def __init__(self, facts: Facts, scores: Scores, masked: bool = False, plain: bool = False) -> None:
        self.facts = facts
        self.scores = scores
        self.masked = masked
        self.plain = plain
        self.policy = facts.policy
        self.dossier = facts.dossier
        self.as_of = facts.as_of

    @cached_property
    def activity(self) -> str:
        """The campaign's name."""
        return activity_name(self.policy)

    @property
    def issuer(self) -> str:
        """The office that signs: the county's own, else the one that issued the policy, but for another county's."""
        settings, issuer = self.dossier.settings, self.policy.source.issuer
        foreign = settings.county and "县" in issuer and not issuer.startswith(settings.county)
        return settings.office or ("" if foreign else issuer)

    @property
    def basis(self) -> str:
        """The document that papers rest on, in 《》: the county's own where it gave one, else the policy's."""
        wording, source = self.policy.wording, self.policy.source
        own = (wording.title or wording.file) if wording is not None and wording.used else ""
        return f"《{own or source.title or self.policy.title}》"

    def text(self, words: str, names: Mapping[str, str] | None = None) -> str:
        """A text of the pack with its figures (and names) put in; the form's blank for one that is not in force."""

        def value(found: re.Match[str]) -> str:
            slot = found[1]
            if names is not None and slot in names:
                return names[slot]
            parameter = self.policy.parameters.get(slot)
            if parameter is None or parameter.value is None:
                return TO_FILL
            if parameter.unit == "month-day":
                month, day = str(parameter.value).split("-")
                return f"{int(month)}月{int(day)}日"
            return number(parameter.value) if isinstance(parameter.value, Decimal) else str(parameter.value)

        return SLOT.sub(value, words)

    def common(self) -> FormFields:
        """Fields that every document has."""
        campaign = self.policy.campaign
        return {
            "year": str(campaign.year),
            "activity": self.activity,
            "heading": name_of(self.facts),
            "headline": headline(name_of(self.facts)),
            "county": self.dossier.settings.county or "",
            "office": self.issuer,
            "policy": self.policy.title,
            "basis": self.basis,
            "campaign": {
                "start": chinese_date(campaign.start),
                "end": chinese_date(campaign.end),
                "period": chinese_period(campaign.start, campaign.end),
            },
            "as_of": chinese_date(self.as_of),
        }

    def _by_placement(self, records: list[T]) -> dict[int, list[T]]:
        index: dict[int, list[T]] = defaultdict(list)
        for record in records:
            for placement in self.facts.match(record, _day_of(record)).placements:
                index[id(placement)].append(record)
        return index

    @cached_property
    def personnel(self) -> dict[int, list[Personnel]]:
        """人员信息 rows by placement."""
        return self._by_placement(self.dossier.personnel)

    @cached_property
    def appraisals(self) -> dict[int, list[Appraisal]]:
        """鉴定 rows by placement."""
        return self._by_placement(self.dossier.appraisals)

    @cached_property
    def registers(self) -> Callable[[str, Placement], list[Any]]:
        """Rows of a personal register that are about a placement: `registers("workload", placement)`."""
        indexes: dict[str, dict[int, list[Any]]] = {}

        def rows(kind: str, placement: Placement) -> list[Any]:
            if kind not in indexes:
                indexes[kind] = self._by_placement(self.dossier.records(kind))
            return indexes[kind].get(id(placement), [])

        return rows

    @cached_property
    def numbers(self) -> dict[int, int]:
        """A person's place on the roster, from 1: file names begin with it, so that no two are the same."""
        return {id(placement): index for index, placement in enumerate(self.dossier.placements, 1)}

    def number_of(self, placement: Placement) -> str:
        """The place as three digits or more."""
        return f"{self.numbers.get(id(placement), 0):03d}"

    @cached_property
    def people(self) -> list[PersonScore]:
        """Results in roster order."""
        return self.scores.people

    def in_support(self, name: str) -> list[PersonScore]:
        """Those sent by an institution."""
        return [person for person in self.people if person.placement.support == name]

    def in_recipient(self, name: str) -> list[PersonScore]:
        """Those received by an institution."""
        return [person for person in self.people if person.placement.recipient == name]

    def institutions(self, role: str) -> list[str]:
        """Names of support or recipient institutions in roster order."""
        names = (getattr(placement, role) for placement in self.dossier.placements)
        return list(dict.fromkeys(name for name in names if name))

    def shown_name(self, name: str) -> str:
        """A name on a public document: masked where that was asked for."""
        return mask(name) if self.masked else name

    @cached_property
    def concerns(self) -> Concerns:
        """Whom and when findings concern."""
        return Concerns(self.facts)

    @cached_property
    def any_attendance(self) -> bool:
        """Whether any attendance of anybody is given."""
        return any(standing.recorded for standing in self.facts.standings)

    def recorded(self, placement: Placement) -> bool:
        """Whether any attendance tells of the placement."""
        return self.facts.standing_of(placement).recorded

    def person(self, person: PersonScore, page: Page | None = None) -> FormFields:
        """Who it is and where: the fields of `person`. What the forms need and the registers lack goes into `page`."""
        placement = person.placement
        rows = self.personnel.get(id(placement), [])

        def first(name: str) -> str | None:
            values = (getattr(record, name, None) for record in (placement, *rows))
            return next((value for value in values if value), None)

        more = next((record.specialty for record in rows if record.specialty), None)
        values = {
            "name": placement.name,
            "sex": placement.sex,
            "title": placement.title,
            "birth": chinese_month(first("birth")),
            "ethnicity": first("ethnicity"),
            "politics": first("politics"),
            "career_start": chinese_month(first("career_start")),
            "specialty": more or placement.specialty,
            "period": chinese_period(person.start, person.end),
            "support": placement.support,
            "recipient": placement.recipient,
        }
        if page is not None:
            for key, label in IDENTITY.items():
                page.need(label, values[key])
        filled = {key: value or "" for key, value in values.items()}
        return filled | {
            "number": self.number_of(placement),
            "licence": placement.licence or "",
            "post": placement.post or "",
            "age": "" if placement.age is None else str(placement.age),
            "start": chinese_date(person.start),
            "end": chinese_date(person.end),
            "term": TERM.get(person.term or "", ""),
            "release": "半脱产" if placement.half_release else "全脱产",
        }

    def attendance(self, person: PersonScore, page: Page | None = None) -> FormFields:
        """Day counts of a placement in words; blank throughout where no attendance was given."""
        if not self.recorded(person.placement):
            if page is not None:
                page.need("出勤情况", None)
            return dict.fromkeys([*_COUNTS, "other", "rate"], "")
        return self.days(person.attendance, page)

    def days(self, count: AttendanceCount, page: Page | None = None) -> FormFields:
        """Day counts in words; a page that rests on days which nobody recorded is provisional."""
        days = {name: number(getattr(count, name)) for name in _COUNTS}
        others = [f"{label}{number(getattr(count, key))}天" for key, label in OTHERS.items() if getattr(count, key)]
        if page is not None and count.unrecorded:
            page.provisional = True
        rate = count.present / count.required * 100 if count.required else None
        return days | {"other": "、".join(others), "rate": number(rate, 1)}

    def grade(self, person: PersonScore) -> str:
        """The grade with “本地设定” where thresholds gave it; empty while there is none."""
        if not person.grade:
            return ""
        return f"{person.grade}（{LOCAL}）" if person.grade_origin == LOCAL else person.grade


_COUNTS = (
    "required",
    "present",
    "personal",
    "sick",
    "marriage",
    "maternity",
    "bereavement",
    "annual",
    "absent",
    "rest",
    "not_arrived",
    "unrecorded",
    "rest_days_worked",
)
OTHERS = {
    key: DAYS[key]
    for key in ("marriage", "maternity", "bereavement", "other", "annual", "rest", "not_arrived", "unrecorded")
}
IDENTITY = {
    "sex": "性别",
    "title": "现任专业技术职务",
    "birth": "出生年月",
    "ethnicity": "民族",
    "specialty": "现从事专业",
    "career_start": "参加工作时间",
    "politics": "政治面貌",
    "period": "支援工作起止时间",
    "support": "派出单位",
    "recipient": "受援单位",
}


def _day_of(record: Personal) -> date | None:
    """The day a row is about, so that it falls to the placement that covers it."""
    day = getattr(record, "date", None) or getattr(record, "start", None)
    if day is None and (month := getattr(record, "month", None)):
        day = date(month[0], month[1], 1)
    return day


def months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """Every month from first to last."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def total(values: list[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return sum((value for value in values if value is not None), Decimal(0))


def in_order_of_grades(policy: Policy, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many have each grade, the best first, those without one last."""
    order = [grade.name for grade in policy.grades]

    def place(item: tuple[str, int]) -> int:
        return next((index for index, grade in enumerate(order) if item[0].startswith(grade)), len(order))

    return sorted(counts.items(), key=place)
