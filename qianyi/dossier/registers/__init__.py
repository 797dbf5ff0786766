"""The kinds of sheet: headings with accepted synonyms, required or not, and the type of each column.

One table for reading, for blank workbooks and for the words of messages.
"""

from __future__ import annotations

from qianyi.dossier.registers.columns import Register, RegisterColumn, Type
from qianyi.dossier.registers.evaluation import EVALUATION, TEXTS
from qianyi.dossier.registers.people import LOG, PEOPLE
from qianyi.dossier.registers.planning import PLANNING
from qianyi.dossier.registers.recipients import RECIPIENTS

__all__ = ["ATTENDANCE", "COMPUTED", "REGISTERS", "TITLES", "Register", "RegisterColumn", "Type"]

COMPUTED = "已算出"
"""In the heading of a criterion's column of a blank we send: its figure is no assessor's mark and is read past."""

_ALL = (*PEOPLE, *EVALUATION, *RECIPIENTS, *PLANNING, TEXTS, LOG)
REGISTERS = {register.kind: register for register in _ALL}

ATTENDANCE = ("grid", "log", "dingtalk-month", "dingtalk-daily", "dingtalk-calendar", "wecom-month", "zkteco")
"""The kinds of sheet that give daily marks; only `log` is a plain register."""

TITLES = {
    **{register.kind: register.title for register in REGISTERS.values()},
    "grid": "考勤表",
    "dingtalk-month": "钉钉月度汇总",
    "dingtalk-daily": "钉钉每日统计",
    "dingtalk-calendar": "钉钉日历表",
    "wecom-month": "企业微信月报",
    "zkteco": "考勤机记录",
}
