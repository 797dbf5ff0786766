"""Regular expressions compiled when first used: a command needs few, and compiling all is a tenth of its start."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class LazyPattern:
    """Stands for a compiled pattern; each method is the real one from its second use on."""

    def __init__(self, source: str | bytes, flags: int, samples: tuple[str | bytes, ...]) -> None:
        self._source = source
        self._flags = flags
        self.samples = samples

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(source: AnyStr, *samples: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but a wrong expression is only told of at its first use.

    `samples` are texts in which it is found: they say to a reader what it is for, and a test holds it to them.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags, samples))
