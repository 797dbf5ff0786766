"""A finding: the fact and the remedy, at its cells. Severity, clause and slug are stamped on by the rule registry."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from msgspec import Struct, structs

from qianyi.dossier.source import Cell
from qianyi.patterns import pattern

_DIGITS = pattern(r"\d+", "12")
GENERAL = "通则"
"""The clause of what no policy is needed for; it is not printed."""


class Answer(Struct, frozen=True):
    """What an institution answered to a finding in a 问题清单 that came back, and where it stands."""

    text: str
    by: str | None
    review: str | None
    path: str
    cells: list[str]


class Finding(Struct, frozen=True, eq=False):
    """One thing to put right or to know. `cells` are in order of importance; the first gives path and sheet."""

    code: str
    fact: str
    """What stands there, in Chinese; without cell, clause and (where there is a remedy) the full stop: output adds them."""
    cells: tuple[Cell, ...] = ()
    person: str | None = None
    institution: str | None = None
    path: str | None = None
    """Only where there is no cell to name: the file (I001, I002)."""
    sheet: str | None = None
    order: tuple[int, int] | None = None
    severity: str = ""
    slug: str = ""
    clause: str | None = None
    waiver: str | None = None
    """Reason and approver of the waiver that turned it into an info."""
    remedy: str = ""
    """What to do about it, as sentences of their own; empty where the fact says it all."""
    since: date | None = None
    """The start of the placement that it is about."""
    key: str = ""
    """What else tells it from others of its code about the same person or institution: a symbol, a kind of leave, a
    duty; never a row or a file."""
    id: str = ""
    """Who it is (`rules.identity`): the same wherever rows, sheets and files went."""
    answer: Answer | None = None

    @property
    def message(self) -> str:
        """Fact, then remedy."""
        return f"{self.fact}。{self.remedy}" if self.remedy else self.fact

    @property
    def said(self) -> str:
        """The message with its clause after the fact: `…少于 6 个月（四（三））。请…`."""
        if not self.clause or self.clause == GENERAL:
            return self.message
        fact, rest = self.parts
        return f"{fact}（{self.clause}）{f'。{rest}' if rest else self.fact[len(fact) :]}"

    @property
    def parts(self) -> tuple[str, str]:
        """The fact without its full stop, and the remedy; of a fact that holds its own remedy what its first sentence
        says, and the rest."""
        if self.remedy:
            return self.fact, self.remedy
        end = _first_stop(self.fact)
        return self.fact[:end], self.fact[end + 1 :]

    @property
    def where(self) -> tuple[str | None, str | None]:
        """File and sheet the finding belongs to."""
        if self.cells:
            return self.cells[0].sheet.path, self.cells[0].sheet.name
        return self.path, self.sheet

    @property
    def sort_key(self) -> tuple[bool, tuple[int, int, int, int], str, str, str]:
        """By path, sheet (workbook order), row, column, code; those without a path last."""
        if self.cells:
            place = self.cells[0].key
        elif self.path is not None:
            place = (*(self.order or (1 << 30, 0)), -1, -1)
        else:
            place = (1 << 30, 0, 0, 0)
        # without a cell the message tells the order: 2021年6月 before 2021年10月
        message = self.message if self.cells else _by_number(self.message)
        return not self.cells and self.path is None, place, self.code, self.person or "", message

    def replace(self, **changes: object) -> Finding:
        """A copy with some fields changed."""
        return structs.replace(self, **changes)


@lru_cache(8192)  # scores sort anew what validate has sorted
def _by_number(text: str) -> str:
    """The text with its numbers so long that 9 comes before 10."""
    return _DIGITS.sub(lambda found: found[0].zfill(4), text)


def _first_stop(text: str) -> int:
    """Where the first sentence ends: at a full stop that is not within “…”, which quotes what people wrote."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "“") - (sign == "”" and depth > 0)
        if sign == "。" and not depth:
            return place
    return len(text)
