"""One county's year (37 people, 12 grids and all registers) against bare readers of the same cells.

    python -m benchmarks.bench_county [rounds]

Limit: score 3 x the bare calamine script.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.rounds import PYTHON, QIANYI, compare

COUNTY = Path(__file__).parents[1] / "samples/yunling-2022"
CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
            for cell in row:
                pass
"""
OPENPYXL = """
import sys, openpyxl
for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""
PANDAS = """
import sys, pandas
for path in sys.argv[1:]:
    pandas.read_excel(path, sheet_name=None, header=None)
"""


def main() -> None:
    books = [str(path) for path in sorted(COUNTY.glob("*.xlsx"))]
    compare(
        {
            "bare calamine": [PYTHON, "-c", CALAMINE, *books],
            "bare openpyxl, read_only": [PYTHON, "-c", OPENPYXL, *books],
            "bare pandas.read_excel": [PYTHON, "-c", PANDAS, *books],
            "qianyi validate --format json": [*QIANYI, "validate", str(COUNTY), "--format", "json", "-q"],
            "qianyi score --format json": [*QIANYI, "score", str(COUNTY), "--format", "json", "-q"],
            "qianyi score": [*QIANYI, "score", str(COUNTY), "-q"],
        },
        int(sys.argv[1]) if len(sys.argv) > 1 else 7,
        {"qianyi score --format json": (3.0, "bare calamine")},
    )


if __name__ == "__main__":
    main()
