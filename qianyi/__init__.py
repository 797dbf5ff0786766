"""qianyi (千医): the front door. `read` a county's files, then `validate`, `score`, `fill` or `review` them.

    facts = qianyi.read(["roster.xlsx", "attendance.xlsx"])
    validation = qianyi.validate(facts)
    scores = qianyi.score(facts)

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

__version__ = "0.1.0"
