"""在岗情况 (4.1): the worked examples of the rules, then the edges of status, floor and veto."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from qianyi.dossier.records import Incident
from qianyi.facts import Facts
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.person import score_people
from qianyi.scoring.result import Item, PersonScore
from tests.make.days import END, START, first_workdays
from tests.make.memory import County

HALF_END = date(2022, 11, 30)
D = Decimal


def person(facts: Facts) -> PersonScore:
    annex = facts.policy.annexes[4]
    return score_people(Lookup(facts), annex)[0][0]


def duty(facts: Facts) -> Item:
    return person(facts).items[0]


def county(end: date = END, **days: list[date]) -> County:
    made = County()
    made.person("江映月", START, end)
    made.worked("江映月", START, end, **days)
    return made


def spread(**counts: int) -> dict[str, list[date]]:
    """So many workdays of each kind, one in two workdays apart, so that no run of absence is long."""
    free = first_workdays(START, 120)[::2]
    taken = {}
    for kind, count in counts.items():
        taken[kind], free = free[:count], free[count:]
    return taken


@pytest.mark.parametrize(
    ("end", "counts", "score"),
    [
        (END, {"personal": 12}, "20"),
        (END, {"personal": 14}, "18.4"),
        (HALF_END, {"personal": 8}, "16.8"),
        (END, {"absent": 1}, "17"),
        (END, {"personal": 12, "sick": 25}, "0"),
        (END, {"personal": 12, "sick": 24}, "20"),
        (END, {"personal": 30}, "5.6"),
        (HALF_END, {"personal": 19}, "0"),
    ],
)
def test_worked_examples(end: date, counts: dict[str, int], score: str) -> None:
    item = duty(county(end, **spread(**counts)).facts(end))
    assert item.score == D(score)
    assert item.max + sum(entry.points for entry in item.ledger) == item.score
    assert item.status == "final"


def test_half_a_day_over_costs_half_the_rate() -> None:
    made = County()
    made.person("江映月", START, HALF_END)
    days = first_workdays(START, 7)
    stretch = made.worked("江映月", START, HALF_END, personal=days[:6])
    marks = bytearray(stretch.days)
    marks[(days[6] - START).days] = 0x51  # morning personal, afternoon present
    stretch.days = bytes(marks)
    assert duty(made.facts(HALF_END)).score == D("19.2")


def test_a_fraction_is_dropped_where_only_whole_days_count() -> None:
    made = county(**spread(personal=12))
    facts = made.facts()
    parameter = facts.policy.parameters["score.partial_day"]
    changed = {
        **facts.policy.parameters,
        "score.partial_day": type(parameter)(
            id=parameter.id, value="whole", unit=parameter.unit, clause=parameter.clause, status="local"
        ),
    }
    day = first_workdays(date(2023, 3, 1), 1)[0]
    stretch = made.dossier.stretches[0]
    marks = bytearray(stretch.days)
    marks[(day - START).days] = 0x15
    stretch.days = bytes(marks)
    assert duty(made.facts()).score == D("19.6")
    assert duty(made.facts(parameters=changed)).score == 20


def test_absent_from_monday_to_friday_costs_fifteen() -> None:
    week = [date(2022, 7, 4) + timedelta(days=i) for i in range(5)]
    item = duty(county(absent=week).facts())
    assert item.score == 5
    assert not item.vetoed


def test_absent_from_monday_to_next_monday_is_nothing() -> None:
    week = [date(2022, 7, 4) + timedelta(days=i) for i in (0, 1, 2, 3, 4, 7)]
    item = duty(county(absent=week).facts())
    assert item.score == 0
    # 6 days × 3 first, then the veto takes the 2 points that are left.
    assert [entry.points for entry in item.ledger] == [-18, -2]
    assert item.ledger[-1].parameter == "absence.max_span"
    assert len(item.ledger[-1].cells) == 6


@pytest.mark.parametrize(("late", "score"), [(20, 20), (21, 0)])
def test_late_arrival(late: int, score: int) -> None:
    made = County()
    made.person("江映月", arrival=START + timedelta(days=late))
    made.worked("江映月", START + timedelta(days=late))
    assert duty(made.facts()).score == score


@pytest.mark.parametrize(("proof", "filed", "score"), [("有", START, 20), ("有", None, 0), (None, START, 0)])
def test_a_late_arrival_needs_both_proof_and_filing(proof: str | None, filed: date | None, score: int) -> None:
    made = County()
    made.person("江映月", arrival=date(2022, 6, 30))
    made.worked("江映月", date(2022, 6, 30))
    made.dossier.incidents.append(
        Incident(
            sheet=made.sheet("incidents"),
            row=1,
            name="江映月",
            date=START,
            kind="延迟到岗说明",
            proof=proof,
            filed=filed,
        )
    )
    assert duty(made.facts()).score == score


def test_the_floor_is_a_positive_entry() -> None:
    item = duty(county(HALF_END, **spread(personal=19)).facts(HALF_END))
    # 13 days over × 1.6 = 20.8, of which 0.8 comes back.
    assert [entry.points for entry in item.ledger] == [D("-20.8"), D("0.8")]


def test_points_are_lost_before_the_veto_takes_the_rest() -> None:
    item = duty(county(**spread(personal=14, sick=25)).facts())
    assert [entry.points for entry in item.ledger] == [D("-1.6"), D("-18.4")]
    assert item.ledger[1].parameter == "leave.total_max"
    assert len(item.ledger[1].cells) == 39


def test_resting_at_home_is_nothing() -> None:
    made = county()
    made.dossier.incidents.append(
        Incident(sheet=made.sheet("incidents"), row=1, name="江映月", date=date(2022, 8, 1), kind="借故在家休息")
    )
    result = person(made.facts())
    assert result.items[0].score == 0
    assert result.counted_months == 12  # no clause takes months away


def test_an_incident_after_as_of_does_not_count_yet() -> None:
    made = county()
    made.dossier.incidents.append(
        Incident(sheet=made.sheet("incidents"), row=1, name="江映月", date=date(2023, 2, 1), kind="借故在家休息")
    )
    assert duty(made.facts(date(2022, 12, 31))).score == 20


def test_without_attendance_the_item_is_pending() -> None:
    made = County()
    made.person("江映月")
    item = duty(made.facts())
    assert (item.score, item.status, item.missing) == (None, "pending", ["没有考勤"])


def test_an_unrecorded_day_makes_it_provisional() -> None:
    made = county()
    stretch = made.dossier.stretches[0]
    marks = bytearray(stretch.days)
    marks[(first_workdays(START, 1)[0] - START).days] = 0
    stretch.days = bytes(marks)
    item = duty(made.facts())
    assert (item.score, item.status) == (20, "provisional")
    assert item.missing == ["1 个工作日没有考勤记录"]


def test_totals_cannot_show_runs() -> None:
    made = County()
    made.person("江映月")
    made.totals("江映月", present=236, personal=14, sick=0, absent=0)
    item = duty(made.facts())
    assert (item.score, item.status) == (D("18.4"), "provisional")
    assert item.ledger[0].cells == made.dossier.totals[0].cells("personal")


def test_a_placement_under_half_a_year_is_provisional_at_half_a_years_rate() -> None:
    end = date(2022, 9, 30)
    result = person(county(end, **spread(personal=8)).facts())
    assert (result.term, result.items[0].score, result.items[0].status) == ("short", D("16.8"), "provisional")


def test_rest_that_was_not_earned_is_provisional() -> None:
    item = duty(county(rest=first_workdays(START, 2)).facts())
    assert item.status == "provisional"


def test_leave_on_a_rest_day_costs_nothing() -> None:
    assert duty(county(personal=[date(2022, 6, 4)]).facts()).score == 20


def test_months_count_up_to_as_of() -> None:
    made = county()
    assert person(made.facts()).counted_months == 12
    assert person(made.facts(date(2022, 12, 30))).counted_months == 6


def test_a_rule_that_the_county_switched_off_vetoes_nothing() -> None:
    made = county(**spread(personal=12, sick=25))
    rules = {code: force for code, force in made.facts().policy.rules.items() if code != "A412"}
    assert duty(made.facts(rules=rules)).score == 20


def test_a_placement_yet_to_begin_is_pending_and_nothing_is_demanded() -> None:
    from qianyi import scoring

    made = County()
    made.person("江映月", date(2022, 12, 1), END)
    scores = scoring.score(made.facts(date(2022, 9, 30)))
    assert scores.people[0].items[0].missing == ["截至日期时派驻尚未开始"]
    assert scores.people[0].counted_months is None
    assert not [f for f in scores.findings if f.code == "S802" and f.person == "江映月"]


def test_half_release_weeks_short_without_leave_are_provisional() -> None:
    made = County()
    made.person("江映月", START, date(2022, 11, 30), release="half")
    # Monday to Wednesday of every week, then one Wednesday left out.
    days = [START + timedelta(days=i) for i in range(183)]
    marks = bytes(0x11 if day.weekday() < 3 else 0 for day in days)
    stretch = made.bytes("江映月", START, marks)
    whole = duty(made.facts(date(2022, 11, 30)))
    out = bytearray(marks)
    out[(date(2022, 7, 6) - START).days] = 0
    stretch.days = bytes(out)
    short = duty(made.facts(date(2022, 11, 30)))
    out[(date(2022, 7, 6) - START).days] = 0x66
    stretch.days = bytes(out)
    sick = duty(made.facts(date(2022, 11, 30)))
    assert short.status == "provisional"
    assert (whole.score, short.score, sick.score) == (20, 20, 20)


def test_a_year_without_a_calendar_is_provisional() -> None:
    made = County()
    start, end = date(2040, 6, 1), date(2041, 5, 31)
    made.person("江映月", start, end)
    made.bytes("江映月", start, bytes([0x11]) * 365)
    item = duty(made.facts(end))
    assert item.status == "provisional"
    assert "2040" in item.missing[0]


def test_totals_of_a_placement_without_dates_count_nothing() -> None:
    made = County()
    made.person("江映月", None, None)
    made.totals("江映月", personal=14, sick=0, absent=0)
    item = duty(made.facts())
    assert (item.score, item.status) == (None, "pending")
    assert item.missing == ["派驻起止日期不清，无法计考勤"]
