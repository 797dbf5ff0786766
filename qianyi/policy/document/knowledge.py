"""What is known of parameters when a new document is read: `knowledge.toml`, with its words put in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from qianyi.patterns import pattern


class FigurePattern(Struct, frozen=True):
    """Words around a figure; the fields are those of the file."""

    words: re.Pattern[str]
    scope: str
    enough: bool
    doubt: str
    unless: re.Pattern[str] | None
    doubt_if: re.Pattern[str] | None


class KnownParameter(Struct, frozen=True):
    """A parameter that packs have."""

    id: str
    title: str
    unit: str
    patterns: tuple[FigurePattern, ...]
    rules: tuple[str, ...]
    """Rules that its figure puts in force, where the policy most like it has them."""
    open: bool
    """Its sentence leaves more than its figure open."""


_TOML: dict[str, Any] = tomli.loads(Path(__file__).with_name("knowledge.toml").read_text("utf-8"))
_WORD = pattern(r"<([A-Z_]+)>", "每年<LEAST>2次")


def _written(text: str) -> str:
    """An expression with its words put in; they may be made of words themselves."""
    while _WORD.search(text):
        text = _WORD.sub(lambda found: _TOML["words"][found[1]], text)
    return text


def _within(text: str | None) -> re.Pattern[str] | None:
    return pattern(_written(text)) if text else None


def _pattern(one: dict[str, Any]) -> FigurePattern:
    return FigurePattern(
        pattern(_written(one["words"]), one["sample"]),
        one.get("scope", ""),
        one.get("enough", True),
        one.get("doubt", ""),
        _within(one.get("unless")),
        _within(one.get("doubt_if")),
    )


KNOWN = tuple(
    KnownParameter(
        one["id"],
        one["title"],
        one["unit"],
        tuple(map(_pattern, one["patterns"])),
        tuple(one.get("rules", ())),
        one.get("open", False),
    )
    for one in _TOML["parameters"]
)
