"""`template check`: what a template uses, what is unknown, what does not close, which text lacks a Chinese font."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from qianyi.output.documents.catalogue import BY_ID, DOCUMENTS, Document
from qianyi.output.documents.excel_engine import WorkbookTemplate
from qianyi.output.documents.fields import fields_of, knows
from qianyi.output.documents.sandbox import TemplateProblem, environment
from qianyi.output.documents.word_engine import Template, jinja_source, read_parts
from qianyi.patterns import pattern

_TEXT_PARTS = pattern(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", "word/header1.xml")
_PARAGRAPH = pattern(r"<w:p[ >].*?</w:p>", "<w:p>正文</w:p>", flags=re.DOTALL)
_BLOCK = pattern(r"\{%-?\s*(?:tr|tc|p|r)?\s*(if|for|endif|endfor)\b.*?%\}", "{%tr for row in rows %}")
_CJK = pattern(r"[\u4e00-\u9fff]", "字")
_FULL_WIDTH = pattern(r"｛\s*[｛%{]|[｝%}]\s*｝", "｛｛ year ｝｝")
_SINGLE = pattern(r"(?<!\{)\{\s*([\w.]+)\s*\}(?!\})", "{ year }")
_BUILT_IN = {"loop", "range", "dict", "lipsum", "cycler", "joiner", "namespace", "true", "false", "none"}


class TemplateReport(Struct):
    """What was found. `problems` must be put right; `warnings` should be looked at. Each names the paragraph's text."""

    document: Document
    used: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check_template(path: Path, document: str | None = None) -> TemplateReport:
    """Look a template over. Without `document` it is taken for the one whose fields it uses most.

    Raises TemplateProblem where the file is no template at all.
    """
    if path.suffix.lower() == ".xlsx":
        places = [(f"单元格 {place}", text, text) for place, text in WorkbookTemplate(path).texts()]
        fonts: list[str] = []
    else:
        parts = read_parts(path)
        places = list(_paragraphs(parts))
        fonts = _missing_fonts(parts)
    problems = [f"{place}：标签没有闭合：“{text}”" for place, text, _ in places if not _closed(text)]
    problems += _unbalanced(places)
    uses, wrong = ([], []) if problems else _uses(path, places)
    problems += wrong
    taken = BY_ID[document] if document else _likeliest(path, [used for _, used in uses])
    known = list(fields_of(taken.id))
    report = TemplateReport(taken, problems=problems, warnings=fonts)
    if not problems and path.suffix.lower() != ".xlsx":
        try:
            Template(path)
        except TemplateProblem as problem:
            report.problems.append(str(problem))
    for place, used in uses:
        if knows(taken.id, used):
            if used not in report.used:
                report.used.append(used)
            continue
        near = difflib.get_close_matches(used, known, 1, 0.5)
        hint = f"，最接近的是 {near[0]}（{fields_of(taken.id)[near[0]].meaning}）" if near else ""
        report.problems.append(f"{place}：没有字段 {used}{hint}")
    report.used.sort()
    report.warnings = _stray_braces(places, taken) + report.warnings
    if not report.used and not report.problems:
        report.warnings.insert(0, "没有用到一个字段，填出来每份都一样")
    return report


def _stray_braces(places: list[tuple[str, str, str]], document: Document) -> list[str]:
    """Fields that would be printed as they stand: full-width braces, as an input method types them, or single ones."""
    return [
        f"{place}：花括号要写成半角的两个，如 {{{{ year }}}}：“{text[:40]}”"
        for place, text, _ in places
        if _FULL_WIDTH.search(text) or any(knows(document.id, name) for name in _SINGLE.findall(text))
    ]


