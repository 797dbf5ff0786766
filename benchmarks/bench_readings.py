"""All readings of a year of many people compared, against python-calamine merely reading the same files.

    python -m benchmarks.bench_readings [people] [rounds]

In one process, median, the results of a `score` of its own each round. Every reading has somebody
whom it may touch: late arrivals, leave without an entry, halves, long runs, checks, visits. Limit: 0.25.
"""

from __future__ import annotations

import sys
import tempfile
from calendar import monthrange
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.people import MONTHS, county, name

RATIO = 0.25


def registers(folder: Path, people: int) -> Path:
    """Leave (of eight in nine of those who took some), visits, indicators."""
    import chinese_calendar
    import xlsxwriter

    path = folder / "registers.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("请假登记")
    sheet.write_row(0, 0, ["姓名", "请假类型", "开始日期", "结束日期", "天数", "批准单位", "批准日期"])
    row = 0
    for i in (i for i in range(0, people, 3) if i % 9):
        for year, month in MONTHS:
            days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
            at = [chinese_calendar.is_workday(day) for day in days].index(True, i % 15)
            row += 1
            sheet.write_row(row, 0, [name(i), "事假", *(str(days[at]),) * 2, 1, "卫生院", str(days[at])])
    sheet = book.add_worksheet("督导")
    sheet.write_row(0, 0, ["日期", "支援单位", "受援单位", "级别", "书面报告"])
    for i in range(23):
        sheet.write_row(i + 1, 0, ["2022-09-01", f"第{i}医院", f"第{i}乡卫生院", "院长", "有"])
    sheet = book.add_worksheet("指标")
    sheet.write_row(0, 0, ["单位", "指标", "上年", "本年"])
    wanted = ("门急诊量", "住院量", "健康档案建档率", "孕产妇死亡率", "新生儿死亡率")
    for row, (i, what) in enumerate(((i, what) for i in range(97) for what in wanted), 1):
        sheet.write_row(row, 0, [f"第{i}乡卫生院", what, *((0, 0) if "死亡" in what else (100, 100))])
    book.close()
    return path


def roster(path: Path, people: int) -> None:
    """The roster again, with days of arrival, one in seven late."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名单")
    heads = ["序号", "受援单位", "支援单位", "姓名", "执业资格", "专业", "专业技术职称", "支援时间", "实际到岗日期"]
    sheet.write_row(0, 0, heads)
    for i in range(people):
        came = date(2022, 6, 9 if i % 7 == 0 else 1).isoformat()
        period = ("一年", "前半年", "后半年")[0 if i % 5 else 1]
        row = [i + 1, f"第{i % 97}乡卫生院", f"第{i % 23}医院", name(i), "执业医师", "临床", "主治医师", period, came]
        sheet.write_row(i + 1, 0, row)
    book.close()


def timed(what: object) -> float:
    start = perf_counter()
    what()  # type: ignore[operator]
    return perf_counter() - start


def main() -> None:
    from python_calamine import CalamineWorkbook

    import qianyi
    from qianyi.scoring.compare import compare

    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        paths = county(folder, people)
        roster(paths[0], people)
        paths.append(registers(folder, people))

        def bare() -> None:
            for path in paths:
                book = CalamineWorkbook.from_path(path)
                for sheet in book.sheet_names:
                    sum(map(len, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)))

        times = []
        for _ in range(rounds):
            scores = qianyi.score(qianyi.read(paths, as_of=date(2023, 5, 31)))
            times.append((timed(bare), timed(lambda made=scores: compare(made))))
        decided = [one for one in scores.readings if one.people or one.institutions]
    read, compared = median(one for one, _ in times), median(two for _, two in times)
    print("decide: " + ", ".join(f"{one.parameter.id} {len(one.people)}+{len(one.institutions)}" for one in decided))
    holds = "ok" if compared <= RATIO * read else "over"
    print(
        f"calamine {1000 * read:.0f} ms, readings {1000 * compared:.0f} ms: {compared / read:.2f}, limit {RATIO}: {holds}"
    )


if __name__ == "__main__":
    main()
