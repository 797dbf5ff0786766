"""R · 名单: whether the roster is whole, consistent and what the campaign planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell, Sheet
from qianyi.facts import Facts
from qianyi.facts.texts import plain
from qianyi.intake.cells.names import without_tail
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about, cells_of

_REQUIRED = {
    "name": "姓名",
    "recipient": "受援单位",
    "support": "支援单位",
    "licence": "执业资格",
    "title": "专业技术职称",
    "period": "支援时间",
    "start": "开始日期",
    "end": "结束日期",
}
_KINDS = {"physician": "医师", "nurse": "护士", "pharmacist": "药师", "technician": "技师"}


@rule("R101", "missing-field", "error", needs=("roster",))
def missing_field(facts: Facts) -> Iterator[Finding]:
    """说明：名单每人的姓名、受援单位、支援单位、执业资格、专业技术职称、支援时间都要填。
    合并单元格和“同上”的单位空格先按上一行补齐；整列都没有的，由 I003 说明。
    依据：通则；盐池附件1（派驻人员名单的栏目）。
    怎么改：在标出的空格里填上内容；不清楚的向支援单位核实。
    """
    for placement in facts.dossier.placements:
        missing = [field for field in _REQUIRED if not getattr(placement, field) and _is_missing(placement, field)]
        if not missing:
            continue
        if placement.unreadable("start", "end"):
            missing = [field for field in missing if field != "period"]
        missing = [field for field in missing if not placement.unreadable(field)]
        if missing:
            who = placement.name or f"第 {placement.row + 1} 行"
            words = "、".join(_REQUIRED[field] for field in missing)
            left = placement.cells(*missing)
            yield Finding("R101", f"{who} 没有填{words}", left, **about(placement), remedy="请补上。")


def _is_missing(placement: Placement, field: str) -> bool:
    """Whether a field without a value ought to have one: its column is there, and no other says the same."""
    if not placement.has(field):
        return False
    if field == "period":
        return placement.start is None or placement.end is None
    return field not in ("start", "end") or placement.period is None


def _overlap(a: Placement, b: Placement) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end


@rule("R102", "duplicate-person", "error", needs=("roster",))
def duplicate_person(facts: Facts) -> Iterator[Finding]:
    """说明：同一人（姓名和支援单位都相同）不能有两段时间重叠的派驻。
    依据：通则；盐池附件1（一人一岗，一段派驻一行）。
    怎么改：重复录入的删去一行；确实先后到两处的，把起止日期改到不重叠；其实是两个人的，核对支援单位。
    """
    for (name, _), placements in facts.directory.people.items():
        clash: dict[int, Placement] = {}
        for a, b in combinations(placements, 2):
            if _overlap(a, b):
                clash |= {id(a): a, id(b): b}
        if clash:
            rows = list(clash.values())
            places = "、".join(f"{p.recipient}（{p.start} 至 {p.end}）" for p in rows)
            fact = f"{name} 有 {len(rows)} 段派驻时间重叠：{places}"
            remedy = "请删去重复的行，或改正起止日期。"
            yield Finding(
                "R102", fact, tuple(c for p in rows for c in cells_of(p, "name")), **about(rows[0]), remedy=remedy
            )


@rule("R103", "same-name", "warning", needs=("roster",), span="term")
def same_name(facts: Facts) -> Iterator[Finding]:
    """说明：名单上有两位不同的人同名，或只差姓名后面括号里的字。其他各表只写姓名就分不清是谁。
    依据：通则（不猜）。
    怎么改：在考勤、请假等各表里加上“支援单位”或“受援单位”一列并填好，只差括号的照名单写全；若其实是一个人，把支援单位、姓名改成一致。
    """
    named: dict[str, list[Placement]] = defaultdict(list)
    for placement in facts.dossier.placements:
        if placement.name and placement.support:
            named[placement.name].append(placement)
    for name, placements in named.items():
        supports = list(dict.fromkeys(p.support for p in placements))
        if len(supports) > 1:
            homes = "、".join(str(support) for support in supports)
            fact = f"有 {len(supports)} 位{name}（{homes}）"
            remedy = "请在其他各表写明支援单位或受援单位，以便分清。"
            yield Finding(
                "R103", fact, tuple(c for p in placements for c in cells_of(p, "name")), person=name, remedy=remedy
            )
    yield from _told_by_brackets(named)


def _told_by_brackets(named: dict[str, list[Placement]]) -> Iterator[Finding]:
    """R103 for names that differ only by what stands in brackets behind them."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in named:
        alike[without_tail(name)].append(name)
    for bare, names in alike.items():
        if len(names) > 1:
            fact = f"{'、'.join(names)} 只差姓名后面括号里的字，按 {len(names)} 个人读"
            cells = tuple(c for name in names for p in named[name] for c in cells_of(p, "name"))
            remedy = "确是几个人的，各表都照名单写全括号；是一个人的，请把姓名写成一样。"
            yield Finding("R103", fact, cells, person=names[0], remedy=remedy, key=bare)


