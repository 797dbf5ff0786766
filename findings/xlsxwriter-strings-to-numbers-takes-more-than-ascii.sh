#!/usr/bin/env bash
# XlsxWriter 3.3.1 with strings_to_numbers: Python's float decides what a number is, so １２ (full width) becomes 12, ٣ becomes 3,
# 1_000 becomes 1000, 007 becomes 7 and an 18-digit identity number 1.101011990030712E+17 with its last digits gone. nan, inf and
# 十 stay text. A spreadsheet would leave １２ (in LibreOffice it becomes a number too), ٣ and 1_000 as text.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$work"
venv/bin/python - <<'PY'
import xlsxwriter
from python_calamine import CalamineWorkbook
texts = ["１２", "٣", "1_000", "007", "110101199003071234", "nan", "十"]
book = xlsxwriter.Workbook("numbers.xlsx", {"strings_to_numbers": True})
book.add_worksheet().write_column("A1", texts)
book.close()
seen = [row[0] for row in CalamineWorkbook.from_path("numbers.xlsx").get_sheet_by_index(0).to_python()]
print("XlsxWriter 3.3.1:", dict(zip(texts, seen, strict=True)))
assert seen == [12.0, 3.0, 1000.0, 7.0, 110101199003071200.0, "nan", "十"], "changed"
PY
