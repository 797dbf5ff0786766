"""What another reading, another policy, one day more would make of a result: worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qianyi import scoring
from qianyi.dossier import kinds
from qianyi.dossier.records import Incident, Payment
from qianyi.facts import Facts
from qianyi.output.json import score_json
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.settings import Settings
from qianyi.rules import check
from qianyi.scoring.allowances import people_standing, quota_progress
from qianyi.scoring.evidence import Subject
from qianyi.scoring.lookup import Lookup, _within
from qianyi.scoring.region import InstitutionHere, Member, Region
from qianyi.scoring.result import Reading
from qianyi.scoring.shaping import standing
from qianyi.scoring.what_if import what_if
from tests.make.days import END, START, workdays
from tests.make.memory import FULL_MARKS, County, policy

D = Decimal
HALF = kinds.day(kinds.PERSONAL, kinds.PRESENT)


def personal(made: County, name: str, days: str, last: date = END, **person: Any) -> None:
    """A person on leave on the first workdays of July, a half day too where the figure has one."""
    made.person(name, **person)
    whole, half = int(D(days)), D(days) % 1
    off = workdays(date(2022, 7, 1), date(2022, 8, 31))[: whole + 1]
    row = made.worked(name, START, last, personal=off[:whole])
    if half:
        marks = bytearray(row.days)
        marks[(off[whole] - START).days] = HALF
        row.days = bytes(marks)


def facts(made: County, as_of: date = END, **settings: Any) -> Facts:
    return Facts(made.dossier, with_settings(policy(), Settings(**settings), None), as_of)


def reading(of: Facts, parameter: str, other: Any) -> Reading:
    (found,) = [one for one in scoring.score(of).readings if (one.parameter.id, one.other) == (parameter, other)]
    return found


def presence(person: Any) -> Decimal:
    return next(item.score for item in person.items if item.computed)


def test_a_fraction_of_a_day_is_dropped_under_the_other_reading() -> None:
    """12.5 days: half a day beyond 12 costs 0.4, and nothing where whole days alone count."""
    made = County()
    personal(made, "江映月", "12.5")
    personal(made, "纪长安", "13")
    (shift,) = reading(facts(made), "score.partial_day", "whole").people
    assert (presence(shift.before), presence(shift.after)) == (D("19.6"), D(20))


def test_days_before_a_late_arrival_are_absence_or_free() -> None:
    """Due by 6 June, there on 10 June: 7, 8 and 9 June are workdays, 3 points each."""
    made = County()
    made.person("江映月", arrival=date(2022, 6, 10))
    made.worked("江映月", date(2022, 6, 10))
    (shift,) = reading(facts(made, parameters={"arrival.late_days": "absent"}), "arrival.late_days", "free").people
    assert (presence(shift.before), presence(shift.after)) == (D(11), D(20))
    (shift,) = reading(facts(made), "arrival.late_days", "absent").people
    assert (presence(shift.before), presence(shift.after)) == (D(20), D(11))


def test_one_grade_that_changes_is_enough_to_look_at_the_institution_again() -> None:
    """Of 50 points: 48.6 (97.2 %) fails a bound of 98 and 49 (98 %) reaches it; 49.6 and 50 both do."""
    made = County(Settings(grades={"合格": D(98)}))
    for name in ("江映月", "纪长安"):
        personal(made, name, "12.5")
        for line, points in FULL_MARKS.items():
            made.mark(name, line, points - (name == "江映月" and line == "4.2.1"))
    found = reading(facts(made), "score.partial_day", "whole")
    assert [(one.before.grade, one.after.grade) for one in found.people] == [("不合格", "合格"), ("合格", "合格")]
    now, then = (
        {one.name: one.score for one in scoring.score(of).institutions}
        for of in (facts(made), facts(made, parameters={"score.partial_day": "whole"}))
    )
    assert {one.before.name for one in found.institutions} == {name for name in now if now[name] != then[name]}
    assert found.institutions


@pytest.mark.parametrize(("days", "costs"), [("11", D(0)), ("11.5", D("0.4")), ("12", D("0.8")), ("13", D("0.8"))])
def test_one_day_more_of_personal_leave_costs_what_goes_beyond(days: str, costs: Decimal) -> None:
    made = County()
    personal(made, "江映月", days, date(2022, 12, 30))
    of = facts(made, date(2022, 12, 30))
    (left,) = people_standing(of, scoring.score(of).people)
    assert left.next_personal_day == costs


@pytest.mark.parametrize(("sick", "costs"), [(34, D(0)), (35, D(0)), (36, D(20))])
def test_the_day_beyond_the_limit_of_all_leave_costs_the_item(sick: int, costs: Decimal) -> None:
    """36 days are within the limit; the 37th is beyond it. The day asked for is of personal leave."""
    made = County()
    made.person("江映月")
    off = workdays(date(2022, 7, 1), date(2022, 10, 31))[:sick]
    made.worked("江映月", START, date(2022, 12, 30), sick=off)
    of = facts(made, date(2022, 12, 30))
    (left,) = people_standing(of, scoring.score(of).people)
    assert (left.leave_total, left.next_personal_day) == (D(sick), costs)


def test_a_quota_is_in_progress_until_the_day_before_its_end(tmp_path: Path) -> None:
    path = tmp_path / "政策.toml"
    path.write_text(
        'id = "nanshan"\ntitle = "南山县"\nextends = "yanchi-2022"\n[[quotas]]\nid = "q"\ntitle = "定额"\nclause = "三"\n'
        'counts = "people"\nper = "county"\neach = "month"\nat_least = 1\n',
        "utf-8",
    )
    made = County()
    made.person("江映月")
    for as_of, ends in (
        (date(2022, 6, 29), [date(2022, 6, 30)]),
        (date(2022, 6, 30), []),
        (date(2022, 7, 1), [date(2022, 7, 31)]),
    ):
        assert [one.end for one in quota_progress(Facts(made.dossier, load_policy(str(path)), as_of))] == ends


def test_the_day_of_as_of_and_the_last_one_are_in_time() -> None:
    made = County()
    made.person("江映月")
    for as_of in (date(2022, 7, 1), END):
        of = made.facts(as_of)
        subject = Subject(Lookup(of), "县医院", "support", of.dossier.placements, [])
        assert [subject.in_time(day) for day in (date(2022, 5, 31), START, as_of, date(2023, 6, 1))] == [
            False,
            True,
            True,
            False,
        ]
        assert not subject.in_time(None)


def test_a_policy_without_points_is_compared_by_findings() -> None:
    made = County()
    made.person("江映月", date(2021, 5, 1), date(2021, 8, 31))
    with_points, without = (made.facts(date(2022, 4, 30), id) for id in ("yanchi-2022", "suzhou-2021"))
    assert (what_if(with_points, with_points).scored, what_if(with_points, without).scored) == (True, False)


def test_what_moves_between_two_policies_is_named_by_item() -> None:
    made = County()
    personal(made, "江映月", "12.5")
    found = what_if(facts(made), facts(made, parameters={"score.partial_day": "whole"}))
    (moved,) = found.people
    assert [(item.id, item.before, item.after) for item in moved.items] == [("4.1", D("19.6"), D(20))]
    assert moved.items[0].title
    same = what_if(facts(made), facts(made))
    assert (same.people, same.gone, same.come, same.changed) == ([], [], [], [])


# Many counties --------------------------------------------------------------------------------------------------------


def put(folder: Path, name: str, made: County) -> Member:
    """A county's results as a review leaves them."""
    of = made.facts()
    scores = scoring.score(of)
    (folder / name / "数据").mkdir(parents=True)
    (folder / name / "数据" / "scores.json").write_bytes(score_json(of, scores, scores.findings))
    return Member(name, folder / name)


