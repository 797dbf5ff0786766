"""Mutated files of every type through the command line: exit 0, 1 or 2, one line on stderr with 2, never a traceback.

    python tests/fuzz_files.py [COUNT [FIRST]]

Each file has 20 seconds and the process 1 GiB. File number N is always the same; a failure prints its number, and
`python tests/fuzz_files.py 1 N` runs it again.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import warnings
import zipfile
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlwt

from tests.make.disk import book
from tests.make.formats import ODS, locked, saved, xlsb

COUNT = 10_000
CHUNK = 250
SECONDS = 20
MEMORY = 1 << 30

HEADS = ["序号", "姓名", "年龄", "受援单位", "支援单位", "执业资格", "专业技术职称", "支援时间", "备注"]
ROSTER: list[list[object]] = [
    ["2022年度派驻人员名单"],
    HEADS,
    [1, "云 中鹤", "38 ", "甲镇卫生院", "县医院", "执业医师", "主治医师", "一年", ""],
    [2, "岳老三", 40, "甲镇卫生院", "县医院", "执业医师", "主治医师", "前半年", "x"],
    [3, "段延庆", 41, "甲镇卫生院", "县医院", "执业医师", "主治医师", "2022.12.1-2023.5.31", ""],
]
GRID: list[list[object]] = [
    ["2022年9月考勤表"],
    ["姓名", *range(1, 31), "出勤"],
    ["云中鹤", *"√√事病√" * 6, 20],
    ["岳老三", *"√○△√旷" * 6, '=COUNTIF(B4:AE4,"√")'],
    ["出勤√ 事假△ 病假○ 旷工×"],
]
SNIPPETS = (
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"&a;",
    b"<a>" * 5000,
    b"\0",
    b"]]>",
    b"<![CDATA[",
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<row r="1048576"><c r="A1048576" t="s"><v>0</v></c></row>',
    b"<v>999999999999</v>",
    b'<c t="s"><v>99999999</v></c>',
    b"<v>1e999</v>",
    b"<v>-1</v>",
    b"<v>NaN</v>",
    b"<v></v>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<mergeCell ref="A0:ZZZZ9999999"/>',
    b'<dimension ref="A1:XFD1048576"/>',
    b'<col min="0" max="99999999" hidden="1"/>',
    b'<sheet name="x" sheetId="9" r:id="rId99"/>',
    b"<f>1/0</f>",
    b'<c r="B2" t="e"><v>#REF!</v></c>',
    b'<c r="B3" s="99999"/>',
    b'uniqueCount="4000000000" count="4000000000"',
    b'table:number-rows-repeated="99999999"',
    b'table:number-columns-spanned="99999999"',
)


@cache
def samples() -> dict[str, bytes]:
    """A small county in every type of file."""
    work = book(名单=ROSTER, 考勤=GRID)
    work["名单"].merge_cells("A1:I1")
    work["名单"].row_dimensions[4].hidden = True
    xlsx = saved(work)
    old = xlwt.Workbook()
    for name, rows in (("名单", ROSTER), ("考勤", GRID)):
        sheet = old.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    buffer = io.BytesIO()
    old.save(buffer)
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in row)
        + "</table:table-row>"
        for row in ROSTER
    )
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("<table:table-column/>", "<table:table-column/>" + cells, 1))
    csv = "\n".join(",".join(map(str, row)) for row in ROSTER)
    html = "<table>" + "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in ROSTER) + "</table>"
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{v}</Data></Cell>' for v in row) + "</Row>" for row in ROSTER
    )
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>'
        f"{rows}</Table></Worksheet></Workbook>"
    )
    return {
        "a.xlsx": xlsx,
        "b.xlsx": xlsx,
        "c.xlsx": xlsx,
        "a.xls": buffer.getvalue(),
        "a.ods": ods.getvalue(),
        "a.csv": csv.encode("gb18030"),
        "b.csv": csv.encode(),
        "b.xls": html.encode(),
        "c.xls": xml.encode(),
        "a.xlsb": xlsb(),
        "d.xlsx": locked(xlsx, "x"),
    }


def mutated(number: int) -> tuple[str, bytes]:
    """File number N: name and bytes."""
    chance = random.Random(number)
    name, data = chance.choice(sorted(samples().items()))
    if data.startswith(b"PK") and chance.random() < 0.75:
        data = _mutate_zip(data, chance)
        if chance.random() < 0.85:
            return name, data
    return name, _mutate_bytes(data, chance)


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(content) + 1)
        size = chance.choice((1, 2, 8, 64, 1000))
        match chance.randrange(6):
            case 0 if content:
                content[at % len(content)] ^= 1 << chance.randrange(8)
            case 1:
                content[at : at + size] = chance.randbytes(size)
            case 2:
                del content[at : at + size]
            case 3:
                content[at:at] = content[at : at + size] * chance.choice((1, 2, 50))
            case 4:
                content[at:at] = chance.choice(SNIPPETS)
            case _:
                del content[chance.randrange(len(content) + 1) :]
    return bytes(content)


def _mutate_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(chance.choice((1, 1, 2, 4))):
        i, j = chance.randrange(len(parts)), chance.randrange(len(parts))
        name, content = parts[i]
        match chance.randrange(8):
            case 0:
                parts[i], parts[j] = (name, parts[j][1]), (parts[j][0], content)
            case 1:
                parts[i] = (chance.choice(("x.xml", name.upper(), "../" + name, name + "/", parts[j][0], "")), content)
            case 2 if len(parts) > 1:
                del parts[i]
            case 3:
                parts.append((name, content[: len(content) // 2]))
            case 4:
                numbers = list(re.finditer(rb'(?<=")\d+(?=")', content))
                if numbers:
                    one = chance.choice(numbers)
                    new = chance.choice((b"0", b"-1", b"99999999999", b"65536", b"1048577", b"", b"1e9", b"x"))
                    parts[i] = (name, content[: one.start()] + new + content[one.end() :])
            case 5 | 6:
                gaps = [m.start() for m in re.finditer(rb"[< ]", content)] or [0]
                at = chance.choice(gaps)
                parts[i] = (name, content[:at] + chance.choice(SNIPPETS) + content[at:])
            case _:
                parts[i] = (name, _mutate_bytes(content, chance))
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name or "x", (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def run_one(number: int, folder: Path) -> str:
    """Run file number N through a command; "" where all is well, else what is wrong."""
    from qianyi.cli import run

    name, data = mutated(number)
    path = folder / name
    path.write_bytes(data)
    out = folder / "out"
    commands = (
        ["validate", str(path), "--format", "json"],
        ["validate", str(path)],
        ["score", str(path), "--format", "json"],
        ["fix", str(path), "-o", str(out), "--force"],
        ["validate", str(path), "--annotate", str(out), "--force", "--format", "json"],
    )
    arguments = [*commands[number % len(commands)], *(["--password", "x"] if number % 3 == 0 else [])]
    said, told = io.StringIO(), io.StringIO()
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            status = run(arguments)
    except BaseException as problem:
        return f"{' '.join(arguments)}: {type(problem).__name__}: {problem}"
    finally:
        signal.alarm(0)
        path.unlink()
    errors = told.getvalue()
    if status not in (0, 1, 2) or "Traceback" in errors or "内部出错" in errors:
        return f"{' '.join(arguments)}: exit {status}: {errors.strip()[-500:]}"
    if status == 2 and (said.getvalue() or not errors.strip()):
        return f"{' '.join(arguments)}: exit 2, but stdout {said.getvalue()[:80]!r}, stderr {errors[:80]!r}"
    return ""


def too_long(*_: object) -> None:
    """The alarm of a file that takes too long."""
    raise TimeoutError(f"more than {SECONDS} s")


def work(first: int, count: int) -> None:
    """A worker: runs its files, a line `number problem` for each that fails, `at number` before each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, too_long)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            print(f"at {number}", flush=True)
            if problem := run_one(number, Path(folder)):
                print(f"bad {number} {problem}", flush=True)


