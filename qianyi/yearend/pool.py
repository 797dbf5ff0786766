"""Runs units of work: one after another, on a pool of processes, or on a Dask cluster. One bad unit stops no other."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from qianyi.errors import QianyiError
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
        return _on_cluster(jobs, work, cluster)
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


def _on_cluster(jobs: Sequence[Job], work: Work, address: str) -> Iterator[Outcome]:
    """The same unit on an existing Dask cluster; inputs and outputs lie on a folder that all workers share.

    A worker that dies brings down the units queued behind its own: they run again, one at a time, so that only the
    one that kills its worker is told as failed."""
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise QianyiError("没有装 dask；请先 pip install 'qianyi[cluster]'。") from None
    try:
        client: Any = Client(address, timeout="5s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise QianyiError(f"连不上集群 {address}（{type(error).__name__}）；请核对 --cluster 的地址。") from None
    with contextlib.closing(client):
        futures = client.map(work, list(jobs), pure=False, retries=1)
        names = {future.key: job for future, job in zip(futures, jobs, strict=True)}
        killed: list[Job] = []
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            if isinstance(future.exception(), KilledWorker):
                killed.append(names[future.key])
            else:
                yield _from_cluster(names[future.key], future)
            future.release()
        for job in sorted(killed, key=lambda job: job.name):
            with contextlib.suppress(TimeoutError):
                client.wait_for_workers(1, timeout=60)
            future = client.submit(work, job, pure=False)
            yield _from_cluster(job, future)
            future.release()


def _from_cluster(job: Job, future: Any) -> Outcome:
    failure = future.exception()
    if failure is None:
        outcome: Outcome = future.result()
        return outcome
    why = f"集群没有做完（{type(failure).__name__}）；请看集群日志，再运行一次。"
    return Outcome(job.name, job.out, "failed", message=why)
