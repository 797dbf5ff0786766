"""What a county says of itself in `qianyi.toml`: policy, dates, figures, aliases, calendar, marks, grades, waivers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from qianyi.policy.model import PolicyError
from qianyi.policy.parts import as_headings, flatten
from qianyi.policy.shipped import known_codes
from qianyi.policy.toml import read_toml
from qianyi.policy.units import as_date, as_list, as_table, as_text, as_texts, check_keys, nearest, show

if TYPE_CHECKING:  # few counties give one
    from qianyi.policy.holiday_notices import Notice


class Waiver(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that somebody answers for. Without person and institution it holds for every finding of its code."""

    code: str
    reason: str
    approved_by: str
    person: str | None = None
    institution: str | None = None
    until: date | None = None
    """Inclusive, held against as-of."""


PLAN_GOALS = ("priority", "needs", "minimum", "promotion")
PLAN_WEIGHTS = {"wish": 3, "hardship": 2, "continuity": 2, "rotation": 2, "fair": 1}


class PlanSettings(Struct, frozen=True):
    """How a plan is judged: the goals in the order in which they count, and the weights of the last, a sum."""

    order: tuple[str, ...] = PLAN_GOALS
    weights: dict[str, int] = field(default_factory=PLAN_WEIGHTS.copy)


class Settings(Struct, frozen=True):
    """One county's qianyi.toml (all defaults where there is none). `path` is "" where no file was read."""

    path: str = ""
    policy: str | None = None
    county: str | None = None
    """The county's name: it heads every output."""
    title: str | None = None
    """What heads every output instead of county, year and campaign."""
    office: str | None = None
    """The office that signs letters and notices; None: the one that issued the policy."""
    document: str | None = None
    """The county's own document (docx or text), from where qianyi.toml stands."""
    start: date | None = None
    end: date | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    """Dotted parameter id → value as written."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Other name → official institution name."""
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    settled: frozenset[int] = frozenset()
    """Years whose days the county has entered whole."""
    notices: tuple[Notice, ...] = ()
    """The State Council's notices that it gives."""
    signs: dict[str, str] = field(default_factory=dict)
    """Symbol → word of a kind of day ("△" → "事假")."""
    grades: dict[str, Decimal] = field(default_factory=dict)
    """Grade → lowest percent, bound included."""
    hardship: frozenset[str] | None = None
    """Institutions in hardship areas; None: no list given."""
    waivers: tuple[Waiver, ...] = ()
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Known heading, or period (year, first, second, half) → the county's own words for it."""
    plan: PlanSettings = field(default_factory=PlanSettings)


_KEYS = (
    "policy",
    "county",
    "title",
    "office",
    "document",
    "campaign",
    "parameters",
    "aliases",
    "calendar",
    "marks",
    "grades",
    "hardship",
    "waivers",
    "headings",
    "plan",
)


def load_settings(path: Path) -> Settings:
    """A county's qianyi.toml. Parameters are held as written: which there are is the policy's to say (`with_settings`).

    Raises PolicyError naming file and key: unknown keys, impossible dates, waivers of no rule, grades out of range.
    """
    data = read_toml(path)
    check_keys(data, _KEYS, str(path))

    def table(key: str) -> dict[str, Any]:
        return as_table(data.get(key, {}), f"{path} 的 {key}")

    def named(key: str) -> str | None:
        return as_text(data[key], f"{path} 的 {key}") if key in data else None

    campaign, calendar = table("campaign"), table("calendar")
    check_keys(campaign, ("start", "end"), f"{path} 的 campaign")
    check_keys(calendar, ("holidays", "workdays", "settled", "notice"), f"{path} 的 calendar")
    dates = {key: as_date(value, f"{path} 的 campaign.{key}") for key, value in campaign.items()}
    if len(dates) == 2 and dates["end"] < dates["start"]:
        raise PolicyError(f"{path} 的 campaign.end（{dates['end']}）早于 start（{dates['start']}）；请核对。")
    lists = ((key, calendar[key]) for key in ("holidays", "workdays") if key in calendar)
    days = {key: _days(value, f"{path} 的 calendar.{key}") for key, value in lists}
    both = sorted(days.get("holidays", frozenset()) & days.get("workdays", frozenset()))
    if both:
        raise PolicyError(f"{path} 的 calendar 里 {both[0]} 既是 holidays 又是 workdays；请留一处。")
    hardship = data.get("hardship")
    return Settings(
        str(path),
        _policy(data.get("policy"), path),
        named("county"),
        named("title"),
        named("office"),
        _document(table("document"), path),
        dates.get("start"),
        dates.get("end"),
        flatten(data.get("parameters", {}), f"{path} 的 parameters"),
        _pairs(table("aliases"), f"{path} 的 aliases"),
        days.get("holidays", frozenset()),
        days.get("workdays", frozenset()),
        _years(calendar.get("settled", []), f"{path} 的 calendar.settled"),
        _notices(calendar["notice"], path) if "notice" in calendar else (),
        _pairs(table("marks"), f"{path} 的 marks"),
        _grades(table("grades"), f"{path} 的 grades"),
        None if hardship is None else frozenset(as_texts(hardship, f"{path} 的 hardship")),
        tuple(
            _waiver(as_table(item, f"{path} 的 waivers"), f"{path} 的 waivers 第 {number} 项")
            for number, item in enumerate(as_list(data.get("waivers", []), f"{path} 的 waivers"), 1)
        ),
        as_headings(table("headings"), f"{path} 的 headings"),
        _plan(table("plan"), f"{path} 的 plan"),
    )


