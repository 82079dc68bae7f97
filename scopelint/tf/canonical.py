"""One name for each TensorFlow API, whatever the program calls it.

Flows in: dotted names as programs import them. Flows out: canonical names below `tensorflow.` (the
TF1 namespace). Knows no syntax.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from scopelint.tf import op_table
from scopelint.tf.homes import HOMES
from scopelint.tf.op_table import OpKind

_CONTRIB_RNN: Final = ("rnn_cell", "core_rnn_cell", "core_rnn_cell_impl", "core_rnn", "rnn", "lstm_ops", "gru_ops", "fused_rnn_cell")
"""Modules of contrib.rnn, whose names are all its own."""

_DATASETS: Final = ("Dataset", "FixedLengthRecordDataset", "Iterator", "TFRecordDataset", "TextLineDataset")
"""What was in contrib.data before tf.data was."""

_PREFIXES: Final = (
    ("tensorflow.compat.v1", "tensorflow"),
    ("tensorflow._api.v1", "tensorflow"),
    ("tensorflow.ops", "tensorflow"),
    ("tensorflow.python.ops.reset_default_graph", "tensorflow.reset_default_graph"),
    ("tensorflow.python.keras", "tensorflow.keras"),
    ("tensorflow.contrib.keras.python.keras", "tensorflow.keras"),
    ("tensorflow.contrib.keras.api.keras", "tensorflow.keras"),
    ("tensorflow.contrib.keras", "tensorflow.keras"),
    ("tensorflow.python.layers.layers", "tensorflow.layers"),
    ("tensorflow.keras.engine.input_spec", "tensorflow.keras.engine.base_layer"),
    ("tensorflow.summary.summary", "tensorflow.summary"),
    ("tensorflow.python.layers", "tensorflow.layers"),
    ("tensorflow.contrib.slim.python.slim", "tensorflow.contrib.slim"),
    ("tensorflow.contrib.slim.data", "tensorflow.contrib.slim"),
    ("tensorflow.contrib.slim.layers", "tensorflow.contrib.layers.python.layers"),
    ("tensorflow.contrib.slim.losses", "tensorflow.contrib.losses"),
    ("tensorflow.contrib.slim.metrics", "tensorflow.contrib.metrics"),
    ("tensorflow.contrib.rnn.python.ops", "tensorflow.contrib.rnn"),
    ("tensorflow.contrib.grid_rnn.python.ops.grid_rnn_cell", "tensorflow.contrib.grid_rnn"),
    *((f"tensorflow.contrib.rnn.{name}", "tensorflow.contrib.rnn") for name in _CONTRIB_RNN),
    ("tensorflow.contrib.framework.nest", "tensorflow.nest"),
    ("tensorflow.contrib.data.python.util", "tensorflow.python.util"),
    ("tensorflow.contrib.framework.python.framework", "tensorflow.contrib.framework"),
    *((f"tensorflow.{room}.{name}", f"tensorflow.data.{name}") for room in ("contrib.data", "data.experimental") for name in _DATASETS),
    ("tensorflow.contrib.data", "tensorflow.data.experimental"),
    ("tensorflow.contrib.distribute", "tensorflow.distribute"),
    ("tensorflow.contrib.linalg", "tensorflow.linalg"),
    ("tensorflow.models.rnn.rnn_cell", "tensorflow.nn.rnn_cell"),
    ("tensorflow.models.rnn.seq2seq", "tensorflow.contrib.legacy_seq2seq"),
    ("tensorflow.models.rnn.rnn", "tensorflow.nn"),
    ("tensorflow.nn.seq2seq", "tensorflow.contrib.legacy_seq2seq"),
    ("tensorflow.core.framework.summary_pb2", "tensorflow"),
    ("tensorflow_estimator", "tensorflow"),
    ("tensorflow.flags", "absl.flags"),
    ("tensorflow.app", "absl.app"),
    ("absl.app.flags", "absl.flags"),
    ("gflags", "absl.flags"),
    ("keras", "tensorflow.keras"),
    ("tf_slim.layers", "tensorflow.contrib.layers.python.layers"),
    ("tf_slim.ops", "tensorflow.contrib.framework.python.ops"),
    ("tf_slim.training", "tensorflow.contrib.training"),
    ("tf_slim", "tensorflow.contrib.slim"),
    ("tensorflow_gan", "tensorflow.contrib.gan"),
)
"""Names that stand for others."""

_BESIDE: Final = ("tensorflow.models", "tensorflow.models.rnn", "tensorflow.core", "tensorflow.core.framework")
"""Packages of which only modules that `_PREFIXES` names are known; `tensorflow.models` is TensorFlow 0.x's."""

