"""The page of `--help`: its columns stand where a terminal puts them, a Chinese character being two wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_WIDEST = 26
"""Columns of the names at most; a longer one has its text on the next line."""


def page_class() -> Any:
    """The parser's formatter with lists that are aligned by width. Called when a page is asked for, not before."""
    from typer._click.formatting import HelpFormatter

    from qianyi.output.screen.columns import pad, width, wrapped

    class Page(HelpFormatter):
        """Aligns by columns of a terminal."""

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = 2) -> None:
            """Names and what they mean."""
            first = min(max((width(name) for name, _ in rows), default=0), col_max) + col_spacing
            indent = " " * self.current_indent
            for name, text in rows:
                lines = wrapped(text, max(self.width - first - self.current_indent, 20)) if text else []
                if width(name) > first - col_spacing:
                    self.write(f"{indent}{name}\n")
                    name = ""
                head = f"{indent}{pad(name, first)}{lines[0] if lines else ''}".rstrip()
                self.write(f"{head}\n")
                for line in lines[1:]:
                    self.write(f"{indent}{' ' * first}{line}\n")

    return Page
