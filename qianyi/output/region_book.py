"""汇总.xlsx: ranking of counties, people, institutions combined and county by county, findings by rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qianyi import __version__
from qianyi.facts.texts import plain
from qianyi.output import region_tables as tables
from qianyi.output.sheets import Book, SheetWriter
from qianyi.output.tables import Column
from qianyi.output.words import ROLE, SEVERITY, STATUS, overrides_of
from qianyi.rules.cases import title_of
from qianyi.scoring import region as merged

_COUNTIES = (
    "名次 县 市 行政区划代码 派驻人次 人员平均（百分制） 人员最低 错误 每人次错误 提醒 得分未定人次 政策 截至 本地改动"
)
_CITIES = "市 县数 没有做成的县 派驻人次 人员平均（百分制） 错误 每人次错误 提醒"
_COMBINED = "角色 名次 单位 合并百分制 状态 县数 派驻人数 各县得分（百分制）"
_RULES = "代码 规则 级别 条款 处数 涉及县数"


class RegionBook:
    """The workbook; people are written as they come and not kept."""

    def __init__(self, path: Path, columns: Sequence[Column], *, cities: bool = False) -> None:
        self.book = Book(None, "千医 多县汇总", path, streamed=True)
        heads = {
            "各县排名": ([*_COUNTIES.split(), "scores.json SHA-256"], 2),
            **({"各市小计": (_CITIES.split(), 1)} if cities else {}),
            "派驻人员": ([column.word for column in columns], 2),
            "单位合并": (_COMBINED.split(), 3),
            "单位分县": ([column.word for column in tables.INSTITUTIONS], 3),
            "问题按规则": (_RULES.split(), 1),
            "说明": (["项目", "内容"], 1),
        }
        self.sheets: dict[str, SheetWriter] = {
            name: self.book.sheet(name, words, frozen=frozen) for name, (words, frozen) in heads.items()
        }

    def person(self, row: Sequence[object]) -> None:
        """One placement."""
        self.sheets["派驻人员"].values(row)

    def finish(self, region: merged.Region, combine: str) -> None:
        """All that follows from the whole, then close the file."""
        self._counties(region)
        if "各市小计" in self.sheets:
            self._cities(region)
        self._combined(region)
        for here in region.institutions:
            self.sheets["单位分县"].values(tables.values(tables.INSTITUTIONS, here))
        self._rules(region)
        self._about(region, combine)
        for name, sheet in self.sheets.items():
            sheet.end(filtered=name in ("各县排名", "派驻人员", "单位分县"))
        self.book.close()

    def _counties(self, region: merged.Region) -> None:
        table = self.sheets["各县排名"]
        for county in sorted(region.counties, key=lambda county: (county.rank or 1 << 30, county.name)):
            figures = (county.people, county.mean, county.lowest, county.error, county.each, county.warning)
            under = (county.not_final, county.policy, county.as_of, overrides_of(county.overrides), county.sha256)
            table.values((county.rank, county.name, county.city, county.code, *figures, *under))
        for member in region.failed:
            blank = (None,) * 7
            table.values((None, member.name, member.city, member.code, *blank, "没有做成", member.message))

    def _cities(self, region: merged.Region) -> None:
        """Sub-totals by city, and what they come to together."""
        for city in [*merged.cities(region), merged.City("合计", region.counties, len(region.failed))]:
            figures = (city.people, city.mean, city.error, city.each, city.warning)
            self.sheets["各市小计"].values((city.name or "（未注明）", len(city.counties), city.undone, *figures))

    def _combined(self, region: merged.Region) -> None:
        for found in sorted(region.combined, key=lambda f: (f.role != "support", f.rank or 1 << 30, f.name)):
            each = "；".join(
                f"{p.county} {STATUS['pending'] if p.percent is None else plain(p.percent)}" for p in found.parts
            )
            figures = (found.percent, STATUS[found.status], len(found.parts), found.people, each)
            self.sheets["单位合并"].values((ROLE[found.role], found.rank, found.name, *figures))

    def _rules(self, region: merged.Region) -> None:
        gravity = list(SEVERITY)
        for (code, severity, clause), counts in sorted(
            region.findings.items(), key=lambda item: (gravity.index(item[0][1]), -sum(item[1].values()), item[0])
        ):
            figures = (clause, sum(counts.values()), len(counts))
            self.sheets["问题按规则"].values((code, title_of(code), SEVERITY[severity], *figures))

    def _about(self, region: merged.Region, combine: str) -> None:
        for line in (
            ("版本", f"qianyi {__version__}"),
            ("单位跨县合并", merged.COMBINE[combine]),
            ("县数", str(len(region.counties))),
            ("人员平均、最低、名次", "待评的人次不算在内"),
            ("各县输入", "每份输入的 SHA-256 在该县的 scores.json 和 manifest.json 里"),
            ("没有做成的县", "、".join(member.name for member in region.failed) or "无"),
        ):
            self.sheets["说明"].values(line)
