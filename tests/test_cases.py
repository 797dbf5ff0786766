"""Every rule has a clause, a page, a case that breaks it and one just inside; and the cases come out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import qianyi
from qianyi.output.words import SEVERITY
from qianyi.policy.load import load_policy
from qianyi.rules import RULES
from qianyi.rules.cases import BROKEN, INSIDE, Case, load, parse, path_of, write

POLICIES = [load_policy("yanchi-2022"), load_policy("suzhou-2021")]
CODES = sorted(RULES)


def _all() -> list[tuple[str, Case]]:
    found = []
    for code in CODES:
        try:
            path_of(code)
        except FileNotFoundError:
            continue
        found += [(code, case) for case in load(code).cases]
    return found


ALL = _all()


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_clause_page_and_both_cases(code: str) -> None:
    assert any(policy.clause_of(code) for policy in POLICIES), f"{code} is in no policy, or has no clause"
    page = RULES[code].page
    headings = [line.strip().partition("：")[0] for line in page.splitlines()]
    assert [heading for heading in headings if heading in ("说明", "依据", "怎么改")] == ["说明", "依据", "怎么改"]
    kinds = {case.kind for case in load(code).cases}
    assert kinds == {BROKEN, INSIDE}


def test_every_rule_of_a_policy_is_registered() -> None:
    for policy in POLICIES:
        assert set(policy.rules) <= set(RULES)


@pytest.mark.parametrize(("code", "case"), ALL, ids=[f"{code}-{case.kind}-{case.title}" for code, case in ALL])
def test_case(code: str, case: Case, tmp_path: Path) -> None:
    come_out(code, case, tmp_path)


def come_out(code: str, case: Case, folder: Path) -> None:
    """Fails where the findings of the code are not those that the case says."""
    write(case, folder)
    year = case.options.get("year")
    facts = qianyi.read([folder], policy=case.options.get("policy"), year=int(year) if year else None, as_of=case.as_of)
    result = qianyi.score(facts) if case.options.get("command") == "score" else qianyi.validate(facts)
    found = [finding for finding in result.findings if finding.code == code]
    messages = [f"{finding.code} {finding.message}" for finding in result.findings]
    if case.kind == INSIDE:
        assert not found, messages
        skipped = {check.code: check.reason for check in result.checks if check.status == "skipped"}
        assert code not in skipped, skipped[code]
        return
    pinned = Counter((finding.person or finding.institution or "", SEVERITY[finding.severity]) for finding in found)
    assert pinned == case.pinned, messages
    assert all(finding.message.endswith("。") for finding in found)
    if case.marked():
        assert {cell.ref for finding in found for cell in finding.cells} == case.marked()


def test_every_case_that_breaks_a_rule_pins_what_is_found() -> None:
    assert [f"{code} {case.title}" for code, case in ALL if case.kind == BROKEN and not case.pinned] == []


@pytest.mark.parametrize("pin", ["2处，李小满，错误", "1处，王大雪，错误", "1处，错误", "1处，李小满，提醒"])
def test_a_wrong_pin_fails(pin: str, tmp_path: Path) -> None:
    text = path_of("T201").read_text(encoding="utf-8")
    assert text.count("指出：1处，李小满，错误") > 1
    come_out("T201", parse(text, "T201").cases[0], tmp_path)
    with pytest.raises(AssertionError, match="T201"):
        come_out("T201", parse(text.replace("1处，李小满，错误", pin), "T201").cases[0], tmp_path)


def test_parser_reads_options_bold_merges_and_dates(tmp_path: Path) -> None:
    text = """# T201 短
## 违规：四个月
政策：yanchi-2022
截至：2023-05-31
```toml
[marks]
"△" = "事假"
```
### 名单.xlsx/名单 隐藏：3
某县派驻人员名单
| 姓名 | 单位 | 天数 | 日期 |
|---|---|---|---|
| 张三丰 | 甲 | **4.5** | d:2022-06-01 |
| 李四光 | ^ | 3 | 2022-06-01 |
注：写在下面
### 坏.xlsx
不是表格
"""
    file = parse(text, "T201")
    case = file.cases[0]
    assert file.first(INSIDE) is None
    assert case.as_of is not None
    assert case.options["policy"] == "yanchi-2022"
    assert case.marked() == {"名单.xlsx/名单!C3"}
    write(case, tmp_path)
    assert (tmp_path / "坏.xlsx").read_text(encoding="utf-8") == "不是表格"
    assert "事假" in (tmp_path / "qianyi.toml").read_text(encoding="utf-8")
    from openpyxl import load_workbook

    page = load_workbook(tmp_path / "名单.xlsx")["名单"]
    assert [cell.value for cell in page[2]] == ["姓名", "单位", "天数", "日期"]
    assert page["C3"].value == 4.5
    assert page["D3"].is_date
    assert page["D4"].value == "2022-06-01"
    assert page["A5"].value == "注：写在下面"
    assert [str(area) for area in page.merged_cells.ranges] == ["B3:B4"]
    assert page.row_dimensions[3].hidden


def test_parser_reads_the_roster_above_a_full_month_and_pins(tmp_path: Path) -> None:
    """June 2022: the 3rd is a holiday, the 4th a Saturday; 8 and 9 are workdays."""
    text = """# T201 短
## 违规：甲
截至：2022-06-30
指出：2处，张三丰，错误；1处，提醒
### 名单.xlsx/名单
| 姓名 | 单位 |
|---|---|
| **张三丰** | 甲 |
## 合规：乙
名单：同上
考勤：张三丰2022年6月全勤，除4日出勤、**8—9日旷工**；李四光全勤，除8日空白
### 请假.xlsx/请假登记
| 姓名 |
|---|
| 张三丰 |
"""
    first, second = parse(text, "T201").cases
    assert first.pinned == {("张三丰", "错误"): 2, ("", "提醒"): 1}
    assert first.marked() == {"名单.xlsx/名单!A2"}
    assert second.marked() == {"考勤.xlsx/6月!I3", "考勤.xlsx/6月!J3"}
    assert "同上" not in second.text
    assert "| 张三丰 | 甲 |" in second.text
    write(second, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名单.xlsx", "考勤.xlsx", "请假.xlsx"]
    from openpyxl import load_workbook

    page = load_workbook(tmp_path / "考勤.xlsx")["6月"]
    rows = [[cell.value or "" for cell in row] for row in page.iter_rows(max_col=11)]
    assert rows[0][0] == "2022年6月考勤表"
    assert rows[1] == ["姓名", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert rows[2] == ["张三丰", "√", "√", "", "√", "", "√", "√", "×", "×", "√"]
    assert rows[3] == ["李四光", "√", "√", "", "", "", "√", "√", "", "√", "√"]
    assert page.max_column == 31


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("# T202 x\n", "第一行"),
        ("# T201 x\n## 别的：y\n", "别的"),
        ("# T201 x\n## 违规：y\n不认识：1\n", "不认识"),
        ("# T201 x\n## 违规：y\n指出：云中鹤\n", "指出：1处，云中鹤，错误"),
        ("# T201 x\n## 合规：y\n指出：1处，云中鹤，错误\n", "写在违规的案例里"),
        ("# T201 x\n## 违规：y\n名单：同上\n", "没有名单"),
        ("# T201 x\n## 违规：y\n考勤：云中鹤全勤\n", "2022年6月全勤"),
        ("# T201 x\n## 违规：y\n考勤：云中鹤2022年6月全勤，除事假\n", "8日事假"),
    ],
)
def test_a_case_file_that_cannot_be_read_is_refused(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=f"T201.*{word}"):
        parse(text, "T201")
