"""What the registers of referrals, techniques, case records, contracts and creation say of an institution."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from qianyi.dossier.records import CaseCheck, Record, Referral, Technique
from qianyi.dossier.source import Cell
from qianyi.facts.texts import plain
from qianyi.scoring.beside import Beside, beside
from qianyi.scoring.evidence import (
    Evidence,
    Subject,
    Unclear,
    computes,
    counted,
    lookalike,
    not_done,
    pending,
    unlike,
)
from qianyi.scoring.marks import level


def _referrals(subject: Subject) -> list[Referral]:
    """Its own of the campaign up to as-of, to recipients that the roster pairs with it; undated ones too."""
    return [
        row
        for row in subject.lookup.facts.dossier.referrals
        if row.support == subject.name
        and row.recipient in subject.partners
        and (row.date is None or subject.in_time(row.date))
    ]


@computes("referrals", needs="referrals")
def referrals(subject: Subject) -> Evidence:
    """Patients referred both ways, and consultations from afar."""
    meaning = subject.lookup.policy.meanings
    rows = _referrals(subject)
    dated = [row for row in rows if row.date is not None]
    found = {sort for row in dated for sort in meaning("referral", row.kind or "")}
    missing = [] if "both" in found else [word for sort, word in _WAYS if sort not in found]
    missing += [] if "consultation" in found else ["远程会诊"]
    cells = tuple(cell for row in dated for cell in row.cells("kind"))
    if not missing:
        return Evidence(True, f"双向转诊、远程会诊都有登记（{len(dated)} 条）", cells)
    unclear = [row for row in rows if row.date is None or not meaning("referral", row.kind or "")]
    unclear += [row for row in subject.lookup.facts.dossier.referrals if lookalike(subject, row.support)]
    message = f"没有登记{'、'.join(missing)}"
    if unclear:
        doubtful = tuple(cell for row in unclear for cell in row.cells("kind", "date"))
        return pending(f"{message}；另有日期、类别或单位认不出的 {len(unclear)} 条", doubtful)
    return not_done(subject, message, cells)


_WAYS = (("up", "上转"), ("down", "下转"))


@computes("consultations", needs="referrals", columns=("accepted",))
def consultations(subject: Subject) -> Evidence:
    """Every consultation from afar was accepted within the days that the policy gives."""
    policy, as_of = subject.lookup.policy, subject.lookup.facts.as_of
    limit = timedelta(days=policy.whole("consultation.days"))
    asked = [row for row in _referrals(subject) if "consultation" in policy.meanings("referral", row.kind or "")]
    late = [row for row in asked if row.date and row.accepted and row.accepted - row.date > limit]
    cells = tuple(cell for row in late or asked for cell in row.cells("accepted"))
    if late:
        return Evidence(False, f"远程会诊 {len(late)} 次受理超过 {limit.days} 天", cells)
    if not asked:
        return not_done(subject, "没有登记远程会诊")
    blank = [row for row in asked if row.date is None or row.accepted is None]
    waiting = [row for row in blank if row.date is not None and row.date + limit >= as_of]
    if len(blank) > len(waiting) or (blank and len(blank) == len(asked)):
        return pending(f"远程会诊 {len(blank)} 次没有受理日期", (c for row in blank for c in row.cells("accepted")))
    return Evidence(True, f"远程会诊 {len(asked) - len(blank)} 次都在 {limit.days} 天内受理", cells)


def _techniques(subject: Subject, sort: str) -> tuple[list[tuple[Record, str]], list[Unclear]]:
    """Techniques (or specialties) of the campaign up to as-of, one a place and name: a recipient's own, or those that
    a supporter brought to its recipients. A blank 类别 is a technique."""
    facts = subject.lookup.facts
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    seen: set[tuple[str, str]] = set()
    for row in facts.dossier.techniques:
        means = facts.policy.meanings("technique", row.kind or "新技术")
        if (sort not in means and means) or (row.date is not None and not subject.in_time(row.date)):
            continue
        ours = _whose(subject, row)
        if ours is None:
            continue
        key = (row.institution or "", level(row.title or ""))
        if ours:
            unclear.append((row, "institution", ours))
        elif row.date is None:
            unclear.append((row, "date", "开展日期不清的"))
        elif not means:
            unclear.append((row, "kind", f"类别“{row.kind}”认不出的"))
        elif key not in seen:
            seen.add(key)
            rows.append((row, "title"))
    return rows, unclear


def _whose(subject: Subject, row: Technique) -> str | None:
    """ "" where a technique is the institution's, why it may be, None where it is not."""
    if subject.role == "recipient":
        return (
            ""
            if row.institution == subject.name
            else (unlike(row.institution) if lookalike(subject, row.institution) else None)
        )
    if row.institution not in subject.partners:
        return None
    if row.support is not None:
        return "" if row.support == subject.name else None
    others = {p.support for p in subject.lookup.facts.directory.recipients.get(row.institution or "", ())}
    return "" if others == {subject.name} else "没有写支援单位的"


