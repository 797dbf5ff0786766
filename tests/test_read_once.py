"""The bytes hashed are the bytes read: a file written anew between hashing and reading is read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qianyi import county as county_files
from tests.make.command import run
from tests.make.disk import person, roster


def test_a_file_that_changes_meanwhile_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county, out = tmp_path / "县", tmp_path / "out"
    county.mkdir()
    roster(county / "名单.xlsx", [person("李小满")])
    really = county_files.read
    calls = []

    def read(*arguments: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:  # saved anew after it was hashed
            roster(county / "名单.xlsx", [person("王大雪")])
        return really(*arguments, **named)

    monkeypatch.setattr(county_files, "read", read)
    run("review", county, "-o", out, "--documents", "none", "--jobs", "1")
    manifest = json.loads((out / "数据" / "manifest.json").read_bytes())
    scores = json.loads((out / "数据" / "scores.json").read_bytes())
    assert [one["name"] for one in scores["people"]] == ["王大雪"]
    assert [one["sha256"] for one in manifest["inputs"]] == [one["sha256"] for one in scores["inputs"]]
    assert len(calls) == 2


def test_files_that_never_rest_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = tmp_path / "县"
    county.mkdir()
    roster(county / "名单.xlsx", [person("李小满")])
    really = county_files.read
    calls = []

    def read(*arguments: Any, **named: Any) -> Any:
        calls.append(1)
        roster(county / "名单.xlsx", [person(f"王大雪{len(calls)}")])
        return really(*arguments, **named)

    monkeypatch.setattr(county_files, "read", read)
    code, out, err = run("review", county, "-o", tmp_path / "out", "--documents", "none", "--jobs", "1")
    assert code != 0
    assert "在变" in out + err
