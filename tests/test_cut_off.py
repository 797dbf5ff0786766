"""Runs that are cut off, and runs in other surroundings; `scripts/kill.py` and `scripts/same_bytes.py` do it by the
hundred."""

from __future__ import annotations

import io
import os
import random
import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qianyi.dossier.registers import REGISTERS
from qianyi.errors import QianyiError
from qianyi.intake.signs.day_words import kind_of
from qianyi.yearend import publish
from qianyi.yearend.manifest import Manifest
from scripts import kill, same_bytes
from tests.make.command import run
from tests.make.disk import book, grids, marked, person, roster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.mark.parametrize("name", ["send", "score", "fix", "init"])
def test_a_run_that_is_cut_off_leaves_whole_files(tmp_path: Path, name: str) -> None:
    case = kill.Case(name, tmp_path)
    for number, trouble in enumerate(kill.TROUBLES):
        assert case.wrong(trouble, random.Random(number)) == "", trouble


@pytest.mark.parametrize("most", [100, 3000])
def test_a_full_disk_leaves_no_half_document(tmp_path: Path, most: int) -> None:
    """What the system takes only in part is not written."""
    roster(tmp_path / "名单.xlsx", [person("李小满")])

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-m", "qianyi", "send", str(tmp_path), "-o", str(tmp_path / "out"), "--month", "2022-09"]
    environment = {**os.environ, "PYTHONPATH": str(kill.ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    made = subprocess.run(command, capture_output=True, preexec_fn=limited, env=environment, check=False)
    assert made.returncode == 2
    assert made.stderr.decode().startswith("qianyi：")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("seed", [9, 1, 3])
def test_a_full_disk_stops_a_region_with_a_sentence(tmp_path: Path, seed: int) -> None:
    """Neither XlsxWriter's own temporary files nor pyarrow's writer, which closes itself once more at the end, are told
    in their own words. The seeds draw limits of 20,000, 100 and 3,000 bytes."""
    assert kill.Case("region", tmp_path).wrong("full disk", random.Random(seed)) == ""


def test_what_is_sent_on_links_to_no_file_of_the_bureau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    roster(folder / "名单.xlsx", [person("李小满", "很久"), person("王二")])
    grids(folder / "考勤.xlsx", {"王二": marked()})
    made = {}
    for name in ("甲", "乙"):
        here = tmp_path / "别处" / name if name == "乙" else tmp_path
        here.mkdir(exist_ok=True, parents=True)
        monkeypatch.chdir(here)
        run("review", folder, "-o", tmp_path / name, "--by-institution", "--documents", "none")
        made[name] = kill.tree(tmp_path / name / "单位")
    assert made["甲"] == made["乙"]
    books = [content for name, content in made["甲"].items() if name.endswith(".xlsx")]
    assert len(books) > 3
    for content in books:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for part in book.namelist():
                if part.endswith(".rels"):
                    assert b'TargetMode="External"' not in book.read(part)


def test_without_docstrings_and_with_another_hash(tmp_path: Path) -> None:
    """-OO takes the docstrings, of which the pages of rules are made."""
    told = []
    for number, way in enumerate((same_bytes.WAYS[0], next(way for way in same_bytes.WAYS if way.python == ("-OO",)))):
        home = tmp_path / str(number)
        home.mkdir()
        same_bytes.lay_out(way, home, "huaibei-2021")
        told.append(
            [
                same_bytes.ran(way, home, command)
                for command in (
                    "explain A411",
                    "explain I001",
                    "schema score",
                    "validate 县 --format json",
                    "review 县 -o 出/年终 --documents none",
                )
            ]
        )
        told[-1].append(kill.tree(home / "出"))
    assert told[0] == told[1], "without docstrings something differs"


def test_outputs_that_vanish_while_they_are_written_are_not_called_done(tmp_path: Path) -> None:
    """Somebody empties the folder under a run: what is left of it would be taken for the whole ever after."""
    publish.stage(tmp_path)
    (tmp_path / publish.STAGE / "报告.html").write_bytes(b"x")
    with pytest.raises(QianyiError, match="被别的程序删掉"):
        publish.publish(tmp_path, Manifest(name="县", key="k"), whole={"报告.html", "成绩.xlsx"})
    assert not (tmp_path / "数据").exists()


def test_words_run_together_at_any_length() -> None:
    assert kind_of("事假病假" * 2500) is None
    assert kind_of("事假" * 2500) is None
    assert kind_of("迟到早退") is not None


def test_long_cells_in_any_register_end_with_an_answer(tmp_path: Path) -> None:
    """Not every register has the column 受援单位."""
    for kind, register in REGISTERS.items():
        folder = tmp_path / kind
        folder.mkdir()
        roster(folder / "名单.xlsx", [person("李小满")])
        names = [column.heading for column in register.columns]
        long = "长" * 10_000
        rows = [
            names,
            [long] * len(names),
            *(["无此人"] * i + [long] + ["无此人"] * (len(names) - i - 1) for i in range(len(names))),
        ]
        book(表=rows).save(folder / "表.xlsx")
        status, _, err = run("score", folder)
        assert "内部出错" not in err, kind
        assert status in (1, 2) if kind in ("roster", "needs") else status in (0, 1), (kind, err)
