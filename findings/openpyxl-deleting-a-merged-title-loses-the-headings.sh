#!/usr/bin/env bash
# openpyxl 3.1.5: a title merged over A1:D1, headings in row 2. delete_rows(1) moves the cells up but leaves the merge where it was, now
# over the headings. In memory all four headings are there; after save and load only the first is, and Excel shows only the first.
# No warning. The order that works: unmerge first. (The documentation says that dependencies are not managed, not that values go.)
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install openpyxl==3.1.5
cd "$work"
venv/bin/python - <<'PY'
import openpyxl
def heads(unmerge):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["六月考勤表"], ["序号", "姓名", "单位", "天数"], [1, "张一", "青石卫生院", 21]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    if unmerge:
        sheet.unmerge_cells("A1:D1")
    sheet.delete_rows(1)
    before = [cell.value for cell in sheet[1]]
    book.save("month.xlsx")
    return before, [cell.value for cell in openpyxl.load_workbook("month.xlsx").active[1]]
before, after = heads(False)
print("openpyxl 3.1.5, in memory:", before)
print("after save and load:", after)
print("unmerged first:", right := heads(True)[1])
assert before == right == ["序号", "姓名", "单位", "天数"] and after == ["序号", None, None, None], "changed"
PY
