"""Review: one county or a tree of them; restartable, verifiable, one bad dossier never stops the others."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from qianyi.cli import run
from qianyi.errors import QianyiError
from qianyi.yearend import Options, pool, review
from qianyi.yearend.plan import Job, plan
from qianyi.yearend.unit import Outcome, work
from tests.make.disk import person, roster

SAMPLES = Path(__file__).parents[1] / "samples"
NO_DOCUMENTS = Options(documents=())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two counties, a third that cannot be read, and a folder that is none."""
    root = tmp_path / "省"
    shutil.copytree(SAMPLES / "huaibei-2021", root / "怀北")
    shutil.copytree(SAMPLES / "huaibei-2021", root / "市" / "怀南")
    (root / "坏县").mkdir()
    (root / "坏县" / "名单.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (root / "空").mkdir()
    return root


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_county_by_itself_goes_straight_into_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["review", str(SAMPLES / "qingshui-2022"), "-o", str(out), "--documents", "派驻人员名单"]) == 0
    made = {path.name for path in out.iterdir()}
    assert made == {"成绩.xlsx", "报告.html", "问题清单.xlsx", "文书", "数据"}
    assert {path.name for path in (out / "数据").iterdir()} == {"findings.json", "scores.json", "manifest.json"}
    assert json.loads((out / "数据" / "findings.json").read_bytes())["schema"] == "qianyi.validate/1"
    assert json.loads((out / "数据" / "scores.json").read_bytes())["schema"] == "qianyi.score/1"
    assert "错误 0，提醒 0，37 人" in capsys.readouterr().out


def test_a_tree_is_reviewed_worst_first_and_merged(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["review", str(tree), "-o", str(out), "--documents", "none", "--format", "json"]) == 3
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["dossier"], line["status"]) for line in lines] == [
        ("坏县", "failed"),
        ("空", "failed"),
        ("市/怀南", "done"),
        ("怀北", "done"),
    ]
    assert lines[0]["message"]
    assert lines[2]["summary"]["error"] == 11
    assert (out / "市" / "怀南" / "报告.html").is_file()
    assert not (out / "坏县" / "报告.html").exists()
    people = list(csv.reader((out / "数据" / "region.csv").open(encoding="utf-8-sig")))
    assert [row[0] for row in people] == ["县", *["市/怀南"] * 8, *["怀北"] * 8]
    book = openpyxl.load_workbook(out / "汇总.xlsx")
    assert book.sheetnames == ["各县排名", "各市小计", "派驻人员", "单位合并", "单位分县", "问题按规则", "说明"]
    assert book["派驻人员"].max_row == 17
    assert "坏县" in (out / "汇总.html").read_text(encoding="utf-8")


def test_the_region_names_what_each_county_changed(tree: Path, tmp_path: Path) -> None:
    """Counties whose figures differ stand in one ranking: what was overridden must be seen there."""
    settings = tree / "怀北" / "qianyi.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[parameters]\nleave.township_days = 3\n", encoding="utf-8")
    out = tmp_path / "out"
    review([tree], out, options=NO_DOCUMENTS)
    rows = list(openpyxl.load_workbook(out / "汇总.xlsx")["各县排名"].values)
    told = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows}
    assert "leave.township_days = 3" in told["怀北"]["本地改动"]
    assert "leave.township_days" not in told["市/怀南"]["本地改动"]
    digest = hashlib.sha256((out / "怀北" / "数据" / "scores.json").read_bytes()).hexdigest()
    assert told["怀北"]["scores.json SHA-256"] == digest
    assert "leave.township_days = 3" in (out / "汇总.html").read_text(encoding="utf-8")


