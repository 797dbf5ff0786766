"""Whatever way a county is written down, it is read as the same county: same marks, findings, scores.

500 examples, the same every time; `make mess` (QIANYI_MESS_EXAMPLES) looks further.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import qianyi
from qianyi.dossier.kinds import NAMES, halves
from qianyi.output.copies.annotate import annotate
from tests.make.mess import WORDS, Mess, Person, Truth, Writer
from tests.make.mess_registers import TITLES, Leave

EXAMPLES = int(os.environ.get("QIANYI_MESS_EXAMPLES", "500"))
AS_OF = date(2022, 7, 31)
NAMES_USED = ["李小满", "王大雪", "欧阳立秋", "张青禾"]
OF_READING = {"I005", "I008", "I009", "I010"}
"""What the mess itself calls for."""

KIND_NAMES = {value: name for name, value in NAMES.items()}


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """A few people, a month or two, and what happened on the days that were not ordinary."""
    count = draw(st.integers(1, 4))
    people = tuple(
        Person(
            name,
            draw(st.sampled_from(["甲镇卫生院", "乙镇中心卫生院"])),
            "县人民医院",
            draw(st.sampled_from(["year", "first", "second"])),
        )
        for name in NAMES_USED[:count]
    )
    months = draw(st.sampled_from([((2022, 6),), ((2022, 6), (2022, 7))]))
    first, last = date(2022, 6, 1), date(2022, 6, 30) if len(months) == 1 else date(2022, 7, 31)
    days: dict[str, dict[date, tuple[str, str]]] = {}
    kinds = st.sampled_from(list(WORDS))
    for person in people:
        span = [first + timedelta(i) for i in range((last - first).days + 1)]
        recorded = {day: ("present", "present") for day in span if day.weekday() < 5}
        for day, kind, half in draw(
            st.lists(
                st.tuples(st.sampled_from(span), st.one_of(st.none(), kinds), st.one_of(st.none(), kinds)), max_size=8
            )
        ):
            if kind is None:
                recorded.pop(day, None)
            else:
                recorded[day] = (kind, half or kind)
        days[person.name] = dict(sorted(recorded.items()))
    leaves = draw(st.one_of(st.none(), st.just(()), st.just(registered(days))))
    marks = draw(
        st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {
                    person.name: st.dictionaries(st.sampled_from(sorted(TITLES)), st.integers(0, 3), min_size=1)
                    for person in people
                }
            ),
        )
    )
    return Truth(people, months, days, leaves, marks)


def registered(days: dict[str, dict[date, tuple[str, str]]]) -> tuple[Leave, ...]:
    """The leaves of a register that has them all: whole days that follow on each other are one, half days stand alone."""
    found: list[Leave] = []
    for name, recorded in days.items():
        for day, kinds in recorded.items():
            for half, kind in enumerate(dict.fromkeys(kinds)):
                if kind in ("present", "official", "rest", "absent"):
                    continue
                last = found[-1] if found else None
                word = WORDS[kind][-1]
                if kinds[0] != kinds[1]:
                    found.append(Leave(name, kind, word, day, day, late=half == 1, early=half == 0))
                elif last and not (last.late or last.early) and after(last, name, kind, day):
                    found[-1] = replace(last, end=day)
                else:
                    found.append(Leave(name, kind, word, day, day))
    return tuple(found)


def after(last: Leave, name: str, kind: str, day: date) -> bool:
    """Whether a day of leave follows on another one's last."""
    return (last.name, last.kind, last.end + timedelta(1)) == (name, kind, day)


MESSES = st.builds(
    Mess,
    seed=st.integers(0, 10_000),
    form=st.sampled_from(["one", "one", "two", "log", "dingtalk", "down", "person", "card"]),
    legend=st.sampled_from(["below", "above", "beside", "side", "table", "none"]),
    legend_style=st.integers(0, 8),
    title=st.integers(0, 6),
    month_in=st.sampled_from(["title", "sheet", "dates"]),
    heads=st.integers(0, 5),
    weekday_row=st.booleans(),
    totals=st.booleans(),
    blank_rows=st.booleans(),
    spaced_names=st.booleans(),
    extra_columns=st.booleans(),
    notes=st.booleans(),
    hidden=st.booleans(),
    one_file=st.booleans(),
    kind=st.sampled_from(["xlsx", "xlsx", "csv", "ods", "xls"]),
    roster=st.integers(0, 3),
    pages=st.booleans(),
    tails=st.booleans(),
    looks=st.sampled_from(["", "banded", "inked", "zeros", "beneath", "noted", "struck"]),
    window=st.booleans(),
    double=st.booleans(),
    leave=st.integers(0, 3),
    marks=st.integers(0, 4),
    annotated=st.booleans(),
)


