"""I · 读表, and the findings of attendance sheets that reading itself makes: here they only get their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.policy.model import Severity
from qianyi.rules.registry import TimeSpan, rule
from qianyi.rules.undecided import undecided_words


def _passing(
    code: str, slug: str, severity: Severity, page: str, *, needs: tuple[str, ...] = (), span: TimeSpan = "day"
) -> None:
    """Register a rule that passes on what reading the files found."""

    def check(facts: Facts) -> Iterable[Finding]:
        return facts.found(code)

    check.__doc__ = page
    rule(code, slug, severity, needs=needs, span=span)(check)


_passing(
    "I001",
    "unreadable-file",
    "error",
    """说明：文件不存在、是空的、加了密、已损坏、不是表格，或解压后过大，
读不了。只给了这一个文件时直接结束；给了几个时，其余照常核查。
依据：通则。
怎么改：按提示处理：另存为 xlsx、去掉密码（或用 --password）、重新导出。""",
)
_passing(
    "I002",
    "no-known-sheet",
    "error",
    """说明：工作簿里没有一张表认得出是什么表。
看到的表头和最接近的表种会列出来。
依据：通则（按表头认表，不看文件名）。
怎么改：把表头改成约定的名称；可用 qianyi init 生成空表对照。""",
    span="sheet",
)
_passing(
    "I003",
    "missing-column",
    "error",
    """说明：认出了是什么表，但缺必需的一列。可用的表头名称会列出来。
依据：通则。
怎么改：加上这一列并填写，或把现有表头改成可用的名称。""",
    span="sheet",
)


@rule("I004", "bad-value", "error")
def bad_value(facts: Facts) -> Iterable[Finding]:
    """说明：单元格的内容不像这一列该有的（年龄、日期、数字、支援时间、请假类型等），或是用来判断的词（批准单位、用途、书面报告、情况类型等）不在政策的词表里。
    这一行保留，这个值不猜。
    依据：通则（不猜）。
    怎么改：照提示的写法改正，例如日期写 2022-06-01；词表见 qianyi policy show。
    """
    return [*facts.found("I004"), *undecided_words(facts), *_disputed_totals(facts), *_texts_of_nobody(facts)]


def _texts_of_nobody(facts: Facts) -> Iterator[Finding]:
    for row in facts.free_texts.strangers if facts.dossier.texts else ():
        fact = f"文字写的是“{row.subject}”，名单上没有这个人或单位，没有印进文书"
        yield Finding(
            "I004", fact, row.cells("subject"), remedy="请改成名单上的写法；全县的写“全县”。", key=row.subject
        )


def _disputed_totals(facts: Facts) -> Iterator[Finding]:
    for record in facts.attendance.of.values() if facts.dossier.totals else ():
        rows = record.disputed_totals
        if rows:
            cells = tuple(cell for row in rows for cell in row.cells("name"))
            fact = f"{rows[0].name} 的考勤汇总有 {len(rows)} 行，数不一样，一行也没有用"
            remedy = "请只留对的一行，或写明考勤月份。"
            yield Finding("I004", fact, cells, person=rows[0].name, remedy=remedy)


_passing(
    "I005",
    "cleaned-value",
    "info",
    """说明：读的时候整理过的值：姓名里的空格、全角数字、首尾空格、
由合并单元格补下来的单位。用 --verbose 才显示。
依据：通则。
怎么改：无须改；想把原表也整理好，用 qianyi fix。""",
)
_passing(
    "I006",
    "formula-without-value",
    "error",
    """说明：要用的单元格是公式，却没有存下计算结果。
依据：通则。
怎么改：用 Excel 或 WPS 打开、重新计算并保存，再来核查。""",
)
_passing(
    "I008",
    "filled-from-above",
    "warning",
    """说明：受援单位或支援单位是空白，又不是合并单元格，按“同上”读。
备注不这样补。
依据：通则；盐池附件1（名单的写法）。
怎么改：把单位名称填进空格；若不是同上，填正确的单位。""",
)
_passing(
    "I009",
    "read-as",
    "warning",
    """说明：“上半年”“下半年”按活动的前半年、后半年读；
没有年份的月日按活动所在的年份读；考勤表的月份与文件名的不同，按表里的读。
依据：通则。
怎么改：改写成“前半年”“后半年”，或写明年份；文件名不对的改文件名。""",
)
_passing(
    "I010",
    "hidden",
    "info",
    """说明：有隐藏的行、列或工作表。照样读取。
依据：通则。
怎么改：不该算的请删去，不要只是隐藏。""",
    span="sheet",
)
_passing(
    "I012",
    "file-not-read",
    "warning",
    """说明：文件夹里有读不了的文件（压缩包、PDF、图片、Word 等），里面的内容没有核查。
