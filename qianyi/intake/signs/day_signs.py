"""The cells of a grid become bytes of `kinds`, by the sheet's own legend first, then `[marks]`, then what is plain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from msgspec import Struct

from qianyi.dossier.kinds import BLANK, PRESENT, UNREAD, WHOLE, day, halves, joined
from qianyi.dossier.source import Cell
from qianyi.intake.cells import confusables
from qianyi.intake.cells.values import LONG, clean, is_error
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Place, Value
from qianyi.intake.outside.report import Outside, sort_of
from qianyi.intake.signs.day_words import (
    BARE_LEAVE,
    half_day,
    is_day_off,
    kind_of,
    machine_day,
    plain_signs,
    split_half,
    word_day,
)
from qianyi.intake.signs.legend import Legend

TROUBLE: Final = WHOLE
"""Stands for a cell that has a finding; `Key.troubles` knows the byte and the words."""
_UNREAD_DAY: Final = day(UNREAD)
_EMPTY: Final = frozenset({"", "--", "---", "——"})
_JOINTS: Final = "/、,"
_FAILED: Final = "的标记是公式，公式出错（{}），这一天按没有记录算。请改正公式或直接填写"


class ReadSign(Struct, frozen=True):
    """A cell as read: its byte, and the finding it calls for ("" for none)."""

    byte: int
    code: str = ""
    sign: str = ""
    message: str = ""


class SignBytes(dict[Value, int]):
    """Raw cell → byte, worked out once a distinct cell; `TROUBLE` where it has a finding.

    `halves_only`: each row is half a day (上午/下午 rows), so that a cell has one kind.
    """

    def __init__(
        self, legend: Legend, own_signs: Mapping[str, str], hours: Decimal, *, halves_only: bool = False
    ) -> None:
        super().__init__()
        self.legend = legend
        self.hours = hours
        self.halves_only = halves_only
        self.troubles: dict[Value, ReadSign] = {}
        self.own_signs = {confusables.sign(sign): word for sign, word in own_signs.items()}
        longest = {*legend.signs, *self.own_signs, *plain_signs()}
        self._longest = sorted(longest, key=lambda sign: (-len(sign), sign))

    def __missing__(self, raw: Value) -> int:
        outcome = self.read(raw)
        if self.halves_only and not outcome.code:
            outcome = self._one_half(outcome, raw)
        if outcome.code:
            self.troubles[raw] = outcome
        byte = self[raw] = TROUBLE if outcome.code else outcome.byte
        return byte

    def only_whole_days(self) -> bool:
        """Whether no cell seen so far is half a day of anything."""
        seen = {*self.values(), *(outcome.byte for outcome in self.troubles.values())}
        return all(morning == afternoon for morning, afternoon in map(halves, seen))

    def is_day_off(self, raw: Value) -> bool:
        """Whether a cell that is in no table (A403) says what holiday it is, by itself or by the legend's word."""
        if self.troubles[raw].code != "A403":
            return False
        meaning = self.legend.signs.get(self.troubles[raw].sign)
        return is_day_off(confusables.plain(clean(raw) if meaning is None else meaning.word))

    def read(self, raw: Value) -> ReadSign:
        """One cell, by itself."""
        sort = sort_of(raw)
        if sort:
            return ReadSign(_UNREAD_DAY, "I014", sort)
        text = confusables.plain(raw if isinstance(raw, str) else clean(raw))
        if len(text) > LONG:
            return self._unknown(text, text, f"{clean(raw)[:60]}…")
        sign = confusables.sign(text)
        if text in _EMPTY and sign not in self.legend.signs:
            return ReadSign(0)
        found = self._whole(text, sign) or self._half(text) or self._pair(text)
        if found is not None:
            return found
        if isinstance(raw, str):
            read = machine_day(raw, self.hours)
            if read is not None:
                return ReadSign(read.byte, "I004" if read.problem else "", text, read.problem)
            if is_error(raw):
                return ReadSign(_UNREAD_DAY, "I004", text, _FAILED.format(raw.strip()))
        return self._two(text, clean(raw)) or self._unknown(text, sign, clean(raw))

    def _two(self, text: str, shown: str) -> ReadSign | None:
        """Morning and afternoon, where both parts are known by themselves (病房 is no 病假); of two signs one may be
        unknown: then its half is unrecorded."""
        parts = _halves_of(text)
        if len(parts) != 2:
            return None
        morning, afternoon = (self._part(part, shown) for part in parts)
        if morning is None or afternoon is None:
            return None
        byte = joined(morning.byte, afternoon.byte)
        worst = max(morning, afternoon, key=lambda outcome: outcome.code != "")
        return ReadSign(byte, worst.code, worst.sign, worst.message)

    def _part(self, part: str, shown: str) -> ReadSign | None:
        """Half a cell: known, or a sign that is not; None for a word or letter that is not."""
        sign = confusables.sign(part)
        found = self._whole(part, sign)
        if found is not None and found.code != "A403":
            return found
        return self._unknown(part, sign, shown) if confusables.is_symbol(sign) else None

    def _whole(self, text: str, sign: str) -> ReadSign | None:
        """A sign or a word that stands alone."""
        if sign in self.legend.conflicts:
            return ReadSign(_UNREAD_DAY)
        meaning = self.legend.signs.get(sign)
        if meaning is not None:
            if meaning.byte is None:
                message = f"的标记“{text}”在图例里是“{meaning.word}”，看不出算哪一种。请改用出勤、事假、病假、休息等词"
                return ReadSign(_UNREAD_DAY, "A403", sign, message)
            return _bare(meaning.byte, f"{text}（{meaning.word}）")
        word = self.own_signs.get(sign)
        if word is not None:
            return self._whole(confusables.plain(word), "") or self._half(confusables.plain(word))
        kind = plain_signs().get(sign)
        if kind is None:
            kind = kind_of(text)
        return None if kind is None else _bare(day(kind), text)

    def _half(self, text: str) -> ReadSign | None:
        """事0.5, 半事, 下午旷工, △半天, or two of them (半事半病)."""
        byte = word_day(text)
        if byte is not None:
            return _bare(byte, text)
        half = split_half(text)
        if half is None:
            return None
        whole = self._whole(half[0], confusables.sign(half[0]))
        if whole is not None and not whole.code:
            kind = _single(whole.byte)
            return None if kind is None else _bare(half_day(kind, half[1], text), text)
        for end in range(2, len(text) - 1):
            first, second = self._half_kind(text[:end]), self._half_kind(text[end:])
            if first is not None and second is not None:
                kinds = (second[0], first[0]) if second[1] and not first[1] else (first[0], second[0])
                return _bare(day(*kinds), text)
        return None

    def _half_kind(self, text: str) -> tuple[int, bool] | None:
        half = split_half(text.strip(_JOINTS))
        if half is None:
            return None
        whole = self._whole(half[0], confusables.sign(half[0]))
        kind = _single(whole.byte) if whole is not None and not whole.code else None
        return None if kind is None else (kind, half[1])

    def _pair(self, text: str) -> ReadSign | None:
        """Two signs in one cell are 上午 and 下午, joined by nothing, `/`, `、` or `,`; the longest sign first."""
        level = confusables.sign(text)
        heads = [sign for sign in self._longest if level.startswith(sign)]
        heads += [text[:end] for end in range(len(text) - 1, 1, -1) if kind_of(text[:end]) is not None]
        for head in sorted(heads, key=len, reverse=True):
            first = self._whole(text[: len(head)], head)
            rest = text[len(head) :]
            for tail in (rest, rest[1:] if rest[:1] in _JOINTS else ""):
                second = self._whole(tail, confusables.sign(tail)) if tail else None
                if first is None or second is None or "A403" in (first.code, second.code):
                    continue
                kinds = _single(first.byte), _single(second.byte)
                if kinds[0] is not None and kinds[1] is not None:
                    return _bare(day(kinds[0], kinds[1]), text)
        return None

    def _unknown(self, text: str, sign: str, shown: str) -> ReadSign:
        half = split_half(text)
        parts = [*map(confusables.sign, _halves_of(text)), sign if half is None else confusables.sign(half[0])]
        symbol = next((s for s in parts if confusables.is_symbol(s) and self._whole(s, s) is None), None)
        if symbol is not None and not self.legend:
            return ReadSign(_UNREAD_DAY, "A414", symbol)
        where = "图例和记号表里都没有" if self.legend else "记号表里没有"
        message = f"的标记“{shown}”在{where}，这一天按没有记录算。请改正，或在图例里写明它的意思"
        return ReadSign(_UNREAD_DAY, "A403", sign, message)

    def _one_half(self, outcome: ReadSign, raw: Value) -> ReadSign:
        """In a row of half days a cell has one kind; a half-day sign means its own half."""
        kind = _single(outcome.byte)
        if kind is None:
            message = f"的标记“{clean(raw)}”有两种情况，上午、下午分行填写的一格只能有一种。请改正"
            return ReadSign(_UNREAD_DAY, "A403", clean(raw), message)
        return ReadSign(day(kind))


