"""The page of layouts: every layout has its picture, and what is pictured is read as what the page says."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import pytest

from tests.make import ROOT
from tests.make.reading import policy, table


@pytest.fixture(scope="module")
def page() -> Any:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        yield import_module("layouts")
    finally:
        sys.path.remove(str(ROOT / "docs"))


def test_the_page_is_made_anew_and_each_picture_is_there(page: Any) -> None:
    assert (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8") == page.text()
    pictures = {path.stem for path in (ROOT / "docs" / "layouts").glob("*.png")}
    assert pictures == {name for name, *_ in page.LAYOUTS}
    for name, _, folder, workbook, *_ in page.LAYOUTS:
        assert (page.SITUATIONS / folder / workbook).is_file() if folder else name in page.SHEETS


def test_what_is_pictured_is_read(page: Any) -> None:
    from qianyi.dossier import Dossier
    from qianyi.dossier.records import Placement
    from qianyi.dossier.source import Sheet
    from qianyi.intake.context import Context
    from qianyi.intake.registers.sheet_kinds import recognise
    from qianyi.intake.sheet import read_sheet
    from qianyi.policy.settings import Settings

    for name, (kind, rows) in page.SHEETS.items():
        context = Context(Dossier(settings=Settings()), policy(), Settings())
        people = Sheet("名单.xlsx", "名单", (0, 0), "roster")
        for order, who in enumerate(("乔安然", "尹若川", "鲁子衿")):
            context.dossier.placements.append(
                Placement(
                    sheet=people, row=order, order=order, name=who, recipient="青石镇卫生院", support="云岭县医院"
                )
            )
        one = table(rows)
        sheets = read_sheet(one, recognise(one), context)
        assert {sheet.kind for sheet in sheets} == {kind}, name
        assert all(sheet.rows for sheet in sheets), name
        assert not [found for found in context.dossier.found if found.code not in ("I009", "I005", "I010")], name
