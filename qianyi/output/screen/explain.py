"""`qianyi explain`: a rule's page with its examples, a clause, a criterion, or a parameter."""

from __future__ import annotations

from difflib import get_close_matches

from qianyi.errors import QianyiError
from qianyi.output.screen.policy import value_text
from qianyi.output.words import BASIS, SEVERITY, number
from qianyi.policy.model import Annex, Parameter, Policy, RubricItem, RubricLine, RubricSection
from qianyi.rules import RULES
from qianyi.rules.cases import BROKEN, INSIDE, load, title_of
from qianyi.rules.registry import Rule

_JUDGE = {"mark": "评定人打分", "auto": "有登记时由登记计算，评定人的得分优先"}


def explain_text(what: str, policies: list[Policy]) -> str:
    """What a rule code, clause id, criterion id or parameter id means, under the first policy that knows it.

    Raises QianyiError where none knows it.
    """
    wanted = what.strip().translate(str.maketrans("()", "（）"))
    code = wanted.upper()
    if code in RULES or wanted.lower() in (slugs := {rule.slug: rule for rule in RULES.values()}):
        rule = RULES[code] if code in RULES else slugs[wanted.lower()]
        return _rule(rule, next((p for p in policies if rule.code in p.rules), policies[0]))
    for policy in policies:
        for annex in policy.annexes.values():
            text = _criterion(wanted, annex, policy)
            if text:
                return text
        if wanted in policy.parameters:
            return f"{_parameter(policy.parameters[wanted])}政策：{policy.title}（{policy.id}）\n"
        text = _clause(wanted, policy)
        if text:
            return text
    found = _by_word(wanted, policies)
    if found:
        return found
    known = [*RULES]
    for policy in policies:
        known += [
            *policy.parameters,
            *_clauses(policy),
            *(one.id for a in policy.annexes.values() for one in a.lines()),
        ]
    near = [id for id in dict.fromkeys(known) if wanted and id.startswith(wanted)][:3]
    near = (
        near or get_close_matches(wanted, [*dict.fromkeys(known)], 3, 0.5) or get_close_matches(code, [*RULES], 3, 0.5)
    )
    hint = (
        f"相近的有：{'、'.join(near)}"
        if near
        else "可用规则代码（T201）、条款（四（三））、评分项（2.1.1.3）或参数编号"
    )
    raise QianyiError(f"没有“{what}”，{hint}。")


def quote_lines(policy: Policy, clause: str) -> list[str]:
    """The words of the county's own document for a clause, with their place; none where it gave none."""
    wording = policy.wording
    quote = wording.clauses.get(clause) if wording is not None else None
    if wording is None or quote is None:
        return []
    first, *rest = quote.text.split("\n")
    return [f"原文（{wording.file} {quote.place}）：{first}", *rest]


_LISTED = 30
_ASKING = frozenset("什么 怎么 怎样 怎么样 为什么 多少 几个 是不是 有没有 的 是 不 有 没有".split())
"""Words that name nothing: who asks them is shown how to ask."""


def _by_word(word: str, policies: list[Policy]) -> str:
    """Everything whose name holds a word: rules, parameters, criteria, clauses, one line each; "" where
    nothing does."""
    lines: dict[str, None] = {}
    if word in _ASKING or not word:
        return ""
    for rule in RULES.values():
        title = title_of(rule.code)
        if word in title:
            lines[f"规则 {rule.code} {title}"] = None
    for policy in policies:
        lines |= {
            f"参数 {one.id} {one.title}（{policy.id}）": None for one in policy.parameters.values() if word in one.title
        }
        lines |= {
            f"评分项 {line.id} {line.title}　{number(line.points)} 分（{policy.id}）": None
            for annex in policy.annexes.values()
            for line in annex.lines()
            if word in line.title
        }
        lines |= {
            f"条款 {clause.id}　{clause.text}（{policy.id}）": None
            for clause in policy.clauses.values()
            if word in clause.text
        }
    if not lines:
        return ""
    more = [f"……共 {len(lines)} 处，这里列 {_LISTED}；请写得更具体些。"] if len(lines) > _LISTED else []
    head = f"含“{word}”的有 {len(lines)} 处；看全文：qianyi explain 编号"
    return "\n".join([head, *[*lines][:_LISTED], *more]) + "\n"


def _rule(rule: Rule, policy: Policy) -> str:
    force = policy.rules.get(rule.code)
    severity = SEVERITY[(force.severity if force else None) or rule.severity]
    heading, examples = _examples(rule.code)
    lines = [f"{rule.code} {heading or rule.slug}（{rule.slug}，{severity}）", ""]
    lines += [line.strip() for line in rule.page.strip().splitlines()]
    if force is None:
        lines += ["", f"政策 {policy.id} 没有这一条。"]
    else:
        text = policy.clauses.get(force.clause)
        lines += ["", f"条款：{force.clause}{f'　{text.text}' if text else ''}（{policy.id}）"]
        lines += quote_lines(policy, force.clause)
    for id in rule.parameters:
        if id in policy.parameters:
            lines.append(f"参数：{_parameter_line(policy.parameters[id])}")
    return "\n".join([*lines, *examples]) + "\n"


