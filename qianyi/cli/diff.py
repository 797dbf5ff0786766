"""`qianyi diff`: what changed between two runs."""

from __future__ import annotations

from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_RUN = "review 的结果文件夹、score 的 JSON，或一个县的文件夹"


@app.command(help="前后两次比较：哪些问题改好了、新出了、还在；谁的得分变了，是哪几笔。")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"原来的：{_RUN}", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="现在的：同上", show_default=False)],
    policy: common.PolicyOption = None,
    year: common.Year = None,
    as_of: common.AsOf = None,
    password: common.Password = None,
    institution: common.InstitutionOption = None,
    format: Annotated[str, typer.Option("--format", metavar="格式", help="text、json")] = "text",
    quiet: common.Quiet = False,
    no_color: common.NoColor = False,
    max_unpacked: common.MaxUnpacked = 512,
) -> None:
    """Compare two runs; exit status 1 where an error is new."""
    from qianyi.output.changes import changes_json, changes_text
    from qianyi.output.deliver import show, show_text
    from qianyi.scoring.changes import compare, narrowed
    from qianyi.yearend.earlier import read_run

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    day = common.parse_as_of(as_of)
    runs = [
        read_run(path, policy=policy, year=year, as_of=day, password=password, max_unpacked_mb=max_unpacked)
        for path in (old, new)
    ]
    if institution is not None:
        runs = [narrowed(run, institution) for run in runs]
    changes = compare(*runs)
    if format == "json":
        show(changes_json(changes))
    else:
        show_text(changes_text(changes))
    raise typer.Exit(int(changes.worse))
