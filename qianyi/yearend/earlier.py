"""A run to compare with: what a review left in a folder, a JSON file, or a county's files as they are now."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from qianyi.county import Request
from qianyi.errors import QianyiError
from qianyi.inputs import remember, took
from qianyi.intake.folder import DATA, is_output
from qianyi.scoring.changes import RunResult

_SCHEMAS = ("qianyi.score/1", "qianyi.validate/1")


def decoded(content: bytes) -> dict[str, Any]:
    """JSON with every figure exact. Raises ValueError."""
    data: dict[str, Any] = json.loads(content, parse_float=Decimal)
    return data


def earlier_run(out: Path) -> RunResult | None:
    """The run whose outputs stand in a folder, None where there is none that can be read."""
    for folder in (out / DATA, out):
        try:
            data = decoded((folder / "scores.json").read_bytes())
        except (OSError, ValueError):
            continue
        if (
            isinstance(data, dict)
            and data.get("schema") == _SCHEMAS[0]
            and all(key in data for key in ("people", "institutions", "findings", "as_of"))
        ):
            return RunResult(out.as_posix(), data)
    return None


def read_run(path: str, asked: Request) -> RunResult:
    """A run from a folder of outputs, a JSON file of `score` or `validate`, or a dossier (scored now, read as `asked`).
    Raises QianyiError."""
    given = Path(path)
    if not given.exists():
        raise QianyiError(f"没有找到 {path}；请核对路径。")
    if given.is_file() and given.suffix.lower() == ".json":
        return _file(given)
    if given.is_dir() and is_output(given) and not (given / "qianyi.toml").exists():
        found = earlier_run(given)
        for folder in (given / DATA, given):
            remember(folder / "scores.json")
        if found is None:
            raise QianyiError(f"“{path}”里没有一个县的结果（{DATA}/scores.json）；多县的结果请指到其中一个县。")
        return found
    return _dossier(path, asked)


def _file(path: Path) -> RunResult:
    try:
        data = decoded(took(path).read_bytes())
    except (OSError, ValueError):
        raise QianyiError(f"“{path}”不是完整的 JSON；请用 qianyi score --format json 重做。") from None
    if not isinstance(data, dict) or data.get("schema") not in _SCHEMAS or "findings" not in data:
        raise QianyiError(f"“{path}”不是 qianyi score 或 qianyi validate 的 JSON；请核对。")
    return RunResult(path.as_posix(), data)


def _dossier(path: str, asked: Request) -> RunResult:
    import qianyi
    from qianyi import county
    from qianyi.output import json as output

    facts = county.read([path], asked)
    scores = qianyi.score(facts)
    findings = [finding for finding in scores.findings if finding.code != "I005"]
    return RunResult(path, decoded(output.score_json(facts, scores, findings)))
