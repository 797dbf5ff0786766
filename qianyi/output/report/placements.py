"""Who goes where, as a picture: institutions that send on the left, ribbons to those that receive, and there the people.

Up to some hundred people everyone is drawn; beyond that the picture shows how many go from where to where. Below it (on
a narrow screen, and on paper where the picture is longer than a sheet, in its place) the people stand as chips.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from markupsafe import Markup

    from qianyi.dossier.records import Placement
    from qianyi.facts.posts import Post

_COLOURS = (
    "#2f7f79",
    "#b5632f",
    "#5668a0",
    "#a3495b",
    "#6b7d2f",
    "#8a5a9b",
    "#3876a6",
    "#96741f",
    "#3f7f4f",
    "#a0588a",
    "#5f6d79",
    "#96552f",
)
"""White letters can be read on each of them."""
_EVERYONE = 120
"""People up to whom each is drawn."""
_LEFT, _FLOW, _TILE, _GAP, _HIGH, _A_LINE = 210, 170, 138, 8, 46, 5
_ROW, _NAMES, _BARS = 26, 190, 440
_SHEET = 1.4
"""A picture so many times as high as wide is longer than a sheet of paper."""


class PostShare(Struct, frozen=True):
    """Somebody who holds a post, or a part of it. `below`: what stands under the name; `late`: drawn on the right half."""

    name: str
    support: str
    below: str = ""
    kept: bool = False
    late: bool = False


class Tile(Struct, frozen=True):
    """A post: who holds it, what to say of it, and (`lack`) what it lacks. `halves`: parts of half its width."""

    parts: tuple[PostShare, ...]
    said: str = ""
    lack: str = ""
    halves: bool = False


class PlacementPicture:
    """Where everything stands. `tiles` by recipient, in the order of the rows; `notes`: words under an institution."""

    def __init__(self, tiles: Mapping[str, Sequence[Tile]], notes: Mapping[str, str] | None = None) -> None:
        self.tiles, self.notes = tiles, notes or {}
        self.flows: Counter[tuple[str, str]] = Counter()
        for recipient, listed in self.tiles.items():
            self.flows.update((part.support, recipient) for tile in listed for part in tile.parts)
        self.supports = list(dict.fromkeys(support for support, _ in self.flows))
        self.colour = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(self.supports)}
        self.everyone = sum(self.flows.values()) <= _EVERYONE

    def markup(self) -> Markup:
        """The picture and the chips."""
        from markupsafe import Markup

        picture, high, wide = self._picture()
        style = ("everyone" if self.everyone else "many") + (" long" if high > _SHEET * wide else "")
        return Markup(f'<div class="board {style}"><div class="wide">{picture}</div>{self._chips()}</div>')

    # The picture ---------------------------------------------------------------------------------------------------

    def _picture(self) -> tuple[str, int, int]:
        """The image, its height and width."""
        right = _LEFT + _FLOW + 16
        width = right + 8 + _A_LINE * (_TILE + _GAP)
        tops: dict[str, int] = {}
        body, y = "", 0
        for recipient, tiles in self.tiles.items():
            tops[recipient] = y
            drawn, tall = self._recipient(recipient, tiles, right, y)
            body, y = body + drawn, y + tall
        height = max(y, 60)
        body = self._ribbons(tops, height) + body
        said = "；".join(f"{support} → {recipient} {many} 人" for (support, recipient), many in self.flows.items())
        return (
            f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
            f'aria-label="{_safe(f"谁去哪里：{said}")}" xmlns="http://www.w3.org/2000/svg">{body}</svg>',
            height,
            width,
        )

    def _recipient(self, name: str, tiles: Sequence[Tile], x: int, y: int) -> tuple[str, int]:
        """What is drawn of a recipient, and how high it is."""
        if not self.everyone:
            return self._counts(name, tiles, x, y), _ROW
        body = f'<text x="{x}" y="{y + 20}">{_safe(name)}</text>'
        for number, tile in enumerate(tiles):
            at = x + number % _A_LINE * (_TILE + _GAP), y + 30 + number // _A_LINE * (_HIGH + _GAP)
            body += f"<g>{_title(tile.said)}{''.join(self._tile(tile, *at))}</g>"
        tall = 30 + -(-len(tiles) // _A_LINE) * (_HIGH + _GAP) + 12
        wide = _A_LINE * (_TILE + _GAP)
        return body + f'<path d="M{x} {y + tall - 6}h{wide}" class="line"/>', tall

    def _tile(self, tile: Tile, x: int, y: int) -> Iterator[str]:
        wide = _TILE // (max(2, len(tile.parts)) if tile.halves else 1)
        if tile.lack:
            yield f'<rect x="{x}" y="{y}" width="{_TILE}" height="{_HIGH}" rx="6" class="want"/>'
        if not tile.parts:
            yield f'<text x="{x + 10}" y="{y + 20}" class="lack">缺人</text>'
            yield f'<text x="{x + 10}" y="{y + 37}" class="small">{_safe(tile.lack)}</text>'
        for number, part in enumerate(tile.parts):
            left = x + (number + (part.late and len(tile.parts) == 1)) * wide
            kept = ' class="kept"' if part.kept else ""
            yield (
                f'<rect x="{left}" y="{y}" width="{wide - (wide < _TILE)}" height="{_HIGH}" rx="6" '
                f'fill="{self.colour[part.support]}"{kept}/>'
                f'<text x="{left + 8}" y="{y + 20}" class="on">{_safe(part.name)}</text>'
                f'<text x="{left + 8}" y="{y + 37}" class="on small">{_safe(part.below)}</text>'
            )

    def _counts(self, name: str, tiles: Sequence[Tile], x: int, y: int) -> str:
        """A bar of how many come from where."""
        most = max((sum(len(tile.parts) for tile in listed) for listed in self.tiles.values()), default=1) or 1
        unit = min(14.0, _BARS / most)
        short = name if len(name) < 15 else name[:14] + "…"
        body, left = f'<text x="{x}" y="{y + 17}">{_title(name)}{_safe(short)}</text>', float(x + _NAMES)
        for support in self.supports:
            many = self.flows.get((support, name), 0)
            if many:
                body += (
                    f'<rect x="{left:g}" y="{y + 4}" width="{unit * many - 1:g}" height="{_ROW - 9}" '
                    f'fill="{self.colour[support]}">{_title(f"{support} → {name} {many} 人")}</rect>'
                )
                left += unit * many
        lacking = sum(bool(tile.lack) for tile in tiles)
        people = sum(len(tile.parts) for tile in tiles)
        lack = f'<tspan class="lack">　缺 {lacking}</tspan>' if lacking else ""
        return body + f'<text x="{left + 6:g}" y="{y + 17}" class="small">{people} 人{lack}</text>'

    def _ribbons(self, tops: Mapping[str, int], height: int) -> str:
        sums: Counter[str] = Counter()
        for (support, _), many in self.flows.items():
            sums[support] += many
        total, supports = sum(sums.values()) or 1, max(1, len(self.supports))
        unit = max(2.0, min(18.0, (height - 34 * supports) / total))
        spare = max(4.0, (height - unit * total) / supports)
        narrow = min(unit, 6.0 if self.everyone else 3.0)
        body, y = "", spare / 2
        arrived: Counter[str] = Counter()
        for support in self.supports:
            tall, start, flow = unit * sums[support], y, ""
            for recipient in self.tiles:
                many = self.flows.get((support, recipient), 0)
                if many:
                    end = tops[recipient] + 6 + arrived[recipient] * narrow
                    words = f"{support} → {recipient} {many} 人"
                    flow += _ribbon(start, unit * many, end, narrow * many, words)
                    arrived[recipient] += many
                    start += unit * many
            note = self.notes.get(support, f"{sums[support]} 人")
            body += (
                f'<g class="flow" fill="{self.colour[support]}">{flow}'
                f'<rect x="{_LEFT - 10}" y="{y:g}" width="10" height="{tall:g}" rx="2"/>'
                f'<text x="{_LEFT - 18}" y="{y + tall / 2 + 1:g}" text-anchor="end">{_safe(support)}</text>'
                f'<text x="{_LEFT - 18}" y="{y + tall / 2 + 16:g}" text-anchor="end" class="small">{_safe(note)}</text></g>'
            )
            y += tall + spare
        return body

    # The chips -----------------------------------------------------------------------------------------------------

    def _chips(self) -> str:
        body = ""
        for recipient, tiles in self.tiles.items():
            people = sum(len(tile.parts) for tile in tiles)
            chips = "".join(self._chip(tile) for tile in tiles)
            body += f"<li><b>{_safe(recipient)}</b> <small>{people} 人</small><ul>{chips}</ul></li>"
        return f'<ul class="chips">{body}</ul>'

    def _chip(self, tile: Tile) -> str:
        people = [
            f'<li style="border-color:{self.colour[part.support]}"><b>{_safe(part.name)}</b> {_safe(part.below)}'
            f"<small>{_safe(part.support)}</small></li>"
            for part in tile.parts
        ]
        lack = f'<li class="want">缺人<small>{_safe(tile.lack)}</small></li>' if tile.lack else ""
        return "".join(people) + lack


def of_roster(posts: Sequence[Post], show: Callable[[str | None], str]) -> Markup | None:
    """The picture of a roster's posts; None where it has none. `show` gives a name as it is printed."""
    tiles: dict[str, list[Tile]] = {}
    for post in posts:
        shared = len(post.holders) > 1
        parts = tuple(
            PostShare(show(holder.name), post.support or "（支援单位没写）", _below(holder, shared))
            for holder in post.holders
        )
        said = "；".join(f"{show(h.name)} {h.start or ''} 至 {h.end or ''}" for h in post.holders)
        tiles.setdefault(post.recipient or "（受援单位没写）", []).append(Tile(parts, said, halves=shared))
    return PlacementPicture(tiles).markup() if tiles else None


def _below(holder: Placement, shared: bool) -> str:
    """专业, or where a post is shared since when; ● with 晋升职称."""
    below = holder.specialty or ""
    if shared and holder.start is not None:
        below = holder.period if holder.period and len(holder.period) < 4 else f"{holder.start.month}月起"
    return f"{below}{' ●' if holder.promotion else ''}".strip()


def _ribbon(top: float, thick: float, end: float, narrow: float, words: str) -> str:
    left, right = _LEFT, _LEFT + _FLOW + 8
    middle = (left + right) / 2
    shape = (
        f"M{left} {top:g}C{middle:g} {top:g} {middle:g} {end:g} {right} {end:g}v{narrow:g}"
        f"C{middle:g} {end + narrow:g} {middle:g} {top + thick:g} {left} {top + thick:g}Z"
    )
    return f'<path d="{shape}">{_title(words)}</path>'


def _safe(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def _title(text: str) -> str:
    return f"<title>{_safe(text)}</title>" if text else ""
