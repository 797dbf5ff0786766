"""`fill` from end to end, on the invented counties and on small ones of its own."""

from __future__ import annotations

import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

import qianyi
from qianyi.output.documents import FillResult
from qianyi.output.documents.catalogue import DOCUMENTS
from qianyi.output.documents.privacy import violations
from tests.make.command import filled, run
from tests.make.disk import county
from tests.make.word import make, paragraph, part, texts

SAMPLES = Path(__file__).parent.parent / "samples"
CLEAN = SAMPLES / "qingshui-2022"


def names(result: FillResult, out: Path) -> list[str]:
    return [str(path.relative_to(out)) for path in result.files]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FillResult]:
    out = tmp_path_factory.mktemp("clean")
    return out, filled(CLEAN, out)


def test_every_document_that_applies_is_written(clean: tuple[Path, FillResult]) -> None:
    out, result = clean
    folders = {path.parent.name if path.parent != out else path.stem for path in result.files}
    assert {document.title for document in DOCUMENTS} - {"通报和约谈通知", "半年小结"} <= folders
    assert {"半年小结-前半年", "半年小结-后半年"} <= folders
    assert len(list((out / "工作鉴定表").glob("*.docx"))) == 37
    assert len(list((out / "受援机构评定表").glob("*.docx"))) == 14
    assert len(list((out / "支援机构评定表").glob("*.docx"))) == 8
    assert len(list((out / "公示").glob("*.docx"))) == 22  # 14 recipients and 8 supports
    assert result.files == sorted(result.files)
    assert not result.refused


def test_no_document_says_none_or_keeps_a_tag(clean: tuple[Path, FillResult]) -> None:
    for path in clean[1].files:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml") and not name.startswith("docProps/"):
                    text = archive.read(name).decode()
                    assert "{{" not in text, path
                    assert "None" not in text.replace("scheme", ""), path


def test_properties_name_what_it_rests_on(clean: tuple[Path, FillResult]) -> None:
    out, _ = clean
    core = part((out / "年度总结报告.docx").read_bytes(), "docProps/core.xml")
    for words in ("yanchi-2022", "截至 2023-05-31", "sha256", "派驻人员名单.xlsx", qianyi.__version__):
        assert words in core
    assert load_workbook(out / "派驻人员名单.xlsx").properties.description.startswith("qianyi ")


