"""Python's protocols: what has no truth, no items, no length, no number, no order or no hash, and so ends in a TypeError.

Flows in: values that the program tests, walks through, measures, converts or looks up. Flows out: nothing, or the error. Of a value that is
not fully known nothing is demanded. A tensor of a graph has none of them (`Tensor.__bool__` and its neighbours in
tensorflow/python/framework/ops.py), unless TensorFlow executes eagerly or AutoGraph has rewritten the code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scopelint.domain.conditions import TRUE
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Value, is_constant
from scopelint.interp import classes
from scopelint.interp.class_attributes import lookup
from scopelint.interp.frames import Frame
from scopelint.interp.objects import (
    CONTAINER_TYPES,
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    ModuleObj,
    NativeFunction,
    SetObj,
)
from scopelint.tf.objects import DType, Operation, Tensor, TensorShape, Variable

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def needs_truth(interp: Interpreter, value: Tensor) -> None:
    """The program asks whether a tensor is true; a reference variable is an object like any other.

    Raises:
        Dead: the path has ended.
    """
    if not isinstance(value, Variable) or value.is_resource:
        _refuse_tensor(interp, value, "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed.")


def needs_items(interp: Interpreter, value: Value) -> None:
    """The program walks through a value.

    Raises:
        Dead: the path has ended.
    """
    if isinstance(value, Tensor):
        _refuse_tensor(interp, value, "Iterating over a symbolic `tf.Tensor` is not allowed.")
    elif may_be_array(interp, value):
        pass
    elif _lacks(value, "__iter__", "__getitem__", "__next__"):
        _refuse(interp, f"'{classes.kind_of(value)}' object is not iterable")


def may_be_array(interp: Interpreter, value: Value) -> bool:
    """Whether this is what comparing something unknown may give: a truth value here, but an array where an array was compared."""
    return type(value) is bool and interp.state.path is not TRUE


def needs_length(interp: Interpreter, value: Value) -> None:
    """The program takes the length of a value.

    Raises:
        Dead: the path has ended.
    """
    if isinstance(value, Tensor):
        _refuse_tensor(interp, value, "len is not well defined for a symbolic Tensor.")
    elif _lacks(value, "__len__") and not may_be_array(interp, value):
        _refuse(interp, f"object of type '{classes.kind_of(value)}' has no len()")


def needs_number(interp: Interpreter, value: Value, asking: str) -> None:
    """The program makes a Python number of a value, or shows it as one; `asking` is who does: "int()".

    Raises:
        Dead: the path has ended.
    """
    if isinstance(value, Tensor):
        _refuse_tensor(interp, value, f"{asking} needs a number, not a tensor.")
    elif not is_constant(value) and (isinstance(value, CONTAINER_TYPES) or _lacks(value, "__int__", "__float__", "__index__", "__trunc__")):
        _refuse(interp, f"{asking} needs a number, not '{classes.kind_of(value)}'")


def needs_index(interp: Interpreter, value: Value, owner: str) -> None:
    """The program looks up an item by a position in a sequence; `owner` is its class: "list".

    Raises:
        Dead: the path has ended.
    """
    if isinstance(value, slice):
        for bound in (value.start, value.stop, value.step):
            if bound is not None:
                needs_index(interp, bound, owner)
    elif isinstance(value, Tensor):
        _refuse_tensor(interp, value, f"{owner} indices must be integers or slices, not Tensor")
    elif not isinstance(value, int) and (isinstance(value, (*CONTAINER_TYPES, str, bytes, SymStr, tuple)) or _lacks(value, "__index__")):
        _refuse(interp, f"{owner} indices must be integers or slices, not {classes.kind_of(value)}")


def needs_settable_items(interp: Interpreter, value: Tensor) -> None:
    """The program puts an item into a tensor.

    Raises:
        Dead: the path has ended.
    """
    _refuse_tensor(interp, value, "'Tensor' object does not support item assignment")


def needs_array(interp: Interpreter, value: Tensor) -> None:
    """The program makes a numpy array of a tensor (`Tensor.__array__`).

    Raises:
        Dead: the path has ended.
    """
    _refuse_tensor(interp, value, "Cannot convert a symbolic tf.Tensor to a numpy array.", "NotImplementedError")


def needs_hash(interp: Interpreter, value: Value) -> None:
    """The program uses a value as a key or puts it into a set.

    Raises:
        Dead: the path has ended.
    """
    if (culprit := without_hash(value)) is not MISSING:
        _refuse(interp, f"unhashable type: '{classes.kind_of(culprit)}'")


def without_hash(value: Value) -> Value:
    """What in a value, itself or an item of a tuple, has no hash; `MISSING` if it has one."""
    if type(value) is tuple:
        return next((found for item in value if (found := without_hash(item)) is not MISSING), MISSING)
    is_container = isinstance(value, CONTAINER_TYPES) and classes.FROZENSET not in value.cls.mro
    return value if is_container and not isinstance(lookup(value.cls, "__hash__"), FunctionObj) else MISSING


def are_ordered(left: Value, right: Value) -> bool:
    """Whether `<` and its kin may compare two values."""
    kinds = [next((kind for kind, types in _ORDERS.items() if isinstance(value, types)), None) for value in (left, right)]
    if None in kinds:
        plain = [
            kind is not None or _lacks(value, "__lt__", "__gt__", "__le__", "__ge__")
            for kind, value in zip(kinds, (left, right), strict=True)
        ]
        return not all(plain)
    return kinds[0] == kinds[1] != "dict"


_ORDERS: Final[dict[str, tuple[type, ...]]] = {
    "number": (int, float),
    "text": (str, SymStr),
    "tuple": (tuple,),
    "list": (ListObj,),
    "dict": (DictObj,),
    "set": (SetObj,),
}
_NUMBERS: Final = (int, float, complex, type(None))
_OBJECTS: Final = (FunctionObj, BoundMethod, ModuleObj, DType, Operation)


def _lacks(value: Value, *specials: str) -> bool:
    """Whether a value is known to have none of these methods, which neither numbers nor functions have."""
    if isinstance(value, _NUMBERS):
        return not (set(specials) & set(dir(type(value))))
    if isinstance(value, TensorShape):
        return not (set(specials) & _OF_SHAPES)
    if isinstance(value, ClassObj):
        return value.metaclass is None and value.unknown_base is None and "__class_getitem__" not in value.fields
    if isinstance(value, Instance) and not isinstance(value, CONTAINER_TYPES):
        return is_own(value.cls) and all(lookup(value.cls, name) is MISSING for name in specials)
    return isinstance(value, _OBJECTS)


_OF_SHAPES: Final = frozenset({"__iter__", "__getitem__", "__len__", "__bool__"})


def is_own(cls: ClassObj) -> bool:
    """Whether a class and its bases are the program's own, without metaclasses and with nothing unknown among them."""
    return cls.unknown_base is None and all(
        base is classes.OBJECT or (base.module is not None and base.module.first_party and base.metaclass is None) for base in cls.mro
    )


