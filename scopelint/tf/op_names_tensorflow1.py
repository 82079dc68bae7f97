"""Which names calls take under TensorFlow 1.15, where those are other names than under 2.15.

Flows in: `NameCall`s. Flows out: `Names`. Import this module to have the rules registered; what has no rule here takes the names of 2.15.
Each rule names what it follows in 1.15 where that is not plain from the op's own function.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from scopelint.domain.values import MISSING, Unknown
from scopelint.tf.objects import Dimension, Tensor, Variable
from scopelint.tf.op_name_calls import NameCall, NameRule, Names, tensorflow1_rule
from scopelint.tf.op_name_results import below, embedding_lookup
from scopelint.tf.op_name_rules import (
    add_n,
    doubtful,
    dropout,
    reduction,
    sparse_placeholder,
    split,
)
from scopelint.tf.op_name_rules import (
    divide as divide_of_now,
)
from scopelint.tf.op_name_rules import (
    getitem as getitem_of_now,
)

_WORDS: Final = {
    "lin_space": "*LinSpace",
    "confusion_matrix": "*confusion_matrix>SparseTensorDenseAdd",
    "bincount": "*bincount>Bincount",
    "reduce_logsumexp": "*ReduceLogSumExp>Add",
    "tensordot": "*Tensordot",
    "einsum": "*einsum>?",
    "sign": "*Sign",
    "nn.max_pool_v2": "*MaxPool",
    "image.decode_image": "*decode_image>cond_jpeg/Merge",
    "image.per_image_standardization": "*per_image_standardization>Identity",
    "image.non_max_suppression_padded": "*non_max_suppression_padded>NonMaxSuppressionV4",
    "signal.inverse_stft": "*inverse_stft>?",
    "random_uniform": "*random_uniform",
}
"""Calls that take the same names whatever their arguments are, in the notation of `op_names.py`."""


def _always(words: str) -> NameRule:
    return lambda call: call.spell(words)


for _name, _words in _WORDS.items():
    tensorflow1_rule(_name)(_always(_words))


@tensorflow1_rule(
    "reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_any", "reduce_all", "math.reduce_euclidean_norm"
)
def reduction_of_variables(call: NameCall) -> Names:
    """`_ReductionDims` knows the rank of tensors alone, of scalars too."""
    x, op = call.value("input_tensor", MISSING), call.words.split(maxsplit=1)[-1]
    if call.has("axis") or not isinstance(x, Tensor) or isinstance(x.shape, Unknown):
        return reduction(call)
    return call.spell(f"Const {op}" if x.kind != "Variable" and x.shape is not None else f"Rank range {op}")


@tensorflow1_rule("nn.swish")
def swish(call: NameCall) -> Names:
    """The features are made a tensor without a name."""
    found = call.spell("Sigmoid mul Identity IdentityN>")
    x = call.value("features", MISSING)
    if isinstance(x, Tensor):
        return found
    return doubtful(found) if isinstance(x, Unknown) else call.spell("Const Sigmoid mul Identity IdentityN>")


@tensorflow1_rule("Tensor.__getitem__")
def getitem(call: NameCall) -> Names:
    """`_slice_helper`: constants of slices are made below the op's own scope."""
    found = getitem_of_now(call)
    requests = tuple(name for name in found.requests if name != "Const")
    return replace(found, requests=requests, result=len(requests) - 1)


@tensorflow1_rule("image.ssim", "image.ssim_multiscale")
def ssim(call: NameCall) -> Names:
    """About a hundred ops beside each other, not below a scope; which, depends on the shapes (`image_ops_impl.ssim`)."""
    return doubtful(call.spell("Mean>?"))


@tensorflow1_rule("divide")
def divide(call: NameCall) -> Names:
    """Numbers are divided by Python (`math_ops.divide`)."""
    x, y = call.value("x"), call.value("y")
    numbers = isinstance(x, (int, float)) and isinstance(y, (int, float)) and not call.has("name")
    return Names((), None, None) if numbers else divide_of_now(call)


@tensorflow1_rule("accumulate_n")
def accumulate_n(call: NameCall) -> Names:
    found = add_n(call)
    return replace(found, requests=tuple("AccumulateNV2" if name == "AddN" else name for name in found.requests))


@tensorflow1_rule("split")
def split_into(call: NameCall) -> Names:
    """The number of parts is made a tensor, which nothing uses."""
    sizes = call.value("num_or_size_splits", MISSING)
    if isinstance(sizes, (int, Dimension)):
        return call.spell("Const *split" if isinstance(sizes, int) else "shape_as_tensor *split")
    return split(call)


@tensorflow1_rule("sparse_placeholder")
def shape_by_a_placeholder(call: NameCall) -> Names:
    """A shape that is not known throughout is a placeholder too, in place of a constant (`array_ops.sparse_placeholder`)."""
    found = sparse_placeholder(call)
    shape = call.axes("shape") if call.has("shape") else None
    if not call.has("shape") or call.explicit is not None:
        return found
    if not isinstance(shape, tuple) or any(isinstance(size, Unknown) for size in shape):
        return doubtful(found)
    first = "Placeholder" if any(size is None for size in shape) else "Const"
    return Names((first, "Placeholder", "Placeholder", "SparseTensor"), 3, ("",))


@tensorflow1_rule("nn.dropout")
def scaled_dropout(call: NameCall) -> Names:
    """What is kept is scaled up, and multiplied by what is 0 elsewhere (`nn_ops.dropout_v2`)."""
    found = dropout(call)
    return found if found.passed is not MISSING else replace(found, paths=("mul_1",))


@tensorflow1_rule("nn.embedding_lookup")
def embedding_lookup_of_resources(call: NameCall) -> Names:
    """`ResourceVariable.sparse_read` ends in an identity of its own."""
    tables = call.value("params")
    table = tables[0] if isinstance(tables, tuple) and len(tables) == 1 else tables
    one = isinstance(table, Variable) and table.is_resource
    return below(call, "Identity_1") if one and not call.has("max_norm") else embedding_lookup(call)
