"""`qianyi demo`: the main job on a sample county that comes with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_COUNTY = "yunling-2022"


@app.command(help="把随程序来的样例县办一遍：问题、得分、文书、报告。")
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="结果放在这里")] = Path("千医样例"),
    force: options.Force = False,
) -> None:
    """Review the shipped county into a folder and say what to open."""
    from qianyi.resources import folder
    from qianyi.yearend import Options
    from qianyi.yearend import review as run

    result = run([folder("samples") / _COUNTY], output, options=Options(force=force), jobs=1)
    for refused in (outcome.message for outcome in result.outcomes if outcome.state == "failed"):
        common.note(refused)
    report = next(iter(sorted(output.glob("*.html"))), output)
    print(f"样例县（{_COUNTY}，人和单位都是虚构的）办好了，请打开 {report}。")
    raise typer.Exit(0 if result.status <= 1 else result.status)
