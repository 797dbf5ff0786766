"""JSON Schemas (draft 2020-12) of the JSON outputs, as `qianyi schema NAME` prints them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qianyi.errors import QianyiError
from qianyi.output.words import COUNTS

Schema = dict[str, Any]
_SUMMARY = (
    "error", "warning", "info", "people", "placements", "posts", "recipients", "supports", "half_release",
)  # fmt: skip
TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "number"}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
DATE: Schema = {"type": "string", "format": "date"}
DATE_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
STATUS: Schema = {"enum": ["final", "provisional", "pending"]}
ANY: Schema = {}
MAP: Schema = {"type": "object"}
_REF: Schema = {"type": "string", "description": "file/sheet!A1"}
_A1: Schema = {"type": "string", "description": "A1 in the finding's own sheet, file/sheet!A1 elsewhere"}


def schema(name: str) -> Schema:
    """The schema of an output. Raises QianyiError where there is no such output."""
    if name not in OUTPUTS:
        raise QianyiError(f"没有名为 {name} 的输出；可用 {'、'.join(OUTPUTS)}。")
    command, body = OUTPUTS[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:qianyi:{name}:1", "title": command,
        **body(),
    }  # fmt: skip


def record(properties: dict[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object", "properties": properties, "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }  # fmt: skip


def listed(items: Schema) -> Schema:
    """An array of these."""
    return {"type": "array", "items": items}


def header(name: str) -> dict[str, Schema]:
    """What validate and score begin with."""
    reading = record(
        {
            "id": TEXT, "value": {}, "unit": TEXT, "clause": TEXT, "status": {"enum": ["reading", "local"]},
            "note": TEXT,
        }
    )  # fmt: skip
    return {
        "schema": {"const": f"qianyi.{name}/1"},
        "policy": record(
            {
                "id": TEXT, "title": TEXT, "campaign": record({"start": DATE, "end": DATE}),
                "overrides": {"type": "object", "description": "dotted parameter id → value"},
                "readings": listed(reading),
            }
        ),
        "as_of": DATE,
        "version": TEXT,
        "inputs": listed(
            record(
                {
                    "path": TEXT, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "sheets": listed(record({"name": TEXT, "kind": TEXT, "rows": COUNT})),
                }
            )
        ),
        "summary": record(
            dict.fromkeys(_SUMMARY, COUNT),
            optional=("half_release",),
        ),
        "findings": listed(finding()),
        "checks": listed(
            record(
                {
                    "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"}, "status": {"enum": ["ran", "skipped"]},
                    "reason": TEXT_OR_NULL,
                }
            )
        ),
    }  # fmt: skip


def finding() -> Schema:
    """One finding."""
    answer = record({"text": TEXT, "by": TEXT_OR_NULL, "review": TEXT_OR_NULL, "path": TEXT, "cells": listed(_A1)})
    return record(
        {
            "id": TEXT, "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"}, "slug": TEXT,
            "severity": {"enum": ["error", "warning", "info"]}, "clause": TEXT_OR_NULL, "message": TEXT,
            "path": TEXT_OR_NULL, "sheet": TEXT_OR_NULL, "cells": listed(_A1), "person": TEXT_OR_NULL,
            "institution": TEXT_OR_NULL, "answer": {"anyOf": [answer, {"type": "null"}]}, "waiver": TEXT,
        },
        optional=("waiver",),
    )  # fmt: skip


def _validate() -> Schema:
    return record(header("validate"))


def _item() -> Schema:
    entry = record(
        {
            "line": TEXT, "points": NUMBER, "clause": TEXT, "why": TEXT, "parameter": TEXT_OR_NULL,
            "cells": listed(_REF),
        }
    )  # fmt: skip
    line = record(
        {
            "id": TEXT, "max": NUMBER, "score": NUMBER_OR_NULL, "status": STATUS,
            "origin": {"enum": ["mark", "auto", "computed", None]}, "cells": listed(_REF), "evidence": TEXT,
            "missing": TEXT,
        },
        optional=("evidence", "missing"),
    )  # fmt: skip
    return record(
        {
            "id": TEXT, "title": TEXT, "max": NUMBER, "score": NUMBER_OR_NULL, "status": STATUS,
            "missing": listed(TEXT), "ledger": listed(entry), "lines": listed(line),
        }
    )  # fmt: skip


def _score() -> Schema:
    person = record(
        {
            "name": TEXT, "support": TEXT, "recipient": TEXT, "start": DATE_OR_NULL, "end": DATE_OR_NULL,
            "term": {"enum": ["year", "half", "short", None]},
            "attendance": record({field: {"type": "number", "minimum": 0} for field in COUNTS}),
            "items": listed({"$ref": "#/$defs/item"}), "score": NUMBER_OR_NULL, "max": NUMBER,
            "percent": NUMBER_OR_NULL, "status": STATUS, "grade": TEXT_OR_NULL, "grade_origin": TEXT_OR_NULL,
            "counted_months": {"type": ["integer", "null"], "minimum": 0},
            "service": record(
                {
                    "start": DATE_OR_NULL, "end": DATE_OR_NULL,
                    "months": {"type": ["integer", "null"], "minimum": 0}, "recipients": listed(TEXT),
                }
            ),
            "facts": {"type": "object", "description": "第十六条; only where the policy has no points"},
        },
        optional=("facts",),
    )  # fmt: skip
    institution = record(
        {
            "name": TEXT, "role": {"enum": ["support", "recipient"]}, "annex": COUNT, "score": NUMBER_OR_NULL,
            "max": NUMBER, "percent": NUMBER_OR_NULL, "status": STATUS,
            "rank": {"type": ["integer", "null"], "minimum": 1}, "items": listed({"$ref": "#/$defs/item"}),
            "people": record({"count": COUNT, "mean_percent": NUMBER_OR_NULL, "min_percent": NUMBER_OR_NULL}),
        }
    )  # fmt: skip
    body = record(
        {
            **header("score"),
            "people": listed(person),
            "institutions": listed(institution),
            "readings": listed(_reading()),
            "standing": _standing(),
        },
        optional=("standing",),
    )
    return {**body, "$defs": {"item": _item()}}


def _reading() -> Schema:
    scores = {"score": NUMBER_OR_NULL, "score_other": NUMBER_OR_NULL}
    months = {"type": ["integer", "null"], "minimum": 0}
    person = record(
        {
            "name": TEXT, "recipient": TEXT, **scores, "grade": TEXT_OR_NULL, "grade_other": TEXT_OR_NULL,
            "months": months, "months_other": months,
        },
        optional=("grade", "grade_other", "months", "months_other"),
    )  # fmt: skip
    institution = record({"name": TEXT, "role": {"enum": ["support", "recipient"]}, **scores})
    return record(
        {
            "parameter": TEXT, "value": ANY, "other": ANY, "people": listed(person),
            "institutions": listed(institution),
        }
    )  # fmt: skip


def _standing() -> Schema:
    person = record(
        {
            "name": TEXT, "support": TEXT, "recipient": TEXT, "personal_used": NUMBER,
            "personal_allowance": NUMBER, "personal_left": NUMBER, "next_personal_day": NUMBER,
            "next_absent_day": NUMBER, "leave_total": NUMBER_OR_NULL, "leave_left": NUMBER_OR_NULL,
            "near_limit": {"type": "boolean"},
        }
    )  # fmt: skip
    post = record(
        {
            "recipient": TEXT, "support": TEXT, "post": COUNT, "last": TEXT, "ends": DATE, "cells": listed(_REF),
        }
    )  # fmt: skip
    quota = record(
        {
            "quota": TEXT, "title": TEXT, "who": TEXT, "start": DATE, "end": DATE, "count": NUMBER,
            "at_least": NUMBER_OR_NULL, "at_most": NUMBER_OR_NULL,
        }
    )  # fmt: skip
    return record({"people": listed(person), "posts_without_successor": listed(post), "quotas": listed(quota)})


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
    one = record({"id": TEXT, "title": TEXT, "region": TEXT, "campaign": _campaign(), "points": {"type": "boolean"}})
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
            "schema": {"const": "qianyi.policy/1"}, "id": TEXT, "title": TEXT, "source": MAP, "campaign": _campaign(),
            "overrides": MAP, "notes": listed(TEXT), "parameters": listed(MAP), "rules": listed(rule),
            "annexes": listed(MAP), "duties": listed(MAP), "words": MAP, "clauses": MAP,
        }
    )  # fmt: skip


def _campaign() -> Schema:
    return record(
        {"start": DATE, "end": DATE, "year": COUNT, "per_county": {"type": "boolean"}}, optional=("per_county",)
    )


def _plan() -> Schema:
    cells = listed(_REF)
    goal = record({"goal": TEXT, "value": COUNT, "bound": COUNT, "weight": {"type": ["integer", "null"], "minimum": 0}})
    number = {"type": ["integer", "null"], "minimum": 1}
    row = record(
        {
            "name": TEXT, "support": TEXT, "recipient": TEXT, "speciality": TEXT_OR_NULL, "title": TEXT_OR_NULL,
            "period": {"enum": ["一年", "前半年", "后半年"]}, "start": DATE, "end": DATE,
            "release": {"enum": ["全脱产", "半脱产"]}, "need": number, "post": number, "kept": {"type": "boolean"},
        }
    )  # fmt: skip
    post = record({"post": COUNT, "people": listed(TEXT), "why": TEXT, "next_best": TEXT_OR_NULL, "next_cost": TEXT})
    need = record(
        {
            "need": COUNT, "recipient": TEXT, "speciality": TEXT_OR_NULL, "priority": {"type": "boolean"}, "wanted": COUNT,
            "met": COUNT, "cells": cells, "posts": listed(post),
        }
    )  # fmt: skip
    unmet = record(
        {"need": COUNT, "missing": COUNT, "because": listed(record({"text": TEXT, "cells": cells})), "change": TEXT}
    )
    head = header("plan")
    return record(
        {
            **{key: head[key] for key in ("schema", "policy", "as_of", "version", "inputs")},
            "solver": record({"status": {"enum": ["optimal", "feasible"]}, "gap": NUMBER}), "goals": listed(goal),
            "roster": listed(row), "needs": listed(need), "unmet": listed(unmet),
            "unsent": listed(record({"name": TEXT, "support": TEXT, "why": TEXT})),
            "problems": listed(record({"kind": TEXT, "message": TEXT, "cells": cells})),
            "explain": record({"name": TEXT, "sent": {"type": "boolean"}, "why": TEXT}),
        },
        optional=("explain",),
    )  # fmt: skip


OUTPUTS: dict[str, tuple[str, Callable[[], Schema]]] = {
    "validate": ("qianyi validate --format json", _validate),
    "score": ("qianyi score --format json", _score),
    "what-if": ("qianyi validate --against --format json", _what_if),
    "review": ("one line of qianyi review --format json", _review),
    "fix": ("qianyi fix --format json", _fix),
    "fill": ("qianyi fill --format json", _fill),
    "plan": ("qianyi plan --format json", _plan),
    "policy": ("qianyi policy show --format json", _policy),
    "policy-list": ("qianyi policy list --format json", _policy_list),
    "policy-diff": ("qianyi policy diff --format json", _policy_diff),
}
"""Each output by name: the command that prints it, and what makes its schema."""
