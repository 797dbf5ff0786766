"""One registry of rules, from which running, `explain`, the docs and the tests are made.

A rule is a small named function `(facts) → findings`; its docstring (Chinese) is its page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from qianyi.docstrings import restore
from qianyi.dossier.finding import Finding
from qianyi.dossier.registers import ATTENDANCE, REGISTERS, TITLES

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.policy.model import Severity

TimeSpan = Literal["day", "month", "term", "sheet"]
"""How wide the place in time is that tells two findings of a code about one person or institution apart: the day (or a
register's date), its month, the placement as a whole, or the sheet."""
Check = Callable[["Facts"], Iterable[Finding]]


class Skip(Exception):
    """Raised by a rule that cannot run on this dossier; the message is the reason in plain Chinese."""


class Rule(Struct, frozen=True):
    """A rule as registered. `needs`: kinds of sheet, `columns`: `kind.field`; all must be there or it is skipped.

    `attendance` in `needs` stands for any sheet with daily marks.
    """

    code: str
    slug: str
    severity: Severity
    check: Check
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    """Parameter ids the rule reads; where one of them is not in force the rule is skipped."""
    span: TimeSpan = "day"

    @property
    def page(self) -> str:
        """The rule's page: its docstring."""
        if self.check.__doc__ is None:
            restore(self.check.__module__)
        return self.check.__doc__ or ""


class CheckRun(Struct, frozen=True):
    """Whether a rule ran: `status` ran or skipped, with the reason."""

    code: str
    status: str
    reason: str | None = None


RULES: dict[str, Rule] = {}
_LONGEST = 3_000
"""Characters of a fact: what people wrote into one cell may be a book."""


def rule(
    code: str,
    slug: str,
    severity: Severity,
    *,
    needs: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    parameters: tuple[str, ...] = (),
    span: TimeSpan = "day",
) -> Callable[[Check], Check]:
    """Register a rule. Raises ValueError where the code is taken."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        RULES[code] = Rule(code, slug, severity, check, needs, columns, parameters, span)
        return check

    return register


def reason_without(facts: Facts, kind: str | None) -> str | None:
    """What is said where no input is a sheet of a kind (`attendance`: any with daily marks), None where one is."""
    dossier = facts.dossier
    if kind == "attendance":
        if any(dossier.has(one) for one in ATTENDANCE):
            return None
        return "只有考勤汇总，没有逐日考勤" if dossier.has("totals") else "没有考勤"
    return None if kind is None or dossier.has(kind) else f"没有{TITLES[kind]}"


def reason_to_skip(rule: Rule, facts: Facts) -> str | None:
    """Why a rule cannot run on this dossier, None where it can."""
    dossier = facts.dossier
    for kind in rule.needs:
        if reason := reason_without(facts, kind):
            return reason
    for column in rule.columns:
        kind, field = column.split(".")
        if not dossier.has(kind):
            return f"没有{TITLES[kind]}"
        if not dossier.has_column(kind, field):
            return f"{TITLES[kind]}没有“{REGISTERS[kind].column(field).heading}”一列"
    for parameter in rule.parameters:
        if facts.policy.get(parameter) is None:
            return f"政策没有参数 {parameter}"
    return None


def stamp(facts: Facts, found: Iterable[Finding]) -> list[Finding]:
    """Findings with the severity (their own first), slug and clause of their rule in this policy; those of a rule that
    the policy does not put in force fall away."""
    stamped = []
    for item in found:
        rule, force = RULES[item.code], facts.policy.rules.get(item.code)
        if force is None:
            continue
        severity = item.severity or force.severity or rule.severity
        if len(item.fact) > _LONGEST:
            item = item.replace(fact=f"{item.fact[:_LONGEST]}……（共 {len(item.fact)} 字）")
        stamped.append(item.replace(severity=severity, slug=rule.slug, clause=force.clause or None))
    return stamped


def run(facts: Facts, letters: str, judged: Iterable[Finding] = ()) -> tuple[list[Finding], list[CheckRun]]:
    """Run the policy's rules whose code begins with one of `letters`; `judged` are what scoring found under S.

    Returns findings stamped with severity, slug and clause (unsorted) and one CheckRun a rule (I-rules have none).
    A rule that itself fails raises: it is never a skip.
    """
    findings: list[Finding] = []
    runs: list[CheckRun] = []
    given: dict[str, list[Finding]] = defaultdict(list)
    for finding in judged:
        given[finding.code].append(finding)
    for code in facts.policy.rules:
        if code[0] not in letters:
            continue
        rule = RULES[code]
        reason = reason_to_skip(rule, facts)
        if reason is None:
            try:
                found = [*rule.check(facts), *given[code]]
            except Skip as skip:
                reason = str(skip)
            else:
                findings += stamp(facts, found)
        if code[0] != "I":
            runs.append(CheckRun(code, "ran" if reason is None else "skipped", reason))
    return findings, runs
