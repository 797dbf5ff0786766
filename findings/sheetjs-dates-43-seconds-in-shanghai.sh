#!/usr/bin/env bash
# SheetJS (npm xlsx 0.18.5, the newest in the registry) under TZ=Asia/Shanghai. A program that exports 1 June 2026 as a local
# Date stores 46174.000497685: midnight and 43 seconds, which every reader gives as 2026-06-01 00:00:43 (the zone's offset of
# 1900, +8:05:43, is mixed in). Reading a plain 46174 with cellDates gives 2026-05-31 23:59:17 local: the day before. In UTC
# both are right, so the fault shows only on desks and servers in China. One would expect midnight both ways.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work" && npm install --silent --no-fund --no-audit xlsx@0.18.5 >/dev/null
cat > run.js <<'JS'
const xlsx = require("xlsx");
const sheet = xlsx.utils.aoa_to_sheet([["到岗日期"], [new Date(2026, 5, 1)]]);
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, sheet, "名单");
xlsx.writeFile(book, "out.xlsx");
const plain = xlsx.read(xlsx.write({ SheetNames: ["a"], Sheets: { a: { "!ref": "A1", A1: { t: "n", v: 46174, z: "yyyy-mm-dd" } } } },
  { type: "buffer" }), { cellDates: true }).Sheets.a.A1.v;
const two = (n) => String(n).padStart(2, "0");
console.log(`${plain.getFullYear()}-${two(plain.getMonth() + 1)}-${two(plain.getDate())} ${plain.toTimeString().slice(0, 8)}`);
JS
cat > run.py <<'PY'
import openpyxl
from python_calamine import CalamineWorkbook
print(openpyxl.load_workbook("out.xlsx").active["A2"].value, "|", CalamineWorkbook.from_path("out.xlsx").get_sheet_by_index(0).to_python()[1][0])
PY
for zone in Asia/Shanghai UTC; do
  read_back=$(TZ=$zone node run.js); written=$(venv/bin/python run.py)
  echo "$zone: written, as openpyxl and python-calamine read it: $written; 46174 read by SheetJS: $read_back"
  case $zone in
    UTC) [ "$written" = "2026-06-01 00:00:00 | 2026-06-01" ] && [ "$read_back" = "2026-06-01 00:00:00" ] ;;
    *) [ "$written" = "2026-06-01 00:00:43 | 2026-06-01 00:00:43" ] && [ "$read_back" = "2026-05-31 23:59:17" ] ;;
  esac || { echo "changed"; exit 1; }
done
