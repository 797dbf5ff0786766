"""Annex 3: the lines of a recipient institution that the registers can answer."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches

from msgspec import Struct

from qianyi.dossier.source import Cell
from qianyi.facts.texts import plain
from qianyi.scoring.evidence import Evidence, Subject, computes, lookalike, missing_register, pending
from qianyi.scoring.evidence_support import trained
from qianyi.scoring.lookup import COMPLAINTS, indicator

_UP, _DOWN = ("出院人次", "手术例数", "床位使用率"), ("平均住院日", "术前平均住院日")
_KNOWLEDGE, _VACCINATION = "基本卫生知识知晓率", "疫苗接种率"
_OUT, _IN = "门急诊量", "住院量"
_KNOWN = {*_UP, *_DOWN, _KNOWLEDGE, _VACCINATION, _OUT, _IN}
"""The indicators that some line asks for (`_better` adds its own): none of them is another one misspelt."""

_FULL = Decimal(100)


class Compare(Struct, frozen=True):
    """How this year's figure must stand to last year's. `limit`: where it can get no better; equal there, both years
    are at the limit (parameter `indicator.at_limit`)."""

    up: bool
    limit: Decimal | None = None

    def holds(self, this: Decimal, last: Decimal) -> bool:
        """Better than last year."""
        return this > last if self.up else this < last

    def at_limit(self, this: Decimal, last: Decimal) -> bool:
        """Nothing could rise or fall further."""
        return self.limit is not None and this == last == self.limit


ABOVE, BELOW = Compare(True), Compare(False)


@computes("trainees-sent", needs="trainees")
def trainees_sent(subject: Subject) -> Evidence:
    """Somebody of this institution was trained for half a year or more."""
    return trained(subject, "recipient", "选送满期进修的人数")


class _Figures(Struct):
    """Collects what the rows of some indicators say, indicator by indicator."""

    gaps: list[str] = []
    unknown: list[str] = []
    failed: list[str] = []
    limits: list[str] = []
    parts: list[str] = []
    cells: list[Cell] = []
    bad: list[Cell] = []

    def add(self, subject: Subject, name: str, compare: Compare) -> None:
        """One indicator more: a part, or what is wrong with its rows."""
        rows = subject.lookup.indicators(subject.name, name)
        if not rows:
            self.unknown.append(name)
            return
        row, problem, fields = rows[0], None, ["this_year"]
        if len({(one.last_year, one.this_year) for one in rows}) != 1:
            problem = "有不同的数"
        elif row.last_year is None or row.this_year is None:
            fields = ["last_year" if row.last_year is None else "this_year"]
            problem = f"缺{'上年' if row.last_year is None else '本年'}数"
        elif compare.up and name.endswith(("率", "比例")):
            problem, fields = _unlike_percents(row.last_year, row.this_year), ["last_year", "this_year"]
        if problem:
            self.gaps.append(name + problem)
            self.bad += [cell for one in rows for cell in one.cells(*fields)]
            return
        last, this = row.last_year, row.this_year
        assert last is not None
        assert this is not None
        self.parts.append(f"{name} {plain(last)}→{plain(this)}")
        self.cells += row.cells("this_year")
        if compare.at_limit(this, last):
            self.limits.append(name)
        elif not compare.holds(this, last):
            self.failed.append(name)


def _compared(subject: Subject, wanted: dict[str, Compare]) -> Evidence:
    """All indicators compare with last year's as asked; pending where one is missing or lacks a year."""
    absent = missing_register(subject, "indicators")
    if absent:
        return absent
    figures = _Figures()
    for name, compare in wanted.items():
        figures.add(subject, name, compare)
    if figures.unknown:
        message, near = _unregistered(subject, figures.unknown)
        figures.gaps.append(message)
        figures.bad += near
    if figures.gaps:
        return pending("、".join(figures.gaps), figures.bad)
    said = "，".join(figures.parts)
    if figures.limits and not figures.failed and subject.lookup.policy.get("indicator.at_limit") == "pending":
        return pending(f"{said}（{'、'.join(figures.limits)}两年都已到极限，须评定人打分）", figures.cells)
    short = f"（{'、'.join(figures.failed)}未达到）" if figures.failed else ""
    return Evidence(not figures.failed, said + short, tuple(figures.cells))


def _unlike_percents(last: Decimal, this: Decimal) -> str | None:
    """What is wrong where one of two percentages is written as a fraction (0.93, a cell in percent format), or both
    are 1, which may be one percent or all."""
    if (0 < last <= 1) != (0 < this <= 1) and last > 0 < this:
        return "一处像小数、一处像百分数，请写成一样的"
    return "写的是 1，看不出是 1% 还是 100%" if this == last == 1 else None


def _unregistered(subject: Subject, names: list[str]) -> tuple[str, list[Cell]]:
    """Which indicators an institution has no row of, and the rows that may be meant: named nearly so, or its own
    under a name that is nearly the institution's."""
    facts = subject.lookup.facts
    message, cells = [], []
    for name in names:
        others = [row for row in facts.dossier.indicators if row.institution == subject.name and row.name]
        spelt = [row.name or "" for row in others if indicator(row.name or "") not in _KNOWN]
        near = get_close_matches(name, spelt, 1) or [text for text in spelt if len(text) > 2 and text in name][:1]
        message.append(f"{name}没有登记" + (f"（相近的有“{near[0]}”，若是同一项请写成“{name}”）" if near else ""))
        cells += [cell for row in others if row.name in near for cell in row.cells("name")]
    alike = [row for row in facts.dossier.indicators if lookalike(subject, row.institution)]
    if alike:
        message.append(f"登记里有相近的单位“{alike[0].institution}”，请核对写法")
        cells += alike[0].cells("institution")
    return "、".join(message), cells


