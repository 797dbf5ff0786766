"""Hundreds of documents written at once: first all into a hidden folder beside their place, then all moved in.

A file at a time through `write_atomically` waits for the disk each time; here the whole batch is one step, and where
one place is taken by somebody else's file nothing is written at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from qianyi.output.files import OutputError, cannot, check_may_write, make_folder, marked
from qianyi.output.locks import locked

STAGING = ".qianyi-staging"


class Batch:
    """Files for the folder `out`. Use as a context: leaving it without `commit` leaves nothing behind."""

    def __init__(self, out: Path) -> None:
        self.out = make_folder(out)
        self._staged: dict[str, Path] = {}

    def __enter__(self) -> Batch:
        self._lock = locked(self.out)
        try:
            self._lock.__enter__()
        except OSError as problem:
            raise OutputError(cannot(self.out, problem)) from None
        self._folder = self.out / STAGING
        shutil.rmtree(self._folder, ignore_errors=True)  # left by a run that was killed
        try:
            self._folder.mkdir()
        except OSError:
            self._lock.__exit__(None, None, None)
            raise OutputError(f"“{self.out}”写不进去：没有写入权限或磁盘已满；请换一个位置。") from None
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lock.__exit__(None, None, None)

    def add(self, name: str, content: bytes) -> None:
        """Stage one file, `name` relative to `out`. Raises OutputError where the disk refuses or the name is taken."""
        if name in self._staged:
            raise OutputError(f"两份文书同名（{name}）；请换一个文件名规则。")
        staged = self._folder / str(len(self._staged))
        try:
            with open(staged, "wb") as file:
                file.write(marked(content))
        except OSError:
            raise OutputError(f"“{name}”写不进去：磁盘已满或没有权限；请清出空间后再试。") from None
        self._staged[name] = staged

    def staged(self) -> dict[str, Path]:
        """What is staged: name → where it lies now."""
        return dict(self._staged)

    def commit(self, *, force: bool = False, inputs: Iterable[Path] = ()) -> list[Path]:
        """Move everything into place; returns the paths, sorted. Raises OutputError before the first move."""
        sources = list(inputs)
        targets = {self.out / name: staged for name, staged in self._staged.items()}
        for target, staged in targets.items():
            if target.exists():
                check_may_write(target, staged.read_bytes(), force=force, inputs=sources)
        for folder in {target.parent for target in targets}:
            make_folder(folder)
        for target, staged in targets.items():
            try:
                os.replace(staged, target)
            except OSError:
                raise OutputError(f"“{target}”写不进去：文件正被别的程序打开，或没有权限；请关闭它再试。") from None
        return sorted(targets)
