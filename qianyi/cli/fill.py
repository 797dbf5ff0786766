"""`qianyi fill`: official documents, filled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

if TYPE_CHECKING:
    from qianyi.output.documents import FillResult

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Names = list[str] | None


@app.command(help="填写正式文书（docx、xlsx），写入 -o 指明的文件夹。")
def fill(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="工作簿，或一个县的文件夹", show_default=False)
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="列出全部文书")] = False,
    document: Annotated[
        Names, typer.Option("--document", "-d", metavar="文书", help="只要这些（逗号分隔，编号或名称）")
    ] = None,
    person: Annotated[Names, typer.Option("--person", metavar="姓名", help="只要这些人的")] = None,
    institution: Annotated[Names, typer.Option("--institution", metavar="单位", help="只要这些单位的")] = None,
    copies: Annotated[int, typer.Option("--copies", metavar="份", help="每份文书几份")] = 1,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="文件", help="用本县自己的模板（一种文书）")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="同一种文书合成一个文件，便于打印")] = False,
    mask: Annotated[bool, typer.Option("--mask", help="公示类文书中姓名只留姓")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="评定表只印附件原有的各栏，不加扣分原因")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="另存 PDF（需要 LibreOffice）")] = False,
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    roster: options.Roster = None,
    password: options.Password = None,
    format: Annotated[str, typer.Option("--format", metavar="格式", help="屏幕上的汇总：text、json")] = "text",
    output: options.Output = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Fill documents and say what was left blank."""
    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    if list_:
        print(_listing())
        return
    if not paths:
        raise QianyiError("缺少 PATH；用法：qianyi fill 文件夹 -o 输出文件夹，全部文书见 qianyi fill --list。")
    if output is None:
        raise QianyiError("请用 -o 指明写到哪个文件夹，例如 -o 文书。")
    import qianyi
    from qianyi.output import documents
    from qianyi.scoring.narrow import concerning, institution_named

    facts = common.open_facts(
        paths,
        common.request(
            policy=policy,
            year=year,
            as_of=as_of,
            roster=roster,
            password=password,
            find_roster=True,
            max_unpacked=max_unpacked,
        ),
        quiet=quiet,
        verbose=verbose,
    )
    only = [institution_named(facts, name) for name in _split(institution) or ()]
    scores = qianyi.score(facts)
    result = documents.fill(
        facts,
        scores,
        output,
        document,
        _split(person),
        only,
        copies,
        template,
        merge,
        mask,
        pdf,
        force,
        plain,
    )
    if format == "json":
        print(_json(result))
    else:
        told = frozenset() if quiet else frozenset(facts.dossier.notes)  # on stderr, when the files were read
        common.say(_text(result, output, told, quiet, verbose))
    for line in result.refused:
        common.note(line)
    if result.refused:
        raise typer.Exit(1)
    findings = [one for name in only for one in concerning(facts, scores.findings, name)] if only else scores.findings
    common.finish(findings)


def _split(values: list[str] | None) -> list[str] | None:
    """`甲,乙` and repeated options alike; white space inside a name does not matter."""
    if not values:
        return None
    parts = (part for value in values for part in value.replace("，", ",").replace("、", ",").split(","))
    return ["".join(part.split()) for part in parts if part.strip()]


def _listing() -> str:
    from qianyi.output.documents.catalogue import DOCUMENTS, SCOPES

    lines = [
        f"{document.id:<16}{document.title}（{SCOPES[document.unit]}；{Path(document.file).suffix[1:]}；来自{document.source}）"
        for document in DOCUMENTS
    ]
    return "\n".join(lines)


def _text(result: FillResult, output: Path, told: frozenset[str], quiet: bool, verbose: bool) -> str:
    lines = [f"已写 {len(result.files)} 份文书，在 {output}"]
    if verbose:
        lines += [f"  {path}" for path in result.files]
    if not quiet:
        lines += [*result.missing, *(note for note in result.notes if note not in told)]
    return "\n".join(lines)


def _json(result: FillResult) -> str:
    from qianyi.output.json import encode
    from qianyi.output.shapes import Fill

    return encode(Fill.made(result, files=[str(path) for path in result.files])).decode().rstrip("\n")
