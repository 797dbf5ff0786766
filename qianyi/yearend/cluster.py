"""Units of work on an existing Dask cluster; inputs and outputs lie on a folder that all its workers share.

Every wait has its bound: a cluster without workers, or one whose scheduler has gone, is told in a sentence.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qianyi.errors import QianyiError
from qianyi.yearend.plan import Job
from qianyi.yearend.unit import Outcome

Work = Callable[[Job], Outcome]
NO_WORKER_SECONDS = 60.0
"""So long a cluster may be without a worker: one that died comes back sooner."""
_LOOK_SECONDS = 2.0
_GONE = "集群断开了，没有做完；请看集群日志，再运行一次（做好的不会重做）。"
_IDLE = "集群没有工作进程，没有做；请先启动 dask worker，再运行一次。"


def on_cluster(jobs: Sequence[Job], work: Work, address: str) -> Iterator[Outcome]:
    """Outcomes as they come. Raises QianyiError where the cluster cannot be reached or has no worker at all.

    A worker that dies brings down the units queued behind its own: they run again, one at a time, so that only the
    one that kills its worker is told as failed."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise QianyiError("没有装 dask；请先 pip install 'qianyi[cluster]'。") from None
    try:
        client: Any = Client(address, timeout="5s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise QianyiError(f"连不上集群 {address}（{type(error).__name__}）；请核对 --cluster 的地址。") from None
    try:
        if not _workers(client, NO_WORKER_SECONDS):
            raise QianyiError(_IDLE)
        futures = client.map(work, list(jobs), pure=False, retries=1)
        waiting = dict(zip(futures, jobs, strict=True))
        killed: list[Job] = []
        for future, why in _settled(client, list(futures)):
            job = waiting.pop(future)
            if not why and _fell(future, KilledWorker):
                killed.append(job)
            else:
                yield _outcome(job, future, why)
            future.release()
        for job in sorted(killed, key=lambda job: job.name):
            future = client.submit(work, job, pure=False)
            yield from (_outcome(job, future, why) for future, why in _settled(client, [future]))
            future.release()
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=2)


def _settled(client: Any, futures: list[Any]) -> Iterator[tuple[Any, str]]:
    """Futures as they end; all that are left, each with the reason, once nobody works on them any more."""
    alone = time.monotonic()
    looked = 0.0
    while futures:
        ended = [future for future in futures if future.status != "pending"]
        futures = [future for future in futures if future not in ended]
        yield from ((future, "") for future in ended)
        now = time.monotonic()
        if ended:
            alone = now
        elif now - looked > _LOOK_SECONDS:
            looked = now
            if client.status != "running":
                yield from ((future, _GONE) for future in futures)
                return
            if _workers(client, 0):
                alone = now
            elif now - alone > NO_WORKER_SECONDS:
                yield from ((future, _IDLE) for future in futures)
                return
        time.sleep(0.02)


def _workers(client: Any, seconds: float) -> bool:
    """Whether the cluster has a worker, or gets one within so many seconds."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, TimeoutError):
            if client.sync(client.scheduler.ncores, callback_timeout=5):
                return True
        if time.monotonic() >= end:
            return False
        time.sleep(0.2)


def _fell(future: Any, killed: type[Exception]) -> bool:
    """Whether the unit fell with a worker: its own, or one that died with the result before it was fetched (such a
    future goes back to pending, and waiting for it may never end)."""
    try:
        if future.status == "finished":
            future.result(timeout=NO_WORKER_SECONDS)
            return False
        return isinstance(future.exception(timeout=NO_WORKER_SECONDS), killed)
    except TimeoutError:
        return True
    except Exception:
        return False  # its own failure, told with the outcome


def _outcome(job: Job, future: Any, why: str) -> Outcome:
    if not why:
        with contextlib.suppress(TimeoutError):
            if future.status == "finished":
                outcome: Outcome = future.result(timeout=NO_WORKER_SECONDS)
                return outcome
        what = type(future.exception()).__name__ if future.status == "error" else future.status
        why = _GONE if what in ("cancelled", "lost") else f"集群没有做完（{what}）；请看集群日志，再运行一次。"
    return Outcome(job.name, job.out, "failed", message=why)