def _paragraphs(parts: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Place, visible text and XML of every paragraph that holds something."""
    for name, data in sorted(parts.items()):
        if not _TEXT_PARTS.fullmatch(name):
            continue
        where = {"document": "正文"}.get(name[5:-4], "页眉页脚" if "er" in name else "脚注")
        for index, match in enumerate(_PARAGRAPH.finditer(data.decode("utf-8", "replace")), 1):
            text = unescape(re.sub(r"<[^>]+>", "", match[0]))
            if text.strip():
                yield f"{where}第 {index} 段", text, match[0]


def _closed(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")))


def _unbalanced(places: list[tuple[str, str, str]]) -> list[str]:
    """Loops and conditions that do not end, or end what never began."""
    open_blocks: list[tuple[str, str, str]] = []
    problems = []
    for place, text, _ in places:
        for match in _BLOCK.finditer(text):
            word = match[1]
            if not word.startswith("end"):
                open_blocks.append((word, place, text))
            elif open_blocks and open_blocks[-1][0] == word[3:]:
                open_blocks.pop()
            else:
                problems.append(f"{place}：{word} 没有对应的 {word[3:]}：“{text}”")
    return problems + [f"{place}：{word} 没有对应的 end{word}：“{text}”" for word, place, text in open_blocks]


def _uses(path: Path, places: list[tuple[str, str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """Fields used, each with its place; and what is wrong with the syntax."""
    from jinja2 import TemplateSyntaxError

    if path.suffix.lower() == ".xlsx":
        sources = [(place, text) for place, text, _ in places]
    else:
        parts = read_parts(path)
        sources = [
            ("正文" if name == "word/document.xml" else "页眉页脚", jinja_source(data.decode("utf-8", "replace")))
            for name, data in sorted(parts.items())
            if _TEXT_PARTS.fullmatch(name)
        ]
    found, problems = [], []
    for place, source in sources:
        lines = source.split("\n")
        try:
            tree = environment().parse(source)
            environment().compile(source, raw=True)  # a filter that there is not is found here, not by parsing
        except TemplateSyntaxError as error:
            said = re.sub(r"No filter named '(\w+)'\.", r"没有过滤器 \1", error.message or "")
            problems.append(f"{place}：写法不对（{said}）：“{_words(lines, error.lineno)}”")
            continue
        scope = {"row": "rows[]"} if path.suffix.lower() == ".xlsx" else {}
        for line, used in _walk(tree, scope):
            where = place if len(lines) == 1 else f"{place}“{_words(lines, line)}”"
            found.append((where, used))
    return found, problems


def _words(lines: list[str], number: int) -> str:
    """The visible words of a line of the source, at most 40."""
    text = re.sub(r"<[^>]+>", "", lines[min(number, len(lines)) - 1]).strip()
    return unescape(text)[:40]


def _walk(node: Any, scope: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Paths that a tree reads: loop variables resolved to what they loop over."""
    from jinja2 import nodes

    path = _path(node, scope)
    if path is not None:
        if path:
            yield node.lineno, path
        return
    if isinstance(node, nodes.For):
        yield from _walk(node.iter, scope)
        inner = dict(scope)
        over = _path(node.iter, scope)
        for name in node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else (node.target,):
            inner[name.name] = f"{over}[]" if over else ""
        for child in (*node.body, *node.else_, *([node.test] if node.test else ())):
            yield from _walk(child, inner)
        return
    if isinstance(node, nodes.Assign):
        yield from _walk(node.node, scope)
        for name in node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else (node.target,):
            scope[name.name] = ""
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _path(node: Any, scope: dict[str, str]) -> str | None:
    """A name with attributes as a path; "" where it is the template's own variable; None for anything else."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return scope.get(node.name, "" if node.name.lower() in _BUILT_IN else node.name)
    if isinstance(node, nodes.Getattr):
        inner, name = _path(node.node, scope), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        inner, name = _path(node.node, scope), node.arg.value
    else:
        return None
    if not inner:
        return inner
    return f"{inner}[]" if isinstance(name, int) else f"{inner}.{name}"


def _likeliest(path: Path, used: list[str]) -> Document:
    """The document of the file's type most of whose own fields are used; a name like its own decides a tie."""
    fitting = [document for document in DOCUMENTS if document.file.endswith(path.suffix.lower())] or list(DOCUMENTS)

    def fit(document: Document) -> tuple[int, bool]:
        return sum(knows(document.id, item) for item in used), document.id in path.stem or document.title in path.stem

    return max(fitting, key=fit)


def _styles_with_fonts(styles: str) -> tuple[set[str], str]:
    """The styles that name an East Asian font or are based on one that does, and the style of plain paragraphs."""
    named: set[str] = set()
    bases: dict[str, str] = {}
    normal = ""
    for attributes, body in re.findall(r"<w:style ([^>]*)>(.*?)</w:style>", styles, re.DOTALL):
        id = re.search(r'w:styleId="([^"]+)"', attributes)
        if id is None:
            continue
        if "w:eastAsia" in "".join(re.findall(r"<w:rFonts[^>]*>", body)):
            named.add(id[1])
        base = re.search(r'<w:basedOn w:val="([^"]+)"', body)
        bases[id[1]] = base[1] if base else ""
        if 'w:default="1"' in attributes and 'w:type="paragraph"' in attributes:
            normal = id[1]
    based = set(named)
    for start in bases:
        above, name = {""}, start
        while name not in above:
            above.add(name)
            name = bases.get(name, "")
        if above & named:
            based.add(start)
    return based, normal


def _missing_fonts(parts: dict[str, bytes]) -> list[str]:
    """Chinese text, or fields, for which neither run nor style nor default names an East Asian font."""
    styles = parts.get("word/styles.xml", b"").decode("utf-8", "replace")
    default = re.search(r"<w:rPrDefault>.*?</w:rPrDefault>", styles, re.DOTALL)
    if default and "w:eastAsia" in "".join(re.findall(r"<w:rFonts[^>]*>", default[0])):
        return []
    named, normal = _styles_with_fonts(styles)
    found = []
    for place, text, xml in _paragraphs(parts):
        style = re.search(r'<w:pStyle w:val="([^"]+)"', xml)
        if (style[1] if style else normal) in named:
            continue
        for run in re.findall(r"<w:r[ >].*?</w:r>", xml, re.DOTALL):
            words = re.sub(r"<[^>]+>", "", run)
            fonts = "".join(re.findall(r"<w:rFonts[^>]*>", run))
            if (_CJK.search(words) or "{{" in words) and "w:eastAsia" not in fonts:
                found.append(f"{place}：没有指定中文字体：“{text[:40]}”")
                break
    return found
