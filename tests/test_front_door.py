"""What users write with `import qianyi` runs; mypy holds its types (tests/front_door)."""

from __future__ import annotations

from pathlib import Path

from tests.front_door.script import look, year
from tests.make import ROOT
from tests.make.command import run

CLEAN = ROOT / "samples" / "qingshui-2022"


def test_a_years_script_runs(tmp_path: Path) -> None:
    """Qingshui has 37 people and nothing wrong."""
    assert year(CLEAN, tmp_path) == {"people": 37, "rows": 37, "files": 1, "errors": 0}
    assert [path.name for path in (tmp_path / "文书").iterdir()] == ["派驻人员名单.xlsx"]


def test_a_look_is_that_of_the_command() -> None:
    files = {book.path for book in look(CLEAN).inputs}
    assert files
    out = run("inspect", CLEAN)[1]
    assert all(path in out for path in files)
