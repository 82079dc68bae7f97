"""Operators and comparisons.

Flows in: values. Flows out: the value of the operation; containers change through the state, where an operator changes them in place.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Choice, Own, Sparse, Unknown, Value, is_constant
from scopelint.interp import natives, protocols, sparse, truth
from scopelint.interp.class_attributes import before_python, lookup
from scopelint.interp.classes import FROZENSET, NOT_IMPLEMENTED, SET, kind_of
from scopelint.interp.contents import extend
from scopelint.interp.objects import CONTAINER_TYPES, CONTENT, BoundMethod, DictObj, Instance, ListObj, NativeFunction, SetObj
from scopelint.interp.text_limit import limited
from scopelint.interp.written import identity
from scopelint.tf.op_operators import is_operand

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_PYTHON: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SPECIAL: Final[dict[str, str]] = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    ir.CLASSIC_DIVISION: "div",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "@": "matmul",
    "<<": "lshift",
    ">>": "rshift",
    "&": "and",
    "|": "or",
    "^": "xor",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "==": "eq",
    "!=": "ne",
}
_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}
_UNARY: Final[dict[str, Callable[[Any], Any]]] = {"-": operator.neg, "+": operator.pos, "~": operator.invert}
_UNARY_METHODS: Final = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
_LARGEST: Final = 1 << 64
_OTHER_THAN_LISTS: Final = (tuple, SetObj, DictObj)
_OTHER_THAN_TUPLES: Final = (*CONTAINER_TYPES, str, bytes, int, float, range, type(None))


def binary(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right`."""
    if type(left) is Choice or type(right) is Choice:
        return interp.each_of((left, right), lambda both: binary(interp, op, both[0], both[1]))
    if op == ir.CLASSIC_DIVISION and not (is_operand(left) or is_operand(right)):
        return _classic_division(interp, left, right)
    if interp.has_own and (isinstance(left, Own) or isinstance(right, Own)):
        found = _overloaded_by_numbers(interp, op, left, right)
        if found is not MISSING:
            return found
    if is_constant(left) and is_constant(right) and op in _PYTHON:
        return _of_constants(interp, op, left, right)
    library = natives.binary(interp, op, left, right)
    if library is not MISSING:
        return library
    if op == "+" and _is_text(left, right):
        return limited(interp, join([p.hole() if isinstance(p, Unknown) else p for p in (left, right)]))
    if op == "+" and type(left) is Sparse and (type(right) is Sparse or isinstance(right, tuple)):
        return sparse.chained(left, right)
    found = _overloaded(interp, op, left, right)
    if found is MISSING and (isinstance(left, (tuple, ListObj, SetObj, DictObj)) or isinstance(right, (tuple, ListObj))):
        found = _of_sequences(interp, op, left, right)
    return _unknown_result(interp, op, left, right) if found is MISSING else found


def _classic_division(interp: Interpreter, left: Value, right: Value) -> Value:
    """`left / right` as Python 2 has it, where neither is a tensor."""
    if isinstance(left, Instance) or isinstance(right, Instance):
        found = _overloaded(interp, ir.CLASSIC_DIVISION, left, right)
        if found is not MISSING:
            return found
    return binary(interp, "//" if _is_int(left) and _is_int(right) else "/", left, right)


def _is_text(left: Value, right: Value) -> bool:
    """Whether `left + right` joins texts: one of them is known to be a text, and the other may be."""
    texts = (str, SymStr)
    return (isinstance(left, texts) and isinstance(right, (*texts, Unknown))) or (isinstance(left, Unknown) and isinstance(right, texts))


