"""Would the tests notice? One comparison, sign, number or word of logic at a time is changed in a copy of the tree.

`python scripts/mutate.py qianyi/rules/quotas.py tests/test_cases.py [-k Q101] [--most 40]`: each mutant that the tests
let live is printed with its line; the exit status is 1 where one lives. The tree itself is never touched.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SWAPS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, what it became, and the whole text, a change at a time."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for at, operator in enumerate(node.ops):
                if type(operator) in SWAPS:
                    node.ops[at] = SWAPS[type(operator)]()
                    yield node.lineno, ast.unparse(node), ast.unparse(tree)
                    node.ops[at] = operator
        elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
            kept = node.op
            node.op = SWAPS[type(kept)]()
            yield node.lineno, ast.unparse(node), ast.unparse(tree)
            node.op = kept
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            node.value += 1
            yield node.lineno, ast.unparse(node), ast.unparse(tree)
            node.value -= 1


def main() -> int:
    """Print what lives; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("-k", default="")
    parser.add_argument("--most", type=int, default=40)
    options = parser.parse_args()
    alive = tried = 0
    with tempfile.TemporaryDirectory(prefix="mutate-") as name:
        copy = Path(name)
        for folder in ("qianyi", "tests", "templates", "samples"):
            shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        target = copy / options.module
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options.tests]
        command += ["-k", options.k] if options.k else []
        environment = {**os.environ, "PYTHONPATH": name, "PYTHONDONTWRITEBYTECODE": "1"}

        def passes() -> bool:
            return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode == 0

        source = target.read_text("utf-8")
        if not passes():
            print("the tests fail without any change", file=sys.stderr)
            return 2
        for line, became, text in list(mutants(source))[: options.most]:
            target.write_text(text, "utf-8")
            tried += 1
            if passes():
                alive += 1
                print(f"{options.module}:{line}: {became}", flush=True)
    print(f"{tried} changes, {alive} not noticed")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
