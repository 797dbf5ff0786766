"""`plan -o 名单.xlsx`: the roster in the layout of annex 1, why, what is missing, the goals; and the picture beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell
from qianyi.facts.texts import plain
from qianyi.output.files import check_may_write, write_atomically
from qianyi.output.letterhead import name_of
from qianyi.output.plan.picture import picture
from qianyi.output.plan.roster_rows import GOALS, OBJECTIVE_UNITS, PROBLEM_KINDS, PlanRow, roster_rows
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.words import shown
from qianyi.planning import Plan
from qianyi.planning.objective import LOSSES
from qianyi.rules import shaping

_ALWAYS = (
    ("recipient", "受援基层机构名称", 24),
    ("support", "支援单位名称", 24),
    ("name", "姓名", 10),
    ("sex", "性别", 6),
    ("age", "年龄", 6),
    ("licence", "执业资格", 14),
    ("specialty", "专业", 12),
    ("title", "专业技术职称", 16),
    ("period", "支援时间（一年/前半年或后半年）", 20),
)
_WHERE_ASKED = (
    ("release", "脱产方式", 10),
    ("days_per_week", "每周天数", 8),
    ("promotion", "晋升职称", 9),
    ("post", "岗位", 8),
    ("special", "专项", 14),
    ("change_reason", "变更原因", 14),
    ("change_approved", "变更批准日期", 13),
    ("arrival", "实际到岗日期", 13),
    ("rotation_filing", "轮换备案日期", 13),
    ("county_opinion", "县卫健局意见日期", 13),
    ("city_approval", "市卫健委批准日期", 13),
    ("region_filing", "自治区备案日期", 13),
)
_GROUPED = ("recipient", "support")
_TOP = 3
"""Rows above the first person."""


def write_plan(plan: Plan, output: Path, *, force: bool = False) -> list[Path]:
    """Write the workbook and, beside it, the picture. Raises OutputError before anything is written."""
    inputs = [Path(item.real) for item in plan.facts.dossier.inputs if item.real]
    if plan.facts.dossier.settings.path:
        inputs.append(Path(plan.facts.dossier.settings.path))
    made = {output: workbook(plan, output), output.with_suffix(".html"): picture(plan).encode()}
    for path, content in made.items():
        check_may_write(path, content, force=force, inputs=inputs)
    return [write_atomically(path, content, force=force, inputs=inputs) for path, content in made.items()]


def workbook(plan: Plan, output: Path | None = None) -> bytes:
    """The workbook; links are relative to the folder of `output`."""
    book = Book(plan.facts, "qianyi plan", output)
    _Roster(plan, book).write()
    _why(plan, book)
    _missing(plan, book)
    _goals(plan, book)
    return book.close()


class _Roster:
    """The sheet 名单: headings over two rows, institutions merged downwards."""

    def __init__(self, plan: Plan, book: Book) -> None:
        self.plan, self.rows = plan, roster_rows(plan)
        self.sheet = book.book.add_worksheet("名单")
        base = {
            "font_name": "宋体",
            "font_size": 11,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
        add = book.book.add_format
        self.title = add({**base, "border": 0, "font_size": 18, "text_wrap": False})
        self.head, self.cell = add({**base, "bold": True, "bg_color": "#DCE6F1"}), add(base)
        self.day = add({**base, "num_format": "yyyy-mm-dd"})
        asked = [column for column in _WHERE_ASKED if self._asked(column[0])]
        self.columns = (("serial", "序号", 6), *_ALWAYS, *asked, ("remark", "备注", 24))

    def write(self) -> None:
        """Title, headings, people."""
        sheet, last = self.sheet, len(self.columns) - 1
        year, name = self.plan.facts.policy.campaign.year, name_of(self.plan.facts)
        named = name if str(year) in name else f"{year}年度{name}"  # read by itself, its title says the year
        sheet.set_row(0, 36)
        sheet.merge_range(0, 0, 0, last, f"{named}派驻人员名单", self.title)
        for column, (_, heading, width) in enumerate(self.columns):
            sheet.set_column(column, column, width)
            if column < 3 or column == last:
                sheet.merge_range(1, column, 2, column, heading, self.head)
            else:
                sheet.write_string(2, column, heading, self.head)
        sheet.merge_range(1, 3, 1, last - 1, "支援人员有关情况", self.head)
        sheet.set_row(2, 32)
        for number, row in enumerate(self.rows):
            for column, (field, _, _) in enumerate(self.columns):
                if field not in _GROUPED:
                    self._put(_TOP + number, column, self._value(number, row, field))
        self._groups()
        sheet.freeze_panes(_TOP, 4)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1, 2)
        sheet.set_footer("&C— &P —")

    def _groups(self) -> None:
        numbered = list(enumerate(self.rows, _TOP))
        for column, keys in (
            (1, lambda item: item[1].holder.recipient),
            (2, lambda item: (item[1].holder.recipient, item[1].holder.support)),
        ):
            for key, group in groupby(numbered, key=keys):
                lines = [number for number, _ in group]
                text = key if isinstance(key, str) else key[1]
                if len(lines) > 1:
                    self.sheet.merge_range(lines[0], column, lines[-1], column, text, self.cell)
                else:
                    self.sheet.write_string(lines[0], column, text, self.cell)

    def _asked(self, field: str) -> bool:
        """Whether a column has something to say and makes nobody new owe what is not known yet."""
        if field in ("release", "days_per_week"):
            return any(row.holder.half_release for row in self.rows)
        if field == "promotion":
            return any(self._record(row, field) is not None for row in self.rows)
        kept = [row.holder.row for row in self.rows if row.holder.row is not None]
        if not any(getattr(one, field) is not None for one in kept):
            return False
        new = [row for row in self.rows if not row.holder.kept]
        if field == "rotation_filing":
            return not any(len(row.post.holders) > 1 for row in new)
        if field in ("county_opinion", "city_approval", "region_filing"):
            return not any(row.holder.half_release for row in new)
        return True

    def _record(self, row: PlanRow, field: str) -> Any:
        holder = row.holder
        found = getattr(holder.row, field, None) if holder.row is not None else None
        if found is None and holder.person is not None:
            found = getattr(holder.person.record, field, None)
        return found

    def _value(self, number: int, row: PlanRow, field: str) -> Any:
        holder = row.holder
        match field:
            case "serial":
                return number + 1
            case "name":
                return holder.name
            case "period":
                return self._period(row)
            case "release":
                return "半脱产" if holder.half_release else "全脱产"
            case "days_per_week":
                if not holder.half_release:
                    return None
                given = self._record(row, field)
                return given if given is not None else self.plan.task.rules.min_days
            case "promotion":
                return {True: "是", False: "否", None: None}[self._record(row, field)]
            case "post":
                labels = [other.row.post for other in row.post.holders if other.row is not None and other.row.post]
                return labels[0] if labels else None
        return self._record(row, field)

    def _period(self, row: PlanRow) -> str:
        """The word where it means just these days, else the days."""
        holder, rules = row.holder, self.plan.task.rules
        kept: Placement | None = holder.row
        if kept is not None:
            if kept.period is not None:
                return row.period
            return f"{holder.start.isoformat()}至{holder.end.isoformat()}"
        if rules.late:
            return f"{holder.start.isoformat()}至{holder.end.isoformat()}"
        return row.period

    def _put(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.cell)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, self.cell)
        else:
            self.sheet.write_number(row, column, float(value), self.cell)


def _why(plan: Plan, book: Book) -> None:
    heads = "需求 受援单位 要什么人 岗位 派谁 支援单位 时段 为什么 其次是谁 换成他要付出 位置".split()
    table = book.sheet("为什么是他", heads, title="为什么是他：别人都不动，换一个人会怎样", frozen=2, wraps=[7, 9])
    for post in plan.posts:
        need = None if post.need is None else plan.task.needs[post.need]
        reason = plan.reasons.by_post[id(post)]
        if need is not None:
            table.number(0, need.number)
        table.text(1, post.holders[0].recipient)
        table.text(2, need.words if need else "")
        table.number(3, post.number if need else None)
        table.text(4, "、".join(dict.fromkeys(holder.name for holder in post.holders)))
        table.text(5, "、".join(dict.fromkeys(holder.support for holder in post.holders)))
        table.text(6, "、".join(PlanRow(post, holder).period for holder in post.holders))
        table.text(7, reason.why)
        table.text(8, reason.next_best or "")
        table.text(9, reason.next_cost)
        _place(table, 10, need.cells if need else ())
        table.next()
    for one in plan.unsent:
        table.text(1, "（没有派）")
        table.text(4, one.person.name)
        table.text(5, one.person.support)
        table.text(7, one.why)
        _place(table, 10, one.person.record.cells("name"))
        table.next()
    table.end()


def _missing(plan: Plan, book: Book) -> None:
    heads = "类别 需求 受援单位 缺几人 为什么 怎么办 位置".split()
    table = book.sheet("没有满足", heads, title="没有满足的需求，和表里要改的地方", wraps=[4, 5])
    for one in plan.unmet:
        need = plan.task.needs[one.need]
        for number, why in enumerate(one.because):
            table.text(0, "没有满足", book.formats_by_state["error" if number == 0 else "info"])
            table.number(1, need.number)
            table.text(2, need.recipient)
            table.number(3, one.missing if number == 0 and need.wanted else None)
            table.text(4, why.text)
            table.text(5, one.change if number == 0 else "")
            _place(table, 6, why.cells)
            table.next()
    for problem in plan.problems:
        table.text(0, PROBLEM_KINDS[problem.kind], book.formats_by_state["warning"])
        table.text(4, problem.message)
        _place(table, 6, problem.cells)
        table.next()
    unlicensed = without_licence(plan)
    if unlicensed:
        table.text(0, "以后要补")
        table.text(
            4, f"可派人员没有写执业资格，核查名单时 R101 会要这 {len(unlicensed)} 人补上：{'、'.join(unlicensed)}"
        )
        table.next()
    if table.row == 2:
        table.text(0, "没有")
        table.text(4, "每条需求都满足了，表里没有问题")
        table.next()
    table.end()


def without_licence(plan: Plan) -> list[str]:
    """Whose 执业资格 the roster lacks: R101 will ask for it."""
    return list(dict.fromkeys(row.holder.name for row in roster_rows(plan) if not row.own("licence")))


def _goals(plan: Plan, book: Book) -> None:
    heads = "次序 目标 数 单位 权重 得分 最好能到 说明".split()
    table = book.sheet("比较", heads, title="各个目标：前面的先比，前面一样才比后面", wraps=[7])
    for number, goal in enumerate(plan.goals, 1):
        table.number(0, min(number, len(plan.task.order) + 1))
        table.text(1, GOALS[goal.goal])
        table.number(2, goal.value)
        table.text(3, OBJECTIVE_UNITS.get(goal.goal, "个半年"))
        table.number(4, goal.weight)
        if goal.weight is not None:
            table.number(5, goal.weight * goal.value * (-1 if goal.goal in LOSSES else 1))
        table.number(6, goal.bound)
        table.text(7, "越少越好" if goal.goal in LOSSES else "越多越好")
        table.next()
    data = shaping.head(plan.facts)
    lines = [
        (
            "结论",
            "已证明没有更好的"
            if plan.solution.status == "optimal"
            else f"没有证明最好，差距不超过 {plan.solution.gap:%}",
        ),
        ("政策", f"{plan.facts.policy.title}（{plan.facts.policy.id}）"),
        ("截至", plan.facts.as_of.isoformat()),
        ("程序", f"qianyi {data['version']}"),
        *(("本地改动", f"{key} = {shown(value)}") for key, value in plan.facts.policy.overrides.items()),
        *((f"输入 {item.path}", f"SHA-256 {item.sha256}") for item in plan.facts.dossier.inputs),
        ("半脱产上限", "不派半脱产" if plan.task.rules.share is None else f"{plain(plan.task.rules.share * 100)}%"),
    ]
    for words in lines:
        table.text(1, words[0])
        table.text(7, words[1])
        table.next()
    table.end(filtered=False)


def _place(table: SheetWriter, column: int, cells: Sequence[Cell]) -> None:
    if cells:
        table.link(column, table.book.target(cells[0]), "、".join(cell.ref for cell in cells[:4]))
