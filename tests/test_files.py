"""Outputs: in place at once or not at all, never over another's file."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qianyi.output import files
from qianyi.output.files import OutputError, write_atomically
from tests.make.disk import book
from tests.make.formats import saved

CSV = "代码,级别,说明\n".encode()


def test_a_new_file_and_one_of_our_own(tmp_path: Path) -> None:
    for name, content in {
        "a.xlsx": saved(book()),
        "a.json": b'{"schema": "qianyi.validate/1"}',
        "a.html": b'<html><meta name="generator" content="qianyi 0.1">',
        "a.csv": CSV,
        "a.pdf": b"%PDF-1.7\n%%EOF\n",
    }.items():
        path = tmp_path / "新" / name
        write_atomically(path, content)
        write_atomically(path, content + (b"" if name.endswith("xlsx") else b"more\n"))
        assert path.read_bytes().startswith(content[:8])
        assert [p.name for p in path.parent.iterdir() if p.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("a.xlsx", saved(book())),
        ("a.json", b'{"a": 1}'),
        ("a.html", b"<html>"),
        ("a.csv", b"x,y\n"),
        ("a.txt", "每月跑一次：\n  qianyi validate 县\n已装 qianyi 0.1.0\n".encode()),
        ("a.pdf", b"%PDF-1.7\n%%EOF\n"),
    ],
)
def test_anothers_file_stays_without_force(tmp_path: Path, name: str, theirs: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(theirs)
    with pytest.raises(OutputError, match="不是 qianyi 生成的"):
        write_atomically(path, CSV)
    assert path.read_bytes() == theirs
    write_atomically(path, CSV, force=True)
    assert path.read_bytes() == CSV


def test_what_a_person_saved_again_is_the_persons(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_atomically(path, saved(book()))
    openpyxl.load_workbook(path).save(path)
    with pytest.raises(OutputError):
        write_atomically(path, saved(book()))


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CSV)
    with pytest.raises(OutputError, match="输入文件"):
        write_atomically(tmp_path / "." / "a.csv", CSV, force=True, inputs=[path])


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    write_atomically(path, CSV + b"old\n")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        write_atomically(path, CSV + b"new\n")
    assert path.read_bytes() == CSV + b"old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_or_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with pytest.raises(OutputError, match="是文件夹"):
        write_atomically(tmp_path / "d", CSV)
    (tmp_path / "f").write_bytes(b"x")
    with pytest.raises(OutputError):
        write_atomically(tmp_path / "f" / "a.csv", CSV)


def test_the_mark_does_no_harm(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "a.xlsx", saved(book()))
    assert openpyxl.load_workbook(path)["名单"]["A2"].value == "云中鹤"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.comment == files.MARK
