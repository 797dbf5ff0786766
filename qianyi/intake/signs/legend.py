"""The legend of a sheet, the key of its signs: 「出勤√ 事假△」, 「√出勤、△事假」, 「1全勤√；2事假О」, a small table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from qianyi.dossier.kinds import MISSED, PRESENCE, day, halves
from qianyi.intake.cells import confusables
from qianyi.intake.signs.day_words import plain_signs, split_half, word_day
from qianyi.patterns import pattern

_HAN: Final = r"[^\W\d_A-Za-z\u0370-\u04ff]"
"""One Chinese sign: letters that are no Latin, Greek or Cyrillic ones, which people use as signs. A class that names
its 30,000 members takes milliseconds to compile."""
_PREFIXES: Final = tuple("说明 注 备注 图例 符号 标记 标识 标志 代码 代号 含义 如下 记号 方法".split())
"""With what a word before the legend ends: 考勤符号说明."""
_SEPARATORS: Final = {"、": "、"} | dict.fromkeys(",;|。!?\n", ";") | dict.fromkeys(":=", ":")
_NUMBERED = pattern(rf"(?<![\d.])\(?(\d{{1,2}})\)?\s*(?:[、.):]\s*(?=[^\s\d])|(?={_HAN}))", "1、事假", "(2)病假")
_POINTED = pattern(r"(?<![\d.])\(?(\d{1,2})\)?\s*[、.):]\s*(?=[^\s\d])", "1、事假")
_LONE_NUMBER = pattern(rf"^\s*\(?\d{{1,2}}\)?[、.):]?\s*(?={_HAN}+\s*(?!{_HAN})[^\d,;|。.!?\n、:=\s])", "1全勤√")
_DIGITS = pattern(r"\d+", "12")
_LONG_NUMBER: Final = 3
"""A number of so many digits is no sign's."""
_NAMED = pattern(r"图例|符号|标记说明|标识说明|代号说明|记号说明", "图例")
_TIME: Final = r"(?:\d{1,2}:\d{2}|\d{1,2}[时点](?:\d{1,2}分?|半)?)"
_CLOCK = pattern(rf"{_TIME}(?:\s*[~—–至到-]+\s*{_TIME})?", "8:00-12:00")
"""Hours of work are no signs."""
_OF_CLOCKS: Final = frozenset(":时点")
_UNITS: Final = tuple("天日次人小时分月年个%号元、")
_MEANS = pattern(r"^(?:表示|代表|代指|为|指|是|即)+", "表示事假")
_MARKED = pattern(r"(?:[请均应]?[用以打划画记标填]|表示|代表|为)+$", "事假用")
_JOINED = pattern(rf"(?<={_HAN})/(?=[^\w\s/])|(?<=[^\w\s/])/(?={_HAN})", "√/出勤", "出勤/√")
_BRACKETED = pattern(r"\(([^()]*)\)", "(半天)")
_CODE_POINT = pattern(r"U\+[0-9A-F]+", "U+25B3")
_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」『』【】[]《》"), None)
_LONGEST_WORD: Final = 10
_ENOUGH: Final = 3
"""So many signs of known words make a legend, however many words of no kind stand beside them."""


class Meaning(Struct, frozen=True):
    """What a legend says of one sign: the word, its byte of `kinds` (None: a word of no kind), where it stands."""

    sign: str
    word: str
    byte: int | None
    place: tuple[int, int]


class Legend(Struct):
    """The signs of one sheet. A sign in `conflicts` has two meanings: it has none (A415)."""

    signs: dict[str, Meaning]
    conflicts: dict[str, list[Meaning]]

    def __bool__(self) -> bool:
        return bool(self.signs)


def read_legend(texts: Iterable[tuple[str, tuple[int, int]]]) -> Legend:
    """The legend from all texts of a sheet that may hold one, each with its place (row, column)."""
    legend = Legend({}, {})
    for text, place in texts:
        for sign, word, byte in pairs(text):
            meaning = Meaning(sign, word, byte, place)
            known = legend.signs.setdefault(sign, meaning)
            if known.byte != byte or (byte is None and known.word != word):
                legend.conflicts.setdefault(sign, [known]).append(meaning)
    return legend


