"""`python -m qianyi` and the `qianyi` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TextIO


def main() -> None:
    """Run the command line; `--version` is answered before anything but this is imported."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # while importing there is nothing to tidy up: end without a word
    _settle_streams()
    gc.set_threshold(100_000)  # nearly nothing here is cyclic: looking 700 objects in vain takes a tenth of the time
    if sys.argv[1:] == ["--version"]:
        from qianyi import __version__

        try:
            print(f"qianyi {__version__}", flush=True)
        except OSError:
            os._exit(2)
        return
    from qianyi import cli

    cli.main()


def _settle_streams() -> None:
    """Streams that the caller has closed: nothing to read, nobody told, and output refused (it would be lost).

    Python leaves None in their place, and the next file opened would take their number.
    """
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number
    sys.stdin = sys.stdin or _stream(0, "r")
    sys.stdout = sys.stdout or _stream(1, "w")
    sys.stderr = sys.stderr or _stream(2, "w")


def _stream(number: int, mode: str) -> TextIO:
    return open(number, mode, encoding="utf-8", closefd=False)  # type: ignore[return-value]


if __name__ == "__main__":
    main()
