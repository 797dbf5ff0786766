"""Assessors' marks, matched to subjects and lines; what cannot be used is a finding (S801, S804, S806, S808)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Mark, Placement
from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.facts.people import Match
from qianyi.facts.texts import exact, plain
from qianyi.policy.model import RubricLine

_BRACKETS = str.maketrans("（）［］【】", "()[][]")
SubjectKey = int | tuple[str, str]
"""The id of a placement, or role and name of an institution."""


class LineMark(Struct, frozen=True, gc=False):
    """The mark of one line: `score` None where none can be used; `spoiled`: why one that was given cannot."""

    score: Decimal | None = None
    mark: Mark | None = None
    spoiled: str | None = None


NONE = LineMark()


class MarkedSubject(Struct, frozen=True):
    """Whom marks of one subject are about: an institution of the roster, or placements, or neither (`problem`)."""

    institution: str | None
    placements: tuple[Placement, ...]
    problem: str | None
    keys: dict[str, list[SubjectKey]]
    """By annex subject (person, support, recipient): where such a mark belongs; empty where it does not fit."""


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
        self._named: dict[str, str | None] = {}
        self._roles: dict[str, set[str]] = {"support": set(), "recipient": set()}
        self._people = {placement.name for placement in facts.dossier.placements}
        for placement in facts.dossier.placements:
            for role, name in (("support", placement.support), ("recipient", placement.recipient)):
                if name and name not in self._roles[role]:
                    self._institutions.setdefault(level(name), name)
                    self._roles[role].add(name)
        self._listed = {level(row.institution) for row in facts.dossier.institutions if row.institution}
        self._aliases = {level(alias): official for alias, official in facts.dossier.settings.aliases.items()}
        self._subjects: dict[tuple[str, str | None, str | None], MarkedSubject] = {}
        self._given: dict[SubjectKey, dict[str, LineMark]] = {}
        self._reported: set[tuple[str, int, int]] = set()
        self._last: tuple[Mark, MarkedSubject] | None = None
        for mark in facts.dossier.marks:
            self._take(mark)

    def institution(self, text: str) -> str | None:
        """The institution on the roster that a text names (aliases included), None where it names none."""
        if text not in self._named:  # registers say the same names over and over
            written = level(text)
            official = self._institutions.get(level(self._aliases.get(written, "")))
            self._named[text] = self._institutions.get(written) or official
        return self._named[text]

    def of_person(self, placement: Placement) -> Mapping[str, LineMark]:
        """The marks of a placement by line."""
        return self._given.get(id(placement), {})

    def of_institution(self, role: str, name: str) -> Mapping[str, LineMark]:
        """The marks of an institution in a role by line."""
        return self._given.get((role, name), {})

    def _take(self, mark: Mark) -> None:
        known, about = self._lines.get(mark.criterion), self._about(mark)
        keys = about.keys[known[0]] if known is not None else ()
        if known is None or not keys:
            self._refuse(mark, known, about)
            return
        line, score = known[1], mark.score
        if score is None:
            return
        if ZERO <= score <= line.points:
            given = LineMark(score, mark)
        else:
            fact = f"{mark.subject} 的 {line.id} 评了 {exact(score)} 分，应在 0 到 {plain(line.points)} 分之间"
            self._report("S801", f"{fact}；此分不计，该项待评", mark, "score", remedy="请更正。")
            given = LineMark(None, mark, f"得分 {exact(score)} 超出范围")
        for key in keys:
            lines = self._given.setdefault(key, {})
            before = lines.get(line.id)
            lines[line.id] = given if before is None else self._of_two(before, given, mark)

    def _refuse(self, mark: Mark, known: tuple[str, RubricLine] | None, about: MarkedSubject) -> None:
        """Say why a mark belongs nowhere: nobody's, no such line, or not a line of this subject."""
        nobody = about.institution is None and not about.placements
        if not mark.subject or (nobody and self._is_listed(mark.subject)):
            return  # said to be blank (I004); of 单位名录 and left out by the roster (R107)
        if nobody:
            self._once("S808", mark, mark.row, lambda: self._unknown(mark, about.problem), "subject")
        if known is None:
            place = mark.row if mark.column is None else -mark.column
            self._once("S804", mark, place, lambda: self._no_such_line(mark), "criterion")
        elif not nobody:
            whom = {"person": "派驻人员", "support": "支援单位", "recipient": "受援单位"}[known[0]]
            fact = f"{mark.subject} 不是{whom}，没有评分项 {known[1].id}"
            remedy = "请核对对象和条款。"
            self._report("S804", fact, mark, "criterion", remedy=remedy)

    def _is_listed(self, name: str) -> bool:
        """Whether a name, or what it is an alias of, stands in 单位名录."""
        plain_name = level(name)
        return plain_name in self._listed or level(self._aliases.get(plain_name, "")) in self._listed

    def _of_two(self, before: LineMark, given: LineMark, mark: Mark) -> LineMark:
        """What a second mark of a line leaves of it: two that differ, or one that is spoiled, leave it without any."""
        if before.score is not None and given.score is None:
            return given
        if before.mark is not None and before.score is not None and before.score != given.score:
            scores = f"{plain(before.score)} 和 {plain(mark.score or ZERO)}"
            fact = f"{mark.subject} 的 {mark.criterion} 有两个不同的得分：{scores}；都不计，该项待评"
            remedy = "请只留一个。"
            self._report("S806", fact, mark, "score", before.mark, remedy=remedy)
            return LineMark(None, mark, "有两个不同的得分")
        return before

    def _about(self, mark: Mark) -> MarkedSubject:
        """Whom a mark is about; the same for all marks of one subject in a row, and of one subject."""
        if self._last is not None:
            last, about = self._last
            if last.row == mark.row and last.subject == mark.subject and last.sheet is mark.sheet:
                return about
        key = (mark.subject, mark.support, mark.recipient)
        known = self._subjects.get(key)
        if known is None:
            institution = self.institution(mark.subject)
            match = self.facts.match(mark) if institution is None else Match(())
            placements, problem = match.placements, match.problem
            roles = [role for role, names in self._roles.items() if institution in names]
            keys: dict[str, list[SubjectKey]] = {"person": [id(placement) for placement in placements]}
            keys |= {role: [(role, institution)] if institution and role in roles else [] for role in self._roles}
            known = self._subjects[key] = MarkedSubject(institution, placements, problem, keys)
        self._last = mark, known
        return known

    def _unknown(self, mark: Mark, problem: str | None) -> str:
        from difflib import get_close_matches  # rarely needed

        near = get_close_matches(level(mark.subject), self._institutions, 1)
        if near:
            known = self._institutions[near[0]]
            return (
                f"“{mark.subject}”不在派驻人员名单上，也不是名单上的单位；此分不计。最接近的单位是“{known}”。"
                "请改成名单上的写法。"
            )
        if mark.subject in self._people:
            return f"{problem}；此分不计。请核对本行的支援单位、受援单位，写明是哪一位。"
        return f"{problem}。它也不是名单上的单位，此分不计。请改成名单上的写法。"

    def _no_such_line(self, mark: Mark) -> str:
        from difflib import get_close_matches  # rarely needed

        if not self._lines:
            return f"这个政策没有评分细则，{mark.subject} 的得分不计。请用 --rubric 给出本县的细则。"
        if not mark.criterion:
            return f"{mark.subject} 的这一条没有可识别的条款编号；此分不计。请写成细则的编号，如 2.1.1.3。"
        fact = f"细则没有 {mark.criterion} 这一条；此分不计。"
        parts = [id for id in self._lines if id.startswith(f"{mark.criterion}.")]
        if parts:
            return f"{mark.criterion} 不是一条，下面有 {'、'.join(parts[:3])}{'等' if len(parts) > 3 else ''}；此分不计。请逐条评分。"
        annex = [id for id in self._lines if id.partition(".")[0] == mark.criterion.partition(".")[0]]
        whole = [id for id in annex if mark.criterion.startswith(f"{id}.")]
        near = whole or get_close_matches(mark.criterion, annex, 1)
        return f"{fact}{f'最接近的是 {near[0]}。' if near else ''}请核对条款编号。"

    def _once(self, code: str, mark: Mark, place: int, message: Callable[[], str], field: str) -> None:
        """One finding for all marks of a row (or, in a wide sheet, of a column)."""
        key = (code, id(mark.sheet), place)
        if key not in self._reported:
            self._reported.add(key)
            self._report(code, message(), mark, field)

    def _report(
        self, code: str, fact: str, mark: Mark, field: str, other: Mark | None = None, remedy: str = ""
    ) -> None:
        place = mark.place() if field == "score" else mark.cell(field) or mark.place()
        cells = (place,) if other is None else (place, other.place())
        institution = self.institution(mark.subject)
        nobody = institution is None and not self._about(mark).placements
        if nobody and self._lines.get(mark.criterion, ("person",))[0] != "person":
            institution = mark.subject
        person = mark.subject or None if institution is None else None
        if person is not None and not nobody:
            institution = self._about(mark).placements[0].support or None
        self.findings.append(Finding(code, fact, cells, person=person, institution=institution, remedy=remedy))
