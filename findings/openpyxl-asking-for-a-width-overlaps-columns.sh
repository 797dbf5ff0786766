#!/usr/bin/env bash
# openpyxl 3.1.5 keeps one entry for columns of equal width: for a month grid with C:AG narrow and AI:XFD hidden, column_dimensions
# holds C and AI only. Asking for the width of D answers 13, not 3.7; asking whether AZ is hidden answers no. And each question makes
# an entry: the saved file has <col> elements for C:AG and again for D, which overlap (the format forbids it), in that order. So a
# reader that looks for hidden columns by letter finds only the first one of a block, and a look changes the file.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 XlsxWriter==3.3.1
cd "$work"
venv/bin/python - <<'PY'
import re, zipfile
import openpyxl, xlsxwriter
book = xlsxwriter.Workbook("grid.xlsx")
sheet = book.add_worksheet()
sheet.write("A1", "姓名")
sheet.set_column("C:AG", 3)
sheet.set_column("AI:XFD", None, None, {"hidden": True})
book.close()
def columns(name):
    xml = zipfile.ZipFile(name).read("xl/worksheets/sheet1.xml").decode()
    return [(int(re.search(r'min="(\d+)"', col)[1]), int(re.search(r'max="(\d+)"', col)[1])) for col in re.findall("<col [^>]*>", xml)]
read = openpyxl.load_workbook("grid.xlsx")
look = read.active.column_dimensions
print("openpyxl 3.1.5, known columns:", known := list(look))
print("width of C and D:", widths := (round(look["C"].width, 1), look["D"].width))
print("hidden AI and AZ:", hidden := (look["AI"].hidden, look["AZ"].hidden))
read.save("looked.xlsx")
print("columns in the file:", columns("grid.xlsx"), "after the look and a save:", after := columns("looked.xlsx"))
assert known == ["C", "AI"] and widths == (3.7, 13) and hidden == (True, False), "changed"
assert columns("grid.xlsx") == [(3, 33), (35, 16384)] and (4, 4) in after and (3, 33) in after, "changed"
PY
