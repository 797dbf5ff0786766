"""The build that speed is measured against, installed in an environment of its own: `python -m benchmarks.builds`.

Taken from the history of this repository and kept below `build/`; made anew where it is missing.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from benchmarks.rounds import PYTHON, Command

ROOT = Path(__file__).parents[1]
COMMIT = "04b8a6222f141ddbe1817282812032afa8ef8e85"
"""The first edition as it was released."""
TODAY = COMMIT[:7]
TREE, VENV = ROOT / "build" / TODAY / "tree", ROOT / "build" / TODAY / "venv"


def installed() -> Path:
    """The Python of that build's environment. Ends the program where the history does not reach back to it."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = VENV / ".ready"
    if ready.exists():
        return python
    shutil.rmtree(VENV.parent, ignore_errors=True)
    packed = subprocess.run(["git", "archive", COMMIT], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if packed.returncode:
        raise SystemExit(f"{TODAY} is not in this clone: fetch the whole history (git fetch --unshallow)")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(TREE, filter="data")
    subprocess.run([PYTHON, "-m", "venv", str(VENV)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(TREE)], check=True)
    ready.touch()
    return python


def theirs(*arguments: str) -> Command:
    """That build's Python with these arguments, away from this checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return Command([str(installed()), *arguments], environment, str(VENV))


def ours(*arguments: str) -> Command:
    """This checkout's Python with these arguments, in the same folder."""
    return Command([sys.executable, *arguments], os.environ | {"PYTHONPATH": str(ROOT)}, str(VENV))


if __name__ == "__main__":
    print(installed())
