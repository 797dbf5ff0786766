"""A month that an institution sent twice: alike (I015), or in two versions (told by A408)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.resent import Resent
from qianyi.facts.texts import in_words
from qianyi.rules.registry import rule


@rule("I015", "same-month", "info")
def same_month(facts: Facts) -> Iterator[Finding]:
    """说明：一个单位一个月的考勤交了两份（两个文件，或一个文件里的两张表），标记没有不同，只算一份；一份空着或认不出、另一份有标记的日子算不同（见 A408）。
    依据：通则（一人一天一个记录）。
    怎么改：可以不改；多的一份拿开，免得以后只改了一份。
    """
    for resent in facts.resent:
        if not resent.conflicts:
            year, month = resent.month
            fact = f"{resent.institution} {year}年{month}月的考勤交了{_which(resent)}，标记没有不同，只算一份"
            cells = tuple(cell for row in resent.rows[1:] if (cell := row.cell("name")) is not None)
            key = f"{year}-{month:02}"
            yield Finding("I015", fact, cells, institution=resent.institution, remedy="多的一份可以拿开。", key=key)


def sent_twice(facts: Facts, resent: Resent) -> Finding:
    """One finding for an institution's month of which two files tell differently."""
    year, month = resent.month
    days: dict[str, list[date]] = defaultdict(list)
    for placement, conflict in resent.conflicts:
        if conflict.day not in days[placement.name]:
            days[placement.name].append(conflict.day)
    which = "；".join(f"{name} {in_words(each)}" for name, each in days.items())
    files = {path for path, _ in resent.copies}
    saved = {item.path: item.saved for item in facts.dossier.inputs if item.path in files}
    fact = (
        f"{resent.institution} {year}年{month}月的考勤交了{_which(resent)}，"
        f"{_later(saved)}不一样的日子有：{which}；这些日子都没有采用，其余照算"
    )
    cells = tuple({cell.ref: cell for _, conflict in resent.conflicts for cell in conflict.cells}.values())
    remedy = "请查明哪一份对，只留一份。"
    return Finding("A408", fact, cells, institution=resent.institution, remedy=remedy, key=f"{year}-{month:02} 两份")


def _which(resent: Resent) -> str:
    """How many copies there are, and which: files; sheets with the name of their file where it is not the one before."""
    before, names = "", []
    for path, sheet in resent.copies:
        names.append(f"{path} 的“{sheet}”" if sheet and path != before else f"“{sheet}”" if sheet else path)
        before = path
    return f" {len(names)} 份（{'、'.join(names)}）"


def _later(saved: dict[str, str | None]) -> str:
    """Which file was saved last, as far as they say; sheets of one file have no such time."""
    if len(saved) < 2:
        return ""
    by_time = sorted((when, path) for path, when in saved.items() if when)
    if len(by_time) < len(saved) or by_time[-1][0] == by_time[-2][0]:
        return "从文件看不出哪一份保存得晚，"
    return f"{by_time[-1][1]} 保存得晚（{by_time[-1][0]}），"
