"""Registers of the plan: what is needed, who may be sent, how many each institution sends."""

from __future__ import annotations

from qianyi.dossier.registers.columns import NAME, RECIPIENT, SUPPORT, Register, column, required

PLANNING = (
    Register(
        "needs",
        "需求",
        "needs",
        (
            column("serial", "integer", "序号"),
            required(RECIPIENT, after="需求单位 用人单位"),
            column("specialty", "word", "专业 需求专业 所需专业 专业要求", may=True),
            column("count", "integer", "人数 需求人数 所需人数 需要人数", need=True),
            column("least_title", "word", "最低职称 职称要求 最低职称要求"),
            column("priority", "yesno", "重点 是否重点"),
            column("span", "word", "时段 支援时段"),
            column("note", "text", "说明 备注"),
        ),
    ),
    Register(
        "candidates",
        "可派人员",
        "candidates",
        (
            column("serial", "integer", "序号"),
            NAME,
            required(SUPPORT, after="所在单位 工作单位"),
            column("sex", "word", "性别"),
            column("age", "integer", "年龄"),
            column("licence", "word", "执业资格 执业类别"),
            column("specialty", "word", "专业 从事专业 现从事专业", need=True),
            column("title", "word", "专业技术职称 职称 现任专业技术职务 专业技术职务", need=True),
            column("promotion", "yesno", "晋升职称 是否晋升职称"),
            column("span", "word", "可派时段 可派时间 可派期间"),
            column("release", "release", "脱产方式 脱产形式 是否全脱产"),
            column("days_per_week", "days", "每周天数 每周工作天数 每周到岗天数"),
            column("wishes", "text", "意愿单位 意向单位 志愿单位"),
            column("barred", "text", "不能派原因 不能派的原因 不可派原因"),
            column("remark", "text", "备注"),
        ),
    ),
    Register(
        "supply",
        "名额",
        "supply",
        (
            column("serial", "integer", "序号"),
            required(SUPPORT),
            column("count", "integer", "人数 名额 派出人数 可派人数"),
            column("least", "integer", "最少 最少人数"),
            column("most", "integer", "最多 最多人数"),
            column("note", "text", "说明 备注"),
        ),
        alternatives=(("count",), ("most",), ("least",)),
    ),
)
