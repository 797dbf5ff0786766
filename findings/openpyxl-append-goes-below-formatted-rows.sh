#!/usr/bin/env bash
# openpyxl 3.1.5: a sheet with a heading, one person and a border format that reaches down to row 200 (as in every printed form).
# After loading, append() writes the next person to row 201, not to row 3; max_row is 200. python-calamine 0.9.1 gives 2 rows for
# the same sheet. People appended this way stand on a later page, below blank rows, and a reader that stops at a blank row loses them.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import openpyxl
from openpyxl.styles import Border, Side
from python_calamine import CalamineWorkbook
book = openpyxl.Workbook()
book.active.append(["姓名", "单位"])
book.active.append(["张一", "青石卫生院"])
for row in range(1, 201):
    book.active.cell(row, 1).border = Border(bottom=Side("thin"))
book.save("form.xlsx")
print("python-calamine 0.9.1 rows:", before := len(CalamineWorkbook.from_path("form.xlsx").get_sheet_by_index(0).to_python()))
sheet = openpyxl.load_workbook("form.xlsx").active
print("openpyxl 3.1.5 max_row:", height := sheet.max_row)
sheet.append(["李二", "柳树卫生院"])
print("李二 stands in row:", found := [row[0].row for row in sheet.iter_rows() if row[0].value == "李二"])
assert (before, height, found) == (2, 200, [201]), "changed"
PY
