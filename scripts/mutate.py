"""Would the tests notice? One comparison, sign, number, word of logic or severity at a time is changed.

`python scripts/mutate.py [MODULE …] [--most 40] [--contexts FILE]`: without modules all of `qianyi/rules/` and
`qianyi/scoring/`; of each at most so many changes, chosen evenly and always the same (0: all). Each change that the tests
let live is printed with its line, then a row a module: changes there are, tried, noticed. The exit status is 1 where one lives.

The tree is never touched: a copy is made, each change lives in a process of its own forked from one that has the
libraries loaded already. A module of rules is first held against its own cases. What lives is held against the tests that
run its line, as `make coverage` told them (coverage's contexts), else against a list of test modules.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

from coverage import CoverageData

ROOT = Path(__file__).parents[1]
SECONDS = 300
"""A change that makes the tests run for longer is noticed."""
SWAPS: dict[type, type] = {
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
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
WORDS = {
    "error": "warning",
    "warning": "error",
    "info": "warning",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
}
"""Severities in quotation marks, functions called."""
WIDE = {
    "rules": "law_roster law_attendance law_institutions law_suzhou law_reading rules_tenure rules_check ladders duties "
    "resent answers finding_ids finding facts_people spans law_score scoring_marks scoring_evidence "
    "scoring_institutions services names dirty_data contract",
    "scoring": "scoring_duty scoring_marks scoring_article16 scoring_institutions scoring_evidence scoring_invariants "
    "ladders duties law_score law_suzhou law_institutions services compare what_if diff output_json output_text tables "
    "province law_outputs contract",
}
"""What a room is held against: `tests/test_….py`."""
FILES = 4
"""Test modules asked about a line at most."""
SLOW = (
    "tests/test_review",
    "tests/test_contract",
    "tests/test_plan",
    "tests/test_documents",
    "tests/test_official",
    "tests/test_fuzz",
)
"""Left out: each run costs seconds, and what they notice others notice too."""
QUICK = ("tests/test_scoring", "tests/test_rules", "tests/test_facts")
Change = tuple[int, str, str]
"""Line, what it became, and the whole text."""


def mutants(source: str) -> Iterator[Change]:
    """A change at a time."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        yield from _changes(node, tree)


def _changes(node: ast.AST, tree: ast.Module) -> Iterator[Change]:
    def told() -> Change:
        return node.lineno, ast.unparse(node), ast.unparse(tree)  # type: ignore[attr-defined]

    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in SWAPS:
                node.ops[at] = SWAPS[type(operator)]()
                yield told()
                node.ops[at] = operator
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        kept = node.op
        node.op = SWAPS[type(kept)]()
        yield told()
        node.op = kept
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        yield told()
        node.value -= 1
    elif isinstance(node, ast.Constant) and node.value in ("error", "warning", "info"):
        word = str(node.value)
        node.value = WORDS[word]
        yield told()
        node.value = word
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS:
        name = node.func.id
        node.func.id = WORDS[name]
        yield told()
        node.func.id = name


def chosen(changes: list[Change], most: int) -> list[Change]:
    """So many of them, evenly."""
    if not most or len(changes) <= most:
        return changes
    return [changes[at * len(changes) // most] for at in range(most)]


class Changed(MetaPathFinder, SourceFileLoader):
    """One module read from a text instead of its file."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Of the one module alone."""
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None
        )

    def get_code(self, fullname: str) -> CodeType:
        """The changed text, compiled."""
        return compile(self.text, self.path, "exec", dont_inherit=True)


def passes(copy: Path, module: str, text: str, tests: Sequence[str]) -> bool:
    """Whether the tests pass in a process of their own in which the module is this text."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    status = 1
    try:
        signal.alarm(SECONDS)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os.chdir(copy)
        sys.path[:0] = [str(copy)]
        name = module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        sys.meta_path.insert(0, Changed(name, str(copy / module), text))
        import pytest

        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    finally:
        os._exit(status)


def rounds(module: str, source: str) -> list[list[str]]:
    """The tests of a whole module: the cases of its rules."""
    codes = sorted(set(re.findall(r'@rule\(\s*"([A-Z]\d{3})"', source)))
    return [["tests/test_cases.py", "-k", " or ".join(codes)]] if codes else []


def running(contexts: CoverageData | None, module: str) -> dict[int, list[str]]:
    """The tests that run each line of a module."""
    if contexts is None:
        return {}
    by_line = contexts.contexts_by_lineno(str(ROOT / module))
    return {line: sorted({_node(one) for one in names if one.startswith("tests.")}) for line, names in by_line.items()}


def _node(context: str) -> str:
    """tests.test_x.test_y → tests/test_x.py::test_y."""
    _, file, test = context.split(".", 2)
    return f"tests/{file}.py::{test.replace('.', '::')}"


def few(tests: Sequence[str]) -> list[str]:
    """Those of the files with the most of them: importing a file costs more than running its tests."""
    files: dict[str, list[str]] = {}
    for test in tests:
        if not test.startswith(SLOW):
            files.setdefault(test.partition("::")[0], []).append(test)
    largest = sorted(files.values(), key=lambda one: (not one[0].startswith(QUICK), -len(one)))[:FILES]
    return [test for one in largest for test in one]


def held(copy: Path, module: str, most: int, contexts: CoverageData | None) -> tuple[int, int, int]:
    """Changes there are, tried and noticed in a module; those that live are printed."""
    source = (ROOT / module).read_text("utf-8")
    own = rounds(module, source)
    lines = running(contexts, module)
    wide = [f"tests/test_{name}.py" for name in WIDE[module.split("/")[1]].split()]
    for tests in own:
        if not passes(copy, module, source, tests):
            raise SystemExit(f"{module}: the tests fail without any change ({' '.join(tests)})")
    noticed = 0
    changes = list(mutants(source))
    tried = chosen(changes, most)
    for line, became, text in tried:
        last = few(lines.get(line, [])) if contexts else wide
        if all(passes(copy, module, text, tests) for tests in [*own, *([last] if last else [])]):
            print(f"{module}:{line}: {became}", flush=True)
        else:
            noticed += 1
    return len(changes), len(tried), noticed


def main() -> int:
    """Print what lives; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--contexts", type=Path)
    options = parser.parse_args()
    everywhere = (path for room in WIDE for path in sorted((ROOT / "qianyi" / room).glob("*.py")))
    modules = options.modules or [path.relative_to(ROOT).as_posix() for path in everywhere]
    import openpyxl  # noqa: F401  # loaded once for all processes
    import pytest  # noqa: F401

    contexts = CoverageData(options.contexts) if options.contexts else None
    if contexts:
        contexts.read()
    alive = 0
    with tempfile.TemporaryDirectory(prefix="mutate-") as name:
        for folder in ("qianyi", "tests", "templates", "samples"):
            shutil.copytree(ROOT / folder, Path(name) / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", name)
        for module in modules:
            there, tried, noticed = held(Path(name), module, options.most, contexts)
            alive += tried - noticed
            print(f"| {module} | {there} | {tried} | {noticed} |", flush=True)
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
