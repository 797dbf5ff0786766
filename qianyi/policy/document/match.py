"""A county's own document held against its policy: clauses by number, lines by number, points and wording.

A line is taken where its points are the policy's and no other line could be meant as well; all else is told with what
it might be, and the policy's short wording is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct, structs

from qianyi.patterns import pattern
from qianyi.policy.document.about import region_of
from qianyi.policy.document.annexes import FoundAnnex, FoundCriterion, FoundItem
from qianyi.policy.document.elements import DocumentLine, DocumentProblem
from qianyi.policy.document.numbers import label_of, level
from qianyi.policy.document.opening import read
from qianyi.policy.document.split import SplitDocument, take_apart
from qianyi.policy.model import Annex, Policy, RubricItem, RubricLine
from qianyi.policy.paper_model import Quote, Wording
from qianyi.policy.settings import Settings

LIKE = Decimal("0.34")  # share of the policy's signs that a sentence must hold
CLEAR = Decimal("0.25")  # by how much another line must hold more to make the match doubtful
SAME_TITLE = 0.5
_HANDBOOK = pattern(r"《([^《》]{2,40}(?:手册|记实本))》", "《支援人员考核手册》")
_SEVERAL = pattern(r"第([一二三四五六七八九十、]+)条", "第三、四条")
_NOTE_HEAD = pattern(r"^注\s*[:：]", "注：")
_IMPRINT = pattern(r"^抄送|印发$", "抄送：县人民政府")
_NOTE = pattern(r"注\s*[:：]|备注\s*[:：]|填表说明|说明\s*[:：]", "备注：")


def own_words(file: str, policy: Policy, county: str = "", office: str = "") -> Wording:
    """The words of the document at `file` for a policy; where it cannot serve, the one sentence that says so.

    `county`: the document must be its own. An `office` of another place is no proof: it is told, the words are taken.
    """
    path = Path(file)
    try:
        found = take_apart(read(path))
    except DocumentProblem as problem:
        return Wording(path.name, problems=(f"{problem}暂用政策的摘要。",))
    wording = match(found, policy)
    region = found.about.region
    if _differ(county, region):
        wording = _nothing(found, f"{path.name} 是{region}的文件，不是{county}的；请换成本县的，暂用政策的摘要。")
    elif wording.used and not county and _differ(region_of(office), region):
        message = f"{path.name} 写的是{region}，落款是{office}；请核对是不是本县的文件。"
        wording = structs.replace(wording, problems=(message, *wording.problems))
    return wording


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and not _same_place(one, other)


def with_own_words(policy: Policy, settings: Settings) -> Policy:
    """The policy with the words of the document that a county's qianyi.toml names, where it names one."""
    if settings.document is None:
        return policy
    return structs.replace(
        policy,
        wording=own_words(settings.document, policy, getattr(settings, "county", None) or "", settings.office or ""),
    )


def _same_place(county: str, region: str) -> bool:
    return region.endswith(county) or county.endswith(region) or region in county or county in region


def _nothing(found: SplitDocument, problem: str) -> Wording:
    return Wording(found.paper.name, found.paper.sha256, problems=(problem,))


class _Matched(Struct):
    """What has been matched so far."""

    clauses: dict[str, Quote]
    lines: dict[str, Quote]
    methods: dict[str, str]
    rules: dict[str, tuple[Quote, ...]]
    titles: dict[str, str]
    forms: dict[int, str]
    headings: dict[int, dict[str, str]]
    apart: set[str]
    problems: list[str]


