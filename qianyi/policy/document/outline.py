"""The clauses and annexes of a document: 一、（一）1.（1）, 第十条, 1.1; each clause with the lines that stand below it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from qianyi.patterns import pattern
from qianyi.policy.document.elements import BodyElement, DocumentLine, DocumentTable, Paper
from qianyi.policy.document.numbers import Label, label_of, level, value_of

_ANNEX = pattern(r"(?:附件|附表|附录)([\d一二三四五六七八九十]{0,2})(?:[:：.、]|之)?(?=(.*)$)", "附件2：评定细则")
_TITLE = pattern(r"(方案|办法|细则|制度|规定|意见|通知|规程)(（(试行|暂行|修订|修订稿)）)?$", "考核办法（试行）")
_YEAR = pattern(r"[\d\s_—-]*年度?", "2022年度")
_SIGNED = pattern(
    r"^(抄送|主送|联系人|（此件)|[年月]\S{1,3}日(印发)?$|(局|委员会|委|总院|政府|办公室|领导小组)$",
    "抄送",
    "云岭县卫生健康局",
)
_STRUCTURE = ("part", "section")
_TOP = ("article", "one")
_ABSOLUTE = ("article", "part")
_STOPS = "。；：！？"
_HEADING = 25  # characters: a longer line is no heading


class DocumentClause(Struct):
    """A clause: `id` as clauses are quoted (四（三）, 第十条), its own lines, and the ids of those below it."""

    id: str
    label: Label
    lines: list[DocumentLine]
    above: str = ""
    below: list[str] = field(default_factory=list)
    annex: str = ""

    @property
    def text(self) -> str:
        """Its own words without the number, lines that merely wrapped joined again."""
        found = label_of(self.lines[0].text)
        first = found[1] if found else self.lines[0].text
        return joined([first, *(line.text for line in self.lines[1:])])

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.lines[0].place


class AnnexPart(Struct):
    """An annex: its number in the document ("" where it has none), title lines, blocks."""

    number: str
    titles: list[str]
    blocks: list[BodyElement] = field(default_factory=list)
    place: str = ""

    @property
    def title(self) -> str:
        """The title, its lines joined."""
        return "".join(self.titles)


class Outline(Struct):
    """A document taken apart. `head`: the lines above the first clause; `listed`: titles in the list of annexes."""

    head: list[DocumentLine]
    clauses: dict[str, DocumentClause]
    annexes: list[AnnexPart]
    listed: dict[str, str]
    body: list[BodyElement]
    tail: list[DocumentLine] = field(default_factory=list)

    def whole(self, id: str) -> list[str]:
        """A clause with everything below it, a line each, numbers as printed."""
        clause = self.clauses[id]
        found = [joined([line.text for line in clause.lines])]
        for child in clause.below:
            found += self.whole(child)
        return found


def joined(lines: list[str]) -> str:
    """Lines as one text: one that does not end a sentence goes on in the next (a page break, a hard wrap)."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        heading = "\n" not in text and len(text) <= _HEADING and not any(sign in text for sign in "，、,")
        text += ("\n" if text and (text[-1] in _STOPS or heading) else "") + line
    return text


def outline(paper: Paper) -> Outline:
    """The document's clauses and annexes."""
    body, annexes, listed, after = _parts(paper.blocks)
    made = Outline([], {}, annexes, listed, body)
    made.head, found, tail = _clauses(body)
    last = [block for block in paper.blocks[-8:] if isinstance(block, DocumentLine) and _signs(block.text)]
    made.tail = [*tail, *after, *last]
    _add(made, found, "")
    for annex in annexes:
        head, found, _ = _clauses(annex.blocks, within=True)
        if not made.clauses:
            made.head += [DocumentLine(title, annex.place) for title in annex.titles] + head
        _add(made, found, f"附件{annex.number}")
    return made


def _add(made: Outline, found: list[DocumentClause], annex: str) -> None:
    """Clauses under their ids; those of an annex whose numbers stand in the body too are told apart by the annex."""
    twice = {clause.id for clause in found} & made.clauses.keys()
    for clause in found:
        clause.annex = annex
        if annex and twice:
            clause.id, clause.below = f"{annex}·{clause.id}", [f"{annex}·{id}" for id in clause.below]
            clause.above = f"{annex}·{clause.above}" if clause.above else ""
        made.clauses.setdefault(clause.id, clause)


def _parts(
    blocks: tuple[BodyElement, ...],
) -> tuple[list[BodyElement], list[AnnexPart], dict[str, str], list[DocumentLine]]:
    """The body, the annexes that hold anything, the titles that the list of annexes gives, the lines behind that."""
    after: list[DocumentLine] = []
    body: list[BodyElement] = []
    annexes: list[AnnexPart] = []
    listed: dict[str, str] = {}
    into, listing = body, False
    for block, following in _with_next(blocks):
        if isinstance(block, DocumentTable):
            listing = False
            into.append(block)
            continue
        text = level(block.text)
        heading = _ANNEX.match(text)
        if heading and not block.note:
            rest = heading[2]
            entry = label_of(rest)
            if not heading[1] and entry and entry[0].kind in ("three", "one"):  # 附件：1.……
                listing, listed[str(entry[0].value)] = True, entry[1]
                continue
            number = "" if not heading[1] else str(value_of(heading[1]))
            lists = _is_list(following) if number else ":" in text
            if rest and lists:
                listing = True
                listed[number or "1"] = rest
                continue
            if not number and not rest and _is_entry(following):
                listing = True
                continue
            if len(rest) > 60 or (not number and rest and not _TITLE.search(rest)):  # a sentence that speaks of annexes
                into.append(block)
                continue
            listing = False
            annexes.append(AnnexPart(number, [rest] if rest else [], place=block.place))
            into = annexes[-1].blocks
            continue
        if listing and text:
            entry = label_of(block.text)
            if entry and entry[0].kind in ("three", "one"):
                listed[str(entry[0].value)] = level(entry[1])
                continue
            if into is body and _signs(block.text):  # the list goes before signature and date
                after.append(block)
                continue
            listing = False
        into.append(block)
    return body, [*_kept(annexes)], listed, after


