"""What changed between two runs of one county: findings fixed, new, left; whose score moved, and by which entries.

Runs are compared as the plain data of `score --format json` (or `validate`), so that files of earlier runs and what
has just been made are told apart by nothing. Points are `Decimal`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from qianyi.errors import QianyiError

Data = dict[str, Any]
Compared = frozenset({"error", "warning"})


class RunResult(Struct, frozen=True):
    """One run: where it came from, and its JSON. `scored` is False for data of `validate`, which has no S-rules."""

    path: str
    data: Data

    @property
    def scored(self) -> bool:
        """Whether there are scores to compare."""
        return "people" in self.data


class EntryChange(Struct, frozen=True):
    """An entry of a ledger that came or went. A line that begins (or ceases) to have a score is one of its full
    points: so the entries make up the difference exactly."""

    change: Literal["added", "removed"]
    line: str
    points: Decimal
    clause: str
    why: str
    cells: list[str] = []

    @property
    def effect(self) -> Decimal:
        """What it did to the score."""
        return self.points if self.change == "added" else -self.points


class ScoreChange(Struct, frozen=True):
    """A score that moved. `old` or `new` None: there was, or is, none."""

    name: str
    role: str
    recipient: str | None
    old: Decimal | None
    new: Decimal | None
    entries: list[EntryChange]


class ComparedRun(Struct, frozen=True):
    """One of the two runs: where it came from, and its as-of day as the run has it."""

    path: str
    as_of: str


class Changes(Struct, frozen=True):
    """What `diff` tells. `findings` holds the finding of each id, the newer one, those of the new run first."""

    runs: list[ComparedRun]
    fixed: list[str]
    new: list[str]
    left: list[str]
    findings: list[Data]
    scores: list[ScoreChange]

    @property
    def worse(self) -> bool:
        """Whether an error is new."""
        new = set(self.new)
        return any(finding["id"] in new and finding["severity"] == "error" for finding in self.findings)

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.fixed or self.new or self.scores)


def narrowed(run: RunResult, institution: str) -> RunResult:
    """The run as it is of one institution and its people. Raises QianyiError where the run tells of none such."""
    name = "".join(institution.split())

    def same(*given: str | None) -> bool:
        return any(one and "".join(one.split()) == name for one in given)

    people = [one for one in run.data.get("people", ()) if same(one["support"], one["recipient"])]
    names = {one["name"] for one in people}
    found = [one for one in run.data.get("institutions", ()) if same(one["name"])]
    listed = [one for one in run.data["findings"] if same(one["institution"]) or one["person"] in names]
    if not people and not found and not listed:
        raise QianyiError(f"“{run.path}”里没有“{institution}”；请核对单位名称。")
    data = {**run.data, "findings": listed}
    return RunResult(run.path, {**data, "people": people, "institutions": found} if run.scored else data)


def narrowed_to(run: RunResult, wanted: Callable[[str], bool]) -> RunResult:
    """The run with the findings whose code is wanted."""
    return RunResult(run.path, {**run.data, "findings": [one for one in run.data["findings"] if wanted(one["code"])]})


def compare(old: RunResult, new: RunResult) -> Changes:
    """What changed from one run to the other. Where one has no scores, findings of the S-rules are let be."""
    both = old.scored and new.scored
    before, after = (_by_id(run.data["findings"], both) for run in (old, new))
    watched = {id for found in (before, after) for id, one in found.items() if one["severity"] in Compared}
    fixed = [id for id in before if id in watched and id not in after]
    fresh = [id for id in after if id in watched and id not in before]
    left = [id for id in after if id in watched and id in before]
    findings = [after[id] for id in after if id in watched] + [before[id] for id in fixed]
    runs = [ComparedRun(run.path, run.data["as_of"]) for run in (old, new)]
    return Changes(runs, fixed, fresh, left, findings, list(_moves(old.data, new.data)) if both else [])


def _by_id(findings: Iterable[Data], with_scores: bool) -> dict[str, Data]:
    """Findings by identity; those of a run that gave none yet are known by what they say."""
    found: dict[str, Data] = {}
    for finding in findings:
        if not with_scores and finding["code"].startswith("S"):
            continue
        id = finding.get("id") or "|".join(
            str(finding.get(key) or "") for key in ("code", "person", "institution", "message")
        )
        turn, unique = 2, id
        while unique in found:
            unique, turn = f"{id}#{turn}", turn + 1
        found[unique] = {**finding, "id": unique}
    return found


def _moves(old: Data, new: Data) -> Iterator[ScoreChange]:
    for kind in ("people", "institutions"):
        before, after = _subjects(old.get(kind, ())), _subjects(new.get(kind, ()))
        for key in [*after, *(key for key in before if key not in after)]:
            one, other = before.get(key), after.get(key)
            was, now = (None if subject is None else _decimal(subject["score"]) for subject in (one, other))
            if was != now:
                yield ScoreChange(key[0], key[1], key[3] or None, was, now, list(_entries(one, other)))


EntryKey = tuple[str, str, str, str, int]


def _subjects(listed: Iterable[Data]) -> dict[EntryKey, Data]:
    """Results by who they are of: name, role, support and recipient of a person, and the turn among equals."""
    found: dict[EntryKey, Data] = {}
    for one in listed:
        role = one.get("role", "person")
        whose = (one["name"], role, one.get("support") or "", one.get("recipient") or "")
        turn = sum(key[:4] == whose for key in found)
        found[(*whose, turn)] = one
    return found


def _entries(old: Data | None, new: Data | None) -> Iterator[EntryChange]:
    """What was taken away and what came, but for pairs that tell the same points of the same line."""
    before, after = list(_parts(old)), list(_parts(new))
    for key in (_whole, _points):  # first those that say the very same, then those that come to the same
        counts = Counter(map(key, before)), Counter(map(key, after))
        before, after = _without(before, counts[1], key), _without(after, counts[0], key)
    for change, parts in (("removed", before), ("added", after)):
        for line, points, clause, why, cells in parts:
            yield EntryChange(change, line, points, clause, why, list(cells))  # type: ignore[arg-type]


EntryPart = tuple[str, Decimal, str, str, tuple[str, ...]]


def _whole(part: EntryPart) -> tuple[object, ...]:
    return part[:4]


def _points(part: EntryPart) -> tuple[object, ...]:
    return part[:3]


def _without(parts: list[EntryPart], others: Counter[Any], key: Any) -> list[EntryPart]:
    left = Counter(others)
    kept = []
    for part in parts:
        if left[key(part)] > 0:
            left[key(part)] -= 1
        else:
            kept.append(part)
    return kept


def _parts(subject: Data | None) -> Iterator[EntryPart]:
    """All that makes up a score: the full points of each line that has one, and the entries of the ledgers."""
    for item in () if subject is None else subject["items"]:
        score = _decimal(item["score"])
        if score is None:
            continue
        entries = item["ledger"]
        base = score - sum((_exact(entry["points"]) for entry in entries), Decimal(0))
        clauses = {entry["line"]: entry["clause"] for entry in entries}
        for line in item["lines"]:
            if line["score"] is not None and base >= _exact(line["max"]):
                base -= _exact(line["max"])
                yield line["id"], _exact(line["max"]), clauses.get(line["id"], ""), "有得分，从满分起算", ()
        if base:
            yield item["id"], base, "", "有得分，从满分起算", ()
        for entry in entries:
            if not _exact(entry["points"]):
                continue  # a note that costs nothing moves nothing
            yield entry["line"], _exact(entry["points"]), entry["clause"], entry["why"], tuple(entry["cells"])


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else _exact(value)


def _exact(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
