"""The styles of an ods: which are coloured, struck out, of a symbol font, or hide a sheet."""

from __future__ import annotations

from qianyi.intake.opening.looks import is_symbol_font
from qianyi.intake.opening.tables import Place, Styling

_PAPER = "#FFFFFF"
_PLAIN_FILLS = ("", "transparent", "#FFFFFF")
_PLAIN_INKS = ("", "#000000")


class OdsStyles:
    """The automatic styles of a document, by name; a style has what its parent has where it says nothing else."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.struck: set[str] = set()
        self.significant: set[str] = set()
        """The names of those that do not look plain."""
        self._fills: dict[str, str] = {}
        self._inks: dict[str, str] = {}
        self._symbols: dict[str, str] = {}
        self._name = ""

    def read(self, tag: str, attributes: dict[str, str]) -> None:
        """One element of the styles, in file order."""
        name = self._name
        if tag == "style:style":
            name = self._name = attributes.get("style:name", "")
            parent = attributes.get("style:parent-style-name", "")
            for known in (self._fills, self._inks, self._symbols):
                if parent in known:
                    known[name] = known[parent]
            if parent in self.struck:
                self.struck.add(name)
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(name)
        elif tag == "style:table-cell-properties" and "fo:background-color" in attributes:
            _set(self._fills, name, attributes["fo:background-color"].upper(), _PLAIN_FILLS)
        elif tag == "style:text-properties":
            self._read_text(name, attributes)
        if name in self._fills or name in self._inks or name in self._symbols or name in self.struck:
            self.significant.add(name)

    def _read_text(self, name: str, attributes: dict[str, str]) -> None:
        line = attributes.get("style:text-line-through-style") or attributes.get("style:text-line-through-type")
        if line:
            (self.struck.discard if line == "none" else self.struck.add)(name)
        font = (attributes.get("fo:font-family") or attributes.get("style:font-name") or "").strip("'\"")
        if font:
            _set(self._symbols, name, font if is_symbol_font(font) else "", ("",))
        if "fo:color" in attributes:
            _set(self._inks, name, attributes["fo:color"].upper(), _PLAIN_INKS)

    def put(self, name: str, place: Place, styling: Styling) -> None:
        """Note the looks of a cell of this style."""
        for known, into in ((self._fills, styling.fills), (self._inks, styling.inks), (self._symbols, styling.symbols)):
            if name in known:
                into[place] = known[name].lstrip("#")
        if self._inks.get(name, "").upper() == _PAPER and name not in self._fills:
            styling.unseen.add(place)


def _set(known: dict[str, str], name: str, value: str, plain: tuple[str, ...]) -> None:
    if value.upper() in plain or value in plain:
        known.pop(name, None)
    else:
        known[name] = value
