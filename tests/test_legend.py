# ruff: noqa: E501 - tables of wide characters read best in long rows
"""Legends as they are written; the nine real ones of the field, and every arrangement."""

from __future__ import annotations

import pytest

from qianyi.dossier.kinds import CHINESE, halves
from qianyi.intake.cells.confusables import sign
from qianyi.intake.signs.legend import pairs, read_legend
from tests.make.reading import page, read


def meanings(text: str) -> dict[str, str]:
    """Sign → kinds in words, `?` for a word without a kind."""
    out = {}
    for symbol, _, byte in pairs(text):
        kinds = [CHINESE[kind] for kind in halves(byte)] if byte is not None else ["?", "?"]
        out[symbol] = kinds[0] if kinds[0] == kinds[1] else "/".join(kinds)
    return out


THREE = {"√": "出勤", "△": "事假", "○": "病假"}


@pytest.mark.parametrize(
    "text",
    [
        "出勤√ 事假△ 病假○",
        "√出勤 △事假 ○病假",
        "出勤√、事假△、病假○",
        "√出勤、△事假、○病假",
        "出勤√，事假△，病假○",
        "出勤√;事假△;病假○",
        "出勤√|事假△|病假○",
        "出勤|√|事假|△|病假|○",
        "出勤√事假△病假○",
        "√出勤△事假○病假",
        "出勤 √ 事假 △ 病假 ○",
        "√ 出勤 △ 事假 ○ 病假",
        "出勤：√ 事假：△ 病假：○",
        "√：出勤；△：事假；○：病假",
        "√=出勤 △=事假 ○=病假",
        "√-出勤 △-事假 ○-病假",
        "√—出勤、△—事假、○—病假",
        "1出勤√；2事假△；3病假○",
        "1、√出勤 2、△事假 3、○病假",
        "1.出勤√ 2.事假△ 3.病假○",
        "①出勤√②事假△③病假○",
        "1.√出勤；2.△事假；3.○病假",
        "（1）出勤√（2）事假△（3）病假○",
        "说明：出勤√ 事假△ 病假○",
        "注：√出勤 △事假 ○病假",
        "考勤符号：√：出勤；△：事假；○：病假",
        "图例 √出勤 △事假 ○病假",
        "备注：出勤 √ 事假 △ 病假 ○",
        "出勤（√） 事假（△） 病假（○）",
        "√（出勤）、△（事假）、○（病假）",
        "“√”表示出勤，“△”表示事假，“○”表示病假",
        "出勤用“√”表示，事假用“△”表示，病假用“○”表示",
        "出勤打√，事假打△，病假打○",
        "√、出勤 △、事假 ○、病假",
        "出勤√\n事假△\n病假○",
        "出勤✓ 事假△ 病假Ｏ",
        "出勤√ 事假△（须附假条） 病假○",
        "请假3天以上须报批。出勤√ 事假△ 病假○",
        "2022年9月考勤表（出勤√ 事假△ 病假○）",
        "出勤√ 事假△ 病假○ 制表人：王五柳",
        "全勤√ 事假△ 病休○",
    ],
)
def test_every_arrangement(text: str) -> None:
    assert meanings(text) == THREE


