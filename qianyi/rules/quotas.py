"""Q · quotas of a county's own policy (`[[quotas]]`)."""

from __future__ import annotations

from collections.abc import Iterator

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.facts.quotas import NEEDS, Share, shares
from qianyi.facts.texts import plain, span
from qianyi.policy.quotas import COUNTED
from qianyi.rules.registry import Skip, reason_without, rule


@rule("Q101", "quota-missed", "warning", needs=("roster",))
def quota_missed(facts: Facts) -> Iterator[Finding]:
    """说明：政策定了额的（每个单位、每人、全县，每周到全年，至少或至多多少人、天、次），到期没有达到或超过了。还没有到期的只写进度，不在这里。
    依据：本县政策的 [[quotas]]；盐池、宿州两份文件都没有定额。
    怎么改：做了没记的补记；没做的补做；数的是什么，见 qianyi policy show。
    """
    quotas = facts.policy.quotas
    if not quotas:
        raise Skip("政策没有定额（[[quotas]]）")
    unchecked = {quota.id: reason for quota in quotas if (reason := reason_without(facts, NEEDS.get(quota.counts)))}
    if len(unchecked) == len(quotas):
        raise Skip("；".join(dict.fromkeys(unchecked.values())))
    for quota in quotas:
        if quota.id in unchecked:
            continue
        for share in shares(facts, quota):
            if share.last <= facts.as_of and not share.kept:
                yield _missed(facts, share)


def _missed(facts: Facts, share: Share) -> Finding:
    quota, unit = share.quota, COUNTED[share.quota.counts]
    least, most = quota.at_least, quota.at_most
    short = least is not None and share.count < least
    bound = f"至少 {plain(least)}" if least is not None and short else f"至多 {plain(most or ZERO)}"
    fact = (
        f"{share.who or '全县'} {span(share.first, share.last)} 的“{quota.title}”（{quota.clause}）"
        f"是 {plain(share.count)} {unit}，应{bound} {unit}"
    )
    if short and share.unrecorded:
        fact += f"；另有 {plain(share.unrecorded)} 个工作日没有考勤记录"
    remedy = "请核对登记，没做的补做。" if short else "请核对登记，确实超了的写明原因。"
    person = share.who if quota.per == "person" else None
    where = share.who if quota.per in ("support", "recipient") else None
    key = f"{quota.id} {share.first}"
    return Finding("Q101", fact, share.cells[:20], person=person, institution=where, remedy=remedy, key=key)
