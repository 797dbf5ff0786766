#!/usr/bin/env bash
# A valid .xlsb of SheetJS (npm xlsx 0.18.5) holds 3 × 4 cells. python-calamine 0.9.1 gives its first column only, in silence, and
# pyxlsb 1.0.10 twelve times None: SheetJS stores cells after the first of a row in the short records of the format, without a
# column number, which neither reader knows. SheetJS itself reads all twelve back. An .xlsb of Excel does not show this.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install python-calamine==0.9.1 pyxlsb==1.0.10
cd "$work" && npm install --silent --no-fund --no-audit xlsx@0.18.5 >/dev/null
cat > run.js <<'JS'
const xlsx = require("xlsx");
const book = xlsx.utils.book_new();
const rows = [["姓名", "单位", "出勤", "备注"], ["张一", "青石卫生院", 21, "夜班"], ["李二", "柳树卫生院", 20.5, "无"]];
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), "名单");
xlsx.writeFile(book, "out.xlsb", { bookType: "xlsb" });
const back = xlsx.utils.sheet_to_json(xlsx.readFile("out.xlsb").Sheets["名单"], { header: 1 });
console.log("SheetJS 0.18.5:", JSON.stringify(back));
if (JSON.stringify(back) !== JSON.stringify(rows)) process.exit(1);
JS
node run.js
venv/bin/python - <<'PY'
import pyxlsb
from python_calamine import CalamineWorkbook
calamine = CalamineWorkbook.from_path("out.xlsb").get_sheet_by_index(0).to_python()
with pyxlsb.open_workbook("out.xlsb") as book, book.get_sheet(1) as sheet:
    other = [[cell.v for cell in row] for row in sheet.rows()]
print("python-calamine 0.9.1:", calamine)
print("pyxlsb 1.0.10:", other)
assert calamine == [["姓名"], ["张一"], ["李二"]], "changed"
assert other == [[None] * 4] * 3, "changed"
PY
