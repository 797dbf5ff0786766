"""One spelling of a person's name: white space, widths, dots between parts, characters of old input methods."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Final

from qianyi.intake.cells.values import squeeze
from qianyi.patterns import pattern

_DOTS: Final = "•‧∙⋅・·᛫․◦●﹒˙ᐧꞏ⸱⸳᛫⸰・‣∘⚫ㆍᆞ\u0307"
"""What is typed for the dot of 买买提·艾力: any of them is U+00B7 (GB/T 15834; 公安部 2013 on names of minorities)."""
_POINT = pattern(r"(?<=[\u3400-\u9fff])[.。．](?=[\u3400-\u9fff])", "阿依.古丽")
_POINTS: Final = frozenset(".。．")
_FIRST_HAN: Final = "\u3400"
_LAST_HAN: Final = "\u9fff"
_TAIL = pattern(r"(?:[(\[【〔（{<《〈「][^()\[\]【】〔〕（）{}<>《》〈〉「」]*[)\]】〕）}>》〉」])+$", "何穗（组长）")
_CLOSING: Final = tuple(")]】〕）}>》〉」")
_FIRST_PRIVATE: Final = 0xE815
_NEWER: Final = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}
"""Of the 80 characters that GBK kept in the private use area, those that Python's codec (GB 18030-2005) still does;
their places in Unicode are those of GB 18030-2022."""


@cache
def _table() -> dict[int, str]:
    """What each character is read as. GBK 1.0 put its characters FE50 … FEA0 at U+E815 … U+E864, in this order."""
    codes = [code for code in range(0xFE50, 0xFEA1) if code & 0xFF != 0x7F]
    private = {_FIRST_PRIVATE + i: code.to_bytes(2, "big").decode("gb18030") for i, code in enumerate(codes)}
    return private | {code: chr(new) for code, new in _NEWER.items()} | dict.fromkeys(map(ord, _DOTS), "·")


def person_name(text: str) -> str:
    """A person's name without white space; full-width forms, kinds of middle dot and old private characters made one."""
    flat = squeeze(text)
    if not flat or (min(flat) >= _FIRST_HAN and max(flat) <= _LAST_HAN):
        return flat  # nearly every name
    flat = flat.translate(_table())
    return flat if _POINTS.isdisjoint(flat) else _POINT.sub("·", flat)


def without_tail(name: str) -> str:
    """A name without the bracket behind it (组长, 半脱产); as it is where there is none."""
    return _TAIL.sub("", name) if name[-1:] in _CLOSING else name


def one_of(text: str, known: Container[str]) -> str:
    """Which of some names a text is, a bracket behind it left out where it has to be; "" where it is none."""
    name = person_name(text)
    if name not in known:
        name = without_tail(name)
    return name if name in known else ""
