"""Dossier → task: what cells say, what is wrong with them, and what the policy allows."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier.records import Candidate, Need, Placement
from qianyi.dossier.source import Cell
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.facts.periods import months_between
from qianyi.patterns import pattern
from qianyi.planning.kept import keep
from qianyi.planning.naming import candidate_named
from qianyi.planning.task import FIRST, LEVELS, SECOND, YEAR, Demand, PlanPerson, Problem, QuotaBounds, Rules, Task
from qianyi.policy.date_shift import ONE_DAY, add_months

_BETWEEN = pattern(r"[、，,;；/\n]+", "、")
_SPANS = {"year": YEAR, "first": FIRST, "second": SECOND}
_KINDS = ("needs", "candidates", "supply")


class Wishes(Struct, frozen=True):
    """What the command line adds to the files."""

    keep: Sequence[Placement] = ()
    last: Sequence[Placement] = ()
    begin: date | None = None
    without: tuple[str, ...] = ()
    quotas: tuple[tuple[str, int], ...] = ()
    found: tuple[Problem, ...] = ()
    """What could not be read of the rosters given."""


def task_of(facts: Facts, wishes: Wishes) -> Task:
    """The task of a dossier. Raises QianyiError without needs or candidates, or where an option names nobody."""
    if not facts.dossier.needs:
        raise QianyiError(_nothing_read(facts, "needs", "需求", "受援单位、专业、人数”三栏"))
    if not facts.dossier.candidates:
        raise QianyiError(_nothing_read(facts, "candidates", "可派人员", "姓名、支援单位、专业、专业技术职称”四栏"))
    reader = _PlanReader(facts)
    rules = _rules(facts, wishes.begin)
    people, twice = reader.people(rules)
    candidates = facts.dossier.candidates
    without = frozenset(candidate_named(candidates, name, "--without") for name in wishes.without)
    for person in people:
        if person.key in without:
            person.barred = "按 --without 不派"
    quotas = reader.quotas(wishes.quotas, people)
    needs = reader.needs(people)
    problems = [*wishes.found, *reader.problems]
    units = keep(wishes.keep, people, needs, rules, facts, problems)
    plan = facts.dossier.settings.plan
    task = Task(
        rules,
        needs,
        people,
        quotas,
        units,
        problems,
        facts.dossier.settings.hardship or frozenset(),
        frozenset((row.support or "", row.name, row.recipient or "") for row in wishes.last),
        plan.order,
        plan.weights,
        without,
        twice,
    )
    _check_kept(task)
    return task


def _nothing_read(facts: Facts, kind: str, title: str, columns: str) -> str:
    """Why there is nothing to plan: the sheet that was all but read, else what is asked for."""
    for finding in facts.dossier.found:
        if finding.code in ("I003", "I013") and finding.cells and finding.cells[0].sheet.kind == kind:
            sheet = finding.cells[0].sheet
            return f"没有读到{title}：{sheet.path} 的“{sheet.name}”{finding.message}"
    return f"没有读到{title}；请给出有“{columns}的表（空白表用 qianyi init 生成）。"


def _rules(facts: Facts, begin: date | None) -> Rules:
    policy, campaign = facts.policy, facts.policy.campaign
    if campaign is None:  # a policy whose document leaves the dates to each round
        raise QianyiError(f"政策 {policy.id} 没有统一的起止日期；请在 qianyi.toml 写 [campaign] 的 start。")
    begin = begin or campaign.start
    if begin > campaign.end:
        raise QianyiError(f"--from 的日期 {begin} 晚于活动结束的 {campaign.end}；请核对日期，或用 --year 指明年度。")
    begin = max(begin, campaign.start)
    months, least = policy.whole("campaign.months"), policy.whole("rotation.min_months")
    middle = add_months(campaign.start, months // 2)
    holders = policy.get("rotation.max_per_post")
    halves = (
        isinstance(holders, Decimal)
        and holders >= 2
        and middle <= campaign.end
        and min(months_between(campaign.start, middle - ONE_DAY), months_between(middle, campaign.end)) >= least
    )
    share = policy.get("half_release.max_share")
    days = policy.get("half_release.min_days")
    return Rules(
        campaign.start,
        campaign.end,
        middle,
        begin,
        halves,
        months_between(begin, campaign.end) >= least,
        share if isinstance(share, Decimal) else None,
        policy.get("half_release.share_of") == "posts",
        days if isinstance(days, Decimal) else None,
        least,
    )


class _PlanReader:
    """One dossier's sheets of the plan; `problems` grows as they are read."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.policy = facts, facts.policy
        self.problems: list[Problem] = []
        for finding in facts.dossier.found:
            if finding.code in ("I003", "I004", "I006") and finding.cells and finding.cells[0].sheet.kind in _KINDS:
                self.problems.append(Problem("bad-value", finding.message, finding.cells))
        self._spoken = {"".join(text.split()) for text in self.policy.words.get("any", {}).get("any", ())}

    def bad(self, message: str, cells: tuple[Cell, ...]) -> None:
        self.problems.append(Problem("bad-value", message, cells))

    def said(self, text: str | None) -> str | None:
        """A text that says something: 不限, 无 and the like are as good as nothing."""
        return None if text is None or "".join(text.split()) in self._spoken else text

    def halves(self, text: str | None, cells: tuple[Cell, ...], heading: str) -> frozenset[int] | None:
        """The halves that 可派时段 or 时段 names; None where it cannot be read."""
        if text is None:
            return YEAR
        meaning = self.policy.meaning("span", text)
        if meaning is None:
            self.bad(f"{heading}“{text}”看不懂；请写全年、前半年或后半年。", cells)
            return None
        return _SPANS[meaning]

    def level(self, text: str) -> int:
        """1 初级 … 4 正高; 0 where the words of the pack do not say."""
        return LEVELS.get(self.policy.meaning("level", text) or "", 0)

    def people(self, rules: Rules) -> tuple[list[PlanPerson], list[Candidate]]:
        """Those who may be sent, sorted; of one written twice the first row counts."""
        first: dict[tuple[str, str], Candidate] = {}
        twice: list[Candidate] = []
        for record in self.facts.dossier.candidates:
            key = (record.support or "", record.name)
            if key in first:
                twice.append(record)
                message = f"{record.name}（{record.support}）写了两次，以第一行为准；请删去重复的一行。"
                self.problems.append(
                    Problem("candidate-twice", message, (*record.cells("name"), *first[key].cells("name")))
                )
            else:
                first[key] = record
        return [self._person(first[key], rules) for key in sorted(first)], twice

    def _person(self, record: Candidate, rules: Rules) -> PlanPerson:
        halves = self.halves(record.span, record.cells("span"), "可派时段")
        shut = None
        if halves is None or record.unreadable("span", "release"):
            shut = "可派时段或脱产方式读不懂"
        elif not record.support:
            shut = "支援单位是空的"
        elif record.release == "half" and rules.share is None:
            shut = "本政策只派全脱产人员，他是半脱产"
        elif not rules.halves and halves != YEAR:
            shut = "本政策要派满全年，他只能派半年"
        elif (
            record.release == "half"
            and record.days_per_week is not None
            and rules.min_days is not None
            and record.days_per_week < rules.min_days
        ):
            shut = f"半脱产每周 {record.days_per_week:f} 天，少于 {rules.min_days:f} 天"
        wishes = frozenset(
            name for part in _BETWEEN.split(record.wishes or "") if (name := self.institution(part.strip()))
        )
        return PlanPerson(
            record,
            record.name,
            record.support or "",
            record.specialty,
            record.title,
            self.level(record.title) if record.title else 0,
            bool(record.promotion),
            halves or YEAR,
            record.release == "half",
            wishes,
            self.said(record.barred),
            shut,
        )

    def institution(self, text: str) -> str:
        """The spelling of an institution that the sheets or aliases use."""
        from qianyi.intake.cells.values import institution_key

        if not hasattr(self, "_names"):
            dossier = self.facts.dossier
            names = {need.recipient for need in dossier.needs} | {person.support for person in dossier.candidates}
            names |= dossier.settings.hardship or set()
            self._names = {institution_key(name): name for name in sorted(n for n in names if n)}
            for alias, name in dossier.settings.aliases.items():
                self._names[institution_key(alias)] = self._names.get(institution_key(name), name)
        return self._names.get(institution_key(text), "".join(text.split()))

    def quotas(self, given: tuple[tuple[str, int], ...], people: Sequence[PlanPerson]) -> dict[str, QuotaBounds]:
        """名额 by support institution, those of the command line over those of the sheet."""
        found: dict[str, QuotaBounds] = {}
        for record in self.facts.dossier.supply:
            if record.support is None:
                continue
            cells = record.cells("count", "least", "most")
            if record.support in found:
                self.bad(f"{record.support}的名额写了两行，以第一行为准；请只留一行。", record.cells("support"))
                continue
            least = record.least if record.least is not None else record.count
            most = record.most if record.most is not None else record.count
            for value, field in ((least, "least"), (most, "most")):
                if value is not None and value < 0:
                    self.bad(f"{record.support}的名额 {value} 小于 0；请改正。", record.cells(field, "count"))
            least, most = (value if value is not None and value >= 0 else None for value in (least, most))
            if least is not None and most is not None and least > most:
                message = f"{record.support}最少 {least} 人多于最多 {most} 人，没有按最少的要求；请改正其中一个。"
                self.problems.append(Problem("quota-impossible", message, cells))
                least = None
            found[record.support] = QuotaBounds(record.support, least, most, cells)
        known = {person.support for person in people} | found.keys()
        for name, number in given:
            institution = self.institution(name)
            if institution not in known:
                near = difflib.get_close_matches(institution, sorted(known), 3, 0.4)
                raise QianyiError(
                    f"--quota：没有支援单位“{name}”{f'，相近的有 {chr(0x3001).join(near)}' if near else ''}；请核对名称。"
                )
            found[institution] = QuotaBounds(institution, number, number)
        return dict(sorted(found.items()))

    def needs(self, people: Sequence[PlanPerson]) -> list[Demand]:
        """The needs, sorted by what they say; `number` keeps the row's place."""
        spoken = sorted({person.specialty for person in people if person.specialty})
        demands = [self._need(number, record, spoken) for number, record in enumerate(self.facts.dossier.needs, 1)]
        return sorted(
            demands,
            key=lambda d: (d.recipient, d.specialty or "", -d.least, not d.priority, -d.wanted, d.number),
        )

    def _need(self, number: int, record: Need, spoken: list[str]) -> Demand:
        shut = None
        wanted = record.count or 0
        specialty = self.said(record.specialty)
        if record.count is None:
            shut = "人数读不出来"
        elif wanted < 0:
            self.bad(f"需求人数 {wanted} 小于 0；请改正。", record.cells("count"))
            shut, wanted = "人数小于 0", 0
        elif not record.recipient:
            shut = "受援单位是空的"
        least, text = 0, self.said(record.least_title)
        if text is not None:
            least = self.level(text)
            if not least:
                self.bad(
                    f"最低职称“{text}”看不出级别；请写初级、中级、副高、正高，或一个职称。", record.cells("least_title")
                )
                shut = f"最低职称“{text}”看不出级别"
        if record.unreadable("specialty"):
            shut = "专业读不出来"
        halves = self.halves(self.said(record.span), record.cells("span"), "时段")
        if halves not in (None, YEAR):
            message = f"需求的时段写着“{record.span}”：岗位要全年有人，已按全年安排；只要半年的，请说明由谁接另外半年。"
            self.problems.append(Problem("bad-value", message, record.cells("span")))
        if specialty is not None and specialty not in spoken and wanted:
            near = difflib.get_close_matches(specialty, spoken, 3, 0.3)
            offered = f"相近的有{'、'.join(near)}" if near else f"可派人员里有{'、'.join(spoken[:8])}"
            message = f"专业“{specialty}”在可派人员里没有人是；{offered}。请核对专业的写法，或补充可派人员。"
            self.problems.append(Problem("unknown-speciality", message, record.cells("specialty")))
        return Demand(number, record, record.recipient or "", specialty, wanted, least, bool(record.priority), shut)


def _check_kept(task: Task) -> None:
    """What the kept rows alone exceed: they stay, and nobody is added."""
    kept = task.kept_people()
    for quota in task.quotas.values():
        number = sum(support == quota.support for support, _ in kept)
        if quota.most is not None and number > quota.most:
            message = f"{quota.support}名额最多 {quota.most} 人，保留的名单上已有 {number} 人；都保留，不再加派。"
            task.problems.append(Problem("quota-below-kept", message, quota.cells))
