#!/usr/bin/env bash
# XlsxWriter 3.3.1: a value written to B1 before merge_range("A1:C1", …) stays in the file under the merged cell when merge_range is
# called without a format, and is wiped when any format is given (the blanks that cover it are only written with a format). No
# warning either way. Excel shows one text; python-calamine 0.9.1 reads two, so sums and searches over the row count the hidden one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$work"
venv/bin/python -W error - <<'PY'
import xlsxwriter
from python_calamine import CalamineWorkbook
def row(with_format):
    book = xlsxwriter.Workbook("merged.xlsx")
    sheet = book.add_worksheet()
    sheet.write("B1", 21)
    sheet.merge_range("A1:C1", "出勤天数", book.add_format({"bold": True}) if with_format else None)
    book.close()
    return CalamineWorkbook.from_path("merged.xlsx").get_sheet_by_index(0).to_python()
plain, formatted = row(False), row(True)
print("XlsxWriter 3.3.1, merge_range without a format:", plain)
print("with a format:", formatted)
assert plain == [["出勤天数", 21.0]], "changed"
assert 21.0 not in formatted[0] and formatted[0][0] == "出勤天数", "changed"
PY
