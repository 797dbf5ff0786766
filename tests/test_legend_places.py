"""Where legends stand and how little of them may be known; words of two letters that are no two halves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make.reading import page, read

MARKS = {1: "√", 2: "△", 5: "○", 6: "×"}
DAYS = {1: "出勤", 2: "事假", 5: "病假", 6: "旷工"}
KEY = [("√", "出勤"), ("△", "事假"), ("○", "病假"), ("×", "旷工")]


def grid(*below: list[Any], **kw: Any) -> list[list[Any]]:
    return [*page({"李小满": MARKS, "周立秋": {}}, legend=None, **kw), *below]


def signs(lead: list[str]) -> list[str]:
    return [*lead, *(sign for sign, _ in KEY)]


def words(lead: list[str]) -> list[str]:
    return [*lead, *(word for _, word in KEY)]


BELOW = {
    "words over signs": [words(["图例"]), signs([""])],
    "signs over words": [signs(["图例"]), words([""])],
    "words over signs, both labelled": [words(["名称"]), signs(["符号"])],
    "words over signs without a label": [words([]), signs([])],
    "one pair a row": [[sign, word] for sign, word in KEY],
    "one pair a row, the word first": [[word, sign] for sign, word in KEY],
    "cells in turn": [["图例", *(cell for pair in KEY for cell in pair)]],
    "cells in turn, the word first": [["说明：", *(cell for pair in KEY for cell in reversed(pair))]],
    "a pair in each cell": [["", *(f"{sign}{word}" for sign, word in KEY)]],
    "a pair in each cell with colons": [["注", *(f"{word}：{sign}" for sign, word in KEY)]],
    "behind the hours of work": [["时间：上午8:00-12:00 下午14:30-18:00　√出勤 △事假 ○病假 ×旷工"]],
    "behind the hours, without blanks": [["上午8：00—12：00，下午2：30—6：00；√出勤、△事假、○病假、×旷工"]],
    "hours in words": [["作息：上午8时至12时，下午2点半至6点。√出勤 △事假 ○病假 ×旷工"]],
    "many own words": [["注：√出勤；★节假日值守；●居家隔离；◆核酸采样；◇下乡义诊；△事假；○病假；×旷工"]],
}


@pytest.mark.parametrize("below", list(BELOW.values()), ids=list(BELOW))
def test_below_or_above(below: list[list[Any]]) -> None:
    reading = read(grid(*below))
    assert (reading.days(), reading.codes) == (DAYS, [])
    above = [["2022年9月考勤表"], *below, *grid()[1:]]
    reading = read(above)
    assert (reading.days(), reading.codes) == (DAYS, [])


@pytest.mark.parametrize(
    "heads", [("符号", "含义"), ("标记", "意义"), ("", ""), ("图例", ""), ("含义", "符号"), ("代号", "内容")]
)
@pytest.mark.parametrize("gap", [0, 1])
def test_beside_in_two_columns(heads: tuple[str, str], gap: int) -> None:
    rows = grid()
    flip = heads[0] == "含义"
    rows += [[""] * len(rows[1]) for _ in range(2)]
    cells = [heads, *KEY] if not flip else [heads, *((word, sign) for sign, word in KEY)]
    for row, pair in zip(rows[2:] if not any(heads) else rows[1:], cells[not any(heads) :], strict=False):
        row += [*[""] * gap, *pair]
    reading = read(rows)
    assert (reading.days(), reading.codes) == (DAYS, [])


def test_beside_with_totals_between() -> None:
    rows = grid(totals=["出勤", "事假"], figures=["", ""])
    rows += [[""] * len(rows[1])]
    for row, pair in zip(rows[1:], [("符号", "含义"), *KEY], strict=False):
        row += ["", *pair]
    assert read(rows).days() == DAYS


def test_a_legend_of_which_few_words_are_known() -> None:
    reading = read(grid(["注：△事假；★节假日值守；●居家隔离；◆核酸采样；◇下乡义诊"]))
    assert "在图例里" not in str(reading.codes)
    rows = grid(["注：△事假；★节假日值守；●居家隔离；◆核酸采样"])
    rows[3][2:5] = ["●", "△", "▲"]
    reading = read(rows)
    told = [f.fact for f in reading.dossier.found if f.code == "A403"]
    assert len(told) == 4  # ● in the legend, and ▲ ○ × outside it
    assert "在图例里是“居家隔离”" in told[0]
    assert reading.days()[2] == "事假"
    assert "A414" not in reading.codes


def test_a_legend_that_names_itself_of_which_no_word_is_known() -> None:
    rows = grid(["图例：★值守 ●居家隔离 ◆采样"])
    rows[3][2:] = ["●", *[""] * 29]
    reading = read(rows)
    assert reading.codes == ["A403"]
    assert "居家隔离" in reading.dossier.found[0].fact


@pytest.mark.parametrize(
    "text", ["★重要：请于每月5日前上报 △", "说明：★为必填项，请认真核对", "※本表一式三份 ★由考勤员填写"]
)
def test_prose_with_a_star_is_no_legend(text: str) -> None:
    assert "A414" in read(grid([text])).codes


WARD = ["病房", "病区", "产房", "年会", "婚检", "休会", "旷课率", "出诊", "学术", "差旅", "病理", "事务", "丧葬"]


@pytest.mark.parametrize("word", WARD)
def test_a_word_is_two_halves_only_where_both_parts_are_known(word: str) -> None:
    rows = page({"李小满": {1: word}})
    reading = read(rows)
    assert (reading.days(), reading.codes) == ({1: "无法识别"}, ["A403"])
    assert f"“{word}”" in reading.message("A403")


@pytest.mark.parametrize(
    ("cell", "kind"), [("事病", "事假/病假"), ("√事", "出勤/事假"), ("√/△", "出勤/事假"), ("事、休", "事假/休息")]
)
def test_two_known_halves(cell: str, kind: str) -> None:
    assert read(page({"李小满": {1: cell}})).days() == {1: kind}


@pytest.mark.parametrize("cell", ["√/培?", "△/病房", "病房/√", "事/A"])
def test_a_word_that_is_unknown_leaves_the_whole_cell_unknown(cell: str) -> None:
    reading = read(page({"李小满": {1: cell}}))
    assert (reading.days(), reading.codes) == ({1: "无法识别"}, ["A403"])
