"""Which Python constants TensorFlow takes for which dtype.

Flows in: a constant of the analysed program and the dtype it is to have. Flows out: what TensorFlow says
against it. After `_AssertCompatible` and `_TF_TO_IS_OK` of framework/tensor_util.py. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.domain.names import SymStr
from scopelint.domain.values import Value
from scopelint.tf import dtypes
from scopelint.tf.objects import DType


def misfit(value: Value, dtype: DType) -> str | None:
    """The message of the TypeError that `convert_to_tensor(value, dtype)` raises, or None.

    Only Python's own constants are judged; a bool passes as an int, an int as a float.
    """
    accepted = _accepted(dtype)
    if accepted is None:
        return None
    for leaf in _leaves(value):
        known = leaf is None or isinstance(leaf, (bool, int, float, complex, str, bytes, SymStr))
        if known and not isinstance(leaf, accepted):
            kind = "str" if isinstance(leaf, SymStr) else type(leaf).__name__
            return f"Expected {dtype.name}, but got {leaf} of type '{kind}'."
    return None


def _accepted(dtype: DType) -> tuple[type, ...] | None:
    if dtype.name in dtypes.FLOATING:
        return (bool, int, float)
    if dtype.name in dtypes.INTEGER:
        return (bool, int)
    if dtype.name in dtypes.COMPLEX:
        return (bool, int, float, complex)
    return {"bool": (bool,), "string": (str, bytes, SymStr)}.get(dtype.name)


def _leaves(value: Value) -> Iterator[Value]:
    if isinstance(value, (tuple, list)):
        for element in value:
            yield from _leaves(element)
    else:
        yield value
