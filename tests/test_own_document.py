"""A county's own document: clauses, annexes and figures found, whatever its layout; what is doubtful stays open."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import tomli

from qianyi.policy.document.draft import draft
from qianyi.policy.document.elements import DocumentLine, DocumentProblem, DocumentTable, Paper
from qianyi.policy.document.found import DraftMaterial, find
from qianyi.policy.document.opening import read, read_bytes
from qianyi.policy.load import load_checked, load_policy
from tests.make.command import run
from tests.make.disk import person, roster
from tests.make.invented import HELAN, HONGSHI, QINGHE, SONGLING, WANMING, YUNFENG
from tests.make.papers import STRICT, Blocks, Writer, blocks_of, box, docx, numbered, par, table
from tests.make.papers import run as piece

SEEDS = [folder / "shared" / "seeds" for folder in Path(__file__).resolve().parents[2:4]]
REAL = {"yanchi-2022": "000_99ffeabcd2b7beeb.txt", "suzhou-2021": "001_8388ef3924fb04db.txt"}
LAYOUTS = {
    "plain": {},
    "merged": {"merged": True},
    "lists": {"lists": True},
    "split": {"split": True},
    "split-no-heading": {"split": True, "heading": False},
    "wide": {"wide": True},
    "changes": {"changes": True},
    "boxes": {"boxes": True},
    "controls": {"controls": True},
    "strict": {"strict": True},
    "all": {"lists": True, "merged": True, "split": True, "wide": True, "boxes": True, "controls": True},
}


def seed(id: str) -> Path:
    path = next((file for folder in SEEDS if (file := folder / REAL[id]).is_file()), None)
    if path is None:
        pytest.skip("没有原文")
    return path


def values(found: DraftMaterial) -> dict[str, tuple[object, str]]:
    return {figure.known.id: (figure.value, figure.hits[0].clause) for figure in found.figures}


def rubric(found: DraftMaterial) -> list[tuple[str, Decimal]]:
    data = tomli.loads(draft(found, None, None, "x"), parse_float=Decimal)
    return [
        (line["id"], Decimal(line["points"]))
        for annex in data.get("annexes", [])
        for section in annex["sections"]
        for item in section["items"]
        for line in item["lines"]
    ]


QINGHE_VALUES = {
    "campaign.months": ("12", "二（二）"),
    "target.people": ("52", "一"),
    "target.recipients": ("9", "一"),
    "rotation.min_months": ("4", "二（二）"),
    "rotation.max_per_post": ("3", "二（二）"),
    "half_release.max_share": ("0.15", "二（一）"),
    "half_release.min_days": ("4", "二（一）"),
    "leave.personal_year": ("10", "附件1·出勤情况·1"),
    "leave.personal_half": ("5", "附件1·出勤情况·1"),
    "score.personal_rate_year": ("0.5", "附件1·出勤情况·1"),
    "score.personal_rate_half": ("1", "附件1·出勤情况·1"),
    "score.absent_rate": ("4", "附件1·出勤情况·1"),
    "leave.filing_days": ("5", "附件1·出勤情况·2"),
    "leave.total_max": ("30", "附件1·出勤情况·3"),
    "arrival.max_delay": ("15", "附件1·出勤情况·3"),
    "absence.max_span": ("5", "附件1·出勤情况·3"),
    "training.min_events": ("12", "附件3·业务培训"),
    "training.min_hours": ("1.5", "附件3·业务培训"),
    "teaching.min_events": ("24", "附件3·临床带教"),
    "trainee.min_months": ("3", "附件3·进修接收"),
    "trainee.min_people": ("2", "附件3·进修接收"),
    "survey.min_sample": ("30", "附件2·群众评价"),
    "survey.min_awareness": ("0.8", "附件2·群众评价"),
    "visit.min_count": ("2", "附件3·领导重视"),
    "notice.days": ("7", "四（二）"),
    "subsidy.per_day": ("80", "四（一）"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figures_and_points_are_found_in_every_layout(tmp_path: Path, layout: str) -> None:
    found = find(read(Writer(**LAYOUTS[layout]).write(tmp_path / "方案.docx", QINGHE)))
    got = values(found)
    want: dict[str, tuple[object, str]] = {
        id: (Decimal(value), clause) for id, (value, clause) in QINGHE_VALUES.items()
    }
    want |= {"arrival.deadline": ("04-08", "三1"), "notice.unit": ("working", "四（二）")}
    assert got == want
    assert rubric(found) == [
        (id, Decimal(points))
        for id, points in (
            ("4.1", 30),
            ("4.2.1", 6),
            ("4.2.2", 4),
            ("4.3.1", 8),
            ("4.3.2", 7),
            ("4.3.3", 5),
            ("3.1.1.1", 8),
            ("3.1.2.1", 5),
            ("3.1.2.2", 7),
            ("3.2.1.1", 15),
            ("3.2.2.1", 15),
            ("2.1.1.1", 10),
            ("2.1.2.1", 15),
            ("2.2.1.1", 10),
            ("2.2.2.1", 15),
        )
    ]
    about = found.about
    assert (about.region, about.issuer, about.issued) == ("清禾县", "清禾县卫生健康局", date(2024, 3, 18))
    assert (about.number, found.span and found.span.start) == ("清卫健发〔2024〕36号", date(2024, 4, 1))
    assert [(due.due, due.clause) for due in found.duties] == [
        (date(2024, 4, 8), "三1"),
        (date(2024, 4, 20), "三2"),
        (date(2025, 3, 20), "三3"),
    ]


def same_clause(found: str, pack: str) -> bool:
    """Alike but for the title of an item, which packs shorten."""
    ours, theirs = found.split("·"), pack.split("·")
    if len(ours) < 2:
        return ours == theirs
    signs = set(theirs[1])
    return [ours[0], *ours[2:]] == [theirs[0], *theirs[2:]] and signs <= set(ours[1])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("id", REAL)
def test_the_real_documents_give_their_packs(tmp_path: Path, id: str, layout: str) -> None:
    found = find(read(Writer(**LAYOUTS[layout]).write(tmp_path / "方案.docx", blocks_of(read(seed(id))))))
    pack, got = load_policy(id), values(found)
    assert {one.id for one in pack.parameters.values() if one.status == "text"} <= got.keys()
    for i, (value, clause) in got.items():
        assert value == pack.parameters[i].value, i
        assert same_clause(clause, pack.parameters[i].clause), i
    assert rubric(found) == [(line.id, line.points) for annex in pack.annexes.values() for line in annex.lines()]


def test_the_real_text_gives_the_same_in_both_encodings() -> None:
    data = seed("yanchi-2022").read_bytes()
    one, other = read_bytes(data, "方案.txt"), read_bytes(data.decode().encode("gb18030"), "方案.txt")
    assert one.blocks == other.blocks
    assert one.sha256 == hashlib.sha256(data).hexdigest()
    assert values(find(one))["leave.personal_year"] == (Decimal(12), "附件4·在岗情况·1")


def test_articles_tiers_checks_and_a_single_table(tmp_path: Path) -> None:
    found = find(read(Writer(merged=True).write(tmp_path / "办法.docx", HELAN)))
    assert values(found) == {
        "campaign.months": (Decimal(24), "第二条"),
        "rotation.min_months": (Decimal(24), "第二条"),
        "leave.township_days": (Decimal(3), "第三条"),
        "leave.county_days": (Decimal(7), "第三条"),
        "check.city_per_month": (Decimal(2), "第四条"),
        "check.county_per_month": (Decimal(3), "第四条"),
        "check.bar_count": (Decimal(4), "第四条"),
        "check.bar_days": (Decimal(5), "第四条"),
    }
    assert list(found.made.clauses)[-3:] == ["第五条（一）", "第五条（二）", "第六条"]
    assert [points for _, points in rubric(found)] == [40, 20, 15, 10, 15]
    assert [(due.due, due.each, due.clause) for due in found.duties] == [
        (date(2023, 12, 31), "", "第五条（一）"),
        (None, "month", "第五条（二）"),
    ]
    assert (found.about.issuer, found.about.issued) == ("和岚市卫生健康委员会", date(2023, 6, 20))


def test_a_figure_that_could_mean_two_things_is_left_open(tmp_path: Path) -> None:
    found = find(read(Writer().write(tmp_path / "方案.docx", WANMING)))
    got = {id: value for id, (value, _) in values(found).items()}
    assert got == {
        "target.people": Decimal(35),
        "score.absent_rate": Decimal(2),
        "rotation.min_months": None,  # 3 and 2
        "leave.personal_year": None,
        "score.personal_rate_year": None,  # of a year or of half a year
        "leave.filing_days": None,  # 超过 does not include the day
        "leave.total_max": None,  # 达到 does
    }
    assert found.about.issued == date(2025, 1, 6)
    text = draft(found, None, None, "x")
    for id in ("rotation.min_months", "leave.filing_days"):
        assert re.search(rf'# 请核对：.*\n\[parameters."{id}"\]\n(?!value).*\n(?!value)', text)


@pytest.mark.parametrize("layout", ["plain", "all"])
def test_letters_lists_and_labels_of_other_counties(tmp_path: Path, layout: str) -> None:
    """What is there is right; what could be meant in two ways is None; what is missing is not made up."""

    def read_one(blocks: Blocks) -> DraftMaterial:
        return find(read(Writer(**LAYOUTS[layout]).write(tmp_path / "a.docx", blocks)))

    letter, articles, plan = read_one(YUNFENG), read_one(SONGLING), read_one(HONGSHI)
    assert {id: value if value is None else str(value) for id, (value, _) in values(letter).items()} == {
        "rotation.min_months": None,
        "half_release.max_share": "0.2",
        "half_release.min_days": "3",
        "leave.personal_year": "15",
        "leave.personal_half": "8",
        "score.absent_rate": "5",
        "leave.total_max": "45",
        "arrival.deadline": "07-05",
        "absence.max_span": None,
        "training.min_hours": None,
        "trainee.min_months": "3",
        "survey.min_sample": "50",
        "visit.min_count": "1",
        "leave.township_days": "1",
        "leave.county_days": "3",
        "subsidy.per_day": "100",
        "subsidy.per_month": "300",
    }
    assert [(annex.subject, [item.points for item in annex.items()]) for annex in letter.annexes] == [
        ("support", [10, 10, 40, 20, 20]),
        ("recipient", [20, 20, 30, 30]),
        ("person", [20, 30, 50]),
    ]
    assert {id: value if value is None else str(value) for id, (value, _) in values(articles).items()} == {
        "campaign.months": None,
        "score.absent_rate": None,
        "leave.township_days": "1",
        "leave.county_days": "3",
        "check.county_per_month": "1",
    }
    assert {id: str(value) for id, (value, _) in values(plan).items()} == {
        "campaign.months": "12",
        "target.recipients": "15",
        "leave.personal_year": "12",
        "leave.total_max": "36",
        "score.personal_rate_year": "0.8",
        "score.personal_rate_half": "1.6",
        "score.absent_rate": "2",
    }
    assert plan.about.title == "红石县“百名医师下基层”工作实施方案"
    assert plan.span is not None
    assert (plan.span.start, plan.span.end) == (date(2025, 5, 1), date(2026, 4, 30))
    assert rubric(plan)[-2:] == [("2.1.1.1", Decimal(50)), ("2.1.2.1", Decimal(50))]


def test_sums_that_do_not_come_out_are_marked(tmp_path: Path) -> None:
    blocks: Blocks = [
        "附件4：派驻人员考核细则",
        [
            [["内容"], ["分值"], ["评分标准"]],
            [["在岗"], ["10"], ["按考勤"]],
            [["纪律"], ["9"], ["1.请假有手续（5分）", "2.服从管理（3分）"]],
        ],
    ]
    source, out = Writer().write(tmp_path / "a.docx", blocks), tmp_path / "x.toml"
    text = draft(find(read(source)), None, None, "x")
    run("policy", "draft", str(source), "-o", str(out))
    code, _, err = run("policy", "check", str(out))
    assert (code, "处请核对" in err, err.count("\n")) == (2, True, 1)
    assert '# 请核对：写的是 9 分，各行相加是 8 分\n[[annexes.sections.items]]\nid = "4.2"' in text


def test_a_draft_is_a_policy_that_check_and_diff_take(tmp_path: Path) -> None:
    source, out = Writer().write(tmp_path / "方案.docx", QINGHE), tmp_path / "清禾.toml"
    assert run("policy", "draft", str(source), "-o", str(out))[0] == 0
    code, said, _ = run("policy", "check", str(out))
    assert code == 0
    assert "附件2 50 分；附件3 50 分；附件4 60 分" in said
    assert "处请核对" in said
    policy = load_checked(out)
    assert policy.campaign.end == date(2025, 3, 31)
    assert policy.parameters["leave.personal_year"].place == "表 1 第 2 行"
    assert policy.annexes[4].lines()[0].clause == "附件1·出勤情况"
    assert {"T201", "H301", "A411"} <= policy.rules.keys()
    code, said, _ = run("policy", "diff", "yanchi-2022", str(out))
    assert (code, "leave.personal_year" in said) == (0, True)
    assert run("policy", "draft", str(source), "-o", str(out))[0] == 2  # it may have been edited since
    assert run("policy", "draft", str(source), "-o", str(out), "--force")[0] == 0


def lines(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, DocumentLine) and block.text]


def one_table(paper: Paper) -> list[list[str | None]]:
    found = next(block for block in paper.blocks if isinstance(block, DocumentTable))
    return [[None if cell is None else cell.text for cell in row] for row in found.grid()]


def test_what_stands_in_a_paragraph_is_read_once(tmp_path: Path) -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>yǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>䶮</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第四条</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        par("4", "<w:r><w:noBreakHyphen/></w:r>", "6月，", "<w:r><w:t>合</w:t><w:softHyphen/><w:t>格\xad者</w:t></w:r>")
        + par("赵", ruby, "，违反", field, '<w:fldSimple w:instr="REF b"><w:r><w:t>第五条</w:t></w:r></w:fldSimple>')
        + par(
            "事假",
            '<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>',
            '<w:ins w:id="2"><w:r><w:t>10</w:t></w:r></w:ins>',
            "天",
        )
        + par(
            '<w:moveFrom w:id="3"><w:r><w:t>旧处</w:t></w:r></w:moveFrom>',
            "甲",
            '<w:moveTo w:id="4"><w:r><w:t>新处</w:t></w:r></w:moveTo>',
        )
        + par("见", piece("不给看", "<w:vanish/>"), "此", '<w:r><w:footnoteReference w:id="2"/></w:r>', "7天")
        + '<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr><w:r><w:t>上半句</w:t></w:r></w:p>'
        + par("下半句")
        + box("清卫〔2024〕1号")
        + '<w:altChunk r:id="rId9"/>'
    )
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote>'
    path = docx(tmp_path / "a.docx", body, footnotes=notes)
    paper = read(path)
    assert lines(paper) == [
        "4-6月，合格者",
        "赵䶮，违反第四条第五条",
        "事假10天",
        "甲新处",
        "见此7天",
        "脚注的话",
        "上半句下半句",
        "清卫〔2024〕1号",
    ]
    said = "".join(paper.notes)
    assert all(word in said for word in ("修订", "隐藏文字 1 处", "嵌入的另一份文件 1 处"))


def test_cells_stand_where_the_grid_has_them(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(text)}</w:tc>"

    begin, two = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{cell('甲', begin)}{cell('乙', two)}</w:tr>"
        f"<w:tr><w:sdt><w:sdtContent>{cell('', '<w:vMerge/>')}</w:sdtContent></w:sdt>{cell('丙')}{cell('丁')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("戊")}{cell("己")}</w:tr>'
        f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("删")}{cell("去")}{cell("的")}</w:tr>'
        f'<w:tr><w:trPr><w:gridAfter w:val="2"/></w:trPr>{cell("庚")}</w:tr>'
    )
    path = docx(tmp_path / "a.docx", f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>" + par("后"))
    assert one_table(read(path)) == [["甲", "乙", "乙"], ["甲", "丙", "丁"], [None, "戊", "己"], ["庚", None, None]]


LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="{3}"/><w:numFmt w:val="{1}"/>{4}<w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + LEVEL.format(0, "chineseCounting", "%1、", 1, "")
    + LEVEL.format(1, "chineseCountingThousand", "（%2）", 1, '<w:pStyle w:val="Base"/>')
    + LEVEL.format(2, "decimal", "%3.", 1, "")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + LEVEL.format(0, "chineseCountingThousand", "第%1条", 9, "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="基"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="子"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Off"><w:rPr><w:vanish/></w:rPr></w:style>'
)
LIST_BODY = (
    numbered("甲", 1, 0)
    + par("子", ppr='<w:pStyle w:val="Own"/>')
    + par("不编号", ppr='<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    + par("丑", ppr='<w:pStyle w:val="Own"/>')
    + numbered("一项", 1, 2)
    + numbered("二项", 1, 2)
    + numbered("新起", 3, 2)
    + numbered("乙", 1, 0)
    + par("寅", ppr='<w:pStyle w:val="Own"/>')
    + "".join(numbered(f"条{n}", 2, 0) for n in range(9, 13))
)
LIST_LINES = [
    "一、甲",
    "（一）子",
    "不编号",
    "（二）丑",
    "1. 一项",
    "2. 二项",
    "1. 新起",
    "二、乙",
    "（一）寅",
    "第九条 条9",
    "第十条 条10",
    "第十一条 条11",
    "第十二条 条12",
]


def test_list_numbers_are_those_that_word_prints(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", LIST_BODY, numbering=NUMBERING, styles=STYLES)
    assert ["".join(line.split()) for line in lines(read(path))] == ["".join(line.split()) for line in LIST_LINES]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice")
def test_list_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", LIST_BODY, numbering=NUMBERING, styles=STYLES)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    printed = (tmp_path / "a.txt").read_text(encoding="utf-8-sig").splitlines()
    assert ["".join(line.split()) for line in printed if line.strip()] == [
        "".join(line.split()) for line in lines(read(path))
    ]


def test_strict_documents_bear_other_names(tmp_path: Path) -> None:
    path = Writer(strict=True, lists=True).write(tmp_path / "a.docx", ["一、甲", "（一）乙"])
    assert STRICT.encode() in __import__("zipfile").ZipFile(path).read("word/document.xml")
    assert lines(read(path)) == ["一、甲", "（一）乙"]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("方案.pdf", b"%PDF-1.7\n", "PDF"),
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        ("方案.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("方案.docx", b"PK\3\4" + bytes(40), "损坏"),
        ("方案.docx", b"", "空"),
        ("方案.docx", bytes(range(256)) * 4, "不是 Word 文档"),
        ("方案.txt", "今天下雨。\n".encode(), "不像一份方案"),
    ],
)
def test_what_cannot_serve_is_one_sentence(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    code, out, err = run("policy", "draft", str(tmp_path / name), "-o", str(tmp_path / "x.toml"))
    assert (code, out) == (2, "")
    assert name in err
    assert word in err
    assert err.count("\n") == 1
    assert not (tmp_path / "x.toml").exists()


def test_a_document_that_cannot_serve_costs_one_sentence(tmp_path: Path) -> None:
    county = tmp_path / "县"
    county.mkdir()
    roster(county / "名单.xlsx", [person("李小满")])
    (county / "方案.pdf").write_bytes(b"%PDF-1.7\n")
    (county / "qianyi.toml").write_text('[document]\nfile = "方案.pdf"\n', encoding="utf-8")
    for command in (("fill", county, "-o", tmp_path / "文书"), ("review", county, "-o", tmp_path / "出")):
        _, out, err = run(*command)
        assert (out + err).count("方案.pdf 是 PDF，读不了") == 1


def test_a_workbook_is_no_document(tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "表.docx")
    with pytest.raises(DocumentProblem, match="不是 Word 文档"):
        read(tmp_path / "表.docx")


def test_a_table_is_made_as_the_builder_says(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", table([[["甲"], ["乙"]], [None, ["丙"]]]))
    assert one_table(read(path)) == [["甲", "乙"], ["甲", "丙"]]


def test_days_of_absence_that_may_be_workdays_are_left_open(tmp_path: Path) -> None:
    """连续旷工超过5天: of the calendar or of work, the document does not say; 超过1周 and 超过7个自然日 do."""
    for words, value in (("5天", None), ("5日", None), ("1周", Decimal(7)), ("7个自然日", Decimal(7))):
        path = tmp_path / "方案.txt"
        path.write_text(f"某县千医下乡活动实施方案\n一、纪律要求\n连续旷工超过{words}的，在岗情况不得分。\n", "utf-8")
        assert values(find(read(path)))["absence.max_span"][0] == value, words
