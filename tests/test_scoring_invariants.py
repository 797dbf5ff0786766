"""What holds for every county: entries sum, entries say why and where, order is nothing, absence never helps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianyi import scoring
from qianyi.dossier import kinds
from qianyi.dossier.records import Incident, Mark
from qianyi.scoring import Scores
from tests.make.days import START
from tests.make.memory import County

NAMES = ("江映月", "沈知秋", "柳青崖")
KINDS = [kinds.day(kind) for kind in range(14)] + [
    kinds.day(kinds.PRESENT, kinds.PERSONAL),
    kinds.day(kinds.ABSENT, kinds.PRESENT),
]
LINES = ("4.1", "4.2.1", "4.2.2", "4.3.1", "4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.3.6", "4.9.9", "2.1.1.3", "3.1.2.1")
WHERE = (*NAMES, "县医院", "甲镇卫生院", "无此单位")

days = st.lists(st.sampled_from(KINDS), min_size=5, max_size=90).map(bytes)
marks = st.lists(
    st.tuples(st.sampled_from(WHERE), st.sampled_from(LINES), st.integers(-1, 12).map(lambda n: Decimal(n) / 2)),
    max_size=25,
)
incidents = st.lists(
    st.tuples(
        st.sampled_from(WHERE), st.sampled_from(("借故在家休息", "未填考核手册", "违规违纪", "召回", "医疗事故"))
    ),
    max_size=3,
)
people = st.lists(st.tuples(days, st.sampled_from((100, 182, 364)), st.booleans()), min_size=1, max_size=3)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def county(persons: list[tuple[bytes, int, bool]], given_marks: list[Any], given_incidents: list[Any]) -> County:
    made = County()
    for name, (recorded, length, half) in zip(NAMES, persons, strict=False):
        made.person(name, START, START + timedelta(days=length), release="half" if half else None)
        made.bytes(name, START, recorded)
    for row, (subject, line, points) in enumerate(given_marks, 1):
        made.dossier.marks.append(
            Mark(sheet=made.sheet("marks"), row=row, subject=subject, criterion=line, score=points)
        )
    for row, (name, kind) in enumerate(given_incidents, 1):
        made.dossier.incidents.append(
            Incident(sheet=made.sheet("incidents"), row=row, name=name, date=START, kind=kind)
        )
    return made


def score(made: County) -> Scores:
    return scoring.score(made.facts())


def shape(scores: Scores) -> list[Any]:
    """Everything but the order of entries and of their cells."""

    def items(subject: Any) -> list[Any]:
        return [(i.id, i.score, i.status, sorted(entry.points for entry in i.ledger)) for i in subject.items]

    return [(one.score, one.status, items(one)) for one in [*scores.people, *scores.institutions]]


@FEW
@given(people, marks, incidents)
def test_entries_sum_and_say_why_and_where(persons: Any, given_marks: Any, given_incidents: Any) -> None:
    for subject in (lambda s: [*s.people, *s.institutions])(score(county(persons, given_marks, given_incidents))):
        for item in subject.items:
            for entry in item.ledger:
                assert entry.clause
                assert entry.why
                assert entry.cells
            reachable = item.max
            if item.lines and not item.vetoed:
                reachable = sum((line.max for line in item.lines if line.score is not None), Decimal(0))
            if item.score is None:
                assert not item.ledger
            else:
                assert reachable + sum(entry.points for entry in item.ledger) == item.score
                assert 0 <= item.score <= item.max
            for line in item.lines:
                lost = sum(entry.points for entry in item.ledger if entry.line == line.id)
                assert (line.score is None) == (line.status == "pending")
                assert line.score is None or line.max + lost == line.score
        scores = [item.score for item in subject.items if item.score is not None]
        assert subject.score == (sum(scores) if scores else None)


@FEW
@given(people, marks, incidents, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(persons: Any, given_marks: Any, given_incidents: Any, random: Any) -> None:
    first = county(persons, given_marks, given_incidents)
    second = county(persons, given_marks, given_incidents)
    for rows in (second.dossier.marks, second.dossier.incidents, second.dossier.stretches, second.dossier.inputs):
        random.shuffle(rows)
    assert shape(score(first)) == shape(score(second))


@FEW
@given(days, st.integers(0, 89), st.sampled_from((100, 182, 364)))
def test_absence_never_raises_a_score(recorded: bytes, index: int, length: int) -> None:
    index %= len(recorded)
    present = recorded[:index] + bytes([kinds.day(kinds.PRESENT)]) + recorded[index + 1 :]
    absent = recorded[:index] + bytes([kinds.day(kinds.ABSENT)]) + recorded[index + 1 :]
    with_presence = score(county([(present, length, False)], [], [])).people[0].score
    with_absence = score(county([(absent, length, False)], [], [])).people[0].score
    assert with_presence is not None
    assert with_absence is not None
    assert with_absence <= with_presence


@FEW
@given(people)
def test_what_was_not_recorded_never_counts_as_final(persons: Any) -> None:
    for person in score(county(persons, [], [])).people:
        duty = person.items[0]
        if person.attendance.unrecorded and not duty.vetoed:
            assert duty.status == "provisional"


@FEW
@given(people, marks)
def test_skipped_rules_find_nothing(persons: Any, given_marks: Any) -> None:
    scores = score(county(persons, given_marks, []))
    skipped = {check.code for check in scores.checks if check.status == "skipped"}
    assert skipped
    assert not skipped & {finding.code for finding in scores.findings}
