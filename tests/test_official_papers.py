"""The papers of a year as officials need them: who, which months, what window, whose copy. Worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import qianyi
from qianyi.output.documents import FillResult, fill
from tests.make.disk import JUNE_WORKDAYS, county, june, rows_of
from tests.make.word import texts

SUZHOU = 'policy = "suzhou-2021"\n[campaign]\nstart = 2022-06-01\nend = 2023-05-31\n'
TOTALS = ["姓名", "应出勤", "实出勤", "事假", "病假", "旷工"]


def filled(dossier: Path, out: Path, documents: str, as_of: date | None = None, **options: Any) -> FillResult:
    facts = qianyi.read([dossier], as_of=as_of)
    return fill(facts, qianyi.score(facts), out, [documents], **options)


def said(result: FillResult) -> list[str]:
    """All text of all files."""
    return [text for path in result.files for text in texts(path.read_bytes())]


def moved(name: str) -> list[dict[str, object]]:
    """A half-year at each of two hospitals."""
    return [
        {"姓名": name, "支援时间": "2022-06-01至2022-11-30"},
        {"姓名": name, "支援时间": "2022-12-01至2023-05-31", "受援单位": "石桥乡卫生院"},
    ]


# 服务证明 and 一览表 --------------------------------------------------------------------------------------------------


def test_two_placements_are_one_certificate(tmp_path: Path) -> None:
    people = [*moved("闻一苇"), {"姓名": "郁初晴", "支援时间": "前半年"}]
    dossier = county(tmp_path / "县", people, 考勤汇总=[TOTALS, ["闻一苇", 250, 246, 4, 0, 0]])
    result = filled(dossier, tmp_path / "a", "certificate")
    assert [path.name for path in result.files] == ["001-闻一苇-柳林乡卫生院等2处-服务证明.docx"]
    assert result.missing == ["1 份服务证明没有出：没有考勤（郁初晴）"]
    found = said(result)
    assert any("派驻柳林乡卫生院、石桥乡卫生院，服务期2022年6月1日至2023年5月31日。" in text for text in found)
    assert "2022年6月1日至2022年11月30日，柳林乡卫生院；" in found
    assert "2022年12月1日至2023年5月31日，石桥乡卫生院。" in found
    assert "截至2023年5月31日，应出勤250天，实出勤246天。" in found
    assert any("计入基层服务时间12个整月，按四（三）已满一年。" in text for text in found)
    rows = rows_of(filled(dossier, tmp_path / "b", "service").files[0])
    assert [row[1] for row in rows] == ["闻一苇", "郁初晴"]
    assert rows[0][3:11] == [
        "柳林乡卫生院、石桥乡卫生院",
        "主治医师",
        "2022年6月1日",
        "2023年5月31日",
        250,
        246,
        12,
        "满一年",
    ]
    assert (rows[1][7], rows[1][9], rows[1][12]) == (None, None, "没有考勤")


def test_placements_too_far_apart_are_two_certificates(tmp_path: Path) -> None:
    """11-30 and 12-08: eight days."""
    people = moved("闻一苇")
    people[1]["支援时间"] = "2022-12-08至2023-05-31"
    december: list[list[object]] = [["2022年12月考勤表"], ["姓名", *range(1, 32)], ["闻一苇", *[None] * 7, "√"]]
    dossier = county(tmp_path / "县", people, 六月=june(闻一苇={}), 十二月=december)
    result = filled(dossier, tmp_path / "out", "certificate")
    assert [path.name for path in result.files] == [
        "001-闻一苇-柳林乡卫生院-服务证明.docx",
        "002-闻一苇-石桥乡卫生院-服务证明.docx",
    ]
    months = [text.split("时间")[1] for text in said(result) if "计入基层服务时间" in text]
    assert months == ["6个整月，按四（三）已满6个月，未满一年。", "5个整月，未满6个月。"]


def test_before_the_end_a_certificate_says_until_when(tmp_path: Path) -> None:
    """June 2022 has 21 workdays; one of them was not recorded."""
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 六月=june(闻一苇={9: ""}))
    result = filled(dossier, tmp_path / "out", "certificate", date(2022, 6, 30))
    found = said(result)
    assert any("服务期2022年6月1日至2023年5月31日，尚未期满。" in text for text in found)
    assert "截至2022年6月30日，应出勤21天，实出勤20天（另有1天没有记录）。" in found
    assert "从2022年6月1日算至2022年6月30日，计入基层服务时间1个整月，未满6个月。" in found
    assert any("暂定" in note for note in result.notes)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", "从2022年6月1日算至2022年7月15日，计入基层服务时间1个整月，未满6个月。"),
        ('[parameters]\n"service.forfeit" = ["recall"]\n', "按本县规定，被召回的，不计服务月数，计0个月。"),
    ],
)
def test_a_recall_ends_it_and_only_the_countys_own_rule_takes_it_away(tmp_path: Path, toml: str, words: str) -> None:
    """June has 21 workdays, the 15 days of July 11: 32 up to the recall; a day after it is marked too."""
    july: list[list[object]] = [["2022年7月考勤表"], ["姓名", *range(1, 32)], ["闻一苇", *july_marks()]]
    dossier = county(
        tmp_path / "县",
        [{"姓名": "闻一苇"}],
        六月=june(闻一苇={}),
        七月=july,
        情况=[["姓名", "日期", "类型"], ["闻一苇", "2022-07-15", "召回"]],
    )
    (dossier / "qianyi.toml").write_text(toml, encoding="utf-8")
    found = said(filled(dossier, tmp_path / "a", "certificate"))
    assert words in found
    assert "截至2022年7月15日，应出勤32天，实出勤32天。" in found
    assert any("2022年7月15日被召回" in text for text in found)
    row = rows_of(filled(dossier, tmp_path / "b", "service").files[0])[0]
    assert row[7:10] == [32, 32, 0 if toml else 1]
    assert row[12] == ("按本县规定，被召回的，不计服务月数" if toml else None)


def july_marks() -> list[str]:
    """√ on the workdays up to 18 July 2022."""
    return ["√" if day <= 18 and date(2022, 7, day).weekday() < 5 else "" for day in range(1, 32)]


@pytest.mark.parametrize(
    ("end", "words"), [("2023-05-31", "12个整月，按第二十条已满一年"), ("2023-05-30", "11个整月，未满一年")]
)
def test_suzhou_asks_for_a_full_year(tmp_path: Path, end: str, words: str) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇", "支援时间": f"2022-06-01至{end}"}]
    dossier = county(tmp_path / "县", people, 六月=june(闻一苇={}))
    (dossier / "qianyi.toml").write_text(SUZHOU, encoding="utf-8")
    assert any(words in text for text in said(filled(dossier, tmp_path / "out", "certificate")))


# 半年小结 -------------------------------------------------------------------------------------------------------------


def test_each_half_has_its_own_summary_and_its_own_problems(tmp_path: Path) -> None:
    """The sign without a legend is December's, the unrecorded day June's; the roster's problem is of the whole year."""
    december: list[list[object]] = [["2022年12月考勤表"], ["姓名", *range(1, 32)], ["闻一苇", "☆"]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇", "年龄": 70}], 六月=june(闻一苇={9: ""}), 十二月=december)
    result = filled(dossier, tmp_path / "a", "half-year")
    assert [path.name for path in result.files] == ["半年小结-前半年.docx", "半年小结-后半年.docx"]
    first, second = (texts(path.read_bytes()) for path in result.files)
    assert any(text.startswith("2022年6月1日至2022年11月30日") for text in first)
    assert any(text.startswith("2022年12月1日至2023年5月31日") for text in second)
    assert ("符号没有图例" in first, "符号没有图例" in second) == (False, True)
    assert "年龄不像" in first
    assert "年龄不像" in second
    assert not any(text in first for text in ("A414", "R110", "有待评的条款"))
    early = filled(dossier, tmp_path / "b", "half-year", date(2022, 9, 30))
    assert [path.name for path in early.files] == ["半年小结-前半年.docx"]
    assert any(text.startswith("2022年6月1日至2022年9月30日") for text in said(early))
    assert filled(dossier, tmp_path / "c", "half-year,annual", date(2022, 5, 1)).files == []  # nothing has begun


# 公示 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "period"),
    [
        (date(2023, 5, 15), "2023年5月16日至2023年5月22日（5个工作日）。"),
        (date(2023, 5, 24), "2023年5月25日至2023年5月31日（5个工作日）。"),
        (date(2023, 5, 25), "    年    月    日至    年    月    日（5个工作日）。"),
        (date(2023, 5, 31), "    年    月    日至    年    月    日（5个工作日）。"),
        (date(2023, 3, 1), "2023年5月4日至2023年5月9日（5个工作日）。"),  # Thu 4, Fri 5, Sat 6 (made up), Mon 8, Tue 9
    ],
)
def test_results_are_published_within_the_appraisal(tmp_path: Path, as_of: date, period: str) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    result = filled(dossier, tmp_path / "out", "notice", as_of)
    assert period in said(result)
    assert any("公示时间留空" in note for note in result.notes) == period.startswith(" ")


