"""Outputs put into place: what somebody edited survives, an earlier layout is taken over, nothing outside is touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qianyi.errors import QianyiError
from qianyi.output.files import sweep
from qianyi.output.locks import LOCK, locked
from qianyi.yearend import Options, review
from qianyi.yearend.manifest import digest
from tests.make.command import run

SAMPLES = Path(__file__).parents[1] / "samples"
COUNTY = SAMPLES / "huaibei-2021"
CERTIFICATES = Options(documents=("certificate",))


def test_an_edited_document_is_left_and_the_rest_is_written(tmp_path: Path) -> None:
    county, out = tmp_path / "县", tmp_path / "out"
    shutil.copytree(COUNTY, county)
    review([county], out, options=CERTIFICATES)
    documents = sorted((out / "文书" / "服务证明").iterdir())
    documents[0].write_bytes(b"hers")
    others = {path: path.stat().st_mtime_ns for path in documents[1:]}
    with (county / "qianyi.toml").open("a", encoding="utf-8") as file:
        file.write("\n")
    found = review([county], out, options=CERTIFICATES).outcomes[0]
    assert found.state == "done"
    assert found.summary["left"] == [documents[0].relative_to(out).as_posix()]
    assert documents[0].read_bytes() == b"hers"
    assert all(path.stat().st_mtime_ns != before for path, before in others.items())
    # the next run still knows that it is hers, and makes it again once it is gone
    assert review([county], out, options=CERTIFICATES).outcomes[0].state == "unchanged"
    documents[0].unlink()
    review([county], out, options=CERTIFICATES)
    assert documents[0].read_bytes().startswith(b"PK")


def test_an_earlier_layout_is_taken_over_without_losing_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    review([COUNTY], out, options=CERTIFICATES)
    as_before(out)
    edited = next((out / "documents" / "服务证明").iterdir())
    edited.write_bytes(b"hers")
    (out / "documents" / "笔记.txt").write_text("note", encoding="utf-8")
    (out / "result.xlsx").write_bytes(b"marked up")
    found = review([COUNTY], out, options=CERTIFICATES).outcomes[0]
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["文书", "成绩.xlsx", "报告.html", "问题清单.xlsx", "数据"]
    )
    assert (out / "文书" / "服务证明" / edited.name).read_bytes() == b"hers"
    assert (out / "文书" / "笔记.txt").read_text(encoding="utf-8") == "note"
    assert (out / "成绩.xlsx").read_bytes() == b"marked up"
    assert found.summary["left"] == ["成绩.xlsx", f"文书/服务证明/{edited.name}"]


def as_before(out: Path) -> None:
    """Turn an output folder into one of the earlier layout."""
    for new, old in (("文书", "documents"), ("成绩.xlsx", "result.xlsx"), ("报告.html", "report.html")):
        (out / new).rename(out / old)
    (out / "问题清单.xlsx").unlink()
    for path in (out / "数据").iterdir():
        path.rename(out / path.name)
    (out / "数据").rmdir()
    manifest = json.loads((out / "manifest.json").read_bytes())
    names = [path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "manifest.json"]
    manifest["outputs"] = [{"path": p.relative_to(out).as_posix(), "sha256": digest(p)} for p in names]
    manifest["entries"] = ["documents", "findings.json", "report.html", "result.xlsx", "scores.json"]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("bad", ["../x", "/tmp/x", "a/../../x", "C:\\x"])
def test_a_manifest_that_points_outside_is_none(bad: str, tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "x"
    review([COUNTY], out, options=CERTIFICATES)
    outside.write_text("keep", encoding="utf-8")
    manifest = json.loads((out / "数据" / "manifest.json").read_bytes())
    manifest["outputs"].append({"path": bad, "sha256": digest(outside)})
    (out / "数据" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    review([COUNTY], out, options=Options(documents=()))
    assert outside.read_text(encoding="utf-8") == "keep"


def test_links_inside_the_output_folder_are_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    review([COUNTY], out, options=CERTIFICATES)
    (out / "文书").rename(elsewhere)
    (out / "文书").symlink_to(elsewhere, target_is_directory=True)
    before = {path.name: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    with pytest.raises(QianyiError, match="链接"):
        review([COUNTY], out, options=Options(documents=("certificate",), year=2021))
    review([COUNTY], out, options=Options(documents=()))
    assert {path.name: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with locked(out):
        code, said, err = run("review", COUNTY, "-o", out, "--documents", "none")
        assert (code, said) == (2, "")
        assert "另一个 qianyi 正在" in err
        code, said, err = run("fill", COUNTY, "-o", out, "--document", "certificate")
        assert (code, said) == (2, "")
        assert "另一个 qianyi 正在" in err
    assert not (out / LOCK).exists()
    assert run("review", COUNTY, "-o", out, "--documents", "none")[0] == 1
    assert not list(out.rglob(LOCK))


def test_temporary_files_of_killed_runs_are_swept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".成绩.xlsx.abcd.tmp").write_bytes(b"half")
    (out / "别的.tmp").write_bytes(b"mine")
    review([COUNTY], out, options=Options(documents=()))
    assert not (out / ".成绩.xlsx.abcd.tmp").exists()
    assert (out / "别的.tmp").exists()
    sweep(out)
    assert (out / "别的.tmp").exists()
