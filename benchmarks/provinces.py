"""Makes provinces: `python -m benchmarks.provinces DIR COUNTIES`. The same counties for the same numbers, always.

Each county has 40 people, a year of grids and all registers; every third has faults. Supports of the region are
shared, so that the merged results have something to combine.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from samples.build import BLOCKS, DOCTOR, NURSE, Maker, Y
from samples.writer import write

SYLLABLES = "安宁丰乐永康长平清源广济大同和顺嘉禾宜春泰来兴隆德润"
PLACES = "东岭 西渡 南溪 北坡 上河 中塘 下湾 新集 老寨 前川 后山 左营"


class Forty(Maker):
    """A county of 40 people."""

    blocks = (*BLOCKS, ("{3}镇中心卫生院", 5, "", ((Y, DOCTOR[0]), (Y, DOCTOR[1]), (Y, NURSE))))
    settings = '"target.people" = 40\n\n'


def name_of(number: int) -> str:
    """Another county for every number below 2,800 and beyond."""
    first, second = divmod(number, len(SYLLABLES))
    third = SYLLABLES[first // len(SYLLABLES)] if first >= len(SYLLABLES) else ""
    return f"{SYLLABLES[first % len(SYLLABLES)]}{SYLLABLES[second]}{third}县"


def make(parent: str, number: int) -> None:
    """County `number` below `parent`: c0007."""
    name = name_of(number)
    maker = Forty(f"c{number:04}", name, " ".join(name[:-1] + place for place in PLACES.split()), seed=number + 10)
    county = maker.make()
    if number % 3 == 0:
        for turn in range(3 + number % 5):
            person = county.people[(number + 7 * turn) % len(county.people)]
            days = [day for day, word in county.days[person.name].items() if word == "出勤"]
            county.days[person.name][days[(number * 13 + turn * 29) % len(days)]] = ("", "=乙", "旷工")[turn % 3]
    write(county, Path(parent))


def province(parent: Path, counties: int) -> Path:
    """A folder of so many counties; those that lie there already are kept."""
    parent.mkdir(parents=True, exist_ok=True)
    wanted = [number for number in range(counties) if not (parent / f"c{number:04}" / "评分.xlsx").exists()]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, [str(parent)] * len(wanted), wanted, chunksize=8))
    return parent


if __name__ == "__main__":
    print(province(Path(sys.argv[1]), int(sys.argv[2])))
