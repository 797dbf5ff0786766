"""A pack as it is being put together: each part of a TOML pack laid over what it extends, checked key by key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from msgspec import Struct, field, structs

from qianyi.policy.date_shift import ONE_DAY, day_of, months_later
from qianyi.policy.duties import moved
from qianyi.policy.model import (
    Annex,
    Approval,
    Campaign,
    Clause,
    Duty,
    Grade,
    Parameter,
    PolicyError,
    PolicyStatus,
    Quota,
    RuleInForce,
    Severity,
    Source,
)
from qianyi.policy.paper_model import Papers
from qianyi.policy.units import (
    UNITS,
    ParameterValue,
    as_date,
    as_list,
    as_table,
    as_text,
    as_texts,
    check_keys,
    check_value,
    nearest,
    plain,
    show,
)


class Parts(Struct):
    """What a pack says so far. `visible`: a policy of its own, so that changes to it are overrides worth naming."""

    source: Source = field(default_factory=lambda: Source(""))
    campaign: Campaign | None = None
    parameters: dict[str, Parameter] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    rules: dict[str, RuleInForce] = field(default_factory=dict)
    annexes: dict[int, Annex] = field(default_factory=dict)
    words: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    grades: tuple[Grade, ...] = ()
    approvals: tuple[Approval, ...] = ()
    quotas: dict[str, Quota] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    overrides: dict[str, Any] = field(default_factory=dict)
    visible: bool = False
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    papers: Papers = Papers()


def add_source(parts: Parts, raw: Any, where: str) -> None:
    """`[source]`: the document the pack was made from."""
    table = as_table(raw, where)
    check_keys(table, Source.__struct_fields__, where)
    if "title" not in table:
        raise PolicyError(f"{where} 缺 title；请写文件名称。")
    issued = as_date(table["issued"], f"{where}.issued") if "issued" in table else None
    texts = {key: as_text(value, f"{where}.{key}") for key, value in table.items() if key != "issued"}
    parts.source = Source(issued=issued, **texts)


def add_clauses(parts: Parts, raw: Any, where: str) -> None:
    """`[clauses]`: number → our own short wording."""
    for key, text in as_table(raw, where).items():
        parts.clauses[key] = Clause(key, as_text(text, f"{where}.{key}"))


def flatten(raw: Any, where: str) -> dict[str, Any]:
    """`[parameters]` nested or quoted: dotted id → value or definition. Raises PolicyError where an id stands twice."""
    flat: dict[str, Any] = {}

    def walk(prefix: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            id = prefix + key
            if isinstance(value, dict) and not {"value", "status"} & value.keys():
                walk(id + ".", value)
            elif id in flat:
                raise PolicyError(f"{where} 的 {id} 写了两次；请留一处。")
            else:
                flat[id] = value

    walk("", as_table(raw, where))
    return flat


def overridden(known: Parameter, raw: Any, where: str) -> Parameter:
    """A parameter with another value, as a county's own setting. Raises PolicyError where type or unit is wrong."""
    value = check_value(raw, known.unit, known.choices, where)
    return structs.replace(known, value=value, status="local", note=_was(known))


def _was(known: Parameter, status: object = "local") -> str:
    """What stood there before; a county's own document (`text`) is no local setting."""
    before = "原无此值。" if known.value is None else f"原为 {show(plain(known.value))}。"
    return f"本地设定；{before}" if status == "local" else before


def add_parameters(parts: Parts, raw: Any, where: str) -> None:
    """`[parameters]`: a bare value changes one; a table with value, unit, clause, status, note says all of it anew."""
    for id, given in flatten(raw, where).items():
        known, place = parts.parameters.get(id), f"{where}.{id}"
        if isinstance(given, dict):
            parameter = _defined(id, known, given, place, parts)
        elif known is None:
            raise PolicyError(f"{place} 不是参数{nearest(id, parts.parameters)}；全部参数见 qianyi policy show。")
        else:
            parameter = overridden(known, given, place)
        if parts.visible and known is not None and known.value != parameter.value:
            parts.overrides[id] = plain(parameter.value)
        parts.parameters[id] = parameter


def _defined(id: str, known: Parameter | None, given: dict[str, Any], where: str, parts: Parts) -> Parameter:
    check_keys(given, [key for key in Parameter.__struct_fields__ if key != "id"], where)
    if known is None:
        for key in ("unit", "clause", "status"):
            if key not in given:
                raise PolicyError(f"{where} 缺 {key}{nearest(id, parts.parameters)}；新参数须写明单位、条款和 status。")
        known = Parameter(id, None, "", "", "local")
    elif "value" in given and "note" not in given:
        given = {"status": "local", **given}
        given["note"] = _was(known, given["status"])
    lists = ("value", "choices", "readings")
    texts = {key: as_text(value, f"{where}.{key}") for key, value in given.items() if key not in lists}
    if texts.get("unit", known.unit) not in UNITS:
        raise PolicyError(f"{where}.unit 的单位 {texts['unit']} 不认识{nearest(texts['unit'], UNITS)}。")
    if texts.get("status", "local") not in get_args(PolicyStatus):
        raise PolicyError(f"{where}.status 应为 text、reading 或 local，写的是 {show(texts['status'])}。")
    choices = as_texts(given["choices"], f"{where}.choices") if "choices" in given else known.choices
    changed: Parameter = structs.replace(known, **texts, choices=choices)
    changed = structs.replace(changed, readings=_readings(changed, given, where))
    if "value" not in given:
        return changed
    return structs.replace(changed, value=check_value(given["value"], changed.unit, choices, f"{where}.value"))


