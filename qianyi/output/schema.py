"""JSON Schemas (draft 2020-12) of the JSON outputs, derived from their shapes, as `qianyi schema NAME` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from qianyi.docstrings import restore
from qianyi.errors import QianyiError
from qianyi.output.plan.shapes import PlanShape
from qianyi.scoring import shapes
from qianyi.scoring.labels import Shape
from qianyi.scoring.shapes import Count, Severity
from qianyi.scoring.what_if import WhatIfShape

Schema = dict[str, Any]


class Change(Shape, kw_only=True):
    """One value that `fix` tidied."""

    path: str
    sheet: str
    cell: str
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


OUTPUTS: dict[str, tuple[str, str, type[Struct]]] = {
    "validate": ("1", "qianyi validate --format json", shapes.Validation),
    "score": ("1", "qianyi score --format json", shapes.Score),
    "what-if": ("1", "qianyi validate --against --format json", WhatIfShape),
    "review": ("1", "one line of qianyi review --format json", ReviewLine),
    "send": ("1", "qianyi send --format json", SendShape),
    "status": ("1", "qianyi status --format json", StatusShape),
    "diff": ("1", "qianyi diff --format json", DiffShape),
    "fix": ("1", "qianyi fix --format json", Fix),
    "inspect": ("1", "qianyi inspect --format json", Inspected),
    "fill": ("1", "qianyi fill --format json", Fill),
    "plan": ("1", "qianyi plan --format json", PlanShape),
    "policy": ("1", "qianyi policy show --format json", PolicyShown),
    "policy-list": ("1", "qianyi policy list --format json", PolicyList),
    "policy-diff": ("1", "qianyi policy diff --format json", PolicyDiff),
}
"""Each output by name: its version, the command that prints it, its shape."""


def schema(name: str) -> Schema:
    """The schema of an output. Raises QianyiError where there is no such output."""
    if name not in OUTPUTS:
        raise QianyiError(f"没有名为 {name} 的输出；可用 {'、'.join(OUTPUTS)}。")
    version, command, shape = OUTPUTS[name]
    known = {struct.__name__: struct for struct in _structs(shape)}
    for module in {struct.__module__ for struct in known.values()}:
        restore(module)
    made = msgspec.json.schema(shape)
    for title, part in made["$defs"].items():
        _close(part, known[title])
    parts = _exact(made["$defs"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:qianyi:{name}:{version}",
        **parts.pop(shape.__name__),
        "title": command,
        "$defs": parts,
    }


def _structs(hint: Any) -> Iterator[type[Struct]]:
    """The structs that a type is made of."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
        for below in get_type_hints(hint, include_extras=True).values():
            yield from _structs(below)
    for part in get_args(hint):
        yield from _structs(part)


def _close(part: Schema, struct: type[Struct]) -> None:
    """An object has all the fields of its struct, but those that may be left out, and no other."""
    if "properties" in part:
        optional = {one.encode_name for one in structs.fields(struct) if one.default is UNSET}
        part["required"] = [name for name in part["properties"] if name not in optional]
        part["additionalProperties"] = False
        for below in part["properties"].values():
            below.pop("default", None)


def _exact(part: Any) -> Any:
    """Decimals go out as numbers."""
    if isinstance(part, list):
        return [_exact(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "decimal":
        return {**{key: value for key, value in part.items() if key != "format"}, "type": "number"}
    return {key: _exact(value) for key, value in part.items()}
