"""The few steps that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qianyi.errors import QianyiError

if TYPE_CHECKING:
    from qianyi.county import Request
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts
    from qianyi.policy.model import Policy
    from qianyi.rules.registry import CheckRun

TEXT_OR_JSON = ("text", "json")
_BY_SUFFIX = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".md": "markdown", ".xml": "junit", ".txt": "text"}
_NOT_OURS = {".doc", ".docx", ".et", ".htm", ".html", ".ods", ".pdf", ".wps", ".xls"}
"""Suffixes of which a reader expects what is not written here."""


def request(
    *,
    policy: str | None = None,
    rubric: str = "",
    year: int | None = None,
    as_of: str | None = None,
    roster: str | None = None,
    password: str | None = None,
    max_unpacked: int | None = None,
    find_roster: bool = False,
) -> Request:
    """What the options of a command ask for. Raises QianyiError where `--as-of` is no date."""
    from qianyi.county import Request

    return Request(
        policy=policy,
        rubric=rubric or None,
        year=year,
        as_of=parse_as_of(as_of),
        roster=roster,
        password=password,
        max_unpacked_mb=max_unpacked,
        find_roster=find_roster,
    )


def open_facts(
    paths: list[str], asked: Request, *, needs_roster: bool = True, quiet: bool = False, verbose: bool = False
) -> Facts:
    """Read the inputs; says on stderr which as-of date and roster were taken, with `verbose` also the digest of each
    input. Raises QianyiError (exit 2) where they cannot be used."""
    from qianyi import county, startup

    startup.keep_all()
    facts = county.read(paths, asked, needs_roster=needs_roster, meanwhile=startup.import_judges)
    if not quiet:
        for line in facts.dossier.notes:
            note(line)
        note(f"截至 {facts.as_of.isoformat()}（政策 {facts.policy.id}）")
    if verbose:
        note_inputs(facts)
    return facts


def note_inputs(facts: Facts) -> None:
    """Say what was read, with digests."""
    from qianyi.output.screen.text import inputs_text

    for line in inputs_text(facts):
        note(line)


def parse_as_of(text: str | None) -> date | None:
    """`--as-of` in ISO form (also 2022.12.31, 2022/12/31, 2022年12月31日, 20221231). Raises QianyiError."""
    if text is None:
        return None
    plain = text.strip().translate(str.maketrans("./年月", "----", "日"))
    if len(plain) == 8 and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        raise QianyiError(f"--as-of 的日期“{text}”读不懂；请写成 2022-12-31。") from None


def one_of(option: str, given: str, known: Sequence[str]) -> str:
    """The word given to an option, levelled. Raises QianyiError naming the nearest and all there are."""
    word = given.strip().lower()
    if word not in known:
        from qianyi.policy.units import nearest

        raise QianyiError(f"{option} 没有 {given}{nearest(word, known)}；可用 {'、'.join(known)}。")
    return word


def format_of(given: str, output: Path | None) -> str:
    """The format asked for, else the one of the output's suffix, else text. Raises QianyiError where unknown."""
    from qianyi.output.deliver import FORMATS

    if not given:
        suffix = "" if output is None else output.suffix.lower()
        if suffix in _NOT_OURS:
            raise QianyiError(
                f"写不成 {suffix}；请换成 {'、'.join(_BY_SUFFIX)} 之一。文书用 qianyi fill，报告用 qianyi review。"
            )
        return _BY_SUFFIX.get(suffix, "text")
    chosen = one_of("--format", given, FORMATS)
    if chosen == "xlsx" and output is None:
        raise QianyiError("xlsx 不能写到屏幕；请加 -o 结果.xlsx。")
    return chosen


def chosen(findings: Iterable[Finding], select: str | None, ignore: str | None, verbose: bool) -> list[Finding]:
    """The findings asked for: codes or letters of `--select`/`--ignore`; I005 only with `--verbose`.

    Raises QianyiError where a code is none that exists.
    """
    wanted = _codes(select)
    return [
        item
        for item in findings
        if (verbose or item.code != "I005" or "I005" in wanted) and is_chosen(item.code, select, ignore)
    ]


def is_chosen(code: str, select: str | None, ignore: str | None) -> bool:
    """Whether a code is asked for by `--select` and `--ignore`. Raises QianyiError where one names no rule."""
    wanted, unwanted = _codes(select), _codes(ignore)
    return (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))


def institution_of(facts: Facts, given: str | None) -> str | None:
    """The institution that `--institution` names. Raises QianyiError where the roster has none such."""
    if given is None:
        return None
    from qianyi.scoring.narrow import institution_named

    return institution_named(facts, given)


def note_written(output: Path | None, quiet: bool) -> None:
    """Say what was written."""
    if output is not None and not quiet:
        note(f"已写 {output}")


def selected_checks(checks: list[CheckRun], format: str, select: str | None, ignore: str | None) -> list[CheckRun]:
    """The checks to report. For junit a rule whose findings were not asked for is none that passed."""
    return checks if format != "junit" else [check for check in checks if is_chosen(check.code, select, ignore)]


@cache
def _codes(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    from qianyi.rules import RULES

    codes = tuple(part.strip().upper() for part in text.replace("，", ",").split(",") if part.strip())
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            raise QianyiError(f"没有规则 {code}；全部规则见 qianyi policy show。")
    return codes


def check_selected(select: str | None, checks: Iterable[CheckRun], policy: Policy) -> None:
    """Raise QianyiError where a code of `--select` is none that is looked for here: nothing found would look passed."""
    codes = [check.code for check in checks]
    for code in _codes(select):
        if not code.startswith("I") and not any(one.startswith(code) for one in codes):
            if code.startswith("S") and any(one.startswith(code) for one in policy.rules):
                raise QianyiError(f"{code} 只在评分时查；请用 qianyi score。")
            raise QianyiError(f"政策 {policy.id} 不查 {code}；在用的规则见 qianyi policy show {policy.id}。")


def use_color(no_color: bool, output: Path | None) -> bool:
    """Colours only on a terminal, and not where --no-color or NO_COLOR asks for none."""
    return output is None and not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()


def say(text: str) -> None:
    """A line to stdout, without signs that would steer a terminal."""
    from qianyi.output.words import visible

    print(visible(text, lines=True))


_notes: list[str] = []


def note(text: str) -> None:
    """A line for the person at the screen, told on stderr once the command has succeeded: exit 2 says one line only."""
    from qianyi.output.words import visible

    _notes.append(visible(text))


def print_notes() -> None:
    """Print what was noted."""
    with suppress(OSError):  # nobody is listening
        for line in _notes:
            print(line, file=sys.stderr)
    _notes.clear()


def drop_notes() -> None:
    """Forget what was noted."""
    _notes.clear()


_kept: list[object] = []


def keep(what: object) -> None:
    """Hold what a command made (an exception holds its frames) until the process ends: freeing it would take longer
    than many a command."""
    _kept[:] = [what]


def finish(findings: Iterable[Finding]) -> None:
    """End with exit status 1 where a finding is an error, else 0."""
    raise typer.Exit(1 if any(item.severity == "error" for item in findings) else 0)
