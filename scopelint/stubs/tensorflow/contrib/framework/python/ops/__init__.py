"""The modules of `tf.contrib.framework`, and their names."""

from tensorflow.contrib.framework.python.ops.variables import *
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope, arg_scope, current_arg_scope, has_arg_scope
