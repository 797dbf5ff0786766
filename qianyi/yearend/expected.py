"""The counties from which something is awaited: a list, against which those that handed nothing in are named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.errors import QianyiError
from qianyi.inputs import remember

if TYPE_CHECKING:
    from qianyi.yearend.unit import Outcome

_COUNTY = ("县", "县区", "区县", "县（市、区）", "县市区", "名称", "单位")
_CITY = ("市", "地市", "设区市", "地级市")
_CODE = ("行政区划代码", "区划代码", "代码")


class Expected(Struct, frozen=True):
    """One county of the list, with its city and its 行政区划代码 where the list gives them."""

    name: str
    city: str = ""
    code: str = ""

    def meets(self, outcome: Outcome) -> bool:
        """Whether a dossier is this county's: by its name (市/县, or its folder alone), or by what it calls itself."""
        parts = outcome.name.split("/")
        return self.name in (outcome.name, parts[-1], outcome.county) and (
            not self.city or len(parts) == 1 or self.city in parts
        )


def read_expected(path: Path) -> list[Expected]:
    """The list of a text file (a county a line), a csv or a workbook (县, and 市, 行政区划代码 where given).

    Raises QianyiError where the file cannot be read or names no county.
    """
    from qianyi.intake.opening.detect import open_tables
    from qianyi.intake.opening.tables import Unreadable

    if not path.is_file():
        raise QianyiError(f"没有找到 --expected 的文件 {path}；请核对路径。")
    remember(path)
    try:
        rows = (
            [[line] for line in path.read_text(encoding="utf-8-sig").splitlines()]
            if path.suffix.lower() in ("", ".txt")
            else [row for table in open_tables(path, path.name, 0)[0] for row in table.rows]
        )
    except (Unreadable, UnicodeDecodeError) as problem:
        raise QianyiError(f"--expected 的文件 {path} 读不了：{problem}") from None
    heads: list[str] = []
    found: list[Expected] = []
    for row in rows:
        texts = [_text(value) for value in row]
        if any(text in _COUNTY for text in texts):
            heads = texts
        elif heads:
            county, city, code = (_of(texts, heads, names) for names in (_COUNTY, _CITY, _CODE))
            found += [Expected(county, city, code)] if county else []
        elif texts and texts[0]:
            found.append(Expected(texts[0]))
    if not found:
        raise QianyiError(f"--expected 的文件 {path} 里没有一个县；请一行写一个县，或用“县”作表头。")
    return list(dict.fromkeys(found))


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _of(texts: list[str], heads: list[str], names: tuple[str, ...]) -> str:
    column = next((heads.index(name) for name in names if name in heads), None)
    return texts[column] if column is not None and column < len(texts) else ""


def absent(expected: Sequence[Expected], found: Sequence[Outcome]) -> list[Outcome]:
    """An outcome for each county of the list of which nothing came in."""
    from qianyi.yearend.unit import Outcome

    return [
        Outcome(f"{one.city}/{one.name}" if one.city else one.name, "", "absent", message="没有交来材料。")
        for one in expected
        if not any(one.meets(outcome) for outcome in found)
    ]


def known(expected: Sequence[Expected], outcome: Outcome) -> Expected | None:
    """The county of the list that a dossier is of, None where it is on none."""
    return next((one for one in expected if one.meets(outcome)), None)