def test_a_campaign_of_other_dates_moves_the_window(tmp_path: Path) -> None:
    """From 2022-09-01: the appraisal is in August 2023."""
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    (dossier / "qianyi.toml").write_text("[campaign]\nstart = 2022-09-01\nend = 2023-08-31\n", encoding="utf-8")
    found = said(filled(dossier, tmp_path / "out", "notice", date(2023, 8, 10)))
    assert "2023年8月11日至2023年8月17日（5个工作日）。" in found


def arriving(folder: Path, arrivals: dict[str, str | None], **sheets: list[list[object]]) -> Path:
    """`county` with a column 实际到岗日期."""
    dossier = county(folder, [{"姓名": name} for name in arrivals], **sheets)
    book = load_workbook(dossier / "名单.xlsx")
    page = book["名单"]
    page.cell(1, page.max_column + 1).value = "实际到岗日期"
    for row, arrival in enumerate(arrivals.values(), 2):
        page.cell(row, page.max_column).value = arrival
    book.save(dossier / "名单.xlsx")
    return dossier


def test_only_who_has_come_is_published(tmp_path: Path) -> None:
    """蔺远山 has no arrival but stands in the grid; 步青云 has neither; 方入云 came in December."""
    dossier = arriving(
        tmp_path / "县",
        {"闻一苇": "2022-06-02", "蔺远山": None, "步青云": None, "方入云": "2022-12-05"},
        六月=june(蔺远山={}),
    )

    def names(text: list[str]) -> list[str]:
        return [name for name in ("闻一苇", "蔺远山", "步青云", "方入云") if name in text]

    result = filled(dossier, tmp_path / "a", "work-notice")
    assert [path.name for path in result.files] == [
        "001-云岭县人民医院-前半年-工作情况公示.docx",
        "001-云岭县人民医院-后半年-工作情况公示.docx",
    ]
    first, second = (texts(path.read_bytes()) for path in result.files)
    assert names(first) == ["闻一苇", "蔺远山"]
    assert names(second) == ["闻一苇", "蔺远山", "方入云"]
    assert any("步青云" in note for note in result.notes)
    results = filled(dossier, tmp_path / "b", "notice")
    assert all(names(texts(path.read_bytes())) == ["闻一苇", "蔺远山", "方入云"] for path in results.files)
    early = filled(dossier, tmp_path / "c", "notice", date(2022, 6, 1))
    assert all(names(texts(path.read_bytes())) == ["蔺远山"] for path in early.files)  # the others come later
    nobody = arriving(tmp_path / "无", {"闻一苇": "2022-06-02"})
    early = filled(nobody, tmp_path / "d", "notice", date(2022, 6, 1))
    assert early.files == []
    assert early.missing == ["2 份公示没有出：还没有人到岗（云岭县人民医院、柳林乡卫生院）"]


