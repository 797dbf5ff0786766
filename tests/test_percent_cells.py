"""A percentage typed into Excel is stored as a fraction: what the clerk sees is what counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.make.command import run_json
from tests.make.disk import person, roster

RATE = "基本卫生知识知晓率"


@pytest.mark.parametrize(
    ("value", "shown", "points"),
    [(0.9, "0%", 2), (0.899, "0.0%", 0), (90, "General", 2), ("90%", "General", 2), (0.9, "General", None)],
)
def test_the_rate_is_read_as_it_is_shown(tmp_path: Path, value: object, shown: str, points: int | None) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    book = Workbook()
    book.active.append(["单位", "指标", "上年", "本年"])
    book.active.append(["柳林乡卫生院", RATE, 85, value])
    book.active["D2"].number_format = shown
    book.save(tmp_path / "指标.xlsx")
    _, result = run_json("score", tmp_path)
    (recipient,) = [found for found in result["institutions"] if found["role"] == "recipient"]
    (line,) = [line for item in recipient["items"] for line in item["lines"] if line["id"] == "3.3.3.3"]
    assert line["score"] == points
