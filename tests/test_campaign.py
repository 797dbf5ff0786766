"""Where a policy leaves the dates to the county's round, the roster says when the round is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.make.command import codes, of, run_json
from tests.make.days import workdays
from tests.make.disk import person, roster


@pytest.mark.parametrize(
    ("options", "toml", "round_of"),
    [
        ((), "", ("2022-07-01", "2023-07-31")),  # the earliest start to the latest end
        (("--year", 2022), "", ("2022-07-01", "2023-07-31")),
        ((), "[campaign]\nstart = 2022-08-01\n", ("2022-08-01", "2023-07-31")),
    ],
)
def test_the_roster_tells_the_round(tmp_path: Path, options: tuple, toml: str, round_of: tuple[str, str]) -> None:
    def served(name: str, first: str, last: str) -> dict[str, object]:
        return person(name, 支援时间=None, 开始日期=first, 结束日期=last)

    people = [served(name, "2022-07-01", "2023-06-30") for name in ("李小满", "王大雪")]
    roster(tmp_path / "名单.xlsx", [*people, served("赵谷雨", "2022-08-01", "2023-07-31")], title="派驻名单")
    if toml:
        (tmp_path / "qianyi.toml").write_text(toml, encoding="utf-8")
    _, result = run_json("validate", tmp_path, "--policy", "suzhou-2021", *options)
    assert tuple(result["policy"]["campaign"].values()) == round_of
    assert result["as_of"] == round_of[1]
    assert "T206" not in codes(result)
    assert "T206" not in {check["code"] for check in result["checks"]}


def test_words_are_dated_by_the_most_frequent_start(tmp_path: Path) -> None:
    def served(name: str, first: str) -> dict[str, object]:
        return person(name, 支援时间=None, 开始日期=first, 结束日期="2023-07-31")

    people = [served("李小满", "2022-07-01"), served("王大雪", "2022-08-01"), served("赵谷雨", "2022-08-01")]
    roster(tmp_path / "名单.xlsx", [*people, person("何立夏")], title="派驻名单")
    _, result = run_json("score", tmp_path, "--policy", "suzhou-2021")
    assert [(one["start"], one["end"]) for one in result["people"]][-1] == ("2022-08-01", "2023-07-31")


def test_words_without_any_date_cannot_be_dated(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    _, result = run_json("score", tmp_path, "--policy", "suzhou-2021")
    assert [finding["cells"] for finding in of(result, "I004")] == [["J3"]]
    assert result["people"][0]["start"] is None


def test_half_release_where_the_policy_has_none_is_counted_by_the_day(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", 脱产方式="半脱产")])
    (tmp_path / "qianyi.toml").write_text("[campaign]\nstart = 2022-05-01\n", encoding="utf-8")
    _, result = run_json("score", tmp_path, "--policy", "suzhou-2021")
    year = workdays(date(2022, 5, 1), date(2023, 4, 30))
    assert result["people"][0]["attendance"]["required"] == len(year)
