"""What the tests make: dossiers in memory, workbooks on disk, and the questions put to either.

`days` the calendar · `memory` dossiers, `reading` tables read into them, both without a file · `disk` workbooks and folders,
`command` the command line over them · `formats` files of every type, `word` and `papers` documents, `invented` the words
of invented policies · `mess` one county in any layout (`mess_registers` `mess_files`). Test modules import from here, never from one
another.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
