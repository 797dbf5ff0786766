"""JSON Schemas (draft 2020-12) of the JSON outputs, as `qianyi schema NAME` prints them."""

from __future__ import annotations

from typing import Any

from qianyi.errors import QianyiError
from qianyi.output.json import COUNTS

Schema = dict[str, Any]
_SUMMARY = (
    "error", "warning", "info", "people", "placements", "posts", "recipients", "supports", "half_release",
)  # fmt: skip
NAMES = ("validate", "score")
TITLES = {"validate": "qianyi validate --format json", "score": "qianyi score --format json"}

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "number"}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DATE: Schema = {"type": "string", "format": "date"}
_DATE_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
_STATUS: Schema = {"enum": ["final", "provisional", "pending"]}
_REF: Schema = {"type": "string", "description": "file/sheet!A1"}
_A1: Schema = {"type": "string", "description": "A1 in the finding's own sheet, file/sheet!A1 elsewhere"}


def schema(name: str) -> Schema:
    """The schema of an output. Raises QianyiError where there is no such output."""
    if name not in NAMES:
        raise QianyiError(f"没有名为 {name} 的输出；可用 {'、'.join(NAMES)}。")
    body = _validate() if name == "validate" else _score()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:qianyi:{name}:1",
        "title": TITLES[name], **body,
    }  # fmt: skip


def _object(properties: dict[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object", "properties": properties, "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }  # fmt: skip


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _header(name: str) -> dict[str, Schema]:
    reading = _object(
        {
            "id": _TEXT, "value": {}, "unit": _TEXT, "clause": _TEXT, "status": {"enum": ["reading", "local"]},
            "note": _TEXT,
        }
    )  # fmt: skip
    return {
        "schema": {"const": f"qianyi.{name}/1"},
        "policy": _object(
            {
                "id": _TEXT, "title": _TEXT, "campaign": _object({"start": _DATE, "end": _DATE}),
                "overrides": {"type": "object", "description": "dotted parameter id → value"},
                "readings": _list(reading),
            }
        ),
        "as_of": _DATE,
        "version": _TEXT,
        "inputs": _list(
            _object(
                {
                    "path": _TEXT, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "sheets": _list(_object({"name": _TEXT, "kind": _TEXT, "rows": _COUNT})),
                }
            )
        ),
        "summary": _object(
            dict.fromkeys(_SUMMARY, _COUNT),
            optional=("half_release",),
        ),
        "findings": _list(_finding()),
        "checks": _list(
            _object(
                {
                    "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"}, "status": {"enum": ["ran", "skipped"]},
                    "reason": _TEXT_OR_NULL,
                }
            )
        ),
    }  # fmt: skip


def _finding() -> Schema:
    return _object(
        {
            "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"}, "slug": _TEXT,
            "severity": {"enum": ["error", "warning", "info"]}, "clause": _TEXT_OR_NULL, "message": _TEXT,
            "path": _TEXT_OR_NULL, "sheet": _TEXT_OR_NULL, "cells": _list(_A1), "person": _TEXT_OR_NULL,
            "institution": _TEXT_OR_NULL, "waiver": _TEXT,
        },
        optional=("waiver",),
    )  # fmt: skip


def _validate() -> Schema:
    return _object(_header("validate"))


def _item() -> Schema:
    entry = _object(
        {
            "line": _TEXT, "points": _NUMBER, "clause": _TEXT, "why": _TEXT, "parameter": _TEXT_OR_NULL,
            "cells": _list(_REF),
        }
    )  # fmt: skip
    line = _object(
        {
            "id": _TEXT, "max": _NUMBER, "score": _NUMBER_OR_NULL, "status": _STATUS,
            "origin": {"enum": ["mark", "auto", "computed", None]}, "cells": _list(_REF), "evidence": _TEXT,
            "missing": _TEXT,
        },
        optional=("evidence", "missing"),
    )  # fmt: skip
    return _object(
        {
            "id": _TEXT, "title": _TEXT, "max": _NUMBER, "score": _NUMBER_OR_NULL, "status": _STATUS,
            "missing": _list(_TEXT), "ledger": _list(entry), "lines": _list(line),
        }
    )  # fmt: skip


def _score() -> Schema:
    person = _object(
        {
            "name": _TEXT, "support": _TEXT, "recipient": _TEXT, "start": _DATE_OR_NULL, "end": _DATE_OR_NULL,
            "term": {"enum": ["year", "half", "short", None]},
            "attendance": _object({field: {"type": "number", "minimum": 0} for field in COUNTS}),
            "items": _list({"$ref": "#/$defs/item"}), "score": _NUMBER_OR_NULL, "max": _NUMBER,
            "percent": _NUMBER_OR_NULL, "status": _STATUS, "grade": _TEXT_OR_NULL, "grade_origin": _TEXT_OR_NULL,
            "counted_months": {"type": ["integer", "null"], "minimum": 0},
            "facts": {"type": "object", "description": "第十六条; only where the policy has no points"},
        },
        optional=("facts",),
    )  # fmt: skip
    institution = _object(
        {
            "name": _TEXT, "role": {"enum": ["support", "recipient"]}, "annex": _COUNT, "score": _NUMBER_OR_NULL,
            "max": _NUMBER, "percent": _NUMBER_OR_NULL, "status": _STATUS,
            "rank": {"type": ["integer", "null"], "minimum": 1}, "items": _list({"$ref": "#/$defs/item"}),
            "people": _object({"count": _COUNT, "mean_percent": _NUMBER_OR_NULL, "min_percent": _NUMBER_OR_NULL}),
        }
    )  # fmt: skip
    body = _object(
        {**_header("score"), "people": _list(person), "institutions": _list(institution), "standing": _standing()},
        optional=("standing",),
    )
    return {**body, "$defs": {"item": _item()}}


def _standing() -> Schema:
    person = _object(
        {
            "name": _TEXT, "support": _TEXT, "recipient": _TEXT, "personal_used": _NUMBER,
            "personal_allowance": _NUMBER, "personal_left": _NUMBER, "next_personal_day": _NUMBER,
            "next_absent_day": _NUMBER, "leave_total": _NUMBER_OR_NULL, "leave_left": _NUMBER_OR_NULL,
            "near_limit": {"type": "boolean"},
        }
    )  # fmt: skip
    post = _object(
        {
            "recipient": _TEXT, "support": _TEXT, "post": _COUNT, "last": _TEXT, "ends": _DATE, "cells": _list(_REF),
        }
    )  # fmt: skip
    return _object({"people": _list(person), "posts_without_successor": _list(post)})
