"""`qianyi score`: points, and where each one was lost."""

from __future__ import annotations

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="评分：每人每单位得几分，每一分扣在哪里。")
def score(
    paths: common.Paths,
    policy: common.PolicyOption = None,
    rubric: common.Rubric = "",
    year: common.Year = None,
    as_of: common.AsOf = None,
    roster: common.Roster = None,
    password: common.Password = None,
    format: common.Format = "",
    output: common.Output = None,
    select: common.Select = None,
    ignore: common.Ignore = None,
    institution: common.InstitutionOption = None,
    quiet: common.Quiet = False,
    verbose: common.Verbose = False,
    no_color: common.NoColor = False,
    force: common.Force = False,
    max_unpacked: common.MaxUnpacked = 512,
) -> None:
    """Score people and institutions and show every point lost."""
    import qianyi
    from qianyi.output.deliver import deliver
    from qianyi.output.view import View

    chosen_format = common.format_of(format, output)
    facts = common.open_facts(
        paths,
        policy=policy,
        rubric=rubric or None,
        year=year,
        as_of=as_of,
        roster=roster,
        password=password,
        find_roster=True,
        max_unpacked=max_unpacked,
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
