"""`qianyi policy`: list, show, check, diff, draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import structs

import qianyi
from qianyi.cli import common, options
from qianyi.errors import QianyiError

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=False, help="政策：查看、核对、比较。")


@app.callback(invoke_without_command=True)
def _root(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@app.command("list", help="有哪些政策。")
def list_(format: options.TextOrJson = "text") -> None:
    """The shipped policies."""
    from qianyi.output.policy_json import list_data
    from qianyi.output.screen.policy import list_text
    from qianyi.policy.load import available

    listed = available()
    _say(format, list_text(listed), list_data(listed))


@app.command(help="一份政策的全文：参数、规则、评分、词表。")
def show(
    id: Annotated[str, typer.Argument(metavar="ID|文件")] = qianyi.DEFAULT_POLICY,
    year: Annotated[int | None, typer.Option("--year", metavar="年", help="日期整年平移到这一年")] = None,
    format: options.TextOrJson = "text",
) -> None:
    """One policy as a page."""
    from qianyi.output.policy_json import show_data
    from qianyi.output.screen.policy import show_text
    from qianyi.policy.load import load_checked, with_settings
    from qianyi.policy.settings import Settings

    policy = with_settings(load_checked(Path(id)), Settings(), year)
    _say(format, show_text(policy), show_data(policy))


@app.command(help="核对一份政策、评分细则或 qianyi.toml：键、单位、条款、合计。")
def check(file: Annotated[str, typer.Argument(metavar="文件")], format: options.TextOrJson = "text") -> None:
    """Read a policy (or a rubric, or a county's qianyi.toml) and say that it can be used. Raises PolicyError."""
    from qianyi.output.policy_json import show_data
    from qianyi.output.screen.policy import check_text
    from qianyi.policy.document.open_points import open_marks
    from qianyi.policy.load import load_checked

    left = open_marks(Path(file))
    try:
        policy = load_checked(Path(file))
    except QianyiError as error:
        first = "、".join(f"第 {one.line} 行 {one.entry}" for one in left[:5])
        raise QianyiError(f"{error}另有 {len(left)} 处请核对：{first}。" if left else str(error)) from None
    _say(format, check_text(policy, file, left), show_data(policy, left))


@app.command(help="两份政策有什么不同，左右对照。")
def diff(
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    format: options.TextOrJson = "text",
) -> None:
    """Two policies side by side."""
    from qianyi.output.policy_json import diff_data
    from qianyi.output.screen.policy import diff_text
    from qianyi.policy.diff import diff as differences
    from qianyi.policy.load import load_checked

    first, second = load_checked(Path(a)), load_checked(Path(b))
    if first.id == second.id and a != b:  # a county's qianyi.toml beside its policy
        first, second = structs.replace(first, id=a), structs.replace(second, id=b)
    found = differences(first, second)
    _say(format, diff_text(first, second, found), diff_data(first, second, found))


@app.command(help="从本县的方案（docx 或文字）起草一份政策；看不准的都作标记。")
def draft(
    file: Annotated[str, typer.Argument(metavar="方案.docx")],
    output: options.Output = None,
    force: options.Force = False,
) -> None:
    """Draft a pack from a county's own document. Raises QianyiError where the document cannot serve."""
    from qianyi.output.files import write_atomically
    from qianyi.output.screen.policy import draft_text
    from qianyi.policy.document.draft import draft as drafted
    from qianyi.policy.document.found import find, most_similar
    from qianyi.policy.document.opening import read
    from qianyi.policy.load import drafting

    path = Path(file)
    found = find(read(path))
    if output is not None and output.exists() and not force:
        raise QianyiError(f"{output} 已经有了，里面可能有改定的地方；请换一个名，或加 --force 重写。")
    kin, base = drafting(lambda policies: most_similar(found, policies))
    text = drafted(found, kin, base, output.stem if output is not None else path.stem)
    if output is None:
        sys.stdout.write(text)
    else:
        write_atomically(output, text.encode(), force=force, inputs=[path])
    for line in draft_text(found, text, output):
        common.note(line)


def _say(format: str, text: str, data: Any) -> None:
    """Print in the format asked for. Raises QianyiError where there is no such format."""
    if common.one_of("--format", format, common.TEXT_OR_JSON) == "json":
        from qianyi.output.json import encode

        text = encode(data).decode()
    sys.stdout.write(text)
