#!/usr/bin/env bash
# exceljs 4.4.0: a total =SUM(B1:B2) with its stored value 3 below two people. Inserting a person between them with insertRow moves the
# total to row 4, but not what it says: =SUM(B1:B2), value 3. So the third person is in no total, and the total looks calculated.
# Excel and LibreOffice would stretch the range.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5
cd "$work" && npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null 2>&1
node -e '
const { Workbook } = require("exceljs"), book = new Workbook(), sheet = book.addWorksheet("天数");
sheet.addRow(["张一", 1]); sheet.addRow(["李二", 2]);
sheet.addRow(["合计", { formula: "SUM(B1:B2)", result: 3 }]);
sheet.insertRow(2, ["王三", 4]);
book.xlsx.writeFile("sum.xlsx");'
venv/bin/python - <<'PY'
import openpyxl
rows = [[cell.value for cell in row] for row in openpyxl.load_workbook("sum.xlsx").active]
stored = openpyxl.load_workbook("sum.xlsx", data_only=True).active["B4"].value
print("exceljs 4.4.0:", rows, "stored total:", stored)
assert rows[3] == ["合计", "=SUM(B1:B2)"] and stored == 3 and rows[1] == ["王三", 4], "changed"
PY
