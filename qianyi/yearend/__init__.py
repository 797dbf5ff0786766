"""One county or hundreds: plan, run what is not up to date, merge. The dossier is the unit of work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from qianyi.errors import QianyiError
from qianyi.output.locks import locked
from qianyi.yearend.expected import Expected, absent
from qianyi.yearend.plan import Job, Options, one_of_many, plan, refuse_hiding
from qianyi.yearend.pool import outcomes
from qianyi.yearend.unit import Outcome, look, mend, verify, work

__all__ = ["FAIL_ON", "Expected", "Options", "Outcome", "Review", "review"]

Watcher = Callable[[int, int, Outcome], None]


UNDONE = ("failed", "absent")
FAIL_ON = ("error", "undone", "never")


class Review(Struct, frozen=True):
    """Outcomes worst first, and the merged files where there were several dossiers."""

    outcomes: list[Outcome]
    region: list[str]
    verified: bool = False
    many: bool = False

    @property
    def status(self) -> int:
        """Exit status as `--fail-on error` has it."""
        return self.exit_status()

    def exit_status(self, fail_on: str = "error") -> int:
        """3 where a county of several was not done or handed nothing in, 1 where a rule is broken, else 0.

        `fail_on`: `undone` lets broken rules be, `never` everything. Of `--verify`: 1 where something differs.
        """
        if fail_on == "never":
            return 0
        undone = any(outcome.state in UNDONE for outcome in self.outcomes)
        if self.verified:
            return 3 if self.many and undone else int(any(outcome.state != "unchanged" for outcome in self.outcomes))
        if undone:
            return 3 if self.many else 1
        return int(fail_on == "error" and any(outcome.errors for outcome in self.outcomes))


def review(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    options: Options = Options(),  # noqa: B008  (it is frozen)
    jobs: int | None = None,
    cluster: str | None = None,
    combine: str = "people",
    verify_only: bool = False,
    watch: Watcher | None = None,
    expected: Sequence[Expected] = (),
) -> Review:
    """Review the dossiers of `paths` into `out`; `watch(done, total, outcome)` is told of each as it comes.

    `expected`: the counties that should have handed something in; those that did not are outcomes of state `absent`.

    Raises QianyiError where there is no dossier, or the only one cannot be read.
    """
    target = Path(out)
    if target.exists() and not target.is_dir():
        raise QianyiError(f"{target} 不是文件夹；请用 -o 另指一个。")
    refuse_hiding(paths, target)
    listed, many = plan(paths, target, options)
    if expected and not many:  # one county came in of those awaited: it is one of a region all the same
        listed, many = [one_of_many(job, target) for job in listed], True
    if verify_only:
        found = [verify(job) for job in listed]
        if many:
            from qianyi.yearend.merge import verify_region

            found += verify_region(target)
        _refuse_nothing_done(found)
        return Review(sorted([*found, *absent(expected, found)], key=_worst_first), [], True, many)
    if options.policy is not None:
        from qianyi.yearend.manifest import policy_digest

        policy_digest(options.policy)
    workers = jobs or os.cpu_count() or 1
    if not many:
        found = _run(listed, workers, cluster, watch)
        _refuse_nothing_done(found)
        return Review(found, [])
    from qianyi.yearend.merge import merge

    target.mkdir(parents=True, exist_ok=True)
    with locked(target):
        found = _run(listed, workers, cluster, watch)
        found += absent(expected, found)
        _refuse_nothing_done(found)
        region, found = merge(found, target, options, combine, expected)
    return Review(sorted(found, key=_worst_first), region, many=True)


def _refuse_nothing_done(found: list[Outcome]) -> None:
    """Raise QianyiError where the only county could not be done: of several each is told, and the run has a status."""
    if len(found) == 1 and found[0].state in UNDONE:
        raise QianyiError(found[0].message)


def _run(jobs: list[Job], workers: int, cluster: str | None, watch: Watcher | None) -> list[Outcome]:
    """Outcomes in the order of the jobs: those that are up to date at once, the others as they are made."""
    found: dict[str, Outcome] = {}

    def tell(outcome: Outcome) -> None:
        found[outcome.name] = outcome
        if watch is not None:
            watch(len(found), len(jobs), outcome)

    waiting = []
    for job in jobs:
        mend(job)
        outcome = look(job)
        if outcome is None:
            waiting.append(job)
        else:
            tell(outcome)
    for outcome in outcomes(waiting, work, workers, cluster):
        tell(outcome)
    return [found[job.name] for job in jobs]


def _worst_first(outcome: Outcome) -> tuple[int, int, int, str]:
    broken = {"failed": 0, "absent": 1, "differs": 2}.get(outcome.state, 3)
    return broken, -outcome.errors, -outcome.warnings, outcome.name