REAL = {
    "事假∧,病假△,婚假☆,丧假□,产假﹢,年休假◎,出差※,工伤◇,旷工×,迟到﹤,早退﹥": {
        "∧": "事假",
        "△": "病假",
        "☆": "婚假",
        "□": "丧假",
        "+": "产假",
        "◎": "年休假",
        "※": "公出",
        "◇": "其他假",
        "×": "旷工",
        "<": "出勤",
        ">": "出勤",
    },
    "出勤√,培训■,出差△,病假○,事假+,婚假※,旷工×,迟到◇,早退◆,中途离岗□,年休假▲,哺乳假⊙,护理假#,疗养假&,探亲假＊,工伤治疗▽,自费学习↓,公派学习↑,补休@,公休加班☆,节日加班★": {
        "√": "出勤",
        "■": "公出",
        "△": "公出",
        "○": "病假",
        "+": "事假",
        "※": "婚假",
        "×": "旷工",
        "◇": "出勤",
        "◆": "出勤",
        "□": "?",
        "▲": "年休假",
        "⊙": "其他假",
        "#": "其他假",
        "&": "其他假",
        "*": "其他假",
        "▽": "其他假",
        "↓": "?",
        "↑": "公出",
        "@": "休息",
        "☆": "出勤",
        "★": "出勤",
    },
    "出勤√ 外地出差△ 出差半天▲ 法定休息日:休 调休◎ 调休半天※ 年假★ 年假半天☆ 事假○ 请假半天⊙ 病假■ 病假半天□ 婚假♥ 产假☺ 护理假♡ 丧假● 旷工× 工伤♣ 在途 途 漏打卡Ψ 迟到早退$ 待岗∞": {
        "√": "出勤",
        "△": "公出",
        "▲": "出勤/公出",
        "休": "休息",
        "◎": "休息",
        "※": "出勤/休息",
        "★": "年休假",
        "☆": "出勤/年休假",
        "○": "事假",
        "⊙": "出勤/无法识别",
        "■": "病假",
        "□": "出勤/病假",
        "♥": "婚假",
        "☺": "产假",
        "♡": "其他假",
        "●": "丧假",
        "×": "旷工",
        "♣": "其他假",
        "途": "?",
        "Ψ": "缺卡",
        "$": "出勤",
        "∞": "?",
    },
    "1全勤√；2事假О；3病假±；4探亲△；5婚假H；6丧假S；7工伤假T；8产假⊕；9公假I；10护理假F；11迟到/；12早退C；13旷工×；14公差D；15加班※": {
        "√": "出勤",
        "○": "事假",
        "±": "病假",
        "△": "其他假",
        "H": "婚假",
        "S": "丧假",
        "T": "其他假",
        "⊕": "产假",
        "I": "公出",
        "F": "其他假",
        "/": "出勤",
        "C": "出勤",
        "×": "旷工",
        "D": "公出",
        "※": "出勤",
    },
    "正常/日班√ 中班@ 晚班* 年休N 调补休ィ 公出⊕ 工伤± 婚假H 丧假S 产假♀ 产检假J 哺乳假P 加班+ 事假O 病假△ 旷工× 迟到/上午未打卡L 早退/下午未打卡Z 休息T 缺卡Q 育儿假Y 疗休养A 陪产假♂ 独生子女陪护假D 居家办公G": {
        "√": "出勤",
        "@": "出勤",
        "*": "出勤",
        "N": "年休假",
        "ィ": "休息",
        "⊕": "公出",
        "±": "其他假",
        "H": "婚假",
        "S": "丧假",
        "♀": "产假",
        "J": "其他假",
        "P": "其他假",
        "+": "出勤",
        "○": "事假",
        "△": "病假",
        "×": "旷工",
        "L": "缺卡/出勤",
        "Z": "出勤/缺卡",
        "T": "休息",
        "Q": "缺卡",
        "Y": "其他假",
        "A": "其他假",
        "♂": "其他假",
        "D": "其他假",
        "G": "出勤",
    },
    "正常上班√，旷工×，迟到早退△，请假○◯〇，加班☆，双休、节假日 /": {
        "√": "出勤",
        "×": "旷工",
        "△": "出勤",
        "○": "无法识别",
        "☆": "出勤",
        "/": "休息",
    },
    "√ 出勤, ≦ 迟到, × 请假, △ 病假, Ο 旷工, 休, 缺卡, 早退": {
        "√": "出勤",
        "≦": "出勤",
        "×": "无法识别",
        "△": "病假",
        "○": "旷工",
    },
    "出勤√ 旷课X 事假△ 病假○ 迟到+ 早退–": {
        "√": "出勤",
        "×": "旷工",
        "△": "事假",
        "○": "病假",
        "+": "出勤",
        "-": "出勤",
    },
}


@pytest.mark.parametrize("text", REAL)
def test_real_legends(text: str) -> None:
    assert meanings(text) == REAL[text]
    assert read_legend([(text, (0, 0))]).conflicts == {}


