"""`[headings]`: a county's own words for headings and periods, in qianyi.toml and in a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.make.command import codes, of, run, run_json
from tests.make.disk import grids, marked, save

HEADS = ["队员", "被帮扶机构", "娘家医院", "执业资格", "专业技术职称", "批次"]
TOML = '[headings]\n"姓名" = ["队员"]\n"受援单位" = ["被帮扶机构", "帮扶乡镇"]\n"支援单位" = ["娘家医院"]\n"支援时间" = ["批次"]\n'
PERIODS = '"first" = ["第一批", "第一季度"]\n"second" = ["第二批"]\n"year" = ["整轮"]\n'


def county(tmp_path: Path, toml: str, **sheets: list[list[object]]) -> Path:
    rows: list[list[object]] = [["2022年度队员表"], HEADS]
    for name, period in (("李小满", "第一批"), ("周立秋", "第二批"), ("秦五味", "整轮")):
        rows.append([name, "柳林乡卫生院", "云岭县人民医院", "执业医师", "主治医师", period])
    save(tmp_path / "队员.xlsx", 表=rows, **sheets)
    (tmp_path / "qianyi.toml").write_text(toml, encoding="utf-8")
    return tmp_path


def test_own_headings_and_periods(tmp_path: Path) -> None:
    grids(tmp_path / "考勤.xlsx", {"李小满": marked()})
    leave = [["队员", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", "2022-06-08", "2022-06-08"]]
    _, result = run_json("score", county(tmp_path, TOML + PERIODS, 请假=leave))
    assert [(p["name"], p["start"], p["end"]) for p in result["people"]] == [
        ("李小满", "2022-06-01", "2022-11-30"),
        ("周立秋", "2022-12-01", "2023-05-31"),
        ("秦五味", "2022-06-01", "2023-05-31"),
    ]
    assert {p["recipient"] for p in result["people"]} == {"柳林乡卫生院"}
    assert not {"I002", "I003", "I004"} & set(codes(result))
    kinds = {sheet["kind"] for item in result["inputs"] for sheet in item["sheets"]}
    assert kinds == {"roster", "leave", "grid"}


def test_a_pack_s_headings(tmp_path: Path) -> None:
    pack = tmp_path / "我市.toml"
    pack.write_text('extends = "yanchi-2022"\ntitle = "我市"\n' + TOML + PERIODS, encoding="utf-8")
    folder = tmp_path / "县"
    folder.mkdir()
    _, result = run_json("score", county(folder, f'policy = "{pack}"\n'))
    assert len(result["people"]) == 3
    code, _, err = run("policy", "check", pack)
    assert code == 0, err


def test_without_them_nothing_is_guessed(tmp_path: Path) -> None:
    code, out, err = run("score", county(tmp_path, ""))
    assert (code, out) == (2, "")
    assert "名单" in err


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[headings]\n"受援单拉" = ["帮扶乡镇"]\n', "受援单位"),
        ('[headings]\n"frist" = ["第一批"]\n', "first"),
        ('[headings]\n"受援单位" = "帮扶乡镇"\n', "headings.受援单位"),
        ('[headings]\n"受援单位" = ["姓名"]\n', "“姓名”本身就是认得的表头，不能读作“受援单位”"),
        ('[headings]\n"请假类型" = ["类别"]\n', "“类别”本身就是认得的表头"),
        ('[headings]\n"受援单位" = ["单位甲"]\n"支援单位" = ["单位甲"]\n', "单位甲"),
    ],
)
def test_a_heading_that_is_known_nowhere(tmp_path: Path, toml: str, said: str) -> None:
    code, out, err = run("validate", county(tmp_path, toml))
    assert (code, out) == (2, "")
    assert said in err
    assert "qianyi.toml" in err


def test_a_known_heading_that_means_the_same_may_be_named(tmp_path: Path) -> None:
    toml = TOML.replace('"帮扶乡镇"', '"受援机构", "单位"')
    _, result = run_json("score", county(tmp_path, toml + PERIODS))
    assert len(result["people"]) == 3


def test_a_value_that_is_called_like_a_heading_stays_a_value(tmp_path: Path) -> None:
    folder = county(tmp_path, TOML + PERIODS)
    rows: list[list[object]] = [HEADS, ["李小满", "柳林乡卫生院", "云岭县人民医院", "执业医师", "批次", "整轮"]]
    save(folder / "队员.xlsx", 表=rows)
    _, result = run_json("validate", folder)
    assert not of(result, "I002")
