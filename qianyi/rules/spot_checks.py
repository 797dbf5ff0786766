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
from qianyi.policy.dates import ONE_DAY
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
    """Whether a check found somebody off post without excuse: 结果 says 脱岗 and not 在岗."""
    said = facts.policy.meanings("post", check.result or "")
    return "off" in said and "on" not in said


def discipline(facts: Facts) -> list[Step]:
    """The steps of 第十一条 that the checks up to as-of call for, a person's absences counted in order of date.

    Whose absence it is must be told: an unknown name, or one of two namesakes, is A401's."""
    bar_count, bar_days = facts.policy.number("check.bar_count"), facts.policy.number("check.bar_days")
    found = [check for check in facts.dossier.checks if check.name and check.date and check.date <= facts.as_of]
    ladder: dict[tuple[str, str], int] = defaultdict(int)
    entered: set[tuple[object, ...]] = set()
    steps = []
    for check in sorted(found, key=lambda check: (check.date, check.sheet.order, check.row)):
        if not off_post(facts, check):
            continue
        placements = facts.match(check, check.date).placements
        if not placements and facts.dossier.placements:
            continue
        support = (placements[0].support if placements else check.support) or ""
        recipient = placements[0].recipient if placements else check.recipient or check.institution
        person = (check.name or "", support)
        if (entry := (person, check.date, check.level, check.institution)) in entered:  # one check entered twice
            continue
        entered.add(entry)
        ladder[person] += 1
        nth, days = ladder[person], check.off_days or Decimal(0)
        step = "bar" if nth >= bar_count or days >= bar_days else "notice" if nth == 1 else "talk"
        steps.append(Step(check, nth, days, step, person[0], support, recipient))
    return steps


def whole_months(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months that lie wholly between two days."""
    return [(a, b) for a, b in month_ranges(first, last) if a.day == 1 and (b + ONE_DAY).day == 1]


@rule(
    "C601", "too-few-checks", "error", needs=("checks",),
    parameters=("check.city_per_month", "check.county_per_month"),
)  # fmt: skip
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
            yield Finding("C601", f"{first.year}年{first.month}月{words}", cells, remedy="请补登已查的，或补足查岗。")


@rule(
    "C602", "discipline-due", "warning", columns=("checks.name", "checks.result"),
    parameters=("check.bar_count", "check.bar_days"),
)  # fmt: skip
def discipline_due(facts: Facts) -> Iterator[Finding]:
    """说明：查岗结果有“脱岗”而没有“在岗”，是无故脱岗。按日期先后：第 1 次通报，第 2 次约谈派出单位负责人，第 3 次、或任何一次脱岗满 3 天，取消当年评优和职称评审资格。同一层级同一天查同一单位的同一人，记了两行也算一次。
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
    "C603", "discipline-not-recorded", "error", columns=("checks.name", "checks.result", "checks.handling"),
    parameters=("check.bar_count", "check.bar_days"),
)  # fmt: skip
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
    """说明：查岗发现某人脱岗的当天，考勤却全天记为出勤。
    依据：宿州办法第十一条（查岗），第九条（考勤）。
    怎么改：核对查岗记录和考勤表，哪一边记错就改正哪一边；改后仍不符的，写明情况。
    """
    for check in facts.dossier.checks:
        day = check.date
        if not check.name or day is None or day > facts.as_of or not off_post(facts, check):
            continue
        for placement in facts.match(check, day).placements:
            standing = facts.standing_of(placement)
            if standing.first is None or standing.last is None or not standing.first <= day <= standing.last:
                continue
            index = (day - standing.first).days
            if set(kinds.halves(standing.days[index])) <= kinds.PRESENCE:
                place = standing.place(index)
                cells = (*check.cells("result"), *((place,) if place else ()))
                fact = f"{day} 查岗发现 {check.name} 脱岗，当天考勤却记为{kinds.describe(standing.days[index])}"
                remedy = "请核对并改正一边。"
                yield Finding("C604", fact, cells, person=check.name, institution=placement.recipient, remedy=remedy)
