"""The tree of `tf.contrib`.

Out: a module tree. `slim`, `layers`, `framework`, `losses` and `metrics` are tf_slim, which is contrib's
own code moved to a package; `rnn` is TensorFlow's cells; what neither has, and common code uses, stands in
the modules beside this one.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any, Final

import tensorflow.compat.v1 as tf
import tf_slim
from tensorflow.python.util import nest

from . import embedding, hparam, rnn_cells, rnn_drivers

_FROM_V1: Final = {
    "distributions": "distributions",
    "estimator": "estimator",
    "lookup": "lookup",
    "data": "data.experimental",
    "lite": "lite",
    "quantization": "quantization",
}
"""Modules of contrib that TensorFlow 1.15 has under another name."""


class _Contrib(ModuleType):
    """A module of contrib; says so when it lacks something."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the oracle does not serve {self.__name__}.{name}")


def build() -> ModuleType:
    """The module `tf.contrib`."""
    contrib = _module("contrib", __path__=[])
    contrib.__dict__.update(
        slim=_slim(),
        layers=_layers(),
        framework=_framework(),
        rnn=_rnn(),
        training=_module("training", tf_slim.training, HParams=hparam.HParams),
        losses=tf_slim.losses,
        metrics=tf_slim.metrics,
        tpu=_module("tpu", tf.tpu, tf.estimator.tpu),
        util=_module("util", tf.compat, make_tensor_proto=tf.make_tensor_proto, make_ndarray=tf.make_ndarray, nest=nest),
        **{name: _from_v1(path) for name, path in _FROM_V1.items()},
    )
    return contrib


def _module(name: str, *sources: ModuleType, **extra: Any) -> ModuleType:
    """A module with the public names of `sources`, and `extra`."""
    module = _Contrib("tensorflow.contrib" if name == "contrib" else f"tensorflow.contrib.{name}")
    module.__dict__["__path__"] = []
    for source in sources:
        module.__dict__.update({key: getattr(source, key) for key in dir(source) if not key.startswith("_")})
    module.__dict__.update(extra)
    return module


def _from_v1(path: str) -> Any:
    found: Any = tf
    for name in path.split("."):
        found = getattr(found, name)
    return found


def _slim() -> ModuleType:
    names = ("alexnet", "inception", "overfeat", "resnet_utils", "resnet_v1", "resnet_v2", "vgg")
    nets = {name: importlib.import_module(f"tf_slim.nets.{name}") for name in names}
    tree = _module("slim.nets", tf_slim.nets, **nets)
    inner = _module("slim.python.slim", tf_slim, nets=tree)
    return _module("slim", tf_slim, nets=tree, python=_module("slim.python", slim=inner))


def _layers() -> ModuleType:
    layers = importlib.import_module("tf_slim.layers")
    python = _module("layers.python", layers=layers)
    extra = {name: getattr(embedding, name) for name in embedding.__all__}
    return _module("layers", layers, python=python, **extra)


def _framework() -> ModuleType:
    variables = importlib.import_module("tf_slim.ops.variables")
    scopes = importlib.import_module("tf_slim.ops.arg_scope")
    framework = importlib.import_module("tf_slim.ops.framework_ops")
    ops = _module("framework.python.ops", framework, variables, scopes, variables=variables)
    return _module(
        "framework",
        framework,
        variables,
        scopes,
        python=_module("framework.python", ops=ops),
        nest=nest,
        is_tensor=tf.is_tensor,
        sort=tf.sort,
        argsort=tf.argsort,
        load_variable=tf.train.load_variable,
        list_variables=tf.train.list_variables,
        load_checkpoint=tf.train.load_checkpoint,
        init_from_checkpoint=tf.train.init_from_checkpoint,
        get_name_scope=lambda: tf.get_default_graph().get_name_scope(),
    )


def _rnn() -> ModuleType:
    extra = {name: getattr(module, name) for module in (rnn_cells, rnn_drivers) for name in module.__all__}
    impl = importlib.import_module("tensorflow.python.ops.rnn")
    cells = _module(
        "rnn.python.ops.rnn_cell",
        tf.nn.rnn_cell,
        _linear=rnn_cells.linear,
        _Linear=rnn_cells.Linear,
        **extra,
    )
    ops = _module(
        "rnn.python.ops",
        rnn_cell=cells,
        core_rnn_cell=cells,
        core_rnn_cell_impl=cells,
        rnn=impl,
        core_rnn=impl,
    )
    return _module(
        "rnn",
        tf.nn.rnn_cell,
        static_rnn=tf.nn.static_rnn,
        static_bidirectional_rnn=tf.nn.static_bidirectional_rnn,
        static_state_saving_rnn=tf.nn.static_state_saving_rnn,
        python=_module("rnn.python", ops=ops),
        **extra,
    )