def _halves_of(text: str) -> list[str]:
    """The two parts of a cell that may be morning and afternoon: at a joint, or two characters; else empty."""
    if len(text) == 2:
        return list(text)
    parts = [part for joint in _JOINTS for part in text.split(joint) if text.count(joint) == 1]
    return parts if len(parts) == 2 and all(parts) else []


def _single(byte: int) -> int | None:
    """The one kind of a byte; the kind of its half where the other half is merely present, or left out."""
    morning, afternoon = halves(byte)
    if morning == afternoon or afternoon == BLANK or (afternoon == PRESENT and morning != BLANK):
        return morning
    return afternoon if morning in (PRESENT, BLANK) else None


def _bare(byte: int, text: str) -> ReadSign:
    """The outcome of a known byte: leave of unknown kind is told of."""
    if UNREAD in halves(byte):
        return ReadSign(byte, "I004", text, f"“{text}”{BARE_LEAVE}")
    return ReadSign(byte)


class SignReporter:
    """Tells what is wrong with marks: each unknown one at its cell, A414 once a sheet and symbol, I014 once a sort."""

    def __init__(self, context: Context, outside: Outside) -> None:
        self.context = context
        self.outside = outside
        self.quiet: set[Place] = set()
        """Cells of which I014 tells: nothing else is said of their marks."""
        self._symbols: dict[str, tuple[str, list[Cell]]] = {}

    def tell(self, outcome: ReadSign, raw: Value, cell: Cell, person: str, institution: str | None = None) -> None:
        """The finding of a troubled cell; a symbol without legend waits for `finish`. Of the marks of people who are not
        on the roster nothing is said: they count for nobody, and A401 names the row."""
        place = cell.row, cell.column
        if outcome.code == "I014":
            self.outside.add_value(outcome.sign, place, raw)
        elif (place in self.quiet or not self.context.is_listed(person)) and outcome.code in ("A403", "A414"):
            return
        elif outcome.code == "A414":
            shown = confusables.plain(clean(raw))
            shown = shown if confusables.sign(shown) == outcome.sign else outcome.sign
            self._symbols.setdefault(outcome.sign, (shown, []))[1].append(cell)
        else:
            message = f"{person} {outcome.message}。"
            self.context.note(outcome.code, message, cell, person=person, institution=institution)

    def finish(self) -> bool:
        """I014 for every sort and A414 for every symbol seen; whether there was a symbol."""
        self.outside.finish()
        for sign, (shown, cells) in self._symbols.items():
            self.context.note(
                "A414",
                f"符号“{shown}”没有图例，不猜它的意思，这 {len(cells)} 格按没有记录算",
                *cells,
                remedy=f"请在表内写明图例（如“{shown}事假”），或在 qianyi.toml 的 [marks] 中写明。",
                key=sign,
            )
        return bool(self._symbols)
