"""The scripts that begin a rule and join the change log, run on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments: object, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__", "templates", "situations")
    for folder in ("qianyi", "tests", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skip)
    return tmp_path


def test_a_rule_is_begun_in_its_four_places(copy: Path) -> None:
    made = run("scripts/add_rule.py", "T299", "never-there", "--root", copy, root=copy)
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines() == [
        "tests/cases/T299.md",
        "qianyi/rules/rotation.py",
        "qianyi/policy/packs/base/rules.toml",
        "tests/test_policy.py",
    ]
    look = (
        "from qianyi.rules import RULES; from qianyi.rules.cases import load; from qianyi.policy.load import load_policy;"
        "from tests.test_policy import COMMON;"
        "print(RULES['T299'].slug, sorted(case.kind for case in load('T299').cases),"
        " load_policy('yanchi-2022').clause_of('T299'), 'T299' in COMMON)"
    )
    seen = run("-c", look, root=copy)
    assert seen.stdout.strip() == "never-there ['合规', '违规'] 通则 True", seen.stderr
    ran = run("-m", "qianyi", "explain", "T299", root=copy)
    assert (ran.returncode, "待写" in ran.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("T201", "something-new"), "T201 is there already"),
        (("T299", "stint-too-short"), "another rule's"),
        (("S299", "never-there"), "no code"),
        (("T299", "Never There"), "no slug"),
        (("T299", "never-there", "--pack", "nowhere"), "there is no rules.toml"),
    ],
)
def test_what_cannot_be_begun_changes_nothing(copy: Path, arguments: tuple[str, ...], word: str) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    made = run("scripts/add_rule.py", *arguments, "--root", copy, root=copy)
    assert (made.returncode, word in made.stderr) == (1, True), made.stderr
    after = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert after == before


def test_fragments_become_topics_of_a_version(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# 变更记录\n\n## 0.1.0\n\n**读表**\n- 旧的。\n", "utf-8")
    (tmp_path / "changes" / "a.md").write_text(
        "- 图例分两行的也读；\n  表名也读。\n- **明年**的名额可以写。\n", "utf-8"
    )
    (tmp_path / "changes" / "b.md").write_text("**评分**\n- 表头写错也照算。\n", "utf-8")
    joined = run(ROOT / "scripts/changelog.py", "0.2.0", "--root", tmp_path, root=ROOT)
    assert joined.returncode == 0, joined.stderr
    new = (
        "## 0.2.0\n\n**读表**\n- 图例分两行的也读；\n  表名也读。\n\n**评分**\n- 表头写错也照算。\n\n"
        "**选派**\n- **明年**的名额可以写。\n\n"
    )
    assert log.read_text("utf-8") == f"# 变更记录\n\n{new}## 0.1.0\n\n**读表**\n- 旧的。\n"
    assert list((tmp_path / "changes").iterdir()) == []
    (tmp_path / "changes" / "c.md").write_text("**评分**\n- 晚来的。\n", "utf-8")
    run(ROOT / "scripts/changelog.py", "0.2.0", "--root", tmp_path, root=ROOT)
    assert "- 表头写错也照算。\n- 晚来的。\n" in log.read_text("utf-8")
    assert run(ROOT / "scripts/changelog.py", "0.2.0", "--root", tmp_path, root=ROOT).returncode == 1
