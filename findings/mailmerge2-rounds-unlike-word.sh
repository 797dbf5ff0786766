#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: a merge field with the picture \# 0.0 prints 18.45 as 18.4 and under \# 0 it prints 2.5 as 2 and 0.5 as 0 (Python's
# formatting); Word rounds halves up: 18.5, 3, 1. A Decimal is treated likewise. A mark given as the text "18.4" under \# 0.00 stays 18.4
# with no more than a Python warning. And the switch \* CHINESENUM3 (二十一) is ignored: 21.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install docx-mailmerge2==1.0.3 python-docx==1.2.0
cd "$work"
venv/bin/python -W ignore - <<'PY'
from decimal import Decimal
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from mailmerge import MailMerge
def merged(switch, value):
    document = Document()
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD 得分 {switch} ")
    field.append(OxmlElement("w:r"))
    text = OxmlElement("w:t")
    text.text = "«得分»"
    field[0].append(text)
    document.add_paragraph()._p.append(field)
    document.save("form.docx")
    with MailMerge("form.docx") as form:
        form.merge(得分=value)
        form.write("filled.docx")
    return Document("filled.docx").paragraphs[0].text
cases = [(r"\# 0.0", 18.45, "18.4"), (r"\# 0.0", Decimal("18.45"), "18.4"), (r"\# 0", 2.5, "2"), (r"\# 0", Decimal("0.5"), "0"),
         (r"\# 0.00", "18.4", "18.4"), (r"\* CHINESENUM3", 21, "21")]
for switch, value, want in cases:
    print(f"docx-mailmerge2 1.0.3: {value!r} under {switch} ->", seen := merged(switch, value))
    assert seen == want, "changed"
PY