def _examples(code: str) -> tuple[str, list[str]]:
    """Heading of the case file, and its first 违规 and first 合规 example."""
    try:
        file = load(code)
    except FileNotFoundError:
        return "", []
    lines: list[str] = []
    for kind in (BROKEN, INSIDE):
        case = file.first(kind)
        if case is not None:
            body = [line for line in case.text.splitlines() if not line.startswith("命令：")]
            lines += ["", f"{kind}示例：{case.title}", *body]
    return file.title, lines


def _criterion(id: str, annex: Annex, policy: Policy) -> str | None:
    for section in annex.sections:
        if section.id == id and not any(item.id == id for item in section.items):
            return _part(
                section, [f"{item.id} {item.title}　{number(item.points)} 分" for item in section.items], annex, policy
            )
        for item in section.items:
            lone = len(item.lines) == 1 and item.lines[0].id == id
            if item.id == id and not lone:
                return _part(
                    item, [f"{line.id} {line.title}　{number(line.points)} 分" for line in item.lines], annex, policy
                )
            for line in item.lines:
                if line.id == id:
                    return _line(line, item, annex, policy)
    return None


def _part(part: RubricSection | RubricItem, below: list[str], annex: Annex, policy: Policy) -> str:
    lines = [f"{part.id} {part.title}　{number(part.points)} 分", *(f"  {line}" for line in below)]
    if isinstance(part, RubricItem):  # what holds for the whole item, such as that it does not count
        own, above = {line.clause for line in part.lines}, part.lines[0].clause.rpartition("·")[0]
        whole = (id for id in policy.clauses if above and id.startswith(f"{above}·") and id not in own)
        for id in whole:
            lines += [f"条款：{id}　{policy.clauses[id].text}", *quote_lines(policy, id)]
    return "\n".join([*lines, f"附件{annex.number} {annex.title}（{policy.id}）"]) + "\n"


def _line(line: RubricLine, item: RubricItem, annex: Annex, policy: Policy) -> str:
    how = "由考勤计算；评定人的得分只作对照" if line.computes == "attendance" else _JUDGE[line.judge]
    lines = [
        f"{line.id} {line.title}",
        f"分值：{number(line.points)} 分（{item.id} {item.title} 共 {number(item.points)} 分）",
        f"评定：{how}",
        f"条款：{line.clause}",
        *quote_lines(policy, line.clause),
    ]
    if policy.wording is not None and line.id in policy.wording.methods:
        lines.append(f"评定方法（原文）：{policy.wording.methods[line.id]}")
    related = [
        one for one in policy.parameters.values() if one.clause.startswith(line.clause) and one.value is not None
    ]
    lines += [f"参数：{_parameter_line(one)}" for one in related]
    lines += [f"规则：{code}" for code, force in policy.rules.items() if force.clause.startswith(line.clause)]
    return "\n".join([*lines, f"附件{annex.number} {annex.title}（{policy.id}）"]) + "\n"


def _parameter_line(parameter: Parameter) -> str:
    return f"{parameter.title} {parameter.id} = {value_text(parameter)}（{BASIS[parameter.status]}）{parameter.note}"


def _parameter(parameter: Parameter) -> str:
    lines = [
        f"{parameter.title}（{parameter.id}）",
        f"值：{value_text(parameter)}",
        f"依据：{BASIS[parameter.status]}，{parameter.clause}",
    ]
    return "\n".join([*lines, *([f"说明：{parameter.note}"] if parameter.note else [])]) + "\n"


def _clauses(policy: Policy) -> list[str]:
    """Every clause named in the policy."""
    named = [*policy.clauses, *(line.clause for annex in policy.annexes.values() for line in annex.lines())]
    return [*dict.fromkeys(named)]


def _clause(id: str, policy: Policy) -> str | None:
    if id not in _clauses(policy):
        return None
    known = policy.clauses.get(id)
    rubric = [line for annex in policy.annexes.values() for line in annex.lines() if line.clause == id]
    words = known.text if known else rubric[0].title
    lines = [f"{id}　{words}", *quote_lines(policy, id), f"出处：{policy.source.title}（{policy.id}）"]
    codes = [code for code, force in policy.rules.items() if force.clause == id]
    if codes:
        lines.append(f"规则：{'、'.join(f'{code} {title_of(code)}' for code in codes)}")
    lines += [f"参数：{_parameter_line(one)}" for one in policy.parameters.values() if one.clause == id]
    lines += [f"评分项：{line.id} {line.title}　{number(line.points)} 分" for line in rubric]
    return "\n".join(lines) + "\n"
