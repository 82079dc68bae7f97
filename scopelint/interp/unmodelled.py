"""Attributes that objects have though their models lack them: reading one is no AttributeError.

Flows in: values and names. Flows out: whether there is such an attribute, and an unknown value for it.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.values import Choice, Unknown, Value
from scopelint.interp.classes import kind_of
from scopelint.interp.objects import ClassObj, Instance
from scopelint.tf.objects import Array, DType, Graph, Operation, Tensor, Variable

UNMODELLED: Final = "scopelint does not model it"
"""Why the value of such an attribute is not known."""

_OF_TENSORFLOW: Final = frozenset({"aggregation", "building_function", "constraint", "is_feedable", "synchronization", "version"})
"""Public attributes of graphs, operations, tensors and variables that their models lack."""

_OF_NUMPY_TYPES: Final = frozenset({
    "alignment", "byteorder", "char", "descr", "fields", "flags", "hasobject", "isalignedstruct", "isbuiltin", "isnative",
    "itemsize", "kind", "metadata", "names", "ndim", "newbyteorder", "num", "shape", "str", "subdtype", "type",
})  # fmt: skip
"""Attributes of numpy's types, which TensorFlow's stand for, too."""

_OF_NUMPY_NUMBERS: Final = frozenset(
    {"T", "base", "data", "dtype", "flags", "flat", "itemsize", "nbytes", "ndim", "shape", "size", "strides"}
)
"""Attributes of numpy's numbers, which Python's stand for, and of its arrays."""

_OF_ALL: Final = frozenset(dir(object))
"""What every object has."""


def is_outcome(value: Choice) -> bool:
    """Whether this is what comparing something unknown gives, or a number for either: where a program reads an attribute of it, an array
    was compared."""
    return len(value.alternatives) == 2 and all(type(one) in (bool, int, float) for _, one in value.alternatives)


def has_more(value: Value, name: str) -> bool:
    """Whether an object of TensorFlow's, or a type, number or array of numpy's, has or may have an attribute that its model lacks."""
    if isinstance(value, DType):
        return name in _OF_NUMPY_TYPES
    if isinstance(value, (int, float, Array)):
        return name in _OF_NUMPY_NUMBERS
    if isinstance(value, (Graph, Operation, Tensor, Variable)):
        return name in _OF_TENSORFLOW or (name.startswith("_") and not name.startswith("__"))
    return isinstance(value, Instance) and _is_of_library(value.cls)


def _is_of_library(cls: ClassObj) -> bool:
    """Whether a class is TensorFlow's own, which has more attributes than its model: what a program reads, it will have."""
    return cls.module is not None and not cls.module.first_party and cls.module.name.startswith("tensorflow")


def python_has(cls: ClassObj, name: str) -> bool:
    """Whether one of Python's own classes has this attribute: what we do not model is no AttributeError.

    Other special methods than those that everything has decide what an object can do, and are modelled.
    """
    return (not name.startswith("__") or name in _OF_ALL) and any(one.python is not None and hasattr(one.python, name) for one in cls.mro)


def not_modelled(value: Value, name: str) -> Unknown:
    """What such an attribute is."""
    return Unknown(("attribute", id(value), name), f"{kind_of(value)}.{name}", UNMODELLED)