def _readings(known: Parameter, given: dict[str, Any], where: str) -> tuple[ParameterValue, ...]:
    """The values that the document can be read to mean: as written, else of a reading all choices there are."""
    if "readings" in given:
        written = as_list(given["readings"], f"{where}.readings")
        return tuple(check_value(one, known.unit, known.choices, f"{where}.readings") for one in written)
    if given.get("status") == "text":
        return ()
    if given.get("status") == "reading" and known.unit in ("choice", "switch"):
        return known.choices if known.unit == "choice" else (False, True)
    return known.readings


def add_rules(parts: Parts, raw: Any, where: str, codes: frozenset[str] | None) -> None:
    """`[rules]`: code = "clause", "severity", { clause, severity } or false. `codes`: all there are, where to check."""
    for code, given in as_table(raw, where).items():
        place, known = f"{where}.{code}", parts.rules.get(code)
        if codes is not None and code not in codes:
            raise PolicyError(f"{place}：没有规则 {code}{nearest(code, codes)}。")
        if given is False:
            parts.rules.pop(code, None)
            continue
        table = {"severity" if given in get_args(Severity) else "clause": given} if isinstance(given, str) else given
        if not isinstance(table, dict):
            raise PolicyError(f"{place} 应为条款、{{ clause, severity }} 或 false，写的是 {show(given)}。")
        check_keys(table, ("clause", "severity"), place)
        severity: Severity | None = table.get("severity", known.severity if known else None)
        if severity is not None and severity not in get_args(Severity):
            raise PolicyError(f"{place}.severity 应为 error、warning 或 info，写的是 {show(severity)}。")
        if "clause" not in table and known is None:
            raise PolicyError(f"{place} 缺 clause；规则须写明依据的条款。")
        clause = as_text(table["clause"], f"{place}.clause") if "clause" in table else known.clause if known else ""
        parts.rules[code] = RuleInForce(code, clause, severity)


def add_words(parts: Parts, raw: Any, where: str) -> None:
    """`[words.LIST]`: meaning = [spellings]; added to what the extended pack lists."""
    for name, meanings in as_table(raw, where).items():
        into = parts.words.setdefault(name, {})
        meant = {word: meaning for meaning, words in into.items() for word in words}
        for meaning, spellings in as_table(meanings, f"{where}.{name}").items():
            new = as_texts(spellings, f"{where}.{name}.{meaning}")
            for word in new:
                if meant.setdefault(word, meaning) != meaning:
                    other = meant[word]
                    raise PolicyError(f"{where}.{name}.{meaning} 的“{word}”已在 {other} 里；一个词只能有一个意思。")
            into[meaning] = tuple(dict.fromkeys((*into.get(meaning, ()), *new)))


def as_headings(raw: Any, where: str) -> dict[str, tuple[str, ...]]:
    """`[headings]`: known heading (or year, first, second, half) = [the county's own words]."""
    return {key.strip(): as_texts(value, f"{where}.{key}") for key, value in as_table(raw, where).items()}


def add_campaign(parts: Parts, raw: Any, where: str, kept: Iterable[str] = ()) -> None:
    """`[campaign]`: start and end, both included; without end, `campaign.months` from the start. `kept`: the
    parameters that the same pack sets, which do not move with its dates."""
    table = as_table(raw, where)
    check_keys(table, ("start", "end", "per_county"), where)
    start = as_date(table["start"], f"{where}.start") if "start" in table else None
    end = as_date(table["end"], f"{where}.end") if "end" in table else None
    before = parts.campaign
    parts.campaign = campaign_from(start, end, before, parts.parameters, where)
    if "per_county" in table:
        if not isinstance(table["per_county"], bool):
            raise PolicyError(f"{where}.per_county 应为 true 或 false，写的是 {show(table['per_county'])}。")
        parts.campaign = structs.replace(parts.campaign, per_county=table["per_county"])
    if before is not None:
        parts.parameters = moved_days(parts.parameters, before, parts.campaign, kept)
        if parts.visible:
            dates = {key: value for key, value in table.items() if key != "per_county"}
            parts.overrides |= {f"campaign.{key}": as_date(value, where).isoformat() for key, value in dates.items()}
        parts.duties = {item.id: moved(item, before, parts.campaign) for item in parts.duties.values()}


def moved_days(
    parameters: dict[str, Parameter], before: Campaign, after: Campaign, kept: Iterable[str]
) -> dict[str, Parameter]:
    """The parameters with their days of the year (到岗期限) as far into the campaign after as before."""
    days = [one for one in parameters.values() if one.unit == "month-day" and one.value and one.id not in kept]
    if not days or (before.start.month, before.start.day) == (after.start.month, after.start.day):
        return parameters
    changed = {}
    for one in days:
        into = day_of(str(one.value), before.start) - before.start
        changed[one.id] = structs.replace(one, value=f"{after.start + into:%m-%d}")
    return parameters | changed


def campaign_from(
    start: date | None, end: date | None, before: Campaign | None, parameters: dict[str, Parameter], where: str
) -> Campaign:
    """The campaign from the dates given, else those before. Raises PolicyError where they cannot be one."""
    start_given = start is not None
    if start is None and before is not None:
        start = before.start
    if start is None:
        raise PolicyError(f"{where} 缺 start；请写活动开始日期。")
    months = parameters.get("campaign.months")
    usual = None
    if months is not None and isinstance(months.value, Decimal):
        usual = months_later(start, int(months.value)) - ONE_DAY
    if end is None and usual is None:
        raise PolicyError(f"{where} 缺 end；请写活动结束日期。")
    if end is not None and not start_given and usual is not None and end > usual:
        raise PolicyError(f"{where} 只写了 end（{end}），离原来的开始日期 {start} 太远；请写上 start。")
    end = end or usual
    assert end is not None
    if end < start:
        raise PolicyError(f"{where} 的 end（{end}）早于 start（{start}）；请核对。")
    return Campaign(start, end, start.year)
