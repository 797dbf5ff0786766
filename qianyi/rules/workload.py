"""W · 工作记录: monthly workload, its review, half-year summaries, and the dates of the work plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement, Workload
from qianyi.facts import Facts
from qianyi.facts.periods import HALF, ended_months
from qianyi.facts.texts import months_in_words, span
from qianyi.patterns import pattern
from qianyi.policy.date_shift import ONE_DAY, add_months
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about, cells_of, recipient_of

_FIGURES = ("outpatients", "teaching", "surgery", "deliveries")
_REVIEWS = {"township_review": "卫生院审核", "county_filing": "县局备案"}
_DATE = pattern(r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}\.\d{1,2}", "2022-06-01", "6月1日")


@rule("W701", "workload-month-missing", "error", needs=("workload", "roster"))
def workload_month_missing(facts: Facts) -> Iterator[Finding]:
    """说明：派驻期内每个月都要有工作量统计（门诊诊疗、带教查房、外科手术、助产服务），没有的写 0；四项全空等于没有。截至日期还没过完的月份不查。
    依据：宿州办法第十二条（按月统计工作量）。
    怎么改：补上缺的月份。
    """
    registered: set[tuple[int, tuple[int, int]]] = set()
    for workload in facts.dossier.workloads:
        if workload.month is not None and facts.has_value(workload, *_FIGURES):
            registered.update((id(placement), workload.month) for placement in facts.match(workload).placements)
    for placement in facts.dossier.placements:
        missing = [
            first
            for first, _ in ended_months(placement.start, placement.end, facts.as_of)
            if (id(placement), (first.year, first.month)) not in registered
        ]
        if missing:
            fact = f"{placement.name} 缺 {months_in_words(missing)}的工作量统计"
            remedy = "请补报。"
            yield Finding("W701", fact, cells_of(placement, "name"), **about(placement), remedy=remedy)


@rule("W702", "workload-not-reviewed", "warning", needs=("workload",))
def workload_not_reviewed(facts: Facts) -> Iterator[Finding]:
    """说明：每月工作量要经乡镇卫生院审核，再报县级备案；哪一样空着或写着没有，就是缺哪一样。写日期也算。
    依据：宿州办法第十二条（审核备案）。
    怎么改：补办审核和备案；写的字认不出的，照“已审核”“已备案”或日期写。
    """
    if not any(facts.dossier.has_column("workload", field) for field in _REVIEWS):
        raise Skip("工作量没有“卫生院审核”和“县局备案”两列")
    for sheet in facts.dossier.sheets("workload"):
        absent = [title for field, title in _REVIEWS.items() if field not in sheet.columns]
        if absent:
            fact = f"工作量表没有“{'”“'.join(absent)}”一列，看不出是否办过"
            remedy = "请加上这一列并填写。"
            yield Finding("W702", fact, path=sheet.path, sheet=sheet.name, order=sheet.order, remedy=remedy)
    for workload in facts.dossier.workloads:
        if workload.month is None or date(*workload.month, 1) > facts.as_of:
            continue
        missing = []
        for field, title in _REVIEWS.items():
            if not workload.has(field):
                continue
            done = review_done(facts, getattr(workload, field))
            if done is None:
                fact = f"{title}“{getattr(workload, field)}”看不出办没办"
                remedy = "请写“已审核”“已备案”或日期。"
                yield Finding("I004", fact, workload.cells(field), person=workload.name, remedy=remedy)
            elif not done:
                missing.append(field)
        if missing:
            yield _not_reviewed(facts, workload, missing)


def _not_reviewed(facts: Facts, workload: Workload, missing: list[str]) -> Finding:
    year, month = workload.month or (0, 0)
    day = date(*workload.month, 1) if workload.month else None
    words = "和".join(_REVIEWS[field] for field in missing)
    fact = f"{workload.name} {year}年{month}月的工作量没有{words}"
    remedy = "请补办。"
    return Finding(
        "W702",
        fact,
        workload.cells(*missing),
        person=workload.name,
        institution=recipient_of(facts, workload, day),
        remedy=remedy,
    )


def review_done(facts: Facts, text: str | None) -> bool | None:
    """Whether a review stands recorded: words of the policy, or a date. None where the words are in no list."""
    if not text:
        return False
    said = facts.policy.meaning("review", text)
    if said is None and _DATE.search(text):
        return True
    return None if said is None else said == "done"


@rule("W703", "half-year-summary-missing", "error", needs=("incidents", "roster"))
def half_year_summary_missing(facts: Facts) -> Iterator[Finding]:
    """说明：派驻每满半年，本人要有一次半年小结，派出单位要听一次述职，都记在情况登记里（类型“半年小结”“单位述职”）。期满后补记的也算，每半年各一次。
    依据：宿州办法第十二条（半年小结）、第二十二条（派出单位听取述职）。
    怎么改：补做并登记；“单位述职”的姓名一栏写派出单位，或写本人。
    """
    summaries: dict[int, list[date]] = defaultdict(list)
    debriefs: dict[int, list[date]] = defaultdict(list)
    heard: dict[str, list[date]] = defaultdict(list)
    for incident in facts.dossier.incidents:
        kind = facts.policy.meaning("incident", incident.kind or "")
        if incident.date is None or incident.date > facts.as_of or kind not in ("half_year", "debrief"):
            continue
        if kind == "debrief":
            heard[incident.name].append(incident.date)
        for placement in facts.match(incident).placements:
            (summaries if kind == "half_year" else debriefs)[id(placement)].append(incident.date)
    unheard: dict[tuple[str, tuple[date, date]], list[Placement]] = defaultdict(list)
    for placement in facts.dossier.placements:
        halves = _ended_halves(placement, facts.as_of)
        missing = _uncovered(halves, summaries[id(placement)])
        if missing:
            periods = "、".join(span(*half) for half in missing)
            fact = f"{placement.name} 没有 {periods} 的半年小结"
            remedy = "请补做并在情况登记里记“半年小结”。"
            yield Finding("W703", fact, cells_of(placement, "name"), **about(placement), remedy=remedy)
        for half in _uncovered(halves, [*debriefs[id(placement)], *heard[placement.support or ""]]):
            unheard[placement.support or "", half].append(placement)
    for (support, half), placements in unheard.items():
        names = "、".join(dict.fromkeys(p.name for p in placements))
        fact = f"{support or '派出单位'}没有听取 {span(*half)} 的述职（{names}）"
        remedy = "请补做并在情况登记里记“单位述职”。"
        yield Finding("W703", fact, institution=support or None, remedy=remedy, key=str(half[0]))


def _ended_halves(placement: Placement, as_of: date) -> list[tuple[date, date]]:
    """The whole half years of a placement that are over by as-of."""
    halves: list[tuple[date, date]] = []
    if placement.start is None or placement.end is None:
        return halves
    count = 0
    while (last := add_months(placement.start, HALF * (count + 1)) - ONE_DAY) <= min(placement.end, as_of):
        halves.append((add_months(placement.start, HALF * count), last))
        count += 1
    return halves


def _uncovered(halves: list[tuple[date, date]], entries: list[date]) -> list[tuple[date, date]]:
    """The half years without an entry: one dated in it, else a spare one dated after it (written up late)."""
    spare = sorted(entries)
    open_halves = []
    for half in halves:
        inside = [day for day in spare if half[0] <= day <= half[1]]
        if inside:
            spare.remove(inside[0])
        else:
            open_halves.append(half)
    left = []
    for half in open_halves:
        later = [day for day in spare if day > half[1]]
        if later:
            spare.remove(later[0])
        else:
            left.append(half)
    return left
