"""`qianyi why`: where one person's or institution's points went."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import structs

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="某人或某单位的扣分明细：逐条写明余分、条款、参数、理由、单元格。")
def why(
    name: Annotated[str, typer.Argument(metavar="NAME", help="姓名或单位", show_default=False)],
    paths: options.Paths,
    criterion: Annotated[
        str | None,
        typer.Option("--criterion", metavar="编号", help="只看一条，如 4.1、2.1.1.3"),
    ] = None,
    policy: options.Policy = None,
    rubric: options.Rubric = "",
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    output: options.Output = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    institution: options.Institution = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Print the ledger of one subject."""
    import qianyi
    from qianyi.output.deliver import send
    from qianyi.output.screen.text import provenance_text
    from qianyi.output.screen.why import why_text
    from qianyi.output.words import visible

    facts = common.open_facts(
        paths,
        common.request(
            policy=policy,
            rubric=rubric,
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
    scores = qianyi.score(facts)
    common.check_selected(select, scores.checks, facts.policy)
    scores = structs.replace(scores, findings=common.chosen(scores.findings, select, ignore, True))
    only = common.institution_of(facts, institution)
    if only:
        from qianyi.scoring.narrow import concerning, of_institution

        findings = concerning(facts, scores.findings, only)
        scores = structs.replace(of_institution(scores, only), findings=findings)
    text = visible(why_text(facts, scores, name, criterion), lines=True)
    if output is not None:
        text += "\n".join(["", *provenance_text(facts), ""])
    send(facts, text.encode(), output, force=force)