def _policy(raw: Any, path: Path) -> str | None:
    """A pack id as written; a path is taken from where qianyi.toml stands."""
    if raw is None:
        return None
    text = as_text(raw, f"{path} 的 policy")
    beside = path.parent / text
    looks_like_path = text.endswith(".toml") or "/" in text or "\\" in text
    return str(beside) if beside.exists() and (looks_like_path or beside.is_dir()) else text


def _document(table: dict[str, Any], path: Path) -> str | None:
    """`[document] file`: a path beside qianyi.toml. Whether it can be read is told when it is."""
    where = f"{path} 的 document"
    check_keys(table, ("file",), where)
    if not table:
        return None
    return str(path.parent / as_text(table.get("file"), f"{where}.file"))


def _years(raw: Any, where: str) -> frozenset[int]:
    years = as_list(raw, where)
    for year in years:
        if not isinstance(year, int) or isinstance(year, bool) or not 1949 < year < 2100:
            raise PolicyError(f"{where} 应为年份的列表，如 [2027]，写的是 {show(year)}。")
    return frozenset(years)


def _notices(raw: Any, path: Path) -> tuple[Notice, ...]:
    """One file or several, named from where qianyi.toml stands."""
    from qianyi.policy.holiday_notices import read_notice

    names = as_texts([raw] if isinstance(raw, str) else raw, f"{path} 的 calendar.notice")
    return tuple(read_notice(path.parent / name) for name in names)


def _days(raw: Any, where: str) -> frozenset[date]:
    return frozenset(as_date(item, where) for item in as_list(raw, where))


def _pairs(table: dict[str, Any], where: str) -> dict[str, str]:
    """Text to text, neither empty."""
    for key in table:
        if not key.strip():
            raise PolicyError(f"{where} 里有一个空的键；请补上或删去。")
    return {key.strip(): as_text(value, f"{where}.{key}") for key, value in table.items()}


def _grades(table: dict[str, Any], where: str) -> dict[str, Decimal]:
    """Lowest percents by grade. Which grades there are, and their order, is the policy's to say (`with_settings`)."""
    grades: dict[str, Decimal] = {}
    for grade, raw in table.items():
        if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
            raise PolicyError(f"{where}.{grade} 应为百分数，如 90，写的是 {show(raw)}。")
        if not 0 <= raw <= 100:
            raise PolicyError(f"{where}.{grade} 应在 0 到 100 之间，写的是 {raw}。")
        grades[grade] = Decimal(raw)
    return grades


_HEAVIEST = 1000


def _plan(table: dict[str, Any], where: str) -> PlanSettings:
    check_keys(table, ("order", "weights"), where)
    order = as_texts(table.get("order", list(PLAN_GOALS)), f"{where}.order")
    for goal in order:
        if goal not in PLAN_GOALS:
            raise PolicyError(
                f"{where}.order：没有目标 {goal}{nearest(goal, PLAN_GOALS)}；可用 {'、'.join(PLAN_GOALS)}。"
            )
    if sorted(order) != sorted(PLAN_GOALS):
        raise PolicyError(f"{where}.order 要把 {'、'.join(PLAN_GOALS)} 各写一次。")
    weights = as_table(table.get("weights", {}), f"{where}.weights")
    check_keys(weights, PLAN_WEIGHTS, f"{where}.weights")
    for key, value in weights.items():
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _HEAVIEST:
            raise PolicyError(f"{where}.weights.{key} 应为 0 到 {_HEAVIEST} 的整数，写的是 {show(value)}。")
    return PlanSettings(order, PLAN_WEIGHTS | weights)


def _waiver(table: dict[str, Any], where: str) -> Waiver:
    check_keys(table, Waiver.__struct_fields__, where)
    for key in ("code", "reason", "approved_by"):
        if key not in table:
            raise PolicyError(f"{where} 缺 {key}；豁免须写明规则、理由和批准人。")
    texts = {key: as_text(value, f"{where}.{key}") for key, value in table.items() if key != "until"}
    if texts["code"] not in known_codes():
        raise PolicyError(f"{where}.code：没有规则 {texts['code']}{nearest(texts['code'], known_codes())}。")
    return Waiver(**texts, until=as_date(table["until"], f"{where}.until") if "until" in table else None)
