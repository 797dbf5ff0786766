"""Words that all outputs share: one word a severity, a state, a term, a role, a kind of day; and figures as printed."""

from __future__ import annotations

from decimal import Decimal

from qianyi.dossier import kinds
from qianyi.facts.attendance import AttendanceCount
from qianyi.facts.texts import plain

SEVERITY = {"error": "错误", "warning": "提醒", "info": "说明"}
STATUS = {"final": "已定", "provisional": "暂定", "pending": "待评"}
OPEN = STATUS | {"final": ""}
"""What is said of a state where only the open ones are said."""
TERM = {"year": "一年", "half": "半年", "short": "不足半年"}
ROLE = {"support": "支援", "recipient": "受援"}
BASIS = {"text": "原文", "reading": "读法", "local": "本地设定"}
"""Where a parameter stands: in the document, in one reading of it, or set because the document is silent."""
COUNTS = AttendanceCount.__struct_fields__
_SUMS = {"required": "应出勤", "not_arrived": "未到岗", "unrecorded": "未记录", "rest_days_worked": "休息日出勤"}
DAYS = {name: _SUMS.get(name) or kinds.word(name) for name in COUNTS}
"""The word of each count of days, in their order."""
VOLUMES = {"outpatients": "门诊诊疗", "teaching": "带教查房", "surgery": "外科手术", "deliveries": "助产服务"}
FACTS = {
    "on_post_percent": "在岗率", **VOLUMES, "blank_service_months": "空白业务月数", "workload_months": "工作量月数",
    "workload_months_due": "应有月数", "off_post_times": "脱岗次数",
}  # fmt: skip
"""What 第十六条 looks at, as columns."""
CHOICES = {"prorata": "按比例", "whole": "舍去不足一天", "calendar": "自然日", "working": "工作日"}
"""The words of parameters of unit `choice`."""
STEPS = {"notice": "通报", "talk": "约谈", "bar": "取消资格"}
ELIGIBLE = {True: "有", False: "无", None: "待定"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def number(value: Decimal | None) -> str:
    """A number as printed, `—` where there is none."""
    return "—" if value is None else plain(value)


def shown(value: object) -> str:
    """A parameter's or a fact's value as printed: 是, 12, 按比例, 事假、病假; `—` for None."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (tuple, list)):
        return "、".join(kinds.word(part) if part in kinds.NAMES else str(part) for part in value) or "无"
    return CHOICES.get(value, value) if isinstance(value, str) else str(value)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
