"""`make bench`: every benchmark of this folder, one after the other, and at the end each limit and whether it holds.

    python -m benchmarks.run [--record] [script [its arguments …]]

`--record` keeps in figures.txt what was measured, each line with its day and commit. Ends with status 1 where a limit is
broken or a script did not run to its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "figures.txt"
FIRST = "bench_builds"
QUICK = {"bench_review": ["30"], "bench_plan": ["37", "200", "1000"]}
"""Smaller sizes than the script's own, so that the whole round stays short."""


def limits_of(script: str, arguments: Sequence[str]) -> tuple[list[str], bool]:
    """Run one benchmark, its output shown as it comes; its lines with a limit, and whether it ran to its end."""
    print(f"== {script}", flush=True)
    found: list[str] = []
    command = [sys.executable, "-m", f"benchmarks.{script}", *arguments]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if line.rstrip().endswith((": ok", ": over")):
                found.append(f"{script}  {line.rstrip()}")
    return found, process.returncode == 0 or any(line.endswith(": over") for line in found)


def record(limits: Sequence[str]) -> None:
    """Put what was measured in the place of what was measured of the same before."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout
    stamp = f"{date.today().isoformat()} {commit.strip()} load {os.getloadavg()[0]:.0f}"
    kept = FIGURES.read_text(encoding="utf-8").splitlines() if FIGURES.exists() else []
    figures = {_work(line.split("  ", 1)[1]): line for line in kept}
    figures |= {_work(line): f"{stamp}  {line}" for line in limits}
    FIGURES.write_text("\n".join(figures.values()) + "\n", encoding="utf-8")


def _work(line: str) -> str:
    """What a line is about: its script and its words before the first figure."""
    return line.partition(":")[0]


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--record"]
    scripts = sorted((path.stem for path in HERE.glob("bench_*.py")), key=lambda name: (name != FIRST, name))
    chosen = {arguments[0]: arguments[1:]} if arguments else {name: QUICK.get(name, []) for name in scripts}
    limits: list[str] = []
    failed: list[str] = []
    for script, given in chosen.items():
        found, ran = limits_of(script, given)
        limits += found
        failed += [] if ran else [script]
    print("== limits")
    print(*limits, *(f"{script}  did not run to its end" for script in failed), sep="\n")
    if "--record" in sys.argv[1:]:
        record(limits)
    sys.exit(1 if failed or any(line.endswith(": over") for line in limits) else 0)


if __name__ == "__main__":
    main()
