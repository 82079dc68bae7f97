"""`tf.contrib.learn` (contrib/learn/python/learn): estimators before `tf.estimator`; each call makes a graph of its own."""

import _scopelint
import tensorflow as tf
from tensorflow import estimator
from tensorflow.contrib.learn import datasets, learn_runner, monitors, preprocessing, run_config
from tensorflow.contrib.learn.datasets import *
from tensorflow.contrib.learn.learn_runner import run, tune
from tensorflow.contrib.learn.monitors import *
from tensorflow.contrib.learn.preprocessing import *
from tensorflow.contrib.learn.run_config import RunConfig, TaskType
from tensorflow.train import _evaluation


class ModeKeys:
    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


class PredictionKey:
    CLASSES = "classes"
    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    LOGISTIC = "logistic"
    SCORES = "scores"
    TOP_K = "top_k"
    GENERIC = "output"


class ModelFnOps:
    def __init__(
        self, mode, predictions=None, loss=None, train_op=None, eval_metric_ops=None, output_alternatives=None, training_chief_hooks=None,
        training_hooks=None, scaffold=None,
    ):
        self.mode = mode
        self.predictions = predictions
        self.loss = loss
        self.train_op = train_op
        self.eval_metric_ops = eval_metric_ops or {}
        self.output_alternatives = output_alternatives
        self.training_chief_hooks = training_chief_hooks or []
        self.training_hooks = training_hooks or []
        self.scaffold = scaffold


class MetricSpec:
    def __init__(self, metric_fn, prediction_key=None, label_key=None, weight_key=None):
        self._metric_fn = metric_fn
        self._prediction_key = prediction_key
        self._label_key = label_key
        self._weight_key = weight_key

    def create_metric_ops(self, inputs, labels, predictions):
        predictions = predictions[self._prediction_key] if isinstance(predictions, dict) and self._prediction_key else predictions
        labels = labels[self._label_key] if isinstance(labels, dict) and self._label_key else labels
        names = _scopelint.parameters(self._metric_fn)
        if "predictions" in names and "labels" in names:
            return self._metric_fn(predictions=predictions, labels=labels)
        return self._metric_fn(predictions, labels)


def _input(input_fn):
    result = input_fn()
    return (result[0], result[1]) if isinstance(result, (list, tuple)) else (result, None)


class Estimator:
    def __init__(self, model_fn=None, model_dir=None, config=None, params=None, feature_engineering_fn=None):
        if params is not None and "params" not in _scopelint.parameters(model_fn) and "**" not in _scopelint.parameters(model_fn):
            raise ValueError("Estimator's model_fn does not have a params argument.")
        self._model_fn = model_fn
        self._config = config or RunConfig()
        self._model_dir = model_dir or self._config.model_dir
        self._feature_engineering_fn = feature_engineering_fn
        self._labels = None
        self.params = params

    @property
    def config(self):
        return self._config

    @property
    def model_dir(self):
        return self._model_dir

    def _call_model_fn(self, features, labels, mode, metrics=None):
        if self._feature_engineering_fn is not None:
            features, labels = self._feature_engineering_fn(features, labels)
        offered = {"mode": mode, "params": self.params, "config": self.config, "model_dir": self.model_dir}
        names = _scopelint.parameters(self._model_fn)
        result = self._model_fn(features, labels, **{name: offered[name] for name in offered if name in names})
        if isinstance(result, tuple):
            result = ModelFnOps(mode, result[0], result[1], result[2])
        for name in metrics or {}:
            result.eval_metric_ops[name] = metrics[name].create_metric_ops(features, labels, result.predictions)
        return result

    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=None, monitors=None, max_steps=None):
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        with tf.Graph().as_default() as graph:
            tf.train.create_global_step(graph)
            features, labels = _fed(x, y) if input_fn is None else _input(input_fn)
            self._labels = labels
            with tf.name_scope("global_step/"):
                pass
            spec = self._call_model_fn(features, labels, ModeKeys.TRAIN)
            tf.add_to_collection(tf.GraphKeys.LOSSES, spec.loss)
            with tf.train.MonitoredTrainingSession(scaffold=spec.scaffold, hooks=list(monitors or ()) + list(spec.training_hooks)):
                pass
        return self

    partial_fit = fit

    def train(self, input_fn, steps=None, hooks=None, max_steps=None, saving_listeners=None):
        return self.fit(input_fn=input_fn, steps=steps, max_steps=max_steps, monitors=hooks)

    def evaluate(
        self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None, metrics=None, name=None, checkpoint_path=None,
        hooks=None, log_progress=True,
    ):
        with tf.Graph().as_default() as graph:
            tf.train.create_global_step(graph)
            features, labels = _fed(x, y) if input_fn is None else _input(input_fn)
            spec = self._call_model_fn(features, labels, ModeKeys.EVAL, metrics)
            if "loss" not in spec.eval_metric_ops:
                tf.metrics.mean(spec.loss)
            _evaluation.evaluate_once(None, scaffold=spec.scaffold, eval_ops=tf.no_op(), hooks=hooks)
        return _scopelint.unknown(kind=dict)

    score = evaluate

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True, iterate_batches=False):
        with tf.Graph().as_default() as graph:
            tf.train.create_global_step(graph)
            features, _ = _fed(x, None) if input_fn is None else _input(input_fn)
            labels = None if self._labels is None else tf.nest.map_structure(_like, self._labels)
            self._call_model_fn(features, labels, ModeKeys.INFER)
        return _scopelint.unknown("predictions")

    def export_savedmodel(self, export_dir_base, serving_input_fn, *args, **kwargs):
        with tf.Graph().as_default() as graph:
            tf.train.create_global_step(graph)
            self._call_model_fn(serving_input_fn().features, None, ModeKeys.INFER)
        return _scopelint.unknown(kind=str)

    def get_variable_names(self):
        return _scopelint.unknown("names")

    def get_variable_value(self, name):
        return _scopelint.unknown("a value")


