"""Normalisation, dropout, biases: what else `tf.nn` does to shapes.

After `ops/nn_ops.py`, `ops/nn_impl.py` and `core/ops/nn_ops.cc`.
"""

from __future__ import annotations

from scopelint.domain.values import Unknown
from scopelint.tf import shapes
from scopelint.tf.objects import DType
from scopelint.tf.op_calls import (
    Call,
    Form,
    Output,
    Result,
    many,
    one,
    same,
    shape_argument,
    shape_function,
)
from scopelint.tf.op_shapes_conv import data_layout


@shape_function("nn.bias_add")
def bias_add(call: Call) -> Result:
    """The value's shape; its last (or channel) dimension is the bias's (BiasAddShape)."""
    x, bias = call.tensor("value"), call.tensor("bias")
    if not isinstance(x.shape, tuple) or not isinstance(bias.shape, tuple) or len(bias.shape) != 1:
        return same(x)
    at = 1 if data_layout(call, 2).channels_first else len(x.shape) - 1
    return one((*x.shape[:at], shapes.merge_dims(x.shape[at], bias.shape[0]), *x.shape[at + 1 :]), x.dtype)


@shape_function("nn.dropout")
def dropout(call: Call) -> Result:
    """The noise may say what the tensor's shape does not."""
    x = call.tensor("x")
    return one(shapes.broadcast(x.shape, shape_argument(call, "noise_shape")), x.dtype) if call.has("noise_shape") else same(x)


@shape_function("nn.batch_normalization")
def batch_normalization(call: Call) -> Result:
    """`x * scale + offset`: broadcast like any arithmetic."""
    x = call.tensor("x")
    shape = x.shape
    for name in ("mean", "variance", "offset", "scale"):
        if call.has(name):
            shape = shapes.broadcast(shape, call.tensor(name).shape)
    return one(shape, x.dtype)


@shape_function("nn.fused_batch_norm")
def fused_batch_norm(call: Call) -> Result:
    """Output, batch mean and batch variance."""
    x = call.tensor("x")
    layout = data_layout(call, len(x.shape) - 2 if isinstance(x.shape, tuple) else 2)
    _, _, channels = layout.split(x.shape)
    scale = call.tensor("scale")
    for name in ("scale", "offset", "mean", "variance"):
        vector = call.tensor(name).shape if call.has(name) else None
        if isinstance(vector, tuple) and len(vector) == 1 and vector[0] != 0:
            channels = shapes.merge_dims(channels, vector[0])
    batch, dims, _ = layout.split(x.shape)
    statistics = Output((channels,), scale.dtype)
    y = Output(layout.join(batch, dims, channels), x.dtype)
    return many(Form.TUPLE, y, statistics, statistics, fields="y running_mean running_var")


@shape_function("nn.crelu")
def crelu(call: Call) -> Result:
    """The positive and the negative part side by side."""
    x = call.tensor("features")
    axis = call.integer("axis", -1)
    if not isinstance(x.shape, tuple) or not isinstance(axis, int):
        return one(shapes.unknown_shape() if isinstance(x.shape, Unknown) else None, x.dtype)
    at = axis % len(x.shape)
    return one((*x.shape[:at], shapes.multiply(x.shape[at], 2), *x.shape[at + 1 :]), x.dtype)


@shape_function("nn.lrn")
def lrn(call: Call) -> Result:
    """Four dimensions, always."""
    x = call.tensor("input")
    return one(x.shape if x.shape is not None else (None,) * 4, x.dtype)


@shape_function("nn.l2_loss")
def l2_loss(call: Call) -> Result:
    return one((), call.tensor("t").dtype)


@shape_function("nn.xw_plus_b nn.relu_layer")
def xw_plus_b(call: Call) -> Result:
    x, weights = call.tensor("x"), call.tensor("weights")
    biases = call.tensor("biases")
    if x.shape is None or weights.shape is None:
        return one(None, (x.dtype if isinstance(x.dtype, DType) else weights.dtype))
    columns = shapes.merge_dims(shapes.index_shape(weights.shape, 1), shapes.index_shape(biases.shape, 0))
    return one((shapes.index_shape(x.shape, 0), columns), (x.dtype if isinstance(x.dtype, DType) else weights.dtype))


@shape_function("nn.normalize_moments")
def normalize_moments(call: Call) -> Result:
    mean = call.tensor("mean_ss")
    return many(Form.TUPLE, Output(mean.shape, mean.dtype), Output(mean.shape, mean.dtype))
