"""`qianyi init`: blank workbooks and qianyi.toml for a policy and a year."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="生成空白工作簿（下拉选项、说明、按月考勤表）和 qianyi.toml。")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="放在哪个文件夹")],
    policy: options.Policy = None,
    year: options.Year = None,
    before: Annotated[
        Path | None,
        typer.Option("--from", metavar="OLD", help="上一年的文件夹：单位、设定、留任的人接过来；不给 --year 为下一年"),
    ] = None,
    quiet: options.Quiet = False,
    force: options.Force = False,
) -> None:
    """Write the blank dossier and say what was written."""
    import qianyi
    from qianyi.facts.calendar import Calendar
    from qianyi.output.documents.init import write_blank
    from qianyi.policy.load import load_policy, with_settings
    from qianyi.policy.settings import Settings
    from qianyi.policy.shipped import shipped

    found = None
    settings = Settings()
    if before is not None:
        from qianyi.output.documents.succession import succession

        if not before.exists():
            raise QianyiError(f"没有找到 --from 的文件夹 {before}；请核对路径。")
        if before.resolve() == folder.resolve():
            raise QianyiError("新的一年请放在另一个文件夹，不要写进上一年的。")
        old = qianyi.read([before], policy=policy, find_roster=before.is_file())
        found = succession(old, year or old.policy.campaign.start.year + 1)
        policy = policy or old.dossier.settings.policy
        year = found.campaign.year
        settings = Settings(start=found.campaign.start, end=found.campaign.end)
    pack = load_policy(policy or qianyi.DEFAULT_POLICY)
    in_force = with_settings(pack, settings, year)
    spec = _beside(folder, policy) if policy and policy not in shipped() and Path(policy).exists() else pack.id
    for path in write_blank(folder, in_force, spec, in_force.campaign != pack.campaign, force, found):
        common.say(str(path))
    if found is not None and not quiet:
        common.note(
            f"接过来 {len(found.rows['roster'])} 人、{len(found.rows['institutions'])} 个单位；支援时间、日期请填，不再派的划掉。"
        )
        passed, title = old.policy.campaign.year, old.dossier.settings.title or ""
        if str(passed) in title:
            common.note(f"qianyi.toml 里的 title 照原样接了过来（“{title}”），里面还写着 {passed}，请改成新一年的。")
    calendar, campaign = Calendar(Settings()), in_force.campaign
    unknown = [str(y) for y in range(campaign.start.year, campaign.end.year + 1) if not calendar.known(y)]
    if unknown:
        common.note(
            f"{'、'.join(unknown)} 年的放假安排还没有收录：这些月份的休息日暂按周末和法定节假日标出，表上已注明。"
        )
    if not quiet:
        common.note(f"填好后运行：qianyi validate {folder}")


def _beside(folder: Path, policy: str) -> str:
    """The policy file as the qianyi.toml of the folder names it: from where it stands, so that both may be moved."""
    try:
        relative = os.path.relpath(Path(policy).resolve(), folder.resolve())
    except ValueError:  # another drive
        return Path(policy).resolve().as_posix()
    named = Path(relative).as_posix()
    return named if "/" in named or named.endswith(".toml") else f"./{named}"
