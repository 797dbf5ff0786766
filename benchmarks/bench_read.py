"""Opening a year of 1,000 people (12 grids): checked and with what is hidden, against calamine returning the cells.

Run: python benchmarks/bench_read.py [people]. Also a whole validate-ready dossier of it, and the same as 12 files.
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
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
folder = Path(sys.argv[1]).parent / "months"
folder.mkdir()
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    one = Workbook(str(folder / f"{name}.xlsx"))
    sheet = one.add_worksheet(name)
    for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
        sheet.write_row(number, 0, row)
    one.close()
"""
BARE = """
import io, sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(open(path, "rb").read()))
    rows = [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(len(book.sheet_names))]
"""
OPEN = """
import sys
from pathlib import Path
from qianyi.intake.opening.detect import open_tables
for number, path in enumerate(sys.argv[1:]):
    tables = open_tables(Path(path), path, number)
"""
READ = """
import sys
import qianyi
facts = qianyi.read(sys.argv[1:])
"""


def main() -> None:
    """Print seconds, ratios and peak memory of whole processes."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "year.xlsx"
        # in a process of its own: a child's peak memory counts from its parent's
        subprocess.run([PYTHON, "-c", WRITE, str(path), str(people)], check=True)
        folder = Path(name) / "months"
        bare = f"calamine, {people} people"
        compare(
            {
                bare: [PYTHON, "-c", BARE, str(path)],
                "open_tables": [PYTHON, "-c", OPEN, str(path)],
                "dossier": [PYTHON, "-c", READ, str(path)],
                "dossier of 12 files": [PYTHON, "-c", READ, str(folder)],
            },
            limits={"dossier": (1.2, bare), "dossier of 12 files": (1.3, "dossier")},
        )


if __name__ == "__main__":
    main()
