"""`--institution` of every command that reads a county: only what concerns this one, whoever else is in the files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.make.command import run, run_json
from tests.make.disk import marked, month, person, save

JUNE = date(2022, 6, 1), date(2022, 6, 30)
OWN, OTHER = "柳林乡卫生院", "青溪乡卫生院"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two recipients of one support institution, each with one person; both have an unknown mark and a date to tidy."""
    folder = tmp_path / "县"
    folder.mkdir()
    people = [person("李小满"), person("高秋实", 受援单位=OTHER)]
    strange = {date(2022, 6, 14): "？？"}
    save(
        folder / "县.xlsx",
        {
            "名单": people,
            "柳林": month({"李小满": marked(strange, *JUNE)}, JUNE[0]),
            "青溪": month({"高秋实": marked(strange, *JUNE)}, JUNE[0], title=f"{OTHER}2022年6月考勤表"),
            "情况": [
                {"姓名": "李小满", "日期": "2022.6.9", "类型": "未填考核手册"},
                {"姓名": "高秋实", "日期": "2022.6.9", "类型": "未填考核手册"},
            ],
        },
    )
    return folder


def test_inspect_tells_of_one_institution(county: Path) -> None:
    code, seen = run_json("inspect", county, "--institution", OWN)
    sheets = {sheet["name"]: sheet["people"] for file in seen["inputs"] for sheet in file["sheets"]}
    assert (code, sheets) == (0, {"名单": ["李小满"], "柳林": ["李小满"], "情况": ["李小满"]})


def test_fix_tidies_the_rows_of_one_institution(county: Path, tmp_path: Path) -> None:
    code, told = run_json("fix", county, "-o", tmp_path / "新", "--institution", OTHER)
    assert (code, [(c["sheet"], c["cell"]) for c in told["changes"]]) == (0, [("情况", "B3")])


def test_review_makes_the_year_of_one_institution(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    options = ("--as-of", "2022-06-30", "--institution", OWN, "--by-institution")
    code, _, err = run("review", county, "-o", out, *options)
    assert code == 1, err
    scores = json.loads((out / "数据/scores.json").read_text("utf-8"))
    findings = json.loads((out / "数据/findings.json").read_text("utf-8"))
    assert [one["name"] for one in scores["people"]] == ["李小满"]
    assert [(one["name"], one["role"]) for one in scores["institutions"]] == [(OWN, "recipient")]
    assert (findings["summary"]["people"], findings["summary"]["recipients"]) == (1, 1)
    assert {f["institution"] for f in scores["findings"] if f["code"] == "S802" and not f["person"]} == {OWN}
    assert [f["cells"] for f in findings["findings"] if f["code"] == "A403"] == [["P3"]]
    assert [path.name for path in sorted((out / "单位").iterdir())] == [OWN, f"{OWN}.zip"]
    assert "高秋实" not in (out / "报告.html").read_text("utf-8")
    assert not [path for path in out.rglob("*") if "高秋实" in path.name]


def test_plan_tells_of_one_institution(tmp_path: Path) -> None:
    pytest.importorskip("ortools")
    hospital, other = "云岭县人民医院", "云岭县中医医院"
    sheets = {
        "需求": [{"受援单位": OWN, "专业": "临床", "人数": 1}, {"受援单位": OTHER, "专业": "护理", "人数": 2}],
        "可派人员": [
            {"姓名": "李小满", "支援单位": hospital, "专业": "临床", "专业技术职称": "主治医师"},
            {"姓名": "高秋实", "支援单位": other, "专业": "护理", "专业技术职称": "主管护师"},
        ],
    }
    save(tmp_path / "选派.xlsx", sheets)
    code, told = run_json("plan", tmp_path, "--institution", OWN)
    assert code == 0  # the post that stays empty is the other's
    assert [row["name"] for row in told["roster"]] == ["李小满"]
    assert ([need["need"] for need in told["needs"]], told["unmet"]) == ([1], [])
    code, told = run_json("plan", tmp_path, "--institution", other)
    assert (code, [row["recipient"] for row in told["roster"]]) == (0, [OTHER])
    code, told = run_json("plan", tmp_path, "--institution", OTHER)
    assert (code, [(one["need"], one["missing"]) for one in told["unmet"]]) == (1, [(2, 1)])


@pytest.mark.parametrize("command", ["inspect", "review", "fix"])
def test_an_institution_that_nobody_knows_is_said(county: Path, tmp_path: Path, command: str) -> None:
    options = () if command == "inspect" else ("-o", tmp_path / "出")
    code, out, err = run(command, county, *options, "--institution", "柳林卫生院")
    assert (code, OWN in out + err) == (2, True)


def test_fill_ends_with_what_concerns_the_institution(county: Path, tmp_path: Path) -> None:
    """One institution's error is waived, the other's stands."""
    (county / "qianyi.toml").write_text(
        f'[aliases]\n"柳林院" = "{OWN}"\n'
        f'[[waivers]]\ncode = "A403"\ninstitution = "{OWN}"\nreason = "在途"\napproved_by = "局务会"\n',
        encoding="utf-8",
    )
    options = ("--as-of", "2022-06-30", "--document", "handbook")
    assert run("fill", county, "-o", tmp_path / "甲", *options)[0] == 1
    code, _, err = run("fill", county, "-o", tmp_path / "乙", *options, "--institution", "柳林院")
    assert code == 0, err
    assert [path.name for path in (tmp_path / "乙").rglob("*.docx")] == [f"001-李小满-{OWN}-平时考核手册.docx"]


@pytest.mark.parametrize("command", ["validate", "score", "status", "inspect", "fix", "send", "fill", "review", "diff"])
def test_a_batch_job_may_give_every_command_the_same_options(county: Path, tmp_path: Path, command: str) -> None:
    out = ("-o", tmp_path / "出") if command in ("fix", "send", "fill", "review") else ()
    paths = (county, county) if command == "diff" else (county,)
    common = ("--policy", "yanchi-2022", "--year", "2022", "--as-of", "2022-06-30", "--quiet", "--no-color")
    code, _, err = run(command, *paths, *out, *common)
    assert code in (0, 1), err
