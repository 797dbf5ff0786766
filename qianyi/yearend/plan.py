"""Which dossiers a review takes, what is asked of each, and where each one's outputs go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from qianyi.county import Request
from qianyi.errors import QianyiError
from qianyi.intake.folder import SUFFIXES, display_path, is_marked, is_output


class Options(Struct, frozen=True):
    """What is asked of every dossier; part of what decides whether outputs are up to date."""

    policy: str | None = None
    year: int | None = None
    as_of: date | None = None
    documents: tuple[str, ...] | None = None
    """Kinds of documents to fill; None: all that apply; (): none."""
    anonymous: bool = False
    password: str | None = None
    max_unpacked_mb: int | None = None
    force: bool = False
    by_institution: bool = False
    """A folder for each institution with what is its own."""
    institution: str | None = None
    """Only what concerns this one."""

    @property
    def request(self) -> Request:
        """How each county's files are read."""
        return Request(
            policy=self.policy,
            year=self.year,
            as_of=self.as_of,
            password=self.password,
            max_unpacked_mb=self.max_unpacked_mb,
        )


class Job(Struct, frozen=True):
    """One dossier: a folder or the files given by name; its name in the results; where its outputs go."""

    name: str
    paths: tuple[str, ...]
    out: str
    options: Options


def plan(paths: Sequence[str | Path], out: Path, options: Options) -> tuple[list[Job], bool]:
    """The dossiers of the paths, in the order given and then by name, and whether they make a region.

    One dossier given by itself puts its outputs straight into `out`; those of a tree, or several, go each into a
    folder of its own. Raises QianyiError where a path does not exist or nothing is found.
    """
    given = [Path(path) for path in paths]
    missing = [str(path) for path in given if not path.exists()]
    if missing:
        raise QianyiError(f"没有找到 {missing[0]}；请核对路径。")
    files = tuple(str(path.absolute()) for path in given if path.is_file())
    found: list[tuple[str, tuple[str, ...]]] = (
        [(display_path(Path(Path(files[0]).parent.name)), files)] if files else []
    )
    for root in (path for path in given if path.is_dir()):
        for folder in dossiers(root, out.resolve()):
            inside = folder.relative_to(root).as_posix()
            absolute = folder.absolute()
            name = absolute.name if inside == "." else inside if len(given) == 1 else f"{root.absolute().name}/{inside}"
            found.append((display_path(Path(name)), (str(absolute),)))
    if not found:
        raise QianyiError(f"“{given[0]}”里没有一个县的材料；请给出放有工作簿（xlsx 等）或 qianyi.toml 的文件夹。")
    if out.resolve() in {Path(source).resolve() for _, sources in found for source in sources}:
        raise QianyiError(f"{out} 是放材料的文件夹，结果不能写在里面；请用 -o 另指一个。")
    alone = len(found) == 1 and (bool(files) or given[0].absolute() == Path(found[0][1][0]))
    if alone:
        return [Job(found[0][0], found[0][1], str(out.absolute()), options)], False
    jobs, taken = [], set[str]()
    for name, sources in found:
        unique, turn = name, 2
        while unique in taken:
            unique, turn = f"{name}-{turn}", turn + 1
        taken.add(unique)
        jobs.append(Job(unique, sources, str(out.absolute() / unique), options))
    return jobs, True


def one_of_many(job: Job, out: Path) -> Job:
    """A dossier given by itself, its outputs in a folder of its own as those of a tree have."""
    return Job(job.name, job.paths, str(out.absolute() / job.name), job.options)


def refuse_hiding(paths: Sequence[str | Path], out: Path) -> None:
    """Raise QianyiError where the output folder lies in a tree and holds dossiers: they would be passed over.

    Results of an earlier run are none, nor are files that qianyi made.
    """
    own = out.resolve()
    for top in (Path(path).resolve() for path in paths):
        if not out.is_dir() or (own != top and top not in own.parents):
            continue
        above = [folder for folder in own.parents if folder == top or top in folder.parents]
        inside = any(_own_files(folder) for folder in above)
        for folder in dossiers(out, Path()):
            if (folder / "qianyi.toml").is_file() or (
                not inside and not all(is_marked(file) for file in _own_files(folder))
            ):
                raise QianyiError(f"{out} 里有材料（{folder}），结果不能写在里面；请用 -o 另指一个。")


def _own_files(folder: Path) -> list[Path]:
    """The qianyi.toml and workbooks right in a folder."""
    return [
        path for path in folder.iterdir() if path.is_file() and (path.name == "qianyi.toml" or _workbook(path.name))
    ]


def dossiers(root: Path, out: Path) -> list[Path]:
    """The folders at or below `root` that hold qianyi.toml or workbooks, sorted.

    Below a dossier only folders with a qianyi.toml of their own are others; hidden folders, our own outputs and links
    are passed over. A folder beside dossiers that holds none is a county that handed nothing in.
    """
    found: list[Path] = []
    empty: list[Path] = []

    def look(folder: Path, inside: bool) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:  # it says so itself once it is its turn; the others go on
            found.append(folder)
            return
        names = {entry.name for entry in entries if entry.is_file()}
        if folder.resolve() == out or ("qianyi.toml" not in names and is_output(folder)):
            return
        own = "qianyi.toml" in names or (not inside and any(_workbook(name) for name in names))
        if own:
            found.append(folder)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                before = len(found)
                look(Path(entry.path), inside or own)
                below = Path(entry.path)
                if len(found) == before and not (inside or own or below.resolve() == out or is_output(below)):
                    empty.append(below)

    look(root, False)
    if not found:
        return []
    waiting = [folder for folder in empty if not any(parent in empty for parent in folder.parents)]
    return sorted([*found, *waiting])


def _workbook(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