def test_the_region_counts_institutions_of_policies_without_points(tmp_path: Path) -> None:
    """怀北: 3 institutions support 4 under a policy that has no points; they are institutions all the same."""
    for name in ("甲", "乙"):
        shutil.copytree(SAMPLES / "huaibei-2021", tmp_path / "省" / name)
    review([tmp_path / "省"], tmp_path / "out", options=NO_DOCUMENTS)
    page = (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")
    assert "共 2 个县、派驻 16 人次，3 家单位支援 4 家单位。" in page


def test_a_county_without_marks_is_not_ranked_as_one_with_zeros(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """20 of 50 points are computed from attendance, 30 wait for marks: a mean of 40 would take these for zeros."""
    for name in ("已评县", "未评县"):
        shutil.copytree(SAMPLES / "qingshui-2022", tmp_path / "省" / name)
    (tmp_path / "省" / "未评县" / "评分.xlsx").unlink()
    out = tmp_path / "out"
    run(["review", str(tmp_path / "省"), "-o", str(out), "--documents", "none"])
    lines = {line.split("：")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "人员平均" in lines["青水县 已评县"]
    assert "人员平均" not in lines["青水县 未评县"]
    rows = list(openpyxl.load_workbook(out / "汇总.xlsx")["各县排名"].values)
    told = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows}
    assert (told["已评县"]["名次"], told["未评县"]["名次"]) == (1, None)
    assert (told["未评县"]["人员平均（百分制）"], told["未评县"]["得分未定人次"]) == (None, 37)


def test_what_went_wrong_is_told_the_same_wherever_the_county_lies(tmp_path: Path) -> None:
    for place in ("甲", "乙"):
        shutil.copytree(SAMPLES / "huaibei-2021", tmp_path / place / "省" / "好县")
        bad = tmp_path / place / "省" / "坏县"
        bad.mkdir()
        (bad / "qianyi.toml").write_text('policy = "nowhere"\n', encoding="utf-8")
        (bad / "名单.csv").write_text("姓名\n", encoding="utf-8")
        result = review([tmp_path / place / "省"], tmp_path / place / "out", options=NO_DOCUMENTS)
        assert result.outcomes[0].message.startswith("qianyi.toml 的 policy：没有政策 nowhere")
    assert everything(tmp_path / "甲" / "out") == everything(tmp_path / "乙" / "out")


def test_nothing_to_review_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, broken = tmp_path / "空", tmp_path / "坏"
    empty.mkdir()
    broken.mkdir()
    (broken / "名单.xlsx").write_bytes(b"PK\x03\x04 cut off")
    for path in (empty, broken, tmp_path / "无"):
        assert run(["review", str(path), "-o", str(tmp_path / "out")]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1


def test_a_second_run_does_only_what_changed(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    review([tree], out, options=NO_DOCUMENTS)
    before = everything(out)
    assert {o.state for o in review([tree], out, options=NO_DOCUMENTS).outcomes} == {"failed", "unchanged"}
    assert everything(out) == before
    settings = tree / "怀北" / "qianyi.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n# 改了\n", encoding="utf-8")
    states = {o.name: o.state for o in review([tree], out, options=NO_DOCUMENTS).outcomes}
    assert states == {"坏县": "failed", "空": "failed", "怀北": "done", "市/怀南": "unchanged"}
    states = {o.name: o.state for o in review([tree], out, options=Options(documents=(), year=2021)).outcomes}
    assert states == {"坏县": "failed", "空": "failed", "怀北": "done", "市/怀南": "done"}


def test_same_bytes_wherever_the_county_lies(tmp_path: Path) -> None:
    for place in ("a", "far/b"):
        shutil.copytree(SAMPLES / "huaibei-2021", tmp_path / place / "县")
        review([tmp_path / place / "县"], tmp_path / place / "out")
    assert everything(tmp_path / "a" / "out") == everything(tmp_path / "far" / "b" / "out")


def test_verify_tells_of_outputs_that_were_touched(tmp_path: Path) -> None:
    source, out = tmp_path / "县", tmp_path / "out"
    shutil.copytree(SAMPLES / "huaibei-2021", source)
    command = ["review", str(source), "-o", str(out), "--documents", "none"]
    assert run([*command, "--verify"]) == 1
    assert not out.exists()
    run(command)
    assert run([*command, "--verify"]) == 0
    report = out / "报告.html"
    report.write_bytes(report.read_bytes() + b" ")
    assert run([*command, "--verify"]) == 1
    report.unlink()
    assert run([*command, "--verify"]) == 1
    run(command)
    assert run([*command, "--verify"]) == 0


def test_what_others_wrote_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "报告.html").write_text("mine", encoding="utf-8")
    command = ["review", str(SAMPLES / "huaibei-2021"), "-o", str(out), "--documents", "none"]
    assert run(command) == 2
    assert "报告.html" in capsys.readouterr().err
    assert (out / "报告.html").read_text(encoding="utf-8") == "mine"
    assert run([*command, "--force"]) == 1
    (out / "报告.html").write_text("hers", encoding="utf-8")
    capsys.readouterr()
    assert run([*command, "--year", "2021"]) == 1
    assert "报告.html 改动过，没有覆盖" in capsys.readouterr().out
    assert (out / "报告.html").read_text(encoding="utf-8") == "hers"
    assert run([*command, "--year", "2021", "--force"]) == 1
    assert (out / "报告.html").read_text(encoding="utf-8") == "hers", "up to date: nothing is written"
    (out / "报告.html").unlink()
    assert run([*command, "--year", "2021"]) == 1
    assert "qianyi" in (out / "报告.html").read_text(encoding="utf-8")


def cut_off_after(operations: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the run dies when so many files have been put into place."""
    replace, left = os.replace, [operations]

    def dying(*arguments: object) -> None:
        if not left[0]:
            raise SystemExit("cut off")
        left[0] -= 1
        replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", dying)


@pytest.mark.parametrize("moment", range(9))
def test_cut_off_at_any_moment_the_next_run_ends_the_same(
    moment: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run dies at its n-th file operation of putting outputs into place; a run before it had other options."""
    source, out, whole = SAMPLES / "huaibei-2021", tmp_path / "out", tmp_path / "whole"
    review([source], whole, options=NO_DOCUMENTS)
    review([source], out, options=Options(documents=("服务证明",)))
    cut_off_after(moment, monkeypatch)
    with pytest.raises(SystemExit) if moment < 7 else contextlib.nullcontext():
        review([source], out, options=NO_DOCUMENTS)
    monkeypatch.undo()
    review([source], out, options=NO_DOCUMENTS)
    assert everything(out) == everything(whole)
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in whole.iterdir())


@pytest.mark.parametrize("moment", range(8))
def test_cut_off_at_any_moment_the_next_run_tells_the_same_changes(
    moment: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changed is told against the run before, of which some files were replaced already."""
    source, out, whole = SAMPLES / "huaibei-2021", tmp_path / "out", tmp_path / "whole"
    earlier, later = (Options(documents=(), as_of=day) for day in (date(2021, 12, 31), date(2022, 3, 31)))
    for folder in (out, whole):
        review([source], folder, options=earlier)
    review([source], whole, options=later)
    cut_off_after(moment, monkeypatch)
    with pytest.raises(SystemExit) if moment < 7 else contextlib.nullcontext():
        review([source], out, options=later)
    monkeypatch.undo()
    review([source], out, options=later)
    assert everything(out) == everything(whole)
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in whole.iterdir())


@dataclass
class Deadly:
    """A unit of work that kills its process for one county, always or the first time only."""

    flag: Path
    always: bool

    def __call__(self, job: Job) -> Outcome:
        if job.name == "c3" and (self.always or not self.flag.exists()):
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(job.name, job.out, "done", {"error": 0, "warning": 0})


@pytest.mark.parametrize(("always", "state"), [(True, "failed"), (False, "done")])
def test_a_killed_worker_stops_no_other(always: bool, state: str, tmp_path: Path) -> None:
    jobs = [Job(f"c{number}", (str(tmp_path),), str(tmp_path / str(number)), Options()) for number in range(14)]
    found = {o.name: o.state for o in pool.outcomes(jobs, Deadly(tmp_path / "flag", always), 2, None)}
    assert found == {f"c{number}": state if number == 3 else "done" for number in range(14)}


def test_few_dossiers_need_no_pool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pool, "ProcessPoolExecutor", None)
    jobs = [Job(f"c{number}", (), str(tmp_path), Options()) for number in range(9)]
    here: Callable[[Job], Outcome] = lambda job: Outcome(job.name, str(os.getpid()), "done")  # noqa: E731  (typed as a pool asks for it)
    assert {o.out for o in pool.outcomes(jobs, here, 4, None)} == {str(os.getpid())}


def test_pool_and_single_process_write_the_same(tmp_path: Path) -> None:
    root = tmp_path / "省"
    for number in range(10):
        shutil.copytree(SAMPLES / "huaibei-2021", root / f"县{number}")
    alone = review([root], tmp_path / "one", options=NO_DOCUMENTS, jobs=1)
    pooled = review([root], tmp_path / "two", options=NO_DOCUMENTS, jobs=2)
    assert [o.name for o in alone.outcomes] == [o.name for o in pooled.outcomes] == [f"县{n}" for n in range(10)]
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_dossiers_are_found_and_named(tmp_path: Path) -> None:
    for name in (
        "b/qianyi.toml",
        "b/sub/甲.xlsx",
        "a/甲.xlsx",
        "a/乙/qianyi.toml",
        ".c/甲.xlsx",
        "d/~$甲.xlsx",
        "out/a/甲.xlsx",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    jobs, many = plan([tmp_path], tmp_path / "out", Options())
    assert [job.name for job in jobs] == ["a", "a/乙", "b", "d"]  # d handed nothing in
    assert many
    jobs, many = plan([tmp_path / "a" / "乙"], tmp_path / "x", Options())
    assert [(job.name, job.out) for job in jobs] == [("乙", str(tmp_path / "x"))]
    assert not many
    jobs, many = plan([tmp_path / "b", tmp_path / "b"], tmp_path / "x", Options())
    assert [job.name for job in jobs] == ["b", "b-2"]


def test_output_among_the_inputs_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "huaibei-2021", tmp_path / "县")
    with pytest.raises(QianyiError):
        review([tmp_path / "县"], tmp_path / "县")


def test_an_output_folder_that_holds_counties_is_refused(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What lies under the output folder is passed over: a county there would be missing without a word."""
    for out in (tree, tree / "市"):
        before = everything(tree)
        assert run(["review", str(tree), "-o", str(out), "--documents", "none"]) == 2
        assert "里有材料" in capsys.readouterr().err
        assert everything(tree) == before
    for _ in range(2):  # results in the tree, made and made again, are no counties
        assert run(["review", str(tree), "-o", str(tree / "结果"), "--documents", "none"]) == 3
        assert "共 4 个县" in capsys.readouterr().out


def test_a_county_without_a_roster_is_not_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SAMPLES / "qingshui-2022", tmp_path / "省" / "甲")
    (tmp_path / "省" / "乙").mkdir()
    shutil.copy(SAMPLES / "qingshui-2022" / "考勤.xlsx", tmp_path / "省" / "乙")
    command = ["review", str(tmp_path / "省"), "-o", str(tmp_path / "out"), "--documents", "none"]
    assert run(command) == 3
    assert capsys.readouterr().out.startswith("乙：没有做成。没有找到派驻人员名单")
    assert not (tmp_path / "out" / "乙").exists()


def test_verify_looks_at_the_merged_files_too(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(tree / "坏县")
    shutil.rmtree(tree / "空")
    command = ["review", str(tree), "-o", str(tmp_path / "out"), "--documents", "none"]
    assert run([*command, "--verify"]) == 1
    assert "还没有汇总" in capsys.readouterr().out
    run(command)
    assert run([*command, "--verify"]) == 0
    with (tmp_path / "out" / "数据" / "region.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    capsys.readouterr()
    assert run([*command, "--verify"]) == 1
    assert "汇总：不符。数据/region.csv 与写出时不同" in capsys.readouterr().out


def test_a_document_that_is_none_is_refused_before_anything_is_written(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", str(tree), "-o", str(tmp_path / "out"), "--documents", "nosuch"]) == 2
    assert capsys.readouterr().err.startswith("qianyi：没有文书 nosuch")
    assert not (tmp_path / "out").exists()


def test_anonymous_outputs_name_nobody(tmp_path: Path) -> None:
    out = tmp_path / "out"
    review([SAMPLES / "yunling-2022"], out, options=Options(anonymous=True))
    assert sorted(path.name for path in out.iterdir()) == ["报告.html", "数据"]
    names = [person["name"] for person in json.loads((out / "数据" / "scores.json").read_bytes())["people"]]
    assert all("*" in name for name in names)
    assert len(set(names)) == 37
    scores = work(Job("x", (str(SAMPLES / "yunling-2022"),), str(tmp_path / "open"), NO_DOCUMENTS))
    assert scores.state == "done"
    real = [
        person["name"] for person in json.loads((tmp_path / "open" / "数据" / "scores.json").read_bytes())["people"]
    ]
    for made in (path for path in out.rglob("*") if path.is_file()):
        text = made.read_text(encoding="utf-8")
        assert not [name for name in real if name in text]
        assert 'class="year"' not in text


def test_log_and_bad_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.txt"
    command = ["review", str(SAMPLES / "huaibei-2021"), "-o", str(tmp_path / "out"), "--documents", "none"]
    assert run([*command, "--log", str(log), "-q"]) == 1
    assert "huaibei-2021 已做 错误 11 提醒 7" in log.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""
    for wrong in (["--combine", "best"], ["--jobs", "0"], ["--format", "xml"], ["--policy", "nowhere"]):
        assert run([*command, *wrong]) == 2


def test_a_county_that_handed_nothing_in_is_not_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder, and one of nothing that can be read, beside counties: named, and never “0 errors”."""
    root = tmp_path / "省"
    shutil.copytree(SAMPLES / "huaibei-2021", root / "市" / "怀北")
    (root / "市" / "空县").mkdir()
    (root / "市" / "扫描县").mkdir()
    (root / "市" / "扫描县" / "名单.pdf").write_bytes(b"%PDF-1.4")
    (root / "另一市").mkdir()
    assert run(["review", str(root), "-o", str(tmp_path / "out"), "--documents", "none", "--format", "json"]) == 3
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    states = {line["dossier"]: line["status"] for line in lines}
    assert states == {"另一市": "failed", "市/空县": "failed", "市/扫描县": "failed", "市/怀北": "done"}
    assert all(str(tmp_path) not in line["message"] for line in lines if line["status"] == "failed")
    assert all("没有可以读的工作簿" in line["message"] for line in lines if line["status"] == "failed")


def test_township_hospitals_of_one_name_in_two_counties_are_two(tmp_path: Path) -> None:
    for county, name in (("甲县", "李小满"), ("乙县", "周立秋")):
        (tmp_path / "市" / county).mkdir(parents=True)
        roster(tmp_path / "市" / county / "名单.xlsx", [person(name, 受援单位="城关镇卫生院", 支援单位="市人民医院")])
    run(["review", str(tmp_path / "市"), "-o", str(tmp_path / "out"), "--documents", "none"])
    rows = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")["单位合并"].iter_rows(min_row=2, values_only=True)
    assert [row[2] for row in rows] == ["市人民医院", "城关镇卫生院（乙县）", "城关镇卫生院（甲县）"]
