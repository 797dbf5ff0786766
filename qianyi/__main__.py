"""`python -m qianyi` and the `qianyi` command."""

from __future__ import annotations

import os
import signal
import sys

from qianyi import startup


def main() -> None:
    """Run the command line; `--version` is answered before anything is imported."""
    interrupt = signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is something to tidy up, Ctrl+C just ends it
    _open_streams()
    if sys.argv[1:] == ["--version"]:
        from qianyi import __version__

        try:
            print(f"qianyi {__version__}", flush=True)
        except OSError:  # nobody can be told, and Python would try once more at its end
            os._exit(2)
        return
    startup.collect_seldom()
    from qianyi import cli

    signal.signal(signal.SIGINT, interrupt)
    cli.main()


def _open_streams() -> None:
    """A stream that the caller closed leads nowhere: what is opened next must not take its place."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115  (open to the end)


if __name__ == "__main__":
    main()
