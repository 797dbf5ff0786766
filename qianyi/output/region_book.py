"""region.xlsx: ranking of counties, people, institutions combined and county by county, findings by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from qianyi import __version__
from qianyi.facts.texts import plain
from qianyi.output import region_tables as tables
from qianyi.output.tables import Column
from qianyi.output.words import ROLE, SEVERITY, STATUS, overrides_of
from qianyi.rules.cases import title_of
from qianyi.scoring import region as merged


class RegionBook:
    """The workbook; people are written as they come and not kept."""

    def __init__(self, path: Path, columns: Sequence[Column], *, cities: bool = False) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self.book.set_properties({"title": "千医 多县汇总", "created": datetime(2000, 1, 1)})
        self.head = self.book.add_format({"bold": True, "bg_color": "#DCEBE9", "bottom": 1, "text_wrap": True})
        self.number = self.book.add_format({"num_format": "0.00"})
        names = [
            "各县排名",
            *(["各市小计"] if cities else []),
            "派驻人员",
            "单位合并",
            "单位分县",
            "问题按规则",
            "说明",
        ]
        self.sheets: dict[str, Any] = {name: self.book.add_worksheet(name) for name in names}
        self._rows: dict[str, int] = {}
        self.heads = [column.word for column in columns]
        self._start("派驻人员", self.heads, freeze=2)

    def _start(self, name: str, headings: Sequence[str], freeze: int = 1) -> None:
        sheet = self.sheets[name]
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, freeze)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, 24 if heading.endswith("单位") else 12)
            sheet.write_string(0, column, heading, self.head)
        self._rows[name] = 1

    def _row(self, name: str, values: Iterable[object]) -> None:
        row, sheet = self._rows[name], self.sheets[name]
        for column, value in enumerate(values):
            if isinstance(value, Decimal):
                sheet.write_number(row, column, value, self.number)
            elif isinstance(value, int):
                sheet.write_number(row, column, value)
            elif value:
                sheet.write_string(row, column, str(value))
        self._rows[name] = row + 1

    def _cities(self, region: merged.Region) -> None:
        """Sub-totals by city, and what they come to together."""
        heads = ("市", "县数", "没有做成的县", "派驻人次", "人员平均（百分制）", "错误", "每人次错误", "提醒")
        self._start("各市小计", heads)
        listed = merged.cities(region)
        for city in [*listed, merged.City("合计", region.counties, len(region.failed))]:
            self._row(
                "各市小计",
                (
                    city.name or "（未注明）",
                    len(city.counties),
                    city.undone,
                    city.people,
                    city.mean,
                    city.error,
                    city.each,
                    city.warning,
                ),
            )

    def person(self, row: Sequence[object]) -> None:
        """One placement."""
        self._row("派驻人员", row)

    def finish(self, region: merged.Region, combine: str) -> None:
        """All that follows from the whole, then close the file."""
        self._start(
            "各县排名",
            (
                "名次",
                "县",
                "市",
                "行政区划代码",
                "派驻人次",
                "人员平均（百分制）",
                "人员最低",
                "错误",
                "每人次错误",
                "提醒",
                "得分未定人次",
                "政策",
                "截至",
                "本地改动",
                "scores.json SHA-256",
            ),
            2,
        )
        for county in sorted(region.counties, key=lambda county: (county.rank or 1 << 30, county.name)):
            self._row(
                "各县排名",
                (
                    county.rank,
                    county.name,
                    county.city,
                    county.code,
                    county.people,
                    county.mean,
                    county.lowest,
                    county.error,
                    county.each,
                    county.warning,
                    county.not_final,
                    county.policy,
                    county.as_of,
                    overrides_of(county.overrides),
                    county.sha256,
                ),
            )
        for member in region.failed:
            blank = (None,) * 7
            self._row("各县排名", (None, member.name, member.city, member.code, *blank, "没有做成", member.message))
        if "各市小计" in self.sheets:
            self._cities(region)
        self._start(
            "单位合并", ("角色", "名次", "单位", "合并百分制", "状态", "县数", "派驻人数", "各县得分（百分制）"), 3
        )
        for found in sorted(region.combined, key=lambda f: (f.role != "support", f.rank or 1 << 30, f.name)):
            each = "；".join(f"{p.county} {'待评' if p.percent is None else plain(p.percent)}" for p in found.parts)
            self._row(
                "单位合并",
                (
                    ROLE[found.role],
                    found.rank,
                    found.name,
                    found.percent,
                    STATUS[found.status],
                    len(found.parts),
                    found.people,
                    each,
                ),
            )
        self._start("单位分县", [column.word for column in tables.INSTITUTIONS], 3)
        for here in region.institutions:
            self._row("单位分县", tables.values(tables.INSTITUTIONS, here))
        self._start("问题按规则", ("代码", "规则", "级别", "条款", "处数", "涉及县数"))
        for (code, severity, clause), counts in sorted(
            region.findings.items(),
            key=lambda item: (list(SEVERITY).index(item[0][1]), -sum(item[1].values()), item[0]),
        ):
            self._row(
                "问题按规则", (code, title_of(code), SEVERITY[severity], clause, sum(counts.values()), len(counts))
            )
        self._start("说明", ("项目", "内容"))
        for told in (
            ("版本", f"qianyi {__version__}"),
            ("单位跨县合并", merged.COMBINE[combine]),
            ("县数", str(len(region.counties))),
            ("人员平均、最低、名次", "待评的人次不算在内"),
            ("各县输入", "每份输入的 SHA-256 在该县的 scores.json 和 manifest.json 里"),
            ("没有做成的县", "、".join(member.name for member in region.failed) or "无"),
        ):
            self._row("说明", told)
        for name, last in (("各县排名", 14), ("派驻人员", len(self.heads) - 1), ("单位分县", 8)):
            self.sheets[name].autofilter(0, 0, self._rows[name] - 1, last)
        self.book.close()
