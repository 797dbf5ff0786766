"""A policy as a page to read: source, campaign, parameters, rules, rubric, words; and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qianyi.facts.texts import exact
from qianyi.output.screen.columns import table
from qianyi.output.words import BASIS, SEVERITY, shown
from qianyi.policy.diff import Difference
from qianyi.policy.duties import when
from qianyi.policy.load import Listed
from qianyi.policy.model import Annex, Approval, Campaign, Parameter, Policy, RuleInForce, Severity
from qianyi.policy.paper_model import Papers
from qianyi.policy.quotas import quota_words
from qianyi.policy.units import UNITS
from qianyi.rules import RULES

if TYPE_CHECKING:
    from qianyi.policy.document.found import DraftMaterial
    from qianyi.policy.document.open_points import Open

WORDS = {
    "approver": "批准单位",
    "review": "审核备案",
    "post": "查岗结果",
    "discipline": "查岗处理",
    "change": "变更原因",
    "report": "书面报告",
    "visit": "督导级别",
    "title": "职称",
    "licence": "执业资格",
    "specialty": "专业",
    "activity": "培训带教类别",
    "incident": "情况类型",
    "liability": "事故责任",
    "malpractice": "事故级别",
    "referral": "转诊会诊类别",
    "technique": "新技术类别",
    "recipient": "受援单位层级",
    "purpose": "补助用途",
    "special": "专项",
    "milestone": "工作台账事项",
}
"""What each list of deciding words is held against."""
BEARERS = {
    "county": "县级",
    "support": "支援单位",
    "recipient": "受援单位",
    "pair": "支援、受援单位",
    "person": "派驻人员",
}
"""Who bears a duty."""
PARTS = {
    "campaign": "活动",
    "parameter": "参数",
    "rule": "规则",
    "rubric": "评分",
    "duty": "工作",
    "grades": "等次与审批",
    "quota": "定额",
    "words": "词表",
}


def campaign_text(campaign: Campaign) -> str:
    """The campaign's dates, or that the county's round sets them."""
    return "各县自定，未写的取自名单" if campaign.per_county else f"{campaign.start} 至 {campaign.end}"


def value_text(parameter: Parameter) -> str:
    """A value with its unit as a person reads it: `12 个工作日`, `10%`, `按比例`, `未设`."""
    value = parameter.value
    if value is None:
        return "未设"
    if not isinstance(value, Decimal):
        return shown(value)
    if parameter.unit == "ratio":
        return f"{exact(value * 100)}%"
    unit = UNITS[parameter.unit].title
    return f"{exact(value)}{unit if unit == '%' else ' ' + unit}"


def rule_title(code: str) -> str:
    """What a rule looks at: the first clause of its page."""
    page = "".join(map(str.strip, RULES[code].page.partition("说明：")[2].partition("依据：")[0].splitlines()))
    for stop in "。；":
        page = page.partition(stop)[0]
    return page.strip()


def severity_of(force: RuleInForce) -> Severity:
    """The severity of a rule in this policy."""
    return force.severity or RULES[force.code].severity


def list_text(policies: Iterable[Listed]) -> str:
    """`policy list`."""
    rows = [(p.id, p.title, p.region, campaign_text(p.campaign), "有" if p.points else "无") for p in policies]
    hint = "看全文：qianyi policy show ID。各县自己的政策用 extends 改动其中不同的部分。"
    return "\n".join([*table(("政策", "名称", "地区", "活动", "分值"), rows), "", hint]) + "\n"


def show_text(policy: Policy) -> str:
    """`policy show`: reads from top to bottom like a document."""
    source = policy.source
    lines = [f"{policy.title}（{policy.id}）", "", "一、来源", f"  {source.title}"]
    facts = [source.issuer, source.number, source.region, source.issued.isoformat() if source.issued else ""]
    lines.append("  " + "，".join(fact for fact in facts if fact))
    moves = "" if policy.campaign.per_county else "（用 --year 整年平移）"
    lines += ["", "二、活动", f"  {campaign_text(policy.campaign)}{moves}"]
    if policy.overrides:
        changed = (f"{key} = {shown(value)}" for key, value in policy.overrides.items())
        lines.append("  本地改动：" + "，".join(changed))
    lines += [f"  说明：{note}" for note in policy.notes]
    lines += ["", "三、参数（原文：文件写明；读法：文件可有两种读法；本地设定：文件未规定）"]
    lines += [f"  {line}" for line in _parameters(policy)]
    lines += ["", "四、规则（qianyi explain 代码 看全文）"]
    rows = [
        (code, SEVERITY[severity_of(force)], force.clause, rule_title(code)) for code, force in policy.rules.items()
    ]
    lines += [f"  {line}" for line in table(("代码", "级别", "条款", "查什么"), rows)]
    lines += ["", "五、评分"]
    for annex in policy.annexes.values():
        lines += [f"  {line}" for line in _annex(annex)]
    if not policy.annexes:
        lines.append("  本政策没有分值。")
    if policy.duties:
        lines += ["", "六、工作职责（写进工作台账；哪些字样算，见最后一栏）"]
        steps = [
            (
                "、".join(BEARERS[who] for who in one.who),
                when(one),
                one.title,
                one.clause,
                BASIS[one.status],
                "、".join(one.words),
            )
            for one in policy.duties
        ]
        lines += [f"  {line}" for line in table(("谁", "何时", "事项", "条款", "依据", "台账里的字样"), steps)]
    if policy.approvals:
        lines += ["", f"请假由低到高：{'、'.join(_approval(one, policy) for one in policy.approvals)}"]
    grades = "、".join(one.name for one in policy.grades)
    passing = "、".join(one.name for one in policy.grades if one.passes)
    lines += ["", f"等次：{grades}；{passing}算合格"]
    lines += [f"定额 {one.id}：{quota_words(one)}（{one.clause}）" for one in policy.quotas]
    lines += ["", "七、词表（照这些字样判断；整格相同，或含有其中较长的词）"]
    for name, meanings in policy.words.items():
        lines.append(f"  {WORDS.get(name, name)}（{name}）")
        lines += [f"    {meaning}：{'、'.join(words)}" for meaning, words in meanings.items()]
    lines += ["", "八、条款"]
    lines += [f"  {line}" for line in table(("条款", "大意"), [(c.id, c.text) for c in policy.clauses.values()])]
    lines += ["", "九、文书用语（[papers]；{参数} 处填值）"]
    lines += [f"  {line}" for line in _papers(policy.papers)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _papers(papers: Papers) -> list[str]:
    """What the papers print of the policy's own, a heading and its texts."""
    lists = {
        "鉴定表": (papers.form, *papers.notes),
        "各份留存": papers.copies,
        "报送": tuple(filter(None, (papers.forms_to, papers.results_to))),
        "服务月数": tuple(f"{one.months} 个月：{one.title}" for one in papers.reached),
        **{f"任务（{'、'.join(one.kinds) or '其他'}）": one.lines for one in papers.tasks},
        "创建": (papers.creation,),
        "支援单位": papers.support,
        "受援单位": papers.recipient,
        **papers.letters,
    }
    lines = []
    for title, texts in lists.items():
        if any(texts):
            lines += [title, *(f"  {text}" for text in texts if text)]
    return lines


