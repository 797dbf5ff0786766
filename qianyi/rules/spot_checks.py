"""C · 查岗: how often posts were checked, and what follows from being found off post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import SpotCheck
from qianyi.facts import Facts
from qianyi.facts.periods import month_ranges
from qianyi.facts.texts import plain
from qianyi.policy.date_shift import ONE_DAY
from qianyi.rules.registry import rule

_LEVELS = {"city": "市级", "county": "县级"}


class Step(Struct, frozen=True, eq=False):
    """One unexcused absence and what it calls for: `notice`, `talk` or `bar`."""

    check: SpotCheck
    nth: int
    days: Decimal
    step: str
    person: str
    support: str
    recipient: str | None

    @property
    def name(self) -> str:
        """The step in words."""
        return {"notice": "通报", "talk": "约谈派出单位负责人", "bar": "取消当年评优和职称评审资格"}[self.step]


def off_post(facts: Facts, check: SpotCheck) -> bool:
    """Whether a check found somebody off post: 结果 says 脱岗 and not 在岗."""
    said = facts.policy.meanings("post", check.result or "")
    return "off" in said and "on" not in said


def excuse(facts: Facts, check: SpotCheck) -> str | None:
    """What excuses an absence that a check found, in words: its own words, an approved leave or official business of
    the day; None where it is unexcused (无故)."""
    if facts.policy.meaning("excuse", check.result or "") == "excused":  # 已请假，未批准 says both: it excuses nothing
        return f"查岗结果写的是“{check.result}”"
    if check.date is None:
        return None
    for placement in facts.match(check, check.date).placements:
        standing = facts.standing_of(placement)
        registered = facts.leaves.days_of(placement).get(check.date, ())
        if entries := [entry for entry in registered if facts.leaves.approved(entry)]:
            return f"当天登记有{kinds.word(entries[0].kind) if entries[0].kind else entries[0].kind_text}"
        marked = standing.on(check.date)
        if marked == kinds.day(kinds.OFFICIAL):
            return "当天考勤记公出"
        if marked is not None and set(kinds.halves(marked)) <= kinds.LEAVES and not facts.dossier.has("leave"):
            return f"当天考勤记{kinds.describe(marked)}"
    return None


def unexcused(facts: Facts) -> list[SpotCheck]:
    """The checks up to as-of that found a named person off post without excuse."""
    return [check for check in _found_off(facts) if excuse(facts, check) is None]


def _found_off(facts: Facts) -> list[SpotCheck]:
    checks = (check for check in facts.dossier.checks if check.name and check.date and check.date <= facts.as_of)
    return [check for check in checks if off_post(facts, check)]


def _period(facts: Facts, day: date) -> object:
    """The stretch of time within which absences are counted together, by `check.count_period`."""
    if facts.policy.get("check.count_period") == "calendar":
        return day.year
    campaign = facts.policy.campaign
    return (day > campaign.end) - (day < campaign.start)


def discipline(facts: Facts) -> list[Step]:
    """The steps of 第十一条 that the checks up to as-of call for, a person's absences of one period counted in order
    of date.

    Whose absence it is must be told: an unknown name, or one of two namesakes, is A401's."""
    bar_count, bar_days = facts.policy.number("check.bar_count"), facts.policy.number("check.bar_days")
    ladder: dict[tuple[str, str, object], int] = defaultdict(int)
    entered: set[tuple[object, ...]] = set()
    steps = []
    for check in sorted(unexcused(facts), key=lambda check: (check.date, check.sheet.order, check.row)):
        placements = facts.match(check, check.date).placements
        if not placements and facts.dossier.placements:
            continue
        assert check.date is not None
        support = (placements[0].support if placements else check.support) or ""
        recipient = placements[0].recipient if placements else check.recipient or check.institution
        person = (check.name or "", support)
        if (entry := (person, check.date, check.level, check.institution)) in entered:  # one check entered twice
            continue
        entered.add(entry)
        counter = (*person, _period(facts, check.date))
        ladder[counter] += 1
        nth, days = ladder[counter], check.off_days or Decimal(0)
        step = "bar" if nth >= bar_count or days >= bar_days else "notice" if nth == 1 else "talk"
        steps.append(Step(check, nth, days, step, person[0], support, recipient))
    return steps