def test_two_runs_are_byte_identical(clean: tuple[Path, FillResult], tmp_path: Path) -> None:
    again = filled(CLEAN, tmp_path)
    assert names(again, tmp_path) == names(clean[1], clean[0])
    for first, second in zip(clean[1].files, again.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first


def test_appraisal_form_holds_what_the_registers_hold(tmp_path: Path) -> None:
    """A year of 250 workdays: two days of personal leave, one and a half of sick leave, three of marriage leave."""
    dossier = county(
        tmp_path / "县",
        [{"姓名": "闻一 苇"}],
        人员信息=[
            ["姓名", "支援单位", "出生年月", "民族", "政治面貌", "参加工作时间", "现从事专业"],
            ["闻一苇", "云岭县人民医院", "1984-05", "回族", "群众", "2008年7月", "心血管内科"],
        ],
        考勤汇总=[["姓名", "应出勤", "实出勤", "事假", "病假", "旷工", "婚假"], ["闻一苇", 250, 243.5, 2, 1.5, 0, 3]],
        鉴定=[
            ["姓名", "派出单位评价", "受援单位评价", "公示情况", "个人鉴定"],
            ["闻一苇", "优秀", "合格", "已公示", "履职尽责。\n\n 群众满意。"],
        ],
    )
    result = filled(dossier, tmp_path / "out", "appraisal")
    assert names(result, tmp_path / "out") == ["工作鉴定表/001-闻一苇-柳林乡卫生院-工作鉴定表.docx"]
    found = texts(result.files[0].read_bytes())
    for label, value in {
        "姓名": "闻一苇",
        "性别": "女",
        "出生年月": "1984年5月",
        "民族": "回族",
        "现从事专业": "心血管内科",
        "派出单位名称": "云岭县人民医院",
        "受援基层医疗卫生机构名称": "柳林乡卫生院",
        "其他": "婚假3天",
        "受援单位公示情况": "已公示",
        "个人工作鉴定": "履职尽责。\n群众满意。",
        "派出单位意见": "优秀",
        "受援单位意见": "合格",
        "现任专业技术职务": "主治医师",
        "参加工作时间": "2008年7月",
        "政治面貌": "群众",
        "支援工作起止时间": "2022年6月1日\n至2023年5月31日",
    }.items():
        assert found[found.index(label) + 1] == value, label
    at = found.index("实出勤")
    assert found[at + 1 : at + 6] == ["250", "243.5", "2", "1.5", "0"]
    assert found.count("盖章") == 5
    assert sum(text.startswith(("注：1.", "2.", "3.", "4.")) for text in found) == 4
    assert result.missing == []


def test_missing_fields_are_blank_and_counted(tmp_path: Path) -> None:
    people = [{"姓名": name} for name in ("闻一苇", "郁初晴", "蔺远山")]
    dossier = county(
        tmp_path / "县", people, 人员信息=[["姓名", "支援单位", "民族"], ["闻一苇", "云岭县人民医院", "回族"]]
    )
    result = filled(dossier, tmp_path / "out", "appraisal")
    assert result.missing == [
        "3 份工作鉴定表缺：出生年月、参加工作时间、政治面貌、出勤情况、受援单位公示情况、个人工作鉴定、"
        "派出单位评价、受援单位评价",
        "2 份工作鉴定表缺：民族",
    ]
    found = texts(result.files[1].read_bytes())
    assert found[found.index("民族") + 1] == "现从事专业"  # the cell between is empty


def test_two_people_of_one_name_have_two_files(tmp_path: Path) -> None:
    people = [{"姓名": "闻一苇"}, {"姓名": "闻一苇", "支援单位": "云岭县中医院"}, {"姓名": "../../郁:初?晴"}]
    result = filled(county(tmp_path / "县", people), tmp_path / "out", "appraisal")
    listed = [path.name for path in result.files]
    assert len(set(listed)) == 3
    assert listed[0].startswith("001-闻一苇")
    assert listed[1].startswith("002-闻一苇")
    assert {path.parent for path in result.files} == {tmp_path / "out" / "工作鉴定表"}


def test_persons_institutions_copies_and_merge(tmp_path: Path) -> None:
    one = filled(CLEAN, tmp_path / "a", "appraisal,certificate", persons=["谭听雨"])
    assert [path.parent.name for path in one.files] == ["工作鉴定表", "服务证明"]
    five = filled(CLEAN, tmp_path / "b", "工作鉴定表", persons=["谭听雨"], copies=5)
    assert [path.stem.split("工作鉴定表-")[1][0] for path in five.files] == ["1", "2", "3", "4", "5"]
    assert len({path.read_bytes() for path in five.files}) == 5  # each says who keeps it
    unit = filled(CLEAN, tmp_path / "c", "person-score,recipient-score", institutions=["青水县中医医院"])
    assert {path.parent.name for path in unit.files} == {"派驻人员评定表", "受援机构评定表", "支援机构评定表"} - {
        "支援机构评定表"
    }
    merged = filled(CLEAN, tmp_path / "d", "appraisal", merge=True, copies=2)
    assert names(merged, tmp_path / "d") == ["工作鉴定表.docx"]
    content = merged.files[0].read_bytes()
    assert part(content).count("<w:sectPr>") == 74
    assert texts(content).count("工作鉴定表") == 0
    assert sum("工作鉴定表" in text for text in texts(content)) == 74


def test_whole_county_papers_are_left_out_for_one_person(tmp_path: Path) -> None:
    result = filled(CLEAN, tmp_path, persons=["谭听雨"])
    assert {path.parent.name for path in result.files} == {
        "派驻人员评定表",
        "工作鉴定表",
        "平时考核手册",
        "服务证明",
        "请假审批单",
    }


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--document", "apraisal"], "是不是 appraisal"),
        (["--person", "谭听霜"], "谭听雨"),
        (["--institution", "青水县医院"], "相近的有"),
        (["--copies", "0"], "--copies"),
        (["--template", "x.docx"], "--document"),
        (["--document", "roster", "--template", "x.docx"], ".xlsx"),
        (["--document", "appraisal", "--template", "x.docx"], "没有模板"),
        (["--format", "html"], "--format"),
    ],
)
def test_wrong_usage_is_one_sentence_and_writes_nothing(tmp_path: Path, options: list[str], words: str) -> None:
    code, out, err = run("fill", CLEAN, "-o", tmp_path / "out", "-q", *options)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_output_folder_must_be_named() -> None:
    code, out, err = run("fill", CLEAN)
    assert (code, out) == (2, "")
    assert "-o" in err


