"""An annotated copy of a year of 1,000 people (12 grids), against openpyxl loading and saving the same file.

Run: python benchmarks/bench_annotate.py [cells]. The floor is a copy of the zip at level 6.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rounds import PYTHON, compare

WRITE = """
import sys
from pathlib import Path
from benchmarks.bench_grid import write
write(Path(sys.argv[1]), int(sys.argv[2]))
"""
ROUND_TRIP = """
import sys, openpyxl
openpyxl.load_workbook(sys.argv[1]).save(sys.argv[1] + ".out")
"""
COPY = """
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[1] + ".zip", "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        new.writestr(name, old.read(name))
"""
ANNOTATE = """
import hashlib, sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, InputFile, Sheet
from qianyi.output.copies.annotate import annotate
path, many = Path(sys.argv[1]), int(sys.argv[2])
sheets = [Sheet(path.name, f"{2022 + (m + 5) // 12}-{(m + 5) % 12 + 1:02}", (0, m), "grid") for m in range(12)]
findings = [
    Finding("A405", "有 1 天没有标记。", (Cell(sheets[i % 12], 3 + i // 12 % 1000, 3 + i % 28),), severity="warning")
    for i in range(many)
]
item = InputFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), real=str(path))
facts = SimpleNamespace(
    dossier=SimpleNamespace(inputs=[item], notes=[]), as_of=date(2023, 5, 31),
    policy=SimpleNamespace(id="yanchi-2022", overrides={}),
)
annotate(facts, findings, path.parent / "out")
"""


def main() -> None:
    """Print seconds, ratios and peak memory of whole processes."""
    cells = sys.argv[1] if len(sys.argv) > 1 else "48"
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "year.xlsx"
        # in a process of its own: a child's peak memory counts from its parent's
        subprocess.run([PYTHON, "-c", WRITE, str(path), "1000"], check=True)
        compare(
            {
                f"annotate, {cells} cells": [PYTHON, "-c", ANNOTATE, str(path), cells],
                "zip copy": [PYTHON, "-c", COPY, str(path)],
                "openpyxl load and save": [PYTHON, "-c", ROUND_TRIP, str(path)],
            },
            rounds=3,
            limits={f"annotate, {cells} cells": (0.05, "openpyxl load and save")},
        )


if __name__ == "__main__":
    main()
