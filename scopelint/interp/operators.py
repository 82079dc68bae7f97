"""Operators, comparisons and items of containers.

Flows in: values. Flows out: the value of the operation; containers change through the state.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain import partial_text
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Choice, Unknown, Value, is_constant
from scopelint.interp import natives, truth
from scopelint.interp.attributes import lookup
from scopelint.interp.classes import DICT, class_of
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, DictObj, FunctionObj, Instance, ListObj, NativeFunction, SetObj
from scopelint.ir_text import text_of
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
_UNARY: Final[dict[str, Callable[[Any], Any]]] = {"-": operator.neg, "+": operator.pos, "~": operator.invert}
_LARGEST: Final = 1 << 64

Source = ir.Expr | str
"""The expression that an operation comes from: it names what is not known."""


def shown(source: Source) -> str:
    return source if isinstance(source, str) else text_of(source)


def binary(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right`."""
    if type(left) is Choice or type(right) is Choice:
        return interp.each_of((left, right), lambda both: binary(interp, op, both[0], both[1]))
    if op == ir.CLASSIC_DIVISION and not (is_operand(left) or is_operand(right)):
        return _classic_division(interp, left, right)
    if is_constant(left) and is_constant(right) and op in _PYTHON:
        return _of_constants(interp, op, left, right)
    library = natives.binary(interp, op, left, right)
    if library is not MISSING:
        return library
    if op == "+" and _is_text(left, right):
        return join([p.hole() if isinstance(p, Unknown) else p for p in (left, right)])
    if isinstance(left, (tuple, ListObj, SetObj, DictObj)) or isinstance(right, (tuple, ListObj)):
        found = _of_sequences(interp, op, left, right)
        if found is not MISSING:
            return found
    found = _overloaded(interp, op, left, right)
    if found is not MISSING:
        return found
    return _unknown_result(interp, op, left, right)


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
        return _PYTHON[op](left, right)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as error:
        return interp.fail(type(error).__name__, str(error))


