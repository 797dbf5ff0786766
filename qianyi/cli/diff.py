"""`qianyi diff`: what changed between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_RUN = "review 的结果文件夹、score 的 JSON，或一个县的文件夹"


@app.command(help="前后两次比较：哪些问题改好了、新出了、还在；谁的得分变了，是哪几笔。")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"原来的：{_RUN}", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="现在的：同上", show_default=False)],
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    institution: options.Institution = None,
    format: options.TextOrJson = "text",
    output: options.Output = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Compare two runs; exit status 1 where an error is new."""
    from qianyi.output.changes import changes_json, changes_text
    from qianyi.output.deliver import put, text_bytes
    from qianyi.scoring.changes import compare, narrowed, narrowed_to
    from qianyi.yearend.earlier import read_run

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    asked = common.request(
        policy=policy, year=year, as_of=as_of, password=password, max_unpacked=max_unpacked, find_roster=True
    )
    runs = [read_run(path, asked) for path in (old, new)]
    if institution is not None:
        runs = [narrowed(run, institution) for run in runs]
    if select or ignore:
        runs = [narrowed_to(run, lambda code: common.is_chosen(code, select, ignore)) for run in runs]
    changes = compare(*runs)
    made = changes_json(changes) if format == "json" else text_bytes(changes_text(changes, whole=verbose))
    read = [file for path in (Path(old), Path(new)) for file in (path.rglob("*") if path.is_dir() else [path])]
    put(made, output, force=force, inputs=read)
    common.note_written(output, quiet=quiet)
    raise typer.Exit(int(changes.worse))
