"""Text, csv, Markdown, JUnit, GitHub lines; why and explain."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from qianyi import scoring
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, Sheet
from qianyi.errors import QianyiError
from qianyi.output.formats import csv_of, csv_text, github, github_lines, junit, markdown, safe
from qianyi.output.screen.causes import finding_line
from qianyi.output.screen.columns import table, width, wrapped
from qianyi.output.screen.text import screen
from qianyi.output.screen.why import why_text
from qianyi.output.view import View
from qianyi.rules.registry import CheckRun
from tests.make import ROOT
from tests.make.command import run
from tests.make.days import first_workdays
from tests.make.memory import County

ROSTER = Sheet("名单.xlsx", "名单", (0, 0), "roster")
YUNLING = ROOT / "samples" / "yunling-2022"


def finding(code: str = "T201", severity: str = "error", row: int = 11) -> Finding:
    return Finding(
        code,
        "江映月 派驻 4 个月，少于 6 个月。请核对起止日期。",
        (Cell(ROSTER, row, 9),),
        person="江映月",
        severity=severity,
        slug="stint-too-short",
        clause="四（三）",
    )


def county() -> County:
    made = County()
    made.person("江映月")
    made.worked("江映月", personal=first_workdays(date(2022, 8, 1), 14), absent=first_workdays(date(2022, 10, 10), 1))
    return made


def test_a_finding_is_one_line_fact_clause_remedy() -> None:
    facts = county().facts()  # of two files
    assert finding_line(facts, finding()) == (
        "错误 T201 [名单.xlsx/名单!J12] 江映月 派驻 4 个月，少于 6 个月（四（三））。请核对起止日期。"
    )


def test_the_file_is_named_only_where_there_are_several() -> None:
    made = County()
    made.person("江映月")
    assert "[名单!J12]" in finding_line(made.facts(), finding())


def test_a_waived_finding_names_its_waiver() -> None:
    waived = finding().replace(severity="info", waiver="专项（局长 批准）")
    assert finding_line(county().facts(), waived).endswith("〔已豁免：专项（局长 批准）〕")


def test_many_causes_are_cut_and_the_gravest_stay() -> None:
    many = [finding("R111", "info", row).replace(person=f"甲{row}") for row in range(60)] + [finding(row=99)]
    lines = screen(View(county().facts(), many, [])).splitlines()
    assert any("J100" in line for line in lines)
    assert sum("R111" in line for line in lines) == 49
    assert "……另有 11 条没有列出" in "\n".join(lines)
    assert "没有列出" not in screen(View(county().facts(), many, [], quiet=True))


def test_findings_of_one_cause_are_one_line() -> None:
    three = [finding(row=row) for row in (11, 12, 13)]
    facts = county().facts()
    (line,) = screen(View(facts, three, [], quiet=True)).splitlines()
    assert line.startswith("错误 T201（3 处） [名单.xlsx/名单!J12:J14] 江映月 派驻 4 个月")
    assert len(screen(View(facts, three, [], quiet=True, verbose=True)).splitlines()) == 3


def test_facts_of_one_cause_that_differ_are_all_told() -> None:
    two = [
        finding("A403", row=row).replace(fact=f"江映月 的标记“{mark}”不认识", remedy="请改正。", clause=None)
        for row, mark in ((3, "乙"), (4, "丙。丁"))
    ]
    (line,) = screen(View(county().facts(), two, [], quiet=True)).splitlines()
    assert line.endswith("江映月 的标记“乙”不认识；的标记“丙。丁”不认识。请改正。")


def test_a_whole_staff_that_is_not_on_the_roster_is_one_line() -> None:
    names = [f"路人{sign}" for sign in "甲乙丙丁戊己"]
    found = [
        finding("A401", row=row).replace(person=name, fact=f"考勤表里的{name}：名单上没有")
        for row, name in enumerate(names)
    ]
    (line,) = screen(View(county().facts(), found, [], quiet=True)).splitlines()
    assert "6 人不在名单，未计：路人甲、路人乙" in line


def test_what_else_is_wrong_with_strangers_is_one_line_a_code() -> None:
    names = [f"路人{sign}" for sign in "甲乙丙丁戊"]
    found = []
    for row, name in enumerate(names):
        found += [
            finding("A401", row=row).replace(person=name, fact=f"考勤表里的{name}：名单上没有"),
            finding("A403", row=row).replace(
                person=name, fact=f"{name} 的标记“★”不认识", remedy="请改正。", clause=None
            ),
        ]
    lines = screen(View(county().facts(), found, [], quiet=True)).splitlines()
    assert len(lines) == 2
    assert lines[1].endswith("5 人（路人甲、路人乙、路人丙……）的标记“★”不认识。请改正。")


@pytest.mark.parametrize(("people", "lines"), [(5, 1), (4, 4)])
def test_one_sign_that_is_unknown_for_many_people_is_one_line(people: int, lines: int) -> None:
    found = [
        finding("A403", row=row).replace(person=f"江{sign}", fact=f"江{sign} 的标记“★”不认识", remedy="请改正。")
        for row, sign in enumerate("月星云雨雪"[:people])
    ]
    assert len(screen(View(county().facts(), found, [], quiet=True)).splitlines()) == lines
    assert len(screen(View(county().facts(), found, [], quiet=True, verbose=True)).splitlines()) == people


def test_one_value_that_many_rows_have_is_one_line() -> None:
    found = [
        finding("I004", row=row).replace(
            person=f"江{sign}", fact="天数“两天”不是数字", remedy="请只写数字。", clause=None
        )
        for row, sign in enumerate("月星云雨雪")
    ]
    (line,) = screen(View(county().facts(), found, [], quiet=True)).splitlines()
    assert line == "错误 I004（5 处） [名单.xlsx/名单!J1:J5] 天数“两天”不是数字。请只写数字。"


def test_the_summary_comes_first_and_what_to_do_next() -> None:
    made = county()
    found = [
        finding(),
        finding("R106", "warning").replace(person=None, cells=(), fact="少 36 人", remedy="请核对名单。"),
    ]
    lines = screen(View(made.facts(), found, [])).splitlines()
    assert lines[4:8] == [
        "单位        错误  提醒",
        "甲镇卫生院     1     0",
        "全县           0     1",
        "合计           1     1",
    ]
    place = lines.index("接下来先办：")
    assert lines[place + 1].endswith("，1 处（甲镇卫生院）：请核对起止日期。")
    assert lines.index("甲镇卫生院（错误 1，提醒 0）") > place


def test_quiet_has_no_header_no_hash_no_skipped_check() -> None:
    code, out, err = run("validate", YUNLING, "--quiet")
    assert (code, err) == (1, "")
    assert all(line.split()[0] in ("错误", "提醒", "说明") for line in out.splitlines())
    code, out, err = run("score", YUNLING, "--quiet")
    assert (code, err) == (1, "")
    assert "错误" not in out
    assert "未检查" not in out


def test_digests_are_on_the_screen_only_where_asked_for() -> None:
    assert "SHA-256" not in run("validate", YUNLING)[1]
    assert "SHA-256" in run("validate", YUNLING, "--verbose")[1]


def test_what_was_not_checked_is_said() -> None:
    facts = county().facts()
    text = screen(View(facts, [], [CheckRun("T201", "ran"), CheckRun("L501", "skipped", "没有请假登记")]))
    assert "查了 1 条规则" in text
    assert "未检查 1 条" in text
    assert "L501：没有请假登记" in text


def test_colour_only_where_asked() -> None:
    facts = county().facts()
    assert "\x1b[" not in finding_line(facts, finding())
    assert finding_line(facts, finding(), color=True).startswith("\x1b[31m错误\x1b[0m")


def test_what_people_wrote_steers_no_terminal() -> None:
    facts = county().facts()
    bad = finding().replace(fact="江映月\x1b[2J\x07 的\x9b标记", remedy="请改正。")
    for color in (True, False):
        text = screen(View(facts, [bad], [], color=color))
        assert "␛[2J␇ 的�标记" in text
        assert "\x1b[2J" not in text
    for text in (markdown(View(facts, [bad], [])), github(View(facts, [bad], []))):
        assert not set(text) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))}
    ET.fromstring(junit(View(facts, [bad.replace(fact="\ud800\ufffe\x00甲")], [CheckRun("T201", "ran")])))


@pytest.mark.parametrize("columns", [80, 100])
def test_tables_fit_the_screen(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for sample in ("yunling-2022", "huaibei-2021"):
        out = run("score", ROOT / "samples" / sample, "--quiet")[1]
        assert max(width(line) for line in out.splitlines()) <= columns
    heads = run("score", YUNLING, "--quiet")[1].splitlines()[0].split()
    assert {"在岗", "纪律", "职责"} <= set(heads)
    assert ("支援单位" in heads) is (columns == 100)


def test_people_are_ranked_on_the_screen() -> None:
    out = run("score", YUNLING, "--quiet")[1]
    heads = out.splitlines()[0].split()
    rows = [line.split() for line in out.splitlines()[1:38]]
    scores = [float(row[heads.index("得分")]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_the_screen_of_score_names_policy_people_and_readings() -> None:
    facts = county().facts()
    scores = scoring.score(facts)
    text = screen(View(facts, scores.findings, scores.checks, scores))
    assert "yanchi-2022" in text
    # 1.6 points for two days over twelve, 3 for a day of absence
    assert "江映月  县医院    甲镇卫生院  15.4     —     —  15.4  30.8  待评" in text
    assert "请假累计上限 leave.total_max = 36（读法" in text


def test_long_lines_break_by_their_width() -> None:
    assert wrapped("政策：查看、核对、比较。", 12) == ["政策：查看、", "核对、比较。"]
    assert wrapped("text 或 json", 9) == ["text 或", "json"]


def test_help_is_aligned_by_width() -> None:
    lines = run("validate", "--help")[1].splitlines()
    starts = {
        width(line[: line.index(word)])
        for line in lines
        for word in ("政策（默认", "活动年度", "截至日期", "覆盖不是")
        if word in line
    }
    assert len(starts) == 1


def test_chinese_is_two_columns_wide() -> None:
    assert width("江a") == 3
    assert table(["姓名", "分"], [["江映月", "5"], ["a", "10"]], right=[1]) == [
        "姓名    分",
        "江映月   5",
        "a       10",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_csv_holds_no_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert next(csv.reader(io.StringIO(csv_text([[text]])))) == [f"'{text}"]


def test_csv_has_a_row_a_finding() -> None:
    heads, row = csv.reader(io.StringIO(csv_of(View(county().facts(), [finding()], []))))
    found = dict(zip(heads, row, strict=True))
    assert (found["代码"], found["单元格"], found["文件"], found["人员"]) == ("T201", "J12", "名单.xlsx", "江映月")


def test_junit_fails_skips_and_passes() -> None:
    checks = [CheckRun("T201", "ran"), CheckRun("T202", "ran"), CheckRun("L501", "skipped", "没有请假登记 <无>")]
    root = ET.fromstring(junit(View(county().facts(), [finding()], checks)))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["T201"].find("failure") is not None
    assert len(cases["T202"]) == 0
    assert cases["L501"].find("skipped").get("message") == "没有请假登记 <无>"  # type: ignore[union-attr]
    assert root.get("failures") == "1"


def test_github_escapes_what_would_end_a_line() -> None:
    line = github_lines(county().facts(), [finding().replace(fact="100% 甲\n乙。")])
    assert line.startswith("::error file=名单.xlsx,title=T201 stint-too-short::")
    assert "100%25 甲%0A乙" in line
    assert line.count("\n") == 1


@pytest.mark.parametrize("format", ["json", "csv", "markdown", "junit", "github", "text"])
@pytest.mark.parametrize("command", ["validate", "score"])
def test_every_format_comes_to_the_screen(command: str, format: str) -> None:
    code, out, _ = run(command, YUNLING, "--format", format, "-q")
    assert code == 1
    assert out


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "xml", "txt", "xlsx"])
def test_the_suffix_of_the_output_decides(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    for path in (first, second):
        code, out, _ = run("score", YUNLING, "-o", path, "-q")
        assert (code, out) == (1, "")
    assert first.read_bytes() == second.read_bytes()
    assert run("score", YUNLING, "-o", first, "-q")[0] == 1


def test_a_strangers_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    code, _, err = run("score", YUNLING, "-o", path, "-q")
    assert code == 2
    assert "--force" in err
    assert path.read_text() == "{}"
    assert run("score", YUNLING, "-o", path, "-q", "--force")[0] == 1


def test_an_unknown_format_is_refused() -> None:
    code, out, err = run("score", YUNLING, "--format", "jsn")
    assert (code, out) == (2, "")
    assert "json" in err


def test_why_shows_the_running_balance() -> None:
    facts = county().facts()
    text = why_text(facts, scoring.score(facts), "江映月", "4.1")
    assert "4.1  -1.6  余 18.4  事假 14 天，超出 12 天 2 天 × 0.8（附件4·在岗情况·1）" in text
    assert "4.1  -3  余 15.4  旷工 1 天 × 3（附件4·在岗情况·1）" in text
    assert "leave.personal_year = 12（原文）" in text


def test_why_says_what_is_missing() -> None:
    facts = county().facts()
    text = why_text(facts, scoring.score(facts), "江映月", "4.2.1")
    assert "尚缺：没有评分" in text
    assert "4.2.2" not in text


def test_why_of_an_institution_in_both_roles() -> None:
    code, out, _ = run("why", "云岭县人民医院", YUNLING, "-q")
    assert code == 0
    assert "支援单位（附件2）" in out
    assert "受援单位（附件3）" in out


def test_why_of_an_unknown_name_offers_the_nearest() -> None:
    facts = county().facts()
    with pytest.raises(QianyiError, match="江映月"):
        why_text(facts, scoring.score(facts), "江映雪")
    with pytest.raises(QianyiError, match=r"4\.2"):
        why_text(facts, scoring.score(facts), "江映月", "4.9")


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ("T201", "怎么改"),
        ("stint-too-short", "T201"),
        ("C602", "通报"),
        ("四（三）", "T201"),
        ("第十条", "L511"),
        ("2.1.1.3", "2 分"),
        ("2.1.1", "2.1.1.5"),
        ("2.1", "2.1.6"),
        ("4.1", "leave.personal_year"),
        ("leave.total_max", "36"),
        ("check.bar_days", "suzhou-2021"),
    ],
)
def test_explain(what: str, held: str) -> None:
    code, out, _ = run("explain", what)
    assert code == 0
    assert held in out


@pytest.mark.parametrize(
    ("what", "near"), [("T2O1", "T2"), ("leave.total", "leave.total_max"), ("完全不相干的话", "T201")]
)
def test_explain_of_something_unknown_offers_the_nearest(what: str, near: str) -> None:
    code, out, err = run("explain", what)
    assert (code, out) == (2, "")
    assert near in err


@pytest.mark.parametrize("command", ["validate", "score"])
def test_junit_passes_no_rule_that_was_not_asked_for(command: str) -> None:
    root = ET.fromstring(run(command, YUNLING, "--format", "junit", "--select", "T2", "--ignore", "T205", "-q")[1])
    names = [case.get("name") or "" for case in root.iter("testcase")]
    assert names
    assert all(name.startswith("T2") and name != "T205" for name in names)


def test_markdown_of_a_policy_without_points_tells_its_facts() -> None:
    out = run("score", ROOT / "samples" / "huaibei-2021", "--format", "markdown", "-q")[1]
    assert "/0" not in out
    assert "待评" not in out
    # 97.6 %: 244 of 250 days
    assert "| 柏舟 | 怀北县柳集镇卫生院 | 97.6 |" in out


def test_markdown_of_scores_lists_the_readings() -> None:
    out = run("score", YUNLING, "--format", "markdown")[1]
    assert "| 旷工扣分 | score.absent_rate | 3 | 读法 | 附件4·在岗情况·1 |" in out
    assert "| grades.优秀 | 90 | 本地设定 |  |" in out


def test_an_institution_sees_its_own_alone(tmp_path: Path) -> None:
    name, other = "云中镇中心卫生院", "白鹭镇中心卫生院"
    for command in (["validate", "."], ["score", "."], ["status", "."], ["why", "武青梧", "."], ["diff", ".", "."]):
        at = [str(YUNLING) if part == "." else part for part in command]
        code, out, err = run(*at, "--institution", name)
        assert code in (0, 1), (command, err)
        assert name in out or command[0] == "diff"
        assert other not in out, command
        code, out, err = run(*at, "--institution", "没有这家")
        assert (code, out) == (2, ""), command
        assert "没有这家" in err
    _, sent, _ = run("send", YUNLING, "-o", tmp_path / "发", "--month", "2022-08", "--institution", name)
    assert [path.name for path in (tmp_path / "发").glob("*.xlsx")] == [f"{name}-2022-08.xlsx"]
    assert name in sent


def test_what_one_institution_is_told_in_json() -> None:
    import json

    code, out, _ = run("score", YUNLING, "--institution", "云中镇中心卫生院", "--format", "json")
    data = json.loads(out)
    assert code == 1
    # the roster sends six to 云中镇中心卫生院, which is no support institution
    assert data["summary"]["people"] == len(data["people"]) == 6
    assert [(one["name"], one["role"]) for one in data["institutions"]] == [("云中镇中心卫生院", "recipient")]
    assert {one["person"] for one in data["findings"]} - {one["name"] for one in data["people"]} <= {None, "柳如丝"}