def _of_sequences(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    if op == "+" and isinstance(left, (tuple, ListObj)):
        kind = tuple if isinstance(left, tuple) else list
        one, other = interp.items(left), interp.items(right)
        if isinstance(one, Unknown) or isinstance(other, Unknown):
            rest = one if isinstance(one, Unknown) else other
            return interp.list(rest) if kind is list else rest
        return interp.list(one + other) if kind is list else one + other
    if op == "*":
        sequence, times = (left, right) if isinstance(left, (tuple, ListObj)) else (right, left)
        items = interp.items(sequence)
        if isinstance(times, int) and isinstance(items, tuple) and len(items) * times <= interp.limits.containers:
            return items * times if isinstance(sequence, tuple) else interp.list(items * times)
        if isinstance(times, Unknown):
            rest = interp.unknown("items", "repeated an unknown number of times")
            return rest if isinstance(sequence, tuple) else interp.list(rest)
    if op == "|" and isinstance(left, DictObj) and isinstance(right, DictObj):
        one, other = interp.state.need(left.fields, CONTENT), interp.state.need(right.fields, CONTENT)
        if isinstance(one, Unknown) or isinstance(other, Unknown):
            return interp.dict(one if isinstance(one, Unknown) else other)
        return interp.dict({**one, **other})
    if isinstance(left, SetObj) and isinstance(right, SetObj) and op in "-|&^":
        one, other = interp.items(left), interp.items(right)
        if isinstance(one, tuple) and isinstance(other, tuple):
            match op:
                case "|":
                    return interp.set(one + other)
                case "&":
                    return interp.set(x for x in one if x in other)
                case "-":
                    return interp.set(x for x in one if x not in other)
                case _:
                    return interp.set([x for x in one if x not in other] + [x for x in other if x not in one])
        return interp.set(interp.unknown("items", "a set that is not known"))
    return MISSING


def _overloaded(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`__add__`, `__radd__` and the like of the program's own classes."""
    name = _SPECIAL.get(op)
    for receiver, other, special in ((left, right, f"__{name}__"), (right, left, f"__r{name}__")):
        if isinstance(receiver, Instance):
            found = lookup(receiver.cls, special)
            if found is not MISSING:
                return interp.call(BoundMethod(found, receiver), (other,))
    return MISSING


def _unknown_result(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    if not isinstance(left, Unknown) and not isinstance(right, Unknown):
        if isinstance(left, Instance) or isinstance(right, Instance) or isinstance(left, SymStr):
            return interp.unknown("?", f"an operator {op} that is not known")
        return interp.fail("TypeError", f"unsupported operands of {op}")
    text = f"{_shown(left)} {op} {_shown(right)}"
    reason = left.reason if isinstance(left, Unknown) else right.reason
    kind = int if _is_int(left) and _is_int(right) and op in ("+", "-", "*", "//", "%", "**") else None
    key = ("op", op, _identity(left), _identity(right))
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
    if isinstance(value, Unknown):
        return value.text
    return repr(value) if is_constant(value) else str(value)


def _identity(value: Value) -> Any:
    if isinstance(value, Unknown):
        return value.key
    return (type(value).__name__, value) if is_constant(value) or isinstance(value, SymStr) else id(value)


def augmented(interp: Interpreter, op: str, old: Value, value: Value) -> Value:
    """`old op= value`: lists and sets change in place."""
    if type(old) is Choice:
        return interp.each(old, lambda v: augmented(interp, op, v, value))
    if isinstance(old, ListObj) and op == "+":
        extend(interp, old, value)
        return old
    if isinstance(old, DictObj) and op == "|":
        interp.call(interp.getattr(old, "update"), (value,))
        return old
    if isinstance(old, Instance):
        found = lookup(old.cls, f"__i{_SPECIAL[op]}__")
        if found is not MISSING:
            return interp.call(BoundMethod(found, old), (value,))
    return binary(interp, op, old, value)


def unary(interp: Interpreter, op: str, value: Value) -> Value:
    """`-value`, `+value`, `~value`."""
    if type(value) is Choice:
        return interp.each(value, lambda v: unary(interp, op, v))
    if isinstance(value, (int, float, complex)):
        try:
            return _UNARY[op](value)
        except TypeError as error:
            return interp.fail("TypeError", str(error))
    library = natives.unary(interp, op, value)
    if library is not MISSING:
        return library
    if isinstance(value, Instance):
        found = lookup(value.cls, {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[op])
        if found is not MISSING:
            return interp.call(BoundMethod(found, value))
    if isinstance(value, Unknown):
        return value.derived(op, f"{op}{value.text}", kind=value.kind)
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
    library = natives.compare(interp, op, left, right)
    if library is not MISSING:
        return library
    if op == "==":
        return interp.boolean(truth.equal(interp, left, right))
    found = _overloaded(interp, op, left, right) if isinstance(left, Instance) else MISSING
    if found is not MISSING:
        return found
    if op == "!=":
        return interp.boolean(conditions.negate(truth.equal(interp, left, right)))
    if is_constant(left) and is_constant(right):
        return _of_constants(interp, op, left, right)
    if isinstance(left, (ListObj, SetObj)) and isinstance(right, (ListObj, SetObj)):
        one, other = interp.items(left), interp.items(right)
        if isinstance(one, tuple) and isinstance(other, tuple) and is_constant(one) and is_constant(other):
            if isinstance(left, SetObj):
                return _PYTHON[op](set(one), set(other))
            return _PYTHON[op](one, other)
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
        mirrored = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op]
        return _ordered(interp, mirrored, right, left)
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
        return conditions.negate(conditions.atom(("compare", negated, _identity(left), _identity(right))))
    return conditions.atom(("compare", op, _identity(left), _identity(right)))


# --- items -----------------------------------------------------------------------------------


def key(interp: Interpreter, value: Value) -> Any:
    """What a value is as the key of a dict: constants by value, objects by identity."""
    value = interp.state.resolve(value) if type(value) is Choice and len(value.alternatives) == 1 else value
    if type(value) is Unknown:
        settled = interp.unknowns.settled(value, interp.state.path)
        return value if settled is None else settled
    return value


def own_key(interp: Interpreter, known: tuple[Value, ...], value: Value) -> Value:
    """The key that is already there and equal to `value` by the program's own `__eq__`, or `value` itself."""
    if isinstance(value, Instance) and isinstance(lookup(value.cls, "__eq__"), FunctionObj):
        for other in known:
            if isinstance(other, Instance) and truth.equal(interp, other, value) is TRUE:
                return other
    return value


def distinct(interp: Interpreter, items: tuple[Value, ...]) -> tuple[Value, ...]:
    """The items of a set: each once, in the order in which they came."""
    found: dict[Value, None] = {}
    for item in items:
        found.setdefault(own_key(interp, tuple(found), item))
    return tuple(found)


def subscript(interp: Interpreter, value: Value, index: Value, source: Source = "?") -> Value:
    """`value[index]`."""
    if type(value) is Choice or type(index) is Choice:
        return interp.each_of((value, index), lambda both: subscript(interp, both[0], both[1], source))
    if isinstance(value, DictObj):
        return _dict_item(interp, value, index, source)
    if isinstance(value, ListObj):
        return interp.each(interp.state.get(value.fields, CONTENT), lambda content: _sequence_item(interp, content, index, source, value))
    if isinstance(value, (tuple, str, bytes, range)):
        return _sequence_item(interp, value, index, source, None)
    if isinstance(value, ClassObj):
        getter = lookup(value, "__class_getitem__") if value.metaclass is None else lookup(value.metaclass, "__getitem__")
        return value if getter is MISSING else interp.call(BoundMethod(getter, value), (index,))
    library = natives.item(interp, value, index)
    if library is not MISSING:
        return library
    if isinstance(value, Instance):
        getter = lookup(value.cls, "__getitem__")
        if getter is not MISSING:
            return interp.call(BoundMethod(getter, value), (index,))
    if isinstance(value, Unknown):
        return unknown_item(interp, value, index, source)
    if isinstance(value, SymStr):
        part = _part_of_text(value, index)
        rest = Unknown(("item", value, _identity(index)), shown(source), "a part of a string that is not known")
        return rest if part is None else part
    return interp.fail("TypeError", f"{type(value).__name__} has no items", shown(source))


def _part_of_text(text: SymStr, index: Value) -> Value | None:
    """An item or a slice of a string with holes, where literal parts alone decide it."""
    index = natives.as_index(index)
    if isinstance(index, int):
        return partial_text.character(text, index)
    if not isinstance(index, slice) or natives.as_index(index.step) not in (None, 1):
        return None
    start, stop = natives.as_index(index.start), natives.as_index(index.stop)
    known = all(bound is None or isinstance(bound, int) for bound in (start, stop))
    return partial_text.sliced(text, start, stop) if known else None


def _sequence_item(interp: Interpreter, content: Value, index: Value, source: Source, owner: ListObj | None) -> Value:
    if isinstance(content, Unknown):
        if content.samples and not isinstance(index, slice):
            return content.samples[0 if index == 0 else -1]
        if isinstance(index, slice):
            return interp.list(content.derived("slice", shown(source))) if owner is not None else content.derived("slice", shown(source))
        return unknown_item(interp, content, index, source)
    index = natives.as_index(index)
    if isinstance(index, slice):
        parts = [natives.as_index(p) for p in (index.start, index.stop, index.step)]
        if all(p is None or isinstance(p, int) for p in parts):
            found = content[slice(*parts)]
            return interp.list(found) if owner is not None else found
        rest = interp.unknown(shown(source), "a slice that is not known")
        return interp.list(rest) if owner is not None else rest
    if isinstance(index, int):
        if -len(content) <= index < len(content):
            return content[index]
        kind = "list" if owner is not None else "string" if isinstance(content, str) else type(content).__name__
        return interp.fail("IndexError", f"{kind} index out of range", shown(source))
    if isinstance(index, Unknown) and 0 < len(content) <= 12 and not isinstance(content, (str, bytes)):
        return _one_of(interp, [(i, v) for i, v in enumerate(content)], index)
    return Unknown(("item", interp.state.fresh()), shown(source), "an index that is not known")


def _one_of(interp: Interpreter, entries: list[tuple[Any, Value]], index: Unknown) -> Value:
    """An item chosen by an unknown index: each one under the condition that the index is its own."""
    result = entries[-1][1]
    for position, value in reversed(entries[:-1]):
        result = interp.state.choice(interp.unknowns.equals(index, position), value, result)
    return result


def unknown_item(interp: Interpreter, value: Unknown, index: Value, source: Source) -> Value:
    """An item of something unknown: what was last written there, or the same unknown value each time."""
    place = _identity(key(interp, index))
    version = _version(interp, value)
    noted = interp.state.get(interp.notes, (value.key, "item", place, version))
    return value.derived(("item", place, version), shown(source)) if noted is MISSING else noted


def _version(interp: Interpreter, value: Unknown) -> int:
    """How often something was written into something unknown at a place that may be any."""
    version = interp.state.get(interp.notes, (value.key, "version"), 0)
    return version if isinstance(version, int) else interp.state.fresh()


def note_item(interp: Interpreter, value: Unknown, index: Value, new: Value) -> None:
    """Something was written into something unknown; at an unknown place it may be anywhere."""
    if isinstance(index, (Unknown, SymStr)):
        interp.state.set(interp.notes, (value.key, "version"), interp.state.fresh())
    interp.state.set(interp.notes, (value.key, "item", _identity(key(interp, index)), _version(interp, value)), new)


def _dict_item(interp: Interpreter, value: DictObj, index: Value, source: Source) -> Value:
    own = lookup(value.cls, "__getitem__")
    if own is not MISSING and not isinstance(own, NativeFunction):
        return interp.call(BoundMethod(own, value), (index,))
    return interp.each(interp.state.get(value.fields, CONTENT), lambda c: dict_lookup(interp, value, c, index, source))


def dict_lookup(interp: Interpreter, value: DictObj, content: Value, index: Value, source: Source) -> Value:
    """`dict.__getitem__`, with `__missing__` and default factories."""
    if isinstance(content, Unknown):
        return unknown_item(interp, content, index, source)
    place = own_key(interp, tuple(content), key(interp, index))
    try:
        found = content.get(place, MISSING)
    except TypeError:
        return interp.fail("TypeError", "unhashable key", shown(source))
    if found is not MISSING:
        return found
    if isinstance(place, Unknown) and 0 < len(content) <= 12 and all(isinstance(k, (str, int)) for k in content):
        return _one_of(interp, list(content.items()), place)
    if isinstance(place, (Unknown, SymStr)) and content:
        return Unknown(("item", interp.state.fresh()), shown(source), "a key that is not known")
    missing = lookup(value.cls, "__missing__")
    if missing is not MISSING:
        return interp.call(BoundMethod(missing, value), (index,))
    factory = value.fields.get("<factory>")
    if factory is not None:
        made = interp.call(factory)
        put_item(interp, value, index, made)
        return made
    return interp.fail("KeyError", str(place), shown(source))


def put_item(interp: Interpreter, container: Value, index: Value, new: Value) -> None:
    """`container[index] = new`."""
    if type(container) is Choice or type(index) is Choice:
        interp.each_of((container, index), lambda both: put_item(interp, both[0], both[1], new))
        return
    if isinstance(container, Instance):
        own = lookup(container.cls, "__setitem__")
        if own is not MISSING and not isinstance(own, NativeFunction):
            interp.call(BoundMethod(own, container), (index, new))
            return
    if isinstance(container, Unknown):
        note_item(interp, container, index, new)
    elif type(container) in natives.WRITERS:
        natives.WRITERS[type(container)](interp, container, index, new)
    if isinstance(container, (DictObj, ListObj)):
        interp.each(interp.state.get(container.fields, CONTENT), lambda content: _put(interp, container, content, index, new))


def _put(interp: Interpreter, container: Instance, content: Value, index: Value, new: Value) -> None:
    if isinstance(content, Unknown):
        note_item(interp, content, index, new)
        return
    if isinstance(container, DictObj):
        try:
            interp.state.set(container.fields, CONTENT, {**content, own_key(interp, tuple(content), key(interp, index)): new})
        except TypeError:
            interp.fail("TypeError", "unhashable key")
        return
    place = natives.as_index(index)
    if isinstance(place, int) and -len(content) <= place < len(content):
        items = list(content)
        items[place] = new
        interp.state.set(container.fields, CONTENT, tuple(items))
    elif isinstance(place, slice) and all(p is None or isinstance(p, int) for p in (place.start, place.stop, place.step)):
        items = list(content)
        replacement = interp.items(new)
        if isinstance(replacement, tuple):
            items[place] = replacement
            interp.state.set(container.fields, CONTENT, tuple(items))
    else:
        interp.state.set(container.fields, CONTENT, interp.unknown("items", "an item was set at an unknown place"))


def delete_item(interp: Interpreter, container: Value, index: Value) -> None:
    """`del container[index]`."""
    if type(container) is Choice:
        interp.each(container, lambda v: delete_item(interp, v, index))
        return
    if isinstance(container, Instance):
        own = lookup(container.cls, "__delitem__")
        if own is not MISSING and not isinstance(own, NativeFunction):
            interp.call(BoundMethod(own, container), (index,))
            return
    if isinstance(container, DictObj):

        def remove(content: Value) -> None:
            if isinstance(content, dict) and key(interp, index) in content:
                interp.state.set(container.fields, CONTENT, {k: v for k, v in content.items() if k != key(interp, index)})

        interp.each(interp.state.get(container.fields, CONTENT), remove)
    elif isinstance(container, ListObj):

        def cut_out(content: Value) -> None:
            place = natives.as_index(index)
            if isinstance(content, tuple) and isinstance(place, (int, slice)):
                items = list(content)
                try:
                    del items[place]
                except (IndexError, TypeError):
                    return
                interp.state.set(container.fields, CONTENT, tuple(items))

        interp.each(interp.state.get(container.fields, CONTENT), cut_out)


def append(interp: Interpreter, container: ListObj, value: Value) -> None:
    """`container.append(value)`."""

    def add(content: Value) -> None:
        if isinstance(content, tuple):
            if len(content) >= interp.limits.containers:
                interp.state.set(container.fields, CONTENT, interp.unknown("items", "longer than the limit"))
            else:
                interp.state.set(container.fields, CONTENT, (*content, value))
        elif isinstance(content, Unknown):
            interp.state.set(container.fields, CONTENT, with_sample(interp, content, value))

    interp.each(interp.state.get(container.fields, CONTENT), add)


def with_sample(interp: Interpreter, content: Unknown, value: Value) -> Unknown:
    """The content of a container of unknown length to which a value was added."""
    key = ("grown", interp.state.fresh())
    return Unknown(key, content.text, content.reason, samples=(*content.samples[:1], value))


def extend(interp: Interpreter, container: ListObj, values: Value) -> None:
    """`container.extend(values)`."""
    more = interp.items(values)

    def add(content: Value) -> None:
        if isinstance(content, tuple):
            interp.state.set(container.fields, CONTENT, more if isinstance(more, Unknown) else content + more)

    interp.each(interp.state.get(container.fields, CONTENT), add)


def mapping(interp: Interpreter, value: Value) -> dict[Value, Value] | Unknown:
    """The items of a mapping, for `**value` and `dict(value)`; Unknown where they are not known."""
    if isinstance(value, DictObj):
        content = interp.state.get(value.fields, CONTENT)
        if isinstance(content, dict):
            return content
        if type(content) is Choice:
            return _merged_mappings(interp, content)
        return content if isinstance(content, Unknown) else interp.unknown("items", "differ between paths")
    if type(value) is Choice:
        contents = [mapping(interp, v) for _, v in value.alternatives if v is not MISSING]
        known = [c for c in contents if isinstance(c, dict)]
        if len(known) == len(value.alternatives) and len({tuple(c) for c in known}) == 1:
            return {k: _chosen(interp, value, [c[k] for c in known]) for k in known[0]}
        return interp.unknown("items", "differ between paths")
    if isinstance(value, Instance) and lookup(value.cls, "keys") is not MISSING:
        keys = interp.items(interp.call(interp.getattr(value, "keys")))
        if isinstance(keys, tuple):
            return {k: subscript(interp, value, k) for k in keys}
    if value is None:
        return {}
    return value if isinstance(value, Unknown) else interp.unknown("items", "no mapping that can be followed")


def _merged_mappings(interp: Interpreter, content: Choice) -> dict[Value, Value] | Unknown:
    known = [v for _, v in content.alternatives]
    if not all(isinstance(c, dict) for c in known):
        return interp.unknown("items", "differ between paths")
    keys = dict.fromkeys(k for c in known for k in c)
    if all(len(c) == len(keys) for c in known):
        return {k: _chosen(interp, content, [c[k] for c in known]) for k in keys}
    return interp.unknown("items", "differ between paths")


def _chosen(interp: Interpreter, choice: Choice, values: list[Value]) -> Value:
    result = values[-1]
    for (condition, _), value in reversed(list(zip(choice.alternatives[:-1], values[:-1], strict=True))):
        result = interp.state.choice(condition, value, result)
    return result


__all__ = [
    "DICT",
    "FALSE",
    "TRUE",
    "append",
    "augmented",
    "binary",
    "class_of",
    "compare",
    "delete_item",
    "dict_lookup",
    "extend",
    "key",
    "mapping",
    "put_item",
    "subscript",
    "unary",
]
