"""qianyi (千医): the front door. `read` a county's files, then `validate`, `score`, `fill` or `review` them.

    facts = qianyi.read(["roster.xlsx", "attendance.xlsx"])
    validation = qianyi.validate(facts)
    scores = qianyi.score(facts)

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

    from qianyi.county import Request
    from qianyi.facts import Facts
    from qianyi.intake.books import Opened
    from qianyi.intake.inspecting import Inspection
    from qianyi.output.documents import FillResult
    from qianyi.rules import Validation
    from qianyi.scoring import Scores
    from qianyi.yearend import Expected, Options, Review, Watcher

__version__ = "0.3.1"
DEFAULT_POLICY = "yanchi-2022"


def read(
    paths: Sequence[str | Path],
    *,
    policy: str | None = None,
    rubric: str | Path | None = None,
    year: int | None = None,
    as_of: date | None = None,
    roster: str | Path | None = None,
    password: str | None = None,
    find_roster: bool = False,
    max_unpacked_mb: int | None = None,
) -> Facts:
    """One county's workbooks (files, or one folder) as facts under a policy on a day.

    The policy is `policy`, else the one of qianyi.toml, else yanchi-2022, with the `rubric` of a file where one is
    given; the year is `year`, else qianyi.toml's campaign, else the one a roster's title names, else the pack's.
    `find_roster`: where no file holds a roster, take one from a workbook beside them. `as_of` defaults to the earlier
    of today and the campaign's end, not before its start. Raises QianyiError where the inputs cannot be used (exit 2).
    """
    from qianyi import county

    request = county.Request(
        policy=policy,
        rubric=rubric,
        year=year,
        as_of=as_of,
        roster=roster,
        password=password,
        find_roster=find_roster,
        max_unpacked_mb=max_unpacked_mb,
    )
    return county.read(paths, request)


def inspect(
    paths: Sequence[str | Path], request: Request | None = None, *, institution: str | None = None
) -> Inspection:
    """What was read of the inputs and how, sheet by sheet.

    `institution`: only the sheets that hold a row of this one. Raises QianyiError where the roster has none such."""
    from qianyi import county
    from qianyi.intake.inspecting import Inspection

    opened: list[Opened] = []
    facts = county.read(paths, request or county.Request(), watch=opened.append)
    found = Inspection(opened[0], facts.dossier, facts.policy.campaign)
    if institution is not None:
        from qianyi.output.own import Own
        from qianyi.scoring.narrow import institution_named

        found.inputs = Own(facts, institution_named(facts, institution)).seen(found.inputs)
    return found


def validate(facts: Facts) -> Validation:
    """Findings of every rule in force, and which rules ran or were skipped and why."""
    from qianyi import rules

    return rules.validate(facts)


def score(facts: Facts) -> Scores:
    """Scores of people and institutions with their ledgers, findings of validate and of the S-rules."""
    from qianyi import scoring

    return scoring.score(facts)


def to_frame(scores: Scores, table: str = "people") -> pandas.DataFrame:
    """One table of the scores as a pandas frame: see `qianyi.output.frames.to_frame`."""
    from qianyi.output.frames import to_frame as made

    return made(scores, table)


def fill(
    facts: Facts,
    scores: Scores,
    out: str | Path,
    documents: Sequence[str] | None = None,
    *,
    persons: Sequence[str] | None = None,
    institutions: Sequence[str] | None = None,
    copies: int = 1,
    template: str | Path | None = None,
    merge: bool = False,
    mask: bool = False,
    plain: bool = False,
    pdf: bool = False,
    force: bool = False,
) -> FillResult:
    """Official documents into the folder `out`: those named (ids or titles), else all that apply.

    `persons`, `institutions`: only theirs; `copies` of each; `template` in place of the one document's own; `merge`:
    one file a kind of document; `mask`: names masked where the public reads; `plain`: score sheets with the annex's
    own columns alone; `pdf`: as PDF too. Raises QianyiError for unknown names, unusable templates, and places that
    must not be written over (`force`: over files that somebody else made).
    """
    from qianyi.output import documents as room

    own = None if template is None else Path(template)
    return room.fill(
        facts, scores, Path(out), documents, persons, institutions, copies, own, merge, mask, pdf, force, plain
    )


def review(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    options: Options | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    combine: str = "people",
    verify_only: bool = False,
    watch: Watcher | None = None,
    expected: Sequence[Expected] = (),
) -> Review:
    """Year's end of one county or a tree of them into `out`: findings, scores, documents, report, merged results.

    `options`: what is asked of every county; `jobs` processes (as many as cores) or a Dask `cluster`; `combine`: how
    an institution of several counties is merged (people, counties, lowest); `verify_only`: whether `out` is still what
    the files give; `watch(done, total, outcome)` is told of each county as it is done; `expected`: the counties that
    should have handed something in. Raises QianyiError where there is no county, or the only one cannot be read.
    """
    from qianyi import yearend

    return yearend.review(
        paths,
        out,
        options=options or yearend.Options(),
        jobs=jobs,
        cluster=cluster,
        combine=combine,
        verify_only=verify_only,
        watch=watch,
        expected=expected,
    )
