"""The sentences of R, T and H301–H311: each broken, and just inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.make.command import ask, of, skipped, told
from tests.make.disk import dated, person

SUZHOU = 'policy = "suzhou-2021"\n[campaign]\nstart = 2022-06-01\nend = 2023-05-31\n'


def rows(folder: Path, *people: dict[str, object], toml: str = "", **more: list[Any]) -> dict[str, Any]:
    return ask(folder, {"名单": list(people), **more}, toml=toml)


def areas(result: dict[str, Any], letters: str = "RTH") -> list[tuple[str, list[str]]]:
    wanted = {f["code"] for f in result["findings"] if f["code"][0] in letters} - {"R106", "R107"}
    return told(result, *wanted) if wanted else []


@pytest.mark.parametrize(
    ("field", "cell"), [("姓名", "A3"), ("执业资格", "D3"), ("专业技术职称", "F3"), ("支援时间", "G3")]
)
def test_r101(tmp_path: Path, field: str, cell: str) -> None:
    assert told(rows(tmp_path, person(), person("王大雪", **{field: None})), "R101") == [("R101", [cell])]


def test_r101_a_blank_institution_is_as_above_but_not_in_the_first_row(tmp_path: Path) -> None:
    result = rows(tmp_path, person(), person("王大雪", 受援单位=None))
    assert (told(result, "R101"), told(result, "I008")) == ([], [("I008", ["B3"])])
    assert told(rows(tmp_path, person(受援单位=None), person("王大雪")), "R101") == [("R101", ["B2"])]


def test_r102_only_where_periods_overlap(tmp_path: Path) -> None:
    elsewhere = {"受援单位": "桃花镇卫生院"}
    result = rows(tmp_path, person(period="前半年"), person(period="一年", **elsewhere))
    assert told(result, "R102") == [("R102", ["A2", "A3"])]
    assert not of(rows(tmp_path, person(period="前半年"), person(period="后半年", **elsewhere)), "R102")


def test_r103_asks_every_register_for_the_institution(tmp_path: Path) -> None:
    two = (person(), person(支援单位="云岭县中医院", 受援单位="桃花镇卫生院"))
    sick = {"姓名": "李小满", "请假类型": "病假", "开始日期": "2022-09-20", "结束日期": "2022-09-20", "证明材料": ""}
    result = rows(tmp_path, *two, 请假=[sick])
    assert len(of(result, "R103")) == 1
    assert told(result, "A401") == [("A401", ["A2"])]
    result = rows(tmp_path, *two, 请假=[{**sick, "受援单位": "桃花镇卫生院"}])
    assert not of(result, "A401")
    assert [f["institution"] for f in of(result, "L501")] == ["桃花镇卫生院"]


@pytest.mark.parametrize(
    ("licence", "special", "title", "found"),
    [
        ("财务", "会计", "主管会计", ["R104"]),
        ("技师", "检验", "主管检验师", []),
        ("执业药师", "药学", "主管药师", []),
        ("执业医师", "公卫", "主管医师", []),
        ("执业医师", "临床", "主管药师", ["R105"]),
        ("执业护士", "护理", "主治医师", ["R105"]),
        ("执业护士", "护理", "副主任护师", []),
        ("执业医师", "口腔", "医师", []),
    ],
)
def test_r104_and_r105(tmp_path: Path, licence: str, special: str, title: str, found: list[str]) -> None:
    result = rows(tmp_path, person(执业资格=licence, 专业=special, 专业技术职称=title))
    assert [code for code, _ in told(result, "R104", "R105")] == found


def test_r106_r107_r108_r110_r111(tmp_path: Path) -> None:
    toml = '[parameters]\ntarget.people = 2\ntarget.recipients = 1\n[aliases]\n"柳院" = "柳林乡卫生院"\n'
    people = [
        person("甲一", 序号=1, 年龄=17),
        person("乙二", 序号=2, 年龄=18),
        person("丙三", 序号=2, 年龄=65),
        person("丁四", 序号=5, 年龄=66, 支援单位="柳院"),
    ]
    result = rows(tmp_path, *people, toml=toml)
    assert told(result, "R106", "R107") == [("R106", [])]
    assert told(result, "R108") == [("R108", ["B5", "C5"])]
    assert told(result, "R110") == [("R110", ["I2"]), ("R110", ["I5"])]
    assert told(result, "R111") == [("R111", ["H4"]), ("R111", ["H5"])]


def test_r109_is_suzhous(tmp_path: Path) -> None:
    people = (person(受援单位="桃花中心卫生院"), person("王大雪", 受援单位="云岭县第二医院"))
    assert told(rows(tmp_path, *people, toml=SUZHOU), "R109") == [("R109", ["B3"])]
    (tmp_path / "qianyi.toml").unlink()
    assert not of(rows(tmp_path, *people), "R109")


FIRST, SECOND = ("2022-06-01", "2022-11-30"), ("2022-12-01", "2023-05-31")


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([FIRST, SECOND], []),
        ([("2022-06-01", "2022-11-29"), ("2022-11-30", "2023-05-31")], ["T201"]),  # a day short of six months
        ([FIRST, ("2022-12-05", "2023-05-31")], ["T201", "T203"]),  # a gap of four days
        ([("2022-06-01", "2022-12-10"), SECOND], ["T203"]),  # two holders overlap
        ([("2022-06-01", "2023-05-30")], ["T203"]),
        ([("2022-05-31", "2023-05-31")], ["T206"]),
        ([("2022-06-01", "2023-06-01")], ["T206"]),
        (
            [("2022-06-01", "2022-09-30"), ("2022-10-01", "2023-01-31"), ("2023-02-01", "2023-05-31")],
            ["T201", "T201", "T201", "T202"],
        ),
    ],
)
def test_dated_placements_of_a_post(tmp_path: Path, spans: list[tuple[str, str]], found: list[str]) -> None:
    people = [dated("甲乙丙"[i] * 2, *span, 岗位="内一", 轮换备案日期="2022-05-20") for i, span in enumerate(spans)]
    assert sorted(code for code, _ in areas(rows(tmp_path, *people), "T")) == found


def test_a_finding_about_a_post_is_one_with_the_cells_of_all_holders(tmp_path: Path) -> None:
    (finding,) = of(
        rows(tmp_path, dated("甲一", *FIRST, 岗位="1"), dated("乙二", "2022-12-05", "2023-05-31", 岗位="1")), "T203"
    )
    assert (finding["person"], finding["cells"]) == (None, ["A2", "A3"])


@pytest.mark.parametrize(
    ("halves", "unpaired", "posts"),
    [
        ([("前半年", "临床"), ("后半年", "临床")], 0, 1),
        ([("后半年", "临床"), ("前半年", "口腔")], 0, 1),
        ([("前半年", "临床")], 1, 1),
        ([("前半年", "临床"), ("前半年", "口腔"), ("后半年", "口腔")], 1, 2),
        ([("前半年", "临床"), ("前半年", "口腔"), ("后半年", "口腔"), ("后半年", "中医"), ("一年", "临床")], 0, 3),
    ],
)
def test_halves_are_paired(tmp_path: Path, halves: list[tuple[str, str]], unpaired: int, posts: int) -> None:
    people = [person("甲乙丙丁戊"[i] * 2, half, 专业=special) for i, (half, special) in enumerate(halves)]
    result = rows(tmp_path, *people)
    assert (len(of(result, "T204")), len(of(result, "T203"))) == (unpaired, 0)
    assert result["summary"]["posts"] == posts


@pytest.mark.parametrize(
    ("filed", "found"),
    [
        (("2022-06-01", None), []),
        ((None, "2022-05-20"), []),
        (("2022-06-02", None), [("T205", ["I2", "I3"])]),
        ((None, None), [("T205", ["I2", "I3"])]),
    ],
)
def test_t205(tmp_path: Path, filed: tuple[str | None, str | None], found: list[Any]) -> None:
    pair = [
        person("甲一", "前半年", 备注="", 轮换备案日期=filed[0]),
        person("乙二", "后半年", 备注="", 轮换备案日期=filed[1]),
    ]
    assert told(rows(tmp_path, *pair), "T205") == found


def test_t205_without_the_column_warns_once(tmp_path: Path) -> None:
    people = [
        person("甲一", "前半年"),
        person("乙二", "后半年"),
        person("丙三", "前半年"),
        person("丁四", "后半年"),
    ]
    (finding,) = of(rows(tmp_path, *people), "T205")
    assert (finding["severity"], finding["cells"]) == ("warning", [])


@pytest.mark.parametrize(
    "remark",
    [
        "自治区“组团式”帮扶",
        "三级医院对口帮扶县级医院",
        "万名医师支援农村卫生工程项目",
        "“十四五”时期三级医院\n对口帮扶",
    ],
)
def test_t207_special_projects_are_free_of_t201_to_t205(tmp_path: Path, remark: str) -> None:
    result = rows(tmp_path, dated("甲一", "2022-06-01", "2022-09-30", 备注=remark))
    assert [code for code, _ in areas(result, "T")] == ["T207"]
    result = rows(tmp_path, dated("甲一", "2022-06-01", "2022-09-30", 备注="基层中医馆服务能力提升项目"))
    assert of(result, "T201")


def test_t207_without_a_column_that_could_name_one_is_skipped(tmp_path: Path) -> None:
    assert skipped(rows(tmp_path, person()))["T207"] == "派驻人员名单没有“专项”和“备注”两列"
    assert "T207" not in skipped(rows(tmp_path, person(备注="")))


def half(
    name: str, county: str = "2022-05-01", city: str = "2022-05-02", region: str = "2022-05-03", **more: object
) -> Any:
    dates = {"县卫健局意见日期": county, "市卫健委批准日期": city, "自治区备案日期": region}
    return person(name, **{"脱产方式": "半脱产", "每周天数": 3, **dates, **more})


@pytest.mark.parametrize(("people", "halves", "found"), [(37, 3, 0), (37, 4, 1), (10, 1, 0), (9, 1, 1)])
def test_h301(tmp_path: Path, people: int, halves: int, found: int) -> None:
    names = [f"甲{chr(0x4E00 + i)}" for i in range(people)]
    result = rows(tmp_path, *[half(n) if i < halves else person(n, 脱产方式="全脱产") for i, n in enumerate(names)])
    assert len(of(result, "H301")) == found
    assert result["summary"]["half_release"] == halves


def test_h302_and_h303(tmp_path: Path) -> None:
    people = [
        half("甲一"),
        half("乙二", 每周天数=2),
        half("丙三", region=""),
        half("丁四", county="2022-05-03"),
        half("戊五", region="2022-06-01"),
        half("己六", region="2022-06-02"),
        half("庚七", "2022-11-01", "2022-11-02", "2022-12-01", 支援时间="后半年"),
        person("辛八", 脱产方式="全脱产", 每周天数=2),
    ]
    result = rows(tmp_path, *people)
    assert [f["person"] for f in of(result, "H302")] == ["乙二"]
    assert [f["person"] for f in of(result, "H303")] == ["丙三", "丁四", "己六"]
    assert {"H301", "H302", "H303"} <= set(skipped(rows(tmp_path, person())))


def test_h311(tmp_path: Path) -> None:
    entries = [
        {"姓名": "李小满", "日期": day, "类型": kind}
        for day, kind in [("2022-10-01", "原单位工作"), ("2022-11-01", "工号未停用"), ("2022-05-31", "原单位工作")]
    ]
    result = rows(tmp_path, person(), person("王大雪", 脱产方式="半脱产"), toml=SUZHOU, 情况=entries)
    assert sorted(told(result, "H311")) == [("H311", ["C2"]), ("H311", ["C3"]), ("H311", ["H3"])]


@pytest.mark.parametrize(
    ("reason", "approved", "found"),
    [
        ("因病", "2022-11-20", []),
        ("家庭特殊困难", "2022-11-20", []),
        ("辞职", "2022-11-20", []),
        ("考核不合格召回", "2022-11-20", []),
        ("因病", "", ["T211", "T211", "T212"]),
        ("想家", "2022-11-20", ["T211", "T211", "T212"]),
        ("", "2022-11-20", ["T211", "T211", "T212"]),
    ],
)
def test_t211_and_t212(tmp_path: Path, reason: str, approved: str, found: list[str]) -> None:
    leaver = dated("甲一", *FIRST, 岗位="1", 变更原因=reason, 变更批准日期=approved)
    result = rows(tmp_path, leaver, dated("乙二", *SECOND, 岗位="1"), toml=SUZHOU)
    assert sorted(code for code, _ in areas(result, "T")) == found


def test_t213(tmp_path: Path) -> None:
    recalled = dated("甲一", *FIRST, 岗位="1", 变更原因="召回", 变更批准日期="2022-11-20")
    ill = {**recalled, "变更原因": "因病"}
    assert told(rows(tmp_path, recalled, toml=SUZHOU), "T213") == [("T213", ["H2"])]
    assert not of(rows(tmp_path, recalled, dated("乙二", *SECOND, 岗位="1"), toml=SUZHOU), "T213")
    assert not of(rows(tmp_path, ill, toml=SUZHOU), "T213")


def test_who_served_the_year_before_is_no_rotation(tmp_path: Path) -> None:
    before = dated("甲一", "2021-12-01", "2022-05-31", 轮换备案日期=None)
    year = dated("乙二", "2022-06-01", "2023-05-31", 轮换备案日期=None)
    assert [code for code, _ in areas(rows(tmp_path, before, year), "T")] == ["T206"]
    alone = dated("甲一", "2021-06-01", "2022-05-30", 轮换备案日期=None)
    assert [code for code, _ in areas(rows(tmp_path, alone, year), "T")] == ["T206"]
    halves = [dated("乙二", "2022-06-01", "2022-11-30"), dated("丙三", "2022-12-01", "2023-05-31")]
    result = rows(tmp_path, before, *[half | {"轮换备案日期": "2022-05-20"} for half in halves])
    assert [code for code, _ in areas(result, "T")] == ["T206"]


def test_one_person_in_both_halves_is_no_rotation(tmp_path: Path) -> None:
    halves = [person("甲一", period, 轮换备案日期=None) for period in ("前半年", "后半年")]
    assert areas(rows(tmp_path, *halves), "T") == []
    halves[1]["姓名"] = "乙二"
    assert [code for code, _ in areas(rows(tmp_path, *halves), "T")] == ["T205"]
