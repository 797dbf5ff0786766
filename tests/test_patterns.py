"""Every regular expression that reads text says what it is for: a sample in which it is found."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import qianyi
from qianyi.patterns import LazyPattern
from qianyi.policy.document.knowledge import KNOWN, KnownParameter

READING = ("intake", "facts", "dossier", "policy", "rules", "scoring", "planning")
MODULES = [
    found.name
    for found in pkgutil.walk_packages(qianyi.__path__, "qianyi.")
    if not (found.ispkg or found.name == "qianyi.__main__")
]


def patterns_in(value: object) -> Iterator[LazyPattern | re.Pattern]:
    """The patterns of a module's constant, in tables too."""
    if isinstance(value, LazyPattern | re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from patterns_in(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from patterns_in(one)


@pytest.mark.parametrize("name", MODULES)
def test_each_pattern_finds_its_samples(name: str) -> None:
    for constant, value in vars(import_module(name)).items():
        for one in patterns_in(value):
            assert isinstance(one, LazyPattern), f"{constant}: made by pattern(), with a sample"
            assert one.samples, f"{constant} has no sample"
            for sample in one.samples:
                assert one.search(sample), (constant, sample)


@pytest.mark.parametrize("room", READING)
def test_no_expression_hides_in_a_function(room: str) -> None:
    """What `re` is called with there is put together from what is read: a fixed one stands with its sample."""
    for path in sorted((Path(qianyi.__file__).parent / room).rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        of_re = [call for call in calls if ast.unparse(call.func).startswith("re.")]
        assert [ast.unparse(call) for call in of_re if isinstance(call.args[0], ast.Constant)] == [], path


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.id)
def test_each_figure_is_found_in_its_sample(known: KnownParameter) -> None:
    for one in known.patterns:
        (sample,) = one.words.samples
        found = one.words.search(sample)
        assert found, sample
        assert {"n", "u", "m"} & found.groupdict().keys(), sample
        assert one.unless is None or not one.unless.search(sample), sample
