"""What the patterns of `match` ask, and what they bind.

Flows in: patterns and subjects. Flows out: the condition under which a subject matches. As in CPython, a pattern that
fails halfway may have bound some of its names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import truth
from scopelint.interp.class_attributes import lookup
from scopelint.interp.frames import Frame
from scopelint.interp.objects import CONTENT, ClassObj, DictObj, Instance, ListObj

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

Bind = Callable[[str, Value], None]

_WHOLE = frozenset({bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple})
"""Built-in classes whose one positional pattern stands for the whole subject."""


def matches(interp: Interpreter, pattern: ir.Pattern, subject: Value, frame: Frame, bind: Bind) -> Condition:
    """The condition under which `subject` matches; `bind` is called with what the pattern captures."""
    if type(subject) is Choice:
        return interp.truth(interp.each(subject, lambda one: interp.boolean(matches(interp, pattern, one, frame, bind))))
    match pattern:
        case ir.ValuePattern(value=value, identical=identical):
            asked = interp.eval(value, frame)
            return truth.identical(interp, subject, asked) if identical else truth.equal(interp, subject, asked)
        case ir.CapturePattern(pattern=inner, name=name):
            found = TRUE if inner is None else matches(interp, inner, subject, frame, bind)
            if name is not None and found is not FALSE:
                bind(name, subject)
            return found
        case ir.OrPattern(choices=choices):
            return _first(interp, choices, subject, frame, bind)
        case ir.SequencePattern(items=items):
            return _sequence(interp, items, subject, frame, bind)
        case ir.MappingPattern():
            return _mapping(interp, pattern, subject, frame, bind)
        case ir.ClassPattern():
            return _class(interp, pattern, subject, frame, bind)
        case ir.StarPattern():
            raise TypeError("a star stands in sequences only")


def _first(interp: Interpreter, choices: tuple[ir.Pattern, ...], subject: Value, frame: Frame, bind: Bind) -> Condition:
    found = FALSE
    for choice in choices:
        found = interp.state.conditions.either(found, matches(interp, choice, subject, frame, bind))
        if found is TRUE:
            break
    return found


def _all(interp: Interpreter, pairs: list[tuple[ir.Pattern, Value]], frame: Frame, bind: Bind) -> Condition:
    found = TRUE
    for pattern, value in pairs:
        found = interp.state.conditions.both(found, matches(interp, pattern, value, frame, bind))
        if found is FALSE:
            break
    return found


def _sequence(interp: Interpreter, patterns: tuple[ir.Pattern, ...], subject: Value, frame: Frame, bind: Bind) -> Condition:
    if isinstance(subject, Unknown):
        return _unknown(interp, ("sequence", len(patterns)), subject, patterns, frame, bind)
    is_sequence = isinstance(subject, (tuple, range, ListObj)) or (isinstance(subject, Instance) and _is_named_tuple(subject))
    items = interp.items(subject) if is_sequence else None
    if isinstance(items, Unknown):
        return _unknown(interp, ("sequence", len(patterns)), items, patterns, frame, bind)
    if items is None:
        return FALSE
    star = next((index for index, one in enumerate(patterns) if isinstance(one, ir.StarPattern)), None)
    if star is None:
        return _all(interp, list(zip(patterns, items, strict=True)), frame, bind) if len(items) == len(patterns) else FALSE
    after = len(patterns) - star - 1
    if len(items) < star + after:
        return FALSE
    end = len(items) - after
    name = getattr(patterns[star], "name", None)
    if isinstance(name, str):
        bind(name, interp.list(items[star:end]))
    pairs = [*zip(patterns[:star], items[:star], strict=True), *zip(patterns[star + 1 :], items[end:], strict=True)]
    return _all(interp, pairs, frame, bind)


def _is_named_tuple(subject: Instance) -> bool:
    return lookup(subject.cls, "_fields") is not MISSING


def _mapping(interp: Interpreter, pattern: ir.MappingPattern, subject: Value, frame: Frame, bind: Bind) -> Condition:
    if isinstance(subject, Unknown):
        return _unknown(interp, ("mapping", len(pattern.keys)), subject, pattern.values, frame, bind, pattern.rest)
    if not isinstance(subject, DictObj):
        return FALSE
    content = interp.state.need(subject.fields, CONTENT)
    if not isinstance(content, dict):
        return _unknown(interp, ("mapping", len(pattern.keys)), content, pattern.values, frame, bind, pattern.rest)
    keys = [interp.eval(key, frame) for key in pattern.keys]
    if any(content.get(key, MISSING) is MISSING for key in keys):
        return FALSE
    if pattern.rest is not None:
        bind(pattern.rest, interp.dict({key: value for key, value in content.items() if key not in keys}))
    return _all(interp, [(one, content[key]) for one, key in zip(pattern.values, keys, strict=True)], frame, bind)


def _class(interp: Interpreter, pattern: ir.ClassPattern, subject: Value, frame: Frame, bind: Bind) -> Condition:
    cls = interp.eval(pattern.cls, frame)
    checked = interp.call(interp.modules.builtin("isinstance"), (subject, cls))
    found = interp.truth(checked)
    if found is FALSE:
        return FALSE
    positional = pattern.positional
    pairs: list[tuple[ir.Pattern, Value]] = []
    if isinstance(cls, ClassObj) and cls.python in _WHOLE and positional:
        pairs.append((positional[0], subject))
    elif positional:
        names = lookup(cls, "__match_args__") if isinstance(cls, ClassObj) else MISSING
        known = interp.items(names) if names is not MISSING else ()
        names = known if isinstance(known, tuple) else ()
        pairs += [(one, _attribute(interp, subject, name)) for one, name in zip(positional, names, strict=False)]
    for name, one in zip(pattern.names, pattern.values, strict=True):
        pairs.append((one, _attribute(interp, subject, name)))
    if any(value is MISSING for _, value in pairs):
        return FALSE
    return interp.state.conditions.both(found, _all(interp, pairs, frame, bind))


def _attribute(interp: Interpreter, subject: Value, name: Value) -> Value:
    return interp.find(subject, name) if isinstance(name, str) else MISSING


def _unknown(
    interp: Interpreter,
    question: tuple[str, int],
    subject: Unknown,
    patterns: tuple[ir.Pattern, ...],
    frame: Frame,
    bind: Bind,
    rest: str | None = None,
) -> Condition:
    """A subject that only the run knows: it may match, and what it is made of is as unknown."""
    for index, one in enumerate(patterns):
        if isinstance(one, ir.StarPattern):
            if one.name is not None:
                bind(one.name, interp.list(subject.derived(("items", index), one.name)))
        else:
            matches(interp, one, subject.derived(("item", index), f"{subject.text}[{index}]"), frame, bind)
    if rest is not None:
        bind(rest, interp.dict(subject.derived("rest", rest)))
    return interp.state.conditions.atom(("matches", subject.key, *question))
