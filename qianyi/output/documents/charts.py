"""Charts of a Word template: its own charts, drawn by Word itself, given the figures that their title names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qianyi.output.copies.cells import xml_text
from qianyi.output.documents.phrasing import number
from qianyi.patterns import pattern

_SERIES = pattern(
    r"(<c:ser>.*?)(?:<c:cat>.*?</c:cat>)?(?:<c:val>.*?</c:val>)(.*?</c:ser>)",
    "<c:ser><c:val></c:val></c:ser>",
    flags=re.DOTALL,
)
_NAME = pattern(r"<c:tx>.*?</c:tx>", "<c:tx>出勤</c:tx>", flags=re.DOTALL)


def chart_title(xml: str) -> str:
    """The words of a chart's own title."""
    title = re.search(r"<c:title>.*?</c:title>", xml, re.DOTALL)
    return "".join(re.findall(r"<a:t>(.*?)</a:t>", title[0])) if title else ""


def fill_chart(xml: str, charts: Mapping[str, Any]) -> str:
    """A chart part with categories and values of the chart whose name begins its title; unknown ones stay as they are.

    The first series of the template gives the looks; further ones repeat what the template has.
    """
    title = chart_title(xml)
    data = next((chart for name, chart in charts.items() if title.startswith(name)), None)
    templates = [match[0] for match in _SERIES.finditer(xml)]
    if data is None or not templates:
        return xml
    filled = []
    for index, (name, values) in enumerate(data["series"]):
        series = templates[index % len(templates)]
        series = re.sub(r'<c:(idx|order) val="\d+"/>', lambda m, i=index: f'<c:{m[1]} val="{i}"/>', series, count=2)  # type: ignore[misc]
        series = _NAME.sub(lambda _, n=name: f"<c:tx>{_strings([n], 'B1')}</c:tx>", series, count=1)  # type: ignore[misc]
        body = f"<c:cat>{_strings(data['categories'], 'A2')}</c:cat><c:val>{_numbers(values)}</c:val>"
        filled.append(_SERIES.sub(lambda m, b=body: m[1] + b + m[2], series))  # type: ignore[misc]
    first, last = xml.index("<c:ser>"), xml.rindex("</c:ser>") + len("</c:ser>")
    return xml[:first] + "".join(filled) + xml[last:]


def _strings(values: list[str], start: str) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{xml_text(value)}</c:v></c:pt>' for i, value in enumerate(values))
    cache = f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'
    return f"<c:strRef><c:f>Sheet1!${start[0]}${start[1:]}</c:f>{cache}</c:strRef>"


def _numbers(values: list[Any]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>' for i, value in enumerate(values) if value is not None
    )
    return (
        "<c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )
