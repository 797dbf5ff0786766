#!/usr/bin/env bash
# An .ods of SheetJS (npm xlsx 0.18.5) has its table rows indented: white space between the cells, which the format allows.
# python-calamine 0.9.1 refuses the sheet ("Expecting 'table-cell', found 'Text(…)'"); pyexcel-ods3 0.6.1 reads it whole.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install python-calamine==0.9.1 pyexcel-ods3==0.6.1
cd "$work" && npm install --silent --no-fund --no-audit xlsx@0.18.5 >/dev/null
node -e '
const xlsx = require("xlsx"), book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([["姓名", "天数"], ["张一", 21]]), "名单");
xlsx.writeFile(book, "out.ods");'
venv/bin/python - <<'PY'
import pyexcel_ods3
from python_calamine import CalamineWorkbook
try:
    seen = str(CalamineWorkbook.from_path("out.ods").get_sheet_by_index(0).to_python())
except Exception as error:
    seen = f"{type(error).__name__}: {error}"
print("python-calamine 0.9.1:", seen)
other = dict(pyexcel_ods3.get_data("out.ods"))
print("pyexcel-ods3 0.6.1:", other)
assert "Expecting 'table-cell'" in seen, "changed"
assert other == {"名单": [["姓名", "天数"], ["张一", 21]]}, "changed"
PY
