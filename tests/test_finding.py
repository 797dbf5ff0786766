"""A finding: fact and remedy apart, the clause between them whatever people wrote, and who it is."""

from __future__ import annotations

from qianyi.dossier.finding import Finding


def test_the_clause_stands_behind_the_fact_whatever_it_quotes() -> None:
    split = Finding("L511", "甲 的批准单位是“卫生院。院长口头同意”", clause="第八条", remedy="请补批准。")
    assert split.said == "甲 的批准单位是“卫生院。院长口头同意”（第八条）。请补批准。"
    assert split.message == "甲 的批准单位是“卫生院。院长口头同意”。请补批准。"


def test_a_fact_alone_keeps_its_own_stop() -> None:
    assert Finding("I010", "工作表“甲。乙”是隐藏的，已照常读取。", clause="四").said == (
        "工作表“甲。乙”是隐藏的，已照常读取（四）。"
    )
    assert Finding("I010", "照常读取。", clause="通则").said == "照常读取。"
