"""Words that the reports share: names masked for publication, severities, states, dates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from qianyi.output.documents.words import mask
from qianyi.resources import folder

SEVERITY = {"error": "错误", "warning": "提醒", "info": "说明"}
STATUS = {"final": "已定", "provisional": "暂定", "pending": "待评"}
TERM = {"year": "一年", "half": "半年", "short": "不足半年"}


def masked(names: Iterable[str]) -> dict[str, str]:
    """The mask of each name; people who would look alike under it are numbered in order (林**, 林**2)."""
    shown: dict[str, str] = {}
    seen: dict[str, int] = {}
    for name in dict.fromkeys(names):
        starred = mask(name)
        seen[starred] = seen.get(starred, 0) + 1
        shown[name] = starred if seen[starred] == 1 else f"{starred}{seen[starred]}"
    return shown


@cache
def title_of(code: str) -> str:
    """A rule's short name, from the heading of its case file; else the beginning of its page."""
    try:
        with (folder("cases") / f"{code}.md").open(encoding="utf-8") as file:
            return file.readline().strip().removeprefix("#").strip().removeprefix(code).strip()
    except FileNotFoundError:
        from qianyi.rules.registry import RULES

        page = RULES[code].page.strip() if code in RULES else ""
        return page.removeprefix("说明：").split("。")[0].split("；")[0]
