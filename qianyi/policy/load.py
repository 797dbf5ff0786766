"""Packs and settings from disk to a policy in force: `load_policy`, `with_settings`, `load_settings`, `available`.

A pack is a folder of TOML files or one TOML file; `extends` names a pack id or a path beside it. What a pack does not
say, it takes from the one it extends. All errors are PolicyError: one Chinese sentence with file and key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from qianyi import DEFAULT_POLICY
from qianyi.policy import parts as build
from qianyi.policy.date_shift import shift_last, shift_years
from qianyi.policy.duties import moved, read_duties
from qianyi.policy.ladders import check_thresholds, read_approvals, read_grades
from qianyi.policy.model import Campaign, Policy, PolicyError
from qianyi.policy.papers import read_papers
from qianyi.policy.parts import Parts
from qianyi.policy.quotas import read_quotas
from qianyi.policy.rubric import RubricNames, read_annexes
from qianyi.policy.settings import Settings, load_settings
from qianyi.policy.shipped import PACKS, known_codes, shipped
from qianyi.policy.toml import read_toml
from qianyi.policy.units import as_list, as_table, as_text, as_texts, check_keys, nearest, plain

__all__ = [
    "Listed",
    "available",
    "load_checked",
    "load_named",
    "load_policy",
    "load_settings",
    "with_rubric",
    "with_settings",
]

_KEYS = (
    "id",
    "title",
    "hidden",
    "extends",
    "notes",
    "source",
    "campaign",
    "clauses",
    "parameters",
    "rules",
    "words",
    "duties",
    "grades",
    "approvals",
    "quotas",
    "papers",
    "annexes",
    "headings",
)


class Listed(Struct, frozen=True):
    """A shipped policy, as `policy list` names it."""

    id: str
    title: str
    region: str
    campaign: Campaign
    points: bool
    """Whether it has a rubric."""


def available() -> list[Listed]:
    """The shipped policies that can be chosen, by id."""
    policies = [load_policy(id) for id in shipped() if not _read(PACKS / id)[0].get("hidden")]
    return [Listed(p.id, p.title, p.source.region, p.campaign, bool(p.annexes)) for p in policies]


def load_policy(spec: str | Path) -> Policy:
    """A policy by pack id, TOML file or folder of TOML files. Raises PolicyError where there is none or it is wrong."""
    if str(spec) == "base":
        known = "、".join(id for id in shipped() if id != "base")
        raise PolicyError(f"base 是各政策共用的底本，不能单独使用；可用 {known}。")
    path = _locate(str(spec), Path())
    parts, id, title = _load(path, ())
    if parts.campaign is None:
        raise PolicyError(f"{path} 没有 [campaign]；请写活动起止日期，或用 extends 指明所依据的政策。")
    _check_clauses(parts, path)
    return Policy(
        id,
        title,
        parts.source,
        parts.campaign,
        dict(sorted(parts.parameters.items())),
        parts.clauses,
        dict(sorted(parts.rules.items())),
        dict(sorted(parts.annexes.items())),
        parts.words,
        tuple(parts.duties.values()),
        parts.notes,
        parts.grades,
        parts.approvals,
        tuple(parts.quotas.values()),
        parts.overrides,
        headings=parts.headings,
        papers=parts.papers,
    )


def drafting(choose: Callable[[list[Policy]], Policy | None]) -> tuple[Policy | None, Policy]:
    """The shipped policy that a new one is like, as `choose` says, and what both extend."""
    kin = choose([load_policy(listed.id) for listed in available()])
    parts, id, title = _load(PACKS / "base", ())
    nowhere = Campaign(date.min, date.max, date.min.year)
    return kin, Policy(
        id, title, parts.source, nowhere, parts.parameters, parts.clauses, parts.rules, parts.annexes, parts.words
    )


def load_named(settings: Settings) -> Policy:
    """The policy that a county's qianyi.toml names, else the default. Raises PolicyError naming the qianyi.toml."""
    try:
        return load_policy(settings.policy or DEFAULT_POLICY)
    except PolicyError as error:
        raise PolicyError(f"{settings.path} 的 policy：{error}") from None


def _locate(spec: str, beside: Path) -> Path:
    """The folder or file of a pack id or path. Raises PolicyError naming what there is."""
    if spec in shipped():
        return PACKS / spec
    path = beside / Path(spec).expanduser()
    if (path.is_file() and path.name == "qianyi.toml") or (path / "qianyi.toml").is_file():
        raise PolicyError(f"{path} 是一个县的设定，不是政策；请给出政策文件，或把那个县的文件夹作为材料给出。")
    if path.is_file() or (path.is_dir() and any(path.glob("*.toml"))):
        return path
    known = [id for id in shipped() if id != "base"]
    if path.is_dir():
        raise PolicyError(f"文件夹 {path} 里没有 .toml 文件，不是政策。")
    raise PolicyError(f"没有政策 {spec}{nearest(spec, known)}；可用 {'、'.join(known)}，或给出政策文件的路径。")


