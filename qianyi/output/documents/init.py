"""`qianyi init`: blank workbooks for every kind of sheet, grids for every month of the campaign, and a qianyi.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from qianyi.output.documents.batch import Batch
from qianyi.output.documents.blank_book import BlankBook
from qianyi.output.documents.succession import Succession, carried_settings
from qianyi.output.files import OutputError

if TYPE_CHECKING:
    from qianyi.policy.model import Policy

GRIDS = "考勤"


def write_blank(
    out: Path, policy: Policy, spec: str, shifted: bool = False, force: bool = False, before: Succession | None = None
) -> list[Path]:
    """Write the workbooks and qianyi.toml into `out`; returns the paths. Raises OutputError where files stand there.

    `spec` is the policy as qianyi.toml should name it; `shifted`: the campaign is not the pack's own; `before`: what
    goes over from the year before.
    """
    plan = tomli.loads(Path(__file__).with_name("init.toml").read_text(encoding="utf-8"))
    year = policy.campaign.year
    with Batch(out) as batch:
        for name, kinds in plan["books"].items():
            batch.add(f"{name}.xlsx", BlankBook(policy, plan, before.rows if before else {}).registers(kinds))
        batch.add(f"{GRIDS}{year}.xlsx", BlankBook(policy, plan).grids())
        settings = (settings_text(policy, spec, shifted) if before is None else carried_settings(before, spec)).encode()
        _keep_settings(out / "qianyi.toml", settings, force)
        batch.add("qianyi.toml", settings)
        return batch.commit(force=force)


def _keep_settings(path: Path, content: bytes, force: bool) -> None:
    """Raise OutputError where a qianyi.toml stands there that is not word for word the blank one: it is meant to be
    edited, and an edited text bears no trace of it."""
    if not force and path.is_file() and path.read_bytes() != content:
        raise OutputError(f"“{path}”已存在，内容和空白的不同（可能已填过）；请换一个文件夹，或加 --force 覆盖。")


def settings_text(policy: Policy, spec: str, shifted: bool) -> str:
    """A qianyi.toml in which everything a county may set is shown, most of it commented out."""
    campaign = policy.campaign
    shown = [item for item in policy.parameters.values() if item.value is not None][:60]
    off = "" if shifted else "# "
    lines = "\n".join(
        f'# "{item.id}" = {_toml(item.value)}  # {item.title or item.id}（{item.clause}）' for item in shown
    )
    return f"""# qianyi 的县级设定。以 # 开头的行不起作用；要用哪一行，去掉行首的 #。
policy = "{spec}"
# office = "云岭县卫生健康局"  # 文书落款的单位
# hardship = ["柳林乡卫生院"]  # 艰苦边远地区的受援单位

# [document]  # 本县自己的文件：正式的表逐字照它印
# file = "方案.docx"

[campaign]
{off}start = {campaign.start.isoformat()}
{off}end = {campaign.end.isoformat()}

[parameters]  # 改动政策的数字；每份输出都会写明改了什么
{lines}

[aliases]  # "别名" = "正式名"
# "县医院" = "云岭县人民医院"

[calendar]  # 国务院公布的节假日和调休已经知道；这里补本地的，或还没有公布的年份
# holidays = [{campaign.end.year}-04-21]
# workdays = []
# notice = "{campaign.end.year}年放假安排.txt"  # 国务院的通知存成文本（或 holiday-cn 的 JSON），放在这个文件夹
# settled = [{campaign.end.year}]  # 上面的 holidays、workdays 已把这一年写全（只写当地的一两天不要写这一行）

[marks]  # 考勤表里没有图例时，符号的意思
# "△" = "事假"

[grades]  # 文件没有分数线；要由本县设定，写百分比，含本数
# "优秀" = 90
# "合格" = 60

# [[waivers]]  # 有人负责的例外：列出代码、理由、批准人
# code = "T201"
# person = "陈望舒"
# reason = "专项工作"
# approved_by = "县卫生健康局"
# until = {campaign.end.isoformat()}
"""


def _toml(value: object) -> str:
    """A parameter's value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
