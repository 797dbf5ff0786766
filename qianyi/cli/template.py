"""`qianyi template`: the documents' templates, what is wrong with one, which fields it may use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qianyi.cli import common

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    help="文书模板：list 列出内置的，check 检查，fields 列出可用字段，copy 另存内置的一份。",
)
DocumentName = Annotated[str | None, typer.Option("--document", "-d", metavar="文书", help="当作哪种文书的模板")]


@app.callback(invoke_without_command=True)
def _root(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


@app.command("list", help="列出内置的模板：编号、文书、文件。")
def listing() -> None:
    """Every document with the built-in template that it is printed from."""
    from qianyi.output.documents.catalogue import DOCUMENTS

    for document in DOCUMENTS:
        print(f"{document.id:<16}{document.title}（{document.file}）")


@app.command(help="检查一个模板：用了哪些字段，哪些不认得，哪里没有闭合，哪里没有中文字体。")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="docx 或 xlsx 模板")],
    document: DocumentName = None,
) -> None:
    """Report on a template; exit 1 where something must be put right."""
    from qianyi.output.documents.check import check_template

    report = check_template(file, _id(document))
    common.say(f"{file.name}：按“{report.document.title}”（{report.document.id}）检查")
    common.say(f"用到的字段 {len(report.used)} 个：{'、'.join(report.used) or '无'}")
    for line in report.problems:
        common.say(f"错误　{line}")
    for line in report.warnings:
        common.say(f"提醒　{line}")
    if not report.problems and not report.warnings:
        print("没有发现问题。")
    raise typer.Exit(1 if report.problems else 0)


@app.command(help="列出模板可用的字段、含义、来源。")
def fields(
    document: Annotated[str | None, typer.Argument(metavar="文书", help="只看一种文书")] = None,
) -> None:
    """Every field with its meaning and source."""
    from qianyi.output.documents.catalogue import DOCUMENTS
    from qianyi.output.documents.fields import fields_of

    id = _id(document)
    for item in DOCUMENTS:
        if id is None or item.id == id:
            print(f"{item.title}（{item.id}，模板 {item.file}）")
            for known in fields_of(item.id).values():
                print(f"  {known.path:<34}{known.meaning}（{known.source}）")


@app.command(help="把内置的一种模板另存一份，照着改成本县的。")
def copy(
    document: Annotated[str, typer.Argument(metavar="文书", help="编号或名称，见 qianyi template list")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件", help="另存为")],
    force: Annotated[bool, typer.Option("--force", help="覆盖不是本工具写的文件")] = False,
) -> None:
    """A built-in template as a start for one's own."""
    from qianyi.cli import common
    from qianyi.errors import QianyiError
    from qianyi.output.documents.catalogue import named
    from qianyi.output.files import write_atomically
    from qianyi.resources import folder

    file = folder("templates") / named(document).file
    if output.suffix.lower() != file.suffix:
        raise QianyiError(f"这种文书的模板是 {file.suffix}；请把 -o 写成 {output.with_suffix(file.suffix).name}。")
    write_atomically(output, file.read_bytes(), force=force)
    common.note_written(output, quiet=False)


def _id(name: str | None) -> str | None:
    """The id of a document named by id or title. Raises QianyiError."""
    if name is None:
        return None
    from qianyi.output.documents.catalogue import named

    return named(name).id
