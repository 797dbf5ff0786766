"""Words that all outputs share: one word a severity, a state, a term, a role, a kind of day; and figures as printed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from qianyi.dossier import kinds
from qianyi.facts.attendance import AttendanceCount
from qianyi.facts.texts import plain
from qianyi.patterns import pattern
from qianyi.policy.model import Policy

SEVERITY = {"error": "错误", "warning": "提醒", "info": "说明"}
"""Gravest first."""
GRAVITY = {severity: place for place, severity in enumerate(SEVERITY)}
STATUS = {"final": "已定", "provisional": "暂定", "pending": "待评"}
OPEN = STATUS | {"final": ""}
"""What is said of a state where only the open ones are said."""
TERM = {"year": "一年", "half": "半年", "short": "不足半年"}
Period = Literal["一年", "前半年", "后半年"]
PERIOD: dict[str, Period] = {"year": "一年", "first": "前半年", "second": "后半年"}
"""When of the campaign somebody is placed, as a roster says it."""
ROLE = {"support": "支援", "recipient": "受援"}
SCORED = {**ROLE, "person": "人员"}
"""Who has a score."""
COUNTY = "全县"
"""Whose is what concerns no one institution."""
BASIS = {"text": "原文", "reading": "读法", "local": "本地设定"}
"""Where a parameter stands: in the document, in one reading of it, or set because the document is silent."""
COUNTS = AttendanceCount.__struct_fields__
_SUMS = {
    "required": "应出勤",
    "present": "实出勤",
    "not_arrived": "未到岗",
    "unrecorded": "未记录",
    "rest_days_worked": "休息日出勤",
}
DAYS = {name: _SUMS.get(name) or kinds.word(name) for name in COUNTS}
"""The word of each count of days, in their order."""
VOLUMES = {"outpatients": "门诊诊疗", "teaching": "带教查房", "surgery": "外科手术", "deliveries": "助产服务"}
FACTS = {
    "on_post_percent": "在岗率",
    **VOLUMES,
    "blank_service_months": "空白业务月数",
    "workload_months": "工作量月数",
    "workload_months_due": "应有月数",
    "off_post_times": "脱岗次数",
}
"""What 第十六条 looks at, as columns."""
FACTS_SHORT = {
    "outpatients": "门诊",
    "teaching": "查房",
    "surgery": "手术",
    "deliveries": "助产",
    "blank_service_months": "空白",
    "workload_months": "有表",
    "workload_months_due": "应有",
    "off_post_times": "脱岗",
}
"""The same where there is little room."""
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


def overrides_of(overrides: Mapping[str, Any], titles: Mapping[str, str] | None = None) -> str:
    """What a county changed: `一年事假限额 leave.personal_year = 10，…`; ids alone where titles are not known."""
    named = {key: f"{title} {key}" for key, title in (titles or {}).items()}
    return "，".join(f"{named.get(key, key)} = {shown(value)}" for key, value in overrides.items())


def overrides_text(policy: Policy) -> str:
    """What a county changed, each parameter by its name and id."""
    titles = {one.id: one.title for one in policy.parameters.values()}
    return overrides_of(policy.overrides, {"campaign.start": "活动开始", "campaign.end": "活动结束", **titles})


_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_CONTROLS |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF], 0xFFFD)
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_LINES = {code: sign for code, sign in _CONTROLS.items() if code not in (0x09, 0x0A, 0x0D)}


_COLOURS = pattern("(\x1b\\[(?:31|33|36|0)m)", "\x1b[31m")


def on_terminal(text: str, *, color: bool) -> str:
    """Text for a screen: line feeds stay, and our own colours where there are any."""
    if not color:
        return visible(text, lines=True)
    return "".join(part if i % 2 else visible(part, lines=True) for i, part in enumerate(_COLOURS.split(text)))


def visible(text: str, *, lines: bool = False) -> str:
    """Text without signs that steer a terminal or that XML does not allow: ␛ for ESC. `lines`: line feeds stay."""
    if text.isprintable():
        return text
    return text.translate(_LINES if lines else _CONTROLS)