def _read(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The keys of a pack and the file each stood in. Raises PolicyError where two files have one key."""
    data: dict[str, Any] = {}
    files: dict[str, str] = {}
    if path.is_file():
        data = read_toml(path)
        return data, dict.fromkeys(data, str(path))
    for file in sorted(path.glob("*.toml")):
        shown = f"{path.name}/{file.name}"
        for key, value in read_toml(file).items():
            if key in files:
                raise PolicyError(f"{shown} 的 {key} 在 {files[key]} 里已经有了；请并到一处。")
            data[key], files[key] = value, shown
    return data, files


def _load(path: Path, extending: tuple[Path, ...]) -> tuple[Parts, str, str]:
    """The parts of a pack over those it extends, its id and title."""
    own = path.resolve()
    if own in extending:
        raise PolicyError(f"{path} 的 extends 绕了一圈又回到自己；请改正。")
    data, files = _read(path)
    name = str(path) if path.is_file() else path.name
    check_keys(data, _KEYS, name)
    parts, id, title = Parts(), path.stem if path.is_file() else path.name, ""
    if "extends" in data:
        parent = _locate(as_text(data["extends"], f"{files['extends']} 的 extends"), path.parent)
        parts, _, title = _load(parent, (*extending, own))
    id = as_text(data["id"], f"{files['id']} 的 id") if "id" in data else id
    title = as_text(data["title"], f"{files['title']} 的 title") if "title" in data else title
    if not title:
        raise PolicyError(f"{name} 缺 title；请写政策名称。")
    _lay_over(parts, data, files, ours=PACKS in own.parents)
    parts.visible = not data.get("hidden")
    return parts, id, title


def _lists() -> set[str]:
    """The lists of words that rules and scoring look into: those of the shipped packs."""
    return {name for id in shipped() for name in _read(PACKS / id)[0].get("words", {})}


def _lay_over(parts: Parts, data: dict[str, Any], files: dict[str, str], *, ours: bool) -> None:
    """Each part of a pack's data over what stands, in an order in which later parts may name earlier ones."""
    if "hidden" in data and not isinstance(data["hidden"], bool):
        raise PolicyError(f"{files['hidden']} 的 hidden 应为 true 或 false。")
    lay: dict[str, Callable[[Any, str], None]] = {
        "source": lambda raw, at: build.add_source(parts, raw, at),
        "notes": lambda raw, at: setattr(parts, "notes", as_texts(raw, at)),
        "clauses": lambda raw, at: build.add_clauses(parts, raw, at),
        "parameters": lambda raw, at: build.add_parameters(parts, raw, at),
        "campaign": lambda raw, at: build.add_campaign(parts, raw, at, build.flatten(data.get("parameters", {}), "")),
        "rules": lambda raw, at: build.add_rules(parts, raw, at, None if ours else known_codes()),
        "words": lambda raw, at: _add_words(parts, raw, at, ours=ours),
        "headings": lambda raw, at: setattr(parts, "headings", parts.headings | build.as_headings(raw, at)),
        "duties": lambda raw, at: setattr(parts, "duties", read_duties(raw, at, parts.duties)),
        "grades": lambda raw, at: setattr(parts, "grades", read_grades(raw, at)),
        "approvals": lambda raw, at: setattr(
            parts, "approvals", read_approvals(raw, at, parts.parameters, parts.words)
        ),
        "quotas": lambda raw, at: setattr(parts, "quotas", read_quotas(raw, at, parts.quotas)),
        "papers": lambda raw, at: setattr(
            parts, "papers", read_papers(raw, at, parts.papers, parts.parameters, parts.duties)
        ),
        "annexes": lambda raw, at: _add_annexes(parts, raw, at, ours=ours),
    }
    for key, add in lay.items():
        if key in data:
            add(data[key], f"{files[key]} 的 {key}")


def _add_words(parts: Parts, raw: Any, where: str, *, ours: bool) -> None:
    if not ours:
        check_keys(as_table(raw, where), _lists(), where)
    build.add_words(parts, raw, where)


def _add_annexes(parts: Parts, raw: Any, where: str, *, ours: bool) -> None:
    """Rubrics in place of those of the same subjects."""
    if not as_list(raw, where):
        return
    known = [] if ours else [load_policy(id) for id in shipped() if (PACKS / id / "rubric.toml").is_file()]
    annexes = [annex for rubrics in (*(pack.annexes for pack in known), parts.annexes) for annex in rubrics.values()]
    before = {item.id: item for annex in annexes for item in annex.items()}
    incidents = frozenset(parts.words.get("incident", {}))
    new = read_annexes(raw, where, RubricNames(parts.clauses, incidents, not ours, before))
    subjects = {annex.subject for annex in new.values()}
    kept = {number: annex for number, annex in parts.annexes.items() if annex.subject not in subjects}
    parts.annexes = kept | new


def _check_clauses(parts: Parts, path: Path) -> None:
    """Every clause that a parameter, rule or duty names stands in the clause table. Raises PolicyError."""
    named = [(f"参数 {item.id}", item.clause) for item in parts.parameters.values()]
    named += [(f"规则 {item.code}", item.clause) for item in parts.rules.values()]
    named += [(f"工作 {item.id}", item.clause) for item in parts.duties.values()]
    named += [(f"定额 {item.id}", item.clause) for item in parts.quotas.values()]
    for what, clause in named:
        if clause not in parts.clauses:
            near = nearest(clause, parts.clauses)
            raise PolicyError(f"{path}：{what} 的条款“{clause}”不在 [clauses] 里{near}；请补上或改正。")


def with_rubric(policy: Policy, path: Path) -> Policy:
    """The policy with the rubric of a TOML file (`[[annexes]]`, and the clauses and parameters it needs).

    Raises PolicyError where the file is no rubric or its sums do not come out.
    """
    data = read_toml(path)
    check_keys(data, ("title", "notes", "clauses", "parameters", "words", "annexes"), str(path))
    if "annexes" not in data:
        raise PolicyError(f"{path} 没有 [[annexes]]，不是评分细则。")
    parts = Parts(
        policy.source,
        policy.campaign,
        dict(policy.parameters),
        dict(policy.clauses),
        dict(policy.rules),
        dict(policy.annexes),
        {name: dict(lists) for name, lists in policy.words.items()},
        {item.id: item for item in policy.duties},
        policy.grades,
        policy.approvals,
        {item.id: item for item in policy.quotas},
        policy.notes,
        dict(policy.overrides),
        True,
    )
    _lay_over(parts, data, dict.fromkeys(data, str(path)), ours=False)
    _check_clauses(parts, path)
    parts.overrides["rubric"] = as_text(data.get("title", path.stem), f"{path} 的 title")
    return structs.replace(
        policy,
        parameters=dict(sorted(parts.parameters.items())),
        clauses=parts.clauses,
        words=parts.words,
        annexes=dict(sorted(parts.annexes.items())),
        notes=parts.notes,
        overrides=parts.overrides,
    )


def with_settings(policy: Policy, settings: Settings, year: int | None) -> Policy:
    """The policy as one county has it: parameters and dates of qianyi.toml, then shifted by whole years to `year`.

    Raises PolicyError where a parameter is not known or its value is of the wrong type or unit.
    """
    where = f"{settings.path or 'qianyi.toml'} 的 parameters"
    parameters, overrides = dict(policy.parameters), dict(policy.overrides)
    for id, raw in settings.parameters.items():
        if id not in parameters:
            raise PolicyError(f"{where}.{id} 不是政策 {policy.id} 的参数{nearest(id, parameters)}；请改正或删去。")
        parameters[id] = build.overridden(parameters[id], raw, f"{where}.{id}")
        overrides[id] = plain(parameters[id].value)
    check_thresholds(settings.grades, policy.grades, f"{settings.path or 'qianyi.toml'} 的 grades")
    campaign, place = policy.campaign, f"{settings.path or 'qianyi.toml'} 的 campaign"
    if settings.start or settings.end or "campaign.months" in settings.parameters:
        unset = campaign.per_county and settings.start is None
        campaign = build.campaign_from(settings.start, settings.end, campaign, parameters, place)
        campaign = structs.replace(campaign, per_county=unset)
    if year is not None and year != campaign.start.year:
        campaign = shifted(campaign, year)
    parameters = build.moved_days(parameters, policy.campaign, campaign, settings.parameters)
    for key, given, day in (("start", settings.start, campaign.start), ("end", settings.end, campaign.end)):
        if given or f"campaign.{key}" in overrides:
            overrides[f"campaign.{key}"] = day.isoformat()
    duties = tuple(moved(item, policy.campaign, campaign) for item in policy.duties)
    overrides = dict(sorted(overrides.items()))
    return structs.replace(policy, campaign=campaign, parameters=parameters, duties=duties, overrides=overrides)


def shifted(campaign: Campaign, year: int) -> Campaign:
    """The campaign moved by whole years to start in `year`. Raises PolicyError where there is no such year."""
    years = year - campaign.start.year
    if not 1 <= year < 9999 - (campaign.end.year - campaign.start.year):
        raise PolicyError(f"年度 {year} 不对；请写四位年份，如 2022。")
    return Campaign(shift_years(campaign.start, years), shift_last(campaign.end, years), year, campaign.per_county)


def load_checked(path: Path) -> Policy:
    """What a file says, whichever it is: a policy, a rubric, or a county's qianyi.toml. Raises PolicyError."""
    if str(path) in shipped():
        return load_policy(path)
    if path.is_dir() and not list(path.glob("pack.toml")) and (path / "qianyi.toml").is_file():
        path /= "qianyi.toml"
    if path.name == "qianyi.toml":
        settings = load_settings(path)
        return with_settings(load_named(settings), settings, None)
    if path.is_file() and not {"extends", "campaign", "id"} & (data := read_toml(path)).keys() and "annexes" in data:
        return with_rubric(load_policy(DEFAULT_POLICY), path)
    return load_policy(path)
