"""Notes that tie a colour, a strike-through or a kind of letter to a meaning: 标红的为事假, 黄色表示调休."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from qianyi.intake.cells.values import squeeze
from qianyi.intake.opening.tables import Place, Value
from qianyi.patterns import pattern

_HUE = "[红橙黄绿青蓝紫粉灰黑棕褐]"
_COLOUR = (
    rf"(?:标|涂|填|描|染|刷|画)(?:成|为|上|了)?[浅深淡大]?{_HUE}色?|[浅深淡大]?{_HUE}色|{_HUE}(?:字|底|体)(?!会)"
    r"|底色|底纹|填色|涂色|标色|着色|颜色|背景色|高亮|阴影"
)
_STRIKE = r"删除线|划掉|划去|划线|中划线|打横线"
_LETTERS = rf"加粗|粗体|斜体|下划线|(?<!{_HUE})(?<!色)字体"
_SAYS = r"(?:表示|代表|意为|示意|即为|指的是)"
_DAYS = (
    "事假|病假|婚假|产假|丧假|年假|年休|公休|休息|调休|补休|轮休|旷工|缺勤|缺岗|请假|出勤|在岗|出差|公出|外出|学习|培训|加班|值班|夜班|"
    "迟到|早退|未到|离岗|脱岗|假期|节假日|双休|未核实|待核|待补|有误|作废|无效|已离|调离|退出|取消|更换|变更|半天"
)
_IS = r"[的者格处部分单元标记标注字样人员日子、,，]{0,6}(?:为|是|[:：=＝]|即|指|系|属|按|算)?"
_NAMES = {"colour": _COLOUR, "strike": _STRIKE, "letters": _LETTERS}
_FOUND = {
    sort: pattern(
        rf"(?:{words}).{{0,6}}?{_SAYS}|{_SAYS}.{{0,4}}?(?:{words})|(?:{words}){_IS}[已未曾]?(?:{_DAYS})"
        rf"|(?:{_DAYS})[者的]?(?:请|均|都|一律|应)?(?:用|以|为|是|[:：=＝])?(?:{words})",
        sample,
    )
    for (sort, words), sample in zip(_NAMES.items(), ("标红为事假", "划线的表示已离岗", "旷工用粗体"), strict=True)
}
_LOOK = pattern("|".join(_NAMES.values()), "红字")
_MEANING_FIRST = pattern(_DAYS, "事假")
_LONGEST_NOTE = 30
_SIGNS = {"colour": "色字底体标涂填描染刷画亮影", "strike": "划线", "letters": "粗体线"}
_TELLING = (*_SAYS[3:-1].split("|"), *_DAYS.split("|"))
"""A note has a sign of its sort and one of these words: titles that have not need no look at the long patterns."""
_ALONE = pattern(rf"[浅深淡大]?{_HUE}色", "浅红色")
_ANY = frozenset("红橙黄绿青蓝紫粉灰黑棕褐色划线粗")
_ANY_WORD = ("底纹", "高亮", "阴影", "斜体", "字体")


class Note(Struct, frozen=True):
    """A note that ties a sort of look (`colour`, `strike`, `letters`) to a meaning."""

    sort: str
    place: Place
    text: str


def _speaks(text: str) -> bool:
    """Whether any word of looks is in a text."""
    return not _ANY.isdisjoint(text) or any(word in text for word in _ANY_WORD)


@lru_cache(4096)
def _sorts(text: str) -> tuple[tuple[str, str], ...]:
    if not _speaks(text):
        return ()
    flat = squeeze(text)
    if not any(word in flat for word in _TELLING):
        return ()
    sorts = [sort for sort, signs in _SIGNS.items() if any(sign in flat for sign in signs)]
    return tuple(
        (sort, _quoted(text, *_whole(flat, *found.span()))) for sort in sorts if (found := _FOUND[sort].search(flat))
    )


def _quoted(text: str, start: int, end: int) -> str:
    """What is written there, by the places of the same without white space and full-width forms."""
    places = [i for i, sign in enumerate(text) for _ in squeeze(sign)]
    return text[places[start] : places[end - 1] + 1] if len(places) >= end else squeeze(text)[start:end]


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a note begins and ends: all of what the look means (黄底＝外出学习), to the next sign or the next look."""
    if _MEANING_FIRST.match(text, start):
        while start and (text[start - 1].isalnum() or text[start - 1] == "、"):
            start -= 1
    inside = 0
    while end < len(text) and end - start < _LONGEST_NOTE:
        sign = text[end]
        inside += (sign == "(") - (sign == ")")
        if inside < 0 or not (sign.isalnum() or sign in "()、/") or (not inside and _LOOK.match(text, end)):
            break
        end += 1
    if inside > 0:  # cut off within brackets
        end = text.rindex("(", start, end)
    return start, start + len(text[start:end].rstrip("、/"))


def ties(text: str) -> bool:
    """Whether a text ties some look to a meaning, or is a colour's name: it is a note, whoever's column it stands in."""
    return len(text) > 1 and (bool(_sorts(text)) or ("色" in text and _ALONE.fullmatch(squeeze(text)) is not None))


def of_row(row: int, cells: Sequence[Value]) -> Iterator[tuple[Place, str]]:
    """The texts of a row as one, at the first that speaks of a look: a key may lie in cells of its own (红色 | 事假)."""
    texts = [(column, value) for column, value in enumerate(cells) if isinstance(value, str) and value]
    first = next((column for column, value in texts if _speaks(value)), None)
    if first is not None:
        yield (row, first), " ".join(value for column, value in texts if column >= first)


def find_notes(texts: Iterable[tuple[Place, str]]) -> dict[str, Note]:
    """The first note of each sort among the texts that are no data. A colour's word in a name (红寺堡, 青石镇) ties
    nothing to anything."""
    notes: dict[str, Note] = {}
    for place, text in texts:
        for sort, words in _sorts(text):
            notes.setdefault(sort, Note(sort, place, words))
    return notes
