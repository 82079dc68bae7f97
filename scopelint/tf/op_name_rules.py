"""Ops that take other names for other arguments, each after the Python wrapper that it names.

Flows in: `NameCall`s. Flows out: `Names`. Import this module to have the rules registered.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from scopelint.domain.names import Hole, SymStr, join
from scopelint.domain.values import MISSING, Unknown, Value, same
from scopelint.tf import dtypes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Dimension, DType, Name, PartitionedVariable, Tensor, TensorShape, Variable
from scopelint.tf.op_calls import converted
from scopelint.tf.op_name_calls import NO_NAMES, NameCall, Names, name_rule


def is_tensor(value: Value) -> bool:
    """Whether TensorFlow sees a tensor or variable, not something to convert."""
    return isinstance(value, (Tensor, PartitionedVariable))


def _has_tensor(value: Value) -> bool:
    return is_tensor(value) or (isinstance(value, tuple) and any(map(_has_tensor, value)))


def _passed(value: Value, requests: tuple[Name, ...] = ()) -> Names:
    """Nothing is made: the argument is the result."""
    return Names(requests, passed=value)


def doubtful(names: Names) -> Names:
    """The most likely names of a call whose arguments are not known."""
    return replace(names, complete=False)


# --- math_ops.py --------------------------------------------------------------------------------


@name_rule(
    "reduce_sum reduce_mean reduce_max reduce_min reduce_prod reduce_any reduce_all math.reduce_euclidean_norm "
    "sparse_reduce_sum sparse_reduce_sum_sparse sparse_reduce_max sparse_reduce_max_sparse"
)
def reduction(call: NameCall) -> Names:
    """`_ReductionDims`: without an axis the axes are a constant, or a range where the rank is not known."""
    op = call.words.split(maxsplit=1)[-1]
    if call.has("axis"):
        return call.spell(op)
    x = call.value("input_tensor", call.value("sp_input", MISSING))
    if not is_tensor(x):
        return doubtful(call.spell(f"Const {op}")) if isinstance(x, Unknown) else call.spell(f"Rank range {op}")
    if isinstance(x.shape, Unknown):
        return doubtful(call.spell(f"Const {op}"))
    return call.spell(f"Const {op}" if x.shape else f"Rank range {op}")


@name_rule("cast to_float to_double to_int32 to_int64 to_bfloat16 to_complex64 to_complex128")
def cast(call: NameCall) -> Names:
    """A tensor or resource variable that has the dtype already is returned as it is; a variable's read too, but its scope is opened."""
    x = call.value("x", MISSING)
    word = call.words.partition(">")[0]
    found = call.spell(word)
    wanted = call.dtype("dtype", "float32") if call.has("dtype") else _cast_target(word)
    if not is_tensor(x):
        return doubtful(found) if isinstance(x, Unknown) else _converted_inside(found, x, wanted, "x")
    if not isinstance(x.dtype, DType) or not isinstance(wanted, DType):
        return doubtful(found)
    if x.dtype is not wanted:
        return found
    return _passed(x, found.requests if isinstance(x, Variable) and not x.is_resource else ())


def _converted_inside(found: Names, value: Value, wanted: DType | Unknown, name: str) -> Names:
    """A Python value is converted within the scope; where that has the right dtype the conversion is the result."""
    own = dtypes.of_constant(value)
    if not isinstance(own, DType) or not isinstance(wanted, DType):
        return replace(found, paths=None)
    return replace(found, paths=(name,)) if own is wanted else found


def _cast_target(words: str) -> DType | Unknown:
    return dtypes.as_dtype(words.removeprefix("*To").lower())


