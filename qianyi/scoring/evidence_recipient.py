"""Annex 3: the lines of a recipient institution that the registers can answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches

from qianyi.dossier.source import Cell
from qianyi.facts.texts import plain
from qianyi.scoring.evidence import COMPUTED, Evidence, Subject, computes, lacks, lookalike, pending
from qianyi.scoring.evidence_support import trained
from qianyi.scoring.lookup import COMPLAINTS, indicator

_UP, _DOWN = ("出院人次", "手术例数", "床位使用率"), ("平均住院日", "术前平均住院日")
_KNOWLEDGE, _VACCINATION = "基本卫生知识知晓率", "疫苗接种率"
_KNOWN = {*_UP, *_DOWN, _KNOWLEDGE, _VACCINATION}
"""The indicators that some line asks for (`_better` adds its own): none of them is another one misspelt."""

Compare = Callable[[Decimal, Decimal], bool]


def above(this: Decimal, last: Decimal) -> bool:
    """More than last year."""
    return this > last


def below(this: Decimal, last: Decimal) -> bool:
    """Less than last year."""
    return this < last


def below_or_none(this: Decimal, last: Decimal) -> bool:
    """Less than last year, or none in either."""
    return this < last or this == last == 0


@computes("trainees-sent")
def trainees_sent(subject: Subject) -> Evidence:
    """Somebody of this institution was trained for half a year or more."""
    return trained(subject, "recipient", "选送满期进修的人数")


def _compared(subject: Subject, wanted: dict[str, Compare]) -> Evidence:
    """All indicators compare with last year's as asked; pending where one is missing or lacks a year."""
    absent = lacks(subject, "indicators")
    if absent:
        return absent
    gaps: list[str] = []
    unknown: list[str] = []
    failed: list[str] = []
    parts: list[str] = []
    cells: list[Cell] = []
    bad: list[Cell] = []
    for name, compare in wanted.items():
        rows = subject.lookup.indicators(subject.name, name)
        if not rows:
            unknown.append(name)
            continue
        if len({(row.last_year, row.this_year) for row in rows}) != 1:
            gaps.append(f"{name}有不同的数")
            bad += [cell for row in rows for cell in row.cells("this_year")]
            continue
        row = rows[0]
        if row.last_year is None or row.this_year is None:
            gaps.append(f"{name}缺{'上年' if row.last_year is None else '本年'}数")
            bad += row.cells("last_year" if row.last_year is None else "this_year")
            continue
        if compare is above and name.endswith(("率", "比例")) and _mixed(row.last_year, row.this_year):
            gaps.append(f"{name}一处像小数、一处像百分数，请写成一样的")
            bad += row.cells("last_year", "this_year")
            continue
        parts.append(f"{name} {plain(row.last_year)}→{plain(row.this_year)}")
        cells += row.cells("this_year")
        if not compare(row.this_year, row.last_year):
            failed.append(name)
    if unknown:
        told, near = _unregistered(subject, unknown)
        gaps, bad = [*gaps, told], [*bad, *near]
    if gaps:
        return pending("、".join(gaps), bad)
    short = f"（{'、'.join(failed)}未达到）" if failed else ""
    return Evidence(not failed, "，".join(parts) + short, tuple(cells))


def _unregistered(subject: Subject, names: list[str]) -> tuple[str, list[Cell]]:
    """Which indicators an institution has no row of, and the rows that may be meant: named nearly so, or its own
    under a name that is nearly the institution's."""
    facts = subject.lookup.facts
    told, cells = [], []
    for name in names:
        others = [row for row in facts.dossier.indicators if row.institution == subject.name and row.name]
        spelt = [row.name or "" for row in others if indicator(row.name or "") not in _KNOWN]
        near = get_close_matches(name, spelt, 1)
        told.append(f"{name}没有登记" + (f"（相近的有“{near[0]}”，若是同一项请写成“{name}”）" if near else ""))
        cells += [cell for row in others if row.name in near for cell in row.cells("name")]
    alike = [row for row in facts.dossier.indicators if lookalike(subject, row.institution)]
    if alike:
        told.append(f"登记里有相近的单位“{alike[0].institution}”，请核对写法")
        cells += alike[0].cells("institution")
    return "、".join(told), cells


def _mixed(last: Decimal, this: Decimal) -> bool:
    """Whether one of two percentages is written as a fraction (0.93, a cell in percent format) and one is not."""
    return (0 < last <= 1) != (0 < this <= 1) and last > 0 < this


def _better(*names: str, compare: Compare = above) -> Callable[[Subject], Evidence]:
    wanted = dict.fromkeys(names, compare)
    _KNOWN.update(names)
    return lambda subject: _compared(subject, wanted)


