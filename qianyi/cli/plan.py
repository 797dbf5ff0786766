"""`qianyi plan`: who goes where."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.planning.rosters import ReadRoster

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_Roster = Path | None


@app.command(help="选派：按需求、可派人员和名额排出名单，说清为什么是他、缺什么。")
def plan(
    paths: options.Paths,
    keep: Annotated[_Roster, typer.Option("--keep", metavar="名单", help="保留这份名单上的人，只补其余")] = None,
    last: Annotated[_Roster, typer.Option("--last", metavar="名单", help="去年的名单：愿意让人接着去的地方")] = None,
    begin: Annotated[
        str | None,
        typer.Option("--from", metavar="日期", help="年中：从这天起补空出的岗位"),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="姓名", help="他为什么派了，或为什么没有派；重名的写 单位/姓名"),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="姓名", help="没有他会怎样（可写多次）"),
    ] = None,
    quota: Annotated[
        list[str] | None,
        typer.Option("--quota", metavar="单位=人数", help="换成这个名额会怎样（可写多次）"),
    ] = None,
    institution: options.Institution = None,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    format: options.TextOrJson = "",
    output: options.Output = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Plan a campaign and say why."""
    from qianyi.output.deliver import show, show_text
    from qianyi.planning import make_plan, narrowed
    from qianyi.planning.naming import candidate_named
    from qianyi.planning.read import Wishes
    from qianyi.planning.solve import need_extra

    chosen = common.one_of("--format", format, common.TEXT_OR_JSON) if format else "text"
    if output is not None and output.suffix.lower() != ".xlsx":
        raise QianyiError("选派名单写成 .xlsx；请用 -o 名单.xlsx。")
    need_extra()
    quotas = tuple(_quota(text) for text in quota or ())
    day = _day(begin)
    facts = common.open_facts(
        paths,
        common.request(policy=policy, year=year, as_of=as_of, password=password, max_unpacked=max_unpacked),
        quiet=quiet,
        verbose=verbose,
    )
    kept, before = _given(keep, "--keep", facts, password), _given(last, "--last", facts, password)
    year_is_said = year is not None or facts.dossier.settings.start is not None or facts.dossier.title_year
    if kept and kept.year and not year_is_said:
        facts = common.open_facts(
            paths,
            common.request(policy=policy, year=kept.year, as_of=as_of, password=password, max_unpacked=max_unpacked),
            quiet=True,
        )
        kept, before = _given(keep, "--keep", facts, password), _given(last, "--last", facts, password)
    _check_dates(facts, year)
    _report_rosters(facts, quiet)
    for given in (kept, before):
        facts.dossier.inputs += given.inputs if given else ()
    candidates = facts.dossier.candidates
    asked = None if explain is None else candidate_named(candidates, explain, "--explain", institution)
    wishes = Wishes(
        kept.rows if kept else (),
        before.rows if before else (),
        day,
        tuple(without or ()),
        quotas,
        kept.problems if kept else (),
    )
    found = make_plan(facts, wishes)
    if institution is not None:
        found = narrowed(found, institution)
    if output is not None:
        from qianyi.output.plan.write import write_plan

        for path in write_plan(found, output, force=force):
            common.note(f"已写 {path}")
    if chosen == "json":
        from qianyi.output.plan.json import plan_json

        show(plan_json(found, asked))
    elif output is None or not quiet:
        from qianyi.output.plan.text import plan_text

        show_text(plan_text(found, asked))
    raise typer.Exit(0 if found.clean else 1)


def _given(path: Path | None, option: str, facts: Facts, password: str | None) -> ReadRoster | None:
    if path is None:
        return None
    from qianyi.planning.rosters import read_roster

    return read_roster(path, option, facts, password)


def _day(text: str | None) -> date | None:
    try:
        return common.parse_as_of(text)
    except QianyiError:
        raise QianyiError(f"--from 的日期“{text}”读不懂；请写成 2022-12-01。") from None


def _quota(text: str) -> tuple[str, int]:
    name, sign, number = text.replace("＝", "=").rpartition("=")
    if not sign or not name.strip() or not number.strip().isdigit():
        raise QianyiError(f"--quota 的“{text}”读不懂；请写成 单位=人数，如 县医院=3。")
    return name.strip(), int(number)


def _check_dates(facts: Facts, year: int | None) -> None:
    """A policy whose document sets no dates needs those of the county."""
    from qianyi.policy.load import load_policy

    campaign = facts.policy.campaign
    own = getattr(load_policy(facts.policy.id).campaign, "per_county", False) if year is not None else False
    if facts.dossier.settings.start is None and (campaign is None or campaign.per_county or own):
        raise QianyiError(
            f"政策 {facts.policy.id} 没有统一的起止日期；请在 qianyi.toml 写 [campaign]，如 start = 2021-05-01。"
        )


def _report_rosters(facts: Facts, quiet: bool) -> None:
    if facts.dossier.placements and not quiet:
        names = "、".join(dict.fromkeys(sheet.path for sheet in facts.dossier.sheets("roster")))
        common.note(f"{names} 里的名单没有作为选派的输入；要保留上面的人用 --keep，要参考去年的用 --last。")
