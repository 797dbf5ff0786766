"""A document taken apart: what it says of itself, its clauses, its annexes with points."""

from __future__ import annotations

from msgspec import Struct

from qianyi.policy.document.about import DocumentHead, about
from qianyi.policy.document.annexes import FoundAnnex, rubrics
from qianyi.policy.document.elements import DocumentProblem, Paper
from qianyi.policy.document.outline import Outline, outline


class SplitDocument(Struct):
    """The parts of a document."""

    paper: Paper
    made: Outline
    about: DocumentHead
    annexes: list[FoundAnnex]


def take_apart(paper: Paper) -> SplitDocument:
    """The parts of a document. Raises DocumentProblem where it holds neither clauses nor an annex with points."""
    made = outline(paper)
    annexes = rubrics(made)
    if not made.clauses and not annexes:
        raise DocumentProblem(
            f"{paper.name} 里没有条款（一、（一）或第几条），也没有带分值的评定表，不像一份方案；请核对是不是这份文件。"
        )
    return SplitDocument(paper, made, about(made), annexes)
