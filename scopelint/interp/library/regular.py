"""`re`, on patterns and texts that are known.

Flows in: calls. Flows out: texts and matches; unknown where an argument is not known. Texts are kept
short, so that no pattern of the analysed program can make the analysis wait.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.values import MISSING, Obj, Value
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.library.convert import pure, to_python
from scopelint.interp.natives import FUNCTIONS, attribute_getter, method, native, operators

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_LONGEST: Final = 500
_TEXTS: Final = ("sub", "subn", "split", "findall")
_MATCHES: Final = ("match", "search", "fullmatch")

for _name in ("IGNORECASE", "I", "MULTILINE", "M", "DOTALL", "S", "VERBOSE", "X", "ASCII", "A", "UNICODE", "U"):
    FUNCTIONS[f"re.{_name}"] = int(getattr(re, _name))


class MatchObj(Obj):
    """A match of a known pattern in a known text."""

    __slots__ = ("match",)

    def __init__(self, match: re.Match[str]) -> None:
        super().__init__()
        self.match = match


class PatternObj(Obj):
    """What `re.compile` gives."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self.pattern = pattern


def text_of(pattern: Value) -> Value:
    """The regular expression that a compiled one is made of, with its flags; anything else as it is."""
    if not isinstance(pattern, PatternObj):
        return pattern
    flags = "".join(letter for letter, flag in _FLAGS.items() if pattern.pattern.flags & flag)
    return f"(?{flags}){pattern.pattern.pattern}" if flags else pattern.pattern.pattern


_FLAGS: Final = {"a": re.ASCII, "i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


def _compiled(pattern: Value, flags: Value = 0) -> re.Pattern[str] | None:
    if isinstance(pattern, PatternObj):
        return pattern.pattern
    if isinstance(pattern, str) and isinstance(flags, int) and len(pattern) <= _LONGEST:
        try:
            return re.compile(pattern, flags)
        except re.error:
            return None
    return None


@native("re.compile")
def _compile(interp: Interpreter, pattern: Value, flags: Value = 0) -> Value:
    found = _compiled(pattern, flags)
    return interp.unknown("re.compile", "a pattern that is not known") if found is None else PatternObj(found)


@native("re.escape")
def _escape(interp: Interpreter, text: Value) -> Value:
    return pure(interp, re.escape, "re.escape", (text,), {})


def _run(interp: Interpreter, name: str, pattern: Value, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """One function of `re` on a compiled pattern; a replacement may be a function of the program."""
    flags = kwargs.pop("flags", 0)
    found = _compiled(pattern, flags)
    texts = [a for a in args if isinstance(a, str)]
    if found is None or not texts or any(len(t) > _LONGEST for t in texts):
        return interp.unknown(f"re.{name}", "a pattern or a text that is not known")
    real = to_python(interp, args[1:] if name in ("sub", "subn") else args)
    if not isinstance(real, tuple):
        return interp.unknown(f"re.{name}", "a text that is not known")
    if name in _MATCHES:
        matched = getattr(found, name)(*real)
        return None if matched is None else MatchObj(matched)
    if name in ("sub", "subn"):
        return _replaced(interp, found, name, args[0], real, kwargs)
    return pure(interp, getattr(found, name), f"re.{name}", args, kwargs)


def _replaced(
    interp: Interpreter, pattern: re.Pattern[str], name: str, replacement: Value, real: tuple[Any, ...], kwargs: dict[str, Value]
) -> Value:
    if isinstance(replacement, str):
        return pure(interp, getattr(pattern, name), f"re.{name}", (replacement, *real), kwargs)

    def call(match: re.Match[str]) -> str:
        result = interp.call(replacement, (MatchObj(match),))
        return result if isinstance(result, str) else ""

    count = kwargs.get("count", real[1] if len(real) > 1 else 0)
    return pattern.sub(call, real[0], count if isinstance(count, int) else 0)


def _register(name: str) -> None:
    @native(f"re.{name}")
    def function(interp: Interpreter, /, pattern: Value, *args: Value, **kwargs: Value) -> Value:
        return _run(interp, name, pattern, args, kwargs)

    method(PatternObj, name)(function)


for _name in (*_TEXTS, *_MATCHES):
    _register(_name)


@native("re.finditer")
@method(PatternObj, "finditer")
def _finditer(interp: Interpreter, pattern: Value, text: Value, flags: Value = 0) -> Value:
    found = _compiled(pattern, flags)
    if found is None or not isinstance(text, str) or len(text) > _LONGEST:
        return interp.unknown("re.finditer", "a pattern or a text that is not known")
    return interp.list(MatchObj(m) for m in found.finditer(text))


@attribute_getter(PatternObj, "pattern")
def _pattern(interp: Interpreter, pattern: PatternObj) -> Value:
    return pattern.pattern.pattern


@method(MatchObj, "group", "__getitem__")
def _group(interp: Interpreter, match: MatchObj, *groups: Value) -> Value:
    return pure(interp, match.match.group, "group", groups, {})


class _Groups:
    """`match[group]`."""

    def binary(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        return MISSING

    def unary(self, interp: Interpreter, op: str, value: Value) -> Value:
        return MISSING

    def compare(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        return MISSING

    def item(self, interp: Interpreter, value: Value, index: Value) -> Value:
        return _group(interp, value, index) if isinstance(value, MatchObj) else MISSING


operators(_Groups())


@method(MatchObj, "groups")
def _groups(interp: Interpreter, match: MatchObj, default: Value = None) -> Value:
    return tuple(default if one is None else one for one in match.match.groups())


@method(MatchObj, "groupdict")
def _groupdict(interp: Interpreter, match: MatchObj, default: Value = None) -> Value:
    return interp.dict({k: default if one is None else one for k, one in match.match.groupdict().items()})


def _place(name: str) -> None:
    @method(MatchObj, name)
    def call(interp: Interpreter, match: MatchObj, *group: Value) -> Value:
        return pure(interp, getattr(match.match, name), name, group, {})


for _name in ("start", "end", "span"):
    _place(_name)


@attribute_getter(MatchObj, "lastgroup")
def _lastgroup(interp: Interpreter, match: MatchObj) -> Value:
    return match.match.lastgroup


@attribute_getter(MatchObj, "string")
def _string(interp: Interpreter, match: MatchObj) -> Value:
    return match.match.string


FUNCTIONS["re.error"] = EXCEPTIONS["re.error"]
