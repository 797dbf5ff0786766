"""Make docs/layouts.md and its pictures: every layout that is read, as LibreOffice draws it, with what is read.

    python docs/layouts.py [--text] [NAME...]

`--text` leaves the pictures as they are; names draw only these. Needs soffice, pdftotext and pdftoppm; the sheets are
those of tests/situations, else of docs/layout_sheets.py (no folder).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import openpyxl

sys.path.insert(0, str(Path(__file__).parent))
from layout_sheets import SHEETS

HERE = Path(__file__).parent
SITUATIONS = HERE.parent / "tests" / "situations"
PICTURES = HERE / "layouts"
LAYOUTS = [  # picture, title, folder, workbook, sheet, what is read
    (
        "roster",
        "派驻人员名单",
        "",
        "",
        "",
        "表头在哪一行、几行、什么次序都可以；支援时间写一年、前半年、后半年或起止日期，也可以是开始、结束两列。",
    ),
    (
        "grid",
        "普通考勤表：一人一行，一天一列",
        "kind-grid-with-support-column",
        "考勤.xlsx",
        "6月",
        "标题（或表名、文件名、列标题）说月份，星期行核对月份；多出的“支援单位”“受援单位”列照读；右边的合计列与标记核对。也读上午、下午分两行或两列，半个月一张、上下摞着的。",
    ),
    (
        "two-halves",
        "上午、下午各一行",
        "",
        "",
        "",
        "“时段”也可以写早/晚、上班/下班、上半天/下半天；姓名只写一次、合并或各写一次都可以；一天两列（列标题下面写上午、下午）的也读。",
    ),
    (
        "folded",
        "日期折成上下两行",
        "",
        "",
        "",
        "上行 1—15（或 16）日、下行到月底，一人两行，不是上午、下午；姓名写一次、合并或各写一次都可以，各有星期行的也读。",
    ),
    (
        "side-by-side",
        "几张左右并排",
        "",
        "",
        "",
        "几个人、几个月并排的都读，上半月、下半月并排的各按自己的姓名；合在上面的标题、下面的图例各张都算；日期在左的、考勤卡也可以并排。",
    ),
    (
        "nth-day",
        "列标题写“第1天”",
        "kind-day-headings-the-nth-day",
        "派驻.xlsx",
        "2022年6月考勤",
        "也读 1、1日、01、9.1、0901、9月1日、日期、“周四”写在 1 上面；姓名一列写“人员”“医生”也可以。",
    ),
    (
        "span",
        "26 日到 25 日的月份",
        "26to25-span-in-brackets",
        "考勤.xlsx",
        "考勤",
        "起止写在标题、表名、文件名或列标题里，各种写法都读；只写“7月”的，由上月的天数和星期看出是哪两个月，看不出的不猜（A416）。",
    ),
    (
        "down",
        "日期在左，姓名在上",
        "turned-days-down",
        "考勤.xlsx",
        "6月",
        "照样是考勤表：星期核对月份，合并的标记算每一天，每周的小计、合计行不是日子，问题指向原来的格子；名字下面再分上午、下午的也读。",
    ),
    (
        "person",
        "一人一张表",
        "turned-one-sheet-a-person",
        "考勤.xlsx",
        "乔安然",
        "姓名写在表上方（或就是表名），下面是日期和上午、下午，或“出勤情况”一列；几个月连着写的也读。",
    ),
    (
        "card",
        "年度考勤卡：月份在左",
        "turned-year-card",
        "考勤.xlsx",
        "尹若川",
        "一人一张、一张表几个人、或一行一人一月（姓名和月份两列）；没有写年份的按派驻年度（I009）。",
    ),
    ("card-rows", "考勤卡：一行一人一月", "", "", "", "姓名和月份两列，同一个人的下面几行姓名可以空着。"),
    ("log", "考勤明细：一天一行", "", "", "", "半天的写上午、下午；没有写的日子按没有记录算。"),
    ("totals", "考勤汇总：只有天数", "", "", "", "一行一人，或一行一人一月；连续旷工看不出来，A411 不能核对。"),
    ("dingtalk", "钉钉月度汇总", "", "", "", "按表头认，不看列的位置；日历表（一人三行）也读。"),
    ("dingtalk-daily", "钉钉每日统计", "", "", "", "审批单里的假别和起止照算。"),
    ("wecom", "企业微信月报", "", "", "", "没有年份的按制表时间。"),
    ("machine", "考勤机记录", "", "", "", "按时段（上午、下午、白班）算；只有签到的是缺卡。"),
    ("beside", "图例在右边两列", "legend-beside-two-columns", "考勤.xlsx", "6月", "符号和含义两列，左右对调也可以。"),
    (
        "two-rows",
        "图例分两行",
        "legend-two-rows",
        "考勤.xlsx",
        "6月",
        "上面是词、下面是符号，或倒过来；一格一对、一行一对、隔格写的都读。",
    ),
    (
        "few",
        "图例里多半是本院自己的词",
        "legend-few-known",
        "考勤.xlsx",
        "6月",
        "认得的照读；不认得的标记说“在图例里是……”，那一天按没有记录算。",
    ),
    (
        "leave",
        "登记表",
        "",
        "",
        "",
        "请假、查岗、培训带教、工作量等各种登记表：一行一条，多出的列不管；合计、说明、签字、数据透视表不算。",
    ),
    (
        "double",
        "左右两栏",
        "double-leave",
        "请假.xlsx",
        "请假登记",
        "名单、各种登记表、评分表：同样的表头左右各一份，分栏读；有一栏表头不全的，整张不读（I003）。",
    ),
    (
        "under-one",
        "起止在一个表头下",
        "leave-start-and-end-under-one-heading",
        "请假.xlsx",
        "请假登记",
        "起/止、自/至、开始/结束、起始/截止。",
    ),
    (
        "in-one",
        "起止写在一格",
        "leave-span-in-one-cell",
        "请假.xlsx",
        "请假",
        "用至、到、-、—、～ 隔开；只写一个日期的是一天；6月8日至9日、2022.6.8-9 也读。",
    ),
    (
        "halves",
        "日期后面写上午、下午",
        "leave-half-day-behind-the-date",
        "请假.xlsx",
        "请假",
        "首日下午起、末日上午止的，各少算半天。",
    ),
    (
        "parted",
        "起止下面再分日期和时段",
        "",
        "",
        "",
        "“上午、下午”写在日期右边一列的，首尾各少算半天；没有表头的一列也认。",
    ),
    (
        "marks",
        "评分表一人一行",
        "double-marks",
        "评分.xlsx",
        "评分",
        "列标题是条款编号（后面可以带文字），左右两栏也读；也读“对象、条款、得分”一行一分。",
    ),
    ("long-marks", "评分表一行一分", "", "", "", "对象、条款、得分；条款写编号（后面可以带文字）或细则的名称。"),
    (
        "titled",
        "评分表只写名称",
        "",
        "",
        "",
        "与细则的名称相同，或是它的开头，而且只对得上一行的，就读；可以是几行的指名说出（I003），不猜。写在一项名称下面编 1、2、3 的也读。",
    ),
    ("turned-marks", "评分表一行一条，人在上面", "", "", "", "人或单位横着排；一行写编号或名称，合计行不算。"),
    ("form", "一人一张评定表", "", "", "", "姓名（或单位）写在表上方，“得分”一列。"),
]
_BOX = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"')
_MARGIN, _DPI, _FINEST, _LETTER = 6.0, 80, 150, 11.0
"""Points about a picture; its dots an inch, and how many at most for a sheet of small letters."""
HEAD = """<!-- 由 docs/layouts.py 生成，不要手改 -->
# 认得的表样

