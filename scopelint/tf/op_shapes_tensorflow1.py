"""Shapes of what TensorFlow 1.15 infers otherwise than 2.15 does.

Flows in: `Call`s. Flows out: `Result`s. `op_shapes.infer` asks `TENSORFLOW1_SHAPES` first where the program's target is 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scopelint.tf.op_calls import Call, Form, Output, Result, ShapeFunction, dense_shape, one
from scopelint.tf.op_shapes_image import like_image
from scopelint.tf.op_shapes_random import sparse_placeholder

TENSORFLOW1_SHAPES: Final[dict[str, ShapeFunction]] = {}
"""Names below `tensorflow` (those that `op_shapes.registered` gives), and what infers the results of a call."""


def _under_tensorflow1(names: str) -> Callable[[ShapeFunction], ShapeFunction]:
    def register(function: ShapeFunction) -> ShapeFunction:
        TENSORFLOW1_SHAPES.update(dict.fromkeys(names.split(), function))
        return function

    return register


@_under_tensorflow1("sparse_placeholder")
def shape_by_a_constant(call: Call) -> Result:
    """A shape that is known throughout is a constant, any other is fed (`array_ops.sparse_placeholder`)."""
    found = sparse_placeholder(call).output
    if not isinstance(found.shape, tuple):
        return Result(Form.TENSOR, (found,))
    known = all(isinstance(size, int) for size in found.shape)
    shape = found.shape if known else (None,) * len(found.shape)
    return Result(Form.TENSOR, (Output(shape, found.dtype, shape if known else None, "SparseTensor"),))


@_under_tensorflow1("sparse_transpose")
def sparse_transpose(call: Call) -> Result:
    """The new shape is gathered by a permutation that is computed (`sparse_ops.sparse_transpose`)."""
    x = call.tensor("sp_input")
    dense = dense_shape(x)
    shape = (None,) * len(dense) if isinstance(dense, tuple) and x.constant is not None else None
    return Result(Form.TENSOR, (Output(shape, x.dtype, None, "SparseTensor"),))


@_under_tensorflow1("sparse_retain")
def sparse_retain(call: Call) -> Result:
    """The shape passes through an identity."""
    x = call.tensor("sp_input")
    return Result(Form.TENSOR, (Output((None,) * len(x.shape) if isinstance(x.shape, tuple) else x.shape, x.dtype, None, "SparseTensor"),))


@_under_tensorflow1("image.flip_left_right image.flip_up_down image.random_flip_left_right image.random_flip_up_down")
def flip(call: Call) -> Result:
    """An image of unknown rank is one image (`image_ops_impl.fix_image_flip_shape`)."""
    found = like_image(call).output
    return one((None, None, None) if found.shape is None else found.shape, found.dtype)
