"""`tf.contrib.framework`: argument scopes and variables (tf_slim/ops)."""

from tensorflow.contrib.framework.python.ops.arg_scope import *
from tensorflow.contrib.framework.python.ops.variables import *
from tensorflow._util import is_tensor
from tensorflow.train import get_global_step

import tensorflow as tf

nest = tf.nest


def get_name_scope():
    return tf.get_default_graph().get_name_scope()


def get_graph_from_inputs(op_input_list, graph=None):
    return graph or tf.get_default_graph()


def with_shape(expected_shape, tensor):
    return tensor
