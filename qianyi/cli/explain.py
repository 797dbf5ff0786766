"""`qianyi explain`: what a rule, clause, criterion or parameter says."""

from __future__ import annotations

from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="一条规则、条款、评分项或参数说的是什么，为什么，怎么改。")
def explain(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="如 T201、四（三）、2.1.1.3、leave.total_max")],
    policy: common.PolicyOption = None,
) -> None:
    """Print a page."""
    import qianyi
    from qianyi.output.deliver import show
    from qianyi.output.screen.explain import explain_text
    from qianyi.policy.load import available, load_policy

    first = policy or qianyi.DEFAULT_POLICY
    others = [] if policy else [listed.id for listed in available() if listed.id != first]
    show(explain_text(what, [load_policy(id) for id in [first, *others]]).encode())
