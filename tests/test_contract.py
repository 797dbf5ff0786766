"""The outside of qianyi as another program sees it: commands, exit status, JSON."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.make import ROOT
from tests.make.command import codes, of, run, run_json
from tests.make.days import END, START, workdays
from tests.make.disk import add_sheet, grids, marked, person, roster, spread

HALF = date(2022, 11, 30)


def item(result: dict, id: str, who: int = 0) -> dict:
    return next(i for i in result["people"][who]["items"] if i["id"] == id)


def scored(tmp_path: Path, marks, period: str = "一年", *options: object, **changes: object) -> dict:
    last = END if period != "前半年" else HALF
    roster(tmp_path / "名单.xlsx", [person("李小满", period, **changes)])
    grids(tmp_path / "考勤.xlsx", {"李小满": marks}, last=last)
    _, result = run_json("score", tmp_path / "考勤.xlsx", "--roster", tmp_path / "名单.xlsx", *options)
    return result


# Worked examples of annex 4, 在岗情况 (points worked out by hand from clause 附件4·在岗情况·1–3).
YEAR = [
    ({"personal": 12}, 20),
    ({"personal": 14}, 18.4),
    ({"absent": 1}, 17),
    ({"personal": 12, "sick": 25}, 0),
    ({"personal": 12, "sick": 24}, 20),
    ({"personal": 30}, 5.6),
]


@pytest.mark.parametrize(("kinds", "points"), YEAR)
def test_a_years_placement(tmp_path: Path, kinds: dict[str, int], points: float) -> None:
    result = scored(tmp_path, marked(spread(kinds)))
    got = item(result, "4.1")
    assert got["score"] == points
    assert got["status"] == "final"
    assert round(got["max"] + sum(entry["points"] for entry in got["ledger"]), 6) == points
    count = result["people"][0]["attendance"]
    assert count["required"] == 250
    assert count["present"] == 250 - sum(kinds.values())
    for kind, days in kinds.items():
        assert count[kind] == days
    assert ("A412" in codes(result)) == (sum(kinds.values()) == 37)


@pytest.mark.parametrize(("days", "points"), [(8, 16.8), (6, 20), (19, 0)])
def test_half_a_years_placement(tmp_path: Path, days: int, points: float) -> None:
    result = scored(tmp_path, marked(spread({"personal": days}, last=HALF), last=HALF), "前半年")
    got = item(result, "4.1")
    assert (got["score"], got["max"]) == (points, 20)
    assert result["people"][0]["term"] == "half"
    assert result["people"][0]["attendance"]["required"] == 126
    assert round(20 + sum(entry["points"] for entry in got["ledger"]), 6) == points


def test_half_days_count_pro_rata(tmp_path: Path) -> None:
    special = spread({"personal": 6}, last=HALF)
    half_day = workdays()[20]
    assert half_day not in spread({"personal": 6})
    special[workdays(START, HALF)[21]] = "事0.5"
    result = scored(tmp_path, marked(special, last=HALF), "前半年")
    assert result["people"][0]["attendance"]["personal"] == 6.5
    assert item(result, "4.1")["score"] == 19.2


def test_a_week_of_absence_is_points_and_more_is_the_item(tmp_path: Path) -> None:
    week = [date(2022, 9, 19) + timedelta(i) for i in range(5)]  # Mon–Fri, no holiday
    result = scored(tmp_path, marked(dict.fromkeys(week, "absent")))
    assert item(result, "4.1")["score"] == 5
    assert "A411" not in codes(result)
    result = scored(tmp_path, marked(dict.fromkeys([*week, date(2022, 9, 26)], "absent")))
    got = item(result, "4.1")
    assert got["score"] == 0
    assert "A411" in codes(result)
    assert [entry["points"] for entry in got["ledger"]] == [-18, -2]


@pytest.mark.parametrize(("days", "points"), [(20, 20), (21, 0)])
def test_late_arrival(tmp_path: Path, days: int, points: int) -> None:
    arrival = START + timedelta(days)
    result = scored(tmp_path, marked(first=arrival), 实际到岗日期=arrival.isoformat())
    assert item(result, "4.1")["score"] == points
    assert ("A410" in codes(result)) == (points == 0)
    count = result["people"][0]["attendance"]
    assert count["not_arrived"] == len(workdays(START, arrival - timedelta(1)))
    assert count["unrecorded"] == 0


def test_a_blank_workday_is_unrecorded_and_the_score_provisional(tmp_path: Path) -> None:
    result = scored(tmp_path, marked({date(2022, 9, 20): ""}))
    assert result["people"][0]["attendance"]["unrecorded"] == 1
    assert item(result, "4.1")["status"] == "provisional"
    assert [f["severity"] for f in of(result, "A405")] == ["warning"]


def test_without_attendance_nothing_is_presumed(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满"), person("王大雪")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    _, result = run_json("score", tmp_path)
    assert item(result, "4.1", 1)["score"] is None
    assert item(result, "4.1", 1)["status"] == "pending"
    assert result["people"][1]["status"] == "pending"
    assert len(of(result, "A402")) >= 1


def test_marks_make_the_other_items_and_a_grade_comes_only_from_where_it_is_given(tmp_path: Path) -> None:
    lines = {"4.2.1": 4, "4.2.2": 3, "4.3.1": 4, "4.3.2": 4, "4.3.3": 4, "4.3.4": 3, "4.3.5": 3, "4.3.6": 4}

    def extra(book: Workbook) -> None:
        add_sheet(book, "评分", [{"对象": "李小满", "条款": line, "得分": mark} for line, mark in lines.items()])

    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 14}))}, extra=extra)
    _, result = run_json("score", tmp_path)
    one = result["people"][0]
    assert (one["score"], one["max"], one["percent"], one["status"], one["grade"]) == (47.4, 50, 94.8, "final", None)
    assert [(i["id"], i["score"]) for i in one["items"]] == [("4.1", 18.4), ("4.2", 7), ("4.3", 22)]
    assert [(x["line"], x["points"]) for x in item(result, "4.2")["ledger"]] == [("4.2.1", -1)]
    assert item(result, "4.2")["ledger"][0]["cells"] == ["考勤.xlsx/评分!C2"]
    assert one["counted_months"] == 12
    (tmp_path / "qianyi.toml").write_text('[grades]\n"优秀" = 94.8\n"合格" = 60\n', encoding="utf-8")
    _, result = run_json("score", tmp_path)
    assert result["people"][0]["grade"] == "优秀"


def test_json_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    path = roster(tmp_path / "roster.xlsx", [person("李小满"), person("王大雪", "前半年")])
    code, result = run_json("validate", path)
    assert code == 1
    assert result["schema"] == "qianyi.validate/1"
    assert result["policy"]["id"] == "yanchi-2022"
    assert result["policy"]["overrides"] == {}
    assert result["as_of"] == "2023-05-31"
    (given,) = result["inputs"]
    assert given["path"].endswith("roster.xlsx")
    assert given["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert given["sheets"] == [{"name": "名单", "kind": "roster", "rows": 2}]
    assert {k: result["summary"][k] for k in ("people", "placements", "posts", "recipients", "supports")} == {
        "people": 2,
        "placements": 2,
        "posts": 2,
        "recipients": 1,
        "supports": 1,
    }
    (finding,) = of(result, "T204")
    assert set(finding) >= {
        "code",
        "slug",
        "severity",
        "clause",
        "message",
        "path",
        "sheet",
        "cells",
        "person",
        "institution",
    }
    assert (finding["slug"], finding["severity"], finding["clause"]) == ("unpaired-half", "error", "四（三）")
    assert (finding["sheet"], finding["person"]) == ("名单", "王大雪")
    checks = {check["code"]: check for check in result["checks"]}
    assert checks["T204"]["status"] == "ran"
    assert checks["L501"]["status"] == "skipped"
    assert "请假登记" in checks["L501"]["reason"]
    assert not any(code.startswith(("I", "S")) for code in checks)
    assert result["summary"]["error"] == len(codes(result, severity="error"))


def test_exit_status(tmp_path: Path) -> None:
    for arguments in (["validate", tmp_path / "无.xlsx"], ["validate"], ["validate", "--policy", "没有", tmp_path]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    code, out, err = run("validate", empty)
    assert (code, out) == (2, "")
    assert "空.xlsx" in err
    good = roster(tmp_path / "好.xlsx", [person("李小满")])
    code, _, err = run("validate", good, "--select", "T")
    assert code == 0, err


def test_one_bad_file_among_several_does_not_stop_the_others(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no zip at all")
    code, result = run_json("validate", tmp_path)
    assert code == 1
    (finding,) = of(result, "I001")
    assert finding["path"].endswith("坏.xlsx")
    assert result["summary"]["people"] == 1


def test_a_sheet_of_no_known_kind(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["菜名", "价钱"])
    book.active.append(["羊肉", 58])
    book.save(tmp_path / "菜单.xlsx")
    code, result = run_json("validate", tmp_path / "菜单.xlsx")
    assert code == 1
    assert [f["severity"] for f in of(result, "I002")] == ["error"]
    assert "菜名" in of(result, "I002")[0]["message"]


def test_score_finds_the_roster_beside_and_says_so(tmp_path: Path) -> None:
    roster(tmp_path / "roster.xlsx", [person("李小满")])
    grids(tmp_path / "attendance.xlsx", {"李小满": marked()})
    code, out, err = run("score", tmp_path / "attendance.xlsx")
    assert code == 0  # warnings only
    assert "roster.xlsx" in err
    (tmp_path / "roster.xlsx").unlink()
    code, out, err = run("score", tmp_path / "attendance.xlsx")
    assert (code, out) == (2, "")
    assert "名单" in err


def test_as_of_demands_nothing_later(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()}, last=date(2022, 12, 31))
    _, result = run_json("score", tmp_path, "--as-of", "2022-12-31")
    count = result["people"][0]["attendance"]
    assert count["required"] == count["present"] == len(workdays(START, date(2022, 12, 31)))
    assert not of(result, "A402")
    assert result["as_of"] == "2022-12-31"
    assert result["people"][0]["counted_months"] == 7
    _, result = run_json("score", tmp_path, "--as-of", "2023-01-31")
    assert len(of(result, "A402")) == 1


def test_year_shifts_the_campaign(tmp_path: Path) -> None:
    path = roster(tmp_path / "名单.xlsx", [person("李小满")], title="2023年度派驻人员名单")
    _, result = run_json("score", path)
    assert (result["people"][0]["start"], result["people"][0]["end"]) == ("2023-06-01", "2024-05-31")
    _, result = run_json("score", path, "--year", 2021)
    assert (result["people"][0]["start"], result["people"][0]["end"]) == ("2021-06-01", "2022-05-31")


def test_the_same_symbol_means_what_its_own_sheet_says(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "a.xlsx", {"李小满": marked({date(2022, 6, 8): "△"})}, last=date(2022, 6, 30))
    legend = "√出勤，△病假，×请假"
    grids(
        tmp_path / "b.xlsx",
        {"李小满": marked({date(2022, 7, 6): "△", date(2022, 7, 7): "×"})},
        first=date(2022, 7, 1),
        last=date(2022, 7, 31),
        legend=legend,
    )
    _, result = run_json("score", tmp_path, "--as-of", "2022-07-31")
    count = result["people"][0]["attendance"]
    assert (count["personal"], count["sick"], count["absent"], count["unrecorded"]) == (1, 1, 0, 1)
    (finding,) = of(result, "I004")
    assert "请假" in finding["message"]


def test_a_symbol_without_a_legend_is_never_guessed(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    days = {date(2022, 6, 8): "△", date(2022, 6, 9): "△", date(2022, 6, 10): "○"}
    grids(tmp_path / "a.xlsx", {"李小满": marked(days)}, last=date(2022, 6, 30), legend="")
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    found = of(result, "A414")
    assert sorted(len(f["cells"]) for f in found) == [1, 2]
    assert result["people"][0]["attendance"]["unrecorded"] == 3


def test_inputs_are_never_changed(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    run("validate", tmp_path)
    run("score", tmp_path)
    run("fix", tmp_path, "-o", tmp_path.parent / "fixed")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_settings_are_an_input_that_no_output_replaces(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    settings = tmp_path / "qianyi.toml"
    settings.write_text('policy = "yanchi-2022"\n', encoding="utf-8")
    for force in ((), ("--force",)):
        code, out, err = run("validate", tmp_path, "-o", settings, *force)
        assert (code, out) == (2, "")
        assert "qianyi.toml" in err
        assert settings.read_text(encoding="utf-8") == 'policy = "yanchi-2022"\n'


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("validate", "S801", "qianyi score"),
        ("validate", "L511", "政策 yanchi-2022 不查 L511"),
        ("score", "H311", "政策 yanchi-2022 不查 H311"),
    ],
)
def test_a_rule_that_is_not_looked_at_cannot_be_selected(tmp_path: Path, command: str, code: str, words: str) -> None:
    """“错误 0” of a rule that never ran would look like one that passed."""
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    status, out, err = run(command, tmp_path, "--select", code)
    assert (status, out) == (2, "")
    assert words in err
    assert run(command, tmp_path, "--select", "T201,I")[0] == 0


def test_a_suffix_that_promises_another_format_is_refused(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    for name in ("结果.docx", "结果.html", "结果.pdf"):
        status, out, err = run("score", tmp_path, "-o", tmp_path / name)
        assert (status, out) == (2, "")
        assert "写不成" in err
        assert not (tmp_path / name).exists()
    assert run("score", tmp_path, "-o", tmp_path / "2022.06结果", "--as-of", "2022-06-01")[0] == 0


def test_a_limit_that_nothing_meets_is_refused(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    status, _, err = run("validate", tmp_path, "--max-unpacked", "0")
    assert (status, err) == (2, "qianyi：--max-unpacked 的值不对（0 小于 1）；用法见 qianyi validate --help。\n")


def test_text_says_what_did_not_run(tmp_path: Path) -> None:
    path = roster(tmp_path / "名单.xlsx", [person("李小满")])
    code, out, _ = run("validate", path)
    assert "没有请假登记" in out
    assert code == 0  # warnings only


def test_a_waiver_changes_severity_never_points(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 12, "sick": 25}))})
    (tmp_path / "qianyi.toml").write_text(
        '[[waivers]]\ncode = "A412"\nperson = "李小满"\nreason = "重病"\napproved_by = "局务会"\nuntil = 2023-05-31\n'
        '[[waivers]]\ncode = "T201"\nreason = "无"\napproved_by = "局务会"\nuntil = "2023-05-31"\n',
        encoding="utf-8",
    )
    _, result = run_json("score", tmp_path)
    assert [f["severity"] for f in of(result, "A412")] == ["info"]
    assert item(result, "4.1")["score"] == 0
    assert len(of(result, "I011")) == 1


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ("[parameterz]\n", "parameters"),
        ('[parameters]\n"leave.personal_yaer" = 10\n', "leave.personal_year"),
        ('[campaign]\nstart = "2022-02-30"\n', "2022-02-30"),
        ('[[waivers]]\ncode = "T999"\nreason = "x"\napproved_by = "y"\n', "T999"),
        ("policy = \n", "qianyi.toml"),
        ('policy = "yanchi"\n', "是不是 yanchi-2022"),
    ],
)
def test_a_wrong_qianyi_toml_is_one_sentence(tmp_path: Path, toml: str, word: str) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    (tmp_path / "qianyi.toml").write_text(toml, encoding="utf-8")
    code, out, err = run("validate", tmp_path)
    assert (code, out) == (2, "")
    assert word in err
    assert "qianyi.toml" in err
    assert len(err.strip().splitlines()) == 1


def test_overrides_are_named_in_every_output(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 12}))})
    (tmp_path / "qianyi.toml").write_text("[parameters]\nleave.personal_year = 10\n", encoding="utf-8")
    _, result = run_json("score", tmp_path)
    assert item(result, "4.1")["score"] == 18.4
    assert result["policy"]["overrides"] == {"leave.personal_year": 10}
    _, out, _ = run("score", tmp_path)
    assert "leave.personal_year" in out


def test_same_inputs_same_bytes_whatever_their_order(tmp_path: Path) -> None:
    a = roster(tmp_path / "名单.xlsx", [person("李小满"), person("王大雪")])
    b = grids(tmp_path / "考勤.xlsx", {"李小满": marked(), "王大雪": marked(spread({"personal": 13}))})
    first = run("score", a, b, "--format", "json")[1]
    assert first == run("score", a, b, "--format", "json")[1]
    swapped = json.loads(run("score", b, a, "--format", "json")[1])
    assert swapped["people"] == json.loads(first)["people"]


def test_why_shows_a_running_balance(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 14, "absent": 1}))})
    code, out, _ = run("why", "李小满", tmp_path)
    assert code == 0  # warnings only
    for part in ("18.4", "15.4", "附件4·在岗情况·1", "考勤.xlsx/"):
        assert part in out
    code, out, err = run("why", "李小瞒", tmp_path)
    assert (code, out) == (2, "")
    assert "李小满" in err


def test_validate_and_score_load_nothing_heavy(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    program = (
        "import sys; from qianyi import cli; cli.run(sys.argv[1:]);"
        "print([m for m in ('pandas','openpyxl','numpy','pydantic','docx','jinja2','rich.console') if m in sys.modules],"
        "file=sys.stderr)"
    )
    for command in (["validate"], ["score"], ["score", "--format", "json"]):
        done = subprocess.run(
            [sys.executable, "-c", program, command[0], str(tmp_path), *command[1:]], capture_output=True, text=True
        )
        assert done.stderr.strip().splitlines()[-1] == "[]"


def test_sheets_of_any_mix_in_one_workbook(tmp_path: Path) -> None:
    def extra(book: Workbook) -> None:
        who = ["李小满", "柳林乡卫生院", "云岭县人民医院", "一年"]
        add_sheet(book, "随便", [["名单"], [], ["姓名", "派驻单位", "选派单位", "支援时间"], who])
        headings = ["姓名", "请假类型", "开始日期", "结束日期", "天数", "备案日期", "证明材料"]
        add_sheet(book, "假", [headings, ["李小满", "病假", "2022-09-19", "2022-09-27", 7]])

    sick = dict.fromkeys(workdays(date(2022, 9, 19), date(2022, 9, 27)), "sick")
    assert len(sick) == 7
    path = grids(tmp_path / "全部.xlsx", {"李小满": marked(sick)}, extra=extra)
    _, result = run_json("validate", path)
    assert len(of(result, "L501")) == 1
    assert len(of(result, "L502")) == 1
    assert not of(result, "L503")
    assert not of(result, "A409")
    kinds = {s["kind"] for s in result["inputs"][0]["sheets"]}
    assert {"roster", "leave"} <= kinds


def test_csv_of_our_own_in_the_folder_is_no_register(tmp_path: Path) -> None:
    county = tmp_path / "县"
    shutil.copytree(ROOT / "samples" / "qingshui-2022", county)
    before = run_json("validate", county)[1]
    run("validate", county, "-o", county / "问题.csv", "-q")
    run("score", county, "-o", county / "成绩.csv", "-q")
    after = run_json("validate", county)[1]
    assert {f["path"] for f in after["findings"] if f not in before["findings"]} == {"问题.csv", "成绩.csv"}
    assert {f["code"] for f in after["findings"] if f not in before["findings"]} == {"I012"}
    assert after["inputs"] == before["inputs"]