def test_a_region_counts_what_each_county_found_and_lost(tmp_path: Path) -> None:
    """One person with every mark but a point of 4.2.1, another without a mark."""
    made = County()
    personal(made, "江映月", "0")
    for line, points in FULL_MARKS.items():
        made.mark("江映月", line, points - (line == "4.2.1"))
    made.person("纪长安")
    region = Region()
    people = list(region.people_of([put(tmp_path, "甲县", made), Member("乙县", tmp_path, "读不出来")]))
    assert [one.person.name for one in people] == ["江映月", "纪长安"]
    assert {item: lost for item, lost in region.lost.items() if item[0] == "4"} == {"4.2 遵守劳动纪律": D(1)}
    of = made.facts()
    found = scoring.score(of).findings
    (county,) = region.counties
    assert (county.error, county.warning) == tuple(
        sum(one.severity == s for one in found) for s in ("error", "warning")
    )
    assert sum(sum(counts.values()) for counts in region.findings.values()) == len(found)
    assert (county.people, county.judged, county.mean) == (2, 1, D(98))
    assert [one.name for one in region.failed] == ["乙县"]


def test_institutions_are_ranked_among_those_of_their_role(tmp_path: Path) -> None:
    region = Region()
    for role, name, percent in (("support", "省医院", 80), ("support", "市医院", 90), ("recipient", "甲镇卫生院", 70)):
        here = dict.fromkeys(InstitutionHere.__struct_fields__)
        here |= {"county": "甲县", "role": role, "name": name, "percent": D(percent), "status": "final", "people": 1}
        region.institutions.append(InstitutionHere(**here))
        region.names[role].add(name)
    region.settle("people")
    assert {one.name: one.rank for one in region.combined} == {"省医院": 2, "市医院": 1, "甲镇卫生院": 1}


