"""Forms, pages and reports in the words of the county's own document: text for text, and nothing guessed."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

import qianyi
from qianyi.output.documents import fill
from qianyi.policy.document.elements import DocumentTable
from qianyi.policy.document.match import match, own_words
from qianyi.policy.document.opening import read, read_bytes
from qianyi.policy.document.split import take_apart
from qianyi.policy.load import load_policy
from qianyi.policy.model import Annex, Policy
from tests.make.command import run
from tests.make.disk import save
from tests.make.invented import HELAN, QINGHE
from tests.make.papers import Blocks, Rows, Writer
from tests.make.word import texts

SAMPLES = Path(__file__).parent.parent / "samples"
CLEAN = SAMPLES / "qingshui-2022"
KIND = {2: "支援", 3: "受援", 4: "派驻人员"}


def wordy(title: str) -> str:
    """An invented sentence longer than the policy's short wording of it."""
    return f"按照本县安排，{title}，并留有记录可查"


def annex_rows(annex: Annex) -> Rows:
    """The annex as a table: an item a row, its numbered lines in one cell; one item has a row a line."""
    person = annex.subject == "person"
    head = ["绩效评定内容"] if person else ["评定项目", "内容"]
    rows: Rows = [[[one] for one in (*head, "分值", "绩效评定细则", "评定方法", *([] if person else ["得分"]))]]
    for section in annex.sections:
        for at, item in enumerate(section.items):
            first = [] if person else [[f"{section.title}", f"（{section.points} 分）"] if not at else []]
            last = [] if person else [[]]
            apart = item.id == "3.4.1"
            if item.id == "4.1":
                lines = [
                    "1. 事假每年十二天以内不扣分，此后按天扣分。",
                    "2. 病假等要有证明。",
                    "3. 有以下情形之一的，本项不得分：（1）迟迟不到岗的；（2）长期旷工的。",
                ]
            elif apart:
                for place, line in enumerate(item.lines):
                    name = [item.title] if not place else []
                    how = [f"看{item.title}的资料"] if not place else []
                    rows.append([first[0] if not place else [], name, [str(line.points)], [wordy(line.title)], how, []])
                continue
            elif len(item.lines) == 1:
                lines = [wordy(item.lines[0].title)]
            else:
                lines = [f"{n}. {wordy(line.title)}（{line.points} 分）" for n, line in enumerate(item.lines, 1)]
            if item.id == "4.3":
                lines.append("7. 有以下情形之一的，本项不得分：（1）不填手册的；（2）违规的。")
            rows.append([*first, [item.title], [str(item.points)], lines, [f"看{item.title}的资料"], *last])
    return rows


def document(policy: Policy) -> Blocks:
    """A whole document for a policy, invented: its clauses and annexes with sentences of their own."""
    blocks: list[str | Rows] = [f"青水县{policy.campaign.year}年度“千名医师下基层”活动实施方案"]
    for id, clause in policy.clauses.items():
        found = re.fullmatch(r"([一二三四五六七八九十]+)(（[一二三四五六七八九十]+）)?", id)
        if found and found[2] is None:
            blocks.append(f"{id}、{wordy(clause.text)}。")
        elif found:
            if not any(isinstance(one, str) and one.startswith(f"{found[1]}、") for one in blocks):
                blocks.append(f"{found[1]}、其他要求")
            blocks.append(f"{found[2]}{wordy(clause.text)}。")
    for number, annex in sorted(policy.annexes.items()):
        blocks += [
            f"附件{number}：",
            f"青水县{KIND[number]}单位绩效评定细则" if number < 4 else "青水县派驻人员绩效评定细则",
        ]
        blocks.append(annex_rows(annex))
    blocks += [
        "附件5：",
        "青水县支援工作鉴定表",
        [[["姓名"], []], [["意见"], []]],
        "注：1.各单位写明评价；",
        "2.由本人填写。",
    ]
    return blocks


def county(folder: Path, blocks: Blocks | None = None, **layout: bool) -> Path:
    """The clean sample with a document of its own."""
    shutil.copytree(CLEAN, folder)
    Writer(**layout).write(folder / "方案.docx", blocks if blocks is not None else document(load_policy("yanchi-2022")))
    with (folder / "qianyi.toml").open("a", encoding="utf-8") as file:
        file.write('\n[document]\nfile = "方案.docx"\n')
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county(tmp_path_factory.mktemp("own") / "县", merged=True, split=True)


