"""`make bench`: every benchmark of this folder, one after the other, and at the end each limit and whether it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
QUICK = {"bench_review": ["30"]}
"""Smaller sizes than the script's own, so that the whole round stays short."""


def main() -> None:
    limits: list[str] = []
    for script in sorted(HERE.glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{script.stem}", *QUICK.get(script.stem, [])]
        with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                if line.rstrip().endswith((": ok", ": over")):
                    limits.append(f"{script.stem:16} {line}")
    print("== limits")
    print("".join(limits), end="")


if __name__ == "__main__":
    main()
