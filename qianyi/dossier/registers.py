"""The kinds of sheet: headings with accepted synonyms, required or not, and the type of each column.

One table for reading, for blank workbooks and for the words of messages. Headings are compared after `level`
(white space, line breaks, full-width forms and bracketed remarks removed), so synonyms stand here in plain form.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Type = Literal[
    "text",
    "prose",
    "word",
    "name",
    "institution",
    "integer",
    "decimal",
    "days",
    "date",
    "since",
    "month",
    "period",
    "yesno",
    "release",
    "leave",
    "level",
    "grade",
    "criterion",
    "role",
    "roles",
]
"""`prose`: text whose line feeds stay; `word`: text without white space, compared with lists; `days`: a number of days,
hours made days by the policy; `roles`: one role or both; `since`: a month or day kept as text (1984-05)."""


COMPUTED = "已算出"
"""In the heading of a criterion's column of a blank we send: its figure is no assessor's mark and is read past."""


class RegisterColumn(Struct, frozen=True):
    """One column: `field` of the record, `heading` as printed, other accepted headings, type, note for `init`."""

    field: str
    heading: str
    type: Type = "text"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    note: str = ""
    may_be_blank: bool = False
    """A required heading whose cells may stay empty (a count of nothing, a step not yet done)."""

    @property
    def headings(self) -> tuple[str, ...]:
        """All accepted headings, the printed one first."""
        return (self.heading, *self.synonyms)


class Register(Struct, frozen=True):
    """A kind of sheet. `records` is the dossier's list; `title` its Chinese name; `alternatives` lists sets of
    columns of which one must be there whole (roster: a period, or both dates)."""

    kind: str
    title: str
    records: str
    columns: tuple[RegisterColumn, ...]
    alternatives: tuple[tuple[str, ...], ...] = ()
    spans: tuple[str, ...] = ()
    """Headings of a column whose cells hold both the start and the end."""

    def column(self, field: str) -> RegisterColumn:
        """The column of a field. Raises KeyError where the register has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


def _c(
    field: str, heading: str, type: Type = "text", *synonyms: str, need: bool = False, note: str = "", may: bool = False
) -> RegisterColumn:
    return RegisterColumn(field, heading, type, synonyms, need or may, note, may)


_NAME = _c("name", "姓名", "name", "支援人员姓名", "派驻人员姓名", "人员姓名", "人员名称", need=True)
_SUPPORT = _c(
    "support",
    "支援单位",
    "institution",
    "支援单位名称",
    "支援机构",
    "支援机构名称",
    "支援医院",
    "派出单位",
    "派出单位名称",
    "派出机构",
    "选派单位",
    "选派单位名称",
    "选派机构",
)
_RECIPIENT = _c(
    "recipient",
    "受援单位",
    "institution",
    "受援基层机构名称",
    "受援单位名称",
    "受援机构",
    "受援机构名称",
    "受援基层机构",
    "受援基层单位",
    "受援基层医疗卫生机构",
    "受援基层医疗卫生机构名称",
    "派驻单位",
    "派驻单位名称",
    "派驻机构",
    "派驻乡镇卫生院",
    "派驻卫生院",
)
_WHO = (_NAME, _SUPPORT, _RECIPIENT)

_START = ("起", "自", "起始", "开始", "起日", "起始日", "开始日")
_END = ("止", "至", "结束", "截止", "终止", "止日", "截止日", "结束日", "终止日")
"""What start and end are called in two columns below one heading (请假时间: 起, 止)."""