def _approval(step: Approval, policy: Policy) -> str:
    """A step of approval with the days up to which it may approve."""
    return f"{step.title}（{exact(policy.number(step.limit))} 天及以内）" if step.limit else step.title


def _parameters(policy: Policy) -> list[str]:
    rows = [(p.id, p.title, value_text(p), p.clause, BASIS[p.status]) for p in policy.parameters.values()]
    heading, *lines = table(("参数", "名称", "值", "条款", "依据"), rows)
    listed = [heading]
    for parameter, line in zip(policy.parameters.values(), lines, strict=True):
        listed += [line, f"    {parameter.note}"] if parameter.note else [line]
    return listed


def _annex(annex: Annex) -> list[str]:
    lines = [f"附件{annex.number} {annex.title}（{exact(annex.points)} 分）"]
    for section in annex.sections:
        lines.append(f"  {section.id} {section.title}（{exact(section.points)} 分）")
        for item in section.items:
            lines.append(f"    {item.id} {item.title}（{exact(item.points)} 分）")
            for line in item.lines:
                how = "（由登记计算）" if line.judge == "auto" else ""
                lines.append(f"      {line.id}  {exact(line.points)} 分  {line.title}{how}")
    return lines


def check_text(policy: Policy, file: str, left: Sequence[Open] = ()) -> str:
    """`policy check`: what was read, when nothing was wrong, and what a drafted pack still leaves open."""
    points = "；".join(f"附件{a.number} {exact(a.points)} 分" for a in policy.annexes.values()) or "没有分值"
    return (
        f"{file}：可用。{policy.title}（{policy.id}），{campaign_text(policy.campaign)}，"
        f"{len(policy.parameters)} 个参数，{len(policy.rules)} 条规则，{points}。\n"
        + (f"还有 {len(left)} 处请核对：\n" if left else "")
        + "".join(f"  第 {one.line} 行 {one.entry}{'：' if one.entry and one.text else ''}{one.text}\n" for one in left)
    )


def draft_text(found: DraftMaterial, text: str, output: Path | None) -> list[str]:
    """What `policy draft` says of its work: what was found, what is open, what to do next."""
    from qianyi.policy.document.draft import TO_CHECK

    settled = sum(figure.value is not None for figure in found.figures)
    annexes = "、".join(f"{annex.name} {sum(len(item.rows) for item in annex.items())} 行" for annex in found.annexes)
    lines = list(found.paper.notes)
    lines.append(
        f"{found.paper.name}：{len(found.made.clauses)} 条，细则 {annexes or '没有'}，"
        f"参数 {settled} 个（另有 {len(found.figures) - settled} 个看不准），有期限的事 {len(found.duties)} 件。"
    )
    marks = sum(TO_CHECK in line for line in text.splitlines())
    if output is not None:
        lines.append(f"已写 {output}，有 {marks} 处请核对；下一步：qianyi policy check {output}")
    return lines


def diff_text(a: Policy, b: Policy, differences: list[Difference]) -> str:
    """`policy diff`: side by side, only what differs."""
    if not differences:
        return f"{a.id} 与 {b.id} 没有不同。\n"
    lines = []
    for part, name in PARTS.items():
        rows = [
            (_id(item), _side(item, item.a, a), _side(item, item.b, b)) for item in differences if item.part == part
        ]
        if rows:
            lines += [*table((name, a.id, b.id), rows), ""]
    return "\n".join(lines)


def _id(item: Difference) -> str:
    title = rule_title(item.id) if item.part == "rule" else item.title
    return f"{item.id} {title}".rstrip()


def _side(item: Difference, value: Any, policy: Policy) -> str:
    if value is None:
        return "—"
    if item.part == "rule":
        return f"{SEVERITY[value['severity'] or RULES[item.id].severity]} {value['clause']}"
    if item.part == "parameter":
        return value_text(policy.parameters[item.id])
    return _plain_text(value)


def _plain_text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return exact(value) if isinstance(value, Decimal) else str(value)
