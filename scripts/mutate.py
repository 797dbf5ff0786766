"""Would the tests notice? One comparison, sign, number, word of logic or severity at a time is changed.

`python scripts/mutate.py [MODULE …] [--most 16] --contexts build/coverage/.coverage`: without modules all of
`qianyi/rules/` and `qianyi/scoring/`; of each at most so many changes, chosen evenly and always the same (0: all). Each
change that the tests let live is printed with its line, then a row a module: changes there are, tried, noticed. The exit
status is 1 where one lives.

The contexts are coverage's: which tests run a line (`make mutation` measures them). All tests are collected once; each
change lives in a process forked from that one, as new code of the functions that are there, and is held against at most
`MOST_TESTS` of the tests that run its line: cases first, those that take seconds never. The tree is never touched.
What stands outside functions cannot be changed this way and is not counted.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from coverage import CoverageData

ROOT = Path(__file__).parents[1]
ROOMS = ("rules", "scoring")
MOST_TESTS = 60
EXAMPLES = 6
SECONDS = 120
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
SLOW = (
    "review",
    "contract",
    "plan",
    "documents",
    "official",
    "fuzz",
    "mess",
    "samples",
    "situations",
    "readme",
    "bounds",
)
"""Beginnings of test modules left out."""
NEAR = ("scoring", "law_score", "rules", "facts", "ladders", "duties", "finding")
"""And of those asked first: they hold rooms without files."""
ByFunction = dict[str, list[pytest.Item]]
Change = tuple[int, str, str]
"""Line, what it became, and the whole text."""


def mutants(source: str) -> Iterator[Change]:
    """A change at a time, inside functions."""
    tree = ast.parse(source)
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef):
            for node in (node for statement in outer.body for node in ast.walk(statement)):
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


def put_in(module: str, text: str) -> None:
    """Give the functions of a module the code of a text; one that is only imported when needed is loaded for it."""
    import_module(module)
    codes: dict[str, CodeType] = {}
    rest = [compile(text, module, "exec", dont_inherit=True)]
    while rest:
        for one in rest.pop().co_consts:
            if isinstance(one, CodeType):
                codes[one.co_qualname] = one
                rest.append(one)
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__module__ == module:
            new = codes.get(function.__code__.co_qualname)
            if new is not None and len(new.co_freevars) == len(function.__code__.co_freevars):
                function.__code__ = new


class Mutation:
    """The loop of a session of pytest: every change of every module instead of every test."""

    def __init__(self, modules: Sequence[str], most: int, contexts: CoverageData) -> None:
        self.modules = modules
        self.most = most
        self.contexts = contexts
        self.alive = 0
        self.sound: set[pytest.Item] = set()
        self.unsound: set[pytest.Item] = set()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hold all against the tests collected."""
        by_function: ByFunction = {}
        for item in session.items:
            name = item.nodeid.partition("[")[0].replace(".py::", ".").replace("::", ".").replace("/", ".")
            by_function.setdefault(name, []).append(item)
        for module in self.modules:
            there, tried, noticed = self.hold(module, by_function)
            self.alive += tried - noticed
            print(f"| {module} | {there} | {tried} | {noticed} |", flush=True)
        return True

    def hold(self, module: str, by_function: ByFunction) -> tuple[int, int, int]:
        """Changes there are, tried and noticed in a module; those that live are printed."""
        source = (ROOT / module).read_text("utf-8")
        by_line = self.contexts.contexts_by_lineno(str(ROOT / module))
        changes = list(mutants(source))
        tried = chosen(changes, self.most)
        tests = {line: _few(by_line.get(line, []), by_function, module, codes(source, line)) for line, _, _ in tried}
        noticed = 0
        name = module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for line, became, text in tried:
            if self.noticed(tests[line], name, text):
                noticed += 1
            else:
                print(f"{module}:{line}: {became}", flush=True)
        return len(changes), len(tried), noticed

    def noticed(self, items: Sequence[pytest.Item], module: str, text: str) -> bool:
        """Whether a test fails that without the change does not."""
        for item in failing([item for item in items if item not in self.unsound], module, text):
            if item in self.sound or not failing([item]):
                self.sound.add(item)
                return True
            self.unsound.add(item)
            return self.noticed(items, module, text)
        return False


def codes(source: str, line: int) -> list[str]:
    """The codes of a module's rules, that of the function at a line first."""
    found = re.findall(r'"([A-Z]\d{3})"', source)
    above = re.findall(r'@rule\(\s*"([A-Z]\d{3})"', "\n".join(source.splitlines()[:line]))
    return list(dict.fromkeys([*above[-1:], *found]))


def _few(contexts: Sequence[str], by_function: ByFunction, module: str, own_codes: list[str]) -> list[pytest.Item]:
    """The tests of a line: the cases of the module's own codes, those that bear its name, those near to it; of each a
    few examples."""
    cases = by_function.get("tests.test_cases.test_case", [])
    by_code: dict[str, list[pytest.Item]] = {}
    for item in cases:
        by_code.setdefault(item.callspec.id[:4], []).append(item)  # type: ignore[attr-defined]
    own = [item for code in own_codes for item in by_code.get(code, [])]
    named = [name for name in contexts if name.startswith("tests.") and not name.split(".")[1][5:].startswith(SLOW)]
    stem = Path(module).stem

    def far(name: str) -> tuple[bool, bool, int, str]:
        file = name.split(".")[1][5:]
        return stem not in file, not file.startswith(NEAR), len(by_function.get(name, [])), name

    groups = [by_function.get(name, []) for name in sorted(named, key=far) if name != "tests.test_cases.test_case"]
    rest = [item for group in groups for item in group[:EXAMPLES]]
    return [*own[: MOST_TESTS // 2], *rest, *([] if own else cases)][:MOST_TESTS]


def failing(items: Sequence[pytest.Item], module: str = "", text: str = "") -> list[pytest.Item]:
    """The first that fails in a process of its own, in which the functions of a module may be those of a text."""
    told, telling = os.pipe()
    child = os.fork()
    if not child:
        _run(items, module, text, telling)
    os.close(telling)
    with os.fdopen(told, encoding="ascii") as lines:
        failed = [items[int(line)] for line in lines]
    ended = os.waitpid(child, 0)[1]
    return failed or list(items[:1] if ended else [])  # cut off: as good as noticed


def _run(items: Sequence[pytest.Item], module: str, text: str, telling: int) -> None:
    """In the child: tell the number of the first test that fails. Does not come back."""
    try:
        signal.alarm(SECONDS)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        if text:
            put_in(module, text)
        for number, (item, after) in enumerate(zip(items, [*items[1:], None], strict=True)):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                os.write(telling, f"{number}\n".encode())
                break
    finally:
        os._exit(sys.exc_info()[0] is not None)


def main() -> int:
    """Print what lives; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--most", type=int, default=16)
    parser.add_argument("--contexts", type=Path, default=ROOT / "build/coverage/.coverage")
    options = parser.parse_args()
    everywhere = (path for room in ROOMS for path in sorted((ROOT / "qianyi" / room).glob("*.py")))
    modules = options.modules or [path.relative_to(ROOT).as_posix() for path in everywhere]
    contexts = CoverageData(str(options.contexts))
    contexts.read()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    mutation = Mutation(modules, options.most, contexts)
    quiet = ["-s", "-qq", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ended = pytest.main([*quiet, "tests"], [mutation])
    return int(ended) or int(mutation.alive > 0)


if __name__ == "__main__":
    sys.exit(main())
