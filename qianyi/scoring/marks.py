"""Assessors' marks, matched to subjects and lines; what cannot be used is a finding (S801, S804, S806, S808)."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches

from msgspec import Struct

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Mark, Personal, Placement
from qianyi.facts import Facts
from qianyi.policy.model import RubricLine
from qianyi.scoring.ledger import plain

_BRACKETS = str.maketrans("（）［］【】", "()[][]")
Key = tuple[object, str]
"""(id of a placement, or (role, institution)) and the line."""


class Given(Struct, frozen=True):
    """The mark of one line: `score` None where none can be used; `spoiled`: why one that was given cannot."""

    score: Decimal | None = None
    mark: Mark | None = None
    spoiled: str | None = None


NONE = Given()


def level(name: str) -> str:
    """An institution's name without white space, brackets in one form."""
    return "".join(name.split()).translate(_BRACKETS)


class Marks:
    """All usable marks by subject and line. `findings` holds S801, S804, S806 and S808 in sheet order."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.findings: list[Finding] = []
        self._lines: dict[str, tuple[str, RubricLine]] = {
            line.id: (annex.subject, line) for annex in facts.policy.annexes.values() for line in annex.lines()
        }
        self._institutions: dict[str, str] = {}
        self._roles: dict[str, set[str]] = {"support": set(), "recipient": set()}
        for placement in facts.dossier.placements:
            for role, name in (("support", placement.support), ("recipient", placement.recipient)):
                if name:
                    self._institutions.setdefault(level(name), name)
                    self._roles[role].add(name)
        self._aliases = {level(alias): official for alias, official in facts.dossier.settings.aliases.items()}
        self._people: dict[tuple[str, str | None, str | None], tuple[tuple[Placement, ...], str | None]] = {}
        self._given: dict[Key, Given] = {}
        for mark in facts.dossier.marks:
            self._take(mark)

    def institution(self, text: str) -> str | None:
        """The institution on the roster that a text names (aliases included), None where it names none."""
        plain_name = level(text)
        return self._institutions.get(plain_name) or self._institutions.get(level(self._aliases.get(plain_name, "")))

    def of_person(self, placement: Placement, line: str) -> Given:
        """The mark of a line for a placement."""
        return self._given.get((id(placement), line), NONE)

    def of_institution(self, role: str, name: str, line: str) -> Given:
        """The mark of a line for an institution in a role."""
        return self._given.get(((role, name), line), NONE)

    def _take(self, mark: Mark) -> None:
        known = self._lines.get(mark.criterion)
        institution = self.institution(mark.subject)
        placements, problem = ((), None) if institution else self._person(mark)
        if institution is None and not placements:
            self._report("S808", self._unknown(mark, problem), mark, "subject")
        if known is None:
            self._report("S804", self._no_such_line(mark), mark, "criterion")
            return
        subject, line = known
        keys: list[object]
        if subject == "person":
            keys = [id(placement) for placement in placements]
            fits = institution is None
        else:
            fits = institution in self._roles[subject] if institution else not placements
            keys = [(subject, institution)] if institution and fits else []
        if not fits:
            whom = {"person": "派驻人员", "support": "支援单位", "recipient": "受援单位"}[subject]
            self._report(
                "S804", f"{mark.subject} 不是{whom}，没有评分项 {line.id}。请核对对象和条款。", mark, "criterion"
            )
            return
        if mark.score is None:
            return
        if not 0 <= mark.score <= line.points:
            self._report(
                "S801",
                f"{mark.subject} 的 {line.id} 评了 {plain(mark.score)} 分，应在 0 到 {plain(line.points)} 分之间；"
                "此分不计，该项待评。请更正。",
                mark, "score",
            )  # fmt: skip
            given = Given(None, mark, f"得分 {plain(mark.score)} 超出范围")
        else:
            given = Given(mark.score, mark)
        for key in keys:
            self._give(key, line, given)

    def _give(self, key: object, line: RubricLine, given: Given) -> None:
        before = self._given.get((key, line.id))
        if before is None or before.mark is None or given.mark is None:
            self._given[key, line.id] = given
            return
        if before.score is None or given.score is None or before.score == given.score:
            if before.score is not None and given.score is None:
                self._given[key, line.id] = given
            return
        message = (
            f"{given.mark.subject} 的 {line.id} 有两个不同的得分：{plain(before.score)} 和 {plain(given.score)}；"
            "都不计，该项待评。请只留一个。"
        )
        self._report("S806", message, given.mark, "score", before.mark)
        self._given[key, line.id] = Given(None, given.mark, "有两个不同的得分")

    def _person(self, mark: Mark) -> tuple[tuple[Placement, ...], str | None]:
        key = (mark.subject, mark.support, mark.recipient)
        found = self._people.get(key)
        if found is None:
            match = self.facts.match(
                Personal(
                    sheet=mark.sheet, row=mark.row, name=mark.subject, support=mark.support, recipient=mark.recipient
                )
            )
            found = self._people[key] = match.placements, match.problem
        return found

    def _unknown(self, mark: Mark, problem: str | None) -> str:
        near = get_close_matches(level(mark.subject), self._institutions, 1)
        hint = f"最接近的单位是“{self._institutions[near[0]]}”。" if near else f"{problem}。" if problem else ""
        return f"“{mark.subject}”不在派驻人员名单上，也不是名单上的单位；此分不计。{hint}请改成名单上的写法。"

    def _no_such_line(self, mark: Mark) -> str:
        if not mark.criterion:
            return f"{mark.subject} 的这一条没有可识别的条款编号；此分不计。请写成细则的编号，如 2.1.1.3。"
        near = get_close_matches(mark.criterion, self._lines, 1)
        return (
            f"细则没有 {mark.criterion} 这一条；此分不计。{f'最接近的是 {near[0]}。' if near else ''}请核对条款编号。"
        )

    def _report(self, code: str, message: str, mark: Mark, field: str, other: Mark | None = None) -> None:
        place = mark.place() if field == "score" else mark.cell(field) or mark.place()
        cells = (place,) if other is None else (place, other.place())
        institution = self.institution(mark.subject)
        if institution is None and self._lines.get(mark.criterion, ("person",))[0] != "person":
            institution = mark.subject
        person = mark.subject if institution is None else None
        self.findings.append(Finding(code, message, cells, person=person, institution=institution))
