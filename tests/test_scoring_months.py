"""Months that count, to the day: recalls, the county's own grounds, arrivals just within the limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qianyi.dossier.records import Incident
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.settings import Settings
from qianyi.scoring import PersonScore, score
from tests.make.days import END
from tests.make.memory import County


def scored(made: County, as_of: date = END, policy_id: str = "yanchi-2022", **parameters: Any) -> PersonScore:
    policy = with_settings(load_policy(policy_id), Settings(parameters=parameters), None)
    return score(made.facts(as_of, policy_id, parameters=policy.parameters)).people[0]


def county(**fields: Any) -> County:
    made = County()
    made.person("江映月", **fields)
    made.worked("江映月")
    return made


def recalled(made: County, day: date) -> None:
    made.add("incidents", Incident, name="江映月", date=day, kind="召回")


@pytest.mark.parametrize(
    ("days", "months"),
    [
        ([], 12),
        ([date(2022, 7, 31)], 2),  # June and July are whole
        ([date(2022, 7, 30)], 1),
        ([date(2022, 9, 15), date(2022, 7, 15)], 1),  # the first recall ends it
    ],
)
def test_a_recall_ends_the_months(days: list[date], months: int) -> None:
    made = county()
    for day in days:
        recalled(made, day)
    assert scored(made).counted_months == months


def test_a_recall_after_the_day_asked_about_changes_nothing() -> None:
    made = county()
    recalled(made, date(2022, 9, 15))
    assert scored(made, date(2022, 8, 31)).counted_months == 3


@pytest.mark.parametrize(("day", "months"), [(None, 12), (date(2022, 9, 30), 0)])
def test_where_a_recall_forfeits_only_the_recalled_lose(day: date | None, months: int) -> None:
    made = county()
    if day is not None:
        recalled(made, day)
    assert scored(made, **{"service.forfeit": ["recall"]}).counted_months == months


@pytest.mark.parametrize(("as_of", "months"), [(date(2022, 9, 30), 0), (date(2022, 9, 29), 3)])
def test_a_recall_counts_from_its_own_day(as_of: date, months: int) -> None:
    made = county()
    recalled(made, date(2022, 9, 30))
    assert scored(made, as_of, **{"service.forfeit": ["recall"]}).counted_months == months


@pytest.mark.parametrize(
    ("reason", "end", "months"),
    [
        ("考核不合格", date(2021, 10, 31), 0),
        ("家庭特殊困难", date(2021, 10, 31), 6),
        ("考核不合格", date(2022, 4, 30), 12),  # ended with the campaign: nobody was recalled
        (None, date(2021, 10, 31), 6),
    ],
)
def test_a_change_for_failing_is_a_recall(reason: str | None, end: date, months: int) -> None:
    made = County()
    first = date(2021, 5, 1)
    made.person("江映月", first, end, change_reason=reason)
    made.worked("江映月", first, end)
    person = scored(made, date(2022, 4, 30), "suzhou-2021", **{"service.forfeit": ["recall"]})
    assert person.counted_months == months


@pytest.mark.parametrize(
    ("arrival", "status"),
    [
        (date(2022, 6, 21), "final"),  # 20 days late: not beyond the limit, so that no explanation is asked for
        (date(2022, 6, 22), "provisional"),
    ],
)
def test_an_explanation_that_cannot_be_read_matters_only_beyond_the_limit(arrival: date, status: str) -> None:
    made = County()
    made.person("江映月", arrival=arrival)
    made.worked("江映月", arrival)
    made.add("incidents", Incident, name="江映月", date=date(2022, 6, 5), kind="延迟到岗说明", proof="有")
    (unread,) = made.dossier.incidents[0].cells("filed")
    unread.sheet.unreadable.add((unread.row, unread.column))
    item = scored(made).items[0]
    assert (item.score, item.status) == (Decimal(20), status)
    assert ("延迟到岗说明的备案日期认不出" in item.missing) == (status == "provisional")
