"""The command line as a stranger meets it: help, odd file names, streams that cannot take what is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qianyi.cli import COMMANDS
from qianyi.output.screen.explain import explain_text
from qianyi.policy.load import load_policy
from qianyi.rules import RULES
from tests.county import grids, marked, person, roster, run, run_json

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
        ("validate", county), ("score", county), ("why", "李小满", county), ("fill", county, "-o", tmp_path / "文书"),
        ("review", county, "-o", tmp_path / "年终"), ("fix", county, "-o", tmp_path / "整理"),
    ):  # fmt: skip
        code, _, err = run(*command, *common)
        assert (code < 2, err) == (True, ""), command


def test_why_into_a_file(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    shown = run("why", "李小满", tmp_path, "-q")[1]
    assert run("why", "李小满", tmp_path, "-q", "-o", tmp_path / "李小满.txt") == (0, "", "")
    written = (tmp_path / "李小满.txt").read_text(encoding="utf-8")
    assert written.startswith(shown)
    for words in ("yanchi-2022", "截至 2023-05-31", "qianyi 0.", "SHA-256", "名单.xlsx"):
        assert words in written[len(shown) :], words
    assert run("why", "李小满", tmp_path, "-q", "-o", tmp_path / "名单.xlsx", "--force")[0] == 2