def table_of(content: bytes, *heads: str) -> list[list[str]]:
    """The texts of the table that begins with these headings, a list a row; merged cells once."""
    for block in read_bytes(content, "x.docx").blocks:
        if isinstance(block, DocumentTable):
            rows = [
                [cell.text for at, cell in enumerate(row) if cell is not None and cell.column == at]
                for row in block.grid()
            ]
            if rows and rows[0][: len(heads)] == list(heads):
                return rows
    raise AssertionError(heads)


def flat(rows: Iterable[Iterable[str]]) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in rows]


@pytest.mark.parametrize("plain", [True, False])
def test_the_three_forms_are_the_annexes_text_for_text(tmp_path: Path, own: Path, plain: bool) -> None:
    facts = qianyi.read([own])
    policy = load_policy("yanchi-2022")
    result = fill(
        facts, qianyi.score(facts), tmp_path, ["support-score", "recipient-score", "person-score"], plain=plain
    )
    assert result.notes == []
    for number, folder in ((2, "支援机构评定表"), (3, "受援机构评定表"), (4, "派驻人员评定表")):
        content = next((tmp_path / folder).glob("*.docx")).read_bytes()
        head, *rows = annex_rows(policy.annexes[number])
        names = [cell[0] for cell in head if cell]
        if number == 4:
            names.append("得分")
        if not plain:
            names.append("扣分原因")
        printed = table_of(content, *names)
        assert printed[0] == names
        words = len(head) if number == 4 else len(head) - 1  # without 得分
        section = ""
        for want, got in zip(
            flat([["".join(cell or []) for cell in row] for row in rows]), flat(printed[1:]), strict=False
        ):
            section = want[0] or section if number < 4 else ""
            assert got[:words] == ([section, *want[1:words]] if number < 4 else want[:words])
        assert len(printed) > len(rows)
        title = "青水县派驻人员绩效评定细则" if number == 4 else f"青水县{KIND[number]}单位绩效评定细则"
        assert texts(content)[0] == title
        assert not any("摘要" in text for text in texts(content))
        assert any(text.startswith("扣分原因") for text in texts(content)) is not plain


def test_appraisal_handbook_notes_and_pages_quote_the_document(tmp_path: Path, own: Path) -> None:
    facts = qianyi.read([own])
    fill(facts, qianyi.score(facts), tmp_path, ["appraisal"])
    form = texts(next((tmp_path / "工作鉴定表").glob("*.docx")).read_bytes())
    assert form[0] == "青水县支援工作鉴定表"
    assert form[-2:] == ["注：1.各单位写明评价；", "2.由本人填写。"]
    code, out, _ = run("explain", "四（二）", str(own))
    assert code == 0
    assert re.search(r"^原文（方案.docx 第 \d+ 段）：（二）按照本县安排，全脱产为原则", out, re.M)
    code, out, _ = run("explain", "2.3.2.1", str(own))
    assert "评定方法（原文）：看开展业务培训的资料" in out


def test_why_and_the_report_quote_what_a_point_was_lost_by(own: Path, tmp_path: Path) -> None:
    facts = qianyi.read([own])
    scores = qianyi.score(facts)
    person, entry = next(
        (person, entry) for person in scores.people for item in person.items for entry in item.ledger if entry.points
    )
    quote = facts.policy.wording and facts.policy.wording.clauses[entry.clause]
    assert quote is not None
    _, out, _ = run("why", person.placement.name, str(own))
    assert quote.text.split("\n")[0] in out
    run("review", str(own), "-o", str(tmp_path / "年终"))
    page = next((tmp_path / "年终").rglob("报告.html")).read_text(encoding="utf-8")
    assert quote.text.split("\n")[0] in page
    manifest = json.loads(next((tmp_path / "年终").rglob("manifest.json")).read_text(encoding="utf-8"))
    assert "方案.docx" in [made["path"] for made in manifest["inputs"]]


