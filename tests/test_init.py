"""What `init` writes: blank it makes no noise beyond the sensible, filled in it is read without a finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import qianyi
from tests.make.command import run, run_json
from tests.make.days import workdays
from tests.make.disk import person, roster

PEOPLE = [f"{a}{b}" for a in "闻郁蔺桑" for b in "沐言知夏雨棠青川远山"][:37]
RECIPIENTS = [f"{name}乡卫生院" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "县"
    code, out, err = run("init", folder)
    assert code == 0, err
    assert "qianyi.toml" in out
    return folder


def fill_sheet(path: Path, sheet: str, top: int, rows: list[dict[str, object]]) -> None:
    book = load_workbook(path)
    page = book[sheet]
    columns = {str(cell.value): cell.column for cell in page[top]}
    for line, row in enumerate(rows, top + 1):
        for heading, value in row.items():
            page.cell(line, columns[heading]).value = value
    book.save(path)


def test_blank_workbooks_raise_only_what_an_empty_county_should(blank: Path) -> None:
    code, result = run_json("validate", blank)
    assert code == 0
    assert {f["code"] for f in result["findings"]} <= {"R106", "R107", "W704"}
    kinds = {sheet["kind"] for item in result["inputs"] for sheet in item["sheets"]}
    assert {
        "roster",
        "personnel",
        "grid",
        "log",
        "totals",
        "leave",
        "checks",
        "workload",
        "activities",
        "trainees",
        "visits",
        "indicators",
        "survey",
        "appraisal",
        "marks",
        "incidents",
        "payments",
        "milestones",
    } <= kinds


def test_filled_in_it_is_read_without_a_finding(blank: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "县"
    shutil.copytree(blank, folder)
    who = [
        {"姓名": name, "支援单位": "云岭县人民医院", "受援单位": RECIPIENTS[i % 14]} for i, name in enumerate(PEOPLE)
    ]
    roster = folder / "派驻人员名单.xlsx"
    fill_sheet(
        roster,
        "派驻人员名单",
        2,
        [
            {
                **row,
                "序号": i,
                "性别": "女",
                "年龄": 36,
                "执业资格": "执业医师",
                "专业": "临床",
                "专业技术职称": "主治医师",
                "支援时间": "一年",
                "实际到岗日期": date(2022, 6, 1),
            }
            for i, row in enumerate(who, 1)
        ],
    )
    fill_sheet(roster, "人员信息", 2, [{**row, "出生年月": "1987-05", "民族": "回族"} for row in who])
    grids = folder / "考勤2022.xlsx"
    book = load_workbook(grids)
    working = set(workdays())
    assert book.sheetnames[0] == "2022-06"
    assert len(book.sheetnames) == 12
    for name in book.sheetnames:
        page = book[name]
        year, month = map(int, name.split("-"))
        for line, row in enumerate(who, 5):
            page.cell(line, 1).value, page.cell(line, 2).value, page.cell(line, 3).value = (
                line - 4,
                row["姓名"],
                row["受援单位"],
            )
            for column in range(4, page.max_column + 1):
                if date(year, month, int(page.cell(3, column).value)) in working:
                    page.cell(line, column).value = "√"
    book["2022-07"].cell(5, 7).value = "事"  # 2022-07-04, a Monday
    book["2022-07"].cell(6, 8).value = "事0.5"
    book.save(grids)
    registers = folder / "登记簿.xlsx"
    fill_sheet(
        registers,
        "请假登记",
        2,
        [
            {
                **who[0],
                "请假类型": "事假",
                "开始日期": date(2022, 7, 4),
                "结束日期": date(2022, 7, 4),
                "天数": 1,
                "批准单位": "受援单位",
                "批准日期": date(2022, 7, 1),
            },
            {
                **who[1],
                "请假类型": "事假",
                "开始日期": date(2022, 7, 5),
                "结束日期": date(2022, 7, 5),
                "天数": 0.5,
                "批准单位": "受援单位",
                "批准日期": date(2022, 7, 1),
            },
        ],
    )
    turns = qianyi.read([folder], as_of=date(2023, 5, 31)).duties.turns
    fill_sheet(
        registers,
        "工作台账",
        2,
        [
            {
                "事项": turn.duty.words[0],
                "完成日期": turn.due,
                "单位": turn.kept_by,
                "姓名": turn.who if turn.role == "person" else None,
            }
            for turn in turns
            if turn.due <= date(2023, 5, 31)
        ],
    )
    code, result = run_json("validate", folder)
    assert (code, result["findings"]) == (0, [])
    code, scores = run_json("score", folder)
    first, second = scores["people"][:2]
    assert (first["attendance"]["present"], first["attendance"]["personal"]) == (249, 1)
    assert (second["attendance"]["present"], second["attendance"]["personal"]) == (249.5, 0.5)


def test_grids_say_their_marks_and_shade_the_calendar(blank: Path) -> None:
    page = load_workbook(blank / "考勤2022.xlsx")["2022-10"]
    assert "旷工旷" in str(page["A2"].value)
    assert page.data_validations.dataValidation[0].formula1.startswith('"√,差,学')
    fills = {page.cell(3, 3 + day).fill.start_color.rgb for day in (1, 7, 9)}
    work = {page.cell(3, 3 + day).fill.start_color.rgb for day in (8, 10)}  # 8 and 9: make-up days of the holiday
    assert page.cell(3, 4).value == 1
    assert fills != work


def test_columns_have_notes_choices_and_examples(blank: Path) -> None:
    book = load_workbook(blank / "派驻人员名单.xlsx")
    page = book["派驻人员名单"]
    headings = {str(cell.value): cell for cell in page[2]}
    assert "必填" in headings["姓名"].comment.text
    assert "例：" in headings["支援时间"].comment.text
    assert any("选项" in rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list")
    assert page.freeze_panes == "A3"
    guide = [[cell.value for cell in row] for row in book["填写说明"].iter_rows()]
    assert any(row[0] == "派驻人员名单：支援时间" and row[3] for row in guide)


def test_year_shifts_the_campaign(tmp_path: Path) -> None:
    code, _, err = run("init", tmp_path / "县", "--year", "2023")
    assert code == 0, err
    assert "start = 2023-06-01" in (tmp_path / "县" / "qianyi.toml").read_text(encoding="utf-8")
    assert load_workbook(tmp_path / "县" / "考勤2023.xlsx").sheetnames[-1] == "2024-05"


def test_other_policy(tmp_path: Path) -> None:
    code, _, err = run("init", tmp_path / "县", "--policy", "suzhou-2021")
    assert code == 0, err
    code, result = run_json("validate", tmp_path / "县")
    assert result["policy"]["id"] == "suzhou-2021"
    assert not [f for f in result["findings"] if f["code"].startswith("I")]


def test_a_filled_workbook_is_not_overwritten(tmp_path: Path) -> None:
    assert run("init", tmp_path)[0] == 0
    path = tmp_path / "派驻人员名单.xlsx"
    book = load_workbook(path)
    book.save(path)
    before = path.read_bytes()
    code, out, err = run("init", tmp_path)
    assert (code, out) == (2, "")
    assert "--force" in err
    assert path.read_bytes() == before
    assert run("init", tmp_path, "--force")[0] == 0


def test_an_edited_qianyi_toml_is_not_overwritten(tmp_path: Path) -> None:
    """Its first line still is the one that qianyi wrote: what a county has set must not be lost for that."""
    assert run("init", tmp_path)[0] == 0
    path = tmp_path / "qianyi.toml"
    edited = path.read_text(encoding="utf-8").replace('# "leave.personal_year" = 12', '"leave.personal_year" = 10')
    path.write_text(edited, encoding="utf-8")
    code, out, err = run("init", tmp_path)
    assert (code, out) == (2, "")
    assert "qianyi.toml" in err
    assert path.read_text(encoding="utf-8") == edited
    assert run("init", tmp_path, "--force")[0] == 0
    assert path.read_text(encoding="utf-8") != edited


def test_same_bytes_again(blank: Path, tmp_path: Path) -> None:
    assert run("init", tmp_path)[0] == 0
    for path in blank.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_folder_named_like_a_policy_is_not_taken_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "suzhou-2021").mkdir()
    assert run("init", "县", "--policy", "suzhou-2021")[0] == 0
    assert 'policy = "suzhou-2021"' in (tmp_path / "县" / "qianyi.toml").read_text(encoding="utf-8")


def test_a_policy_file_is_named_from_where_the_folder_stands(tmp_path: Path) -> None:
    """So that folder and policy can be moved together, and a path with backslashes is no broken TOML."""
    (tmp_path / "nanshan.toml").write_text('extends = "yanchi-2022"\nid = "nanshan"\n', encoding="utf-8")
    assert run("init", tmp_path / "县", "--policy", tmp_path / "nanshan.toml")[0] == 0
    assert 'policy = "../nanshan.toml"' in (tmp_path / "县" / "qianyi.toml").read_text(encoding="utf-8")
    assert run_json("validate", tmp_path / "县")[1]["policy"]["id"] == "nanshan"


def test_a_blank_roster_beside_a_filled_one_is_not_given(tmp_path: Path) -> None:
    """Its columns are nobody's: without 实际到岗日期 the lines of arrival are open, and no point is lost by them."""
    folder = tmp_path / "县"
    run("init", folder)
    roster(folder / "名单.xlsx", [person("李小满", 受援单位="甲乡卫生院", 支援单位="县医院")])
    _, result = run_json("score", folder)
    lines = {line["id"]: line for one in result["institutions"] for item in one["items"] for line in item["lines"]}
    assert [(lines[id]["score"], lines[id]["status"]) for id in ("2.2.1.1", "2.2.1.2")] == [(None, "pending")] * 2
    assert {c["code"]: c["status"] for c in result["checks"]}["A410"] == "skipped"


def test_each_workbook_of_blanks_is_named_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    run("init", folder)
    blanks = {path.name for path in folder.glob("*.xlsx")}
    roster(folder / "名单.xlsx", [person("李小满")])
    _, _, err = run("validate", folder)
    lines = [line for line in err.splitlines() if "空白表" in line]
    assert {line.split()[0] for line in lines} == blanks
    assert len(lines) == len(blanks)