COMPUTED.update(
    {
        "patients-up": _better("门急诊量", "住院量"),
        "diseases-up": _better("独立诊治病种数"),
        "operations-up": _better("手术或新业务种类数"),
        "local-visits-up": _better("基层就诊人次比例"),
        "health-records-up": _better("健康档案建档率"),
        "care-rates-up": _better(
            "老年人健康管理率", "高血压规范管理率", "糖尿病规范管理率", "孕产妇系统管理率", "3岁以下儿童系统管理率"
        ),
        "death-rates-down": _better("孕产妇死亡率", "新生儿死亡率", compare=below_or_none),
    }
)


@computes("central-hospital")
def central_hospital(subject: Subject) -> Evidence:
    """A 中心卫生院: discharges, operations and bed use up, both lengths of stay down."""
    if subject.lookup.policy.meaning("recipient", subject.name) != "central":
        return pending("不是中心卫生院，须评定人打分")
    wanted: dict[str, Compare] = dict.fromkeys(_UP, above)
    return _compared(subject, wanted | dict.fromkeys(_DOWN, below))


def _reached(subject: Subject, name: str, parameter: str) -> Evidence:
    """This year's percentage is at least the parameter's."""
    absent = lacks(subject, "indicators")
    if absent:
        return absent
    rows = subject.lookup.indicators(subject.name, name)
    if not rows:
        return pending(*_unregistered(subject, [name]))
    cells = tuple(cell for row in rows for cell in row.cells("this_year"))
    values = {row.this_year for row in rows}
    value = next(iter(values)) if len(values) == 1 else None
    if value is None:
        return pending(f"{name}本年数不清", cells)
    if not 0 <= value <= 100:
        return pending(f"{name} {plain(value)}% 不在 0 到 100 之间，请核对", cells)
    if 0 < value <= 1:
        return pending(f"{name} {value} 看不出是百分之几，请写成 93 这样的百分数", cells)
    least = subject.lookup.policy.number(parameter)
    return Evidence(value >= least, f"{name} {plain(value)}%（须达到 {plain(least)}%）", cells)


@computes("health-knowledge")
def knowledge(subject: Subject) -> Evidence:
    """Basic health knowledge reaches the bound."""
    return _reached(subject, _KNOWLEDGE, "survey.min_knowledge")


@computes("vaccination")
def vaccination(subject: Subject) -> Evidence:
    """Vaccination reaches the bound, without complaint or accident."""
    incidents = subject.lookup.institution_incidents(subject.name, *COMPLAINTS)
    if incidents:
        kinds = "、".join(dict.fromkeys(incident.kind or "" for incident in incidents))
        return Evidence(False, f"情况登记有{kinds}", tuple(c for incident in incidents for c in incident.cells("kind")))
    absent = lacks(subject, "incidents")
    return _reached(subject, _VACCINATION, "vaccination.min_rate") if absent is None else absent


@computes("survey-aware")
def awareness(subject: Subject) -> Evidence:
    """More than the bound of a large enough sample know of the support."""
    absent = lacks(subject, "survey")
    if absent:
        return absent
    rows = [row for row in subject.lookup.facts.dossier.surveys if row.institution == subject.name]
    cells = tuple(cell for row in rows for cell in row.cells("sampled", "aware"))
    alike = [row for row in subject.lookup.facts.dossier.surveys if lookalike(subject, row.institution)]
    if not rows and alike:
        told = f"满意度没有本单位，有相近的“{alike[0].institution}”，请核对写法"
        return pending(told, alike[0].cells("institution"))
    sampled = [row.sampled for row in rows if row.sampled is not None]
    aware = [row.aware for row in rows if row.aware is not None]
    if not rows or len(sampled) != len(rows) or len(aware) != len(rows):
        return pending("满意度缺抽查人数或知晓人数" if rows else "满意度没有本单位", cells)
    people, knowing = sum(sampled, Decimal(0)), sum(aware, Decimal(0))
    policy = subject.lookup.policy
    least = policy.number("survey.min_sample")
    if people < least:
        return pending(f"满意度抽查 {plain(people)} 人，少于 {plain(least)} 人", cells)
    if knowing > people:
        return pending(f"知晓 {plain(knowing)} 人多于抽查 {plain(people)} 人", cells)
    share = policy.number("survey.min_awareness")
    rate = f"{plain(100 * knowing / people)}%，须超过 {plain(100 * share)}%"
    why = f"抽查 {plain(people)} 人，知晓 {plain(knowing)} 人（{rate}）"
    return Evidence(knowing > share * people, why, cells)
