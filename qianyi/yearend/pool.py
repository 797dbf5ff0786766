"""Runs units of work: one after another, on a pool of processes, or on a Dask cluster. One bad unit stops no other."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from qianyi.yearend.plan import Job
from qianyi.yearend.unit import Outcome

POOL_FROM = 10
"""Below this many dossiers a pool costs more than it saves."""
AHEAD = 4
"""Units handed to the pool per process before their turn: the parent's memory stays flat."""
Work = Callable[[Job], Outcome]


def outcomes(jobs: Sequence[Job], work: Work, workers: int, cluster: str | None) -> Iterator[Outcome]:
    """Outcomes as they come, in no particular order. Raises QianyiError where the cluster cannot be reached."""
    if cluster is not None and jobs:
        from qianyi.yearend.cluster import on_cluster

        return on_cluster(jobs, work, cluster)
    if workers <= 1 or len(jobs) < POOL_FROM:
        return map(work, jobs)
    return _on_pool(jobs, work, workers)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe and at hand: what is imported already need not be imported again."""
    method = "fork" if sys.platform == "linux" else "spawn"
    return multiprocessing.get_context(method)


def _leave_with_parent(parent: int) -> None:
    """A worker whose parent was killed must not go on writing beside the run that follows."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, _context(), _leave_with_parent, (os.getpid(),))


def _on_pool(jobs: Sequence[Job], work: Work, workers: int) -> Iterator[Outcome]:
    """A killed worker takes the pool with it: the units under way run again, each alone; a second kill is theirs."""
    waiting = list(reversed(jobs))
    while waiting:
        running: dict[Future[Outcome], Job] = {}
        with _pool(min(workers, len(waiting))) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < workers * AHEAD:
                        running[pool.submit(work, waiting[-1])] = waiting[-1]
                        waiting.pop()
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = future.result()
                        del running[future]
                        yield outcome
            except BrokenProcessPool:
                pass
            except BaseException:  # Ctrl+C: what waits its turn is not begun
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for future, job in running.items():
            settled = None
            if future.done() and not future.cancelled() and future.exception() is None:
                settled = future.result()
            yield settled or _alone(job, work)


def _alone(job: Job, work: Work) -> Outcome:
    try:
        with _pool(1) as pool:
            return pool.submit(work, job).result()
    except BrokenProcessPool:
        why = "处理它的进程两次被系统终止（多半是内存不足或文件有问题）；请单独检查这个县的文件。"
        return Outcome(job.name, job.out, "failed", message=why)
