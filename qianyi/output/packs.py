"""A folder for each institution with what is its own: problems, scores, annotated sheets, a letter; and the same zipped.

No byte in it tells of another institution's people: rows and sheets of others are taken out of the copies, names of
others out of texts; what still holds one is written from values.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import structs

from qianyi import zips
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import InputFile
from qianyi.facts import Facts
from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import Table
from qianyi.output.copies.annotate import annotated
from qianyi.output.copies.originals import Original, is_xlsx
from qianyi.output.copies.values_only import plain_copy
from qianyi.output.documents import provenance
from qianyi.output.documents.form_data import FormData
from qianyi.output.documents.phrasing import file_name
from qianyi.output.documents.word_engine import Template
from qianyi.output.files import marked
from qianyi.output.own import Own
from qianyi.output.problems import LISTED, described, kept_answers, problem_list
from qianyi.output.score_book import score_workbook
from qianyi.output.words import SEVERITY
from qianyi.resources import folder
from qianyi.rules.concerns import Concerns
from qianyi.scoring.result import Scores

PROBLEMS, RESULT, LETTER, COPIES = "问题清单.xlsx", "成绩.xlsx", "整改通知书.docx", "批注"


def packs(
    facts: Facts,
    scores: Scores,
    before: Path,
    password: str | None = None,
    asked: dict[str, str] | None = None,
    only: str | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Name (relative to 单位/) and bytes of every file of every pack, the zips too.

    `before`: the packs of the run before, whose answers are carried over. `asked`: 整改要求 by institution, "" for all.
    `only`: the pack of this institution alone.
    """
    concerns = Concerns(facts)
    tables: dict[str, list[Table]] = {}
    template = folder("templates") / "rectify.docx"
    names = dict.fromkeys([*facts.directory.recipients, *facts.directory.supports])
    for name in names if only is None else [only]:
        pack = Pack(Own(facts, name, concerns), scores, tables, password)
        place = file_name(name)
        files = {
            PROBLEMS: pack.problems(before / place / PROBLEMS),
            RESULT: pack.result(),
        }
        if pack.listed:
            files[LETTER] = pack.letter(template, scores, asked or {})
            files |= {f"{COPIES}/{copy}": content for copy, content in pack.copies()}
        files = {path: marked(content) for path, content in files.items()}
        for path, content in files.items():
            yield f"{place}/{path}", content
        yield f"{place}.zip", marked(zips.pack(zips.deflate(name, files[name]) for name in sorted(files)))


