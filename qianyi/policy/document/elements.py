"""A document as read: lines and tables in order, each with its place. Nothing here knows what a policy is."""

from __future__ import annotations

from msgspec import Struct

from qianyi.policy.model import PolicyError


class DocumentProblem(PolicyError):
    """A document that cannot serve. The message is one Chinese sentence: file, fact, remedy."""


class DocumentLine(Struct, frozen=True):
    """A printed line: list numbers stand in `text` as they are printed. `note`: a footnote, no part of the text."""

    text: str
    place: str = ""
    note: bool = False


class DocumentCell(Struct):
    """A table cell at its origin; `rows` and `columns` are what it spans."""

    lines: list[DocumentLine]
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """The cell's lines, one under the other, footnotes left out."""
        return "\n".join(line.text for line in self.lines if not line.note and line.text.strip())


class DocumentTable(Struct):
    """Cells by origin, laid out on a grid of `rows` × `columns`."""

    cells: list[DocumentCell]
    rows: int
    columns: int
    place: str = ""

    def grid(self) -> list[list[DocumentCell | None]]:
        """The cell that covers each place; None where a short row leaves one out."""
        grid: list[list[DocumentCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rows, self.rows)):
                for column in range(cell.column, min(cell.column + cell.columns, self.columns)):
                    grid[row][column] = cell
        return grid


BodyElement = DocumentLine | DocumentTable


class Paper(Struct, frozen=True):
    """A whole document: file name, digest, blocks in order, and what reading it has to say."""

    name: str
    sha256: str
    blocks: tuple[BodyElement, ...]
    notes: tuple[str, ...] = ()
