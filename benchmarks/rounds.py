"""Whole processes that take turns: medians of several rounds, as ratios of one run (the machine's speed drifts)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is installed: compiled once

PYTHON = sys.executable
QIANYI = [PYTHON, "-m", "qianyi"]


class Cost(NamedTuple):
    """What a process and its children took: seconds of processor and of the clock, peak megabytes of one of them."""

    cpu: float
    wall: float
    peak: float


class Failed(Exception):
    """A process ended as it should not."""


class Command(NamedTuple):
    """A process to run: arguments, the environment where it is not ours, the folder it runs in."""

    arguments: list[str]
    environment: Mapping[str, str] | None = None
    folder: str | None = None


def cost(command: Command) -> Cost:
    """What one process took; findings (exit 1) are no failure."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        env=command.environment,
        cwd=command.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise Failed(f"status {process.returncode}: {' '.join(command.arguments)}")
    return Cost(usage.ru_utime + usage.ru_stime, taken, usage.ru_maxrss / 1024)


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process."""
    taken = cost(Command(command))
    return taken.wall, taken.peak


def paired(commands: list[Command], rounds: int, before: Callable[[], object] = lambda: None) -> list[Cost]:
    """The median cost of each command, run in turn; the first of several rounds only warms up."""
    costs: list[list[Cost]] = []
    for number in range(rounds + (rounds > 1)):
        one = []
        for command in commands:
            before()
            one.append(cost(command))
        if number or rounds == 1:
            costs.append(one)
    return [
        Cost(*(statistics.median(values) for values in zip(*taken, strict=True))) for taken in zip(*costs, strict=True)
    ]


Limits = dict[str, tuple[float, str]]
"""Label → how many times the seconds of another label it may take."""


def compare(commands: dict[str, list[str]], rounds: int = 7, limits: Limits | None = None) -> dict[str, float]:
    """Median seconds of each command after one warm-up; prints them and their peak memory against the first."""
    costs = paired([Command(command) for command in commands.values()], rounds)
    found = {label: taken.wall for label, taken in zip(commands, costs, strict=True)}
    show(found, {label: taken.peak for label, taken in zip(commands, costs, strict=True)}, limits)
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
            line += f"   {ratio:5.2f} of {limit:g} x {base}: {verdict(ratio, limit)}"
        print(line, flush=True)


def verdict(measured: float, limit: float) -> str:
    """Whether a figure, as printed, is within its limit."""
    return "ok" if round(measured, 2) <= limit else "over"
