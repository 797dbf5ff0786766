"""`--verbose`, `--select` and `--ignore` mean the same in every command that reads a county."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.make.command import run, run_json
from tests.make.disk import marked, month, person, save

JUNE = date(2022, 6, 1), date(2022, 6, 30)
COUNTY = (
    "validate",
    "score",
    "why 李小满",
    "fill -o 出",
    "review -o 出",
    "fix -o 出",
    "inspect",
    "status",
    "send -o 出",
)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """One person, with a mark of June that nobody knows (A403)."""
    folder = tmp_path / "县"
    folder.mkdir()
    sheet = month({"李小满": marked({date(2022, 6, 14): "？？"}, *JUNE)}, JUNE[0])
    save(folder / "县.xlsx", {"名单": [person("李小满")], "六月": sheet})
    return folder


@pytest.mark.parametrize("command", COUNTY)
def test_verbose_names_each_input_with_its_digest(
    command: str, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = command.split()
    words = (name, *rest[:1], county, *rest[1:]) if name == "why" else (name, county, *rest)
    digest = hashlib.sha256((county / "县.xlsx").read_bytes()).hexdigest()
    _, out, err = run(*words, "--as-of", "2022-06-30", "--verbose")
    assert digest in out + err
    _, out, err = run(*words, "--as-of", "2022-06-30", *(["--force"] if "出" in rest else []))
    assert digest not in out + err


def test_status_holds_against_a_month_the_codes_asked_for(county: Path) -> None:
    def state(*options: str) -> str:
        _, told = run_json("status", county, "--as-of", "2022-07-10", *options)
        return {one["month"]: one["state"] for one in told["received"]}["2022-06"]

    assert (state(), state("--select", "A403"), state("--ignore", "A")) == ("problems", "problems", "ok")


def test_diff_compares_the_codes_asked_for(county: Path, tmp_path: Path) -> None:
    for name in ("早", "晚"):
        run("review", county, "-o", tmp_path / name, "--as-of", "2022-06-30", "--documents", "none")
    _, told = run_json("diff", tmp_path / "早", tmp_path / "晚")
    assert {"A403"} < {one["code"] for one in told["findings"]}
    _, told = run_json("diff", tmp_path / "早", tmp_path / "晚", "--select", "A403")
    assert {one["code"] for one in told["findings"]} == {"A403"}


@pytest.mark.parametrize("command", ["why", "status"])
def test_a_code_that_is_none_is_refused(command: str, county: Path) -> None:
    words = (command, "李小满", county) if command == "why" else (command, county)
    code, out, err = run(*words, "--select", "Z9")
    assert (code, out) == (2, "")
    assert "没有规则 Z9" in err


@pytest.mark.parametrize("command", ["inspect 县", "diff 县 县"])
@pytest.mark.parametrize("format", ["text", "json"])
def test_what_is_shown_can_be_written_to_a_file_instead(
    command: str, format: str, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [*command.split(), "--format", format, "--verbose"]
    shown, out = run(*words)[:2]
    assert out
    code, nothing, err = run(*words, "-o", "结果")
    assert (code, nothing) == (shown, "")
    assert (tmp_path / "结果").read_text("utf-8") == out
    assert "已写 结果" in err
    book = county / "县.xlsx"
    before = book.read_bytes()
    code, nothing, err = run(*words, "-o", book, "--force")
    assert (code, nothing, book.read_bytes()) == (2, "", before)
    assert "是输入文件，不能覆盖" in err
