"""T · 轮换: how long people serve and who holds which post (the rules of one county's posts)."""

from __future__ import annotations

from collections.abc import Iterator

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Sheet
from qianyi.facts import Facts
from qianyi.facts.arrivals import begins_with_campaign, in_time
from qianyi.facts.posts import Post, special_project
from qianyi.facts.texts import span
from qianyi.policy.date_shift import ONE_DAY, DateRange
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about, cells_of, period_cells


@rule("T201", "stint-too-short", "error", needs=("roster",), parameters=("rotation.min_months",))
def stint_too_short(facts: Facts) -> Iterator[Finding]:
    """说明：每人每次服务不能少于 6 个月（起止两天都算，2022-06-01 至 2022-11-30 是 6 个月）。前后相接的几段派驻是
    一次服务；到岗迟了 20 天以上的从实际到岗算（rotation.count_from）。专项工作除外。
    依据：盐池方案四（三）。
    怎么改：核对起止日期和到岗日期；确实短的，延长派驻或另行安排；专项的在“专项”或“备注”写明项目。
    """
    least = facts.policy.whole("rotation.min_months")
    for service, since, months in facts.short_services:
        assert service.end is not None
        late = service.since is not None and since > service.since
        served = f"{months} 个月" if months else f"{max(0, (service.end - since).days + 1)} 天"
        begun = f"从实际到岗的 {since} 算，" if late else ""
        fact = f"{service.first.name} {begun}派驻 {served}，少于 {least} 个月"
        cells = tuple(
            cell for p in service.placements if not special_project(p, facts) for cell in period_cells(p, "end")
        )
        cells += cells_of(service.first, "arrival") if late else ()
        remedy = "请核对起止日期，或延长派驻。"
        yield Finding("T201", fact, cells, **about(service.first), remedy=remedy)


@rule("T202", "too-many-rotations", "error", needs=("roster",), parameters=("rotation.max_per_post",))
def too_many_rotations(facts: Facts) -> Iterator[Finding]:
    """说明：一个岗位一年内最多轮换 2 人次。有“岗位”一列的以该列为准；没有的，按同一受援、
    支援单位之内前后衔接配成岗位。专项工作除外。
    依据：盐池方案四（三）。
    怎么改：核对“岗位”一列有没有写错；确实超过的，减少轮换。
    """
    most = facts.policy.whole("rotation.max_per_post")
    for post in facts.posts:
        holders = _in_campaign(post, facts)
        count = len(holders)
        if count > most and not post.special:
            names = "、".join(holder.name for holder in holders)
            fact = f"{post.label} 一年内有 {count} 人次（{names}），超过 {most} 人次"
            remedy = "请核对岗位，或减少轮换。"
            yield _of_post("T202", fact, post, remedy=remedy)


@rule("T203", "post-gap", "error", needs=("roster",))
def post_gap(facts: Facts) -> Iterator[Finding]:
    """说明：写明日期的岗位，从活动开始到结束（截至日期以后的不查）要一直有人，前后两人又不能重叠。
    在到岗期限以内开始并到岗的，之前的几天不算空缺。专项工作除外。
    依据：盐池方案四（三）（服务一年，可轮换）。
    怎么改：空缺的补派人员或改正日期；重叠的改正起止日期，使后一人在前一人期满次日到岗。
    """
    for post in facts.posts:
        held = [(p.start, p.end) for p in post.holders if p.start is not None and p.end is not None]
        if post.special or len(held) < len(post.holders) or all(p.period for p in post.holders):
            continue
        if not _in_campaign(post, facts):  # a row of another year is no post of this one
            continue
        gaps, overlaps = _gaps_and_overlaps(held, facts)
        if gaps and _begun_in_time(post, facts):
            gaps = [gap for gap in gaps if gap[0] > facts.policy.campaign.start]
        parts = []
        if gaps:
            parts.append("无人在岗：" + "、".join(span(*gap) for gap in gaps))
        if overlaps:
            parts.append("两人重叠：" + "、".join(span(*overlap) for overlap in overlaps))
        if parts:
            yield _of_post("T203", f"{post.label} {'；'.join(parts)}", post, remedy="请核对起止日期，空缺的补派人员。")


def _gaps_and_overlaps(held: list[DateRange], facts: Facts) -> tuple[list[DateRange], list[DateRange]]:
    """Days of the campaign up to as-of that nobody holds, and days that two hold."""
    campaign = facts.policy.campaign
    gaps, overlaps = [], []
    free = campaign.start
    for start, end in sorted(held):
        if start > free:
            gaps.append((free, start - ONE_DAY))
        elif start < free and free > campaign.start and start <= min(end, free - ONE_DAY):
            overlaps.append((start, min(end, free - ONE_DAY)))
        free = max(free, end + ONE_DAY)
    if free <= campaign.end:
        gaps.append((free, campaign.end))
    return [(first, min(last, campaign.end)) for first, last in gaps if first <= facts.as_of], overlaps


def _begun_in_time(post: Post, facts: Facts) -> bool:
    """Whether the post's first holder begins, and came, by the deadline: the days before are no gap."""
    first = post.holders[0]
    return begins_with_campaign(facts, first.start) and in_time(facts, first)