def test_list_names_every_document() -> None:
    code, out, _ = run("fill", "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [document.id for document in DOCUMENTS]


def test_summary_as_json(tmp_path: Path) -> None:
    code, out, _ = run("fill", CLEAN, "-o", tmp_path, "-d", "roster", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["schema"] == "qianyi.fill/1"
    assert data["files"] == [str(tmp_path / "派驻人员名单.xlsx")]


def test_what_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    assert run("fill", CLEAN, "-o", tmp_path, "-d", "roster,certificate", "-q")[0] == 0
    book = load_workbook(tmp_path / "派驻人员名单.xlsx")
    book.save(tmp_path / "派驻人员名单.xlsx")
    kept = (tmp_path / "派驻人员名单.xlsx").read_bytes()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")}
    code, out, err = run("fill", CLEAN, "-o", tmp_path, "-d", "roster,certificate", "-q")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert (tmp_path / "派驻人员名单.xlsx").read_bytes() == kept
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.docx")} == before
    assert run("fill", CLEAN, "-o", tmp_path, "-d", "roster,certificate", "-q", "--force")[0] == 0
    assert not list(tmp_path.glob(".qianyi-*"))


def test_counties_own_template(tmp_path: Path) -> None:
    own = make(tmp_path / "own.docx", paragraph("{{ person.name }}：{{ counted_months }} 个月"))
    result = filled(CLEAN, tmp_path / "out", "certificate", template=own, persons=["谭听雨"])
    assert texts(result.files[0].read_bytes()) == ["谭听雨：12 个月"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("{{ row.naem }}", "没有字段 naem"),
        ("{{ ''.__class__ }}", "不允许的写法"),
        ("{{ rows.append(1) }}", "不允许的写法"),
        ("{{ row.name", "标签写法不对"),
    ],
)
def test_a_workbook_template_is_not_trusted_either(tmp_path: Path, cell: str, words: str) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = cell
    book.save(tmp_path / "own.xlsx")
    code, out, err = run(
        "fill", CLEAN, "-d", "roster", "--template", tmp_path / "own.xlsx", "-q", "-o", tmp_path / "out"
    )
    assert (code, out) == (2, "")
    assert words in err


def test_the_county_may_rearrange_a_workbook(tmp_path: Path) -> None:
    """A model row between a heading and a foot whose merge moves down with it."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page["A1"] = "{{ year }}年度"
    page["A2"], page["B2"] = "{{ row.name }}", "{{ row.age }}"
    page["A3"] = "制表：{{ office }}"
    page.merge_cells("A3:B3")
    book.save(tmp_path / "own.xlsx")
    dossier = county(tmp_path / "县", [{"姓名": name} for name in ("闻一苇", "郁初晴", "蔺远山")])
    made = load_workbook(filled(dossier, tmp_path / "out", "roster", template=tmp_path / "own.xlsx").files[0]).active
    assert [[cell.value for cell in row] for row in made.iter_rows()] == [
        ["2022年度", None],
        ["闻一苇", 36],
        ["郁初晴", 36],
        ["蔺远山", 36],
        ["制表：盐池县卫生健康局", None],
    ]
    assert [str(area) for area in made.merged_cells.ranges] == ["A5:B5"]


def test_a_folder_left_by_a_killed_run_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / ".qianyi-staging"
    left.mkdir()
    (left / "0").write_bytes(b"half")
    filled(CLEAN, tmp_path, "roster")
    assert [path.name for path in tmp_path.iterdir()] == ["派驻人员名单.xlsx"]


def test_public_documents_carry_nothing_private(clean: tuple[Path, FillResult]) -> None:
    paths = [path for path in clean[1].files if path.parent.name in ("公示", "专家工作室公示牌")]
    assert paths
    for path in paths:
        assert violations("\n".join(texts(path.read_bytes()))) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"专业技术职称": "主治医师 13812345678"}, "手机号码"),
        ({"专业技术职称": "主治医师１３８ １２３４ ５６７８"}, "手机号码"),
        ({"专业技术职称": "640323198405030012"}, "身份证号"),
        ({"专业技术职称": "64032319840503001X"}, "身份证号"),
        ({"专业技术职称": "主治医师 1984.05", "出生年月": "1984-05"}, "出生年月"),
        ({"专业技术职称": "主治医师 1984年5月", "出生年月": "1984-05-03"}, "出生年月"),
        ({"专业技术职称": "主治医师 1984.05.03", "出生年月": "1984-05-03"}, "出生年月"),
        ({"专业技术职称": "主治医师 19840503", "出生年月": "1984年5月3日"}, "出生年月"),
        ({"专业技术职称": "病假中"}, "请假类别"),
        ({"专业技术职称": "旷工 2 天"}, "每日考勤"),
    ],
)
def test_public_documents_with_private_data_are_refused(tmp_path: Path, change: dict[str, object], word: str) -> None:
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇", **change}])
    result = filled(dossier, tmp_path / "out", "notice,work-notice,board,appraisal")
    assert [path.parent.name for path in result.files] == ["工作鉴定表"]
    assert len(result.refused) == 5
    assert all(word in line for line in result.refused)
    code, _, err = run("fill", dossier, "-o", tmp_path / "cli", "-d", "notice")
    assert code == 1
    assert word in err


def test_a_template_cannot_carry_private_data_out(tmp_path: Path) -> None:
    own = make(tmp_path / "own.docx", paragraph("{{ institution }} 病假情况"))
    result = filled(CLEAN, tmp_path / "out", "notice", template=own)
    assert result.files == []
    assert len(result.refused) == 22


def test_ordinary_words_are_not_taken_for_private() -> None:
    assert violations("公示时间：2023年6月1日至2023年6月7日；电话 0953-6012345；产科 副主任医师；生产") == []


def test_masked_names_and_collisions(tmp_path: Path) -> None:
    people = [{"姓名": "闻一苇"}, {"姓名": "闻初晴"}, {"姓名": "郁远"}]
    result = filled(county(tmp_path / "县", people), tmp_path / "out", "notice", mask=True)
    found = texts(result.files[0].read_bytes())
    assert "闻**" in found
    assert "郁*" in found
    assert not any("闻一苇" in text for text in found)
    assert any("闻**" in note and "2 人" in note for note in result.notes)


def test_notice_period_counts_as_the_parameter_says(tmp_path: Path) -> None:
    """After Monday 2023-05-15: five working days are the 16th to the 22nd; ten calendar days end on the 25th."""
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}])

    def found(name: str) -> list[str]:
        run("fill", dossier, "-o", tmp_path / name, "-d", "notice", "--as-of", "2023-05-15", "-q")
        return texts(next((tmp_path / name).rglob("*.docx")).read_bytes())

    assert "2023年5月16日至2023年5月22日（5个工作日）。" in found("a")
    (dossier / "qianyi.toml").write_text(
        '[parameters]\n"notice.days" = 10\n"notice.unit" = "calendar"\n', encoding="utf-8"
    )
    assert "2023年5月16日至2023年5月25日（10天）。" in found("b")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    people = [
        {"姓名": "闻一苇", "备注": '=HYPERLINK("http://x")'},
        {"姓名": "郁初晴", "备注": "+1"},
        {"姓名": "蔺远山", "备注": "@x"},
    ]
    dossier = county(tmp_path / "县", people)
    book = load_workbook(dossier / "名单.xlsx")
    cell = book["名单"].cell(2, 11)
    cell.value, cell.data_type = '=HYPERLINK("http://x")', "s"
    book.save(dossier / "名单.xlsx")
    result = filled(dossier, tmp_path / "out", "roster")
    page = load_workbook(result.files[0]).active
    cells = [page.cell(row, 11) for row in (4, 5, 6)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [cell.value for cell in cells] == ['=HYPERLINK("http://x")', "+1", "@x"]


def test_the_roster_can_be_read_again(clean: tuple[Path, FillResult]) -> None:
    facts = qianyi.read([clean[0] / "派驻人员名单.xlsx"])
    assert len(facts.dossier.placements) == 37
    assert len(facts.posts) == 29


def test_score_sheet_shows_points_lost_and_why(tmp_path: Path) -> None:
    """14 days of personal leave in a year: two over twelve at 0.8 a day."""
    dossier = county(
        tmp_path / "县",
        [{"姓名": "闻一苇"}],
        考勤汇总=[["姓名", "应出勤", "实出勤", "事假", "病假", "旷工"], ["闻一苇", 250, 236, 14, 0, 0]],
        评分=[["对象", "条款", "得分"], ["闻一苇", "4.2.1", 4]],
    )
    found = texts(filled(dossier, tmp_path / "out", "person-score").files[0].read_bytes())
    line = next(index for index, text in enumerate(found) if "（-1.6）" in text)
    assert (found[line - 1], found[line - 3]) == ("18.4", "20")  # 得分, 分值
    marked = next(index for index, text in enumerate(found) if "（-1）" in text)
    assert found[marked].startswith("1. 得 4 分：")
    assert found[marked + 1] == "2. 没有评分"
    assert any(text.startswith("合计 22.4 分（满分 50 分") for text in found)  # 18.4 + 4, the rest waits for marks


def test_discipline_letters_follow_the_ladder(tmp_path: Path) -> None:
    """As the sample's page lists them: one person twice off post, another once."""
    result = filled(SAMPLES / "huaibei-2021", tmp_path / "a", "discipline")
    assert [path.name for path in result.files] == [
        "2021-08-18-骆听松-通报-第1次.docx",
        "2021-12-15-祝余年-通报-第1次.docx",
        "2022-01-19-骆听松-约谈通知-第2次.docx",
    ]
    checks = [
        ["日期", "层级", "受查单位", "姓名", "结果", "脱岗天数"],
        ["2021-07-01", "县级", "柳林乡卫生院", "闻一苇", "脱岗", 3],
    ]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}], 查岗=checks)
    (dossier / "qianyi.toml").write_text('policy = "suzhou-2021"\n', encoding="utf-8")
    barred = filled(dossier, tmp_path / "b", "discipline")
    assert [path.name for path in barred.files] == ["2021-07-01-闻一苇-取消资格通知-第1次.docx"]


