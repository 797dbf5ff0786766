"""`qianyi review` of a province: `python -m benchmarks.bench_review [counties] [folder]`.

One process against two, a rerun with nothing changed and with one county changed, the bytes of both ways, cost per
county from 10 to all. Limits: 2 jobs 0.65 x, one changed 0.15 x (of 100 counties or more).
"""

from __future__ import annotations

import filecmp
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.provinces import province
from benchmarks.rounds import QIANYI, run, verdict

TWO, CHANGED = 0.65, 0.15


def same(first: Path, second: Path) -> bool:
    """Whether two trees hold the same files with the same bytes."""
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    other = sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    return names == other and all(filecmp.cmp(first / name, second / name, shallow=False) for name in names)


def main() -> None:
    counties = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch)
        whole, ten = province(folder / f"province-{counties}", counties), province(folder / "province-10", 10)
        nine = province(folder / "province-9", 9)

        def review(source: Path, out: str, *more: str) -> tuple[float, float]:
            command = [*QIANYI, "review", str(source), "-o", str(Path(scratch) / out), "--documents", "none", "-q"]
            return run([*command, *more])

        review(nine, "warm", "--jobs", "1")
        one, one_peak = review(whole, "one", "--jobs", "1")
        two, two_peak = review(whole, "two", "--jobs", "2")
        for jobs, taken, peak in (("1 job ", one, one_peak), ("2 jobs", two, two_peak)):
            each = taken / counties * 1000
            ratio = taken / one
            line = f"{counties} counties, {jobs}  {taken:7.2f} s  {ratio:5.2f} x {each:5.0f} ms/county {peak:5.0f} MB"
            print(line if jobs == "1 job " else f"{line} of {TWO}: {verdict(ratio, TWO)}")
        print(f"same bytes: {'ok' if same(Path(scratch) / 'one', Path(scratch) / 'two') else 'over'}")
        again, _ = review(whole, "two", "--jobs", "2")
        print(f"nothing changed      {again:7.2f} s  {again / two:5.2f} x of 2 jobs")
        changed = next(iter(sorted(whole.iterdir()))) / "qianyi.toml"
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text + "\n# changed\n", encoding="utf-8")
        try:
            rerun, _ = review(whole, "two", "--jobs", "2")
        finally:
            changed.write_text(text, encoding="utf-8")
        line = f"one county changed   {rerun:7.2f} s  {rerun / two:5.2f} x of 2 jobs, of {CHANGED}"
        print(f"{line}: {verdict(rerun / two, CHANGED)}" if counties >= 100 else line)
        few, _ = review(ten, "ten", "--jobs", "1")
        print(f"10 counties, 1 job   {few:7.2f} s          {few / 10 * 1000:5.0f} ms/county")
        shutil.rmtree(Path(scratch) / "ten")
        pooled, _ = review(ten, "ten", "--jobs", "2")
        print(f"10 counties, 2 jobs  {pooled:7.2f} s  {pooled / few:5.2f} x")


if __name__ == "__main__":
    main()
