"""`[papers]` of a pack: what its forms and letters print of its own. Short texts; `{parameter.id}` stands for a figure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from msgspec import structs

from qianyi.patterns import pattern
from qianyi.policy.model import PolicyError
from qianyi.policy.paper_model import Papers, Reached, Tasks
from qianyi.policy.units import as_table, as_text, as_texts, check_keys, each_table, nearest

_STEPS = ("notice", "talk", "bar")
"""The letters that follow from being found off post."""
SLOTS = frozenset({"name", "support", "recipient", "target"})
"""What a text may name beside parameters: whom a letter is about, what an institution is to reach."""
SLOT = pattern(r"\{([^{}]*)\}", "{name}")


def read_papers(raw: Any, where: str, before: Papers, parameters: Collection[str], duties: Collection[str]) -> Papers:
    """The papers of a pack over those that it extends: a key that it gives replaces the whole of it.

    Raises PolicyError naming place and key; a figure or duty that the pack does not have is refused too."""
    table = as_table(raw, where)
    check_keys(table, Papers.__struct_fields__, where)
    given: dict[str, Any] = {}
    for key, value in table.items():
        read: Callable[[Any, str], Any] = _READ.get(key, as_text)
        given[key] = read(value, f"{where}.{key}")
    papers: Papers = structs.replace(before, **given)
    for key in ("result_notice", "work_notice"):
        duty = getattr(papers, key)
        if duty and duty not in duties:
            raise PolicyError(f"{where}.{key}：没有工作 {duty}{nearest(duty, duties)}；全部见 [[duties]]。")
    for text in _texts(papers):
        for slot in SLOT.findall(text):
            if slot not in parameters and slot not in SLOTS:
                raise PolicyError(f"{where} 的“{text}”：没有参数 {slot}{nearest(slot, parameters)}。")
    return papers


def _texts(papers: Papers) -> list[str]:
    lists = [one.lines for one in papers.tasks] + list(papers.letters.values())
    return [line for lines in (*lists, papers.support, papers.recipient) for line in lines] + [papers.creation]


def _reached(raw: Any, where: str) -> tuple[Reached, ...]:
    found = []
    for place, table in each_table(raw, where, Reached.__struct_fields__):
        months = table.get("months")
        if not isinstance(months, int) or isinstance(months, bool) or months < 1:
            raise PolicyError(f"{place}.months 应为月数（整数）。")
        texts = {key: as_text(value, f"{place}.{key}") for key, value in table.items() if key != "months"}
        if "title" not in texts:
            raise PolicyError(f"{place} 缺 title；请写满这些月怎么说，如“满一年”。")
        found.append(Reached(months, **texts))
    return tuple(sorted(found, key=lambda one: one.months))


def _tasks(raw: Any, where: str) -> tuple[Tasks, ...]:
    found = []
    for place, table in each_table(raw, where, Tasks.__struct_fields__):
        if "lines" not in table:
            raise PolicyError(f"{place} 缺 lines；请写任务，一条一句。")
        kinds = as_texts(table.get("kinds", []), f"{place}.kinds")
        found.append(Tasks(as_texts(table["lines"], f"{place}.lines"), kinds))
    return tuple(found)


def _letters(raw: Any, where: str) -> dict[str, tuple[str, ...]]:
    table = as_table(raw, where)
    check_keys(table, _STEPS, where)
    return {key: as_texts(value, f"{where}.{key}") for key, value in table.items()}


_READ: dict[str, Callable[[Any, str], Any]] = {
    "copies": as_texts,
    "notes": as_texts,
    "support": as_texts,
    "recipient": as_texts,
    "reached": _reached,
    "tasks": _tasks,
    "letters": _letters,
}
