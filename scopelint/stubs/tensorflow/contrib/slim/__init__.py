"""`tf.contrib.slim`, also called `tf_slim` (tf_slim/__init__.py)."""

from tensorflow.contrib.framework.python.ops.arg_scope import *
from tensorflow.contrib.framework.python.ops.variables import *
from tensorflow.contrib.layers.python.layers import *
