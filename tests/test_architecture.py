"""The map of the house names every module there is, and none that is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

from tests.make.memory import policy

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ROOMS = re.findall(r"^\*\*([a-z/]+)\*\* (.*?)(?=^\*\*|^## )", MAP, flags=re.MULTILINE | re.DOTALL)


def test_every_room_is_on_the_map():
    folders = {path.parent.relative_to(ROOT / "qianyi").as_posix() for path in (ROOT / "qianyi").rglob("__init__.py")}
    assert {room for room, _ in ROOMS} == folders - {"."}


def test_every_module_is_named_in_its_room():
    for room, text in ROOMS:
        there = {path.stem for path in (ROOT / "qianyi" / room).glob("*.py")} - {"__init__"}
        named = set(re.findall(r"`([a-z_0-9]+)`", text))
        assert named == there, room


def test_no_test_imports_another():
    """What several tests make stands in tests/make."""
    modules = sorted((ROOT / "tests").glob("test_*.py"))
    assert len(modules) > 90
    taken = {
        (module.name, name)
        for module in [*modules, *(ROOT / "tests" / "make").glob("*.py")]
        for name in re.findall(
            r"^\s*(?:from|import) +(tests\b\S*|test_\S+|\.\S*)", module.read_text("utf-8"), re.MULTILINE
        )
        if not re.fullmatch(r"tests\.(make|front_door)(\.\w+)?", name)
    }
    assert taken == {("test_fuzz.py", "tests")}  # the script that `make fuzz` runs


def test_every_lint_ignore_says_why():
    """In pyproject.toml the rules left out, in the code each noqa."""
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    ignored = re.search(r"(?ms)^ignore = \[\n(.*?)^\]", settings)
    assert ignored is not None
    assert [line for line in ignored[1].splitlines() if "#" not in line] == []
    folders = ("qianyi", "tests", "scripts", "samples", "templates", "benchmarks", "web", "bundle", "docs")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    hushed = [found[0] for path in files for found in re.finditer(r"# no[q]a.*", path.read_text("utf-8"))]
    assert len(hushed) > 5
    assert [line for line in hushed if not re.fullmatch(r"# \w+: [A-Z0-9, ]+ +\(.+\)", line)] == []


def test_a_name_is_one_thing() -> None:
    """No two modules bind one public name to a class, an alias or a constant of theirs. What goes out (`shapes`) is
    called as what it shows, an option (`options`) as what it sets."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "qianyi").rglob("*.py")):
        if path.name in ("shapes.py", "options.py"):
            continue
        for statement in ast.parse(path.read_text("utf-8")).body:
            for name in _bound(statement):
                if re.match(r"[A-Z]\w", name):
                    found.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert len(found) > 600
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def _bound(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports within functions too; those for types alone aside, and the front door, which opens onto every room."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "qianyi").rglob("*.py")
    }
    graph = {
        name: {found for found in _imported(ast.parse(path.read_text("utf-8")), modules.keys()) if found != name}
        for name, path in modules.items()
        if name != "qianyi"
    }
    assert sum(map(len, graph.values())) > 1000
    TopologicalSorter(graph).prepare()  # raises CycleError


def _imported(node: ast.AST, modules: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.ImportFrom):
        of = [f"{node.module}.{one.name}" for one in node.names]
        yield from (name if name in modules else node.module or "" for name in of if name.startswith("qianyi."))
    elif isinstance(node, ast.Import):
        yield from (one.name for one in node.names if one.name in modules)
    for child in ast.iter_child_nodes(node):
        yield from _imported(child, modules)


def test_the_story_of_a_mark_names_what_there_is() -> None:
    """Each dotted name in it is a module of a room, or something in one; the rest are parameters and files."""
    story = (ROOT / "docs" / "life-of-a-mark.md").read_text("utf-8")
    names = set(re.findall(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`", story)) - policy().parameters.keys()
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "qianyi").rglob("*.py")]
    assert len(names) > 15
    for name in names:
        parts = name.split(".")
        found = [
            (module, parts[size:])
            for size in range(1, len(parts) + 1)
            for module in modules
            if f".{module}".endswith(f".{'.'.join(parts[:size])}")
        ]
        assert any(_has(import_module(module), rest) for module, rest in found), name


def _has(thing: object, rest: list[str]) -> bool:
    for name in rest:
        if not hasattr(thing, name):
            return False
        thing = getattr(thing, name)
    return True
