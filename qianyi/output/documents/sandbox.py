"""The sandbox in which templates are filled. A template from elsewhere is not trusted: what it may call is listed, every
value is escaped whatever it says, and its steps and the length of what it builds are counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final, cast

from qianyi.errors import QianyiError
from qianyi.output.documents.phrasing import chinese_date, number
from qianyi.patterns import pattern

MOST_STEPS: Final = 2_000_000
"""Turns of loops and calls of macros in one document: a county's year of a thousand people takes a tenth of it."""
MOST_LETTERS: Final = 1_000_000
"""Length of one text or list that a template may build."""
_FILTERS = frozenset(
    "abs capitalize count d default dictsort first float groupby int items join last length list lower map max min "
    "reject rejectattr replace reverse round select selectattr sort string sum title trim truncate unique upper".split()
)
_METHODS = frozenset("count endswith find isdigit lower lstrip rstrip split startswith strip title upper".split())
_STEP, _JOINED = "qianyi.output.documents.sandbox.step", "qianyi.output.documents.sandbox.joined"


_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\x0b")  # what XML does not have


class TemplateProblem(QianyiError):
    """A template that cannot be used. The message is one Chinese sentence: file, fact, remedy."""


def escape(value: object) -> str:
    """A value as XML text inside a run: escaped, line feeds as breaks, tabs as tabs; None is nothing."""
    if type(value) is str:
        return _escaped(value)
    if value is None:
        return ""
    if isinstance(value, date):
        return _escaped(chinese_date(value))
    if isinstance(value, Decimal):
        return _escaped(number(value))
    return _escaped(str.__str__(value) if isinstance(value, str) else str(value))


