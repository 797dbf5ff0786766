"""The README shows real commands with their real output: each ```console block is run and compared.

`python tests/test_readme.py` writes the outputs anew (read the difference before you keep it). A line `…` in a block
stands for any lines left out; `--update` keeps such a line and what stands before and after it must still match.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.make.command import run

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>qianyi [^\n]*)\n(?P<output>.*?)```", re.S)


def blocks() -> list[tuple[str, str]]:
    return [(m["command"], m["output"]) for m in BLOCK.finditer(README.read_text(encoding="utf-8"))]


def actual(command: str) -> str:
    here = Path.cwd()
    os.chdir(ROOT)
    os.environ["COLUMNS"] = "100"  # the blocks are drawn for this width
    try:
        code, out, err = run(*shlex.split(command)[1:])
    finally:
        os.chdir(here)
    assert code in (0, 1), err
    return out


def agrees(shown: str, real: str) -> bool:
    """Whether the real output holds the shown pieces in order; without `…` they are the same to the letter."""
    pieces = re.split(r"^…\n", shown, flags=re.M)
    if len(pieces) == 1:
        return shown == real
    if not real.startswith(pieces[0]) or not real.endswith(pieces[-1]):
        return False
    at = 0
    for piece in pieces:
        at = real.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


@pytest.mark.parametrize(("command", "output"), blocks(), ids=lambda text: text.split("\n")[0][:60])
def test_the_readme_shows_what_really_comes_out(command: str, output: str) -> None:
    real = actual(command)
    assert agrees(output, real), real


def test_the_readme_begins_with_the_two_commands() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.index("make demo") < text.index("make test") < 700


def shorten(real: str, shown: str) -> str:
    """New output for a block: whole, or its head and tail where the block left lines out."""
    if "…\n" not in shown:
        return real
    lines = real.splitlines(keepends=True)
    head = shown.split("…\n")[0].count("\n")
    tail = shown.rsplit("…\n", 1)[1].count("\n")
    return "".join([*lines[:head], "…\n", *lines[len(lines) - tail :]])


if __name__ == "__main__":
    README.write_text(
        BLOCK.sub(
            lambda m: f"```console\n$ {m['command']}\n{shorten(actual(m['command']), m['output'])}```",
            README.read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    )
