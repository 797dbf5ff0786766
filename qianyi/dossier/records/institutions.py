"""Records of institutions and of the county: visits, figures, needs, referrals, milestones, answers, texts."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from qianyi.dossier.records.base import Record


class Visit(Record, kw_only=True):
    date: Date | None = None
    support: str | None = None
    recipient: str | None = None
    level: str | None = None
    report: str | None = None


class Indicator(Record, kw_only=True):
    institution: str | None = None
    name: str | None = None
    last_year: Decimal | None = None
    this_year: Decimal | None = None


class Survey(Record, kw_only=True):
    institution: str | None = None
    sampled: int | None = None
    aware: int | None = None
    satisfied: int | None = None
    treated: int | None = None


class Need(Record, kw_only=True):
    """需求: how many people a recipient asks for, of which 专业 (None: any), with which title at least."""

    recipient: str | None = None
    specialty: str | None = None
    count: int | None = None
    least_title: str | None = None
    priority: bool | None = None
    span: str | None = None
    note: str | None = None


class QuotaRow(Record, kw_only=True):
    """名额: how many persons a support institution sends, exactly (人数) or between bounds."""

    support: str | None = None
    count: int | None = None
    least: int | None = None
    most: int | None = None


class ListedInstitution(Record, kw_only=True):
    """单位名录: one institution of the county's campaign, whether or not the roster has it."""

    institution: str | None = None
    role: str | None = None
    """`support`, `recipient` or `both`."""
    level: str | None = None
    kind: str | None = None
    hardship: bool | None = None
    beds: bool | None = None
    target: str | None = None
    contact: str | None = None


class Referral(Record, kw_only=True):
    """转诊会诊: a referral up or down, or a consultation from afar."""

    date: Date | None = None
    support: str | None = None
    recipient: str | None = None
    kind: str | None = None
    name: str | None = None
    patients: Decimal | None = None
    accepted: Date | None = None


class Technique(Record, kw_only=True):
    """新技术新项目 that a recipient began."""

    institution: str | None = None
    title: str | None = None
    date: Date | None = None
    support: str | None = None
    kind: str | None = None
    teacher: str | None = None
    cases: Decimal | None = None


class CaseCheck(Record, kw_only=True):
    """病历抽查: how many case records were looked at, and how many were in order and signed."""

    institution: str | None = None
    date: Date | None = None
    checked: int | None = None
    passed: int | None = None
    signed: int | None = None
    year: Decimal | None = None


class Contract(Record, kw_only=True):
    """签约服务: who took part in a family doctor team."""

    name: str
    institution: str | None = None
    date: Date | None = None
    team: str | None = None
    signed: Decimal | None = None


class Creation(Record, kw_only=True):
    """优质服务基层行: the standard an institution aims at, and what came of it."""

    institution: str | None = None
    target: str | None = None
    result: str | None = None
    date: Date | None = None


class MilestoneEntry(Record, kw_only=True):
    name: str | None = None
    """姓名: whose it is, where it is a person's duty."""
    matter: str | None = None
    done: Date | None = None
    institution: str | None = None
    proof: str | None = None


class Rectification(Record, kw_only=True):
    """整改回执: what was answered to a finding; 复核, 批准人 and 期限 are the bureau's."""

    finding: str | None = None
    text: str | None = None
    by: str | None = None
    review: str | None = None
    approver: str | None = None
    until: Date | None = None


class FreeText(Record, kw_only=True):
    """文字: what somebody wrote to be printed, of a person, an institution or the county."""

    subject: str
    item: str | None = None
    text: str | None = None
    statement: str | None = None
    plans: str | None = None
    practice: str | None = None
    demand: str | None = None
