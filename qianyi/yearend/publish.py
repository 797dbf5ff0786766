"""Putting outputs into place: staged whole, moved file by file, the manifest last. What somebody edited is left."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from qianyi.errors import QianyiError
from qianyi.intake.folder import EARLIER_MANIFEST, MANIFEST
from qianyi.output.files import check_may_write
from qianyi.output.files import sweep as sweep_temporary
from qianyi.output.locks import LOCK
from qianyi.yearend.manifest import RENAMED, Made, Manifest, digest, load, renamed

STAGE = ".qianyi-part"


def stage(out: Path) -> Path:
    """An empty folder inside `out` to write into."""
    path = out / STAGE
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def sweep(out: Path) -> None:
    """Remove what a run that was cut off left behind, and the folder where nothing else is in it. What had begun to be
    moved stays for `finish`."""
    for folder in (out, (out / MANIFEST).parent):
        sweep_temporary(folder)
    found = load(out)
    if found is None or found.state == "done":
        shutil.rmtree(out / STAGE, ignore_errors=True)
    with contextlib.suppress(OSError):
        out.rmdir()


def refuse_foreign(out: Path, names: Collection[str], force: bool) -> None:
    """Raise QianyiError where writing `names` (files or folders) would lose what qianyi did not write, before anything
    is made. In a folder that we know each file is looked at for itself (`publish`)."""
    if force or not out.exists() or load(out) is not None:
        return
    for name in sorted(names):
        for path in [out / name, *sorted((out / name).rglob("*"))]:
            if path.is_file():
                check_may_write(path)


def publish(
    out: Path, manifest: Manifest, *, force: bool = False, carried: Collection[str] = (), whole: Collection[str] = ()
) -> list[str]:
    """Move everything staged into place and write the manifest last.

    Files that somebody edited since we wrote them, or put where ours would stand, are left; their names are returned.
    `carried`: outputs into which what people wrote has been carried over already. `whole`: what must have been staged;
    raises QianyiError where some of it has vanished meanwhile: the manifest would call the rest done.
    """
    part = out / STAGE
    staged = {path.relative_to(part).as_posix(): path for path in sorted(part.rglob("*")) if path.is_file()}
    if not staged.keys() >= set(whole):
        raise QianyiError(f"“{out}”里的文件在写的时候被别的程序删掉了；请再运行一次。")
    _refuse_links(out, staged)
    for name in staged:
        check_may_write(out / name, force=True)  # what is ours is looked at below; an input never is
    before = load(out)
    _take_over(out)
    known: dict[str, set[str]] = {}
    for made in [*before.outputs, *before.earlier] if before else ():
        known.setdefault(made.path, set()).add(made.sha256)
    made_now = {name: digest(path) for name, path in staged.items()}
    left = [
        name
        for name in staged
        if before and not force and name not in carried and _theirs(out / name, {*known.get(name, ()), made_now[name]})
    ]
    outputs = [Made(name, made_now[name]) for name in staged if name not in left]
    earlier = [Made(name, one) for name, digests in sorted(known.items()) for one in sorted(digests)]
    manifest = msgspec.structs.replace(manifest, outputs=outputs, edited=left)
    _put(out, msgspec.structs.replace(manifest, state="writing", earlier=earlier))
    _move(out, manifest, known, [name for name in staged if name not in left])
    return left


def cut_off(out: Path) -> bool:
    """Whether a run that was cut off has left something in the folder."""
    return (out / LOCK).exists() or (out / STAGE).exists()


def finish(out: Path) -> None:
    """Move into place what a run that was cut off had staged whole and begun to move: only so is it known later what
    changed since the run before. Where some of it is gone or somebody's file stands there, nothing is moved and the
    next run makes all of it anew."""
    found = load(out)
    if found is None or found.state != "writing":
        return
    known: dict[str, set[str]] = {}
    for one in found.earlier:
        known.setdefault(one.path, set()).add(one.sha256)
    waiting = []
    for one in found.outputs:
        staged, there = out / STAGE / one.path, out / one.path
        if staged.is_file() and digest(staged) == one.sha256:
            if _linked(out, one.path) or _theirs(there, {*known.get(one.path, ()), one.sha256}):
                return
            waiting.append(one.path)
        elif not there.is_file() or digest(there) != one.sha256:
            return
    (out / STAGE).mkdir(exist_ok=True)
    _move(out, msgspec.structs.replace(found, earlier=[]), known, waiting)


def _move(out: Path, manifest: Manifest, known: Mapping[str, Collection[str]], names: Collection[str]) -> None:
    """The staged files into place, what the run before wrote and this one does not away, the manifest last."""
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(out / STAGE / name, out / name)
    kept = {*manifest.edited, *(made.path for made in manifest.outputs)}
    for name in sorted(set(known) - kept):
        if (out / name).is_file() and not _linked(out, name) and not _theirs(out / name, known[name]):
            (out / name).unlink()
            _tidy(out, name)
    _put(out, msgspec.structs.replace(manifest, state="done"))
    shutil.rmtree(out / STAGE, ignore_errors=True)


def _theirs(path: Path, ours: Collection[str]) -> bool:
    """Whether a file stands there that has none of the bytes we wrote."""
    return path.is_file() and digest(path) not in ours


def _linked(out: Path, name: str) -> bool:
    """Whether a path leads through a link: what lies behind it is not ours to touch."""
    return any((out / parent).is_symlink() for parent in [name, *map(str, PurePosixPath(name).parents)][:-1])


def _refuse_links(out: Path, names: Collection[str]) -> None:
    for name in names:
        parents = [str(parent) for parent in PurePosixPath(name).parents][:-1]
        linked = next((parent for parent in parents if (out / parent).is_symlink()), None)
        if linked is not None:
            raise QianyiError(f"“{out / linked}”是指向别处的链接，结果不能写到里面；请移走它，或用 -o 另指一个。")


def _take_over(out: Path) -> None:
    """Give the files of an earlier layout their names of today, those that somebody edited or added too."""
    if not _is_manifest(out / EARLIER_MANIFEST):
        return
    for name in RENAMED:
        old = out / name
        if old.is_symlink():
            continue
        files = sorted(path for path in old.rglob("*") if path.is_file()) if old.is_dir() else [old]
        for path in files:
            inside = path.relative_to(out).as_posix()
            new = out / renamed(inside)
            if path.is_file() and not _linked(out, inside) and not new.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, new)
        for folder in sorted((path for path in old.rglob("*") if path.is_dir()), reverse=True):
            with contextlib.suppress(OSError):
                folder.rmdir()
        with contextlib.suppress(OSError):
            old.rmdir()


def _put(out: Path, manifest: Manifest) -> None:
    draft = out / STAGE / ".manifest"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    (out / MANIFEST).parent.mkdir(exist_ok=True)
    os.replace(draft, out / MANIFEST)
    if _is_manifest(out / EARLIER_MANIFEST):
        (out / EARLIER_MANIFEST).unlink()


def _is_manifest(path: Path) -> bool:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest).schema == Manifest().schema
    except (OSError, msgspec.MsgspecError):
        return False


def _tidy(out: Path, name: str) -> None:
    """Remove the folders that a file was the last of."""
    for parent in [str(parent) for parent in PurePosixPath(name).parents][:-1]:
        with contextlib.suppress(OSError):
            (out / parent).rmdir()
