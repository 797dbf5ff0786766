"""What is to be shown: results, and how much of them was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts
    from qianyi.rules.registry import CheckRun
    from qianyi.scoring.result import Scores


class View(Struct, frozen=True):
    """The results of one county for one output. `findings` are those to be listed."""

    facts: Facts
    findings: list[Finding]
    checks: list[CheckRun]
    scores: Scores | None = None
    """Set by `score`; None: what `validate` found."""
    institution: str | None = None
    """Only what concerns this institution (`rules.concerns`)."""
    quiet: bool = False
    """The findings (or the tables of scores) alone."""
    verbose: bool = False
    """Every finding singly, and the digests of the inputs."""
    color: bool = False
    whole: bool = False
    """Into a file: nothing is left out for want of room, and the inputs are named with their digests."""