_INTERNAL: Final = {
    "layers": "tensorflow.layers",
    "rnn_cell": "tensorflow.nn.rnn_cell",
    "rnn_cell_impl": "tensorflow.nn.rnn_cell",
    "core_rnn_cell": "tensorflow.nn.rnn_cell",
    "core_rnn_cell_impl": "tensorflow.nn.rnn_cell",
    "rnn": "tensorflow.nn",
    "seq2seq": "tensorflow.contrib.legacy_seq2seq",
    "ctc_ops": "tensorflow.nn",
    "image_ops": "tensorflow.image",
    "image_ops_impl": "tensorflow.image",
    "gen_image_ops": "tensorflow.image",
    "test_util": "tensorflow.test",
    "googletest": "tensorflow.test",
    "test": "tensorflow.test",
    "compat": "tensorflow.compat",
    "nn_ops": "tensorflow.nn",
    "nn_impl": "tensorflow.nn",
    "nn": "tensorflow.nn",
    "embedding_ops": "tensorflow.nn",
    "candidate_sampling_ops": "tensorflow.nn",
    "training": "tensorflow.train",
    "training_util": "tensorflow.train",
    "optimizer": "tensorflow.train",
    "adam": "tensorflow.train",
    "momentum": "tensorflow.train",
    "gradient_descent": "tensorflow.train",
    "rmsprop": "tensorflow.train",
    "adagrad": "tensorflow.train",
    "moving_averages": "tensorflow.train",
    "saver": "tensorflow.train",
    "learning_rate_decay": "tensorflow.train",
    "adadelta": "tensorflow.train",
    "adagrad_da": "tensorflow.train",
    "ftrl": "tensorflow.train",
    "proximal_adagrad": "tensorflow.train",
    "proximal_gradient_descent": "tensorflow.train",
    "sync_replicas_optimizer": "tensorflow.train",
    "monitored_session": "tensorflow.train",
    "session_run_hook": "tensorflow.train",
    "basic_session_run_hooks": "tensorflow.train",
    "supervisor": "tensorflow.train",
    "coordinator": "tensorflow.train",
    "queue_runner": "tensorflow.train",
    "queue_runner_impl": "tensorflow.train",
    "input": "tensorflow.train",
    "checkpoint_utils": "tensorflow.train",
    "checkpoint_management": "tensorflow.train",
    "session_manager": "tensorflow.train",
    "warm_starting_util": "tensorflow.train",
    "server_lib": "tensorflow.train",
    "device_setter": "tensorflow.train",
    "basic_loops": "tensorflow.train",
    "slot_creator": "tensorflow.train._slots",
    "lookup_ops": "tensorflow.contrib.lookup",
    "losses": "tensorflow.losses",
    "losses_impl": "tensorflow.losses",
    "metrics": "tensorflow.metrics",
    "metrics_impl": "tensorflow.metrics",
    "summary": "tensorflow.summary",
    "app": "absl.app",
    "flags": "absl.flags",
    "graph_util": "tensorflow.graph_util",
    "tf_logging": "tensorflow.logging",
    "gfile": "tensorflow.gfile",
    "nest": "tensorflow.nest",
    "errors": "tensorflow.errors",
    "errors_impl": "tensorflow.errors",
    "tf_contextlib": "contextlib",
    "tf_inspect": "inspect",
    "tf_decorator": "tensorflow._util",
    "tf_export": "tensorflow._util",
    "deprecation": "tensorflow._util",
    "all_util": "tensorflow._util",
    "function": "tensorflow._util",
    "tf2": "tensorflow._util",
    "api": "tensorflow._util",
    "smart_cond": "tensorflow.layers.utils",
}
"""Modules of `tensorflow.python` whose names are public elsewhere than in `tensorflow` itself."""

_PUBLIC: Final = (
    {
        f"tensorflow.{inside}": f"tensorflow.{public}_initializer"
        for inside, public in (
            ("Zeros", "zeros"),
            ("Ones", "ones"),
            ("Constant", "constant"),
            ("RandomUniform", "random_uniform"),
            ("RandomNormal", "random_normal"),
            ("TruncatedNormal", "truncated_normal"),
            ("UniformUnitScaling", "uniform_unit_scaling"),
            ("VarianceScaling", "variance_scaling"),
            ("Orthogonal", "orthogonal"),
            ("GlorotUniform", "glorot_uniform"),
            ("GlorotNormal", "glorot_normal"),
            ("glorot_uniform", "glorot_uniform"),
            ("glorot_normal", "glorot_normal"),
        )
    }
    | {f"tensorflow.{name}": f"tensorflow.initializers.{name}" for name in ("he_normal", "he_uniform", "lecun_normal", "lecun_uniform")}
    | {f"tensorflow.contrib.lookup.{name}": f"tensorflow.{name}" for name in ("tables_initializer", "initialize_all_tables")}
)
"""What TensorFlow's own modules call otherwise than the world does (tensorflow/python/ops/init_ops.py, init_ops_v2.py)."""

