"""Docstrings that Python left out under -OO, taken from the source: pages of rules and schemas are made of them."""

from __future__ import annotations

import sys


def restore(module: str) -> None:
    """Give the functions and classes at the top of a module the docstrings that its source has."""
    if sys.flags.optimize < 2:
        return
    import ast
    from pathlib import Path

    made = sys.modules[module]
    clean = sys.version_info >= (3, 13)  # from then on the compiler takes the indentation out
    for node in ast.parse(Path(made.__file__ or "").read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            thing = getattr(made, node.name, None)
            if thing is not None and thing.__doc__ is None:
                thing.__doc__ = ast.get_docstring(node, clean=clean)
