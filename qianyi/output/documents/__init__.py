"""Official documents: `fill` makes them from facts and scores, as templates in Word and Excel say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qianyi.errors import QianyiError
from qianyi.output.documents.phrasing import listed
from qianyi.output.words import shown

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.output.documents.batch import Batch
    from qianyi.output.documents.catalogue import Document
    from qianyi.output.documents.excel_engine import WorkbookTemplate
    from qianyi.output.documents.form_data import FormData, FormFields, Page
    from qianyi.output.documents.word_engine import Template
    from qianyi.scoring.result import Scores


NAMED = 10  # names listed in a note
_SIGNED = {"certificate", "target", "discipline", "half-year", "annual", "submission"}
"""Documents that bear the name of the county's office."""


class FillResult(Struct):
    """What was written. `missing`: blanks by document (「37 份工作鉴定表缺：民族」); `refused`: not written."""

    files: list[Path] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def fill(
    facts: Facts,
    scores: Scores,
    out: Path,
    documents: Sequence[str] | None = None,
    persons: Sequence[str] | None = None,
    institutions: Sequence[str] | None = None,
    copies: int = 1,
    template: Path | None = None,
    merge: bool = False,
    mask: bool = False,
    pdf: bool = False,
    force: bool = False,
    plain: bool = False,
) -> FillResult:
    """Write the documents asked for (ids or titles; all that apply where none is named) into the folder `out`.

    A field the registers lack stays blank and is counted in `missing`. `template` replaces the one document's own;
    `merge` makes one file a kind of document; `mask` masks names on public documents; `pdf` adds PDFs;
    `plain` leaves our own columns out of the score sheets.
    Raises QianyiError for unknown names, unusable templates and places that must not be written over.
    """
    from qianyi.output.documents.batch import Batch
    from qianyi.output.documents.catalogue import chosen, selected
    from qianyi.output.documents.form_data import FormData
    from qianyi.output.documents.pdf import find_office

    source = FormData(facts, scores, mask, plain)
    wanted, notes = chosen(documents, source)
    wording = facts.policy.wording
    result = FillResult(notes=[*notes, *(wording.problems if wording is not None else ())])
    if copies < 1 or copies > 99:
        raise QianyiError("--copies 须在 1 到 99 之间。")
    if template is not None and len(wanted) != 1:
        raise QianyiError("--template 一次只用于一种文书；请用 --document 指明是哪一种。")
    if pdf:
        find_office()
    for names, known, what in (
        (persons, {placement.name for placement in facts.dossier.placements}, "人员"),
        (institutions, {*source.institutions("support"), *source.institutions("recipient")}, "单位"),
    ):
        _check_names(names or (), known, what)
    with Batch(out) as batch:
        for document in wanted:
            pages = selected(document, document.pages(source), persons or (), institutions or (), documents is not None)
            _write(source, document, pages, batch, result, template, copies, merge)
        if not facts.dossier.settings.office and any(document.id in _SIGNED for document in wanted) and batch.staged():
            used = f"落款用了政策的发文单位“{source.issuer}”；不是本县的请写明" if source.issuer else "落款空着；请写明"
            result.notes.append(f"qianyi.toml 没有写 office，{used}")
        if not batch.staged() and (persons or institutions) and not result.refused:
            result.notes.append("没有一份文书同时符合所选的人员和单位")
        if pdf:
            _add_pdfs(batch)
        inputs = [Path(item.real) for item in facts.dossier.inputs if item.real]
        result.files = batch.commit(force=force, inputs=inputs)
    return result


def open_template(document: Document, path: Path | None, source: FormData) -> Template | WorkbookTemplate:
    """The document's own template, or another's of the same file type. Raises TemplateProblem."""
    from qianyi.output.documents.excel_engine import WorkbookTemplate
    from qianyi.output.documents.sandbox import TemplateProblem
    from qianyi.output.documents.word_engine import Template
    from qianyi.resources import folder

    own = folder("templates") / document.file
    path = path or own
    if path.suffix.lower() != own.suffix:
        raise TemplateProblem(f"{document.title}的模板须是 {own.suffix} 文件；请另存后再用。")
    kind = WorkbookTemplate if own.suffix == ".xlsx" else Template
    return kind(path, provenance(source.facts), source.as_of)


