"""The policies that come with the program: where they lie, which there are, which rule codes they know."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qianyi.policy.toml import read_toml

PACKS = Path(__file__).parent / "packs"


def shipped() -> list[str]:
    """The ids of all shipped policies, sorted; `base`, which the others extend, among them."""
    return sorted(path.name for path in PACKS.iterdir() if path.is_dir() and any(path.glob("*.toml")))


@cache
def known_codes() -> frozenset[str]:
    """Every rule code that some shipped policy puts in force: all there are."""
    return frozenset(code for id in shipped() for code in read_toml(PACKS / id / "rules.toml")["rules"])
