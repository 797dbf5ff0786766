#!/usr/bin/env bash
# A stray blank in the last column (XFD1) and one cell far down: 3 filled cells, a file of 5 KB. python-calamine 0.9.1 builds the
# whole rectangle, rows × 16,384 cells: 600 rows already take 375 MB, 20,000 rows
# took a minute and gigabytes here. openpyxl 3.1.5 keeps three cells. The spreadsheet's own "used range" shows nothing odd.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
cat > run.py <<'PY'
import resource, sys
import openpyxl
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
if sys.argv[1] == "make":
    book = openpyxl.Workbook()
    for address, value in {"A1": "姓名", "XFD1": " ", "A600": "张一"}.items():
        book.active[address] = value
    book.save("far.xlsx")
elif sys.argv[1] == "calamine":
    from python_calamine import CalamineWorkbook
    before = peak()
    rows = CalamineWorkbook.from_path("far.xlsx").get_sheet_by_index(0).to_python()
    print(len(rows) * len(rows[0]), peak() - before)
else:
    before = peak()
    sheet = openpyxl.load_workbook("far.xlsx").active
    print(len(sheet._cells), peak() - before)
PY
venv/bin/python run.py make
read -r cells grown < <(venv/bin/python run.py calamine); echo "python-calamine 0.9.1: $cells cells, $grown MB more"
read -r kept other < <(venv/bin/python run.py openpyxl); echo "openpyxl 3.1.5: $kept cells, $other MB more"
[ "$cells" = 9830400 ] && [ "$grown" -gt 200 ] && [ "$kept" = 3 ] && [ "$other" -lt 50 ] || { echo "changed"; exit 1; }
