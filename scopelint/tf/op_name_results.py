"""Ops whose result is made at another place below their scope for other arguments.

Flows in: `NameCall`s. Flows out: `Names`, whose requests are the table's: only what the result is called depends on the arguments.
Import this module to have the rules registered. Each rule names what it follows where that is not plain from the op's own function in
TensorFlow 2.15.
"""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf.dtypes import FLOATING, INTEGER
from scopelint.tf.objects import Dimension, DType, PartitionedVariable, Shape
from scopelint.tf.op_name_calls import NameCall, Names, name_rule


def below(call: NameCall, path: str | None) -> Names:
    """The table's words, with the result at `path` below the scope; None where that is not known."""
    words = call.words.partition(">")[0]
    return call.spell(words if path == "" else f"{words}>{'?' if path is None else path}")


def _rank(shape: Shape) -> int | None:
    """The number of dimensions; None where TensorFlow or scopelint does not know it."""
    return len(shape) if isinstance(shape, tuple) else None


def _static(shape: Shape) -> tuple[int, ...] | None:
    """A shape all of whose sizes are known; else None."""
    if not isinstance(shape, tuple):
        return None
    sizes = tuple(size for size in shape if isinstance(size, int))
    return sizes if len(sizes) == len(shape) else None


# --- math -----------------------------------------------------------------------------------------------


@name_rule("eye")
def eye(call: NameCall) -> Names:
    """With another number of columns the diagonal is set in zeros."""
    rows, columns = call.value("num_rows"), call.value("num_columns")
    if columns is None:
        return below(call, "diag")
    if isinstance(rows, Unknown) or isinstance(columns, Unknown):
        return below(call, None)
    return below(call, "diag" if isinstance(rows, int) and rows == columns else "set_diag")


@name_rule("norm")
def norm(call: NameCall) -> Names:
    """Reduced dimensions are squeezed away at last."""
    keeps = call.flag("keepdims")
    if isinstance(keeps, Unknown):
        return below(call, None)
    if not keeps:
        return below(call, "Squeeze")
    plain = call.value("ord", "euclidean") in ("euclidean", "fro") or (call.value("ord") == 2 and not isinstance(call.value("axis"), tuple))
    return below(call, "Sqrt" if plain else None)


@name_rule("random_uniform")
def random_uniform(call: NameCall) -> Names:
    """Floats from the integer 0 are not moved, and not even scaled up to the integer 1."""
    dtype, low, high = call.dtype("dtype", "float32"), call.value("minval", 0), call.value("maxval", 1)
    if not isinstance(dtype, DType) or (dtype.name in FLOATING and (_may_be_integer(low) or (low == 0 and _may_be_integer(high)))):
        return below(call, None)
    if dtype.name not in FLOATING or not _is_integer(low, 0):
        return below(call, "")
    return below(call, "RandomUniform" if _is_integer(high, 1) else "Mul")


def _is_integer(value: Value, wanted: int) -> bool:
    return isinstance(value, int) and value == wanted


def _may_be_integer(value: Value) -> bool:
    return isinstance(value, Unknown)


@name_rule("sequence_mask")
def sequence_mask(call: NameCall) -> Names:
    """The comparison, cast where the mask is not to be of booleans."""
    dtype = call.dtype("dtype", "bool")
    if not isinstance(dtype, DType):
        return below(call, None)
    return below(call, "Less" if dtype.name == "bool" else "Cast_1")


@name_rule("sort")
def sort(call: NameCall) -> Names:
    """Upwards: the largest of the negated values, negated (`sort_ops._ascending_sort`)."""
    direction, values, axis = call.text("direction", "ASCENDING"), call.tensor("values"), call.integer("axis", -1)
    rank = _rank(values.shape)
    if direction == "DESCENDING":
        last = axis == -1 or (rank is not None and axis == rank - 1)
        sure = last or (rank is not None and isinstance(axis, int))
        return below(call, None if not sure else "TopKV2" if last else "transpose_1")
    if direction != "ASCENDING" or not isinstance(values.dtype, DType):
        return below(call, None)
    return below(call, "sub_1" if values.dtype.name in INTEGER else "Neg_1")


@name_rule("tensordot")
def tensordot(call: NameCall) -> Names:
    """The product of matrices, where it has the shape of the result already; else it is reshaped to that."""
    left, right = (call.tensor(name).shape for name in ("a", "b"))
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return below(call, None)
    sizes = _static(left), _static(right)
    if sizes[0] is None or sizes[1] is None:
        return below(call, None if any(isinstance(size, Unknown) for shape in (left, right) for size in shape or ()) else "")
    axes = call.value("axes")
    first = axes[0] if isinstance(axes, tuple) and axes else axes
    contracted = axes if isinstance(axes, int) else len(first) if isinstance(first, tuple) else 1 if isinstance(first, int) else None
    if contracted is None:
        return below(call, None)
    return below(call, "MatMul" if len(sizes[0]) == len(sizes[1]) == contracted + 1 else "")


