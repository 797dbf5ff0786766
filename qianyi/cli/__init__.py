"""The face of qianyi: one small module a command, imported only when that command is asked for."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, Exit, TyperException

from qianyi import __version__, startup
from qianyi.cli import common
from qianyi.cli.page import page_class
from qianyi.errors import QianyiError
from qianyi.inputs import remembering

COMMANDS = {
    "init": "生成空白工作簿和 qianyi.toml",
    "validate": "核查：哪一格违反了哪一条",
    "score": "评分：每一分扣在哪里",
    "fill": "填写正式文书（docx、xlsx）",
    "review": "年终：一个县或几百个县一次办完",
    "why": "某人或某单位的扣分明细",
    "explain": "一条规则、条款或评分项说的是什么",
    "plan": "选派：谁去哪里，年初就条条合规",
    "send": "发表：每个单位一本当月的空白表",
    "status": "收表：哪些交了、缺了、有错，什么快到期",
    "diff": "前后两次比较：改好的、新出的、得分变动",
    "inspect": "读表：每张表认作什么，哪些行没用上",
    "fix": "只做不丢信息的整理，另存新文件",
    "policy": "政策：list、show、check、diff",
    "template": "文书模板：list、check、fields、copy",
    "schema": "输出的 JSON Schema",
    "demo": "把随程序来的样例县办一遍",
    "menu": "编了号的菜单，不用记命令",
    "web": "在本机浏览器里用千医",
}
HELP = "千医：“千名医师下基层”“千医下乡”对口支援的核查、评分与文书。"


class LazyGroup(TyperGroup):
    """Lists every command from a table, imports only the one that runs."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All command names, in the order of a year's work."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        startup.import_msgspec()
        app = import_module(f"qianyi.cli.{cmd_name}").app
        command = typer.main.get_command(app)
        command.name = cmd_name
        return in_chinese(command)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The command list of `--help`, without importing any of them."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_help(self, ctx: Any) -> str:
        """The page of `--help`."""
        ctx.formatter_class = page_class()
        return _translated(super().get_help(ctx))


_WORDS = {
    "Usage: ": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "命令:": "命令：",
    "[required]": "[必填]",
}
"""What the parser says of itself, in Chinese."""
_SENTENCES = (
    ("[default:", r"\[default:\s+([^\];]+)(?:;\s+x>=\d+)?\]", r"[默认 \1]"),
    ("Show", r"Show\s+this\s+message\s+and\s+exit\.", "显示这一页"),
    ("Install", r"Install\s+completion\s+for\s+the\s+current\s+shell\.", "为当前的命令行装上自动补全"),
    ("Show", r"Show\s+completion\s+for\s[^.]*\.", "显示自动补全的脚本"),
)
"""Longer ones, each behind what it begins with: their lines may have been wrapped anywhere."""


def _translated(page: str) -> str:
    for english, chinese in _WORDS.items():
        page = page.replace(english, chinese)
    for beginning, english, chinese in _SENTENCES:
        if beginning in page:
            page = re.sub(english, chinese, page)
    return page


def in_chinese(command: Any) -> Any:
    """The command (with those below it), its `--help` in Chinese."""
    own = command.get_help

    def get_help(ctx: Any) -> str:
        ctx.formatter_class = page_class()
        return _translated(own(ctx))

    command.get_help = get_help
    for below in getattr(command, "commands", {}).values():
        in_chinese(below)
    return command


app = typer.Typer(
    cls=LazyGroup, help=HELP, rich_markup_mode=None, no_args_is_help=False, pretty_exceptions_enable=False
)


