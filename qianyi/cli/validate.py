"""`qianyi validate`: findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

if TYPE_CHECKING:
    from qianyi.facts import Facts

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="核查：哪一格违反了哪一条，怎么改。")
def validate(
    paths: options.Paths,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    format: options.Format = "",
    output: options.Output = None,
    against: Annotated[str, typer.Option("--against", metavar="ID|文件", help="换成这份政策会怎样")] = "",
    annotate: Annotated[
        str, typer.Option("--annotate", metavar="文件夹", help="另存每个输入的批注副本；只有一个输入时也可写文件名")
    ] = "",
    select: options.Select = None,
    ignore: options.Ignore = None,
    institution: options.Institution = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Run the rules and show what they found."""
    import qianyi
    from qianyi.output.deliver import deliver
    from qianyi.output.view import View

    chosen_format = common.format_of(format, output)
    if against and annotate:
        raise QianyiError("--against 不写批注副本；请去掉 --annotate，或分两次运行。")
    asked = common.request(
        policy=policy,
        year=year,
        as_of=as_of,
        roster=roster,
        password=password,
        max_unpacked=max_unpacked,
        find_roster=True,
    )
    facts = common.open_facts(paths, asked, quiet=quiet, needs_roster=False)
    _need_roster(facts)
    if against:
        from msgspec import structs

        from qianyi import county
        from qianyi.output.what_if import deliver_what_if
        from qianyi.scoring.what_if import what_if

        kept = structs.replace(asked, policy=against, year=facts.policy.campaign.year, as_of=facts.as_of)
        other = county.read(paths, kept, needs_roster=False, only_known=True)
        if not quiet:
            for line in other.dossier.notes:
                if line not in facts.dossier.notes:
                    common.note(line)
        result = what_if(facts, other, lambda findings: common.chosen(findings, select, ignore, verbose))
        color = common.use_color(no_color, output)
        deliver_what_if(result, chosen_format, output, color=color, force=force, verbose=verbose)
        common.note_written(output, quiet)
        common.finish(result.before)
    validation = qianyi.validate(facts)
    common.check_selected(select, validation.checks, facts.policy)
    findings = common.chosen(validation.findings, select, ignore, verbose)
    only = common.institution_of(facts, institution)
    if only:
        from qianyi.scoring.narrow import concerning

        findings = concerning(facts, findings, only)
    if annotate:
        from pathlib import Path

        from qianyi.output.copies.annotate import annotate as write_copies

        copies, notes = write_copies(facts, findings, Path(annotate), force=force, password=password)
        if not quiet:
            for line in [*notes, *(f"批注副本：{copy}" for copy in copies)]:
                common.note(line)
    checks = common.selected_checks(validation.checks, chosen_format, select, ignore)
    view = View(
        facts,
        findings,
        checks,
        institution=only,
        quiet=quiet,
        verbose=verbose,
        color=common.use_color(no_color, output),
    )
    deliver(view, chosen_format, output, force=force)
    common.note_written(output, quiet)
    common.finish(findings)


def _need_roster(facts: Facts) -> None:
    """Without a roster nothing is checked. Raises QianyiError, unless something said of the files tells why it is not
    there: one that cannot be read, a roster that lacks a column, sheets of no known kind."""
    dossier = facts.dossier
    known = any(file.sheets for file in dossier.inputs)
    codes = {finding.code for finding in dossier.found}
    broken = any(f.code == "I003" and f.cells and f.cells[0].sheet.kind == "roster" for f in dossier.found)
    if known and not dossier.has("roster") and not broken and "I001" not in codes:
        raise QianyiError("没有找到派驻人员名单，什么也没有查；请把名单工作簿一起给出，或用 --roster 指定。")
