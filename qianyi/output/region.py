"""Many counties merged: people, institutions across counties, findings by rule, ranking. Read one county at a time."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from qianyi.facts.texts import plain
from qianyi.intake.folder import DATA
from qianyi.output.documents.words import masked
from qianyi.output.words import ROLE, SEVERITY, STATUS, TERM, safe, shown
from qianyi.patterns import pattern
from qianyi.scoring.ledger import ranks
from qianyi.scoring.result import ZERO, Status, worst

COMBINE = {
    "people": "派驻人数加权平均", "counties": "各县简单平均", "lowest": "取各县最低",
}  # fmt: skip
COUNTS = (
    ("required", "应出勤"), ("present", "实出勤"), ("personal", "事假"), ("sick", "病假"), ("marriage", "婚假"),
    ("maternity", "产假"), ("bereavement", "丧假"), ("other", "其他假"), ("annual", "年休假"), ("absent", "旷工"),
    ("unrecorded", "未记录"),
)  # fmt: skip


class _Item(Struct):
    id: str
    title: str
    max: Decimal
    score: Decimal | None


class _Person(Struct):
    name: str
    items: list[_Item]
    status: Status
    max: Decimal
    support: str | None = None
    recipient: str | None = None
    start: str | None = None
    end: str | None = None
    term: str | None = None
    attendance: dict[str, Decimal] = {}
    score: Decimal | None = None
    percent: Decimal | None = None
    grade: str | None = None
    counted_months: int | None = None


class _Many(Struct):
    count: int
    mean_percent: Decimal | None = None


class _Institution(Struct):
    name: str
    role: str
    status: Status
    items: list[_Item]
    people: _Many
    score: Decimal | None = None
    percent: Decimal | None = None
    rank: int | None = None


class _Finding(Struct):
    code: str
    severity: str
    clause: str | None = None


class _Scores(Struct):
    people: list[_Person]
    institutions: list[_Institution]
    findings: list[_Finding]
    as_of: str
    policy: dict[str, Any]


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
    path = folder / DATA / "scores.json"
    try:
        msgspec.json.decode(path.read_bytes(), type=_Scores)
    except OSError:
        return f"{DATA}/scores.json 读不出来；请删去这个县的结果文件夹，再运行一次。"
    except msgspec.MsgspecError:
        return f"{DATA}/scores.json 不完整；请删去这个县的结果文件夹，再运行一次。"
    return None


class InstitutionHere(Struct):
    """One institution's result in one county."""

    county: str
    name: str
    role: str
    score: Decimal | None
    percent: Decimal | None
    status: Status
    rank: int | None
    people: int
    mean: Decimal | None


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
    changed: str
    """What the county overrides, as printed."""
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


class Region(Struct):
    """What is kept of all counties once their people have been written out."""

    counties: list[CountyHere] = field(default_factory=list)
    institutions: list[InstitutionHere] = field(default_factory=list)
    combined: list[Combined] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=lambda: {role: set() for role in ROLE})
    """Role → institutions, those of policies without points too."""
    findings: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=dict)
    """(code, severity, clause) → county → how many."""
    percents: list[Decimal] = field(default_factory=list)
    lost: dict[str, Decimal] = field(default_factory=dict)
    failed: list[Member] = field(default_factory=list)


def masked_scores(data: dict[str, Any]) -> dict[str, Any]:
    """`qianyi.score/1` for publication: names masked; no kind of leave, no reason, no cell, no message."""
    names = masked(person["name"] for person in data["people"])
    closed: dict[str, Any] = {"ledger": [], "missing": []}
    return {
        **{key: value for key, value in data.items() if key != "standing"},
        "people": [
            {**person, "name": names[person["name"]], "attendance": {}, "facts": {},
             "items": [{**item, **closed, "lines": []} for item in person["items"]]}
            for person in data["people"]
        ],
        "institutions": [
            {**found, "items": [{**item, **closed, "lines": []} for item in found["items"]]}
            for found in data["institutions"]
        ],
        "findings": [
            {key: finding[key] for key in ("code", "slug", "severity", "clause")}
            for finding in data["findings"]
        ],
    }  # fmt: skip


def people_rows(members: Iterable[Member], region: Region) -> Iterator[list[object]]:
    """The people of all counties, row by row; fills `region` on the way, so that no county stays in memory."""
    decoder = msgspec.json.Decoder(_Scores)
    for member in members:
        if member.message:
            region.failed.append(member)
            continue
        content = (member.folder / DATA / "scores.json").read_bytes()
        scores = decoder.decode(content)
        _note(region, member, scores, hashlib.sha256(content).hexdigest())
        for person in scores.people:
            items = {item.id: item.score for item in person.items}
            yield [
                member.name, person.name, person.recipient, person.support, person.start, person.end,
                TERM.get(person.term or "", person.term),
                *(person.attendance.get(key) for key, _ in COUNTS), *(items.get(id) for id in ("4.1", "4.2", "4.3")),
                person.score, person.max or None, person.percent, STATUS[person.status], person.grade,
                person.counted_months,
            ]  # fmt: skip


PEOPLE_HEADINGS = (
    "县", "姓名", "受援单位", "支援单位", "开始日期", "结束日期", "期限", *(words for _, words in COUNTS), "在岗情况",
    "遵守劳动纪律", "履行岗位职责",
    "总分", "满分", "百分制", "状态", "评价", "计服务月",
)  # fmt: skip
INSTITUTION_HEADINGS = ("县", "角色", "单位", "得分", "百分制", "状态", "县内名次", "派驻人数", "人员平均")
FINDING_HEADINGS = ("县", "代码", "级别", "条款", "处数")


