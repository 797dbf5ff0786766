"""Findings for other programs: csv, Markdown, JUnit XML, GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.output.json import readings
from qianyi.output.screen.text import cells_text, overrides_text
from qianyi.output.words import BASIS, ELIGIBLE, FACTS, OPEN, ROLE, SEVERITY, STATUS, number, safe, shown
from qianyi.rules.registry import CheckRun
from qianyi.scoring.result import Scores

COLUMNS = ("代码", "级别", "条款", "说明", "文件", "工作表", "单元格", "姓名", "单位", "豁免")
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def finding_row(finding: Finding) -> list[str]:
    """One finding by `COLUMNS`."""
    path, sheet = finding.where
    cells = " ".join(cell.a1 if cell.sheet is finding.cells[0].sheet else cell.ref for cell in finding.cells)
    return [
        finding.code, SEVERITY[finding.severity], finding.clause or "", finding.message, path or "", sheet or "", cells,
        finding.person or "", finding.institution or "", finding.waiver or "",
    ]  # fmt: skip


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Comma-separated rows that spreadsheet programs open as they are."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return stream.getvalue()


def findings_csv(findings: Iterable[Finding]) -> str:
    """`validate --format csv`."""
    return csv_text([COLUMNS, *(finding_row(finding) for finding in findings)])


def scores_csv(scores: Scores) -> str:
    """`score --format csv`: a row a placement, then nothing else (findings have their own formats)."""
    titles = [f"{item.id} {item.title}" for item in (scores.people[0].items if scores.people else [])]
    heads = [
        "姓名",
        "支援单位",
        "受援单位",
        "开始日期",
        "结束日期",
        *titles,
        "得分",
        "满分",
        "百分",
        "状态",
        "等次",
        "计入月数",
    ]
    rows: list[list[str]] = [heads]
    for person in scores.people:
        placement = person.placement
        rows.append(
            [
                placement.name, placement.support or "", placement.recipient or "",
                person.start.isoformat() if person.start else "", person.end.isoformat() if person.end else "",
                *["" if item.score is None else number(item.score) for item in person.items],
                "" if person.score is None else number(person.score), number(person.max),
                "" if person.percent is None else number(person.percent), STATUS[person.status],
                person.grade or "", "" if person.counted_months is None else str(person.counted_months),
            ]
        )  # fmt: skip
    return csv_text(rows)


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def markdown_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines of a Markdown table."""
    head = [_cell(text) for text in heads]
    return [
        f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(map(_cell, row))} |" for row in rows)
    ]  # fmt: skip


def _overrides(facts: Facts) -> str:
    return overrides_text(facts.policy) or "无"


def _markdown_head(facts: Facts) -> list[str]:
    inputs = [f"- {item.path} `{item.sha256}`" for item in facts.dossier.inputs]
    return [
        f"政策 {facts.policy.id}，截至 {facts.as_of.isoformat()}，本地改动：{_overrides(facts)}"
        f"（qianyi {__version__}）",
        "",
        *inputs,
        "",
    ]


def _markdown_findings(findings: list[Finding], checks: Iterable[CheckRun]) -> list[str]:
    rows = [
        [SEVERITY[f.severity], f.code, cells_text(f.cells) or f.where[0] or "", f.said] for f in findings
    ]  # fmt: skip
    skipped = [[check.code, check.reason or ""] for check in checks if check.status == "skipped"]
    return [
        "## 问题清单", "", *(markdown_table(["级别", "代码", "位置", "说明"], rows) if rows else ["没有问题。"]), "",
        "## 未检查", "", *(markdown_table(["代码", "原因"], skipped) if skipped else ["全部规则都查过。"]),
    ]  # fmt: skip


def findings_markdown(facts: Facts, findings: list[Finding], checks: Iterable[CheckRun]) -> str:
    """`validate --format markdown`."""
    return "\n".join(["# 核查结果", "", *_markdown_head(facts), *_markdown_findings(findings, checks)]) + "\n"


