#!/usr/bin/env bash
# python-calamine 0.9.1: a sheet filled from A1 to B3 has height 3 and width 2, but total_height 2 and total_width 1: the "total"
# pair is the index of the last row and column, counted from 0, not a number of rows. A loop over range(total_height) never sees
# the last person; a sheet with a single heading row has total_height 0, the same as an empty sheet.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import openpyxl
from python_calamine import CalamineWorkbook
def sizes(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("size.xlsx")
    sheet = CalamineWorkbook.from_path("size.xlsx").get_sheet_by_index(0)
    return sheet.height, sheet.width, sheet.total_height, sheet.total_width
full, head, empty = sizes([["姓名", "天数"], ["张一", 21], ["李二", 20]]), sizes([["姓名"]]), sizes([])
print("python-calamine 0.9.1, height width total_height total_width")
print("three rows, two columns:", *full)
print("one heading cell:", *head)
print("nothing:", *empty)
assert full == (3, 2, 2, 1) and head == (1, 1, 0, 0) and empty == (0, 0, 0, 0), "changed"
PY