def test_letters_quote_the_clauses_that_problems_rest_on(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    shutil.copytree(SAMPLES / "yunling-2022", folder)
    Writer().write(folder / "方案.docx", document(load_policy("yanchi-2022")))
    settings = (folder / "qianyi.toml").read_text("utf-8").replace('"云岭县"', '"青水县"')
    (folder / "qianyi.toml").write_text(settings + '\n[document]\nfile = "方案.docx"\n', "utf-8")
    run("review", str(folder), "-o", str(tmp_path / "年终"), "--by-institution", "--documents", "none")
    letters = [texts(path.read_bytes()) for path in (tmp_path / "年终").rglob("整改通知书.docx")]
    assert letters
    assert any(
        re.match(r"四（二）（方案.docx 第 \d+ 段）：（二）按照本县安排", text) for page in letters for text in page
    )


def test_the_document_is_an_input_with_its_digest(own: Path) -> None:
    import hashlib

    _, out, _ = run("validate", str(own), "--format", "json")
    given = {one["path"]: one["sha256"] for one in json.loads(out)["inputs"]}
    assert not [one for one in json.loads(out)["findings"] if one["path"] == "方案.docx"]
    assert given["方案.docx"] == hashlib.sha256((own / "方案.docx").read_bytes()).hexdigest()


def test_what_differs_is_told_with_both_and_printed_as_a_summary(tmp_path: Path) -> None:
    blocks = list(document(load_policy("yanchi-2022")))
    for at, block in enumerate(blocks):
        if not isinstance(block, str):
            text = json.dumps(block, ensure_ascii=False)
            text = text.replace(
                "院长负责，计划、派驻、监管及时，并留有记录可查（2 分）",
                "院长负责，计划、派驻、监管及时，并留有记录可查（3 分）",
                1,
            )
            text = text.replace(wordy("每半年有会议研究对口支援"), "另说一件全不相干之事", 1)
            blocks[at] = json.loads(text)
    found = match(take_apart(read(Writer().write(tmp_path / "方案.docx", blocks))), load_policy("yanchi-2022"))
    assert {"2.1.1.1", "2.1.1.2"}.isdisjoint(found.lines)
    assert "2.1.1.3" in found.lines
    told = "\n".join(found.problems)
    assert "2.1.1.1" in told
    assert "政策 2 分，文件 3 分" in told
    assert "另说一件全不相干之事" in told
    own = county(tmp_path / "县", blocks)
    facts = qianyi.read([own])
    result = fill(facts, qianyi.score(facts), tmp_path / "out", ["support-score"])
    assert [note for note in result.notes if "2.1.1.1" in note]
    page = texts(next((tmp_path / "out" / "支援机构评定表").glob("*.docx")).read_bytes())
    assert any("有领导小组和专人" in text and text.endswith("（摘要）") for text in page)


def test_the_document_goes_with_the_settings_into_tidied_copies(tmp_path: Path, own: Path) -> None:
    assert run("fix", str(own), "-o", str(tmp_path / "整理"))[0] == 0
    assert (tmp_path / "整理" / "方案.docx").read_bytes() == (own / "方案.docx").read_bytes()
    assert qianyi.read([tmp_path / "整理"]).policy.wording == qianyi.read([own]).policy.wording


def test_a_document_of_another_place_is_told(tmp_path: Path) -> None:
    path = str(Writer().write(tmp_path / "方案.docx", document(load_policy("yanchi-2022"))))
    other = own_words(path, load_policy("yanchi-2022"), county="白石县")
    assert (other.used, len(other.problems)) == (False, 1)
    assert "不是白石县的" in other.problems[0]
    doubted = own_words(path, load_policy("yanchi-2022"), office="白石县卫生健康局")
    assert (doubted.used, "落款是白石县卫生健康局" in doubted.problems[0]) == (True, True)
    assert own_words(path, load_policy("yanchi-2022"), "青水县", "青水县卫生健康局").problems == ()


def test_without_a_document_the_form_says_that_it_is_a_summary(tmp_path: Path) -> None:
    facts = qianyi.read([CLEAN])
    fill(facts, qianyi.score(facts), tmp_path, ["person-score", "appraisal"])
    for folder in ("派驻人员评定表", "工作鉴定表"):
        assert any("摘要" in text for text in texts(next((tmp_path / folder).glob("*.docx")).read_bytes()))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), ".doc"),
        (b"PK\3\4xxxx", "损坏"),
        (None, "没有文件"),
        (HELAN, "不是青水县的"),
        (QINGHE, "不是青水县的"),
        ([f"{n}、{'总则要求安排' * 3}" for n in "一二三四五六七八"], "对不上"),
    ],
)
def test_what_cannot_serve_costs_one_sentence_and_the_summary_stays(tmp_path: Path, content: object, word: str) -> None:
    own = county(tmp_path / "县", [])
    (own / "方案.docx").unlink()
    if isinstance(content, bytes):
        (own / "方案.docx").write_bytes(content)
    elif content is not None:
        Writer().write(own / "方案.docx", content)  # type: ignore[arg-type]
    code, _, err = run("validate", str(own))
    expected, _, _ = run("validate", str(CLEAN))
    told = [line for line in err.splitlines() if "方案.docx" in line]
    assert code == expected
    assert len(told) == 1
    assert word in told[0]
    facts = qianyi.read([own])
    fill(facts, qianyi.score(facts), tmp_path / "out", ["person-score"], persons=[facts.dossier.placements[0].name])
    page = texts(next((tmp_path / "out" / "派驻人员评定表").glob("*.docx")).read_bytes())
    assert any("摘要" in text for text in page)


