"""`qianyi status`: what has come in, what is late, what is due next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="收表：哪个单位哪个月的考勤到了、缺了、有错；哪些事项逾期、快到期；-o 写收表情况和催报单。")
def status(
    paths: options.Paths,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="文件夹", help="收表情况.xlsx 和催报单放在这里"),
    ] = None,
    within: Annotated[int, typer.Option("--within", min=0, metavar="天", help="列出多少天内到期的事项")] = 30,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    format: options.TextOrJson = "text",
    select: options.Select = None,
    ignore: options.Ignore = None,
    institution: options.Institution = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Tell what came in; exit status 0 whatever is missing."""
    import qianyi
    from qianyi.output.deliver import show, show_text
    from qianyi.output.json import encode
    from qianyi.output.screen.status import status_text
    from qianyi.output.shapes import StatusShape
    from qianyi.rules import shaping
    from qianyi.scoring.received import narrowed
    from qianyi.scoring.received import status as look

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
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
    validation = qianyi.validate(facts)
    common.check_selected(select, validation.checks, facts.policy)
    findings = common.chosen(validation.findings, select, ignore, True)
    found = look(facts, findings, within)
    only = common.institution_of(facts, institution)
    if only:
        found = narrowed(facts, found, only)
    if output is not None:
        from qianyi.output.documents.collection import write_status

        written = write_status(facts, qianyi.score(facts), findings, found, output, force)
        if not quiet:
            letters = f" 和 {len(written) - 1} 份催报单" if len(written) > 1 else ""
            common.note(f"已写 {output}：收表情况.xlsx{letters}")
    if format == "json":
        show(encode(StatusShape.made(found, **shaping.head(facts))))
    else:
        ledger = not facts.policy.duties or facts.dossier.has("milestones")
        show_text(status_text(found, ledger=ledger, whole=verbose))
    raise typer.Exit(0)
