"""`tf.contrib.layers` (tf_slim/layers)."""

from tensorflow.contrib.layers.python.layers import *
from tensorflow.contrib.layers.python.layers import summaries
