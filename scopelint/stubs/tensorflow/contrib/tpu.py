"""`tf.contrib.tpu` as far as programs use it off a TPU (tensorflow_estimator/python/estimator/tpu/{tpu_estimator,tpu_config}.py)."""

import _scopelint
import tensorflow as tf
from tensorflow import estimator
from tensorflow.train._optimizer import Optimizer


class CrossShardOptimizer(Optimizer):
    """Sums gradients over shards; all else is the inner optimizer's (tpu/tpu_optimizer.py)."""

    def __init__(self, opt, reduction="weighted_mean", name="CrossShardOptimizer", group_assignment=None):
        super().__init__(False, name)
        self._opt = opt

    def compute_gradients(self, loss, var_list=None, **kwargs):
        return self._opt.compute_gradients(loss, var_list=var_list, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        return self._opt.apply_gradients(list(grads_and_vars), global_step, name)

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def variables(self):
        return self._opt.variables()


class InputPipelineConfig:
    PER_SHARD_V1 = 1
    PER_HOST_V1 = 2
    PER_HOST_V2 = 3
    BROADCAST = 4
    SLICED = 5


class TPUConfig:
    def __init__(
        self, iterations_per_loop=2, num_shards=None, num_cores_per_replica=None, per_host_input_for_training=True, tpu_job_name=None,
        initial_infeed_sleep_secs=None, input_partition_dims=None, eval_training_input_configuration=2,
        experimental_host_call_every_n_steps=1,
    ):
        self.iterations_per_loop = iterations_per_loop
        self.num_shards = num_shards
        self.num_cores_per_replica = num_cores_per_replica
        self.per_host_input_for_training = per_host_input_for_training
        self.tpu_job_name = tpu_job_name
        self.initial_infeed_sleep_secs = initial_infeed_sleep_secs


class RunConfig(estimator.RunConfig):
    def __init__(self, tpu_config=None, evaluation_master=None, master=None, cluster=None, **kwargs):
        super().__init__(**kwargs)
        self.tpu_config = tpu_config or TPUConfig()
        self.cluster = cluster
        self.master = master or ""


class TPUEstimatorSpec:
    def __init__(
        self, mode, predictions=None, loss=None, train_op=None, eval_metrics=None, export_outputs=None, scaffold_fn=None, host_call=None,
        training_hooks=None, evaluation_hooks=None, prediction_hooks=None,
    ):
        self.mode = mode
        self.predictions = predictions
        self.loss = loss
        self.train_op = train_op
        self.eval_metrics = eval_metrics
        self.export_outputs = export_outputs
        self.scaffold_fn = scaffold_fn
        self.host_call = host_call
        self.training_hooks = training_hooks
        self.evaluation_hooks = evaluation_hooks
        self.prediction_hooks = prediction_hooks

    def as_estimator_spec(self):
        metrics = None
        if self.eval_metrics is not None:
            metric_fn, tensors = self.eval_metrics
            metrics = metric_fn(**tensors) if isinstance(tensors, dict) else metric_fn(*tensors)
        if self.host_call is not None:
            host_fn, tensors = self.host_call
            host_fn(**tensors) if isinstance(tensors, dict) else host_fn(*tensors)
        return estimator.EstimatorSpec(
            mode=self.mode, predictions=self.predictions, loss=self.loss, train_op=self.train_op, eval_metric_ops=metrics,
            export_outputs=self.export_outputs, scaffold=self.scaffold_fn() if self.scaffold_fn else None,
            training_hooks=self.training_hooks, evaluation_hooks=self.evaluation_hooks, prediction_hooks=self.prediction_hooks,
        )


class TPUEstimator(estimator.Estimator):
    """Adds `batch_size` to the parameters that functions get. On a TPU the graph is another one: what follows is that of a CPU."""

    def __init__(
        self, model_fn=None, model_dir=None, config=None, params=None, use_tpu=True, train_batch_size=None, eval_batch_size=None,
        predict_batch_size=None, batch_axis=None, eval_on_tpu=True, export_to_tpu=True, export_to_cpu=True, warm_start_from=None,
        experimental_export_device_assignment=False, embedding_config_spec=None, export_saved_model_api_version=1,
    ):
        super().__init__(model_fn, model_dir, config, params, warm_start_from)
        self._use_tpu = use_tpu
        self._batch_sizes = {"train": train_batch_size, "eval": eval_batch_size, "infer": predict_batch_size}

    def _with_batch_size(self, mode):
        made = dict(self._params) if isinstance(self._params, dict) else self._params
        size = self._batch_sizes.get(mode)
        if size is not None:
            if isinstance(made, dict):
                made["batch_size"] = size
            else:
                made.add_hparam("batch_size", size)
        return made

    def _call_input_fn(self, input_fn, mode, input_context=None):
        return input_fn(**estimator._keywords(input_fn, mode=mode, params=self._with_batch_size(mode), config=self.config))

    def _call_model_fn(self, features, labels, mode, config):
        offered = estimator._keywords(self._model_fn, labels=labels, mode=mode, params=self._with_batch_size(mode), config=config)
        spec = self._model_fn(features=features, **offered)
        return spec.as_estimator_spec() if isinstance(spec, TPUEstimatorSpec) else spec


class AsyncCheckpointSaverHook(tf.train.SessionRunHook):
    def __init__(self, *args, **kwargs):
        pass


def bfloat16_scope():
    """A scope whose getter keeps variables as float32 and reads them as bfloat16 (tpu/bfloat16.py)."""

    def getter(getter, name, shape, dtype, *args, **kwargs):
        value = getter(name, shape, tf.float32, *args, **kwargs)
        return tf.cast(value, tf.bfloat16) if dtype == tf.bfloat16 else value

    return tf.variable_scope("", custom_getter=getter)


def initialize_system(embedding_config=None, job=None):
    return _scopelint.unknown("a TPU")


def shutdown_system(job=None):
    return tf.no_op()
