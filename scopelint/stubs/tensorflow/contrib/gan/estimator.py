"""An estimator of both networks (contrib/gan/python/estimator/python/gan_estimator_impl.py)."""

import enum
import functools
import inspect

import tensorflow as tf
from tensorflow.contrib.gan import _losses, _models, _training, _tuples


class SummaryType(enum.IntEnum):
    NONE = 0
    VARIABLES = 1
    IMAGES = 2
    IMAGE_COMPARISON = 3


def _in_mode(function, mode):
    return functools.partial(function, mode=mode) if "mode" in inspect.getfullargspec(function).args else function


def _generator_alone(inputs, generator_fn):
    with tf.variable_scope("Generator") as scope:
        generated = generator_fn(inputs)
    variables = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope.name)
    return _tuples.GANModel(inputs, generated, variables, scope, generator_fn, *[None] * 6)


def _made(optimizer):
    return optimizer() if callable(optimizer) else optimizer


class GANEstimator(tf.estimator.Estimator):
    def __init__(
        self, model_dir=None, generator_fn=None, discriminator_fn=None, generator_loss_fn=None, discriminator_loss_fn=None,
        generator_optimizer=None, discriminator_optimizer=None, get_hooks_fn=None, get_eval_metric_ops_fn=None, add_summaries=None,
        use_loss_summaries=True, config=None, params=None, warm_start_from=None, is_chief=True,
    ):
        def model_fn(features, labels, mode):
            if mode == tf.estimator.ModeKeys.PREDICT:
                model = _generator_alone(features, _in_mode(generator_fn, mode))
                return tf.estimator.EstimatorSpec(mode, predictions=model.generated_data)
            model = _models.gan_model(
                _in_mode(generator_fn, mode), _in_mode(discriminator_fn, mode), labels, features, check_shapes=False
            )
            loss = _losses.gan_loss(
                model, generator_loss_fn, discriminator_loss_fn, add_summaries=use_loss_summaries, **dict(params or {})
            )
            if mode == tf.estimator.ModeKeys.EVAL:
                with tf.name_scope("metrics"):
                    metrics = {
                        "generator_loss": tf.metrics.mean(loss.generator_loss),
                        "discriminator_loss": tf.metrics.mean(loss.discriminator_loss),
                    }
                    if get_eval_metric_ops_fn is not None:
                        metrics.update(get_eval_metric_ops_fn(model))
                return tf.estimator.EstimatorSpec(
                    mode, predictions=model.generated_data, loss=loss.discriminator_loss, eval_metric_ops=metrics
                )
            ops = _training.gan_train_ops(model, loss, _made(generator_optimizer), _made(discriminator_optimizer), is_chief=is_chief)
            hooks = (get_hooks_fn or _training.get_sequential_train_hooks())(ops)
            return tf.estimator.EstimatorSpec(
                mode, loss=loss.discriminator_loss, train_op=ops.global_step_inc_op, training_hooks=hooks
            )

        super().__init__(model_fn=model_fn, model_dir=model_dir, config=config, warm_start_from=warm_start_from)
