"""qianyi (千医): the front door. `read` a county's files, then `validate`, `score`, `fill` or `review` them.

    facts = qianyi.read(["roster.xlsx", "attendance.xlsx"])
    validation = qianyi.validate(facts)
    scores = qianyi.score(facts)

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    import pandas

    from qianyi.dossier import Dossier
    from qianyi.facts import Facts
    from qianyi.intake.books import Opened
    from qianyi.intake.inspecting import Inspection
    from qianyi.output.documents import FillResult
    from qianyi.policy.model import Policy
    from qianyi.policy.settings import Settings
    from qianyi.rules import Validation
    from qianyi.scoring import Scores
    from qianyi.yearend import Review

__version__ = "0.2.0"
DEFAULT_POLICY = "yanchi-2022"


def read(
    paths: Sequence[str | Path],
    *,
    policy: str | None = None,
    rubric: str | Path | None = None,
    year: int | None = None,
    as_of: date | None = None,
    roster: str | Path | None = None,
    password: str | None = None,
    find_roster: bool = False,
    needs_roster: bool = True,
    only_known: bool = False,
    max_unpacked_mb: int | None = None,
    meanwhile: Callable[[], object] | None = None,
    watch: Callable[[Opened], object] | None = None,
) -> Facts:
    """One county's workbooks (files, or one folder) as facts under a policy on a day.

    The policy is `policy`, else the one of qianyi.toml, else yanchi-2022, with the `rubric` of a file where one is
    given; the year is `year`, else qianyi.toml's campaign, else the one a roster's title names, else the pack's.
    `find_roster`: where no file holds a roster, take one from a workbook beside them; `needs_roster`: refuse where
    there is none. `only_known`: parameters of qianyi.toml that the policy has not are passed over, and noted, not
    refused. `as_of` defaults to the earlier of today and the campaign's end, not before its start. `meanwhile`
    is called while other threads unpack large files, `watch` with the files as opened. Raises QianyiError where the
    inputs cannot be used (exit 2).
    """
    from msgspec import structs

    from qianyi.facts import Facts
    from qianyi.facts.calendar import Calendar
    from qianyi.facts.rounds import round_of, usual_start
    from qianyi.intake import open_books, read_dossier
    from qianyi.intake.opening.tables import Limits
    from qianyi.intake.registers.foreign import own_headings
    from qianyi.policy.load import load_named, load_policy, with_rubric, with_settings

    settings = _settings(paths)
    pack = load_policy(policy) if policy else load_named(settings)
    if rubric is not None:
        pack = with_rubric(pack, Path(rubric))
    own = own_headings(pack, settings)
    unknown = [id for id in settings.parameters if id not in pack.parameters] if only_known else []
    if unknown:
        kept = {id: value for id, value in settings.parameters.items() if id not in unknown}
        settings = structs.replace(settings, parameters=kept)
    given = year is not None or settings.start is not None or settings.end is not None

    def while_unpacking() -> None:
        from qianyi.intake.exports import reader as exports  # noqa: F401  (what reads the tables is due next)
        from qianyi.intake.grid import reader as grid  # noqa: F401  (what reads the tables is due next)
        from qianyi.intake.registers import (
            marks_sheet,  # noqa: F401  (what reads the tables is due next)
            roster,  # noqa: F401  (what reads the tables is due next)
        )

        if meanwhile is not None:
            meanwhile()

    opened = open_books(
        paths,
        roster=Path(roster) if roster else None,
        password=password,
        find_roster=find_roster,
        needs_roster=needs_roster,
        limits=Limits() if max_unpacked_mb is None else Limits(unpacked_bytes=max_unpacked_mb << 20),
        meanwhile=while_unpacking,
        own=own,
    )
    if watch is not None:
        watch(opened)
    dossier, in_force = read_dossier(
        opened, settings, lambda titled: with_settings(pack, settings, year if given else titled)
    )
    first = usual_start(dossier) if in_force.campaign.per_county else None
    if first is not None:  # the document sets no dates, nor does the county: the roster tells the round
        if first != in_force.campaign.start or any(p.start is None for p in dossier.placements):
            dated = structs.replace(settings, start=first)
            dossier, in_force = read_dossier(opened, dated, lambda _: with_settings(pack, dated, None))
        in_force = round_of(dossier, in_force)
        dossier.notes.append(f"活动起止取自名单：{in_force.campaign.start} 至 {in_force.campaign.end}")
    unlike = Calendar(dossier.settings).unlike() if settings.notices or settings.settled else []
    dossier.notes += [
        f"{year} 年按 [calendar] 有 {counted} 个工作日，周一至周五减法定节假日应为 {expected} 个；若不是跨年调休，请核对"
        for year, counted, expected in unlike
    ]
    if settings.document is not None:
        in_force = _with_document(settings, in_force, dossier)
    if unknown:
        dossier.notes.append(f"政策 {pack.id} 没有参数 {'、'.join(unknown)}，比较时没有用到。")
    campaign, today = in_force.campaign, date.today()
    usual = today if campaign.per_county else max(campaign.start, min(today, campaign.end))  # no round, no end
    return Facts(dossier, in_force, as_of or usual)


def _with_document(settings: Settings, policy: Policy, dossier: Dossier) -> Policy:
    """The policy with the words of the county's own document, which is an input; what cannot be used is told."""
    from pathlib import PurePath

    from qianyi.dossier.source import InputFile
    from qianyi.policy.document.match import with_own_words

    policy = with_own_words(policy, settings)
    wording = policy.wording
    assert settings.document is not None
    assert wording is not None
    file, folder = PurePath(settings.document), PurePath(settings.path).parent
    shown = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    if wording.sha256:
        dossier.inputs.append(InputFile(shown, wording.sha256))
    if wording.used and len(wording.problems) > 1:
        dossier.notes.append(f"{wording.file} 有 {len(wording.problems)} 处要看，fill 逐条列出；对不上的印摘要。")
    else:
        dossier.notes += wording.problems
    return policy


