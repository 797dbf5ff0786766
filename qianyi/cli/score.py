"""`qianyi score`: points, and where each one was lost."""

from __future__ import annotations

from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="评分：每人每单位得几分，每一分扣在哪里。")
def score(
    paths: common.Paths,
    policy: common.PolicyOption = None,
    rubric: Annotated[str, typer.Option("--rubric", metavar="文件", help="本县另定的评分表（TOML）")] = "",
    year: common.Year = None,
    as_of: common.AsOf = None,
    roster: common.Roster = None,
    password: common.Password = None,
    format: Annotated[
        str, typer.Option("--format", metavar="格式", help="text、json、csv、xlsx、markdown、junit、github")
    ] = "",
    output: common.Output = None,
    select: common.Select = None,
    ignore: common.Ignore = None,
    quiet: common.Quiet = False,
    verbose: common.Verbose = False,
    no_color: common.NoColor = False,
    force: common.Force = False,
    max_unpacked: common.MaxUnpacked = 512,
) -> None:
    """Score people and institutions and show every point lost."""
    import qianyi
    from qianyi.output.deliver import deliver_scores, format_of

    chosen_format = format_of(format, output)
    facts = common.open_facts(
        paths, policy=policy, rubric=rubric or None, year=year, as_of=as_of, roster=roster, password=password,
        find_roster=True, max_unpacked=max_unpacked, quiet=quiet,
    )  # fmt: skip
    scores = qianyi.score(facts)
    findings = common.chosen(scores.findings, select, ignore, verbose)
    deliver_scores(
        facts, scores, findings, chosen_format, output, color=common.use_color(no_color, output), force=force
    )
    common.finish(findings)
