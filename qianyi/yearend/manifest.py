"""What a dossier's outputs were made from. Outputs are staged and moved into place; the manifest comes last.

A manifest whose state is `writing` was left by a run that was cut off: its entries are ours, and are made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from qianyi import __version__
from qianyi.errors import QianyiError
from qianyi.output.files import check_may_write
from qianyi.yearend.plan import MANIFEST, Job

STAGE = ".qianyi-part"


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
    entries: list[str] = []
    """Names at the top of the folder that are ours."""
    outputs: list[Made] = []


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
    from qianyi.intake.folder import gather, told

    sources = {source.path for source in gather(job.paths)}
    for path in map(Path, job.paths):
        settings = (path if path.is_dir() else path.parent) / "qianyi.toml"
        if settings.is_file():
            sources.add(settings)
    base = Path(job.paths[0]) if Path(job.paths[0]).is_dir() else Path(job.paths[0]).parent
    return [Made(told(Path(os.path.relpath(path, base))), digest(path)) for path in sorted(sources)]


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
    told = [
        [[made.path, made.sha256] for made in inputs], policy, options_told(job),
        job.name, code_digest(),
    ]  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def options_told(job: Job) -> dict[str, Any]:
    """The options that shape outputs; a password is not among them."""
    data: dict[str, Any] = msgspec.to_builtins(job.options)
    return {name: value for name, value in data.items() if name not in {"password", "force"}}


def load(out: Path) -> Manifest | None:
    """The manifest of an output folder, None where there is none that can be read."""
    try:
        return msgspec.json.decode((out / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None


def current(manifest: Manifest | None, key: str, job: Job) -> bool:
    """Whether the outputs stand as this job would make them today (their bytes are looked at by `differing` only)."""
    if manifest is None or manifest.state != "done" or manifest.key != key:
        return False
    if job.options.as_of is None:
        start, end = manifest.campaign
        if manifest.as_of != max(start, min(date.today().isoformat(), end)):
            return False
    out = Path(job.out)
    return all((out / made.path).is_file() for made in manifest.outputs)


def differing(manifest: Manifest, out: Path) -> list[str]:
    """Outputs that are gone or no longer have the bytes that were written."""
    return [
        made.path
        for made in manifest.outputs
        if not (out / made.path).is_file() or digest(out / made.path) != made.sha256
    ]


def refuse_foreign(out: Path, names: set[str], force: bool) -> None:
    """Raise QianyiError where writing `names` would lose what qianyi did not write."""
    if force or not out.exists():
        return
    manifest = load(out)
    ours = set(manifest.entries) if manifest else set()
    for name in sorted(names - ours):
        for path in [out / name, *sorted((out / name).rglob("*"))]:
            if path.is_file():
                check_may_write(path)
    if manifest and manifest.state == "done":
        known = {made.path for made in manifest.outputs}
        edited = [path for path in differing(manifest, out) if (out / path).exists()]
        added = [
            path.relative_to(out).as_posix()
            for name in sorted(ours & names)
            for path in sorted((out / name).rglob("*"))
            if path.is_file() and path.relative_to(out).as_posix() not in known
        ]
        if edited or added:
            raise QianyiError(f"{out / (edited + added)[0]} 被改动或添加过；请先移走，或加 --force 覆盖。")


def stage(out: Path) -> Path:
    """An empty folder inside `out` to write into."""
    path = out / STAGE
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def sweep(out: Path) -> None:
    """Remove what a run that was cut off left behind, and the folder where nothing else is in it."""
    if (out / STAGE).exists():
        shutil.rmtree(out / STAGE, ignore_errors=True)
        with contextlib.suppress(OSError):
            out.rmdir()


def publish(out: Path, manifest: Manifest) -> None:
    """Move everything staged into place and write the manifest last."""
    part = out / STAGE
    staged = sorted(path.name for path in part.iterdir())
    before = load(out)
    stale = set(before.entries) - set(staged) if before else set()
    files = sorted(path for path in part.rglob("*") if path.is_file())
    outputs = [Made(path.relative_to(part).as_posix(), digest(path)) for path in files]
    _put(out, msgspec.structs.replace(manifest, state="writing", entries=sorted({*staged, *stale}), outputs=outputs))
    for name in sorted(stale):
        _remove(out / name)
    for name in staged:
        if (part / name).is_dir() or (out / name).is_dir():
            _remove(out / name)
        os.replace(part / name, out / name)
    _put(out, msgspec.structs.replace(manifest, state="done", entries=staged, outputs=outputs))
    part.rmdir()


def _put(out: Path, manifest: Manifest) -> None:
    draft = out / STAGE / MANIFEST
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    os.replace(draft, out / MANIFEST)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