def test_what_was_done_in_the_half_is_published(tmp_path: Path) -> None:
    """November 2022: after the 15th five working days are 16 to 22; after the 28th two are left."""
    work = [
        ["月份", "姓名", "门诊诊疗", "带教查房", "外科手术", "助产服务"],
        ["2022-07", "闻一苇", 100, 2, 0, 0],
        ["2022-08", "闻一苇", 20, 1, 3, 0],
        ["2022-12", "闻一苇", 7, 0, 0, 0],
    ]
    done = [["日期", "姓名", "类别"], ["2022-07-01", "闻一苇", "专题讲座"], ["2022-12-30", "闻一苇", "专题讲座"]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 工作量=work, 培训=done)
    found = said(filled(dossier, tmp_path / "a", "work-notice", date(2022, 11, 15)))
    assert "门诊诊疗120人次，带教查房3次，外科手术3例，专题讲座1次" in found
    assert "2022年11月16日至2022年11月22日（5个工作日）。" in found
    late = said(filled(dossier, tmp_path / "b", "work-notice", date(2022, 11, 28)))
    assert "    年    月    日至    年    月    日（5个工作日）。" in late
    (dossier / "qianyi.toml").write_text(SUZHOU, encoding="utf-8")
    none = filled(dossier, tmp_path / "c", "work-notice")
    assert none.notes[0] == "工作情况公示：本政策没有公示工作情况的规定，未生成"


