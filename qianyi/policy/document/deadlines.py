"""Duties with a day: 6月10日前报…, and the stages of a plan with the day each ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from qianyi.patterns import pattern
from qianyi.policy.date_shift import ONE_DAY, months_later
from qianyi.policy.document.about import CampaignSpan
from qianyi.policy.document.numbers import level
from qianyi.policy.document.outline import Outline

_BY = pattern(
    r"于?(?:每年)?(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底|末)(?:之?以?前)", "于每年6月10日前", "12月底以前"
)
_STAGE = pattern(
    r"^(.{2,30}?阶段)（(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至|到|—+|-+|~)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日）",
    "启动阶段（2022年5月1日至6月10日）",
)
_LEAD = pattern(r"^(?:[，,、]|要|须|应|必须|完成|务必|由|将|把)+", "须完成")
_EACH = {"每月": "month", "按月": "month", "每季度": "quarter", "每半年": "half-year"}
_ROUND = pattern(
    r"([^，。；]{0,14}?)(每月|按月|每季度|每半年)(?:\d{1,2}日(?:之?以?前))?(?!不少于|至少|内|的)([^，。；]{2,40})$",
    "受援单位每月5日前上报考勤情况",
)
_QUOTA = pattern(r"(不少于|至少|不低于)\S{0,4}(次|天|日)|不超过|不得|发放|补助|查岗|抽查", "不少于10次")
_REPORTED = pattern(r"(.{2,14}?)(?:上报|报送|报|提交|送)", "年度总结上报")
_SENTENCE_END = pattern("[。；\n]", "。")
_LONGEST = 50  # characters of a duty's title
_BOTH = ("support", "recipient")
_WHO: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        _BOTH,
        pattern(
            r"各?(支援|派出)(单位|医院|机构)?(、|和|与|及)受援|各?受援(单位|机构)?(、|和|与|及)(支援|派出)|各(有关)?(医疗卫生)?单位",
            "支援、受援单位",
            "各有关医疗卫生单位",
        ),
    ),
    (("support",), pattern(r"各?(支援|派出|选派|帮扶)(医疗|卫生)*(单位|医院|机构)", "各支援医院")),
    (
        ("recipient",),
        pattern(r"各?(受援|派驻|接收)(基层)?(医疗|卫生)*(单位|机构|卫生院)|各?乡镇卫生院", "各乡镇卫生院"),
    ),
    (("person",), pattern(r"全?体?(派驻|支援|选派|帮扶|驻点|下派)(人员|医师|队员)", "全体派驻人员")),
    (
        ("county",),
        pattern(
            r"(?:(?!报|送|将|向|由)[㐀-鿿]){0,6}(县|市|区)(级|卫|医|健)[㐀-鿿]{0,8}(局|委|总院|办公室|部门)",
            "县卫生健康局",
        ),
    ),
)
"""Who a phrase begins with."""


class DatedDuty(Struct, frozen=True):
    """Something due by a day. `doubt`: why it must be looked at."""

    title: str
    due: date | None
    clause: str
    place: str
    who: tuple[str, ...]
    words: tuple[str, ...]
    doubt: str = ""
    each: str = ""
    """`month`, `quarter` or `half-year` instead of a day."""


def duties(made: Outline, span: CampaignSpan | None, issued: date | None) -> list[DatedDuty]:
    """The dated duties of the body in the order of the document."""
    found: list[DatedDuty] = []
    for clause in made.clauses.values():
        text = level(clause.text)
        stage = _STAGE.match(text)
        if stage:
            day = _date(stage[5] or stage[2], stage[6], stage[7], span, issued)
            if day is not None:
                doubtful = "阶段的最后一天；里面每件事由谁办、哪天前，请分开写"
                found.append(DatedDuty(stage[1], day, clause.id, clause.place, ("county",), (stage[1],), doubtful))
        for sentence in _SENTENCE_END.split(text):
            found += _of_sentence(sentence, clause.id, clause.place, span, issued)
            found += _each(sentence, clause.id, clause.place)
    return found


def _each(sentence: str, clause: str, place: str) -> Iterator[DatedDuty]:
    """What comes round each month, quarter or half-year; a number of times is a quota, no duty."""
    phrases = sentence.split("，")
    for at, phrase in enumerate(phrases):
        found = _ROUND.match(phrase)
        if found is None or _QUOTA.search(phrase):
            continue
        who = _first([*phrases[:at], found[1] or phrase])
        doubt = "" if who else "没有写明由谁办"
        yield DatedDuty(found[3], None, clause, place, who or ("county",), _words(found[3]), doubt, _EACH[found[2]])


def _of_sentence(
    sentence: str, clause: str, place: str, span: CampaignSpan | None, issued: date | None
) -> Iterator[DatedDuty]:
    matches = list(_BY.finditer(sentence))
    for at, match in enumerate(matches):
        day = _date(match[1], match[2], match[3], span, issued)
        if day is None:
            continue
        until = matches[at + 1].start() if at + 1 < len(matches) else len(sentence)
        before = sentence[: match.start()].rstrip("，、")
        after = _LEAD.sub("", sentence[match.end() : until]).rstrip("，、")
        doubt = "" if match[1] or span is not None else "没有写年份"
        if span is not None and not match[1] and not span.start <= day <= span.end:
            doubt = "年份看不准"
        for who, title in _tasks(after or before.split("，")[-1], _first(before.split("，"))):
            doubtful = doubt or ("" if who else "没有写明由谁办")
            yield DatedDuty(title, day, clause, place, who or ("county",), _words(title), doubtful)


def _tasks(text: str, who: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is to be done, a task for each subject that begins a phrase; `who`: the subject that stood before."""
    task = ""
    for phrase in text.split("，"):
        own = _first([phrase])
        if task and (own or len(task) + len(phrase) > _LONGEST):
            yield who, task
            task = ""
            if not own:
                return
        who = own or who
        task += ("，" if task else "") + phrase
    if task:
        yield who, task


def _first(phrases: list[str]) -> tuple[str, ...]:
    """The subject that begins one of the phrases, the last of them; empty where none does."""
    found: tuple[str, ...] = ()
    for phrase in phrases:
        found = next((who for who, pattern in _WHO if pattern.match(phrase)), found)
    return found


def _words(title: str) -> tuple[str, ...]:
    """Wordings of a ledger that would satisfy it: the title, and what is to be handed in."""
    thing = _REPORTED.match(title)
    return tuple(dict.fromkeys([title, *([thing[1]] if thing else [])]))


def _date(year: str | None, month: str, day: str | None, span: CampaignSpan | None, issued: date | None) -> date | None:
    """A day; without a year the one in the campaign, else of the year of issue."""
    start = span.start if span is not None else issued
    years = [int(year)] if year else [] if start is None else [start.year, start.year + 1]
    made: list[date] = []
    for one in years:
        try:
            made.append(date(one, int(month), int(day)) if day else months_later(date(one, int(month), 1), 1) - ONE_DAY)
        except ValueError:
            return None
    if span is not None:
        made.sort(key=lambda one: not span.start <= one <= span.end)
    return made[0] if made else None
