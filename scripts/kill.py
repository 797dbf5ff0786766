"""Runs that are cut off: python scripts/kill.py [count [first]].

Run number N draws a writing command and a trouble: a kill (anywhere, or just when the first file appears), a full disk
(no file may grow beyond some bytes; a real small disk where this process may mount one), an output folder that vanishes.
Afterwards every output is the old file or the new one, every input has its bytes, nothing was said but a sentence; and
the same command once more leaves what a run without trouble leaves, nothing else. Exit status 1 where anything is not so.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
COUNT = 200

DOCUMENT = "云岭县对口支援工作方案\n一、总则\n（一）活动自2022年6月1日至2023年5月31日。\n（二）一年事假不得超过15天。\n"
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("", "init 出"),
    "fix": ("", "fix 县 -o 出"),
    "fill": ("fill 县 -o 出 --as-of 2021-12-31", "fill 县 -o 出 --as-of 2022-02-28"),
    "review": (
        "review 县 -o 出 --as-of 2021-12-31 --by-institution",
        "review 县 -o 出 --as-of 2022-02-28 --by-institution",
    ),
    "region": (
        "review 省 -o 出 --as-of 2021-12-31 --documents none",
        "review 省 -o 出 --as-of 2022-02-28 --documents none",
    ),
    "send": ("", "send 县 -o 出 --month 2021-11"),
    "status": ("status 县 -o 出 --as-of 2021-11-30", "status 县 -o 出 --as-of 2021-12-31"),
    "plan": ("", f"plan {SAMPLES / 'yunling-2023'} -o 出/名单.xlsx"),
    "draft": ("", "policy draft 方案.txt -o 出/我县.toml --force"),
    "score": ("score 县 -o 出/成绩.xlsx --as-of 2021-12-31", "score 县 -o 出/成绩.xlsx --as-of 2022-02-28"),
    "validate": ("validate 县 -o 出/问题.json --as-of 2021-12-31", "validate 县 -o 出/问题.json --as-of 2022-02-28"),
    "annotate": ("validate 县 --annotate 出 --as-of 2021-12-31", "validate 县 --annotate 出 --as-of 2022-02-28"),
}
"""Of each command how the run before was called ("": there was none), and how the one that is cut off."""
TROUBLES = ("kill", "kill at first write", "full disk", "vanishing folder")
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file below a folder."""
    found: Tree = {}
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def start(command: str, home: Path, most: int | None = None) -> subprocess.Popen[bytes]:
    """The command under way in `home`, in a group of its own; no file may grow beyond `most` bytes."""

    def limited() -> None:
        if most is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.Popen(
        [sys.executable, "-m", "qianyi", *command.split()],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
        preexec_fn=limited,
    )


def lay_out(home: Path) -> None:
    """A county, a tree of two, a document."""
    for name in ("县", "省/甲县", "省/乙县"):
        shutil.copytree(SAMPLES / "huaibei-2021", home / name)
    (home / "方案.txt").write_text(DOCUMENT, encoding="utf-8")


class Case:
    """A command with what it leaves before and after, made once."""

    def __init__(self, name: str, home: Path) -> None:
        before, self.command = COMMANDS[name]
        self.home = home / name
        lay_out(self.home)
        out = self.home / "出"
        if before:
            start(before, self.home).communicate()
        self.before = tree(out)
        self.fresh: Tree = {}
        if before:  # what changed since the run before stands in some outputs: where that has vanished, nothing has
            kept = self.home / "先"
            out.rename(kept)
            start(self.command, self.home).communicate()
            self.fresh = tree(out)
            shutil.rmtree(out)
            kept.rename(out)
        began = time.monotonic()
        start(self.command, self.home).communicate()
        self.seconds = time.monotonic() - began
        self.after = tree(out)
        self.inputs = {name: content for name, content in tree(self.home).items() if not name.startswith("出/")}

    def prepare(self) -> Path:
        """The home with the outputs of the run before."""
        out = self.home / "出"
        shutil.rmtree(out, ignore_errors=True)
        for name, content in self.before.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(content)
        return out

    def wrong(self, trouble: str, chance: random.Random) -> str:
        """Run into the trouble; "" where all is well afterwards, else what is not."""
        out = self.prepare()
        status, said = self._troubled(trouble, chance, out)
        if "Traceback" in said or "内部出错" in said:
            return f"said {said[-400:]}"
        if status not in (0, 1, 2, 3, -signal.SIGKILL):
            return f"ended with {status}: {said[-200:]}"
        if self.inputs != {name: content for name, content in tree(self.home).items() if not name.startswith("出/")}:
            return "an input has changed, or something lies among the inputs"
        for name, content in tree(out).items():
            hidden = any(part.startswith(".") for part in name.split("/"))
            if (
                not hidden
                and not name.endswith("manifest.json")
                and content not in (self.before.get(name), self.after.get(name), self.fresh.get(name))
            ):
                return f"{name} is neither the old file nor the new one ({len(content)} bytes)"
        again = start(self.command, self.home)
        _, err = again.communicate()
        if again.returncode not in (0, 1, 3):
            return f"the next run ends with {again.returncode}: {err.decode()[-300:]}"
        left = tree(out)
        names = sorted(name for name in {*left, *self.after} if left.get(name) != self.after.get(name))
        if trouble == "vanishing folder":  # some of the run before may be left, some not
            names = [name for name in names if not name.endswith("manifest.json")]
            names = [name for name in names if left.get(name) != self.fresh.get(name)]
        if names:
            return f"the next run leaves other files: {names[:5]}"
        return ""

    def _troubled(self, trouble: str, chance: random.Random, out: Path) -> tuple[int, str]:
        most = chance.choice((0, 100, 3_000, 8_000, 20_000)) if trouble == "full disk" else None
        run = start(self.command, self.home, most)
        told: list[bytes] = []
        reader = threading.Thread(target=lambda: told.extend(run.communicate()))
        reader.start()
        if trouble == "kill":
            time.sleep(chance.uniform(0, self.seconds * 1.05))
        elif trouble != "full disk":
            before = _listing(out)
            while run.poll() is None and _listing(out) == before:
                time.sleep(0.0005)
            time.sleep(chance.choice((0, 0, 0.002, 0.01, chance.uniform(0, self.seconds * 0.5))))
        if trouble.startswith("kill"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
        elif trouble == "vanishing folder":
            shutil.rmtree(out, ignore_errors=True)
        reader.join()
        return run.returncode, b"".join(told).decode("utf-8", "replace")


def _listing(folder: Path) -> list[tuple[str, int]]:
    """The names in a folder and the one below, with their times."""
    found: list[tuple[str, int]] = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            found.append((entry.name, entry.stat().st_mtime_ns))
    return sorted(found)


def main(count: int, first: int) -> int:
    """Runs number `first` to `first + count - 1`; returns how many were not well."""
    cases: dict[str, Case] = {}
    bad = 0
    tally: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            chance = random.Random(number)
            name, trouble = chance.choice(sorted(COMMANDS)), chance.choice(TROUBLES)
            if name not in cases:
                cases[name] = Case(name, Path(folder))
            tally[name, trouble] += 1
            if wrong := cases[name].wrong(trouble, chance):
                bad += 1
                print(f"{number} {name}, {trouble}: {wrong}", flush=True)
    print(f"{count} runs cut off ({len(tally)} of {len(COMMANDS) * len(TROUBLES)} pairs), {bad} bad")
    return bad


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(1 if main(numbers[0] if numbers else COUNT, numbers[1] if numbers[1:] else 0) else 0)
