"""Appraisal forms by `fill`'s engine against docxtpl used the ordinary way, in one run on one core.

`python benchmarks/bench_documents.py [documents] [of docxtpl]`: the median of several rounds, ratio, and memory.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qianyi.output.documents.batch import Batch
from qianyi.output.documents.fields import fields_of
from qianyi.output.documents.word_engine import Template
from qianyi.resources import folder

FORM = folder("templates") / "appraisal.docx"
ROUNDS = 5


def context(number: int) -> dict[str, object]:
    """An invented person's form."""
    found: dict[str, object] = {}
    for path in fields_of("appraisal"):
        *heads, last = path.split(".")
        here = found
        for head in heads:
            here = here.setdefault(head, {})  # type: ignore[assignment]
        here[last.removesuffix("[]")] = [f"{last} {number}"] if last.endswith("[]") else f"{last} {number}"
    return found


def ordinary(contexts: list[dict[str, object]], out: Path) -> None:
    """docxtpl as its manual shows: open, render, save, each time."""
    from docxtpl import DocxTemplate

    for number, fields in enumerate(contexts):
        template = DocxTemplate(FORM)
        template.render(fields, autoescape=True)
        template.save(out / f"{number}.docx")


def ours(contexts: list[dict[str, object]], out: Path) -> None:
    """The template compiled once, the batch moved into place."""
    with Batch(out) as batch:
        template = Template(FORM, "benchmark")
        for number, fields in enumerate(contexts):
            batch.add(f"{number}.docx", template.render(fields))
        batch.commit()


def seconds(way: Callable[[list[dict[str, object]], Path], None], contexts: list[dict[str, object]]) -> float:
    """One round in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder_name:
        start = time.perf_counter()
        way(contexts, Path(folder_name))
        return time.perf_counter() - start


def memory() -> float:
    """Peak of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(many: int = 1000, few: int = 60) -> None:
    """Print both rates and what they make of each other."""
    contexts = [context(number) for number in range(many)]
    seconds(ours, contexts[:50])
    small = memory()
    fast = [seconds(ours, contexts)]
    large = memory()
    slow = [seconds(ordinary, contexts[:few])]
    for _ in range(ROUNDS - 1):
        fast.append(seconds(ours, contexts))
        slow.append(seconds(ordinary, contexts[:few]))
    rate, base = many / statistics.median(fast), few / statistics.median(slow)
    print(f"qianyi   {rate:8.0f} documents a second ({many} documents, median of {ROUNDS})")
    print(f"docxtpl  {base:8.1f} documents a second ({few} documents, median of {ROUNDS})")
    print(f"ratio    {rate / base:8.1f}")
    print(f"memory   {small:8.0f} MB after 50 documents, {large:.0f} MB after {many} more")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