def match(found: SplitDocument, policy: Policy) -> Wording:
    """The document's words by the ids of the policy."""
    made = _Matched({}, {}, {}, {}, {}, {}, {}, set(), [])
    notes = _notes(found)
    for number, annex in policy.annexes.items() if found.annexes else ():
        rubric = next((one for one in found.annexes if one.subject == annex.subject), None)
        if rubric is None:
            made.problems.append(f"没有找到附件{number}（{annex.title}）的表格")
            continue
        made.forms[number] = rubric.title
        made.headings[number] = rubric.headings
        _annex(annex, rubric, made)
    if policy.annexes and not found.annexes:
        made.problems.append("里面没有评定表（带分值的表格），各附件的细则")
    _clauses(found, policy, notes, made)
    wanted = sum(id != "通则" and not id.startswith("附件") for id in policy.clauses)
    got = sum(not id.startswith("附件") for id in made.clauses)
    if found.annexes:
        wanted, got = wanted + sum(len(annex.lines()) for annex in policy.annexes.values()), got + len(made.lines)
    if got * 2 < wanted:
        message = f"{found.paper.name} 与政策 {policy.id} 对不上（{wanted} 处只对上 {got} 处），像是别的县或别的文件"
        return _nothing(found, f"{message}；请核对 [document] 和 policy，暂用政策的摘要。")
    return Wording(
        found.paper.name,
        found.paper.sha256,
        found.about.title,
        made.clauses,
        made.lines,
        made.methods,
        made.rules,
        made.titles,
        made.forms,
        made.headings,
        frozenset(made.apart),
        notes,
        _appraisal(found),
        _handbook(found),
        (*found.paper.notes, *(f"{found.paper.name}：{problem}，印摘要。" for problem in made.problems)),
    )


def _annex(annex: Annex, rubric: FoundAnnex, made: _Matched) -> None:
    """Items by title and place, then their lines."""
    sections = [section for section in rubric.sections if section.items]
    if len(sections) == len(annex.sections):
        for ours, theirs in zip(annex.sections, sections, strict=True):
            if theirs.title and (_alike(ours.title, theirs.title) or ours.points == theirs.points):
                made.titles[ours.id] = theirs.title
    places = {item.id: at for at, item in enumerate(annex.items())}
    theirs_all = rubric.items()
    taken: set[int] = set()
    for item in annex.items():
        ranked = sorted(
            (
                (_item_score(item, places[item.id], one, at), -at)
                for at, one in enumerate(theirs_all)
                if at not in taken
            ),
            reverse=True,
        )
        name = f"附件{annex.number} {item.id} {item.title}"
        if not ranked or ranked[0][0] < 1:
            made.problems.append(f"{name} 没有对上")
            continue
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.2:
            first, second = (theirs_all[-at].title for _, at in ranked[:2])
            made.problems.append(f"{name} 可对“{first}”，也可对“{second}”")
            continue
        taken.add(-ranked[0][1])
        _item(annex, item, theirs_all[-ranked[0][1]], made)


def _item_score(ours: RubricItem, place: int, theirs: FoundItem, at: int) -> float:
    title = 2 * _title_share(ours.title, theirs.title)
    return title + (0.6 if ours.points == theirs.points else 0) + (0.6 if place == at else 0)


def _title_share(ours: str, theirs: str) -> float:
    one, other = level(ours), level(theirs)
    if one == other:
        return 1.0
    if one and other and (one in other or other in one):
        return 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _alike(ours: str, theirs: str) -> bool:
    return _title_share(ours, theirs) >= SAME_TITLE


def share(short: str, long: str) -> Decimal:
    """Share of the short wording's signs that the long one holds."""
    signs = [sign for sign in level(short) if sign.isalnum()]
    held = set(level(long))
    return Decimal(sum(sign in held for sign in signs)) / len(signs) if signs else Decimal(0)


def _item(annex: Annex, ours: RubricItem, theirs: FoundItem, made: _Matched) -> None:
    made.titles[ours.id] = theirs.title
    clause = ours.lines[0].clause if len(ours.lines) == 1 else ours.lines[0].clause.rpartition("·")[0]
    whole = len(ours.lines) == 1 and ours.lines[0].id == ours.id
    if whole and len(theirs.rows) == 1 and theirs.points == ours.points:
        rows = sorted([*theirs.rows, *theirs.rules], key=lambda row: row.position)
        rows = [row for row in rows if row.position or not theirs.rules]
        _take(
            made,
            ours.lines[0],
            FoundCriterion(
                "\n".join(row.text for row in rows), "", ours.points, theirs.rows[0].place, 0, theirs.method
            ),
        )
    else:
        _lines(ours, theirs, made)
        if theirs.rules:
            made.rules[ours.id] = tuple(Quote(row.text, row.place) for row in theirs.rules)
    for row in theirs.rules:
        made.clauses[f"{clause}·{row.position}"] = Quote(row.text, row.place)


def _take(made: _Matched, line: RubricLine, row: FoundCriterion) -> None:
    quote = Quote(row.text, row.place)
    made.lines[line.id], made.clauses[line.clause] = quote, quote
    if row.method:
        made.methods[line.id] = row.method
    if row.apart:
        made.apart.add(line.id)


