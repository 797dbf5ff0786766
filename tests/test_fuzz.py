"""A small slice of `make fuzz`."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests import fuzz_files


@pytest.mark.parametrize("number", range(60))
def test_a_mutated_file_ends_with_an_answer(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QIANYI_DEBUG", raising=False)
    before = signal.signal(signal.SIGALRM, fuzz_files.too_long)
    try:
        assert fuzz_files.run_one(number, tmp_path) == ""
    finally:
        signal.signal(signal.SIGALRM, before)
