"""`init --from OLD`: the county's own settings, its institutions and the people who stay; nothing of the year."""

from __future__ import annotations

from pathlib import Path

import tomli
from openpyxl import Workbook, load_workbook

from tests.make.command import run, run_json
from tests.make.disk import add_sheet, person, roster

OLD = """policy = "yanchi-2022"
office = "云岭县卫生健康局"
hardship = ["柳树乡卫生院"]

[aliases]
"县医院" = "云岭县人民医院"

[grades]
"优秀" = 90
"合格" = 60

[marks]
"△" = "事假"

[parameters]
leave.personal_year = 10

[calendar]
holidays = ["2023-04-22"]

[[waivers]]
code = "R106"
reason = "人数另定"
approved_by = "县卫健局"
"""


def old_county(folder: Path) -> Path:
    folder.mkdir()
    (folder / "qianyi.toml").write_text(OLD, encoding="utf-8")
    people = [
        person("甲一", 备注="组长", 实际到岗日期="2022-06-02", 变更原因="无", 民族="回族"),
        person("乙二", "前半年", 受援单位="柳树乡卫生院", 轮换备案日期="2022-05-25"),
        person("丙三", "后半年", 受援单位="柳树乡卫生院", 轮换备案日期="2022-05-25"),
    ]
    roster(folder / "名单.xlsx", people)
    book = Workbook()
    book.remove(book.active)
    add_sheet(
        book,
        "单位名录",
        [
            {"单位": "柳林乡卫生院", "角色": "受援", "级别": "乡级", "类型": "乡镇卫生院", "艰苦边远": "是"},
            {"单位": "云岭县人民医院", "角色": "双重", "级别": "县级", "类型": "", "艰苦边远": "否"},
        ],
    )
    book.save(folder / "单位.xlsx")
    return folder


def test_what_goes_over(tmp_path: Path) -> None:
    old, new = old_county(tmp_path / "2022"), tmp_path / "2024"
    code, _out, err = run("init", new, "--year", "2024", "--from", old)
    assert code == 0, err
    assert "接过来 2 人" in err
    settings = tomli.loads((new / "qianyi.toml").read_text(encoding="utf-8"))
    assert settings == {
        "policy": "yanchi-2022",
        "office": "云岭县卫生健康局",
        "hardship": ["柳树乡卫生院"],
        "campaign": {"start": settings["campaign"]["start"], "end": settings["campaign"]["end"]},
        "aliases": {"县医院": "云岭县人民医院"},
        "grades": {"优秀": 90, "合格": 60},
        "marks": {"△": "事假"},
        "parameters": {"leave": {"personal_year": 10}},
    }
    assert {key: day.isoformat() for key, day in settings["campaign"].items()} == {
        "start": "2024-06-01",
        "end": "2025-05-31",
    }
    page = load_workbook(new / "派驻人员名单.xlsx")["派驻人员名单"]
    heads = [cell.value for cell in page[2]]
    rows = [dict(zip(heads, row, strict=True)) for row in page.iter_rows(min_row=3, values_only=True)]
    stay = [row for row in rows if row["姓名"]]
    assert [row["姓名"] for row in stay] == ["甲一", "丙三"]
    assert (stay[0]["受援单位"], stay[0]["支援单位"], stay[0]["民族"]) == ("柳林乡卫生院", "云岭县人民医院", "回族")
    assert (stay[0]["执业资格"], stay[0]["专业技术职称"]) == ("执业医师", "主治医师")
    for heading in (
        "支援时间",
        "开始日期",
        "结束日期",
        "轮换备案日期",
        "实际到岗日期",
        "变更原因",
        "变更批准日期",
        "备注",
    ):
        assert {row[heading] for row in stay} == {None}, heading
    page = load_workbook(new / "单位与成效.xlsx")["单位名录"]
    listed = [row[:5] for row in page.iter_rows(min_row=3, values_only=True) if row[0]]
    assert listed == [
        ("柳林乡卫生院", "受援", "乡级", "乡镇卫生院", "是"),
        ("云岭县人民医院", "双重", "县级", None, "否"),
    ]


def test_the_new_folder_is_a_county(tmp_path: Path) -> None:
    old, new = old_county(tmp_path / "2022"), tmp_path / "2023"
    assert run("init", new, "--from", old)[0] == 0
    _, found = run_json("validate", new)
    assert found["policy"]["campaign"] == {"start": "2023-06-01", "end": "2024-05-31"}
    assert found["policy"]["overrides"]["leave.personal_year"] == 10
    assert not [f for f in found["findings"] if f["code"] in ("I002", "I003", "I011")]


def test_refusals(tmp_path: Path) -> None:
    old = old_county(tmp_path / "2022")
    for arguments in (("init", tmp_path / "x", "--from", tmp_path / "nowhere"), ("init", old, "--from", old)):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_a_title_with_the_old_year_is_named(tmp_path: Path) -> None:
    old = tmp_path / "2022"
    old.mkdir()
    roster(old / "名单.xlsx", [person("李小满")])
    (old / "qianyi.toml").write_text('title = "青禾县2022年千医下乡"\n', encoding="utf-8")
    _, _, err = run("init", tmp_path / "2023", "--from", old)
    assert "title 照原样接了过来（“青禾县2022年千医下乡”），里面还写着 2022" in err
    (old / "qianyi.toml").write_text('title = "青禾县千医下乡"\n', encoding="utf-8")
    _, _, err = run("init", tmp_path / "2024", "--year", "2024", "--from", old)
    assert "照原样" not in err
