"""Policies, explanations, schemas, workbooks, documents and review from the command line, as the contract has them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.make.command import ask, codes, of, run, run_json
from tests.make.disk import grids, marked, person, roster, save, spread

OWN = """id = "own"
title = "某县办法"
extends = "yanchi-2022"
[clauses]
"第三条" = "请假"
[parameters."leave.personal_year"]
value = 10
clause = "第三条"
status = "text"
"""


def own(folder: Path, text: str = OWN) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(*arguments: object) -> str:
    code, out, err = run(*arguments)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1), err
    return err


def test_what_a_rule_looks_at_is_a_whole_clause() -> None:
    for id in ("yanchi-2022", "suzhou-2021"):
        shown = run("policy", "show", id)[1].partition("四、规则")[2].partition("五、")[0]
        assert [line for line in shown.splitlines() if line.endswith(("、", "，", "（"))] == []


def test_policy_commands(tmp_path: Path) -> None:
    assert [p["id"] for p in run_json("policy", "list")[1]["policies"]] == ["suzhou-2021", "yanchi-2022"]
    assert run("policy", "show")[1] == run("policy", "show", "yanchi-2022")[1]
    shown = {p["id"]: p for p in run_json("policy", "show", own(tmp_path))[1]["parameters"]}
    known = shown["leave.personal_year"]
    assert (known["value"], known["unit"], known["clause"], known["status"]) == (10, "workday", "第三条", "text")
    assert run("policy", "check", own(tmp_path))[0] == 0
    (only,) = run_json("policy", "diff", "yanchi-2022", own(tmp_path))[1]["differences"]
    assert (only["part"], only["id"], only["a"], only["b"]) == ("parameter", "leave.personal_year", 12, 10)


HEAD = 'title = "x"\nextends = "yanchi-2022"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OWN + "[parmeters]\n", "parameters"),
        (OWN.replace('clause = "第三条"', 'clause = "第九条"'), "第九条"),
        (HEAD + '[parameters]\n"leave.personl_year" = 3\n', "leave.personal_year"),
        (HEAD + '[parameters]\n"leave.personal_year" = "十"\n', "leave.personal_year"),
        (HEAD + '[parameters]\n"score.absent_rate" = nan\n', "score.absent_rate"),
        (HEAD + '[parameters]\n"survey.min_awareness" = 70\n', "survey.min_awareness"),
        (HEAD + '[campaign]\nstart = "2022-02-30"\n', "2022-02-30"),
        (HEAD + '[rules]\nT999 = "四（三）"\n', "T999"),
        ('title = "x"\nextends = "yanchi-2020"\n', "yanchi-2022"),
        ('title = "x"\nextends = "own.toml"\n', "own.toml"),
        ("extends =\n", "第 1 行"),
    ],
)
def test_a_wrong_policy_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = own(tmp_path, text)
    assert words in refused("policy", "check", path)
    roster(tmp_path / "名单.xlsx", [person()])
    assert words in refused("validate", tmp_path, "--policy", path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('points = 3, title = "按需', 'points = 4, title = "按需', "2.1.4"),
        ('id = "2.1.1.2"', 'id = "2.1.1.1"', "2.1.1.1"),
        ('computes = "leader-visits"', 'judge = "both"', "judge"),
        ('computes = "leader-visits"', 'computes = "leader-visit"', "是不是 leader-visits"),
        ('["at_home"]', '["at_hom"]', "是不是 at_home"),
    ],
)
def test_a_rubric_must_add_up(tmp_path: Path, old: str, new: str, words: str) -> None:
    from qianyi.policy.shipped import PACKS

    rubric = (PACKS / "yanchi-2022" / "rubric.toml").read_text("utf-8")
    assert old in rubric
    assert words in refused("policy", "check", own(tmp_path, HEAD + rubric.replace(old, new, 1)))


def test_against_a_stricter_policy(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person()])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 12}))})
    _, result = run_json("validate", tmp_path / "名单.xlsx", tmp_path / "考勤.xlsx", "--against", own(tmp_path))
    (changed,) = result["people"]
    assert [(item["id"], item["before"], item["after"]) for item in changed["items"]] == [("4.1", 20, 18.4)]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("T201", "stint-too-short"),
        ("t201", "违规示例"),
        ("stint-too-short", "合规示例"),
        ("四（三）", "T202"),
        ("第十条", "L511"),
        ("附件4·在岗情况·1", "A413"),
        ("2.1.1.3", "2 分"),
        ("4.2", "4.2.2"),
        ("4.1", "20 分"),
        ("leave.personal_year", "12"),
        ("leave.township_days", "suzhou-2021"),
        ("S805", "优秀"),
    ],
)
def test_explain(what: str, words: str) -> None:
    code, out, _ = run("explain", what)
    assert code == 0
    assert words in out


@pytest.mark.parametrize(("what", "near"), [("leave.personal", "leave.personal_year"), ("什么", "T201")])
def test_explain_of_nothing(what: str, near: str) -> None:
    assert near in refused("explain", what)


def test_every_json_output_has_a_schema_it_fits(tmp_path: Path) -> None:
    import jsonschema

    county = tmp_path / "县"
    county.mkdir()
    roster(county / "名单.xlsx", [person(), person("王大雪", "前半年")])
    grids(county / "考勤.xlsx", {"李小满": marked()})
    asked: dict[str, list[object]] = {
        "validate": ["validate", county],
        "score": ["score", county],
        "what-if": ["validate", county, "--against", "suzhou-2021"],
        "policy-list": ["policy", "list"],
        "policy": ["policy", "show", "suzhou-2021"],
        "policy-diff": ["policy", "diff", "yanchi-2022", "suzhou-2021"],
        "fix": ["fix", county, "-o", tmp_path / "fixed"],
        "fill": ["fill", county, "-o", tmp_path / "filled", "-d", "appraisal"],
        "review": ["review", county, "-o", tmp_path / "reviewed", "--documents", "none"],
    }
    for name, arguments in asked.items():
        schema = json.loads(run("schema", name)[1])
        output = json.loads(run(*arguments, "--format", "json")[1])
        assert output["schema"] == f"qianyi.{name}/1"
        jsonschema.Draft202012Validator(schema).validate(output)
    assert "validate" in refused("schema", "none")


def test_why_of_an_institution(tmp_path: Path) -> None:
    marks = [{"对象": "云岭县人民医院", "条款": "2.1.2.1", "得分": 3}]
    save(tmp_path / "县.xlsx", {"名单": [person()], "评分": marks})
    code, out, _ = run("why", "云岭县人民医院", tmp_path, "--criterion", "2.1.2.1")
    assert code == 0
    for part in ("3 / 5", "-2", "附件2·职责明确", "县.xlsx/评分!C2"):
        assert part in out
    assert "2.1.1.1" not in out
    assert "2.1.2.1" in refused("why", "云岭县人民医院", tmp_path, "--criterion", "2.1.2.2")
    assert "云岭县人民医院" in refused("why", "云岭人民医院", tmp_path)


EVIL = ("=1+1", "+1", "-2", "@SUM(A1)")


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    path = roster(
        tmp_path / "名单.xlsx", [person(受援单位=EVIL[0]), person("王大雪", 支援单位=EVIL[2], 受援单位=EVIL[3])]
    )
    book = load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value in EVIL:
                cell.data_type = "s"
    book.save(path)
    assert run("score", path, "-o", tmp_path / "得分.xlsx")[0] in (0, 1)
    seen = [c for ws in load_workbook(tmp_path / "得分.xlsx") for row in ws.iter_rows() for c in row if c.value in EVIL]
    assert {c.value for c in seen} == {EVIL[0], EVIL[2], EVIL[3]}
    assert {c.data_type for c in seen} == {"s"}
    assert "'=1+1" in run("score", path, "--format", "csv")[1]


def test_one_annotated_copy_may_be_named(tmp_path: Path) -> None:
    path = roster(tmp_path / "名单.xlsx", [person(period="前半年")])
    before = path.read_bytes()
    assert run("validate", path, "--annotate", tmp_path / "批注.xlsx")[0] == 1
    book = load_workbook(tmp_path / "批注.xlsx")
    assert book.sheetnames == ["问题清单", "名单"]
    assert "T204" in book["名单"]["J3"].comment.text
    assert path.read_bytes() == before
    refused("validate", path, "--annotate", path, "--force")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ nosuch }}", "nosuch"),
        ("{{ person.name ", "标签"),
        ("{% for x in y %}", "标签"),
        ("{{ ''.__class__ }}", "不允许"),
        ("{% include '/etc/hosts' %}", "不允许"),
        ("{{ cycler.__init__.__globals__ }}", "不允许"),
    ],
)
def test_a_template_is_not_trusted(tmp_path: Path, text: str, words: str) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "模板.docx"))
    path = roster(tmp_path / "名单.xlsx", [person()])
    given = ("-o", tmp_path / "文书", "-d", "appraisal", "--template", tmp_path / "模板.docx")
    assert words in refused("fill", path, *given)
    assert not list((tmp_path / "文书").rglob("*.docx"))


def county(folder: Path, name: str) -> None:
    folder.mkdir(parents=True)
    roster(folder / "名单.xlsx", [person(name, 备注="电话 13800138000")])
    grids(folder / "考勤.xlsx", {name: marked()})


def texts(folder: Path) -> dict[str, bytes]:
    """All that a reader of the files could see, zip members unpacked."""
    found = {}
    for path in (p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if data[:2] == b"PK":
            with zipfile.ZipFile(path) as archive:
                data = b"".join(archive.read(name) for name in archive.namelist())
        found[str(path.relative_to(folder))] = data
    return found


def test_review_of_a_tree_with_one_corrupt_dossier(tmp_path: Path) -> None:
    tree, out = tmp_path / "市", tmp_path / "结果"
    county(tree / "甲县", "李小满")
    county(tree / "乙县", "王大雪")
    (tree / "丙县").mkdir()
    (tree / "丙县" / "名单.xlsx").write_bytes(b"PK\x03\x04 no zip")
    asked: list[Any] = ["review", tree, "-o", out, "-j", 1, "--documents", "none", "--format", "json"]
    code, said, _ = run(*asked)
    states = {line["dossier"]: line["status"] for line in map(json.loads, said.splitlines())}
    assert (code, states) == (3, {"甲县": "done", "乙县": "done", "丙县": "failed"})
    assert {"汇总.html", "汇总.xlsx", "数据/region.csv", "甲县/数据/manifest.json"} <= {
        str(p.relative_to(out)) for p in out.rglob("*")
    }
    before = texts(out)
    code, said, _ = run(*asked)
    assert {json.loads(line)["status"] for line in said.splitlines()} == {"unchanged", "failed"}
    assert texts(out) == before
    (out / "甲县" / "报告.html").write_text("x", encoding="utf-8")
    code, said, _ = run("review", tree, "-o", out, "--verify")
    assert code == 1
    assert "甲县：不符" in said


def test_an_anonymous_review_names_nobody(tmp_path: Path) -> None:
    county(tmp_path / "县", "李小满")
    assert run("review", tmp_path / "县", "-o", tmp_path / "结果", "--anonymous")[0] == 0
    for name, data in texts(tmp_path / "结果").items():
        for private in ("李小满", "13800138000"):
            assert private not in name
            assert private.encode() not in data, name


def test_a_blank_dossier_has_no_error(tmp_path: Path) -> None:
    assert run("init", tmp_path / "新县")[0] == 0
    code, result = run_json("validate", tmp_path / "新县")
    assert code == 0
    assert not [f for f in result["findings"] if f["severity"] == "error"]


@pytest.mark.parametrize(
    ("toml", "points"),
    [
        ("leave.total_max = 30", 0),
        ("leave.total_max = 31", 20),
        ('leave.total_kinds = ["personal", "marriage"]', 20),
        ("leave.personal_year = 10", 18.4),
    ],
)
def test_a_countys_own_figures(tmp_path: Path, toml: str, points: float) -> None:
    grids(tmp_path / "考勤.xlsx", {"李小满": marked(spread({"personal": 12, "sick": 19}))})
    result = ask(tmp_path, {"名单": [person()]}, command="score", toml=f"[parameters]\n{toml}\n")
    assert result["people"][0]["items"][0]["score"] == points
    assert list(result["policy"]["overrides"]) == [toml.split(" ")[0]]
    assert ("A412" in codes(result)) == (points == 0)
    assert len(of(result, "A413")) == (0 if "personal_year" in toml else 1)


def test_why_of_one_line_does_not_count_the_others_that_wait(tmp_path: Path) -> None:
    marks = [{"对象": "云岭县人民医院", "条款": "2.1.1.1", "得分": 1.5}]
    handbook = [{"姓名": "李小满", "日期": "2022-09-01", "类型": "未填考核手册"}]
    marks += [{"对象": "李小满", "条款": "4.3.1", "得分": 3}]
    save(tmp_path / "县.xlsx", {"名单": [person()], "评分": marks, "情况": handbook})
    # 2 points less 0.5; the other four lines of 2.1.1 wait
    assert "2.1.1.1  -0.5  余 1.5" in run("why", "云岭县人民医院", tmp_path, "--criterion", "2.1.1.1")[1]
    out = run("why", "李小满", tmp_path, "--criterion", "4.3.1")[1]
    assert "4.3.1  -1  余 3" in out
    assert "4.3  -21  余 0" in out


def test_frames_keep_their_columns_and_types_where_nothing_stands(tmp_path: Path) -> None:
    import qianyi

    scores = qianyi.score(qianyi.read([save(tmp_path / "县.xlsx", {"名单": [person()]})]))
    for table, column in (("people", "score"), ("people", "4.2"), ("institutions", "percent"), ("lines", "score")):
        assert str(scores.to_frame(table)[column].dtype) == "float64", (table, column)
    ledger = scores.to_frame("ledger")
    assert len(ledger) == 0
    assert {"subject", "line", "points", "cells"} <= set(ledger)
