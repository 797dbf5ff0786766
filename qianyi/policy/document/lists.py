"""List numbers as Word prints them: numbering.xml and the numbering of styles with what they are based on."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from qianyi.patterns import pattern
from qianyi.policy.document.numbers import DIGITS, chinese

_LEVEL_NUMBER = pattern(r"%([1-9])", "%1.")

_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting"
    " koreanCounting".split()
)
_ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
"""The first sign of a block of Unicode, and how many there are."""
_ROMAN = dict(zip("C XC L XL X IX V IV I".split(), (100, 90, 50, 40, 10, 9, 5, 4, 1), strict=True))
_LEVELS = 9


def value(element: Element | None, path: str) -> str | None:
    """`w.val` of a child; None where child or value is missing."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get("w.val")


def is_on(element: Element | None, path: str) -> bool | None:
    """An on/off property: None where it is not said."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get("w.val", "1") not in ("0", "false", "off")


def shown(number: int, style: str) -> str:
    """A number in a numbering format of Word; digits where the format is not known."""
    if style in _COUNTING:
        return chinese(number)
    if style == "ideographDigital":
        return "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(number))
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        legal = dict(zip(DIGITS, _LEGAL, strict=True))
        legal |= {"十": "拾", "百": "佰", "千": "仟"}
        return "".join(legal.get(sign, sign) for sign in ("一" if 10 <= number < 20 else "") + chinese(number))
    if style == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if style == "decimalZero":
        return f"{number:02}"
    first, most = _ENCLOSED.get(style, ("", 0))
    if 1 <= number <= most:
        return chr(ord(first) + number - 1)
    if style in ("ideographTraditional", "ideographZodiac"):
        signs = _STEMS if style == "ideographTraditional" else _BRANCHES
        return signs[(number - 1) % len(signs)]
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for letters, size in _ROMAN.items():
        text += letters * (number // size)
        number %= size
    return text


class Level(Struct):
    """One level of a list."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    style: str | None = None
    legal: bool = False
    restart: int | None = None
    """Restarts after this level; 0: never."""


class _List(Struct):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class WordStyles:
    """Paragraph and character styles: numbering and hidden text, own or of the style they are based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self.default: str | None = None
        for style in root.iterfind("w.style") if root is not None else ():
            id = style.get("w.styleId", "")
            self._styles[id] = style
            if style.get("w.type") == "paragraph" and style.get("w.default") in ("1", "true", "on"):
                self.default = id

    def chain(self, id: str | None) -> list[Element]:
        """A style and what it is based on, nearest first."""
        found: list[Element] = []
        while id in self._styles and self._styles[id] not in found:
            found.append(self._styles[id])
            id = value(found[-1], "w.basedOn")
        return found

    def numbering(self, id: str | None) -> tuple[str, int | None, str] | None:
        """numId, level and the style that says so; None where nothing is numbered."""
        for style in self.chain(id):
            number = value(style, "w.pPr/w.numPr/w.numId")
            if number is not None:
                step = value(style, "w.pPr/w.numPr/w.ilvl")
                return number, None if step is None else int(step), style.get("w.styleId", "")
        return None

    def hidden(self, id: str | None) -> bool:
        """Whether a style hides its text."""
        for style in self.chain(id):
            said = is_on(style, "w.rPr/w.vanish")
            if said is not None:
                return said
        return False


class Lists:
    """Counts the lists of a document paragraph by paragraph, in order."""

    def __init__(self, root: Element | None, styles: WordStyles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for abstract in root.iterfind("w.abstractNum"):
            id = abstract.get("w.abstractNumId", "")
            self._abstract[id] = {int(one.get("w.ilvl", "0")): _level(one) for one in abstract.iterfind("w.lvl")}
            link = value(abstract, "w.numStyleLink")
            if link:
                links[id] = link
        for one in root.iterfind("w.num"):
            self._lists[one.get("w.numId", "")] = self._list(one)
        for id, link in links.items():  # a list that is defined by a numbering style
            named = styles.numbering(link)
            if named and named[0] in self._lists:
                self._abstract[id].update(self._abstract[self._lists[named[0]].abstract])
                for known in self._lists.values():
                    if known.abstract == id:
                        known.levels = self._abstract[id] | known.levels

    def _list(self, one: Element) -> _List:
        abstract = value(one, "w.abstractNumId") or ""
        made = _List(abstract, dict(self._abstract.get(abstract, {})))
        for override in one.iterfind("w.lvlOverride"):
            step = int(override.get("w.ilvl", "0"))
            start = value(override, "w.startOverride")
            own = override.find("w.lvl")
            if own is not None:
                made.levels[step] = _level(own)
            if start is not None:
                made.starts[step] = int(start)
        return made

    def label(self, properties: Element | None) -> str:
        """The number that a paragraph with these properties prints, "" where it prints none; counts it."""
        style = value(properties, "w.pStyle") or self._styles.default
        number = value(properties, "w.numPr/w.numId")
        step = value(properties, "w.numPr/w.ilvl")
        level = None if step is None else int(step)
        if number is None:
            found = self._styles.numbering(style)
            if found is None:
                return ""
            number, by_style, named = found
            level = by_style if level is None else level
            if level is None and number in self._lists:
                linked = self._lists[number].levels
                level = next((at for at, one in linked.items() if one.style == named), None)
        return self._count(number, level or 0)

    def _count(self, number: str, level: int) -> str:
        known = self._lists.get(number)
        if number == "0" or known is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(known.abstract, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for step, start in known.starts.items():
                counts[step] = start - 1
        before = counts[level]
        counts[level] = self._start(known, level) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = known.levels.get(deeper, Level()).restart
            if restart is None or (restart and level < restart):
                counts[deeper] = None
        return self._print(known, counts, level)

    @staticmethod
    def _start(known: _List, level: int) -> int:
        return known.starts.get(level, known.levels.get(level, Level()).start)

    def _print(self, known: _List, counts: list[int | None], level: int) -> str:
        one = known.levels.get(level, Level(text=f"%{level + 1}."))
        if one.format in ("bullet", "none"):
            return ""

        def part(found: re.Match[str]) -> str:
            step = int(found[1]) - 1
            count = counts[step]
            style = known.levels.get(step, Level()).format
            return shown(self._start(known, step) if count is None else count, "decimal" if one.legal else style)

        return _LEVEL_NUMBER.sub(part, one.text)


def _level(element: Element) -> Level:
    restart = value(element, "w.lvlRestart")
    return Level(
        value(element, "w.numFmt") or "decimal",
        value(element, "w.lvlText") or "",
        int(value(element, "w.start") or 1),
        value(element, "w.pStyle"),
        bool(is_on(element, "w.isLgl")),
        None if restart is None else int(restart),
    )