class Pack:
    """One institution's files."""

    def __init__(self, own: Own, scores: Scores, tables: dict[str, list[Table]], password: str | None) -> None:
        self.own, self.password = own, password
        self.facts = own.narrowed
        self.scores = own.scores(scores)
        self.listed = [finding for finding in self.scores.findings if finding.severity in LISTED]
        self._tables = tables

    def problems(self, before: Path) -> bytes:
        """问题清单.xlsx, with what was written into the one before."""
        title = f"{self.own.institution}问题清单（截至 {self.facts.as_of.isoformat()}）"
        return problem_list(self.facts, self.scores.findings, kept_answers(before), title)

    def result(self) -> bytes:
        """成绩.xlsx: its people's and its own scores and ledgers."""
        return score_workbook(self.facts, self.scores, self.scores.findings, institution=self.own.institution)

    def letter(self, template: Path, scores: Scores, asked: dict[str, str]) -> bytes:
        """整改通知书.docx."""
        source = FormData(self.facts, scores)
        counts = {level: sum(f.severity == level for f in self.listed) for level in LISTED}
        rows = sorted(self.listed, key=lambda finding: finding.severity != "error")
        context = source.common() | {
            "institution": self.own.institution,
            "count": str(len(rows)),
            "errors": str(counts["error"]),
            "warnings": str(counts["warning"]),
            "asked": self.own.scrub(asked.get(self.own.institution) or asked.get("") or ""),
            "problems": [_problem(number, finding) for number, finding in enumerate(rows, 1)],
            "quotes": [self.own.scrub(quote) for quote in self._quotes()],
        }
        return Template(template, self.own.scrub(provenance(self.facts)), self.facts.as_of).render(context)

    def _quotes(self) -> Iterator[str]:
        """The clauses that the problems rest on, in the words of the county's own document where it gave one."""
        wording = self.facts.policy.wording
        if wording is None:
            return
        named = {finding.clause for finding in self.listed}
        for clause, quote in wording.clauses.items():
            if clause in named:
                yield f"{clause}（{wording.file} {quote.place}）：{quote.text}"

    def copies(self) -> Iterator[tuple[str, bytes]]:
        """An annotated copy of each of its files in which something was found."""
        taken: set[str] = set()
        real = {item.real: item for item in self.own.facts.dossier.inputs}
        for item in self.facts.dossier.inputs:
            findings = [finding for finding in self.listed if finding.where[0] == item.path]
            if not findings or not item.real:
                continue
            name = PurePosixPath(item.path).name
            name = name if PurePosixPath(name).suffix.lower() == ".xlsx" else f"{name}.xlsx"
            while name in taken:
                name = f"{PurePosixPath(name).stem}-2.xlsx"
            taken.add(name)
            source = self._without_others(real[item.real])
            yield name, annotated(source, item, findings, self.facts)[0]

    def _without_others(self, item: InputFile) -> Original:
        """The input itself where it tells of nobody else, else a copy by its values without what is others'."""
        own = self.own
        path = Path(item.real)
        untouched = all(own.holds(sheet) and not own.foreign_rows(sheet) for sheet in item.sheets)
        if untouched and is_xlsx(path):
            data = path.read_bytes()
            if not self._names_others(data):
                return Original(data)
        if item.real not in self._tables:
            self._tables[item.real], _ = open_tables(path, item.path, 0, password=self.password)
        known = {sheet.name: sheet for sheet in item.sheets if own.holds(sheet)}
        kept = [self._cut(table, item) for table in self._tables[item.real] if table.name in known]
        data, names = plain_copy(kept)
        return Original(data, None, dict(names.items()))

    def _names_others(self, data: bytes) -> bool:
        """Whether a name of somebody else stands in any part of a package, as text or as character references."""
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = (package.read(name).decode("utf-8", "replace") for name in package.namelist())
            return any(self.own.names_others(html.unescape(part)) for part in parts)

    def _cut(self, table: Table, item: InputFile) -> Table:
        """A sheet with the rows of others emptied and hidden, every cell without their names; what was merged over
        rows of several stands in each of its own."""
        parts = [sheet for sheet in item.sheets if sheet.name == table.name]
        strange = {row for sheet in parts for row in self.own.foreign_rows(sheet)}
        beside = {
            row: columns for sheet in parts for own, columns in (self.own.own_cells(sheet),) for row in own & strange
        }
        strange -= beside.keys()  # beside its own table another one, of others, stands: only its own columns are kept
        rows = [
            []
            if at in strange
            else [
                self._clean(value) if column in beside.get(at, range(len(row))) else ""
                for column, value in enumerate(row)
            ]
            for at, row in enumerate(table.rows)
        ]
        merged = []
        for area in table.merged:
            top, left, bottom, _right = area
            if strange.isdisjoint(range(top, bottom + 1)):
                merged.append(area)
                continue
            held = table.rows[top] if top < len(table.rows) else []
            value = self._clean(held[left]) if left < len(held) else ""
            for row in (rows[at] for at in range(top, min(bottom + 1, len(rows))) if at not in strange):
                row.extend([""] * (left + 1 - len(row)))
                row[left] = value
        hidden = table.hidden_rows | strange
        return structs.replace(
            table, name=self.own.scrub(table.name), rows=rows, merged=tuple(merged), hidden_rows=frozenset(hidden)
        )

    def _clean(self, value: object) -> object:
        return self.own.scrub(value) if isinstance(value, str) else value


def _problem(number: int, finding: Finding) -> dict[str, str]:
    row = described(finding)
    return {
        "number": str(number),
        "level": SEVERITY[finding.severity],
        "person": row["人员"],
        "text": row["问题"],
        "place": row["位置"],
    }
