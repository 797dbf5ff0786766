"""S: marks. The findings come from scoring, which hands them to `rules.check`; the pages and needs stand here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qianyi.rules.registry import Skip, rule

if TYPE_CHECKING:
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts


@rule("S801", "mark-out-of-range", "error", needs=("marks",))
def mark_out_of_range(facts: Facts) -> Iterable[Finding]:
    """说明：得分小于 0，或大于这一条的分值。这个得分不计，该条待评。
    依据：评定细则各条的分值。
    怎么改：核对得分；每条分值见 qianyi explain 条款编号。
    """
    return ()


@rule("S802", "mark-pending", "warning", span="term")
def mark_pending(facts: Facts) -> Iterable[Finding]:
    """说明：某条既没有评定人的得分，也没有可供计算的登记。不当满分，也不当 0 分；一人（一单位）一条，列出全部待评的条款。
    依据：未评不推定。
    怎么改：在评分表补上得分，或补可供计算的登记（进修、督导、培训带教、指标、满意度……）。
    """
    if not facts.policy.annexes:
        raise Skip("这个政策没有评分细则")
    return ()


@rule("S803", "mark-contradicts-evidence", "warning", needs=("marks",))
def mark_contradicts_evidence(facts: Facts) -> Iterable[Finding]:
    """说明：评定人的得分与按登记计算的不同。以得分为准；只有 4.1 在岗情况以计算为准。
    依据：评定细则中可由登记计算的各条。
    怎么改：核对登记和得分，改正其中一个；确有理由的，在评分表“依据”一列写明。
    """
    return ()


@rule("S804", "unknown-criterion", "error", needs=("marks",))
def unknown_criterion(facts: Facts) -> Iterable[Finding]:
    """说明：评分表的条款编号不在细则里，或不是评这个对象的（如给个人打支援单位的分）。这个得分不计。
    依据：评定细则的条款编号。
    怎么改：改成细则里的编号，如 2.1.1.3、4.2.1。
    """
    return ()


@rule("S805", "grade-against-record", "warning", span="term")
def grade_against_record(facts: Facts) -> Iterable[Finding]:
    """说明：评为优秀，而在岗情况或履行岗位职责不得分，或查岗处理已到取消资格。文件没有一项不得分就不能评优的规定，等次照
    两单位的评价（本县另有规定的，用参数 grade.veto_caps）；查岗取消评优资格的，优秀改按合格。
    依据：宿州办法第十一条（取消评优资格）；评定细则的不得分情形。
    怎么改：请两单位核对记录和评价，改正其中一处，或说明理由。
    """
    return ()


@rule("S806", "marks-disagree", "error", needs=("marks",))
def marks_disagree(facts: Facts) -> Iterable[Finding]:
    """说明：同一人（单位）的同一条有两个不同的得分。都不计，该条待评。
    依据：一条只有一个得分。
    怎么改：留下正确的一个。
    """
    return ()


@rule("S807", "appraisals-differ", "warning", needs=("appraisal",), span="term")
def appraisals_differ(facts: Facts) -> Iterable[Finding]:
    """说明：派出单位评价与受援单位评价不同，等次留空。
    依据：鉴定表由两单位分别评价，文件没有规定以谁为准。
    怎么改：两单位商定后，把两栏改成一致。
    """
    return ()


@rule("S808", "unknown-subject", "error", needs=("marks",))
def unknown_subject(facts: Facts) -> Iterable[Finding]:
    """说明：评分表的对象不是名单上的人，也不是名单或单位名录上的单位。这个得分不计。
    依据：评分的对象是名单上的派驻人员、支援单位、受援单位。
    怎么改：改成名单上的写法；单位的别名可在 qianyi.toml 的 [aliases] 写明。
    """
    return ()
