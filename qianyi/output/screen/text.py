"""What the screen shows: findings with cell, clause and remedy, short tables, what was not checked. Plain lines."""

from __future__ import annotations

from collections.abc import Iterable

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.texts import plain
from qianyi.output.readings import readings_text
from qianyi.output.screen.columns import table
from qianyi.output.summary import count_severities, summarise
from qianyi.output.words import BASIS, ELIGIBLE, OPEN, SEVERITY, number, shown
from qianyi.policy.model import Policy
from qianyi.rules.registry import CheckRun
from qianyi.scoring.result import InstitutionScore, PersonScore, Scores

ON_SCREEN = 50
_COLOR = {"error": "31", "warning": "33", "info": "36"}
_MANY_CELLS = 6
_FACTS = (
    "on_post_percent", "outpatients", "teaching", "surgery", "deliveries", "blank_service_months", "off_post_times"
)  # fmt: skip


def cells_text(cells: tuple[Cell, ...]) -> str:
    """`名单!J12`, several of one sheet joined, at most six."""
    parts = []
    sheet = None
    for cell in cells[:_MANY_CELLS]:
        parts.append(cell.a1 if cell.sheet is sheet else f"{cell.sheet.name}!{cell.a1}")
        sheet = cell.sheet
    more = f" 等 {len(cells)} 格" if len(cells) > _MANY_CELLS else ""
    return " ".join(parts) + more


def finding_line(finding: Finding, *, color: bool = False) -> str:
    """`错误 T201 [名单!J12] 张三 派驻 4 个月，少于 6 个月（四（三））。请…`."""
    word = SEVERITY[finding.severity]
    if color:
        word = f"\x1b[{_COLOR[finding.severity]}m{word}\x1b[0m"
    path, _ = finding.where
    place = cells_text(finding.cells) or path or ""
    waived = f"〔已豁免：{finding.waiver}〕" if finding.waiver else ""
    return f"{word} {finding.code} {f'[{place}] ' if place else ''}{finding.said}{waived}"


def validation_text(
    facts: Facts, findings: list[Finding], checks: list[CheckRun], *, color: bool = False, limit: int | None = ON_SCREEN
) -> str:
    """The screen of `validate`."""
    return "\n".join([*_head(facts), *findings_text(findings, color, limit), *_foot(facts, findings, checks)]) + "\n"


def score_text(
    facts: Facts, scores: Scores, findings: list[Finding], *, color: bool = False, limit: int | None = ON_SCREEN
) -> str:
    """The screen of `score`: people, institutions, standing, findings, what was not checked."""
    lines = [*_head(facts), ""]
    if scores.people and scores.people[0].items:
        lines += _people(scores.people, limit)
    if scores.people and scores.people[0].facts:
        lines += _facts(scores.people, limit)
    lines += _institutions(scores.institutions, limit)
    lines += _reliance(facts, scores)
    if facts.as_of < facts.policy.campaign.end:
        lines += _standing(facts, scores, limit)
    lines += readings_text(scores, limit)
    lines += ["", *_readings(facts), "", *findings_text(findings, color, limit)]
    lines += _foot(facts, findings, scores.checks)
    return "\n".join(lines) + "\n"


def _head(facts: Facts) -> list[str]:
    policy, counts = facts.policy, summarise(facts)
    half = f"，半脱产 {counts['half_release']} 人" if "half_release" in counts else ""
    lines = [
        _under(facts),
        f"{counts['people']} 人{half}，{counts['placements']} 个派驻期，{counts['posts']} 个岗位，"
        f"{counts['recipients']} 个受援单位，{counts['supports']} 个支援单位",
    ]
    if policy.overrides:
        lines.append(f"本地改动：{overrides_text(policy)}")
    return lines


def _under(facts: Facts) -> str:
    return f"{facts.policy.title}（{facts.policy.id}），截至 {facts.as_of.isoformat()}，qianyi {__version__}"