@rule("R104", "not-health-professional", "warning", needs=("roster",))
def not_health_professional(facts: Facts) -> Iterator[Finding]:
    """说明：派驻的应是卫生专业技术人员；执业资格或专业不属医、护、技、药、公共卫生的（如财务、会计）要核对。
    依据：盐池方案三（卫生专业技术人员）。
    怎么改：录错的改正；确为非卫生专业的，请支援单位换人，或由县里说明后列入豁免。
    """
    if not any(facts.dossier.has_column("roster", field) for field in ("licence", "specialty")):
        raise Skip("派驻人员名单没有“执业资格”和“专业”两列")
    for placement in facts.dossier.placements:
        outside = [
            (field, text)
            for field in ("licence", "specialty")
            if (text := getattr(placement, field)) and facts.policy.meaning(field, text) == "other"
        ]
        if outside:
            words = "、".join(f"{_REQUIRED.get(field, '专业')}“{text}”" for field, text in outside)
            fact = f"{placement.name} 的{words}不属卫生专业技术"
            remedy = "请核对，或另选卫生专业技术人员。"
            yield Finding(
                "R104", fact, cells_of(placement, *(field for field, _ in outside)), **about(placement), remedy=remedy
            )


@rule("R105", "title-mismatch", "warning", columns=("roster.licence", "roster.title"))
def title_mismatch(facts: Facts) -> Iterator[Finding]:
    """说明：执业资格与专业技术职称不是一类，例如执业医师而职称是主管药师，执业护士而职称是主治医师。
    依据：通则（名单各栏要对得上）。
    怎么改：照执业证和职称证改正其中一栏。
    """
    meaning = facts.policy.meaning
    for placement in facts.dossier.placements:
        if not placement.licence or not placement.title:
            continue
        licence, title = meaning("licence", placement.licence), meaning("title", placement.title)
        title = "physician" if title == "senior_physician" else title
        if licence in _KINDS and title in _KINDS and licence != title:
            fact = f"{placement.name} 的执业资格是“{placement.licence}”，职称却是{_KINDS[title]}类的“{placement.title}”"
            remedy = "请照证书核对。"
            yield Finding("R105", fact, cells_of(placement, "title", "licence"), **about(placement), remedy=remedy)


@rule("R106", "headcount", "warning", needs=("roster",), parameters=("target.people",))
def headcount(facts: Facts) -> Iterator[Finding]:
    """说明：名单上的人数与活动定的人数不同。一人先后两段派驻只算一人。
    依据：盐池方案三（选派人数）。
    怎么改：缺的补上，多的核对；本县人数不同的，在 qianyi.toml 的 [parameters] 写 "target.people"。
    """
    people, target = len(facts.directory.people), facts.policy.whole("target.people")
    if people != target:
        difference = f"少 {target - people} 人" if people < target else f"多 {people - target} 人"
        fact = f"名单上有 {people} 人，应为 {target} 人，{difference}"
        remedy = "请核对名单，或在 qianyi.toml 里改目标人数。"
        yield _of_roster("R106", fact, remedy, facts)