qianyi 自己的成绩工作簿不是登记表，只说一声。
依据：通则（不默默跳过）。
怎么改：把里面的表另存为 .xlsx 交来；与核查无关的请移出这个文件夹。""",
    span="sheet",
)
_passing(
    "I014",
    "outside-text",
    "warning",
    """说明：意思不在字里：说明里给颜色、删除线定了意思（标红为事假），数据里有的格子另涂了颜色、
划了删除线、用了符号字体（Wingdings），或者是复选框、图片、由分数变成的日期，或者一个标记合并在几个人的行上。一张表一种只说一次，列出单元格；颜色不读，
由这些格子得出的结果是暂定。跟着整行、整列、休息日、表头走的颜色不算。
依据：通则（不猜）。
怎么改：把意思写成文字或图例里的符号；没有意思的颜色去掉。""",
    span="sheet",
)
_passing(
    "I013",
    "no-row-read",
    "warning",
    """说明：认出了是什么表，却一行也没有读到，别处也没有说明原因。表头下面什么也没有的只作提示。
依据：通则（不漏读）。
怎么改：核对各行是不是填在表头的列里；确实没有情况的，写一行“无”。""",
    span="sheet",
)
_ATTENDANCE = ("attendance",)
_passing(
    "A403",
    "unknown-mark",
    "error",
    """说明：单元格里的标记，本表图例和通用代码里都没有，这一天当作没有记录。
依据：通则（不猜）。
怎么改：改成图例里的标记，或在图例里写明它的意思，或写进 qianyi.toml 的 [marks]。""",
    needs=_ATTENDANCE,
)
_passing(
    "A414",
    "ambiguous-symbol",
    "error",
    """说明：△ ○ × 一类符号各单位意思不同，本表没有图例，
[marks] 里也没有，这些日子当作没有记录。√ 单独用不在此列。
依据：通则（不猜）。
怎么改：在表下写图例，如“出勤√ 事假△ 病假○ 旷工×”，或在 qianyi.toml 的 [marks] 写 "△" = "事假"。
""",
    needs=_ATTENDANCE,
    span="sheet",
)
_passing(
    "A415",
    "legend-conflict",
    "error",
    """说明：本表图例给一个符号写了两个意思。
依据：通则（不猜）。
怎么改：给其中一个意思换一个符号，并改好表里的标记。""",
    needs=_ATTENDANCE,
    span="sheet",
)
_passing(
    "A416",
    "month-conflict",
    "error",
    """说明：考勤表的标题、工作表名和星期行说的月份对不上。
依据：通则（不猜）。
怎么改：改正标题、工作表名或星期行，三者一致。""",
    needs=_ATTENDANCE,
    span="sheet",
)


@rule("I007", "unknown-calendar-year", "warning")
def unknown_calendar_year(facts: Facts) -> Iterator[Finding]:
    """说明：活动中有的年份，官方的放假调休安排还没有收录，暂按周一至周五减去法定节假日（周末的顺延补假）算工作日，结果只作暂定。
    在 [calendar] 只写了当地的一两天放假的，不算这一年已经写全。
    依据：通则（以工作日计算，不默默地猜）；全国年节及纪念日放假办法。
    怎么改：安排公布后，把原文存为文本，在 qianyi.toml 的 [calendar] 写 notice = "2027年放假安排.txt"；或把全年的 holidays、workdays 写全，
    再写 settled = [2027]；或升级程序。
    """
    campaign = facts.policy.campaign
    for year in range(campaign.start.year, campaign.end.year + 1):
        if not facts.calendar.known(year):
            first = max(campaign.start, date(year, 1, 1))
            spared = "" if facts.as_of >= first else "；截至日期在这以前，现在的结果不受影响"
            fact = f"{year} 年的放假安排没有收录，{first} 起的工作日暂按周一至周五减法定节假日算，这些日子的结果只作暂定{spared}"
            remedy = f'安排公布后请存为文本，在 qianyi.toml 的 [calendar] 写 notice = "{year}年放假安排.txt"。'
            yield Finding("I007", fact, remedy=remedy, key=str(year))


@rule("I011", "waiver-unused", "warning")
def waiver_unused(facts: Facts) -> Iterator[Finding]:
    """说明：qianyi.toml 里的一条豁免没有对上任何问题，或已经到期。
    依据：通则（豁免要有人负责、有期限）。
    怎么改：核对代码、姓名、单位；到期的续批改 until；不要的删去。
    """
    return iter(())  # `rules.check` finds these once all other rules have run


@rule("I016", "answer-unused", "warning")
def answer_unused(facts: Facts) -> Iterator[Finding]:
    """说明：送回的问题清单里，有一条回执的编号没有对上任何问题，或同一个问题有两份不同的回执（都不采用）。
    依据：通则（回执要对得上问题，不猜）。
    怎么改：已经改好的问题，删去这一行；编号抄错的照问题清单改正；两份不同的只留一份。
    """
    return iter(())  # `rules.check` finds these once all findings have their names
