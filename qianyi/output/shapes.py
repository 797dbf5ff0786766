"""What the commands beside `validate`, `score` and `plan` print with `--format json`, as data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from qianyi.policy.model import Severity
from qianyi.rules import shapes
from qianyi.rules.labels import Shape, labelled
from qianyi.rules.shapes import Count


class Change(Shape, kw_only=True):
    """One value that `fix` tidied."""

    path: str
    sheet: str
    cell: Annotated[str, labelled("", "a1")]
    before: str
    after: str
    why: str


class Fix(Shape, kw_only=True):
    """`qianyi.fix/1`."""

    schema: Literal["qianyi.fix/1"] = "qianyi.fix/1"
    files: list[str]
    changes: list[Change]


class Fill(Shape, kw_only=True):
    """`qianyi.fill/1`."""

    schema: Literal["qianyi.fill/1"] = "qianyi.fill/1"
    files: list[str]
    missing: list[str]
    notes: list[str]
    refused: list[str]


class ReviewLine(Shape, kw_only=True):
    """`qianyi.review/1`: one county."""

    schema: Literal["qianyi.review/1"] = "qianyi.review/1"
    dossier: str
    status: str
    output: str | None
    summary: dict[str, Any]
    message: str | None


class SentFile(Shape, kw_only=True):
    """One workbook of `send`."""

    institution: str
    role: Literal["recipient", "support"]
    path: str
    people: list[str]


class SendShape(Shape, kw_only=True):
    """`qianyi.send/1`."""

    schema: Literal["qianyi.send/1"] = "qianyi.send/1"
    month: str
    files: list[SentFile]


class ReceivedMonth(Shape, kw_only=True):
    """One institution and month of `status`."""

    institution: str
    month: str
    state: Literal["ok", "problems", "missing"]
    people: Count
    files: list[str]
    findings: list[str]


class DueDuty(Shape, kw_only=True):
    """One duty of `status`."""

    duty: str
    title: str
    who: str
    due: date
    state: Literal["late", "next"]


class StatusShape(shapes.Head, kw_only=True):
    """`qianyi.status/1`."""

    schema: Literal["qianyi.status/1"] = "qianyi.status/1"
    received: list[ReceivedMonth]
    due: list[DueDuty]


class ComparedRun(Shape, kw_only=True):
    """One of the two runs of `diff`."""

    path: str
    as_of: date


class MovedEntry(Shape, kw_only=True):
    """An entry of a ledger that came or went."""

    change: Literal["added", "removed"]
    line: str
    points: Decimal
    clause: str
    why: str
    cells: list[str]


class MovedScore(Shape, kw_only=True):
    """A score that differs between two runs."""

    name: str
    role: Literal["person", "support", "recipient"]
    recipient: str | None
    old: Decimal | None
    new: Decimal | None
    entries: list[MovedEntry]


class DiffShape(Shape, kw_only=True):
    """`qianyi.diff/1`."""

    schema: Literal["qianyi.diff/1"] = "qianyi.diff/1"
    runs: list[ComparedRun]
    fixed: list[str]
    new: list[str]
    left: list[str]
    findings: list[dict[str, Any]]
    scores: list[MovedScore]


class Campaign(Shape, kw_only=True):
    """When a policy's campaign runs."""

    start: date
    end: date
    year: Count
    per_county: bool | UnsetType = UNSET


class ListedPolicy(Shape, kw_only=True):
    """A shipped policy."""

    id: str
    title: str
    region: str
    campaign: Campaign
    points: bool


class ColumnSeen(Shape, kw_only=True):
    """A column of a sheet, the heading above it, and the field it is read as."""

    column: str
    heading: str
    field: str | None


class LeftOut(Shape, kw_only=True):
    """A row that is not data, and why."""

    row: Count
    reason: str


class SheetSeen(Shape, kw_only=True):
    """How a sheet was read."""

    name: str
    kind: str | None
    month: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}$")] | None
    heading_rows: list[Count]
    columns: list[ColumnSeen]
    rows: Count
    people: list[str]
    unmatched: list[str]
    left_out: list[LeftOut]


class FileSeen(Shape, kw_only=True):
    """How a file was read."""

    path: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    sheets: list[SheetSeen]


class Inspected(Shape, kw_only=True):
    """`qianyi.inspect/1`."""

    schema: Literal["qianyi.inspect/1"] = "qianyi.inspect/1"
    inputs: list[FileSeen]


class PolicyList(Shape, kw_only=True):
    """`qianyi.policy-list/1`."""

    schema: Literal["qianyi.policy-list/1"] = "qianyi.policy-list/1"
    policies: list[ListedPolicy]


class Difference(Shape, kw_only=True):
    """What differs between two policies."""

    part: str
    id: str
    title: str
    unit: str
    a: Any
    b: Any


class PolicyDiff(Shape, kw_only=True):
    """`qianyi.policy-diff/1`."""

    schema: Literal["qianyi.policy-diff/1"] = "qianyi.policy-diff/1"
    a: str
    b: str
    differences: list[Difference]


class RuleInForce(Shape, kw_only=True):
    """A rule of a policy."""

    code: shapes.Code
    slug: str
    severity: Severity
    clause: str


class OpenPoint(Shape, kw_only=True):
    """A place of a drafted pack that is still to be looked at."""

    line: Count
    entry: str
    text: str


class PolicyShown(Shape, kw_only=True):
    """`qianyi.policy/1`: a whole policy."""

    schema: Literal["qianyi.policy/1"] = "qianyi.policy/1"
    id: str
    title: str
    source: dict[str, Any]
    campaign: Campaign
    overrides: dict[str, Any]
    notes: list[str]
    parameters: list[dict[str, Any]]
    rules: list[RuleInForce]
    annexes: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    grades: list[dict[str, Any]]
    approvals: list[dict[str, Any]]
    quotas: list[dict[str, Any]]
    papers: dict[str, Any]
    words: dict[str, Any]
    clauses: Annotated[dict[str, str], Meta(description="clause id → its wording")]
    open: list[OpenPoint] | UnsetType = UNSET
    """What a drafted pack still leaves to be looked at; only of `policy check`."""
