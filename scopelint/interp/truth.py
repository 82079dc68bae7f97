"""Whether values are true, equal, identical: answers are conditions.

Flows in: values. Flows out: `TRUE`, `FALSE`, or the condition under which it is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.keys import Key, key_of
from scopelint.domain.names import SymStr, may_equal
from scopelint.domain.values import MISSING, Choice, Own, Sparse, Unknown, Value, is_constant
from scopelint.interp import protocols, sparse, written
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import NOT_IMPLEMENTED, OBJECT, class_of
from scopelint.interp.objects import (
    CONTENT,
    DATACLASS_FIELDS,
    ClassObj,
    DictObj,
    FunctionObj,
    GeneratorObj,
    Instance,
    Iterator,
    ListObj,
    SetObj,
)
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dimension, DType, ReuseMode, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def truth(interp: Interpreter, value: Value) -> Condition:
    """Whether `value` is true on the current path."""
    if value is True:
        return TRUE
    if value is False or value is None:
        return FALSE
    if type(value) is Choice:
        return _any_of(interp, value, lambda v: truth(interp, v))
    if type(value) is Sparse:
        return sparse.any_is(interp, value, lambda _: TRUE)
    if isinstance(value, Unknown):
        return TRUE if value.samples else written.is_filled(interp, value, interp.unknowns.truth(value))
    if isinstance(value, SymStr):
        if any(isinstance(part, str) for part in value.parts):
            return TRUE
        return interp.state.conditions.atom(("true", value.parts))
    if isinstance(value, (ListObj, DictObj, SetObj)):
        return truth(interp, interp.state.get(value.fields, CONTENT))
    if isinstance(value, Instance):
        return _instance_truth(interp, value)
    if isinstance(value, Dimension):
        return truth(interp, value.value)
    if isinstance(value, TensorShape):
        return truth(interp, value.dims) if isinstance(value.dims, (Unknown, type(None))) else TRUE
    if isinstance(value, Array) and value.constant is not None and not isinstance(value.constant, tuple):
        return TRUE if value.constant else FALSE
    if isinstance(value, Tensor):
        protocols.needs_truth(interp, value)
    if isinstance(value, (Tensor, Array)):
        return interp.state.conditions.atom(("true", id(value)))
    if is_constant(value) or isinstance(value, (tuple, dict)):
        return TRUE if value else FALSE
    return TRUE


def _instance_truth(interp: Interpreter, value: Instance) -> Condition:
    for name in ("__bool__", "__len__"):
        for cls in value.cls.mro:
            if name in cls.fields and cls.python is None:
                return truth(interp, interp.call(interp.getattr(value, name)))
    if value.cls.unknown_base is not None:
        return interp.unknowns.truth(value.cls.unknown_base.derived(("instance", id(value)), "instance"))
    return TRUE


def _any_of(interp: Interpreter, choice: Choice, test: object) -> Condition:
    conditions = interp.state.conditions
    result = FALSE
    simple = interp.state.simplify(choice)
    if type(simple) is not Choice:
        return test(simple)  # type: ignore[operator, no-any-return]
    for condition, value in simple.alternatives:
        result = conditions.either(result, conditions.both(condition, test(value)))  # type: ignore[operator]
    return result


def identical(interp: Interpreter, left: Value, right: Value) -> Condition:
    """`left is right`."""
    if type(left) is Choice:
        return _any_of(interp, left, lambda v: identical(interp, v, right))
    if type(right) is Choice:
        return _any_of(interp, right, lambda v: identical(interp, left, v))
    if left is right:
        return TRUE
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Unknown):
            if isinstance(other, Unknown):
                if one.key == other.key:
                    return TRUE
                if is_identity(one) and is_identity(other):
                    return FALSE
                return interp.state.conditions.atom(("same", frozenset((one.key, other.key))))
            if other is None or isinstance(other, (bool, int, str)):
                return interp.unknowns.equals(one, other)
            if isinstance(other, ReuseMode):
                return interp.unknowns.equals(one, other)
            return interp.state.conditions.atom(("is", one.key, id(other)))
    if is_constant(left) and is_constant(right):
        return TRUE if type(left) is type(right) and left == right and not isinstance(left, Own) else FALSE
    return FALSE


_PLAIN: Final = frozenset({str, int, bool, float, bytes, type(None)})

_TEXTS: Final = frozenset({str, SymStr})


def equal(interp: Interpreter, left: Value, right: Value) -> Condition:
    """`left == right`; tensors are compared by identity, as in TensorFlow 1."""
    if type(left) in _PLAIN and type(right) in _PLAIN:
        return TRUE if left == right else FALSE
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return TRUE if left is right else FALSE
    if type(left) is Choice:
        return _any_of(interp, left, lambda v: equal(interp, v, right))
    if type(right) is Choice:
        return _any_of(interp, right, lambda v: equal(interp, left, v))
    if left is right:
        return TRUE
    if is_undecided(left, right):
        return FALSE
    if isinstance(left, Dimension):
        left = left.value
    if isinstance(right, Dimension):
        right = right.value
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        one, other = (left, right) if isinstance(left, Unknown) else (right, left)
        if not isinstance(other, Unknown) and is_constant(other):
            return _with_turns(interp, one, other)
        return identical(interp, left, right)
    if isinstance(left, DType) or isinstance(right, DType):
        return _equal_dtypes(interp, left, right)
    if isinstance(left, TensorShape) or isinstance(right, TensorShape):
        return _equal_shapes(interp, left, right)
    if isinstance(left, SymStr) or isinstance(right, SymStr):
        return _equal_text(interp, left, right)
    if is_constant(left) and is_constant(right):
        return TRUE if left == right else FALSE
    if isinstance(left, tuple) and isinstance(right, tuple):
        return _equal_items(interp, left, right)
    if isinstance(left, ListObj) and isinstance(right, ListObj):
        return equal(interp, interp.state.get(left.fields, CONTENT), interp.state.get(right.fields, CONTENT))
    if isinstance(left, DictObj) and isinstance(right, DictObj):
        return _equal_dicts(interp, left, right)
    if isinstance(left, SetObj) and isinstance(right, SetObj):
        return _equal_sets(interp, left, right)
    return _equal_instances(interp, left, right)


def _with_turns(interp: Interpreter, value: Unknown, constant: Value) -> Condition:
    """Whether an unknown value is equal to a constant.

    A later item of a loop is hardly what the first one was told by (`if device == 0: ... else: ...reuse=True`): nothing that happens
    where it is that once more is certain.
    """
    found, key = interp.unknowns.equals(value, constant), value.key
    if isinstance(key, Key) and len(key.parts) == 3 and key.parts[0] == "item" and key.parts[2] == 1:
        first = interp.unknowns.asked(key_of((*key.parts[:2], 0)), constant)
        if first is not None and found is not TRUE:
            interp.state.supposed = interp.state.conditions.either(interp.state.supposed, found)
    return found


def key(interp: Interpreter, value: Value) -> Any:
    """What a value is as the key of a dict: constants by value, objects by identity."""
    place = written.index(interp, value)
    protocols.needs_hash(interp, place)
    return place


def place_of(interp: Interpreter, known: Iterable[Value], value: Value) -> Value:
    """Where a value stands, or would stand, in a set or among the keys of a dict.

    That is the key that is already there and equal to it, if the value is a frozen set or is compared by what it holds; else the
    value as key.
    """
    value = key(interp, value)
    if isinstance(value, SetObj) or (isinstance(value, Instance) and is_compared(value.cls)):
        for other in known:
            if isinstance(other, Instance) and equal(interp, other, value) is TRUE:
                return other
    return value


def is_compared(cls: ClassObj) -> bool:
    """Whether the objects of a class are equal by what they hold: it has an `__eq__` of its own, or is a namedtuple or dataclass."""
    own = lookup(cls, "__eq__")
    return isinstance(own, FunctionObj) or lookup(cls, "_fields") is not MISSING or lookup(cls, DATACLASS_FIELDS) is not MISSING


def are_known(keys: Iterable[Value]) -> bool:
    """Whether each key is known for what it is: two of them that differ are not equal."""
    return all(
        is_constant(one) or not isinstance(one, (Unknown, SymStr, tuple)) or is_identity(one) or (type(one) is tuple and are_known(one))
        for one in keys
    )


def is_identity(value: Value) -> bool:
    """Whether this is the `id` of an object: no known number, but another one for each object."""
    return type(value) is Unknown and isinstance(value.key, Key) and value.key.parts[0] == "id"


def may_coincide(keys: tuple[Value, ...]) -> bool:
    """Whether two of the items of a set, or keys of a dict, may turn out to be equal, so that it is not known how many there are."""
    unsure = [one for one in keys if isinstance(one, (Unknown, SymStr))]
    if not unsure:
        return False
    if len(unsure) > _COMPARED:
        return True
    return any(one is not other and _may_be_equal(one, other) for one in unsure for other in keys)


_COMPARED: Final = 40
"""How many keys that are not known are compared with each other."""


def _may_be_equal(one: Value, other: Value) -> bool:
    texts = [text for text in (one, other) if isinstance(text, (str, SymStr))]
    if len(texts) == 2:
        return may_equal(*texts)
    return isinstance(other, Unknown) or (isinstance(one, Unknown) and is_constant(other))


def is_undecided(left: Value, right: Value) -> bool:
    """Whether a comparison is one with a dimension that a placeholder leaves open, or with None: it gives None, whatever the operator."""
    return any(isinstance(one, Dimension) and (one.value is None or _size(other) is None) for one, other in ((left, right), (right, left)))


def _size(value: Value) -> Value:
    return value.value if isinstance(value, Dimension) else value


def _equal_shapes(interp: Interpreter, left: Value, right: Value) -> Condition:
    """`TensorShape.__eq__` in tensorflow/python/framework/tensor_shape.py: a shape is equal to what `as_shape` makes the same shape of."""
    dims = []
    for one in (left, right):
        given = interp.items(one) if isinstance(one, ListObj) else one
        if given is not None and not isinstance(given, (TensorShape, tuple, int, Unknown)):
            return FALSE
        dims.append(shapes.shape_of_value(given))
    if interp.asked.tensorflow1 and any(isinstance(shape, tuple) and None in shape for shape in dims):
        return FALSE  # there, `Dimension(None) == Dimension(None)` is None
    return equal(interp, *dims)


def _equal_dtypes(interp: Interpreter, left: Value, right: Value) -> Condition:
    """`DType.__eq__` in tensorflow/python/framework/dtypes.py: a dtype is equal to what `as_dtype` makes the same dtype of."""
    found: list[Value] = []
    for one in (left, right):
        given = one.python if isinstance(one, ClassObj) else one
        if not isinstance(given, (DType, str, type)):
            return FALSE
        found.append(given if isinstance(given, DType) else dtypes.as_dtype(given))
    one, other = found
    if not isinstance(one, DType) or not isinstance(other, DType):
        return FALSE
    return TRUE if type(one) is type(other) and one.name == other.name else FALSE


def _equal_text(interp: Interpreter, left: Value, right: Value) -> Condition:
    if not isinstance(left, (str, SymStr)) or not isinstance(right, (str, SymStr)):
        return FALSE
    if left == right:
        return TRUE
    if not may_equal(left, right):
        return FALSE
    return interp.state.conditions.atom(("equal text", frozenset((left, right))))


def _equal_items(interp: Interpreter, left: tuple[Value, ...], right: tuple[Value, ...]) -> Condition:
    if len(left) != len(right):
        return FALSE
    result = TRUE
    for one, other in zip(left, right, strict=True):
        result = interp.state.conditions.both(result, equal(interp, one, other))
    return result


def _equal_dicts(interp: Interpreter, left: DictObj, right: DictObj) -> Condition:
    one, other = interp.state.get(left.fields, CONTENT), interp.state.get(right.fields, CONTENT)
    if not isinstance(one, dict) or not isinstance(other, dict):
        return interp.state.conditions.atom(("equal dicts", id(left), id(right)))
    placed = {place_of(interp, other, k): value for k, value in one.items()}
    if placed.keys() != other.keys():
        return _unequal_keys(interp, left, right, (*one, *other))
    return _equal_items(interp, tuple(placed[k] for k in other), tuple(other.values()))


def _equal_sets(interp: Interpreter, left: SetObj, right: SetObj) -> Condition:
    one, other = interp.state.get(left.fields, CONTENT), interp.state.get(right.fields, CONTENT)
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return interp.state.conditions.atom(("equal sets", id(left), id(right)))
    if {place_of(interp, other, item) for item in one} != set(other):
        return _unequal_keys(interp, left, right, one + other)
    return TRUE


def _unequal_keys(interp: Interpreter, left: Instance, right: Instance, keys: tuple[Value, ...]) -> Condition:
    """Whether containers with different keys are equal after all: they may be, where one of the keys is not known."""
    return FALSE if are_known(keys) else interp.state.conditions.atom(("equal keys", id(left), id(right)))


def _equal_instances(interp: Interpreter, left: Value, right: Value) -> Condition:
    """What `__eq__` says, of the left side or, where that does not know, of the right side; two that have none are not equal."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Instance) and any("__eq__" in cls.fields and cls.python is None for cls in one.cls.mro):
            said = interp.call(interp.getattr(one, "__eq__"), (other,))
            if said is not NOT_IMPLEMENTED:
                return _said(interp, said)
    return FALSE