def provenance_text(facts: Facts) -> list[str]:
    """What a page of its own rests on: policy, as-of day, version, what the county changed, inputs."""
    changed = [f"本地改动：{overrides_text(facts.policy)}"] if facts.policy.overrides else []
    return [_under(facts), *changed, *inputs_text(facts)]


def overrides_text(policy: Policy) -> str:
    """What a county changed: `leave.personal_year = 10，…`."""
    return "，".join(f"{key} = {shown(value)}" for key, value in policy.overrides.items())


def inputs_text(facts: Facts) -> list[str]:
    """The inputs with their digests."""
    return ["输入（SHA-256）：", *(f"  {item.sha256}  {item.path}" for item in facts.dossier.inputs)]


def findings_text(findings: list[Finding], color: bool = False, limit: int | None = None) -> list[str]:
    """One line a finding, the gravest first where not all fit."""
    listed = findings
    if limit is not None and len(findings) > limit:
        order = ("error", "warning", "info")
        kept = sorted(range(len(findings)), key=lambda i: (order.index(findings[i].severity), i))[:limit]
        listed = [findings[i] for i in sorted(kept)]
    lines = [finding_line(finding, color=color) for finding in listed]
    if len(listed) < len(findings):
        lines.append(f"……另有 {len(findings) - len(listed)} 条没有列出；全部见 --format json 或 -o 结果.xlsx。")
    return lines


def _foot(facts: Facts, findings: Iterable[Finding], checks: Iterable[CheckRun]) -> list[str]:
    counts = count_severities(findings)
    ran = skipped = 0
    reasons: dict[str, list[str]] = {}
    for check in checks:
        if check.status == "ran":
            ran += 1
        else:
            skipped += 1
            reasons.setdefault(check.reason or "", []).append(check.code)
    lines = [f"合计：错误 {counts['error']}，提醒 {counts['warning']}，说明 {counts['info']}；查了 {ran} 条规则。"]
    if skipped:
        lines.append(f"未检查 {skipped} 条：")
        lines += [f"  {'、'.join(codes)}：{reason}" for reason, codes in reasons.items()]
    return lines + inputs_text(facts)


def _cut(rows: list[list[str]], limit: int | None, what: str) -> tuple[list[list[str]], list[str]]:
    if limit is None or len(rows) <= limit:
        return rows, []
    return rows[:limit], [f"……共 {len(rows)} {what}，这里列 {limit}；全部见 --format json 或 -o 结果.xlsx。"]


def _people(people: list[PersonScore], limit: int | None) -> list[str]:
    titles = [f"{item.id} {item.title}" for item in people[0].items]
    heads = ["姓名", "受援单位", "支援单位", *titles, "得分", "百分", "等次", "计入月数", ""]
    rows = []
    for person in people:
        grade = person.grade or "—"
        if person.grade and person.grade_origin == "本地设定":
            grade += "（本地设定）"
        rows.append(
            [
                person.placement.name, person.placement.recipient or "", person.placement.support or "",
                *[number(item.score) + ("*" if item.status == "provisional" else "") for item in person.items],
                f"{number(person.score)}/{plain(person.max)}", number(person.percent), grade,
                "—" if person.counted_months is None else str(person.counted_months), OPEN[person.status],
            ]
        )  # fmt: skip
    rows, more = _cut(rows, limit, "人")
    count = len(titles)
    right = [*range(3, 5 + count), 6 + count]
    lines = [*table(heads, rows, right=right), *more]
    if any(item.status == "provisional" for person in people for item in person.items):
        lines.append("* 暂定：有未记录的日子或无法核对之处，见 qianyi why 姓名。")
    return lines


