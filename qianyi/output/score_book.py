"""成绩.xlsx: a summary to print, scores with live totals, the ledger, days, what is left, problems, what all rests on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, column_letters
from qianyi.facts import Facts
from qianyi.output import tables
from qianyi.output.changes import add_changes
from qianyi.output.letterhead import name_of
from qianyi.output.places import place_text
from qianyi.output.problems import Answers, add_problems
from qianyi.output.readings import differences, value_text
from qianyi.output.result_sheets import (
    LEDGER_SHEET,
    CrewColumns,
    institution_sheet,
    ledger_rows,
    people_columns,
    people_sheet,
    subjects,
)
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.summary_sheet import add_totals
from qianyi.output.words import BASIS, COUNTS, ROLE, shown
from qianyi.rules.registry import CheckRun
from qianyi.rules.shaping import readings
from qianyi.scoring import shapes, shaping
from qianyi.scoring.changes import Changes
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Scores


def score_workbook(
    facts: Facts,
    scores: Scores,
    findings: list[Finding],
    output: Path | None = None,
    changes: Changes | None = None,
    kept: Answers | None = None,
    institution: str | None = None,
) -> bytes:
    """The result workbook of `score`; links are relative to the folder of `output`. `changes`: since the run before;
    `kept`: what people wrote into its 问题清单; `institution`: of this one alone (whose scores are given)."""
    book = Book(facts, name_of(facts), output)
    rows = ledger_rows(scores)
    add_totals(book, facts, scores, findings, institution)
    people = [shapes.Person.made(person) for person in scores.people]
    columns = people_columns(people)
    people_sheet(book, columns, people, scores.people, rows)
    for role, name in (("support", "支援机构"), ("recipient", "受援机构")):
        annex = next((one for one in facts.policy.annexes.values() if one.subject == role), None)
        chosen = [one for one in scores.institutions if one.role == role]
        institution_sheet(book, name, annex, chosen, CrewColumns(columns, len(people), role), rows)
    _ledger(book, facts, scores)
    _attendance(book, people)
    _remainders(book, facts, scores, institution)
    add_problems(book, findings, kept)
    if changes is not None:
        add_changes(book, changes)
    _readings(book, scores)
    _notes(book, facts, scores.checks, findings)
    return book.close()


def validation_workbook(
    facts: Facts,
    findings: list[Finding],
    checks: list[CheckRun],
    output: Path | None = None,
    kept: Answers | None = None,
) -> bytes:
    """The findings of `validate` as a workbook: 问题清单 and 说明."""
    book = Book(facts, name_of(facts), output)
    add_problems(book, findings, kept)
    _notes(book, facts, checks, findings)
    return book.close()


def _ledger(book: Book, facts: Facts, scores: Scores) -> None:
    heads = "对象 类别 项 条 满分 扣分 余分 条款 参数 理由 文件 工作表 单元格 全部单元格".split()
    table = book.sheet(LEDGER_SHEET, heads, wraps=[9, 13])
    for subject in subjects(scores):
        name, kind = _named(subject)
        for item in subject.items:
            top = item.max if item.vetoed or item.status != "pending" else _known(item)
            balance = top
            for number, entry in enumerate(item.ledger):
                balance += entry.points
                table.text(0, name)
                table.text(1, kind)
                table.text(2, f"{item.id} {item.title}")
                table.text(3, entry.line)
                row = table.row + 1
                if number == 0:
                    table.number(4, top)
                table.number(5, entry.points)
                before = f"E{row}" if number == 0 else f"G{row - 1}"
                table.formula(6, f"={before}+F{row}", balance, book.total)
                table.text(7, entry.clause)
                if entry.parameter:
                    basis = facts.policy.parameter(entry.parameter).status
                    table.text(8, entry.parameter if basis == "text" else f"{entry.parameter}（{BASIS[basis]}）")
                table.text(9, entry.why)
                _place(table, 10, entry.cells)
                table.next()
    table.end()


def _named(subject: PersonScore | InstitutionScore) -> tuple[str, str]:
    if isinstance(subject, PersonScore):
        return subject.placement.name, "人员"
    return subject.name, ROLE[subject.role]


def _known(item: Item) -> Decimal:
    """What the lines with a score could reach: the rest of a pending item is open."""
    return sum((line.max for line in item.lines if line.score is not None), Decimal(0))


def _place(table: SheetWriter, column: int, cells: tuple[Cell, ...]) -> None:
    """File, sheet, linked first cell, all cells."""
    if not cells:
        return
    first = cells[0]
    table.text(column, first.sheet.path)
    table.text(column + 1, first.sheet.name)
    table.link(column + 2, table.book.target(first), first.a1)
    if len(cells) > 1:
        named = [cell.a1 if cell.sheet is first.sheet else f"{cell.sheet.name}!{cell.a1}" for cell in cells]
        table.text(column + 3, "、".join(named))


def _attendance(book: Book, people: list[shapes.Person]) -> None:
    columns = tables.DAYS_TABLE
    table = book.sheet("考勤统计", [*(one.word for one in columns), "合计"], about="（工作日）")
    first, last = len(columns) - len(COUNTS), len(columns) - 1
    for person in people:
        for i, column in enumerate(columns):
            if column.numeric:
                table.number(i, column.get(person))
            else:
                table.text(i, column.text(person))
        counted = sum((getattr(person.attendance, field) for field in COUNTS[1:-1]), Decimal(0))
        cells = f"{column_letters(first + 1)}{table.row + 1}:{column_letters(last - 1)}{table.row + 1}"
        table.formula(last + 1, f"=SUM({cells})", counted, book.total)
        table.next()
    data = table.row
    if people:
        table.text(0, "总计", book.total)
        for offset, field in enumerate(COUNTS):
            letter = column_letters(first + offset)
            value = sum((getattr(person.attendance, field) for person in people), Decimal(0))
            table.formula(first + offset, f"=SUM({letter}3:{letter}{data})", value, book.total)
        table.next()
    table.end(data=data)


def _remainders(book: Book, facts: Facts, scores: Scores, institution: str | None) -> None:
    """余量: in mid-year what is left of each allowance, and the posts that nobody will hold."""
    if facts.as_of >= facts.policy.campaign.end:
        return
    standing = shaping.standing(facts, scores, institution)
    table = book.sheet("余量", [one.word for one in tables.REMAINDERS])
    for one in standing.people:
        for i, column in enumerate(tables.REMAINDERS):
            if column.numeric:
                table.number(i, column.get(one))
            else:
                table.text(
                    i, column.text(one), book.formats_by_state["warning"] if column.key == "near_limit" else None
                )
        table.next()
    data = table.row
    for post in standing.posts_without_successor:
        said = f"{post.recipient}的岗位 {post.post}（{post.support}）：{post.last} {post.ends} 期满，后面没有人接"
        table.line(said)
    for quota in standing.quotas:
        table.line(tables.quota_text(quota))
    table.end(data=data)


def _readings(book: Book, scores: Scores) -> None:
    """For each reading and each other one, whose score, grade or months would differ; a row says so of those that
    decide nothing."""
    heads = ["参数", "意思", "现读", "另一读法", "对象", "类别", "项目", "现在", "另一读法下", "说明"]
    table = book.sheet("读法", heads, about="：换一种读法谁会不同", wraps=[1, 9])
    for one in scores.readings:
        rows = [
            (*_named(shift.before), *told) for shift in (*one.people, *one.institutions) for told in differences(shift)
        ]
        for row in rows or [("（没有影响）", "", "", "", "")]:
            now, other = value_text(one.parameter.value), value_text(one.other)
            texts = (one.parameter.id, one.parameter.title, now, other, *row, one.parameter.note)
            for column, text in enumerate(texts):
                table.text(column, text)
            table.next()
    table.end()


def _notes(book: Book, facts: Facts, checks: list[CheckRun], findings: Sequence[Finding] = ()) -> None:
    """What the figures rest on: policy, overrides, readings, inputs, what was not checked."""
    policy = facts.policy
    table = book.sheet("说明", ["项目", "内容", "备注"], wraps=[1, 2])
    lines: list[tuple[str, str, str]] = [
        ("政策", f"{policy.title}（{policy.id}）", policy.source.title),
        ("活动时间", f"{policy.campaign.start.isoformat()} 至 {policy.campaign.end.isoformat()}", ""),
        ("截至", facts.as_of.isoformat(), "此后的不要求"),
        ("程序", f"qianyi {__version__}", ""),
        *(("本地改动", f"{key} = {shown(value)}", "") for key, value in policy.overrides.items()),
        *(("输入", item.path, f"SHA-256 {item.sha256}") for item in facts.dossier.inputs),
        *(
            (BASIS[one.status], f"{one.title} {one.id} = {shown(one.value)}", f"{one.clause}　{one.note}".strip())
            for one in readings(facts)
        ),
        *(("未检查", check.code, check.reason or "") for check in checks if check.status == "skipped"),
        (
            "状态",
            "已定：有据可查；暂定：有未记录的日子或无法核对之处；待评：没有评分也没有登记，不当满分也不当零分",
            "",
        ),
        ("底色", "橙底粗体：错误、待评；黄底斜体：提醒、暂定", ""),
    ]
    lines += [("说明", f"{one.code} {one.said}", place_text(facts, one)) for one in findings if one.severity == "info"]
    for line in lines:
        for column, text in enumerate(line):
            table.text(column, text)
        table.next()
    table.end(filtered=False)
