"""The workbooks: roster (annex 1), counted service, subsidy check. A row with {{ row.… }} is repeated for every row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any


def make(out: Path, style: dict[str, Any]) -> None:
    """Write the xlsx templates into `out`."""
    _sheet(
        out / "roster.xlsx",
        style,
        "派驻人员名单",
        "{{ heading }}派驻人员名单",
        (
            ("序号", "number", 6),
            ("受援基层机构名称", "recipient", 22),
            ("支援单位名称", "support", 24),
            ("姓名", "name", 10),
            ("性别", "sex", 6),
            ("年龄", "age", 6),
            ("执业资格", "licence", 12),
            ("专业", "specialty", 10),
            ("专业技术职称", "title", 14),
            ("支援时间（一年/前半年或后半年）", "period", 18),
            ("备注", "remark", 22),
        ),
        group=("支援人员有关情况", 4, 11),
    )
    _sheet(
        out / "service.xlsx",
        style,
        "基层服务时间",
        "{{ heading }}基层服务时间一览表（截至{{ as_of }}）",
        (
            ("序号", "number", 6),
            ("姓名", "name", 10),
            ("支援单位", "support", 22),
            ("受援单位", "recipient", 24),
            ("专业技术职称", "title", 13),
            ("开始日期", "start", 15),
            ("结束日期", "end", 15),
            ("应出勤", "required", 8),
            ("实出勤", "present", 8),
            ("计入月数", "counted_months", 9),
            ("是否满期", "reached", 20),
            ("评定等次", "grade", 11),
            ("说明", "remark", 22),
        ),
    )
    _sheet(
        out / "subsidy.xlsx",
        style,
        "补助核对",
        "{{ heading }}补助发放核对表",
        (
            ("序号", "number", 6),
            ("姓名", "name", 10),
            ("受援单位", "recipient", 24),
            ("月份", "month", 12),
            ("用途", "purpose", 16),
            ("金额（元）", "amount", 12),
            ("当月应出勤", "required", 11),
            ("当月实出勤", "present", 11),
            ("核对", "remark", 20),
            ("签字", "", 12),
        ),
        foot=("合计", 5, "{{ amount }}", 6),
    )


def _sheet(
    path: Path,
    style: dict[str, Any],
    name: str,
    title: str,
    columns: tuple[tuple[str, str, float], ...],
    group: tuple[str, int, int] | None = None,
    foot: tuple[str, int, str, int] | None = None,
) -> None:
    """One sheet: title, heading (in two rows where `group` joins columns from – to), a model row, perhaps a foot."""
    from xlsxwriter import Workbook

    fonts, line = style["fonts"], f"#{style['colour']['line']}"
    middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
    box = {**middle, "border": 1, "border_color": line, "font_size": 11}
    with Workbook(path) as book:
        book.set_properties({"author": "qianyi", "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet(name)
        headline = book.add_format({**middle, "font_name": fonts["title"], "font_size": 18})
        heading = book.add_format({**box, "font_name": fonts["heading1"], "bg_color": f"#{style['colour']['band']}"})
        body = book.add_format({**box, "font_name": fonts["body"]})
        total = book.add_format({**box, "font_name": fonts["heading1"]})
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, headline)
        sheet.set_row(0, 36)
        head = 2 if group else 1
        if group:
            word, first, end = group
            sheet.merge_range(1, first - 1, 1, end - 1, word, heading)
        for index, (text, field, width) in enumerate(columns):
            if group and not group[1] <= index + 1 <= group[2]:
                sheet.merge_range(1, index, 2, index, text, heading)
            else:
                sheet.write_string(head, index, text, heading)
            sheet.write(head + 1, index, f"{{{{ row.{field} }}}}" if field else None, body)
            sheet.set_column(index, index, width)
        sheet.set_row(head, 32)
        sheet.set_row(head + 1, 26)
        if foot:
            for index in range(last + 1):
                sheet.write_blank(head + 2, index, None, total)
            sheet.write_string(head + 2, foot[1] - 1, foot[0], total)
            sheet.write_string(head + 2, foot[3] - 1, foot[2], total)
            sheet.set_row(head + 2, 26)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(1, head)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        sheet.center_horizontally()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
