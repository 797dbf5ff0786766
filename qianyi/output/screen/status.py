"""The screen of `status`: a matrix institution × month, then what is late and what is due next."""

from __future__ import annotations

from qianyi.output.screen.columns import table
from qianyi.scoring.received import Receipts

_SIGNS = {"ok": "交", "missing": "缺", "problems": "有错"}
_LISTED = 20


def status_text(status: Receipts, *, ledger: bool = True, whole: bool = False) -> str:
    """Plain lines; `ledger`: whether one is given, by which late duties are known; `whole`: no list is cut short."""
    most = None if whole else _LISTED
    months = sorted({one.month for one in status.received})
    heads = ["单位", *(f"{int(month[5:])}月" for month in months)]
    rows = []
    for name in dict.fromkeys(one.institution for one in status.received):
        states = {one.month: _SIGNS[one.state] for one in status.of(name)}
        rows.append([name, *(states.get(month, "") for month in months)])
    missing, wrong = (sum(one.state == state for one in status.received) for state in ("missing", "problems"))
    lines = ["收表情况"]
    lines += table(heads, rows) if rows else ["还没有一个月到期。"]
    lines.append(f"缺 {missing}，有错 {wrong}，共应交 {len(status.received)}。")
    for state, words in (("late", "逾期"), ("next", "将到期")):
        listed = [one for one in status.due if one.state == state]
        if listed:
            lines += ["", f"{words}的事项（{len(listed)}）"]
            lines += [
                f"  {one.due.isoformat()}  {'县' if one.who == 'county' else one.who}  {one.title}"
                for one in listed[:most]
            ]
            if most is not None and len(listed) > most:
                lines.append(f"  …… 还有 {len(listed) - most} 项，全部见 --verbose 或 -o")
    if not ledger:
        lines += ["", "没有工作台账，哪些事项逾期没有核对。"]
    return "\n".join(lines) + "\n"
