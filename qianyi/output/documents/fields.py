"""Which fields each document's template may use, with meaning and source (fields.toml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct


class Field(Struct, frozen=True):
    """A field as a template writes it: `person.name`; `rows[].name` inside a loop over `rows`."""

    path: str
    meaning: str
    source: str


@cache
def _tables() -> dict[str, Any]:
    return tomli.loads(Path(__file__).with_name("fields.toml").read_text(encoding="utf-8"))


@cache
def fields_of(document: str) -> dict[str, Field]:
    """All fields of a document (an id of the catalogue), by path. Raises KeyError for an unknown id."""
    tables = _tables()
    found: dict[str, Field] = {}

    def put(prefix: str, table: dict[str, str]) -> None:
        for key, text in table.items():
            path = f"{prefix}.{key}".strip(".") if key else prefix
            if text.startswith("@@"):
                put(path, tables["documents"][text[2:]])
            elif text.startswith("@[]"):
                put(f"{path}[]", tables["groups"][text[3:]])
            elif text.startswith("@"):
                put(path, tables["groups"][text[1:]])
            else:
                meaning, source = text.split("｜")
                found[path] = Field(path, meaning, source)

    put("", tables["groups"]["common"])
    put("", tables["documents"][document])
    return found


def knows(document: str, path: str) -> bool:
    """Whether a path is a field, or what fields begin with (`person`, `rows`)."""
    fields = fields_of(document)
    return path in fields or any(known.startswith((f"{path}.", f"{path}[")) for known in fields)
