#!/usr/bin/env bash
# exceljs 4.4.0: after mergeCells("A1:C2"), setting the value of any covered cell (C2) silently replaces the value of A1, the one that
# is shown; a loop that writes a row of figures across a merged heading leaves the last figure as the heading. openpyxl 3.1.5
# refuses the same (MergedCell value is read-only); Excel would not let one type there.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5
cd "$work" && npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null 2>&1
node -e '
const { Workbook } = require("exceljs"), book = new Workbook(), sheet = book.addWorksheet("考勤");
sheet.getCell("A1").value = "六月考勤"; sheet.mergeCells("A1:C2"); sheet.getCell("C2").value = 21;
book.xlsx.writeFile("merged.xlsx");'
venv/bin/python - <<'PY'
import openpyxl
sheet = openpyxl.load_workbook("merged.xlsx").active
print("exceljs 4.4.0: A1 =", sheet["A1"].value, "merged", sheet.merged_cells.ranges)
try:
    sheet["C2"] = 21
    other = "written"
except AttributeError as error:
    other = str(error)
print("openpyxl 3.1.5:", other)
assert sheet["A1"].value == 21 and "read-only" in other, "changed"
PY
