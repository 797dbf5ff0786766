"""What a dossier's outputs were made from, and whether they are still what would be made today.

A manifest whose state is `writing` was left by a run that was cut off: its outputs are ours, and are made again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import msgspec
from msgspec import Struct

from qianyi import __version__
from qianyi.dossier.source import InputFile
from qianyi.errors import QianyiError
from qianyi.intake.folder import DATA, EARLIER_MANIFEST, MANIFEST
from qianyi.yearend.plan import Job, Options

RENAMED = {
    "documents": "文书",
    "result.xlsx": "成绩.xlsx",
    "report.html": "报告.html",
    "region.xlsx": "汇总.xlsx",
    "region.html": "汇总.html",
    **{
        name: f"{DATA}/{name}"
        for name in (
            "findings.json",
            "scores.json",
            "region.csv",
            "region-institutions.csv",
            "region-findings.csv",
            "region.parquet",
        )
    },
}
"""What outputs were called before, and are called now."""


class Made(Struct, frozen=True):
    """A file and the digest of its bytes; `path` relative to the folder."""

    path: str
    sha256: str


class Manifest(Struct, frozen=True):
    """`manifest.json`. `key` is one digest of everything that decides the outputs."""

    schema: str = "qianyi.manifest/1"
    state: Literal["writing", "done"] = "writing"
    version: str = __version__
    name: str = ""
    key: str = ""
    inputs: list[Made] = []
    policy: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    options: dict[str, Any] = {}
    as_of: str = ""
    campaign: tuple[str, str] = ("", "")
    summary: dict[str, Any] = {}
    outputs: list[Made] = []
    earlier: list[Made] = []
    """While `writing`: what the run before had written; any of it may still stand there."""
    edited: list[str] = []
    """Outputs that somebody has edited: theirs were left, ours not written."""


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def code_digest() -> str:
    """One digest of the program and its templates: other code may write other bytes."""
    from qianyi.resources import folder

    whole = hashlib.sha256()
    for root in (Path(__file__).parents[1], folder("templates")):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".pyo"} and "cases" not in path.parts:
                whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@cache
def policy_digest(spec: str) -> str:
    """Digest of a policy as loaded, with all that it extends."""
    from qianyi.policy.load import load_policy

    return hashlib.sha256(msgspec.json.encode(load_policy(spec))).hexdigest()


def inputs_of(job: Job) -> list[Made]:
    """The files a dossier is made of (its qianyi.toml too) with their digests as they are now."""
    from qianyi.intake.folder import display_path, gather
    from qianyi.policy.load import load_settings

    sources = {source.path for source in gather(job.paths)}
    for path in map(Path, job.paths):
        settings = (path if path.is_dir() else path.parent) / "qianyi.toml"
        if settings.is_file():
            sources.add(settings)
            document = load_settings(settings).document
            if document is not None and Path(document).is_file():
                sources.add(Path(document))
    base = Path(job.paths[0]) if Path(job.paths[0]).is_dir() else Path(job.paths[0]).parent
    return [Made(display_path(Path(os.path.relpath(path, base))), digest(path)) for path in sorted(sources)]


def as_read(job: Job, inputs: list[Made], read: Iterable[InputFile]) -> bool:
    """Whether these are the bytes that were read: a file may be written anew between hashing and reading."""
    from qianyi.intake.folder import display_path

    base = Path(job.paths[0]) if Path(job.paths[0]).is_dir() else Path(job.paths[0]).parent
    digests = {display_path(Path(os.path.relpath(file.real, base))): file.sha256 for file in read if file.real}
    for made in inputs:
        if made.path not in digests and Path(made.path).name == "qianyi.toml":
            digests[made.path] = digest(base / made.path)
    return all(digests.get(made.path, made.sha256) == made.sha256 for made in inputs)


def key_of(job: Job, inputs: list[Made]) -> str:
    """One digest of inputs, policy, options and program."""
    from qianyi import DEFAULT_POLICY
    from qianyi.policy.load import load_settings

    spec, named = job.options.policy, ""
    for path in map(Path, job.paths):
        settings = (path if path.is_dir() else path.parent) / "qianyi.toml"
        if spec is None and settings.is_file():
            spec, named = load_settings(settings).policy, f"{settings} 的 policy："
    try:
        policy = policy_digest(spec or DEFAULT_POLICY)
    except QianyiError as error:
        raise QianyiError(f"{named}{error}") from None
    parts = [
        [[made.path, made.sha256] for made in inputs],
        policy,
        options_of(job),
        unread_by(job),
        job.name,
        code_digest(),
    ]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def unread_by(job: Job) -> list[str]:
    """The names of the files that are named as not read (I012): they are told of, so they shape the outputs."""
    from qianyi.intake.folder import look

    return [source.shown for source, _ in look(job.paths)[1]]


def options_of(job: Job) -> dict[str, Any]:
    """The options that shape outputs; a password is not among them."""
    data: dict[str, Any] = msgspec.to_builtins(job.options)
    return {name: value for name, value in data.items() if name not in {"password", "force"}}


def as_it_was(job: Job, manifest: Manifest | None) -> Job:
    """The job with the options of the run that wrote the manifest."""
    if manifest is None:
        return job
    known = {name: value for name, value in manifest.options.items() if name in Options.__struct_fields__}
    try:
        options = msgspec.convert(known, Options)
    except msgspec.ValidationError:
        return job
    kept = {"password": job.options.password, "force": job.options.force}
    return msgspec.structs.replace(job, options=msgspec.structs.replace(options, **kept))


def load(out: Path) -> Manifest | None:
    """The manifest of an output folder, None where there is none that can be read."""
    for name in (MANIFEST, EARLIER_MANIFEST):
        try:
            found = msgspec.json.decode((out / name).read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError):
            continue
        if not all(plain(path) for path in [*(m.path for m in [*found.outputs, *found.earlier]), *found.edited]):
            return None
        if name == MANIFEST:
            return found
        outputs = [Made(renamed(made.path), made.sha256) for made in found.outputs]
        return msgspec.structs.replace(found, outputs=outputs, key="")
    return None


def plain(path: str) -> bool:
    """Whether a path of a manifest stays below its folder: whoever wrote the manifest, nothing else is touched."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and "\\" not in path and ":" not in parts[0] and ".." not in parts


def renamed(path: str) -> str:
    """What an output is called now."""
    first, *rest = PurePosixPath(path).parts
    return PurePosixPath(RENAMED.get(first, first), *rest).as_posix()


def current(manifest: Manifest | None, key: str, job: Job) -> bool:
    """Whether the outputs stand as this job would make them today (their bytes are looked at by `differing` only)."""
    if manifest is None or manifest.state != "done" or manifest.key != key:
        return False
    if job.options.as_of is None:
        start, end = manifest.campaign
        if manifest.as_of != max(start, min(date.today().isoformat(), end)):
            return False
    out = Path(job.out)
    return all((out / path).is_file() for path in [*(made.path for made in manifest.outputs), *manifest.edited])


def differing(manifest: Manifest, out: Path) -> list[str]:
    """Outputs that are gone or no longer have the bytes that were written."""
    return [
        made.path
        for made in manifest.outputs
        if not (out / made.path).is_file() or digest(out / made.path) != made.sha256
    ]
