"""Review on a real Dask scheduler with two worker processes on loopback: the same unit of work, the same bytes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qianyi.errors import QianyiError
from qianyi.yearend import Options, cluster, pool, review
from qianyi.yearend.plan import Job
from qianyi.yearend.unit import Outcome

distributed = pytest.importorskip("distributed")
SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def deadly(job: Job) -> Outcome:
    if job.name == "c1":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(job.name, job.out, "done")


def test_cluster_writes_what_one_process_writes(address: str, tmp_path: Path) -> None:
    for number in range(3):
        shutil.copytree(SAMPLES / "huaibei-2021", tmp_path / "省" / f"县{number}")
    options = Options(documents=())
    alone = review([tmp_path / "省"], tmp_path / "one", options=options)
    spread = review([tmp_path / "省"], tmp_path / "many", options=options, cluster=address)
    assert [(o.name, o.state, o.summary) for o in spread.outcomes] == [
        (o.name, o.state, o.summary) for o in alone.outcomes
    ]
    assert everything(tmp_path / "one") == everything(tmp_path / "many")
    again = review([tmp_path / "省"], tmp_path / "many", options=options, cluster=address)
    assert {o.state for o in again.outcomes} == {"unchanged"}


def test_a_killed_cluster_worker_stops_no_other(address: str, tmp_path: Path) -> None:
    jobs = [Job(f"c{number}", (), str(tmp_path), Options()) for number in range(4)]
    found = {o.name: o.state for o in pool.outcomes(jobs, deadly, 1, address)}
    assert found == {"c0": "done", "c1": "failed", "c2": "done", "c3": "done"}


def test_no_cluster_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(QianyiError, match="--cluster"):
        review([SAMPLES / "huaibei-2021"], tmp_path / "out", cluster="tcp://127.0.0.1:9")


def test_a_cluster_without_workers_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "NO_WORKER_SECONDS", 0.5)
    with (
        distributed.LocalCluster(
            n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50, processes=True
        ) as empty,
        pytest.raises(QianyiError, match="没有工作进程"),
    ):
        review([SAMPLES / "huaibei-2021"], tmp_path / "out", cluster=empty.scheduler_address)


def never(job: Job) -> Outcome:
    threading.Event().wait(600)
    return Outcome(job.name, job.out, "done")


SCHEDULER = """
import distributed, sys
if __name__ == "__main__":
    with distributed.LocalCluster(n_workers=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0",
                                  silence_logs=50) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def test_a_scheduler_that_is_killed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "scheduler.py").write_text(SCHEDULER, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "scheduler.py")]
    pipe, here = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(SAMPLES.parent)}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True, env=here) as other:
        assert other.stdout is not None
        where = other.stdout.readline().decode().strip()
        jobs = [Job(f"c{number}", (), str(tmp_path), Options()) for number in range(3)]
        killer = threading.Timer(3, os.killpg, (other.pid, signal.SIGKILL))
        killer.start()
        found = list(pool.outcomes(jobs, never, 1, where))
        killer.join()
    assert sorted((outcome.name, outcome.state) for outcome in found) == [
        ("c0", "failed"),
        ("c1", "failed"),
        ("c2", "failed"),
    ]
    assert all("集群断开了" in outcome.message for outcome in found)