# --- image ----------------------------------------------------------------------------------------------


@name_rule("image.crop_to_bounding_box")
def crop_to_bounding_box(call: NameCall) -> Names:
    return _one_image(call, "Slice")


@name_rule("image.pad_to_bounding_box")
def pad_to_bounding_box(call: NameCall) -> Names:
    return _one_image(call, "Pad")


@name_rule("image.resize_image_with_crop_or_pad")
def resize_image_with_crop_or_pad(call: NameCall) -> Names:
    return _one_image(call, None)


def _one_image(call: NameCall, batch: str | None) -> Names:
    """One image becomes a batch of one, and is squeezed again; a batch is the result of the op at `batch`."""
    rank = _rank(call.tensor("image").shape)
    return below(call, "Squeeze" if rank == 3 else batch if rank == 4 else None)


@name_rule("image.flip_left_right image.flip_up_down")
def flip(call: NameCall) -> Names:
    return below(call, "ReverseV2" if _rank(call.tensor("image").shape) in (3, 4) else None)


@name_rule("image.random_flip_left_right")
def random_flip(call: NameCall) -> Names:
    """One image by a `cond`, a batch by arithmetic (`image_ops_impl._random_flip`)."""
    return below(call, {3: "Merge", 4: "add"}.get(_rank(call.tensor("image").shape) or 0))


@name_rule("image.transpose")
def transpose(call: NameCall) -> Names:
    return below(call, "transpose" if _rank(call.tensor("image").shape) in (3, 4) else None)


_RESIZERS = ("ResizeBilinear", "ResizeNearestNeighbor", "ResizeBicubic", "ResizeArea")


@name_rule("image.resize_images")
def resize_images(call: NameCall) -> Names:
    """A batch that has the size already is returned as it is; one image is squeezed (`_resize_images_common`)."""
    images, size, method = call.value("images"), call.axes("size"), call.value("method", 0)
    shape = call.tensor("images").shape
    rank = _rank(shape)
    if rank == 3:
        return below(call, "Squeeze")
    if rank != 4 or not isinstance(shape, tuple) or isinstance(size, Unknown) or not isinstance(method, int):
        return below(call, None)
    if any(isinstance(edge, Unknown) for edge in shape[1:3]) or method >= len(_RESIZERS) or call.has("preserve_aspect_ratio"):
        return below(call, None)
    if isinstance(size, tuple) and size == shape[1:3]:
        return Names(below(call, "").requests, passed=images)
    return below(call, _RESIZERS[method])


# --- nn -------------------------------------------------------------------------------------------------


@name_rule("nn.convolution nn.atrous_conv2d nn.depthwise_conv2d")
def convolution(call: NameCall) -> Names:
    """Spread out kernels move space to the batch and back (`nn_ops.with_space_to_batch`)."""
    rate = next((call.value(name) for name in ("dilation_rate", "dilations", "rate") if call.has(name)), 1)
    rates = rate if isinstance(rate, tuple) else (rate,)
    numbers = [each.value if isinstance(each, Dimension) else each for each in rates]
    if not all(isinstance(each, int) for each in numbers):
        return below(call, None)
    if any(each != 1 for each in numbers):
        return below(call, "BatchToSpaceND")
    source = call.tensor("input" if call.has("input") else "value")
    rank = _rank(source.shape)
    return below(call, None if rank is None else "Squeeze" if rank == 3 else "")


@name_rule("nn.embedding_lookup")
def embedding_lookup(call: NameCall) -> Names:
    """Of one table the rows, of several the rows stitched together (`embedding_ops._embedding_lookup_and_transform`)."""
    tables = call.value("params")
    if isinstance(tables, Unknown) or call.has("max_norm"):
        return below(call, None)
    several = isinstance(tables, PartitionedVariable) or (isinstance(tables, tuple) and len(tables) > 1)
    return below(call, "Reshape_1" if several else "Identity")


@name_rule("nn.safe_embedding_lookup_sparse")
def safe_embedding_lookup_sparse(call: NameCall) -> Names:
    """What no id was found for becomes zeros, unless there is an id for it."""
    if call.has("sparse_weights"):
        return below(call, None)
    default = call.value("default_id")
    return below(call, None if isinstance(default, Unknown) else "Reshape_2" if default is None else "Reshape_1")


@name_rule("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(call: NameCall) -> Names:
    """Other logits than a matrix are made one, and the losses are reshaped."""
    logits = call.tensor("logits")
    if isinstance(logits.shape, Unknown) or not isinstance(logits.dtype, DType) or logits.dtype.name == "float16":
        return below(call, None)
    return below(call, "SparseSoftmaxCrossEntropyWithLogits" if _rank(logits.shape) == 2 else "Reshape_2")
