"""What the region's report shows, as plain data for its template."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote

from qianyi import __version__
from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.output.report import charts
from qianyi.output.words import ROLE, SEVERITY, STATUS, overrides_of
from qianyi.rules.cases import title_of
from qianyi.scoring import region as merged

SHOWN = 3000
"""Lines of one table at most: more than that no browser sorts at once. All of them stand in region.xlsx."""


def region_view(region: merged.Region, combine: str, anonymous: bool) -> dict[str, Any]:
    """Everything that `region.html` prints."""
    people = sum(county.people for county in region.counties)
    error, warning = (sum(getattr(county, key) for county in region.counties) for key in ("error", "warning"))
    counties = sorted(region.counties, key=lambda county: (-county.error, -county.warning, county.name))
    groups = {
        role: sorted((f for f in region.combined if f.role == role), key=lambda f: (f.rank or 1 << 30, f.name))
        for role in ROLE
    }
    lost = sorted(region.lost.items(), key=lambda row: (-row[1], row[0]))
    return {
        "version": __version__,
        "anonymous": anonymous,
        "combine": merged.COMBINE[combine],
        "severities": SEVERITY,
        "tiles": [
            ("县", len(region.counties), ""),
            ("派驻人次", people, ""),
            ("支援单位", len(region.names["support"]), ""),
            ("受援单位", len(region.names["recipient"]), ""),
            (SEVERITY["error"], error, "error"),
            (SEVERITY["warning"], warning, "warning"),
        ],
        "sentences": _sentences(region, people, error, warning, combine),
        "counties": [
            {
                "name": county.name,
                "link": quote(county.link),
                "people": county.people,
                "error": county.error,
                "warning": county.warning,
                "mean": _shown(county.mean),
                "lowest": _shown(county.lowest),
                "not_final": county.not_final,
                "rank": county.rank,
                "as_of": county.as_of,
                "policy": county.policy,
                "changed": overrides_of(county.overrides),
            }
            for county in counties[:SHOWN]
        ],
        "failed": region.failed,
        "groups": [
            (f"{words}单位", len(groups[role]), [_combined(found) for found in groups[role][:SHOWN]])
            for role, words in ROLE.items()
        ],
        "by_rule": _by_rule(region),
        "shown": SHOWN,
        "charts": {
            "scores": charts.histogram(region.percents, "派驻人员得分分布"),
            "lost": charts.bars(lost[:12], "各项扣分", "分"),
            "worst": charts.bars(
                [(county.name, Decimal(county.error)) for county in counties[:12] if county.error], "错误最多的县", "处"
            ),
        },
    }


def _shown(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _combined(found: merged.Combined) -> dict[str, Any]:
    return {
        "name": found.name,
        "rank": found.rank,
        "percent": _shown(found.percent),
        "status": STATUS[found.status],
        "state": found.status,
        "people": found.people,
        "counties": len(found.parts),
        "parts": [(part.county, _shown(part.percent) or STATUS["pending"], part.people) for part in found.parts],
    }


def _by_rule(region: merged.Region) -> list[dict[str, Any]]:
    order = list(SEVERITY)
    rows = [
        {
            "code": code,
            "severity": severity,
            "clause": clause,
            "title": title_of(code),
            "count": sum(counts.values()),
            "counties": len(counts),
        }
        for (code, severity, clause), counts in region.findings.items()
    ]
    return sorted(rows, key=lambda row: (order.index(row["severity"]), -row["count"], row["code"]))


def _sentences(region: merged.Region, people: int, error: int, warning: int, combine: str) -> list[str]:
    """The region's year in five sentences."""
    clean = sum(not county.error for county in region.counties)
    broken = (
        f"，另有 {len(region.failed)} 个县没有做成（{'、'.join(m.name for m in region.failed[:5])}）"
        if region.failed
        else ""
    )
    sentences = [
        f"共 {len(region.counties)} 个县、派驻 {people} 人次，"
        f"{len(region.names['support'])} 家单位支援 {len(region.names['recipient'])} 家单位{broken}。",
        f"核查发现错误 {error} 处、提醒 {warning} 处，{clean} 个县没有错误。",
    ]
    if region.percents:
        mean = sum(region.percents, ZERO) / len(region.percents)
        waiting = sum(county.not_final for county in region.counties)
        sentences.append(
            f"派驻人员（待评的不算）百分制平均 {plain(mean)}，最高 {plain(max(region.percents))}，"
            f"最低 {plain(min(region.percents))}；{waiting} 人次的得分还不是最终结果。"
        )
    else:
        sentences.append("派驻人员没有评分。")
    first = [county for county in region.counties if county.rank == 1]
    sentences.append(
        f"人员平均分最高的县是 {'、'.join(c.name for c in first[:3])}（{_shown(first[0].mean)}）。"
        if first
        else "各县没有名次。"
    )
    wide = sum(len(found.parts) > 1 for found in region.combined)
    sentences.append(f"{wide} 家单位出现在不止一个县，合并得分按“{merged.COMBINE[combine]}”。")
    return sentences
