"""JSON Schemas of the smaller outputs: what-if, fix, fill, a line of review, and the three of policy."""

from __future__ import annotations

from collections.abc import Callable

from qianyi.output.schema import (
    COUNT,
    DATE,
    NUMBER,
    NUMBER_OR_NULL,
    STATUS,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    finding,
    header,
    listed,
    record,
)  # fmt: skip

ANY: Schema = {}
MAP: Schema = {"type": "object"}
_CAMPAIGN = record(
    {"start": DATE, "end": DATE, "year": COUNT, "per_county": {"type": "boolean"}}, optional=("per_county",)
)  # fmt: skip


def _what_if() -> Schema:
    side = {"anyOf": [{"type": "null"}, record(
        {"score": NUMBER_OR_NULL, "max": NUMBER, "percent": NUMBER_OR_NULL, "status": STATUS})]}  # fmt: skip
    item = record({"id": TEXT, "title": TEXT, "before": NUMBER_OR_NULL, "after": NUMBER_OR_NULL})
    person = record(
        {
            "name": TEXT, "support": TEXT, "recipient": TEXT, "disappear": COUNT, "appear": COUNT, "before": side,
            "after": side, "items": listed(item),
        }
    )  # fmt: skip
    head = header("what-if")
    return record(
        {
            **{key: head[key] for key in ("schema", "policy", "as_of", "version", "inputs")}, "against": head["policy"],
            "scored": {"type": "boolean"},
            "summary": record(dict.fromkeys(("disappear", "appear", "change", "people"), COUNT)),
            "disappear": listed(finding()), "appear": listed(finding()),
            "change": listed(record({"before": finding(), "after": finding()})), "people": listed(person),
        }
    )  # fmt: skip


def _fix() -> Schema:
    change = record(dict.fromkeys(("path", "sheet", "cell", "before", "after", "why"), TEXT))
    return record({"schema": {"const": "qianyi.fix/1"}, "files": listed(TEXT), "changes": listed(change)})


def _fill() -> Schema:
    return record(
        {"schema": {"const": "qianyi.fill/1"}, "files": listed(TEXT), "missing": ANY, "notes": ANY, "refused": ANY}
    )


def _review() -> Schema:
    return record(
        {
            "schema": {"const": "qianyi.review/1"}, "dossier": TEXT, "status": TEXT, "output": TEXT_OR_NULL,
            "summary": MAP, "message": TEXT_OR_NULL,
        }
    )  # fmt: skip


def _policy_list() -> Schema:
    one = record({"id": TEXT, "title": TEXT, "region": TEXT, "campaign": _CAMPAIGN, "points": {"type": "boolean"}})
    return record({"schema": {"const": "qianyi.policy-list/1"}, "policies": listed(one)})


def _policy_diff() -> Schema:
    one = record({"part": TEXT, "id": TEXT, "title": TEXT, "unit": TEXT, "a": ANY, "b": ANY})
    return record({"schema": {"const": "qianyi.policy-diff/1"}, "a": TEXT, "b": TEXT, "differences": listed(one)})


def _policy() -> Schema:
    rule = record(
        {"code": TEXT, "slug": TEXT, "severity": {"enum": ["error", "warning", "info"]}, "clause": TEXT}
    )  # fmt: skip
    return record(
        {
            "schema": {"const": "qianyi.policy/1"}, "id": TEXT, "title": TEXT, "source": MAP, "campaign": _CAMPAIGN,
            "overrides": MAP, "notes": listed(TEXT), "parameters": listed(MAP), "rules": listed(rule),
            "annexes": listed(MAP), "milestones": listed(MAP), "words": MAP, "clauses": MAP,
        }
    )  # fmt: skip


BODIES: dict[str, Callable[[], Schema]] = {
    "what-if": _what_if, "fix": _fix, "fill": _fill, "review": _review, "policy": _policy,
    "policy-list": _policy_list, "policy-diff": _policy_diff,
}  # fmt: skip
TITLES = {
    "what-if": "qianyi validate --against --format json", "fix": "qianyi fix --format json",
    "fill": "qianyi fill --format json", "review": "one line of qianyi review --format json",
    "policy": "qianyi policy show --format json", "policy-list": "qianyi policy list --format json",
    "policy-diff": "qianyi policy diff --format json",
}  # fmt: skip