def _settings(paths: Sequence[str | Path]) -> Settings:
    """The qianyi.toml of the dossier: in the folder given, else beside the first file given."""
    from qianyi.errors import QianyiError
    from qianyi.policy.load import load_settings
    from qianyi.policy.settings import Settings

    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        file = (path if path.is_dir() else path.parent) / "qianyi.toml"
        if file.is_file():
            found.setdefault(file.resolve(), file)
    if len(found) > 1:
        both = "、".join(str(file) for file in found.values())
        raise QianyiError(f"给出的文件属于不同的县（{both}）；请一次给一个县，或用 qianyi review。")
    for file in found.values():
        settings = load_settings(file)
        if settings.signs:
            from qianyi.intake.signs.day_words import check_marks

            check_marks(settings)
        return settings
    return Settings()


def inspect(paths: Sequence[str | Path], *, institution: str | None = None, **options: Any) -> Inspection:
    """What was read of the inputs and how, sheet by sheet; `options` are those of `read`.

    `institution`: only the sheets that hold a row of this one. Raises QianyiError where the roster has none such."""
    from qianyi.intake.inspecting import Inspection

    opened: list[Opened] = []
    facts = read(paths, watch=opened.append, **options)
    found = Inspection(opened[0], facts.dossier, facts.policy.campaign)
    if institution is not None:
        from qianyi.output.own import Own
        from qianyi.scoring.narrow import institution_named

        found.inputs = Own(facts, institution_named(facts, institution)).seen(found.inputs)
    return found


def validate(facts: Facts) -> Validation:
    """Findings of every rule in force, and which rules ran or were skipped and why."""
    from qianyi import rules

    return rules.validate(facts)


def score(facts: Facts) -> Scores:
    """Scores of people and institutions with their ledgers, findings of validate and of the S-rules."""
    from qianyi import scoring

    return scoring.score(facts)


def to_frame(scores: Scores, table: str = "people") -> pandas.DataFrame:
    """One table of the scores as a pandas frame: see `qianyi.output.frames.to_frame`."""
    from qianyi.output.frames import to_frame as made

    return made(scores, table)


def fill(
    facts: Facts, scores: Scores, out: str | Path, documents: Sequence[str] | None = None, **options: Any
) -> FillResult:
    """Official documents into the folder `out`: those named (ids or titles), else all that apply.

    `options` are those of `qianyi.output.documents.fill` (persons, copies, merge, mask, pdf …).
    """
    from qianyi.output import documents as room

    return room.fill(facts, scores, Path(out), documents, **options)


def review(paths: Sequence[str | Path], out: str | Path, **options: Any) -> Review:
    """Year's end of one county or a tree of them into `out`; `options` are those of `qianyi.yearend.review`."""
    from qianyi import yearend

    return yearend.review(paths, out, **options)