def scores_markdown(facts: Facts, scores: Scores, findings: list[Finding]) -> str:
    """`score --format markdown`: points, and where a policy has none for somebody, no table of them."""
    people = [
        [
            p.placement.name, p.placement.recipient or "", p.placement.support or "",
            "；".join(f"{item.id} {number(item.score)}" for item in p.items), f"{number(p.score)}/{number(p.max)}",
            number(p.percent), p.grade or "—", OPEN[p.status],
        ]
        for p in scores.people if p.items
    ]  # fmt: skip
    institutions = [
        [
            ROLE[one.role], one.name, f"{number(one.score)}/{number(one.max)}",
            "—" if one.rank is None else str(one.rank), str(one.count), number(one.mean_percent), OPEN[one.status],
        ]
        for one in scores.institutions if one.items
    ]  # fmt: skip
    told = [
        [p.placement.name, p.placement.recipient or "", *[shown(p.facts[key]) for key in FACTS],
         ELIGIBLE[p.facts["eligible"]]]  # type: ignore[index]
        for p in scores.people if p.facts
    ]  # fmt: skip
    lines = ["# 评分结果", "", *_markdown_head(facts)]
    for title, heads, rows in (
        ("人员得分", ["姓名", "受援单位", "支援单位", "各项", "得分", "百分", "等次", "状态"], people),
        ("单位得分", ["类别", "单位", "得分", "名次", "人数", "人均百分", "状态"], institutions),
        ("考核所列事实", ["姓名", "受援单位", *FACTS.values(), "评优评审资格"], told),
    ):
        if rows:
            lines += [f"## {title}", "", *markdown_table(heads, rows), ""]
    used = [[one["id"], shown(one["value"]), BASIS[one["status"]], one["clause"]] for one in readings(facts)]
    if used:
        lines += ["## 所用读法和本地设定", "", *markdown_table(["参数", "值", "地位", "条款"], used), ""]
    return "\n".join([*lines, *_markdown_findings(findings, scores.checks)]) + "\n"


def junit(facts: Facts, findings: list[Finding], checks: Iterable[CheckRun]) -> str:
    """A test case a rule: failed with its errors and warnings, skipped with its reason, else passed."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    runs = {check.code: check for check in checks}
    cases = []
    failures = skipped = 0
    for code in [*(code for code in by_code if code not in runs), *runs]:
        check, found = runs.get(code), by_code.get(code, [])
        bad = [finding for finding in found if finding.severity == "error"]
        told = "\n".join(f"{cells_text(f.cells) or f.where[0] or ''} {f.said}" for f in found)
        name = quoteattr(code)
        if check is not None and check.status == "skipped":
            skipped += 1
            body = f"<skipped message={quoteattr(check.reason or '')}/>"
        elif bad:
            failures += 1
            body = f"<failure message={quoteattr(f'{len(found)} 条')}>{escape(told)}</failure>"
        else:
            body = f"<system-out>{escape(told)}</system-out>" if found else ""
        cases.append(f"    <testcase classname={quoteattr(facts.policy.id)} name={name}>{body}</testcase>")
    head = f'name="qianyi {__version__}" tests="{len(cases)}" failures="{failures}" skipped="{skipped}"'
    suite = head.replace(f"qianyi {__version__}", facts.policy.id)
    about = {"policy": facts.policy.id, "as_of": facts.as_of.isoformat(), "overrides": _overrides(facts)}
    about |= {f"sha256 {item.path}": item.sha256 for item in facts.dossier.inputs}
    top = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {head}>",
        f"  <testsuite {suite}>",
        "    <properties>",
    ]
    top += [f"      <property name={quoteattr(key)} value={quoteattr(value)}/>" for key, value in about.items()]
    top.append("    </properties>")
    return "\n".join([*top, *cases, "  </testsuite>", "</testsuites>", ""])


def github_head(facts: Facts) -> str:
    """A notice that names policy, as-of date, overridden parameters, version and inputs."""
    inputs = "".join(f"\n{item.sha256} {item.path}" for item in facts.dossier.inputs)
    text = f"政策 {facts.policy.id}，截至 {facts.as_of.isoformat()}，本地改动：{_overrides(facts)}{inputs}"
    return f"::notice title=qianyi {__version__}::{_data(text)}\n"


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands: `::error file=…,title=…::message`."""
    lines = []
    for finding in findings:
        path, _ = finding.where
        place = cells_text(finding.cells)
        message = f"{f'[{place}] ' if place else ''}{finding.said}"
        file = f"file={_property(path)}," if path else ""
        lines.append(f"::{_GITHUB[finding.severity]} {file}title={finding.code} {finding.slug}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
