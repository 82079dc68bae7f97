"""`slim.learning` (tf_slim/learning.py, tf_slim/training/training.py)."""

import tensorflow as tf
from tensorflow.contrib import training
from tensorflow.contrib.training import add_gradients_summaries, clip_gradient_norms, multiply_gradients

_USE_GLOBAL_STEP = 0


def create_train_op(
    total_loss, optimizer, global_step=_USE_GLOBAL_STEP, update_ops=None, variables_to_train=None, clip_gradient_norm=0,
    summarize_gradients=False, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, gradient_multipliers=None,
    check_numerics=True,
):
    def transform(grads):
        if gradient_multipliers:
            with tf.name_scope("multiply_grads"):
                grads = multiply_gradients(grads, gradient_multipliers)
        if clip_gradient_norm:
            with tf.name_scope("clip_grads"):
                grads = clip_gradient_norms(grads, clip_gradient_norm)
        return grads

    return training.create_train_op(
        total_loss, optimizer, global_step, update_ops, variables_to_train, transform, summarize_gradients, gate_gradients,
        aggregation_method, colocate_gradients_with_ops, check_numerics,
    )


def train_step(sess, train_op, global_step, train_step_kwargs):
    return sess.run(train_op), False


def train(
    train_op, logdir, train_step_fn=train_step, train_step_kwargs=0, log_every_n_steps=1, graph=None, master="", is_chief=True,
    global_step=None, number_of_steps=None, init_op=0, init_feed_dict=None, local_init_op=0, init_fn=None, ready_op=0, summary_op=0,
    save_summaries_secs=600, summary_writer=0, startup_delay_steps=0, saver=None, save_interval_secs=600, sync_optimizer=None,
    session_config=None, session_wrapper=None, trace_every_n_steps=None, ignore_live_threads=False,
):
    """Runs a session; makes the global step where there is none."""
    if train_op is None:
        raise ValueError("train_op cannot be None.")
    if sync_optimizer is not None and startup_delay_steps > 0:
        raise ValueError("startup_delay_steps must be zero when sync_optimizer is supplied.")
    graph = graph or tf.get_default_graph()
    with graph.as_default():
        if global_step is None:
            global_step = tf.train.get_or_create_global_step()
        saver = saver or tf.train.Saver()
        if sync_optimizer is not None and is_chief:
            for opt in sync_optimizer if isinstance(sync_optimizer, (list, tuple)) else [sync_optimizer]:
                opt.get_init_tokens_op()
    with tf.Session(graph=graph) as session:
        if init_fn is not None:
            init_fn(session)
        if train_step_fn is not train_step:
            train_step_fn(session, train_op, global_step, {} if train_step_kwargs == 0 else train_step_kwargs)
        return session.run(train_op)
