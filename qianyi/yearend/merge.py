"""The merged results of many counties, made again only when one of them changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import msgspec

from qianyi.errors import QianyiError
from qianyi.intake.folder import DATA, MANIFEST
from qianyi.output.files import cannot
from qianyi.scoring import region as merged
from qianyi.yearend import manifest as made
from qianyi.yearend import publish
from qianyi.yearend.expected import Expected, known
from qianyi.yearend.plan import Options
from qianyi.yearend.unit import Outcome

PAGE, BOOK = "汇总.html", "汇总.xlsx"
CSV = f"{DATA}/region.csv"
INSTITUTIONS, FINDINGS = f"{DATA}/region-institutions.csv", f"{DATA}/region-findings.csv"
PARQUET = f"{DATA}/region.parquet"
FILES = (PAGE, BOOK, CSV, INSTITUTIONS, FINDINGS, PARQUET)


def merge(
    outcomes: list[Outcome], out: Path, options: Options, combine: str, expected: Sequence[Expected] = ()
) -> tuple[list[str], list[Outcome]]:
    """Write the region's files from the outputs of the counties; returns their paths, and the outcomes, in which a
    county whose scores cannot be read is one that was not done."""
    parquet = find_spec("pyarrow") is not None and find_spec("pandas") is not None
    names = [name for name in FILES if parquet or not name.endswith(".parquet")]
    outcomes = [_looked_at(outcome) for outcome in outcomes]
    members = [_member(outcome, expected) for outcome in outcomes]
    prints = [
        [member.name, member.city, member.code, member.message or made.digest(member.folder / MANIFEST)]
        for member in members
    ]
    parts = [prints, combine, options.anonymous, names, made.code_digest()]
    key = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
    publish.finish(out)
    publish.sweep(out)
    before = made.load(out)
    if not (before and before.state == "done" and before.key == key and all((out / name).is_file() for name in names)):
        publish.refuse_foreign(out, set(names), options.force)
        try:
            _write(members, publish.stage(out), combine, options.anonymous, parquet)
        except OSError as problem:
            raise QianyiError(cannot(out, problem)) from None
        summary = {
            "counties": len(members),
            "failed": sum(bool(member.message) for member in members),
            "combine": combine,
        }
        record = made.Manifest(name="region", key=key, options={"anonymous": options.anonymous}, summary=summary)
        publish.publish(out, record, force=options.force)
    return [str(out / name) for name in names], outcomes


def _looked_at(outcome: Outcome) -> Outcome:
    """The outcome; one of a county whose scores are cut off or gone is `failed`."""
    if outcome.state not in ("done", "unchanged"):
        return outcome
    why = merged.unreadable(Path(outcome.out))
    return outcome if why is None else Outcome(outcome.name, outcome.out, "failed", message=why)


def _member(outcome: Outcome, expected: Sequence[Expected]) -> merged.Member:
    listed = known(expected, outcome)
    parts = outcome.name.split("/")
    city = (listed.city if listed else "") or (parts[0] if len(parts) > 1 else "")
    return merged.Member(outcome.name, Path(outcome.out), outcome.message, city, listed.code if listed else "")


def verify_region(out: Path) -> list[Outcome]:
    """An outcome where the merged files are missing or no longer have the bytes that were written."""
    before = made.load(out)
    wrong = [] if before is None else made.differing(before, out)
    if before is not None and before.state == "done" and not wrong:
        return []
    why = f"{wrong[0]} 与写出时不同；请核对，或删去后重做。" if wrong else "还没有汇总；请再运行一次 qianyi review。"
    return [Outcome("汇总", str(out), "differs", message=why)]


def _write(members: list[merged.Member], part: Path, combine: str, anonymous: bool, parquet: bool) -> None:
    from qianyi.output import region_tables as tables
    from qianyi.output.region_book import RegionBook
    from qianyi.output.report import render_region
    from qianyi.output.report.region import region_view

    (part / DATA).mkdir()
    region = merged.Region()
    columns = tables.people_columns(merged.person_items(members))
    book = RegionBook(part / BOOK, columns, cities=any(member.city for member in members))
    with tables.ParquetPeople(part / PARQUET, columns) if parquet else nullcontext() as table:

        def people() -> Iterator[list[object]]:
            for person in region.people_of(members):
                row = tables.values(columns, person)
                book.person(row)
                if table is not None:
                    table.person(row)
                yield row

        tables.write_csv(part / CSV, [column.word for column in columns], people())
    region.settle(combine)
    heads = [column.word for column in tables.INSTITUTIONS]
    rows = (tables.values(tables.INSTITUTIONS, here) for here in region.institutions)
    tables.write_csv(part / INSTITUTIONS, heads, rows)
    tables.write_csv(part / FINDINGS, tables.FINDING_HEADINGS, tables.finding_rows(region))
    book.finish(region, combine)
    (part / PAGE).write_text(render_region(region_view(region, combine, anonymous)), encoding="utf-8", newline="\n")