@name_rule("round conj")
def sometimes_nothing(call: NameCall) -> Names:
    """`round` leaves integers alone, `conj` real numbers."""
    x = call.value("x", MISSING)
    word = call.words.partition(">")[0]
    found = call.spell(word)
    dtype = x.dtype if is_tensor(x) else dtypes.of_constant(x)
    if not isinstance(dtype, DType):
        return doubtful(found)
    works = dtype.name in (dtypes.COMPLEX if word == "*Conj" else dtypes.FLOATING | dtypes.COMPLEX)
    if works or not is_tensor(x):
        return found if works else replace(found, paths=("x",)) if word == "*Conj" else NO_NAMES
    return _passed(x)


@name_rule("divide")
def divide(call: NameCall) -> Names:
    """Two Python numbers: the first becomes a constant."""
    bare = call.explicit is None and not any(map(is_tensor, (call.value("x"), call.value("y"))))
    found = call.spell("Const *truediv" if bare else "*truediv")
    return doubtful(found) if bare and isinstance(call.value("x"), Unknown) else found


@name_rule("scalar_mul")
def scalar_mul(call: NameCall) -> Names:
    scalar = call.value("scalar", MISSING)
    found = call.spell("*Mul" if is_tensor(scalar) else "scalar *Mul")
    return doubtful(found) if isinstance(scalar, Unknown) else found


@name_rule("add_n accumulate_n")
def add_n(call: NameCall) -> Names:
    """One tensor without a name is returned as it is."""
    inputs = call.value("inputs")
    if not isinstance(inputs, tuple):
        return doubtful(call.spell("*AddN"))
    before = [word for value in inputs for word in conversion_words(value)]
    if len(inputs) == 1 and call.explicit is None:
        return call.spell(" ".join(f"{word}>" for word in before)) if before else _passed(inputs[0])
    return call.spell(" ".join([*before, "*AddN"]))


# --- array_ops.py -------------------------------------------------------------------------------


@name_rule("convert_to_tensor")
def convert_to_tensor(call: NameCall) -> Names:
    """`ops.convert_to_tensor` and the conversion functions it asks."""
    return conversion(call, call.value("value", MISSING))


def conversion(call: NameCall, value: Value, constant: str = "*Const") -> Names:
    """The names for making a tensor of `value`."""
    if is_tensor(value):
        return _passed(value)
    if isinstance(value, TensorShape):
        return call.spell("*shape_as_tensor")
    if isinstance(value, Dimension):
        return call.spell("*shape_as_tensor")
    if isinstance(value, Unknown):
        return doubtful(call.spell(constant))
    return call.spell("*packed" if _has_tensor(value) else constant)


def conversion_words(value: Value, name: str = "Const") -> list[str]:
    """The name that an argument takes where it is converted outside of any scope; none for a tensor."""
    if is_tensor(value) or value is None or isinstance(value, Unknown):
        return []
    return ["packed" if name == "Const" and _has_tensor(value) else name]


@name_rule("stack")
def stack(call: NameCall) -> Names:
    """The first element is converted under the op's name, unless the whole list can be (`array_ops_stack.stack`)."""
    values, axis = call.value("values", MISSING), call.integer("axis", 0)
    if is_tensor(values):
        return _passed(values) if axis == 0 else call.spell("*stack")
    if not isinstance(values, tuple) or not values:
        return doubtful(call.spell("*stack"))
    only_numbers = not any(isinstance(value, Dimension) for value in values)
    if axis == 0 and (only_numbers or any(map(_has_tensor, values))):
        return call.spell("*stack")
    return call.spell("*stack" if is_tensor(values[0]) else "*stack *stack")


@name_rule("concat")
def concat(call: NameCall) -> Names:
    """One tensor alone becomes an identity of the same name below a scope of that name (`array_ops.concat`)."""
    values, axis = call.value("values", MISSING), call.value("axis", MISSING)
    if isinstance(values, int) and isinstance(axis, tuple):
        values = axis
    name = "concat" if call.explicit is None else call.explicit
    parts = values if isinstance(values, tuple) else (values,)
    found = call.spell("*concat")
    if any(isinstance(part, Unknown) or part is MISSING or getattr(part, "kind", "Tensor") not in {"Tensor", "Variable"} for part in parts):
        return replace(found, paths=None)
    return found if len(parts) != 1 else replace(found, paths=(name,) if isinstance(name, str) and not name.endswith("/") else None)


