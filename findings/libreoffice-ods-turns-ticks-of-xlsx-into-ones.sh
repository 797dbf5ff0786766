#!/usr/bin/env bash
# Typed TRUE and FALSE in an .xlsx (what cell check boxes hold), beside other plain cells, as in any month grid: saved by LibreOffice
# 7.4.7 as .ods they become the formulas of:=TRUE() and of:=FALSE() with value type float, 1 and 0. python-calamine 0.9.1, which reads
# True and False from the .xlsx, reads 1.0 and 0.0 from the .ods: ticks turn into numbers, so into days or points. Alone in a
# sheet a TRUE stays a boolean. The text beside the number is still TRUE, and so is the cell on the screen.
set -euo pipefail
command -v soffice >/dev/null || { echo "LibreOffice (soffice) is needed"; exit 3; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import xlsxwriter
for name, row in {"grid": ["张一", True, False], "alone": [True]}.items():
    book = xlsxwriter.Workbook(f"{name}.xlsx")
    book.add_worksheet().write_row("A1", row)
    book.close()
PY
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to ods grid.xlsx alone.xlsx >/dev/null 2>&1
venv/bin/python - <<'PY'
import re, zipfile
from python_calamine import CalamineWorkbook
def last(name):
    return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()[-1]
for name, (before, after) in {"grid": ("['张一', True, False]", "['张一', 1.0, 0.0]"), "alone": ("[True]", "[True]")}.items():
    print(name, "xlsx:", last(f"{name}.xlsx"), "ods:", seen := last(f"{name}.ods"))
    assert repr(last(f"{name}.xlsx")) == before and repr(seen) == after, "changed"
content = zipfile.ZipFile("grid.ods").read("content.xml").decode()
print(cell := re.search(r"<table:table-cell[^>]*TRUE\(\)[^>]*>", content)[0])
assert 'office:value-type="float"' in cell, "changed"
PY