def _refuse(interp: Interpreter, message: str) -> None:
    _at_statement(interp, lambda: interp.fail("TypeError", message))


def _refuse_tensor(interp: Interpreter, tensor: Tensor, message: str, exception: str = "TypeError") -> None:
    frame = interp.frames[-1] if interp.frames else None
    if (tensor.kind != "Tensor" and not isinstance(tensor, Variable)) or frame is None or not frame.user:
        return
    if not interp.machine.may_execute_eagerly() and not _is_rewritten(interp):
        _at_statement(interp, lambda: interp.stop(exception, message))


def _at_statement(interp: Interpreter, refuse: Callable[[], Value | None]) -> None:
    """Refuse what a call is asked to do where the call stands, and what a statement does where the statement stands."""
    frame = interp.frames[-1] if interp.frames else None
    calling = interp.stack[-1] if interp.stack else None
    if frame is None or (calling is not None and calling.caller is frame.function and calling.site.path == frame.path):
        refuse()
    else:
        interp.at(frame, frame.span, refuse)


def _is_rewritten(interp: Interpreter) -> bool:
    """Whether AutoGraph has rewritten the code that runs.

    It does so with what `tf.function`, `tf.map_fn` and `tf.data` call, with the `call` of the program's own layers, cells and models
    (tensorflow/python/keras/engine/base_layer_v1.py), and with all that is called from there.
    """
    if any(type(step.callee) is NativeFunction and step.callee.name in _REWRITING for step in interp.stack):
        return True
    return any(
        frame.function is not None and frame.function.qualname.endswith(".call") and _is_of_library_class(frame) for frame in interp.frames
    )


_REWRITING: Final = frozenset({"_scopelint.call_in_function", "tensorflow.map_fn"})


def _is_of_library_class(frame: Frame) -> bool:
    receiver = frame.receiver
    return isinstance(receiver, Instance) and any(
        cls.module is not None and cls.module.name.startswith("tensorflow") for cls in receiver.cls.mro
    )