def _better(name: str, *names: str, compare: Compare = ABOVE) -> None:
    """Register the computation `name` of lines that ask all these indicators to be better than last year."""
    wanted = dict.fromkeys(names, compare)
    _KNOWN.update(names)
    computes(name)(lambda subject: _compared(subject, wanted))


_better("diseases-up", "独立诊治病种数")
_better("operations-up", "手术或新业务种类数")
_better("local-visits-up", "基层就诊人次比例")
_better("health-records-up", "健康档案建档率", compare=Compare(True, _FULL))
_better(
    "care-rates-up",
    "老年人健康管理率",
    "高血压规范管理率",
    "糖尿病规范管理率",
    "孕产妇系统管理率",
    "3岁以下儿童系统管理率",
    compare=Compare(True, _FULL),
)
_better("death-rates-down", "孕产妇死亡率", "新生儿死亡率", compare=Compare(False, Decimal(0)))


@computes("patients-up")
def patients(subject: Subject) -> Evidence:
    """More patients, in and out; out-patients alone decide at a station that has no beds."""
    beds = subject.lookup.facts.institutions.has_beds(subject.name)
    rows = subject.lookup.indicators(subject.name, _IN)
    none = bool(rows) and all(row.last_year == row.this_year == 0 for row in rows)
    if (none or not rows) and beds is False:
        return _compared(subject, {_OUT: ABOVE})
    if none and beds is None:
        cells = tuple(cell for row in rows for cell in row.cells("this_year"))
        return pending(f"{_IN}两年都是 0，看不出有没有床位，请在单位名录写明", cells)
    return _compared(subject, {_OUT: ABOVE, _IN: ABOVE})


@computes("central-hospital")
def central_hospital(subject: Subject) -> Evidence:
    """A 中心卫生院: discharges, operations and bed use up, both lengths of stay down."""
    kind = subject.lookup.facts.institutions.kind(subject.name)
    if kind != "central":
        listed = subject.lookup.facts.institutions.listed(subject.name)
        message = f"不适用：单位名录写的是{listed.kind}，" if listed is not None and listed.kind else "不是中心卫生院，"
        return pending(f"{message}须评定人打分")
    return _compared(subject, dict.fromkeys(_UP, ABOVE) | dict.fromkeys(_DOWN, BELOW))


def _reached(subject: Subject, name: str, parameter: str) -> Evidence:
    """This year's percentage is at least the parameter's."""
    absent = missing_register(subject, "indicators")
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
    absent = missing_register(subject, "incidents")
    return _reached(subject, _VACCINATION, "vaccination.min_rate") if absent is None else absent


@computes("survey-aware")
def awareness(subject: Subject) -> Evidence:
    """More than the bound of a large enough sample know of the support."""
    return _asked(subject, "aware", "知晓")


@computes("survey-satisfied")
def satisfaction(subject: Subject) -> Evidence:
    """As many are satisfied, where the sentence is read as standing beside every line."""
    return _by_mark(subject) or _asked(subject, "satisfied", "满意")


@computes("survey-treated")
def treatment(subject: Subject) -> Evidence:
    """As many were treated in time at home."""
    return _by_mark(subject) or _asked(subject, "treated", "得到诊治")


def _by_mark(subject: Subject) -> Evidence | None:
    if subject.lookup.policy.get("survey.lines") == "awareness":
        return pending("知晓率只管知晓一行，这一行须评定人打分")
    return None


def _asked(subject: Subject, field: str, word: str) -> Evidence:
    """More than the bound of all people asked said so."""
    absent = missing_register(subject, "survey", *(() if field == "aware" else (field,)))
    if absent:
        return absent
    rows = [row for row in subject.lookup.facts.dossier.surveys if row.institution == subject.name]
    cells = tuple(cell for row in rows for cell in row.cells("sampled", field))
    alike = [row for row in subject.lookup.facts.dossier.surveys if lookalike(subject, row.institution)]
    if not rows and alike:
        message = f"满意度没有本单位，有相近的“{alike[0].institution}”，请核对写法"
        return pending(message, alike[0].cells("institution"))
    sampled = [row.sampled for row in rows if row.sampled is not None]
    said: list[int] = [number for row in rows if (number := getattr(row, field)) is not None]
    if not rows or len(sampled) != len(rows) or len(said) != len(rows):
        return pending(f"满意度缺抽查人数或{word}人数" if rows else "满意度没有本单位", cells)
    people, yes = Decimal(sum(sampled)), Decimal(sum(said))
    policy = subject.lookup.policy
    least = policy.number("survey.min_sample")
    if people < least:
        return pending(f"满意度抽查 {plain(people)} 人，少于 {plain(least)} 人", cells)
    if yes > people:
        return pending(f"{word} {plain(yes)} 人多于抽查 {plain(people)} 人", cells)
    share = policy.number("survey.min_awareness")
    rate = f"{plain(100 * yes / people)}%，须超过 {plain(100 * share)}%"
    return Evidence(yes > share * people, f"抽查 {plain(people)} 人，{word} {plain(yes)} 人（{rate}）", cells)
