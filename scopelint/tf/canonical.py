"""One name for each TensorFlow API, whatever the program calls it.

Flows in: dotted names as programs import them. Flows out: canonical names below `tensorflow.` (the
TF1 namespace), and what they stand for. Knows no syntax.
"""

from __future__ import annotations

from typing import Final

from scopelint.tf import op_table
from scopelint.tf.op_table import OpKind

_PREFIXES: Final = (
    ("tensorflow.compat.v1", "tensorflow"),
    ("tensorflow._api.v1", "tensorflow"),
    ("tensorflow.python.keras", "tensorflow.keras"),
    ("tensorflow.python.layers.layers", "tensorflow.layers"),
    ("tensorflow.python.layers", "tensorflow.layers"),
    ("tensorflow.contrib.slim.python.slim", "tensorflow.contrib.slim"),
    ("tensorflow.contrib.layers.python.layers", "tensorflow.contrib.layers"),
    ("tensorflow.contrib.rnn.python.ops", "tensorflow.contrib.rnn"),
    ("tensorflow.contrib.framework.python.ops", "tensorflow.contrib.framework"),
    ("tensorflow.contrib.framework.python.framework", "tensorflow.contrib.framework"),
    ("tensorflow.python.platform.app", "tensorflow.app"),
    ("tensorflow.python.platform.flags", "tensorflow.app.flags"),
    ("tensorflow.flags", "tensorflow.app.flags"),
    ("tensorflow.train.experimental", "tensorflow.train"),
    ("keras", "tensorflow.keras"),
    ("tf_slim", "tensorflow.contrib.slim"),
)
"""Names that stand for others, longest first where they overlap."""

_PYTHON_MODULES: Final = {
    "rnn_cell": "tensorflow.nn.rnn_cell",
    "rnn_cell_impl": "tensorflow.nn.rnn_cell",
    "core_rnn_cell": "tensorflow.nn.rnn_cell",
    "core_rnn_cell_impl": "tensorflow.nn.rnn_cell",
    "rnn": "tensorflow.nn",
    "nn_ops": "tensorflow.nn",
    "nn_impl": "tensorflow.nn",
    "nn": "tensorflow.nn",
    "init_ops": "tensorflow",
    "training": "tensorflow.train",
    "training_util": "tensorflow.train",
    "optimizer": "tensorflow.train",
    "moving_averages": "tensorflow.train",
    "saver": "tensorflow.train",
    "ops": "tensorflow",
}
"""Modules of `tensorflow.python`, by their last part; all others hold names of `tensorflow` itself."""


def module(name: str) -> str:
    """The canonical name of a module."""
    for prefix, meaning in _PREFIXES:
        if name == prefix or name.startswith(prefix + "."):
            return module(meaning + name[len(prefix) :]) if meaning != prefix else name
    if name.startswith("tensorflow.python."):
        last = name.rpartition(".")[2]
        return _PYTHON_MODULES.get(last, "tensorflow")
    return name


def member(owner: str, name: str) -> str:
    """The canonical name of a member of a module."""
    return module(f"{owner}.{name}")


def is_module(name: str) -> bool:
    """Whether a canonical name is a module of TensorFlow."""
    if name == "tensorflow" or name in ("tensorflow.contrib", "tensorflow.python"):
        return True
    found = op_table.lookup(name) if name.startswith("tensorflow.") else None
    return found is not None and found.kind is OpKind.MODULE


def children(name: str) -> tuple[str, ...]:
    """The public names of a module of TensorFlow."""
    return op_table.children(name) if name.split(".")[0] == "tensorflow" else ()