@name_rule("split")
def split(call: NameCall) -> Names:
    """A list of sizes becomes a tensor first."""
    sizes = call.value("num_or_size_splits", MISSING)
    if isinstance(sizes, (int, Dimension)):
        return call.spell("*split")
    before = conversion(call, sizes)
    if isinstance(sizes, Unknown):
        return doubtful(call.spell("*split"))
    named = [str(request) for request in conversion(NameCall("", {}, None, ""), sizes).requests]
    found = call.spell(" ".join([*named, "*split"]))
    return found if before.complete else doubtful(found)


@name_rule("strided_slice")
def strided_slice(call: NameCall) -> Names:
    return call.spell("*StridedSlice" if call.has("strides") else "ones_like *StridedSlice")


@name_rule("where")
def where(call: NameCall) -> Names:
    """`where` with two branches is another op (`where_v1`)."""
    return call.spell("*Select" if call.has("x") or call.has("y") else "*Where")


@name_rule("pad")
def pad(call: NameCall) -> Names:
    """The op depends on mode and value."""
    mode, value = call.text("mode", "CONSTANT"), call.value("constant_values", 0)
    if isinstance(mode, Unknown):
        return doubtful(call.spell("*Pad"))
    if mode.upper() != "CONSTANT":
        return call.spell("*MirrorPad")
    if isinstance(value, Unknown):
        return doubtful(call.spell("*Pad"))
    return call.spell("*Pad" if isinstance(value, (int, float)) and value == 0 else "*PadV2")


@name_rule("Tensor.__getitem__")
def getitem(call: NameCall) -> Names:
    """`_slice_helper`: an index tensor is incremented, and what a slice with tensor ends leaves out is a constant."""
    key = call.arguments.get("slice_spec")
    if isinstance(key, bool) or (isinstance(key, Tensor) and key.dtype is DTYPES["bool"]):
        return call.spell("*boolean_mask>GatherV2")
    before: list[str] = []
    sure = True
    for item in key if isinstance(key, tuple) else (key,):
        if isinstance(item, slice):
            ends = (item.start, item.stop, item.step)
            if any(isinstance(end, Tensor) and end.kind != "Variable" for end in ends):
                before += ["Const"] * sum(end is None for end in ends)
        elif isinstance(item, Tensor):
            before.append("add")
            before += ["Const"] * (isinstance(item.dtype, DType) and item.dtype.name in ("int16", "int64"))
        sure &= not (isinstance(item, Unknown) and item.kind is not int)
    found = call.spell(" ".join([*before, "*strided_slice"]))
    return found if sure else doubtful(found)


@name_rule("sparse_placeholder")
def sparse_placeholder(call: NameCall) -> Names:
    """Three placeholders and a scope; an explicit name is the scope of the three."""
    parts = ["shape", "values", "indices"]
    default = ["Placeholder"] * 3
    if call.has("shape"):
        parts, default = ["shape_default", *parts], ["Const", "PlaceholderWithDefault", "Placeholder", "Placeholder"]
    if call.explicit is None:
        return Names((*default, "SparseTensor"), len(default), ("",))
    if isinstance(call.explicit, Unknown):
        return Names((call.explicit,) * len(parts) + ("SparseTensor",), len(parts), ("",))
    return Names((*(join([call.explicit, f"/{part}"]) for part in parts), "SparseTensor"), len(parts), ("",))


# --- nn_ops.py, nn_impl.py ----------------------------------------------------------------------


