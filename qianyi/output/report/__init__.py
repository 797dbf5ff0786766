"""The report that people look at: one self-contained page for a county, one for a region. No network, no clock."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from qianyi.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

    from qianyi.facts import Facts
    from qianyi.scoring.changes import Changes
    from qianyi.scoring.result import Scores


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder("templates") / "report", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_county(
    facts: Facts, scores: Scores, *, name: str, anonymous: bool = False, changes: Changes | None = None
) -> str:
    """`报告.html` of one county, with what changed since the run before.

    `anonymous`: names masked, no kind of leave, no daily mark, no message.
    """
    from qianyi.output.report.county import county_view

    return _environment().get_template("county.html").render(county_view(facts, scores, name, anonymous, changes))


def render_region(view: dict[str, Any]) -> str:
    """`region.html` of many counties, from `region.region_view`."""
    return _environment().get_template("region.html").render(view)


def render_plan(view: dict[str, Any]) -> str:
    """The page of a plan, from `output.plan.picture`."""
    return _environment().get_template("plan.html").render(view)
