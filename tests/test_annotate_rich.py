"""Annotated copies of workbooks with threads, signatures, many notes, other programs' spellings: all stays in order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from qianyi.dossier.finding import Finding
from qianyi.output.copies.annotate import annotate
from tests.make.disk import book
from tests.make.formats import saved, with_part
from tests.make.memory import facts_of, finding

THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
RELATION = "http://schemas.microsoft.com/office/2017/10/relationships"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def annotated(path: Path, *findings: Finding, said: Sequence[str] = ()) -> dict[str, bytes]:
    """The parts of the copy; `said`: what each note on it holds."""
    (made,), notes = annotate(facts_of(path), findings, path.parent / "out")
    assert all(word in note for word, note in zip(said, notes, strict=True))
    content = parts(made)
    for name, data in content.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(data)
    openpyxl.load_workbook(made)
    return content


def plain(path: Path) -> None:
    with xlsxwriter.Workbook(path) as work:
        sheet = work.add_worksheet("名单")
        sheet.write_row("A1", ["姓名", "天数"])
        sheet.write_row("A2", ["云中鹤", 3])


def test_notes_of_a_workbook_that_openpyxl_saved(tmp_path: Path) -> None:
    """Its drawing names the namespaces where it uses them, not at the root."""
    path = tmp_path / "a.xlsx"
    work = book()
    work["名单"]["A2"].comment = Comment("旧", "某人")
    work.save(path)
    content = annotated(path, finding(path, "名单", (0, 0)), finding(path, "名单", (1, 1)))
    drawing = next(data for name, data in content.items() if name.endswith(".vml")).decode()
    ids = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 3


def test_more_notes_than_one_block_of_shape_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    plain(path)
    content = annotated(path, *(finding(path, "名单", (row, 2)) for row in range(2100)))
    drawing = next(data for name, data in content.items() if name.endswith(".vml")).decode()
    blocks = {int(n) for n in re.findall(r'idmap[^>]*data="([\d,]+)"', drawing)[0].split(",")}
    ids = [int(n) for n in re.findall(r'<v:shape [^>]*id="_x0000_s(\d+)"', drawing)]
    assert len(ids) == len(set(ids)) == 2100
    assert {number // 1024 for number in ids} == blocks
    assert len(blocks) == 3


def test_two_sheets_never_share_a_block(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as work:
        for name in ("甲", "乙"):
            sheet = work.add_worksheet(name)
            sheet.write("A1", "x")
            sheet.write_comment("A1", "旧")
    found = [finding(path, name, (row, 1)) for name in ("甲", "乙") for row in range(1100)]
    drawings = [data.decode() for name, data in annotated(path, *found).items() if name.endswith(".vml")]
    blocks = [set(re.findall(r'idmap[^>]*data="([\d,]+)"', drawing)[0].split(",")) for drawing in drawings]
    assert len(blocks) == 2
    assert not blocks[0] & blocks[1]
    for drawing, own in zip(drawings, blocks, strict=True):
        assert {str(int(n) // 1024) for n in re.findall(r'id="_x0000_s(\d+)"', drawing)} == own


def threaded(path: Path) -> None:
    """A workbook whose A2 has a threaded comment, as the format lays it out."""
    with xlsxwriter.Workbook(path) as work:
        sheet = work.add_worksheet("名单")
        sheet.write_row("A1", ["姓名", "天数"])
        sheet.write_row("A2", ["云中鹤", 3])
        sheet.write_comment("A2", "[线程批注] 请核对")
    thread = (
        f'<?xml version="1.0"?><ThreadedComments xmlns="{THREADS}"><threadedComment ref="A2" dT="2022-07-01T09:00:00.00" '
        'personId="{00000000-0000-0000-0000-000000000001}" id="{00000000-0000-0000-0000-000000000002}">'
        "<text>请核对</text></threadedComment></ThreadedComments>"
    )
    person = (
        f'<?xml version="1.0"?><personList xmlns="{THREADS}"><person displayName="经办人" '
        'id="{00000000-0000-0000-0000-000000000001}" userId="a" providerId="None"/></personList>'
    )
    data = with_part(path.read_bytes(), "xl/threadedComments/threadedComment1.xml", thread.encode())
    data = with_part(data, "xl/persons/person.xml", person.encode())

    def related(kind: str, target: str) -> Any:
        link = f'<Relationship Id="rIdT" Type="{RELATION}/{kind}" Target="{target}"/></Relationships>'
        return lambda xml: xml.replace(b"</Relationships>", link.encode())

    data = with_part(
        data,
        "xl/worksheets/_rels/sheet1.xml.rels",
        related("threadedComment", "../threadedComments/threadedComment1.xml"),
    )
    data = with_part(data, "xl/_rels/workbook.xml.rels", related("person", "persons/person.xml"))
    kinds = "".join(
        f'<Override PartName="/xl/{name}" ContentType="application/vnd.ms-excel.{kind}+xml"/>'
        for name, kind in (
            ("threadedComments/threadedComment1.xml", "threadedcomments"),
            ("persons/person.xml", "person"),
        )
    )
    path.write_bytes(
        with_part(data, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", f"{kinds}</Types>".encode()))
    )


def test_a_finding_on_a_threaded_comment_is_a_reply(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    threaded(path)
    before = parts(path)["xl/comments1.xml"]
    content = annotated(path, finding(path, "名单", (1, 0)))
    root = ElementTree.fromstring(content["xl/threadedComments/threadedComment1.xml"])
    first, reply = root
    assert (reply.get("parentId"), reply.get("ref")) == (first.get("id"), "A2")
    assert "T201" in "".join(reply.itertext())
    persons = {
        person.get("id"): person.get("displayName")
        for person in ElementTree.fromstring(content["xl/persons/person.xml"])
    }
    assert persons[reply.get("personId")] == "千医"
    assert content["xl/comments1.xml"] == before


def test_a_changed_copy_carries_no_signature_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    plain(path)
    data = with_part(path.read_bytes(), "_xmlsignatures/origin.sigs", b" ")
    data = with_part(data, "_xmlsignatures/sig1.xml", b"<Signature/>")
    link = (
        '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
        'Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    path.write_bytes(with_part(data, "_rels/.rels", lambda xml: xml.replace(b"</Relationships>", link.encode())))
    content = annotated(path, finding(path, "名单", (1, 0)), said=["签名"])
    assert [name for name in content if "_xmlsignatures" in name] == []
    assert b"origin.sigs" not in content["_rels/.rels"]


def test_braces_in_a_finding_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    work = book()
    work["名单"]["A2"].comment = Comment("旧", "某人")
    work.save(path)
    found = finding(path, "名单", (1, 0)).replace(fact="写的是“{0}{x}}”。请改。")
    assert "{0}{x}}" in annotated(path, found)["xl/comments/comment1.xml"].decode()


def test_the_list_is_in_sight_and_a_linked_range_keeps_its_one_link(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as work:
        for n in range(9):
            sheet = work.add_worksheet(f"表{n}")
            sheet.write("A1", "x")
        work.get_worksheet_by_name("表6").set_first_sheet()
    link = b'<hyperlinks><hyperlink ref="A1:B4" location="\'\xe8\xa1\xa81\'!A1"/></hyperlinks><pageMargins'
    path.write_bytes(
        with_part(path.read_bytes(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<pageMargins", link, 1))
    )
    content = annotated(path, finding(path, "表0", (1, 1)), finding(path, "表0", (5, 5)))
    assert b"firstSheet" not in content["xl/workbook.xml"]
    assert re.findall(rb'<hyperlink ref="([^"]+)"', content["xl/worksheets/sheet1.xml"]) == [b"A1:B4", b"F6"]


def test_a_strict_workbook_stays_strict(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    plain(path)
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts(path).items():
            for old, new in names.items():
                data = data.replace(old, new)
            archive.writestr(name, data)
    path.write_bytes(out.getvalue())
    (made,), _ = annotate(facts_of(path), [finding(path, "名单", (1, 0))], tmp_path / "out")
    touched = {name: data for name, data in parts(made).items() if name.endswith((".xml", ".rels"))}
    assert [name for name, data in touched.items() if any(old in data for old in names)] == []
    assert any("comments" in name for name in touched)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_attributes_in_single_quotes(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.xlsx"
    data = saved(book())
    path.write_bytes(with_part(data, part, lambda xml: re.sub(rb'="([^"\']*)"', rb"='\1'", xml)))
    annotated(path, finding(path, "名单", (1, 1)))