BaseEstimator = Estimator


def _like(label):
    """What stands for a label where nothing is known but what it was in training (estimators/tensor_signature.py)."""
    shape = label.shape
    return tf.placeholder(label.dtype, None if shape.ndims is None else [None] + shape.as_list()[1:])


def _fed(x, y):
    """Arrays are fed through placeholders (learn_io/data_feeder.py)."""
    return _placeholder(x, "input"), None if y is None else _placeholder(y, "output")


def _placeholder(values, name):
    if isinstance(values, dict):
        return {key: _placeholder(values[key], name) for key in values}
    shape = getattr(values, "shape", None)
    return tf.placeholder(getattr(values, "dtype", tf.float32), None if shape is None else [None] + list(shape[1:]), name=name)


class SKCompat:
    def __init__(self, estimator):
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, max_steps=None, monitors=None):
        self._estimator.fit(x, y, steps=steps, batch_size=batch_size, monitors=monitors, max_steps=max_steps)
        return self

    def score(self, x, y, batch_size=128, steps=None, metrics=None, name=None):
        return self._estimator.evaluate(x, y, metrics=metrics)

    def predict(self, x, batch_size=128, outputs=None):
        return self._estimator.predict(x)


class Experiment:
    def __init__(
        self, estimator, train_input_fn, eval_input_fn, eval_metrics=None, train_steps=None, eval_steps=100, train_monitors=None,
        eval_hooks=None, local_eval_frequency=None, eval_delay_secs=120, continuous_eval_throttle_secs=60, min_eval_frequency=None,
        delay_workers_by_global_step=False, export_strategies=None, train_steps_per_iteration=None, checkpoint_and_export=False,
        saving_listeners=None, check_interval_secs=5,
    ):
        self.estimator = estimator
        self.train_steps = train_steps
        self.eval_steps = eval_steps
        self._train_input_fn = train_input_fn
        self._eval_input_fn = eval_input_fn
        self._eval_metrics = eval_metrics
        self._train_monitors = train_monitors
        self._eval_hooks = eval_hooks

    def train(self, delay_secs=None):
        if isinstance(self.estimator, estimator.Estimator):
            return self.estimator.train(self._train_input_fn, hooks=self._train_monitors, max_steps=self.train_steps)
        return self.estimator.fit(input_fn=self._train_input_fn, max_steps=self.train_steps, monitors=self._train_monitors)

    def evaluate(self, delay_secs=None, name=None):
        if isinstance(self.estimator, estimator.Estimator):
            return self.estimator.evaluate(self._eval_input_fn, steps=self.eval_steps, hooks=self._eval_hooks)
        return self.estimator.evaluate(
            input_fn=self._eval_input_fn, steps=self.eval_steps, metrics=self._eval_metrics, hooks=self._eval_hooks
        )

    local_run = continuous_eval = evaluate

    def train_and_evaluate(self):
        self.train()
        return self.evaluate(), []

    continuous_train_and_eval = test = run_std_server = train_and_evaluate


def make_export_strategy(serving_input_fn, *args, **kwargs):
    return _scopelint.unknown("an export strategy")
