"""Whom an option names. Of two of one name nobody is picked: the institution is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from qianyi.dossier.records import Candidate
from qianyi.errors import QianyiError
from qianyi.planning.task import CandidateKey

_SLASHES = str.maketrans("／：:", "///")


def candidate_named(
    candidates: Sequence[Candidate], text: str, option: str, support: str | None = None
) -> CandidateKey:
    """The candidate that an option names: 姓名, or 支援单位/姓名 (`support`: the institution that is looked at).

    Raises QianyiError where nobody bears the name, or more than one."""
    home, _, name = "".join(text.split()).translate(_SLASHES).rpartition("/")
    keys = sorted({(one.support or "", one.name) for one in candidates})
    found = [key for key in keys if key[1] == name]
    if not found:
        near = difflib.get_close_matches(name, sorted({key[1] for key in keys}), 3, 0.4)
        offered = f"，相近的有 {'、'.join(near)}" if near else ""
        raise QianyiError(f"{option}：可派人员里没有“{text}”{offered}；请核对姓名。")
    wanted = home or "".join((support or "").split())
    own = [key for key in found if key[0] == wanted]
    if own or (len(found) == 1 and not home):
        return (own or found)[0]
    supports = "、".join(key[0] or "没写单位" for key in found)
    if len(found) == 1:
        raise QianyiError(f"{option}：“{name}”是{supports}的，不是“{home}”的；请核对支援单位。")
    raise QianyiError(
        f"{option}：可派人员里有 {len(found)} 位“{name}”（{supports}）；请带上支援单位，如 {option} {found[0][0]}/{name}。"
    )
