"""`-o result.xlsx`: scores with live totals, the ledger, days, findings, and what they rest on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, column_letters
from qianyi.facts import Facts
from qianyi.facts.texts import plain
from qianyi.output.changes import add_changes
from qianyi.output.json import readings
from qianyi.output.readings import differences, value_text
from qianyi.output.sheets import Book, Table
from qianyi.output.words import BASIS, COUNTS, DAYS, ELIGIBLE, FACTS, ROLE, SEVERITY, STATUS, TERM, shown
from qianyi.policy.model import Annex
from qianyi.rules.registry import CheckRun
from qianyi.scoring.changes import Changes
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Scores

_LEDGER = "扣分明细"
_WILD = frozenset("*?~")
Rows = dict[int, int]
"""id of a result → its first row in the ledger sheet (0-based)."""


def score_workbook(
    facts: Facts, scores: Scores, findings: list[Finding], output: Path | None = None, changes: Changes | None = None
) -> bytes:
    """The result workbook of `score`; links are relative to the folder of `output`. `changes`: since the run before."""
    book = Book(facts, "qianyi score", output)
    title = f"（{facts.policy.id}，截至 {facts.as_of.isoformat()}）"
    ledger_rows = _ledger_rows(scores)
    _people(book, facts, scores.people, f"人员得分{title}", ledger_rows)
    for role, name in (("support", "支援机构"), ("recipient", "受援机构")):
        annex = next((one for one in facts.policy.annexes.values() if one.subject == role), None)
        chosen = [one for one in scores.institutions if one.role == role]
        _institutions(book, name, annex, chosen, scores.people, f"{name}{title}", ledger_rows)
    _ledger(book, facts, scores, f"扣分明细{title}")
    _attendance(book, scores.people, f"考勤统计（工作日）{title}")
    _findings(book, findings, f"问题清单{title}")
    if changes is not None:
        add_changes(book, changes)
    _readings(book, scores, f"换一种读法谁会不同{title}")
    _notes(book, facts, scores.checks)
    return book.close()


def validation_workbook(
    facts: Facts, findings: list[Finding], checks: list[CheckRun], output: Path | None = None
) -> bytes:
    """The findings of `validate` as a workbook: 问题清单 and 说明."""
    book = Book(facts, "qianyi validate", output)
    _findings(book, findings, f"问题清单（{facts.policy.id}，截至 {facts.as_of.isoformat()}）")
    _notes(book, facts, checks)
    return book.close()


def _subjects(scores: Scores) -> list[PersonScore | InstitutionScore]:
    return [*scores.people, *scores.institutions]


def _ledger_rows(scores: Scores) -> Rows:
    """Where each subject's entries will stand in the ledger sheet."""
    rows: Rows = {}
    row = 2
    for subject in _subjects(scores):
        entries = sum(len(item.ledger) for item in subject.items)
        if entries:
            rows[id(subject)] = row
        row += entries
    return rows


def _to_ledger(rows: Rows, subject: PersonScore | InstitutionScore) -> str | None:
    row = rows.get(id(subject))
    return None if row is None else f"internal:'{_LEDGER}'!A{row + 1}"


