"""Fields of what goes out that are columns of tables too: each says its word once, for every view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_type_hints

from msgspec import Meta, Struct

T = TypeVar("T", bound="Shape")


def told(word: str, of: str | Callable[[Any], Any] = "", *, short: str | None = None, unit: str = "") -> Meta:
    """A field that is a column: `of` is the attribute of the result it is read from (its own name where none is
    given) or what reads it; `short` its head on the screen, "" where the screen has no room for it."""
    return Meta(title=word or None, extra={"of": of, "short": word if short is None else short, "unit": unit})


class Shape(Struct, kw_only=True):
    """What all shapes are: fields that `of` says how to read."""

    @classmethod
    def made(cls: type[T], source: object, **given: Any) -> T:
        """The shape of a result; `given` are fields read elsewhere."""
        return cls(**{name: read(source) for name, read in _readers(cls) if name not in given}, **given)


@cache
def fields_told(shape: type[Shape]) -> dict[str, dict[str, Any]]:
    """Of every field what `told` says of it, with its `word`; empty where it says nothing."""
    found = {}
    for name, hint in get_type_hints(shape, include_extras=True).items():
        said = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Meta) and meta.extra]
        found[name] = {**(said[0].extra or {}), "word": said[0].title} if said else {}
    return found


@cache
def _readers(shape: type[Shape]) -> list[tuple[str, Callable[[Any], Any]]]:
    readers = []
    for name, said in fields_told(shape).items():
        of = said.get("of") or name
        readers.append((name, of if callable(of) else attrgetter(of)))
    return readers
