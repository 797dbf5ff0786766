"""`qianyi init`: blank workbooks and qianyi.toml for a policy and a year."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="生成空白工作簿（下拉选项、说明、按月考勤表）和 qianyi.toml。")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="放在哪个文件夹")],
    policy: common.PolicyOption = None,
    year: common.Year = None,
    quiet: common.Quiet = False,
    force: common.Force = False,
) -> None:
    """Write the blank dossier and say what was written."""
    import qianyi
    from qianyi.facts.calendar import Calendar
    from qianyi.output.documents.init import write_blank
    from qianyi.policy.load import load_policy, with_settings
    from qianyi.policy.settings import Settings
    from qianyi.policy.shipped import shipped

    pack = load_policy(policy or qianyi.DEFAULT_POLICY)
    in_force = with_settings(pack, Settings(), year)
    spec = _beside(folder, policy) if policy and policy not in shipped() and Path(policy).exists() else pack.id
    for path in write_blank(folder, in_force, spec, in_force.campaign != pack.campaign, force):
        print(path)
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
