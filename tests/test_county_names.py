"""`review` calls a county by its name in qianyi.toml; the folder stands beside where two have one name."""

from __future__ import annotations

import json
from pathlib import Path

from tests.make.command import run
from tests.make.disk import county


def dossier(folder: Path, name: str = "") -> None:
    county(folder, [{"姓名": "甲一"}])
    if name:
        (folder / "qianyi.toml").write_text(f'county = "{name}"\n', encoding="utf-8")


def heads(tree: Path, *options: str) -> list[str]:
    _, out, _ = run("review", tree, "-o", tree.parent / "结果", "--documents", "none", "-q", *options)
    return sorted(line.split("：")[0] for line in out.splitlines())


def test_one_county(tmp_path: Path) -> None:
    dossier(tmp_path / "2022材料", "柳川县")
    assert heads(tmp_path / "2022材料") == ["柳川县"]
    assert heads(tmp_path / "2022材料") == ["柳川县"]  # unchanged


def test_several_counties(tmp_path: Path) -> None:
    tree = tmp_path / "市"
    dossier(tree / "a", "柳川县")
    dossier(tree / "b", "青河县")
    dossier(tree / "c")
    assert heads(tree) == ["c", "柳川县", "青河县"]
    assert heads(tree, "--verify") == ["c", "柳川县", "青河县"]


def test_two_of_one_name(tmp_path: Path) -> None:
    tree = tmp_path / "市"
    dossier(tree / "初稿", "柳川县")
    dossier(tree / "终稿", "柳川县")
    dossier(tree / "青河县")
    dossier(tree / "其他", "青河县")
    assert heads(tree) == ["柳川县 初稿", "柳川县 终稿", "青河县", "青河县 其他"]


def test_one_that_cannot_be_done(tmp_path: Path) -> None:
    tree = tmp_path / "市"
    dossier(tree / "a", "柳川县")
    (tree / "b").mkdir()
    (tree / "b" / "qianyi.toml").write_text('county = "青河县"\n', encoding="utf-8")
    (tree / "b" / "名单.xlsx").write_bytes(b"broken")
    assert heads(tree) == ["柳川县", "青河县"]


def test_the_list_of_counties_awaited_knows_the_name(tmp_path: Path) -> None:
    tree = tmp_path / "市"
    dossier(tree / "a", "柳川县")
    dossier(tree / "b", "青河县")
    expected = tmp_path / "应交.txt"
    expected.write_text("柳川县\n青河县\n石门县\n", encoding="utf-8")
    _, out, _ = run(
        "review", tree, "-o", tmp_path / "结果", "--documents", "none", "--expected", expected, "--format", "json"
    )
    states = {line["dossier"]: line["status"] for line in map(json.loads, out.splitlines())}
    assert states == {"a": "done", "b": "done", "石门县": "absent"}
