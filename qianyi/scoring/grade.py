"""Grades (the policy's: 优秀 合格 不合格): from the two institutions' judgement, else from the county's own thresholds, else none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.policy.model import Grade
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.result import APPRAISED, LOCAL, Item


class Graded(Struct, frozen=True):
    """A grade and whose it is. Origin without grade: only one institution judged, they differ, or no bound is reached."""

    grade: str | None
    origin: str | None
    findings: list[Finding] = field(default_factory=list)


def grade_of(placement: Placement, items: Sequence[Item], reached: Decimal | None, lookup: Lookup) -> Graded:
    """The grade of a placement with these items and percent; S807 where the appraisals differ and S805 where the top
    grade stands against the record: it stands, unless the spot checks bar it (第十一条) or the county's own rule does
    (`grade.veto_caps`)."""
    grades = lookup.policy.grades
    appraised = _appraised(placement, lookup)
    grade, origin, findings = appraised.grade, appraised.origin, list(appraised.findings)
    if origin is None and reached is not None:
        thresholds = lookup.facts.dossier.settings.grades
        if thresholds:
            grade, origin = by_threshold(reached, thresholds, grades), LOCAL
    vetoed = [f"{item.id} {item.title}不得分" for item in items if item.vetoed]
    barred = lookup.barred(placement)
    against = [*vetoed, *([barred] if barred else [])]
    if grade == grades[0].name and against:
        caps = barred is not None or bool(lookup.policy.get("grade.veto_caps"))
        next_best = grades[1].name if len(grades) > 1 else None
        then = f"改按{next_best}" if caps else "等次照两单位的评价"
        fact = f"{placement.name} 评为{grade}，记录却是：{'；'.join(against)}；{then}"
        whose, remedy = placement.support or None, "请两单位据此复核。"
        cells = tuple(cell for row in lookup.appraisals(placement) for cell in row.cells("support_grade"))
        cells = cells or placement.cells("name")
        findings.append(Finding("S805", fact, cells, person=placement.name, institution=whose, remedy=remedy))
        grade = next_best if caps else grade
    return Graded(grade, origin, findings)


def by_threshold(percent: Decimal, thresholds: dict[str, Decimal], grades: Sequence[Grade]) -> str | None:
    """The best grade whose bound is reached (included). Below all of them the first that does not pass, where the
    lowest that passes has a bound; else None."""
    for grade, bound in sorted(thresholds.items(), key=lambda pair: -pair[1]):
        if percent >= bound:
            return grade
    passing = [grade.name for grade in grades if grade.passes]
    failing = [grade.name for grade in grades if not grade.passes]
    return failing[0] if failing and passing[-1] in thresholds else None


def _appraised(placement: Placement, lookup: Lookup) -> Graded:
    """What the two institutions judged, and S807."""
    rows = lookup.appraisals(placement)
    ours = {row.support_grade for row in rows if row.support_grade}
    theirs = {row.recipient_grade for row in rows if row.recipient_grade}
    if not ours and not theirs:
        return Graded(None, None)
    if len(ours | theirs) == 1:
        return Graded(next(iter(ours)) if ours and theirs else None, APPRAISED)
    cells = tuple(cell for row in rows for cell in row.cells("support_grade", "recipient_grade"))
    fact = (
        f"{placement.name} 的派出单位评价（{'、'.join(sorted(ours)) or '空'}）与受援单位评价"
        f"（{'、'.join(sorted(theirs)) or '空'}）不一致，等次留空"
    )
    remedy = "请两单位商定。"
    twice = [who for who, grades in (("派出单位", ours), ("受援单位", theirs)) if len(grades) > 1]
    if twice:
        fact = f"{placement.name} 的{'、'.join(twice)}评价登记了不同的等次，等次留空"
        remedy = "请核对，只留一个。"
    finding = Finding("S807", fact, cells, person=placement.name, institution=placement.support or None, remedy=remedy)
    return Graded(None, APPRAISED, [finding])
