"""The contract's and the rules' sentences on reading: marks, legends, months, calendars, settings, exit 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, of, run, run_json, told
from tests.make.disk import dated, grids, marked, month, person, save, september

SEPTEMBER = 21  # workdays of September 2022


def day(folder: Path, cell: str, legend: str | None = None, toml: str = "") -> tuple[dict[str, Any], list[str]]:
    """What one cell (20 September) does to the month's counts, and the findings it calls for."""
    grid = september({20: cell}) if legend is None else september({20: cell}, legend=legend)
    sheets = {"名单": [dated("李小满", "2022-09-01", "2023-05-31")], "9": grid}
    result = ask(folder, sheets, "--as-of", "2022-09-30", command="score", toml=toml)
    counts = {k: v for k, v in result["people"][0]["attendance"].items() if v and k != "required"}
    if counts.get("present") is not None:
        counts["present"] -= SEPTEMBER - 1
    return {k: v for k, v in counts.items() if v}, [code for code, _ in told(result, "A403", "A414", "A415", "I004")]


@pytest.mark.parametrize(
    ("cell", "counts"),
    [
        ("△", {"personal": 1}),
        ("事", {"personal": 1}),
        ("事0.5", {"personal": 0.5, "present": 0.5}),
        ("半事", {"personal": 0.5, "present": 0.5}),
        ("事假半天", {"personal": 0.5, "present": 0.5}),
        ("△/○", {"personal": 0.5, "sick": 0.5}),
        ("△○", {"personal": 0.5, "sick": 0.5}),
        ("√、×", {"present": 0.5, "absent": 0.5}),
        ("√,事", {"present": 0.5, "personal": 0.5}),
        ("＋", {"present": 1}),
        ("出差半天", {"present": 1}),
        ("✔", {"present": 1}),
        ("О", {"sick": 1}),
        ("╳", {"absent": 1}),
        ("居家办公", {"present": 1}),
        ("加班", {"present": 1}),
        ("育儿", {"other": 1}),
        ("年", {"annual": 1}),
        ("缺卡", {"unrecorded": 1}),
        ("", {"unrecorded": 1}),
        ("--", {"unrecorded": 1}),
    ],
)
def test_a_cell_under_a_legend(tmp_path: Path, cell: str, counts: dict[str, float]) -> None:
    assert day(tmp_path, cell) == (counts, [])


@pytest.mark.parametrize(
    ("cell", "counts", "codes"),
    [
        ("×", {"unrecorded": 1}, ["A414"]),
        ("△", {"unrecorded": 1}, ["A414"]),
        ("/", {"unrecorded": 1}, ["A414"]),
        ("√", {"present": 1}, []),
        ("旷", {"absent": 1}, []),
        ("A", {"unrecorded": 1}, ["A403"]),
        ("√△", {"present": 0.5, "unrecorded": 0.5}, ["A414"]),
        ("△/√", {"present": 0.5, "unrecorded": 0.5}, ["A414"]),
        ("请假", {"unrecorded": 1}, ["I004"]),
    ],
)
def test_a_cell_without_a_legend(tmp_path: Path, cell: str, counts: dict[str, float], codes: list[str]) -> None:
    assert day(tmp_path, cell, legend="") == (counts, codes)


def test_the_legend_goes_before_marks_before_the_pack(tmp_path: Path) -> None:
    toml = '[marks]\n"△" = "病假"\n"▲" = "旷工半天"\n'
    assert day(tmp_path, "△", toml=toml) == ({"personal": 1}, [])
    assert day(tmp_path, "△", legend="", toml=toml) == ({"sick": 1}, [])
    assert day(tmp_path, "▲", legend="", toml=toml) == ({"absent": 0.5, "present": 0.5}, [])
    assert day(tmp_path, "病", legend="出勤√ 旷工△", toml=toml) == ({"sick": 1}, [])
    assert day(tmp_path, "△", legend="出勤√ 事假△ 病假△", toml=toml) == ({"unrecorded": 1}, ["A415"])


def test_one_a414_a_sheet_and_symbol_with_all_cells(tmp_path: Path) -> None:
    grid = september({20: "△", 21: "√△", 22: "○", 23: "△"}, legend="")
    result = ask(tmp_path, {"名单": [person()], "9": grid}, "--as-of", "2022-09-30")
    assert told(result, "A414") == [("A414", ["V3", "W3", "Y3"]), ("A414", ["X3"])]


