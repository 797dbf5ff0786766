"""Dates and months without a year: read as the campaign's, and told (I009)."""

from __future__ import annotations

from msgspec import Struct, field

from qianyi.dossier.finding import Finding
from qianyi.intake.context import Context

_FEW = 10


class AssumedYears(Struct, eq=False):
    """What a sheet's columns hold without a year, until it is told."""

    found: dict[str, list[Finding]] = field(default_factory=dict)
    """By what the column is called."""

    def add(self, heading: str, finding: Finding) -> None:
        """One cell."""
        self.found.setdefault(heading, []).append(finding)

    def report(self, context: Context) -> None:
        """One finding a cell; a column that has many of them is named once. What was said is not said again."""
        campaign = context.policy.campaign
        when = f"{campaign.start.isoformat()} 至 {campaign.end.isoformat()}"
        for heading, findings in self.found.items():
            if len(findings) <= _FEW:
                context.dossier.found += findings
            else:
                text = f"{heading}有 {len(findings)} 处没有写年份，按活动年度（{when}）读取；请把年份写上。"
                context.note("I009", text, *(finding.cells[0] for finding in findings))
        self.found.clear()
