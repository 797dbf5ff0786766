"""Whole processes that take turns: medians of several rounds, as ratios of one run (the machine's speed drifts)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is installed: compiled once

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


Limits = dict[str, tuple[float, str]]
"""Label → how many times the seconds of another label it may take."""


def compare(commands: dict[str, list[str]], rounds: int = 7, limits: Limits | None = None) -> dict[str, float]:
    """Median seconds of each command after one warm-up; prints them and their peak memory against the first."""
    times: dict[str, list[float]] = {label: [] for label in commands}
    memory = dict.fromkeys(commands, 0.0)
    for number in range(rounds + 1):
        for label, command in commands.items():
            taken, peak = run(command)
            memory[label] = max(memory[label], peak)
            if number:
                times[label].append(taken)
    found = {label: statistics.median(taken) for label, taken in times.items()}
    show(found, memory, limits)
    return found


def show(found: dict[str, float], memory: dict[str, float] | None = None, limits: Limits | None = None) -> None:
    """A line for each label: seconds, ratio to the first, peak megabytes, and whether its limit holds."""
    first = next(iter(found.values()))
    for label, seconds in found.items():
        line = f"{label:36} {seconds:7.3f} s {seconds / first:6.2f} x"
        if memory:
            line += f" {memory[label]:5.0f} MB"
        if limits and label in limits:
            limit, base = limits[label]
            ratio = seconds / found[base]
            line += f"   {ratio:5.2f} of {limit:g} x {base}: {'ok' if ratio <= limit else 'over'}"
        print(line, flush=True)