def _institutions(institutions: list[InstitutionScore], limit: int | None) -> list[str]:
    lines: list[str] = []
    for role, title in (("support", "支援单位"), ("recipient", "受援单位")):
        rows = [
            [
                "—" if one.rank is None else str(one.rank), one.name, f"{number(one.score)}/{plain(one.max)}",
                str(one.count), number(one.mean_percent), number(one.min_percent), OPEN[one.status],
            ]
            for one in institutions
            if one.role == role and one.items
        ]  # fmt: skip
        if rows:
            rows, more = _cut(rows, limit, "个单位")
            heads = ["名次", title, "得分", "人数", "人均百分", "最低百分", ""]
            lines += ["", *table(heads, rows, right=[0, 2, 3, 4, 5]), *more]
    return lines


def _facts(people: list[PersonScore], limit: int | None) -> list[str]:
    """第十六条: facts without points."""
    heads = [
        "姓名",
        "受援单位",
        "在岗率",
        "门诊诊疗",
        "带教查房",
        "外科手术",
        "助产服务",
        "空白业务月数",
        "脱岗",
        "工作量月数",
        "评优评审资格",
    ]
    rows = []
    for person in people:
        told = person.facts
        rows.append(
            [
                person.placement.name, person.placement.recipient or "",
                *[shown(told.get(key)) for key in _FACTS],
                f"{shown(told.get('workload_months'))}/{shown(told.get('workload_months_due'))}",
                ELIGIBLE[told.get("eligible")],  # type: ignore[index]
            ]
        )  # fmt: skip
    rows, more = _cut(rows, limit, "人")
    title = "" if people[0].items else "这个政策没有分值；"
    gap = [""] if people[0].items else []
    return [*gap, f"{title}考核所列事实：", *table(heads, rows, right=range(2, 10)), *more]


def _reliance(facts: Facts, scores: Scores) -> list[str]:
    """How many points of each annex no register answers."""
    from qianyi.scoring.reliance import evidence_data

    parts = []
    for one in evidence_data(facts.policy, scores):
        figures = [row["marks_only"] for row in one["institutions"]] or [one["marks_only"]]
        low, high = number(min(figures)), number(max(figures))
        told = low if low == high else f"{low}–{high}"
        parts.append(f"附件{one['annex']} {number(one['points'])} 分中 {told} 分")
    return [f"只凭评分、没有登记可算的：{'，'.join(parts)}。"] if parts else []


def _standing(facts: Facts, scores: Scores, limit: int | None) -> list[str]:
    from qianyi.scoring.standing import standing_data

    standing = standing_data(facts, scores)
    lines = ["", f"到 {facts.as_of.isoformat()} 的余量"]
    rows = [
        [
            one["name"], number(one["personal_used"]), number(one["personal_left"]), number(one["next_personal_day"]),
            number(one["next_absent_day"]), number(one["leave_total"]), number(one["leave_left"]),
            "临近上限" if one["near_limit"] else "",
        ]
        for one in standing["people"]
    ]  # fmt: skip
    if rows:
        rows, more = _cut(rows, limit, "人")
        heads = ["姓名", "已请事假", "事假还剩", "再请一天扣", "再旷工一天扣", "请假累计", "距上限", ""]
        lines += [*table(heads, rows, right=range(1, 7)), *more]
    lines += [
        f"{one['recipient']}的岗位 {one['post']}（{one['support']}）：{one['last']} {one['ends']} 期满，后面没有人接。"
        for one in standing["posts_without_successor"]
    ]
    lines += [
        f"{'全县' if one['who'] == 'county' else one['who']}的“{one['title']}”到 {one['end']}："
        f"{number(one['count'])} / {number(one['at_least'] if one['at_least'] is not None else one['at_most'])}"
        for one in standing["quotas"]
    ]
    return lines


def _readings(facts: Facts) -> list[str]:
    """Which readings and local settings the scores rest on."""
    from qianyi.output.json import readings

    listed = readings(facts)
    if not listed:
        return []
    return ["所用读法和本地设定："] + [
        f"  {one['id']} = {shown(one['value'])}（{'，'.join(filter(None, (BASIS[one['status']], one['clause'])))}）"
        for one in listed
    ]
