"""qianyi.toml: what it may say, and one sentence with file and key for what it may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qianyi.errors import QianyiError
from qianyi.intake.signs.day_words import check_marks
from qianyi.policy.load import load_policy, load_settings, with_settings
from qianyi.policy.model import PolicyError


def settings(folder: Path, text: str) -> Path:
    path = folder / "qianyi.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_keys_are_read(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        """
policy = "yanchi-2022"
hardship = ["甲镇卫生院"]
[campaign]
start = 2023-06-01
end = "2024.5.31"
[parameters]
leave.personal_year = 10
"absence.max_span" = 5
[aliases]
"甲卫" = "甲镇卫生院"
[calendar]
holidays = [2023-04-22, "2023年6月29日"]
workdays = ["2023/4/23"]
[marks]
"△" = "事假"
[grades]
"优秀" = 90
"合格" = 60.5
[[waivers]]
code = "T201"
person = "李小满"
reason = "专项"
approved_by = "县局"
until = 2023-12-31
[[waivers]]
code = "R104"
reason = "管理人员"
approved_by = "县局"
""",
    )
    found = load_settings(path)
    assert (found.policy, found.start, found.end) == ("yanchi-2022", date(2023, 6, 1), date(2024, 5, 31))
    assert found.parameters == {"leave.personal_year": 10, "absence.max_span": 5}
    assert found.aliases == {"甲卫": "甲镇卫生院"}
    assert found.holidays == {date(2023, 4, 22), date(2023, 6, 29)}
    assert found.workdays == {date(2023, 4, 23)}
    assert found.signs == {"△": "事假"}
    assert found.grades == {"优秀": Decimal(90), "合格": Decimal("60.5")}
    assert found.hardship == {"甲镇卫生院"}
    assert [(w.code, w.person, w.until) for w in found.waivers] == [
        ("T201", "李小满", date(2023, 12, 31)),
        ("R104", None, None),
    ]


def test_a_policy_file_is_looked_for_beside_it(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('extends = "yanchi-2022"\n', encoding="utf-8")
    assert load_settings(settings(tmp_path, 'policy = "own.toml"')).policy == str(tmp_path / "own.toml")
    assert load_settings(settings(tmp_path, "")).hardship is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('polciy = "x"', ["polciy", "policy"]),
        ("[campain]\nstart = 2022-06-01", ["campain", "campaign"]),
        ("[campaign]\nbegin = 2022-06-01", ["campaign", "begin"]),
        ('[campaign]\nstart = "2022-02-30"', ["campaign.start", "没有 2022-02-30 这一天"]),
        ("[campaign]\nstart = 2022-02-30", ["start", "没有这一天"]),
        ("[campaign]\nstart = 2022-06-01\nend = 2022-05-31", ["campaign.end", "早于"]),
        ('[calendar]\nholidays = ["6月1日"]', ["calendar.holidays", "6月1日"]),
        ("[calendar]\nholidays = 2022-06-01", ["calendar.holidays", "列表"]),
        ("[calendar]\nholidays = [2022-06-01]\nworkdays = [2022-06-01]", ["calendar", "2022-06-01"]),
        ('[grades]\n"良好" = 80', ["grades", "良好"]),
        ('[grades]\n"优秀" = 120', ["grades.优秀", "0 到 100"]),
        ('[grades]\n"优秀" = "九十"', ["grades.优秀", "百分数"]),
        ('[grades]\n"优秀" = 60\n"合格" = 90', ["grades", "降低"]),
        ('[[waivers]]\ncode = "T999"\nreason = "无"\napproved_by = "县局"', ["waivers 第 1 项", "T999"]),
        ('[[waivers]]\ncode = "T201"\nreason = "无"', ["waivers", "approved_by"]),
        ('[[waivers]]\ncode = "T201"\nreason = "无"\napproved_by = "县局"\nuntill = 2023-01-01', ["untill", "until"]),
        ('[[waivers]]\ncode = "T201"\nreason = "无"\napproved_by = "县局"\nuntil = "明年"', ["until", "明年"]),
        ('[aliases]\n"甲卫" = 3', ["aliases.甲卫", "文字"]),
        ('[marks]\n"△" = ""', ["marks.△"]),
        ('hardship = "甲镇卫生院"', ["hardship", "列表"]),
        ('[parameters]\nleave.personal_year = 1\n"leave.personal_year" = 2', ["leave.personal_year", "两次"]),
        ("[aliases]\n甲卫 = 1", ["甲卫", "引号"]),
    ],
)
def test_what_cannot_be_meant_is_refused_by_file_and_key(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(PolicyError) as refused:
        with_settings(load_policy("yanchi-2022"), load_settings(settings(tmp_path, text)), None)
    message = str(refused.value)
    assert "qianyi.toml" in message
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_a_sign_must_mean_a_kind_of_day(tmp_path: Path) -> None:
    path = settings(tmp_path, '[marks]\n"△" = "事假"\n"○" = "病假半天"\n')
    check_marks(load_settings(path))
    with pytest.raises(QianyiError, match=r"qianyi\.toml 的 marks\.△ .*事价.*事假"):
        check_marks(load_settings(settings(tmp_path, '[marks]\n"△" = "事价"\n')))