@lru_cache(4096)  # twelve grids have the same words
def pairs(text: str) -> Sequence[tuple[str, str, int | None]]:
    """The (levelled sign, word, byte) of a text, empty where it is no legend: none of its words is a kind of day."""
    if "/" in text and all(map(_is_pair, text.split("/"))):  # 出勤√/事假△/病假○
        text = text.replace("/", ";")
    elif text.count("/") >= _ENOUGH and text.count("/") == len(_JOINED.findall(text)):  # √/出勤 △/事假 ○/病假
        text = text.replace("/", ":")
    return _pairs(text) or (_pairs(text.replace("|", " ")) if "|" in text else [])


def _is_pair(part: str) -> bool:
    """Whether a part of a text is a word with its sign, and no more."""
    label, colon, rest = normalize("NFKC", part).partition(":")
    bare = (rest if colon and label.endswith(_PREFIXES) and "\n" not in label else part).strip(" 。.;；、,，")
    return len(bare) > 1 and _is_han(bare[0]) != _is_han(bare[-1])


def _pairs(text: str) -> list[tuple[str, str, int | None]]:
    found: list[tuple[str, str, int | None]] = []
    chunks = _chunks(_tokens(_tidy(text)))
    for chunk in chunks:
        for words, signs in _pair(chunk):
            for sign in signs:
                for byte, word in _meanings(words):
                    if len(word) <= _LONGEST_WORD and not (byte is None and sign in plain_signs()):
                        found.append((sign, word, byte))
    known = [sign for sign, _, byte in found if byte is not None]
    if not _is_legend(text, found, known, chunks):
        return []
    digits = [sign for sign in known if sign[0].isdecimal()]
    if digits and (len(known) < 2 or len(set(known)) < len(known) or not _are_codes(digits)):
        found = [item for item in found if not item[0][0].isdecimal()]
    return [(confusables.sign(sign), word, byte) for sign, word, byte in found]


def _is_legend(
    text: str, found: list[tuple[str, str, int | None]], known: list[str], chunks: list[list[_Word | _Sign]]
) -> bool:
    """Whether pairs are a legend's: half of their words are kinds of day, or three are; else symbols and words are all
    that the text holds, and one of the words is a kind of day, or the text calls itself a legend."""
    if known and (len(known) * 2 >= len(found) or len(set(known)) >= _ENOUGH):
        return True
    symbols = all(confusables.is_symbol(confusables.sign(sign)) for sign, _, byte in found if byte is None)
    loose = sum(len(chunk) for chunk in chunks if len(chunk) < 2)
    whole = len(found) > 1 and symbols and loose * _ENOUGH < sum(map(len, chunks))
    return whole and bool(known or _NAMED.search(text))


def _are_codes(digits: list[str]) -> bool:
    """Whether numbers are codes, 0 or 1 and on (1-出勤 2-事假 3-病假), and not what was counted (事假3 病假2)."""
    numbers = sorted(int(sign) if sign.isdecimal() else -1 for sign in digits)
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _tidy(text: str) -> str:
    """Levelled, quotes and remarks in brackets gone, the numbers of a numbered legend turned into separators."""
    text = normalize("NFKC", text).translate(_QUOTES).replace("\ufe0e", "").replace("\ufe0f", "")
    runs = _DIGITS.findall(text) if any(map(str.isdecimal, text)) else []
    if any(sign in _OF_CLOCKS and before.isdecimal() for before, sign in pairwise(text) if runs):
        text = _CLOCK.sub(" ", text)
        runs = _DIGITS.findall(text)
    if "(" in text:
        text = _BRACKETED.sub(_bracket, text)
    short = [run for run in runs if len(run) < _LONG_NUMBER]
    for numbered in (_POINTED, _NUMBERED) if "1" in short and len(short) > 1 else ():
        numbers = numbered.findall(text)
        if len(numbers) > 1 and numbers[0] == "1" and sorted(set(numbers), key=int) == numbers:
            bare = numbered.sub("；", text)
            if not all(_is_han(c) or c.isspace() or c in ",;|。、:；" for c in bare):
                text = bare.replace("；", ";")
            break
    head = text.lstrip().removeprefix("(")
    return _LONE_NUMBER.sub("", text) if head[:1].isdecimal() and not head[:_LONG_NUMBER].isdecimal() else text