@name_rule("nn.moments")
def moments(call: NameCall) -> Names:
    """Mean and variance lose the reduced dimensions by a squeeze, unless they keep them; half floats are cast back."""
    dtype, keeps = call.tensor("x").dtype, call.flag("keepdims")
    if not isinstance(dtype, DType) or isinstance(keeps, Unknown):
        return call.spell("*moments>?")
    if dtype.name == "float16":
        return call.spell("*moments>Cast_1,Cast_2")
    return call.spell("*moments>mean,variance" if keeps else "*moments>Squeeze,Squeeze_1")


@name_rule("nn.softmax nn.log_softmax")
def softmax(call: NameCall) -> Names:
    """Along another axis than the last the tensor is transposed, without a scope of its own (`_wrap_2d_function`)."""
    op = "LogSoftmax" if "LogSoftmax" in call.words else "Softmax"
    x, axis = call.value("logits", MISSING), call.integer("axis", -1)
    shape = converted(x).shape
    if axis == -1 or (isinstance(shape, tuple) and axis == len(shape) - 1):
        return call.spell(f"*{op}")
    if not isinstance(axis, int) or not isinstance(shape, tuple):
        return doubtful(call.spell(f"*{op}"))
    swap = "Sub range range concat" if axis >= 0 else "Sub range add range concat"
    rank = "Rank Rank" if axis >= 0 else "Rank add Rank mod"
    return call.spell(f"{rank} {swap} transpose {op} {swap} *transpose")


@name_rule("nn.dropout")
def dropout(call: NameCall) -> Names:
    """`keep_prob` is turned into a rate before the scope; nothing is dropped where the rate is 0."""
    keep, rate = call.value("keep_prob", MISSING), call.value("rate", MISSING)
    found = call.spell("sub *dropout>SelectV2" if is_tensor(keep) else "*dropout>SelectV2")
    if (isinstance(keep, (int, float)) and keep == 1) or (isinstance(rate, (int, float)) and rate == 0):
        return _passed(call.value("x"), found.requests)
    return doubtful(found) if isinstance(keep, Unknown) and keep.kind is None else found


@name_rule("nn.fused_batch_norm")
def fused_batch_norm(call: NameCall) -> Names:
    """Statistics that are not given are empty constants."""
    missing = sum(not call.has(name) for name in ("mean", "variance"))
    return call.spell(" ".join(["Const"] * missing + ["*FusedBatchNormV3"]))


@name_rule("nn.pool")
def pool(call: NameCall) -> Names:
    kind = call.text("pooling_type", "MAX")
    found = call.spell("*avg_pool" if kind == "AVG" else "*max_pool")
    return doubtful(found) if isinstance(kind, Unknown) else found


@name_rule("assign assign_add assign_sub")
def assign(call: NameCall) -> Names:
    """A resource has ops of its own, and is read afterwards."""
    ref = call.value("ref", MISSING)
    if not isinstance(ref, Variable) or not ref.is_resource:
        return call.spell(call.words)
    how = call.canonical.rpartition("assign")[2].removeprefix("_").capitalize()
    return call.spell(f"*Assign{how}VariableOp ReadVariableOp")


# --- the rest -----------------------------------------------------------------------------------


@name_rule("image.convert_image_dtype")
def convert_image_dtype(call: NameCall) -> Names:
    """An identity where the dtype is right already."""
    image, wanted = call.tensor("image"), call.dtype("dtype", "float32")
    if not isinstance(image.dtype, DType) or not isinstance(wanted, DType):
        return doubtful(call.spell("*convert_image"))
    return call.spell("*Identity" if image.dtype is wanted else "*convert_image")


