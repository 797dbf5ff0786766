"""Many counties merged: people, institutions across counties, findings by rule, ranking. Read one county at a time."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Struct, field

from qianyi.facts.days import ZERO
from qianyi.patterns import pattern
from qianyi.rules.labels import Shape, labelled
from qianyi.scoring import shapes
from qianyi.scoring.ledger import ranks
from qianyi.scoring.result import Role, Status, worst

COMBINE = {
    "people": "派驻人数加权平均",
    "counties": "各县简单平均",
    "lowest": "取各县最低",
}
SCORES = Path("数据", "scores.json")
"""Where a county's folder of outputs holds what is merged."""


class Member(Struct, frozen=True):
    """A county that was reviewed: its name and its folder of outputs; `message` where it could not be. `city`: the
    city it belongs to; `code`: its 行政区划代码; "" where they are not known."""

    name: str
    folder: Path
    message: str = ""
    city: str = ""
    code: str = ""


def unreadable(folder: Path) -> str | None:
    """Why the scores of a county cannot be read, None where they can."""
    path = folder / SCORES
    try:
        msgspec.json.decode(path.read_bytes(), type=shapes.Score)
    except OSError:
        return f"{SCORES.as_posix()} 读不出来；请删去这个县的结果文件夹，再运行一次。"
    except msgspec.MsgspecError:
        return f"{SCORES.as_posix()} 不完整；请删去这个县的结果文件夹，再运行一次。"
    return None


class InstitutionHere(Shape, kw_only=True):
    """One institution's result in one county."""

    county: Annotated[str, labelled("县")]
    role: Annotated[Role, labelled("类别")]
    name: Annotated[str, labelled("单位")]
    score: Annotated[Decimal | None, labelled("得分", unit="分")]
    percent: Annotated[Decimal | None, labelled("百分", unit="%")]
    status: Annotated[Status, labelled("状态")]
    rank: Annotated[int | None, labelled("县内名次")]
    people: Annotated[int, labelled("人数", "people.count", unit="人")]
    mean: Annotated[Decimal | None, labelled("人均百分", "people.mean_percent", unit="%")]


class Combined(Struct):
    """An institution over all its counties; `percent` None where no county has a result."""

    name: str
    role: str
    parts: list[InstitutionHere]
    percent: Decimal | None = None
    status: Status = "final"
    rank: int | None = None

    @property
    def people(self) -> int:
        """Persons over all counties."""
        return sum(part.people for part in self.parts)


class CountyHere(Struct):
    """A county's line in the ranking."""

    name: str
    link: str
    people: int
    error: int
    warning: int
    mean: Decimal | None
    lowest: Decimal | None
    not_final: int
    judged: int
    """Placements that its mean is of."""
    as_of: str
    policy: str
    overrides: dict[str, Any]
    """What the county overrides."""
    sha256: str
    """Of its scores.json, which names the digests of its inputs."""
    city: str = ""
    code: str = ""
    rank: int | None = None

    @property
    def each(self) -> Decimal | None:
        """Errors a placement."""
        return Decimal(self.error) / self.people if self.people else None


class City(Struct):
    """The counties of one city together."""

    name: str
    counties: list[CountyHere]
    undone: int = 0

    @property
    def people(self) -> int:
        """Placements."""
        return sum(county.people for county in self.counties)

    @property
    def error(self) -> int:
        """Errors."""
        return sum(county.error for county in self.counties)

    @property
    def warning(self) -> int:
        """Warnings."""
        return sum(county.warning for county in self.counties)

    @property
    def each(self) -> Decimal | None:
        """Errors a placement."""
        return Decimal(self.error) / self.people if self.people else None

    @property
    def mean(self) -> Decimal | None:
        """The mean of its people's percents, those who wait aside."""
        judged = [(county.mean, county.judged) for county in self.counties if county.mean is not None]
        count = sum(many for _, many in judged)
        return sum((mean * many for mean, many in judged), ZERO) / count if count else None


class PersonHere(Struct, frozen=True):
    """One placement in one county."""

    county: str
    person: shapes.Person


_LOCAL = pattern(
    r"(?:卫生院|社区卫生服务(?:中心|站)|卫生室|卫生站|卫生所)(?:分院)?$", "甲镇卫生院", "社区卫生服务中心分院"
)
"""A township's: of one name in two counties they are two."""