def test_the_real_legend_that_contradicts_itself() -> None:
    text = "出勤√ 请假－ 事假－ 病假℃ 婚假◇ 产假♀ 外出→ 出差☆ 旷工× 迟到△ 早退¤ 加班＋ 上午旷工/下午旷工"
    assert list(read_legend([(text, (0, 0))]).conflicts) == ["-"]
    assert meanings(text)["°C"] == "病假"


@pytest.mark.parametrize("text", ["事假△ 病假△", "事假○ 旷工〇", "事假、病假△", "√出勤 ×旷工 X请假"])
def test_conflicts(text: str) -> None:
    assert len(read_legend([(text, (0, 0))]).conflicts) == 1


@pytest.mark.parametrize("text", ["迟到△ 早退△", "请假○◯〇", "√出勤 ✓出勤"])
def test_one_meaning_twice_is_no_conflict(text: str) -> None:
    assert read_legend([(text, (0, 0))]).conflicts == {}


@pytest.mark.parametrize(
    "text",
    [
        "甲镇卫生院2022年9月考勤表",
        "统计时间 迟到:3次 缺卡:1次",
        "本月事假0人，病假2人",
        "事假3天以内由院长批准",
        "制表人：王五柳 审核人：赵六合",
        "应出勤天数22天",
        "每月2日前报送，逾期不补",
        "请在对应日期打√",
        "姓名",
        "2022-09",
        "出勤",
        "√",
        "",
    ],
)
def test_what_is_no_legend(text: str) -> None:
    assert pairs(text) == []


def test_digits_as_signs() -> None:
    assert meanings("1出勤 2事假 3病假") == {"1": "出勤", "2": "事假", "3": "病假"}
    assert read(page({"李小满": {1: 1.0, 2: "2"}}, legend="1出勤 2事假")).days() == {1: "出勤", 2: "事假"}


def test_several_signs_of_one_word() -> None:
    assert meanings("出勤A/B/C 事假∧") == {"A": "出勤", "B": "出勤", "C": "出勤", "∧": "事假"}


@pytest.mark.parametrize("group", ["√✓✔☑", "×✕╳XxＸ", "○◯〇O0ОΟ", "+＋﹢", "-－–"])
def test_look_alikes_are_one(group: str) -> None:
    assert {sign(char) for char in group} == {sign(group[0])}


def test_different_signs_stay_different() -> None:
    chars = "√×○+-△▲☆★◇◆□■●◎※#"
    assert len({sign(char) for char in chars}) == len(chars)


# Where legends stand -----------------------------------------------------------------------------------------------

MARKS = {1: "√", 2: "△", 5: "☆"}
SAYS = {1: "出勤", 2: "婚假", 5: "丧假"}


def test_below() -> None:
    assert read(page({"李小满": MARKS}, legend="说明：出勤√ 婚假△ 丧假☆")).days() == SAYS


def test_above() -> None:
    rows = page({"李小满": MARKS}, legend=None)
    rows.insert(1, ["图例：√出勤、△婚假、☆丧假"])
    assert read(rows).days() == SAYS


def test_in_the_title() -> None:
    assert read(page({"李小满": MARKS}, legend=None, title="2022年9月考勤表（√出勤 △婚假 ☆丧假）")).days() == SAYS


def test_over_two_rows() -> None:
    rows = page({"李小满": MARKS}, legend="注：√出勤")
    assert read([*rows, ["△婚假 ☆丧假"]]).days() == SAYS


def test_beside_in_one_cell_a_row() -> None:
    rows = page({"李小满": MARKS, "王大雪": {}, "张青禾": {}}, legend=None)
    beside = ["", "", "图例", "√ 出勤", "△ 婚假", "☆ 丧假"]
    assert read([[*row, text] for row, text in zip(rows, beside, strict=True)]).days() == SAYS


