"""The command line run in-process, and what its JSON says."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import qianyi
from qianyi.output.documents import FillResult, fill
from tests.make.disk import Sheets, save

QUIET = ("R106", "R107", "A402", "S802")
"""Findings that every dossier of one person has."""


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout, stderr of the command line."""
    from qianyi import cli

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def run_json(*arguments: object) -> tuple[int, dict[str, Any]]:
    """Exit status and JSON of a command."""
    code, out, err = run(*arguments, "--format", "json")
    assert out, err
    return code, json.loads(out)


def ask(folder: Path, sheets: Sheets, *options: object, command: str = "validate", toml: str = "") -> dict[str, Any]:
    """The JSON of a command over a folder that holds these sheets in one workbook."""
    save(folder / "县.xlsx", sheets)
    if toml:
        (folder / "qianyi.toml").write_text(toml, encoding="utf-8")
    return run_json(command, folder, *options)[1]


def codes(result: dict[str, Any], *, severity: str | None = None) -> list[str]:
    return [f["code"] for f in result["findings"] if severity in (None, f["severity"])]


def of(result: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [f for f in result["findings"] if f["code"] == code]


def told(result: dict[str, Any], *codes: str) -> list[tuple[str, list[str]]]:
    """Code and cells of the findings of these codes (of all but `QUIET` where none are named), in order."""
    return [
        (f["code"], f["cells"]) for f in result["findings"] if (f["code"] in codes if codes else f["code"] not in QUIET)
    ]


def skipped(result: dict[str, Any]) -> dict[str, str]:
    return {check["code"]: check["reason"] for check in result["checks"] if check["status"] == "skipped"}


def filled(dossier: Path, out: Path, *documents: str, **options: Any) -> FillResult:
    """Documents of a folder written to another; all of them where none is named."""
    facts = qianyi.read([dossier])
    return fill(facts, qianyi.score(facts), out, documents or None, **options)
