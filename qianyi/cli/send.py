"""`qianyi send`: ready-to-fill workbooks for each institution."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="发表：给每个单位一本当月的空白表，印好自己的人；填好放回县的文件夹即可。")
def send(
    paths: options.Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="放在这里")],
    month: Annotated[
        str | None, typer.Option("--month", metavar="月份", help="如 2022-06（默认截至日期所在月）")
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="角色", help="发给 recipient 受援、support 支援、both 两者")
    ] = "recipient",
    marks: Annotated[bool, typer.Option("--marks", help="附评分表（活动最后一个月自动附上）")] = False,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    format: options.TextOrJson = "text",
    institution: options.Institution = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Write the month's blanks and say for whom."""
    import qianyi
    from qianyi.output.documents.send import month_of
    from qianyi.output.documents.send import send as write

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    to = common.one_of("--to", to, ("recipient", "support", "both"))
    facts = common.open_facts(
        paths,
        common.request(
            policy=policy,
            year=year,
            as_of=as_of,
            roster=roster,
            password=password,
            find_roster=True,
            max_unpacked=max_unpacked,
        ),
        quiet=quiet,
        verbose=verbose,
    )
    span = month_of(facts, month)
    if output.exists() and not output.is_dir():
        raise QianyiError(f"{output} 不是文件夹；请用 -o 另指一个。")
    named = common.institution_of(facts, institution)
    only = None if named is None else [named]
    scores = qianyi.score(facts) if marks or span[1] == facts.policy.campaign.end else None
    sent = write(facts, scores, output, month=span, to=to, force=force, only=only)  # type: ignore[arg-type]
    if not sent.files and not quiet:
        common.note(f"{sent.month} 没有人在岗，没有要发的表。")
    if format == "json":
        from qianyi.output.deliver import show
        from qianyi.output.json import encode
        from qianyi.output.shapes import SendShape

        show(encode(SendShape.made(sent)))
    else:
        for file in sent.files:
            common.say(f"{file.institution}：{len(file.people)} 人 → {file.path}")
    raise typer.Exit(0)