@computes("techniques", needs="techniques")
def techniques(subject: Subject) -> Evidence:
    """New techniques and services that a recipient began in the campaign."""
    rows, unclear = _techniques(subject, "technique")
    least = subject.lookup.policy.whole("technique.min_count")
    return counted(subject, "新技术新业务项数", rows, least, unclear)


@computes("specialties", needs="techniques")
def specialties(subject: Subject) -> Evidence:
    """Specialties that a supporter built up at a 中心卫生院."""
    kind = subject.lookup.facts.institutions.kind
    central = {name for name in subject.partners if kind(name) == "central"}
    if not central:
        return pending("没有支援中心卫生院，须评定人打分")
    rows, unclear = _techniques(subject, "specialty")
    there = [one for one in rows if getattr(one[0], "institution", None) in central]
    unclear = [one for one in unclear if getattr(one[0], "institution", None) in central]
    return counted(
        subject, "中心卫生院特色专科个数", there, subject.lookup.policy.whole("specialty.min_count"), unclear
    )


def _checks(subject: Subject, names: Iterable[str]) -> list[CaseCheck]:
    """Checks of case records of the campaign at these institutions; those of an earlier year are no part of it."""
    campaign, names = subject.lookup.policy.campaign, set(names)
    return [
        row
        for row in subject.lookup.facts.dossier.case_checks
        if row.institution in names
        and (row.date is None or subject.in_time(row.date))
        and (row.year is None or row.year >= campaign.start.year)
    ]


def _sum(rows: list[CaseCheck], field: str) -> Decimal:
    return sum((number for row in rows if (number := getattr(row, field)) is not None), Decimal(0))


@computes("records-signed", needs="records", columns=("signed",))
def records_signed(subject: Subject) -> Evidence:
    """A large enough sample of case records, all signed by the dispatched people themselves."""
    rows = _checks(subject, [subject.name])
    cells = tuple(cell for row in rows for cell in row.cells("checked", "signed"))
    checked, signed = _sum(rows, "checked"), _sum(rows, "signed")
    least = subject.lookup.policy.number("records.min_sample")
    if any(row.date is None or row.checked is None or row.signed is None for row in rows):
        return pending("病历抽查的日期、份数或签字份数不清", cells)
    if checked < least:
        return pending(f"抽查病历 {plain(checked)} 份，少于 {plain(least)} 份", cells)
    if signed > checked:
        return pending(f"有本人签字 {plain(signed)} 份多于抽查 {plain(checked)} 份", cells)
    return Evidence(signed == checked, f"抽查病历 {plain(checked)} 份，有本人签字 {plain(signed)} 份", cells)


# Beside an assessor's mark --------------------------------------------------------------------------------------------


@beside("techniques-brought", "techniques")
def techniques_brought(subject: Subject) -> Beside:
    """Techniques brought to the recipients: the second half of the line."""
    rows, _ = _techniques(subject, "technique")
    names = "、".join(dict.fromkeys(str(getattr(row, "title", "")) for row, _ in rows[:3]))
    message = f"（{names}{'等' if len(rows) > 3 else ''}）" if rows else ""
    return f"推广新技术 {len(rows)} 项{message}", tuple(c for row, field in rows for c in row.cells(field))


@beside("records-in-order", "records")
def records_in_order(subject: Subject) -> Beside:
    """Case records in order at the recipients."""
    rows = _checks(subject, subject.partners)
    message = f"抽查受援单位病历 {plain(_sum(rows, 'checked'))} 份，合格 {plain(_sum(rows, 'passed'))} 份"
    return message, _cells(rows, "passed")


@beside("contracts", "contracts")
def contracts(subject: Subject) -> Beside:
    """Its people that take part in family doctor teams."""
    facts = subject.lookup.facts
    own = {id(placement) for placement in subject.placements}
    rows = [
        row
        for row in facts.dossier.contracts
        if (row.date is None or subject.in_time(row.date))
        and own.intersection(map(id, facts.match(row, row.date).placements))
    ]
    return f"参与签约 {len({row.name for row in rows})} 人", _cells(rows, "name")


@beside("creation", "creation")
def creation(subject: Subject) -> Beside:
    """What its recipients reached."""
    rows = [row for row in subject.lookup.facts.dossier.creation if row.institution in subject.partners]
    message = "；".join(f"{row.institution}：目标{row.target or '未写'}，{row.result or '未评'}" for row in rows)
    return message or "没有登记", _cells(rows, "result")


def _cells(rows: Iterable[Record], field: str) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for cell in row.cells(field))
