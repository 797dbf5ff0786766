"""Where shipped files lie: in the wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `templates`, `cases` or `samples`. Raises FileNotFoundError where the installation lacks it."""
    beside = {"templates": "templates", "cases": "tests/cases", "samples": "samples"}[name]
    for path in (_PACKAGE / name, _PACKAGE.parent / beside):
        if path.is_dir():
            return path
    raise FileNotFoundError(name)
