"""What files really look like, and the right reading: each folder of tests/situations through the command line."""

from __future__ import annotations

import json
import shutil
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import tomli

from qianyi.dossier.source import column_letters
from tests.make import ROOT
from tests.make.command import run

FOLDER = ROOT / "tests" / "situations"
SITUATIONS: dict[str, dict[str, Any]] = tomli.loads((FOLDER / "situations.toml").read_text("utf-8"))
OPEN = {name for name, entry in SITUATIONS.items() if entry.get("open")}
"""Not yet read rightly: whoever mends one takes out its `open = true`."""
XFAIL = pytest.mark.xfail(strict=True, raises=AssertionError)


def _cells(text: str) -> set[str]:
    """B2 C2:D3 → the single cells."""
    out = set()
    for part in text.split():
        first, _, last = part.partition(":")
        (a, b), (c, d) = _place(first), _place(last or first)
        out |= {f"{column_letters(y)}{x}" for x, y in product(range(a, c + 1), range(b, d + 1))}
    return out


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column - 1


def _fits(finding: dict[str, Any], wanted: dict[str, Any]) -> bool:
    codes = wanted["code"] if isinstance(wanted["code"], list) else [wanted["code"]]
    if finding["code"] not in codes or wanted.get("says", "") not in finding["message"]:
        return False
    if any(finding[key] != wanted[key] for key in ("person", "sheet", "severity") if key in wanted):
        return False
    if "path" in wanted and Path(finding["path"] or "").name != wanted["path"]:
        return False
    return "cells" not in wanted or _cells(wanted["cells"]) <= _cells(" ".join(finding["cells"]))


def _check_findings(findings: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    unexplained = list(findings)
    for one in wanted:
        found = [finding for finding in findings if _fits(finding, one)]
        assert found, (one, findings)
        assert "times" not in one or len(found) == one["times"], (one, found)
        unexplained = [finding for finding in unexplained if finding not in found]
    outside = {
        (finding["path"], finding["sheet"], cell)
        for finding in findings
        if finding["code"] == "I014"
        for cell in _cells(" ".join(finding["cells"]))
    }
    for finding in unexplained:
        if finding["severity"] != "error" or finding["code"] == "A402":
            continue
        places = {(finding["path"], finding["sheet"], cell) for cell in finding["cells"]}
        assert finding["code"] == "A403", finding
        assert places <= outside, finding


def _check_reading(result: dict[str, Any], entry: dict[str, Any]) -> None:
    people = {person["name"]: person for person in result.get("people", [])}
    if "people" in entry:
        assert [person["name"] for person in result["people"]] == entry["people"]
    for name, days in entry.get("days", {}).items():
        assert {kind: people[name]["attendance"][kind] for kind in days} == days, name
    for name, (score, status) in entry.get("duty", {}).items():
        item = people[name]["items"][0]
        assert (item["score"], item["status"]) == (score, status), name
    for name, support in entry.get("supports", {}).items():
        assert people[name]["support"] == support
    for name, points in entry.get("lines", {}).items():
        subjects = [s for s in (*result["people"], *result["institutions"]) if s["name"] == name]
        lines = {line["id"]: line for s in subjects for item in s["items"] for line in item["lines"]}
        for id, value in points.items():
            line = lines[id]
            assert (line["status"] if value == "pending" else line["score"]) == value, (name, id)


@pytest.mark.parametrize("name", [pytest.param(name, marks=XFAIL) if name in OPEN else name for name in SITUATIONS])
def test_situation(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = SITUATIONS[name]
    folder = tmp_path / name
    shutil.copytree(FOLDER / name, folder)
    monkeypatch.chdir(folder)
    command, inputs = entry.get("command", "score"), entry.get("inputs", ["."])
    options = ["--as-of", entry.get("asof", "2022-06-30"), *entry.get("options", [])]
    exits = entry.get("exit", 0)
    exits = exits if isinstance(exits, list) else [exits]
    text_code, text, _ = run(command, *inputs, *options)
    code, out, err = run(command, *inputs, *options, "--format", "json")
    assert code in exits, (code, out[-3000:], err)
    assert text_code == code
    if code == 2:
        assert (out, text) == ("", "")
        assert [entry.get("stderr", "") in line for line in err.strip().splitlines()] == [True]
        return
    result = json.loads(out)
    _check_findings(result["findings"], entry.get("findings", []))
    _check_reading(result, entry)
    said = " ".join(f["code"] + f["message"] for f in result["findings"])
    assert not [word for word in entry.get("unsaid", []) if word in said]
    assert not [word for word in entry.get("untold", []) if word in text]
    assert not [who for who in entry.get("nobody", []) if who in out]
    for words in entry.get("text", []):
        assert any(all(word in line for word in words) for line in _blocks(text)), (words, text)
    if "once" in entry:
        assert text.count(entry["once"]) == 1, text
    if entry.get("annotated"):
        _check_annotated(result, command, options)


def _check_annotated(result: dict[str, Any], command: str, options: list[str]) -> None:
    """The annotated copies are inputs like the originals: the same findings at the same cells, the same scores."""
    run(command, ".", *options, "--annotate", "批注")
    assert sorted(path.name for path in Path("批注").glob("*.xlsx"))
    _, out, err = run(command, "批注", *options, "--format", "json")
    assert out, err
    again = json.loads(out)

    def told(findings: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(f["code"], Path(f["path"] or "").name, f["sheet"], f["cells"], f["message"]) for f in findings]

    assert told(again["findings"]) == told(result["findings"])
    before, after = (
        str(json.loads(run("score", place, *options, "--format", "json")[1])["people"]).replace("批注/", "")
        for place in (".", "批注")
    )
    assert before == after


def _blocks(text: str) -> list[str]:
    """Lines of the report, those that carry on a line put to it."""
    out: list[str] = []
    for line in text.splitlines():
        if out and line.startswith("    "):
            out[-1] += line.strip()
        else:
            out.append(line)
    return out


def test_every_folder_has_its_entry() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(SITUATIONS)
