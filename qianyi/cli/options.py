"""The options that several commands have, each with one word of help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="工作簿，或一个县的文件夹", show_default=False)]
Policy = Annotated[str | None, typer.Option("--policy", metavar="ID|文件", help="政策（默认 yanchi-2022）")]
Rubric = Annotated[str, typer.Option("--rubric", metavar="文件", help="本县另定的评分细则（TOML）")]
Year = Annotated[int | None, typer.Option("--year", metavar="年", help="活动年度，政策日期随之整年平移")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="日期", help="截至日期，之后的不要求")]
Roster = Annotated[str | None, typer.Option("--roster", metavar="文件", help="派驻人员名单")]
Password = Annotated[str | None, typer.Option("--password", metavar="密码", help="打开加密工作簿的密码")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="路径", help="写到这里，不写屏幕")]
Select = Annotated[str | None, typer.Option("--select", metavar="代码", help="只看这些（逗号分隔，可只写字母）")]
Ignore = Annotated[str | None, typer.Option("--ignore", metavar="代码", help="不看这些")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="只要问题（或得分表）本身")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="逐条列出，连整理过的值（I005）和输入的 SHA-256")]
NoColor = Annotated[bool, typer.Option("--no-color", help="不用颜色")]
TextOrJson = Annotated[str, typer.Option("--format", metavar="格式", help="text、json")]
Format = Annotated[str, typer.Option("--format", metavar="格式", help="text、json、csv、xlsx、markdown、junit、github")]
Institution = Annotated[
    str | None,
    typer.Option("--institution", metavar="单位", help="只要与这个单位有关的"),
]
Force = Annotated[bool, typer.Option("--force", help="覆盖不是本工具写的文件")]
MaxUnpacked = Annotated[int, typer.Option("--max-unpacked", min=1, metavar="MB", help="工作簿解开后的上限")]
