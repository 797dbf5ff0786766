"""`qianyi diff`: exactly the planted changes, and entries that make up each difference."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qianyi.scoring.changes import RunResult, compare
from tests.make.command import run, run_json
from tests.make.disk import grids, marked, person, roster

JUNE, JULY = date(2022, 6, 1), date(2022, 7, 31)
AS_OF = ("--as-of", "2022-07-31")


def county(folder: Path, june: dict[str, str], july: dict[str, str] | None = None) -> Path:
    """Two people; `june` and `july`: day of the month → kind, of 乔安然."""
    folder.mkdir()
    roster(folder / "名单.xlsx", [person("乔安然"), person("尹若川")])
    special = {date(2022, 6, int(day)): kind for day, kind in june.items()}
    special |= {date(2022, 7, int(day)): kind for day, kind in (july or {}).items()}
    grids(
        folder / "考勤.xlsx",
        {"乔安然": marked(special, JUNE, JULY), "尹若川": marked(None, JUNE, JULY)},
        JUNE,
        JULY,
    )
    return folder


def test_only_whose_score_moved_and_by_what(tmp_path: Path) -> None:
    old = county(tmp_path / "old", {"7": "absent"})
    new = county(tmp_path / "new", {"14": "absent"}, {"5": "absent"})
    code, found = run_json("diff", old, new, *AS_OF)
    assert found["schema"] == "qianyi.diff/1"
    assert [run["as_of"] for run in found["runs"]] == ["2022-07-31", "2022-07-31"]
    moves = [
        (m["name"], m["role"], m["recipient"], m["old"], m["new"]) for m in found["scores"] if m["role"] == "person"
    ]
    assert moves == [("乔安然", "person", "柳林乡卫生院", 17, 14)]
    entries = found["scores"][0]["entries"]
    assert sum((1 if e["change"] == "added" else -1) * e["points"] for e in entries) == -3
    assert {e["line"] for e in entries} == {"4.1"}
    assert code == 0


def entry(line: str, points: str, why: str = "x") -> dict[str, object]:
    return {"line": line, "points": Decimal(points), "clause": "c", "why": why, "cells": []}


def subject(name: str, score: str | None, ledger: list[dict[str, object]], lines: list[tuple[str, str, str | None]]):  # type: ignore[no-untyped-def]
    items = [
        {
            "id": "4.2",
            "score": None if score is None else Decimal(score),
            "ledger": ledger,
            "lines": [{"id": i, "max": Decimal(m), "score": None if s is None else Decimal(s)} for i, m, s in lines],
        }
    ]
    return {"name": name, "support": "A", "recipient": "B", "items": items, "score": items[0]["score"]}


def data(*people: object) -> dict[str, object]:
    return {"as_of": "2022-07-31", "findings": [], "people": list(people), "institutions": []}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a line that gets a mark begins at its full points: 0 → 5 - 1
        (
            subject("甲", None, [], [("4.2.1", "5", None)]),
            subject("甲", "4", [entry("4.2.1", "-1")], [("4.2.1", "5", "4")]),
            [("added", "4.2.1", Decimal(5)), ("added", "4.2.1", Decimal(-1))],
        ),
        # another amount for the same reason
        (
            subject("甲", "3", [entry("4.2.1", "-2", "a")], [("4.2.1", "5", "3")]),
            subject("甲", "4", [entry("4.2.1", "-1", "b")], [("4.2.1", "5", "4")]),
            [("removed", "4.2.1", Decimal(-2)), ("added", "4.2.1", Decimal(-1))],
        ),
        # two of one kind, one of them new
        (
            subject("甲", "4", [entry("4.2.1", "-1")], [("4.2.1", "5", "4")]),
            subject("甲", "3", [entry("4.2.1", "-1"), entry("4.2.1", "-1")], [("4.2.1", "5", "3")]),
            [("added", "4.2.1", Decimal(-1))],
        ),
    ],
)
def test_entries_make_up_the_difference(old: object, new: object, expected: list[tuple[str, str, Decimal]]) -> None:
    found = compare(RunResult("a", data(old)), RunResult("b", data(new)))
    (move,) = found.scores
    assert [(e.change, e.line, e.points) for e in move.entries] == expected
    assert sum((e.effect for e in move.entries), Decimal(0)) == (move.new or 0) - (move.old or 0)


def finding(id: str, severity: str, code: str = "A403") -> dict[str, object]:
    return {"id": id, "severity": severity, "code": code, "message": id}


def test_fixed_new_left_and_a_waived_one_is_left() -> None:
    old = data() | {
        "findings": [finding("a", "error"), finding("b", "warning"), finding("c", "error"), finding("i", "info")]
    }
    new = data() | {
        "findings": [finding("b", "warning"), finding("c", "info"), finding("d", "error"), finding("j", "info")]
    }
    found = compare(RunResult("a", old), RunResult("b", new))
    assert (found.fixed, found.new, found.left) == (["a"], ["d"], ["b", "c"])
    assert [f["id"] for f in found.findings] == ["b", "c", "d", "a"]
    assert found.worse
    assert (
        not compare(RunResult("b", new), RunResult("a", old)).worse
        or "a" in compare(RunResult("b", new), RunResult("a", old)).new
    )


def test_review_folders_json_files_and_dossiers_say_the_same(tmp_path: Path) -> None:
    old = county(tmp_path / "old", {"7": "absent"})
    new = county(tmp_path / "new", {"7": "absent"}, {"5": "？"})
    for name, folder in (("a", old), ("b", new)):
        run("review", folder, "-o", tmp_path / name, "--documents", "none", *AS_OF)
        _, said, _ = run("score", folder, "--format", "json", *AS_OF)
        (tmp_path / f"{name}.json").write_text(said, encoding="utf-8")
    results = []
    for pair in ((old, new), (tmp_path / "a", tmp_path / "b"), (tmp_path / "a.json", tmp_path / "b.json")):
        code, found = run_json("diff", *pair, *AS_OF)
        assert code == 1
        del found["runs"]
        results.append(json.dumps(found, sort_keys=True))
    assert results[0] == results[1] == results[2]
    new_codes = {f["code"] for f in found["findings"] if f["id"] in found["new"]}
    assert new_codes == {"A403"}
    code, said, err = run("diff", tmp_path / "a", tmp_path / "nowhere")
    assert (code, said) == (2, "")
    assert "没有找到" in err


def test_a_second_review_tells_what_changed(tmp_path: Path) -> None:
    import openpyxl

    folder, out = county(tmp_path / "县", {"7": "absent"}), tmp_path / "out"
    run("review", folder, "-o", out, "--documents", "none", *AS_OF)
    assert "变化" not in openpyxl.load_workbook(out / "成绩.xlsx").sheetnames
    (folder / "考勤.xlsx").unlink()
    grids(folder / "考勤.xlsx", {n: marked(None, JUNE, JULY) for n in ("乔安然", "尹若川")}, JUNE, JULY)
    code, said, _ = run("review", folder, "-o", out, "--documents", "none", *AS_OF)
    assert code == 0
    assert "与上次相比：改好 0，新出 0" in said
    assert "得分变动" in said
    rows = list(openpyxl.load_workbook(out / "成绩.xlsx")["变化"].values)
    told = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert (told[0]["对象"], told[0]["原来"], told[0]["现在"], told[0]["差"]) == ("乔安然（柳林乡卫生院）", 17, 20, 3)
