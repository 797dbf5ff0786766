"""One county's files as facts: what is asked for, and the way from the files through every room up to the facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from qianyi import startup

if TYPE_CHECKING:
    from qianyi.dossier import Dossier
    from qianyi.facts import Facts
    from qianyi.intake.books import Opened
    from qianyi.intake.opening.tables import Limits
    from qianyi.policy.model import Policy
    from qianyi.policy.settings import Settings


class Request(Struct, frozen=True, kw_only=True):
    """How a county's files are asked to be read. None: as its qianyi.toml, the roster or the policy says."""

    policy: str | None = None
    """An id or a file."""
    rubric: str | Path | None = None
    """A file with the county's own rubric."""
    year: int | None = None
    as_of: date | None = None
    roster: str | Path | None = None
    """The file that holds the roster."""
    password: str | None = None
    find_roster: bool = False
    """Where no file holds a roster, take one from a workbook beside them."""
    max_unpacked_mb: int | None = None

    @property
    def limits(self) -> Limits:
        """What a file may unpack to."""
        from qianyi.intake.opening.tables import Limits

        return Limits() if self.max_unpacked_mb is None else Limits(unpacked_bytes=self.max_unpacked_mb << 20)


def read(
    paths: Sequence[str | Path],
    request: Request,
    *,
    needs_roster: bool = True,
    only_known: bool = False,
    meanwhile: Callable[[], object] | None = None,
    watch: Callable[[Opened], object] | None = None,
) -> Facts:
    """The facts under a policy on a day: see `qianyi.read`.

    `needs_roster`: refuse where there is none. `only_known`: parameters of qianyi.toml that the policy has not are
    passed over, and noted, not refused. `meanwhile` is called while other threads unpack large files, `watch` with the
    files as opened. Raises QianyiError where the inputs cannot be used (exit 2).
    """
    from qianyi.facts import Facts
    from qianyi.facts.calendar import Calendar
    from qianyi.facts.rounds import round_of, usual_start
    from qianyi.intake import open_books, read_dossier
    from qianyi.intake.registers.foreign import own_headings
    from qianyi.policy.load import load_named, load_policy, with_rubric, with_settings

    settings = _settings(paths)
    pack = load_policy(request.policy) if request.policy else load_named(settings)
    if request.rubric is not None:
        pack = with_rubric(pack, Path(request.rubric))
    own = own_headings(pack, settings)
    unknown = [id for id in settings.parameters if id not in pack.parameters] if only_known else []
    if unknown:
        kept = {id: value for id, value in settings.parameters.items() if id not in unknown}
        settings = structs.replace(settings, parameters=kept)
    given = request.year is not None or settings.start is not None or settings.end is not None

    def while_unpacking() -> None:
        startup.import_readers()
        if meanwhile is not None:
            meanwhile()

    opened = open_books(
        paths,
        roster=Path(request.roster) if request.roster else None,
        password=request.password,
        find_roster=request.find_roster,
        needs_roster=needs_roster,
        limits=request.limits,
        meanwhile=while_unpacking,
        own=own,
    )
    if watch is not None:
        watch(opened)
    dossier, in_force = read_dossier(
        opened,
        settings,
        lambda titled: _in_own_words(with_settings(pack, settings, request.year if given else titled), settings),
    )
    first = usual_start(dossier) if in_force.campaign.per_county else None
    if first is not None:  # the document sets no dates, nor does the county: the roster tells the round
        if first != in_force.campaign.start or any(p.start is None for p in dossier.placements):
            dated = structs.replace(settings, start=first)
            dossier, in_force = read_dossier(
                opened, dated, lambda _: _in_own_words(with_settings(pack, dated, None), dated)
            )
        in_force = round_of(dossier, in_force)
        dossier.notes.append(f"活动起止取自名单：{in_force.campaign.start} 至 {in_force.campaign.end}")
    unlike = Calendar(dossier.settings).unlike() if settings.notices or settings.settled else []
    dossier.notes += [
        f"{year} 年按 [calendar] 有 {counted} 个工作日，周一至周五减法定节假日应为 {expected} 个；若不是跨年调休，请核对"
        for year, counted, expected in unlike
    ]
    if settings.document is not None:
        _tell_of_document(settings, in_force, dossier)
    if unknown:
        dossier.notes.append(f"政策 {pack.id} 没有参数 {'、'.join(unknown)}，比较时没有用到。")
    campaign, today = in_force.campaign, date.today()
    usual = today if campaign.per_county else max(campaign.start, min(today, campaign.end))  # no round, no end
    return Facts(dossier, in_force, request.as_of or usual)


def _in_own_words(policy: Policy, settings: Settings) -> Policy:
    """The policy with the words of the county's own document, where qianyi.toml names one: sheets may be headed by
    them."""
    if settings.document is None:
        return policy
    from qianyi.policy.document.match import with_own_words

    return with_own_words(policy, settings)


def _tell_of_document(settings: Settings, policy: Policy, dossier: Dossier) -> None:
    """The county's own document is an input; what cannot be used of it is told."""
    from pathlib import PurePath

    from qianyi.dossier.source import InputFile

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