def _bracket(found: re.Match[str]) -> str:
    """A bracket's content where it is part of the legend (√（出勤）, 事假（△）, a legend of its own), else nothing."""
    inside = found[1]
    if split_half(f"事{inside}") is not None:  # 事假（半天）△
        return inside
    if inside.startswith("U+") and _CODE_POINT.fullmatch(inside):
        return ""
    has_word = any(map(_is_han, inside))
    has_sign = any(not (_is_han(c) or c.isspace() or c.isdecimal() or c in ",;、:.") for c in inside)
    if has_word and has_sign:
        return f";{inside};"
    before = found.string[: found.start()].rstrip()
    after_word = _is_han(before[-1:])
    if has_sign and not has_word:
        return inside
    remark = after_word or re.search(rf"{_HAN}(?:(?!{_HAN})[^,;|。\n、\s])+$", before) is not None
    return "" if remark or not has_word else inside


def _is_han(sign: str) -> bool:
    """Whether this is one Chinese sign."""
    return "\u3400" <= sign <= "\u4dbf" or "\u4e00" <= sign <= "\u9fff"


class _Word(Struct):
    texts: list[str]


class _Sign(Struct):
    texts: list[str]


_Item = _Word | _Sign | str
"""A group of words or of signs, or a separator: `;` strong, ` ` space, `:` colon."""


def _class_of(sign: str) -> str:
    """What a sign of a legend belongs to: `word`, `sign`, or the separator it is."""
    if _is_han(sign):
        return "word"
    return _SEPARATORS.get(sign) or (" " if sign.isspace() else "sign")


def _tokens(text: str) -> list[_Item]:
    items: list[_Item] = []
    end = 0
    for kind, run in groupby(text, _class_of):
        value = "".join(run)
        end += len(value)
        if kind == "word":
            items.append(_Word([value]))
        elif kind != "sign":
            items.append(kind)
        elif value[:1].isdigit() and text[end:].lstrip().startswith(_UNITS):
            items.append(";")
        else:
            _add_sign(items, value, text[end : end + 1])
    return _level(items)


def _add_sign(items: list[_Item], value: str, following: str) -> None:
    """A run of sign characters: a joint between two words (正常/日班), a connector (√-出勤), or signs (A/B)."""
    after_word = bool(items) and isinstance(items[-1], _Word)
    before_word = _is_han(following)
    if value == "/" and after_word and before_word:
        items.append("、")
        return
    if value in ("-", "—", "–", "->", "→") and after_word and before_word:
        items.append(":")
        return
    value = value.strip(".")
    if len(value) > 1 and value[0] in "-—–" and after_word:
        value = value[1:]
    elif len(value) > 1 and value[-1] in "-—–" and before_word:
        value = value[:-1]
    parts = value.split("/") if "/" in value.strip("/") else [value]
    signs: list[str] = []
    for part in parts:
        level = part if part[:1].isdecimal() else confusables.sign(part)
        if len(part) > 1 and len(set(level)) == 1 and len(set(part)) > 1:
            level = level[0]
        if level and level not in signs:
            signs.append(level)
    if signs:
        items.append(_Sign(signs))


def _level(items: list[_Item]) -> list[_Item]:
    """Cut the verbs (用√表示), join words that share a sign (双休、节假日), tell Chinese signs (在途 途)."""
    out: list[_Item] = []
    for i, item in enumerate(items):
        if isinstance(item, _Word):
            text = item.texts[0]
            previous = next((x for x in reversed(out) if x != " "), None)
            if isinstance(previous, _Sign):
                text = _MEANS.sub("", text)
            following = next((x for x in items[i + 1 :] if x != " "), None)
            if isinstance(following, _Sign) and word_day(text) is None:
                text = _MARKED.sub("", text)
            if not text:
                continue
            item = _Word([text])
            before = out[-2] if len(out) > 1 else None
            if isinstance(before, _Word) and out[-1] == "、":
                out.pop()
                before.texts.append(text)
                continue
            if len(out) > 1 and isinstance(out[-2], _Word) and out[-1] in (" ", ":"):
                nearest = items[i + 1] if i + 1 < len(items) else ";"
                word = out[-2].texts[-1]
                lone = len(text) == 1 and len(word) > 1 and not isinstance(nearest, _Sign)
                if lone and (out[-1] == ":" or text in word):
                    out[-1] = _Sign([text])
                    continue
                if len(word) == 1 and len(text) > 1 and out[-1] == ":" and not word.endswith(_PREFIXES):
                    out[-2:] = [_Sign([word])]
        out.append(item)
    lead = next((item for item in out if not isinstance(item, str)), None)
    return [_comma(out, i, isinstance(lead, _Sign)) if item == "、" else item for i, item in enumerate(out)]