@rule("R107", "coverage", "warning", needs=("roster",), parameters=("target.recipients",))
def coverage(facts: Facts) -> Iterator[Finding]:
    """说明：名单上的受援单位数与活动定的家数不同；给了单位名录的，名录里没有派到人的受援单位逐家列出。
    依据：盐池方案四（一）（受援单位家数）。
    怎么改：核对受援单位有没有漏派，名称有没有写成两样；本县家数不同的，在 qianyi.toml 写 "target.recipients"。
    """
    left = facts.institutions.left_out
    if left:
        names = "、".join(row.institution or "" for row in left)
        fact = f"单位名录上的 {names} 没有派驻人员"
        cells = tuple(cell for row in left for cell in row.cells("institution"))
        yield Finding("R107", fact, cells, remedy="请核对有无漏派，或名单与名录写法不同。", key="left-out")
    count, target = len(facts.directory.recipients), facts.policy.whole("target.recipients")
    if count != target and count + len(left) != target:
        fact = f"名单上有 {count} 家受援单位，应为 {target} 家"
        remedy = "请核对有无漏派，或同一单位写成两个名称。"
        yield _of_roster("R107", fact, remedy, facts)


def _of_roster(code: str, fact: str, remedy: str, facts: Facts) -> Finding:
    """A finding about the roster as a whole: it has a sheet and no cell."""
    sheet = facts.dossier.sheets("roster")[0]
    return Finding(code, fact, path=sheet.path, sheet=sheet.name, order=sheet.order, remedy=remedy)


@rule("R108", "self-support", "error", needs=("roster",))
def self_support(facts: Facts) -> Iterator[Finding]:
    """说明：受援单位和支援单位是同一家。
    依据：通则（支援须由另一家派出）。
    怎么改：改正填错的那一栏；单位名称以公章为准。
    """
    for placement in facts.dossier.placements:
        if placement.recipient and placement.recipient == placement.support:
            fact = f"{placement.name} 的受援单位和支援单位都是{placement.recipient}"
            remedy = "请改正其中一栏。"
            yield Finding("R108", fact, cells_of(placement, "recipient", "support"), **about(placement), remedy=remedy)


@rule("R110", "implausible-age", "warning", columns=("roster.age",), parameters=("age.min", "age.max"))
def implausible_age(facts: Facts) -> Iterator[Finding]:
    """说明：年龄小于下限或大于上限（默认 18 和 65，含本数不算），多半是录入错误。
    依据：通则（本地设定，可在 [parameters] 改）。
    怎么改：照身份证改正年龄。
    """
    low, high = facts.policy.number("age.min"), facts.policy.number("age.max")
    for placement in facts.dossier.placements:
        if placement.age is not None and not low <= placement.age <= high:
            fact = f"{placement.name} 的年龄 {placement.age} 岁，不在 {plain(low)} 至 {plain(high)} 岁之间"
            remedy = "请核对。"
            yield Finding("R110", fact, cells_of(placement, "age"), **about(placement), remedy=remedy)


@rule("R111", "serial-gap", "info", columns=("roster.serial",))
def serial_gap(facts: Facts) -> Iterator[Finding]:
    """说明：名单的序号有重复或跳号，可能漏行或多行。
    依据：通则。
    怎么改：看标出的行前后有没有漏人、重复；没有就把序号重排。
    """
    rows: dict[int, list[Placement]] = defaultdict(list)
    sheets: dict[int, Sheet] = {}
    for placement in facts.dossier.placements:
        if placement.serial is not None:
            rows[id(placement.sheet)].append(placement)
            sheets[id(placement.sheet)] = placement.sheet
    for placements in rows.values():
        seen: set[int] = set()
        before: int | None = None
        for placement in placements:
            serial = placement.serial
            assert serial is not None
            cell: tuple[Cell, ...] = placement.cells("serial")
            if serial in seen:
                fact = f"序号 {serial} 重复（{placement.name}）"
                remedy = "请核对有无重复的行。"
                yield Finding("R111", fact, cell, **about(placement), remedy=remedy)
            elif before is not None and serial != before + 1:
                fact = f"序号从 {before} 跳到 {serial}（{placement.name}）"
                remedy = "请核对有无漏行。"
                yield Finding("R111", fact, cell, **about(placement), remedy=remedy)
            seen.add(serial)
            before = serial
