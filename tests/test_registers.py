"""The other registers: each row used, or named in a finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from qianyi.policy.settings import Settings
from tests.make.reading import cells, found, take

LEAVE = "姓名 支援单位 请假类型 开始日期 结束日期 天数 批准单位 批准日期 备案日期 证明材料 销假日期".split()


def test_leave() -> None:
    rows = [
        ["请假登记"],
        LEAVE,
        [
            "李小满",
            "乙医院",
            "病假",
            "2022-09-19",
            "2022-09-27",
            "7天",
            "卫 生院",
            date(2022, 9, 18),
            44823,
            "诊断证明",
            None,
        ],
        ["王大雪", None, "年 假", "9月19日", "9月20日", 1.5, None, None, None, None, None],
        ["赵谷雨", None, "请假", "2022-09-19", None, "两天", None, None, None, None, None],
        [None, "乙医院", "事假", "2022-09-19", "2022-09-19", 1, None, None, None, None, None],
        ["钱立夏", None, "事假", "2022-09-20", "2022-09-19", 1, None, None, None, None, None],
        ["合计", None, None, None, None, 12, None, None, None, None, None],
    ]
    dossier = take(rows)
    sick, annual, bare, late = dossier.leaves
    assert (sick.kind, sick.start, sick.end, sick.days) == ("sick", date(2022, 9, 19), date(2022, 9, 27), 7)
    assert (sick.approver, sick.filed, sick.certificate) == ("卫生院", date(2022, 9, 19), "诊断证明")
    assert (annual.kind, annual.kind_text, annual.start, annual.days) == (
        "annual",
        "年 假",
        date(2022, 9, 19),
        Decimal("1.5"),
    )
    assert (bare.kind, bare.kind_text, bare.end, bare.days) == (None, "请假", None, None)
    assert (late.name, late.end) == ("钱立夏", None)
    assert sorted(cells(dossier, "I004")) == ["A6", "C5", "E5", "E7", "F5"]
    assert sorted(cells(dossier, "I009")) == ["D4", "E4"]
    assert dossier.leaves[0].sheet.rows == 5


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("事假", "personal"),
        ("婚假", "marriage"),
        ("产假", "maternity"),
        ("丧假", "bereavement"),
        ("护理假", "other"),
        ("调休", "rest"),
        ("出差", "official"),
    ],
)
def test_kinds_of_leave(word: str, kind: str) -> None:
    rows = [["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", word, "2022-09-19", "2022-09-19"]]
    assert take(rows).leaves[0].kind == kind


@pytest.mark.parametrize("word", ["旷工", "散步", "迟到"])
def test_what_is_no_leave_is_refused(word: str) -> None:
    rows = [["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", word, "2022-09-19", "2022-09-19"]]
    dossier = take(rows)
    assert dossier.leaves[0].kind is None
    assert cells(dossier, "I004") == ["B2"]


def test_a_merged_name_stands_for_its_rows_but_a_merged_sum_is_one_sum() -> None:
    rows = [
        ["姓名", "月份", "用途", "金额"],
        ["李小满", "2022-09", "生活补助", 900],
        [None, "2022-10", "交通补助", None],
    ]
    dossier = take(rows, merged=((1, 0, 2, 0), (1, 3, 2, 3)))
    assert [(p.name, p.month, p.amount) for p in dossier.payments] == [
        ("李小满", (2022, 9), 900),
        ("李小满", (2022, 10), None),
    ]
    assert cells(dossier, "I004") == ["D3"]


def test_payments() -> None:
    rows = [
        ["姓名", "月份", "用途", "金额（元）"],
        ["李小满", "9月", "生活 补助", "1,200.50元"],
        ["王大雪", "3月", "交通", 300],
    ]
    dossier = take(rows)
    assert [(p.month, p.purpose, p.amount) for p in dossier.payments] == [
        ((2022, 9), "生活补助", Decimal("1200.50")),
        ((2023, 3), "交通", 300),
    ]
    assert cells(dossier, "I009") == ["B2", "B3"]
    many = take([rows[0], *[["李小满", "9月", "生活补助", 300]] * 11])
    (note,) = found(many, "I009")
    assert [note.cells[0].a1, note.cells[-1].a1] == ["B2", "B12"]


def test_checks_need_no_name() -> None:
    rows = [
        ["日期", "层级", "受查单位", "方式", "姓名", "结果", "脱岗天数", "处理"],
        ["2021-06-10", "市级", "甲镇卫生院", "走访", None, "在岗", None, None],
        ["2021-06-20", "县卫健委", "甲镇卫生院", "电话", "李小满", "脱岗", "3天", "通报"],
        ["2021-06-21", "上级", None, "电话", None, None, None, None],
    ]
    dossier = take(rows)
    assert [(c.level, c.institution, c.name, c.result, c.off_days) for c in dossier.checks] == [
        ("city", "甲镇卫生院", None, "在岗", None),
        ("county", "甲镇卫生院", "李小满", "脱岗", 3),
        (None, None, None, None, None),
    ]
    assert sorted(cells(dossier, "I004")) == ["B4", "C4"]


def test_workload_counts_may_be_blank() -> None:
    rows = [
        ["月份", "姓名", "门诊诊疗", "带教查房", "外科手术", "助产服务", "卫生院审核", "县局备案"],
        ["2022年9月", "李小满", "120人次", 3, None, "--", "同意", "已备案"],
    ]
    dossier = take(rows)
    (work,) = dossier.workloads
    assert (work.month, work.outpatients, work.teaching, work.surgery, work.deliveries) == (
        (2022, 9),
        120,
        3,
        None,
        None,
    )
    assert not dossier.found


def test_activities_trainees_visits() -> None:
    activity = take(
        [["日期", "姓名", "类别", "时长(小时)", "人次"], ["2022-09-01", "李小满", "专题讲座", "2小时", 30]]
    ).activities[0]
    assert (activity.date, activity.kind, activity.hours, activity.attendees) == (date(2022, 9, 1), "专题讲座", 2, 30)
    rows = [
        ["姓名", "受援单位", "接收单位", "开始日期", "结束日期"],
        ["孙处暑", "甲乡卫生院", "乙医院", "2022-07-01", "2022-12-31"],
    ]
    trainee = take(rows).trainees[0]
    assert (trainee.recipient, trainee.host, trainee.end) == ("甲乡卫生院", "乙医院", date(2022, 12, 31))
    rows = [
        ["日期", "支援单位", "受援单位", "级别", "书面报告"],
        ["2022-10-08", "乙医院", "甲乡卫生院", "院领导", "有"],
    ]
    visit = take(rows).visits[0]
    assert (visit.level, visit.report) == ("院领导", "有")


def test_a_trainees_sheet_with_the_support_institution_is_no_roster() -> None:
    rows = [
        ["姓名", "受援单位", "支援单位", "接收单位", "开始日期", "结束日期"],
        ["孙处暑", "甲乡卫生院", "乙医院", "乙医院", "2022-07-01", "2022-12-31"],
    ]
    dossier = take(rows)
    assert len(dossier.trainees) == 1
    assert not dossier.placements


def test_indicators_and_survey() -> None:
    rows = [
        ["单位", "指标", "上年", "本年"],
        ["甲乡卫生院", "门急诊量", "1,200", 1500],
        ["甲乡卫生院", "疫苗接种率", None, "96.5%"],
    ]
    dossier = take(rows)
    assert [(i.name, i.last_year, i.this_year) for i in dossier.indicators] == [
        ("门急诊量", 1200, 1500),
        ("疫苗接种率", None, Decimal("96.5")),
    ]
    assert cells(dossier, "I004") == []  # judged by this year alone
    survey = take([["单位", "抽查人数", "知晓人数", "满意人数"], ["甲乡卫生院", "20人", 15, 14]]).surveys[0]
    assert (survey.sampled, survey.aware, survey.satisfied, survey.treated) == (20, 15, 14, None)


def test_appraisals() -> None:
    rows = [
        ["姓名", "派出单位评价", "受援单位评价"],
        ["李小满", "优 秀", "合格"],
        ["王大雪", "优秀", None],
        ["赵谷雨", "良好", "合格"],
    ]
    dossier = take(rows)
    assert [(a.support_grade, a.recipient_grade) for a in dossier.appraisals] == [
        ("优秀", "合格"),
        ("优秀", None),
        (None, "合格"),
    ]
    assert cells(dossier, "I004") == ["B4"]


def test_incidents_of_persons_and_institutions() -> None:
    rows = [
        ["姓名", "日期", "类型", "说明", "级别", "责任"],
        ["李 小满", "2022-07-01", "延迟到岗说明", "道路 中断", None, None],
        ["乙 院", "2022-12-01", "单位述职", None, None, None],
        ["王大雪", None, "医疗事故", None, "二 级", "主要责任"],
    ]
    dossier = take(rows, Settings(aliases={"乙院": "乙医院"}))
    assert [(i.name, i.kind, i.level) for i in dossier.incidents] == [
        ("李小满", "延迟到岗说明", None),
        ("乙医院", "单位述职", None),
        ("王大雪", "医疗事故", "二级"),
    ]
    assert dossier.incidents[0].detail == "道路 中断"
    assert cells(dossier, "I004") == ["B4"]


def test_milestones_not_yet_done_are_kept() -> None:
    rows = [["事项", "完成日期", "单位"], ["签订责任书", "2022-06-03", None], ["年度总结报告", None, "乙医院"]]
    dossier = take(rows)
    assert [(m.matter, m.done) for m in dossier.milestones] == [
        ("签订责任书", date(2022, 6, 3)),
        ("年度总结报告", None),
    ]
    assert not dossier.found


def test_personnel_beside_a_roster() -> None:
    rows = [
        ["姓名", "支援单位", "性别", "出生年月", "民族", "政治面貌", "参加工作时间", "现从事专业", "联系电话", "职称"],
        ["李小满", "乙医院", "女", "1986.05", "回族", "群众", 200807, "儿科", 13800000000, "医师"],
    ]
    (person,) = take(rows).personnel
    assert (person.birth, person.career_start, person.phone) == ("1986-05", "2008-07", "13800000000")


def test_totals_in_days_and_hours() -> None:
    rows = [
        ["姓名", "应出勤(天)", "实际出勤天数", "事假", "病假", "旷工"],
        ["李小满", 250, "248.5天", "1天4小时", None, "--"],
    ]
    (totals,) = take(rows).totals
    assert (totals.required, totals.present, totals.personal, totals.sick, totals.absent) == (
        250,
        Decimal("248.5"),
        Decimal("1.5"),
        None,
        None,
    )


def test_a_register_without_rows_is_given_all_the_same() -> None:
    assert take([["姓名", "请假类型", "开始日期", "结束日期"]]).leaves == []


def test_what_cannot_be_read_of_an_indicator_is_its_institutions_matter() -> None:
    dossier = take([["单位", "指标", "上年", "本年"], ["甲乡卫生院", "门急诊量", "约80", 90]])
    (finding,) = [one for one in dossier.found if one.code == "I004"]
    assert (finding.person, finding.institution) == (None, "甲乡卫生院")


def test_a_pivot_table_below_is_no_record() -> None:
    rows = [
        ["姓名", "请假类型", "开始日期", "结束日期"],
        ["李小满", "事假", "2022-06-08", "2022-06-08"],
        ["", "", "", ""],
    ]
    dossier = take([*rows, ["行标签", "计数项:姓名", "", ""], ["李小满", 1, "", ""], ["总计", 1, "", ""]])
    assert (len(dossier.leaves), dossier.found) == (1, [])