def _comma(items: list[_Item], at: int, sign_first: bool) -> str:
    """、 parts pairs; after a sign that leads (√、出勤 △、事假) it joins it to its word."""
    joins = sign_first and at + 1 < len(items) and isinstance(items[at - 1], _Sign) and isinstance(items[at + 1], _Word)
    return ":" if joins and not (at > 1 and isinstance(items[at - 2], _Word)) else ";"


def _chunks(items: list[_Item]) -> list[list[_Word | _Sign]]:
    """Runs between strong separators. A space separates too where every part so cut is whole."""
    chunks: list[list[_Word | _Sign]] = []
    for run in _split(items, ";"):
        run = _without_prefix(run)
        parts = [[x for x in part if not isinstance(x, str)] for part in _split(run, " ")]
        signed = [part for part in parts if any(isinstance(x, _Sign) for x in part)]
        whole = all(any(isinstance(x, _Word) for x in part) for part in signed)
        chunks += parts if whole else [[x for x in run if not isinstance(x, str)]]
    return chunks


def _split(items: list[_Item], at: str) -> list[list[_Item]]:
    runs: list[list[_Item]] = [[]]
    for item in items:
        if item == at:
            runs.append([])
        else:
            runs[-1].append(item)
    return [run for run in runs if run]


def _without_prefix(run: list[_Item]) -> list[_Item]:
    """Without a leading 说明：, 注：, or any word before a colon that another word with a sign follows."""
    solid = [item for item in run if item != " "]
    if len(solid) > 2 and isinstance(solid[0], _Word) and solid[1] == ":":
        known = _meanings(solid[0].texts)[0][0] is not None
        followed = isinstance(solid[2], _Word) or (len(solid) > 3 and isinstance(solid[3], _Word))
        if solid[0].texts[-1].endswith(_PREFIXES) or (not known and followed):
            start = run.index(":") + 1
            return run[start:]
    if len(solid) > 1 and isinstance(solid[0], _Word) and solid[0].texts[-1].endswith(_PREFIXES):
        return run[run.index(solid[0]) + 1 :]
    return run


def _pair(chunk: list[_Word | _Sign]) -> list[tuple[list[str], list[str]]]:
    """Words with their signs: the first item of a chunk says which comes first."""
    out: list[tuple[list[str], list[str]]] = []
    lead: list[str] = []
    signs: list[str] = []
    sign_first = bool(chunk) and isinstance(chunk[0], _Sign)
    for item in chunk:
        if isinstance(item, _Sign):
            if sign_first:
                signs += item.texts
            elif lead:
                out.append((lead, item.texts))
        elif sign_first:
            if signs:
                out.append((item.texts, signs))
            signs = []
        else:
            lead = item.texts
    return out


def _meanings(words: list[str]) -> list[tuple[int | None, str]]:
    """Byte and wording of a sign's words; more than one where they mean different things.

    Late or not punched (迟到/上午未打卡) is one meaning: unrecorded for the half that differs.
    """
    if len(words) > 1:
        words = [word for word in words if len(word) > 1] or words
    signs = plain_signs()
    read = [(day(signs[word]) if word in signs else word_day(word), word) for word in words]
    known = [(byte, word) for byte, word in read if byte is not None]
    if not known:
        return [(None, "、".join(words))]
    merged = [_either({halves(byte)[i] for byte, _ in known}) for i in (0, 1)]
    if merged[0] is None or merged[1] is None:
        return list(known)
    return [(day(merged[0], merged[1]), "、".join(words))]


def _either(kinds: set[int]) -> int | None:
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds <= PRESENCE:
        return min(kinds)
    return MISSED if kinds <= PRESENCE | {MISSED} else None
