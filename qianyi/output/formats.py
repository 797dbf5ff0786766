"""Results for other programs: csv, Markdown, JUnit XML, GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.output import tables
from qianyi.output.letterhead import basis, name_of
from qianyi.output.places import place_text
from qianyi.output.tables import Column
from qianyi.output.view import View
from qianyi.output.words import BASIS, ROLE, SEVERITY, overrides_text, safe, shown, visible
from qianyi.rules import shapes as found_shapes
from qianyi.rules.shaping import readings
from qianyi.scoring import shapes

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Comma-separated rows that spreadsheet programs open as they are."""
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return stream.getvalue()


def table_csv(columns: Sequence[Column], rows: Iterable[Any]) -> str:
    """One table: a heading a column, a line a row."""
    return csv_text([[one.word for one in columns], *([one.text(row) for one in columns] for row in rows)])


def csv_of(view: View) -> str:
    """`--format csv`: a row a finding; of scores a row a placement (findings have their own formats)."""
    if view.scores is None:
        return table_csv(tables.FINDINGS, [found_shapes.Finding.made(finding) for finding in view.findings])
    people = [shapes.Person.made(person) for person in view.scores.people]
    return table_csv(tables.people(people[0].items if people else ()), people)


def _cell(text: str) -> str:
    for sign, written in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("\n", " "), ("\r", " ")):
        text = text.replace(sign, written)
    return visible(text)


def markdown_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines of a Markdown table."""
    head = [_cell(text) for text in heads]
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(map(_cell, row))} |" for row in rows),
    ]


def _table(title: str, columns: Sequence[Column], rows: Sequence[Any]) -> list[str]:
    """A table under its title; nothing where it has no row."""
    if not rows:
        return []
    lines = markdown_table([one.word for one in columns], ([one.text(row) for one in columns] for row in rows))
    return [f"## {title}", "", *lines, ""]


def _markdown_head(facts: Facts) -> list[str]:
    inputs = [f"- {_cell(item.path)} `{item.sha256}`" for item in facts.dossier.inputs]
    return [
        _cell(name_of(facts)),
        "",
        f"{_cell(basis(facts))}，截至 {facts.as_of.isoformat()}，本地改动：{_cell(_overrides(facts))}（qianyi {__version__}）",
        "",
        *inputs,
        "",
    ]


def _overrides(facts: Facts) -> str:
    return overrides_text(facts.policy) or "无"


def markdown(view: View) -> str:
    """`--format markdown`: of scores points, and where a policy has none for somebody, no table of them."""
    title = "# 核查结果" if view.scores is None else "# 评分结果"
    lines = [] if view.quiet else [title, "", *_markdown_head(view.facts)]
    if view.scores is not None:
        lines += _markdown_scores(view)
    if view.scores is None or not view.quiet:
        lines += _markdown_findings(view)
    return "\n".join(lines) + "\n"


def _markdown_scores(view: View) -> list[str]:
    assert view.scores is not None
    people = [shapes.Person.made(person) for person in view.scores.people]
    pointed = [person for person in people if person.items]
    lines = _table("人员得分", tables.people(pointed[0].items if pointed else ()), pointed)
    for role, word in ROLE.items():
        found = [shapes.Institution.made(one) for one in view.scores.institutions if one.role == role and one.items]
        lines += _table(f"{word}单位得分", tables.institutions(found[0].items if found else ()), found)
    lines += _table("考核所列事实", tables.FACTS_TABLE, [person for person in people if person.facts])
    used = [[one.title, one.id, shown(one.value), BASIS[one.status], one.clause] for one in readings(view.facts)]
    if used and not view.quiet:
        lines += ["## 所用读法和本地设定", "", *markdown_table(["参数", "编号", "值", "依据", "条款"], used), ""]
    return lines


def _markdown_findings(view: View) -> list[str]:
    rows = [[SEVERITY[f.severity], f.code, place_text(view.facts, f), f.said] for f in view.findings]
    heads = [one.word for one in tables.FINDINGS if one.key in ("severity", "code")]
    listed = markdown_table([*reversed(heads), "位置", "问题"], rows) if rows else ["没有问题。"]
    if view.quiet:
        return listed
    skipped = [[check.code, check.reason or ""] for check in view.checks if check.status == "skipped"]
    return [
        "## 问题清单",
        "",
        *listed,
        "",
        "## 未检查",
        "",
        *(markdown_table(["代码", "原因"], skipped) if skipped else ["全部规则都查过。"]),
    ]


def junit(view: View) -> str:
    """A test case a rule: failed with its errors and warnings, skipped with its reason, else passed."""
    facts = view.facts
    by_code: dict[str, list[Finding]] = {}
    for finding in view.findings:
        by_code.setdefault(finding.code, []).append(finding)
    runs = {check.code: check for check in view.checks}
    cases = []
    failures = skipped = 0
    for code in [*(code for code in by_code if code not in runs), *runs]:
        check, found = runs.get(code), by_code.get(code, [])
        bad = [finding for finding in found if finding.severity == "error"]
        text = visible("\n".join(f"{place_text(facts, f)} {f.said}" for f in found), lines=True)
        name = quoteattr(code)
        if check is not None and check.status == "skipped":
            skipped += 1
            body = f"<skipped message={quoteattr(visible(check.reason or ''))}/>"
        elif bad:
            failures += 1
            body = f"<failure message={quoteattr(f'{len(found)} 条')}>{escape(text)}</failure>"
        else:
            body = f"<system-out>{escape(text)}</system-out>" if found else ""
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
    top += [
        f"      <property name={quoteattr(visible(key))} value={quoteattr(visible(value))}/>"
        for key, value in about.items()
    ]
    top.append("    </properties>")
    return "\n".join([*top, *cases, "  </testsuite>", "</testsuites>", ""])


def github(view: View) -> str:
    """Workflow commands: `::error file=…,title=…::message`; a notice before them names policy, as-of day and inputs."""
    return ("" if view.quiet else _github_head(view.facts)) + github_lines(view.facts, view.findings)


def _github_head(facts: Facts) -> str:
    inputs = "".join(f"\n{item.sha256} {item.path}" for item in facts.dossier.inputs)
    text = f"政策 {facts.policy.id}，截至 {facts.as_of.isoformat()}，本地改动：{_overrides(facts)}{inputs}"
    return f"::notice title=qianyi {__version__}::{_data(text)}\n"


def github_lines(facts: Facts, findings: Iterable[Finding]) -> str:
    """A workflow command a finding."""
    lines = []
    for finding in findings:
        path, _ = finding.where
        place = place_text(facts, finding)
        message = f"{f'[{place}] ' if place else ''}{finding.said}"
        file = f"file={_property(path)}," if path else ""
        lines.append(f"::{_GITHUB[finding.severity]} {file}title={finding.code} {finding.slug}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return visible(text, lines=True).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
