"""What TensorFlow refuses to build because shapes or types do not fit: a check for each op that has one.

Flows in: the canonical name of an op and its arguments as values of the analysed program. Flows out: the exception that TensorFlow
raises while the graph is built, or nothing. Nothing also wherever a size that matters is not known, to TensorFlow or to scopelint.
The checks themselves are in `op_refusals_*.py`. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scopelint.domain.values import Value
from scopelint.tf import op_refusals_array, op_refusals_dtypes, op_refusals_math, op_refusals_nn, op_shapes
from scopelint.tf.misfits import CHECKS, MisfitError
from scopelint.tf.op_calls import Call

_GROUPS: Final = (op_refusals_array, op_refusals_dtypes, op_refusals_math, op_refusals_nn)
"""The modules whose import fills the registry."""


def refused(canonical: str, arguments: Mapping[str, Value], *, tensorflow1: bool = False) -> MisfitError | None:
    """The exception that a call of `canonical` (`tensorflow.matmul`) with `arguments` by parameter name is known to raise.

    `tensorflow1`: in TensorFlow 1, which takes some of what 2.15 refuses.
    """
    name = op_shapes.registered(canonical)
    if name is None:
        return None
    check = CHECKS.get(name)
    call = Call(name, arguments, tensorflow1=tensorflow1)
    given = arguments.get("name")
    try:
        if given and type(given) in (int, float):
            raise MisfitError(f"expected string or bytes-like object, got '{type(given).__name__}'", "TypeError")
        op_refusals_dtypes.refuse_dtypes(call)
        if check is not None:
            check(call)
    except MisfitError as misfit:
        return misfit
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return None
