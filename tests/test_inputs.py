"""What is read is never written over, whatever --force says; results are regular files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qianyi import inputs
from tests.make.command import of, run, run_json
from tests.make.disk import grids, marked, person, roster

PACK = 'extends = "yanchi-2022"\nid = "x"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county in `县`, everything else beside it."""
    monkeypatch.chdir(tmp_path)
    Path("县").mkdir()
    roster(Path("县/名单.xlsx"), [person("李小满")])
    grids(Path("县/考勤.xlsx"), {"李小满": marked()})
    Path("县/qianyi.toml").write_text('county = "云岭县"\n', encoding="utf-8")
    Path("政策.toml").write_text(PACK, encoding="utf-8")
    Path("细则.toml").write_text(
        'title = "细则"\n[[annexes]]\nannex = 4\ntitle = "人员"\n', encoding="utf-8"
    )  # refused or not: it has been read
    Path("方案.txt").write_text("云岭县对口支援工作方案\n一、总则\n（一）为做好工作，制定本方案。\n", encoding="utf-8")
    Path("放假.txt").write_text("放假", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "score 县 --policy 政策.toml -o 政策.toml --force",
        "validate 县 --policy 政策.toml -o 政策.toml --force --format json",
        "score 县 -o 县/qianyi.toml --force",
        "score 县 -o 县/名单.xlsx --force",
        "score 县/考勤.xlsx -o 县/名单.xlsx --force",
        "score 县 --rubric 细则.toml -o 细则.toml --force",
        "why 李小满 县 --policy 政策.toml -o 政策.toml --force",
        "policy draft 方案.txt -o 方案.txt --force",
        "review 县 -o out --documents none --log 县/qianyi.toml",
        "review 县 -o out --documents none --policy 政策.toml --log 政策.toml",
        "review 县 -o out --documents none --log 县/名单.xlsx",
        "validate 县 --annotate 县 --force",
        "fix 县 -o 县 --force",
        "init 县 --from 县 --year 2024 --force",
    ],
)
def test_what_is_read_is_not_written_over(here: Path, command: str) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    status, out, err = run(*command.split())
    assert (status, out) == (2, "")
    assert err.startswith("qianyi：")
    assert {path: path.read_bytes() for path in before} == before


def test_the_countys_own_document_and_notice_are_inputs(here: Path) -> None:
    settings = Path("县/qianyi.toml")
    settings.write_text('county = "云岭县"\n[document]\nfile = "../方案.txt"\n', encoding="utf-8")
    before = Path("方案.txt").read_bytes()
    assert run("validate", "县", "-o", "方案.txt", "--force")[0] == 2
    assert Path("方案.txt").read_bytes() == before


def test_an_input_by_another_name_is_an_input(here: Path) -> None:
    os.link("政策.toml", "又名.toml")
    Path("链接.toml").symlink_to("政策.toml")
    for name in ("又名.toml", "链接.toml", "县/../政策.toml"):
        assert run("score", "县", "--policy", "政策.toml", "-o", name, "--force")[0] == 2
    assert Path("政策.toml").read_text(encoding="utf-8") == PACK


def test_what_one_run_read_another_may_write(here: Path) -> None:
    assert run("score", "县", "-o", "得分.json")[0] < 2
    assert run("diff", "得分.json", "得分.json")[0] == 0
    assert run("score", "县", "-o", "得分.json")[0] < 2


def test_outside_a_run_nothing_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a")
    inputs.took(path)
    assert not inputs.is_input(path)
    with inputs.remembering():
        inputs.took(path)
        assert inputs.is_input(path)
        with inputs.remembering():
            assert not inputs.is_input(path)
        assert inputs.is_input(path)
    assert not inputs.is_input(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
@pytest.mark.parametrize(
    "command",
    [
        "score 县 -o 管道",
        "score 县 -o 管道 --force",
        "score 管道",
        "score 县 --policy 管道",
        "score 县 --rubric 管道",
        "policy check 管道",
        "policy draft 管道 -o 新.toml",
        "review 县 -o out --documents none --expected 管道",
        "review 县 -o out --documents none --log 管道",
        "review 县 -o 管道 --documents none",
        "fill 县 -d appraisal --template 管道 -o 文书",
        "template check 管道",
        "plan 管道 -o 新.xlsx",
        "diff 管道 县",
        "init 管道",
        "send 县 -o 管道",
        "fix 县 -o 管道",
        "validate 县 --annotate 管道",
    ],
)
def test_pipes_are_neither_read_nor_written(here: Path, command: str) -> None:
    os.mkfifo("管道")
    status, out, err = run(*command.split())
    assert (status, out) == (2, "")
    assert err.startswith("qianyi：")
    assert "内部出错" not in err
    assert Path("管道").is_fifo()


def test_another_file_is_not_quoted_as_a_policy(here: Path) -> None:
    Path("密码").write_text("root:secret:0\n", encoding="utf-8")
    Path("错.toml").write_text("title secret\n", encoding="utf-8")
    for option in ("--policy", "--rubric"):
        status, _, err = run("score", "县", option, Path("密码").absolute())
        assert (status, "secret" in err) == (2, False)
        assert "secret" in run("score", "县", option, "错.toml")[2]  # a TOML's own line helps to find the slip


def test_an_xml_workbook_of_a_folder_is_read_other_xml_is_named(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = [["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", "2022-06-08", "2022-06-08"]]
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>"
        for row in cells
    )
    book = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="请假"><Table>{rows}</Table></Worksheet></Workbook>'
    roster(tmp_path / "名单.xlsx", [person()])
    (tmp_path / "请假.xml").write_text(f'<?xml version="1.0"?>{book}', encoding="utf-8")
    (tmp_path / "配置.xml").write_text("<?xml version='1.0'?><a/>", encoding="utf-8")
    _, result = run_json("validate", tmp_path)
    assert {"path": "请假.xml", "kind": "leave", "rows": 1} in [
        {"path": item["path"], "kind": sheet["kind"], "rows": sheet["rows"]}
        for item in result["inputs"]
        for sheet in item["sheets"]
    ]
    assert [one["path"] for one in of(result, "I012")] == ["配置.xml"]
