"""The same inputs give the same bytes, however the program is run: python scripts/same_bytes.py [sample …].

Every writing command and every format runs over copies of sample counties: a second time, from another working folder,
with other hash seeds, under -OO, with the files created and given in another order; a tree of counties with one process
and with two. Screens, exit statuses and every output file are compared with the first run's. Exit status 1 where one
differs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
COUNTIES = 10
"""So many make a tree that a pool of processes works on."""

COMMANDS = (
    *(f"validate 县 --format {name}" for name in ("text", "json", "csv", "markdown", "junit", "github")),
    *(f"score 县 --format {name}" for name in ("text", "json", "csv", "markdown")),
    "validate 县 -v",
    "score 县 -o 出/成绩.xlsx",
    "validate 县 -o 出/问题.xlsx",
    "validate 县 --annotate 出/批注",
    "fill 县 -o 出/文书",
    "fix 县 -o 出/整理",
    "send 县 -o 出/发表",
    "status 县 -o 出/收表",
    "status 县 --format json",
    "inspect 县 --format json",
    "inspect 县 --suggest",
    "init 出/新 --year 2024",
    "init 出/接 --from 县 --year 2024",
    "review 县 -o 出/年终 --by-institution",
    "review 县 -o 出/公开 --anonymous",
    "diff 县 出/年终 --format json",
    "explain T201",
    "policy show",
    "policy check 县/qianyi.toml",
    "schema score",
    "fill --list",
    "template fields",
    "validate 县 --institution 云岭县人民医院",
)
TREE = "review 省 -o 出/省 --documents none --jobs {jobs}"


@dataclass
class Way:
    """One way to run everything."""

    name: str
    python: tuple[str, ...] = ()
    seed: str = "0"
    elsewhere: bool = False
    reverse: bool = False
    jobs: int = 1
    told: dict[str, str] = field(default_factory=dict)


WAYS = (
    Way("first"),
    Way("again"),
    Way("another folder", elsewhere=True),
    Way("hash seed 1", seed="1"),
    Way("hash seed random", seed="random", jobs=2),
    Way("-OO", python=("-OO",)),
    Way("files in another order", reverse=True, jobs=2),
)


def lay_out(way: Way, home: Path, sample: str) -> None:
    """The county, and a tree of copies of a smaller one, the files created in this way's order."""
    files = sorted(path for path in (SAMPLES / sample).rglob("*") if path.is_file())
    small = sorted(path for path in (SAMPLES / "huaibei-2021").rglob("*") if path.is_file())
    pairs = [(path, home / "县" / path.relative_to(SAMPLES / sample)) for path in files]
    for number in range(COUNTIES):
        folder = home / "省" / f"县{number}"
        pairs += [(path, folder / path.relative_to(SAMPLES / "huaibei-2021")) for path in small]
    for source, target in pairs[::-1] if way.reverse else pairs:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (home / "出").mkdir()


def run(way: Way, home: Path, sample: str) -> None:
    """Run all commands and note what came out, by command and by file."""
    lay_out(way, home, sample)
    for command in (*COMMANDS, TREE):
        said = ran(way, home, command)
        if b"Traceback" in said or "内部出错".encode() in said:
            print(f"{way.name}: {command}: {said[-500:].decode()}")
        way.told[command] = digest(said)
    for path in sorted((home / "出").rglob("*")):
        if path.is_file():
            way.told[path.relative_to(home).as_posix()] = digest(path.read_bytes())


def ran(way: Way, home: Path, command: str) -> bytes:
    """Exit status, stdout and stderr of one command, without the path of `home`."""
    made = subprocess.run(
        [sys.executable, *way.python, "-m", "qianyi", *_words(command.format(jobs=way.jobs), home)],
        cwd=home.parent if way.elsewhere else home,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": way.seed, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return b"\n".join((str(made.returncode).encode(), made.stdout, made.stderr)).replace(str(home).encode(), b"")


def _words(command: str, home: Path) -> Iterator[str]:
    """The command's words, paths in full."""
    for word in command.split():
        if word.split("/")[0] in ("县", "省", "出"):
            yield str(home / word)
        else:
            yield word


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()


def main(samples: list[str]) -> int:
    """Compare every way with the first; returns how many things differ."""
    differ = compared = 0
    for sample in samples or ["yunling-2022"]:
        with tempfile.TemporaryDirectory() as folder:
            ways = [Way(way.name, way.python, way.seed, way.elsewhere, way.reverse, way.jobs) for way in WAYS]
            for number, way in enumerate(ways):
                home = Path(folder) / str(number)
                home.mkdir()
                run(way, home, sample)
                first = ways[0].told
                wrong = sorted(key for key in {*first, *way.told} if first.get(key) != way.told.get(key))
                compared += len(first)
                differ += len(wrong)
                print(f"{sample}, {way.name}: {len(way.told)} compared, {len(wrong)} differ", flush=True)
                for key in wrong[:20]:
                    print(f"    {key}", flush=True)
                shutil.rmtree(home)
    print(f"{compared} compared, {differ} differ")
    return differ


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