def provenance(facts: Facts) -> str:
    """What an output rests on: version, policy, overrides, as-of, digests of the inputs."""
    from qianyi import __version__

    policy = facts.policy
    changed = listed(f"{key}={shown(value)}" for key, value in sorted(policy.overrides.items())) or "无"
    inputs = "；".join(f"{item.path} sha256 {item.sha256}" for item in facts.dossier.inputs)
    return (
        f"qianyi {__version__}；政策 {policy.id}；改动的参数：{changed}；截至 {facts.as_of.isoformat()}；输入：{inputs}"
    )


def _write(
    source: FormData,
    document: Document,
    pages: Iterable[Page],
    batch: Batch,
    result: FillResult,
    template: Path | None,
    copies: int,
    merge: bool,
) -> None:
    """All documents of one kind, one after the other: nothing of a written one is kept."""
    from qianyi.output.documents.privacy import births, violations
    from qianyi.output.documents.word_engine import Template

    opened = open_template(document, template, source)
    blanks: Counter[str] = Counter()
    provisional: list[str] = []
    withheld: dict[str, list[str]] = {}
    known = births(source) if document.public else frozenset()

    def clean() -> Iterator[Page]:
        for page in pages:
            result.notes += [note for note in page.notes if note not in result.notes]
            if page.withheld:
                withheld.setdefault(page.withheld, []).append(listed(page.people or page.institutions))
                continue
            if document.public:
                text = opened.text(page.context)
                carried = violations(text, known)
                if carried:
                    result.refused.append(
                        f"{document.title}（{page.name}）含有{listed(carried)}，未生成；请从名单或模板中去掉"
                    )
                    continue
            blanks.update(page.missing)
            if page.provisional:
                provisional.append(listed(page.people))
            yield page

    suffix = Path(document.file).suffix
    single = document.unit == "county" or not isinstance(opened, Template)
    if merge and isinstance(opened, Template) and not single:
        several = (context for page in clean() for _, context in _copies(page, copies))
        content = opened.merge(several)
        if content:
            batch.add(f"{document.title}{suffix}", content)
    else:
        folder = "" if single else f"{document.title}/"
        for page in clean():
            content = b""
            for which, context in _copies(page, copies):
                if not content or page.copies:
                    content = opened.render(context)
                batch.add(f"{folder}{page.name}{which}{suffix}", content)
    _note_gaps(result, document.title, blanks, withheld, provisional)


def _note_gaps(
    result: FillResult, title: str, blanks: Counter[str], withheld: dict[str, list[str]], provisional: list[str]
) -> None:
    """What a kind of document lacks: fields left blank, documents not made, figures that may still change."""
    result.missing += _summary(title, blanks)
    result.missing += [f"{len(names)} 份{title}没有出：{why}（{listed(names)}）" for why, names in withheld.items()]
    if provisional:
        result.notes.append(
            f"{len(provisional)} 份{title}有未记录的工作日，出勤数字为暂定：{listed(provisional[:NAMED])}"
            + ("等" if len(provisional) > NAMED else "")
        )


def _copies(page: Page, number: int) -> Iterator[tuple[str, FormFields]]:
    """What each copy's file name ends with (nothing where there is one), and its fields."""
    for index in range(number):
        keeper, own = page.copies[index] if number > 1 and index < len(page.copies) else ("", {})
        yield f"-{index + 1}{f'-{keeper}' if keeper else ''}" if number > 1 else "", page.context | own


def _summary(title: str, blanks: Counter[str]) -> list[str]:
    """「37 份工作鉴定表缺：民族、参加工作时间」, a line for each number of documents, most first."""
    by_count: dict[int, list[str]] = {}
    for label, count in blanks.items():
        by_count.setdefault(count, []).append(label)
    return [f"{count} 份{title}缺：{listed(labels)}" for count, labels in sorted(by_count.items(), reverse=True)]


def _check_names(names: Iterable[str], known: set[str], what: str) -> None:
    import difflib

    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 2, 0.4)
            raise QianyiError(
                f"名单上没有{what}“{name}”" + (f"，相近的有 {listed(near)}。" if near else "；请核对写法。")
            )


def _add_pdfs(batch: Batch) -> None:
    """A PDF beside every staged document, by one call of LibreOffice."""
    from qianyi.output.documents.pdf import convert

    staged = batch.staged()
    made = convert([(path, Path(name).suffix) for name, path in staged.items()])
    for name, content in zip(staged, made, strict=True):
        batch.add(str(Path(name).with_suffix(".pdf")), content)
