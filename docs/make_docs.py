"""Make docs/rules.md and docs/policies.md from registry, case files and packs. `--check` fails where one is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from qianyi.output.screen.policy import BEARERS, WORDS, campaign_text, rule_title, severity_of, value_text
from qianyi.output.words import BASIS, SEVERITY
from qianyi.policy.duties import when
from qianyi.policy.load import available, load_policy
from qianyi.policy.model import Annex, Policy
from qianyi.rules import RULES
from qianyi.rules.cases import BROKEN, INSIDE, CaseFile, load

HERE = Path(__file__).parent
NOTE = "<!-- 由 docs/make_docs.py 生成，不要手改：make docs -->"
AREAS = {
    "I": "读文件",
    "R": "名单",
    "T": "轮换与连续驻点",
    "H": "脱产",
    "A": "考勤",
    "L": "请假",
    "C": "查岗",
    "W": "工作记录",
    "F": "补助经费",
    "S": "评分",
}
OWN = """## 写一份本县的政策

一个 TOML 文件（或一个文件夹的几个 TOML），第一行说明依据哪一份，其余只写不同的地方：

```toml
extends = "yanchi-2022"
id = "nanshan-2024"
title = "南山县2024年度对口支援"

[campaign]                 # 只写 start 时，end 按 campaign.months 推算
start = 2024-06-01

[parameters]               # 只写值：依据记为“本地设定”
target.people = 12
leave.personal_year = 10

[parameters."leave.total_max"]   # 本县文件写明的，把条款也写上
value = 30
clause = "第五条"
status = "text"

[clauses]                  # 新引的条款要有大意
"第五条" = "请假限额"

[rules]
R107 = false                       # 不查
T205 = { severity = "warning" }    # 改级别
```

