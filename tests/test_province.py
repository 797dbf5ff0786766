"""A province's job: exit status, who handed nothing in, sub-totals, verify, progress and log."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from qianyi.cli import run
from qianyi.output.locks import locked

SAMPLES = Path(__file__).parents[1] / "samples"
QUIET = ("--documents", "none", "-q")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """甲市: 怀北 (11 errors), 清水 (none). 乙市: 怀南 (11 errors)."""
    root = tmp_path / "省"
    shutil.copytree(SAMPLES / "huaibei-2021", root / "甲市" / "怀北")
    shutil.copytree(SAMPLES / "qingshui-2022", root / "甲市" / "清水")
    shutil.copytree(SAMPLES / "huaibei-2021", root / "乙市" / "怀南")
    return root


def broken(tree: Path) -> None:
    (tree / "坏县").mkdir()
    (tree / "坏县" / "名单.xlsx").write_bytes(b"PK\x03\x04 cut off")


@pytest.mark.parametrize(
    ("undone", "option", "status"),
    [
        (False, "error", 1),
        (False, "undone", 0),
        (False, "never", 0),
        (True, "error", 3),
        (True, "undone", 3),
        (True, "never", 0),
    ],
)
def test_exit_status(tree: Path, tmp_path: Path, undone: bool, option: str, status: int) -> None:
    if undone:
        broken(tree)
    assert run(["review", str(tree), "-o", str(tmp_path / "out"), *QUIET, "--fail-on", option]) == status


def test_one_county_by_itself(tmp_path: Path) -> None:
    for option, status in (("error", 1), ("undone", 0), ("never", 0)):
        county = str(SAMPLES / "huaibei-2021")
        assert run(["review", county, "-o", str(tmp_path / "out"), *QUIET, "--fail-on", option]) == status


def test_those_that_handed_nothing_in(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    awaited = tmp_path / "应交.csv"
    rows = ["市,县,行政区划代码", "甲市,怀北,640101", "甲市,清水,640102", "乙市,怀南,640201", "乙市,远山,640202"]
    awaited.write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "out"
    command = ["review", str(tree), "-o", str(out), "--documents", "none", "--expected", str(awaited)]
    assert run([*command, "--format", "json"]) == 3
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["dossier"], line["status"]) for line in lines if line["status"] == "absent"] == [
        ("乙市/远山", "absent")
    ]
    book = openpyxl.load_workbook(out / "汇总.xlsx")
    heads, *listed = book["各县排名"].values
    told = {row[1]: dict(zip(heads, row, strict=True)) for row in listed}
    assert told["甲市/清水"]["行政区划代码"] == "640102"
    assert told["乙市/远山"]["本地改动"] or "没有交来材料。" in told["乙市/远山"].values()
    assert told["甲市/怀北"]["每人次错误"] == pytest.approx(11 / 8)
    assert run([*command, "--fail-on", "never"]) == 0
    assert "1 个没有交" in capsys.readouterr().out
    (tmp_path / "空.txt").write_text("\n", encoding="utf-8")
    assert run([*command[:-1], str(tmp_path / "空.txt")]) == 2


def test_cities_have_sub_totals_and_values_are_chinese(tree: Path, tmp_path: Path) -> None:
    broken(tree)
    out = tmp_path / "out"
    run(["review", str(tree), "-o", str(out), *QUIET])
    heads, *rows = openpyxl.load_workbook(out / "汇总.xlsx")["各市小计"].values
    told = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert [row[0] for row in rows] == ["（未注明）", "乙市", "甲市", "合计"]
    assert (told["甲市"]["县数"], told["甲市"]["派驻人次"], told["甲市"]["错误"]) == (2, 45, 11)
    assert (told["合计"]["县数"], told["合计"]["没有做成的县"], told["合计"]["错误"]) == (3, 1, 22)
    people = list(csv.DictReader((out / "数据" / "region.csv").open(encoding="utf-8-sig")))
    assert {row["派驻期"] for row in people} <= {"一年", "半年", "不足半年"}
    findings = list(csv.DictReader((out / "数据" / "region-findings.csv").open(encoding="utf-8-sig")))
    assert {row["级别"] for row in findings} <= {"错误", "提醒", "说明"}


def test_scores_that_are_cut_off_are_that_countys_trouble(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run(["review", str(tree), "-o", str(out), *QUIET])
    path = out / "甲市" / "怀北" / "数据" / "scores.json"
    path.write_bytes(path.read_bytes()[:1000])
    capsys.readouterr()
    assert run(["review", str(tree), "-o", str(out), "--documents", "none"]) == 3
    said = capsys.readouterr().out
    assert "甲市/怀北：没有做成。数据/scores.json 不完整" in said
    people = list(csv.reader((out / "数据" / "region.csv").open(encoding="utf-8-sig")))
    assert {row[0] for row in people[1:]} == {"甲市/清水", "乙市/怀南"}


def test_verify_takes_its_options_from_the_manifest(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = ["review", str(tree), "-o", str(out), *QUIET, "--as-of", "2022-12-31", "--by-institution"]
    run(made)
    assert run(["review", str(tree), "-o", str(out), "--verify"]) == 0
    (out / "甲市" / "怀北" / "报告.html").write_text("x", encoding="utf-8")
    assert run(["review", str(tree), "-o", str(out), "--verify"]) == 1


def test_progress_and_log_for_programs(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    command = ["review", str(tree), "-o", str(tmp_path / "out"), *QUIET, "--log", str(log), "--progress", "json"]
    assert run(command) == 1
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["done"] for line in lines] == [1, 2, 3]
    assert {line["total"] for line in lines} == {3}
    assert all(line["rate"] > 0 and line["left_seconds"] >= 0 for line in lines)
    assert run(command) == 1
    logged = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line.get("state") for line in logged] == [None, None, None, "end"] * 2
    assert len({line["run"] for line in logged[:4]}) == 1
    assert logged[3]["exit"] == 1
    assert logged[3]["seconds"] > 0
    assert all(line["seconds"] > 0 for line in logged[:3])


def test_two_runs_over_one_tree(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with locked(out):
        assert run(["review", str(tree), "-o", str(out), *QUIET]) == 2
    assert "另一个 qianyi 正在" in capsys.readouterr().err
    assert run(["review", str(tree), "-o", str(out), *QUIET]) == 1


def test_where_every_one_of_several_is_undone_each_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲县", "乙县"):
        (tmp_path / "市" / name).mkdir(parents=True)
        (tmp_path / "市" / name / "名单.xlsx").write_bytes(b"PK\x03\x04 cut off")
    for option, status in (("error", 3), ("undone", 3), ("never", 0)):
        command = ["review", str(tmp_path / "市"), "-o", str(tmp_path / "out"), *QUIET, "--fail-on", option]
        assert run(command) == status
    assert {line.split("：")[0] for line in capsys.readouterr().out.splitlines() if "没有做成。" in line} == {
        "甲县",
        "乙县",
    }
    assert (tmp_path / "out" / "汇总.xlsx").exists()
