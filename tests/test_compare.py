"""What each reading decides: the same as scoring everything anew under it, and nobody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qianyi
from qianyi.facts import Facts
from qianyi.scoring import Scores, score
from qianyi.scoring.compare import TOUCHED_PEOPLE
from samples import make_samples
from tests.make.command import ask, run_json
from tests.make.days import workdays
from tests.make.disk import SIGN, Sheets, dated, grids, marked, person

SAMPLES = Path(make_samples.__file__).parent


def results(scores: Scores) -> list[tuple[Any, ...]]:
    people = [(one.placement.name, one.score, one.grade, one.counted_months) for one in scores.people]
    return [*people, *((one.name, one.role, one.score) for one in scores.institutions)]


@pytest.mark.parametrize("name", ["yunling-2022", "qingshui-2022", "huaibei-2021"])
def test_it_is_what_scoring_anew_would_yield(name: str) -> None:
    facts = qianyi.read([SAMPLES / name])
    scores = score(facts)
    before = results(scores)
    assert scores.readings
    for one in scores.readings:
        anew = results(score(Facts(facts.dossier, facts.policy.reading(one.parameter.id, one.other), facts.as_of)))
        assert len(one.people) + len(one.institutions) == sum(a != b for a, b in zip(before, anew, strict=True))
        shifted = {id(shift.before): shift.after for shift in (*one.people, *one.institutions)}
        told = Scores(
            [shifted.get(id(person), person) for person in scores.people],
            [shifted.get(id(institution), institution) for institution in scores.institutions],
        )
        assert results(told) == anew


def test_every_reading_of_the_packs_is_known_to_the_comparison() -> None:
    from qianyi.policy.load import load_policy

    for id in ("yanchi-2022", "suzhou-2021"):
        readings = {parameter.id for parameter in load_policy(id).parameters.values() if parameter.readings}
        assert readings <= TOUCHED_PEOPLE.keys()


def of(result: dict[str, Any], parameter: str, other: Any) -> dict[str, Any]:
    (found,) = [one for one in result["readings"] if (one["parameter"], one["other"]) == (parameter, other)]
    return found


def by_hand(tmp_path: Path, sheets: Sheets, special: dict[date, str], *, toml: str = "") -> dict[str, Any]:
    first, last = min(special), date(2023, 5, 31)
    grids(
        tmp_path / "考勤.xlsx",
        {"李小满": marked({day: SIGN.get(kind, kind) for day, kind in special.items()})},
        last=last,
    )
    assert first
    return ask(tmp_path, sheets, command="score", toml=toml)


def test_two_days_around_the_national_holiday(tmp_path: Path) -> None:
    """Absent on 2022-09-30 and 10-08: 9 calendar days from first to last, 2 workdays: 20 − 2×3 = 14, or 0."""
    result = by_hand(tmp_path, {"名单": [person()]}, {date(2022, 9, 30): "absent", date(2022, 10, 8): "absent"})
    item = result["people"][0]["items"][0]
    assert (item["score"], item["status"]) == (14, "provisional")
    assert [(f["severity"], f["code"]) for f in result["findings"] if f["code"] == "A411"] == [("warning", "A411")]
    affected = {"name": "李小满", "recipient": "柳林乡卫生院", "score": 14, "score_other": 0}
    assert of(result, "absence.reading", "calendar") == {
        "parameter": "absence.reading",
        "value": "both",
        "other": "calendar",
        "people": [affected],
        "institutions": [],
    }
    assert of(result, "absence.reading", "workdays")["people"] == []


def test_leave_without_an_entry(tmp_path: Path) -> None:
    """3 days of personal leave, 1 registered: 20 now, 20 − 2×3 = 14 as absence."""
    days = workdays(date(2022, 9, 5), date(2022, 9, 9))[:5:2]
    entry = {"姓名": "李小满", "请假类型": "事假", "开始日期": days[0], "结束日期": days[0]}
    sheets: Sheets = {"名单": [person()], "请假": [entry]}
    result = by_hand(tmp_path, sheets, dict.fromkeys(days, "personal"))
    item = result["people"][0]["items"][0]
    assert (item["score"], item["status"]) == (20, "provisional")
    assert [entry["points"] for entry in item["ledger"]] == [0]
    assert "14 分" in item["ledger"][0]["why"]
    assert [p["score_other"] for p in of(result, "leave.unregistered", "absent")["people"]] == [14]
    assert of(result, "leave.unregistered", "leave")["people"] == []
    again = ask(tmp_path, sheets, command="score", toml='[parameters]\nleave.unregistered = "absent"\n')
    one = again["people"][0]
    assert (one["items"][0]["score"], one["items"][0]["status"]) == (14, "final")
    assert (one["attendance"]["absent"], one["attendance"]["personal"]) == (2, 1)
    assert of(again, "leave.unregistered", "open")["people"][0]["score_other"] == 20


def test_days_before_a_late_arrival(tmp_path: Path) -> None:
    """Came on 2022-06-09, deadline 06-06: 06-07 and 06-08 are two workdays; free, or 20 − 6 = 14."""
    row = {**person(), "实际到岗日期": "2022-06-09"}
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(first=date(2022, 6, 9))})
    result = ask(tmp_path, {"名单": [row]}, command="score")
    one = result["people"][0]
    assert (one["items"][0]["score"], one["counted_months"], one["term"]) == (20, 11, "year")
    assert [p["score_other"] for p in of(result, "arrival.late_days", "absent")["people"]] == [14]
    assert [f["code"] for f in result["findings"] if f["code"] == "A419"] == ["A419"]


def test_the_shortest_time_counts_against_the_institution(tmp_path: Path) -> None:
    """2022-06-01 … 11-30, arrived 06-10: six months by the roster, five from the arrival; 2.2.1.1 is 2 or 0."""
    row = {**dated("李小满", "2022-06-01", "2022-11-30"), "实际到岗日期": "2022-06-10"}
    result = ask(tmp_path, {"名单": [row]}, command="score")
    (shift,) = of(result, "rotation.count_from", "arrival")["institutions"]
    assert (shift["name"], shift["role"], shift["score"] - shift["score_other"]) == ("云岭县人民医院", "support", 2)
    assert of(result, "rotation.count_from", "roster")["institutions"] == []


def test_hits_of_the_calendar_year(tmp_path: Path) -> None:
    """Two in 2021, one in 2022: the third of the year of service bars honours; of a calendar year it is the first."""
    from tests.make.disk import save

    person = {**dated("李小满", "2021-05-01", "2022-04-30"), "受援单位": "柳林乡卫生院"}
    checks = [
        {
            "日期": day,
            "层级": "县级",
            "受查单位": "柳林乡卫生院",
            "姓名": "李小满",
            "结果": "脱岗",
            "脱岗天数": 1,
            "处理": "通报约谈取消",
        }
        for day in ("2021-06-10", "2021-11-10", "2022-02-10")
    ]
    judged = [{"姓名": "李小满", "派出单位评价": "优秀", "受援单位评价": "优秀"}]
    log = [{"姓名": "李小满", "日期": "2021-05-06", "考勤结果": "出勤"}]
    save(tmp_path / "县.xlsx", {"名单": [person], "查岗": checks, "鉴定": judged, "考勤明细": log})
    result = run_json("score", tmp_path, "--policy", "suzhou-2021", "--as-of", "2022-04-30")[1]
    assert result["people"][0]["grade"] == "合格"
    (shift,) = of(result, "check.count_period", "calendar")["people"]
    assert (shift["grade"], shift["grade_other"]) == ("合格", "优秀")


def test_why_the_screen_and_the_workbook_say_it(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from tests.make.command import run

    by_hand(tmp_path, {"名单": [person()]}, {date(2022, 9, 30): "absent", date(2022, 10, 8): "absent"})
    said = run("why", "李小满", tmp_path)[1]
    assert "absence.reading" in said
    assert "得分 14 → 0" in said
    assert "李小满　得分 14 → 0" in run("score", tmp_path)[1]
    run("score", tmp_path, "-o", tmp_path / "成绩.xlsx")
    rows = list(load_workbook(tmp_path / "成绩.xlsx")["读法"].values)
    (row,) = [row for row in rows if row[0] == "absence.reading" and row[4] == "李小满"]
    assert row[2:9] == ("both", "calendar", "李小满", "人员", "得分", "14", "0")
