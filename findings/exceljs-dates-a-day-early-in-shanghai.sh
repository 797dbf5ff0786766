#!/usr/bin/env bash
# exceljs 4.4.0 under TZ=Asia/Shanghai writes a Date by its UTC clock: new Date(2026, 5, 1), midnight of 1 June on the user's wall,
# becomes 2026-05-31 16:00 in the workbook, shown as 31 May: another day and another month. Reading takes UTC too, so exceljs reads
# its own files back right and the error shows only to other programs and people. (SheetJS takes the local clock.)
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5
cd "$work" && npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null 2>&1
cat > run.js <<'JS'
const { Workbook } = require("exceljs");
(async () => {
  const book = new Workbook(), day = new Date(2026, 5, 1);
  book.addWorksheet("名单").getCell("A1").value = day;
  await book.xlsx.writeFile("day.xlsx");
  const back = new Workbook();
  await back.xlsx.readFile("day.xlsx");
  console.log(back.worksheets[0].getCell("A1").value.getTime() === day.getTime());
})();
JS
for zone in Asia/Shanghai UTC; do
  same=$(TZ=$zone node run.js)
  seen=$(venv/bin/python -c 'import openpyxl; print(openpyxl.load_workbook("day.xlsx").active["A1"].value)')
  echo "exceljs 4.4.0, $zone: openpyxl reads $seen; exceljs reads its own back: $same"
  case $zone in UTC) want="2026-06-01 00:00:00" ;; *) want="2026-05-31 16:00:00" ;; esac
  [ "$seen" = "$want" ] && [ "$same" = true ] || { echo "changed"; exit 1; }
done