@pytest.mark.parametrize(
    ("title", "name"),
    [("22年9月考勤（9.1-9.30）", "Sheet1"), ("考勤表", "2022.9"), ("考勤表", "202209"), ("2022-09份考勤", "x")],
)
def test_the_month_of_a_grid(tmp_path: Path, title: str, name: str) -> None:
    grid = september({20: "△"})
    grid[0] = [title]
    result = ask(tmp_path, {"名单": [person()], name: grid}, "--as-of", "2022-09-30", command="score")
    assert result["people"][0]["attendance"]["personal"] == 1
    assert not told(result, "A416")


@pytest.mark.parametrize("wrong", ["sheet", "weekday"])
def test_a_month_that_contradicts_itself_is_not_read(tmp_path: Path, wrong: str) -> None:
    grid = september({20: "△"})
    if wrong == "weekday":  # 1 September 2022 is a Thursday
        grid.insert(2, ["", "", *["五六日一二三四"[i % 7] for i in range(30)]])
    sheets = {"名单": [person()], "2022年10月" if wrong == "sheet" else "9月": grid}
    result = ask(tmp_path, sheets, "--as-of", "2022-09-30", command="score")
    assert len(told(result, "A416")) == 1
    assert result["people"][0]["attendance"]["personal"] == 0


def test_a_calendar_nobody_knows_is_said_until_the_county_settles_it(tmp_path: Path) -> None:
    import datetime

    def sign(day: datetime.date) -> str:
        return "√" if day.weekday() < 5 else ""

    sheets = {"名单": [person()], "6": month({"李小满": sign}, datetime.date(2031, 6, 1))}
    options = ("--year", "2031", "--as-of", "2031-06-30")
    result = ask(tmp_path, sheets, *options, command="score")
    assert len(of(result, "I007")) == 2
    assert result["people"][0]["items"][0]["status"] == "provisional"
    toml = '[calendar]\nholidays = ["2031-06-25", 2032-01-01]\nworkdays = []\n'
    result = ask(tmp_path, sheets, *options, command="score", toml=toml)
    assert len(of(result, "I007")) == 2  # a local day alone settles no year
    assert result["people"][0]["items"][0]["status"] == "provisional"
    result = ask(tmp_path, sheets, *options, command="score", toml=f"{toml}settled = [2031, 2032]\n")
    assert not of(result, "I007")
    one = result["people"][0]
    assert (one["attendance"]["required"], one["attendance"]["rest_days_worked"]) == (20, 1)
    assert one["items"][0]["status"] == "final"


def test_a_local_holiday_is_no_workday(tmp_path: Path) -> None:
    sheets = {"名单": [dated("李小满", "2022-09-01", "2023-05-31")], "9": september({20: "", 24: "√"})}
    toml = '[calendar]\nholidays = ["2022-09-20"]\nworkdays = ["2022-09-24"]\n'
    count = ask(tmp_path, sheets, "--as-of", "2022-09-30", command="score", toml=toml)["people"][0]["attendance"]
    assert (count["required"], count["present"], count["unrecorded"]) == (SEPTEMBER, SEPTEMBER, 0)


def test_names_in_settings_are_levelled_like_those_of_sheets(tmp_path: Path) -> None:
    sheets = {
        "名单": [
            dated("李小满", "2022-06-01", "2022-09-30", 受援单位="桃花镇卫生院（本部）"),
            dated("王大雪", "2022-06-01", "2022-09-30", 支援单位="云岭县中医院"),
        ]
    }
    waiver = '[[waivers]]\ncode = "T201"\nreason = "经批准"\napproved_by = "局务会"\n'
    for whom in ('person = "李 小满"', 'institution = "桃花镇卫生院(本部)"', 'institution = "桃院"'):
        toml = f'hardship = ["桃院"]\n[aliases]\n"桃院" = "桃花镇卫生院（本部）"\n{waiver}{whom}\n'
        result = ask(tmp_path, sheets, toml=toml)
        assert [(f["person"], f["severity"]) for f in of(result, "T201")] == [("李小满", "info"), ("王大雪", "error")]
        assert not of(result, "I011")


