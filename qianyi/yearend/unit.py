"""The unit of work: one dossier, from its files to its outputs. Never raises; the same on a pool and on a cluster."""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct, structs

from qianyi.errors import QianyiError
from qianyi.intake.folder import DATA, SETTINGS, display_path
from qianyi.output.files import cannot, marked
from qianyi.output.locks import locked
from qianyi.policy.settings import load_settings
from qianyi.yearend import manifest as made
from qianyi.yearend import publish
from qianyi.yearend.plan import Job

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.scoring.changes import Changes, RunResult
    from qianyi.scoring.result import Scores

REPORT, RESULT, PROBLEMS, DOCUMENTS = "报告.html", "成绩.xlsx", "问题清单.xlsx", "文书"
_PACKS = "单位"
FINDINGS, SCORES = f"{DATA}/findings.json", f"{DATA}/scores.json"

_TRIES = 3
"""So often a county is read anew where its files change meanwhile."""

OutcomeState = Literal["done", "unchanged", "failed", "differs", "absent"]


class Outcome(Struct, frozen=True):
    """What became of one dossier. `failed`: nothing could be made of it, `message` says why; `absent`: it was awaited,
    and nothing came in."""

    name: str
    out: str
    state: OutcomeState
    summary: dict[str, Any] = {}
    message: str = ""
    seconds: float = 0.0
    named: str = ""
    """What its qianyi.toml calls the county, where nothing else could be made of it."""

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return int(self.summary.get("error", 0))

    @property
    def warnings(self) -> int:
        """Findings of severity warning."""
        return int(self.summary.get("warning", 0))

    @property
    def county(self) -> str:
        """What its qianyi.toml calls the county, "" where it does not."""
        return str(self.summary.get("county") or self.named)


