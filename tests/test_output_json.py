"""JSON against its schema, on samples and on edges; numbers, cells, order."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import qianyi
from qianyi import scoring
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, Sheet
from qianyi.output.json import encode
from qianyi.output.schema import OUTPUTS, schema
from qianyi.rules import shapes
from qianyi.rules import shaping as validation_shaping
from qianyi.scoring import shaping
from tests.make import ROOT
from tests.make.command import run
from tests.make.days import first_workdays
from tests.make.memory import County

SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/qianyi.toml"))


def scored(made: County, **options: Any) -> dict[str, Any]:
    facts = made.facts(**options)
    scores = scoring.score(facts)
    data = json.loads(encode(shaping.score(facts, scores, scores.findings)))
    jsonschema.validate(data, schema("score"), format_checker=jsonschema.FormatChecker())
    return data


@pytest.mark.parametrize("name", OUTPUTS)
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    code, out, _ = run("schema", name)
    assert code == 0
    assert json.loads(out) == schema(name)


YUNLING = ROOT / "samples" / "yunling-2022"


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("what-if", ["validate", YUNLING, "--against", "suzhou-2021"]),
        ("policy", ["policy", "show", "yanchi-2022"]),
        ("policy-list", ["policy", "list"]),
        ("policy-diff", ["policy", "diff", "yanchi-2022", "suzhou-2021"]),
        ("send", ["send", YUNLING, "-o", "{out}", "--month", "2022-06"]),
        ("status", ["status", YUNLING, "--as-of", "2022-12-31"]),
        ("diff", ["diff", YUNLING, ROOT / "samples" / "qingshui-2022"]),
        ("fix", ["fix", YUNLING, "-o", "{out}"]),
        ("fill", ["fill", YUNLING, "-o", "{out}", "--document", "certificate"]),
    ],
)
def test_other_outputs_fit_their_schemas(name: str, command: list[Any], tmp_path: Path) -> None:
    filled = [str(part).replace("{out}", str(tmp_path / "out")) for part in command]
    code, out, err = run(*filled, "--format", "json")
    assert code in (0, 1), err
    jsonschema.validate(json.loads(out), schema(name))


def test_a_line_of_review_fits_its_schema(tmp_path: Path) -> None:
    code, out, err = run("review", YUNLING, "-o", tmp_path / "out", "--format", "json")
    assert code in (0, 1), err
    for line in out.splitlines():
        jsonschema.validate(json.loads(line), schema("review"))


def test_an_unknown_schema_is_refused() -> None:
    code, out, err = run("schema", "scores")
    assert (code, out) == (2, "")
    assert "validate" in err


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("as_of", [None, "half"])
def test_samples_fit_the_schemas(sample: Path, as_of: str | None) -> None:
    facts = qianyi.read([sample])
    if as_of:
        start = facts.policy.campaign.start
        facts = qianyi.read([sample], as_of=date(start.year, 12, 31))
    validation, scores = qianyi.validate(facts), qianyi.score(facts)
    for name, data in (
        ("validate", validation_shaping.validation(facts, validation.findings, validation.checks)),
        ("score", shaping.score(facts, scores, scores.findings)),
    ):
        jsonschema.validate(json.loads(encode(data)), schema(name), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_ledgers_of_samples_come_out(sample: Path) -> None:
    facts = qianyi.read([sample])
    data = json.loads(encode(shaping.score(facts, qianyi.score(facts), [])), parse_float=Decimal)
    planned = sample.name == "yunling-2023"  # nobody is sent yet
    assert (bool(data["people"]), bool(data["institutions"])) == (not planned, not planned)
    for subject in data["people"] + data["institutions"]:
        for item in subject["items"]:
            assert all(entry["clause"] and entry["cells"] for entry in item["ledger"])
            for line in item["lines"]:
                if line["score"] is not None:
                    lost = sum(entry["points"] for entry in item["ledger"] if entry["line"] == line["id"])
                    assert line["max"] + lost == line["score"]
            if item["status"] != "pending":
                assert item["max"] + sum(entry["points"] for entry in item["ledger"]) == item["score"]
        known = [item["score"] for item in subject["items"] if item["score"] is not None]
        assert subject["score"] == (sum(known) if known else None)


def test_numbers_are_exact() -> None:
    made = County()
    made.person("江映月")
    made.worked("江映月", personal=first_workdays(date(2022, 8, 1), 14))
    facts = made.facts()
    text = encode(shaping.score(facts, scoring.score(facts), [])).decode()
    item = json.loads(text, parse_float=Decimal)["people"][0]["items"][0]
    assert item["score"] == Decimal("18.4")
    assert item["ledger"][0]["points"] == Decimal("-1.6")
    assert item["ledger"][0]["why"] == "事假 14 天，超出 12 天 2 天 × 0.8"
    assert len(item["ledger"][0]["cells"]) == 14


def test_counts_sum_to_the_days_required() -> None:
    made = County()
    made.person("江映月")
    made.worked("江映月", absent=first_workdays(date(2022, 8, 1), 1), rest=first_workdays(date(2022, 9, 1), 1))
    count = scored(made)["people"][0]["attendance"]
    assert count["required"] == 250
    assert sum(value for key, value in count.items() if key not in ("required", "rest_days_worked")) == 250


def test_cells_of_another_sheet_carry_its_name() -> None:
    home, other = Sheet("a.xlsx", "名单", (0, 0), "roster"), Sheet("b.xlsx", "考勤", (1, 0), "grid")
    finding = Finding("L504", "甲。", (Cell(home, 11, 9), Cell(home, 0, 26), Cell(other, 1, 0)))
    data = msgspec.to_builtins(shapes.Finding.made(finding))
    assert (data["path"], data["sheet"]) == ("a.xlsx", "名单")
    assert data["cells"] == ["J12", "AA1", "b.xlsx/考勤!A2"]


def test_checks_leave_out_the_reading_rules_and_marks_run_in_score_only() -> None:
    made = County()
    made.person("江映月")
    data = scored(made)
    letters = {check["code"][0] for check in data["checks"]}
    assert "I" not in letters
    assert "S" in letters
    facts = made.facts()
    validation = qianyi.validate(facts)
    codes = [check.code for check in validation.checks]
    assert not [code for code in codes if code[0] in "IS"]
    assert len(codes) == len(set(codes))


def test_readings_and_local_settings_are_named() -> None:
    made = County()
    made.person("江映月")
    listed = {one["id"]: one for one in scored(made)["policy"]["readings"]}
    assert listed["leave.total_max"]["status"] == "reading"
    assert listed["rest.must_be_earned"]["status"] == "local"
    assert "leave.personal_year" not in listed


def test_half_release_is_counted_where_the_roster_has_it() -> None:
    made = County()
    made.person("江映月")
    assert "half_release" not in scored(made)["summary"]
    made.person("沈知秋", release="half")
    assert scored(made)["summary"]["half_release"] == 1


def test_standing_stands_in_mid_year_only() -> None:
    made = County()
    made.person("江映月")
    made.person("沈知秋", end=date(2022, 11, 30))
    made.worked("江映月", personal=first_workdays(date(2022, 8, 1), 12))
    assert "standing" not in scored(made)
    standing = scored(made, as_of=date(2022, 10, 31))["standing"]
    first = standing["people"][0]
    assert (first["personal_left"], first["next_personal_day"], first["next_absent_day"]) == (0, 0.8, 3)
    assert (first["leave_total"], first["leave_left"], first["near_limit"]) == (12, 24, False)
    (post,) = standing["posts_without_successor"]
    assert (post["last"], post["ends"]) == ("沈知秋", "2022-11-30")


def test_a_further_day_over_thirty_six_costs_all_that_is_left() -> None:
    made = County()
    made.person("江映月")
    made.worked("江映月", sick=first_workdays(date(2022, 7, 1), 36))
    (one,) = scored(made, as_of=date(2022, 12, 31))["standing"]["people"]
    assert (one["next_personal_day"], one["leave_left"], one["near_limit"]) == (20, 0, True)


def test_suzhou_has_facts_and_no_points() -> None:
    made = County()
    made.person("江映月", start=date(2021, 5, 1), end=date(2022, 4, 30))
    data = scored(made, as_of=date(2022, 4, 30), policy_id="suzhou-2021")
    (person,) = data["people"]
    assert (person["items"], person["score"]) == ([], None)
    assert person["facts"]["eligible"] is None
    assert person["facts"]["workload_months_due"] == 12
