"""`make bench`: every benchmark of this folder, one after the other, and at the end each limit and whether it holds.

`--record` keeps the limits with what was measured in figures.txt. Ends with status 1 where a limit is broken.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "figures.txt"
FIRST = "bench_builds"
QUICK = {"bench_review": ["30"]}
"""Smaller sizes than the script's own, so that the whole round stays short."""


def limits_of(script: str) -> tuple[list[str], bool]:
    """Run one benchmark, its output shown as it comes; its lines with a limit, and whether it ran to its end."""
    print(f"== {script}", flush=True)
    found: list[str] = []
    command = [sys.executable, "-m", f"benchmarks.{script}", *QUICK.get(script, [])]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if line.rstrip().endswith((": ok", ": over")):
                found.append(f"{script:16} {line.rstrip()}")
    return found, process.returncode == 0 or any(line.endswith(": over") for line in found)


def main() -> None:
    scripts = sorted((path.stem for path in HERE.glob("bench_*.py")), key=lambda name: (name != FIRST, name))
    limits: list[str] = []
    failed: list[str] = []
    for script in scripts:
        found, ran = limits_of(script)
        limits += found
        failed += [] if ran else [script]
    print("== limits")
    print(*limits, *(f"{script:16} did not run to its end" for script in failed), sep="\n")
    if "--record" in sys.argv[1:]:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True)
        machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
        head = f"# {date.today().isoformat()}, {commit.stdout.strip()}, {machine}"
        FIGURES.write_text("\n".join([head, *limits]) + "\n", encoding="utf-8")
    sys.exit(1 if failed or any(line.endswith(": over") for line in limits) else 0)


if __name__ == "__main__":
    main()
