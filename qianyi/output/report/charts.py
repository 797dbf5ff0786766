"""Charts as inline SVG: bars, columns, stacked months, the year of one person, who holds which post when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.facts.texts import plain

if TYPE_CHECKING:
    from markupsafe import Markup

    from qianyi.facts.posts import Post

SHORT = {
    kinds.BLANK: "",
    kinds.PRESENT: "",
    kinds.OFFICIAL: "差",
    kinds.REST: "休",
    kinds.ANNUAL: "年",
    kinds.PERSONAL: "事",
    kinds.SICK: "病",
    kinds.MARRIAGE: "婚",
    kinds.MATERNITY: "产",
    kinds.BEREAVEMENT: "丧",
    kinds.OTHER: "假",
    kinds.ABSENT: "旷",
    kinds.MISSED: "缺",
    kinds.UNREAD: "？",
    kinds.NOT_ARRIVED: "",
}
STYLE = {**kinds.NAME_OF, kinds.NOT_ARRIVED: "gone"}


def _svg(width: int, height: int, label: str, body: str, style: str = "chart") -> Markup:
    """An image with a text for those who cannot see it. `body` is markup that is already escaped."""
    from markupsafe import Markup, escape

    return Markup(
        f'<svg class="{style}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    )


def _text(x: float, y: float, words: object, style: str = "", anchor: str = "") -> str:
    from markupsafe import escape

    classes = f' class="{style}"' if style else ""
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:g}" y="{y:g}"{classes}{where}>{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, style: str, title: str = "") -> str:
    from markupsafe import escape

    shape = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" class="{style}"'
    return f"{shape}><title>{escape(title)}</title></rect>" if title else f"{shape}/>"


def histogram(values: Sequence[Decimal], label: str) -> Markup:
    """How many results fall into each ten percent (the last holds 100)."""
    bins = [0] * 10
    for value in values:
        bins[min(9, max(0, int(value // 10)))] += 1
    width, height, top = 420, 200, max(bins, default=0) or 1
    body = f'<line x1="20" y1="165.5" x2="{width - 10}" y2="165.5" class="axis"/>'
    for index, many in enumerate(bins):
        x, tall = 24 + index * 38.5, 130 * many / top
        if many:
            body += _rect(x, 165 - tall, 32, tall, "bar", f"{index * 10}–{index * 10 + 10} 分：{many}")
            body += _text(x + 16, 159 - tall, many, "value", "middle")
        body += _text(x - 3, 181, index * 10, "tick", "middle")
    body += _text(24 + 385 - 3, 181, 100, "tick", "middle") + _text(width / 2, 197, "百分制得分", "tick", "middle")
    spoken = "，".join(f"{i * 10} 至 {i * 10 + 10} 分 {many} 个" for i, many in enumerate(bins) if many) or "没有得分"
    return _svg(width, height, f"{label}：{spoken}", body)


def origin(values: Sequence[Decimal]) -> int:
    """Where an axis begins on which differences matter: the ten below the lowest value."""
    return max(0, int(min(values, default=Decimal(0)) // 10 - 1) * 10) if values else 0


def bars(
    rows: Sequence[tuple[str, Decimal]], label: str, unit: str, style: str = "lost", *, near: bool = False
) -> Markup:
    """One bar a row, in the order given; the words on the left, the figure at the end. `near`: from `origin` on."""
    width, left, step = 560, 230, 24
    start = origin([value for _, value in rows]) if near else 0
    most = (max((value for _, value in rows), default=Decimal(0)) - start) or Decimal(1)
    body = ""
    for index, (words, value) in enumerate(rows):
        y = index * step + 4
        long = float((value - start) / most) * (width - left - 70)
        body += _text(left - 8, y + 14, words if len(words) < 18 else words[:17] + "…", "", "end")
        body += _rect(left, y + 1, max(long, 1), 17, f"bar {style}", f"{words}：{plain(value)} {unit}")
        body += _text(left + long + 6, y + 14, plain(value), "value")
    spoken = "，".join(f"{words} {plain(value)} {unit}" for words, value in rows) or "没有"
    return _svg(width, max(30, len(rows) * step + 8), f"{label}：{spoken}", body)


def missed(months: Sequence[tuple[str, dict[str, Decimal]]], series: Sequence[tuple[str, str]], label: str) -> Markup:
    """A column a month of the days not present, by kind from below; above it the share present.

    `months`: name and days by key, `present` among them; `series`: (key, words) of the kinds to draw.
    """
    width, base, tall = 560, 178, 140
    gone = [sum((counts.get(key, Decimal(0)) for key, _ in series), Decimal(0)) for _, counts in months]
    most = max(gone, default=Decimal(0)) or Decimal(1)
    body, spoken = f'<line x1="0" y1="{base}.5" x2="{width}" y2="{base}.5" class="axis"/>', []
    step = width / max(len(months), 1)
    for index, (name, counts) in enumerate(months):
        whole = sum(counts.values(), Decimal(0))
        x, y = 4 + index * step, float(base)
        for key, words in series:
            part = counts.get(key, Decimal(0))
            high = float(part / most) * tall
            if part:
                y -= high
                body += _rect(x, y, step - 8, high, f"s-{key}", f"{name} {words} {plain(part)} 天")
        share = f"{plain(100 * counts.get('present', Decimal(0)) / whole)}%" if whole else "—"
        said = "、".join(f"{words} {plain(counts[key])} 天" for key, words in series if counts.get(key))
        spoken.append(f"{name} 出勤率 {share} {said}")
        middle = x + (step - 8) / 2
        body += _text(middle, y - 5, share, "tick", "middle")
        body += _text(middle, base + 16, name[5:].lstrip("0") + "月", "tick", "middle")
    return _svg(width, 200, f"{label}：{'；'.join(spoken) or '没有考勤'}", body)


def timeline(posts: Sequence[Post], start: date, end: date, as_of: date, show: Any) -> Markup:
    """Who holds which post when: a row a post, a bar a placement. `show` gives a placement's name as printed."""
    width, left, step, head = 1120, 270, 20, 22
    whole = (end - start).days + 1

    def at(day: date) -> float:
        return left + (width - left - 6) * ((day - start).days / whole)

    height = head + step * len(posts) + 6
    body, month = "", start.replace(day=1)
    while month <= end:
        x = at(max(month, start))
        body += f'<line x1="{x:.1f}" y1="{head - 4}" x2="{x:.1f}" y2="{height}" class="axis light"/>'
        body += _text(
            x + 3,
            13,
            f"{month.year}年{month.month}月" if month.month in (1, start.month) else f"{month.month}月",
            "tick",
        )
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    spoken, before = [], ""
    for row, post in enumerate(posts):
        y = head + row * step
        if post.recipient != before:
            body += f'<line x1="0" y1="{y - 1.5}" x2="{width}" y2="{y - 1.5}" class="axis light"/>'
            body += _text(0, y + 13, post.recipient if len(post.recipient) < 16 else post.recipient[:15] + "…")
        before = post.recipient
        body += _text(left - 8, y + 13, f"岗位 {post.number}", "tick", "end")
        for turn, holder in enumerate(post.holders):
            if holder.start is None or holder.end is None:
                continue
            x, after = at(max(holder.start, start)), at(min(holder.end, end) + timedelta(days=1))
            if after <= x:
                continue
            tip = f"{show(holder)} {holder.start} 至 {holder.end}"
            body += _rect(x + 0.5, y, after - x - 1, step - 4, f"bar turn{turn % 2}", tip)
            body += _text(x + 6, y + 12, show(holder), "inbar")
            spoken.append(f"{post.recipient} {tip}")
    if start <= as_of < end:
        body += f'<line x1="{at(as_of):.1f}" y1="{head - 8}" x2="{at(as_of):.1f}" y2="{height}" class="today"/>'
    return _svg(width, height, f"轮换：{'；'.join(spoken)}", body, "chart timeline")
