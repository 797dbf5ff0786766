"""The builds that are measured, each in an environment of its own below `build/`: `python -m benchmarks.builds`.

The one that speed is measured against is taken from the history of this repository. This checkout's environment has its
dependencies alone: what the tests need besides costs every start a millisecond or two.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tomllib
from functools import cache
from pathlib import Path

from benchmarks.rounds import PYTHON, Command

ROOT = Path(__file__).parents[1]
COMMIT = "04b8a6222f141ddbe1817282812032afa8ef8e85"
"""The first edition as it was released."""
TODAY = COMMIT[:7]
TREE = ROOT / "build" / TODAY / "tree"


@cache
def installed() -> Path:
    """The Python of that build's environment. Ends the program where the history does not reach back to it."""
    folder = TREE.parent
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        packed = subprocess.run(["git", "archive", COMMIT], cwd=ROOT, stdout=subprocess.PIPE, check=False)
        if packed.returncode:
            raise SystemExit(f"{TODAY} is not in this clone: fetch the whole history (git fetch --unshallow)")
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(TREE, filter="data")
    return _environment(folder, TREE)


@cache
def _checkout() -> Path:
    """The Python of an environment with what this checkout depends on."""
    return _environment(ROOT / "build" / "checkout", ROOT)


def _environment(folder: Path, tree: Path) -> Path:
    """The Python of an environment in which `tree` is installed, made where it is missing or for other dependencies."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed, ready = "\n".join(project["dependencies"]), folder / "ready"
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not ready.exists() or ready.read_text(encoding="utf-8") != needed:
        subprocess.run([PYTHON, "-m", "venv", "--clear", str(folder / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(tree)], check=True)
        ready.write_text(needed, encoding="utf-8")
    return python


def theirs(*arguments: str) -> Command:
    """That build's Python with these arguments, away from this checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return Command([str(installed()), *arguments], environment, str(TREE.parent))


def ours(*arguments: str) -> Command:
    """This checkout, before whatever is installed, with these arguments in the same folder."""
    return Command([str(_checkout()), *arguments], os.environ | {"PYTHONPATH": str(ROOT)}, str(TREE.parent))


if __name__ == "__main__":
    print(installed(), _checkout(), sep="\n")
