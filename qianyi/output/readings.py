"""What each reading decides, in words: who would have another score, grade or months under another one."""

from __future__ import annotations

from qianyi.output.words import ROLE, number, shown
from qianyi.scoring.result import InstitutionScore, PersonScore, Reading, Scores, Shift

_Scored = PersonScore | InstitutionScore
_NAMED = 8
"""So many are named on the screen; all stand in JSON and in the workbook."""


def heading(one: Reading) -> str:
    """「连续旷工超过 1 周怎样算（absence.reading）：现读 both，改读 calendar」."""
    now, other = value_text(one.parameter.value), value_text(one.other)
    return f"{one.parameter.title}（{one.parameter.id}）：现读 {now}，改读 {other}"


def value_text(value: object) -> str:
    """A reading's value as it is written in [parameters], lists and switches in words."""
    return value if isinstance(value, str) else shown(value)


def differences(shift: Shift) -> list[tuple[str, str, str]]:
    """What differs: its name, as it is, as it would be."""
    before, after = shift.before, shift.after
    changes = [("得分", number(before.score), number(after.score))] if before.score != after.score else []
    if isinstance(before, PersonScore) and isinstance(after, PersonScore):
        if before.grade != after.grade:
            changes.append(("等次", before.grade or "—", after.grade or "—"))
        if before.counted_months != after.counted_months:
            changes.append(("计入月数", shown(before.counted_months), shown(after.counted_months)))
    return changes


def name_of(result: _Scored) -> str:
    """The person, or the institution with its role."""
    return result.placement.name if isinstance(result, PersonScore) else f"{result.name}（{ROLE[result.role]}）"


def in_words(shift: Shift) -> str:
    """「得分 44 → 30，等次 优秀 → 合格」."""
    return "，".join(f"{what} {before} → {after}" for what, before, after in differences(shift))


def readings_text(scores: Scores, limit: int | None) -> list[str]:
    """The section of `score`: the readings that decide something, and for whom; the others in one line."""
    if not scores.readings:
        return []
    changes = [line for one in scores.readings for line in _deciding(one, limit)]
    deciding = {one.parameter.id for one in scores.readings if one.people or one.institutions}
    idle = [id for id in dict.fromkeys(one.parameter.id for one in scores.readings) if id not in deciding]
    lines = ["", "文件可以两样读的地方，换一种读法谁会不同：", *changes]
    if not changes:
        lines.append("  都不影响得分、等次和计入月数。")
    elif idle:
        lines.append(f"  不影响结果的：{'、'.join(idle)}")
    return lines


def _deciding(one: Reading, limit: int | None) -> list[str]:
    """One reading with those whom it decides about; nothing where it decides nothing."""
    shifts = [*one.people, *one.institutions]
    if not shifts:
        return []
    named = shifts if limit is None else shifts[:_NAMED]
    lines = [f"  {heading(one)}：{len(one.people)} 人、{len(one.institutions)} 个单位不同"]
    lines += [f"    {name_of(shift.before)}　{in_words(shift)}" for shift in named]
    if len(named) < len(shifts):
        more = "全部见 --format json 或 -o 结果.xlsx 的“读法”"
        lines.append(f"    ……共 {len(shifts)}，这里列 {len(named)}；{more}。")
    return lines


def why_text(scores: Scores, subject: _Scored) -> list[str]:
    """The readings that decide something for one person or institution."""
    lines = [
        f"  {heading(one)}：{in_words(shift)}"
        for one in scores.readings
        for shift in (*one.people, *one.institutions)
        if shift.before is subject
    ]
    return ["", "换一种读法会不同的：", *lines] if lines else []
