"""What a drafted pack leaves open: its marks, each with the entry that it stands on or just above."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from qianyi.inputs import took
from qianyi.patterns import pattern
from qianyi.policy.document.draft import TO_CHECK

_TABLE = pattern(r"^\s*\[+\s*([^\]]+?)\s*\]+", "[[duties]]")
_KEY = pattern(r'^\s*("[^"]+"|[\w.-]+)\s*=', '"leave.personal_year" = 12')
_ID = pattern(r'\bid\s*=\s*"([^"]+)"', '{ id = "2.1.1" }')
_ANNEX_NUMBER = pattern(r"number\s*=\s*(\d+)", "number = 4")
_PARAMETER_TABLE = pattern(r'^parameters\."?([^"]+)"?$', 'parameters."leave.personal_year"')


class Open(Struct, frozen=True):
    """A mark: line in the file, the entry it is about, and what is to be settled."""

    line: int
    entry: str
    text: str


def open_marks(path: Path) -> list[Open]:
    """The marks of a TOML file (or of all in a folder), in order."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    found: list[Open] = []
    for file in files:
        try:
            lines = took(file).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        found += [
            Open(number, _entry(lines, number - 1), line.split(TO_CHECK, 1)[1].strip("：: 　"))
            for number, line in enumerate(lines, 1)
            if TO_CHECK in line.partition("#")[2]
        ]
    return found


def _entry(lines: list[str], at: int) -> str:
    """The table or key that a mark is about: its own line's, else the next below a comment."""
    if lines[at].lstrip().startswith("#"):
        below = next((index for index in range(at + 1, len(lines)) if not lines[index].lstrip().startswith("#")), None)
        return _name(lines, below) if below is not None and lines[below].strip() else ""
    return _name(lines, at)


def _name(lines: list[str], at: int) -> str:
    table = _TABLE.match(lines[at])
    if table:
        name = table[1]
        rest = next((line for line in lines[at + 1 : at + 3] if _ID.search(line)), "")
        number = _ANNEX_NUMBER.search("\n".join(lines[at + 1 : at + 2]))
        own = _ID.search(rest)
        return own[1] if own else f"附件{number[1]}" if number else _PARAMETER_TABLE.sub(r"\1", name)
    own, key = _ID.search(lines[at]), _KEY.match(lines[at])
    if own:
        return own[1]
    above = next((found[1] for line in reversed(lines[:at]) if (found := _TABLE.match(line))), "")
    return f"{above}.{key[1]}" if key and above else key[1] if key else above
