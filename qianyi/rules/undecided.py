"""Words that decide and stand in no list of the policy: 书面报告, 督导级别, 培训带教的类别, 情况类型, 医疗事故, 查岗结果 that may
be 脱岗 or not, and titles that may be 副高 or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Referral, Technique
from qianyi.facts import Facts
from qianyi.rules.sources import about, cells_of


def undecided_words(facts: Facts) -> Iterator[Finding]:
    """Findings I004 at the cells of such words, where the policy has something to decide by them."""
    policy = facts.policy
    decided = {name for annex in policy.annexes.values() for name in annex.computed()}
    if decided & {"leader-visits", "department-visits"}:
        yield from _visits(facts)
    if decided & {"trainings", "teachings"}:
        yield from _activities(facts)
    if "senior-or-hardship" in decided:
        yield from _titles(facts)
    if decided & {"referrals", "consultations"}:
        yield from _kinds(facts, facts.dossier.referrals, "referral", "上转、下转、双向转诊或远程会诊")
    if decided & {"techniques", "specialties"}:
        yield from _kinds(facts, facts.dossier.techniques, "technique", "适宜技术、新技术、新业务、手术或特色专科")
    for incident in facts.dossier.incidents:
        if incident.kind and policy.meaning("incident", incident.kind) is None:
            known = "、".join(word for words in policy.words.get("incident", {}).values() for word in words)
            fact = f"情况类型“{incident.kind}”认不出"
            remedy = f"请写以下之一：{known}。"
            yield Finding("I004", fact, incident.cells("kind"), person=incident.name, remedy=remedy)
    if "no-grave-accident" in decided:
        yield from _accidents(facts)
    if "C604" in policy.rules:
        yield from _results(facts)


def _results(facts: Facts) -> Iterator[Finding]:
    """Only where the whole result is such a word: 不在岗（事假） says why."""
    unsaid = facts.policy.words.get("post", {}).get("unsaid", ())
    for check in facts.dossier.checks:
        if check.name and check.result in unsaid:
            fact = f"查岗结果“{check.result}”看不出是不是无故脱岗"
            remedy = "无故的请写“脱岗”，请假或公出的请写明。"
            yield Finding("I004", fact, check.cells("result"), person=check.name, remedy=remedy)


def _accidents(facts: Facts) -> Iterator[Finding]:
    meaning = facts.policy.meaning
    for incident in facts.dossier.incidents:
        if meaning("incident", incident.kind or "") != "malpractice":
            continue
        if incident.level and meaning("malpractice", incident.level) is None:
            fact = f"医疗事故级别“{incident.level}”看不出是几级"
            remedy = "请写一级、二级、三级或四级。"
            yield Finding("I004", fact, incident.cells("level"), person=incident.name, remedy=remedy)
        if incident.liability and meaning("liability", incident.liability) is None:
            fact = f"医疗事故责任“{incident.liability}”看不出轻重"
            remedy = "请写主要责任、次要责任等。"
            yield Finding("I004", fact, incident.cells("liability"), person=incident.name, remedy=remedy)


def _visits(facts: Facts) -> Iterator[Finding]:
    for visit in facts.dossier.visits:
        if visit.level and not facts.policy.meanings("visit", visit.level):
            fact = f"督导级别“{visit.level}”看不出是主要领导还是科主任"
            remedy = "请写院长、书记、主要负责人、副院长或科主任。"
            yield Finding("I004", fact, visit.cells("level"), institution=visit.support, remedy=remedy)
        if visit.report and facts.policy.meaning("report", visit.report) is None:
            fact = f"书面报告“{visit.report}”看不出有没有"
            remedy = "请写“有”或“无”。"
            yield Finding("I004", fact, visit.cells("report"), institution=visit.support, remedy=remedy)


def _kinds(facts: Facts, rows: Sequence[Referral | Technique], words: str, known: str) -> Iterator[Finding]:
    for row in rows:
        if row.kind and not facts.policy.meanings(words, row.kind):
            fact, whose = f"类别“{row.kind}”认不出", row.support
            yield Finding("I004", fact, row.cells("kind"), institution=whose, remedy=f"请写{known}。")


def _activities(facts: Facts) -> Iterator[Finding]:
    for activity in facts.dossier.activities:
        if activity.kind and facts.policy.meaning("activity", activity.kind) is None:
            fact = f"类别“{activity.kind}”看不出是培训还是临床带教"
            remedy = "请写专题讲座、培训、查房、病例讨论、义诊等。"
            yield Finding("I004", fact, activity.cells("kind"), person=activity.name, remedy=remedy)


def _titles(facts: Facts) -> Iterator[Finding]:
    """Only where nobody else of the institution settles the line."""
    meaning = facts.policy.meaning
    for placements in facts.directory.supports.values():
        meanings = [meaning("title", placement.title or "无") for placement in placements]
        if "senior_physician" in meanings:
            continue
        for placement, known in zip(placements, meanings, strict=True):
            if known is None:
                fact = f"{placement.name} 的职称“{placement.title}”看不出是不是副高以上医师"
                remedy = "请照职称证写全称。"
                yield Finding("I004", fact, cells_of(placement, "title"), **about(placement), remedy=remedy)
