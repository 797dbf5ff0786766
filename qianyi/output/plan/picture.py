"""Who goes where, as one page beside the workbook: no network, no script."""

from __future__ import annotations

from qianyi import __version__
from qianyi.output.letterhead import basis, name_of
from qianyi.output.plan.roster_rows import GOALS, HALVES_HELD, OBJECTIVE_UNITS, PlanRow, roster_rows
from qianyi.output.report import render_plan
from qianyi.output.report.placements import PlacementPicture, PostShare, Tile
from qianyi.planning import Plan
from qianyi.planning.placing import Holder, PlannedPost


def picture(plan: Plan) -> str:
    """The page."""
    rules = plan.task.rules
    when = f"{rules.start} 至 {rules.end}" + (f"，从 {rules.begin} 起安排" if rules.late else "")
    return render_plan(
        {
            "title": f"{name_of(plan.facts)}选派：谁去哪里",
            "under": f"{when}　{basis(plan.facts)}　qianyi {__version__}",
            "version": __version__,
            "tiles": _tiles(plan),
            "board": PlacementPicture(_posts(plan), _notes(plan)).markup(),
            "missing": [
                {
                    "recipient": (need := plan.task.needs[one.need]).recipient,
                    "missing": f" {one.missing} 人" if need.wanted else "几人看不出",
                    "because": "；".join(why.text for why in one.because),
                    "change": one.change,
                }
                for one in plan.unmet
            ],
        }
    )


def _tiles(plan: Plan) -> list[tuple[str, str, bool]]:
    """Figure, words, and whether it falls short."""
    wanted = sum(plan.task.needs[index].wanted for index in plan.listed)
    met = sum(post.met for post in plan.posts if post.need in plan.listed)
    people = {holder.key for post in plan.posts for holder in post.holders}
    items = [(f"{met} / {wanted}", "岗位排定", met < wanted), (str(len(people)), "派出的人", False)]
    for goal in plan.goals:
        if goal.goal not in ("needs", "priority") and (goal.value or goal.goal != "minimum"):
            items.append((f"{goal.value} {OBJECTIVE_UNITS.get(goal.goal, '个半年')}", GOALS[goal.goal], False))
    return items


def _notes(plan: Plan) -> dict[str, str]:
    """How many each institution sends, and how many it may."""
    notes = {}
    for support, people in plan.reasons.board.sent.items():
        quota = plan.task.quotas.get(support)
        bound = f" / {quota.most}" if quota is not None and quota.most is not None else ""
        notes[support] = f"{people}{bound} 人"
    return notes


def _posts(plan: Plan) -> dict[str, list[Tile]]:
    """The posts of each recipient, in the order of the needs, and what nobody holds of them."""
    needs = [plan.task.needs[index] for index in plan.listed]
    wanted = [need.recipient for need in needs if need.wanted or need.shut]  # shut: its number may be unreadable
    tiles: dict[str, list[Tile]] = {name: [] for name in wanted}
    for row in roster_rows(plan):
        tiles.setdefault(row.holder.recipient, [])
    for post in plan.posts:
        tiles[post.holders[0].recipient].append(_tile(plan, post))
    for one in plan.unmet:
        need = plan.task.needs[one.need]
        held = sum(post.need == one.need and not post.met for post in plan.posts)
        tiles[need.recipient] += [Tile((), lack=need.specialty or "不限专业")] * max(0, one.missing - held)
    return tiles


def _tile(plan: Plan, post: PlannedPost) -> Tile:
    reason = plan.reasons.by_post[id(post)]
    said = f"{reason.why}；其次：{reason.next_best}（{reason.next_cost}）" if reason.next_best else reason.why
    halves = len(post.holders) > 1 or post.holders[0].halves != {1, 2}
    parts = tuple(
        _part(plan, PlanRow(post, holder), halves) for holder in sorted(post.holders, key=lambda holder: holder.start)
    )
    return Tile(parts, said, "" if post.met else post.why or "没有满足", halves)


def _part(plan: Plan, row: PlanRow, halves: bool) -> PostShare:
    holder: Holder = row.holder
    signs = ""
    if holder.person is not None:
        worth = plan.task.worth(holder.person, holder.recipient)
        signs = ("●" * holder.person.promotion) + ("♥" * worth["wish"]) + ("◆" * worth["hardship"])
    below = HALVES_HELD.get(holder.halves, "") if halves else row.specialty or ""
    return PostShare(holder.name, holder.support, f"{below} {signs}".strip(), holder.kept, holder.halves == {2})
