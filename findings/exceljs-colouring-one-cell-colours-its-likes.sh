#!/usr/bin/env bash
# exceljs 4.4.0: cells of a workbook that was read share one style object where they had the same style. Setting the fill of A1 colours
# A2 and A3 too (and every cell with that style), also in the saved file: marking one wrong cell marks the column. In a workbook just
# made the same line colours A1 alone. openpyxl 3.1.5 keeps styles apart.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5
cd "$work" && npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null 2>&1
venv/bin/python - <<'PY'
import openpyxl
from openpyxl.styles import Font, PatternFill
book = openpyxl.Workbook()
for row in (1, 2, 3):
    book.active.cell(row, 1, 20 + row).font = Font(bold=True)
book.active["A4"] = "备注"
book.save("bold.xlsx")
book = openpyxl.load_workbook("bold.xlsx")
book.active["A1"].fill = PatternFill("solid", fgColor="FFFF0000")
book.save("openpyxl.xlsx")
PY
node -e '
const { Workbook } = require("exceljs");
(async () => {
  const book = new Workbook();
  await book.xlsx.readFile("bold.xlsx");
  book.worksheets[0].getCell("A1").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFF0000" } };
  await book.xlsx.writeFile("exceljs.xlsx");
})();'
venv/bin/python - <<'PY'
import openpyxl
def red(name):
    return [cell.coordinate for cell in openpyxl.load_workbook(name).active["A"] if cell.fill.fgColor.rgb == "FFFF0000"]
print("coloured A1; red after exceljs 4.4.0:", js := red("exceljs.xlsx"), "after openpyxl 3.1.5:", py := red("openpyxl.xlsx"))
assert js == ["A1", "A2", "A3"] and py == ["A1"], "changed"
PY