def whole_months(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months that lie wholly between two days."""
    return [(a, b) for a, b in month_ranges(first, last) if a.day == 1 and (b + ONE_DAY).day == 1]


@rule(
    "C601",
    "too-few-checks",
    "error",
    needs=("checks",),
    parameters=("check.city_per_month", "check.county_per_month"),
)
def too_few_checks(facts: Facts) -> Iterator[Finding]:
    """说明：活动期内每个整月，全县的市级查岗不少于 1 次、县级不少于 2 次；同一天查同一单位只算一次。截至日期之后的月份不查。
    依据：宿州办法第十一条（定期查岗）。
    怎么改：查过而没登记的补登；确实少查的，以后各月补足，并在情况说明里写明。
    """
    needed = {level: facts.policy.whole(f"check.{level}_per_month") for level in _LEVELS}
    campaign = facts.policy.campaign
    for first, last in whole_months(campaign.start, min(campaign.end, facts.as_of)):
        month = [check for check in facts.dossier.checks if check.date and first <= check.date <= last]
        done = {level: len({(c.date, c.institution) for c in month if c.level == level}) for level in _LEVELS}
        short = [level for level in _LEVELS if done[level] < needed[level]]
        if short:
            words = "，".join(f"{_LEVELS[level]}查岗 {done[level]} 次，应不少于 {needed[level]} 次" for level in short)
            cells = tuple(cell for check in month if check.level in short for cell in check.cells("date"))
            fact, remedy = f"{first.year}年{first.month}月{words}", "请补登已查的，或补足查岗。"
            yield Finding("C601", fact, cells, remedy=remedy, key=f"{first:%Y-%m}")


@rule(
    "C602",
    "discipline-due",
    "warning",
    columns=("checks.name", "checks.result"),
    parameters=("check.bar_count", "check.bar_days"),
)
def discipline_due(facts: Facts) -> Iterator[Finding]:
    """说明：查岗结果有“脱岗”而没有“在岗”，又不是经批准或当天有请假、公出的（见 C605），是无故脱岗。按日期先后：第 1 次通报，第 2 次约谈派出单位负责人，第 3 次、或任何一次脱岗满 3 天，取消当年评优和职称评审资格。同一层级同一天查同一单位的同一人，记了两行也算一次。
    依据：宿州办法第十一条（脱岗的处理）。
    怎么改：照所到的一步处理并登记；查岗结果记错的，改正结果。
    """
    for step in discipline(facts):
        many = f"，脱岗 {plain(step.days)} 天" if step.days >= facts.policy.number("check.bar_days") else ""
        fact = f"{step.person} 第 {step.nth} 次无故脱岗{many}，应{step.name}"
        remedy = "请办理并登记处理结果。"
        cells = step.check.cells("result", "off_days") if many else step.check.cells("result")
        yield Finding("C602", fact, cells, person=step.person, institution=step.recipient, remedy=remedy)


@rule(
    "C603",
    "discipline-not-recorded",
    "error",
    columns=("checks.name", "checks.result", "checks.handling"),
    parameters=("check.bar_count", "check.bar_days"),
)
def discipline_not_recorded(facts: Facts) -> Iterator[Finding]:
    """说明：无故脱岗所到的那一步（通报、约谈、取消资格），要写在这次查岗的“处理”里；没有这个词就是没有记录。
    依据：宿州办法第十一条（脱岗的处理）。
    怎么改：已经处理的，在“处理”一栏写明；还没处理的，办理后再写。
    """
    for step in discipline(facts):
        words = facts.policy.words.get("discipline", {}).get(step.step, ())
        if not any(word in (step.check.handling or "") for word in words):
            has = f"处理写的是“{step.check.handling}”" if step.check.handling else "没有写处理"
            fact = f"{step.person} 第 {step.nth} 次无故脱岗应{step.name}，{has}"
            remedy = f"请补登“{words[0] if words else ''}”的处理。"
            cells = step.check.cells("handling") or step.check.cells("result")
            yield Finding("C603", fact, cells, person=step.person, institution=step.recipient, remedy=remedy)


@rule("C604", "check-contradicts-grid", "error", needs=("attendance",), columns=("checks.name", "checks.result"))
def check_contradicts_grid(facts: Facts) -> Iterator[Finding]:
    """说明：查岗发现某人无故脱岗的当天，考勤却全天记为出勤。经批准的外出算在岗，不在此列（见 C605）。
    依据：盐池方案七（二）（督导检查）；宿州办法第十一条（查岗），第九条（考勤）。
    怎么改：核对查岗记录和考勤表，哪一边记错就改正哪一边；改后仍不符的，写明情况。
    """
    for check in unexcused(facts):
        assert check.date is not None
        for placement in facts.match(check, check.date).placements:
            standing = facts.standing_of(placement)
            marked = standing.on(check.date)
            if marked is None or not set(kinds.halves(marked)) <= kinds.PRESENCE:
                continue
            place = standing.place((check.date - placement.start).days) if placement.start else None
            cells = (*check.cells("result"), *((place,) if place else ()))
            fact = f"{check.date} 查岗发现 {check.name} 脱岗，当天考勤却记为{kinds.describe(marked)}"
            remedy = "请核对并改正一边。"
            yield Finding("C604", fact, cells, person=check.name, institution=placement.recipient, remedy=remedy)


@rule("C605", "absence-excused", "info", columns=("checks.name", "checks.result"))
def absence_excused(facts: Facts) -> Iterator[Finding]:
    """说明：查岗结果写“脱岗”，但写明了经批准、请假、公出等，或当天登记有请假、公出：不是无故脱岗，不计次数，也不印通报。
    依据：宿州办法第八条（经同意外出算在岗）、第十一条（无故脱岗）；盐池方案七（二）。
    怎么改：无须改；其实没有批准的，把查岗结果写明“未经批准”，并改正登记。
    """
    for check in _found_off(facts):
        why = excuse(facts, check)
        if why is not None:
            placements = facts.match(check, check.date).placements
            whose = placements[0].recipient if placements else check.recipient or check.institution
            fact = f"{check.date} 查岗发现 {check.name} 脱岗，{why}，不算无故，不计次数"
            remedy = "其实没有批准的请写明。"
            yield Finding("C605", fact, check.cells("result"), person=check.name, institution=whose, remedy=remedy)
