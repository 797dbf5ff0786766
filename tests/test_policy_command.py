"""`qianyi policy` and `validate --against` as a person at the screen meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qianyi.cli import run
from tests.county import person, roster

COUNTY = """extends = "yanchi-2022"
id = "nanshan"
title = "南山县"
[parameters]
leave.personal_year = 10
[rules]
R107 = false
"""


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_list_and_show_read_like_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "policy", "list")
    assert status == 0
    assert "yanchi-2022" in out
    assert "suzhou-2021" in out
    assert "base" not in out
    status, out, _ = said(capsys, "policy", "show", "yanchi-2022")
    assert status == 0
    for words in ("leave.total_max", "36 个工作日", "读法", "另一读法", "T201", "四（三）", "副主任医师"):
        assert words in out, words
    for words in ("2.1 对口支援工作管理（30 分）", "在岗情况（20 分）", "签订目标责任书"):
        assert words in out, words


def test_json_is_whole_and_exact(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(capsys, "policy", "show", "yanchi-2022", "--format", "json", "--year", "2023")
    data = json.loads(out)
    assert (status, data["schema"], data["id"]) == (0, "qianyi.policy/1", "yanchi-2022")
    assert data["campaign"] == {"start": "2023-06-01", "end": "2024-05-31", "year": 2023, "per_county": False}
    share = next(p for p in data["parameters"] if p["id"] == "half_release.max_share")
    assert (share["value"], share["unit"], share["status"]) == (0.1, "ratio", "reading")
    assert {"code": "T201", "slug": "stint-too-short", "severity": "error", "clause": "四（三）"} in data["rules"]
    assert [annex["points"] for annex in data["annexes"]] == [100, 100, 50]


def test_check_and_diff_of_a_countys_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "nanshan.toml"
    own.write_text(COUNTY, encoding="utf-8")
    status, out, _ = said(capsys, "policy", "check", str(own))
    assert (status, "可用" in out) == (0, True)
    status, out, _ = said(capsys, "policy", "diff", "yanchi-2022", str(own), "--format", "json")
    rows = {(row["part"], row["id"]): (row["a"], row["b"]) for row in json.loads(out)["differences"]}
    assert rows == {
        ("parameter", "leave.personal_year"): (12, 10),
        ("rule", "R107"): ({"clause": "四（一）", "severity": "warning"}, None),
    }
    status, out, _ = said(capsys, "policy", "diff", "yanchi-2022", str(own))
    assert "12 个工作日" in out
    assert "10 个工作日" in out
    assert said(capsys, "policy", "diff", str(own), str(own))[1] == "nanshan 与 nanshan 没有不同。\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "yanchi"), "是不是 yanchi-2022"),
        (("check", "nowhere.toml"), "nowhere.toml"),
        (("list", "--format", "yaml"), "yaml"),
        (("shw",), "是不是 show"),
        (("diff", "yanchi-2022"), "缺少"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    status, out, err = said(capsys, "policy", *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_a_broken_policy_ends_with_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "nanshan.toml"
    own.write_text(COUNTY.replace("R107", "R1077"), encoding="utf-8")
    status, out, err = said(capsys, "policy", "check", str(own))
    assert (status, out) == (2, "")
    assert "nanshan.toml 的 rules.R1077" in err
    assert "是不是 R107" in err


def test_against_another_policy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", "一年")])
    own = tmp_path / "nanshan.toml"
    own.write_text(COUNTY, encoding="utf-8")
    arguments = ("validate", str(tmp_path / "名单.xlsx"), "--as-of", "2022-06-01", "--against", str(own))
    status, out, _ = said(capsys, *arguments, "--format", "json")
    data = json.loads(out)
    assert status == 0
    assert (data["schema"], data["against"]["id"]) == ("qianyi.what-if/1", "nanshan")
    assert data["against"]["overrides"] == {"leave.personal_year": 10}
    assert [finding["code"] for finding in data["disappear"]] == ["R107"]
    assert data["appear"] == []
    status, out, _ = said(capsys, *arguments)
    assert "R107" in out
    status, out, err = said(capsys, *arguments, "--format", "csv")
    assert (status, out) == (2, "")
    assert "--against" in err