def test_who_moved_within_a_half_stands_there_once(tmp_path: Path) -> None:
    people = moved("闻一苇")
    people[0]["支援时间"], people[1]["支援时间"] = "2022-06-01至2022-09-30", "2022-10-01至2023-05-31"
    work = [
        ["月份", "姓名", "门诊诊疗", "带教查房", "外科手术", "助产服务"],
        ["2022-07", "闻一苇", 100, 0, 0, 0],
        ["2022-11", "闻一苇", 20, 0, 0, 0],
    ]
    dossier = county(tmp_path / "县", people, 工作量=work)
    found = said(filled(dossier, tmp_path / "out", "work-notice", date(2022, 11, 30)))
    assert found.count("闻一苇") == 1
    assert "柳林乡卫生院、石桥乡卫生院" in found
    assert "门诊诊疗120人次" in found
    assert "2022年6月1日\n至2023年5月31日" in found


# 工作鉴定表 -----------------------------------------------------------------------------------------------------------


def test_the_five_copies_say_whose_each_is(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    keepers = ["本人档案", "派出单位", "受援基层医疗卫生机构", "自治区卫生健康委项目办", "人事处"]
    five = filled(dossier, tmp_path / "a", "appraisal", copies=5)
    assert [path.stem.split("工作鉴定表")[1] for path in five.files] == [f"-{n}-{k}" for n, k in enumerate(keepers, 1)]
    for number, (path, keeper) in enumerate(zip(five.files, keepers, strict=True), 1):
        assert f"一式5份，第{number}份：{keeper}留存" in texts(path.read_bytes())
    one = said(filled(dossier, tmp_path / "b", "appraisal"))
    assert "本份留存：" + "　".join(f"□{keeper}" for keeper in keepers) in one
    merged = said(filled(dossier, tmp_path / "c", "appraisal", copies=6, merge=True))
    assert sum(text.startswith("一式5份，第") for text in merged) == 5
    assert sum(text.startswith("本份留存：") for text in merged) == 1
    certificates = county(tmp_path / "另", [{"姓名": "闻一苇"}], 六月=june(闻一苇={}))
    two = filled(certificates, tmp_path / "d", "certificate", copies=2)
    assert [path.stem[-6:] for path in two.files] == ["服务证明-1", "服务证明-2"]
    assert len({path.read_bytes() for path in two.files}) == 1


@pytest.mark.parametrize(("reading", "boxes"), [("open", ["1", "0"]), ("leave", ["1", "0"]), ("absent", ["0", "1"])])
def test_the_box_of_absence_follows_the_reading_of_leave_without_entry(
    tmp_path: Path, reading: str, boxes: list[str]
) -> None:
    """A day of personal leave in June that the leave register does not have: 事假, 病假, 旷工."""
    leave = [["姓名", "请假类型", "开始日期", "结束日期"], ["闻一苇", "事假", "2022-07-05", "2022-07-05"]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 六月=june(闻一苇={9: "事"}), 请假=leave)
    (dossier / "qianyi.toml").write_text(f'[parameters]\n"leave.unregistered" = "{reading}"\n', encoding="utf-8")
    found = said(filled(dossier, tmp_path / "out", "appraisal", date(2022, 6, 30)))
    at = found.index("实出勤")
    assert found[at + 1 : at + 6] == ["21", "20", boxes[0], "0", boxes[1]]


# 报送清单 -------------------------------------------------------------------------------------------------------------


def test_the_list_for_the_regions_office(tmp_path: Path) -> None:
    appraisals = [
        ["姓名", "派出单位评价", "受援单位评价", "公示情况", "个人鉴定"],
        ["闻一苇", "优秀", "优秀", "已公示，无异议", "尽责。"],
        ["郁初晴", "合格", None, None, None],
    ]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}, {"姓名": "郁初晴"}], 鉴定=appraisals)
    result = filled(dossier, tmp_path / "a", "报送清单")
    assert [path.name for path in result.files] == ["报送清单.docx"]
    found = said(result)
    head = next(text for text in found if text.startswith("一、"))
    assert head.startswith(
        "一、报自治区卫生健康委基层卫生健康处盖章备案的工作鉴定表（附件5·注4）：2人，每人一式5份，共10份。"
    )
    assert "二、报自治区卫生健康委项目办的公示结果（附件5·注3）" in found
    at = found.index("郁初晴")
    assert found[at + 4 : at + 7] == ["5", "合格", "受援单位公示情况、个人工作鉴定、受援单位评价"]
    at = len(found) - 1 - found[::-1].index("柳林乡卫生院")
    assert found[at + 1 : at + 6] == ["2", "1", "未定2人", "已公示，无异议（闻一苇）", "郁初晴"]
    (dossier / "qianyi.toml").write_text(SUZHOU, encoding="utf-8")
    assert filled(dossier, tmp_path / "b", "报送清单").files == []


