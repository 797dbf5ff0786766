"""Every rule has a clause, a page, a case that breaks it and one just inside; and the cases come out."""

from __future__ import annotations

from pathlib import Path

import pytest

import qianyi
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
    write(case, tmp_path)
    year = case.options.get("year")
    facts = qianyi.read(
        [tmp_path], policy=case.options.get("policy"), year=int(year) if year else None, as_of=case.as_of
    )
    result = qianyi.score(facts) if case.options.get("command") == "score" else qianyi.validate(facts)
    found = [finding for finding in result.findings if finding.code == code]
    messages = [f"{finding.code} {finding.message}" for finding in result.findings]
    if case.kind == INSIDE:
        assert not found, messages
        skipped = {check.code: check.reason for check in result.checks if check.status == "skipped"}
        assert code not in skipped, skipped[code]
        return
    assert found, messages
    assert all(finding.message.endswith("。") for finding in found)
    if case.marked():
        assert {cell.ref for finding in found for cell in finding.cells} == case.marked()


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


@pytest.mark.parametrize("text", ["# T202 x\n", "# T201 x\n## 别的：y\n", "# T201 x\n## 违规：y\n不认识：1\n"])
def test_a_case_file_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="T201"):
        parse(text, "T201")