def _of_constants(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    if op == "%" and isinstance(left, str):
        from scopelint.interp import formatting

        return formatting.percent(interp, left, right)
    if op == "*" and (isinstance(left, (str, bytes, tuple)) or isinstance(right, (str, bytes, tuple))):
        sized, times = (left, right) if not isinstance(left, int) else (right, left)
        if isinstance(times, int) and len(sized) * times > interp.limits.containers:
            return interp.unknown("?", "longer than the limit")
    grows = op in ("**", "<<") and isinstance(left, int) and isinstance(right, int)
    if grows and (abs(right) > 512 or abs(left) > _LARGEST):
        return interp.unknown("?", "a number larger than the limit", kind=int)
    try:
        found = _PYTHON[op](left, right)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as error:
        return interp.fail(type(error).__name__, str(error))
    return limited(interp, found) if type(found) is str else found


def _of_sequences(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    if op == "+" and isinstance(left, (tuple, ListObj)):
        kind = tuple if isinstance(left, tuple) else list
        if is_constant(right) or isinstance(right, _OTHER_THAN_LISTS) if kind is list else isinstance(right, _OTHER_THAN_TUPLES):
            return interp.fail("TypeError", f'can only concatenate {kind.__name__} (not "{kind_of(right)}") to {kind.__name__}')
        one, other = interp.items(left), interp.items(right)
        both = sparse.chained(one, other)
        return interp.list(both) if kind is list else both
    if op == "*":
        sequence, times = (left, right) if isinstance(left, (tuple, ListObj)) else (right, left)
        items = interp.items(sequence)
        if isinstance(times, int) and isinstance(items, tuple) and len(items) * times <= interp.limits.containers:
            return items * times if isinstance(sequence, tuple) else interp.list(items * times)
        if isinstance(times, Unknown):
            rest = interp.unknown("items", "repeated an unknown number of times")
            if isinstance(items, tuple) and len(items) == 1 and isinstance(items[0], Instance):
                rest = Unknown(rest.key, rest.text, rest.reason, samples=items)
            return rest if isinstance(sequence, tuple) else interp.list(rest)
        if not isinstance(times, int) and (is_constant(times) or isinstance(times, (ListObj, DictObj, SetObj))):
            return interp.fail("TypeError", f"can't multiply sequence by non-int of type '{kind_of(times)}'")
    if op == "|" and isinstance(left, DictObj) and isinstance(right, DictObj):
        one, other = interp.state.need(left.fields, CONTENT), interp.state.need(right.fields, CONTENT)
        if isinstance(one, Unknown) or isinstance(other, Unknown):
            return interp.dict(one if isinstance(one, Unknown) else other)
        return interp.dict({**one, **other})
    if isinstance(left, SetObj) and op in "-|&^":
        return interp.set(_of_sets(interp, op, left, right), FROZENSET if FROZENSET in left.cls.mro else SET)
    return MISSING


def _of_sets(interp: Interpreter, op: str, left: SetObj, right: Value) -> Iterable[Value] | Unknown:
    """What sets do with sets; the keys of a dict, which are a set here, do it with anything that has items."""
    if not isinstance(right, SetObj):
        return interp.unknown("items", "a set that is not known")
    one, other = interp.items(left), interp.items(right)
    ours, theirs = sparse.entries(one), sparse.entries(other)
    partly = (ours or ()) + (theirs or ()) if isinstance(one, Unknown) or isinstance(other, Unknown) else ()
    if op == "&" and ours is None:
        ours, theirs = theirs, ours
    if ours is None or (theirs is None and op in "|^") or truth.may_coincide(tuple(item for _, item in partly)):
        return interp.unknown("items", "a set that is not known")
    without, both = interp.state.conditions.without, interp.state.conditions.both
    there = _held(interp, theirs)
    if op == "&":
        found = [(both(held, there(item)), item) for held, item in ours]
    else:
        found = [(held if op == "|" else without(held, there(item)), item) for held, item in ours]
    if op in "|^" and theirs is not None:
        here = _held(interp, ours)
        found += [(without(held, here(item)), item) for held, item in theirs]
    return sparse.sequence((held, item) for held, item in found if held is not FALSE)


def _held(interp: Interpreter, entries: Iterable[sparse.Entry] | None) -> Callable[[Value], Condition]:
    """When an item is among those of a set; of a set that is not known, each may be or not."""
    if entries is None:
        return lambda item: interp.truth(interp.unknown("in", "a set that is not known", kind=bool))
    known = dict[Value, Condition]()
    for held, item in entries:
        known[item] = interp.state.conditions.either(known.get(item, FALSE), held)
    return lambda item: known.get(truth.place_of(interp, known, item), FALSE)


def _overloaded(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`__add__`, `__radd__` and the like of the program's own classes."""
    name, mirrored = _SPECIAL.get(op), _MIRRORED.get(op)
    reflected = f"__r{name}__" if mirrored is None else f"__{_SPECIAL[mirrored]}__"
    result = _asked(interp, [(left, f"__{name}__", right), (right, reflected, left)])
    if result is not NOT_IMPLEMENTED:
        return result
    if op == "!=" or isinstance(left, Unknown) or isinstance(right, Unknown):
        return MISSING
    return interp.fail("TypeError", f"unsupported operand type(s) for {op}: '{kind_of(left)}' and '{kind_of(right)}'")


def _overloaded_by_numbers(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """What classes of the program that numbers or texts belong to say of an operator themselves."""
    name, mirrored = _SPECIAL.get(op), _MIRRORED.get(op)
    reflected = f"__r{name}__" if mirrored is None else f"__{_SPECIAL[mirrored]}__"
    result = _asked(interp, [(left, f"__{name}__", right), (right, reflected, left)])
    return MISSING if result is NOT_IMPLEMENTED else result


def _special(receiver: Value, name: str) -> Value:
    """The method for an operator; of a number or text of a class of the program, only what stands before Python's own."""
    return lookup(receiver.cls, name) if isinstance(receiver, Instance) else before_python(receiver, name)


def _asked(interp: Interpreter, askings: list[tuple[Value, str, Value]]) -> Value:
    """What the first method says that knows; `NOT_IMPLEMENTED` if none of them does, MISSING if there are none."""
    if not askings:
        return MISSING
    (receiver, special, other), *others = askings
    found = _special(receiver, special)
    if found is MISSING:
        return _asked(interp, others)
    said = interp.call(BoundMethod(found, receiver), (other,))

    def settled(one: Value) -> Value:
        if one is not NOT_IMPLEMENTED:
            return one
        next_one = _asked(interp, others)
        return one if next_one is MISSING else next_one

    return interp.each(said, settled) if type(said) is Choice else settled(said)


def _unknown_result(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    if not isinstance(left, Unknown) and not isinstance(right, Unknown):
        if isinstance(left, SymStr) or any(isinstance(side, Instance) and not isinstance(side, CONTAINER_TYPES) for side in (left, right)):
            return interp.unknown("?", f"an operator {op} that is not known")
        return interp.fail("TypeError", f"unsupported operands of {op}")
    text = f"{_shown(left)} {op} {_shown(right)}"
    reason = left.reason if isinstance(left, Unknown) else right.reason
    kind = int if _is_int(left) and _is_int(right) and op in ("+", "-", "*", "//", "%", "**") else None
    key = ("op", op, identity(left), identity(right))
    low = None
    if kind is int and op == "+":
        bounds = [v if isinstance(v, int) else v.low for v in (left, right)]
        low = None if None in bounds else sum(b for b in bounds if b is not None)
    elif kind is int and op == "*" and all((v if isinstance(v, int) else v.low or -1) >= 0 for v in (left, right)):
        low = 0
    elif kind is int and op in ("//", "%") and isinstance(right, int) and right > 0:
        low = 0 if op == "%" or (isinstance(left, Unknown) and (left.low or -1) >= 0) else None
    return Unknown(key, text, reason, kind=kind, low=low)


def _is_int(value: Value) -> bool:
    return isinstance(value, int) or (isinstance(value, Unknown) and value.kind is int)


def _shown(value: Value) -> str:
    """An operand as the text of the result has it: not what a container holds, which may hold one thing many times, level by level."""
    if isinstance(value, Unknown):
        return value.text
    if is_constant(value):
        return repr(value)
    return "(...)" if isinstance(value, tuple) else str(value)


def augmented(interp: Interpreter, op: str, old: Value, value: Value) -> Value:
    """`old op= value`: lists, dicts, sets and arrays change in place."""
    if type(old) is Choice:
        return interp.each(old, lambda v: augmented(interp, op, v, value))
    own = lookup(old.cls, f"__i{_SPECIAL[op]}__") if isinstance(old, Instance) else MISSING
    if own is not MISSING and not isinstance(own, NativeFunction):
        return interp.call(BoundMethod(own, old), (value,))
    if isinstance(old, ListObj) and op == "+" and not is_operand(value):
        extend(interp, old, value)
        return old
    if isinstance(old, DictObj) and op == "|":
        interp.call(interp.getattr(old, "update"), (value,))
        return old
    if (type(old) is ListObj and op == "*") or (isinstance(old, SetObj) and FROZENSET not in old.cls.mro):
        new = binary(interp, op, old, value)
        if type(new) is type(old):
            interp.state.set(old.fields, CONTENT, interp.state.get(new.fields, CONTENT))
            return old
        return new
    if own is not MISSING:
        return interp.call(BoundMethod(own, old), (value,))
    new = binary(interp, op, old, value)
    if type(old) is Unknown and type(new) in natives.WRITERS:
        return _unknown_result(interp, op, old, value)  # an array whose type is not known keeps it
    if type(new) is not type(old) or type(old) not in natives.WRITERS:
        return new
    natives.WRITERS[type(old)](interp, old, ..., new)  # it keeps its shape and its type, whatever it is combined with
    return old


def unary(interp: Interpreter, op: str, value: Value) -> Value:
    """`-value`, `+value`, `~value`."""
    if type(value) is Choice:
        return interp.each(value, lambda v: unary(interp, op, v))
    if isinstance(value, (int, float, complex)):
        own = before_python(value, _UNARY_METHODS[op])
        if own is not MISSING:
            return interp.call(own, (value,))
        try:
            return _UNARY[op](value)
        except TypeError as error:
            return interp.fail("TypeError", str(error))
    library = natives.unary(interp, op, value)
    if library is not MISSING:
        return library
    if isinstance(value, Instance):
        found = lookup(value.cls, _UNARY_METHODS[op])
        if found is not MISSING:
            return interp.call(BoundMethod(found, value))
    if isinstance(value, Unknown):
        return value.derived(op, f"{op}{value.text}", kind=value.kind)
    if is_constant(value) or isinstance(value, CONTAINER_TYPES):
        return interp.fail("TypeError", f"bad operand type for unary {op}: '{kind_of(value)}'")
    return interp.unknown("?", f"an operator {op} that is not known")


def compare(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """One comparison, as a value."""
    conditions = interp.state.conditions
    match op:
        case "is":
            return interp.boolean(truth.identical(interp, left, right))
        case "is not":
            return interp.boolean(conditions.negate(truth.identical(interp, left, right)))
        case "in":
            return interp.boolean(truth.contains(interp, right, left))
        case "not in":
            return interp.boolean(conditions.negate(truth.contains(interp, right, left)))
    if type(left) is Choice or type(right) is Choice:
        if op == "==":
            return interp.boolean(truth.equal(interp, left, right))
        return interp.each_of((left, right), lambda both: compare(interp, op, both[0], both[1]))
    if truth.is_undecided(left, right):
        return None
    library = natives.compare(interp, op, left, right)
    if library is not MISSING:
        return library
    if op == "==":
        return interp.boolean(truth.equal(interp, left, right))
    found = _overloaded(interp, op, left, right) if isinstance(left, Instance) or isinstance(right, Instance) else MISSING
    if found is not MISSING:
        return found
    if op == "!=":
        return interp.boolean(conditions.negate(truth.equal(interp, left, right)))
    if is_constant(left) and is_constant(right):
        return _of_constants(interp, op, left, right)
    if isinstance(left, (ListObj, SetObj)) and isinstance(right, (ListObj, SetObj)):
        one, other = interp.items(left), interp.items(right)
        if isinstance(one, tuple) and isinstance(other, tuple):
            if isinstance(left, SetObj) and truth.are_known(one + other):
                return _PYTHON[op]({truth.place_of(interp, other, item) for item in one}, set(other))
            if is_constant(one) and is_constant(other):
                return _PYTHON[op](one, other)
    if not protocols.are_ordered(left, right):
        return interp.fail("TypeError", f"'{op}' not supported between instances of '{kind_of(left)}' and '{kind_of(right)}'")
    pair = _sequences(interp, left, right)
    return interp.boolean(_ordered(interp, op, left, right) if pair is None else _lexicographic(interp, op, *pair))


def _sequences(interp: Interpreter, left: Value, right: Value) -> tuple[tuple[Value, ...], tuple[Value, ...]] | None:
    """The items of two tuples, or of two lists; None for anything else."""
    alike = (isinstance(left, tuple) and isinstance(right, tuple)) or (type(left) is ListObj and type(right) is ListObj)
    one, other = (interp.items(left), interp.items(right)) if alike else (None, None)
    return (one, other) if isinstance(one, tuple) and isinstance(other, tuple) else None


def _lexicographic(interp: Interpreter, op: str, left: tuple[Value, ...], right: tuple[Value, ...]) -> Condition:
    """`<` and its kin of sequences: the first items that differ decide."""
    conditions = interp.state.conditions
    decided, alike = FALSE, TRUE
    for one, other in zip(left, right, strict=False):
        same = truth.equal(interp, one, other)
        if same is not TRUE:
            ordered = interp.truth(compare(interp, op.rstrip("="), one, other))
            decided = conditions.either(decided, conditions.both(conditions.without(alike, same), ordered))
            alike = conditions.both(alike, same)
        if alike is FALSE:
            return decided
    return conditions.either(decided, alike) if _PYTHON[op](len(left), len(right)) else decided


def _ordered(interp: Interpreter, op: str, left: Value, right: Value) -> Condition:
    """`<` and its kin where a side is not known; whole numbers share their questions."""
    conditions = interp.state.conditions
    if isinstance(right, Unknown) and not isinstance(left, Unknown):
        return _ordered(interp, _MIRRORED[op], right, left)
    if isinstance(left, Unknown) and isinstance(right, (int, float)) and not isinstance(right, bool):
        whole = isinstance(right, int) and left.kind is not float
        match op:
            case ">=":
                return interp.unknowns.at_least(left, right)
            case "<":
                return conditions.negate(interp.unknowns.at_least(left, right))
            case ">" if whole:
                return interp.unknowns.at_least(left, right + 1)
            case "<=" if whole:
                return conditions.negate(interp.unknowns.at_least(left, right + 1))
    if op in ("<", "<="):
        negated = {"<": ">=", "<=": ">"}[op]
        return conditions.negate(conditions.atom(("compare", negated, identity(left), identity(right))))
    return conditions.atom(("compare", op, identity(left), identity(right)))
