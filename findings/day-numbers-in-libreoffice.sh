#!/usr/bin/env bash
# A heading row of the numbers 1 … 5 under the date format d"日" shows 1日 … 5日 in Excel. LibreOffice counts days from
# 1899-12-30, so it shows 31日 1日 2日 3日 4日, and converting the sheet to csv or ods stores just that, without a word.
# openpyxl and python-calamine read the days of January 1900 from the same file. Our guard: such a heading is refused (A416).
set -euo pipefail
command -v soffice >/dev/null || { echo "LibreOffice (soffice) is needed"; exit 3; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import openpyxl
book = openpyxl.Workbook()
for day in range(1, 6):
    book.active.cell(1, day, day).number_format = 'd"日"'
book.save("days.xlsx")
PY
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true' days.xlsx >/dev/null 2>&1
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to ods days.xlsx >/dev/null 2>&1
venv/bin/python - <<'PY'
import openpyxl, re, zipfile
from python_calamine import CalamineWorkbook
seen = open("days.csv", encoding="utf-8").read().strip()
ods = re.findall(r'office:date-value="([^"]*)"', zipfile.ZipFile("days.ods").read("content.xml").decode())
calamine = [str(v) for v in CalamineWorkbook.from_path("days.xlsx").get_sheet_by_index(0).to_python()[0]]
ours = [str(cell.value)[:10] for cell in openpyxl.load_workbook("days.xlsx").active[1]]
print("csv by LibreOffice:", seen)
shown = re.findall(r"<text:p>([^<]*)</text:p>", zipfile.ZipFile("days.ods").read("content.xml").decode())
print("ods by LibreOffice:", ods, shown)
print("python-calamine 0.9.1:", calamine)
print("openpyxl 3.1.5:", ours)
assert seen == "31日,1日,2日,3日,4日", "changed"
assert ods[:2] == ["1899-12-31", "1900-01-01"], "changed"
assert calamine[:2] == ["1900-01-01", "1900-01-02"], "changed"
PY
