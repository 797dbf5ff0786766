"""The command line as a stranger meets it: help, odd file names, streams that cannot take what is written."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from qianyi.cli import COMMANDS
from qianyi.cli import schema as cli_schema
from qianyi.output.schema import OUTPUTS
from qianyi.output.screen.explain import explain_text
from qianyi.policy.load import load_policy
from qianyi.rules import RULES
from tests.make.command import run, run_json
from tests.make.disk import grids, marked, person, roster

ENGLISH = ("Usage", "Options", "Arguments", "Commands", "required", "default", "Show", "Install")


@pytest.mark.parametrize("command", ["", *COMMANDS, "policy show", "template check"])
def test_help_is_chinese(command: str) -> None:
    code, out, err = run(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"用法：qianyi {command}".rstrip())
    assert "选项：" in out
    assert not [word for word in ENGLISH if word in out]


def test_every_code_clause_criterion_and_parameter_is_explained() -> None:
    for id in ("yanchi-2022", "suzhou-2021"):
        policy = load_policy(id)
        sections = [section for annex in policy.annexes.values() for section in annex.sections]
        items = [item for section in sections for item in section.items]
        lines = [line for item in items for line in item.lines]
        known = [*RULES, *policy.clauses, *policy.parameters, *(one.id for one in (*sections, *items, *lines))]
        for what in known:
            assert what in explain_text(what, [policy]).partition("\n")[0], what


@pytest.mark.skipif(sys.platform != "linux", reason="file names in GBK bytes")
def test_file_names_in_gbk_bytes_are_read_and_told(tmp_path: Path) -> None:
    """What a zip made on a Chinese Windows leaves on Linux."""
    county, out = tmp_path / "省" / "县", tmp_path / "out"
    county.mkdir(parents=True)
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    for name in ("名单.xlsx", "考勤.xlsx"):
        os.rename(tmp_path / name, os.fsencode(county) + b"/" + name.encode("gb18030"))
    _, result = run_json("validate", county)
    assert [item["path"] for item in result["inputs"]] == ["名单.xlsx", "考勤.xlsx"]
    for made in ("结果.xlsx", "结果.json", "结果.csv", "结果.txt"):
        code, _, err = run("score", county, "-o", out / made)
        assert code < 2, err
    assert run("validate", county, "--annotate", out / "批注")[0] < 2
    assert sorted(path.name for path in (out / "批注").iterdir()) == ["名单.xlsx", "考勤.xlsx"]
    os.rename(county, os.fsencode(county.parent) + b"/" + "云岭县".encode("gb18030"))
    code, said, err = run("review", county.parent, "-o", out / "年终", "--documents", "none")
    assert code < 2, err
    assert "云岭县：" in said
    assert (out / "年终" / "云岭县" / "成绩.xlsx").is_file()


def _process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "qianyi", *arguments], check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_what_goes_into_a_pipe_is_utf8_whatever_the_console() -> None:
    """A pipe on a Chinese Windows is GBK, which has no ✓: `policy show` told of an inner error."""
    made = _process("policy", "show", capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"})
    assert (made.returncode, made.stderr) == (0, b"")
    assert "✓" in made.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_said_in_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        made = _process("fill", "--list", stdout=full, stderr=subprocess.PIPE)
    assert made.returncode == 2
    assert made.stderr.decode() == "qianyi：磁盘已满，结果没有写完；请清出空间后再试。\n"


def test_options_that_all_commands_share(tmp_path: Path) -> None:
    county = tmp_path / "县"
    county.mkdir()
    roster(county / "名单.xlsx", [person("李小满")])
    grids(county / "考勤.xlsx", {"李小满": marked()})
    common = ("--policy", "yanchi-2022", "--year", "2022", "--quiet", "--no-color")
    for command in (
        ("validate", county),
        ("score", county),
        ("why", "李小满", county),
        ("fill", county, "-o", tmp_path / "文书"),
        ("review", county, "-o", tmp_path / "年终"),
        ("fix", county, "-o", tmp_path / "整理"),
    ):
        code, _, err = run(*command, *common)
        assert (code < 2, err) == (True, ""), command


def test_why_into_a_file(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    shown = run("why", "李小满", tmp_path, "-q")[1]
    assert run("why", "李小满", tmp_path, "-q", "-o", tmp_path / "李小满.txt") == (0, "", "")
    written = (tmp_path / "李小满.txt").read_text(encoding="utf-8")
    assert shown.startswith("李小满")
    assert written.startswith(shown)
    for words in ("yanchi-2022", "截至 2023-05-31", "qianyi 0.", "SHA-256", "名单.xlsx"):
        assert words in written[len(shown) :], words
    assert run("why", "李小满", tmp_path, "-q", "-o", tmp_path / "名单.xlsx", "--force")[0] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="closing a stream is a matter of the shell")
def test_a_closed_stream_leads_nowhere(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    command = f"{shlex.quote(sys.executable)} -m qianyi"
    for arguments, closed, status, told in (
        (f"validate {shlex.quote(str(tmp_path))}", ">&-", 0, "截至"),
        ("validate 没有这个文件.xlsx", "2>&-", 2, ""),
        (f"score {shlex.quote(str(tmp_path))} --format json", "<&- >&- 2>&-", 0, ""),
    ):
        done = subprocess.run(["sh", "-c", f"{command} {arguments} {closed}"], capture_output=True, text=True)
        assert done.returncode == status, done
        assert done.stdout == ""
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_explain_searches_by_word() -> None:
    code, out, _ = run("explain", "旷工")
    assert code == 0
    assert "规则 A411" in out
    assert "参数 score.absent_rate" in out
    assert run("explain", "没有这样的词")[0] == 2


def test_a_built_in_template_is_a_start_for_ones_own(tmp_path: Path) -> None:
    code, _, err = run("template", "copy", "certificate", "-o", tmp_path / "我县证明.docx")
    assert (code, err.strip()) == (0, f"已写 {tmp_path / '我县证明.docx'}")
    assert run("template", "check", tmp_path / "我县证明.docx", "-d", "certificate")[0] == 0
    assert run("template", "copy", "certificate", "-o", tmp_path / "a.xlsx")[0] == 2
    assert run("template", "copy", "没有", "-o", tmp_path / "b.docx")[0] == 2


def test_against_passes_over_parameters_that_the_other_policy_lacks(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    (tmp_path / "qianyi.toml").write_text('[parameters]\n"leave.personal_year" = 10\n', encoding="utf-8")
    code, out, err = run("validate", tmp_path, "--against", "suzhou-2021")
    assert code in (0, 1), err
    assert "没有参数 leave.personal_year" in err
    assert "不再有的问题" in out
    assert "SHA-256" not in out


def test_what_was_written_is_said(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    for command in ("validate", "score"):
        _, out, err = run(command, tmp_path, "-o", tmp_path / f"{command}.json")
        assert (out, f"已写 {tmp_path / command}.json" in err) == ("", True)
        assert run(command, tmp_path, "-o", tmp_path / f"{command}.json", "-q")[2] == ""


def test_a_facts_length_is_bounded(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", "很久" * 20_000)])
    _, result = run_json("validate", tmp_path)
    assert max(len(finding["message"]) for finding in result["findings"]) < 4_000


def test_an_option_that_is_missing_is_named() -> None:
    code, out, err = run("send", "县")
    assert (code, out) == (2, "")
    assert err == "qianyi：缺少 --output 文件夹；用法见 qianyi send --help。\n"


def test_the_help_of_schema_names_every_output() -> None:
    assert cli_schema.OUTPUT_NAMES.split("、") == list(OUTPUTS)
