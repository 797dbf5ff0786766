"""Where a policy leaves the dates to the county's round, the roster says when the round is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.county import codes, person, roster, run_json, workdays


@pytest.mark.parametrize(
    ("options", "toml", "start", "outside"),
    [
        ((), "", "2022-07-01", 1),  # two of three begin then: the one who begins a month later ends outside
        (("--year", 2022), "", "2022-05-01", 3),  # the pack's 1 May, moved to 2022; three end after 30 April 2023
        ((), "[campaign]\nstart = 2022-08-01\n", "2022-08-01", 2),  # two begin before it
    ],
)
def test_the_round_of_most_of_the_roster(tmp_path: Path, options: tuple, toml: str, start: str, outside: int) -> None:
    def served(name: str, first: str, last: str) -> dict[str, object]:
        return person(name, 支援时间=None, 开始日期=first, 结束日期=last)

    people = [served(name, "2022-07-01", "2023-06-30") for name in ("李小满", "王大雪")]
    roster(tmp_path / "名单.xlsx", [*people, served("赵谷雨", "2022-08-01", "2023-07-31")], title="派驻名单")
    if toml:
        (tmp_path / "qianyi.toml").write_text(toml, encoding="utf-8")
    _, result = run_json("validate", tmp_path, "--policy", "suzhou-2021", *options)
    assert result["policy"]["campaign"]["start"] == start
    assert codes(result).count("T206") == outside


def test_half_release_where_the_policy_has_none_is_counted_by_the_day(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", 脱产方式="半脱产")])
    _, result = run_json("score", tmp_path, "--policy", "suzhou-2021", "--year", 2022)
    year = workdays(date(2022, 5, 1), date(2023, 4, 30))
    assert result["people"][0]["attendance"]["required"] == len(year)