class Region(Struct):
    """Collects what is kept of the counties once their people have been written out: they are read one by one."""

    counties: list[CountyHere] = field(default_factory=list)
    institutions: list[InstitutionHere] = field(default_factory=list)
    combined: list[Combined] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=lambda: {"support": set(), "recipient": set()})
    """Role → institutions, those of policies without points too."""
    findings: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=dict)
    """(code, severity, clause) → county → how many."""
    percents: list[Decimal] = field(default_factory=list)
    lost: dict[str, Decimal] = field(default_factory=dict)
    failed: list[Member] = field(default_factory=list)

    def people_of(self, members: Iterable[Member]) -> Iterator[PersonHere]:
        """The people of all counties, one by one; takes each in on the way, so that no county stays in memory."""
        decoder = msgspec.json.Decoder(shapes.Score)
        for member in members:
            if member.message:
                self.failed.append(member)
                continue
            content = (member.folder / SCORES).read_bytes()
            score = decoder.decode(content)
            self._take(member, score, hashlib.sha256(content).hexdigest())
            for person in score.people:
                yield PersonHere(member.name, person)

    def _take(self, member: Member, scores: shapes.Score, sha256: str) -> None:
        severities: dict[str, int] = defaultdict(int)
        for finding in scores.findings:
            severities[finding.severity] += 1
            counts = self.findings.setdefault((finding.code, finding.severity, finding.clause or ""), {})
            counts[member.name] = counts.get(member.name, 0) + 1
        judged = (person for person in scores.people if person.status != "pending")  # an unmarked line is no zero
        percents = [person.percent for person in judged if person.percent is not None]
        self.percents += percents
        for items in [*(person.items for person in scores.people), *(found.items for found in scores.institutions)]:
            for item in items:
                if item.score is not None and item.score < item.max:
                    words = f"{item.id} {item.title}"
                    self.lost[words] = self.lost.get(words, ZERO) + item.max - item.score
        self.counties.append(
            CountyHere(
                name=member.name,
                link=f"{member.name}/报告.html",
                people=len(scores.people),
                error=severities["error"],
                warning=severities["warning"],
                mean=sum(percents, ZERO) / len(percents) if percents else None,
                lowest=min(percents, default=None),
                not_final=sum(one.status != "final" for one in scores.people),
                judged=len(percents),
                as_of=scores.as_of.isoformat(),
                policy=scores.policy.id,
                overrides=scores.policy.overrides,
                sha256=sha256,
                city=member.city,
                code=member.code,
            )
        )
        for found in scores.institutions:
            self.names[found.role].add(found.name)
        self.institutions += [
            InstitutionHere.made(found, county=member.name) for found in scores.institutions if found.items
        ]

    def settle(self, combine: str) -> None:
        """Rank the counties by the mean of their people, and combine institutions over counties as `combine` says."""
        rank([(county, county.mean) for county in self.counties])
        groups: dict[tuple[str, str, str], list[InstitutionHere]] = defaultdict(list)
        counties: dict[str, set[str]] = defaultdict(set)
        for here in self.institutions:
            groups[here.role, here.name, here.county if _LOCAL.search(here.name) else ""].append(here)
            counties[here.name].add(here.county)
        self.combined = [
            Combined(f"{name}（{county}）" if county and len(counties[name]) > 1 else name, role, parts)
            for (role, name, county), parts in groups.items()
        ]
        for found in self.combined:
            found.percent = combined_percent(found.parts, combine)
            found.status = worst([part.status for part in found.parts])
        for role in self.names:
            rank(
                [
                    (found, found.percent if found.status != "pending" else None)
                    for found in self.combined
                    if found.role == role
                ]
            )


def person_items(members: Iterable[Member]) -> list[shapes.Item]:
    """The items of persons' rubrics over all counties, in order of id: the columns that their table needs."""
    decoder = msgspec.json.Decoder(_Heads)
    found: dict[str, shapes.Item] = {}
    for member in members:
        if not member.message:
            for person in decoder.decode((member.folder / SCORES).read_bytes()).people:
                for item in person.items:
                    if item.id not in found:
                        found[item.id] = shapes.Item(
                            id=item.id,
                            title=item.title,
                            max=item.max,
                            score=None,
                            status="pending",
                            missing=[],
                            ledger=[],
                            lines=[],
                        )
    return [found[id] for id in sorted(found)]


class _ItemHead(Struct):
    id: str
    title: str
    max: Decimal


class _PersonHead(Struct):
    items: list[_ItemHead]


class _Heads(Struct):
    people: list[_PersonHead]


def cities(region: Region) -> list[City]:
    """The cities in the order of their names; empty where no county has one."""
    found: dict[str, City] = {}
    for county in region.counties:
        found.setdefault(county.city, City(county.city, [])).counties.append(county)
    for member in region.failed:
        found.setdefault(member.city, City(member.city, [])).undone += 1
    return [found[name] for name in sorted(found)] if set(found) - {""} else []


def combined_percent(parts: Sequence[InstitutionHere], combine: str) -> Decimal | None:
    """One figure for an institution over its counties; counties without a result are left out."""
    known = [(part.percent, max(part.people, 1)) for part in parts if part.percent is not None]
    if not known:
        return None
    if combine == "lowest":
        return min(percent for percent, _ in known)
    if combine == "counties":
        return sum((percent for percent, _ in known), ZERO) / len(known)
    return sum((percent * people for percent, people in known), ZERO) / sum(people for _, people in known)


def rank(rows: Sequence[tuple[Any, Decimal | None]]) -> None:
    """Set `rank` by the figure; None where there is none."""
    places = ranks(figure for _, figure in rows if figure is not None)
    for row, figure in rows:
        row.rank = None if figure is None else places[figure]
