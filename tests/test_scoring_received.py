"""What has come in, what an institution sees of a result, what heads an output: dossiers by hand, limits from both sides."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from qianyi import scoring
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.policy.load import with_settings
from qianyi.policy.settings import Settings
from qianyi.rules import shaping
from qianyi.rules.intake_pages import unknown_calendar_year
from qianyi.rules.registry import RULES, rule
from qianyi.rules.sources import cells_of, period_cells
from qianyi.rules.summary import count_severities, summarise
from qianyi.scoring.changes import RunResult, compare, narrowed
from qianyi.scoring.lines import _ranges
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.narrow import institution_named, of_institution
from qianyi.scoring.received import narrowed as narrowed_receipts
from qianyi.scoring.received import status
from qianyi.scoring.result import Reading, Shift, worst
from tests.make.days import END, START
from tests.make.memory import County, policy, sheet

TOWN, OTHER_TOWN, HOSPITAL, OTHER_HOSPITAL = "甲镇卫生院", "乙镇卫生院", "县医院", "市医院"


def county() -> County:
    made = County()
    made.person("江映月")
    made.person("纪长安", recipient=OTHER_TOWN, support=OTHER_HOSPITAL)
    return made


# What has come in -----------------------------------------------------------------------------------------------------


def received(made: County, as_of: date = date(2022, 7, 31), *findings: Finding) -> dict[tuple[str, str], Any]:
    return {(one.institution, one.month): one for one in status(made.facts(as_of), findings).received}


def test_a_person_counts_in_the_months_that_the_placement_touches() -> None:
    made = County()
    made.person("江映月", START, date(2022, 7, 1))
    made.person("纪长安", date(2022, 6, 30), END)
    people = {month: one.people for (_, month), one in received(made, date(2022, 8, 31)).items()}
    assert people == {"2022-06": 2, "2022-07": 2, "2022-08": 1}
    made.person("白露", END, START)  # reversed: in no month
    assert len(received(made, date(2022, 8, 31))) == 3


def test_a_placement_that_is_over_asks_for_no_more_months() -> None:
    made = County()
    made.person("江映月", START, date(2022, 6, 30))
    assert list(received(made, date(2022, 8, 31))) == [(TOWN, "2022-06")]


def test_a_month_asks_for_its_marks_once_it_has_ended() -> None:
    made = County()
    made.person("江映月")
    assert list(received(made, date(2022, 6, 29))) == []
    assert list(received(made, date(2022, 6, 30))) == [(TOWN, "2022-06")]


def test_a_file_that_touches_the_month_by_a_day_tells_of_it() -> None:
    made = County()
    made.person("江映月")
    row = made.marks("江映月", date(2022, 6, 30), "√√")
    row.sheet.path = "跨月.xlsx"
    assert [one.files for one in received(made, date(2022, 8, 31)).values()] == [["跨月.xlsx"], ["跨月.xlsx"], []]


def test_totals_tell_of_their_own_month_or_of_all() -> None:
    made = County()
    made.person("江映月")
    row = made.totals("江映月", present=21)
    files = [row.sheet.path]
    assert [one.files for one in received(made).values()] == [files, files]
    row.month = (2022, 7)
    assert [one.files for one in received(made).values()] == [[], files]
    made.totals("江映月", present=20).month = (2022, 6)
    assert [one.files for one in received(made).values()] == [files, files]


def test_only_errors_of_the_month_make_it_a_problem() -> None:
    made = county()
    row = made.marks("江映月", date(2022, 6, 6), "√")
    made.marks("江映月", date(2022, 7, 4), "√")
    made.marks("纪长安", date(2022, 6, 6), "√")
    cell = (Cell(row.sheet, row.row, row.columns[0]),)
    for severity, state in (("error", "problems"), ("warning", "ok")):
        found = Finding("A404", "看", cell, person="江映月", institution=TOWN, severity=severity, id="A404-x")
        told = received(made, date(2022, 7, 31), found)
        assert {key: one.state for key, one in told.items()} == {
            (TOWN, "2022-06"): state,
            (TOWN, "2022-07"): "ok",
            (OTHER_TOWN, "2022-06"): "ok",
            (OTHER_TOWN, "2022-07"): "missing",
        }


def test_an_institution_is_told_its_own_and_its_peoples_duties() -> None:
    made = county()
    found = status(made.facts(date(2022, 6, 30)), (), within=400)
    own = narrowed_receipts(made.facts(date(2022, 6, 30)), found, TOWN)
    assert {one.institution for one in own.received} == {TOWN}
    who = {one.who for one in own.due}
    assert TOWN in who
    assert who <= {TOWN, "江映月"}
    assert {one.who for one in found.due if one.who in (TOWN, "江映月")} == who


# What an institution sees ---------------------------------------------------------------------------------------------


def test_an_unknown_name_is_offered_three_at_most() -> None:
    made = County()
    for number in range(4):
        made.person(f"人{number}", recipient=f"青石{'一二三四'[number]}镇卫生院")
    assert institution_named(made.facts(), "青石一 镇卫生院") == "青石一镇卫生院"
    with pytest.raises(QianyiError) as refused:
        institution_named(made.facts(), "青石镇卫生院")
    assert str(refused.value).count("青石") == 4  # what was given, and three


def test_of_readings_an_institution_sees_its_own_shifts() -> None:
    made = county()
    scores = scoring.score(made.facts())
    mine, others = (next(one for one in scores.institutions if one.name == name) for name in (TOWN, OTHER_TOWN))
    one, other = scores.people
    parameter = policy().parameters["score.partial_day"]
    scores.readings = [
        Reading(parameter, "whole", [Shift(one, one), Shift(other, other)], [Shift(mine, mine), Shift(others, others)])
    ]
    (reading,) = of_institution(scores, TOWN).readings
    assert [shift.before for shift in reading.people] == [one]
    assert [shift.before for shift in reading.institutions] == [mine]


def test_the_figures_at_the_top_are_all_or_the_institutions() -> None:
    made = county()
    facts = made.facts()
    assert summarise(facts) == {"people": 2, "placements": 2, "posts": 2, "recipients": 2, "supports": 2}
    for name in (TOWN, HOSPITAL):
        assert summarise(facts, name) == {"people": 1, "placements": 1, "posts": 1, "recipients": 1, "supports": 1}
    found = [Finding("I004", "看", severity=severity) for severity in ("error", "error", "info")]
    assert count_severities(found) == {"error": 2, "warning": 0, "info": 1}


# Outputs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "told"), [(date(2023, 5, 30), True), (END, False)])
def test_what_is_left_is_told_while_the_campaign_goes_on(as_of: date, told: bool) -> None:
    from qianyi.scoring.shaping import score

    facts = county().facts(as_of)
    made = score(facts, scoring.score(facts), [])
    assert (made.standing is not msgspec.UNSET) == told


def test_hours_a_day_are_a_reading_where_a_machine_gave_hours() -> None:
    made = county()
    for with_machine in (False, True):
        if with_machine:
            made.add_sheet(sheet("dingtalk-month", 9))
        listed = [one.id for one in shaping.readings(made.facts())]
        assert ("hours_per_day" in listed) == with_machine
        assert "score.partial_day" in listed
        assert "leave.personal_year" not in listed
        assert not any(id.startswith("notice.") for id in listed)


def test_a_parameter_that_is_not_in_force_is_no_reading() -> None:
    made = county()
    parameters = dict(policy().parameters)
    parameters["score.partial_day"] = msgspec.structs.replace(parameters["score.partial_day"], value=None)
    listed = [one.id for one in shaping.readings(made.facts(parameters=parameters))]
    assert "score.partial_day" not in listed


def test_the_worst_state_goes_first() -> None:
    assert worst(["final", "provisional", "final"]) == "provisional"
    assert worst(["final", "provisional", "pending"]) == "pending"
    assert worst(["final"]) == worst([]) == "final"


def test_neighbouring_lines_are_drawn_together_from_three_on() -> None:
    assert _ranges(["2.1.1.1", "2.1.1.2", "2.1.1.3", "2.1.2.4"]) == ["2.1.1.1–2.1.1.3", "2.1.2.4"]
    assert _ranges(["2.1.1.1", "2.1.1.2", "2.1.1.4"]) == ["2.1.1.1", "2.1.1.2", "2.1.1.4"]
    assert _ranges(["2.1.1.9", "2.1.2.10", "2.1.2.11"]) == ["2.1.1.9", "2.1.2.10", "2.1.2.11"]


def test_a_mark_told_by_a_colour_is_provisional() -> None:
    made = county()
    made.mark("江映月", "4.2.1", 5)
    made.mark("江映月", "4.2.2", 3)
    row = made.dossier.marks[0]
    row.sheet.outside = {(row.row, row.sheet.columns["score"])}
    person = scoring.score(made.facts()).people[0]
    lines = {line.id: line.status for item in person.items for line in item.lines if line.score is not None}
    assert lines == {"4.2.1": "provisional", "4.2.2": "final"}


# Small things of the rooms below --------------------------------------------------------------------------------------


def test_a_rule_is_registered_once() -> None:
    with pytest.raises(ValueError, match="T201"):
        rule("T201", "again", "error")(RULES["T201"].check)


def test_the_cell_above_stands_for_a_merged_one() -> None:
    made = county()
    on = made.sheet("roster")
    on.columns = {"name": 0, "recipient": 1, "period": 2}
    row = made.dossier.placements[1]
    above = Cell(on, 1, 1)
    assert cells_of(row, "recipient", "start") == (Cell(on, 2, 1),)
    row.sources = {"recipient": above}
    assert cells_of(row, "recipient") == (above,)
    assert period_cells(row, "start", "end") == (Cell(on, 2, 2),)
    on.columns = {"start": 3, "end": 4, "period": 2}
    assert period_cells(row, "start", "end") == (Cell(on, 2, 3), Cell(on, 2, 4))


@pytest.mark.parametrize(
    ("as_of", "spared"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False), (date(2027, 5, 31), False)]
)
def test_a_year_without_its_notice_is_told_from_its_first_day(as_of: date, spared: bool) -> None:
    made = County()
    made.person("江映月", date(2026, 6, 1), date(2027, 5, 31))
    in_force = with_settings(policy(), Settings(), 2026)
    calendar = SimpleNamespace(known=lambda year: year != 2027)
    facts = Facts(made.dossier, in_force, as_of)
    facts.calendar = calendar  # type: ignore[assignment]
    (found,) = unknown_calendar_year(facts)
    assert "2027 年的放假安排没有收录，2027-01-01 起" in found.fact
    assert ("不受影响" in found.fact) == spared


def test_the_first_year_is_told_from_the_campaigns_start() -> None:
    made = County()
    made.person("江映月", date(2026, 6, 1), date(2027, 5, 31))
    facts = Facts(made.dossier, with_settings(policy(), Settings(), 2026), date(2026, 6, 1))
    facts.calendar = SimpleNamespace(known=lambda year: year != 2026)  # type: ignore[assignment]
    (found,) = unknown_calendar_year(facts)
    assert "2026-06-01 起" in found.fact
    assert "不受影响" not in found.fact


def test_leave_without_procedure_is_counted_where_its_rule_is_in_force() -> None:
    made = county()
    day = date(2022, 6, 7)
    made.worked("江映月", START, date(2022, 6, 30), personal=[day])
    made.sheet("leave")
    for rules, told in ((policy().rules, 1), ({k: v for k, v in policy().rules.items() if k != "A409"}, 0)):
        lookup = Lookup(made.facts(date(2022, 6, 30), rules=rules))
        assert lookup.unregistered_leave(made.dossier.placements[0]) == told


# Runs compared --------------------------------------------------------------------------------------------------------


def run(*findings: dict[str, Any], **data: Any) -> RunResult:
    return RunResult("结果.json", {"as_of": "2022-06-30", "findings": list(findings), **data})


def told(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "severity": "error", "person": None, "institution": None, "message": "看", **fields}


def test_a_run_is_narrowed_to_people_of_either_role() -> None:
    person = {"name": "江映月", "support": HOSPITAL, "recipient": TOWN, "score": None}
    other = {"name": "纪长安", "support": OTHER_HOSPITAL, "recipient": OTHER_TOWN, "score": None}
    nobody = {"name": "白露", "support": None, "recipient": None, "score": None}
    findings = [
        told("T201", person="江映月"),
        told("T201", person="纪长安"),
        told("R104"),
        told("Q101", institution=TOWN),
    ]
    whole = run(*findings, people=[person, other, nobody], institutions=[{"name": TOWN}, {"name": OTHER_TOWN}])
    for name in (TOWN, f" {HOSPITAL}"):
        kept = narrowed(whole, name).data
        assert kept["people"] == [person]
        assert [one["code"] for one in kept["findings"]] == (["T201", "Q101"] if name == TOWN else ["T201"])
    with pytest.raises(QianyiError):
        narrowed(whole, "戊镇卫生院")


def test_what_scoring_found_is_compared_where_both_runs_scored() -> None:
    scored = {"people": [], "institutions": []}
    fixed = [run(told("S801"), told("T201", id="T201-a"), **more) for more in (scored, {})]
    for old, both in zip(fixed, (True, False), strict=True):
        changes = compare(old, run(**scored))
        assert [one["code"] for one in changes.findings] == (["S801", "T201"] if both else ["T201"])


def test_findings_without_an_id_are_known_by_what_they_say() -> None:
    old, new = run(told("T201", person="江映月")), run(told("T201", person="纪长安"), told("T201", person="江映月"))
    changes = compare(old, new)
    assert (len(changes.fixed), len(changes.new)) == (0, 1)
    changes = compare(run(told("T201", person="江映月")), run(told("T201", person="纪长安")))
    assert (len(changes.fixed), len(changes.new)) == (1, 1)
