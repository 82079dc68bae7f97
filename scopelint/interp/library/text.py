"""Methods of strings.

Flows in: calls of `str` methods. Flows out: strings, with holes where parts are not known. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scopelint.domain import partial_text
from scopelint.domain.names import SymStr, Text, join
from scopelint.domain.values import Choice, Unknown, Value
from scopelint.interp import contents, formatting, written
from scopelint.interp.classes import BYTES, STR, kind_of
from scopelint.interp.library.convert import pure
from scopelint.interp.natives import method
from scopelint.interp.text_limit import limited

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_PURE: Final = [
    "capitalize",
    "casefold",
    "center",
    "count",
    "encode",
    "endswith",
    "expandtabs",
    "find",
    "index",
    "isalnum",
    "isalpha",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isspace",
    "istitle",
    "isupper",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rindex",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
]
_TRUTHS: Final = frozenset(n for n in _PURE if n.startswith("is") or n in ("startswith", "endswith"))
_NUMBERS: Final = frozenset({"count", "find", "index", "rfind", "rindex"})


def _method(name: str) -> None:
    real = getattr(str, name)

    def call(interp: Interpreter, receiver: Value, /, *args: Value, **kwargs: Value) -> Value:
        if isinstance(receiver, str):
            return limited(interp, pure(interp, real, f"{receiver!r}.{name}()", (receiver, *args), kwargs))
        if isinstance(receiver, SymStr) and not kwargs:
            decided = _partial(interp, name, receiver, args)
            if decided is not None:
                return limited(interp, decided)
        text = str(receiver) if isinstance(receiver, SymStr) else receiver.text if isinstance(receiver, Unknown) else "?"
        shown = ", ".join(repr(a) if isinstance(a, str) else getattr(a, "text", str(a)) for a in args)
        kind = bool if name in _TRUTHS else int if name in _NUMBERS else None
        own = receiver.key if isinstance(receiver, Unknown) else receiver
        made = Unknown((name, own, *map(written.identity, args)), f"{text}.{name}({shown})", "a string that is not known", kind=kind)
        if isinstance(receiver, SymStr) and name in ("split", "rsplit") and args and isinstance(args[0], str) and args[0]:
            _note_ends(interp, made, receiver, args[0])
        return made

    method(STR, name)(call)


def _partial(interp: Interpreter, name: str, receiver: SymStr, args: tuple[Value, ...]) -> Value | None:
    """What a method makes of a string with holes, where its literal parts decide that."""
    match name, args:
        case ("partition", (str() as separator,)):
            return partial_text.partition(receiver, separator)
        case ("rpartition", (str() as separator,)):
            return partial_text.rpartition(receiver, separator)
        case ("split", (str() as separator, 1)):
            return _list_of_ends(interp, partial_text.partition(receiver, separator))
        case ("rsplit", (str() as separator, 1)):
            return _list_of_ends(interp, partial_text.rpartition(receiver, separator))
        case ("startswith" | "endswith", (str() | tuple() as affixes,)):
            test = partial_text.begins if name == "startswith" else partial_text.ends
            each = affixes if isinstance(affixes, tuple) else (affixes,)
            answers = [test(receiver, one) if isinstance(one, str) else None for one in each]
            return True if True in answers else None if None in answers else False
        case ("removeprefix" | "removesuffix", (str() as affix,)):
            return partial_text.without_affix(receiver, name, affix)
        case ("replace", (str() as old, str() as new)):
            return partial_text.replaced(receiver, old, new)
        case ("strip" | "lstrip" | "rstrip", () | (None,)):
            return partial_text.stripped(receiver, name, None)
        case ("strip" | "lstrip" | "rstrip", (str() as characters,)):
            return partial_text.stripped(receiver, name, characters)
        case (_, ()):
            return partial_text.per_character(receiver, name)
    return None


def _list_of_ends(interp: Interpreter, found: tuple[Text, Text, Text] | None) -> Value | None:
    return None if found is None else interp.list((found[0], found[2]))


def _note_ends(interp: Interpreter, made: Unknown, receiver: SymStr, separator: str) -> None:
    """The first and the last piece of a string that is split are known where literal text holds them."""
    first, last = partial_text.partition(receiver, separator), partial_text.rpartition(receiver, separator)
    if first is not None and isinstance(first[0], str):
        contents.note_item(interp, made, 0, first[0])
    if last is not None:
        contents.note_item(interp, made, -1, last[2])


for _name in _PURE:
    if hasattr(str, _name):
        _method(_name)


@method(STR, "format")
def _format(interp: Interpreter, template: Value, /, *args: Value, **kwargs: Value) -> Value:
    if isinstance(template, Unknown):
        return template.derived(("format", interp.state.fresh()), f"{template.text}.format()")
    return formatting.format_method(interp, template, args, kwargs)


@method(STR, "format_map")
def _format_map(interp: Interpreter, template: Value, mapping: Value) -> Value:
    content = contents.mapping(interp, mapping)
    if isinstance(content, Unknown):
        return interp.unknown(str(template), content.reason)
    return _format(interp, template, **{k: v for k, v in content.items() if isinstance(k, str)})


@method(STR, "join")
def _join(interp: Interpreter, separator: Value, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return Unknown(("join", items.key), items.text, items.reason)
    if any(type(i) is Choice for i in items):
        return interp.each_of(items, lambda plain: limited(interp, _joined(separator, plain)))
    other = next((item for item in items if not isinstance(item, (str, SymStr, Unknown))), None)
    if other is not None or None in items:
        return interp.fail("TypeError", f"join() needs strings, found {kind_of(other)}")
    return limited(interp, _joined(separator, items))


def _joined(separator: Value, items: tuple[Value, ...]) -> Value:
    parts: list[Any] = []
    glue = separator.hole() if isinstance(separator, Unknown) else separator
    for index, item in enumerate(items):
        if index:
            parts.append(glue)
        parts.append(item.hole() if isinstance(item, Unknown) else item if isinstance(item, (str, SymStr)) else str(item))
    return join(parts)


@method(STR, "maketrans")
def _maketrans(interp: Interpreter, *args: Value) -> Value:
    return pure(interp, str.maketrans, "maketrans", args, {})


@method(STR, "__len__")
def _len(interp: Interpreter, value: Value) -> Value:
    from scopelint.interp.library.builtins import length

    return length(interp, value)


def _bytes_method(name: str) -> None:
    real = getattr(bytes, name)

    def call(interp: Interpreter, receiver: Value, /, *args: Value, **kwargs: Value) -> Value:
        return pure(interp, real, name, (receiver, *args), kwargs)

    method(BYTES, name)(call)


for _name in ("decode", "split", "strip", "startswith", "endswith", "replace", "lower", "upper", "hex", "join", "find", "rstrip", "lstrip"):
    _bytes_method(_name)