# Letters --------------------------------------------------------------------------------------------------------------


def test_suzhous_letters_say_what_suzhou_decides_and_an_excused_outing_has_none(tmp_path: Path) -> None:
    checks = [
        ["日期", "层级", "受查单位", "姓名", "结果", "脱岗天数"],
        ["2022-07-01", "县级", "柳林乡卫生院", "闻一苇", "脱岗", 1],
        ["2022-08-01", "县级", "柳林乡卫生院", "闻一苇", "脱岗", 1],
        ["2022-09-01", "市级", "柳林乡卫生院", "闻一苇", "脱岗", 1],
        ["2022-09-02", "县级", "柳林乡卫生院", "郁初晴", "脱岗，经批准外出开会", 1],
    ]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}, {"姓名": "郁初晴"}], 查岗=checks)
    (dossier / "qianyi.toml").write_text(f'county = "怀北县"\n{SUZHOU}', encoding="utf-8")
    result = filled(dossier, tmp_path / "out", "discipline")
    assert [path.stem.split("-闻一苇-")[1] for path in result.files] == [
        "通报-第1次",
        "约谈通知-第2次",
        "取消资格通知-第3次",
    ]
    notice, talk, bar = (texts(path.read_bytes()) for path in result.files)
    rests = "依据《宿州市市县级医疗卫生机构“千医下乡”人员管理办法（暂行）》第十一条，"
    assert f"{rests}决定对闻一苇同志予以通报，并进行批评教育。" in notice
    assert f"{rests}决定约谈你单位负责同志。请携闻一苇同志脱岗情况的书面说明和整改措施，按时参加。" in talk
    assert f"{rests}决定取消闻一苇同志当年评优、职称评审资格。" in bar
    assert any(text.startswith("怀北县2022年度“千医下乡”驻点帮扶活动期间，2022年7月1日") for text in notice)


KINDS = [
    ["单位", "角色", "类型", "创建目标"],
    ["杨楼医院", "受援", "社区卫生服务中心", None],
    ["柳林乡卫生院", "受援", "乡镇卫生院", "基本标准"],
]


def test_tasks_are_those_of_the_kind_of_institution(tmp_path: Path) -> None:
    """杨楼医院 is a community's centre by 单位名录 alone; 云中县医院 is neither, and has what all have."""
    people: list[dict[str, object]] = [
        {"姓名": "闻一苇"},
        {"姓名": "郁初晴", "受援单位": "杨楼医院"},
        {"姓名": "蔺远山", "受援单位": "云中县医院"},
    ]
    dossier = county(tmp_path / "县", people, 单位名录=KINDS)
    town, centre, other = (texts(path.read_bytes()) for path in filled(dossier, tmp_path / "a", "target").files)
    assert "7.协助创建“优质服务基层行”，达到基本标准。" in town
    assert any("参加家庭医生签约服务" in text for text in town)
    assert any("高血压、糖尿病" in text for text in centre)
    assert not any("优质服务基层行" in text for text in centre)
    assert not any("签约" in text or "卫生院健全" in text for text in other)
    assert any("不少于10次，每次不少于2小时" in text and "不少于20次" in text for text in other)
    assert "1.按时足额派驻，6月6日前到岗；轮换的事先备案。" in other


