"""Annex 2: trainings and teachings of the recipients' staff, each event once however many spoke."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from qianyi.dossier.records import Activity, Record
from qianyi.facts.texts import plain
from qianyi.scoring.evidence import Evidence, Subject, Unclear, computes, counted
from qianyi.scoring.marks import level

ActivityKey = tuple[date | None, str, str, str]


@computes("trainings", needs="activities", columns=("hours",))
def trainings(subject: Subject) -> Evidence:
    """Lectures and trainings of the shortest length or longer."""
    policy = subject.lookup.policy
    hours = policy.number("training.min_hours")
    rows, unclear = _events(subject, "training", lambda one: None if one.hours is None else one.hours >= hours)
    doubtful = _doubtful(subject, "training")
    unclear += [one for one in doubtful if (long := getattr(one[0], "hours", None)) is None or long >= hours]
    what, least = f"{plain(hours)} 小时以上培训的次数", policy.whole("training.min_events")
    return counted(subject, what, rows, least, unclear)


@computes("teachings", needs="activities")
def teachings(subject: Subject) -> Evidence:
    """Ward rounds, demonstrations, case discussions and other teaching."""
    rows, unclear = _events(subject, "teaching", lambda _: True)
    least = subject.lookup.policy.whole("teaching.min_events")
    unclear += _doubtful(subject, "teaching")
    return counted(subject, "临床带教的次数", rows, least, unclear)


def _events(
    subject: Subject, kind: str, long_enough: Callable[[Activity], bool | None]
) -> tuple[list[tuple[Record, str]], list[Unclear]]:
    """The events of a kind: rows of one day, recipient, sort and topic are one, that of the longest row.

    Rows that do not say their topic may be of one event or of several: the first counts, the others are unclear.
    """
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    counted_keys: set[ActivityKey] = set()
    doubted: dict[ActivityKey, Unclear] = {}
    for activity in subject.lookup.activities(subject.name, kind):
        topic = level(activity.topic or "")
        # lectures of one topic are one event whatever they are called; rounds and discussions differ by their sort
        key = (activity.date, _place(subject, activity), topic, "" if topic else level(activity.kind or ""))
        enough = long_enough(activity)
        if enough is None:
            doubted.setdefault(key, (activity, "hours", "时长不清的"))
        elif enough and key not in counted_keys:
            counted_keys.add(key)
            rows.append((activity, "kind"))
        elif enough and not topic:
            unclear.append((activity, "topic", "同一天没有写主题的"))
    unclear += [one for key, one in doubted.items() if key not in counted_keys or not key[2]]
    return rows, unclear


def _place(subject: Subject, activity: Activity) -> str:
    """The recipient where it was: as the row says, else where the person was placed that day."""
    if activity.recipient:
        return activity.recipient
    there = subject.lookup.facts.match(activity, activity.date).placements
    return (there[0].recipient or "") if there else ""


def _doubtful(subject: Subject, kind: str) -> list[Unclear]:
    """Activities that may be of a kind: of unknown kind, or without a date that can be read."""
    lookup = subject.lookup
    unknown = [(one, "kind", f"类别“{one.kind or ''}”认不出的") for one in lookup.activities(subject.name, None)]
    undated = [(one, "date", "日期不清的") for one in lookup.undated_activities(subject.name, kind)]
    nobodys = [
        (one, "name", f"分不清是哪位{one.name}的")
        for one in lookup.unplaced(Activity, subject.placements)
        if (one.date is None or subject.in_time(one.date))
        and lookup.policy.meaning("activity", one.kind or "") in (kind, None)
    ]
    return [*unknown, *undated, *nobodys]
