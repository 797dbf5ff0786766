"""`qianyi score`: points, and where each one was lost."""

from __future__ import annotations

import typer

from qianyi.cli import common, options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="评分：每人每单位得几分，每一分扣在哪里。")
def score(
    paths: options.Paths,
    policy: options.Policy = None,
    rubric: options.Rubric = "",
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    format: options.Format = "",
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
    """Score people and institutions and show every point lost."""
    import qianyi
    from qianyi.output.deliver import deliver
    from qianyi.output.view import View

    chosen_format = common.format_of(format, output)
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
    )
    scores = qianyi.score(facts)
    common.check_selected(select, scores.checks, facts.policy)
    findings = common.chosen(scores.findings, select, ignore, verbose)
    checks = common.selected_checks(scores.checks, chosen_format, select, ignore)
    only = common.institution_of(facts, institution)
    if only:
        from qianyi.scoring.narrow import concerning, of_institution

        findings, scores = concerning(facts, findings, only), of_institution(scores, only)
    view = View(
        facts,
        findings,
        checks,
        scores,
        institution=only,
        quiet=quiet,
        verbose=verbose,
        color=common.use_color(no_color, output),
    )
    deliver(view, chosen_format, output, force=force)
    common.note_written(output, quiet)
    common.finish(findings)
