"""Against the build of commit 04b8a62 and against bare python-calamine: `python -m benchmarks.bench_builds [row …]`.

Whole processes in turn, medians of one run. `--counties N` (100), `--rounds N` (5; the big ones have their own number).
A line says what is compared: processor seconds, seconds of the clock where several cores work, megabytes. Ends with
status 1 where a limit is broken.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.builds import ROOT, TODAY, TREE, installed, ours, theirs
from benchmarks.people import BARE
from benchmarks.rounds import Command, Cost, Failed, cost, paired, verdict

WORK = ROOT / "build" / "bench"
"""Inputs, made once and kept; outputs, removed before each run."""
SAMPLE = TREE / "samples/yunling-2022"
ROSTER = SAMPLE / "派驻人员名单.xlsx"
KINDS = (
    "roster support-score recipient-score person-score appraisal handbook notice board certificate service target "
    "leave discipline half-year annual subsidy"
).split()
"""The documents that both builds write."""
OTHER = TREE / "samples/qingshui-2022"
READING = """
import gc, sys, time
import qianyi
gc.set_threshold(1_000_000)  # as the command line has it
qianyi.read(sys.argv[1:2])  # the imports
start = time.process_time()
qianyi.read(sys.argv[2:])
print(time.process_time() - start)
"""
SCALE = """
import gc, resource, sys, time
import qianyi
gc.set_threshold(100_000)  # as the command line has it
qianyi.score(qianyi.read(sys.argv[1:4]))  # the imports
start = time.process_time()
facts = qianyi.read(sys.argv[4:])
read = time.process_time()
qianyi.score(facts)
print(read - start, time.process_time() - read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
ALL_CELLS = """
import sys
from python_calamine import CalamineWorkbook
books = [CalamineWorkbook.from_path(path) for path in sys.argv[1:]]
cells = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for book in books for name in book.sheet_names]
"""


class Figure(NamedTuple):
    """What was measured, in words, and its limit."""

    work: str
    told: str
    value: float
    limit: float

    @property
    def line(self) -> str:
        return f"{self.work}: {self.told}; {self.value:.2f} of {self.limit:g}: {verdict(self.value, self.limit)}"


class Options(NamedTuple):
    counties: int
    rounds: int


def ratio(work: str, against: str, measure: str, pair: list[Cost], limit: float) -> Figure:
    """The ratio of the second of a pair to the first; all three costs are told."""
    before, now = pair
    told = (
        f"{against} {before.cpu:.2f} s CPU, {before.wall:.2f} s, {before.peak:.0f} MB; "
        f"qianyi {now.cpu:.2f} s CPU, {now.wall:.2f} s, {now.peak:.0f} MB; by {measure}"
    )
    return Figure(work, told, getattr(now, measure) / getattr(before, measure), limit)


def outputs(*names: str) -> Callable[[], None]:
    """A function that removes these outputs."""

    def clear() -> None:
        for name in names:
            shutil.rmtree(WORK / name, ignore_errors=True)

    return clear


def both(*arguments: str) -> list[Command]:
    """The same command line of either build; `{out}` is a folder of each one's own."""
    made = (("theirs", theirs), ("ours", ours))
    return [way("-m", "qianyi", *(a.replace("{out}", str(WORK / name)) for a in arguments)) for name, way in made]


def against_build(
    work: str, limit: float, rounds: int, *arguments: str, measure: str = "cpu", more: tuple[str, ...] = ()
) -> Figure:
    """One command line of either build."""
    pair = both(*arguments)
    if more:
        pair[1] = pair[1]._replace(arguments=[*pair[1].arguments, *more])
    return ratio(work, TODAY, measure, paired(pair, rounds, outputs("theirs", "ours")), limit)


def people(number: int) -> list[str]:
    """The workbooks of so many people."""
    folder = WORK / f"people-{number}"
    if not (folder / "marks.xlsx").exists():
        folder.mkdir(parents=True, exist_ok=True)
        # in a process of its own: a child's peak memory counts from its parent's
        code = "import sys; from pathlib import Path; from benchmarks.people import county; county(Path(sys.argv[1]), int(sys.argv[2]))"
        subprocess.run([sys.executable, "-c", code, str(folder), str(number)], cwd=ROOT, check=True)
    return [str(folder / f"{name}.xlsx") for name in ("roster", "attendance", "marks")]


def documents(options: Options) -> Iterator[Figure]:
    asked = [part for kind in KINDS for part in ("--document", kind)]
    yield against_build(
        "all documents of the sample county", 0.35, options.rounds, "fill", str(SAMPLE), *asked, "-o", "{out}", "-q"
    )


def review(options: Options) -> Iterator[Figure]:
    """Many counties with the documents that both write; made by the sample maker of that build, as they were measured."""
    province = WORK / f"province-{options.counties}"
    maker = [str(installed()), "-m", "benchmarks.provinces", str(province), str(options.counties)]
    subprocess.run(maker, cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    work = f"review of {options.counties} counties with documents, 2 jobs"
    arguments = ["review", str(province), "--documents", ",".join(KINDS), "-o", "{out}", "-j", "2", "-q"]
    yield against_build(work, 0.4, 1, *arguments)


def score_many(options: Options) -> Iterator[Figure]:
    paths = people(1000)
    pair = [ours("-c", BARE, *paths), ours("-m", "qianyi", "score", *paths, "--format", "json", "-q")]
    yield ratio("score, 1,000 people x 12 grids", "calamine", "wall", paired(pair, options.rounds), 1.6)
    yield against_build(
        "validate, 1,000 people x 12 grids", 1, options.rounds, "validate", *paths, "--format", "json", "-q"
    )


def score_one(options: Options) -> Iterator[Figure]:
    books = [str(path) for path in sorted(SAMPLE.glob("*.xlsx"))]
    rounds = 2 * options.rounds + 1
    pair = [ours("-c", BARE, *books), ours("-m", "qianyi", "score", str(SAMPLE), "--format", "json", "-q")]
    yield ratio("score of one county, 37 people", "calamine", "wall", paired(pair, rounds), 4)
    yield against_build("validate of one county", 1, rounds, "validate", str(SAMPLE), "--format", "json", "-q")


def review_many(options: Options) -> Iterator[Figure]:
    folder = Path(people(1000)[0]).parent
    arguments = ["review", str(folder), "--documents", "none", "-o", "{out}", "-q"]
    yield against_build("review of 1,000 people, no documents", 0.75, options.rounds, *arguments)
    page = max(path.stat().st_size for path in (WORK / "ours").rglob("报告.html")) / 1e6
    yield Figure("its page", f"{page:.2f} MB", page, 4)


def pdf(options: Options) -> Iterator[Figure]:
    if shutil.which("soffice") is None:
        print("--pdf: no LibreOffice here, not measured", flush=True)
        return
    # without the slips of leave: one LibreOffice, as that build calls it, was seen to end after 246 of 284 files (7.4.7)
    asked = [part for kind in KINDS if kind != "leave" for part in ("--document", kind)]
    arguments = ["fill", str(SAMPLE), *asked, "--pdf", "-o", "{out}", "-q"]
    yield against_build("--pdf of 228 documents of the county", 0.6, 1, *arguments, measure="wall")


def tiny_cells(options: Options) -> Iterator[Figure]:
    """8 million cells in 16,000 columns, no heading: within bounds of their own, whatever the machine."""
    path = WORK / "tiny.xlsx"
    if not path.exists():
        subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_builds", "--make-tiny", str(path)], cwd=ROOT, check=True
        )
    taken = cost(ours("-m", "qianyi", "validate", str(path), str(ROSTER), "-q"))
    told = f"{taken.cpu:.2f} s CPU, {taken.wall:.2f} s, {taken.peak:.0f} MB"
    yield Figure("8 M tiny cells, GB", told, taken.peak / 1000, 0.6)
    yield Figure("8 M tiny cells, CPU seconds", told, taken.cpu, 15)


def make_tiny(path: Path) -> None:
    """A workbook of 16,000 columns and 500 rows, a digit in each cell."""
    from qianyi.dossier.source import column_letters

    letters = [column_letters(column) for column in range(16_000)]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        import io

        import xlsxwriter

        small = io.BytesIO()
        with xlsxwriter.Workbook(small) as book:
            book.add_worksheet("Sheet1")
        with zipfile.ZipFile(small) as empty:
            for name in empty.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, empty.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}"><sheetData>'.encode())
            for row in range(1, 501):
                cells = "".join(f'<c r="{a}{row}"><v>{row % 10}</v></c>' for a in letters)
                sheet.write(f'<row r="{row}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def reading(options: Options) -> Iterator[Figure]:
    """Reading alone, in processes that have read another county before."""
    for work, paths in (("the sample county", [str(SAMPLE)]), ("1,000 people x 12 grids", people(1000))):
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(3 * options.rounds):
            for way, seconds in zip((theirs, ours), taken, strict=True):
                command = way("-c", READING, str(OTHER), *paths)
                output = subprocess.run(
                    command.arguments, env=command.environment, cwd=command.folder, check=True, capture_output=True
                )
                seconds.append(float(output.stdout))
        before, now = map(statistics.median, taken)
        told = f"{TODAY} {1000 * before:.0f} ms CPU, qianyi {1000 * now:.0f} ms CPU"
        yield Figure(f"reading alone, {work}", told, now / before, 1)


def growth(options: Options) -> Iterator[Figure]:
    """Reading, rules and scores of 100, 1,000 and 10,000 people, each in a process that has done its imports."""
    sizes = (100, 1000, 10_000)
    found: dict[int, tuple[float, float]] = {}
    peak = 0.0
    for size in sizes:
        measured = []
        for _ in range(3 if size < 10_000 else 1):
            command = ours("-c", SCALE, *people(sizes[0]), *people(size))
            output = subprocess.run(
                command.arguments, env=command.environment, cwd=command.folder, check=True, capture_output=True
            )
            read, judged, peak = map(float, output.stdout.split())
            measured.append((read, judged))
        found[size] = tuple(statistics.median(values) for values in zip(*measured, strict=True))  # type: ignore[assignment]
    told = "; ".join(f"{size:,}: {read:.2f} + {judged:.2f} s CPU" for size, (read, judged) in found.items())
    exponent = math.log(sum(found[sizes[-1]]) / sum(found[sizes[0]])) / math.log(sizes[-1] / sizes[0])
    yield Figure("growth, 100 to 10,000 people, exponent", told, exponent, 1.05)
    yield Figure("rules and scores to reading, 1,000 people", told, found[1000][1] / found[1000][0], 0.25)
    bare = cost(ours("-c", ALL_CELLS, *people(sizes[-1])))
    told = f"calamine with all cells {bare.peak:.0f} MB, qianyi {peak:.0f} MB"
    yield Figure("peak memory, 10,000 people", told, peak / bare.peak, 2)


def startup(options: Options) -> Iterator[Figure]:
    rounds = 4 * options.rounds + 1
    yield against_build("start-up, validate of one roster", 1, rounds, "validate", str(ROSTER), "-q")
    yield against_build("start-up, --help", 1, rounds, "--help")


ROWS: dict[str, Callable[[Options], Iterator[Figure]]] = {
    "documents": documents,
    "review": review,
    "score-many": score_many,
    "score-one": score_one,
    "review-many": review_many,
    "pdf": pdf,
    "tiny": tiny_cells,
    "reading": reading,
    "growth": growth,
    "startup": startup,
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rows", nargs="*", choices=[*ROWS, []], help="all where none is named")
    asked.add_argument("--counties", type=int, default=100)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--make-tiny", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.make_tiny:
        make_tiny(given.make_tiny)
        return
    WORK.mkdir(parents=True, exist_ok=True)
    broken = 0
    for name in given.rows or ROWS:
        try:
            for figure in ROWS[name](Options(given.counties, given.rounds)):
                print(figure.line, flush=True)
                broken += figure.line.endswith(": over")
        except Failed as problem:
            print(f"{name}: {problem}: over", flush=True)
            broken += 1
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
