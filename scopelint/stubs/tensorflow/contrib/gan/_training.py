"""Both networks' training, each by an optimizer of its own (contrib/gan/python/train.py)."""

import tensorflow as tf
from tensorflow.contrib import training
from tensorflow.contrib.gan import _tuples


def _update_ops(kwargs, generator, discriminator, check):
    given = set(kwargs.pop("update_ops", tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
    of_generator = set(tf.get_collection(tf.GraphKeys.UPDATE_OPS, generator))
    of_discriminator = set(tf.get_collection(tf.GraphKeys.UPDATE_OPS, discriminator))
    unused = given - of_generator - of_discriminator
    if check and unused:
        raise ValueError("There are unused update ops: %s" % unused)
    return list(of_generator & given), list(of_discriminator & given)


def gan_train_ops(
    model, loss, generator_optimizer, discriminator_optimizer, check_for_unused_update_ops=True, is_chief=True, **kwargs
):
    if isinstance(model, _tuples.CycleGANModel):
        options = (generator_optimizer, discriminator_optimizer, check_for_unused_update_ops, is_chief)
        with tf.name_scope("cyclegan_x2y_train"):
            x2y = gan_train_ops(model.model_x2y, loss.loss_x2y, *options, **dict(kwargs))
        with tf.name_scope("cyclegan_y2x_train"):
            y2x = gan_train_ops(model.model_y2x, loss.loss_y2x, *options, **dict(kwargs))
        return _tuples.GANTrainOps(
            (x2y.generator_train_op, y2x.generator_train_op),
            (x2y.discriminator_train_op, y2x.discriminator_train_op),
            tf.train.get_or_create_global_step().assign_add(1),
        )
    step = tf.train.get_or_create_global_step()
    increased = step.assign_add(1)
    of_generator, of_discriminator = _update_ops(
        kwargs, model.generator_scope.name, model.discriminator_scope.name, check_for_unused_update_ops
    )
    hooks = []

    def trained(part, optimizer, total_loss, variables, update_ops):
        own_step = None
        if isinstance(optimizer, tf.train.SyncReplicasOptimizer):
            own_step = tf.get_variable(
                "dummy_global_step_" + part, shape=[], dtype=step.dtype.base_dtype, initializer=tf.zeros_initializer(),
                trainable=False, collections=[tf.GraphKeys.GLOBAL_VARIABLES],
            )
            update_ops = update_ops + [own_step.assign(step)]
            hooks.append(optimizer.make_session_run_hook(is_chief))
        with tf.name_scope(part + "_train"):
            return training.create_train_op(
                total_loss, optimizer, variables_to_train=variables, global_step=own_step, update_ops=update_ops, **kwargs
            )

    generator = trained("generator", generator_optimizer, loss.generator_loss, model.generator_variables, of_generator)
    discriminator = trained(
        "discriminator", discriminator_optimizer, loss.discriminator_loss, model.discriminator_variables, of_discriminator
    )
    return _tuples.GANTrainOps(generator, discriminator, increased, hooks)


class RunTrainOpsHook(tf.train.SessionRunHook):
    def __init__(self, train_ops, train_steps):
        self._train_ops = train_ops if isinstance(train_ops, (list, tuple)) else [train_ops]
        self._train_steps = train_steps


def get_sequential_train_hooks(train_steps=_tuples.GANTrainSteps(1, 1)):
    def hooks(train_ops):
        generator = RunTrainOpsHook(train_ops.generator_train_op, train_steps.generator_train_steps)
        discriminator = RunTrainOpsHook(train_ops.discriminator_train_op, train_steps.discriminator_train_steps)
        return [generator, discriminator] + list(train_ops.train_hooks)

    return hooks


get_joint_train_hooks = get_sequential_train_hooks


def get_sequential_train_steps(train_steps=_tuples.GANTrainSteps(1, 1)):
    def steps(session, train_ops, global_step, train_step_kwargs):
        losses = session.run([train_ops.generator_train_op, train_ops.discriminator_train_op])
        session.run(train_ops.global_step_inc_op)
        return losses[0] + losses[1], False

    return steps


def gan_train(
    train_ops, logdir, get_hooks_fn=get_sequential_train_hooks(), master="", is_chief=True, scaffold=None, hooks=None,
    chief_only_hooks=None, save_checkpoint_secs=600, save_summaries_steps=100, config=None, **kwargs
):
    if logdir is None and is_chief and (save_summaries_steps or save_checkpoint_secs):
        raise ValueError("logdir cannot be None when save_summaries_steps or save_checkpoint_secs is not None")
    with tf.train.MonitoredTrainingSession(
        master=master, is_chief=is_chief, checkpoint_dir=logdir, scaffold=scaffold,
        hooks=list(hooks or []) + list(get_hooks_fn(train_ops)), chief_only_hooks=chief_only_hooks,
        save_checkpoint_secs=save_checkpoint_secs, save_summaries_steps=save_summaries_steps, config=config,
    ) as session:
        return session.run(train_ops.global_step_inc_op)
