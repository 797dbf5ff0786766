"""`validate --against`: which findings and whose scores change under another policy."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from qianyi.output.what_if import what_if_text
from qianyi.policy.load import load_policy
from qianyi.scoring.what_if import what_if, what_if_shape
from tests.make.days import START, first_workdays
from tests.make.memory import County


def county() -> County:
    """云海生 with 11 days of personal leave, 江月白 with none; both a full year, all other workdays present."""
    county = County()
    for name, leave in (("云海生", 11), ("江月白", 0)):
        county.person(name)
        county.worked(name, personal=first_workdays(START, leave))
    return county


def test_a_lower_allowance_costs_one_person_points(tmp_path: Path) -> None:
    path = tmp_path / "third.toml"
    path.write_text(
        'extends = "yanchi-2022"\n[parameters]\nleave.personal_year = 9\n[rules]\nR106 = false\n', encoding="utf-8"
    )
    before, after = county().facts(), county().facts()
    after.policy = load_policy(path)
    result = what_if(before, after)
    assert result.scored
    assert sorted(finding.code for finding in result.gone) == ["A413", "R106"]  # 11 is near 12, and over 9
    assert result.come == []
    assert [moved.placement.name for moved in result.people] == ["云海生"]
    moved = result.people[0]
    assert (moved.gone, moved.come) == (1, 0)
    [item] = moved.items
    assert (item.id, item.before, item.after) == ("4.1", 20, Decimal("18.4"))
    data = msgspec.to_builtins(what_if_shape(result))
    assert data["policy"]["id"] == "yanchi-2022"
    assert data["against"]["id"] == "third"
    assert data["summary"] == {"disappear": 2, "appear": 0, "change": 0, "people": 1}
    text = what_if_text(result)
    assert "云海生" in text
    assert "江月白" not in text
    assert "18.4" in text


def test_a_policy_without_points_compares_findings_only() -> None:
    before, after = county().facts(), county().facts(policy_id="suzhou-2021", campaign=county().facts().policy.campaign)
    result = what_if(before, after)
    assert not result.scored
    assert "R106" in {finding.code for finding in result.gone}
    assert all(moved.before is None and moved.after is None for moved in result.people)


def test_a_finding_that_says_something_else_is_a_change() -> None:
    before, after = county().facts(), county().facts()
    severe = {code: msgspec.structs.replace(rule, severity="error") for code, rule in after.policy.rules.items()}
    after.policy = msgspec.structs.replace(after.policy, rules={**after.policy.rules, "R106": severe["R106"]})
    result = what_if(before, after)
    assert (result.gone, result.come) == ([], [])
    [pair] = result.changed
    assert (pair.before.severity, pair.after.severity) == ("warning", "error")
