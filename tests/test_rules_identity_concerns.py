"""Who a finding is, whom it concerns and when: findings by hand over dossiers by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Incident, MilestoneEntry, Visit
from qianyi.dossier.source import Cell
from qianyi.rules.concerns import Concerns
from qianyi.rules.identity import identified
from tests.make.days import END, START
from tests.make.memory import County, sheet

TOWN, OTHER_TOWN, HOSPITAL, OTHER_HOSPITAL = "甲镇卫生院", "乙镇卫生院", "县医院", "市医院"
JUNE, JULY = (date(2022, 6, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 7, 31))


def county() -> County:
    made = County()
    made.person("江映月")
    made.person("纪长安", recipient=OTHER_TOWN, support=OTHER_HOSPITAL)
    return made


def ids(made: County, *findings: Finding) -> list[str]:
    """The id of each, told alone."""
    return [identified([finding], made.facts())[0].id for finding in findings]


def at(made: County, number: int, field: str) -> Cell:
    """A cell of the leave register."""
    (cell,) = made.dossier.leaves[number].cells(field)
    return cell


# Who ------------------------------------------------------------------------------------------------------------------


def test_findings_equal_in_everything_are_numbered() -> None:
    made = county()
    one = Finding("L505", "没有批准", (), person="江映月")
    first, second, third = (finding.id for finding in identified([one, one, one], made.facts()))
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_namesakes_are_told_apart_by_their_institution() -> None:
    made = county()
    made.person("江映月", recipient=OTHER_TOWN, support=OTHER_HOSPITAL)
    one, other = ids(
        made, *(Finding("A410", "晚", (), person="江映月", institution=place) for place in (TOWN, OTHER_TOWN))
    )
    assert one != other
    one, other = ids(
        made, *(Finding("A410", "晚", (), person="纪长安", institution=place) for place in (TOWN, OTHER_TOWN))
    )
    assert one == other


@pytest.mark.parametrize("person", ["江映月", None])
def test_a_key_does_not_stand_for_the_day_of_a_person(person: str | None) -> None:
    made = county()
    for day in (date(2022, 6, 7), date(2022, 6, 8)):
        made.leave("江映月", "personal", day, day)
    one, other = ids(made, *(Finding("L501", "事", (at(made, i, "start"),), person=person, key="假别") for i in (0, 1)))
    assert (one != other) == (person is not None)
    one, other = ids(made, *(Finding("L501", "事", (at(made, i, "start"),), person=person) for i in (0, 1)))
    assert one != other


def test_of_a_persons_cells_the_first_counts_and_of_a_posts_the_earliest() -> None:
    made = county()
    late = made.person("江映月", date(2022, 12, 1)).cells("name")
    early = made.dossier.placements[0].cells("name")
    alone, both = ids(made, *(Finding("T202", "两人", cells, person="江映月") for cells in (late, late + early)))
    assert alone == both
    alone, both = ids(made, *(Finding("T203", "空缺", cells, institution=TOWN) for cells in (early, late + early)))
    assert alone == both


def test_of_rows_of_other_registers_the_first_counts() -> None:
    made = county()
    for day in (date(2022, 7, 5), date(2022, 6, 5)):
        made.add("visits", Visit, date=day, support=HOSPITAL, recipient=TOWN)
    late, early = (row.cells("date") for row in made.dossier.visits)
    alone, both = ids(made, *(Finding("W701", "督导", cells, institution=TOWN) for cells in (late, late + early)))
    assert alone == both


def test_two_values_of_a_row_are_two_problems_of_reading_and_one_of_the_rest() -> None:
    made = county()
    made.leave("江映月", "personal", date(2022, 6, 7), date(2022, 6, 8))
    for code, several in (("I004", True), ("L505", False)):
        one, other = ids(
            made, *(Finding(code, "看", (at(made, 0, field),), person="江映月") for field in ("end", "days"))
        )
        assert (one != other) == several


def test_a_mark_outside_the_days_is_known_by_its_column() -> None:
    made = county()
    on = made.sheet("grid")
    on.columns = {"name": 0, "serial": 50, "recipient": 51}
    row = made.marks("江映月", START, "√√")
    cells = [Cell(on, row.row, column) for column in (50, 51)]
    one, other = ids(made, *(Finding("A403", "看不懂", (cell,), person="江映月") for cell in cells))
    assert one != other


def test_a_sheet_is_known_by_its_content_but_the_roster_by_being_one() -> None:
    made = county()
    leave = made.sheet("leave")
    for code, where, several in (("I003", leave, True), ("R104", made.sheet("roster"), False)):
        told = []
        for content in ("标题一", "标题二"):
            made.dossier.contents = {(where.path, where.name): content}
            told += ids(made, Finding(code, "缺", path=where.path, sheet=where.name))
        assert (told[0] != told[1]) == several


# Whom -----------------------------------------------------------------------------------------------------------------


def concerned(made: County, **fields: Any) -> set[str]:
    return set(Concerns(made.facts()).institutions(Finding(**{"code": "I004", "fact": "看", **fields})))


def test_a_persons_finding_is_of_both_institutions_of_the_placement() -> None:
    made = county()
    made.person("江映月", date(2022, 12, 1), recipient=OTHER_TOWN)
    made.dossier.placements[0].end = date(2022, 11, 30)
    assert concerned(made, person="江映月") == {HOSPITAL, TOWN, OTHER_TOWN}
    assert concerned(made, person="江映月", since=START) == {HOSPITAL, TOWN}
    assert concerned(made, person="江映月", since=date(2022, 12, 1)) == {HOSPITAL, OTHER_TOWN}
    assert concerned(made, person="江映月", institution=OTHER_TOWN) == {HOSPITAL, OTHER_TOWN}


def test_a_posts_finding_is_of_all_its_holders() -> None:
    made = county()
    cells = tuple(cell for row in made.dossier.placements for cell in row.cells("name"))
    everybody = {TOWN, HOSPITAL, OTHER_TOWN, OTHER_HOSPITAL}
    assert concerned(made, code="T203", cells=cells, institution=TOWN) == everybody
    assert concerned(made, code="R106", cells=cells, institution=TOWN) == {TOWN}
    assert concerned(made, code="R106", cells=cells) == everybody


def test_a_sheet_is_of_those_whose_people_it_holds() -> None:
    made = county()
    own = made.add_sheet(sheet("grid", 7, institution=OTHER_TOWN))
    foreign = made.add_sheet(sheet("grid", 8, institution="戊镇卫生院"))
    made.marks("江映月", START, "√", on=foreign)
    assert concerned(made, path=own.path, sheet=own.name) == {OTHER_TOWN}
    assert concerned(made, path=foreign.path, sheet=foreign.name) == {TOWN}
    assert concerned(made, path=own.path) == {OTHER_TOWN}
    roster = made.sheet("roster")
    assert concerned(made, code="R104", path=roster.path, sheet=roster.name) == set()
    assert concerned(made, code="I003", path=roster.path, sheet=roster.name) == {
        TOWN,
        HOSPITAL,
        OTHER_TOWN,
        OTHER_HOSPITAL,
    }


def test_a_row_is_of_its_person_or_of_the_institution_that_it_is_about() -> None:
    made = county()
    made.leave("纪长安", "personal", START, START)
    for name in ("江映月", OTHER_TOWN):
        made.add("incidents", Incident, date=START, name=name, kind="投诉")
    assert concerned(made, cells=made.dossier.leaves[0].cells("days")) == {OTHER_TOWN}
    person, institution = (row.cells("kind") for row in made.dossier.incidents)
    assert concerned(made, cells=person) == {TOWN}
    assert concerned(made, cells=institution) == {OTHER_TOWN}


def test_a_finding_is_told_under_one_institution_or_under_the_county() -> None:
    made = county()
    home = Concerns(made.facts()).home
    cells = tuple(cell for row in made.dossier.placements for cell in row.cells("name"))
    assert home(Finding("A404", "看", person="纪长安")) == OTHER_TOWN
    assert home(Finding("Q101", "看", institution=HOSPITAL)) == HOSPITAL
    assert home(Finding("T203", "看", cells, institution=TOWN)) == TOWN
    assert home(Finding("R106", "看", cells)) == ""
    assert home(Finding("R104", "看")) == ""


def test_a_row_is_owned_by_both_institutions_of_its_person_or_by_those_it_names() -> None:
    made = county()
    made.leave("江映月", "personal", START, START)
    made.add("visits", Visit, date=START, support=HOSPITAL, recipient="戊镇卫生院")
    owners = Concerns(made.facts()).owners
    assert owners[id(made.dossier.leaves[0])] == {TOWN, HOSPITAL}
    assert owners[id(made.dossier.visits[0])] == {HOSPITAL}


# When -----------------------------------------------------------------------------------------------------------------


def rows() -> County:
    made = county()
    made.leave("江映月", "personal", date(2022, 6, 30), date(2022, 7, 1))
    made.add("visits", Visit, date=date(2022, 6, 5), support=HOSPITAL, recipient=TOWN)
    made.add("milestones", MilestoneEntry, matter="领导小组", done=date(2022, 7, 5), institution=TOWN)
    return made


@pytest.mark.parametrize(
    ("register", "months"), [("leaves", {(2022, 6), (2022, 7)}), ("visits", {(2022, 6)}), ("milestones", {(2022, 7)})]
)
def test_a_row_is_of_the_months_of_its_days(register: str, months: set[tuple[int, int]]) -> None:
    made = rows()
    (row,) = getattr(made.dossier, register)
    finding = Finding("I004", "看", row.cells(*row.sheet.columns)[:1])
    assert Concerns(made.facts()).months(finding) == months


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        (date(2022, 5, 1), date(2022, 6, 29), False),
        (date(2022, 5, 1), date(2022, 6, 30), True),
        (date(2022, 7, 1), date(2022, 7, 31), True),
        (date(2022, 7, 2), date(2022, 7, 31), False),
    ],
)
def test_a_finding_is_within_days_that_touch_its_own(first: date, last: date, within: bool) -> None:
    made = rows()
    finding = Finding("I004", "看", made.dossier.leaves[0].cells("kind"))
    assert Concerns(made.facts()).within(finding, first, last) == within


def test_a_key_names_a_month_and_what_is_of_no_time_is_of_any() -> None:
    concerns = Concerns(county().facts())
    keyed = Finding("A408", "两份", (), institution=TOWN, key="2022-06 两份")
    assert [concerns.within(keyed, *month) for month in (JUNE, JULY)] == [True, False]
    assert concerns.within(Finding("R104", "少"), *JULY)
    dated = Finding("R101", "没有填", (), person="江映月")
    assert [
        concerns.within(dated, *days) for days in ((START, START), (END, END), (date(2023, 6, 1), date(2023, 6, 2)))
    ] == [
        True,
        True,
        False,
    ]
