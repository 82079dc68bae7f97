"""What TensorFlow knows of an ordinary op's results when the graph is built: shape, dtype, value.

Flows in: the canonical name of an op and its arguments as values of the analysed program. Flows
out: a `Result`. An op without a shape function gives a tensor of which nothing is known. Odd
arguments never raise: what does not fit is unknown. Knows no syntax.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec.structs import replace

from scopelint.domain.values import Value, all_scalars
from scopelint.tf import (
    op_shapes_array,
    op_shapes_conv,
    op_shapes_elementwise,
    op_shapes_gather,
    op_shapes_image,
    op_shapes_index,
    op_shapes_join,
    op_shapes_linalg,
    op_shapes_losses,
    op_shapes_misc,
    op_shapes_nn,
    op_shapes_random,
    op_shapes_reduce,
    op_table,
)
from scopelint.tf.objects import PartitionedVariable, Tensor
from scopelint.tf.op_calls import (
    NOTHING,
    OPERATION,
    SHAPE_FUNCTIONS,
    UNKNOWN_OUTPUT,
    UNKNOWN_RESULT,
    Call,
    Form,
    Output,
    Result,
    evaluated,
    many,
    nothing_known,
    unknown_constant,
)
from scopelint.tf.op_shapes_tensorflow1 import TENSORFLOW1_SHAPES

__all__ = ["UNKNOWN_OUTPUT", "Form", "Output", "Result", "infer", "is_modelled", "registered"]

_GROUPS = (
    op_shapes_array,
    op_shapes_conv,
    op_shapes_elementwise,
    op_shapes_gather,
    op_shapes_image,
    op_shapes_index,
    op_shapes_join,
    op_shapes_linalg,
    op_shapes_losses,
    op_shapes_misc,
    op_shapes_nn,
    op_shapes_random,
    op_shapes_reduce,
)
"""The modules whose import fills the registry."""


def infer(canonical: str, arguments: Mapping[str, Value], *, tensorflow1: bool = False) -> Result:
    """The results of calling `canonical` (`tensorflow.matmul`) with `arguments` by parameter name, defaults left out.

    `tensorflow1` asks for those of 1.15 in place of 2.15's.
    """
    name = registered(canonical)
    if name is None:
        return _unmodelled(op_table.results(canonical))
    try:
        function = (TENSORFLOW1_SHAPES.get(name) if tensorflow1 else None) or SHAPE_FUNCTIONS[name]
        found = _honest(name, arguments, function(Call(name, arguments)))
        return _whole_or_nothing(name, arguments, found) if tensorflow1 else found
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return Result(Form.TENSOR, (nothing_known(),))


_RUNS_ANEW: Final = re.compile(
    r".*random.*|.*_normal|multinomial|.*placeholder.*|py_func|numpy_function|Print|.*assign.*|.*scatter_.*|read_file"
    r"|train\..*|is_variable_initialized|count_up_to|nn\.dropout|.*sample.*|image\.decode.*|decode_.*|gradients"
)
"""Ops that TensorFlow never evaluates while the graph is built."""


def _honest(name: str, arguments: Mapping[str, Value], result: Result) -> Result:
    """The result, its values unknown where TensorFlow would evaluate the op and no shape function did."""
    if not any(map(_is_without_value, result.outputs)) or _runs_anew(name) or not all(map(_may_be_evaluated, arguments.values())):
        return result
    outputs = tuple(
        replace(output, constant=unknown_constant()) if isinstance(output, Output) and output.constant is None else output
        for output in result.outputs
    )
    return replace(result, outputs=outputs)


@cache
def _runs_anew(name: str) -> bool:
    return _RUNS_ANEW.fullmatch(name) is not None


def _is_without_value(output: Output | Result) -> bool:
    return type(output) is Output and output.constant is None


def _may_be_evaluated(value: Value) -> bool:
    if isinstance(value, tuple):
        return all_scalars(value) or all(map(_may_be_evaluated, value))
    if isinstance(value, Tensor):
        return value.kind != "Variable" and evaluated(value.constant) is not None
    return not isinstance(value, PartitionedVariable)


_FOLLOWED_BY_PART: Final = frozenset({"shape", "stack", "concat", "strided_slice", "Tensor.__getitem__", "convert_to_tensor"})
"""What shape inference of 1.15 follows element by element (`shape_refiner.cc`, ConstantPartialShape)."""


def _whole_or_nothing(name: str, arguments: Mapping[str, Value], result: Result) -> Result:
    """The result under 1.15, which computes nothing from single sizes of a shape that it does not know throughout."""
    if not any(map(_is_partial, arguments.values())) or (name in _FOLLOWED_BY_PART and result.output.shape != ()):
        return result
    return replace(result, outputs=tuple(replace(o, constant=None) if isinstance(o, Output) else o for o in result.outputs))


def _is_partial(value: Value) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_partial, value))
    return isinstance(value, Tensor) and isinstance(value.constant, tuple) and evaluated(value.constant) is None


def _unmodelled(code: str) -> Result:
    """What an op without a shape function returns, as far as `op_table.results` knows."""
    match code[:1]:
        case "T":
            return Result(Form.TENSOR, (nothing_known(),))
        case "S":
            return Result(Form.TENSOR, (replace(nothing_known(), kind="SparseTensor"),))
        case "O":
            return OPERATION
        case "-":
            return NOTHING
        case "U":
            return many(Form.TUPLE, *(nothing_known() for _ in range(int(code[1:]))))
        case "N":
            fields = code[1:].split(",")
            return many(Form.TUPLE, *(nothing_known() for _ in fields), fields=" ".join(fields))
        case _:
            return UNKNOWN_RESULT


def is_modelled(canonical: str) -> bool:
    """Whether there is a shape function for `canonical`."""
    return registered(canonical) is not None


@cache
def registered(canonical: str) -> str | None:
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