@pytest.mark.parametrize(("until", "severity", "unused"), [("2023-01-01", "info", 0), ("2022-12-31", "error", 1)])
def test_until_is_inclusive_and_held_against_as_of(tmp_path: Path, until: str, severity: str, unused: int) -> None:
    toml = f'[[waivers]]\ncode = "T201"\nreason = "x"\napproved_by = "y"\nuntil = {until}\n'
    sheets = {"名单": [dated("李小满", "2022-06-01", "2022-09-30")]}
    result = ask(tmp_path, sheets, "--as-of", "2023-01-01", toml=toml)
    assert [f["severity"] for f in of(result, "T201")] == [severity]
    assert len(of(result, "I011")) == unused


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "Z999"],
        ["--ignore", "T9"],
        ["--year", "今年"],
        ["--as-of", "2023-02-30"],
        ["--format", "pdf"],
        ["--policy", "没有"],
        ["--roster", "没有.xlsx"],
        ["--bogus"],
    ],
)
def test_exit_2_is_one_line_on_stderr_and_nothing_on_stdout(tmp_path: Path, arguments: list[str]) -> None:
    save(tmp_path / "名单.xlsx", {"名单": [person()]})
    for command in ("validate", "score"):
        code, out, err = run(command, tmp_path, *arguments)
        assert (code, out, len(err.splitlines())) == (2, "", 1), err


def test_a_refused_output_is_one_line_too(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", {"名单": [person()]})
    (tmp_path / "别人的.json").write_text("{}", encoding="utf-8")
    for output in (path, tmp_path / "别人的.json"):
        before = output.read_bytes()
        code, out, err = run("score", path, "-o", output)
        assert (code, out, len(err.splitlines())) == (2, "", 1), err
        assert output.read_bytes() == before
    assert run("validate", path, "-o", tmp_path / "别人的.json", "--force")[0] in (0, 1)


def test_as_of_spellings(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", {"名单": [person()]})
    for text in ("2022-12-31", "2022.12.31", "2022/12/31", "2022年12月31日", "20221231"):
        assert run_json("validate", path, "--as-of", text)[1]["as_of"] == "2022-12-31"


@pytest.mark.parametrize("format", ["text", "json", "markdown", "junit", "github"])
def test_an_output_names_policy_changes_date_version_and_inputs(tmp_path: Path, format: str) -> None:
    import hashlib

    from qianyi import __version__

    path = save(tmp_path / "名单.xlsx", {"名单": [person()]})
    (tmp_path / "qianyi.toml").write_text("[parameters]\nleave.personal_year = 11\n", encoding="utf-8")
    for command in ("validate", "score"):
        told = ["--verbose"] if format == "text" else []  # on the screen digests stand where they are asked for
        out = run(command, tmp_path, "--format", format, *told)[1]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("yanchi-2022", "leave.personal_year", "2023-05-31", __version__, digest):
            assert part in out, (command, part)


def test_selected_findings_decide_the_exit_status(tmp_path: Path) -> None:
    path = save(tmp_path / "名单.xlsx", {"名单": [dated("李小满", "2022-06-01", "2022-09-30")]})
    for options, code, found in [
        ((), 1, {"R106", "R107", "T201", "T203"}),
        (("--select", "T201"), 1, {"T201"}),
        (("--ignore", "T"), 0, {"R106", "R107"}),
        (("--select", "R,T", "--ignore", "T2"), 0, {"R106", "R107"}),
    ]:
        status, result = run_json("validate", path, *options)
        assert (status, {f["code"] for f in result["findings"]}) == (code, found)


def test_totals_alone_cannot_show_days(tmp_path: Path) -> None:
    totals = [{"姓名": "李小满", "应出勤": 250, "实出勤": 249, "事假": 0, "病假": 0, "旷工": 1}]
    result = ask(tmp_path, {"名单": [person()], "汇总": totals}, command="score")
    reasons = {c["code"] for c in result["checks"] if c["status"] == "skipped"}
    assert {"A405", "A408", "A411"} <= reasons
    duty = result["people"][0]["items"][0]
    assert (duty["score"], duty["status"]) == (17, "provisional")


def test_files_and_folder_in_any_order(tmp_path: Path) -> None:
    a = save(tmp_path / "名单.xlsx", {"名单": [person(), person("王大雪")]})
    b = grids(tmp_path / "考勤.xlsx", {"李小满": marked(), "王大雪": marked()})
    whole = run("score", tmp_path, "--format", "json")[1]
    assert whole == run("score", tmp_path, "--format", "json")[1]
    one, other = (run("score", *pair, "--format", "json")[1] for pair in ((a, b), (b, a)))
    assert one == other
