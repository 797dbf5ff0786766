"""JSON Schemas (draft 2020-12) of the JSON outputs, as `qianyi schema NAME` prints them."""

from __future__ import annotations

from typing import Any

from qianyi.errors import QianyiError
from qianyi.output.words import COUNTS

Schema = dict[str, Any]
_SUMMARY = (
    "error", "warning", "info", "people", "placements", "posts", "recipients", "supports", "half_release",
)  # fmt: skip
NAMES = ("validate", "score", "what-if", "review", "fix", "fill", "policy", "policy-list", "policy-diff")
TITLES = {"validate": "qianyi validate --format json", "score": "qianyi score --format json"}

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "number"}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
DATE: Schema = {"type": "string", "format": "date"}
DATE_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
STATUS: Schema = {"enum": ["final", "provisional", "pending"]}
_REF: Schema = {"type": "string", "description": "file/sheet!A1"}
_A1: Schema = {"type": "string", "description": "A1 in the finding's own sheet, file/sheet!A1 elsewhere"}


def schema(name: str) -> Schema:
    """The schema of an output. Raises QianyiError where there is no such output."""
    if name not in NAMES:
        raise QianyiError(f"没有名为 {name} 的输出；可用 {'、'.join(NAMES)}。")
    from qianyi.output import schema_more as more

    body = {"validate": _validate, "score": _score, **more.BODIES}[name]()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:qianyi:{name}:1",
        "title": (TITLES | more.TITLES)[name], **body,
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
    return record(
        {
            "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"}, "slug": TEXT,
            "severity": {"enum": ["error", "warning", "info"]}, "clause": TEXT_OR_NULL, "message": TEXT,
            "path": TEXT_OR_NULL, "sheet": TEXT_OR_NULL, "cells": listed(_A1), "person": TEXT_OR_NULL,
            "institution": TEXT_OR_NULL, "waiver": TEXT,
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
        {**header("score"), "people": listed(person), "institutions": listed(institution), "standing": _standing()},
        optional=("standing",),
    )
    return {**body, "$defs": {"item": _item()}}


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
    return record({"people": listed(person), "posts_without_successor": listed(post)})
