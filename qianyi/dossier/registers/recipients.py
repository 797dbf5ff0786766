"""Registers of what the recipients had of it: the institutions themselves, referrals, techniques, records, contracts."""

from __future__ import annotations

from qianyi.dossier.registers.columns import NAME, RECIPIENT, SUPPORT, Register, column, required

RECIPIENTS = (
    Register(
        "institutions",
        "单位名录",
        "institutions",
        (
            column("institution", "institution", "单位 单位名称 机构 机构名称", need=True),
            column("role", "roles", "角色 单位角色", need=True),
            column("level", "word", "级别 单位级别"),
            column("kind", "word", "类型 单位类型 机构类型"),
            column("hardship", "yesno", "艰苦边远 是否艰苦边远 艰苦边远地区"),
            column("beds", "yesno", "有无床位 床位 是否有床位"),
            column("target", "word", "创建目标"),
            column("contact", "text", "联系人"),
        ),
    ),
    Register(
        "referrals",
        "转诊会诊",
        "referrals",
        (
            column("date", "date", "日期 转诊日期 会诊日期 申请日期", need=True),
            required(SUPPORT),
            required(RECIPIENT),
            column("kind", "word", "类别 转诊类别 会诊类别", need=True),
            column("name", "name", "姓名"),
            column("patients", "decimal", "患者数 患者人数 人数"),
            column("accepted", "date", "受理日期 会诊受理日期"),
        ),
    ),
    Register(
        "techniques",
        "新技术新项目",
        "techniques",
        (
            column("institution", "institution", "单位 受援单位 单位名称", need=True),
            column("title", "text", "名称 技术名称 项目名称 新技术名称", need=True),
            column("date", "date", "开展日期 开展时间 首例日期", need=True),
            SUPPORT,
            column("kind", "word", "类别 技术类别"),
            column("teacher", "text", "带教人"),
            column("cases", "decimal", "例数 开展例数"),
        ),
    ),
    Register(
        "records",
        "病历抽查",
        "case_checks",
        (
            column("institution", "institution", "单位 受援单位 单位名称", need=True),
            column("date", "date", "抽查日期 抽查时间", need=True),
            column("checked", "integer", "抽查份数 抽查病历份数", need=True),
            column("passed", "integer", "合格份数 合格病历份数", may=True),
            column("signed", "integer", "有本人签字份数 本人签字份数 签字份数 有签字份数"),
            column("year", "decimal", "年度"),
        ),
    ),
    Register(
        "contracts",
        "签约服务",
        "contracts",
        (
            NAME,
            column("institution", "institution", "单位 受援单位 单位名称", need=True),
            column("date", "date", "日期 签约日期 签约时间", need=True),
            column("team", "text", "团队 团队名称 签约团队"),
            column("signed", "decimal", "签约人数 签约户数"),
        ),
    ),
    Register(
        "creation",
        "优质服务基层行",
        "creation",
        (
            column("institution", "institution", "单位 受援单位 单位名称", need=True),
            column("target", "word", "目标 创建目标 目标标准", need=True),
            column("result", "word", "结果 创建结果 评审结果", may=True),
            column("date", "date", "日期 评审日期 达标日期"),
        ),
    ),
)
