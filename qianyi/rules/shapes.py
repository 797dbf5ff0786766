"""What goes out of `validate`, as data: `qianyi.validate/1`, and what heads every output.

A field with `labelled(…)` is also a column of the tables: its word (and, for a narrow screen, a short one), its unit, and
where its value comes from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType, field

from qianyi.dossier.finding import Answer
from qianyi.dossier.finding import Finding as FoundFinding
from qianyi.dossier.source import Cell
from qianyi.policy.model import Severity
from qianyi.rules.labels import Shape, labelled

Code = Annotated[str, Meta(pattern="^[A-Z][0-9]{3}$")]
Address = Annotated[str, Meta(description="A1 in the finding's own sheet, file/sheet!A1 elsewhere")]
Count = Annotated[int, Meta(ge=0)]


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


class Head(Shape, kw_only=True):
    """What every output names."""

    schema: str
    policy: PolicyInForce
    as_of: date
    version: str
    inputs: list[Input]


class Validation(Head, kw_only=True):
    """`qianyi.validate/1`."""

    schema: Literal["qianyi.validate/1"] = "qianyi.validate/1"
    summary: Summary
    findings: list[Finding]
    checks: list[Check]
