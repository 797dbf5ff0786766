"""One place for one figure: a column added to a shape is on screen, in json, csv, xlsx, frame and schema."""

from __future__ import annotations

import ast
import json
from io import BytesIO
from typing import Annotated

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from qianyi import scoring
from qianyi.output import tables, words
from qianyi.output.formats import csv_of, markdown
from qianyi.output.json import encode, score_json
from qianyi.output.schema import schema
from qianyi.output.score_book import score_workbook
from qianyi.output.screen.text import screen
from qianyi.output.view import View
from qianyi.rules.labels import labelled
from qianyi.scoring import shapes
from tests.make import ROOT
from tests.make.memory import County


def _lucky(person: object) -> int:
    return 7777


class WithLuck(shapes.Person, kw_only=True):
    lucky: Annotated[int, labelled("幸运数", _lucky, unit="点")] = 0


def test_shapes_are_read_back_as_they_were() -> None:
    made = County()
    made.person("江映月")
    facts = made.facts()
    scores = scoring.score(facts)
    content = score_json(facts, scores, scores.findings)
    read = msgspec.json.decode(content, type=shapes.Score)
    assert json.loads(encode(read)) == json.loads(content)


def test_a_figure_is_added_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "Person", WithLuck)
    made = County()
    made.person("江映月")
    made.worked("江映月")
    facts = made.facts()
    scores = scoring.score(facts)
    view = View(facts, scores.findings, scores.checks, scores)
    assert "幸运数" in screen(view)
    assert "7777" in screen(view)
    data = json.loads(score_json(facts, scores, scores.findings))
    assert data["people"][0]["lucky"] == 7777
    heads, row = (line.split(",") for line in csv_of(view).splitlines()[:2])
    assert dict(zip(heads, row, strict=True))["幸运数"] == "7777"
    assert "幸运数" in markdown(view)
    book = CalamineWorkbook.from_filelike(BytesIO(score_workbook(facts, scores, scores.findings)))
    _, heads, row, *_ = book.get_sheet_by_name("人员得分").to_python(skip_empty_area=False)
    assert dict(zip(heads, row, strict=True))["幸运数"] == 7777
    assert list(scores.to_frame("people")["lucky"]) == [7777]
    assert "lucky" in json.dumps(schema("score"))


VIEWS = (
    "screen",
    "formats.py",
    "score_book.py",
    "summary_sheet.py",
    "region_tables.py",
    "region_book.py",
    "frames.py",
    "what_if.py",
)
ONE_WORD = {
    "出勤天数": "实出勤",
    "实际出勤": "实出勤",
    "补休": "休息",
    "总分": "得分",
    "百分制得分": "百分",
    "评价等次": "等次",
    "计服务月": "计入月数",
    "警告": "提醒",
    "说明信息": "说明",
    "派出单位得分": "支援",
}
"""Other words that a thing was once called by → its word."""


def test_no_view_holds_a_word_of_its_own() -> None:
    output = ROOT / "qianyi" / "output"
    files = [
        path for name in VIEWS for path in ([output / name] if name.endswith(".py") else (output / name).glob("*.py"))
    ]
    assert len(files) > len(VIEWS)
    for path in files:
        text = path.read_text("utf-8")
        for other, word in ONE_WORD.items():
            assert f'"{other}' not in text, (path.name, other, word)
    heads = [column.word for column in (*tables.people(), *tables.institutions(), *tables.FINDINGS, *tables.DAYS_TABLE)]
    for name in ("formats.py", "score_book.py", "result_sheets.py", "summary_sheet.py"):
        text = (output / name).read_text("utf-8")
        for head in heads:
            if len(head) > 2 and head not in words.DAYS.values():
                assert f'"{head}"' not in text, (name, head)


def test_words_of_the_table_stand_nowhere_else() -> None:
    """A severity, a state, a term, a role … is taken from `words`, never written again."""
    taken = [words.SEVERITY, words.STATUS, words.TERM, words.PERIOD, words.ROLE, words.STEPS, words.BASIS]
    known = {word for table in taken for word in table.values()} | {words.COUNTY}
    known -= {"说明", "读法"}  # headings of remarks and of the sheet of readings too
    written = {
        (path.relative_to(ROOT).as_posix(), node.value)
        for room in ("output", "cli", "yearend")
        for path in (ROOT / "qianyi" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    }
    assert {path for path, _ in written} == {"qianyi/output/words.py"}, written


def test_one_key_has_one_word_and_one_word_one_key() -> None:
    every = [
        *tables.people(),
        *tables.institutions(),
        *tables.FINDINGS,
        *tables.LEDGER,
        *tables.LINES,
        *tables.REMAINDERS,
        *tables.FACTS_TABLE,
        *tables.DAYS_TABLE,
    ]
    words_of: dict[str, set[str]] = {}
    for column in every:
        words_of.setdefault(column.key, set()).add(column.word)
    several = {key: found for key, found in words_of.items() if len(found) > 1}
    assert several.keys() <= {"name"}, several  # a person's 姓名, an institution's 单位
