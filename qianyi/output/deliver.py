"""Which format goes where: to stdout or into the named file."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the formats are asked for before anything is read
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts
    from qianyi.rules.registry import CheckRun
    from qianyi.scoring.result import Scores

FORMATS = ("text", "json", "csv", "xlsx", "markdown", "junit", "github")


def deliver(
    facts: Facts,
    findings: list[Finding],
    checks: list[CheckRun],
    format: str,
    output: Path | None,
    *,
    scores: Scores | None = None,
    color: bool = False,
    force: bool = False,
) -> None:
    """Show or write what `validate` found or, with `scores`, what `score` did; `findings` are those to be listed.

    Raises OutputError where the file cannot be written.
    """
    if format == "json":
        from qianyi.output.json import encode, score_json, validation_data

        data = (
            encode(validation_data(facts, findings, checks)) if scores is None else score_json(facts, scores, findings)
        )
    elif format == "xlsx":
        from qianyi.output.workbook import score_workbook, validation_workbook

        data = (
            validation_workbook(facts, findings, checks, output)
            if scores is None
            else score_workbook(facts, scores, findings, output)
        )
    elif format == "text":
        from qianyi.output.screen.text import ON_SCREEN, score_text, validation_text

        limit = None if output is not None else ON_SCREEN
        text = (
            validation_text(facts, findings, checks, color=color, limit=limit)
            if scores is None
            else score_text(facts, scores, findings, color=color, limit=limit)
        )
        data = text.encode()
    else:
        data = _other(facts, findings, checks, format, scores)
    send(facts, data, output, force=force)


def _other(facts: Facts, findings: list[Finding], checks: list[CheckRun], format: str, scores: Scores | None) -> bytes:
    """The formats for other programs; junit and github tell findings only, csv of scores tells people only."""
    from qianyi.output import formats

    match format:
        case "csv":
            return (
                codecs.BOM_UTF8
                + (formats.findings_csv(findings) if scores is None else formats.scores_csv(scores)).encode()
            )
        case "markdown" if scores is not None:
            return formats.scores_markdown(facts, scores, findings).encode()
        case "markdown":
            return formats.findings_markdown(facts, findings, checks).encode()
        case "junit":
            return formats.junit(facts, findings, checks).encode()
    return (formats.github_head(facts) + formats.github(findings)).encode()


def send(facts: Facts, data: bytes, output: Path | None, *, force: bool = False) -> None:
    """To the file, whole or not at all; else to stdout."""
    if output is None:
        show(data)
        return
    from qianyi.output.files import write_atomically

    inputs = [item.real for item in facts.dossier.inputs if item.real]
    if facts.dossier.settings.path:
        inputs.append(facts.dossier.settings.path)
    write_atomically(output, data, force=force, inputs=map(Path, inputs))


def show(data: bytes) -> None:
    """UTF-8 to stdout, whatever the terminal's own encoding."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(data.decode())
    else:
        sys.stdout.flush()
        out.write(data)
