"""Rules and scores against reading, and from 100 to 10,000 people: python -m benchmarks.bench_scale [rounds].

Limits: all rules and scores 0.25 x reading at 1,000 people; a person costs no more among 10,000 than among 100.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

import qianyi
from benchmarks.bench_score import county
from benchmarks.rounds import show

SIZES = (100, 1000, 10_000)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    gc.set_threshold(100_000)  # as the command line has it
    each: dict[str, float] = {}
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            paths = county(Path(folder), people)
            reading, judging = [], []
            for number in range(rounds + 1):
                start = time.perf_counter()
                facts = qianyi.read(paths)
                read = time.perf_counter()
                qianyi.score(facts)
                if number:
                    reading.append(read - start)
                    judging.append(time.perf_counter() - read)
        found = {
            f"{people} people: reading": statistics.median(reading),
            "rules and scores": statistics.median(judging),
        }
        show(found, limits={"rules and scores": (0.25, f"{people} people: reading")} if people == 1000 else None)
        each[f"1,000 of {people}"] = sum(found.values()) / people * 1000
    show(each, limits={f"1,000 of {SIZES[-1]}": (1.1, f"1,000 of {SIZES[0]}")})


if __name__ == "__main__":
    main()
