"""What goes out of `score`, as data: `qianyi.score/1`. JSON, its schema, and every table are made of these.

A field with `labelled(…)` is also a column of the tables: its word (and, for a narrow screen, a short one), its unit, and
where its value comes from. A figure added here is on screen, in json, csv, xlsx, frame and schema.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType, field

from qianyi.facts.attendance import AttendanceCount
from qianyi.rules.labels import Shape, labelled
from qianyi.rules.shapes import Check, Count, Finding, Head, Summary
from qianyi.scoring.allowances import OpenPost, QuotaProgress, Remainder
from qianyi.scoring.reliance import Reliance
from qianyi.scoring.result import Role, Status

Reference = Annotated[str, Meta(description="file/sheet!A1")]


def _itself(source: Any) -> Any:
    return source


def _refs(source: Any) -> list[str]:
    """Cells as `file/sheet!A1`."""
    return [cell.ref for cell in source.cells]


class Entry(Shape, kw_only=True):
    """One entry of a ledger."""

    line: Annotated[str, labelled("条")]
    points: Annotated[Decimal, labelled("扣分", unit="分")]
    clause: Annotated[str, labelled("条款")]
    why: Annotated[str, labelled("理由")]
    parameter: Annotated[str | None, labelled("参数")]
    cells: Annotated[list[Reference], labelled("单元格", _refs)]


class Line(Shape, kw_only=True):
    """One line; `evidence` (what was counted) and `missing` only where there is something to say."""

    id: Annotated[str, labelled("条")]
    max: Annotated[Decimal, labelled("满分", unit="分")]
    score: Annotated[Decimal | None, labelled("得分", unit="分")]
    status: Annotated[Status, labelled("状态")]
    origin: Annotated[Literal["mark", "auto", "computed"] | None, labelled("来源")]
    cells: Annotated[list[Reference], labelled("", _refs)]
    evidence: str | UnsetType = UNSET
    missing: str | UnsetType = UNSET


class Item(Shape, kw_only=True):
    """One item with its ledger and lines."""

    id: str
    title: str
    max: Decimal
    score: Decimal | None
    status: Status
    missing: list[str]
    ledger: list[Entry]
    lines: list[Line]


class ServiceSpan(Shape, kw_only=True):
    """The service that a placement is part of; its dates as the roster has them, its months from the campaign's start
    where it began in time."""

    start: date | None
    end: date | None
    months: Count | None
    recipients: list[str]


class Person(Shape, kw_only=True):
    """One placement's result."""

    name: Annotated[str, labelled("姓名", "placement.name")]
    support: Annotated[str | None, labelled("支援单位", "placement.support")]
    recipient: Annotated[str | None, labelled("受援单位", "placement.recipient")]
    start: Annotated[date | None, labelled("开始日期", short="")]
    end: Annotated[date | None, labelled("结束日期", short="")]
    term: Annotated[Literal["year", "half", "short"] | None, labelled("派驻期", short="")]
    attendance: AttendanceCount | None
    """Workdays by kind; null in what is made public."""
    items: list[Item]
    score: Annotated[Decimal | None, labelled("得分", unit="分")]
    max: Annotated[Decimal, labelled("满分", short="", unit="分")]
    percent: Annotated[Decimal | None, labelled("百分", unit="%")]
    status: Annotated[Status, labelled("状态")]
    grade: Annotated[str | None, labelled("等次")]
    grade_origin: Annotated[str | None, labelled("等次来源", short="")]
    counted_months: Annotated[Count | None, labelled("计入月数", short="月数", unit="月")]
    service: ServiceSpan
    facts: dict[str, Any] | UnsetType = UNSET
    """第十六条; only where the policy has it."""


class Crew(Shape, kw_only=True):
    """The people of an institution: placements, and their percents where they are judged."""

    count: Annotated[Count, labelled("人数", unit="人")]
    mean_percent: Annotated[Decimal | None, labelled("人均百分", short="人均", unit="%")]
    min_percent: Annotated[Decimal | None, labelled("最低百分", short="最低", unit="%")]


class Institution(Shape, kw_only=True):
    """One institution's result in one role."""

    rank: Annotated[Annotated[int, Meta(ge=1)] | None, labelled("名次")]
    name: Annotated[str, labelled("单位")]
    role: Annotated[Role, labelled("类别", short="")]
    annex: Annotated[Count, labelled("附件", short="")]
    score: Annotated[Decimal | None, labelled("得分", unit="分")]
    max: Annotated[Decimal, labelled("满分", short="", unit="分")]
    percent: Annotated[Decimal | None, labelled("百分", short="", unit="%")]
    status: Annotated[Status, labelled("状态")]
    items: list[Item]
    people: Annotated[Crew, labelled("", _itself)]


class Standing(Shape, kw_only=True):
    """Mid-year: what is left of each allowance, and the posts that nobody will hold."""

    people: list[Remainder]
    posts_without_successor: list[OpenPost]
    quotas: list[QuotaProgress]


class ShiftedPerson(Shape, kw_only=True):
    """A placement whose result would be another one; `grade` and `months` only where these would."""

    name: str
    recipient: str | None
    score: Decimal | None
    score_other: Decimal | None
    grade: str | UnsetType | None = UNSET
    grade_other: str | UnsetType | None = UNSET
    months: Count | UnsetType | None = UNSET
    months_other: Count | UnsetType | None = UNSET


class ShiftedInstitution(Shape, kw_only=True):
    """An institution whose score would be another one."""

    name: str
    role: Role
    score: Decimal | None
    score_other: Decimal | None


class OtherReading(Shape, kw_only=True):
    """Another value of a reading in force, and whom it would make a difference to."""

    parameter: str
    value: Any
    other: Any
    people: list[ShiftedPerson]
    institutions: list[ShiftedInstitution]


class Score(Head, kw_only=True):
    """`qianyi.score/1`."""

    schema: Literal["qianyi.score/1"] = "qianyi.score/1"
    summary: Summary
    findings: list[Finding]
    checks: list[Check]
    people: list[Person]
    institutions: list[Institution]
    evidence: list[Reliance] = field(default_factory=list)
    readings: list[OtherReading] = field(default_factory=list)
    standing: Standing | UnsetType = UNSET
