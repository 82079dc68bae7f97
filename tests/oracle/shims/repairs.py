"""What code of TensorFlow 1's time expects and newer libraries took away.

In: the imported libraries. Out: attributes put back. Nothing here changes what a program that ran in 2019
did.
"""

from __future__ import annotations

import collections
import collections.abc
import importlib
import inspect
import time
from typing import Any, Final, NamedTuple

import numpy

_NUMPY_ALIASES: Final[dict[str, type]] = {
    "bool": bool,
    "int": int,
    "float": float,
    "complex": complex,
    "object": object,
    "str": str,
    "long": int,
    "unicode": str,
}
"""Removed by NumPy 1.24."""

_ABSTRACT: Final = (
    "Callable",
    "Hashable",
    "Iterable",
    "Iterator",
    "Mapping",
    "MutableMapping",
    "Sequence",
    "Set",
    "Sized",
)
"""Names of `collections.abc` that Python 3.10 took out of `collections`."""


_PYTHON: Final = "tensorflow.python"

_MOVED: Final = (
    ("framework.ops", "framework.tensor", ("Tensor", "TensorSpec")),
    ("framework.ops", "framework.indexed_slices", ("IndexedSlices", "convert_to_tensor_or_indexed_slices")),
    ("ops.array_ops", "ops.array_ops_stack", ("stack", "unstack")),
    ("ops.control_flow_ops", "ops.cond", ("cond",)),
    ("ops.control_flow_ops", "ops.while_loop", ("while_loop",)),
    ("ops.control_flow_ops", "ops.control_flow_case", ("case",)),
    ("ops.control_flow_ops", "ops.control_flow_assert", ("Assert",)),
)
"""Old module, new module, names that TensorFlow 2 moved; tf_slim still asks in the old places."""


class _ArgSpec(NamedTuple):
    args: list[str]
    varargs: str | None
    keywords: str | None
    defaults: tuple[Any, ...] | None


def install() -> None:
    """Puts everything back."""
    _python()
    _numpy()
    _moved_names()
    _rnn_cells()
    _slim_batch_normalization()
    _no_autograph()


def _python() -> None:
    for name in _ABSTRACT:
        setattr(collections, name, getattr(collections.abc, name))
    setattr(inspect, "getargspec", _getargspec)  # noqa: B010 - the attribute is gone from the type, too
    setattr(time, "clock", time.process_time)  # noqa: B010


def _getargspec(function: Any) -> _ArgSpec:
    """`inspect.getargspec`, removed by Python 3.11."""
    spec = inspect.getfullargspec(function)
    return _ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)


def _numpy() -> None:
    for name, kind in _NUMPY_ALIASES.items():
        setattr(numpy, name, kind)


def _moved_names() -> None:
    for old, new, names in _MOVED:
        source = importlib.import_module(f"{_PYTHON}.{new}")
        vars(importlib.import_module(f"{_PYTHON}.{old}")).update({name: getattr(source, name) for name in names})
    nest = importlib.import_module(f"{_PYTHON}.util.nest")
    vars(nest).update(is_sequence=nest.is_nested, is_sequence_or_composite=nest.is_nested_or_composite)
    variables = importlib.import_module(f"{_PYTHON}.ops.variable_v1")
    vars(importlib.import_module(f"{_PYTHON}.ops.variable_scope"))["variable"] = variables.VariableV1


def _rnn_cells() -> None:
    """`tensorflow.python.ops.rnn_cell_impl` has the classes that `tf.nn.rnn_cell` has, as in TensorFlow 1."""
    public = importlib.import_module("keras.src.layers.rnn.legacy_cells")
    cells = {name: value for name, value in vars(public).items() if name.endswith(("Cell", "Wrapper"))}
    for name in ("rnn_cell_impl", "rnn_cell"):
        vars(importlib.import_module(f"{_PYTHON}.ops.{name}")).update(cells, LSTMStateTuple=public.LSTMStateTuple)


def _slim_batch_normalization() -> None:
    """tensorflow/python/layers/normalization.py, which tf_slim uses, asks for a package named tf_keras."""
    module = importlib.import_module("tensorflow.python.layers.normalization")
    vars(module)["normalization"] = importlib.import_module("keras.src.legacy_tf_layers.normalization")


def _no_autograph() -> None:
    """Layers call the user's own `call`, not AutoGraph's copy of it, which has no place in the user's code.

    (tensorflow/python/autograph/core/ag_ctx.py; what is asked for explicitly, as by `tf.function`, is still
    converted.)
    """
    context: Any = importlib.import_module("tensorflow.python.autograph.core.ag_ctx")
    context._default_control_status_ctx = lambda: context.ControlStatusCtx(context.Status.DISABLED)
    vars(context.stacks).pop("control_status", None)
