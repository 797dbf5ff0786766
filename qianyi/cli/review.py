"""`qianyi review`: the year's end of one county or of hundreds."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from qianyi.cli import common, options
from qianyi.errors import QianyiError

if TYPE_CHECKING:
    from qianyi.yearend import Outcome, Review

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_WORDS = {"done": "已做", "unchanged": "未变", "failed": "没有做成", "differs": "不符", "absent": "没有交"}
PROGRESS = ("auto", "json", "none")


@app.command(help="年终：核查、评分、文书、报告一次办完，一个县或一棵装着几百个县的文件夹。")
def review(
    paths: options.Paths,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="结果放在这里")],
    policy: options.Policy = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    format: Annotated[str, typer.Option("--format", metavar="格式", help="text，或 json（一行一县）")] = "text",
    documents: Annotated[
        str | None, typer.Option("--documents", metavar="名称", help="填哪些文书（逗号分隔）；none 为不填")
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="公开版：姓名隐去，不出请假种类和逐日考勤")] = False,
    by_institution: Annotated[
        bool, typer.Option("--by-institution", help="另给每个单位一个文件夹：只有它自己的问题、成绩、批注、整改通知书")
    ] = False,
    institution: options.Institution = None,
    combine: Annotated[
        str,
        typer.Option(
            "--combine", metavar="方式", help="跨县单位如何合并：people 按人数加权、counties 简单平均、lowest 取最低"
        ),
    ] = "people",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", metavar="数", help="进程数（默认核数）")] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="地址", help="交给已有的 Dask 集群，如 tcp://host:8786")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="只核对结果是否与写出时一致、是否已过时")] = False,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="文件", help="逐县记日志；.jsonl 为给程序看的（运行号、用时）"),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="条件", help="退出码：error 有县没做成为 3、有错误为 1；undone 只看 3；never 总是 0"
        ),
    ] = "error",
    expected: Annotated[
        Path | None,
        typer.Option(
            "--expected", metavar="名册", help="应交的县（一行一个；或有 县、市、行政区划代码 各列的表），没交的点名"
        ),
    ] = None,
    progress: Annotated[
        str,
        typer.Option(
            "--progress", metavar="方式", help="进度：auto 在终端上显示，json 一县一行 JSON 写到 stderr，none"
        ),
    ] = "auto",
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    no_color: options.NoColor = False,
    force: options.Force = False,
    max_unpacked: options.MaxUnpacked = 512,
) -> None:
    """Review every dossier and say a line of each, worst first."""
    from qianyi.scoring.region import COMBINE
    from qianyi.yearend import FAIL_ON, Options
    from qianyi.yearend import review as run
    from qianyi.yearend.expected import read_expected

    format = common.one_of("--format", format, common.TEXT_OR_JSON)
    combine = common.one_of("--combine", combine, list(COMBINE))
    fail_on = common.one_of("--fail-on", fail_on, FAIL_ON)
    progress = common.one_of("--progress", progress, PROGRESS)
    awaited = read_expected(expected) if expected is not None else []
    if jobs is not None and jobs < 1:
        raise QianyiError("--jobs 须是 1 以上的数。")
    options = Options(
        policy=policy,
        year=year,
        as_of=common.parse_as_of(as_of),
        documents=_documents(documents),
        anonymous=anonymous,
        password=password,
        max_unpacked_mb=max_unpacked,
        force=force,
        by_institution=by_institution,
        institution=institution,
    )
    with Watch(log, quiet, progress) as watch:
        result = run(
            paths,
            output,
            options=options,
            jobs=jobs,
            cluster=cluster,
            combine=combine,
            verify_only=verify,
            watch=watch.tell,
            expected=awaited,
        )
        status = result.exit_status(fail_on)
        watch.end(result, status)
    if not quiet:
        for header in sorted({(o.summary["as_of"], o.summary["policy"]) for o in result.outcomes if o.summary}):
            common.note(f"截至 {header[0]}（政策 {header[1]}）")
    if format == "json":
        print("\n".join(_json_lines(result)))
    else:
        common.say("\n".join([*_text_lines(result, quiet), *(_input_lines(result) if verbose else [])]))
    raise typer.Exit(status)


def _documents(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())
    if names == ("none",):
        return ()
    from qianyi.output.documents.catalogue import named

    return tuple(named(name).id for name in names)


class Watch:
    """Progress on stderr (a line on a terminal, or JSON lines), and the log where one is asked for."""

    def __init__(self, log: Path | None, quiet: bool, progress: str = "auto") -> None:
        self.began = time.monotonic()
        self.run = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
        """Tells the lines of one run from those of another."""
        self.findings = 0
        self.shows = progress == "auto" and sys.stderr.isatty() and not quiet
        self.json = progress == "json"
        self.structured = log is not None and log.suffix.lower() in (".jsonl", ".json")
        self.log = _opened(log) if log else None

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        if self.log:
            self.log.close()
        if self.shows:
            _show("\r\033[K")

    def tell(self, done: int, total: int, outcome: Outcome) -> None:
        """One dossier is finished."""
        self.findings += outcome.errors + outcome.warnings
        passed = time.monotonic() - self.began
        left, rate = passed / done * (total - done), done / max(passed, 0.01)
        if self.shows:
            line = f"{done}/{total} 县 · 每秒 {rate:.1f} · 还要 {left:.0f} 秒 · 错误和提醒 {self.findings}"
            _show(f"\r\033[K{line}")
        if self.json:
            line = _line(
                {
                    "done": done,
                    "total": total,
                    "rate": round(rate, 2),
                    "left_seconds": round(left, 1),
                    "dossier": outcome.name,
                    "status": outcome.state,
                    "findings": self.findings,
                }
            )
            _show(f"{line}\n")
        self._record(outcome)

    def end(self, result: Review, status: int) -> None:
        """The run is over: those that never came, and how long it took."""
        for outcome in result.outcomes:
            if outcome.state == "absent":
                self._record(outcome)
        if self.log and self.structured:
            seconds = round(time.monotonic() - self.began, 2)
            counties = len(result.outcomes)
            print(
                _line({"run": self.run, "state": "end", "counties": counties, "seconds": seconds, "exit": status}),
                file=self.log,
                flush=True,
            )

    def _record(self, outcome: Outcome) -> None:
        if not self.log:
            return
        now = time.strftime("%Y-%m-%d %H:%M:%S")
        what = f"错误 {outcome.errors} 提醒 {outcome.warnings}" if outcome.summary else outcome.message
        line = f"{now} {outcome.name} {_WORDS[outcome.state]} {what} {outcome.seconds:.2f}秒"
        if self.structured:
            line = _line(
                {
                    "run": self.run,
                    "time": now,
                    "dossier": outcome.name,
                    "status": outcome.state,
                    "error": outcome.errors,
                    "warning": outcome.warnings,
                    "seconds": round(outcome.seconds, 2),
                    "message": outcome.message or None,
                }
            )
        print(line, file=self.log, flush=True)


def _show(text: str) -> None:
    """Progress, to whoever is still looking."""
    with suppress(OSError):
        print(text, end="", file=sys.stderr, flush=True)


def _opened(log: Path) -> TextIO:
    """The log to add to. Raises QianyiError where something else stands there: lines in an input would change it."""
    from qianyi.output.files import cannot

    try:
        if log.exists() and not (log.is_file() and _is_log(log)):
            raise QianyiError(f"“{log}”已存在，不是 qianyi review 的日志，不往里写；请换一个文件名。")
        return log.open("a", encoding="utf-8")
    except OSError as error:
        raise QianyiError(cannot(log, error)) from None


def _is_log(path: Path) -> bool:
    """Whether a file is empty or begins as a log does."""
    with path.open("rb") as file:
        head = file.read(4000)
    words = "|".join(_WORDS.values())
    first = re.compile(rf"""(?:\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d .* (?:{words}) |\{{"run":"\d{{8}}-\d{{6}}-)""")
    return not head or first.match(head.decode("utf-8", "replace")) is not None


def _line(data: dict[str, Any]) -> str:
    import msgspec

    return msgspec.json.encode(data).decode()


def _json_lines(result: Review) -> list[str]:
    from qianyi.output.json import encode_line
    from qianyi.output.shapes import ReviewLine

    return [
        encode_line(
            ReviewLine(
                dossier=outcome.name,
                status=outcome.state,
                output=outcome.out,
                summary=outcome.summary,
                message=outcome.message or None,
            )
        ).decode()
        for outcome in result.outcomes
    ]


def _input_lines(result: Review) -> list[str]:
    """What each county was made of, by its manifest."""
    from qianyi.yearend.manifest import load
    from qianyi.yearend.unit import titles

    called = titles(result.outcomes)
    lines = []
    for outcome in result.outcomes:
        made = load(Path(outcome.out)) if outcome.out else None
        lines += [f"{called[outcome.name]} 的输入（SHA-256）："] if made else []
        lines += [f"  {one.sha256}  {one.path}" for one in (made.inputs if made else ())]
    return lines


def _text_lines(result: Review, quiet: bool) -> list[str]:
    from qianyi.yearend.unit import titles

    lines = []
    called = titles(result.outcomes)
    for outcome in result.outcomes:
        title = called[outcome.name]
        if outcome.state in ("failed", "absent", "differs"):
            lines.append(f"{title}：{_WORDS[outcome.state]}。{outcome.message}")
            continue
        summary = outcome.summary
        mean = f"，人员平均 {summary['mean_percent']}" if summary.get("mean_percent") else ""
        same = "（未变）" if outcome.state == "unchanged" else ""
        lines.append(
            f"{title}：错误 {outcome.errors}，提醒 {outcome.warnings}，{summary.get('people', 0)} 人{mean}{same}"
            " → "
            f"{Path(outcome.out) / '报告.html'}"
        )
    if quiet or result.verified:
        return lines
    for outcome in result.outcomes:
        title = called[outcome.name]
        whose = f"{title} 的 " if len(result.outcomes) > 1 else ""
        if outcome.state == "done" and (moved := outcome.summary.get("changes")):
            lines.append(
                f"{title} 与上次相比：改好 {moved['fixed']}，新出 {moved['new']}，还在 {moved['left']}，"
                f"得分变动 {moved['scores']} 个（见 成绩.xlsx 的“变化”）"
            )
        lines += [
            f"{whose}{name} 改动过，没有覆盖；要重做，请先移走它，或加 --force。"
            for name in outcome.summary.get("left", ())
        ]
    if len(result.outcomes) == 1:
        lines += result.outcomes[0].summary.get("notes", [])
    else:
        failed = sum(outcome.state == "failed" for outcome in result.outcomes)
        absent = sum(outcome.state == "absent" for outcome in result.outcomes)
        errors = sum(outcome.errors for outcome in result.outcomes)
        lines.append(
            f"共 {len(result.outcomes)} 个县，错误 {errors} 处"
            + (f"，{failed} 个没有做成" if failed else "")
            + (f"，{absent} 个没有交" if absent else "")
        )
        lines += [f"汇总 → {result.region[0]}"] if result.region else []
    return lines