`qianyi policy check 文件` 核对，`qianyi policy diff yanchi-2022 文件` 看改了什么，`--policy 文件` 使用。
词表（`[words.purpose]` 等）写的词是加进去，不是替换；`[[annexes]]` 整份替换同一对象的评分细则，各级合计必须相等。
只改几个数时不必另写政策，在 `qianyi.toml` 的 `[parameters]` 里写即可；改了什么，每份结果都会写明。
"""


def main(check: bool) -> int:
    """Write the pages, or (check) say which are stale. Returns the exit status."""
    stale = []
    for name, text in (("rules.md", rules_page()), ("policies.md", policies_page())):
        path = HERE / name
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join('docs/' + name for name in stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


def rules_page() -> str:
    """Every rule: severity, clause in each policy, page, one example that breaks it and one just inside."""
    policies = [load_policy(listed.id) for listed in available()]
    lines = [NOTE, "", "# 规则", "", f"共 {len(RULES)} 条。`qianyi explain 代码` 在屏幕上看同样的内容。", ""]
    for letter, area in AREAS.items():
        codes = sorted(code for code in RULES if code[0] == letter)
        lines += [f"- [{letter} {area}](#{letter.lower()}-{area})：{'、'.join(codes)}"]
    for letter, area in AREAS.items():
        lines += ["", f"## {letter} {area}"]
        for code in sorted(code for code in RULES if code[0] == letter):
            lines += _rule(code, policies)
    return "\n".join(lines).rstrip() + "\n"


def _rule(code: str, policies: list[Policy]) -> list[str]:
    cases = load(code)
    rule = RULES[code]
    lines = ["", f"### {code} {cases.title}", "", f"`{rule.slug}` · {SEVERITY[rule.severity]}"]
    forces = [(policy.id, policy.rules[code]) for policy in policies if code in policy.rules]
    lines[-1] += "".join(f" · {id}：{force.clause}" for id, force in forces)
    for line in map(str.strip, rule.page.strip().splitlines()):
        head, colon, rest = line.partition("：")
        if colon and head in ("说明", "依据", "怎么改"):
            lines += ["", f"**{head}**：{rest}"]
        else:
            lines[-1] += line
    for kind in (BROKEN, INSIDE):
        lines += _example(cases, kind)
    return lines


def _example(cases: CaseFile, kind: str) -> list[str]:
    case = cases.first(kind)
    if case is None:
        return []
    options = "，".join(value for value in case.options.values())
    lines = ["", f"**{kind}示例**：{case.title}{f'（{options}）' if options else ''}"]
    body = case.text.partition("### ")
    if case.toml:
        lines += ["", "qianyi.toml：", "", "```toml", case.toml.strip(), "```"]
    lines += [word for line in body[0].splitlines() if line.startswith(("考勤：", "指出：")) for word in ("", line)]
    kept = ""
    for line in (body[1] + body[2]).splitlines():
        if not line.strip():
            continue
        if not (line.startswith("|") and kept.startswith("|")):
            lines.append("")
        lines.append(f"文件 {line[4:]}" if line.startswith("### ") else line)
        kept = line
    return lines


def policies_page() -> str:
    """The shipped policies in full, and how a county writes its own."""
    lines = [
        NOTE,
        "",
        "# 政策",
        "",
        "依据一栏：原文是文件写明的；读法是文件可有两种读法的；本地设定是文件没有规定的。",
        "",
        OWN,
    ]
    for listed in available():
        lines += _policy(load_policy(listed.id))
    return "\n".join(lines).rstrip() + "\n"


def _policy(policy: Policy) -> list[str]:
    source = policy.source
    facts = [source.issuer, source.region, source.issued.isoformat() if source.issued else ""]
    lines = [f"## {policy.id}", "", f"{source.title}（{'，'.join(fact for fact in facts if fact)}）", ""]
    lines += [f"活动：{campaign_text(policy.campaign)}", ""]
    lines += [f"- {note}" for note in policy.notes]
    lines += ["", "### 参数", "", "| 参数 | 名称 | 值 | 条款 | 依据 | 说明 |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{p.id}` | {p.title} | {value_text(p)} | {p.clause} | {BASIS[p.status]} | {p.note} |"
        for p in policy.parameters.values()
    ]
    lines += ["", "### 规则", "", "| 代码 | 级别 | 条款 | 查什么 |", "|---|---|---|---|"]
    lines += [
        f"| {code} | {SEVERITY[severity_of(force)]} | {force.clause} | {rule_title(code)} |"
        for code, force in policy.rules.items()
    ]
    for annex in policy.annexes.values():
        lines += _annex(annex)
    if policy.duties:
        lines += ["", "### 工作职责", "", "| 谁 | 何时 | 事项 | 条款 | 台账里的字样 |", "|---|---|---|---|---|"]
        lines += [
            f"| {'、'.join(BEARERS[who] for who in one.who)} | {when(one)} | {one.title} | {one.clause} "
            f"| {'、'.join(one.words)} |"
            for one in policy.duties
        ]
    lines += ["", "### 词表", "", "| 词表 | 意思 | 字样 |", "|---|---|---|"]
    for name, meanings in policy.words.items():
        title = WORDS.get(name, name)
        lines += [f"| {title} `{name}` | {meaning} | {'、'.join(words)} |" for meaning, words in meanings.items()]
    lines += ["", "### 条款", "", "| 条款 | 大意 |", "|---|---|"]
    lines += [f"| {clause.id} | {clause.text} |" for clause in policy.clauses.values()]
    return [*lines, ""]


def _annex(annex: Annex) -> list[str]:
    lines = ["", f"### 附件{annex.number} {annex.title}（{annex.points} 分）", ""]
    lines += ["| 编号 | 内容 | 分值 | 评定 |", "|---|---|---|---|"]
    for section in annex.sections:
        lines.append(f"| **{section.id}** | **{section.title}** | **{section.points}** | |")
        for item in section.items:
            lines.append(f"| {item.id} | {item.title} | {item.points} | |")
            for line in item.lines:
                judge = "由登记计算" if line.judge == "auto" else "评定人打分"
                lines.append(f"| {line.id} | {line.title} | {line.points} | {judge} |")
    return lines


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
