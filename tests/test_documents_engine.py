"""The fast filler against docxtpl, and what it refuses."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docxtpl import DocxTemplate

from qianyi.output.documents.sandbox import TemplateProblem
from qianyi.output.documents.word_engine import Template
from qianyi.resources import folder
from tests.make.word import make, paragraph, part, row, table, texts

SPLIT = paragraph("{", "{ na", "me }", "}") + paragraph("甲{% if yes %}是{% else %}否{% endif %}")
ROWS = table(
    row("序", "名"), row("{%tr for r in rows %}", ""), row("{{ r.n }}", "{% vm %}{{ r.t }}"), row("{%tr endfor %}", "")
)
CONTEXT = {"name": "A & B <公司>", "yes": True, "no": False, "rows": [{"n": "1", "t": "甲\n乙"}, {"n": "2", "t": "丙"}]}


def by_docxtpl(path: Path, context: dict[str, object]) -> bytes:
    template = DocxTemplate(path)
    template.render(context, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def test_same_text_as_docxtpl(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.docx",
        SPLIT + ROWS + "".join(map(paragraph, ("{%p if yes %}", "尾", "{%p endif %}"))),
        header="头 {{ name }}",
    )
    ours, theirs = Template(path).render(CONTEXT), by_docxtpl(path, CONTEXT)
    assert texts(ours) == texts(theirs)
    assert "甲\n乙" in texts(ours)
    assert texts(ours, "word/header1.xml") == ["头 A & B <公司>"]


@pytest.mark.parametrize("name", ["appraisal", "person-score", "handbook", "notice", "discipline"])
def test_shipped_templates_render_as_docxtpl_does(name: str) -> None:
    import qianyi
    from qianyi.output.documents.catalogue import BY_ID
    from qianyi.output.documents.form_data import FormData

    samples = Path(__file__).parent.parent / "samples"
    facts = qianyi.read([samples / ("huaibei-2021" if name == "discipline" else "yunling-2022")])
    source = FormData(facts, qianyi.score(facts))
    context = next(BY_ID[name].pages(source)).context
    path = folder("templates") / BY_ID[name].file
    ours, theirs = Template(path).render(context), by_docxtpl(path, context)
    assert texts(ours) == texts(theirs)
    assert [t for t in texts(ours) if "None" in t or "{{" in t or "{%" in t] == []


def test_a_compiled_template_is_used_for_its_own_document_alone(tmp_path: Path) -> None:
    import shutil

    from qianyi.output.documents.ready import ready
    from qianyi.output.documents.word_engine import read_parts

    path = folder("templates") / "certificate.docx"
    document = read_parts(path)["word/document.xml"]
    assert ready(path, document) is not None
    assert ready(path, document + b" ") is None
    assert ready(Path(shutil.copy(path, tmp_path)), document) is None


def test_values_come_out_whole(tmp_path: Path) -> None:
    template = Template(make(tmp_path / "a.docx", paragraph("{{ v }}")))
    assert texts(template.render({"v": "A & B <公司> \"引\" 'x'"})) == ["A & B <公司> \"引\" 'x'"]
    assert texts(template.render({"v": "一\r\n二\n三\t四\x07"})) == ["一\n二\n三\t四"]
    assert texts(template.render({"v": "{{ 7*7 }} {% raw %}"})) == ["{{ 7*7 }} {% raw %}"]
    assert texts(template.render({"v": Decimal("12.50")})) == ["12.5"]
    assert texts(template.render({"v": date(2022, 6, 2)})) == ["2022年6月2日"]
    with pytest.raises(TemplateProblem, match="空白"):
        template.render({"v": None})


@pytest.mark.parametrize("escape_hatch", ["{{ v|safe }}", "{% autoescape false %}{{ v }}{% endautoescape %}"])
def test_escaping_cannot_be_turned_off(tmp_path: Path, escape_hatch: str) -> None:
    path = make(tmp_path / "a.docx", paragraph(escape_hatch))
    try:
        content = Template(path).render({"v": "</w:t><w:evil/>"})
    except TemplateProblem:
        return
    assert "<w:evil/>" not in part(content)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ rows.append(1) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 999999 }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_cannot_run_anything(tmp_path: Path, attack: str) -> None:
    path = make(tmp_path / "a.docx", paragraph(attack))
    with pytest.raises(TemplateProblem):
        Template(path).render({"rows": [1]})


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (paragraph("{{ naem }}"), "naem"),
        (paragraph("{% if x %}"), "template check"),
        (paragraph("{{ name"), "template check"),
        (table(row("{%tc for r in rows %}", "x", "{%tc endfor %}")), "按列循环"),
        (table(row("{% if no %}", "x")) + paragraph("{%p endif %}"), "template check"),
    ],
)
def test_a_broken_template_is_one_sentence(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(TemplateProblem, match=words) as caught:
        Template(make(tmp_path / "a.docx", body)).render(CONTEXT)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_template_are_refused(tmp_path: Path) -> None:
    junk = tmp_path / "junk.docx"
    junk.write_bytes(b"not a zip")
    macro = make(tmp_path / "macro.docx", paragraph("x"), extra={"word/vbaProject.bin": b"x"})
    tagged = make(tmp_path / "comment.docx", paragraph("x"), extra={"word/comments.xml": b"<a>{{ name }}</a>"})
    dtd = make(tmp_path / "dtd.docx", paragraph("x"), extra={"word/x.xml": b"<!DOCTYPE a><a/>"})
    bomb = make(tmp_path / "bomb.docx", paragraph("x"), extra={"word/big.bin": bytes(65 * 1024 * 1024)})
    for path in (junk, tmp_path / "none.docx", macro, tagged, dtd, bomb):
        with pytest.raises(TemplateProblem):
            Template(path)


def test_untouched_parts_and_properties(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.docx",
        paragraph("{{ name }}"),
        title="关于 {{ name }}",
        extra={"word/media/a.png": b"\x89PNG" * 99},
    )
    template = Template(path, "qianyi 9；输入：甲.xlsx", date(2023, 5, 31))
    content = template.render(CONTEXT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.read("word/media/a.png") == b"\x89PNG" * 99
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = part(content, "docProps/core.xml")
    assert "关于 A &amp; B" in core
    assert "qianyi 9；输入：甲.xlsx" in core
    assert "2023-05-31T00:00:00Z" in core
    assert template.render(CONTEXT) == content


def test_merge_gives_each_its_own_section(tmp_path: Path) -> None:
    template = Template(make(tmp_path / "a.docx", paragraph("{{ name }}") + table(row("x")) + paragraph("尾")))
    content = template.merge([{"name": "甲"}, {"name": "乙"}, {"name": "丙"}])
    xml = part(content)
    assert texts(content) == ["甲", "x", "尾", "乙", "x", "尾", "丙", "x", "尾"]
    assert xml.count("<w:sectPr>") == 3
    assert xml.count('<w:pgNumType w:start="1"/>') == 3
    assert xml.count("<w:p>") == 9  # no paragraph added that could run onto a page of its own


def test_merge_refuses_headers_with_fields(tmp_path: Path) -> None:
    template = Template(make(tmp_path / "a.docx", paragraph("x"), header="{{ name }}"))
    with pytest.raises(TemplateProblem, match="不能合并"):
        template.merge([CONTEXT])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% for a in range(3000) %}{% for b in range(3000) %}{% endfor %}{% endfor %}", "循环的次数过多"),
        ("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}", "层层相套过深"),
        ("{% set v = 'ab' %}" + "{% set v = v ~ v %}" * 30 + "{{ v }}", "拼出的文字过长"),
        ("{% set v = 'a' %}" + "{% set v = v|replace('a', 'aaaa') %}" * 15 + "{{ v }}", "拼出的文字过长"),
        ("{% set v = [1] %}" + "{% set v = v + v %}" * 30 + "{{ v|length }}", "拼出的文字过长"),
        ("{% set v = 9 %}" + "{% set v = v * v %}" * 20 + "{{ v }}", "数字过大"),
        ("{{ '%9999d' % 1 }}", "不允许"),
        ("{{ 'a'.center(99) }}", "不允许"),
        ("{{ 'a'|center(99) }}", "标签写法不对"),
        ("{% if no %}空{% endif %}", "空白"),
    ],
)
def test_steps_and_lengths_are_bounded(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(TemplateProblem, match=words):
        Template(make(tmp_path / "a.docx", paragraph(body))).render(CONTEXT)


def test_loops_within_bounds_run(tmp_path: Path) -> None:
    body = "{% for a in range(300) %}{% for b in range(9) %}{% if b == 0 %}{{ a ~ '、' }}{% endif %}{% endfor %}{% endfor %}"
    text = texts(Template(make(tmp_path / "a.docx", paragraph(body))).render(CONTEXT))[0]
    assert text == "".join(f"{n}、" for n in range(300))


def test_a_part_that_is_no_utf_8_is_one_sentence(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", paragraph("甲"), header="头")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace("头".encode(), b"\xff") if "header" in name else data)
    with pytest.raises(TemplateProblem, match="已损坏"):
        Template(path)


def test_cell_properties_stand_in_the_order_of_the_format(tmp_path: Path) -> None:
    """vMerge before vAlign, wherever docxtpl puts what its tag makes."""
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + paragraph("{% vm %}{{ r.t }}")
        + "</w:tc>"
    )
    body = table(row("{%tr for r in rows %}"), f"<w:tr>{cell}</w:tr>", row("{%tr endfor %}"))
    xml = part(Template(make(tmp_path / "a.docx", body)).render(CONTEXT), "word/document.xml")
    assert [item for item in ("w:tcW", "w:vMerge", "w:vAlign") if item in xml] == ["w:tcW", "w:vMerge", "w:vAlign"]
    assert xml.index("<w:tcW") < xml.index("<w:vMerge") < xml.index("<w:vAlign")