def test_documents_the_policy_does_not_know_are_said(tmp_path: Path) -> None:
    result = filled(SAMPLES / "huaibei-2021", tmp_path, "appraisal,roster")
    assert names(result, tmp_path) == ["派驻人员名单.xlsx"]
    assert result.notes == ["工作鉴定表：本政策没有评分细则，未生成"]


def test_subsidy_list_puts_payment_beside_attendance(tmp_path: Path) -> None:
    dossier = county(
        tmp_path / "县",
        [{"姓名": "闻一苇"}],
        补助发放=[
            ["姓名", "月份", "用途", "金额"],
            ["闻一苇", "2022-06", "交通补助", 800],
            ["郁初晴", "2022-06", "生活补助", 500.5],
        ],
    )
    page = load_workbook(filled(dossier, tmp_path / "out", "subsidy").files[0]).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows[0][1:6] == ["闻一苇", "柳林乡卫生院", "2022年6月", "交通补助", 800]
    assert (rows[1][1], rows[1][8]) == ("郁初晴", "不在派驻名单")
    assert (rows[2][4], Decimal(str(rows[2][5]))) == ("合计", Decimal("1300.5"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_beside_every_document_on_one_page_each(tmp_path: Path) -> None:
    arguments = ("fill", CLEAN, "-d", "appraisal,roster", "--person", "谭听雨,廖松年", "--pdf", "-q", "-o")
    for out in ("a", "b"):
        code, _, err = run(*arguments, tmp_path / out)
        assert code == 0, err
    first = sorted((tmp_path / "a").rglob("*.pdf"))
    assert [path.name[:3] for path in first] == ["001", "002"]
    for path in first:
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert content.count(b"/Type/Page/") + content.count(b"/Type/Page\n") <= 1
        assert content == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_pdfs_are_shared_out_evenly_whatever_the_machine() -> None:
    from qianyi.output.documents.pdf import shared_out

    files = [Path(f"{number:03d}.docx") for number in range(284)]
    assert [len(share) for share in shared_out(files)] == [142, 142]
    assert shared_out(files)[1][:2] == [Path("001.docx"), Path("003.docx")]
    assert sorted(file for share in shared_out(files[:151]) for file in share) == files[:151]
    assert [len(share) for share in shared_out(files + files[:20])] == [76, 76, 76, 76]
    assert [len(share) for share in shared_out(files[:20])] == [20]


def test_pdf_without_libreoffice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    code, out, err = run("fill", CLEAN, "-d", "roster", "--pdf", "-q", "-o", tmp_path / "out")
    assert (code, out) == (2, "")
    assert "LibreOffice" in err
    assert "apt install" in err
    assert not (tmp_path / "out").exists()
