"""Who goes where, as one picture: institutions on the left, ribbons to the posts of each recipient. One page, no network."""

from __future__ import annotations

from collections import Counter
from html import escape

from qianyi import __version__
from qianyi.output.plan.roster_rows import GOALS, PERIODS, UNITS, roster_rows
from qianyi.planning import Plan
from qianyi.planning.placing import Holder, PlannedPost

_COLOURS = (
    "#2f7f79",
    "#c2703d",
    "#5668a0",
    "#a3495b",
    "#7b8f3a",
    "#8a5a9b",
    "#3f7fb0",
    "#b08a2e",
    "#4d8f5d",
    "#a65f8a",
    "#6c7a86",
    "#9c5b3b",
)
_LEFT, _FLOW, _TILE, _GAP, _HIGH, _A_LINE = 210, 170, 138, 8, 46, 5
_STYLE = """
:root { color-scheme: light; } body { margin: 0; background: #f3f1ec; color: #22303c;
font: 15px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
header { background: #0e4a50; color: #f4f7f5; padding: 26px 32px 20px; } h1 { margin: 0; font-size: 26px; font-weight: 600; }
header p { margin: 4px 0 0; color: #bcd5d2; } main { padding: 20px 32px 40px; }
ul.tiles { display: flex; flex-wrap: wrap; gap: 10px; padding: 0; margin: 0 0 16px; list-style: none; }
ul.tiles li { background: #fff; border-left: 4px solid #7fb0ac; border-radius: 6px; padding: 8px 16px; }
ul.tiles b { display: block; font-size: 24px; line-height: 1.2; } ul.tiles li.short { border-color: #b3372b; }
.board { background: #fff; border: 1px solid #e3e0d8; border-radius: 8px; padding: 18px; overflow-x: auto; }
svg text { fill: #22303c; font-size: 13px; } svg .small { font-size: 11px; fill: #5b6873; } svg .on { fill: #fff; }
svg .on.small { fill: #fff; opacity: .9; } svg .want { fill: #fff7f5; stroke: #b3372b; stroke-dasharray: 5 4; }
svg .lack { fill: #a02d22; } svg .line { stroke: #ebe8e1; } svg .kept { stroke: #22303c; stroke-width: 2; }
p.key { color: #5b6873; margin: 12px 0 0; } h2 { font-size: 18px; margin: 26px 0 8px; } li.need { margin: 6px 0; }
@media print { body { background: #fff; } header { color: #000; background: none; } header p { color: #444; }
  .board { overflow: visible; } .board svg { width: 100%; height: auto; } } /* the whole picture on the paper */
"""


def picture(plan: Plan) -> str:
    """The page."""
    policy, rules = plan.facts.policy, plan.task.rules
    title = f"{policy.campaign.year}年度选派：谁去哪里"
    when = f"{rules.start} 至 {rules.end}" + (f"，从 {rules.begin} 起安排" if rules.late else "")
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="generator" content="qianyi {__version__}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>'
        f"<header><h1>{escape(title)}</h1><p>{escape(policy.title)}（{policy.id}）　{when}　qianyi {__version__}</p></header>"
        f'<main>{_tiles(plan)}<div class="board">{_Board(plan).svg()}'
        '<p class="key">一格一个岗位，颜色是支援单位，左右两半是前后半年；● 晋升职称　♥ 合本人意愿　◆ 副高以上到艰苦边远单位　'
        "粗框是保留的人，虚线是没有满足的岗位；指着格子看为什么。</p></div>"
        f"{_missing(plan)}</main></body></html>\n"
    )


def _tiles(plan: Plan) -> str:
    wanted = sum(need.wanted for need in plan.task.needs)
    met = next(goal.value for goal in plan.goals if goal.goal == "needs")
    items = [(f"{met} / {wanted}", "岗位排定", met < wanted), (str(len(plan.reasons.busy)), "派出的人", False)]
    for goal in plan.goals:
        if goal.goal not in ("needs", "priority") and (goal.value or goal.goal != "minimum"):
            items.append((f"{goal.value} {UNITS.get(goal.goal, '个半年')}", GOALS[goal.goal], False))
    return (
        '<ul class="tiles">'
        + "".join(
            f"<li{' class=short' if short else ''}><b>{escape(number)}</b>{escape(words)}</li>"
            for number, words, short in items
        )
        + "</ul>"
    )