_TREE: Final = "tensorflow.python"
_TOP: Final = frozenset(
    [
        "ops",
        "framework",
        "training",
        "layers",
        "platform",
        "util",
        "client",
        "eager",
        "estimator",
        "summary",
        "saved_model",
        "lib",
        "data",
        "distribute",
        "feature_column",
        "autograph",
        "profiler",
        "tools",
        "debug",
        "grappler",
        "module",
        "compiler",
        "tpu",
    ]
)
"""The packages of `tensorflow.python`."""

_CONTRIB_PACKAGES: Final = frozenset(
    [
        *("ops", "learn", "training", "layers", "utils", "timeseries", "framework", "util", "preprocessing", "estimator", "metrics"),
        *("tpu", "profiler", "losses", "metric_learning", "state_space_models", "data", "bijectors", "saved_model", "tools"),
        *("learn_io", "datasets", "estimators", "mappers", "feature_column"),
    ]
)
"""The packages below `tensorflow.contrib.<name>.python`; what lies in them is taken for public in `tensorflow.contrib.<name>`."""


@cache
def module(name: str) -> str:
    """The canonical name of a module as programs import it."""
    for prefix, meaning in _PREFIXES:
        if name == prefix or name.startswith(prefix + "."):
            return module(meaning + name[len(prefix) :])
    if name.startswith("tensorflow.contrib.") and ".python." in name:
        return _of_contrib(name)
    if name.startswith(_TREE + "."):
        parts = name.split(".")[2:]
        if len(parts) == 1 and parts[0] in _TOP and (parts[0] not in _INTERNAL or parts[0] == "training"):
            return name
        if parts[0] == "estimator":
            return ".".join(("tensorflow.estimator", *[part for part in parts[1:2] if part in ("export", "inputs")]))
        return _INTERNAL.get(parts[-1], "tensorflow")
    return name


def _of_contrib(name: str) -> str:
    """A module's name within contrib's own tree: packages keep it, modules below them stand for `tensorflow.contrib.<name>`."""
    _, _, owner, python, *rest = name.split(".")
    if python != "python" or owner in ("layers", "framework"):
        return name
    while rest and rest[0] in _CONTRIB_PACKAGES:
        rest = rest[1:]
    return ".".join(("tensorflow.contrib", owner, *rest[1:])) if rest else name


_LAYERS_PACKAGE: Final = "tensorflow.contrib.layers.python.layers"
"""A package whose modules are called `..._ops`, but are its own."""


def member(owner: str, name: str) -> str:
    """The canonical name of a member of a module: inside `tensorflow.python` packages that is a module.

    TensorFlow's modules have the modules that they import themselves (`from tensorflow.python.ops.rnn import rnn_cell_impl`).
    """
    full = f"{owner}.{name}"
    if owner == _TREE:
        return full if name in _TOP and (name not in _INTERNAL or name == "training") else module(full)
    known = module(full)
    if owner == _LAYERS_PACKAGE:
        return HOMES.get(known, known)
    if known == full and name.endswith(("_impl", "_ops")) and owner.startswith("tensorflow") and op_table.lookup(full) is None:
        return module(f"{_TREE}.ops.{name}")
    known = _PUBLIC.get(known, known)
    return HOMES.get(known, known)


def is_module(name: str) -> bool:
    """Whether a canonical name is a module of TensorFlow."""
    if name in ("tensorflow", "tensorflow.contrib", _TREE, *_BESIDE) or name.startswith(_TREE + "."):
        return True
    if name.startswith("tensorflow.contrib.") and ".python" in name:
        return name.split(".")[3] == "python" and is_module(".".join(name.split(".")[:3]))
    found = op_table.lookup(name) if name.startswith("tensorflow.") else None
    return found is not None and found.kind is OpKind.MODULE


def children(name: str) -> tuple[str, ...]:
    """The public names of a module of TensorFlow."""
    return op_table.children(name) if name.split(".", maxsplit=1)[0] == "tensorflow" else ()
