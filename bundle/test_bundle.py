"""The offline packages: sums, wheel tags, imports, and the menu run from one under this machine's Python.

Run by `make bundle-test`; builds both, so it needs the package index.
"""

from __future__ import annotations

import ast
import hashlib
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
OPTIONAL = {"pandas", "dask", "distributed", "pyarrow", "ortools"}
"""Imported where a person asks for frames, a cluster, parquet or a plan; each says in a sentence what to install."""


@pytest.fixture(scope="module")
def windows() -> zipfile.ZipFile:
    subprocess.run([sys.executable, ROOT / "bundle" / "build.py", "windows"], check=True, cwd=ROOT)
    return zipfile.ZipFile(ROOT / "dist" / "qianyi-windows.zip")


def wheels(archive: zipfile.ZipFile) -> list[str]:
    return [name.removeprefix("wheels/") for name in archive.namelist() if name.startswith("wheels/")]


def test_the_sums_are_those_of_every_other_file(windows: zipfile.ZipFile) -> None:
    lines = windows.read("SHA256SUMS").decode("utf-8").splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    others = {name: windows.read(name) for name in windows.namelist() if name != "SHA256SUMS"}
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in others.items()}
    assert {"千医.bat", "安装.py", "操作手册.html"} <= set(others)


def test_names_in_chinese_are_marked_as_utf_8(windows: zipfile.ZipFile) -> None:
    assert [
        info.filename for info in windows.infolist() if not info.filename.isascii() and not info.flag_bits & 0x800
    ] == []
    assert windows.read("千医.bat").count(b"\r\n") == windows.read("千医.bat").count(b"\n")


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_has_one_wheel_for_that_python(windows: zipfile.ZipFile, python: tuple[int, int]) -> None:
    fits = {*cpython_tags(python, platforms=["win_amd64"]), *compatible_tags(python, f"cp3{python[1]}", ["win_amd64"])}
    for line in windows.read(f"requirements-3.{python[1]}.txt").decode().splitlines():
        name, version = line.split("==")
        found = [
            wheel
            for wheel in wheels(windows)
            for distribution, told, _, tags in [parse_wheel_filename(wheel)]
            if distribution == canonicalize_name(name) and str(told) == version and tags & fits
        ]
        assert len(found) == 1, line


def test_every_import_is_in_a_wheel(windows: zipfile.ZipFile) -> None:
    provided = set(sys.stdlib_module_names)
    program: dict[str, bytes] = {}
    for name in wheels(windows):
        with zipfile.ZipFile(io.BytesIO(windows.read(f"wheels/{name}"))) as wheel:
            provided |= {re.split(r"[./]", member)[0] for member in wheel.namelist() if ".dist-info/" not in member}
            if name.startswith("qianyi-"):
                program = {
                    member: wheel.read(member)
                    for member in wheel.namelist()
                    if re.fullmatch(r"qianyi/(?!templates/).*\.py", member)
                }
    asked = set()
    for source in program.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                asked |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                asked.add(node.module.split(".")[0])
    assert asked - provided - OPTIONAL == set()
    assert {"qianyi", "typer", "msgspec"} <= asked


def test_the_menu_runs_from_the_package(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "bundle" / "build.py", "linux-x86_64"], check=True, cwd=ROOT)
    with zipfile.ZipFile(ROOT / "dist" / "qianyi-linux-x86_64.zip") as archive:
        archive.extractall(tmp_path / "千医")
    shutil.copytree(ROOT / "samples" / "qingshui-2022", tmp_path / "清水县")
    done = subprocess.run(
        ["sh", tmp_path / "千医" / "千医.sh", tmp_path / "清水县", "--no-open"],
        input="4\n0\n",
        capture_output=True,
        text=True,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert "年终：办好了" in done.stdout
    assert list((tmp_path / "清水县-千医结果" / "年终").glob("*.html"))
