"""Reading a year of 1,000 people (12 grids): tables → stretches, against python-calamine returning the same cells.

Run: python benchmarks/bench_grid.py [people]. Ratios are medians of rounds that take turns in one process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from calendar import monthrange
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from qianyi.dossier import Dossier
from qianyi.intake.context import Context
from qianyi.intake.exports import reader as exports
from qianyi.intake.grid import reader as grid
from qianyi.intake.opening.tables import Table
from qianyi.policy.load import load_policy
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings

TOTALS = ["出勤", "事假", "病假", "旷工"]


def write(path: Path, people: int) -> None:
    """Twelve monthly grids with a weekday row, totals and a legend."""
    book = Workbook(str(path))
    for number in range(12):
        year, month = 2022 + (number + 5) // 12, (number + 5) % 12 + 1
        days = [date(year, month, i + 1) for i in range(monthrange(year, month)[1])]
        sheet = book.add_worksheet(f"{year}-{month:02}")
        sheet.write(0, 0, f"甲镇卫生院{year}年{month}月考勤表")
        sheet.write_row(1, 0, ["序号", "姓名", *[day.day for day in days], *TOTALS])
        sheet.write_row(2, 2, ["一二三四五六日"[day.weekday()] for day in days])
        for i in range(people):
            marks = ["" if day.weekday() > 4 else "△" if (i + day.day) % 29 == 0 else "√" for day in days]
            sheet.write_row(3 + i, 0, [i + 1, f"人{i:05}员".translate(_HAN), *marks])
            sheet.write_row(3 + i, 2 + len(days), [marks.count("√"), marks.count("△"), 0, 0])
        sheet.write(3 + people, 0, "注：出勤√ 事假△ 病假○ 旷工×")
    book.close()


_HAN = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")


def read_cells(path: Path) -> list[Table]:
    """The cells as python-calamine gives them."""
    book = CalamineWorkbook.from_path(str(path))
    return [
        Table(path.name, name, (0, i), book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for i, name in enumerate(book.sheet_names)
    ]


def read_marks(tables: list[Table], policy: Policy) -> Dossier:
    """All grids into one dossier."""
    dossier = Dossier()
    context = Context(dossier, policy, Settings())
    for table in tables:
        assert exports.find_heading(table, context) is None
        heading = grid.find_heading(table, context)
        assert heading is not None
        grid.read(table, heading, context)
    return dossier


def main() -> None:
    """Print seconds and the ratio."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "year.xlsx"
        write(path, people)
        cells: list[float] = []
        marks: list[float] = []
        policy = load_policy("yanchi-2022")
        for _ in range(7):
            started = time.perf_counter()
            tables = read_cells(path)
            cells.append(time.perf_counter() - started)
            started = time.perf_counter()
            dossier = read_marks(tables, policy)
            marks.append(time.perf_counter() - started)
            assert (len(dossier.stretches), dossier.found) == (12 * people, [])
    a, b = statistics.median(cells), statistics.median(marks)
    print(f"{people} people, 12 grids: calamine {a:.3f} s, tables → stretches {b:.3f} s, ratio {b / a:.3f}")


if __name__ == "__main__":
    main()