按表头认表，不看文件名和表名；每种样式 .xlsx、.xls、.xlsb、.ods、.csv 都一样读。`qianyi inspect` 说出每张表认作什么、凭哪几行表头、
哪些行没有用上；本县自己的表头写进 qianyi.toml 的 `[headings]`，`qianyi inspect --suggest` 给出可以贴进去的几行。
图是 LibreOffice 画的，人和单位都是虚构的。
"""


def text() -> str:
    """The page: a table of all layouts, then each with its picture."""
    parts = [HEAD, "\n| 表样 | 图 |\n|---|---|\n"]
    parts += [f"| {title} | [看图](layouts/{name}.png) |\n" for name, title, *_ in LAYOUTS]
    for name, title, _, _, _, read in LAYOUTS:
        parts.append(f"\n## {title}\n\n![{title}](layouts/{name}.png)\n\n{read}\n")
    return "".join(parts)


def made(name: str) -> openpyxl.Workbook:
    """A workbook with a sheet of docs/layout_sheets.py."""
    book = openpyxl.Workbook()
    for row in SHEETS[name][1]:
        book.active.append([None if value == "" else value for value in row])
    return book


def draw(name: str, folder: str, workbook: str, sheet: str) -> None:
    """One sheet as a picture, its page no wider than the sheet needs."""
    with tempfile.TemporaryDirectory() as place:
        book = openpyxl.load_workbook(SITUATIONS / folder / workbook) if folder else made(name)
        page = book[sheet] if sheet else book.active
        for other in [one for one in book.worksheets if one is not page]:
            del book[other.title]
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        page.page_setup.fitToHeight = 1
        page.print_options.gridLines = True
        page.oddHeader.center.text = page.oddFooter.center.text = ""
        _narrow(page)
        book.save(Path(place) / "a.xlsx")
        quiet = {"check": True, "capture_output": True}
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", place, f"{place}/a.xlsx"], **quiet)
        words = subprocess.run(["pdftotext", "-bbox", f"{place}/a.pdf", "-"], **quiet, text=True).stdout
        boxes = [tuple(map(float, box)) for box in _BOX.findall(words)]
        x, y, right, bottom = (
            edge(values) for edge, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        )
        dpi = min(_FINEST, int(_DPI * _LETTER / median(box[3] - box[1] for box in boxes)))
        x, y = x - _MARGIN, y - _MARGIN
        crop = ["-x", x, "-y", y, "-W", right - x + _MARGIN, "-H", bottom - y + _MARGIN]
        scaled = [str(int(one * dpi / 72)) if isinstance(one, float) else one for one in crop]
        target = str(PICTURES / name)
        picture = ["pdftoppm", "-r", str(dpi), *scaled, "-gray", "-png", "-singlefile", f"{place}/a.pdf", target]
        subprocess.run(picture, **quiet)


def _narrow(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Columns as wide as their texts, but for titles."""
    for column in page.columns:
        texts = [str(cell.value) for cell in column[1:] if cell.value is not None]
        widest = max((sum(1 + (sign > "\\u2000") for sign in text) for text in texts if len(text) < 24), default=3)
        page.column_dimensions[column[0].column_letter].width = max(3.5, min(widest + 1.5, 26))


if __name__ == "__main__":
    (HERE / "layouts.md").write_text(text(), encoding="utf-8")
    wanted = [argument for argument in sys.argv[1:] if argument != "--text"]
    if "--text" not in sys.argv[1:]:
        PICTURES.mkdir(exist_ok=True)
        for name, _, folder, workbook, sheet, _ in LAYOUTS:
            if not wanted or name in wanted:
                draw(name, folder, workbook, sheet)
