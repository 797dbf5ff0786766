#!/usr/bin/env bash
# xlsx2csv 0.8.6 takes letters inside quoted literals of a number format for date letters: the number 6 under 0"d" (6d on the
# screen) becomes 0"05", under #,##0.00"元/day" it becomes #,##0.00"元/05ay", under 0"h" it becomes 0"12". The 6 itself is gone, no
# error. Dates under yyyy"年"m"月"d"日" come with the quotation marks in them. openpyxl 3.1.5 and calamine 0.9.1 read 6 and a date.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1 xlsx2csv==0.8.6
cd "$work"
venv/bin/python - <<'PY'
import csv
import openpyxl
from python_calamine import CalamineWorkbook
from xlsx2csv import Xlsx2csv
book = openpyxl.Workbook()
cells = [(6, '0"d"'), (6, '#,##0.00"元/day"'), (6, '0"h"'), (46174, 'yyyy"年"m"月"d"日"')]
for row, (value, code) in enumerate(cells, 1):
    book.active.cell(row, 1, value).number_format = code
book.save("units.xlsx")
Xlsx2csv("units.xlsx").convert("units.csv")
seen = [row[0] for row in csv.reader(open("units.csv", encoding="utf-8"))]
right = [str(row[0]) for row in CalamineWorkbook.from_path("units.xlsx").get_sheet_by_index(0).to_python()]
for (value, code), csv_text, truth in zip(cells, seen, right, strict=True):
    print(f"{value} under {code}: xlsx2csv 0.8.6 {csv_text!r}, python-calamine {truth}")
assert seen[:2] == ['0"05"', '#,##0.00"元/05ay"'] and "6" not in seen[2], "changed"
assert seen[3] == '2026"年"06"月"01"日"', "changed"
assert right == ["6.0", "6.0", "6.0", "2026-06-01"], "changed"
PY
