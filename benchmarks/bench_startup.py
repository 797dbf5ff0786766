"""Start-up against `python -c "import typer"`: `python -m benchmarks.bench_startup [rounds]`.

Limits: any command 1.3 x, --help 1.5 x, validate of one roster 2 x, under 80 MB.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.rounds import PYTHON, QIANYI, compare

ROSTER = str(Path(__file__).parents[1] / "samples/yunling-2022/派驻人员名单.xlsx")


def main() -> None:
    typer = 'python -c "import typer"'
    compare(
        {
            typer: [PYTHON, "-c", "import typer"],
            "python -c pass": [PYTHON, "-c", "pass"],
            "qianyi --version": [*QIANYI, "--version"],
            "qianyi --help": [*QIANYI, "--help"],
            "qianyi policy show --help": [*QIANYI, "policy", "show", "--help"],
            "qianyi explain T201": [*QIANYI, "explain", "T201"],
            "qianyi validate roster.xlsx": [*QIANYI, "validate", ROSTER, "--as-of", "2023-05-31"],
            'python -c "import openpyxl"': [PYTHON, "-c", "import openpyxl"],
            'python -c "import pandas"': [PYTHON, "-c", "import pandas"],
        },
        int(sys.argv[1]) if len(sys.argv) > 1 else 9,
        {
            "qianyi --version": (1.3, typer),
            "qianyi --help": (1.5, typer),
            "qianyi policy show --help": (1.3, typer),
            "qianyi validate roster.xlsx": (2.0, typer),
        },
    )


if __name__ == "__main__":
    main()
