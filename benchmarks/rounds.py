"""Whole processes that take turns: medians of several rounds, as ratios of one run (the machine's speed drifts)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

PYTHON = sys.executable
QIANYI = [PYTHON, "-m", "qianyi"]


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process; findings (exit 1) are no failure."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    return taken, usage.ru_maxrss / 1024


def compare(commands: dict[str, list[str]], rounds: int = 7) -> dict[str, tuple[float, float]]:
    """Median seconds and peak megabytes of each command after one warm-up; prints them against the first."""
    times: dict[str, list[float]] = {label: [] for label in commands}
    memory = dict.fromkeys(commands, 0.0)
    for number in range(rounds + 1):
        for label, command in commands.items():
            taken, peak = run(command)
            memory[label] = max(memory[label], peak)
            if number:
                times[label].append(taken)
    found = {label: (statistics.median(times[label]), memory[label]) for label in commands}
    base = next(iter(found.values()))[0]
    for label, (middle, peak) in found.items():
        print(f"{label:44} {middle:7.3f} s {middle / base:6.2f} x {peak:6.0f} MB")
    return found
