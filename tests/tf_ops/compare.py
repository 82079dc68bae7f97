"""One call, made by TensorFlow and by scopelint's model, side by side.

In: source text. Out: `Comparison`, which tells what differs and what the model did not know.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tensorflow.compat.v1 as tf

from scopelint.domain.values import Unknown
from scopelint.tf.op_calls import Form, Result
from tests.tf_ops import model, reality
from tests.tf_ops.environment import Sizes


@dataclass
class Comparison:
    """What came of one call: `wrong` must be empty, `unknown` should be."""

    call: str
    wrong: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    error: str = ""


def compare(call: str, tensors: Mapping[str, tuple[str, Sizes]] | None = None) -> Comparison:
    """Makes the call in fresh graphs on both sides, over the usual environment or other placeholders."""
    found = Comparison(call)
    real = reality.see(call, tensors=tensors)
    if real.error:
        found.error = real.error
        return found
    graph = model.Graph()
    function, arguments, keywords = reality.taken_apart(ast.parse(call, mode="eval").body, model.environment(graph, tensors))
    graph.requests.clear()
    graph.complete = True
    ours = function(*arguments, **keywords)
    requests = tuple(map(str, graph.requests))
    if not graph.complete:
        found.unknown.append("names")
    elif requests != real.names:
        found.wrong.append(f"names {requests}, TensorFlow takes {real.names}")
    compare_values(ours, real.value, found)
    return found


def compare_values(ours: Any, theirs: Any, found: Comparison) -> None:
    """Compares what was returned."""
    if isinstance(ours, Result):
        if ours.form is Form.UNKNOWN:
            found.unknown.append("result")
        elif not isinstance(theirs, tf.Operation):
            found.wrong.append(f"an operation, TensorFlow returns {theirs!r}")
        return
    left, right = list(_flat(ours)), list(_flat(theirs))
    if len(left) != len(right):
        found.wrong.append(f"{len(left)} results, TensorFlow has {len(right)}")
        return
    for one, other in zip(left, right, strict=True):
        if isinstance(one, model.T) and other is not None:  # gradients that do not exist are None
            _compare_tensor(one, other, found)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)) and not isinstance(value, tf.SparseTensor):
        for element in value:
            yield from _flat(element)
    else:
        yield value


def _compare_tensor(ours: model.T, theirs: Any, found: Comparison) -> None:
    tensor = ours.tensor
    real: Any = theirs.shape.dims and theirs.shape.as_list() if theirs.shape.ndims is not None else None
    if theirs.shape.ndims == 0:
        real = []
    if isinstance(tensor.shape, Unknown):
        found.unknown.append("shape")
    elif tensor.shape is None or real is None or len(tensor.shape) != len(real):
        if not (tensor.shape is None and real is None):
            found.wrong.append(f"shape {tensor.shape}, TensorFlow has {real}")
    elif any(not isinstance(d, Unknown) and d != r for d, r in zip(tensor.shape, real, strict=True)):
        found.wrong.append(f"shape {tensor.shape}, TensorFlow has {real}")
    elif any(isinstance(d, Unknown) for d in tensor.shape):
        found.unknown.append("dimension")
    if isinstance(tensor.dtype, Unknown):
        found.unknown.append("dtype")
    elif tensor.dtype.name != theirs.dtype.base_dtype.name:
        found.wrong.append(f"dtype {tensor.dtype}, TensorFlow has {theirs.dtype}")
    if isinstance(theirs, tf.SparseTensor):
        return
    if isinstance(tensor.name, Unknown):
        found.unknown.append("name")
    elif str(tensor.name) not in (theirs.op.name, theirs.op.name.removesuffix("/read")):
        found.wrong.append(f"name {tensor.name}, TensorFlow has {theirs.op.name}")
