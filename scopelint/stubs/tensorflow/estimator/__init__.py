"""`tf.estimator` (tensorflow_estimator/python/estimator/estimator.py): `model_fn` is called once a mode, each time in a new graph."""

import _scopelint
import tensorflow as tf
from tensorflow.estimator import export, inputs
from tensorflow.train._evaluation import get_or_create_eval_step


class ModeKeys:
    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"


class EstimatorSpec:
    def __init__(
        self, mode=None, predictions=None, loss=None, train_op=None, eval_metric_ops=None, export_outputs=None, training_chief_hooks=None,
        training_hooks=None, scaffold=None, evaluation_hooks=None, prediction_hooks=None,
    ):
        self.mode = mode
        self.predictions = predictions
        self.loss = loss
        self.train_op = train_op
        self.eval_metric_ops = eval_metric_ops or {}
        self.export_outputs = export_outputs
        self.training_chief_hooks = tuple(training_chief_hooks or ())
        self.training_hooks = tuple(training_hooks or ())
        self.scaffold = scaffold
        self.evaluation_hooks = tuple(evaluation_hooks or ())
        self.prediction_hooks = tuple(prediction_hooks or ())


class RunConfig:
    def __init__(
        self, model_dir=None, tf_random_seed=None, save_summary_steps=100, save_checkpoints_steps=None, save_checkpoints_secs=None,
        session_config=None, keep_checkpoint_max=5, keep_checkpoint_every_n_hours=10000, log_step_count_steps=100, train_distribute=None,
        device_fn=None, protocol=None, eval_distribute=None, experimental_distribute=None, experimental_max_worker_delay_secs=None,
        session_creation_timeout_secs=7200, checkpoint_save_graph_def=True,
    ):
        self.model_dir = model_dir
        self.tf_random_seed = tf_random_seed
        self.save_summary_steps = save_summary_steps
        self.save_checkpoints_steps = save_checkpoints_steps
        self.save_checkpoints_secs = save_checkpoints_secs
        self.session_config = session_config
        self.keep_checkpoint_max = keep_checkpoint_max
        self.keep_checkpoint_every_n_hours = keep_checkpoint_every_n_hours
        self.log_step_count_steps = log_step_count_steps
        self.train_distribute = train_distribute
        self.task_type = "worker"
        self.task_id = 0
        self.num_worker_replicas = 1
        self.num_ps_replicas = 0
        self.global_id_in_cluster = 0
        self.is_chief = True
        self.master = ""
        self.evaluation_master = ""
        self.cluster_spec = _scopelint.unknown("a cluster")

    def replace(self, **kwargs):
        made = RunConfig()
        for name in vars(self):
            setattr(made, name, kwargs.get(name, getattr(self, name)))
        return made


def _keywords(function, **offered):
    """Those keywords that a function of the program takes."""
    names = _scopelint.parameters(function)
    return {name: offered[name] for name in offered if name in names}


def _parts(result):
    """Features and labels of what an input function returned."""
    if isinstance(result, tf.data.Dataset):
        result = tf.data.make_initializable_iterator(result).get_next()
    if isinstance(result, (list, tuple)):
        return result[0], result[1]
    return result, None


