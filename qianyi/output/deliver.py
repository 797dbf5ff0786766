"""Which format goes where: to stdout or into the named file."""

from __future__ import annotations

import sys
from pathlib import Path

from qianyi.dossier.finding import Finding
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.rules.registry import CheckRun
from qianyi.scoring.result import Scores

FORMATS = ("text", "json", "csv", "xlsx", "markdown", "junit", "github")
_BY_SUFFIX = {
    ".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".md": "markdown", ".xml": "junit", ".txt": "text"
}  # fmt: skip


def format_of(given: str, output: Path | None) -> str:
    """The format asked for, else the one of the output's suffix, else text. Raises QianyiError where unknown."""
    if given:
        chosen = given.strip().lower()
        if chosen not in FORMATS:
            import difflib

            near = difflib.get_close_matches(chosen, FORMATS, 1)
            raise QianyiError(
                f"--format 没有 {given}{f'，是不是 {near[0]}' if near else ''}；可用 {'、'.join(FORMATS)}。"
            )
    else:
        chosen = "text" if output is None else _BY_SUFFIX.get(output.suffix.lower(), "text")
    if chosen == "xlsx" and output is None:
        raise QianyiError("xlsx 不能写到屏幕；请加 -o 结果.xlsx。")
    return chosen


def deliver_validation(
    facts: Facts,
    findings: list[Finding],
    checks: list[CheckRun],
    format: str,
    output: Path | None,
    *,
    color: bool = False,
    force: bool = False,
) -> None:
    """Show or write what `validate` found. Raises QianyiError where the output cannot be written."""
    if format == "json":
        from qianyi.output.json import encode, validation_data

        data = encode(validation_data(facts, findings, checks))
    elif format == "xlsx":
        from qianyi.output.workbook import validation_workbook

        data = validation_workbook(facts, findings, checks, output)
    elif format == "text":
        from qianyi.output.text import ON_SCREEN, validation_text

        limit = None if output is not None else ON_SCREEN
        data = validation_text(facts, findings, checks, color=color, limit=limit).encode()
    else:
        data = _findings(facts, findings, checks, format)
    send(facts, data, output, force=force)


def deliver_scores(
    facts: Facts,
    scores: Scores,
    findings: list[Finding],
    format: str,
    output: Path | None,
    *,
    color: bool = False,
    force: bool = False,
) -> None:
    """Show or write scores; `findings` are those to be listed. Raises QianyiError where they cannot be written."""
    if format == "json":
        from qianyi.output.json import encode, score_data

        data = encode(score_data(facts, scores, findings))
    elif format == "xlsx":
        from qianyi.output.workbook import score_workbook

        data = score_workbook(facts, scores, findings, output)
    elif format == "text":
        from qianyi.output.text import ON_SCREEN, score_text

        limit = None if output is not None else ON_SCREEN
        data = score_text(facts, scores, findings, color=color, limit=limit).encode()
    elif format == "csv":
        from qianyi.output.formats import scores_csv

        data = b"\xef\xbb\xbf" + scores_csv(scores).encode()
    elif format == "markdown":
        from qianyi.output.formats import scores_markdown

        data = scores_markdown(facts, scores, findings).encode()
    else:
        data = _findings(facts, findings, scores.checks, format)
    send(facts, data, output, force=force)


def _findings(facts: Facts, findings: list[Finding], checks: list[CheckRun], format: str) -> bytes:
    from qianyi.output import formats

    if format == "csv":
        return b"\xef\xbb\xbf" + formats.findings_csv(findings).encode()
    if format == "markdown":
        return formats.findings_markdown(facts, findings, checks).encode()
    if format == "junit":
        return formats.junit(facts, findings, checks).encode()
    return (formats.github_head(facts) + formats.github(findings)).encode()


def send(facts: Facts, data: bytes, output: Path | None, *, force: bool = False) -> None:
    """To the file, whole or not at all; else to stdout."""
    if output is None:
        show(data)
        return
    from qianyi.output.files import write_atomically

    write_atomically(output, data, force=force, inputs=[Path(item.real) for item in facts.dossier.inputs if item.real])


def show(data: bytes) -> None:
    """UTF-8 to stdout, whatever the terminal's own encoding."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(data.decode())
    else:
        sys.stdout.flush()
        out.write(data)