def test_a_document_without_tables_gives_its_clauses(tmp_path: Path) -> None:
    blocks = [block for block in document(load_policy("yanchi-2022")) if isinstance(block, str)]
    wording = own_words(str(Writer().write(tmp_path / "方案.docx", blocks)), load_policy("yanchi-2022"))
    assert "四（二）" in wording.clauses
    assert not wording.lines
    assert [problem for problem in wording.problems if "没有评定表" in problem]


def test_unknown_keys_of_the_setting_are_refused(tmp_path: Path) -> None:
    own = county(tmp_path / "县", [])
    text = (own / "qianyi.toml").read_text(encoding="utf-8").replace('file = "方案', 'fil = "方案')
    (own / "qianyi.toml").write_text(text, encoding="utf-8")
    code, _, err = run("validate", str(own))
    assert code == 2
    assert "fil" in err
    assert io.StringIO(err).readline().count("file") == 1


BEGUN = {"4.2.1": "书面请假先行", "4.2.2": "听从乡镇安排", "4.3.1": "教会诊治本领", "4.3.2": "查房带教不断"}
"""Sentences of a document whose beginnings tell them apart."""


def scored(tmp_path: Path, heads: list[str], *, layout: str, begun: bool) -> dict[tuple[str, str], str]:
    """The marks of 4.2.1, 4.2.2 and 4.3.1 (5, 3, 2) as read from a sheet headed by these words."""
    blocks = document(load_policy("yanchi-2022"))
    if begun:
        lines = {line.id: line.title for line in load_policy("yanchi-2022").annexes[4].lines()}
        own = {wordy(lines[id]): f"{words}，{lines[id]}，并留有记录可查" for id, words in BEGUN.items()}
        blocks = json.loads(json.dumps(blocks, ensure_ascii=False))
        for old, new in own.items():
            blocks = json.loads(json.dumps(blocks, ensure_ascii=False).replace(old, new))
    folder = county(tmp_path / "县", blocks)
    (folder / "评分.xlsx").unlink()
    name = qianyi.read([folder]).dossier.placements[0].name
    rows: dict[str, list[list[object]]] = {
        "wide": [["姓名", *heads], [name, 5, 3, 2]],
        "turned": [["内容", name], *([head, mark] for head, mark in zip(heads, (5, 3, 2), strict=True))],
        "long": [["对象", "条款", "得分"], *([name, head, mark] for head, mark in zip(heads, (5, 3, 2), strict=True))],
    }
    save(folder / "评分.xlsx", {"评分": rows[layout]})
    dossier = qianyi.read([folder]).dossier
    assert [one.message for one in dossier.found if one.code in ("I002", "I003", "I004", "I013")] == []
    return {(mark.subject == name, mark.criterion): str(mark.score) for mark in dossier.marks}


RIGHT = {(True, "4.2.1"): "5", (True, "4.2.2"): "3", (True, "4.3.1"): "2"}


@pytest.mark.parametrize("layout", ["wide", "turned", "long"])
@pytest.mark.parametrize("spelt", ["whole", "with points", "numbered"])
def test_a_marks_sheet_headed_by_the_words_of_the_document(tmp_path: Path, layout: str, spelt: str) -> None:
    lines = {line.id: line for line in load_policy("yanchi-2022").annexes[4].lines()}
    heads = [wordy(lines[id].title) for id in ("4.2.1", "4.2.2", "4.3.1")]
    if spelt == "with points":
        heads = [f"{head}（{points}分）" for head, points in zip(heads, (5, 3, 4), strict=True)]
    if spelt == "numbered":
        heads = [f"{number}. {head}" for number, head in zip((1, 2, 1), heads, strict=True)]
    assert scored(tmp_path, heads, layout=layout, begun=False) == RIGHT


@pytest.mark.parametrize("layout", ["wide", "turned", "long"])
def test_a_marks_sheet_headed_by_their_beginnings(tmp_path: Path, layout: str) -> None:
    heads = [BEGUN[id] for id in ("4.2.1", "4.2.2", "4.3.1")]
    assert scored(tmp_path, heads, layout=layout, begun=True) == RIGHT


def test_a_beginning_of_several_lines_is_told(tmp_path: Path) -> None:
    folder = county(tmp_path / "县")
    (folder / "评分.xlsx").unlink()
    name = qianyi.read([folder]).dossier.placements[0].name
    save(folder / "评分.xlsx", {"评分": [["姓名", "按照本县安排", "4.2.2"], [name, 5, 3]]})
    dossier = qianyi.read([folder]).dossier
    assert [(mark.criterion, str(mark.score)) for mark in dossier.marks] == [("4.2.2", "3")]
