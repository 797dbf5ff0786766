"""What people wrote to be printed (sheet 文字): of a person, an institution, or the county as a whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qianyi.dossier.records import FreeText
from qianyi.dossier.registers import REGISTERS

if TYPE_CHECKING:
    from qianyi.facts import Facts

_FIELDS = ("statement", "plans", "practice", "demand")
_WHOLE_COUNTY = ""
_ALL = frozenset({"全县", "本县", "县", "全部", "各单位"})


class FreeTexts:
    """Texts by field and subject, each in the order of the sheets; `strangers` are of nobody on the roster."""

    def __init__(self, facts: Facts) -> None:
        register = REGISTERS["texts"]
        words = {word: name for name in _FIELDS for word in register.column(name).headings}
        known = {placement.name for placement in facts.dossier.placements}
        settings = facts.dossier.settings
        county = _ALL | {name for name in (settings.office, getattr(settings, "county", None)) if name}
        self._texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.strangers: list[FreeText] = []
        for row in facts.dossier.texts:
            subject = _WHOLE_COUNTY if row.subject in county else row.subject
            if subject and subject not in known and not facts.directory.institution(subject):
                self.strangers.append(row)
                continue
            field = words.get(row.item or "")
            texts = {name: getattr(row, name) for name in _FIELDS} | ({field: row.text} if field else {})
            for name, text in texts.items():
                if text:
                    self._texts[name][subject].append(text)

    def of(self, field: str, subject: str) -> str:
        """All that was written of somebody, a paragraph each; "" where nothing was."""
        return "\n".join(self._texts[field].get(subject, ()))

    def every(self, field: str) -> dict[str, str]:
        """Subject → text, the county (`_WHOLE_COUNTY`) first."""
        found = {subject: "\n".join(texts) for subject, texts in self._texts[field].items()}
        return dict(sorted(found.items(), key=lambda item: item[0] != _WHOLE_COUNTY))
