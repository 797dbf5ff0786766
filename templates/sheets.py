"""The workbooks: roster (annex 1), counted service, subsidy check. A row with {{ row.… }} is repeated for every row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FIXED = (1980, 1, 1, 0, 0, 0)


def make(out: Path, style: dict[str, Any]) -> None:
    """Write the xlsx templates into `out`."""
    _sheet(out / "roster.xlsx", style, "派驻人员名单", "{{ year }}年度{{ activity }}派驻人员名单", (
        ("序号", "number", 6), ("受援基层机构名称", "recipient", 22), ("支援单位名称", "support", 24), ("姓名", "name", 10),
        ("性别", "sex", 6), ("年龄", "age", 6), ("执业资格", "licence", 12), ("专业", "specialty", 10),
        ("专业技术职称", "title", 14), ("支援时间（一年/前半年或后半年）", "period", 18), ("备注", "remark", 22)),
        group=("支援人员有关情况", 4, 11))  # fmt: skip
    _sheet(out / "service.xlsx", style, "基层服务时间", "{{ year }}年度{{ activity }}基层服务时间一览表（截至{{ as_of }}）", (
        ("序号", "number", 6), ("姓名", "name", 10), ("支援单位", "support", 24), ("受援单位", "recipient", 24),
        ("专业技术职称", "title", 14), ("开始日期", "start", 16), ("结束日期", "end", 16), ("计入月数", "counted_months", 10),
        ("评定等次", "grade", 14)))  # fmt: skip
    _sheet(out / "subsidy.xlsx", style, "补助核对", "{{ year }}年度{{ activity }}补助发放核对表", (
        ("序号", "number", 6), ("姓名", "name", 10), ("受援单位", "recipient", 24), ("月份", "month", 12), ("用途", "purpose", 16),
        ("金额（元）", "amount", 12), ("当月应出勤", "required", 11), ("当月实出勤", "present", 11), ("核对", "remark", 20),
        ("签字", "", 12)), foot=("合计", 5, "{{ amount }}", 6))  # fmt: skip


def _sheet(path: Path, style: dict[str, Any], name: str, title: str, columns: tuple[tuple[str, str, float], ...],
           group: tuple[str, int, int] | None = None, foot: tuple[str, int, str, int] | None = None) -> None:  # fmt: skip
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = name
    side = Side("thin", color=style["colour"]["line"])
    box = Border(side, side, side, side)
    fonts, middle = style["fonts"], Alignment("center", "center", wrap_text=True)
    last = len(columns)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    sheet["A1"].value, sheet["A1"].font, sheet["A1"].alignment = title, Font(fonts["title"], 18), middle
    sheet.row_dimensions[1].height = 36
    head = 2
    if group:
        word, first, end = group
        sheet.merge_cells(start_row=2, start_column=first, end_row=2, end_column=end)
        sheet.cell(2, first).value = word
        head = 3
    for index, (heading, field, width) in enumerate(columns, 1):
        top = sheet.cell(2, index)
        inside = group is not None and group[1] <= index <= group[2]
        if group and not inside:
            sheet.merge_cells(start_row=2, start_column=index, end_row=3, end_column=index)
            top.value = heading
        else:
            sheet.cell(head, index).value = heading
        for line in range(2, head + 1):
            cell = sheet.cell(line, index)
            cell.font, cell.alignment, cell.border = Font(fonts["heading1"], 11), middle, box
            cell.fill = PatternFill("solid", style["colour"]["band"])
        cell = sheet.cell(head + 1, index)
        cell.value = f"{{{{ row.{field} }}}}" if field else None
        cell.font, cell.alignment, cell.border = Font(fonts["body"], 11), middle, box
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[head].height = 32
    sheet.row_dimensions[head + 1].height = 26
    if foot:
        for index in range(1, last + 1):
            cell = sheet.cell(head + 2, index)
            cell.font, cell.alignment, cell.border = Font(fonts["heading1"], 11), middle, box
        sheet.cell(head + 2, foot[1]).value, sheet.cell(head + 2, foot[3]).value = foot[0], foot[2]
        sheet.row_dimensions[head + 2].height = 26
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.print_title_rows = f"{2}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "— &P —"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.6
    book.save(path)
    _settle(path)


def _settle(path: Path) -> None:
    """Fixed times, so that making the templates twice gives the same bytes."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            archive.writestr(zipfile.ZipInfo(name, FIXED), data, zipfile.ZIP_DEFLATED)
