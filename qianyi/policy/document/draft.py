"""A pack in one TOML file as far as a document gives it; what is doubtful bears 请核对 and is left to a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from qianyi.patterns import pattern
from qianyi.policy.document.about import CampaignSpan
from qianyi.policy.document.annexes import ANNEX_NUMBERS, FoundAnnex, FoundCriterion, FoundItem
from qianyi.policy.document.figures import Figure
from qianyi.policy.document.found import DraftMaterial
from qianyi.policy.document.knowledge import KNOWN
from qianyi.policy.document.numbers import level
from qianyi.policy.model import Parameter, Policy

TO_CHECK = "请核对"
_PRESENT = pattern(r"在岗|出勤|考勤", "在岗情况")
_FORM = pattern(
    r"《([^《》]{2,40}?(?:手册|鉴定表|登记表|审批表|评定表|考核表|记实本|责任书|名单|台账|表))》",
    "《支援人员考核手册》",
)
_SENTENCE_END = pattern("[。；\n]", "。")
_GENERAL = "通则"
_SHORT = 40  # characters of a clause's short wording


def draft(found: DraftMaterial, kin: Policy | None, base: Policy | None, id: str) -> str:
    """The TOML of a pack. `kin`: a known policy of the kind, for what no document says (readings, words), each marked;
    `base`: what the draft extends."""
    writer = _Draft(found, kin, base)
    return "\n".join(writer.lines(id)) + "\n"


def quoted(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, int)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(quoted(one) for one in value) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return '"' + "".join(sign for sign in text if sign.isprintable()) + '"'


def _mark(doubt: str) -> str:
    return f"# {TO_CHECK}：{' '.join(doubt.split())}"


class _Draft:
    def __init__(self, found: DraftMaterial, kin: Policy | None, base: Policy | None) -> None:
        self._found, self._kin = found, kin
        self._known = set(base.parameters if base else ())
        self._base_words = base.words if base else {}
        self._clauses: dict[str, str] = {}
        for clause in found.made.clauses.values():
            self._clauses[clause.id] = _heading(clause.text)

    def lines(self, id: str) -> Iterator[str]:
        """The file line by line."""
        parts = [list(self._parameters()), list(self._annexes()), list(self._duties()), list(self._rules())]
        yield f"# 由 {self._found.paper.name} 起草（sha256 {self._found.paper.sha256}）。"
        yield "# 要人来定的地方都作了标记，qianyi policy check 逐条列出；定好一处，删去那处的标记。"
        yield ""
        yield from self._head(id)
        yield ""
        yield "[clauses]"
        for clause, text in self._clauses.items():
            yield f"{quoted(clause)} = {quoted(text or clause)}"
        for part in parts:
            yield from part
        yield from self._words()
        yield from self._missing()

    def _head(self, id: str) -> Iterator[str]:
        said = self._found.about
        title = said.title or self._found.paper.name
        yield f"id = {quoted(id)}"
        if not said.title:
            yield _mark("没有认出文件的名称")
        yield f"title = {quoted(title)}"
        yield 'extends = "base"'
        notes = [f"由 {self._found.paper.name} 起草。", *self._found.paper.notes]
        forms = self._forms()
        if forms:
            notes.append(f"文件提到的表册：{'、'.join(forms)}。")
        yield f"notes = {quoted(notes)}"
        yield ""
        yield "[source]"
        if not said.title:
            yield _mark("没有认出文件的名称")
        yield f"title = {quoted(title)}"
        for key, what in (("issued", "印发日期"), ("issuer", "发文单位"), ("number", ""), ("region", "地区")):
            value = getattr(said, key)
            if value:
                yield f"{key} = {quoted(value)}"
            elif what:
                yield f"{_mark(f'没有认出{what}')}　{key} = "
        yield ""
        yield from self._campaign()

    def _campaign(self) -> Iterator[str]:
        span, issued = self._found.span, self._found.about.issued
        if span is not None:
            if span.doubt:
                yield _mark(span.doubt)
            yield "[campaign]"
            yield f"start = {quoted(span.start)}  # {span.clause}（{span.place}）"
            yield f"end = {quoted(span.end)}"
        elif issued is not None:
            yield _mark("文件没有写起止日期，先写印发之日；请改成本县这一轮的第一天")
            yield "[campaign]"
            yield f"start = {quoted(issued)}"
            if not any(figure.known.id == "campaign.months" and figure.value for figure in self._found.figures):
                yield f"end = {quoted(date(issued.year + 1, issued.month, min(issued.day, 28)))}  # {TO_CHECK}"
            yield "per_county = true"
        else:
            yield _mark("文件没有写起止日期，请补上下面两行")
            yield "# [campaign]"
            yield "# start = "

    def _forms(self) -> list[str]:
        texts = [line.text for clause in self._found.made.clauses.values() for line in clause.lines]
        texts += [
            row.text for annex in self._found.annexes for item in annex.items() for row in (*item.rows, *item.rules)
        ]
        named = [form for text in texts for form in _FORM.findall(level(text))]
        titles = [annex.title or self._found.made.listed.get(annex.number, "") for annex in self._found.made.annexes]
        named += [level(title) for title in titles if title and len(title) <= 60]
        return list(dict.fromkeys(named))

    def _parameters(self) -> Iterator[str]:
        for figure in self._found.figures:
            yield ""
            yield from self._figure(figure)
        if self._kin is None:
            return
        own = {figure.known.id for figure in self._found.figures} | {known.id for known in KNOWN} | self._known
        for id, parameter in self._kin.parameters.items():
            if id not in own and parameter.status != "text":
                yield ""
                yield from self._reading(parameter)

    def _figure(self, figure: Figure) -> Iterator[str]:
        known, first = figure.known, figure.hits[0]
        value = figure.value
        doubt = ""
        if value is None:
            candidates = "；".join(
                f"{hit.value}（{hit.clause or '正文'}，{hit.place}{'，' + hit.why if hit.why else ''}）"
                for hit in figure.hits
            )
            doubt = f"{'有一种以上的可能' if len(figure.hits) > 1 else '看不准'}：{candidates}；请填 value"
        elif known.id == "campaign.months" and self._found.span is not None and value != _months(self._found.span):
            value, doubt = None, f"写的是 {value} 个月，起止日期却是 {_months(self._found.span)} 个月；请填 value"
        if doubt:
            yield _mark(doubt)
        yield f"[parameters.{quoted(known.id)}]"
        yield f"title = {quoted(known.title)}"
        if value is not None:
            yield f"value = {quoted(value)}"
        yield f"unit = {quoted(known.unit)}"
        if known.unit == "choice":
            yield 'choices = ["calendar", "working"]'
        clause = first.clause or "正文"
        self._clauses.setdefault(clause, self._line_words(clause))
        yield f"clause = {quoted(clause)}"
        yield f"place = {quoted(first.place)}"
        yield f"status = {quoted('reading' if known.open else 'text')}"

    def _line_words(self, clause: str) -> str:
        """The short wording of a line or rule of an annex."""
        for annex in self._found.annexes:
            for item in annex.items():
                for row in (*item.rows, *item.rules):
                    if clause == _clause(annex, item, row):
                        return _heading(row.words)
        return clause

    def _reading(self, parameter: Parameter) -> Iterator[str]:
        assert self._kin is not None
        figure = isinstance(parameter.value, Decimal) and parameter.unit != "ratio"
        yield _mark("文件没有写明，请填 value" if figure else f"文件没有写明，照 {self._kin.id} 先填")
        yield f"[parameters.{quoted(parameter.id)}]"
        yield f"title = {quoted(parameter.title)}"
        if parameter.value is not None and not figure:
            yield f"value = {quoted(parameter.value)}"
        yield f"unit = {quoted(parameter.unit)}"
        if parameter.choices:
            yield f"choices = {quoted(parameter.choices)}"
        if parameter.readings and not figure:
            yield f"readings = {quoted(parameter.readings)}"
        yield f"clause = {quoted(_GENERAL)}"
        yield 'status = "local"'
        if parameter.note and not figure:
            yield f"note = {quoted(parameter.note)}"

    def _annexes(self) -> Iterator[str]:
        seen: set[str] = set()
        for annex in self._found.annexes:
            yield ""
            if annex.subject in seen:
                yield _mark(f"{annex.name}《{annex.title}》也评{annex.subject}，一种对象只能有一份细则，没有写入")
                yield ""
                continue
            seen.add(annex.subject)
            yield from self._annex(annex)

    def _annex(self, annex: FoundAnnex) -> Iterator[str]:
        number = ANNEX_NUMBERS[annex.subject]
        total = sum((item.points or Decimal(0) for item in annex.items()), Decimal(0))
        doubts = [] if annex.sure else ["看不准评的是谁"]
        if annex.total is not None and annex.total != total:
            doubts.append(f"写的合计是 {annex.total} 分，各项相加是 {total} 分")
        yield from (_mark(doubt) for doubt in doubts)
        yield "[[annexes]]"
        yield f"number = {number}"
        yield f"title = {quoted(annex.title or annex.name)}"
        yield f"subject = {quoted(annex.subject)}"
        yield f"points = {quoted(annex.total if annex.total is not None else total)}"
        count = 0
        sections = annex.sections
        for position, section in enumerate(sections, 1):
            points = section.points
            if points is None or annex.subject == "person":
                points = sum((item.points or Decimal(0) for item in section.items), Decimal(0))
            if annex.subject != "person" or position == 1:
                yield ""
                yield from (_mark(doubt) for doubt in section.doubts)
                yield "[[annexes.sections]]"
                person = annex.subject == "person"
                yield f"id = {quoted(str(number) if person else f'{number}.{position}')}"
                yield f"title = {quoted((annex.title if person else section.title) or annex.name)}"
                yield f"points = {quoted(total if person else points)}"
            elif section.doubts:
                yield from (_mark(doubt) for doubt in section.doubts)
            for place, item in enumerate(section.items, 1):
                count += 1
                id = f"{number}.{count}" if annex.subject == "person" else f"{number}.{position}.{place}"
                yield from self._item(annex, item, id)

    def _item(self, annex: FoundAnnex, item: FoundItem, id: str) -> Iterator[str]:
        yield from (_mark(doubt) for doubt in item.doubts)
        yield "[[annexes.sections.items]]"
        yield f"id = {quoted(id)}"
        yield f"title = {quoted(item.title)}"
        if item.points is not None:
            yield f"points = {quoted(item.points)}"
        if annex.number != str(ANNEX_NUMBERS[annex.subject]):
            yield f"clause = {quoted(f'{annex.name}·{item.title}')}"
        yield "lines = ["
        for place, row in enumerate(item.rows, 1):
            whole = annex.subject == "person" and len(item.rows) == 1 and bool(_PRESENT.search(item.title))
            judge = ', judge = "auto"' if whole else ""
            points = "" if row.points is None else f"points = {quoted(row.points)}, "
            clause = _clause(annex, item, row)
            usual = f"{annex.name}·{item.title}" + (f"·{place}" if len(item.rows) > 1 else "")
            own = ""
            if clause != usual:
                own = f", clause = {quoted(clause)}"
                self._clauses.setdefault(clause, _heading(row.words))
            doubt = f"  {_mark('在岗情况不是第一项，程序按 4.1 计算')}" if whole and id != "4.1" else ""
            line = id if whole else f"{id}.{place}"
            yield f"  {{ id = {quoted(line)}, {points}title = {quoted(row.words)}{judge}{own} }},{doubt}"
        yield "]"
        for row in item.rules:
            self._clauses.setdefault(_clause(annex, item, row), _heading(row.words))

    def _duties(self) -> Iterator[str]:
        seen: dict[str, int] = {}
        for due in self._found.duties:
            base = f"due-{due.due:%m%d}" if due.due is not None else f"each-{due.each}"
            seen[base] = seen.get(base, 0) + 1
            yield ""
            if due.doubt:
                yield _mark(due.doubt)
            yield "[[duties]]"
            yield f"id = {quoted(base if seen[base] == 1 else f'{base}-{seen[base]}')}"
            yield f"title = {quoted(due.title)}"
            yield f"clause = {quoted(due.clause)}"
            yield f"who = {quoted(due.who)}"
            when = f"due = {quoted(due.due)}" if due.due is not None else f"each = {quoted(due.each)}"
            yield f"{when}  # {due.place}"
            yield f"words = {quoted(due.words)}"

    def _rules(self) -> Iterator[str]:
        if self._kin is None:
            return
        rows: dict[str, str] = {}
        for figure in self._found.figures:
            if figure.value is None:
                continue
            for code in figure.known.rules:
                if code in self._kin.rules:
                    rows.setdefault(code, figure.hits[0].clause or "正文")
        if rows:
            yield ""
            yield "[rules]  # 由上面的数可以查的；别的规则请照文件补（qianyi policy show " + self._kin.id + "）"
            for code, clause in sorted(rows.items()):
                yield f"{code} = {quoted(clause)}"

    def _words(self) -> Iterator[str]:
        """Lists of deciding words that the policy most like it adds: spellings, no figures."""
        for name, meanings in (self._kin.words if self._kin else {}).items():
            own = {
                meaning: [word for word in words if word not in self._base_words.get(name, {}).get(meaning, ())]
                for meaning, words in meanings.items()
            }
            own = {meaning: words for meaning, words in own.items() if words}
            if own:
                yield ""
                yield f"[words.{name}]"
                yield from (f"{meaning} = {quoted(words)}" for meaning, words in own.items())

    def _missing(self) -> Iterator[str]:
        have = {figure.known.id for figure in self._found.figures} | self._known
        kin = self._kin.parameters if self._kin else {}
        lost = [f"{known.id}（{known.title}）" for known in KNOWN if known.id not in have and known.id in kin]
        if lost:
            yield ""
            yield _mark(f"文件里没有找到这些数，如有请补上：{'、'.join(lost)}")


def _heading(text: str) -> str:
    """A short wording: the first sentence, or as much of it as fits."""
    first = _SENTENCE_END.split(text.strip())[0].strip()
    return first if len(first) <= _SHORT else f"{first[:_SHORT]}…"


def _clause(annex: FoundAnnex, item: FoundItem, row: FoundCriterion) -> str:
    """The clause of a line or rule as packs name it."""
    return f"{annex.name}·{item.title}" + (f"·{row.position}" if row.position else "")


def _months(span: CampaignSpan) -> Decimal:
    """Whole months from first to last day."""
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    return Decimal(months + (1 if span.end.day >= span.start.day - 1 else 0))
