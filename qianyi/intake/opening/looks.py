"""styles.xml and the strings of an xlsx: which styles show a number otherwise, are coloured, struck out or of a symbol
font, and which texts are struck out in part."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from qianyi.intake.opening.shown import Format, significant
from qianyi.intake.opening.xml import local, run_expat
from qianyi.patterns import pattern

_NUMBER_FORMAT = pattern(rb"<numFmt\b[^>]*>", b'<numFmt numFmtId="164" formatCode="aaa"/>')
_FORMAT_ID = pattern(rb'\snumFmtId="(\d+)"', b' numFmtId="164"')
_FORMAT_CODE = pattern(rb'\sformatCode="([^"]*)"', b' formatCode="aaa"')
_STYLE = pattern(rb"<xf\b[^>]*>", b'<xf numFmtId="164"/>')

SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "marlett")
_WHITE = ("FFFFFF", "theme0", "indexed1", "indexed9", "indexed64", "indexed65")
PAPER = ("FFFFFF", "theme0", "indexed1", "indexed9")
"""White, as letters may have it."""
_BLACK = ("000000", "theme1", "indexed0", "indexed8", "indexed64", "auto")


class Looks(Struct):
    """What the cell styles of a workbook say, by the number a cell names."""

    formats: dict[int, Format] = field(default_factory=dict)
    fills: dict[int, str] = field(default_factory=dict)
    inks: dict[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()
    symbols: dict[int, str] = field(default_factory=dict)
    unseen: frozenset[int] = frozenset()
    """White letters on no fill."""

    @property
    def plain(self) -> frozenset[int]:
        """The styles by which cells may be set apart, but for the colour of their text."""
        return frozenset({*self.fills, *self.struck, *self.symbols, *self.unseen})


class _Font(Struct):
    name: str = ""
    colour: str = ""
    struck: bool = False


def colour(attributes: dict[str, str]) -> str:
    """A colour as a word: RRGGBB, `theme4+0.4`, `indexed5`; "" where none is given."""
    tint = attributes.get("tint", "")
    tint = f"{float(tint):+.2f}" if tint and float(tint) else ""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    for key in ("theme", "indexed"):
        if key in attributes:
            return f"{key}{attributes[key]}{tint}"
    return ""


def read_looks(styles: bytes) -> Looks:
    """The styles of a workbook. Raises Unreadable where the part is no XML."""
    codes: dict[int, str] = {}
    fonts: list[_Font] = []
    fills: list[str] = []
    xfs: list[tuple[int, int, int]] = []
    path: list[str] = []
    solid = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal solid
        name = local(tag)
        path.append(name)
        match path[1:]:
            case ["numFmts", "numFmt"]:
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            case ["fonts", "font"]:
                fonts.append(_Font())
            case ["fonts", "font", part]:
                _font(fonts[-1], part, attributes)
            case ["fills", "fill"]:
                fills.append("")
            case ["fills", "fill", "patternFill"]:
                solid = attributes.get("patternType", "none") not in ("none", "gray125")
            case ["fills", "fill", "patternFill", "fgColor"] if solid:
                fills[-1] = colour(attributes)
            case ["fills", "fill", "gradientFill"]:
                fills[-1] = "gradient"
            case ["cellXfs", "xf"]:
                xfs.append(tuple(int(attributes.get(key, "0")) for key in ("numFmtId", "fontId", "fillId")))  # type: ignore[arg-type]

    def end(_: str) -> None:
        path.pop()

    if styles:
        run_expat(styles, start, end)
    inks = [font.colour for font in fonts]
    filled, inked = _seen([(xf[2], fills) for xf in xfs], _WHITE), _seen([(xf[1], inks) for xf in xfs], _BLACK)
    return Looks(
        significant(codes, (xf[0] for xf in xfs)),
        filled,
        inked,
        frozenset(n for n, xf in enumerate(xfs) if xf[1] < len(fonts) and fonts[xf[1]].struck),
        {n: name for n, xf in enumerate(xfs) if xf[1] < len(fonts) and is_symbol_font(name := fonts[xf[1]].name)},
        frozenset(n for n, ink in inked.items() if ink in PAPER and n not in filled),
    )


def read_formats(styles: bytes) -> dict[int, Format]:
    """Of `read_looks` the formats alone, which every sheet needs: by their bytes where they are written as usual."""
    begin, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs")
    if begin < 0 or end < 0 or b"='" in styles:
        return read_looks(styles).formats if styles else {}

    codes: dict[int, str] = {}
    for tag in _NUMBER_FORMAT.findall(styles):
        number, code = _FORMAT_ID.search(tag), _FORMAT_CODE.search(tag)
        if number and code:
            codes[int(number[1])] = _unescaped(code[1].decode("utf-8", "replace"))
    own = (_FORMAT_ID.search(tag) for tag in _STYLE.findall(styles[begin:end]))
    return significant(codes, [int(number[1]) if number else 0 for number in own])


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape  # with all entities of HTML: only where there is one

    return unescape(text)


def is_symbol_font(name: str) -> bool:
    """Whether a font shows signs in the place of letters."""
    return name.lower().startswith(SYMBOL_FONTS)


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element that switches something on does so (`<strike/>`, `<strike val="0"/>`)."""
    return next((v for k, v in attributes.items() if local(k) == "val"), "1").lower() not in ("0", "false", "off")


def _font(font: _Font, part: str, attributes: dict[str, str]) -> None:
    if part == "strike":
        font.struck = is_on(attributes)
    elif part == "name":
        font.name = attributes.get("val", "")
    elif part == "color":
        font.colour = colour(attributes)


def _seen(ids: list[tuple[int, list[str]]], plain: tuple[str, ...]) -> dict[int, str]:
    named = {n: known[id] for n, (id, known) in enumerate(ids) if id < len(known)}
    return {n: name for n, name in named.items() if name and name not in plain}


def crossed_texts(xml: bytes, item: str = "si") -> dict[int, str | None]:
    """The texts (`si` of the strings' part, or `is` of a sheet) with runs struck out, by their number: what is left of
    them, None where nothing is. Raises Unreadable."""
    if b"strike" not in xml:
        return {}
    texts = _Crossed(item)
    handlers: Any = (texts.start, texts.end, texts.characters)
    run_expat(xml, *handlers)
    return texts.found


class _Crossed:
    """The handlers of `crossed_texts`."""

    def __init__(self, item: str) -> None:
        self.found: dict[int, str | None] = {}
        self._item, self._number, self._phonetic = item, -1, 0
        self._left = self._gone = ""
        self._run_gone = self._inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case name if name == self._item:
                self._number, self._left, self._gone, self._run_gone = self._number + 1, "", "", False
            case "r":
                self._run_gone = False
            case "strike":
                self._run_gone = is_on(attributes)
            case "rPh":
                self._phonetic += 1
            case "t":
                self._inside = not self._phonetic

    def end(self, tag: str) -> None:
        match local(tag):
            case "rPh":
                self._phonetic -= 1
            case "t":
                self._inside = False
            case name if name == self._item and self._gone.strip():
                self.found[self._number] = self._left if self._left.strip() else None

    def characters(self, data: str) -> None:
        if self._inside and self._run_gone:
            self._gone += data
        elif self._inside:
            self._left += data
