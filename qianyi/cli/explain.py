"""`qianyi explain`: what a rule, clause, criterion or parameter says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianyi.cli import common, options

if TYPE_CHECKING:
    from qianyi.policy.model import Policy

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="一条规则、条款、评分项或参数说的是什么，为什么，怎么改。")
def explain(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="如 T201、四（三）、2.1.1.3、leave.total_max")],
    path: Annotated[
        Path | None, typer.Argument(metavar="[县的文件夹]", help="引用这个县自己的文件（默认看当前文件夹）")
    ] = None,
    policy: options.Policy = None,
) -> None:
    """Print a page."""
    import qianyi
    from qianyi.output.deliver import show_text
    from qianyi.output.screen.explain import explain_text
    from qianyi.policy.load import available, load_policy

    own = _own(path, policy)
    first = policy or (own.id if own is not None else qianyi.DEFAULT_POLICY)
    others = [] if policy else [listed.id for listed in available() if listed.id != first]
    policies = [own if own is not None else load_policy(first), *(load_policy(id) for id in others)]
    show_text(explain_text(what, policies))


def _own(path: Path | None, spec: str | None) -> Policy | None:
    """The policy of the county whose folder (or qianyi.toml) is given or is where we stand; None where there is none."""
    from qianyi.errors import QianyiError
    from qianyi.policy.document.match import with_own_words
    from qianyi.policy.load import load_named, load_policy, load_settings, with_settings

    file = (path or Path()) / "qianyi.toml" if path is None or path.is_dir() else path
    if not file.is_file():
        if path is not None:
            raise QianyiError(f"{path} 里没有 qianyi.toml；请给出一个县的文件夹。")
        return None
    settings = load_settings(file)
    policy = with_settings(load_policy(spec) if spec else load_named(settings), settings, None)
    policy = with_own_words(policy, settings)
    for problem in policy.wording.problems if policy.wording is not None and not policy.wording.used else ():
        common.note(problem)
    return policy
