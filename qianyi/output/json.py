"""JSON as it goes out: numbers are exact decimals, dates ISO, cells A1 addresses. The shapes are `rules.shapes` and `scoring.shapes`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts

if TYPE_CHECKING:  # validate scores nobody
    from qianyi.scoring.result import Scores

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(data: Any, indent: int = 1) -> bytes:
    """Readable JSON with a final line feed; decimals as numbers, dates in ISO form."""
    return msgspec.json.format(_ENCODER.encode(data), indent=indent) + b"\n"


def encode_line(data: Any) -> bytes:
    """JSON on one line."""
    return _ENCODER.encode(data)


def score_json(facts: Facts, scores: Scores, findings: Iterable[Finding], institution: str | None = None) -> bytes:
    """`score --format json`, each person and finding encoded as soon as told: a thousand people fill little memory."""
    from qianyi.scoring import shaping

    return encode(shaping.score(facts, scores, findings, _at_once, institution))


def _at_once(shape: Any) -> msgspec.Raw:
    return msgspec.Raw(_ENCODER.encode(shape))