@given(truth=truths(), mess=MESSES)
@settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES == 500,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate] if EXAMPLES == 500 else list(Phase),
)
def test_the_same_county_in_any_layout(truth: Truth, mess: Mess) -> None:
    mess = possible(truth, mess)
    plain = outcome(truth, Mess(), like=mess)
    messy = outcome(truth, mess)
    for read in (plain, messy):
        assert read["days"] == truth.days
        assert read["leaves"] == {
            (one.name, one.kind, one.start, one.end, one.late, one.early) for one in truth.leaves or ()
        }
        given = {(name, id, points) for name, lines in (truth.marks or {}).items() for id, points in lines.items()}
        assert read["marks"] == given
    if mess.looks in ("noted", "struck"):
        assert messy["findings"].keys() - plain["findings"].keys() == {("I014", None, None)}
        assert messy["coloured"] <= messy["findings"].pop(("I014", None, None))
    assert messy["findings"] == plain["findings"]
    if mess.looks in ("noted", "struck"):  # what rests on them is provisional
        assert without_status(messy["scores"]) == without_status(plain["scores"])
    else:
        assert messy["scores"] == plain["scores"]


def possible(truth: Truth, mess: Mess) -> Mess:
    """The mess without what contradicts itself: a month from the 26th on needs the month after, and colours an xlsx."""
    if len(truth.months) == 1 or mess.form not in ("one", "two", "down"):
        mess = replace(mess, window=False)
    if mess.kind != "xlsx":
        mess = replace(mess, looks="", annotated=False)
    if mess.looks == "noted" and mess.form in ("log", "dingtalk"):
        mess = replace(mess, looks="")
    return mess


def without_status(scores: dict[Any, Any]) -> dict[Any, Any]:
    return {key: (score, attendance) for key, (score, _, attendance) in scores.items()}


def outcome(truth: Truth, mess: Mess, like: Mess | None = None) -> dict[str, Any]:
    """Days, leaves, marks, findings at what their cells are about, and scores, as read back from the files.

    A log has no cell for a day that is not recorded: held against one, A405 is compared without cells.
    """
    log = (like or mess).form == "log"
    with tempfile.TemporaryDirectory() as name:
        writer = Writer(truth, mess)
        paths = writer.write(Path(name))
        if mess.annotated:
            facts = qianyi.read(paths, as_of=AS_OF)
            paths, _ = annotate(facts, qianyi.validate(facts).findings, Path(name) / "批注")
        facts = qianyi.read(paths, as_of=AS_OF)
        scores = qianyi.score(facts)
        validation = qianyi.validate(facts)
    days: dict[str, dict[date, tuple[str, str]]] = {person.name: {} for person in truth.people}
    for stretch in facts.dossier.stretches:
        for i, mark in enumerate(stretch.days):
            if mark:
                morning, afternoon = (KIND_NAMES[kind] for kind in halves(mark))
                days[stretch.name][stretch.first + timedelta(i)] = morning, afternoon
    findings: dict[tuple[Any, ...], set[Any]] = {}  # some are told once a sheet, and sheets differ
    for finding in validation.findings:
        if finding.code not in OF_READING:
            cells = findings.setdefault((finding.code, finding.person, finding.institution), set())
            if not (log and finding.code == "A405"):
                cells |= about(finding, writer)
    people = {
        (person.placement.name, item.id): (item.score, item.status, person.attendance)
        for person in scores.people
        for item in person.items
    }
    dossier = facts.dossier
    return {
        "days": days,
        "findings": findings,
        "scores": people,
        "leaves": {(one.name, one.kind, one.start, one.end, one.begins_late, one.ends_early) for one in dossier.leaves},
        "marks": {(one.subject, one.criterion, one.score) for one in dossier.marks},
        "coloured": writer.coloured,
    }


def about(finding: Any, writer: Writer) -> frozenset[Any]:
    """What the cells of a finding are about."""
    places = (writer.places.get((Path(c.sheet.path).name, c.sheet.name, c.row, c.column)) for c in finding.cells)
    return frozenset(place for place in places if place is not None)