def _said(interp: Interpreter, answer: Value) -> Condition:
    """Whether the answer of an `__eq__` is true; `NotImplemented` is not."""
    if type(answer) is Choice:
        return _any_of(interp, answer, lambda v: _said(interp, v))
    return FALSE if answer is NOT_IMPLEMENTED else truth(interp, answer)


def contains(interp: Interpreter, container: Value, item: Value) -> Condition:
    """`item in container`."""
    if type(container) is Choice:
        return _any_of(interp, container, lambda v: contains(interp, v, item))
    if type(item) is Choice:
        return _any_of(interp, item, lambda v: contains(interp, container, v))
    if isinstance(container, DictObj):
        content = interp.state.get(container.fields, CONTENT)
        if type(content) is Choice:
            return _any_of(interp, content, lambda c: _in_items(interp, c, item, container))
        return _in_items(interp, content, item, container)
    if isinstance(container, (ListObj, SetObj)):
        content = interp.state.get(container.fields, CONTENT)
        if type(content) is Choice:
            return _any_of(interp, content, lambda c: _in_items(interp, c, item, container))
        return _in_items(interp, content, item, container)
    if isinstance(container, range) and isinstance(item, int):
        return TRUE if item in container else FALSE
    if isinstance(container, (tuple, range)):
        return _in_items(interp, interp.items(container), item, container)
    if isinstance(container, GeneratorObj):
        from scopelint.interp.iteration import found  # which asks for truths itself

        return found(interp, container, lambda one: equal(interp, one, item))
    if isinstance(container, Iterator):
        return _in_items(interp, interp.items(container), item, container)
    in_text = _in_scalar(interp, container, item)
    if in_text is not None:
        return in_text
    if isinstance(container, Instance):
        decided = _in_instance(interp, container, item)
        if decided is not None:
            return decided
    if isinstance(container, ClassObj) and container.metaclass is not None:
        own = lookup(container.metaclass, "__contains__")
        if own is not MISSING:
            return truth(interp, interp.call(own, (container, item)))
    if isinstance(container, str) and not isinstance(item, (Unknown, SymStr)):
        interp.fail("TypeError", "'in <string>' requires string as left operand")
    elif not isinstance(container, (str, Unknown, SymStr)):
        protocols.needs_items(interp, container)
    key = container.key if isinstance(container, Unknown) else id(container)
    other = item if is_constant(item) or isinstance(item, SymStr) else getattr(item, "key", id(item))
    test = interp.state.conditions.atom(("in", key, other))
    return written.has_key(interp, container, item, test) if isinstance(container, Unknown) else test


