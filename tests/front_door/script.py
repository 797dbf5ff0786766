"""A year as a script of a user would do it. A wrong use is marked by the error that mypy must tell of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import qianyi
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.intake.inspecting import Inspection
from qianyi.output.documents import FillResult
from qianyi.rules import Validation
from qianyi.scoring import PersonScore, Scores
from qianyi.yearend import Review


def year(county: Path, out: Path) -> dict[str, object]:
    """Read, check, score, and write documents; what a script would keep of it."""
    facts = qianyi.read([county], policy="yanchi-2022", as_of=date(2023, 5, 31))
    assert_type(facts, Facts)
    validation = qianyi.validate(facts)
    assert_type(validation, Validation)
    scores = qianyi.score(facts)
    assert_type(scores, Scores)
    errors = [finding for finding in validation.findings if finding.severity == "error"]
    assert_type(errors, list[Finding])
    person = scores.people[0]
    assert_type(person, PersonScore)
    assert_type(person.score, Decimal | None)
    lost = [entry.points for item in person.items for entry in item.ledger]
    assert_type(lost, list[Decimal])
    frame = qianyi.to_frame(scores, "people")
    filled = qianyi.fill(facts, scores, out / "文书", ["roster"])
    assert_type(filled, FillResult)
    assert_type(filled.files, list[Path])
    return {"people": len(scores.people), "rows": len(frame), "files": len(filled.files), "errors": len(errors)}


def whole(counties: Path, out: Path) -> int:
    """One call for everything; the exit status that the command would give."""
    review = qianyi.review([counties], out)
    assert_type(review, Review)
    assert_type(review.status, int)
    return review.exit_status()


def look(county: Path) -> Inspection:
    """How the files were understood."""
    return qianyi.inspect([county])


def wrong(facts: Facts) -> None:
    """Never run: mypy must refuse each line."""
    qianyi.read(Path("名单.xlsx"))  # type: ignore[arg-type]
    qianyi.read(["名单.xlsx"], policy=2022)  # type: ignore[arg-type]
    qianyi.read(["名单.xlsx"], as_of="2023-05-31")  # type: ignore[arg-type]
    qianyi.read(["名单.xlsx"], "yanchi-2022")  # type: ignore[call-arg]
    qianyi.score([facts])  # type: ignore[arg-type]
    qianyi.validate("名单.xlsx")  # type: ignore[arg-type]
    qianyi.score(facts).peoples  # type: ignore[attr-defined]  # noqa: B018  (it is not there)
