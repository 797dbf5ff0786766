"""`make bench`: every benchmark of this folder, one after the other; minutes, not seconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
QUICK = {"bench_review": ["30"], "bench_score": ["200", "3"]}
"""Smaller sizes than the script's own, so that the whole round stays short."""


def main() -> None:
    for script in sorted(HERE.glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{script.stem}", *QUICK.get(script.stem, [])]
        subprocess.run(command, cwd=HERE.parent, check=False)


if __name__ == "__main__":
    main()
