"""`qianyi inspect`: what was read and how, sheet by sheet; `--suggest` prints the lines for qianyi.toml."""

from __future__ import annotations

from typing import Annotated

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="读表情况：每张表认作什么、凭哪几行表头、哪月的、哪些人、哪些行没有用上；--suggest 给出可以写进 qianyi.toml 的表头。"
)
def inspect(
    paths: options.Paths,
    suggest: Annotated[bool, typer.Option("--suggest", help="只给出 [headings] 的建议，供贴进 qianyi.toml")] = False,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    institution: options.Institution = None,
    format: options.TextOrJson = "text",
    output: options.Output = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Tell what was read; exit status 0 whatever was found."""
    import qianyi
    from qianyi.output.deliver import put, text_bytes
    from qianyi.output.json import encode
    from qianyi.output.screen.inspect import inspect_text, suggest_text
    from qianyi.output.shapes import Inspected

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    asked = common.request(
        policy=policy, year=year, as_of=as_of, roster=roster, password=password, max_unpacked=max_unpacked
    )
    seen = qianyi.inspect(paths, asked, institution=institution)
    if not quiet:
        for line in seen.notes:
            common.note(line)
    if suggest:
        made = text_bytes(suggest_text(seen.suggested()))
    elif format == "json":
        made = encode(Inspected.made(seen))
    else:
        made = text_bytes(inspect_text(seen.inputs, seen.failed, whole=verbose or output is not None))
    put(made, output, force=force, inputs=seen.files)
    common.note_written(output, quiet=quiet)
    raise typer.Exit(0)
