"""`qianyi menu`: a numbered menu over one county's folder, for who double-clicks and has no command line."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from qianyi.errors import QianyiError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
RESULTS = "千医结果"

MenuJob = Callable[[Path, Path], list[str]]
"""Command-line words for a county's folder and the folder of its results."""

JOBS: tuple[tuple[str, str, MenuJob], ...] = (
    ("核查", "问题清单和批注副本", lambda county, out: ["validate", f"{county}", "--annotate", f"{out / '批注'}"]),
    ("评分", "成绩.xlsx", lambda county, out: ["score", f"{county}", "-o", f"{out / '成绩.xlsx'}"]),
    ("填表", "全部文书", lambda county, out: ["fill", f"{county}", "-o", f"{out / '文书'}"]),
    ("年终", "核查、评分、文书、报告一次办完", lambda county, out: ["review", f"{county}", "-o", f"{out / '年终'}"]),
    ("发表", "给各单位的当月空白表", lambda county, out: ["send", f"{county}", "-o", f"{out / '发表'}"]),
    ("收表情况", "谁交了、谁缺", lambda county, out: ["status", f"{county}", "-o", f"{out / '收表'}"]),
)


@app.command(help="编了号的菜单：核查、评分、填表、年终、发表、收表情况，办完打开结果。")
def menu(
    county: Annotated[Path | None, typer.Argument(metavar="文件夹", help="一个县的文件夹")] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="办完不打开结果")] = False,
) -> None:
    """Ask, run, open what was made; again until 0."""
    county = county or Path(_asked("县的文件夹（可以拖进来）").strip("\"'“” "))
    if not county.is_dir():
        raise QianyiError(f"“{county}”不是文件夹；请把装着名单和考勤的文件夹拖到 千医.bat 上。")
    # beside the county, not in it: results are no inputs
    out = county.resolve().parent / f"{county.resolve().name}-{RESULTS}"
    while (chosen := _choose()) is not None:
        name, _, words = JOBS[chosen]
        out.mkdir(exist_ok=True)
        from qianyi import cli

        status = cli.run(words(county, out))
        print(f"\n{name}：{'没有办成，原因见上' if status == 2 else f'办好了，在 {out}'}\n")
        if status != 2 and not no_open:
            webbrowser.open(_best(out).resolve().as_uri())


def _choose() -> int | None:
    """The number of a job, None to leave."""
    for number, (name, what, _) in enumerate(JOBS, 1):
        print(f"  {number}  {name}（{what}）")
    print("  0  退出")
    while True:
        answer = _asked("请输入号码")
        if answer in ("", "0"):
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(JOBS):
            return int(answer) - 1
        print(f"没有 {answer}，请输入 0 到 {len(JOBS)}。")


def _asked(words: str) -> str:
    print(f"{words}：", end="", flush=True)
    return sys.stdin.readline().strip()


def _best(out: Path) -> Path:
    """What to open: the latest report, else the folder."""
    reports = sorted(out.rglob("*.html"), key=lambda path: path.stat().st_mtime)
    return reports[-1] if reports else out
