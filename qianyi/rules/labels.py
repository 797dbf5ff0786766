"""Fields of what goes out that are columns of tables too: each says its word once, for every view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from msgspec import UNSET, Meta, Struct, UnsetType

T = TypeVar("T", bound="Shape")
Read = Callable[[Any], Any]


def labelled(word: str, of: str | Read = "", *, short: str | None = None, unit: str = "") -> Meta:
    """A field that is a column: `of` is the attribute of the result it is read from (its own name where none is
    given) or what reads it; `short` its head on the screen, "" where the screen has no room for it. Without a word it
    is no column."""
    return Meta(title=word or None, extra={"of": of, "short": word if short is None else short, "unit": unit})


class Shape(Struct, kw_only=True):
    """What all shapes are: fields that are read from a result, attribute by attribute, shapes within shapes too."""

    @classmethod
    def made(cls: type[T], source: object, **given: Any) -> T:
        """The shape of a result; `given` are fields read elsewhere."""
        if given:
            return cls(**{name: read(source) for name, read in _readers(cls).items() if name not in given}, **given)
        made: T = _maker(cls)(source)
        return made


@cache
def fields_labelled(shape: type[Shape]) -> dict[str, dict[str, Any]]:
    """Of every field what `labelled` says of it, with its `word`; empty where it says nothing."""
    found = {}
    for name, hint in _hints(shape).items():
        said = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Meta) and meta.extra]
        found[name] = {**(said[0].extra or {}), "word": said[0].title} if said else {}
    return found


@cache
def _hints(shape: type[Shape]) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


@cache
def _readers(shape: type[Shape]) -> dict[str, Read]:
    hints = _hints(shape)
    named = {name: said for name, said in fields_labelled(shape).items() if name != "schema"}  # a constant of the shape
    return {name: _reader(name, hints[name], said) for name, said in named.items()}


@cache
def _maker(shape: type[T]) -> Callable[[Any], T]:
    """Makes the shape of a result: one expression, written out (as dataclasses write their `__init__`), since many
    thousand entries and lines are made at a time."""
    known: dict[str, Any] = {"shape": shape}
    arguments = []
    for name, read in _readers(shape).items():
        if isinstance(read, attrgetter):
            arguments.append(f"{name}=source.{fields_labelled(shape)[name].get('of') or name}")
        else:
            known[f"read_{name}"] = read
            arguments.append(f"{name}=read_{name}(source)")
    made: Callable[[Any], T] = eval(f"lambda source: shape({', '.join(arguments)})", known)
    return made


def _reader(name: str, hint: Any, said: dict[str, Any]) -> Read:
    """Reads a field; what may be left out is left out where it is empty."""
    of = said.get("of") or name
    plain: Read = of if callable(of) else attrgetter(of)
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    parts = get_args(hint)
    if get_origin(hint) is list and isinstance(parts[0], type) and issubclass(parts[0], Shape):
        within = _maker(parts[0])
        return lambda source: list(map(within, plain(source)))
    if UnsetType in parts:
        return lambda source: plain(source) or UNSET
    inner = next((one for one in (hint, *parts) if isinstance(one, type) and issubclass(one, Shape)), None)
    if inner is not None:
        make = _maker(inner)
        return lambda source: None if (value := plain(source)) is None else make(value)
    return plain