@name_rule("real saturate_cast")
def scope_for_nothing(call: NameCall) -> Names:
    """A scope is opened, but a tensor that is right already is returned as it is."""
    x, found = call.value("input", call.value("value", MISSING)), call.spell(call.words.partition(">")[0])
    if not isinstance(x, Tensor):
        wanted = dtypes.of_constant(x) if call.canonical.endswith("real") else call.dtype("dtype", "float32")
        return _converted_inside(found, x, wanted, "input" if call.canonical.endswith("real") else "value")
    if not isinstance(x.dtype, DType):
        return found
    wanted = call.dtype("dtype", x.dtype)
    real = x.dtype.name not in dtypes.COMPLEX if call.canonical.endswith("real") else wanted is x.dtype
    return _passed(x, found.requests) if real else found


@name_rule("train.piecewise_constant")
def piecewise_constant(call: NameCall) -> Names:
    """Boundaries and values are converted one by one (`optimizer_v2/legacy_learning_rate_decay.py`)."""
    boundaries, values = call.value("boundaries"), call.value("values")
    if not isinstance(boundaries, tuple) or not isinstance(values, tuple):
        return doubtful(call.spell(call.words))
    before = [word for value in (*boundaries, *values) for word in conversion_words(value)]
    return call.spell(" ".join([*before, "*PiecewiseConstant>case/cond/Merge"]))


@name_rule("clip_by_global_norm")
def clip_by_global_norm(call: NameCall) -> Names:
    """The norm is computed under the same name, unless it is given."""
    return call.spell("*clip_by_global_norm>?" if call.has("use_norm") else "*global_norm *clip_by_global_norm>?")


@name_rule("group")
def group(call: NameCall) -> Names:
    """`control_flow_ops.group` takes its name among its `**kwargs`."""
    explicit = call.value("name", None)
    return Names((explicit if isinstance(explicit, (str, SymStr, Unknown)) else "group_deps",), 0, ("",))


@name_rule("py_func numpy_function")
def py_func(call: NameCall) -> Names:
    return call.spell("*PyFuncStateless" if call.flag("stateful", True) is False else "*PyFunc")


@name_rule("assert_equal")
def assert_equal(call: NameCall) -> Names:
    """Two scopes, one of them for nothing, unless both are one object (`check_ops.assert_equal`)."""
    x, y = call.value("x", MISSING), call.value("y", MISSING)
    small = isinstance(x, int) and -5 <= x <= 256
    one = x is y or (small and same(x, y)) or (isinstance(x, bool) and same(x, y))
    return call.spell("*assert_equal>NoOp" if one else "*assert_equal *assert_equal>?")


@name_rule("assert_scalar")
def assert_scalar(call: NameCall) -> Names:
    """A scope for the check; the tensor is returned."""
    return _passed(call.value("tensor"), call.spell("*assert_scalar").requests)


_NOT_IN_TAGS: Final = re.compile(r"[^-/\w.]")


@name_rule("summary.scalar summary.histogram summary.image summary.audio summary.text summary.tensor_summary")
def summary(call: NameCall) -> Names:
    """The cleaned tag is the name; a family goes before it (`ops/summary_op_util.py`)."""
    name = _tag(call.value("name"))
    if call.has("family"):
        family = _tag(call.value("family"))
        if isinstance(family, Unknown):
            name = family
        elif not isinstance(name, Unknown):
            name = join([family, "/", name])
    return Names((name,), 0)


def _tag(value: Value) -> Name:
    """`summary_op_util.clean_tag`: what a name may not hold becomes `_`."""
    if isinstance(value, str):
        return _NOT_IN_TAGS.sub("_", value).lstrip("/")
    if isinstance(value, SymStr):
        return join(part if isinstance(part, Hole) else _NOT_IN_TAGS.sub("_", part) for part in value.parts)
    return value if isinstance(value, Unknown) else Unknown(("tag", object()), "tag", "is no string")


@name_rule("summary.merge_all")
def merge_all(call: NameCall) -> Names:
    """Nothing where nothing was collected; else a merge of the collection."""
    return doubtful(call.spell("*Merge>MergeSummary"))


@name_rule("IndexedSlices")
def indexed_slices(_: NameCall) -> Names:
    return NO_NAMES
