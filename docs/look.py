"""Documents as pictures, for eyes: fill, PDF, PNG. `python docs/look.py [DOSSIER] [OUT]`, out/look by itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path

import qianyi
from qianyi.output.documents import fill
from qianyi.output.documents.pdf import convert


def look(dossier: Path, out: Path, each: int = 1) -> list[Path]:
    """The first `each` documents of every kind as `out/*.png`, one picture a page."""
    shutil.rmtree(out, ignore_errors=True)
    facts = qianyi.read([dossier])
    made = fill(facts, qianyi.score(facts), out / "files").files
    kinds: dict[Path, list[Path]] = {}
    for file in made:
        kinds.setdefault(file.parent if file.parent != out / "files" else file, []).append(file)
    picked = [file for files in kinds.values() for file in islice(files, each)]
    for file, content in zip(picked, convert([(file, file.suffix) for file in picked]), strict=True):
        pdf = out / f"{file.stem}.pdf"
        pdf.write_bytes(content)
        subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, out / file.stem], check=True)
    return sorted(out.glob("*.png"))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    samples = Path(__file__).parent.parent / "samples"
    dossiers = [Path(arguments[0])] if arguments else [samples / "qingshui-2022", samples / "huaibei-2021"]
    out = Path(arguments[1] if len(arguments) > 1 else "out/look")
    for dossier in dossiers:
        for picture in look(dossier, out / dossier.name):
            print(picture)