class Estimator:
    def __init__(self, model_fn, model_dir=None, config=None, params=None, warm_start_from=None):
        self._model_fn = model_fn
        self._params = params or {}
        self._config = config or RunConfig()
        self._model_dir = model_dir or self._config.model_dir

    @property
    def model_dir(self):
        return self._model_dir

    @property
    def config(self):
        return self._config

    @property
    def params(self):
        return self._params

    @property
    def model_fn(self):
        def public_model_fn(features, labels, mode, config):
            return self._call_model_fn(features, labels, mode, config)

        return public_model_fn

    def _create_global_step(self, graph):
        return tf.train.create_global_step(graph)

    def _call_input_fn(self, input_fn, mode, input_context=None):
        return input_fn(**_keywords(input_fn, mode=mode, params=self.params, config=self.config))

    def _call_model_fn(self, features, labels, mode, config):
        return self._model_fn(features=features, **_keywords(self._model_fn, labels=labels, mode=mode, params=self.params, config=config))

    def train(self, input_fn, hooks=None, steps=None, max_steps=None, saving_listeners=None):
        with tf.Graph().as_default() as g:
            self._create_global_step(g)
            with tf.name_scope("global_step/"):
                pass
            features, labels = _parts(self._call_input_fn(input_fn, ModeKeys.TRAIN))
            spec = self._call_model_fn(features, labels, ModeKeys.TRAIN, self.config)
            everybody = list(hooks or ()) + list(spec.training_hooks) + list(spec.training_chief_hooks)
            with tf.train.MonitoredTrainingSession(scaffold=spec.scaffold, hooks=everybody):
                pass
        return self

    def evaluate(self, input_fn, steps=None, hooks=None, checkpoint_path=None, name=None):
        with tf.Graph().as_default() as g:
            self._create_global_step(g)
            features, labels = _parts(self._call_input_fn(input_fn, ModeKeys.EVAL))
            spec = self._call_model_fn(features, labels, ModeKeys.EVAL, self.config)
            tf.metrics.mean(spec.loss)
            get_or_create_eval_step()
            with tf.train.MonitoredSession(hooks=list(hooks or ()) + list(spec.evaluation_hooks)):
                pass
        return _scopelint.unknown(kind=dict)

    def predict(self, input_fn, predict_keys=None, hooks=None, checkpoint_path=None, yield_single_examples=True):
        with tf.Graph().as_default() as g:
            self._create_global_step(g)
            features, _ = _parts(self._call_input_fn(input_fn, ModeKeys.PREDICT))
            spec = self._call_model_fn(features, None, ModeKeys.PREDICT, self.config)
            with tf.train.MonitoredSession(hooks=list(hooks or ()) + list(spec.prediction_hooks)):
                pass
            yield _scopelint.unknown()

    def get_variable_names(self):
        return _scopelint.unknown()

    def get_variable_value(self, name):
        return _scopelint.unknown()

    def latest_checkpoint(self):
        return _scopelint.unknown()

    def eval_dir(self, name=None):
        return _scopelint.unknown(kind=str)

    def export_saved_model(
        self, export_dir_base, serving_input_receiver_fn, assets_extra=None, as_text=False, checkpoint_path=None,
        experimental_mode=ModeKeys.PREDICT,
    ):
        with tf.Graph().as_default() as g:
            self._create_global_step(g)
            receiver = serving_input_receiver_fn()
            self._call_model_fn(receiver.features, None, experimental_mode, self.config)
        return _scopelint.unknown()

    export_savedmodel = export_saved_model


class TrainSpec:
    def __init__(self, input_fn, max_steps=None, hooks=None, saving_listeners=None):
        self.input_fn = input_fn
        self.max_steps = max_steps
        self.hooks = tuple(hooks or ())


class EvalSpec:
    def __init__(self, input_fn, steps=100, name=None, hooks=None, exporters=None, start_delay_secs=120, throttle_secs=600):
        self.input_fn = input_fn
        self.steps = steps
        self.name = name
        self.hooks = tuple(hooks or ())


def train_and_evaluate(estimator, train_spec, eval_spec):
    """On one machine: the training graph, and an evaluation when training ends."""
    estimator.train(input_fn=train_spec.input_fn, max_steps=train_spec.max_steps, hooks=train_spec.hooks)
    estimator.evaluate(input_fn=eval_spec.input_fn, steps=eval_spec.steps, name=eval_spec.name, hooks=eval_spec.hooks)
    return _scopelint.unknown(), _scopelint.unknown()


class WarmStartSettings:
    def __init__(self, ckpt_to_initialize_from, vars_to_warm_start=".*", var_name_to_vocab_info=None, var_name_to_prev_var_name=None):
        self.ckpt_to_initialize_from = ckpt_to_initialize_from
        self.vars_to_warm_start = vars_to_warm_start


class VocabInfo:
    def __init__(self, *args, **kwargs):
        pass


class _Exporter:
    def __init__(self, *args, **kwargs):
        self.name = args[0] if args else kwargs.get("name")


class LatestExporter(_Exporter):
    pass


class FinalExporter(_Exporter):
    pass


class BestExporter(_Exporter):
    pass
