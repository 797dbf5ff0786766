"""`template check` and `template fields`, and that what they say is what the program does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qianyi
from qianyi.dossier.records import FreeText
from qianyi.output.documents.catalogue import BY_ID, DOCUMENTS, LETTERS
from qianyi.output.documents.check import check_template
from qianyi.output.documents.fields import fields_of
from qianyi.output.documents.form_data import FormData
from qianyi.resources import folder
from tests.make.command import run
from tests.make.word import make, paragraph, row, table

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def sources() -> list[FormData]:
    facts = [qianyi.read([SAMPLES / name]) for name in ("yunling-2022", "huaibei-2021")]
    written = FreeText(sheet=facts[0].dossier.inputs[0].sheets[0], row=9, subject="全县", plans="扩大", practice="带教")
    facts[0].dossier.texts.append(written)
    return [FormData(item, qianyi.score(item)) for item in facts]


def paths(value: Any, prefix: str = "") -> Iterator[str]:
    """Every field of a context; lists as `[]`, empty ones as nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, f"{prefix}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{prefix}[]")
    else:
        yield prefix


@pytest.mark.parametrize("id", [document.id for document in DOCUMENTS])
def test_fields_listed_are_the_fields_filled(id: str, sources: list[FormData]) -> None:
    found: set[str] = set()
    for source in sources:
        if BY_ID[id].applies(source) is None:
            for page in BY_ID[id].pages(source):
                found |= {path for path in paths(page.context) if not path.startswith("charts")}
    assert found == set(fields_of(id))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_shipped_templates_are_clean_and_told_apart(document: Any) -> None:
    report = check_template(folder("templates") / document.file)
    assert report.document == document
    assert report.used
    assert (report.problems, report.warnings) == ([], [])


def test_shipped_templates_are_what_the_script_makes(tmp_path: Path) -> None:
    import subprocess
    import sys

    subprocess.run(
        [sys.executable, folder("templates") / "make_templates.py", "-o", tmp_path], check=True, capture_output=True
    )
    made = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert made == sorted([*(document.file for document in DOCUMENTS), *LETTERS])
    modules = sorted(f"jinja/{path.name}" for path in (tmp_path / "jinja").iterdir())
    forms = [Path(name).stem for name in made if name.endswith(".docx")]
    shipped = sorted(f"jinja/{path.name}" for path in (folder("templates") / "jinja").glob("*.*"))
    assert modules == shipped == sorted(f"jinja/{name.replace('-', '_')}.py" for name in forms)
    for name in made + modules:
        assert (tmp_path / name).read_bytes() == (folder("templates") / name).read_bytes(), name


def test_unknown_fields_come_with_the_nearest(tmp_path: Path) -> None:
    path = make(
        tmp_path / "own.docx",
        paragraph("姓名 {{ person.nmae }} {{ attendance.personal }}") + paragraph("{{ appraisal.notice }}"),
    )
    code, out, err = run("template", "check", path, "-d", "appraisal")
    assert (code, err) == (1, "")
    assert "没有字段 person.nmae，最接近的是 person.name（姓名）" in out
    assert "姓名 {{ person.nmae }}" in out
    assert "attendance.personal" in out


def test_loop_variables_are_followed(tmp_path: Path) -> None:
    body = table(
        row("{%tr for r in rows %}"), row("{{ r.result }} {{ r.birth }} {{ loop.index }}"), row("{%tr endfor %}")
    )
    report = check_template(make(tmp_path / "own.docx", body), "notice")
    assert report.used == ["rows", "rows[].result"]
    assert len(report.problems) == 1
    assert "rows[].birth" in report.problems[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (paragraph("兹证明 {{ person.name 同志"), "标签没有闭合：“兹证明 {{ person.name 同志”"),
        (paragraph("甲") + paragraph("{%p if grade %}") + paragraph("乙"), "正文第 2 段：if 没有对应的 endif"),
        (paragraph("{% endfor %}"), "endfor 没有对应的 for"),
        (paragraph("{{ person.name | }}"), "写法不对"),
        (table(row("{%tc for r in rows %}", "{%tc endfor %}")), "按列循环"),
    ],
)
def test_tags_that_do_not_close_are_shown_with_their_paragraph(tmp_path: Path, body: str, words: str) -> None:
    report = check_template(make(tmp_path / "own.docx", body), "certificate")
    assert any(words in problem for problem in report.problems), report.problems


def test_text_without_a_chinese_font_is_pointed_out(tmp_path: Path) -> None:
    report = check_template(make(tmp_path / "own.docx", paragraph("姓名 {{ person.name }}")), "certificate")
    assert report.problems == []
    assert report.warnings == ["正文第 1 段：没有指定中文字体：“姓名 {{ person.name }}”"]


def test_not_a_template_is_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"x")
    for arguments in ([path], [tmp_path / "none.docx"], [path, "-d", "none"]):
        code, out, err = run("template", "check", *arguments)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1


def test_fields_are_listed_with_meaning_and_source() -> None:
    code, out, _ = run("template", "fields", "appraisal")
    assert code == 0
    assert "person.ethnicity" in out
    assert "民族（名单、人员信息）" in out
    assert "公示情况" in out
    assert run("template", "fields")[1].count("模板 ") == len(DOCUMENTS)


def test_braces_that_would_be_printed_are_pointed_out(tmp_path: Path) -> None:
    own = make(
        tmp_path / "own.docx", paragraph("｛｛person.name｝｝") + paragraph("{ person.sex }") + paragraph("{甲}")
    )
    found = check_template(own, "appraisal")
    told = [warning for warning in found.warnings if "花括号要写成半角的两个" in warning]
    assert [warning.split("：")[0] for warning in told] == ["正文第 1 段", "正文第 2 段"]
    assert "没有用到一个字段，填出来每份都一样" in found.warnings
    assert not check_template(folder("templates") / "appraisal.docx", "appraisal").warnings


def test_a_filter_that_there_is_not_is_named(tmp_path: Path) -> None:
    own = make(tmp_path / "own.docx", paragraph("{{ person.name|safe }}"))
    assert any("没有过滤器 safe" in problem for problem in check_template(own, "appraisal").problems)


def test_without_a_command_it_says_what_there_is() -> None:
    code, out, err = run("template")
    assert (code, err) == (0, "")
    assert "fields" in out


def test_the_list_names_every_document_and_its_file() -> None:
    code, out, _ = run("template", "list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [document.id for document in DOCUMENTS]
    assert "appraisal       工作鉴定表（appraisal.docx）" in out
