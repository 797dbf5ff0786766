"""Findings as people put them right: by institution, and one cause in one line however many cells it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.output.places import cells_text, in_natural_order, place_text, several_files
from qianyi.output.words import COUNTY, SEVERITY, visible
from qianyi.rules.cases import title_of
from qianyi.rules.concerns import Concerns

_ORDER = ("error", "warning", "info")
_COLOR = {"error": "31", "warning": "33", "info": "36"}
_CROWD = 5
"""So many unknown names of one institution are its whole staff, not slips."""
_OF_A_SIGN = ("A403",)
_SAID, _NAMES = 3, 12
"""Different facts of one cause, and names, told at most."""
_STEPS = 3
_FIRST = ("I001", "I002", "I003", "A416", "A402", "A401")
"""What keeps other things from being checked comes first."""


class Cause(Struct, frozen=True):
    """Findings that one hand puts right: of one code about one person, one misspelt name, or one file."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The one that stands for all."""
        return self.findings[0]

    @property
    def severity(self) -> str:
        """Theirs: they share it."""
        return self.first.severity


class Group(Struct, frozen=True):
    """What one institution (or the county) has to put right, the gravest first."""

    name: str
    causes: tuple[Cause, ...]

    def count(self, severity: str) -> int:
        """Findings of a severity."""
        return sum(len(cause.findings) for cause in self.causes if cause.severity == severity)


def grouped(facts: Facts, findings: Iterable[Finding], institution: str | None = None) -> list[Group]:
    """By institution, the one with most errors first, what is the county's last among equals; errors before warnings.

    With `institution` there is one group."""
    concerns = Concerns(facts)
    by_home: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=in_natural_order):
        by_home.setdefault(institution or concerns.home(finding), []).append(finding)
    groups = [Group(name or COUNTY, _causes(found)) for name, found in by_home.items()]
    return sorted(
        groups,
        key=lambda group: (*(-group.count(severity) for severity in _ORDER), group.name == COUNTY, group.name),
    )


def _causes(findings: list[Finding]) -> tuple[Cause, ...]:
    strangers = {finding.person for finding in findings if finding.code == "A401"}
    crowd = strangers if len(strangers) >= _CROWD else set()
    people: dict[tuple[object, ...], set[str | None]] = {}
    for finding in findings:
        people.setdefault(_alike(finding), set()).add(finding.person)
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike = _alike(finding)
        who: object = finding.person or finding.institution or finding.where
        if finding.person in crowd:
            who = () if finding.code == "A401" else finding.where[0]  # of those who are nobody's, once a file
        elif len(people[alike]) >= _CROWD:
            who = alike
        elif not finding.person and finding.key:
            who = (who, finding.key)
        found.setdefault((finding.severity, finding.code, finding.waiver, who), []).append(finding)
    causes = [Cause(tuple(same)) for same in found.values()]
    return tuple(sorted(causes, key=lambda cause: _ORDER.index(cause.severity)))


def _alike(finding: Finding) -> tuple[object, ...]:
    """What findings about several people have in common where one thing is wrong: the same sign, or what was written in
    a column."""
    fact = finding.fact
    if finding.person and finding.code in _OF_A_SIGN:
        return finding.code, fact.removeprefix(f"{finding.person} ")
    return (finding.code, fact, finding.where) if finding.code.startswith("I") else (id(finding),)


def summary_rows(groups: Iterable[Group]) -> list[list[str]]:
    """Institution, errors, warnings; those without either are left out."""
    rows = []
    for group in groups:
        counts = [group.count(severity) for severity in ("error", "warning")]
        if any(counts):
            rows.append([group.name, *map(str, counts)])
    return rows


