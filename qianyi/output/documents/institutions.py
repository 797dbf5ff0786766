"""Documents of an institution: public notice, expert-studio board, target letter, discipline letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.output.documents.source import ROLES, Page, Source
from qianyi.output.documents.words import chinese_date, chinese_period, collisions, file_name, number

if TYPE_CHECKING:
    from qianyi.scoring.result import PersonScore

UNITS = {"working": "个工作日", "calendar": "天"}


def notice_period(source: Source) -> tuple[date, date] | None:
    """First and last day of the public notice: from the day after as-of, by the policy's days and unit.

    None where the policy sets no such days.
    """
    days, unit = source.policy.get("notice.days"), source.policy.get("notice.unit")
    if not isinstance(days, Decimal) or days < 1:
        return None
    day, left, first = source.as_of, int(days), None
    while left:
        day += timedelta(days=1)
        if unit != "working" or source.facts.calendar.is_workday(day):
            first, left = first or day, left - 1
    assert first is not None
    return first, day


def _say_collisions(source: Source, page: Page, names: list[str]) -> None:
    if source.masked:
        page.notes += [
            f"{page.institutions[0]} 的名单中 {masked} 有 {count} 人，隐名后分不清；请在单位、职称处区别，或不隐名"
            for masked, count in collisions(names).items()
        ]


def notice_pages(source: Source) -> Iterator[Page]:
    """公示 of appraisal results, one for each support and each recipient institution.

    Name, institutions, title, period, result: nothing else about anybody.
    """
    period = notice_period(source)
    guessed = _guessed_years(source, period)
    days = source.policy.get("notice.days")
    for role in ("support", "recipient"):
        for index, name in enumerate(source.institutions(role), 1):
            people = source.in_support(name) if role == "support" else source.in_recipient(name)
            page = Page(file_name(ROLES[role], f"{index:03d}", name, "公示"), source.common(), institutions=(name,))
            rows = [_result_row(source, page, person, role, number) for number, person in enumerate(people, 1)]
            page.context |= {
                "institution": name,
                "other_heading": "受援单位" if role == "support" else "支援单位",
                "rows": rows,
                "notice": {
                    "period": chinese_period(*period) if period else page.need("公示时间", None),
                    "length": f"{number_text(days)}{UNITS.get(str(source.policy.get('notice.unit')), '天')}"
                    if period
                    else "",
                },
            }
            page.notes += guessed
            _say_collisions(source, page, [person.placement.name for person in people])
            page.people = tuple(person.placement.name for person in people)
            yield page


def _guessed_years(source: Source, period: tuple[date, date] | None) -> list[str]:
    """That the notice's working days were counted without an official calendar; nothing where it is known."""
    if period is None or source.policy.get("notice.unit") != "working":
        return []
    after = source.as_of + timedelta(days=1)
    return [
        f"{year} 年的放假安排还不知道，公示时间暂按周一至周五减法定节假日算；请核对，或在 qianyi.toml 的 [calendar] 写明"
        for year in range(after.year, period[1].year + 1)
        if not source.facts.calendar.known(year)
    ]


def number_text(value: object) -> str:
    """A parameter's number as text, empty for anything else."""
    return number(value) if isinstance(value, Decimal) else ""


def _result_row(source: Source, page: Page, person: PersonScore, role: str, index: int) -> dict[str, str]:
    placement = person.placement
    result = source.grade(person)
    if not result and person.status == "final" and person.score is not None:
        result = f"{number(person.score, 2)}分"
    return {
        "number": str(index), "name": source.shown_name(placement.name),
        "other": (placement.recipient if role == "support" else placement.support) or "",
        "title": page.need("专业技术职称", placement.title),
        "period": page.need("支援起止时间", source.person(person)["period"]),
        "result": page.need("评定结果", result),
    }  # fmt: skip


def board_pages(source: Source) -> Iterator[Page]:
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
        _say_collisions(source, page, [person.placement.name for person in people])
        page.people = tuple(person.placement.name for person in people)
        yield page


def target_pages(source: Source) -> Iterator[Page]:
    """目标责任书 of each support–recipient pair, with the persons sent."""
    pairs: dict[tuple[str, str], list[PersonScore]] = defaultdict(list)
    for person in source.people:
        if person.placement.support and person.placement.recipient:
            pairs[person.placement.support, person.placement.recipient].append(person)
    for index, ((support, recipient), people) in enumerate(pairs.items(), 1):
        page = Page(
            file_name(f"{index:03d}", support, recipient, "目标责任书"), source.common(),
            people=tuple(person.placement.name for person in people), institutions=(support, recipient),
        )  # fmt: skip
        community = "社区" in recipient
        page.context |= {
            "support": support, "recipient": recipient, "community": community,
            "count": str(len({person.placement.name for person in people})),
            "rotation": source.policy.get("rotation.max_per_post") is not None,
            "visits": source.policy.get("visit.min_count") is not None,
            "trainees": source.policy.get("trainee.min_months") is not None,
            "trainings": _least(source, "training.min_events"), "teachings": _least(source, "teaching.min_events"),
            "persons": [
                {"name": person.placement.name, "title": person.placement.title or "",
                 "specialty": source.person(person)["specialty"], "period": source.person(person)["period"]}
                for person in people
            ],
        }  # fmt: skip
        yield page


def _least(source: Source, parameter: str) -> str:
    """A number of the policy as printed, the form's blank where it is not in force."""
    value = source.policy.get(parameter)
    return "    " if value is None else number(value)


LEVELS = {"city": "市级卫生健康行政部门", "county": "县级卫生健康行政部门"}
STEPS = {
    "notice": ("通报", "关于{name}同志无故脱岗情况的通报"),
    "talk": ("约谈通知", "约谈通知书"),
    "bar": ("取消资格通知", "关于取消{name}同志当年评优和职称评审资格的通知"),
}


def basis(source: Source, code: str) -> str:
    """What a letter rests on: the document's clause with its words, else that there are rules."""
    clause, wording = source.policy.clause_of(code), source.policy.wording
    quote = wording.clauses.get(clause) if wording is not None else None
    if wording is None or quote is None:
        return "驻点人员管理的有关规定"
    return f"《{wording.title or wording.file}》{clause}（“{quote.text}”）"


def discipline_pages(source: Source) -> Iterator[Page]:
    """通报, 约谈通知 or 取消资格通知 for each absence from post found by a spot check."""
    from qianyi.rules.spot_checks import discipline

    for found in discipline(source.facts):
        check = found.check
        assert check.name
        assert check.date
        word, title = STEPS[found.step]
        names = (found.support, found.recipient or "")
        page = Page(
            file_name(check.date.isoformat(), check.name, word, f"第{found.nth}次"), source.common(),
            people=(check.name,), institutions=tuple(name for name in names if name),
        )  # fmt: skip
        page.context |= {
            "step": found.step, "title": title.format(name=check.name), "name": check.name,
            "support": page.need("支援单位", found.support), "recipient": names[1], "date": chinese_date(check.date),
            "place": check.institution or names[1], "level": LEVELS.get(check.level or "", ""),
            "method": check.method or "", "basis": basis(source, "C602"), "times": str(found.nth), "off_days": number(check.off_days),
        }  # fmt: skip
        yield page
