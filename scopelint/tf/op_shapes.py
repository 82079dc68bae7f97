"""What TensorFlow knows of an ordinary op's results when the graph is built: shape, dtype, value.

Flows in: the canonical name of an op and its arguments as values of the analysed program. Flows
out: a `Result`. An op without a shape function gives a tensor of which nothing is known. Odd
arguments never raise: what does not fit is unknown. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scopelint.domain.values import Value
from scopelint.tf import (
    op_shapes_array,
    op_shapes_elementwise,
    op_shapes_image,
    op_shapes_index,
    op_shapes_linalg,
    op_shapes_losses,
    op_shapes_nn,
    op_shapes_random,
    op_shapes_reduce,
    op_table,
)
from scopelint.tf.op_calls import (
    SHAPE_FUNCTIONS,
    UNKNOWN_OUTPUT,
    Call,
    Form,
    Output,
    Result,
    nothing_known,
)

__all__ = ["UNKNOWN_OUTPUT", "Form", "Output", "Result", "infer", "is_modelled"]

_GROUPS = (
    op_shapes_array,
    op_shapes_elementwise,
    op_shapes_image,
    op_shapes_index,
    op_shapes_linalg,
    op_shapes_losses,
    op_shapes_nn,
    op_shapes_random,
    op_shapes_reduce,
)
"""The modules whose import fills the registry."""


def infer(canonical: str, arguments: Mapping[str, Value]) -> Result:
    """The results of calling `canonical` (`tensorflow.matmul`) with `arguments` by parameter name, defaults left out."""
    name = _registered(canonical)
    if name is None:
        return Result(Form.UNKNOWN, (nothing_known(),))
    try:
        return SHAPE_FUNCTIONS[name](Call(name, arguments))
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return Result(Form.TENSOR, (nothing_known(),))


def is_modelled(canonical: str) -> bool:
    """Whether there is a shape function for `canonical`."""
    return _registered(canonical) is not None


@cache
def _registered(canonical: str) -> str | None:
    """The name under which an op is registered, given any of its names."""
    name = canonical.removeprefix("tensorflow.").removeprefix("compat.v1.")
    if name in SHAPE_FUNCTIONS:
        return name
    identity = op_table.identity(canonical)
    return None if identity is None else _by_identity().get(identity)


@cache
def _by_identity() -> dict[int, str]:
    found: dict[int, str] = {}
    for name in SHAPE_FUNCTIONS:
        identity = op_table.identity(f"tensorflow.{name}")
        if identity is not None:
            found.setdefault(identity, name)
    return found