def _in_scalar(interp: Interpreter, container: Value, item: Value) -> Condition | None:
    """Whether a text is in a text, or a bit in a member of `IntFlag`; None for any other container."""
    method = lookup(class_of(container) or OBJECT, "__contains__") if isinstance(container, Own) else MISSING
    if method is not MISSING:
        return truth(interp, interp.call(method, (container, item)))
    if isinstance(container, str) and isinstance(item, str):
        return TRUE if item in container else FALSE
    if isinstance(container, SymStr) and isinstance(item, str):
        if any(isinstance(part, str) and item in part for part in container.parts):
            return TRUE
        return interp.state.conditions.atom(("in", item, container))
    return None


def _in_instance(interp: Interpreter, container: Instance, item: Value) -> Condition | None:
    for cls in container.cls.mro:
        if "__contains__" in cls.fields and cls.python is None:
            return truth(interp, interp.call(interp.getattr(container, "__contains__"), (item,)))
    if any("__iter__" in cls.fields or "__getitem__" in cls.fields for cls in container.cls.mro):
        return _in_items(interp, interp.items(container), item, container)
    return None


def _in_items(interp: Interpreter, items: Value, item: Value, container: Value) -> Condition:
    if type(items) is Sparse:
        return sparse.any_is(interp, items, lambda one: equal(interp, one, item))
    if isinstance(items, Unknown):
        other = item if is_constant(item) or isinstance(item, SymStr) else getattr(item, "key", id(item))
        return interp.state.conditions.atom(("in", items.key, other))
    if items is MISSING:  # a path on which the container was not made
        return FALSE
    plain = type(item) in _PLAIN
    if (plain or type(item) is SymStr) and isinstance(items, dict) and item in items:
        return TRUE if type(items[item]) is not Choice else _bound(interp, items[item])
    rest = items
    result = FALSE
    if isinstance(item, Unknown) and len(items) > min(_MANY.values()):
        for kind, many in _MANY.items():
            constants = frozenset(one for one in rest if type(one) is kind)
            if len(constants) > many and item.kind in (None, kind):
                result = interp.state.conditions.either(result, interp.unknowns.among(item, constants))
                rest = [one for one in rest if type(one) is not kind]
    if type(item) is SymStr and len(items) > min(_MANY.values()):
        texts = [one for one in rest if type(one) in _TEXTS and may_equal(one, item)]
        rest = [one for one in rest if type(one) not in _TEXTS]
        if len(texts) > _MANY[int]:
            result = interp.state.conditions.atom(("in", item, frozenset(texts)))
        else:
            rest += texts
    for one in rest:
        if plain and type(one) in _PLAIN:
            if one == item:
                return TRUE
            continue
        result = interp.state.conditions.either(result, equal(interp, one, item))
        if result is TRUE:
            break
    return result


def _bound(interp: Interpreter, held: Choice) -> Condition:
    """Where a name of a namespace is bound: it may be so on some paths only."""
    missing = FALSE
    for condition, alternative in held.alternatives:
        if alternative is MISSING:
            missing = interp.state.conditions.either(missing, condition)
    return interp.state.conditions.negate(missing)


_MANY: Final = {str: 4, int: 100}
"""How many texts, and numbers, are compared one by one with a value that is not known."""
