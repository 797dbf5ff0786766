"""`init --from OLD`: what of one year goes over into the next: the county's own settings, its institutions, the people
who stay. Nothing that belongs to the year."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from qianyi.dossier.records import Record
from qianyi.dossier.registers import REGISTERS
from qianyi.output.words import ROLE
from qianyi.policy.date_shift import shift_last, shift_years
from qianyi.policy.model import Campaign
from qianyi.policy.toml import read_toml

if TYPE_CHECKING:
    from qianyi.facts import Facts

SCALARS = ("county", "title", "office", "hardship")
TABLES = ("aliases", "headings", "grades", "marks", "parameters")
"""What goes over of qianyi.toml; waivers, calendar and dates are the old year's."""
WHO = (
    "recipient",
    "support",
    "name",
    "sex",
    "birth",
    "ethnicity",
    "politics",
    "career_start",
    "licence",
    "specialty",
    "title",
    "post",
)
"""Columns of the roster that say who somebody is and where."""
_ROLES = {**ROLE, "both": "双重"}
RowTexts = dict[str, str]


class Succession(Struct, frozen=True):
    """What goes over: `rows` by kind of register, and the old settings as written."""

    settings: dict[str, Any]
    rows: dict[str, list[RowTexts]]
    campaign: Campaign


def succession(facts: Facts, year: int) -> Succession:
    """What goes over of a county's year into the one that begins in `year`."""
    old = facts.policy.campaign
    years = year - old.start.year
    campaign = Campaign(shift_years(old.start, years), shift_last(old.end, years), year, old.per_county)
    path = facts.dossier.settings.path
    raw = read_toml(Path(path)) if path else {}
    settings = {key: raw[key] for key in (*SCALARS, *TABLES) if key in raw}
    stay = [p for p in facts.dossier.placements if p.name and p.end is not None and p.end >= old.end]
    names = {(p.name, p.support) for p in stay}
    rows: dict[str, list[RowTexts]] = {
        "roster": [{"serial": str(n), **_row(p, WHO)} for n, p in enumerate(stay, 1)],
        "personnel": [
            _row(one, [column.field for column in REGISTERS["personnel"].columns])
            for one in facts.dossier.personnel
            if any(one.name == name and one.support in (None, support) for name, support in names)
        ],
        "institutions": _institutions(facts),
    }
    return Succession(settings, rows, campaign)


def _institutions(facts: Facts) -> list[RowTexts]:
    """The 单位名录; where there is none, the institutions of the roster by their role."""
    fields = [column.field for column in REGISTERS["institutions"].columns]
    listed = [_row(one, fields) for one in facts.dossier.institutions]
    if listed:
        return listed
    directory = facts.directory
    names = dict.fromkeys([*directory.recipients, *directory.supports])
    both = {name for name in names if name in directory.recipients and name in directory.supports}
    return [
        {
            "institution": name,
            "role": _ROLES["both" if name in both else "recipient" if name in directory.recipients else "support"],
        }
        for name in names
    ]


def _row(record: Record, fields: Any) -> RowTexts:
    found: RowTexts = {}
    for field in fields:
        value = getattr(record, field, None)
        if value is None or value == "":
            continue
        if field == "role":
            value = _ROLES.get(value, value)
        found[field] = ("是" if value else "否") if isinstance(value, bool) else str(value)
    return found


def carried_settings(found: Succession, spec: str) -> str:
    """A qianyi.toml for the new year."""
    campaign, raw = found.campaign, found.settings
    lines = ["# qianyi 的县级设定，由上一年的接过来：豁免、本地节假日属于当年，没有接。", f"policy = {_toml(spec)}"]
    lines += [f"{key} = {_toml(raw[key])}" for key in SCALARS if key in raw]
    lines += ["", "[campaign]", f"start = {campaign.start.isoformat()}", f"end = {campaign.end.isoformat()}"]
    for key in TABLES:
        if raw.get(key):
            lines += ["", f"[{key}]", *_pairs(raw[key])]
    return "\n".join(lines) + "\n"


def _pairs(table: dict[str, Any], above: str = "") -> list[str]:
    """Lines `"键" = 值`; tables within tables by dotted keys."""
    lines = []
    for key, value in table.items():
        name = f"{above}{_key(key)}"
        lines += _pairs(value, f"{name}.") if isinstance(value, dict) else [f"{name} = {_toml(value)}"]
    return lines


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else json.dumps(key, ensure_ascii=False)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal, float)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(str(value), ensure_ascii=False)
