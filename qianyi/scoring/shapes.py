"""What goes out, as data: `qianyi.score/1` and `qianyi.validate/1`. JSON, its schema, and every table are made of these.

A field with `labelled(…)` is also a column of the tables: its word (and, for a narrow screen, a short one), its unit, and
where its value comes from. A figure added here is on screen, in json, csv, xlsx, frame and schema.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType, field

from qianyi.dossier.finding import Answer
from qianyi.dossier.finding import Finding as FoundFinding
from qianyi.dossier.source import Cell
from qianyi.facts.attendance import AttendanceCount
from qianyi.policy.model import Severity
from qianyi.scoring.allowances import OpenPost, QuotaProgress, Remainder
from qianyi.scoring.labels import Shape, labelled
from qianyi.scoring.reliance import Reliance
from qianyi.scoring.result import Role, Status

Code = Annotated[str, Meta(pattern="^[A-Z][0-9]{3}$")]
Reference = Annotated[str, Meta(description="file/sheet!A1")]
Address = Annotated[str, Meta(description="A1 in the finding's own sheet, file/sheet!A1 elsewhere")]
Count = Annotated[int, Meta(ge=0)]


def _itself(source: Any) -> Any:
    return source


def _refs(source: Any) -> list[str]:
    """Cells as `file/sheet!A1`."""
    return [cell.ref for cell in source.cells]


def _addresses(finding: FoundFinding) -> list[str]:
    return cell_names(finding.cells)


def cell_names(cells: tuple[Cell, ...]) -> list[str]:
    """A1 for cells of the first one's sheet, `file/sheet!A1` for the others."""
    if not cells:
        return []
    home = cells[0].sheet
    return [cell.a1 if cell.sheet is home else cell.ref for cell in cells]


class SheetRead(Shape, kw_only=True):
    """A sheet as read."""

    name: str
    kind: str
    rows: Count


class Input(Shape, kw_only=True):
    """An input: path as shown, digest of its bytes, the sheets of a known kind."""

    path: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    sheets: list[SheetRead]


class Span(Shape, kw_only=True):
    """From a day to a day, both counted."""

    start: date
    end: date


class Reading(Shape, kw_only=True):
    """A reading or a local setting that results rest on."""

    id: str
    title: str
    value: Any
    unit: str
    clause: str
    status: Literal["reading", "local"]
    note: str


class PolicyInForce(Shape, kw_only=True):
    """The policy, what the county changed in it, and the readings that results rest on."""

    id: str
    title: str
    campaign: Span
    overrides: Annotated[dict[str, Any], Meta(description="dotted parameter id → value")]
    readings: list[Reading]


class Summary(Shape, kw_only=True):
    """Findings by severity; people, placements, posts, institutions by role; half-release where there is any."""

    error: Count
    warning: Count
    info: Count
    people: Annotated[Count, labelled("派驻人员")]
    placements: Annotated[Count, labelled("派驻期")]
    posts: Annotated[Count, labelled("岗位")]
    recipients: Annotated[Count, labelled("受援单位")]
    supports: Annotated[Count, labelled("支援单位")]
    half_release: Annotated[Count | UnsetType, labelled("半脱产人员")] = UNSET


class Finding(Shape, kw_only=True):
    """One finding; cells of its own sheet as A1, of another as `file/sheet!A1`."""

    id: Annotated[str, labelled("编号", short="")] = ""
    code: Annotated[Code, labelled("代码")]
    slug: Annotated[str, labelled("规则", short="")]
    severity: Annotated[Severity, labelled("级别")]
    clause: Annotated[str | None, labelled("条款")]
    message: Annotated[str, labelled("问题")] = ""
    path: Annotated[str | None, labelled("文件", lambda finding: finding.where[0])] = None
    sheet: Annotated[str | None, labelled("工作表", lambda finding: finding.where[1])] = None
    cells: Annotated[list[Address], labelled("单元格", _addresses)] = field(default_factory=list)
    person: Annotated[str | None, labelled("人员")] = None
    institution: Annotated[str | None, labelled("单位")] = None
    answer: Answer | None = None
    waiver: Annotated[str | UnsetType, labelled("豁免")] = UNSET


class Check(Shape, kw_only=True):
    """Whether a rule ran, and if not, why."""

    code: Code
    status: Literal["ran", "skipped"]
    reason: str | None


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


class Head(Shape, kw_only=True):
    """What every output names."""

    schema: str
    policy: PolicyInForce
    as_of: date
    version: str
    inputs: list[Input]


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


class Validation(Head, kw_only=True):
    """`qianyi.validate/1`."""

    schema: Literal["qianyi.validate/1"] = "qianyi.validate/1"
    summary: Summary
    findings: list[Finding]
    checks: list[Check]


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
