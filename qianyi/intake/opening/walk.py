"""A sheet of an xlsx cell by cell, by a real parse: for files whose cells have no addresses, or prefixed elements."""

from __future__ import annotations

from msgspec import Struct, field

from qianyi.intake.opening.far import column_number
from qianyi.intake.opening.tables import BEYOND, MOST_COLUMNS, MOST_ROWS, Place, Unreadable
from qianyi.intake.opening.xml import local, run_expat


class Node(Struct):
    """One cell as the file writes it. `value`: an empty result is stored; `rich`: it has a value of another part."""

    place: Place
    kind: str = ""
    style: int = 0
    rich: bool = False
    formula: bool = False
    value: bool = False
    text: str = ""


class Walk(Struct):
    """What a walk over a sheet gathers."""

    cells: list[Node] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Walker:
    def __init__(self) -> None:
        self.found = Walk()
        self.row = self.column = -1
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
                if attributes.get("hidden") in ("1", "true"):
                    self.found.hidden_rows.add(self.row)
            case "col" if attributes.get("hidden") in ("1", "true"):
                last = min(int(attributes["max"]), MOST_COLUMNS)
                self.found.hidden_columns.update(range(int(attributes["min"]) - 1, last))
            case "c":
                self._cell(attributes)
            case "f" if self.found.cells:
                self.found.cells[-1].formula = True
            case "v" | "is" if self.found.cells:
                self.inside = True
                node = self.found.cells[-1]
                node.value = node.value or node.kind == "str"

    def _cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self.column = column_number(letters) if letters else self.column + 1
        if self.row >= MOST_ROWS or self.column >= MOST_COLUMNS:
            raise Unreadable(BEYOND)
        style = attributes.get("s", "0")
        self.found.cells.append(
            Node((self.row, self.column), attributes.get("t", ""), int(style or 0), "vm" in attributes)
        )

    def end(self, tag: str) -> None:
        if local(tag) in ("v", "is"):
            self.inside = False

    def characters(self, data: str) -> None:
        if self.inside:
            self.found.cells[-1].text += data


def walk(xml: bytes) -> Walk:
    """All cells of a sheet. Raises Unreadable where it is no XML or a cell lies beyond what a sheet can have."""
    walker = _Walker()
    run_expat(xml, walker.start, walker.end, walker.characters)
    return walker.found