def main(count: int, first: int) -> int:
    """Run `count` files from number `first` on, two workers at a time. Returns how many failed."""
    from concurrent.futures import ThreadPoolExecutor

    bad: list[str] = []

    def chunk(start: int) -> None:
        end = min(start + CHUNK, first + count)
        while start < end:
            command = [sys.executable, __file__, "--worker", str(start), str(end - start)]
            done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "QIANYI_DEBUG": ""})
            lines = done.stdout.splitlines()
            bad.extend(line for line in lines if line.startswith("bad "))
            last = max((int(line.split()[1]) for line in lines if line.startswith("at ")), default=start)
            if done.returncode:
                bad.append(f"bad {last} the process died with {done.returncode}: {done.stderr[-300:]}")
            elif done.stderr.strip():
                bad.append(f"bad {start}…{last} wrote past the program: {done.stderr[:300]}")
            start = last + 1 if done.returncode else end

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(chunk, range(first, first + count, CHUNK)))
    print(f"{count} files, {len(bad)} bad")
    for line in bad[:50]:
        print(line)
    return len(bad)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--worker"]:
        work(int(arguments[1]), int(arguments[2]))
    else:
        numbers = [int(argument) for argument in arguments]
        sys.exit(1 if main(numbers[0] if numbers else COUNT, numbers[1] if numbers[1:] else 0) else 0)
