"""Methods of strings.

Flows in: calls of `str` methods. Flows out: strings, with holes where parts are not known. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import formatting
from scopelint.interp.classes import BYTES, STR
from scopelint.interp.library.convert import pure
from scopelint.interp.natives import method

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

    def call(interp: Interpreter, receiver: Value, *args: Value, **kwargs: Value) -> Value:
        if isinstance(receiver, str):
            return pure(interp, real, f"{receiver!r}.{name}()", (receiver, *args), kwargs)
        if isinstance(receiver, SymStr) and name in ("startswith", "endswith") and args and isinstance(args[0], str):
            known = receiver.parts[0 if name == "startswith" else -1]
            if isinstance(known, str) and len(known) >= len(args[0]):
                return bool(getattr(known, name)(args[0]))
        text = str(receiver) if isinstance(receiver, SymStr) else receiver.text if isinstance(receiver, Unknown) else "?"
        shown = ", ".join(repr(a) if isinstance(a, str) else getattr(a, "text", str(a)) for a in args)
        kind = bool if name in _TRUTHS else int if name in _NUMBERS else None
        identity = receiver.key if isinstance(receiver, Unknown) else receiver
        return Unknown((name, identity, shown), f"{text}.{name}({shown})", "a string that is not known", kind=kind)

    method(STR, name)(call)


for _name in _PURE:
    if hasattr(str, _name):
        _method(_name)


@method(STR, "format")
def _format(interp: Interpreter, template: Value, *args: Value, **kwargs: Value) -> Value:
    if isinstance(template, Unknown):
        return template.derived(("format", interp.state.fresh()), f"{template.text}.format()")
    return formatting.format_method(interp, template, args, kwargs)


@method(STR, "format_map")
def _format_map(interp: Interpreter, template: Value, mapping: Value) -> Value:
    from scopelint.interp import operators

    content = operators.mapping(interp, mapping)
    if isinstance(content, Unknown):
        return interp.unknown(str(template), content.reason)
    return _format(interp, template, **{k: v for k, v in content.items() if isinstance(k, str)})


@method(STR, "join")
def _join(interp: Interpreter, separator: Value, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return Unknown(("join", items.key), items.text, items.reason)
    if any(type(i) is Choice for i in items):
        return interp.each_of(items, lambda plain: _joined(separator, plain))
    return _joined(separator, items)


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

    def call(interp: Interpreter, receiver: Value, *args: Value, **kwargs: Value) -> Value:
        return pure(interp, real, name, (receiver, *args), kwargs)

    method(BYTES, name)(call)


for _name in ("decode", "split", "strip", "startswith", "endswith", "replace", "lower", "upper", "hex"):
    _bytes_method(_name)

__all__ = ["MISSING"]
