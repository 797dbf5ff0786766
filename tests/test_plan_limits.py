"""`qianyi plan` at its limits: kept rows, half release, people of one name, a day within the year, no solver."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.make.command import run, run_json
from tests.make.disk import save

pytest.importorskip("ortools")
HEADS = ["姓名", "支援单位", "执业资格", "专业", "专业技术职称", "可派时段", "脱产方式", "晋升职称"]
ROSTER = ["受援单位", "支援单位", "姓名", "执业资格", "专业", "专业技术职称", "支援时间"]
PLACE = "甲乡卫生院"


def person(name: str, support: str = "县医院", span: str = "", release: str = "", promotion: str = "") -> list[Any]:
    return [name, support, "执业医师", "临床", "主治医师", span or None, release or None, promotion or None]


def inputs(folder: Path, wanted: int, people: list[list[Any]], supply: list[list[Any]] | None = None) -> Path:
    sheets = {"需求": [["受援单位", "专业", "人数"], [PLACE, "临床", wanted]], "可派人员": [HEADS, *people]}
    if supply:
        sheets["名额"] = [["支援单位", "最少", "最多"], *supply]
    return save(folder / "计划.xlsx", **sheets)


def roster(folder: Path, *rows: tuple[str, str, str]) -> Path:
    listed = [[PLACE, support, name, "执业医师", "临床", "主治医师", span] for name, support, span in rows]
    return save(folder / "旧名单.xlsx", 名单=[ROSTER, *listed])


def reasons(result: dict[str, Any]) -> str:
    return "；".join(why["text"] for why in result["unmet"][0]["because"])


def test_without_the_solver_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = inputs(tmp_path, 1, [person("李甲")])
    for name in [name for name in sys.modules if name == "ortools" or name.startswith("ortools.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ortools", None)
    code, out, err = run("plan", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert 'pip install "qianyi[plan]"' in err


def test_half_release_by_posts_passes_the_check_of_posts(tmp_path: Path) -> None:
    """Ten posts of two halves, and of twenty people two on half release: by persons they are just the tenth. By posts
    each counts as one of the ten, whoever they share a post with: neither goes, and nine posts are held."""
    people = [
        person(f"{half}{'甲乙丙丁戊己庚辛壬癸'[at]}", span=span, release="半脱产" if at == last else "")
        for half, span, last in (("李", "前半年", 0), ("王", "后半年", 9))
        for at in range(10)
    ]
    path = inputs(tmp_path, 10, people)
    out = tmp_path / "名单.xlsx"
    code, result = run_json("plan", path, "-o", out)
    assert (code, result["needs"][0]["met"], run("validate", out)[0]) == (0, 10, 0)
    (tmp_path / "qianyi.toml").write_text('[parameters]\n"half_release.share_of" = "posts"\n', encoding="utf-8")
    code, result = run_json("plan", path, "-o", out, "--force")
    assert (code, result["needs"][0]["met"]) == (1, 9)
    assert {row["release"] for row in result["roster"]} == {"全脱产"}
    assert "半脱产的人不超过派驻总人数的 10%" in reasons(result)
    checked = run_json("validate", out, tmp_path / "qianyi.toml")[1]
    assert [finding["code"] for finding in checked["findings"] if finding["severity"] == "error"] == []


def test_a_half_release_tenth_is_within_and_a_ninth_is_not(tmp_path: Path) -> None:
    half = [person("王甲", release="半脱产"), person("王乙", release="半脱产")]
    for full, met in ((9, 10), (8, 8)):
        people = [person(f"李{'甲乙丙丁戊己庚辛壬'[at]}") for at in range(full)]
        result = run_json("plan", inputs(tmp_path, 12, people + half))[1]
        assert result["needs"][0]["met"] == met
        assert "半脱产的人不超过派驻总人数的 10%" in reasons(result)


def test_a_quota_below_what_is_kept_stays_kept_and_nobody_is_added(tmp_path: Path) -> None:
    people = [person("李甲"), person("李乙"), person("李丙", promotion="是")]
    path = inputs(tmp_path, 3, people, [["县医院", None, 1]])
    kept = roster(tmp_path, ("李甲", "县医院", "一年"), ("李乙", "县医院", "一年"))
    code, result = run_json("plan", path, "--keep", kept)
    assert code == 1
    assert [(one["kind"], one["cells"][0].rpartition("!")[2]) for one in result["problems"]] == [
        ("quota-below-kept", "B2")
    ]
    assert {row["name"] for row in result["roster"]} == {"李甲", "李乙"}
    assert result["needs"][0]["met"] == 2


def test_of_two_of_one_name_the_institution_is_asked_for(tmp_path: Path) -> None:
    path = inputs(tmp_path, 1, [person("李甲", "县医院"), person("李甲", "市医院", promotion="是")])
    for option in ("--explain", "--without"):
        code, out, err = run("plan", path, option, "李甲")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "县医院、市医院" in err or "市医院、县医院" in err
    assert run_json("plan", path, "--explain", "市医院/李甲")[1]["explain"]["sent"] is True
    asked = run_json("plan", path, "--explain", "李甲", "--institution", "县医院")[1]["explain"]
    assert (asked["name"], asked["sent"]) == ("李甲", False)
    assert asked["why"].startswith("县医院的李甲没有派")
    sent = run_json("plan", path, "--without", "市医院 / 李甲")[1]["roster"]
    assert [(row["name"], row["support"]) for row in sent] == [("李甲", "县医院")]
    code, _, err = run("plan", path, "--explain", "中医院/李甲")
    assert code == 2
    assert "市医院" in err


@pytest.mark.parametrize("begin", ["2022-07-01", "2022-12-01"])
def test_a_post_that_nobody_held_before_is_not_filled_within_the_year(tmp_path: Path, begin: str) -> None:
    """It would not be held the whole campaign (T203)."""
    path = inputs(tmp_path, 2, [person("李甲"), person("李乙"), person("王丙", "市医院")])
    code, result = run_json("plan", path, "--from", begin)
    assert (code, result["roster"]) == (1, [])
    assert f"从 {begin} 起只能接替空出的岗位" in reasons(result)
    assert result["unmet"][0]["change"] == "用 --keep 给出现在的名单，或去掉 --from"
    out = tmp_path / "名单.xlsx"
    kept = roster(tmp_path, ("李甲", "县医院", "前半年"))
    code, result = run_json("plan", path, "--keep", kept, "--from", begin, "-o", out)
    assert (code, result["unmet"][0]["missing"]) == (1, 1)
    assert [(row["name"], str(row["start"])) for row in result["roster"]] == [
        ("李甲", "2022-06-01"),
        ("李甲", "2022-12-01"),
    ]
    assert result["unsent"][-1]["why"] == f"从 {begin} 起只能接替本单位空出的岗位，没有他能接的"
    assert run("validate", out)[0] == 0


def test_halves_of_one_institution_are_not_said_to_miss_each_other(tmp_path: Path) -> None:
    """They would meet, but the quota of one forbids it; of two institutions they cannot."""
    people = [person("李甲", span="前半年"), person("李乙", span="后半年")]
    result = run_json("plan", inputs(tmp_path, 1, people, [["县医院", None, 1]]))[1]
    assert "凑不成前后两半" not in reasons(result)
    assert "县医院最多派 1 人" in reasons(result)
    apart = [person("李甲", span="前半年"), person("王乙", "市医院", span="后半年")]
    assert "凑不成前后两半" in reasons(run_json("plan", inputs(tmp_path, 1, apart))[1])


def test_a_sheet_of_needs_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    sheets = {"各院要人": [["乡镇", "所需专业", "需求人数", "职称要求"], [PLACE, "临床", 1, "中级"]]}
    path = save(tmp_path / "计划.xlsx", **sheets, 可派人员=[HEADS, person("李甲")])
    code, out, err = run("plan", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "各院要人" in err
    assert "受援单位" in err


def test_a_large_campaign_is_told_the_same_by_the_relaxation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of one hospital are wanted, which may send two."""
    from qianyi.planning import conflicts

    people = [person("李甲"), person("李乙"), person("李丙")]
    path = inputs(tmp_path, 3, people, [["县医院", None, 2]])
    few = run_json("plan", path)[1]["unmet"]
    monkeypatch.setattr(conflicts, "_EXACT", -1)
    many = run_json("plan", path)[1]["unmet"]
    assert many == few
    assert many[0]["change"] == "把县医院的最多人数由 2 改为 3"
    assert many[0]["because"][-1]["text"] == "县医院最多派 2 人"


def test_a_large_campaign_is_planned_the_same_whatever_the_order_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qianyi.planning import stages

    monkeypatch.setattr(stages, "_LARGE", -1)
    people = [person(name, support) for name in ("李甲", "李乙", "李丙") for support in ("县医院", "市医院", "中医院")]
    first = run_json("plan", inputs(tmp_path, 4, people))[1]
    second = run_json("plan", inputs(tmp_path, 4, people[::-1]))[1]
    assert first["solver"] == second["solver"] == {"status": "optimal", "gap": 0}
    chosen = [{(row["name"], row["support"]) for row in result["roster"]} for result in (first, second)]
    assert chosen[0] == chosen[1]
    assert len(chosen[0]) == 4
