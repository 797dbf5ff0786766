"""What a cell shows where its number format shows something else than the number: another sign, a percentage, a
weekday, or nothing. Formats are read as Excel writes them into files (English letters, whatever the language)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from qianyi.intake.opening.tables import PICTURE, Place, Value
from qianyi.patterns import pattern

BUILTIN = {
    9: "0%",
    10: "0.00%",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
}
"""The formats that a file names by number alone, of those that show something else than the number."""
_TOKEN = pattern(
    r'"([^"]*)"?|\\(.)|[_*].|\[([^\]]*)\]|(General|G/通用格式)|(.)',
    '"天"',
    "[红色]",
    "G/通用格式",
    flags=re.IGNORECASE | re.DOTALL,
)
_CONDITION = pattern(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)", ">=10")
_TINY = 5e-10
"""Below this a number is noise about zero."""
_WEEKDAYS = "一二三四五六日"
_EPOCH = date(1899, 12, 30)
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


class Dressed(str):
    """A text as its format shows it, not as the cell holds it: writing it back would show what is about it twice."""

    __slots__ = ()


class FormatSection(Struct, frozen=True):
    """One part of a format between semicolons."""

    text: str
    """What stands in it literally."""
    signs: str
    """Its placeholders and letters, in order."""
    condition: tuple[str, float] | None = None
    around: tuple[str, str] | None = None
    """What stands before and behind the text of a cell, where the part has a place (@) for it."""

    @property
    def kind(self) -> str:
        """What becomes of a number: `number`, `literal`, `optional` (0 is not shown), `percent` or `weekday`."""
        if "%" in self.signs:
            return "percent"
        if not self.signs:
            return "literal"
        if set(self.signs) <= set("#?,. "):
            return "optional"
        return "weekday" if self.signs in ("aaa", "aaaa", "ddd", "dddd") else "number"


class Format(Struct, frozen=True):
    """A number format, by its sections."""

    sections: tuple[FormatSection, ...]

    @property
    def significant(self) -> bool:
        """Whether some number, or a text, is shown as something else."""
        return any(section.kind != "number" for section in self.sections) or self.show_text("x") is not None

    def show_text(self, value: str) -> str | None:
        """What is seen in place of a text: nothing (`;;;`), a word, or it with more about it (`@"卫生院"`); None where it is
        the text itself."""
        last = self.sections[-1]
        if last.around is not None:
            return f"{last.around[0]}{value}{last.around[1]}" if any(map(str.strip, last.around)) else None
        return last.text.strip() if len(self.sections) > 3 else None

    def show(self, value: float | date) -> str | None:
        """What is seen in place of a number or a day; None where it is the number or the day itself."""
        number = value if isinstance(value, (int, float)) else (date(value.year, value.month, value.day) - _EPOCH).days
        number = 0 if abs(number) < _TINY else number
        section = self._section(number)
        match section.kind:
            case "literal":
                return section.text.strip()
            case "optional" if number == 0:
                return section.text.strip()
            case "percent" if isinstance(value, (int, float)):
                return f"{value * 100:.9f}".rstrip("0").rstrip(".") + "%"
            case "weekday":
                return ("星期" if len(section.signs) == 4 else "") + _WEEKDAYS[(int(number) - 2) % 7]
        return None

    def _section(self, number: float) -> FormatSection:
        parts = self.sections[:3]
        if any(part.condition for part in parts):
            for part in parts:
                if part.condition is None or _TESTS[part.condition[0]](number, part.condition[1]):
                    return part
            return FormatSection("", "0")
        if len(parts) == 3 and number == 0:
            return parts[2]
        return parts[1] if len(parts) > 1 and number < 0 else parts[0]


@lru_cache(512)
def parse(code: str) -> Format:
    """A format's code as files hold it."""
    sections: list[FormatSection] = []
    text, signs, condition, before = "", "", None, ""
    for found in _TOKEN.finditer(code[:400] + ";"):
        quoted, escaped, bracket, general, sign = found.groups()
        if quoted is not None or escaped is not None:
            text += quoted if quoted is not None else escaped
        elif bracket is not None:
            test = _CONDITION.match(bracket)
            condition = (test[1], float(test[2])) if test else condition
            signs += "0" if bracket[:1].lower() in ("h", "m", "s") and len(set(bracket.lower())) == 1 else ""
        elif general:
            signs += "0"
        elif sign == ";":
            around = (before, text[len(before) :]) if "@" in signs else None
            sections.append(FormatSection(text, signs, condition, around))
            text, signs, condition, before = "", "", None, ""
        elif sign == "@":
            before, signs = (text if "@" not in signs else before), signs + sign
        elif sign is not None and (sign in "0#?.,%/" or (sign.isascii() and sign.isalpha())):
            signs += sign.lower()
        elif sign is not None:
            text += sign
    if len(sections) == 1 and not sections[0].signs and not sections[0].text:
        return Format((FormatSection("", "0"),))  # an empty code is no format
    return Format(tuple(sections))


def significant(codes: Mapping[int, str], styles: Iterable[int]) -> dict[int, Format]:
    """The styles whose format shows some number or text as something else; `codes` are a file's own formats by number,
    `styles` the number of each style's format."""
    found: dict[int, Format] = {}
    for style, number in enumerate(styles):
        code = codes.get(number, BUILTIN.get(number, ""))
        if code and (made := parse(code)).significant:
            found[style] = made
    return found


def show(rows: list[list[Value]], styled: Iterable[tuple[Place, Format]], *, zeros: bool = True) -> None:
    """Put what is shown in the place of what is held. Without `zeros` the sheet shows no zero at all."""
    for (row, column), style in styled:
        if row < len(rows) and column < len(rows[row]):
            value = rows[row][column]
            if isinstance(value, (int, float, date)) and not isinstance(value, bool):
                seen = style.show(value)
                if seen is not None:
                    rows[row][column] = seen
            elif isinstance(value, str) and value and value != PICTURE and value[0] != "#":  # errors are shown
                seen = style.show_text(value)
                rows[row][column] = value if seen is None else Dressed(seen)
    if not zeros:
        for cells in rows:
            if 0 in cells or time() in cells or timedelta() in cells:
                cells[:] = ["" if _is_zero(value) else value for value in cells]


def _is_zero(value: Value) -> bool:
    if isinstance(value, (bool, str, datetime, date)):
        return False
    return value in (0, time(), timedelta())
