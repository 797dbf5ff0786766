"""`qianyi inspect`: what was read and how, sheet by sheet; `--suggest` prints the lines for qianyi.toml."""

from __future__ import annotations

from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="读表情况：每张表认作什么、凭哪几行表头、哪月的、哪些人、哪些行没有用上；--suggest 给出可以写进 qianyi.toml 的表头。"
)
def inspect(
    paths: common.Paths,
    suggest: Annotated[bool, typer.Option("--suggest", help="只给出 [headings] 的建议，供贴进 qianyi.toml")] = False,
    policy: common.PolicyOption = None,
    year: common.Year = None,
    as_of: common.AsOf = None,
    roster: common.Roster = None,
    password: common.Password = None,
    institution: common.InstitutionOption = None,
    format: Annotated[str, typer.Option("--format", metavar="格式", help="text、json")] = "text",
    quiet: common.Quiet = False,
    no_color: common.NoColor = False,
    max_unpacked: common.MaxUnpacked = 512,
) -> None:
    """Tell what was read; exit status 0 whatever was found."""
    import qianyi
    from qianyi.output.deliver import show, show_text
    from qianyi.output.json import encode
    from qianyi.output.screen.inspect import inspect_text, suggest_text
    from qianyi.output.shapes import Inspected

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    options = {
        "policy": policy,
        "year": year,
        "as_of": common.parse_as_of(as_of),
        "roster": roster,
        "password": password,
        "max_unpacked_mb": max_unpacked,
    }
    seen = qianyi.inspect(paths, institution=institution, **options)
    if not quiet:
        for line in seen.notes:
            common.note(line)
    if suggest:
        show_text(suggest_text(seen.suggested()))
    elif format == "json":
        show(encode(Inspected.made(seen)))
    else:
        show_text(inspect_text(seen.inputs, seen.failed))
    raise typer.Exit(0)
