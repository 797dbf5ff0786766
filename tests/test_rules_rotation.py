"""Rotation and posts at their edges; the plain cases stand in the case files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qianyi.dossier.finding import Finding
from qianyi.rules import check
from tests.make.days import END, START
from tests.make.memory import County

HALF, SECOND = date(2022, 11, 30), date(2022, 12, 1)


def found(made: County, code: str, as_of: date = END, **options: Any) -> list[Finding]:
    findings, runs = check(made.facts(as_of, **options), code[0])
    assert code not in {run.code: run.reason for run in runs if run.status == "skipped"}
    return [finding for finding in findings if finding.code == code]


def test_a_half_whose_other_half_is_written_in_dates_is_not_told() -> None:
    made = County()
    made.person("江映月", START, HALF, period="first", post="内科一岗")
    made.person("纪长安", SECOND, END, post="内科一岗")
    assert found(made, "T204") == []


def test_a_half_alone_is_told_of_whom_it_is() -> None:
    made = County()
    made.person("江映月", START, HALF, period="first")
    (finding,) = found(made, "T204")
    assert (finding.person, finding.institution) == ("江映月", "甲镇卫生院")
    assert "江映月 是前半年，甲镇卫生院没有与之配对的后半年人员" in finding.fact


@pytest.mark.parametrize(("filed", "told"), [(date(2022, 6, 1), 0), (date(2022, 6, 2), 1), (date(2022, 5, 31), 0)])
def test_a_rotation_is_filed_before_the_campaign_or_on_its_first_day(filed: date, told: int) -> None:
    made = County()
    made.person("江映月", START, HALF, period="first", rotation_filing=filed)
    made.person("纪长安", SECOND, END, period="second")
    assert len(found(made, "T205")) == told


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (SECOND, None),
        (date(2022, 12, 2), "无人在岗：2022-12-01"),
        (HALF, "两人重叠：2022-11-30"),
        (date(2022, 11, 1), "两人重叠：2022-11-01 至 2022-11-30"),
    ],
)
def test_gaps_and_overlaps_are_told_to_the_day(second: date, words: str | None) -> None:
    made = County()
    made.person("江映月", START, HALF, post="内科一岗")
    made.person("纪长安", second, END, post="内科一岗")
    facts = [finding.fact for finding in found(made, "T203")]
    assert [words in fact for fact in facts if words] == ([True] if words else [])
    assert len(facts) == (words is not None)