@rule("T204", "unpaired-half", "error", needs=("roster",))
def unpaired_half(facts: Facts) -> Iterator[Finding]:
    """说明：支援时间写“前半年”或“后半年”的，同一岗位要有另外半年的人接续。专项工作除外。
    依据：盐池方案四（三）。
    怎么改：补上另外半年的人；若其实是一年，把支援时间改为“一年”；有“岗位”一列的，把两人的岗位写成一样。
    """
    for post in facts.posts:
        if post.special or any(not holder.period for holder in post.holders):
            continue
        firsts = [holder for holder in post.holders if holder.period == "first"]
        seconds = [holder for holder in post.holders if holder.period == "second"]
        for holder in sorted((*firsts[len(seconds) :], *seconds[len(firsts) :]), key=lambda p: p.order):
            here, there = ("前半年", "后半年") if holder.period == "first" else ("后半年", "前半年")
            fact = f"{holder.name} 是{here}，{post.recipient}没有与之配对的{there}人员"
            remedy = f"请补{there}人员，或改正支援时间。"
            yield Finding("T204", fact, cells_of(holder, "period"), **about(holder), remedy=remedy)


@rule("T205", "rotation-not-filed", "error", needs=("roster",))
def rotation_not_filed(facts: Facts) -> Iterator[Finding]:
    """说明：实行轮换的岗位要在活动开始前（当天也算）备案；同岗各行有一行写了日期就行。
    名单根本没有“轮换备案日期”一列的，只给一条提醒。专项工作除外。
    依据：盐池方案四（三）。
    怎么改：补办备案并填“轮换备案日期”；日期填错的改正。
    """
    start = facts.policy.campaign.start
    without: dict[int, tuple[Sheet, int]] = {}
    for post in facts.posts:
        holders = _in_campaign(post, facts)
        if len({(holder.name, holder.support) for holder in holders}) < 2 or post.special:  # one person does not rotate
            continue
        columns = [holder for holder in holders if holder.has("rotation_filing")]
        if not columns:
            sheet = holders[0].sheet
            without[id(sheet)] = (sheet, without.get(id(sheet), (sheet, 0))[1] + 1)
            continue
        filed = [holder.rotation_filing for holder in columns if holder.rotation_filing is not None]
        if (filed and min(filed) <= start) or (
            not filed and any(facts.has_value(p, "rotation_filing") for p in columns)
        ):
            continue
        names = "、".join(holder.name for holder in holders)
        state = f"{min(filed)} 才备案，晚于活动开始的 {start}" if filed else "没有轮换备案日期"
        fact = f"{post.label} 由 {names} 轮换，{state}"
        remedy = "请在活动开始前备案并填上日期。"
        cells = tuple(cell for holder in columns for cell in cells_of(holder, "rotation_filing"))
        yield Finding("T205", fact, cells, institution=post.recipient or None, remedy=remedy)
    for sheet, posts in without.values():
        fact = f"有 {posts} 个岗位实行轮换，名单却没有“轮换备案日期”一列，无法核对备案"
        remedy = "请加上这一列并填写。"
        yield Finding(
            "T205", fact, path=sheet.path, sheet=sheet.name, order=sheet.order, severity="warning", remedy=remedy
        )


@rule("T206", "outside-campaign", "error", needs=("roster",))
def outside_campaign(facts: Facts) -> Iterator[Finding]:
    """说明：派驻开始早于活动开始，或结束晚于活动结束。政策没有活动起止日期的不查。
    依据：盐池方案四（三）（活动起止）。
    怎么改：改正起止日期；本县活动起止不同的，在 qianyi.toml 的 [campaign] 写明，或用 --year 指明年度。
    """
    campaign = facts.policy.campaign
    for placement in facts.dossier.placements:
        wrong = []
        if placement.start is not None and placement.start < campaign.start:
            wrong.append(("start", f"{placement.start} 开始，早于活动开始的 {campaign.start}"))
        if placement.end is not None and placement.end > campaign.end:
            wrong.append(("end", f"{placement.end} 结束，晚于活动结束的 {campaign.end}"))
        if wrong:
            facts_told = "；".join(text for _, text in wrong)
            fact = f"{placement.name} {facts_told}"
            remedy = "请核对起止日期，或核对年度。"
            cells = period_cells(placement, *(field for field, _ in wrong))
            yield Finding("T206", fact, cells, **about(placement), remedy=remedy)


@rule("T207", "special-project", "info", needs=("roster",))
def special_project_named(facts: Facts) -> Iterator[Finding]:
    """说明：专项或备注写明属于专项工作（组团式、三级医院对口帮扶、万名医师支援农村卫生工程），按专项要求办，
    T201 至 T205 不适用。
    依据：盐池方案四（三）。
    怎么改：无须改；若不属专项，删去备注里的项目名称。
    """
    if not any(facts.dossier.has_column("roster", field) for field in ("special", "remark")):
        raise Skip("派驻人员名单没有“专项”和“备注”两列")
    for placement in facts.dossier.placements:
        word = special_project(placement, facts)
        if word:
            field = "special" if word in (placement.special or "") else "remark"
            fact = f"{placement.name} 属专项工作（{word}），轮换的规定不适用"
            remedy = "若不属专项，请改备注。"
            yield Finding("T207", fact, cells_of(placement, field), **about(placement), remedy=remedy)


def _in_campaign(post: Post, facts: Facts) -> list[Placement]:
    """The holders of a post but those who served before or after the campaign (T206 speaks of them)."""
    campaign = facts.policy.campaign
    return [
        p
        for p in post.holders
        if p.start is None or p.end is None or (p.start <= campaign.end and campaign.start <= p.end)
    ]


def _of_post(code: str, fact: str, post: Post, remedy: str) -> Finding:
    """A finding about a post: no person, the name cells of all its holders."""
    holders: list[Placement] = sorted(post.holders, key=lambda holder: holder.order)
    cells = tuple(cell for holder in holders for cell in cells_of(holder, "name"))
    return Finding(code, fact, cells, institution=post.recipient or None, remedy=remedy)
