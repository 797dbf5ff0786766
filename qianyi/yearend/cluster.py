"""Units of work on an existing Dask cluster; inputs and outputs lie on a folder that all its workers share.

Every wait has its bound: a cluster without workers, or one whose scheduler has gone, is told in a sentence.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qianyi.errors import QianyiError
from qianyi.yearend.plan import Job
from qianyi.yearend.unit import Outcome

if TYPE_CHECKING:
    from qianyi.yearend.pool import Work

NO_WORKER_SECONDS = 60.0
"""So long a cluster may be without a worker: one that died comes back sooner."""
_LOOK_SECONDS = 2.0
_GONE = "集群断开了，没有做完；请看集群日志，再运行一次（做好的不会重做）。"
_KILLED = "做这个县的工作进程被杀掉了，没有做完；请看集群日志（多半是内存不足），再运行一次。"
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
            outcome = _outcome(job, future, why or _gone(client), KilledWorker)
            if outcome is None:
                killed.append(job)
            else:
                yield outcome
            future.release()
        for job in sorted(killed, key=lambda job: job.name):
            if _gone(client):
                yield _failed(job, _GONE)
                continue
            future = client.submit(work, job, pure=False)
            for ended, why in _settled(client, [future]):
                yield _outcome(job, ended, why or _gone(client), KilledWorker) or _failed(job, _KILLED)
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
            if _gone(client):
                yield from ((future, _GONE) for future in futures)
                return
            if _workers(client, 0):
                alone = now
            elif now - alone > NO_WORKER_SECONDS:
                yield from ((future, _IDLE) for future in futures)
                return
        time.sleep(0.02)


def _gone(client: Any) -> str:
    """Why nothing more comes, where the scheduler is gone; else nothing."""
    return "" if client.status == "running" else _GONE


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


def _outcome(job: Job, future: Any, why: str, killed: type[Exception]) -> Outcome | None:
    """What a unit came to; None where it fell with a worker: its own, or one that died with the result before that was
    fetched (such a future goes back to pending, or is cancelled, and waiting for it may never end)."""
    if future.status == "finished":
        try:
            outcome: Outcome = future.result(timeout=NO_WORKER_SECONDS)
        except Exception:  # whatever the fetching met, the unit itself had ended well
            return _failed(job, why) if why else None
        return outcome
    if why:
        return _failed(job, why)
    if future.status == "error" and not isinstance(what := future.exception(timeout=NO_WORKER_SECONDS), killed):
        return _failed(job, f"集群没有做完（{type(what).__name__}）；请看集群日志，再运行一次。")
    return None


def _failed(job: Job, why: str) -> Outcome:
    return Outcome(job.name, job.out, "failed", message=why)
