"""Columns of a table of points by role, and points as they are written in cells, labels and lines."""

from __future__ import annotations

from decimal import Decimal

from qianyi.patterns import pattern
from qianyi.policy.document.elements import DocumentTable
from qianyi.policy.document.numbers import level

_ROLES = (
    ("number", pattern(r"^(序号|编号)$", "序号")),
    ("points", pattern(r"分值|分数|满分|权重|标准分|^分$|配分", "分值")),
    ("score", pattern(r"^(评分|打分|备注)$|^.{0,4}(得分|自评分?|扣分|复核分?)(（.*）)?$", "得分", "自评分")),
    ("method", pattern(r"(方法|方式|途径|依据|资料|材料|评分办法|考核办法)$", "评定方法")),
    ("criteria", pattern(r"细则|标准|要求|要点|指标说明", "评分标准")),
    ("label", pattern(r"项目|内容|指标|类别|要素|事项|模块|维度", "项目")),
)
_POINTS = pattern(
    r"[（(]\s*(?:满分|共|计)?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]+\s*[。；;，,、]?\s*$", "（2 分）", "(满分20分)。"
)
_BARE = pattern(r"(?<=[㐀-鿿\s:：])(\d+(?:\.\d+)?)\s*分$", "组织领导 10分")
_POINTS_ALONE = pattern(r"(?:满分|共|计)?(\d+(?:\.\d+)?)分?", "满分100分", "2")
_WIDE_DIGITS = {ord("０") + digit: ord("0") + digit for digit in range(10)}


def heading_of(table: DocumentTable) -> tuple[int, dict[int, str]] | None:
    """The first row below the heading and the role of each column; None where it is no table of points."""
    grid = table.grid()
    for number, row in enumerate(grid[:4]):
        texts = {
            column: level(cell.text) for column, cell in enumerate(row) if cell is not None and cell.column == column
        }
        roles = roles_of(texts)
        if "criteria" in roles.values():
            return number + 1, roles
    return None


def roles_of(texts: dict[int, str]) -> dict[int, str]:
    """Columns by role: section, item, points, criteria, method, score; empty where no points can be meant."""
    roles: dict[int, str] = {}
    inside = False
    for column, text in texts.items():
        role = next((name for name, pattern in _ROLES if len(text) <= 16 and pattern.search(text)), "")
        if role == "points" and _ROLES[-1][1].search(text):  # 项目及分值: the label bears the points
            role, inside = "label", True
        if role:
            roles[column] = role
    if not ({"points", "score"} & set(roles.values()) or inside) or "label" not in roles.values():
        return {}
    labels = [column for column, role in roles.items() if role == "label"]
    criteria = [column for column, role in roles.items() if role == "criteria"]
    if not criteria and len(labels) > 1:
        roles[labels.pop()] = "criteria"
    for extra in criteria[1:]:  # 评分标准 beside 考核要求: the first is the criterion
        roles[extra] = "method" if "method" not in roles.values() else "score"
    if len(labels) > 2:
        for extra in labels[2:]:
            roles[extra] = "extra"
        labels = labels[:2]
    if labels:
        roles[labels[-1]] = "item"
    if len(labels) > 1:
        roles[labels[0]] = "section"
    return roles


def points_of(text: str) -> Decimal | None:
    """Points of a points cell: 10, 10分, １０ 分; None where it says no single figure."""
    found = _POINTS_ALONE.fullmatch(level(text))
    return Decimal(found[1]) if found else None


def split_points(text: str) -> tuple[str, Decimal | None]:
    """A title or line without the （30 分） at its end, and those points."""
    text = text.strip()
    found = _POINTS.search(text.translate(_WIDE_DIGITS))
    return (text[: found.start()].strip(), Decimal(found[1])) if found else (text, None)


def label_points(text: str) -> tuple[str, Decimal | None]:
    """A label without its points, in brackets or bare behind it (组织管理 40分)."""
    title, points = split_points(text)
    found = None if points is not None else _BARE.search(title.translate(_WIDE_DIGITS))
    return (title[: found.start()].strip(), Decimal(found[1])) if found else (title, points)
