"""Losses, summaries, schedules and gradients. After `ops/nn_ops.py`, `ops/losses/losses_impl.py`."""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Shape, Tensor
from scopelint.tf.op_calls import (
    UNKNOWN_RESULT,
    Call,
    Form,
    Output,
    Result,
    converted,
    many,
    one,
    shape_function,
)
from scopelint.tf.op_shapes_array import reshaped
from scopelint.tf.op_shapes_reduce import without_axis


@shape_function("nn.softmax_cross_entropy_with_logits nn.softmax_cross_entropy_with_logits_v2")
def softmax_cross_entropy(call: Call) -> Result:
    """One number for each row: the class dimension goes."""
    logits, labels = call.tensor("logits"), call.tensor("labels")
    shape = logits.shape
    if isinstance(logits.shape, tuple) and isinstance(labels.shape, tuple) and len(logits.shape) == 2:
        shape = shapes.broadcast(logits.shape, labels.shape)
    return one(without_axis(shape, call.integer("axis", -1)), logits.dtype)


@shape_function("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy(call: Call) -> Result:
    """One number for each label; logits of more than two dimensions are flattened on the way."""
    logits, labels = call.tensor("logits"), call.tensor("labels")
    if isinstance(logits.shape, tuple) and len(logits.shape) == 2:
        return one(shapes.merge(labels.shape, logits.shape[:1]), logits.dtype)
    if not isinstance(labels.shape, tuple) or not isinstance(logits.shape, tuple):
        return one(labels.shape, logits.dtype)
    rows = None if logits.shape[-1] is None else shapes.product(logits.shape[:-1])
    return one(reshaped((rows,), tuple(-1 if dim is None else dim for dim in labels.shape)), logits.dtype)


@shape_function("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy(call: Call) -> Result:
    logits, labels = call.tensor("logits"), call.tensor("labels")
    return one(_elementwise(logits.shape, labels.shape), logits.dtype)


def _elementwise(logits: Shape, targets: Shape) -> Shape:
    """Arithmetic on two tensors that must have one shape."""
    return None if logits is None or targets is None else shapes.merge(logits, targets)


@shape_function("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy(call: Call) -> Result:
    logits = call.tensor("logits")
    targets = call.tensor("targets" if call.has("targets") else "labels")
    return one(_elementwise(logits.shape, targets.shape), logits.dtype)


@shape_function("nn.log_poisson_loss")
def log_poisson_loss(call: Call) -> Result:
    log_input, targets = call.tensor("log_input"), call.tensor("targets")
    return one(_elementwise(log_input.shape, targets.shape), log_input.dtype)


@shape_function("nn.nce_loss nn.sampled_softmax_loss")
def sampled(call: Call) -> Result:
    """One number for each example."""
    inputs = call.tensor("inputs")
    rows = shapes.merge_dims(shapes.index_shape(inputs.shape, 0), shapes.index_shape(call.tensor("labels").shape, 0))
    return one((rows,), inputs.dtype)


@shape_function("nn.ctc_loss")
def ctc_loss(call: Call) -> Result:
    inputs = call.tensor("inputs")
    at = 1 if call.flag("time_major", True) is True else 0
    batch = shapes.index_shape(inputs.shape, at)
    if call.has("sequence_length"):
        batch = shapes.merge_dims(batch, shapes.index_shape(call.tensor("sequence_length").shape, 0))
    return one((batch,), inputs.dtype)


@shape_function(
    "losses.absolute_difference losses.cosine_distance losses.hinge_loss losses.huber_loss losses.log_loss "
    "losses.mean_squared_error losses.sigmoid_cross_entropy losses.softmax_cross_entropy "
    "losses.sparse_softmax_cross_entropy losses.compute_weighted_loss losses.mean_pairwise_squared_error"
)
def loss(call: Call) -> Result:
    """A scalar, unless `reduction` is NONE (`losses_impl.compute_weighted_loss`)."""
    predictions: Value = next((call.value(n) for n in ("predictions", "logits", "losses") if call.has(n)), None)
    dtype = converted(predictions).dtype if isinstance(predictions, Tensor) else "float32"
    reduction = call.value("reduction", "weighted_sum_by_nonzero_weights")
    if isinstance(reduction, Unknown) or reduction == "none":
        simple = call.canonical.rpartition(".")[2] in ("mean_squared_error", "absolute_difference", "log_loss", "huber_loss")
        if simple and reduction == "none":
            return one(_elementwise(converted(predictions).shape, call.tensor("labels").shape), dtype)
        return one(shapes.unknown_shape(), dtype)
    return one((), dtype)


@shape_function("losses.get_total_loss losses.get_regularization_loss")
def total_loss(call: Call) -> Result:
    return one((), "float32")


@shape_function(
    "train.exponential_decay train.natural_exp_decay train.inverse_time_decay train.polynomial_decay "
    "train.cosine_decay train.linear_cosine_decay train.noisy_linear_cosine_decay train.cosine_decay_restarts"
)
def decay(call: Call) -> Result:
    return one((), call.tensor("learning_rate").dtype)


@shape_function("train.piecewise_constant")
def piecewise_constant(call: Call) -> Result:
    values = call.elements("values")
    return one((), converted(values[0]).dtype if values else "float32")


@shape_function("summary.scalar summary.histogram summary.image summary.audio summary.text summary.tensor_summary")
def summary(call: Call) -> Result:
    return one((), "string")


@shape_function("summary.merge")
def merge_summary(call: Call) -> Result:
    return one((), "string")


@shape_function("gradients")
def gradients(call: Call) -> Result:
    """A gradient for each of `xs`, of its shape (None, where nothing depends on it, is not modelled)."""
    xs = call.value("xs")
    tensors = xs if isinstance(xs, tuple) else (xs,) if isinstance(xs, Tensor) else None
    if tensors is None:
        return UNKNOWN_RESULT
    outputs = [Output(t.shape, t.dtype) if isinstance(t, Tensor) else Output(*_unknown()) for t in tensors]
    return many(Form.LIST, *outputs)


def _unknown() -> tuple[Shape, Unknown]:
    return shapes.unknown_shape(), Unknown(("dtype", object()), "dtype", "gradient of something unknown")


@shape_function("py_func numpy_function")
def py_func(call: Call) -> Result:
    """Tensors of unknown rank, one for each of `Tout`."""
    wanted = call.value("Tout")
    if isinstance(wanted, tuple):
        outputs = (one(None, Call("py_func", {"dtype": t}).dtype("dtype", "float32")).output for t in wanted)
        return many(Form.LIST, *outputs)
    return one(None, call.dtype("Tout", "float32"))


@shape_function("read_file string_join as_string")
def strings(call: Call) -> Result:
    if call.canonical == "read_file":
        return one((), "string")
    if call.canonical == "as_string":
        return one(call.tensor("input").shape, "string")
    parts = [converted(v).shape for v in call.elements("inputs") or ()]
    shape: Shape = ()
    for part in parts:
        shape = shapes.broadcast(shape, part)
    return one(shape, "string")


@shape_function("string_to_number")
def string_to_number(call: Call) -> Result:
    return one(call.tensor("string_tensor" if call.has("string_tensor") else "input").shape, call.dtype("out_type", "float32"))


@shape_function("decode_raw")
def decode_raw(call: Call) -> Result:
    """A new last dimension of unknown size."""
    x = call.tensor("input_bytes" if call.has("input_bytes") else "bytes")
    return one(shapes.concatenate(x.shape, (None,)), call.dtype("out_type", "uint8"))
