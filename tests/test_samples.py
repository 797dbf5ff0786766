"""The sample counties: what their pages promise is what the program finds, no more and no less."""

from __future__ import annotations

import filecmp
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import qianyi
from qianyi.dossier.finding import Finding
from samples import make_samples

SAMPLES = Path(make_samples.__file__).parent


def planted(folder: Path) -> list[dict[str, str]]:
    """The rows of the table in a sample's README.md."""
    lines = [line for line in (folder / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    head, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


def tells_of(finding: Finding, row: dict[str, str]) -> bool:
    cells = {cell.ref for cell in finding.cells}
    return (
        (finding.code, finding.severity) == (row["代码"], row["级别"])
        and (row["对象"] == "—" or row["对象"] in (finding.person, finding.institution))
        and (row["位置"] == "—" or row["位置"] in cells)
    )


def problems(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "info"]


@pytest.mark.parametrize("name", ["yunling-2022", "huaibei-2021"])
def test_exactly_the_planted_faults_are_found(name: str) -> None:
    rows = planted(SAMPLES / name)
    findings = problems(qianyi.score(qianyi.read([SAMPLES / name])).findings)
    missed = [row for row in rows if not any(tells_of(finding, row) for finding in findings)]
    unlisted = [
        (finding.code, finding.person or finding.institution, [cell.ref for cell in finding.cells], finding.message)
        for finding in findings
        if not any(tells_of(finding, row) for row in rows)
    ]
    assert not missed
    assert not unlisted
    assert Counter(finding.code for finding in findings) == Counter(row["代码"] for row in rows)


def test_faults_come_from_many_families() -> None:
    rows = planted(SAMPLES / "yunling-2022") + planted(SAMPLES / "huaibei-2021")
    assert {row["代码"][0] for row in rows} == set("IRTHALCWFS")
    assert len({row["代码"] for row in planted(SAMPLES / "yunling-2022")}) >= 15


def test_yunling_has_the_shape_of_annex_1() -> None:
    facts = qianyi.read([SAMPLES / "yunling-2022"])
    placements = facts.dossier.placements
    recipients = {placement.recipient for placement in placements}
    supports = {placement.support for placement in placements}
    assert len(placements) == 37
    assert len(facts.posts) == 29
    assert len(recipients) == 14
    assert len(supports) == 8
    assert recipients & supports == {"云岭县人民医院", "云岭县中医医院"}


def test_clean_county_has_no_problem_and_only_final_scores() -> None:
    facts = qianyi.read([SAMPLES / "qingshui-2022"])
    assert problems(qianyi.validate(facts).findings) == []
    scores = qianyi.score(facts)
    assert problems(scores.findings) == []
    assert {person.status for person in scores.people} == {"final"}
    assert {institution.status for institution in scores.institutions} == {"final"}


def test_samples_are_made_by_the_script(tmp_path: Path) -> None:
    make_samples.main(tmp_path)
    every = sorted(tmp_path.rglob("*.*"))
    assert {path.relative_to(tmp_path).parts[0] for path in every} >= {"yunling-2022", "qingshui-2022", "huaibei-2021"}
    for made in every:
        kept = SAMPLES / made.relative_to(tmp_path)
        if made.suffix == ".xlsx":  # the parts, not the zip: deflate differs between builds of zlib
            with zipfile.ZipFile(made) as new, zipfile.ZipFile(kept) as old:
                assert [(name, new.read(name)) for name in new.namelist()] == [(n, old.read(n)) for n in old.namelist()]
        else:
            assert filecmp.cmp(made, kept, shallow=False)
