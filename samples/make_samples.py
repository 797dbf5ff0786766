"""Makes the sample counties beside this file: `python samples/make_samples.py [folder]`. The same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # also as `python samples/make_samples.py`

from samples import huaibei, qingshui, reread, yunling
from samples.county import County
from samples.planning import write_plan
from samples.writer import write

COUNTIES = (yunling.county, qingshui.county, huaibei.county)


def main(parent: Path) -> None:
    for make in COUNTIES:
        county: County = make()
        print(write(county, parent))
    print(write_plan(yunling.county(), parent))
    print(reread.write(parent))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