@lru_cache(8192)
def _escaped(text: str) -> str:
    """A year of a county's forms says few things very often."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    if not text.isprintable():
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return text


class _Steps:
    """How many steps the document being filled has taken."""

    taken = 0


def step() -> None:
    """One turn of a loop or one call of a macro. Raises SecurityError past the bound."""
    _Steps.taken += 1
    if _Steps.taken > MOST_STEPS:
        _refuse("循环的次数过多")


def joined(*values: object) -> str:
    """`a ~ b`, bounded."""
    text = "".join(map(str, values))
    _bounded(text)
    return text


def _refuse(why: str) -> None:
    from jinja2.exceptions import SecurityError

    raise SecurityError(why)


def _bounded(value: Any) -> Any:
    if len(value) > MOST_LETTERS:
        _refuse("拼出的文字过长")
    return value


def _replace(text: object, old: str, new: str, count: int | None = None) -> str:
    """The filter `replace`, refused before it builds too much."""
    text, old, new = str(text), str(old), str(new)
    found = text.count(old) if count is None else min(text.count(old), count)
    if len(text) + found * (len(new) - len(old)) > MOST_LETTERS:
        _refuse("拼出的文字过长")
    return text.replace(old, new, -1 if count is None else count)


def _join(values: Iterable[object], between: str = "", attribute: str | None = None) -> str:
    """The filter `join`; `attribute` names what of each value is joined."""
    parts = [str(value if attribute is None else _attribute(value, attribute)) for value in values]
    if sum(map(len, parts)) + len(str(between)) * len(parts) > MOST_LETTERS:
        _refuse("拼出的文字过长")
    return str(between).join(parts)


def _attribute(value: Any, name: str) -> Any:
    for word in name.split("."):
        value = environment().getitem(value, word)
    return value


def _sum(values: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    """The filter `sum`, of numbers alone."""
    for value in values:
        value = value if attribute is None else _attribute(value, attribute)
        if isinstance(value, (str, list, tuple)):
            _refuse("只能对数字求和")
        start += value
    return start


def _operate(operator: str, left: Any, right: Any) -> Any:
    """What `*`, `**`, `+` and `%` give in a template: texts may not be multiplied, nor numbers grow without end."""
    texts = isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple))
    if operator == "**" or (texts and operator != "+"):
        _refuse("模板中不允许重复文字或乘方")
    if operator == "+":
        return _bounded(left + right) if texts else left + right
    if operator == "%":
        return left % right
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > 4096:
        _refuse("数字过大")
    return left * right


@cache
def shipped() -> Any:
    """The environment of the templates that come with the program: nothing to guard against, and escaped alike."""
    from jinja2 import Environment, StrictUndefined

    class Trusting(Environment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            """A field of a form; asking the dict for an attribute first, as Jinja does, fails nearly always."""
            if type(obj) is dict and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    plain = Trusting(undefined=StrictUndefined, finalize=escape, cache_size=0)
    plain.filters.update(replace=_replace, join=_join, sum=_sum)
    return plain


@cache
def environment() -> Any:
    """The sandbox of all other templates. `finalize` escapes, so that no `safe` or `autoescape false` gets round it."""
    from jinja2 import StrictUndefined, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "+", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            return _operate(operator, left, right)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(obj, (str, bytes)):
                return attr in _METHODS
            return bool(super().is_safe_attribute(obj, attr, value))

        def _parse(self, source: str, name: Any, filename: Any) -> Any:
            """Loops and macros count their turns, `~` counts its letters."""
            tree = super()._parse(source, name, filename)
            node: Any
            for node in tree.find_all((nodes.For, nodes.Macro)):
                call = nodes.Call(nodes.ImportedName(_STEP), [], [], None, None)
                node.body.insert(0, nodes.ExprStmt(call).set_lineno(node.lineno))
            for holder in [tree, *tree.find_all(nodes.Node)]:
                for field, value in holder.iter_fields():
                    setattr(holder, field, _counting(value, nodes))
            return tree

    sandbox = Sandbox(undefined=StrictUndefined, finalize=escape, cache_size=0)
    sandbox.filters = {name: sandbox.filters[name] for name in sorted(_FILTERS)}
    sandbox.filters.update(replace=_replace, join=_join, sum=_sum)
    for name in ("lipsum", "cycler"):
        sandbox.globals.pop(name)
    return sandbox


def _counting(value: Any, nodes: Any) -> Any:
    if isinstance(value, nodes.Concat):
        return nodes.Call(nodes.ImportedName(_JOINED), value.nodes, [], None, None).set_lineno(value.lineno)
    return [_counting(item, nodes) for item in value] if isinstance(value, list) else value


def expressions(sandbox: Any, sources: Iterable[str]) -> Callable[..., tuple[Any, ...]]:
    """Several expressions as one function of the fields they name. Raises TemplateSyntaxError."""
    from jinja2 import TemplateSyntaxError, nodes
    from jinja2.environment import TemplateExpression
    from jinja2.parser import Parser

    values = []
    for source in sources:
        parser = Parser(sandbox, source, state="variable")
        values.append(parser.parse_expression())
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
    result = nodes.Assign(nodes.Name("result", "store"), nodes.Tuple(_counting(values, nodes), "load"), lineno=1)
    tree = nodes.Template([result], lineno=1)
    tree.set_environment(sandbox)
    together = TemplateExpression(sandbox.from_string(tree), undefined_to_none=False)
    return cast("Callable[..., tuple[Any, ...]]", together)


def reason(error: Exception) -> str:
    """Why a template could not be filled, in words."""
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    if isinstance(error, SecurityError) and re.search("[\u4e00-\u9fff]", str(error)):
        return str(error)
    if isinstance(error, SecurityError) or "no loader" in str(error):
        return "用了不允许的写法"
    if isinstance(error, UndefinedError):
        field = re.search(r"'(\w+)' is undefined|no attribute '(\w+)'", str(error))
        return f"没有字段 {field[1] or field[2]}" if field else "没有这个字段"
    if isinstance(error, RecursionError):
        return "层层相套过深"
    return "标签写法不对" if isinstance(error, TemplateSyntaxError) else " ".join(str(error).split())


@contextmanager
def filling(name: str) -> Iterator[None]:
    """Around the filling of one document of template `name`: what goes wrong becomes one TemplateProblem."""
    from jinja2 import TemplateError

    _Steps.taken = 0
    try:
        yield
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        raise TemplateProblem(f"模板 {name} 无法填写（{reason(error)}）；请用 qianyi template check 查看。") from None


def rendered(template: Any, context: Any, name: str, most: int) -> str:
    """A compiled part filled; of a template from elsewhere piece by piece, so that its length is known before it is
    all there."""
    if template.environment is shipped():
        return str(template.render(context))
    pieces: list[str] = []
    size = 0
    for piece in template.generate(context):
        size += len(piece)
        if size > most:
            raise TemplateProblem(f"模板 {name} 填出的文书过大；请检查其中的循环。")
        pieces.append(piece)
    return "".join(pieces)
