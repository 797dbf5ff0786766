"""Streams that are closed, full or cut off: a sentence where there is one to hear it, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from defusedxml import ElementTree

from tests.make.command import run
from tests.make.disk import ROSTER, person, roster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's redirections")
SHELL = f'"{sys.executable}" -m qianyi'


def said(line: str, folder: Path) -> tuple[int, str, str]:
    """Status, stdout and stderr of a shell line; `$q` is qianyi."""
    made = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "q": SHELL, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    return made.returncode, made.stdout, made.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    return tmp_path


@pytest.mark.parametrize("command", ["score .", "--help", "explain T201", "schema score", "policy list"])
def test_closed_output_is_nobodys_loss(folder: Path, command: str) -> None:
    status, _, err = said(f"eval $q {command} '>&-'", folder)
    assert status in (0, 1)
    assert "Traceback" not in err
    assert "内部出错" not in err


def test_what_is_written_does_not_land_in_place_of_a_closed_stream(folder: Path) -> None:
    status, _, err = said("eval $q score . -o 得分.json -q '>&-'", folder)
    assert status in (0, 1)
    assert err == ""
    assert (folder / "得分.json").stat().st_size > 1000


def test_what_was_meant_for_closed_errors_goes_nowhere_else(folder: Path) -> None:
    assert said("eval $q score nowhere.xlsx '2>&-'", folder) == (2, "", "")
    status, out, _ = said("eval $q score . --format json '2>&-'", folder)
    assert status in (0, 1)
    assert out.startswith("{")


def test_closed_input_is_an_end(folder: Path) -> None:
    status, _, err = said("eval $q menu '<&-'", folder)
    assert status in (0, 2)
    assert "Traceback" not in err
    assert "内部出错" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["score .", "--help", "--version"])
def test_a_full_disk_under_the_output(folder: Path, command: str) -> None:
    status, _, err = said(f"eval $q {command} '>/dev/full'", folder)
    assert status == 2
    assert "Traceback" not in err
    assert said("eval $q score nowhere.xlsx '2>/dev/full'", folder)[0] == 2


def test_a_reader_who_has_gone_wants_no_more(folder: Path) -> None:
    status, _, err = said('eval $q schema score | true; exit "${PIPESTATUS[0]}"', folder)
    assert (status, err) == (0, "")


def test_an_interrupt_ends_without_a_word(folder: Path) -> None:
    """From the first line of ours on; here while the command waits for an answer."""
    command = [sys.executable, "-m", "qianyi", "menu"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as made:
        assert made.stdout is not None
        assert made.stdout.read(3) == "县".encode()
        made.send_signal(signal.SIGINT)
        _, err = made.communicate()
    assert (made.returncode, err) == (130, b"")


def test_a_callback_that_meets_the_interrupt_ends_the_run(folder: Path) -> None:
    script = (
        "import sys\nfrom qianyi import cli\nsys.unraisablehook = cli._unraisable\n"
        "class A:\n    def __del__(self):\n        raise KeyboardInterrupt\n"
        "a = A()\ndel a\nprint('went on')\n"
    )
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr) == (130, "", "")


def test_what_cells_hold_never_steers_a_terminal(tmp_path: Path) -> None:
    escape = "\x1b[31m红\x07"
    folder = tmp_path / "县"
    folder.mkdir()
    book = xlsxwriter.Workbook(folder / "名单.xlsx")  # writes the signs as _x001B_, as Excel does
    sheet = book.add_worksheet()
    one = person("李小满", 受援单位=f"甲镇{escape}", 备注=f"Ａ{escape}", 支援时间="2022年9月1日-2023-5-31")
    two = person(f"王{escape}二", f"很久{escape}")
    for row, values in enumerate(([*ROSTER], [str(one.get(head, "")) for head in ROSTER], [*map(str, two.values())])):
        for column, value in enumerate(values):
            sheet.write_string(row, column, value)
    book.close()
    (folder / "qianyi.toml").write_text('county = "县\\u001b[31m"\n[aliases]\n"甲镇" = "乙镇"\n', encoding="utf-8")
    out = tmp_path / "out"
    for command in (
        ("validate", folder, "-v"),
        ("score", folder),
        ("why", "李小满", folder),
        ("inspect", folder),
        ("validate", folder, "--format", "markdown"),
        ("validate", folder, "--format", "github"),
        ("validate", folder, "--format", "junit"),
        ("status", folder, "-o", out),
        ("send", folder, "-o", out / "发表"),
        ("fix", folder, "-o", out / "整理"),
        ("fill", folder, "-o", out / "文书"),
        ("review", folder, "-o", out / "年终"),
        ("score", escape),
        ("explain", escape),
        ("score", folder, "--as-of", escape),
        (escape,),
    ):
        _, said_, told = run(*command)
        assert not [sign for sign in said_ + told if sign < " " and sign not in "\n\r\t"], command
    junit = run("validate", folder, "--format", "junit")[1]
    assert ElementTree.fromstring(junit).tag == "testsuites"


def test_a_refusal_is_no_longer_than_can_be_read() -> None:
    for command in (("explain", "x" * 50_000), ("score", "x" * 50_000), ("score", ".", "--policy", "x" * 50_000)):
        status, _, err = run(*command)
        assert status == 2
        assert len(err) < 700
        assert err.count("\n") == 1