# Small things of the rooms below --------------------------------------------------------------------------------------


def test_a_placement_holds_its_last_day() -> None:
    made = County()
    row = made.person("江映月")
    assert [_within(row, day) for day in (date(2022, 5, 31), START, END, date(2023, 6, 1))] == [
        False,
        True,
        True,
        False,
    ]
    row.start = row.end = None
    assert _within(row, date(2030, 1, 1))


@pytest.mark.parametrize(("day", "doubted"), [(None, True), (date(2022, 6, 30), True), (date(2022, 7, 1), False)])
def test_an_incident_of_one_of_two_namesakes_is_a_doubt_from_its_day_on(day: date | None, doubted: bool) -> None:
    made = County()
    for support in ("县医院", "市医院"):
        made.person("江映月", support=support)
    made.add("incidents", Incident, name="江映月", date=day, kind="召回")
    lookup = Lookup(made.facts(date(2022, 6, 30)))
    assert bool(lookup.doubts(made.dossier.placements[0], "recall")) == doubted
    assert not lookup.doubts(made.dossier.placements[0], "complaint")


def test_a_subsidy_is_not_held_against_a_placement_without_dates() -> None:
    made = County()
    made.person("江映月", START, date(2022, 11, 30))
    made.add("payments", Payment, name="江映月", month=(2022, 12), amount=D(100))
    assert [one.code for one in check(made.facts(), "F")[0] if one.code == "F903"] == ["F903"]
    made.person("江映月", None, None)
    assert [one.code for one in check(made.facts(), "F")[0] if one.code == "F903"] == []


def test_an_institution_sees_the_quotas_that_it_bears(tmp_path: Path) -> None:
    path = tmp_path / "政策.toml"
    path.write_text(
        'id = "nanshan"\ntitle = "南山县"\nextends = "yanchi-2022"\n[[quotas]]\nid = "q"\ntitle = "定额"\nclause = "三"\n'
        'counts = "people"\nper = "recipient"\neach = "campaign"\nat_least = 1\n',
        "utf-8",
    )
    made = County()
    made.person("江映月")
    made.person("纪长安", recipient="乙镇卫生院")
    of = Facts(made.dossier, load_policy(str(path)), date(2022, 8, 31))
    scores = scoring.score(of)
    assert [one.who for one in standing(of, scores).quotas] == ["甲镇卫生院", "乙镇卫生院"]
    assert [one.who for one in standing(of, scores, "乙镇卫生院").quotas] == ["乙镇卫生院"]
