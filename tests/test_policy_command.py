"""`qianyi policy` and `validate --against` as a person at the screen meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qianyi.cli import run
from tests.make.disk import person, roster

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


def test_a_list_of_words_that_nothing_looks_into_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "nanshan.toml"
    for name, status in (("purpos", 2), ("purpose", 0), ("approver", 0)):
        own.write_text(f'{COUNTY}[words.{name}]\nliving = ["误餐费"]\n', encoding="utf-8")
        assert said(capsys, "policy", "check", str(own))[0] == status
    own.write_text(f'{COUNTY}[words.purpos]\nliving = ["误餐费"]\n', encoding="utf-8")
    assert "purpos 不认识，是不是 purpose" in said(capsys, "policy", "check", str(own))[2]


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


def test_against_names_what_it_rests_on_and_heeds_select(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", "一年")])
    own = tmp_path / "nanshan.toml"
    own.write_text(COUNTY, encoding="utf-8")
    arguments = ("validate", str(tmp_path / "名单.xlsx"), "--as-of", "2022-06-01", "--against", str(own))
    status, out, _ = said(capsys, *arguments)
    assert status == 0
    for words in (
        "截至 2022-06-01",
        "qianyi 0.",
        "nanshan 的本地改动：事假限额（一年） leave.personal_year = 10",
    ):
        assert words in out, words
    assert "不再有的问题 1 条" in out
    assert "不再有的问题 0 条" in said(capsys, *arguments, "--select", "T")[1]
    assert "不再有的问题 0 条" in said(capsys, *arguments, "--ignore", "R107")[1]
    status, out, err = said(capsys, *arguments, "--annotate", str(tmp_path / "批注"))
    assert (status, out) == (2, "")
    assert "--annotate" in err


def test_a_campaign_of_its_own_is_named_as_it_is_in_force(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The own policy starts in 2024, the roster's title says 2022: the dates that hold are those that are named."""
    roster(tmp_path / "名单.xlsx", [person("李小满", "一年")])
    own = tmp_path / "nanshan.toml"
    own.write_text(f"{COUNTY}[campaign]\nstart = 2024-06-01\n", encoding="utf-8")
    status, out, _ = said(capsys, "validate", str(tmp_path), "--policy", str(own), "--format", "json", "--year", "2022")
    assert status == 0
    assert json.loads(out)["policy"]["overrides"]["campaign.start"] == "2022-06-01"
    status, out, _ = said(capsys, "validate", str(tmp_path), "--policy", str(own), "--format", "json", "--year", "2024")
    assert json.loads(out)["policy"]["overrides"]["campaign.start"] == "2024-06-01"


def test_settings_are_no_policy_but_can_be_looked_at(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", "一年")])
    settings = tmp_path / "qianyi.toml"
    settings.write_text('policy = "yanchi-2022"\n[parameters]\nrest.must_be_earned = false\n', encoding="utf-8")
    for taken in (settings, tmp_path):
        status, out, err = said(capsys, "validate", str(tmp_path / "名单.xlsx"), "--policy", str(taken))
        assert (status, out) == (2, "")
        assert "是一个县的设定，不是政策" in err
    status, out, _ = said(capsys, "policy", "diff", "yanchi-2022", str(settings))
    assert status == 0
    assert "rest.must_be_earned" in out
    status, out, _ = said(capsys, "policy", "show", str(settings))
    assert "本地改动：rest.must_be_earned = 否" in out


def test_a_figure_of_the_countys_own_document_is_no_local_setting(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = tmp_path / "nanshan.toml"
    own.write_text(
        'extends = "yanchi-2022"\n[parameters."leave.total_max"]\nvalue = 30\nclause = "第五条"\nstatus = "text"\n'
        '[clauses]\n"第五条" = "请假限额"\n',
        encoding="utf-8",
    )
    _, out, _ = said(capsys, "explain", "leave.total_max", "--policy", str(own))
    assert "依据：原文，第五条" in out
    assert "说明：原为 36。" in out


def test_explain_takes_brackets_of_either_width_and_offers_what_begins_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "explain", "四(三)") == said(capsys, "explain", "四（三）")
    _, _, err = said(capsys, "explain", "附件4·在岗")
    assert "相近的有：附件4·在岗情况" in err


def test_the_base_of_all_policies_is_none_itself(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "policy", "show", "base")
    assert (status, out) == (2, "")
    assert "共用的底本" in err
    assert "/" not in err


def test_explain_tells_what_holds_for_a_whole_item(capsys: pytest.CaptureFixture[str]) -> None:
    assert "附件4·履行岗位职责·7" in said(capsys, "explain", "4.3")[1]
    assert "条款：" not in said(capsys, "explain", "4.2")[1]