def _missing(plan: Plan) -> str:
    if not plan.unmet:
        return ""
    lines = [
        f'<li class="need"><b>{escape(plan.task.needs[one.need].recipient)}</b> 缺 {one.missing} 人：'
        f"{escape('；'.join(why.text for why in one.because))}。<br>怎么办：{escape(one.change)}。</li>"
        for one in plan.unmet
    ]
    return f"<h2>没有满足的需求</h2><ul>{''.join(lines)}</ul>"


class _Board:
    """Where everything stands."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rows = roster_rows(plan)
        flows = Counter((row.holder.support, row.holder.recipient) for row in rows)
        self.flows = flows
        needs = [plan.task.needs[index] for index in plan.listed]
        wanted = [need.recipient for need in needs if need.wanted or need.shut]  # shut: its number may be unreadable
        self.recipients = list(dict.fromkeys([*wanted, *(row.holder.recipient for row in rows)]))
        self.supports = list(dict.fromkeys(row.holder.support for row in rows))
        self.colour = {name: _COLOURS[number % len(_COLOURS)] for number, name in enumerate(self.supports)}
        self.posts: dict[str, list[PlannedPost]] = {name: [] for name in self.recipients}
        for post in plan.posts:
            self.posts[post.holders[0].recipient].append(post)
        self.missing: dict[str, list[str]] = {name: [] for name in self.recipients}
        for one in plan.unmet:
            need = plan.task.needs[one.need]
            stuck = sum(post.need == one.need and not post.met for post in plan.posts)
            self.missing[need.recipient] += [need.specialty or "不限专业"] * max(0, one.missing - stuck)

    def svg(self) -> str:
        """The image."""
        right = _LEFT + _FLOW
        tops: dict[str, int] = {}
        body, y = "", 0
        for recipient in self.recipients:
            tops[recipient] = y
            count = len(self.posts[recipient]) + len(self.missing[recipient])
            body += f'<text x="{right + 16}" y="{y + 20}">{escape(recipient)}</text>'
            body += self._slots(recipient, right + 16, y + 30)
            y += 30 + -(-count // _A_LINE) * (_HIGH + _GAP) + 12
            body += f'<line x1="{right + 16}" x2="{right + 16 + _A_LINE * (_TILE + _GAP)}" y1="{y - 6}" y2="{y - 6}" class="line"/>'
        height, width = max(y, 60), right + 24 + _A_LINE * (_TILE + _GAP)
        body = self._ribbons(tops, height) + body
        return (
            f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
            f'aria-label="谁去哪里" xmlns="http://www.w3.org/2000/svg">{body}</svg>'
        )

    def _ribbons(self, tops: dict[str, int], height: int) -> str:
        sums = Counter[str]()
        for (support, _), many in self.flows.items():
            sums[support] += many
        total = sum(sums.values()) or 1
        room = height - 14 * len(self.supports)
        unit = max(2.0, min(18.0, room / total))
        spare = max(10.0, (height - unit * total) / max(1, len(self.supports)))
        body, y = "", spare / 2
        arrived = Counter[str]()
        for support in self.supports:
            colour, tall = self.colour[support], unit * sums[support]
            quota = self.plan.task.quotas.get(support)
            bound = f" / {quota.most}" if quota is not None and quota.most is not None else ""
            people = self.plan.reasons.board.sent[support]
            body += f'<rect x="{_LEFT - 10}" y="{y:g}" width="10" height="{tall:g}" rx="2" fill="{colour}"/>'
            body += f'<text x="{_LEFT - 18}" y="{y + tall / 2 + 1:g}" text-anchor="end">{escape(support)}</text>'
            body += f'<text x="{_LEFT - 18}" y="{y + tall / 2 + 16:g}" text-anchor="end" class="small">{people}{bound} 人</text>'
            start = y
            for recipient in self.recipients:
                many = self.flows.get((support, recipient), 0)
                if many:
                    thick = unit * many
                    end = tops[recipient] + 8 + arrived[recipient] * min(unit, 6)
                    arrived[recipient] += many
                    body += self._ribbon(
                        start, thick, end, min(unit, 6) * many, colour, f"{support} → {recipient} {many} 人"
                    )
                    start += thick
            y += tall + spare
        return body

    def _ribbon(self, top: float, thick: float, end: float, narrow: float, colour: str, words: str) -> str:
        left, right = _LEFT, _LEFT + _FLOW + 8
        middle = (left + right) / 2
        shape = (
            f"M{left} {top:g}C{middle:g} {top:g} {middle:g} {end:g} {right} {end:g}V{end + narrow:g}"
            f"C{middle:g} {end + narrow:g} {middle:g} {top + thick:g} {left} {top + thick:g}Z"
        )
        return f'<path d="{shape}" fill="{colour}" opacity=".34"><title>{escape(words)}</title></path>'

    def _slots(self, recipient: str, left: int, top: int) -> str:
        body = ""
        for number, post in enumerate(self.posts[recipient]):
            body += self._post(post, *self._spot(number, left, top))
        for number, words in enumerate(self.missing[recipient], len(self.posts[recipient])):
            x, y = self._spot(number, left, top)
            body += f'<rect x="{x}" y="{y}" width="{_TILE}" height="{_HIGH}" rx="6" class="want"/>'
            body += f'<text x="{x + 10}" y="{y + 20}" class="lack">缺人</text>'
            body += f'<text x="{x + 10}" y="{y + 37}" class="small">{escape(words)}</text>'
        return body

    def _spot(self, number: int, left: int, top: int) -> tuple[int, int]:
        return left + number % _A_LINE * (_TILE + _GAP), top + number // _A_LINE * (_HIGH + _GAP)

    def _post(self, post: PlannedPost, x: int, y: int) -> str:
        reason = self.plan.reasons.by_post[id(post)]
        title = f"{reason.why}；其次：{reason.next_best}（{reason.next_cost}）" if reason.next_best else reason.why
        wide = _TILE // len(post.holders) if post.met else (_TILE if post.holders[0].halves == {1, 2} else _TILE // 2)
        body = f"<g><title>{escape(title)}</title>"
        if not post.met:
            body += f'<rect x="{x}" y="{y}" width="{_TILE}" height="{_HIGH}" rx="6" class="want"/>'
        for number, holder in enumerate(sorted(post.holders, key=lambda holder: holder.start)):
            late = not post.met and holder.halves == {2}
            body += self._holder(holder, x + (number + late) * wide, y, wide)
        return body + "</g>"

    def _holder(self, holder: Holder, x: int, y: int, wide: int) -> str:
        kept = ' class="kept"' if holder.kept else ""
        signs = ""
        if holder.person is not None:
            worth = self.plan.task.worth(holder.person, holder.recipient)
            signs = ("●" * holder.person.promotion) + ("♥" * worth["wish"]) + ("◆" * worth["hardship"])
        specialty = (
            (holder.row.specialty if holder.row else None) or (holder.person.specialty if holder.person else "") or ""
        )
        below = specialty if wide == _TILE else PERIODS.get(holder.halves, "")
        return (
            f'<rect x="{x}" y="{y}" width="{wide - (wide < _TILE)}" height="{_HIGH}" rx="6" fill="{self.colour[holder.support]}"{kept}/>'
            f'<text x="{x + 8}" y="{y + 20}" class="on">{escape(holder.name)}</text>'
            f'<text x="{x + 8}" y="{y + 37}" class="on small">{escape(below)} {signs}</text>'
        )