def _lines(ours: RubricItem, theirs: FoundItem, made: _Matched) -> None:
    """Lines of a matched item: by number where the numbers go together, else by wording; points must be equal."""
    same = len(ours.lines) == len(theirs.rows)
    taken: set[int] = set()
    for at, line in enumerate(ours.lines):
        ranked = sorted(
            ((share(line.title, row.words), -place) for place, row in enumerate(theirs.rows) if place not in taken),
            reverse=True,
        )
        if not ranked:
            made.problems.append(f"{line.id} {line.title} 没有对上")
            continue
        best = -ranked[0][1]
        own = at if same and at not in taken else best
        held = share(line.title, theirs.rows[own].words)
        doubtful = ranked[0][0] - held >= CLEAR or (
            not same and len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR / 2
        )
        if theirs.rows[own].points != line.points:
            message = f"政策 {line.points} 分，文件 {theirs.rows[own].points} 分"
            made.problems.append(f"{line.id} {line.title} 的分值不同（{message}：“{_short(theirs.rows[own].words)}”）")
        elif doubtful:
            others = [own, best] if own != best else [best, -ranked[1][1]]
            message = "，也可对".join(f"“{_short(theirs.rows[place].words)}”" for place in others)
            made.problems.append(f"{line.id} {line.title} 可对{message}")
        elif held < LIKE:
            made.problems.append(
                f"{line.id} {line.title} 的文字对不上（文件同一处是“{_short(theirs.rows[own].words)}”）"
            )
        else:
            taken.add(own)
            _take(made, line, theirs.rows[own])


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def _clauses(found: SplitDocument, policy: Policy, notes: tuple[str, ...], made: _Matched) -> None:
    """Clauses of the body by their numbers, where the wording agrees."""
    for id, clause in policy.clauses.items():
        if id == "通则" or id in made.clauses:
            continue
        if id.startswith("附件"):
            _annex_clause(found, id, notes, made)
            continue
        ids = _ids(id)
        if not all(one in found.made.clauses for one in ids):
            made.problems.append(f"没有找到条款 {id}")
            continue
        texts = ["\n".join(found.made.whole(one)) for one in ids]
        if share(clause.text, "".join(texts)) < LIKE:
            made.problems.append(f"条款 {id} 的文字对不上（文件这一条是“{_short(texts[0])}”）")
            continue
        made.clauses[id] = Quote("\n".join(texts), found.made.clauses[ids[0]].place)


def _ids(id: str) -> list[str]:
    """第十二、二十二条 is two clauses."""
    several = _SEVERAL.fullmatch(id)
    return [f"第{part}条" for part in several[1].split("、")] if several and "、" in several[1] else [id]


def _annex_clause(found: SplitDocument, id: str, notes: tuple[str, ...], made: _Matched) -> None:
    """附件1 as a whole is its title; 附件5·注4 a note below the form."""
    number = id.rpartition("·注")[2] if "·注" in id else ""
    for note in notes if number else ():
        own = label_of(_NOTE_HEAD.sub("", note))
        if own is not None and str(own[0].value) == number:
            made.clauses[id] = Quote(note, "鉴定表下面的注")
    annex = next((one for one in found.made.annexes if id == f"附件{one.number}"), None)
    if annex is not None and annex.title:
        made.clauses[id] = Quote(annex.title, annex.place)


def _notes(found: SplitDocument) -> tuple[str, ...]:
    """The notes below the appraisal form: from 注 to the end of the annex."""
    annex = next((one for one in found.made.annexes if "鉴定表" in one.title), None)
    return (
        tuple(_from_note(block for block in annex.blocks if isinstance(block, DocumentLine)))
        if annex is not None
        else ()
    )


def _from_note(lines: Iterable[DocumentLine]) -> Iterator[str]:
    begun = False
    for line in lines:
        text = line.text.strip()
        begun = begun or bool(_NOTE.match(text))
        if begun and text and not line.note:
            if _IMPRINT.search(level(text)):
                return
            yield text


def _appraisal(found: SplitDocument) -> str:
    """The title of the appraisal form."""
    return next((one.title for one in found.made.annexes if "鉴定表" in one.title), "")


def _handbook(found: SplitDocument) -> str:
    for clause in found.made.clauses.values():
        named = _HANDBOOK.search(clause.text)
        if named:
            return named[1]
    return ""
