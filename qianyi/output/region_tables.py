"""The tables of many counties: csv and parquet, written as the people come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any, Self

from msgspec import structs

from qianyi.facts.texts import plain
from qianyi.output import tables
from qianyi.output.tables import Column
from qianyi.output.words import SEVERITY, safe
from qianyi.scoring import shapes
from qianyi.scoring.region import InstitutionHere, Region

INSTITUTIONS = tables.columns(InstitutionHere)
FINDING_HEADINGS = ("县", "代码", "级别", "条款", "处数")


def people_columns(items: Sequence[shapes.Item]) -> list[Column]:
    """县, then what every table of people has; `items` are those of all counties' rubrics."""
    inner = (structs.replace(one, get=_inner(one)) for one in tables.people(items))
    return [Column("county", "县", attrgetter("county")), *inner]


def _inner(column: Column) -> Any:
    return lambda row: column.get(row.person)


def finding_rows(region: Region) -> Iterator[list[object]]:
    """How many findings of each rule each county has."""
    for (code, severity, clause), counts in sorted(region.findings.items()):
        for county, many in counts.items():
            yield [county, code, SEVERITY[severity], clause, many]


def values(columns: Sequence[Column], row: Any) -> list[object]:
    """A row's figures as figures, the rest as printed."""
    return [column.get(row) if column.numeric or column.key == "rank" else column.text(row) for column in columns]


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with BOM, so that spreadsheets read it too; figures rounded half up to 2 places; no cell is a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return safe(value) if isinstance(value, str) else "" if value is None else value


class ParquetPeople:
    """The people as a columnar table, written as they come; figures as decimals of 4 places. Needs pyarrow."""

    BATCH = 5000

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        self._columns = columns
        types = [
            pa.int32() if one.key == "counted_months" else pa.decimal128(12, 4) if one.numeric else pa.string()
            for one in columns
        ]
        self._schema = pa.schema([(one.word, kind) for one, kind in zip(columns, types, strict=True)])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Sequence[object]] = []

    def person(self, row: Sequence[object]) -> None:
        """One placement."""
        place = Decimal("0.0001")
        self._rows.append([v.quantize(place, ROUND_HALF_UP) if isinstance(v, Decimal) else v or None for v in row])
        if len(self._rows) == self.BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._columns)
        arrays = [self._pa.array(column, type=kind) for column, kind in zip(columns, self._schema.types, strict=True)]
        self._writer.write_table(self._pa.table(arrays, schema=self._schema))
        self._rows.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Write what is left; where that cannot be, pyarrow must not try once more at the end of the process."""
        try:
            if failed is None:
                self._flush()
                self._writer.close()
        finally:
            self._writer.is_open = False