_ALL = (
    Register(
        "roster",
        "派驻人员名单",
        "placements",
        (
            _c("serial", "序号", "integer"),
            RegisterColumn("recipient", "受援单位", "institution", _RECIPIENT.synonyms, True),
            RegisterColumn("support", "支援单位", "institution", _SUPPORT.synonyms, True),
            _NAME,
            _c("sex", "性别", "word"),
            _c("age", "年龄", "integer"),
            _c("birth", "出生年月", "since", "出生日期"),
            _c("ethnicity", "民族", "word"),
            _c("politics", "政治面貌", "word"),
            _c("career_start", "参加工作时间", "since", "参加工作日期", "参加工作年月"),
            _c("licence", "执业资格", "word", "执业类别"),
            _c("specialty", "专业", "word", "从事专业", "现从事专业"),
            _c("title", "专业技术职称", "word", "职称", "现任专业技术职务", "专业技术职务"),
            _c(
                "period",
                "支援时间",
                "period",
                "派驻时间",
                "支援期限",
                "派驻期",
                "支援起止时间",
                "派驻期限",
                "支援工作起止时间",
                "派驻起止时间",
                "起止时间",
                "起止日期",
            ),
            _c(
                "start",
                "开始日期",
                "date",
                "派驻开始日期",
                "支援开始日期",
                "开始时间",
                "起始日期",
                "派驻开始时间",
                "支援开始时间",
                "起始时间",
                "派驻起始日期",
                "支援起始日期",
                "派驻起始时间",
                "支援起始时间",
                "支援时间起",
                "派驻时间起",
                "起止时间起",
                *_START,
            ),
            _c(
                "end",
                "结束日期",
                "date",
                "派驻结束日期",
                "支援结束日期",
                "结束时间",
                "截止日期",
                "终止日期",
                "派驻结束时间",
                "支援结束时间",
                "截止时间",
                "终止时间",
                "派驻截止日期",
                "支援截止日期",
                "派驻截止时间",
                "支援截止时间",
                "派驻终止日期",
                "支援终止日期",
                "支援时间止",
                "派驻时间止",
                "起止时间止",
                *_END,
            ),
            _c("post", "岗位", "word", "岗位编号", "岗位号"),
            _c("release", "脱产方式", "release", "脱产形式", "是否全脱产"),
            _c("days_per_week", "每周天数", "days", "每周工作天数", "每周到岗天数"),
            _c("county_opinion", "县卫健局意见日期", "date"),
            _c("city_approval", "市卫健委批准日期", "date"),
            _c("region_filing", "自治区备案日期", "date"),
            _c("rotation_filing", "轮换备案日期", "date"),
            _c("arrival", "实际到岗日期", "date", "到岗日期", "实际到岗时间"),
            _c("promotion", "晋升职称", "yesno", "是否晋升职称"),
            _c("special", "专项", "word", "专项工作"),
            _c("change_reason", "变更原因", "word"),
            _c("change_approved", "变更批准日期", "date"),
            _c("remark", "备注"),
        ),
        (("period",), ("start", "end")),
    ),
    Register(
        "personnel",
        "人员信息",
        "personnel",
        (
            _NAME,
            RegisterColumn("support", "支援单位", "institution", _SUPPORT.synonyms, True),
            _RECIPIENT,
            _c("birth", "出生年月", "since", "出生日期"),
            _c("ethnicity", "民族", "word"),
            _c("politics", "政治面貌", "word"),
            _c("career_start", "参加工作时间", "since", "参加工作日期", "参加工作年月"),
            _c("specialty", "现从事专业", "text", "从事专业"),
            _c("phone", "联系电话", "text", "电话", "手机号码"),
        ),
    ),
    Register(
        "totals",
        "考勤汇总",
        "totals",
        (
            *_WHO,
            _c("month", "考勤月份", "month", "月份"),
            _c("required", "应出勤", "days", "应出勤天数", "工作日天数"),
            _c(
                "present",
                "实出勤",
                "days",
                "实出勤天数",
                "实际出勤",
                "实际出勤天数",
                "出勤",
                "出勤天数",
                "实际工作天数",
            ),
            _c("personal", "事假", "days", "事假天数", may=True),
            _c("sick", "病假", "days", "病假天数", may=True),
            _c("absent", "旷工", "days", "旷工天数", may=True),
            _c("marriage", "婚假", "days", "婚假天数"),
            _c("maternity", "产假", "days", "产假天数"),
            _c("bereavement", "丧假", "days", "丧假天数"),
            _c("other", "其他假", "days", "其他", "其他请假", "其他假天数"),
            _c("annual", "年休假", "days", "年休", "年假", "年假天数"),
            _c("official", "出差", "days", "公出", "出差天数"),
        ),
    ),
    Register(
        "leave",
        "请假登记",
        "leaves",
        (
            *_WHO,
            _c("kind", "请假类型", "leave", "请假类别", "假别", "请假种类", need=True),
            _c(
                "start",
                "开始日期",
                "date",
                "起始日期",
                "请假开始日期",
                "开始时间",
                "起始时间",
                "请假开始时间",
                "请假起始日期",
                "请假起始时间",
                "休假开始日期",
                "休假开始时间",
                *_START,
                need=True,
            ),
            _c(
                "end",
                "结束日期",
                "date",
                "截止日期",
                "请假结束日期",
                "结束时间",
                "截止时间",
                "终止日期",
                "终止时间",
                "请假结束时间",
                "请假截止日期",
                "请假截止时间",
                "请假终止日期",
                "请假终止时间",
                "休假结束日期",
                "休假结束时间",
                *_END,
                need=True,
            ),
            _c("days", "天数", "days", "请假天数"),
            _c("approver", "批准单位", "word", "审批级别", "审批单位", "批准级别"),
            _c("approved", "批准日期", "date", "审批日期"),
            _c("opinion", "审批意见", "word", "批准意见", "领导意见", "审批结果", "审批情况", "是否批准", "是否同意"),
            _c("filed", "备案日期", "date", "自治区备案日期"),
            _c("county_filed", "县级备案日期", "date", "县局备案日期", "县级备案", "县局备案"),
            _c("certificate", "证明材料", "text", "证明"),
            _c("returned", "销假日期", "date", "返岗日期"),
        ),
        spans=(
            "请假起止时间",
            "请假起止日期",
            "起止时间",
            "起止日期",
            "请假时间",
            "请假日期",
            "请假期间",
            "请假时段",
            "休假时间",
            "休假日期",
            "休假起止时间",
            "请假起止",
            "起止",
            "起讫日期",
            "起讫时间",
        ),
    ),
    Register(
        "checks",
        "查岗记录",
        "checks",
        (
            _c("date", "日期", "date", "查岗日期", "抽查日期", need=True),
            _c("level", "层级", "level", "查岗层级", "级别", need=True),
            _c("institution", "受查单位", "institution", "被查单位", need=True),
            _c("method", "方式", "word", "查岗方式"),
            RegisterColumn("name", "姓名", "name", ("被查人员",)),
            _SUPPORT,
            _RECIPIENT,
            _c("result", "结果", "word", "查岗结果"),
            _c("off_days", "脱岗天数", "days"),
            _c("handling", "处理", "word", "处理情况", "处理结果"),
        ),
    ),
    Register(
        "workload",
        "工作量",
        "workloads",
        (
            _c("month", "月份", "month", "月度", need=True),
            *_WHO,
            _c("outpatients", "门诊诊疗", "decimal", "门诊诊疗人次", may=True),
            _c("teaching", "带教查房", "decimal", "带教查房次数", may=True),
            _c("surgery", "外科手术", "decimal", "外科手术例数", may=True),
            _c("deliveries", "助产服务", "decimal", "助产服务例数", may=True),
            _c("township_review", "卫生院审核", "text", "卫生院审核意见"),
            _c("county_filing", "县局备案", "text", "县局备案日期"),
        ),
    ),
    Register(
        "activities",
        "培训带教",
        "activities",
        (
            _c("date", "日期", "date", "活动日期", need=True),
            *_WHO,
            _c("kind", "类别", "word", "活动类别", need=True),
            _c("hours", "时长", "decimal", "时长小时", "学时"),
            _c("attendees", "人次", "decimal", "参加人次"),
            _c("topic", "主题", "text", "内容"),
        ),
    ),
    Register(
        "trainees",
        "进修",
        "trainees",
        (
            _NAME,
            RegisterColumn("recipient", "受援单位", "institution", ("选送单位", *_RECIPIENT.synonyms), True),
            _c("host", "接收单位", "institution", "进修单位", need=True),
            _c("start", "开始日期", "date", "开始时间", "起始日期", "起始时间", *_START, need=True),
            _c("end", "结束日期", "date", "结束时间", "截止日期", "截止时间", "终止日期", "终止时间", *_END, need=True),
        ),
        spans=("起止时间", "起止日期", "进修时间", "进修起止时间", "进修日期", "进修期间", "起止"),
    ),
    Register(
        "visits",
        "督导",
        "visits",
        (
            _c("date", "日期", "date", "督导日期", need=True),
            RegisterColumn("support", "支援单位", "institution", _SUPPORT.synonyms, True),
            RegisterColumn("recipient", "受援单位", "institution", _RECIPIENT.synonyms, True),
            _c("level", "级别", "word", "人员级别", need=True),
            _c("report", "书面报告", "word"),
        ),
    ),
    Register(
        "indicators",
        "指标",
        "indicators",
        (
            _c("institution", "单位", "institution", "机构", "受援单位", need=True),
            _c("name", "指标", "word", "指标名称", need=True),
            _c("last_year", "上年", "decimal", "上年度", "上一年度", may=True),
            _c("this_year", "本年", "decimal", "本年度", need=True),
        ),
    ),
    Register(
        "survey",
        "满意度",
        "surveys",
        (
            _c("institution", "单位", "institution", "机构", "受援单位", need=True),
            _c("sampled", "抽查人数", "decimal", "调查人数", need=True),
            _c("aware", "知晓人数", "decimal", need=True),
            _c("satisfied", "满意人数", "decimal"),
            _c("treated", "得到诊治人数", "decimal"),
        ),
    ),
    Register(
        "appraisal",
        "鉴定",
        "appraisals",
        (
            _NAME,
            _c("support_grade", "派出单位评价", "grade", "支援单位评价", may=True),
            _c("recipient_grade", "受援单位评价", "grade", "派驻单位评价", may=True),
            _SUPPORT,
            _RECIPIENT,
            _c("notice", "公示情况", "text", "受援单位公示情况"),
            _c("statement", "个人鉴定", "prose", "个人工作鉴定"),
        ),
    ),
    Register(
        "marks",
        "评分",
        "marks",
        (
            _c("subject", "对象", "name", "评定对象", need=True),
            _c("criterion", "条款", "criterion", "评分条款", "指标条款", need=True),
            _c("score", "得分", "decimal", "评分", may=True),
            _SUPPORT,
            _RECIPIENT,
            _c("assessor", "评定人", "text", "评分人"),
            _c("evidence", "依据", "text", "评分依据"),
            _c("role", "角色", "role"),
        ),
    ),
    Register(
        "incidents",
        "情况登记",
        "incidents",
        (
            _NAME,
            _SUPPORT,
            _RECIPIENT,
            _c("date", "日期", "date", "发生日期", need=True),
            _c("kind", "类型", "word", "情况类型", need=True),
            _c("detail", "说明", "text", "情况说明"),
            _c("proof", "支援单位证明", "text", "支援单位说明"),
            _c("filed", "备案日期", "date", "自治区备案日期"),
            _c("level", "级别", "word"),
            _c("liability", "责任", "word"),
        ),
    ),
    Register(
        "payments",
        "补助发放",
        "payments",
        (
            *_WHO,
            _c("month", "月份", "month", "发放月份", need=True),
            _c("purpose", "用途", "word", "补助用途", need=True),
            _c("amount", "金额", "decimal", "发放金额", "金额元", need=True),
        ),
    ),
    Register(
        "milestones",
        "工作台账",
        "milestones",
        (
            _c("matter", "事项", "text", "工作事项", need=True),
            _c("done", "完成日期", "date", "完成时间", may=True),
            _c("institution", "单位", "institution"),
            _c("name", "姓名", "name"),
            _c("proof", "证明材料"),
        ),
    ),
    Register(
        "rectification",
        "整改回执",
        "rectifications",
        (
            _c("finding", "编号", "word", "问题编号", need=True),
            _c("text", "整改情况", "prose", may=True),
            _c("by", "整改人", "word"),
            _c("review", "复核", "prose", "复核意见"),
            _c("approver", "批准人", "word"),
            _c("until", "期限", "date"),
        ),
    ),
    Register(
        "institutions",
        "单位名录",
        "institutions",
        (
            _c("institution", "单位", "institution", "单位名称", "机构", "机构名称", need=True),
            _c("role", "角色", "roles", "单位角色", need=True),
            _c("level", "级别", "word", "单位级别"),
            _c("kind", "类型", "word", "单位类型", "机构类型"),
            _c("hardship", "艰苦边远", "yesno", "是否艰苦边远", "艰苦边远地区"),
            _c("beds", "有无床位", "yesno", "床位", "是否有床位"),
            _c("target", "创建目标", "word"),
            _c("contact", "联系人"),
        ),
    ),
    Register(
        "referrals",
        "转诊会诊",
        "referrals",
        (
            _c("date", "日期", "date", "转诊日期", "会诊日期", "申请日期", need=True),
            RegisterColumn("support", "支援单位", "institution", _SUPPORT.synonyms, True),
            RegisterColumn("recipient", "受援单位", "institution", _RECIPIENT.synonyms, True),
            _c("kind", "类别", "word", "转诊类别", "会诊类别", need=True),
            _c("name", "姓名", "name"),
            _c("patients", "患者数", "decimal", "患者人数", "人数"),
            _c("accepted", "受理日期", "date", "会诊受理日期"),
        ),
    ),
    Register(
        "techniques",
        "新技术新项目",
        "techniques",
        (
            _c("institution", "单位", "institution", "受援单位", "单位名称", need=True),
            _c("title", "名称", "text", "技术名称", "项目名称", "新技术名称", need=True),
            _c("date", "开展日期", "date", "开展时间", "首例日期", need=True),
            _c("support", "支援单位", "institution", *_SUPPORT.synonyms),
            _c("kind", "类别", "word", "技术类别"),
            _c("teacher", "带教人"),
            _c("cases", "例数", "decimal", "开展例数"),
        ),
    ),
    Register(
        "records",
        "病历抽查",
        "case_checks",
        (
            _c("institution", "单位", "institution", "受援单位", "单位名称", need=True),
            _c("date", "抽查日期", "date", "抽查时间", need=True),
            _c("checked", "抽查份数", "decimal", "抽查病历份数", need=True),
            _c("passed", "合格份数", "decimal", "合格病历份数", may=True),
            _c("signed", "有本人签字份数", "decimal", "本人签字份数", "签字份数", "有签字份数"),
            _c("year", "年度", "decimal"),
        ),
    ),
    Register(
        "contracts",
        "签约服务",
        "contracts",
        (
            _NAME,
            _c("institution", "单位", "institution", "受援单位", "单位名称", need=True),
            _c("date", "日期", "date", "签约日期", "签约时间", need=True),
            _c("team", "团队", "text", "团队名称", "签约团队"),
            _c("signed", "签约人数", "decimal", "签约户数"),
        ),
    ),
    Register(
        "creation",
        "优质服务基层行",
        "creation",
        (
            _c("institution", "单位", "institution", "受援单位", "单位名称", need=True),
            _c("target", "目标", "word", "创建目标", "目标标准", need=True),
            _c("result", "结果", "word", "创建结果", "评审结果", may=True),
            _c("date", "日期", "date", "评审日期", "达标日期"),
        ),
    ),
    Register(
        "needs",
        "需求",
        "needs",
        (
            _c("serial", "序号", "integer"),
            RegisterColumn(
                "recipient", "受援单位", "institution", (*_RECIPIENT.synonyms, "需求单位", "用人单位"), True
            ),
            _c("specialty", "专业", "word", "需求专业", "所需专业", "专业要求", may=True),
            _c("count", "人数", "integer", "需求人数", "所需人数", "需要人数", need=True),
            _c("least_title", "最低职称", "word", "职称要求", "最低职称要求"),
            _c("priority", "重点", "yesno", "是否重点"),
            _c("span", "时段", "word", "支援时段"),
            _c("note", "说明", "text", "备注"),
        ),
    ),
    Register(
        "candidates",
        "可派人员",
        "candidates",
        (
            _c("serial", "序号", "integer"),
            _NAME,
            RegisterColumn("support", "支援单位", "institution", (*_SUPPORT.synonyms, "所在单位", "工作单位"), True),
            _c("sex", "性别", "word"),
            _c("age", "年龄", "integer"),
            _c("licence", "执业资格", "word", "执业类别"),
            _c("specialty", "专业", "word", "从事专业", "现从事专业", need=True),
            _c("title", "专业技术职称", "word", "职称", "现任专业技术职务", "专业技术职务", need=True),
            _c("promotion", "晋升职称", "yesno", "是否晋升职称"),
            _c("span", "可派时段", "word", "可派时间", "可派期间"),
            _c("release", "脱产方式", "release", "脱产形式", "是否全脱产"),
            _c("days_per_week", "每周天数", "days", "每周工作天数", "每周到岗天数"),
            _c("wishes", "意愿单位", "text", "意向单位", "志愿单位"),
            _c("barred", "不能派原因", "text", "不能派的原因", "不可派原因"),
            _c("remark", "备注"),
        ),
    ),
    Register(
        "supply",
        "名额",
        "supply",
        (
            _c("serial", "序号", "integer"),
            RegisterColumn("support", "支援单位", "institution", _SUPPORT.synonyms, True),
            _c("count", "人数", "integer", "名额", "派出人数", "可派人数"),
            _c("least", "最少", "integer", "最少人数"),
            _c("most", "最多", "integer", "最多人数"),
            _c("note", "说明", "text", "备注"),
        ),
        (("count",), ("most",), ("least",)),
    ),
    Register(
        "texts",
        "文字",
        "texts",
        (
            _c("subject", "对象", "name", "姓名", "单位", "姓名或单位", need=True),
            _c("item", "栏目", "word", "项目"),
            _c("text", "内容", "prose", "文字"),
            _c("statement", "个人鉴定", "prose", "个人工作鉴定"),
            _c("plans", "下一步打算", "prose", "下一步工作打算"),
            _c("practice", "经验做法", "prose", "经验和做法"),
            _c("demand", "整改要求", "prose"),
        ),
        (("item", "text"), ("statement",), ("plans",), ("practice",), ("demand",)),
    ),
    Register(
        "log",
        "考勤明细",
        "stretches",
        (
            *_WHO,
            _c("date", "日期", "date", "考勤日期", need=True),
            _c("status", "考勤结果", "text", "状态", "考勤状态", need=True),
            _c("half", "半天", "text", "时段", "上下午"),
            _c("remark", "备注"),
        ),
    ),
)

REGISTERS = {register.kind: register for register in _ALL}

ATTENDANCE = ("grid", "log", "dingtalk-month", "dingtalk-daily", "dingtalk-calendar", "wecom-month", "zkteco")
"""The kinds of sheet that give daily marks; only `log` is a plain register."""

TITLES = {
    **{register.kind: register.title for register in _ALL},
    "grid": "考勤表",
    "dingtalk-month": "钉钉月度汇总",
    "dingtalk-daily": "钉钉每日统计",
    "dingtalk-calendar": "钉钉日历表",
    "wecom-month": "企业微信月报",
    "zkteco": "考勤机记录",
}