def test_beside_as_a_table_of_two_columns() -> None:
    rows = page({"李小满": MARKS, "王大雪": {}, "张青禾": {}}, legend=None)
    beside = [("", ""), ("", ""), ("", ""), ("√", "出勤"), ("△", "婚假"), ("☆", "丧假")]
    assert read([[*row, "", *texts] for row, texts in zip(rows, beside, strict=True)]).days() == SAYS


def test_beside_in_one_merged_cell() -> None:
    rows = page({"李小满": MARKS}, legend=None)
    rows[1].append("图例：\n√ 出勤\n△ 婚假\n☆ 丧假")
    assert read(rows).days() == SAYS


@pytest.mark.parametrize(
    "below",
    [
        [["", "√", "出勤", "△", "婚假", "☆", "丧假"]],
        [["出勤", "√", "婚假", "△", "丧假", "☆"]],
        [["说明：", "√出勤", "△婚假", "☆丧假"]],
        [["√", "出勤"], ["△", "婚假"], ["☆", "丧假"]],
        [["图例"], ["", "√", "△", "☆"], ["", "出勤", "婚假", "丧假"]],
    ],
)
def test_below_as_a_small_table(below: list[list[str]]) -> None:
    assert read([*page({"李小满": MARKS}, legend=None), [], *below]).days() == SAYS


def test_a_legend_names_its_cells_in_a_conflict() -> None:
    rows = page({"李小满": {}}, legend="注：出勤√ 事假△")
    assert read([*rows, ["", "病假△"]]).cells("A415") == [["A5", "B6"]]


def test_longest_sign_first() -> None:
    rows = page({"李小满": {1: "△△", 2: "△", 5: "△△△"}}, legend="事假△ 病假△△")
    assert read(rows).days() == {1: "病假", 2: "事假", 5: "病假/事假"}


def test_a_legend_with_many_words_of_no_kind_is_still_the_key() -> None:
    text = "事假△ 病假○ 出勤√ 节假日值守★ 下村巡诊☆ 借调外单位◇ 未到岗▲"
    legend = read_legend([(text, (0, 0))])
    assert [legend.signs[sign].word for sign in "△○"] == ["事假", "病假"]
    assert (legend.signs["☆"].word, legend.signs["☆"].byte) == ("下村巡诊", None)


@pytest.mark.parametrize(
    "text",
    [
        "备注：1.事假1天扣50元；2.病假1天扣20元；3.旷工1天扣100元",
        "说明：1、病假需附证明 2、事假需审批 3、旷工按制度处理",
        "出勤：20 事假：2 病假：1",
        "本月出勤22 事假0 病假0 旷工0",
        "其中：事假3 病假2 年休5",
        "9.5事假 9.6病假",
        "电话：0953-6012345 病假",
    ],
)
def test_what_was_counted_is_no_legend(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-出勤 2-事假 3-病假 4-旷工", {"1": "出勤", "2": "事假", "3": "病假", "4": "旷工"}),
        ("0出勤 1事假 2病假", {"○": "出勤", "1": "事假", "2": "病假"}),
        ("出勤√ 事假△ 病假0", {"√": "出勤", "△": "事假", "○": "病假"}),
        ("√:在岗 △:请事假 ○:请病假", {"√": "出勤", "△": "事假", "○": "病假"}),
    ],
)
def test_codes_that_are_digits(text: str, expected: dict[str, str]) -> None:
    assert meanings(text) == expected


def test_what_was_counted_below_a_grid_leaves_its_legend_alone() -> None:
    rows = page({"李小满": {1: "○", 2: "△", 5: 1.0}})
    rows.append(["本月出勤22 事假0 病假1 旷工0", *[""] * 31])
    reading = read(rows)
    assert (reading.days(), reading.codes) == ({1: "病假", 2: "事假", 5: "无法识别"}, ["A403"])


def test_half_a_day_in_brackets_is_no_remark() -> None:
    text = "出勤√ 事假（半天）△ 事假（全天）▲ 旷工（下午）× 病假（须附证明）○"
    assert meanings(text) == {"√": "出勤", "△": "出勤/事假", "▲": "事假", "×": "出勤/旷工", "○": "病假"}
