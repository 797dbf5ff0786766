"""The screen of `inspect`: each file, each sheet, what it was taken for and why, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qianyi.dossier.registers import TITLES

_LISTED = 12


def inspect_text(inputs: Sequence[Any], failed: Sequence[str], *, whole: bool = False) -> str:
    """Plain lines; `whole`: with digests, and no list is cut short."""
    most = None if whole else _LISTED
    lines: list[str] = []
    for file in inputs:
        lines += [*([""] if lines else []), file.path, *([f"  SHA-256 {file.sha256}"] if whole else [])]
        for sheet in file.sheets:
            lines += _sheet(sheet, most)
    lines += ["", *failed] if failed else []
    return "\n".join(lines) + "\n"


def _sheet(sheet: Any, most: int | None) -> list[str]:
    kind = TITLES[sheet.kind] if sheet.kind else "不认识"
    month = f"，{sheet.month[:4]}年{int(sheet.month[5:])}月" if sheet.month else ""
    lines = [f"  “{sheet.name}”：{kind}{month}，用了 {sheet.rows} 行", f"    依据：{sheet.why}"]
    read = [f"{one.column} {_day(one.field) or one.heading}" for one in sheet.columns if one.field]
    let = [f"{one.column} {one.heading}" for one in sheet.columns if not one.field and one.heading]
    for title, items in (
        ("读了的列", read),
        ("没用的列", let),
        ("人员", sheet.people),
        ("不在名单上", sheet.unmatched),
    ):
        if items:
            lines.append(f"    {title}：{_listed(items, most)}")
    by_reason: dict[str, list[str]] = {}
    for one in sheet.left_out:
        by_reason.setdefault(one.reason, []).append(str(one.row))
    lines += [f"    没用的行：第 {_listed(rows, most)} 行（{reason}）" for reason, rows in by_reason.items()]
    return lines


def _day(field: str) -> str:
    """6月1日 of a column that is a day: its lowest heading may be a weekday. "" of any other."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", field):
        return ""
    return f"{int(field[5:7])}月{int(field[8:])}日"


def _listed(items: Sequence[str], most: int | None) -> str:
    more = f"…… 共 {len(items)}" if most is not None and len(items) > most else ""
    return "、".join(items[:most]) + more


def suggest_text(pairs: Sequence[tuple[str, list[str]]]) -> str:
    """The lines of `[headings]` to paste into qianyi.toml; what nothing known is offered for, as a remark."""
    if not pairs:
        return "# 没有要改的表头：认得出的都读了，认不出的看不出像哪一列。\n"
    lines = ["[headings]", "# 请核对后贴进 qianyi.toml"]
    for known, own in pairs:
        words = ", ".join(f'"{_quoted(text)}"' for text in own)
        if not known:
            lines.append(f"# 支援时间写着 {words}：看不出是哪一段，请在名单里写起止日期")
            continue
        lines.append(f'"{known}" = [{words}]')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
