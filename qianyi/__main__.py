"""`python -m qianyi` and the `qianyi` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; `--version` is answered before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from qianyi import __version__

        print(f"qianyi {__version__}")
        return
    gc.set_threshold(100_000)  # nearly nothing here is cyclic: looking 700 objects in vain takes a tenth of the time
    from qianyi import cli

    cli.main()


if __name__ == "__main__":
    main()