def _sum(table: Table, column: int, first: int, last: int, value: Decimal | None) -> None:
    """The sum of a row's cells, empty where none of them has a number."""
    row = table.row + 1
    cells = f"{column_letters(first)}{row}:{column_letters(last)}{row}"
    table.formula(column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', value, table.book.total)


def _percent(table: Table, column: int, score: int, maximum: int, value: Decimal | None) -> None:
    row = table.row + 1
    top, whole = f"{column_letters(score)}{row}", f"{column_letters(maximum)}{row}"
    table.formula(column, f'=IF({top}="","",100*{top}/{whole})', value, table.book.total)


def _items(table: Table, column: int, items: list[Item]) -> None:
    for offset, item in enumerate(items):
        format = None if item.status == "final" else table.book.marks[item.status]
        table.number(column + offset, item.score, format)


def _people(book: Book, facts: Facts, people: list[PersonScore], title: str, rows: Rows) -> None:
    pointed = bool(people and people[0].items)
    items = [f"{item.id} {item.title}（{plain(item.max)}）" for item in people[0].items] if pointed else []
    middle = [*items, "得分", "满分", "百分"] if pointed else [*FACTS.values(), "评优评审资格"]
    heads = [*"姓名 支援单位 受援单位 开始日期 结束日期 派驻期".split(), *middle]
    heads += "状态 等次 等次来源 计入月数 尚缺".split()
    table = book.sheet("人员得分", heads, title=title, wraps=[len(heads) - 1])
    for person in people:
        placement = person.placement
        table.link(0, _to_ledger(rows, person), placement.name)
        for column, text in enumerate(
            (
                placement.support or "", placement.recipient or "", person.start.isoformat() if person.start else "",
                person.end.isoformat() if person.end else "", TERM.get(person.term or "", ""),
            ),
            1,
        ):  # fmt: skip
            table.text(column, text)
        column = 6
        if pointed:
            _items(table, column, person.items)
            total = column + len(items)
            _sum(table, total, column, total - 1, person.score)
            table.number(total + 1, person.max)
            _percent(table, total + 2, total, total + 1, person.percent)
        else:
            for offset, key in enumerate(FACTS):
                table.number(column + offset, person.facts.get(key))  # type: ignore[arg-type]
            if person.facts:
                table.text(column + len(FACTS), ELIGIBLE[person.facts["eligible"]])  # type: ignore[index]
        column += len(middle)
        table.text(column, STATUS[person.status], book.marks[person.status])
        table.text(column + 1, person.grade or "")
        table.text(column + 2, person.grade_origin or "")
        table.number(column + 3, person.counted_months)
        table.text(column + 4, "；".join(f"{item.id}：{missing}" if not item.lines else missing
                                        for item in person.items for missing in item.missing))  # fmt: skip
        table.next()
    table.end()


def _institutions(
    book: Book,
    name: str,
    annex: Annex | None,
    results: list[InstitutionScore],
    people: list[PersonScore],
    title: str,
    rows: Rows,
) -> None:
    """Items with the sub-totals of the annex's sections, total, percent; the people's mean from 人员得分."""
    sections = [(section, len(section.items)) for section in annex.sections] if annex else []
    heads = ["名次", "单位"]
    for section, _ in sections:
        heads += [f"{item.id} {item.title}（{plain(item.points)}）" for item in section.items]
        heads.append(f"{section.id} {section.title} 小计（{plain(section.points)}）")
    heads += [*(["得分", "满分", "百分"] if annex else []), "状态", "人数", "人均百分", "最低百分", "尚缺"]
    table = book.sheet(name, heads, title=title, frozen=2, wraps=[len(heads) - 1])
    who = column_letters(1 if results and results[0].role == "support" else 2)
    for result in results:
        table.number(0, result.rank)
        table.link(1, _to_ledger(rows, result), result.name)
        column, done, subtotals = 2, 0, []
        for _, count in sections:
            items = result.items[done : done + count]
            _items(table, column, items)
            scored = [item.score for item in items if item.score is not None]
            _sum(table, column + count, column, column + count - 1, sum(scored, Decimal(0)) if scored else None)
            subtotals.append(column + count)
            done, column = done + count, column + count + 1
        if annex:
            cells = ",".join(f"{column_letters(one)}{table.row + 1}" for one in subtotals)
            table.formula(column, f'=IF(COUNT({cells})=0,"",SUM({cells}))', result.score, book.total)
            table.number(column + 1, result.max)
            _percent(table, column + 2, column, column + 1, result.percent)
            column += 3
        table.text(column, STATUS[result.status], book.marks[result.status])
        table.number(column + 1, result.count)
        if people and people[0].items:
            _mean(table, column + 2, who, 6 + len(people[0].items) + 2, len(people), result)
        table.number(column + 3, result.min_percent)
        table.text(column + 4, "；".join(missing for item in result.items for missing in item.missing))
        table.next()
    table.end()


def _mean(table: Table, column: int, who: str, share: int, people: int, result: InstitutionScore) -> None:
    """The mean of the percents in 人员得分 of the institution's people that are judged; the status stands beside."""
    letters = (who, column_letters(share), column_letters(share + 1))
    names, percents, statuses = (f"人员得分!${letter}$3:${letter}${people + 2}" for letter in letters)
    name = f"B{table.row + 1}"
    if result.name[:1] in "=<>" or not _WILD.isdisjoint(result.name):  # a footnote's star is no wildcard
        for sign in "~*?":
            name = f'SUBSTITUTE({name},"{sign}","~{sign}")'
        name = f'"="&{name}'
    formula = f'=IFERROR(AVERAGEIFS({percents},{names},{name},{statuses},"<>{STATUS["pending"]}"),"")'
    table.formula(column, formula, result.mean_percent)


def _ledger(book: Book, facts: Facts, scores: Scores, title: str) -> None:
    heads = "对象 类别 项 条 满分 扣分 余分 条款 参数 理由 文件 工作表 单元格 全部单元格".split()
    table = book.sheet(_LEDGER, heads, title=title, wraps=[9, 13])
    for subject in _subjects(scores):
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


def _place(table: Table, column: int, cells: tuple[Cell, ...]) -> None:
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


def _attendance(book: Book, people: list[PersonScore], title: str) -> None:
    heads = ["姓名", "支援单位", "受援单位", *DAYS.values(), "合计"]
    table = book.sheet("考勤统计", heads, title=title)
    first, last = 3, 3 + len(COUNTS) - 1
    for person in people:
        placement, count = person.placement, person.attendance
        table.text(0, placement.name)
        table.text(1, placement.support or "")
        table.text(2, placement.recipient or "")
        for offset, field in enumerate(COUNTS):
            table.number(first + offset, getattr(count, field))
        counted = sum((getattr(count, field) for field in COUNTS[1:-1]), Decimal(0))
        cells = f"{column_letters(first + 1)}{table.row + 1}:{column_letters(last - 1)}{table.row + 1}"
        table.formula(last + 1, f"=SUM({cells})", counted, book.total)
        table.next()
    table.end()
    if people:
        table.text(0, "总计", book.total)
        for offset, field in enumerate(COUNTS):
            column = column_letters(first + offset)
            value = sum((getattr(person.attendance, field) for person in people), Decimal(0))
            table.formula(first + offset, f"=SUM({column}3:{column}{table.row})", value, book.total)


def _findings(book: Book, findings: list[Finding], title: str) -> None:
    heads = "级别 代码 说明 条款 姓名 单位 文件 工作表 单元格 全部单元格 豁免".split()
    table = book.sheet("问题清单", heads, title=title, frozen=2, wraps=[2, 9])
    for finding in findings:
        table.text(0, SEVERITY[finding.severity], book.marks[finding.severity])
        table.text(1, finding.code)
        table.text(2, finding.message)
        table.text(3, finding.clause or "")
        table.text(4, finding.person or "")
        table.text(5, finding.institution or "")
        if finding.cells:
            _place(table, 6, finding.cells)
        else:
            table.text(6, finding.path or "")
            table.text(7, finding.sheet or "")
        table.text(10, finding.waiver or "")
        table.next()
    table.end()


def _readings(book: Book, scores: Scores, title: str) -> None:
    """For each reading and each other one, whose score, grade or months would differ; a row says so of those that
    decide nothing."""
    heads = ["参数", "意思", "现读", "另一读法", "对象", "角色", "项目", "现在", "另一读法下", "说明"]
    table = book.sheet("读法", heads, title=title, wraps=[1, 9])
    for one in scores.readings:
        rows = [
            (_subject_name(shift.before), _role(shift.before), *told)
            for shift in (*one.people, *one.institutions)
            for told in differences(shift)
        ]
        for row in rows or [("（没有影响）", "", "", "", "")]:
            now, other = value_text(one.parameter.value), value_text(one.other)
            for column, text in enumerate(
                (one.parameter.id, one.parameter.title, now, other, *row, one.parameter.note)
            ):
                table.text(column, text)
            table.next()
    table.end()


def _subject_name(subject: PersonScore | InstitutionScore) -> str:
    return subject.placement.name if isinstance(subject, PersonScore) else subject.name


def _role(subject: PersonScore | InstitutionScore) -> str:
    return "派驻人员" if isinstance(subject, PersonScore) else ROLE[subject.role]


def _notes(book: Book, facts: Facts, checks: list[CheckRun]) -> None:
    """What the figures rest on: policy, overrides, readings, inputs, what was not checked."""
    policy = facts.policy
    table = book.sheet("说明", ["项目", "内容", "备注"], title="说明", wraps=[1, 2])
    lines: list[tuple[str, str, str]] = [
        ("政策", f"{policy.title}（{policy.id}）", policy.source.title),
        ("活动时间", f"{policy.campaign.start.isoformat()} 至 {policy.campaign.end.isoformat()}", ""),
        ("截至", facts.as_of.isoformat(), "此后的不要求"),
        ("程序", f"qianyi {__version__}", ""),
        *(("本地改动", f"{key} = {shown(value)}", "") for key, value in policy.overrides.items()),
        *(("输入", item.path, f"SHA-256 {item.sha256}") for item in facts.dossier.inputs),
        *(
            (
                BASIS[one["status"]],
                f"{one['id']} = {shown(one['value'])}",
                f"{one['clause']}　{one['note']}".strip(),
            )
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
    if facts.as_of < policy.campaign.end:
        lines.append(("年中", "余量和无人接替的岗位见 qianyi score --as-of 的屏幕或 JSON 输出", ""))
    for line in lines:
        for column, text in enumerate(line):
            table.text(column, text)
        table.next()
    table.end(filtered=False)
