"""`[[quotas]]` of a pack: at least or at most so many of something, of one bearer in a period."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from qianyi.policy.model import PolicyError, Quota
from qianyi.policy.units import as_table, as_text, check_keys, each_table, one_of, show

COUNTED = {"people": "人", "days": "天", "visits": "次督导", "trainings": "次培训", "teachings": "次带教"}
"""What is counted, and its word behind a number."""
PER = {"support": "支援单位", "recipient": "受援单位", "person": "派驻人员", "county": "全县"}
_EACH = {"week": "每周", "month": "每月", "quarter": "每季度", "half-year": "每半年", "campaign": "全年"}
WHERE = ("title", "specialty", "licence", "kind", "level")
"""What may be asked of a placement (of its recipient: `kind`), or of a visit (`level`)."""


def quota_words(quota: Quota) -> str:
    """A quota in words: 「主要领导督导：受援单位每季度至少 2 次督导」."""
    bounds = [f"至少 {quota.at_least}"] if quota.at_least is not None else []
    bounds += [f"至多 {quota.at_most}"] if quota.at_most is not None else []
    where = "".join(f"，{key} = {value}" for key, value in quota.where.items())
    return f"{quota.title}：{PER[quota.per]}{_EACH[quota.each]}{'、'.join(bounds)} {COUNTED[quota.counts]}{where}"


def read_quotas(raw: Any, where: str, before: dict[str, Quota]) -> dict[str, Quota]:
    """The quotas by id: one of a known id says all of it anew. Raises PolicyError naming place and key."""
    quotas = dict(before)
    for place, table in each_table(raw, where, Quota.__struct_fields__):
        if missing := [key for key in ("id", "title", "clause", "counts", "per", "each") if key not in table]:
            raise PolicyError(f"{place} 缺 {missing[0]}。")
        fields: dict[str, Any] = {key: _read(key)(value, f"{place}.{key}") for key, value in table.items()}
        quota = Quota(**fields)
        if quota.at_least is None and quota.at_most is None:
            raise PolicyError(f"{place} 缺 at_least 或 at_most；请写至少或至多多少。")
        if quota.per == "person" and quota.counts in ("people", "visits"):
            raise PolicyError(f"{place}：派驻人员（person）不能数 {quota.counts}。")
        quotas[quota.id] = quota
    return quotas


def _read(key: str) -> Callable[[Any, str], Any]:
    choices = {"counts": COUNTED, "per": PER, "each": _EACH}.get(key)
    if choices is not None:
        return lambda raw, where: one_of(raw, tuple(choices), where)
    if key in ("at_least", "at_most"):
        return _number
    return _conditions if key == "where" else as_text


def _number(raw: Any, where: str) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)) or raw < 0:
        raise PolicyError(f"{where} 应为不小于 0 的数，写的是 {show(raw)}。")
    return Decimal(raw)


def _conditions(raw: Any, where: str) -> dict[str, str]:
    table = as_table(raw, where)
    check_keys(table, WHERE, where)
    return {key: as_text(value, f"{where}.{key}") for key, value in table.items()}
