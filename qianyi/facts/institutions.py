"""What is known of institutions: 单位名录, and where it says nothing, their names and qianyi.toml."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qianyi.dossier.records import ListedInstitution

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Institutions:
    """The rows of 单位名录 by name. None or a plain answer, never a guess."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._listed = {row.institution: row for row in facts.dossier.institutions if row.institution}

    def listed(self, name: str | None) -> ListedInstitution | None:
        """The row of an institution."""
        return self._listed.get(name or "")

    @property
    def given(self) -> bool:
        """Whether there is a 单位名录 with rows."""
        return bool(self._listed)

    @cached_property
    def left_out(self) -> list[ListedInstitution]:
        """Recipients of 单位名录 to whom the roster sends nobody."""
        sent = self._facts.directory.recipients
        return [row for name, row in self._listed.items() if row.role in ("recipient", "both") and name not in sent]

    def kind(self, name: str | None) -> str | None:
        """What an institution is (`central`, `township`, … of the words `recipient`): as listed, else by its name."""
        row = self.listed(name)
        text = row.kind if row is not None and row.kind else name
        return self._facts.policy.meaning("recipient", text or "")

    def has_beds(self, name: str) -> bool | None:
        """As listed, else by what it is: a 卫生院 has beds, a 服务站 has none. None where that does not tell."""
        row = self.listed(name)
        if row is not None and row.beds is not None:
            return row.beds
        kind = self.kind(name)
        return None if kind is None or kind == "community" else kind != "station"

    @cached_property
    def hardship(self) -> frozenset[str] | None:
        """Institutions in hardship areas by 单位名录 and qianyi.toml; None where neither says anything of it."""
        local = self._facts.dossier.settings.hardship
        said = [name for name, row in self._listed.items() if row.hardship]
        hardship_listed = any(row.hardship is not None for row in self._listed.values())
        return None if local is None and not hardship_listed else (local or frozenset()) | frozenset(said)
