"""The policies that come with the program: where they lie, which there are, which rule codes they know."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qianyi.policy.toml import read_toml

PACKS = Path(__file__).parent / "packs"


@cache
def shipped() -> tuple[str, ...]:
    """The ids of all shipped policies, sorted; `base`, which the others extend, among them."""
    return tuple(sorted(path.parent.name for path in PACKS.glob("*/pack.toml")))


@cache
def known_names(key: str) -> frozenset[str]:
    """Every name that a line of a shipped rubric gives under `computes` or `beside`: all there are."""
    found: set[str] = set()
    for id in shipped():
        path = PACKS / id / "rubric.toml"
        for annex in read_toml(path)["annexes"] if path.is_file() else ():
            items = (item for section in annex["sections"] for item in section["items"])
            found |= {line[key] for item in items for line in item["lines"] if key in line}
    return frozenset(found)


@cache
def known_codes() -> frozenset[str]:
    """Every rule code that some shipped policy puts in force: all there are."""
    return frozenset(code for id in shipped() for code in read_toml(PACKS / id / "rules.toml")["rules"])
