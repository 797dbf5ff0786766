"""No command needs pandas, numpy, lxml, docxtpl or openpyxl to be there: the page and the offline packages leave them out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITHOUT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"pandas", "numpy", "lxml", "docxtpl", "docx", "openpyxl", "pyarrow", "dask", "ortools"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Refuse())
"""
PROGRAM = WITHOUT + "from qianyi import cli; sys.exit(cli.run(sys.argv[1:]))"
COUNTY = str(ROOT / "samples" / "qingshui-2022")


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(
    "words",
    [
        ("validate", COUNTY, "--annotate", "{out}/批注"),
        ("score", COUNTY, "-o", "{out}/成绩.xlsx"),
        ("fill", COUNTY, "-o", "{out}/文书"),
        ("review", COUNTY, "-o", "{out}/年终", "--jobs", "1"),
        ("send", COUNTY, "-o", "{out}/发表"),
        ("status", COUNTY, "-o", "{out}/收表"),
        ("fix", COUNTY, "-o", "{out}/整理"),
        ("init", "{out}/新县", "--year", "2023"),
        ("diff", COUNTY, COUNTY),
        ("why", "谭听雨", COUNTY),
    ],
    ids=lambda words: words[0],
)
def test_every_command_runs_without_them(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(PROGRAM, *(word.format(out=tmp_path) for word in words))
    assert done.returncode in (0, 1), done.stderr
    assert "没有装" not in done.stderr


def test_frames_say_what_to_install() -> None:
    program = WITHOUT + (
        f"import qianyi; from qianyi.errors import QianyiError; scores = qianyi.score(qianyi.read([{COUNTY!r}]))\n"
        "try: scores.to_frame()\n"
        "except QianyiError as error: print(error)\n"
    )
    done = run(program)
    assert (done.returncode, "pandas" in done.stdout, done.stdout.count("\n")) == (0, True, 1), done.stderr


def dependencies() -> set[str]:
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    return {re.split(r"[\[<>=~!]", name)[0].strip().lower() for name in wanted}


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert [name for name in dependencies() if name not in page] == []


def test_the_page_has_every_dependency_that_it_can_have() -> None:
    lines = (ROOT / "web" / "wheels.txt").read_text("utf-8").lower().splitlines()
    there = {line.split("==")[0] for line in lines if "==" in line}
    never = {"pandas", "openpyxl", "docxtpl", "msoffcrypto-tool", "dask", "pyarrow", "ortools"}
    assert dependencies() - there == never
