#!/usr/bin/env bash
# LibreOffice 7.4.7 (Debian 12), `soffice --headless --convert-to pdf A B`: the bytes of B's PDF depend on whether A was
# converted before it in the same call, also with creation date and file identifier set to constants (the embedded font
# subsets differ). The same call again gives the same bytes. So a batch split by the number of processors is not
# reproducible from one machine to the next.
# Needs: soffice (Debian: libreoffice-writer-nogui), a Chinese font, python3. Everything else is made in a temporary folder.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs soffice"; exit 2; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q python-docx==1.2.0
cat > "$work/run.py" <<'PY'
import re, subprocess, sys
from pathlib import Path
from docx import Document
work = Path(sys.argv[1])
texts = {"a": "云岭县派驻人员工作鉴定表，出勤二百四十天。", "b": "青溪镇中心卫生院专家工作室公示牌，心血管内科。"}
for name, text in texts.items():
    document = Document()
    document.add_paragraph(text)
    document.save(work / f"{name}.docx")
def convert(out, *names):
    folder = work / out
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile-{out}", "--convert-to", "pdf",
                    "--outdir", str(folder), *(str(work / f"{n}.docx") for n in names)], check=True, capture_output=True)
    data = (folder / "b.pdf").read_bytes()
    data = re.sub(rb"/CreationDate\(D:[^)]*\)", b"", data)
    return re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True).stdout.strip())
alone, again, behind = convert("alone", "b"), convert("again", "b"), convert("behind", "a", "b")
print("b alone, twice: same bytes" if alone == again else "b alone, twice: different bytes")
print("b behind a: same bytes" if alone == behind else f"b behind a: different bytes ({len(alone)} and {len(behind)})")
sys.exit(0 if alone == again and alone != behind else 1)
PY
"$work/venv/bin/python" "$work/run.py" "$work"