def titles(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """What each dossier is called on paper: its county, the folder beside where two have one name; else its folder."""
    called = Counter(outcome.county or outcome.name for outcome in outcomes)
    return {
        one.name: f"{one.county} {one.name}" if called[one.county] > 1 else one.county or one.name for one in outcomes
    }


def look(job: Job) -> Outcome | None:
    """The outcome where outputs are up to date or the inputs cannot be read; None where there is work to do."""
    out = Path(job.out)
    try:
        manifest = made.load(out)
        if manifest is not None and made.current(manifest, made.key_of(job, made.inputs_of(job)), job):
            return Outcome(job.name, job.out, "unchanged", manifest.summary)
    except (QianyiError, OSError) as error:
        return _failed(job, _sentence(error, job))
    return None


def verify(job: Job) -> Outcome:
    """Whether the outputs are there, up to date, and still have the bytes that were written. Writes nothing.

    The options are those that the outputs were made with."""
    out = Path(job.out)
    manifest = made.load(out)
    try:
        job = made.as_it_was(job, manifest)
        key = made.key_of(job, made.inputs_of(job))
        if manifest is None:
            return Outcome(job.name, job.out, "differs", message="还没有结果；请先运行 qianyi review。")
        wrong = made.differing(manifest, out)
        if manifest.state != "done":
            return Outcome(job.name, job.out, "differs", manifest.summary, "上次没有做完；请再运行一次 qianyi review。")
        if wrong:
            more = f" 等 {len(wrong)} 个" if len(wrong) > 1 else ""
            return Outcome(
                job.name, job.out, "differs", manifest.summary, f"{wrong[0]}{more} 与写出时不同；请核对，或删去后重做。"
            )
        if not made.current(manifest, key, job):
            return Outcome(
                job.name, job.out, "differs", manifest.summary, "输入或设定变了；请再运行一次 qianyi review。"
            )
    except (QianyiError, OSError) as error:
        return _failed(job, _sentence(error, job))
    return Outcome(job.name, job.out, "unchanged", manifest.summary)


def mend(job: Job) -> None:
    """Finish what a run that was cut off had begun to put into place, and sweep up behind it."""
    out = Path(job.out)
    if publish.cut_off(out):
        with contextlib.suppress(QianyiError, OSError), locked(out):  # held by a run under way: told where it matters
            publish.finish(out)
            publish.sweep(out)


def work(job: Job) -> Outcome:
    """Validate, score, fill and report one dossier."""
    began = time.monotonic()
    try:
        return Outcome(job.name, job.out, "done", _make(job), seconds=time.monotonic() - began)
    except (QianyiError, OSError) as error:
        message = _sentence(error, job)
    except MemoryError:
        message = "内存不足；请换一台内存更大的机器单独处理。"
    except Exception as error:
        if os.environ.get("QIANYI_DEBUG"):
            raise
        message = f"程序内部出错（{type(error).__name__}：{_sentence(error, job)}）；请反馈给维护者。"
    publish.sweep(Path(job.out))
    return _failed(job, message, time.monotonic() - began)


def _failed(job: Job, message: str, seconds: float = 0.0) -> Outcome:
    """The outcome of a dossier of which nothing could be made; its county all the same where qianyi.toml can be read."""
    named = ""
    with contextlib.suppress(QianyiError, OSError):
        named = load_settings(Path(job.paths[0]) / SETTINGS).county or ""
    return Outcome(job.name, job.out, "failed", message=message, seconds=seconds, named=named)


def _sentence(error: BaseException, job: Job) -> str:
    """What went wrong, files told from the county's folder: the same words wherever it lies."""
    return _plain(error).replace(f"{display_path(Path(job.paths[0]))}/", "")


def _plain(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return cannot(Path(display_path(Path(error.filename))), error, "处理不了")
    return " ".join(str(error).encode("utf-8", "replace").decode().split())


def _make(job: Job) -> dict[str, Any]:
    out = Path(job.out)
    out.mkdir(parents=True, exist_ok=True)
    with locked(out):
        publish.sweep(out)
        out.mkdir(exist_ok=True)
        return _make_alone(job, out)


def _make_alone(job: Job, out: Path) -> dict[str, Any]:
    import qianyi
    from qianyi import county
    from qianyi.output.report import render_county
    from qianyi.yearend.earlier import earlier_run

    options = job.options
    for _ in range(_TRIES):
        inputs = made.inputs_of(job)
        key = made.key_of(job, inputs)
        facts = county.read(job.paths, options.request)
        if made.as_read(job, inputs, facts.dossier.inputs):
            break
    else:
        raise QianyiError("材料一边读一边在变；请等文件存好、同步完成后再运行一次。")
    scores = qianyi.score(facts)
    kinds = {sheet.kind for item in facts.dossier.inputs for sheet in item.sheets}
    if "roster" not in kinds and not any(finding.severity == "error" for finding in scores.findings):
        raise QianyiError("没有找到派驻人员名单；请把名单放进这个县的文件夹。")
    scores = structs.replace(scores, findings=[finding for finding in scores.findings if finding.code != "I005"])
    everybody = facts, scores
    only = None
    if options.institution is not None:
        from qianyi.scoring.narrow import alone, institution_named

        only = institution_named(facts, options.institution)
        facts, scores = alone(facts, scores, only)
    names = {REPORT, SCORES} | (set() if options.anonymous else {FINDINGS, RESULT, PROBLEMS, DOCUMENTS, _PACKS})
    publish.refuse_foreign(out, names, options.force)
    before = None if options.anonymous else earlier_run(out)
    part = publish.stage(out)
    (part / DATA).mkdir()
    title = facts.dossier.settings.county or Path(job.name).name
    notes: list[str] = []
    changes = None
    whole = {REPORT, SCORES}
    if options.anonymous:
        _masked(facts, scores, part)
    else:
        notes, changes, filled = _private(facts, scores, part, out, options.documents, before, only)
        whole |= {FINDINGS, RESULT, PROBLEMS, *filled}
    carried = {PROBLEMS}
    if options.by_institution and not options.anonymous:
        packed = _packs(*everybody, part, out, options.password, only)
        whole |= packed
        carried |= {name for name in packed if name.endswith((f"/{PROBLEMS}", ".zip"))}
    page = render_county(facts, scores, name=title, anonymous=options.anonymous, changes=changes)
    (part / REPORT).write_text(page, encoding="utf-8", newline="\n")
    campaign, policy = facts.policy.campaign, facts.policy
    spec = options.policy or facts.dossier.settings.policy or qianyi.DEFAULT_POLICY
    summary: dict[str, Any] = msgspec.to_builtins({**_summary(facts, scores), "notes": notes})
    if changes is not None:
        summary["changes"] = {
            "fixed": len(changes.fixed),
            "new": len(changes.new),
            "left": len(changes.left),
            "scores": len(changes.scores),
        }
    record = made.Manifest(
        name=job.name,
        key=key,
        inputs=inputs,
        policy={"id": policy.id, "sha256": made.policy_digest(spec)},
        parameters=msgspec.to_builtins(policy.overrides),
        options=made.options_of(job),
        as_of=facts.as_of.isoformat(),
        campaign=(campaign.start.isoformat(), campaign.end.isoformat()),
        summary=summary,
    )
    left = publish.publish(out, record, force=options.force, carried=carried, whole=whole)
    return {**summary, "left": left} if left else summary


def _masked(facts: Facts, scores: Scores, part: Path) -> None:
    from qianyi.output.documents.phrasing import masked
    from qianyi.output.json import encode
    from qianyi.scoring import shaping

    names = masked(person.placement.name for person in scores.people)
    (part / SCORES).write_bytes(encode(shaping.masked(shaping.score(facts, scores, scores.findings), names)))


def _private(
    facts: Facts,
    scores: Scores,
    part: Path,
    out: Path,
    documents: tuple[str, ...] | None,
    before: RunResult | None,
    only: str | None = None,
) -> tuple[list[str], Changes | None, list[str]]:
    """The outputs that name people and days: findings, scores, problems, result workbook, documents, staged in `part`
    for `out`.

    Returns what the documents lack or why one was not written, what changed since the run before, and the names of the
    documents.
    """
    from qianyi.output import json as output
    from qianyi.output.problems import kept_answers, problem_list
    from qianyi.output.score_book import score_workbook
    from qianyi.rules import shaping
    from qianyi.scoring.changes import RunResult, compare
    from qianyi.yearend.earlier import decoded

    findings = [finding for finding in scores.findings if finding.code[0] != "S"]
    checks = [run for run in scores.checks if run.code[0] != "S"]
    (part / FINDINGS).write_bytes(output.encode(shaping.validation(facts, findings, checks)))
    encoded = output.score_json(facts, scores, scores.findings)
    (part / SCORES).write_bytes(encoded)
    changes = None
    if before is not None:
        found = compare(before, RunResult(str(out), decoded(encoded)))
        changes = found if found.any else None
    kept = kept_answers(out / PROBLEMS)
    (part / PROBLEMS).write_bytes(marked(problem_list(facts, scores.findings, kept, output=out / PROBLEMS)))
    kept = kept_answers(out / RESULT)
    (part / RESULT).write_bytes(marked(score_workbook(facts, scores, scores.findings, out / RESULT, changes, kept)))
    if documents == ():
        return [], changes, []
    from qianyi.output.documents import fill

    filled = fill(facts, scores, part / DOCUMENTS, documents, institutions=None if only is None else [only])
    names = [path.relative_to(part).as_posix() for path in filled.files]
    wording = facts.policy.wording
    return [*filled.refused, *(wording.problems if wording else ()), *filled.missing], changes, names


def _packs(facts: Facts, scores: Scores, part: Path, out: Path, password: str | None, only: str | None) -> set[str]:
    """A folder and a zip for each institution (or for the one); returns their names."""
    from qianyi.output.packs import packs

    packed = set()
    asked = facts.free_texts.every("demand")
    for name, content in packs(facts, scores, out / _PACKS, password, asked, only):
        path = part / _PACKS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        packed.add(f"{_PACKS}/{name}")
    return packed


def _summary(facts: Facts, scores: Scores) -> dict[str, Any]:
    """What the line of a dossier tells, and the order of lines rests on."""
    from qianyi.rules.summary import count_severities, summarise

    judged = (person for person in scores.people if person.status != "pending")  # an unmarked line is no zero
    percents = [person.percent for person in judged if person.percent is not None]
    mean = round(sum(percents) / len(percents), 2) if percents else None
    return {
        **count_severities(scores.findings),
        **summarise(facts),
        **({"county": county} if (county := facts.dossier.settings.county) else {}),
        "mean_percent": None if mean is None else str(mean),
        "policy": facts.policy.id,
        "as_of": facts.as_of.isoformat(),
        "not_final": sum(person.status != "final" for person in scores.people),
    }
