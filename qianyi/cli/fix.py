"""`qianyi fix`: tidying that loses nothing, into new files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_ON_SCREEN = 50


@app.command(help="只做不丢信息的整理（空白、全角数字、日期写法、单位别名），另存到新文件夹，并列出每处改动。")
def fix(
    paths: options.Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="整理后的文件放在这里")],
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    institution: options.Institution = None,
    format: options.TextOrJson = "text",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Write tidied copies and say what was changed."""
    from qianyi.output.copies.tidy import tidy
    from qianyi.output.own import Own

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    facts = common.open_facts(
        paths,
        common.request(policy=policy, year=year, as_of=as_of, password=password, max_unpacked=max_unpacked),
        quiet=True,
        verbose=verbose,
    )
    dossier = facts.dossier
    only = common.institution_of(facts, institution)
    own = None if only is None else Own(facts, only)
    files, changes, notes = tidy(dossier, facts.policy.campaign, output, force=force, password=password, own=own)
    unread = [finding for finding in dossier.found if finding.code == "I001"]
    for finding in unread:
        common.note(finding.message)
    if not quiet:
        for line in notes:
            common.note(line)
    if format == "json":
        from qianyi.output.deliver import show
        from qianyi.output.json import encode
        from qianyi.output.shapes import Change, Fix

        listed = [Change.made(change) for change in changes]
        show(encode(Fix(files=[file.as_posix() for file in files], changes=listed), indent=2))
    else:
        on_screen = changes if verbose else changes[:_ON_SCREEN]
        for change in on_screen:
            before, after = (" ".join(text.splitlines()) for text in (change.before, change.after))
            common.say(f"[{change.path}/{change.sheet}!{change.a1}] “{before}” → “{after}”（{change.why}）")
        more = f"，以上列出前 {_ON_SCREEN} 处" if len(changes) > len(on_screen) else ""
        print(
            f"共整理 {len(changes)} 处{more}；新文件 {len(files)} 个，在 {output}，每个文件的“修改清单”列有全部改动。"
        )
    raise typer.Exit(1 if unread else 0)
