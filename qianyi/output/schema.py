"""JSON Schemas (draft 2020-12) of the JSON outputs, derived from their shapes, as `qianyi schema NAME` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import UNSET, Struct, structs

from qianyi.docstrings import restore
from qianyi.errors import QianyiError
from qianyi.output import shapes
from qianyi.output.plan.shapes import PlanShape
from qianyi.rules.shapes import Validation
from qianyi.scoring.shapes import Score
from qianyi.scoring.what_if import WhatIfShape

Schema = dict[str, Any]


OUTPUTS: dict[str, tuple[str, str, type[Struct]]] = {
    "validate": ("1", "qianyi validate --format json", Validation),
    "score": ("1", "qianyi score --format json", Score),
    "what-if": ("1", "qianyi validate --against --format json", WhatIfShape),
    "review": ("1", "one line of qianyi review --format json", shapes.ReviewLine),
    "send": ("1", "qianyi send --format json", shapes.SendShape),
    "status": ("1", "qianyi status --format json", shapes.StatusShape),
    "diff": ("1", "qianyi diff --format json", shapes.DiffShape),
    "fix": ("1", "qianyi fix --format json", shapes.Fix),
    "inspect": ("1", "qianyi inspect --format json", shapes.Inspected),
    "fill": ("1", "qianyi fill --format json", shapes.Fill),
    "plan": ("1", "qianyi plan --format json", PlanShape),
    "policy": ("1", "qianyi policy show --format json", shapes.PolicyShown),
    "policy-list": ("1", "qianyi policy list --format json", shapes.PolicyList),
    "policy-diff": ("1", "qianyi policy diff --format json", shapes.PolicyDiff),
}
"""Each output by name: its version, the command that prints it, its shape."""


def schema(name: str) -> Schema:
    """The schema of an output. Raises QianyiError where there is no such output."""
    if name not in OUTPUTS:
        raise QianyiError(f"没有名为 {name} 的输出；可用 {'、'.join(OUTPUTS)}。")
    version, command, shape = OUTPUTS[name]
    known = {struct.__name__: struct for struct in _structs(shape)}
    for module in {struct.__module__ for struct in known.values()}:
        restore(module)
    made = msgspec.json.schema(shape)
    for title, part in made["$defs"].items():
        _close(part, known[title])
    parts = _exact(made["$defs"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:qianyi:{name}:{version}",
        **parts.pop(shape.__name__),
        "title": command,
        "$defs": parts,
    }


def _structs(hint: Any) -> Iterator[type[Struct]]:
    """The structs that a type is made of."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
        for below in get_type_hints(hint, include_extras=True).values():
            yield from _structs(below)
    for part in get_args(hint):
        yield from _structs(part)


def _close(part: Schema, struct: type[Struct]) -> None:
    """An object has all the fields of its struct, but those that may be left out, and no other."""
    if "properties" in part:
        optional = {one.encode_name for one in structs.fields(struct) if one.default is UNSET}
        part["required"] = [name for name in part["properties"] if name not in optional]
        part["additionalProperties"] = False
        for below in part["properties"].values():
            below.pop("default", None)


def _exact(part: Any) -> Any:
    """Decimals go out as numbers."""
    if isinstance(part, list):
        return [_exact(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "decimal":
        return {**{key: value for key, value in part.items() if key != "format"}, "type": "number"}
    return {key: _exact(value) for key, value in part.items()}
