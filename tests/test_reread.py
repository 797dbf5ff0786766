"""Each change of the second reading of the law, as the table of samples/reread says it comes out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import qianyi
from qianyi.output.words import SEVERITY, number
from qianyi.scoring import PersonScore, Scores, score
from samples import make_samples

FOLDER = Path(make_samples.__file__).parent / "reread"
STATUS = {"已定": "final", "暂定": "provisional", "待评": "pending"}


def table() -> list[dict[str, str]]:
    lines = [line for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    head, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


@cache
def scores_of(county: str, as_of: str) -> Scores:
    from datetime import date

    day = None if as_of == "—" else date.fromisoformat(as_of)
    return score(qianyi.read([FOLDER / county], as_of=day))


class Outcome:
    """What came out for one person or institution."""

    def __init__(self, scores: Scores, whom: str) -> None:
        self.scores, self.whom = scores, whom
        people = [one for one in scores.people if one.placement.name == whom]
        self.subjects = people or [one for one in scores.institutions if (one.name, one.role) == (whom, "support")]
        assert self.subjects, whom

    def points(self, id: str, expected: str, status: str | None) -> None:
        for subject in self.subjects:
            parts = [*subject.items, *(line for item in subject.items for line in item.lines)]
            (part,) = [part for part in parts if part.id == id]
            assert number(part.score) == expected, (self.whom, id)
            assert status is None or part.status == STATUS[status], (self.whom, id)

    def pending(self, id: str) -> None:
        self.points(id, "—", "待评")

    def found(self, code: str, severity: str | None) -> None:
        said = [SEVERITY[f.severity] for f in self.scores.findings if f.code == code and f.person == self.whom]
        assert (severity in said) if severity else not said, (self.whom, code, said)

    def person(self, field: str, expected: str) -> None:
        for subject in self.subjects:
            assert isinstance(subject, PersonScore)
            assert str(getattr(subject, field)) == expected, (self.whom, field)

    def reading(self, parameter: str, other: str, before: str | None, after: str | None) -> None:
        (one,) = [r for r in self.scores.readings if (r.parameter.id, r.other) == (parameter, other)]
        shifts = [shift for shift in (*one.people, *one.institutions) if shift.before in self.subjects]
        told = [(number(shift.before.score), number(shift.after.score)) for shift in shifts]
        assert told == ([(before, after)] * len(self.subjects) if before else []), (self.whom, parameter, told)

    def campaign(self, start: str, end: str) -> None:
        assert self.scores.lookup is not None
        campaign = self.scores.lookup.policy.campaign
        assert (str(campaign.start), str(campaign.end)) == (start, end)


def check(outcome: Outcome, expected: str) -> None:
    """One expectation of the table."""
    if found := re.fullmatch(r"([\d.]+) = ([\d.]+)(?: (已定|暂定))?", expected):
        outcome.points(found[1], found[2], found[3])
    elif found := re.fullmatch(r"([\d.]+) 待评", expected):
        outcome.pending(found[1])
    elif found := re.fullmatch(r"有 ([A-Z]\d+) (\S+)", expected):
        outcome.found(found[1], found[2])
    elif found := re.fullmatch(r"没有 ([A-Z]\d+)", expected):
        outcome.found(found[1], None)
    elif found := re.fullmatch(r"月数 = (\d+)", expected):
        outcome.person("counted_months", found[1])
    elif found := re.fullmatch(r"等次 = (\S+)", expected):
        outcome.person("grade", found[1])
    elif found := re.fullmatch(r"改读 (\S+)=(\S+) (?:不变|(\S+) → (\S+))", expected):
        outcome.reading(found[1], found[2], found[3], found[4])
    elif found := re.fullmatch(r"活动 = (\S+) 至 (\S+)", expected):
        outcome.campaign(found[1], found[2])
    else:
        raise AssertionError(f"not understood: {expected}")


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['对象']}-{row['改动']}")
def test_it_comes_out_as_worked_out_by_hand(row: dict[str, str]) -> None:
    outcome = Outcome(scores_of(row["县"], row["截至"]), row["对象"])
    for expected in row["期望"].split("；"):
        check(outcome, expected)


def test_an_excused_outing_prints_no_notice(tmp_path: Path) -> None:
    facts = qianyi.read([FOLDER / "盐池读法-2022"])
    result = qianyi.fill(facts, score(facts), tmp_path)
    assert [path for path in result.files if "服务证明" in str(path)]
    assert not [path for path in result.files if "通报" in path.name]
