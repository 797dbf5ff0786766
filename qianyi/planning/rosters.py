"""The rosters that a plan keeps or looks back to: read under the plan's own policy, institutions spelt as in its sheets."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from qianyi.dossier.records import Placement
from qianyi.dossier.source import InputFile
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.intake import open_books, read_dossier
from qianyi.intake.cells.values import institution_key
from qianyi.planning.task import Problem

_TELLING = frozenset({"I004", "I006"})


class ReadRoster(Struct, frozen=True):
    """A roster as read: its rows, what could not be read of them, the year that its title names."""

    rows: tuple[Placement, ...]
    problems: tuple[Problem, ...]
    inputs: tuple[InputFile, ...]
    year: int | None


def read_roster(path: Path, option: str, facts: Facts, password: str | None = None) -> ReadRoster:
    """A roster named by an option. Raises QianyiError where the file holds none."""
    opened = open_books([path], password=password)
    dossier, _ = read_dossier(opened, facts.dossier.settings, lambda year: facts.policy)
    if not dossier.placements:
        raise QianyiError(f"{option} 的“{path}”里没有派驻人员名单；请核对文件和表头。")
    known = {institution_key(name): name for name in _institutions(facts)}
    for row in dossier.placements:
        row.support = known.get(institution_key(row.support or ""), row.support)
        row.recipient = known.get(institution_key(row.recipient or ""), row.recipient)
    problems = tuple(
        Problem("bad-value", finding.message, finding.cells)
        for finding in dossier.found
        if finding.code in _TELLING and finding.cells and finding.cells[0].sheet.kind == "roster"
    )
    return ReadRoster(tuple(dossier.placements), problems, tuple(dossier.inputs), dossier.title_year)


def _institutions(facts: Facts) -> list[str]:
    dossier = facts.dossier
    names = [need.recipient for need in dossier.needs]
    names += [record.support for record in dossier.candidates]
    names += [record.support for record in dossier.supply]
    return [name for name in names if name]