def test_suzhous_target_letter_has_suzhous_tasks(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [{"姓名": "闻一苇", "受援单位": "柳林镇中心卫生院"}, {"姓名": "郁初晴"}]
    dossier = county(tmp_path / "县", people)
    (dossier / "qianyi.toml").write_text(SUZHOU, encoding="utf-8")
    central, town = (texts(path.read_bytes()) for path in filled(dossier, tmp_path / "out", "target").files)
    assert any("平产助产" in text for text in central)
    assert not any("平产助产" in text for text in town)
    assert any("门诊小手术" in text for text in town)
    assert any("每半年听取一次述职" in text for text in town)
    assert any("2天及以内的请假" in text for text in town)
    assert not any("轮换" in text or "手册" in text or "进修" in text for text in (*central, *town))


def test_a_countys_own_pack_has_its_own_words_and_figures(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])
    (dossier / "我县.toml").write_text(
        'id = "own"\ntitle = "我县"\nextends = "yanchi-2022"\n[parameters]\n"teaching.min_events" = 30\n[papers]\n'
        'copies = ["本人", "县局"]\nrecipient = ["每年带教{teaching.min_events}次。"]\n',
        encoding="utf-8",
    )
    (dossier / "qianyi.toml").write_text('policy = "我县.toml"\n', encoding="utf-8")
    assert "1.每年带教30次。" in said(filled(dossier, tmp_path / "a", "target"))
    assert "本份留存：□本人　□县局" in said(filled(dossier, tmp_path / "b", "appraisal"))


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ('recipient = ["每年{teaching.min_event}次。"]', "没有参数 teaching.min_event，是不是 teaching.min_events"),
        ('work_notice = "work-notic"', "没有工作 work-notic，是不是 work-notice"),
        ('copy = ["本人"]', "copy"),
        ("[[papers.reached]]\nmonths = 0\ntitle = '满'", "months 应为月数"),
        ("[papers.letters]\nwarn = ['x']", "warn"),
    ],
)
def test_papers_of_a_pack_that_cannot_be_are_refused(tmp_path: Path, papers: str, words: str) -> None:
    from qianyi.policy.load import load_policy
    from qianyi.policy.model import PolicyError

    own = tmp_path / "我县.toml"
    own.write_text(f'id = "own"\ntitle = "我县"\nextends = "yanchi-2022"\n[papers]\n{papers}\n', encoding="utf-8")
    with pytest.raises(PolicyError, match=words):
        load_policy(own)


# Whose papers ---------------------------------------------------------------------------------------------------------


def test_the_county_heads_every_paper_and_the_pack_is_only_what_it_rests_on(tmp_path: Path) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 六月=june(闻一苇={}))
    documents = (
        "support-score,person-score,appraisal,handbook,notice,work-notice,board,certificate,target,submission,"
        "half-year,annual,roster,service"
    )
    (dossier / "qianyi.toml").write_text('county = "云岭县"\noffice = "云岭县卫生健康局"\n', encoding="utf-8")
    result = filled(dossier, tmp_path / "a", documents)
    for path in result.files:
        if path.suffix == ".docx":
            found = texts(path.read_bytes())
            assert any("云岭县2022年度" in text for text in found[:4]), path
            assert not any("盐池" in text and "依据《" not in text for text in found), path
        else:
            assert load_workbook(path).active["A1"].value.startswith("云岭县2022年度“千名医师下基层”对口支援活动")
    (dossier / "qianyi.toml").write_text('county = "云岭县"\ntitle = "云岭县百名医师进乡村"\n', encoding="utf-8")
    result = filled(dossier, tmp_path / "b", "certificate")
    found = said(result)
    assert found[0] == "云岭县百名医师进乡村\n基层服务证明"
    assert not any("盐池县卫生健康局" in text for text in found)
    assert "qianyi.toml 没有写 office，落款空着；请写明" in result.notes


def test_june_has_21_workdays() -> None:
    assert len(JUNE_WORKDAYS) == 21
