"""The result workbook against XlsxWriter writing the same cells with nothing else: no formats, widths, links, lookups.

    python benchmarks/bench_workbook.py [people] [rounds]

Both in one process, alternating, median; the calls are recorded once and replayed. Limit: 1.2.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

import qianyi
from benchmarks.people import county
from benchmarks.rounds import show
from qianyi.output.score_book import score_workbook

WRITES = ("write_string", "write_number", "write_formula", "write_url")
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def record(make: Any) -> list[tuple[str, str, tuple[Any, ...]]]:
    """The cells that `make` writes: sheet, method, arguments (formats as they are)."""
    calls: list[tuple[str, str, tuple[Any, ...]]] = []
    kept = {name: getattr(Worksheet, name) for name in WRITES}
    depth = 0

    def recording(name: str) -> Any:
        def write(self: Any, *arguments: Any) -> Any:
            nonlocal depth
            if not depth:
                calls.append((self.name, name, arguments))
            depth += 1
            try:
                return kept[name](self, *arguments)
            finally:
                depth -= 1

        return write

    for name in WRITES:
        setattr(Worksheet, name, recording(name))
    try:
        make()
    finally:
        for name, method in kept.items():
            setattr(Worksheet, name, method)
    return calls


def replay(calls: list[tuple[str, str, tuple[Any, ...]]]) -> bytes:
    """The same cells, and links, written plainly."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    sheets: dict[str, Any] = {}
    format = book.add_format({"border": 1})
    for name, method, arguments in calls:
        sheet = sheets.get(name)
        if sheet is None:
            sheet = sheets[name] = book.add_worksheet(name)
        row, column, value, *rest = arguments
        rest = [format, *rest[1:]] if rest else [format]
        getattr(sheet, method)(row, column, value, *rest)
    book.close()
    return stream.getvalue()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        facts = qianyi.read(county(Path(folder), people))
    scores = qianyi.score(facts)

    def ours() -> bytes:
        return score_workbook(facts, scores, scores.findings)

    calls = record(ours)
    times: dict[str, list[float]] = {"XlsxWriter": [], "qianyi": []}
    for number in range(rounds + 1):
        for label, make in (("XlsxWriter", lambda: replay(calls)), ("qianyi", ours)):
            start = time.perf_counter()
            make()
            if number:
                times[label].append(time.perf_counter() - start)
    print(f"{len(calls)} cells")
    found = {label: statistics.median(taken) for label, taken in times.items()}
    show(found, limits={"qianyi": (1.2, "XlsxWriter")})


if __name__ == "__main__":
    main()