def _note(region: Region, member: Member, scores: _Scores, sha256: str) -> None:
    severities: dict[str, int] = defaultdict(int)
    for finding in scores.findings:
        severities[finding.severity] += 1
        counts = region.findings.setdefault((finding.code, finding.severity, finding.clause or ""), {})
        counts[member.name] = counts.get(member.name, 0) + 1
    judged = (person for person in scores.people if person.status != "pending")  # an unmarked line is no zero
    percents = [person.percent for person in judged if person.percent is not None]
    region.percents += percents
    for items in [*(person.items for person in scores.people), *(found.items for found in scores.institutions)]:
        for item in items:
            if item.score is not None and item.score < item.max:
                words = f"{item.id} {item.title}"
                region.lost[words] = region.lost.get(words, ZERO) + item.max - item.score
    region.counties.append(
        CountyHere(
            member.name, f"{member.name}/报告.html", len(scores.people), severities["error"], severities["warning"],
            sum(percents, ZERO) / len(percents) if percents else None, min(percents, default=None),
            sum(person.status != "final" for person in scores.people), len(percents), scores.as_of, str(scores.policy.get("id", "")),
            "，".join(f"{key} = {shown(value)}" for key, value in scores.policy.get("overrides", {}).items()), sha256,
            member.city, member.code,
        )
    )  # fmt: skip
    for found in scores.institutions:
        region.names[found.role].add(found.name)
    region.institutions += [
        InstitutionHere(
            member.name, found.name, found.role, found.score, found.percent, found.status, found.rank,
            found.people.count,
            found.people.mean_percent,
        )
        for found in scores.institutions
        if found.items
    ]  # fmt: skip


def cities(region: Region) -> list[City]:
    """The cities in the order of their names; empty where no county has one."""
    found: dict[str, City] = {}
    for county in region.counties:
        found.setdefault(county.city, City(county.city, [])).counties.append(county)
    for member in region.failed:
        found.setdefault(member.city, City(member.city, [])).undone += 1
    return [found[name] for name in sorted(found)] if set(found) - {""} else []


_LOCAL = pattern(r"(?:卫生院|社区卫生服务(?:中心|站)|卫生室|卫生站|卫生所)(?:分院)?$")
"""A township's: of one name in two counties they are two."""


def settle(region: Region, combine: str) -> None:
    """Rank the counties by the mean of their people, and combine institutions over counties as `combine` says."""
    rank([(county, county.mean) for county in region.counties])
    groups: dict[tuple[str, str, str], list[InstitutionHere]] = defaultdict(list)
    counties: dict[str, set[str]] = defaultdict(set)
    for here in region.institutions:
        groups[here.role, here.name, here.county if _LOCAL.search(here.name) else ""].append(here)
        counties[here.name].add(here.county)
    region.combined = [
        Combined(f"{name}（{county}）" if county and len(counties[name]) > 1 else name, role, parts)
        for (role, name, county), parts in groups.items()
    ]
    for found in region.combined:
        found.percent = combined_percent(found.parts, combine)
        found.status = worst([part.status for part in found.parts])
    for role in ROLE:
        rank(
            [
                (found, found.percent if found.status != "pending" else None)
                for found in region.combined
                if found.role == role
            ]
        )


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


def institution_rows(region: Region) -> Iterator[list[object]]:
    """Institutions county by county."""
    for here in region.institutions:
        yield [
            here.county, ROLE[here.role], here.name, here.score, here.percent, STATUS[here.status], here.rank,
            here.people, here.mean,
        ]  # fmt: skip


def finding_rows(region: Region) -> Iterator[list[object]]:
    """How many findings of each rule each county has."""
    for (code, severity, clause), counts in sorted(region.findings.items()):
        for county, many in counts.items():
            yield [county, code, SEVERITY.get(severity, severity), clause, many]


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with BOM, so that spreadsheets read it too; figures rounded half up to 2 places; no cell is a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return safe(value) if isinstance(value, str) else "" if value is None else value


class ParquetPeople:
    """The people as a columnar table, written as they come; figures as decimals of 4 places. Needs pyarrow."""

    BATCH = 5000
    DECIMALS = frozenset(
        {*(words for _, words in COUNTS), "在岗情况", "遵守劳动纪律", "履行岗位职责", "总分", "满分", "百分制"}
    )

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        types = [
            pa.decimal128(12, 4) if name in self.DECIMALS else pa.int32() if name == "计服务月" else pa.string()
            for name in PEOPLE_HEADINGS
        ]
        self._schema = pa.schema(list(zip(PEOPLE_HEADINGS, types, strict=True)))
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Sequence[object]] = []

    def person(self, row: Sequence[object]) -> None:
        """One placement."""
        place = Decimal("0.0001")
        self._rows.append([v.quantize(place, ROUND_HALF_UP) if isinstance(v, Decimal) else v for v in row])
        if len(self._rows) == self.BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(PEOPLE_HEADINGS)
        arrays = [self._pa.array(column, type=kind) for column, kind in zip(columns, self._schema.types, strict=True)]
        self._writer.write_table(self._pa.table(arrays, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        self._writer.close()
