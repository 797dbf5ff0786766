"""Which format goes where: to stdout or into the named file."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:  # the formats are asked for before anything is read
    from qianyi.facts import Facts
    from qianyi.output.view import View

FORMATS = ("text", "json", "csv", "xlsx", "markdown", "junit", "github")


def deliver(view: View, format: str, output: Path | None, *, force: bool = False) -> None:
    """Show or write what `validate` found or, with scores, what `score` did.

    Raises OutputError where the file cannot be written.
    """
    send(view.facts, _made(view, format, output), output, force=force)


def _made(view: View, format: str, output: Path | None) -> bytes:
    facts, scores = view.facts, view.scores
    if format == "json":
        from qianyi.output.json import encode, score_json
        from qianyi.rules import shaping

        if scores is None:
            return encode(shaping.validation(facts, view.findings, view.checks, view.institution))
        return score_json(facts, scores, view.findings, view.institution)
    if format == "xlsx":
        from qianyi.output.problems import kept_answers
        from qianyi.output.score_book import score_workbook, validation_workbook

        kept = kept_answers(output) if output is not None else None
        if scores is None:
            return validation_workbook(facts, view.findings, view.checks, output, kept)
        return score_workbook(facts, scores, view.findings, output, kept=kept, institution=view.institution)
    if format == "text":
        from qianyi.output.screen.text import screen

        return screen(structs.replace(view, whole=output is not None)).encode()
    return _other(view, format)


def _other(view: View, format: str) -> bytes:
    """The formats for other programs; junit and github tell findings only, csv of scores tells people only."""
    from qianyi.output import formats

    match format:
        case "csv":
            return codecs.BOM_UTF8 + formats.csv_of(view).encode()
        case "markdown":
            return formats.markdown(view).encode()
        case "junit":
            return formats.junit(view).encode()
    return formats.github(view).encode()


def send(facts: Facts, data: bytes, output: Path | None, *, force: bool = False) -> None:
    """To the file, whole or not at all; else to stdout."""
    inputs = [item.real for item in facts.dossier.inputs if item.real]
    if facts.dossier.settings.path:
        inputs.append(facts.dossier.settings.path)
    put(data, output, force=force, inputs=map(Path, inputs))


def put(data: bytes, output: Path | None, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """As `send`, for what has no facts of one county; `inputs`: the files that must not be written over."""
    if output is None:
        show(data)
        return
    from qianyi.output.files import write_atomically

    write_atomically(output, data, force=force, inputs=inputs)


def show_text(text: str) -> None:
    """Text to stdout, without signs that would steer a terminal."""
    show(text_bytes(text))


def text_bytes(text: str) -> bytes:
    """UTF-8 of a text, without signs that would steer a terminal."""
    from qianyi.output.words import visible

    return visible(text, lines=True).encode()


def show(data: bytes) -> None:
    """UTF-8 to stdout, whatever the terminal's own encoding."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(data.decode())
    else:
        sys.stdout.flush()
        out.write(data)