@app.callback(invoke_without_command=True)
def _root(ctx: typer.Context, version: bool = typer.Option(False, "--version", help="显示版本")) -> None:
    if version:
        print(f"qianyi {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 or 2 (130 where interrupted)."""
    with remembering():
        return _run(arguments)


def _run(arguments: list[str] | None) -> int:
    try:
        command: Any = typer.main.get_command(app)
        result = command.main(args=arguments, prog_name="qianyi", standalone_mode=False)
        sys.stdout.flush()
        common.print_notes()
        return result if isinstance(result, int) else 0
    except QianyiError as error:
        return _refuse(str(error))
    except Exit as end:
        common.keep(end)
        return _ended(end.exit_code)
    except TyperException as error:
        return _refuse(_usage(error))
    except SystemExit:  # so the parser ends where the reader has gone
        return _not_written(BrokenPipeError(errno.EPIPE, ""))
    except (Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        return _not_written(error)
    except MemoryError:
        return _refuse("内存不足；请分批处理，或换一台内存更大的机器。")
    except Exception as error:
        return _broken(error)


def _ended(status: int) -> int:
    """The status of a command that came to its end, once all that it said has been taken."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _not_written(error)
    common.print_notes()
    return status


def _not_written(error: OSError) -> int:
    """What the system refused, and how that ends: a reader who has gone wants nothing more."""
    if error.errno == errno.EPIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        common.drop_notes()
        return 0
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _refuse("磁盘已满，结果没有写完；请清出空间后再试。")
    return _broken(error)


def _broken(error: Exception) -> int:
    if os.environ.get("QIANYI_DEBUG"):
        raise error
    what = f"{type(error).__name__}：{_one_line(error)}"
    return _refuse(f"程序内部出错（{what}）；设 QIANYI_DEBUG=1 重试可见详情，请反馈给维护者。")


_MOST = 600
"""Characters of a refusal: longer ones quote something that nobody reads to its end."""


def _refuse(message: str) -> int:
    from qianyi.output.words import visible

    common.drop_notes()
    if len(message) > _MOST:
        message = f"{message[: _MOST // 2]}……{message[-_MOST // 2 :]}"
    with suppress(OSError):  # nobody is listening
        print(f"qianyi：{visible(message)}", file=sys.stderr, flush=True)
    return 2


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _usage(error: TyperException) -> str:
    """One Chinese sentence for a wrong command line. The parser is vendored in typer: its errors go by name."""
    ctx: Any = getattr(error, "ctx", None)
    parameter: Any = getattr(error, "param", None)
    hint = f"；用法见 {ctx.command_path if ctx else 'qianyi'} --help。"
    name = parameter.opts[0] if getattr(parameter, "opts", None) else ""
    match type(error).__name__:
        case "NoSuchOption":
            near: list[str] = getattr(error, "possibilities", None) or []
            return f"没有选项 {getattr(error, 'option_name', '')}{f'，是不是 {near[0]}' if near else ''}{hint}"
        case "MissingParameter":
            option = f"{name} " if name.startswith("-") else ""
            return f"缺少 {option}{getattr(parameter, 'metavar', None) or name}{hint}"
        case "BadParameter":
            value = re.match(r"'(.*)' is not a valid int", str(error))
            small = re.match(r"(\S+) is not in the range x>=(\S+)\.", str(error))
            said = f"“{value[1]}”不是整数" if value else f"{small[1]} 小于 {small[2]}" if small else _one_line(error)
            return f"{name} 的值不对（{said}）{hint}"
    unknown = re.match(r"No such command '(.*?)'", str(error))
    if unknown:
        from difflib import get_close_matches

        known = [*COMMANDS, *getattr(getattr(ctx, "command", None), "commands", ())]
        near = get_close_matches(unknown[1], known, 1)
        return f"没有命令 {unknown[1]}{f'，是不是 {near[0]}' if near else ''}{hint}"
    return f"命令用法不对（{_one_line(error)}）{hint}"


def _unraisable(problem: Any) -> None:
    """An interrupt that met a callback, from where it cannot be raised, ends the run all the same."""
    if isinstance(problem.exc_value, KeyboardInterrupt):
        os._exit(130)
    sys.__unraisablehook__(problem)


def main() -> None:
    """Entry point of the `qianyi` command: ends at once, since freeing every object takes a tenth of the time."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # as `deliver.show`: a pipe on a Chinese Windows would be GBK
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.unraisablehook = _unraisable
    status = run()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(OSError):  # whoever was to read it has gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
