"""Documents of an institution: expert-studio board, target letter, discipline letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qianyi.output.documents.form_data import FormData, Page
from qianyi.output.documents.phrasing import chinese_date, file_name, number
from qianyi.output.documents.public_notices import note_collisions
from qianyi.output.words import STEPS

if TYPE_CHECKING:
    from qianyi.scoring.result import PersonScore


def board_pages(source: FormData) -> Iterator[Page]:
    """专家工作室公示牌 of each recipient: name, title, support institution, speciality, continuous period."""
    for index, name in enumerate(source.institutions("recipient"), 1):
        people = source.in_recipient(name)
        page = Page(file_name(f"{index:03d}", name, "专家工作室公示牌"), source.common(), institutions=(name,))
        page.context |= {
            "institution": name,
            "rows": [
                {
                    "name": source.shown_name(person.placement.name),
                    "title": page.need("专业技术职称", person.placement.title),
                    "support": person.placement.support or "",
                    "specialty": page.need("专业", source.person(person)["specialty"]),
                    "start": page.need("连续支援时间", chinese_date(person.start)),
                    "end": page.need("连续支援时间", chinese_date(person.end)),
                }
                for person in people
            ],
        }
        note_collisions(source, page, [person.placement.name for person in people])
        page.people = tuple(person.placement.name for person in people)
        yield page


def target_pages(source: FormData) -> Iterator[Page]:
    """目标责任书 of each support–recipient pair, with the persons sent and the tasks of the recipient's kind."""
    pairs: dict[tuple[str, str], list[PersonScore]] = defaultdict(list)
    for person in source.people:
        if person.placement.support and person.placement.recipient:
            pairs[person.placement.support, person.placement.recipient].append(person)
    papers = source.policy.papers
    for index, ((support, recipient), people) in enumerate(pairs.items(), 1):
        page = Page(
            file_name(f"{index:03d}", support, recipient, "目标责任书"),
            source.common(),
            people=tuple(person.placement.name for person in people),
            institutions=(support, recipient),
        )
        page.context |= {
            "support": support,
            "recipient": recipient,
            "count": str(len({p.placement.name for p in people})),
            "tasks": _tasks(source, recipient),
            "support_duties": [source.text(text) for text in papers.support],
            "recipient_duties": [source.text(text) for text in papers.recipient],
            "persons": [
                {
                    "name": person.placement.name,
                    "title": person.placement.title or "",
                    "specialty": source.person(person)["specialty"],
                    "period": source.person(person)["period"],
                }
                for person in people
            ],
        }
        yield page


def _tasks(source: FormData, recipient: str) -> list[str]:
    """The tasks for what the recipient is by 单位名录, else by its name; its own target of 优质服务基层行 behind."""
    papers, institutions = source.policy.papers, source.facts.institutions
    kind = institutions.kind(recipient)
    fitting = next((one for one in papers.tasks if kind in one.kinds), None)
    if fitting is None:
        fitting = next((one for one in papers.tasks if not one.kinds), None)
    lines = [source.text(line) for line in fitting.lines] if fitting is not None else []
    listed = institutions.listed(recipient)
    if papers.creation and listed is not None and listed.target:
        lines.append(source.text(papers.creation, {"target": listed.target}))
    return lines


_LEVELS = {"city": "市级卫生健康行政部门", "county": "县级卫生健康行政部门"}
_STEP_FORMS = {
    "notice": (STEPS["notice"], "关于{name}同志无故脱岗情况的通报"),
    "talk": ("约谈通知", "约谈通知书"),
    "bar": ("取消资格通知", "关于取消{name}同志当年评优和职称评审资格的通知"),
}


def basis(source: FormData, code: str) -> str:
    """What a letter rests on: the document and its clause; the clause's words too where the county gave its document."""
    clause, wording = source.policy.clause_of(code), source.policy.wording
    quote = wording.clauses.get(clause) if wording is not None else None
    return f"{source.basis}{clause}" + (f"（“{quote.text}”）" if quote is not None else "")


def discipline_pages(source: FormData) -> Iterator[Page]:
    """通报, 约谈通知 or 取消资格通知 for each absence from post found by a spot check."""
    from qianyi.rules.spot_checks import discipline

    for found in discipline(source.facts):
        check = found.check
        assert check.name
        assert check.date
        word, title = _STEP_FORMS[found.step]
        names = (found.support, found.recipient or "")
        page = Page(
            file_name(check.date.isoformat(), check.name, word, f"第{found.nth}次"),
            source.common(),
            people=(check.name,),
            institutions=tuple(name for name in names if name),
        )
        fields = {"name": check.name, "support": names[0], "recipient": names[1]}
        page.context |= {
            "step": found.step,
            "title": title.format(name=check.name),
            "name": check.name,
            "support": page.need("支援单位", found.support),
            "recipient": names[1],
            "date": chinese_date(check.date),
            "place": check.institution or names[1],
            "level": _LEVELS.get(check.level or "", ""),
            "method": check.method or "",
            "basis": basis(source, "C602"),
            "times": str(found.nth),
            "within": "本年内" if source.policy.get("check.count_period") == "calendar" else "本期",
            "off_days": number(check.off_days),
            "decision": [source.text(text, fields) for text in source.policy.papers.letters.get(found.step, ())],
        }
        yield page