def next_steps(groups: Iterable[Group]) -> list[str]:
    """The three things to do next: what keeps others from being checked, then what there is most of."""
    found: dict[tuple[int, int, str], list[tuple[str, Cause]]] = {}
    for group in groups:
        for cause in group.causes:
            if cause.severity != "info":
                first = _FIRST.index(cause.first.code) if cause.first.code in _FIRST else len(_FIRST)
                key = (_ORDER.index(cause.severity), first, cause.first.code)
                found.setdefault(key, []).append((group.name, cause))
    order = sorted(
        found, key=lambda key: (key[0], key[1], -sum(len(cause.findings) for _, cause in found[key]), key[2])
    )
    return [_step(key[2], found[key]) for key in islice(order, _STEPS)]


def _step(code: str, causes: list[tuple[str, Cause]]) -> str:
    names = list(dict.fromkeys(name for name, _ in causes))
    where = "、".join(names[:2]) + (f" 等 {len(names)} 家" if len(names) > 2 else "")
    many = sum(len(cause.findings) for _, cause in causes)
    remedies = Counter(remedy for _, cause in causes if (remedy := cause.first.parts[1]))
    remedy = f"：{remedies.most_common(1)[0][0]}" if remedies else ""
    return visible(f"{title_of(code)}，{many} 处（{where}）{remedy}")


def finding_line(facts: Facts, finding: Finding, *, color: bool = False) -> str:
    """`错误 T201 [名单!J12] 张三 派驻 4 个月，少于 6 个月（四（三））。请…`."""
    return cause_line(facts, Cause((finding,)), color=color)


def cause_line(facts: Facts, cause: Cause, *, color: bool = False) -> str:
    """One cause in one line: how often, where, what, and what to do."""
    first, many = cause.first, len(cause.findings)
    word = SEVERITY[first.severity]
    if color:
        word = f"\x1b[{_COLOR[first.severity]}m{word}\x1b[0m"
    cells: list[Cell] = [cell for finding in cause.findings for cell in finding.cells]
    place = cells_text(cells, files=several_files(facts)) if cells else _places(facts, cause)
    times = f"（{many} 处）" if many > 1 else ""
    waived = f"〔已豁免：{first.waiver}〕" if first.waiver else ""
    answered = f"〔整改情况：{first.answer.text}〕" if first.answer else ""
    said = visible(f"{f'[{place}] ' if place else ''}{_said(cause)}{waived}{answered}")
    return f"{word} {first.code}{times} {said}"


def _places(facts: Facts, cause: Cause) -> str:
    return "、".join(dict.fromkeys(filter(None, (place_text(facts, finding) for finding in cause.findings))))


def _without(finding: Finding) -> str:
    """The fact without whom it is about."""
    return finding.parts[0].removeprefix(finding.person or "").lstrip()


def _said(cause: Cause) -> str:
    """What is said of all: the facts that differ, then the clause and what to do once."""
    first = cause.first
    strangers = list(dict.fromkeys(finding.person or "" for finding in cause.findings))
    if first.code == "A401" and len(strangers) >= _CROWD:
        names = "、".join(strangers[:_NAMES]) + ("……" if len(strangers) > _NAMES else "")
        return first.replace(fact=f"{len(strangers)} 人不在名单，未计：{names}").said
    parts = [finding.parts for finding in cause.findings]
    facts = list(dict.fromkeys(fact for fact, _ in parts))
    if len(facts) == 1:
        return first.said
    if len(strangers) >= _CROWD and all(strangers):
        facts = list(dict.fromkeys(_without(finding) for finding in cause.findings))
        facts[0] = f"{len(strangers)} 人（{'、'.join(strangers[:_SAID])}……）{facts[0]}"
    lead = f"{first.person} " if first.person else ""
    if lead and all(fact.startswith(lead) for fact in facts):
        facts = [facts[0], *(fact.removeprefix(lead) for fact in facts[1:])]
    more = f"；……共 {len(facts)} 种，用 --verbose 逐条列出" if len(facts) > _SAID else ""
    remedy = next((remedy for _, remedy in parts if remedy), "")
    joined = first.replace(fact="；".join(facts[:_SAID]) + more, remedy=remedy)
    return joined.said if remedy else f"{joined.said}。"
