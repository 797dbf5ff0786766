"""One county or hundreds: plan, run what is not up to date, merge. The dossier is the unit of work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from qianyi.errors import QianyiError
from qianyi.yearend.plan import Job, Options, plan, refuse_hiding
from qianyi.yearend.pool import outcomes
from qianyi.yearend.unit import Outcome, look, verify, work

__all__ = ["Options", "Outcome", "Review", "review"]

Watcher = Callable[[int, int, Outcome], None]


class Review(Struct, frozen=True):
    """Outcomes worst first, and the merged files where there were several dossiers."""

    outcomes: list[Outcome]
    region: list[str]
    verified: bool = False

    @property
    def status(self) -> int:
        """Exit status: 1 where something failed, differs, or breaks a rule; else 0."""
        if self.verified:
            return int(any(outcome.state != "unchanged" for outcome in self.outcomes))
        return int(any(outcome.state == "failed" or outcome.errors for outcome in self.outcomes))


def review(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    options: Options = Options(),  # noqa: B008
    jobs: int | None = None,
    cluster: str | None = None,
    combine: str = "people",
    verify_only: bool = False,
    watch: Watcher | None = None,
) -> Review:
    """Review the dossiers of `paths` into `out`; `watch(done, total, outcome)` is told of each as it comes.

    Raises QianyiError where nothing could be reviewed at all (no dossier, or none that can be read).
    """
    target = Path(out)
    if target.exists() and not target.is_dir():
        raise QianyiError(f"{target} 不是文件夹；请用 -o 另指一个。")
    refuse_hiding(paths, target)
    listed, many = plan(paths, target, options)
    if verify_only:
        found = [verify(job) for job in listed]
        if many:
            from qianyi.yearend.merge import verify_region

            found += verify_region(target)
    else:
        if options.policy is not None:
            from qianyi.yearend.manifest import policy_digest

            policy_digest(options.policy)
        found = _run(listed, jobs or os.cpu_count() or 1, cluster, watch)
    failed = [outcome for outcome in found if outcome.state == "failed"]
    if len(failed) == len(found):
        raise QianyiError(
            failed[0].message
            if len(found) == 1
            else f"{len(found)} 个县都没有做成；第一个是 {failed[0].name}：{failed[0].message}"
        )
    region: list[str] = []
    if many and not verify_only:
        from qianyi.yearend.merge import merge

        region = merge(found, target, options, combine)
    return Review(sorted(found, key=_worst_first), region, verify_only)


def _run(jobs: list[Job], workers: int, cluster: str | None, watch: Watcher | None) -> list[Outcome]:
    """Outcomes in the order of the jobs: those that are up to date at once, the others as they are made."""
    found: dict[str, Outcome] = {}

    def tell(outcome: Outcome) -> None:
        found[outcome.name] = outcome
        if watch is not None:
            watch(len(found), len(jobs), outcome)

    waiting = []
    for job in jobs:
        outcome = look(job)
        if outcome is None:
            waiting.append(job)
        else:
            tell(outcome)
    for outcome in outcomes(waiting, work, workers, cluster):
        tell(outcome)
    return [found[job.name] for job in jobs]


def _worst_first(outcome: Outcome) -> tuple[int, int, int, str]:
    broken = {"failed": 0, "differs": 1}.get(outcome.state, 2)
    return broken, -outcome.errors, -outcome.warnings, outcome.name
