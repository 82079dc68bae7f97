"""The global step (training/training_util.py): one variable per graph, at the root of names, but below the variable scope."""

import _scopelint
import tensorflow as tf


def global_step(sess, global_step_tensor):
    return _scopelint.unknown(kind=int)


def get_global_step(graph=None):
    graph = graph or tf.get_default_graph()
    steps = graph.get_collection(tf.GraphKeys.GLOBAL_STEP)
    if len(steps) == 1:
        return steps[0]
    if steps:
        return None
    for variable in graph.get_collection(tf.GraphKeys.GLOBAL_VARIABLES):
        if variable.op.name == "global_step":
            return graph.get_tensor_by_name("global_step:0")
    return None


def create_global_step(graph=None):
    graph = graph or tf.get_default_graph()
    if get_global_step(graph) is not None:
        raise ValueError('"global_step" already exists.')
    with graph.as_default() as g, g.name_scope(None):
        return tf.get_variable(
            tf.GraphKeys.GLOBAL_STEP,
            shape=[],
            dtype=tf.int64,
            initializer=tf.zeros_initializer(),
            trainable=False,
            collections=[tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.GLOBAL_STEP],
        )


def get_or_create_global_step(graph=None):
    found = get_global_step(graph)
    if found is None:
        found = create_global_step(graph)
    return found


def assert_global_step(global_step_tensor):
    pass
