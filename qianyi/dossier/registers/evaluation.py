"""Registers of the evaluation: visits, figures, marks, incidents, payments, milestones and their answers."""

from __future__ import annotations

from qianyi.dossier.registers.columns import NAME, RECIPIENT, SUPPORT, Register, column, required

EVALUATION = (
    Register(
        "visits",
        "督导",
        "visits",
        (
            column("date", "date", "日期 督导日期", need=True),
            required(SUPPORT),
            required(RECIPIENT),
            column("level", "word", "级别 人员级别", need=True),
            column("report", "word", "书面报告"),
        ),
    ),
    Register(
        "indicators",
        "指标",
        "indicators",
        (
            column("institution", "institution", "单位 机构 受援单位", need=True),
            column("name", "word", "指标 指标名称", need=True),
            column("last_year", "decimal", "上年 上年度 上一年度", may=True),
            column("this_year", "decimal", "本年 本年度", need=True),
        ),
    ),
    Register(
        "survey",
        "满意度",
        "surveys",
        (
            column("institution", "institution", "单位 机构 受援单位", need=True),
            column("sampled", "integer", "抽查人数 调查人数", need=True),
            column("aware", "integer", "知晓人数", need=True),
            column("satisfied", "integer", "满意人数"),
            column("treated", "integer", "得到诊治人数"),
        ),
    ),
    Register(
        "appraisal",
        "鉴定",
        "appraisals",
        (
            NAME,
            column("support_grade", "grade", "派出单位评价 支援单位评价", may=True),
            column("recipient_grade", "grade", "受援单位评价 派驻单位评价", may=True),
            SUPPORT,
            RECIPIENT,
            column("notice", "text", "公示情况 受援单位公示情况"),
            column("statement", "prose", "个人鉴定 个人工作鉴定"),
        ),
    ),
    Register(
        "marks",
        "评分",
        "marks",
        (
            column("subject", "name", "对象 评定对象", need=True),
            column("criterion", "criterion", "条款 评分条款 指标条款", need=True),
            column("score", "decimal", "得分 评分", may=True),
            SUPPORT,
            RECIPIENT,
            column("assessor", "text", "评定人 评分人"),
            column("evidence", "text", "依据 评分依据"),
            column("role", "role", "角色"),
        ),
    ),
    Register(
        "incidents",
        "情况登记",
        "incidents",
        (
            NAME,
            SUPPORT,
            RECIPIENT,
            column("date", "date", "日期 发生日期", need=True),
            column("kind", "word", "类型 情况类型", need=True),
            column("detail", "text", "说明 情况说明"),
            column("proof", "text", "支援单位证明 支援单位说明"),
            column("filed", "date", "备案日期 自治区备案日期"),
            column("level", "word", "级别"),
            column("liability", "word", "责任"),
        ),
    ),
    Register(
        "payments",
        "补助发放",
        "payments",
        (
            NAME,
            SUPPORT,
            RECIPIENT,
            column("month", "month", "月份 发放月份", need=True),
            column("purpose", "word", "用途 补助用途", need=True),
            column("amount", "decimal", "金额 发放金额 金额元", need=True),
        ),
    ),
    Register(
        "milestones",
        "工作台账",
        "milestones",
        (
            column("matter", "text", "事项 工作事项", need=True),
            column("done", "date", "完成日期 完成时间", may=True),
            column("institution", "institution", "单位"),
            column("name", "name", "姓名"),
            column("proof", "text", "证明材料"),
        ),
    ),
    Register(
        "rectification",
        "整改回执",
        "rectifications",
        (
            column("finding", "word", "编号 问题编号", need=True),
            column("text", "prose", "整改情况", may=True),
            column("by", "word", "整改人"),
            column("review", "prose", "复核 复核意见"),
            column("approver", "word", "批准人"),
            column("until", "date", "期限"),
        ),
    ),
)
TEXTS = Register(
    "texts",
    "文字",
    "texts",
    (
        column("subject", "name", "对象 姓名 单位 姓名或单位", need=True),
        column("item", "word", "栏目 项目"),
        column("text", "prose", "内容 文字"),
        column("statement", "prose", "个人鉴定 个人工作鉴定"),
        column("plans", "prose", "下一步打算 下一步工作打算"),
        column("practice", "prose", "经验做法 经验和做法"),
        column("demand", "prose", "整改要求"),
    ),
    alternatives=(("item", "text"), ("statement",), ("plans",), ("practice",), ("demand",)),
)
"""What is written to be printed."""
