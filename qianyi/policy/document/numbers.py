"""Numbers as Chinese documents print them: counting words both ways, and the label at the head of a line."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from qianyi.patterns import pattern

_FIGURE = pattern(r"\d+(?:\.\d+)?", "1.5")

DIGITS = "零一二三四五六七八九"
_WORDS = {word: value for value, word in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("："): ":",
    ord("("): "（",
    ord(")"): "）",
    0xAD: None,
    ord("‑"): "-",
    ord("﹪"): "%",
}
"""Digits and signs levelled before anything is looked for; round brackets become full-width."""


def level(text: str) -> str:
    """A text with digits half-width, brackets full-width, soft hyphens and white space out: what is compared."""
    return "".join(text.translate(WIDE).split())


def chinese(number: int) -> str:
    """十, 二十一, 一百零一: what list numbers print."""
    if number < 10:
        return DIGITS[number]
    text, rest, zero = "", number, False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + unit
            zero = False
        elif text:
            zero = True
    if rest:
        text += ("零" if zero else "") + DIGITS[rest]
    return text[1:] if number < 20 else text


def value_of(text: str) -> int | None:
    """The whole number that digits or counting words say; None where they say none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(sign not in _WORDS and sign not in _UNITS for sign in text):
        return None
    if not any(sign in _UNITS for sign in text):  # 二〇二二
        return int("".join(str(_WORDS[sign]) for sign in text)) if len(text) > 1 else _WORDS[text]
    total, digit = 0, 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _WORDS[sign]
    return total + digit


def decimal_of(text: str) -> Decimal | None:
    """A figure in digits or counting words; 半 is a half."""
    if _FIGURE.fullmatch(text):
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    whole = value_of(text)
    return None if whole is None else Decimal(whole)


class Label(Struct, frozen=True):
    """A number at the head of a line: its kind (which level it counts), value, and how clauses are named by it."""

    kind: str
    value: int
    shown: str


_CHINESE = "[零〇一二三四五六七八九十百两]{1,6}"
_KINDS = (
    ("part", pattern(rf"第\s*({_CHINESE}|\d{{1,3}})\s*[章编]", "第一章 总则")),
    ("section", pattern(rf"第\s*({_CHINESE}|\d{{1,3}})\s*节", "第二节 组织")),
    ("article", pattern(rf"第\s*({_CHINESE}|\d{{1,3}})\s*条(?!第|规定|的|所|和|、)", "第十条 考核")),
    ("one", pattern(rf"({_CHINESE})\s*[、.](?!\d)", "一、总体要求")),
    ("two", pattern(rf"（\s*({_CHINESE})\s*）[、.]?", "（一）目标")),
    ("three", pattern(r"(\d{1,2})(?:\s*[.、](?:(?!\d)|(?=\d{4}年|\d{1,2}月))|(?=[\t　]))", "1. 工作目标")),
    ("four", pattern(r"（\s*(\d{1,2})\s*）[、.]?", "（1）人员")),
    ("five", pattern(r"(\d{1,2})）[、.]?", "1）人员")),
    ("circled", pattern(r"([①-⑳])[、.]?", "① 人员")),
    (
        "dotted",
        pattern(r"([1-9]\d?(?:\.\d{1,2}){1,3})(?=[\s　、]|[一-鿿](?<![分天倍个月元人次年小时万米]))", "1.2 人员"),
    ),
)


def label_of(text: str) -> tuple[Label, str] | None:
    """The label that begins a line and what follows it; None where it begins without one."""
    text = text.replace("\xad", "").strip(" \t　\xa0")
    plain = text.translate(WIDE)
    for kind, spelling in _KINDS:
        found = spelling.match(plain)
        if found is None:
            continue
        rest = text[found.end() :].strip(" \t　\xa0")
        if kind == "dotted":
            parts = [int(part) for part in found[1].split(".")]
            return Label(f"dotted{len(parts)}", parts[-1], found[1]), rest.lstrip("、")
        value = ord(found[1]) - ord("①") + 1 if kind == "circled" else value_of(found[1])
        if value is None or not value:
            continue
        return Label(kind, value, _shown(kind, value, found[1])), rest
    return None


def _shown(kind: str, value: int, digits: str) -> str:
    """How a clause is named: 第十条, 四, （三）, 2, （1）."""
    if kind in ("part", "section", "article"):
        return f"第{chinese(value)}{ {'part': '章', 'section': '节', 'article': '条'}[kind] }"
    if kind == "one":
        return chinese(value)
    if kind == "two":
        return f"（{chinese(value)}）"
    return f"（{value}）" if kind in ("four", "five") else digits if kind == "circled" else str(value)
