#!/usr/bin/env bash
# A table that begins at C5. python-calamine 0.9.1: to_python() drops the empty rows above and the empty columns left (documented);
# iter_rows() gives the four empty rows back, so row numbers are true, but not the two empty columns, so each value stands two
# columns too far left. to_python(skip_empty_area=False) is right in both. Cell addresses counted over iter_rows are wrong in silence.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import openpyxl
from python_calamine import CalamineWorkbook
book = openpyxl.Workbook()
book.active["C5"], book.active["C6"] = "姓名", "张一"
book.save("corner.xlsx")
sheet = CalamineWorkbook.from_path("corner.xlsx").get_sheet_by_index(0)
trimmed, rows, whole = sheet.to_python(), list(sheet.iter_rows()), sheet.to_python(skip_empty_area=False)
print("python-calamine 0.9.1 to_python():", trimmed)
print("iter_rows():", rows)
print("to_python(skip_empty_area=False):", whole)
assert trimmed == [["姓名"], ["张一"]], "changed"
assert rows == [[""], [""], [""], [""], ["姓名"], ["张一"]], "changed"
assert whole[4:] == [["", "", "姓名"], ["", "", "张一"]] and len(whole) == 6, "changed"
PY