def _with_next(blocks: tuple[BodyElement, ...]) -> Iterator[tuple[BodyElement, str]]:
    """Each block with the text of the next line that is not blank ("" before a table)."""
    for at, block in enumerate(blocks):
        after = next((one for one in blocks[at + 1 :] if isinstance(one, DocumentTable) or one.text.strip()), None)
        yield block, level(after.text) if isinstance(after, DocumentLine) else ""


def _is_list(following: str) -> bool:
    return bool(_ANNEX.match(following))


def _is_entry(following: str) -> bool:
    entry = label_of(following)
    return entry is not None and entry[0].kind == "three" and entry[0].value == 1


def _kept(annexes: list[AnnexPart]) -> Iterator[AnnexPart]:
    """Annexes with content; one whose heading is repeated on its next page goes on; the title lines are split off."""
    kept: dict[str, AnnexPart] = {}
    for annex in annexes:
        if not any(isinstance(block, DocumentTable) or block.text.strip() for block in annex.blocks):
            continue
        known = kept.get(annex.number) if annex.number else None
        if known is not None:
            known.blocks += annex.blocks
            continue
        while annex.blocks and isinstance(annex.blocks[0], DocumentLine):
            text = annex.blocks[0].text.strip()
            if text and (len(annex.titles) > 2 or _is_text(text)):
                break
            annex.blocks.pop(0)
            annex.titles += [text] if text and not _YEAR.fullmatch(text) else []
        kept[annex.number or f"#{len(kept)}"] = annex
    yield from kept.values()


def _is_text(line: str) -> bool:
    """Whether a line is of the text itself, and no title."""
    return bool(label_of(line)) or len(line) > 60 or line[-1] in _STOPS


def _clauses(
    blocks: list[BodyElement], within: bool = False
) -> tuple[list[DocumentLine], list[DocumentClause], list[DocumentLine]]:
    """Lines above the first clause, the clauses in order, and the lines behind the text (signature, date, distribution).

    `within`: of an annex, where numbered notes of a form are no clauses.
    """
    kinds = [found[0].kind for block in blocks if isinstance(block, DocumentLine) and (found := label_of(block.text))]
    tops = [kind for kind in _TOP if kind in kinds] or ([] if within else kinds[:1])
    head: list[DocumentLine] = []
    clauses: list[DocumentClause] = []
    stack: list[DocumentClause] = []
    for block in blocks:
        if isinstance(block, DocumentTable) or block.note or not block.text.strip():
            continue
        found = label_of(block.text)
        if found is not None and (stack or found[0].kind in (*tops, *_STRUCTURE)):
            _push(found[0], block, stack, clauses)
        else:
            (stack[-1].lines if stack else head).append(block)
    tail: list[DocumentLine] = []
    while clauses and len(clauses[-1].lines) > 1 and _signs(clauses[-1].lines[-1].text):
        tail.insert(0, clauses[-1].lines.pop())
    return head, [clause for clause in clauses if clause.label.kind not in _STRUCTURE], tail


def _signs(text: str) -> bool:
    """Whether a line signs, dates or distributes a document: it is no part of its last clause."""
    plain = level(text)
    return len(plain) <= 50 and bool(_SIGNED.search(plain))


def _push(label: Label, line: DocumentLine, stack: list[DocumentClause], clauses: list[DocumentClause]) -> None:
    """A new clause below those it belongs to."""
    kinds = [clause.label.kind for clause in stack]
    if label.kind in _STRUCTURE:
        del stack[
            0
            if label.kind == "part"
            else next(
                (at for at, kind in enumerate(kinds) if kind == "section"), len([k for k in kinds if k == "part"])
            ) :
        ]
    elif label.kind in kinds:
        del stack[kinds.index(label.kind) :]
    elif label.kind == "article":
        del stack[len([kind for kind in kinds if kind in (*_STRUCTURE, "one")]) :]
    above = next((clause for clause in reversed(stack) if clause.label.kind not in _STRUCTURE), None)
    id, parent = label.shown, "" if above is None else above.id
    if above is not None:
        id = label.shown if label.kind in _ABSOLUTE or label.kind.startswith("dotted") else above.id + label.shown
        above.below.append(id)
    clause = DocumentClause(id, label, [line], parent)
    chapter = next((one.id for one in stack if one.label.kind == "part"), "")
    if any(one.id == clause.id for one in clauses) and chapter and above is None:
        clause.id = f"{chapter}{clause.id}"
    stack.append(clause)
    clauses.append(clause)
